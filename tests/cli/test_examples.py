"""Every example in a command's help is run as it stands."""

from __future__ import annotations

import io
import re
import shlex
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from myostride.cli.main import COMMANDS
from myostride.demo import SeasonFile

from ..home.samples import tcx
from .conftest import Command, written
from .test_simulate import HILLS

STRONG = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE\n"
    '2025-06-03 18:05:00,"Legs",50m,"Squat (Barbell)",1,60.0,8,0,0,"","",8\n'
)
STUDY = """
outcomes:
  - {muscle: vasti, measure: mri_volume, week: 1, change_pct: 0.5, sd: 2.0}
"""


def examples() -> list[str]:
    """Every example line, but for `demo` and `serve`, which their own tests run."""
    found = []
    for name, (module, _) in COMMANDS.items():
        described = import_module(f"myostride.cli.{module}").command.__doc__
        lines = re.findall(r"^ +(myostride .*)$", described.partition("Examples:")[2], re.M)
        assert lines, f"{name} has no example"
        found += [line for line in lines if name not in ("demo", "serve")]
    return found


@pytest.fixture
def place(season: list[SeasonFile], tmp_path: Path) -> Path:
    """A folder with the files that the examples speak of."""
    run = written(season, "strides", tmp_path / "run.fit")
    written(season, "treadmill", tmp_path / "treadmill.fit")
    (tmp_path / "strong.csv").write_text(STRONG)
    (tmp_path / "hills.yaml").write_text(HILLS)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "easy.fit").write_bytes(season[0].data)
    (tmp_path / "Downloads").mkdir()
    with zipfile.ZipFile(tmp_path / "Downloads" / "export_123.zip", "w") as archive:
        archive.write(run, "activities/1.fit")
    (tmp_path / "my_studies").mkdir()
    (tmp_path / "my_studies" / "made_hills.yaml").write_text(HILLS + STUDY)
    return tmp_path


@pytest.mark.parametrize("example", examples())
def test_an_example_works_as_written(
    example: str, place: Path, myostride: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse battery\n"))
    if " status" in example:
        assert myostride("import", place / "runs").code == 0
    if " --last " in example:
        for days in (1, 3, 5):
            run = tcx((datetime.now(UTC) - timedelta(days=days), 30), every_s=5)
            (place / "runs" / f"{days}_days_ago.tcx").write_bytes(run)
        assert myostride("import", place / "runs").code == 0
    words = shlex.split(example)[1:]
    ended = myostride(*[word.replace("~", str(place)) for word in words])
    assert ended.code == 0, ended.err
    assert ended.out
