"""Draws the figures of docs/physiology.md: the model itself, followed closely.

    python calibration/physiology_figures.py

Every figure takes the path that a program of a user takes (`course_of`, `starting_state`), reported
more often. The sessions are chosen to show a mechanism, not fitted to anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from page_tables import ROOT

from myostride.evidence.study_files import BUILT_IN, read_studies
from myostride.figures import save
from myostride.figures.physiology import (
    Band,
    after_a_run,
    damage_against_growth,
    disuse_and_return,
    two_bouts,
)
from myostride.figures.signal import SessionPoint, signal_against_effort
from myostride.gait.strength import volumes_cm3
from myostride.muscles import INDEX, N_MUSCLES
from myostride.physiology import Parameters, draw_parameters, forms, starting_state
from myostride.physiology.course import course_of
from myostride.physiology.session import growth_signal, involvement, session_dose
from myostride.physiology.stretches import itinerary
from myostride.physiology.summary import ck_ratio, quantiles, soreness, swelling_pct
from myostride.references import load_table
from myostride.training import Program, capacity_of_program, plan_sessions, runner_of
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

IMAGES = ROOT / "docs" / "images"
DRAWS = 800
VASTI = INDEX["vasti"]
QUADS, CALVES = ("rectus_femoris", "vasti"), ("gastrocnemius", "soleus")

WHO = "people: {{age_y: 30, mass_kg: 70, height_m: 1.75, status: {status}}}\n"
FOOD = "diet: {protein_g_per_kg: 1.6, energy_balance_kcal: 0}\ndaily_steps: 8000\n"
HILLY = """\
- days: 1
  session:
  - run: {minutes: 30, effort: moderate, grade_pct: 8}
  - run: {minutes: 30, effort: easy, grade_pct: -10}
- {days: 10, condition: normal}
"""
DOWNHILL = "- {days: 1, session: [{run: {minutes: 45, vo2max_pct: 57, grade_pct: -12}}]}\n"
BETWEEN_D = 14
SQUATS = """\
- weeks: 10
  days: [mon, thu]
  session: [{lift: {exercise: back_squat, depth: parallel, sets: 4, reps: 8, reps_in_reserve: 2, rest_s: 180}}]
"""  # noqa: E501
BED_D = 90
IN_BED = f"- {{days: {BED_D}, condition: bed_rest}}\n- {{days: {BED_D}, condition: normal}}\n"
IN_BED_WITH_SQUATS = f"""\
- days: {BED_D}
  condition: bed_rest
  every_days: 3
  session: [{{lift: {{exercise: flywheel_squat, sets: 4, reps: 7, max: true}}}}]
- {{days: {BED_D}, condition: normal}}
"""
SHOWN = {"squats": "4 x 8 squats", "hard": "30 min hard", "intervals": "4 x 4 min intervals",
         "sprints": "8 x 15 s fast", "easy": "30 min easy"}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What a body went through, (time, muscle, draw)."""

    days: Floats
    growth: Floats
    strength: Floats
    damage: Floats
    fatigue: Floats
    late: Floats
    ck_late: Floats
    p: Parameters
    sessions_d: tuple[float, ...]

    def since(self, start: float, until: float) -> slice:
        first, last = np.searchsorted(self.days, [start - 1e-9, until + 1e-9])
        return slice(int(first), int(last))


def program(blocks: str, status: str) -> Program:
    text = f"name: shown\n{WHO.format(status=status)}{FOOD}blocks:\n{blocks}"
    return Program.from_text(text, "shown")


def followed(blocks: str, status: str, *, every_h: float) -> Seen:
    """A program from its start to its end, reported every so many hours."""
    what = program(blocks, status)
    runner = runner_of(what)
    p = draw_parameters(DRAWS, 0, runner, limits=capacity_of_program(what))
    course = course_of(what)
    state = starting_state(p, runner, 0.0)
    base, strong = state.size.copy(), state.size * state.quality
    until = course.length_days * SECONDS_PER_DAY
    way = itinerary(0.0, until, course.timed, course.habits, every_h * 3600.0)
    begun = forms.observe(state, base, strong)
    seen = forms.carry_of(way, p.draws)(state, p, way, base, strong)
    muscles = np.concatenate([begun.muscles, seen.muscles])
    return Seen(
        np.append(0.0, way.reported_unix_s / SECONDS_PER_DAY),
        *np.moveaxis(muscles, 1, 0),
        np.concatenate([begun.ck_late, seen.ck_late]),
        p,
        tuple(s.end_unix_s / SECONDS_PER_DAY for s in course.timed),
    )


def band(values: Floats) -> Band:
    """Median and interval of (time, draw)."""
    lo, middle, hi = quantiles(values)
    return Band(middle, lo, hi)


def hilly_run() -> Any:
    seen = followed(HILLY, "untrained", every_h=1.0)
    start = seen.sessions_d[0] - 0.125
    part = seen.since(start, start + 10.2)
    damage, fatigue = seen.damage[part, VASTI], seen.fatigue[part, VASTI]
    late, growth = seen.late[part, VASTI], seen.growth[part, VASTI]
    growth = growth - growth[:1]
    drawn = {
        "force_pct": 100.0 * seen.strength[part, VASTI] * (1.0 - damage) * (1.0 - fatigue),
        "damage_pct": 100.0 * damage,
        "fatigue_pct": 100.0 * fatigue,
        "soreness": soreness(late, seen.p),
        "scan_pct": growth + swelling_pct(late, seen.p),
        "growth_pct": growth,
    }
    bands = {name: band(values) for name, values in drawn.items()}
    text = "Half an hour up a slope of 8 % at moderate effort, half an hour down one of 10 %."
    return after_a_run(seen.days[part] - start - 0.125, bands, text)


def opening_curve() -> Any:
    """Parameters at their centre: the first draw."""
    programs = load_table("claims")["programs"]
    points = []
    for name, words in SHOWN.items():
        blocks = "".join(f"  {line}\n" for line in programs[name]["does"].splitlines())
        what = program(blocks, "active")
        p = draw_parameters(1, 0, runner_of(what), limits=capacity_of_program(what))
        load = plan_sessions(what)[0].blocks
        whole = session_dose(load, np.ones((1, N_MUSCLES)), p).growth[0, VASTI]
        metabolic = float((p["metabolic_gain"] * involvement(load, p)[0])[0, VASTI])
        loaded = float(load.seconds @ load.duty[:, :, VASTI].sum(axis=1))
        points.append(
            SessionPoint(
                words,
                equal_effort(float(whole) - metabolic, loaded, p),
                float(whole) - metabolic,
                metabolic,
            )
        )
    effort = np.linspace(0.1, 1.0, 181)
    opened = np.exp(p["opening_exponent"][0, 0] * (effort - 1.0))
    curves = {
        f"{words} under load": growth_signal(seconds * opened, p)[0]
        for words, seconds in (("7 min", 420.0), ("2 min", 120.0))
    }
    return signal_against_effort(effort, curves, points)


def equal_effort(signal: float, loaded_s: float, p: Parameters) -> float:
    """The effort that gives a signal when held throughout the time under load."""
    kappa, rate = float(p["opening_shape"][0, 0]), float(p["opening_rate"][0, 0])
    opened = ((1.0 - signal) ** (-1.0 / kappa) - 1.0) * kappa / rate
    return 1.0 + float(np.log(opened / loaded_s)) / float(p["opening_exponent"][0, 0])


def ten_weeks() -> Any:
    seen = followed(SQUATS, "untrained", every_h=6.0)
    return damage_against_growth(
        seen.days,
        band(seen.growth[:, VASTI]),
        band(100.0 * seen.damage[:, VASTI]),
        seen.sessions_d,
        "Vasti of a beginner, four sets of eight squats twice a week.",
    )


def descents() -> Any:
    blocks = DOWNHILL + f"- {{days: {BETWEEN_D - 1}, condition: normal}}\n" + DOWNHILL
    seen = followed(blocks + "- {days: 10, condition: normal}\n", "runner", every_h=1.0)
    bouts = [bout(seen, at) for at in seen.sessions_d]
    return two_bouts(bouts[0][0], bouts[0][1], bouts[1][1], f"{BETWEEN_D} days")


def bout(seen: Seen, end_d: float) -> tuple[Floats, dict[str, Band]]:
    part = seen.since(end_d - 0.125, end_d + 8.0)
    late = seen.late[part, VASTI]
    return seen.days[part] - end_d, {
        "damage_pct": band(100.0 * seen.damage[part, VASTI]),
        "soreness": band(soreness(late, seen.p)),
        "ck_ratio": band(ck_ratio(seen.ck_late[part], seen.p)),
    }


def bed() -> Any:
    idle = followed(IN_BED, "active", every_h=24.0)
    squatting = followed(IN_BED_WITH_SQUATS, "active", every_h=24.0)
    courses = {
        "quadriceps": band(together(idle, QUADS)),
        "calf": band(together(idle, CALVES)),
        "quadriceps, 28 maximal squats every third day": band(together(squatting, QUADS)),
    }
    measured = {
        "quadriceps": found(("alkner29_BR", "alkner90_BR"), "quads"),
        "calf": found(("alkner29_BR", "alkner90_BR"), "calves"),
        "quadriceps, 28 maximal squats every third day": found(
            ("alkner29_BR+RE", "alkner90_BR+RE"), "quads"
        ),
    }
    return disuse_and_return(idle.days, courses, measured)


def together(seen: Seen, muscles: Sequence[str]) -> Floats:
    """(time, draw) growth of muscles that are measured as one, by their volume."""
    rows = [INDEX[muscle] for muscle in muscles]
    weight = volumes_cm3(runner_of(program(IN_BED, "active")).body)[rows]
    return np.asarray(np.einsum("tmd,m->td", seen.growth[:, rows], weight / weight.sum()))


def found(arms: Sequence[str], muscle: str) -> list[tuple[float, float]]:
    """(day, change) of the studies that ship."""
    studies = {study.name: study for study in read_studies(BUILT_IN / "growth").studies}
    return [
        (float(studies[arm].length_days), float(outcome.value))
        for arm in arms
        for outcome in studies[arm].outcomes or ()
        if outcome.muscle == muscle and outcome.value is not None
    ]


FIGURES = {
    "physiology_hilly_run": hilly_run,
    "physiology_signal": opening_curve,
    "physiology_ten_weeks": ten_weeks,
    "physiology_protection": descents,
    "physiology_disuse": bed,
}


def main() -> None:
    for name, draw in FIGURES.items():
        path = IMAGES / f"{name}.png"
        save(draw(), path)
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
