"""Writing to a folder: safe names, nothing of others touched, one line where it cannot be."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.coach.outgoing import folder_of, write
from myostride.coach.outgoing.words import file_stem
from myostride.errors import InputError
from tests.coach.outgoing.plans import CAPACITY, HILLS, HOSTILE_TITLES, TUESDAY, plan, week, workout

SAFE = re.compile(r"\d{4}-\d\d-\d\d-[a-z0-9]+(-[a-z0-9]+)*")


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_every_format_is_written_into_a_folder_of_the_first_day(tmp_path: Path) -> None:
    paths = write(week(), CAPACITY, tmp_path / "new", ["fit", "zwo", "ics", "html"])
    assert {path.parent for path in paths} == {tmp_path / "new" / "plan-2025-09-22"}
    assert all(path.is_file() for path in paths)
    assert names(paths) == [
        "2025-09-22-4-x-4-min.fit",
        "2025-09-23-hill-repeats.fit",
        "2025-09-25-bursts.fit",
        "2025-09-26-squats-and-jumps.fit",
        "2025-09-27-three-sets-of-400-m.fit",
        "2025-09-22-4-x-4-min.zwo",
        "2025-09-23-hill-repeats.zwo",
        "2025-09-25-bursts.zwo",
        "2025-09-27-three-sets-of-400-m.zwo",
        "plan.ics",
        "plan.html",
    ]


def test_two_workouts_of_one_name_are_two_files(tmp_path: Path) -> None:
    paths = write(plan(workout(HILLS), workout(HILLS)), CAPACITY, tmp_path, ["fit"])
    assert names(paths) == ["2025-09-23-hill-repeats.fit", "2025-09-23-hill-repeats-2.fit"]


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_hostile_titles_make_safe_names(title: str, tmp_path: Path) -> None:
    (path,) = write(plan(workout(HILLS, title)), CAPACITY, tmp_path, ["fit"])
    assert SAFE.fullmatch(path.stem)
    assert len(path.name) < 80
    assert path.parent == folder_of(plan(), tmp_path)


@given(st.text(), st.text())
def test_any_words_make_a_safe_name(title: str, other: str) -> None:
    assert SAFE.fullmatch(file_stem(TUESDAY, title, other))


def test_a_later_plan_replaces_the_files_of_an_earlier_one(tmp_path: Path) -> None:
    write(week(), CAPACITY, tmp_path, ["fit", "ics"])
    (path,) = write(plan(workout(HILLS)), CAPACITY, tmp_path, ["fit"])
    found = sorted(p.name for p in path.parent.iterdir() if not p.name.startswith("."))
    assert found == ["2025-09-23-hill-repeats.fit", "plan.ics"]
    write(week(), CAPACITY, tmp_path, ["fit", "ics"])


def test_files_of_others_stay_as_they_are(tmp_path: Path) -> None:
    folder = folder_of(week(), tmp_path)
    folder.mkdir()
    (folder / "2025-09-23-hill-repeats.fit").write_bytes(b"mine")
    with pytest.raises(InputError, match="not as myostride wrote it"):
        write(week(), CAPACITY, tmp_path, ["fit"])
    assert [p.name for p in folder.iterdir()] == ["2025-09-23-hill-repeats.fit"]
    assert (folder / "2025-09-23-hill-repeats.fit").read_bytes() == b"mine"


def test_a_file_changed_since_stays_as_it_is(tmp_path: Path) -> None:
    write(week(), CAPACITY, tmp_path, ["html"])
    page = folder_of(week(), tmp_path) / "plan.html"
    page.write_text("my own remarks")
    with pytest.raises(InputError, match=r"plan\.html"):
        write(week(), CAPACITY, tmp_path, ["html"])
    assert page.read_text() == "my own remarks"


def test_a_changed_leftover_stays(tmp_path: Path) -> None:
    write(week(), CAPACITY, tmp_path, ["fit"])
    left = folder_of(week(), tmp_path) / "2025-09-25-bursts.fit"
    left.write_bytes(b"changed")
    write(plan(workout(HILLS)), CAPACITY, tmp_path, ["fit"])
    assert left.read_bytes() == b"changed"


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = folder_of(week(), tmp_path)
    folder.mkdir()
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text("mine")
    (folder / "plan.html").symlink_to(elsewhere)
    with pytest.raises(InputError, match="not as myostride wrote it"):
        write(week(), CAPACITY, tmp_path, ["html"])
    assert elsewhere.read_text() == "mine"


@pytest.mark.parametrize(
    ("formats", "said"),
    [(["fit", "gpx"], "unknown format 'gpx'"), ([], "no format named"), ([" "], "no format")],
)
def test_an_unknown_format_names_the_known_ones(
    formats: list[str], said: str, tmp_path: Path
) -> None:  # fmt: skip
    with pytest.raises(InputError, match=said) as raised:
        write(week(), CAPACITY, tmp_path, formats)
    assert "known: fit, zwo, ics, html, pdf" in str(raised.value)
    assert not list(tmp_path.iterdir())


def test_formats_may_be_typed_in_any_case_and_twice(tmp_path: Path) -> None:
    assert names(write(week(), CAPACITY, tmp_path, ["ICS", " ics"])) == ["plan.ics"]


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="cannot be written") as raised:
        write(week(), CAPACITY, tmp_path / "file", ["ics"])
    assert "\n" not in str(raised.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        write(week(), CAPACITY, tmp_path, ["ics"])


def test_nothing_is_written_where_something_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(InputError, match="chromium"):
        write(week(), CAPACITY, tmp_path, ["ics", "pdf"])
    assert not list(tmp_path.iterdir())


def test_a_plan_of_rest_days_has_no_workout_files(tmp_path: Path) -> None:
    resting = replace(week(), workouts=(week().workouts[2],))
    assert write(resting, CAPACITY, tmp_path, ["fit", "zwo"]) == []
