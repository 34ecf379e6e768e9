"""Answers kept in memory: for every athlete, and made by one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from myostride.demo import season_files
from myostride.errors import InputError
from myostride.home import Home, memory, open_home
from myostride.home.memory import remembered
from myostride.home.squad import squad

DAY = date(2025, 6, 10)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


def unwanted() -> str:
    raise AssertionError("this was to come from memory")


def test_every_athlete_of_a_large_squad_is_remembered(folder: Path) -> None:
    names = [f"athlete {n}" for n in range(30)]
    for name in names:
        with open_home(folder, athlete=name) as home:
            home.set_profile()
            remembered(home, "x", lambda name=name: name)  # type: ignore[misc]
    for name in names:
        with open_home(folder, athlete=name) as home:
            assert remembered(home, "x", unwanted) == name


def test_of_one_athlete_the_newest_answers_are_remembered(home: Home) -> None:
    home.set_profile()
    for n in range(20):
        remembered(home, n, lambda: "old")
    assert remembered(home, 19, unwanted) == "old"
    assert remembered(home, 0, lambda: "new") == "new"


def test_the_table_of_a_squad_is_kept(home: Home, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for file in islice(season_files(), 2):
        (files / file.name).write_bytes(file.data)
    home.import_paths([files])
    (member,) = squad(home, DAY)
    status = remembered(home, ("status", DAY), unwanted)
    assert member.readiness == status.readiness[member.least_ready].force  # type: ignore[attr-defined]


def test_after_a_failure_one_at_a_time_tries_again(home: Home) -> None:
    home.set_profile()
    first_begun, second_begun, fail, go_on = (threading.Event() for _ in range(4))
    third_made: list[bool] = []

    def first() -> str:
        first_begun.set()
        fail.wait(30.0)
        raise InputError("not this time")

    def second() -> str:
        second_begun.set()
        go_on.wait(30.0)
        return "the second"

    def third() -> str:
        third_made.append(True)
        return "the third"

    def ask(made: object) -> None:
        try:
            remembered(home, "x", made)  # type: ignore[arg-type]
        except InputError:
            return

    threads = [threading.Thread(target=ask, args=(made,)) for made in (first, second, third)]
    threads[0].start()
    assert first_begun.wait(30.0)
    threads[1].start()
    threads[1].join(0.2)  # it waits for the first by now
    fail.set()
    assert second_begun.wait(30.0)
    threads[2].start()
    threads[2].join(0.2)  # it waits for the second, or would have made its own by now
    go_on.set()
    for thread in threads[1:]:
        thread.join()
    assert third_made == []
