"""The commands around the dashboard: serve, password, export."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from myostride.cli.serve import command
from myostride.web.guard.password import fits, kept_hash
from myostride.web.serving import PORT, listening
from tests.cli.conftest import Command


def serving(home: Path) -> subprocess.Popen[str]:
    """The command as a process of its own, on a free port."""
    return subprocess.Popen(
        [sys.executable, "-m", "myostride", "serve", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"MYOSTRIDE_HOME": str(home)},
    )  # fmt: skip


def test_serving_prints_the_address_answers_there_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    served = serving(tmp_path / "home")
    try:
        assert served.stdout is not None
        line = served.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(f"{address}api/profile", timeout=30) as answer:
            assert json.load(answer)["name"] == "me"
    finally:
        served.send_signal(signal.SIGINT)
        _, said = served.communicate(timeout=30)
    assert served.returncode in (0, 130)
    assert "Traceback" not in said


def test_ctrl_c_breaks_off_a_request_without_a_traceback(tmp_path: Path) -> None:
    served = serving(tmp_path / "home")
    try:
        assert served.stdout is not None
        port = int(served.stdout.readline().partition("127.0.0.1:")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as sending:
            sending.sendall(
                b"POST /api/import HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
            )
            give_up = time.monotonic() + 30.0
            while not (tmp_path / "home" / "incoming").exists() and time.monotonic() < give_up:
                time.sleep(0.05)
            served.send_signal(signal.SIGINT)
            out, said = served.communicate(timeout=30)
    finally:
        served.kill()
    assert (out, said) == ("ended\n", "")


def test_a_taken_port_gives_way_to_the_next_one() -> None:
    first = listening("127.0.0.1", None)
    second = listening("127.0.0.1", None)
    try:
        ports = [made.getsockname()[1] for made in (first, second)]
        assert PORT <= ports[0] < ports[1]
    finally:
        first.close()
        second.close()


def test_a_named_port_that_is_taken_is_refused(myostride: Command) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = myostride("serve", "--port", port, "--no-browser")
    assert ended.code == 2
    assert f"port {port}" in ended.complaint


def test_elsewhere_needs_a_password_first(myostride: Command) -> None:
    ended = myostride("serve", "--host", "0.0.0.0", "--no-browser")
    assert ended.code == 2
    assert "myostride password" in ended.complaint
    assert not ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--watch", "nowhere"), "--watch"),
        (("--port", "70000"), "--port"),
        (("--host", "no.such.host.invalid"), "myostride password"),
    ],
)
def test_a_wrong_call_is_refused(arguments: tuple[str, ...], said: str, myostride: Command) -> None:
    ended = myostride("serve", "--no-browser", *arguments)
    assert ended.code == 2
    assert said in ended.complaint


def test_a_password_is_read_from_a_pipe_and_removed(
    myostride: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse battery\n"))
    assert myostride("password").code == 0
    kept = kept_hash(tmp_path / "home")
    assert kept is not None
    assert fits(kept, "correct horse battery")
    assert not fits(kept, "correct horse")
    assert myostride("password", "--remove").code == 0
    assert kept_hash(tmp_path / "home") is None


def test_a_short_password_is_refused(myostride: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    ended = myostride("password")
    assert ended.code == 2
    assert "characters" in ended.complaint


def test_an_export_holds_the_runs(two_weeks: Command, tmp_path: Path) -> None:
    ended = two_weeks("export", "--out", tmp_path / "all.zip", "--json")
    assert ended.code == 0
    names = zipfile.ZipFile(tmp_path / "all.zip").namelist()
    originals = [name for name in names if name.startswith("originals/")]
    assert len(originals) == ended.json["activities"] > 0


def test_an_export_never_writes_over_a_file(two_weeks: Command, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_text("mine")
    assert two_weeks("export", "--out", tmp_path / "all.zip").code == 2
    assert (tmp_path / "all.zip").read_text() == "mine"


@pytest.mark.parametrize(
    "example", re.findall(r"^ +myostride serve(.*)$", command.__doc__ or "", re.M)
)
def test_an_example_is_understood(example: str, myostride: Command, tmp_path: Path) -> None:
    """All of it, for it is refused only because of the address that is added."""
    (tmp_path / "Downloads" / "runs").mkdir(parents=True)
    ended = myostride("serve", *shlex.split(example), "--host", "0.0.0.0")
    assert ended.code == 2
    assert "myostride password" in ended.complaint
