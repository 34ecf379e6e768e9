from __future__ import annotations

import pytest

from myostride.evidence.modality import is_null_arm, modality, region
from myostride.training import Program

SQUAT = "{lift: {exercise: back_squat}}"
CURL = "{lift: {exercise: knee_curl}}"


def program(session: str, more: str = "") -> Program:
    done = f"session: [{session}]" if session else "condition: bed_rest"
    return Program.from_text(f"name: a_b\nblocks: [{{weeks: 8, {done}{more}}}]")


@pytest.mark.parametrize(
    ("session", "kind", "null"),
    [
        ("{run: {minutes: 40}}", "running", True),
        ("{run: {minutes: 40, grade_pct: -10}}", "running", False),
        ("{run: {repeat: 4, minutes: 4, effort: hard}}", "intervals", False),
        ("{group: {repeat: 2, steps: [{football: {minutes: 20}}]}}", "intervals", False),
        ("{walk: {minutes: 40}}", "walking", True),
        ("{cycle: {minutes: 40, vo2max_pct: 40}}", "cycling", True),
        ("{cycle: {minutes: 40, hrr_pct: 75}}", "cycling", False),
        (SQUAT, "squats", False),
        (f"{SQUAT}, {CURL}", "lifting", False),
        (f"{SQUAT}, {{run: {{minutes: 20}}}}", "concurrent", False),
        ("{jump: {kind: drop}}", "jumping", False),
        ("", "disuse", False),
    ],
)
def test_what_a_program_is(session: str, kind: str, null: bool) -> None:
    assert modality(program(session)) == kind
    assert is_null_arm(program(session)) is null


def test_training_in_bed_is_its_own_kind() -> None:
    assert modality(program(SQUAT, ", condition: bed_rest")) == "disuse with training"


def test_regions() -> None:
    assert region(("rectus_femoris", "vasti")) == "quads"
    assert region(("vasti", "hamstrings")) == "leg"
