from __future__ import annotations

import time
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from myostride.cli import status
from myostride.muscles import MUSCLES, TITLES

from .conftest import LAST_DAY, Command

FEW = ("--draws", "40")


@pytest.fixture
def document(two_weeks: Command) -> Any:
    return two_weeks("status", "--date", LAST_DAY, *FEW, "--json").json


def shown(document: Any, width: int) -> str:
    screen = Console(file=StringIO(), width=width)
    status.show(document, screen)
    return screen.file.getvalue()  # type: ignore[attr-defined]


def table_of(document: Any) -> str:
    return shown(document, 130).partition("•")[0]


def test_json_says_where_every_muscle_stands(document: Any) -> None:
    assert document["date"] == LAST_DAY
    assert list(document["muscles"]) == list(MUSCLES)
    for row in document["muscles"].values():
        assert row["growth_lo"] <= row["growth_pct"] <= row["growth_hi"]
        assert 0 <= row["readiness"] <= 1
        assert 0 <= row["soreness"] <= 10
        assert row["trend"] in ("growing", "holding", "shrinking", "unknown")
        assert row["plateau"] in ("yes", "no", "unknown")
        assert row["recovered_at"] is None or datetime.fromisoformat(row["recovered_at"])
        assert 0 <= row["p_recovered"] <= 1
        assert (
            row["recovered_at_lo"] is None
            or row["recovered_at"] is None
            or (row["recovered_at_lo"] <= row["recovered_at"] == row["recovered_at_hi"])
        )
        assert row["ready_why"]
    assert document["advice"]
    assert "damas2016" in document["sources"]


def test_the_same_seed_gives_the_same_answer(two_weeks: Command) -> None:
    call = ("status", "--date", LAST_DAY, *FEW, "--json")
    assert two_weeks(*call).out == two_weeks(*call).out


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_the_table_fits_the_screen_without_cutting_a_cell(width: int, document: Any) -> None:
    table = shown(document, width).partition("•")[0]
    assert "…" not in table
    assert all(TITLES[muscle] in table for muscle in MUSCLES)
    assert max(len(line) for line in table.splitlines()) <= width


def test_a_wide_screen_shows_more_than_a_narrow_one(document: Any) -> None:
    assert "Limited by" in shown(document, 130)
    narrow = shown(document, 80)
    assert "Limited by" not in narrow.partition("─")[0]
    assert "No room for: Limited by" in narrow


@pytest.mark.parametrize("by", ["option", "profile"])
def test_masses_are_in_the_chosen_units(by: str, two_weeks: Command) -> None:
    if by == "profile":
        two_weeks("profile", "--units", "mi")
    option = ("--units", "mi") if by == "option" else ()
    said = two_weeks("status", "--date", LAST_DAY, *FEW, *option).out
    assert "body mass 134.5 lb as an activity file says" in said


def test_what_was_felt_stands_before_what_the_model_thinks(two_weeks: Command) -> None:
    two_weeks("log", "soreness", "--muscle", "quads", "--value", "7", "--date", LAST_DAY)
    table = two_weeks("status", "--date", LAST_DAY, *FEW).out.partition("•")[0]
    assert table.count("felt 7") == 2


def test_below_the_table_stands_the_session_behind_a_tired_muscle(document: Any) -> None:
    for row in document["muscles"].values():
        row["p_recovered"] = 0.95
    document["muscles"]["vasti"] |= {
        "p_recovered": 0.2,
        "ready_why": "Tuesday's 640 m of descent",
        "recovered_at_lo": "2025-06-17T12:00:00Z",
        "recovered_at_hi": None,
    }
    lines = " ".join(shown(document, 200).partition("•")[2].split())
    assert "Vasti: Tuesday's 640 m of descent; recovered from Tue" in lines
    assert "to over 2 weeks (80 %)" in lines
    assert "Soleus:" not in lines


def test_the_chance_of_being_recovered_has_a_column_of_its_own(document: Any) -> None:
    document["muscles"]["vasti"]["p_recovered"] = 0.37
    (line,) = [line for line in table_of(document).splitlines() if "Vasti" in line]
    assert "37 %" in line


def test_recovery_and_trends_in_words(document: Any) -> None:
    vasti, soleus = document["muscles"]["vasti"], document["muscles"]["soleus"]
    now = datetime.fromisoformat(document["as_of"])
    vasti |= {"recovered_at": None, "plateau": "yes", "trend": "holding"}
    soleus |= {"recovered_at": (now + timedelta(days=10)).isoformat(), "trend": "shrinking"}
    soleus |= {"plateau": "no"}
    table = shown(document, 130)
    assert "over 2 weeks" in table
    assert "→ plateau" in table
    assert "↘ shrinking" in table


def test_recovery_is_told_in_the_time_zone_of_the_run(
    document: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document["as_of"], document["utc_offset_s"] = f"{LAST_DAY}T22:00:00Z", 7200.0
    document["muscles"]["vasti"]["recovered_at"] = "2025-06-16T16:30:00Z"
    for viewer in ("Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", viewer)
        time.tzset()
        (line,) = [line for line in table_of(document).splitlines() if "Vasti" in line]
        assert "tomorrow evening" in line
    monkeypatch.undo()
    time.tzset()


def test_the_picture_shows_the_legs_with_every_muscle(two_weeks: Command, tmp_path: Path) -> None:
    ended = two_weeks("status", "--date", LAST_DAY, *FEW, "--figure", "legs.svg", "--json")
    assert ended.code == 0
    words = (tmp_path / "legs.svg").read_text()
    for muscle, row in ended.json["muscles"].items():
        assert f'data-muscle="{muscle}"' in words
        assert f"{100 * row['readiness']:.0f} %" in words


def test_the_history_reaches_back_to_the_first_run(two_weeks: Command, tmp_path: Path) -> None:
    ended = two_weeks("status", "--date", LAST_DAY, *FEW, "--history", "growth.svg", "--json")
    assert ended.code == 0
    assert ended.json["date"] == LAST_DAY
    words = (tmp_path / "growth.svg").read_text()
    assert "in 13 days" in words or "lost" in words
    assert "Soleus" in words


def test_before_the_first_run_there_is_nothing_to_say(two_weeks: Command) -> None:
    for home in ([], ["--home", "empty"]):
        ended = two_weeks("status", "--date", "2025-01-01", *home)
        assert (ended.code, ended.out) == (2, "")
        assert "myostride import" in ended.complaint
