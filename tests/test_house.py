"""The house rules that a reader relies on, held by tests."""

import re
import subprocess
from pathlib import Path

import pytest

from myostride.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "myostride"
LONGEST_MODULE = 320
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_module_is_too_long_to_read() -> None:
    long = {
        path.name: n
        for path in SOURCE.rglob("*.py")
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "common", "misc", "manager"}
    assert not drawers & {path.stem for path in SOURCE.rglob("*.py")}


def test_nothing_is_left_for_another_day() -> None:
    marks = re.compile(r"TODO|FIXME|XXX|raise NotImplementedError")
    found = [
        f"{path.name}:{number}"
        for path in SOURCE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert not found


def test_no_real_file_is_in_the_project() -> None:
    recorded = {".fit", ".tcx", ".gpx", ".gz", ".mot"}
    assert not [path for path in tracked() if path.suffix in recorded]


def test_every_command_is_in_the_readme_or_the_pages() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    missing = [name for name in COMMANDS if f"myostride {name}" not in text]
    assert not missing


def test_every_link_of_the_pages_leads_somewhere() -> None:
    broken = [
        f"{path.name}: {target}"
        for path in DOCS
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not broken


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
