"""Writes the tables of docs/plateau.md: plateaus called against those that people reach.

python calibration/plateau_page.py [--check]

The people are simulated, so their true growth is known (some fifteen seconds).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from page_tables import ROOT, write_or_check

from myostride.coach.stall import Mark, Stall, measured_stall, model_stall, stall
from myostride.gait.uncertainty import Z_80
from myostride.muscles import INDEX
from myostride.physiology import draw_parameters, follow
from myostride.physiology.summary import quantiles, swelling_pct
from myostride.references import load_parameters, load_table
from myostride.training import Program, capacity_of_program, runner_of

Floats = NDArray[np.float64]
Judge = Callable[[int], str]

PAGE = ROOT / "docs" / "plateau.md"
WEEKS, PEOPLE, DRAWS, SEED = 78, 100, 400, 31
LEAST_LEFT_WEEKS = 20
MUSCLE = INDEX["vasti"]
GROWING = load_parameters("progress")["growing_pct_week"].value
STALLED = load_parameters("progress")["stalled_pct_week"].value

HEAD = f"""
people: {{n: 1, status: active, vo2max_ml_kg_min: 48}}
diet: {{protein_g_per_kg: 1.6}}
blocks:
  - weeks: {WEEKS}
    days: [tue, fri]
"""
PROGRAMS = {
    "hills": """
    session:
      - run: {minutes: 10, effort: easy}
      - run: {repeat: 8, seconds: 15, all_out: true, grade_pct: 10, rest: {seconds: 90}}
""",
    "intervals": """
    session:
      - run: {minutes: 10, effort: easy}
      - run: {repeat: 4, minutes: 4, hr_max_pct: 95, rest: {minutes: 3}}
""",
    "squats": """
    session:
      - lift: {exercise: back_squat, sets: 3, reps: 8, reps_in_reserve: 2}
""",
    "faster": """
    progression: {of: speed, pct_per_week: 0.6, to_pct: 160}
    session:
      - run: {repeat: 6, minutes: 3, hr_max_pct: 80, rest: {minutes: 2}}
""",
    "more_sets": """
    progression: {of: volume, pct_per_week: 3, to_pct: 500}
    session:
      - lift: {exercise: back_squat, sets: 1, reps: 8, reps_in_reserve: 2}
""",
}
"""Three kept at one speed or effort, two that go on asking for more."""


@dataclass(frozen=True)
class Truth:
    """People who live a program: (day, person) growth and rate, and what marks of them would show.

    gains : by kind of mark, (person,). swelling : (day, person) [%].
    """

    growth: Floats
    rate: Floats
    swelling: Floats
    gains: dict[str, Floats]

    def onset(self, person: int) -> int | None:
        """The day from which growth is stalled for good; None where it is not, or too late."""
        growing = np.flatnonzero(self.rate[:, person] > STALLED)
        first = 0 if growing.size == 0 else int(growing[-1]) + 1
        return first if first <= 7 * (WEEKS - LEAST_LEFT_WEEKS) else None


def lived(name: str, draws: int, seed: int) -> Truth:
    """Draw people and carry them through a program."""
    program = Program.from_text(f"name: {name}{HEAD}{PROGRAMS[name].lstrip(chr(10))}", name)
    limits = capacity_of_program(program, None)
    p = draw_parameters(draws, seed, runner_of(program), limits=limits)
    seen = follow(program, p).seen.muscles[:, :, MUSCLE]
    growth = seen[:, 0]
    rate = np.zeros_like(growth)
    rate[14:] = (growth[14:] - growth[:-14]) / 2.0
    rate[:14] = rate[14]
    marks = load_table("progress")["marks"]
    gains = {kind: p[row["gain"]][:, 0] for kind, row in marks.items()}
    return Truth(growth, rate, swelling_pct(seen[:, 4], p), gains)


@dataclass
class Score:
    """How calls fared: looks while growing, those called, and weeks from onset to call."""

    growing: int = 0
    alarms: int = 0
    people: int = 0
    alarmed: int = 0
    too_early: int = 0

    def __post_init__(self) -> None:
        self.delays: list[float] = []

    def add(self, truth: Truth, person: int, days: Sequence[int], judge: Judge) -> None:
        """One person, judged on every one of the days."""
        called = [day for day in days if judge(day) == "yes"]
        growing = [day for day in days if truth.rate[day, person] > GROWING]
        alarms = sum(truth.rate[day, person] > GROWING for day in called)
        self.growing += len(growing)
        self.alarms += alarms
        self.people += bool(growing)
        self.alarmed += bool(alarms)
        self.too_early += any(day < 84 for day in called)
        onset = truth.onset(person)
        if onset is not None:
            after = [day for day in called if day >= onset]
            self.delays.append((after[0] - onset) / 7.0 if after else inf)


def marks_of(
    truth: Truth, person: int, kind: str, every_d: int, rng: np.random.Generator
) -> list[Mark]:
    """What a device would read off one person."""
    cv = float(load_table("progress")["marks"][kind]["cv_pct"])
    days = np.arange(0, 7 * WEEKS + 1, every_d)
    own = float(truth.gains[kind][person]) * truth.growth[days, person]
    read = (100.0 + own + truth.swelling[days, person]) * (
        1.0 + cv / 100.0 * rng.standard_normal(days.size)
    )
    return [Mark(float(d), kind, float(v)) for d, v in zip(days, read, strict=True)]


def by_marks(
    truths: Sequence[Truth],
    kind: str,
    every_d: int,
    readings: Sequence[Sequence[Stall]] | None = None,
    sure: float | None = None,
) -> Score:
    """Everyone judged by marks of one kind; by the model where they leave it open, if given.

    With `sure` that certainty is asked for instead of the one in the data.
    """
    rng, score = np.random.default_rng(SEED + every_d), Score()
    for number, truth in enumerate(truths):
        for person in range(truth.growth.shape[1]):
            marks = marks_of(truth, person, kind, every_d, rng)
            answers = {}
            for day in range(0, 7 * WEEKS + 1, every_d):
                said = measured_stall(marks, float(day))
                if readings is not None:
                    said = stall(readings[number][day], said)
                answers[day] = said.answer
                if sure is not None:
                    answers[day] = "yes" if (said.probability or 0.0) >= sure else "no"
            score.add(truth, person, list(answers), answers.__getitem__)
    return score


def read_by_model(believed: Truth) -> list[Stall]:
    """What the model says on every day to someone who lives the program it believes in."""
    lo, middle, hi = quantiles(believed.rate)
    sd = (hi - lo) / (2.0 * Z_80)
    return [
        model_stall(float(m), float(s), days=float(day), trained=True)
        for day, (m, s) in enumerate(zip(middle, sd, strict=True))
    ]


def by_model(truths: Sequence[Truth], readings: Sequence[Sequence[Stall]]) -> Score:
    """Everyone judged weekly by the model alone."""
    score = Score()
    for truth, said in zip(truths, readings, strict=True):
        answers = [each.answer for each in said]
        for person in range(truth.growth.shape[1]):
            score.add(truth, person, range(0, 7 * WEEKS + 1, 7), answers.__getitem__)
    return score


def row(name: str, every: str, sure: str, score: Score) -> str:
    """One line of the table."""
    delays = np.array(score.delays)
    middle, late = np.quantile(delays, [0.5, 0.9], method="higher")
    cells = [
        name,
        every,
        sure,
        f"{100.0 * score.alarmed / score.people:.1f}",
        f"{100.0 * score.alarms / score.growing:.1f}",
        weeks(middle),
        weeks(late),
        f"{100.0 * float(np.isinf(delays).mean()):.0f}",
        str(score.too_early),
    ]
    return f"| {' | '.join(cells)} |"


def weeks(delay: float) -> str:
    return f"{delay:.0f}" if np.isfinite(delay) else "never"


HEADS = (
    "what it is told by",
    "looked at",
    "certainty asked",
    "runners with a false alarm, %",
    "looks while growing that were false, %",
    "weeks from onset to call, median",
    "for nine in ten",
    "never called, %",
    "called before week 12",
)
NAMES = {
    "us_csa": "panoramic ultrasound, CV 2.4 %",
    "us_thickness": "ultrasound thickness, CV 2.3 %",
    "mri_volume": "MRI volume, 1 %",
    "dxa_lean": "DXA lean mass, 1.5 %",
    "girth": "thigh girth, 1 %",
}
RHYTHMS = {7: "weekly", 14: "fortnightly", 28: "monthly"}
WEEKLY = ("girth",)
LOOSE = 0.8
"""Certainty that would be asked if marks were looked at but once."""


def rows() -> Iterator[str]:
    """The table: marks, the model, both, and a model that was not told everything; a footer."""
    truths = [lived(name, PEOPLE, SEED) for name in PROGRAMS]
    readings = [read_by_model(lived(name, DRAWS, SEED + 1)) for name in PROGRAMS]
    alone = by_model(truths, readings)
    certainty = f"{load_parameters('progress')['model_certainty'].value:g}"
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{'---|' * len(HEADS)}"
    yield row("model alone", "weekly", certainty, alone)
    for kind, device in load_table("progress")["marks"].items():
        for every_d, often in RHYTHMS.items():
            if every_d > 7 or kind in WEEKLY:
                sure = f"{device['certainty'][often]:g}"
                yield row(NAMES[kind], often, sure, by_marks(truths, kind, every_d))
    for kind, every_d in (("us_csa", 14), ("mri_volume", 28), ("girth", 14)):
        both = by_marks(truths, kind, every_d, readings)
        yield row(f"{NAMES[kind]}, else the model", RHYTHMS[every_d], "both", both)
    for kind, every_d in (("us_csa", 14), ("mri_volume", 14), ("girth", 14)):
        loose = by_marks(truths, kind, every_d, sure=LOOSE)
        yield row(f"{NAMES[kind]}, were less asked", RHYTHMS[every_d], f"{LOOSE:g}", loose)
    hidden, unaware = [truths[-1]], [readings[0]]
    yield row("model, lifting not recorded", "weekly", certainty, by_model(hidden, unaware))
    told = by_marks(hidden, "us_csa", 14, unaware)
    yield row("the same with panoramic ultrasound", "fortnightly", "both", told)
    error = 100.0 * (0.08 * 0.92 / alone.people) ** 0.5
    yield ""
    yield (
        f"{PEOPLE} people on each of {len(PROGRAMS)} programs, {WEEKS} weeks, seed {SEED}; "
        f"{alone.people} of them grow by more than {GROWING:g} % a week at some time, and "
        f"{len(alone.delays)} reach a plateau in time. The Monte Carlo standard error of 8 % of "
        f"runners is {error:.1f} points."
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    return write_or_check(PAGE, "plateau_page.py", "\n".join(rows()), parser.parse_args().check)


if __name__ == "__main__":
    raise SystemExit(main())
