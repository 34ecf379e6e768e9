"""The original files: all there and unchanged, or said which are not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from myostride.home import Home

from .samples import START, gpx, tcx


@pytest.fixture
def stored(home: Home, tmp_path: Path) -> Home:
    (tmp_path / "a.gpx").write_bytes(gpx())
    (tmp_path / "b.tcx").write_bytes(tcx((START + timedelta(days=1), 20.0)))
    home.import_paths([tmp_path / "a.gpx", tmp_path / "b.tcx"])
    return home


def originals(home: Home) -> list[Path]:
    return sorted(path for path in (home.folder / "raw").rglob("*") if path.is_file())


def test_a_sound_store_has_nothing_damaged(stored: Home) -> None:
    said: list[tuple[int, int]] = []
    assert stored.damaged_originals(lambda *told: said.append(told)) == (2, [])
    assert said == [(1, 2), (2, 2)]


def test_a_file_that_is_gone_is_named(stored: Home) -> None:
    originals(stored)[0].unlink()
    count, (line,) = stored.damaged_originals()
    assert count == 2
    assert "raw/" in line


def test_a_file_that_changed_is_named(stored: Home) -> None:
    originals(stored)[0].write_bytes(b"something else")
    assert len(stored.damaged_originals()[1]) == 1


@pytest.mark.usefixtures("stored")
def test_the_files_of_other_athletes_are_theirs(other_athlete: Home) -> None:
    other_athlete.set_profile(mass_kg=60)
    assert other_athlete.damaged_originals()[0] == 0
    assert other_athlete.damaged_originals(everyone=True)[0] == 2
