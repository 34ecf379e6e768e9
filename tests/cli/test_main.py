from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import myostride as package
from myostride.cli.main import COMMANDS

from .conftest import Command

HEAVY = ("numpy", "sqlalchemy", "altair", "yaml", "lxml", "fitdecode", "rich")


def test_help_lists_every_command(myostride: Command) -> None:
    ended = myostride("--help")
    assert ended.code == 0
    for name, (_, summary) in COMMANDS.items():
        assert name in ended.out
        assert summary in ended.out


def test_without_arguments_the_help_is_shown(myostride: Command) -> None:
    assert myostride().out == myostride("--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str, myostride: Command) -> None:
    ended = myostride(name, "--help")
    assert ended.code == 0
    assert f"myostride {name}" in ended.out.partition("Examples:")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_overview_and_the_command_say_the_same(name: str) -> None:
    module, summary = COMMANDS[name]
    described = import_module(f"myostride.cli.{module}").command.__doc__
    assert described.startswith(summary.rstrip("."))


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"]])
def test_the_start_imports_nothing_heavy(arguments: list[str]) -> None:
    probe = (
        "import sys; from myostride.cli.main import main; main(sys.argv[1:]); "
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=True
    )
    assert ended.stderr.strip() == "[]"


def test_the_version_is_that_of_the_package(myostride: Command) -> None:
    assert myostride("--version").out == f"myostride {package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["statsu"], "did you mean 'status'"),
        (["frobnicate"], "known: demo, profile"),
        (["gait", "--spede", "3"], "did you mean '--speed'"),
        (["gait", "--speed"], "--speed"),
        (["gait"], "--speed"),
        (["load"], "FILE"),
        (["load", "run.fit", "more.fit"], "more.fit"),
        (["--jsn"], "--jsn"),
        (["gait", "--speed", "3", "--json=yes"], "--json"),
    ],
)
def test_a_wrong_call_ends_with_one_line_and_code_2(
    arguments: list[str], said: str, myostride: Command
) -> None:
    ended = myostride(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.complaint


def test_an_internal_error_is_one_line_that_names_the_log(
    myostride: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault\nof ours")

    monkeypatch.setattr("myostride.cli.gait.body_of", broken)
    ended = myostride("gait", "--speed", "3")
    assert ended.code == 1
    assert "internal error (ZeroDivisionError: a fault of ours)" in ended.complaint
    log = Path(ended.complaint.rpartition("details: ")[2])
    assert log.is_relative_to(tmp_path)
    assert "Traceback" in log.read_text()
    monkeypatch.setenv("MYOSTRIDE_DEBUG", "1")
    assert "Traceback" in myostride("gait", "--speed", "3").err


def test_ctrl_c_ends_with_130(myostride: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("myostride.cli.gait.body_of", interrupted)
    ended = myostride("gait", "--speed", "3")
    assert ended.code == 130
    assert "interrupted" in ended.complaint


def test_a_closed_pipe_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-m", "myostride", "gait", "--speed", "3"],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["gait", "--speed", "3"], ["load", "no-run.fit"]])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_full_disk_behind_stdout_is_one_line(
    arguments: list[str], form: list[str], tmp_path: Path
) -> None:
    (tmp_path / "no-run.fit").write_text("not a run")
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "myostride", *arguments, *form],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1


def test_a_terminal_without_unicode_still_gets_its_table() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "myostride", "gait", "--speed", "3"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Soleus" in ended.stdout
