"""Persons and programs that the training tests speak of."""

from __future__ import annotations

from myostride.runner import Body, Runner
from myostride.training import Program
from myostride.training.capacity import Capacity, capacity_of
from myostride.training.elements import Element, Endurance, Intensity, Jump, Lift
from myostride.training.parse_elements import parse_session

ACTIVE = Runner(body=Body(70.0, 1.75, "male"), age_y=30, status="active", vo2max_ml_kg_min=45)
CAPACITY: Capacity = capacity_of(ACTIVE)


def program(blocks: str, head: str = "") -> Program:
    """A program from the text of its blocks."""
    return Program.from_text(f"{head}\nblocks:\n{blocks}", "test.yaml")


def element(text: object) -> Element:
    """One session element from its mapping."""
    return parse_session([text], "test")[0]


def endurance(text: object) -> Endurance:
    found = element(text)
    assert isinstance(found, Endurance)
    return found


def lift(**options: object) -> Lift:
    found = element({"lift": options})
    assert isinstance(found, Lift)
    return found


def jump(**options: object) -> Jump:
    found = element({"jump": options})
    assert isinstance(found, Jump)
    return found


def effort(word: str) -> Intensity:
    return Intensity("effort", word=word)
