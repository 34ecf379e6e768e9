"""The home of the sample runner, for tests and pictures of the dashboard."""

from __future__ import annotations

from pathlib import Path

from myostride.demo import RUNNER, SEASON_END, season_files
from myostride.demo.plan import DIARY
from myostride.home import open_home

__all__ = ["make_season"]


def make_season(folder: Path) -> Path:
    """The sample season's `files` in a folder, and its `home` with everything computed."""
    files = folder / "files"
    files.mkdir()
    for file in season_files():
        (files / file.name).write_bytes(file.data)
    with open_home(folder / "home") as home:
        home.set_profile(mass_kg=RUNNER.body.mass_kg, height_m=RUNNER.body.height_m,
                         sex=RUNNER.body.sex, age_y=RUNNER.age_y)  # fmt: skip
        for entry in DIARY:
            home.log(entry.kind, value=entry.value, day=entry.day, muscle=entry.muscle)
        home.import_paths([files])
        home.status(SEASON_END)
    return folder / "home"
