"""Writes the tables of docs/rivals.md: the model beside the rivals that it must beat.

    python calibration/rivals_page.py [--check]

Four programs and two months of bed rest through the model (`simulate`, 200 draws, the median), the
signalling model, Banister's, and the two plainest rules; Banister's gains are fitted to the
built-in studies of whole muscles.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from page_tables import ROOT, write_or_check

from myostride import Program, Simulation, simulate
from myostride.evidence import BUILT_IN, validate
from myostride.evidence.banister import fitness_and_fatigue
from myostride.evidence.measures import volume_weights
from myostride.evidence.rivals import banister_gains
from myostride.evidence.rows import Row
from myostride.evidence.scores import rmse
from myostride.evidence.signalling import cross_section, share_of_maximum
from myostride.muscles import DISPLAY_GROUPS, MUSCLES
from myostride.physiology import posterior
from myostride.physiology.baselines import naive_growth_pct
from myostride.references import load_parameters, load_table

Floats = NDArray[np.float64]

PAGE = ROOT / "docs" / "rivals.md"
DRAWS = 200
QUADS, THIGH = DISPLAY_GROUPS["quads"], DISPLAY_GROUPS["thighs"]
UNTRAINED = "people: {status: untrained}\nblocks:\n"
PROGRAMS = {
    "lifting": """\
people: {n: 25, women: 0, status: sedentary}
blocks:
- weeks: 8
  days: [monday, wednesday, friday]
  session:
  - lift: {exercise: leg_press, sets: 3, load_rm: 10, reps: 10, to_failure: true}
  - lift: {exercise: knee_extension, sets: 3, load_rm: 10, reps: 10, to_failure: true}
""",
    "easy": UNTRAINED + """\
- weeks: 10
  days: [monday, wednesday, friday]
  session:
  - run: {minutes: 30, effort: easy}
""",
    "intervals": UNTRAINED + """\
- weeks: 10
  days: [monday, wednesday, friday]
  session:
  - run: {repeat: 4, minutes: 4, hr_max_pct: 92, rest: {minutes: 3, hr_max_pct: 70}}
""",
    "squats": UNTRAINED + """\
- weeks: 10
  days: [monday, wednesday, friday]
  session:
  - lift: {exercise: back_squat, sets: 3, load_rm: 10, reps: 10}
""",
    "bed": UNTRAINED + "- {days: 60, condition: bed_rest}\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A program as simulated, with the moments [d] and muscles that it is read at."""

    name: str
    simulation: Simulation
    at_d: Floats
    muscles: tuple[str, ...] = QUADS

    @property
    def weights(self) -> Floats:
        return volume_weights(self.muscles, self.simulation.runner.body)


def simulated(name: str) -> Simulation:
    return simulate(Program.from_text(PROGRAMS[name], name), draws=DRAWS)


def ours(case: Case) -> Floats:
    """Median growth [%], (time,)."""
    growth = case.simulation.trajectory.middle["growth_pct"] @ case.weights
    return np.interp(case.at_d, case.simulation.t_day, growth)


def signalling(case: Case, *, feedback: bool = False) -> Floats:
    """Growth of the area [%]; its own length of a lifting session, and its own two intensities."""
    sessions = case.simulation.sessions
    lifting = [bool(session.blocks.of_maximum.any()) for session in sessions]
    lifting_h = load_parameters("rivals")["lifting_session_h"].value
    hours = [lifting_h if x else s.seconds / 3600.0 for s, x in zip(sessions, lifting, strict=True)]
    share = share_of_maximum("low" if case.name == "easy" else "high")
    size = cross_section(
        np.array([session.day for session in sessions]),
        np.array(hours),
        np.full(len(sessions), share),
        case.at_d,
        feedback=feedback,
    )
    return np.asarray(100.0 * (size - 1.0))


@cache
def fitted_gains() -> tuple[float, float]:
    """Banister's gains on every whole-muscle row; what it predicts from needs no draws."""
    rows = [r for r in validate((BUILT_IN / "growth",), draws=3).growth if _whole(r)]
    fitness, fatigue = banister_gains(rows)
    return float(fitness), float(fatigue)


def _whole(row: Row) -> bool:
    return row.scored and not row.fibre


def banister(case: Case) -> Floats:
    sums = fitness_and_fatigue(
        case.simulation.sessions, case.at_d, case.simulation.parameters.limits
    )
    return np.asarray(np.array(fitted_gains()) * [1.0, -1.0] @ sums)


def naive(rule: str) -> Callable[[Case], Floats]:
    """A rule of `naive_growth_pct`, at each moment from what was done until then."""

    def predict(case: Case) -> Floats:
        found = []
        for day in case.at_d:
            done = [session for session in case.simulation.sessions if session.day < day]
            by_muscle = naive_growth_pct(done, float(day))[rule]
            found.append(np.array([by_muscle[muscle] for muscle in MUSCLES]) @ case.weights)
        return np.array(found)

    return predict


MODELS: dict[str, Callable[[Case], Floats]] = {
    "this model": ours,
    "signalling": signalling,
    "Banister": banister,
    "session count": naive("session_count"),
    "constant rate": naive("lifting_rate"),
}


def measured_curve() -> tuple[Floats, Floats]:
    """Days of the weekly tests and the gain of thigh muscle area [%] (DeFreitas 2011)."""
    table = load_table("rivals")["weekly_thigh_csa"]
    weeks = np.arange(len(table["weeks_cm2"]))
    gain = 100.0 * (np.array(table["weeks_cm2"]) / table["before_cm2"] - 1.0)
    return 7.0 * weeks + table["test_day_of_week"], gain


def as_area(model: str, growth: Floats, lifting: Case) -> Floats:
    """What a scanner's section shows: signalling is of area already, the others of volume.

    This model also has the swelling that the section cannot tell from growth.
    """
    if model == "signalling":
        return growth
    area = growth * posterior.centre()["gain_ct_csa"]
    if model != "this model":
        return area
    swelling = lifting.simulation.trajectory.middle["swelling_pct"] @ lifting.weights
    return area + np.interp(lifting.at_d, lifting.simulation.t_day, swelling)


def row(name: str, measured: str, values: dict[str, str]) -> str:
    return f"| {name} | {measured} | {' | '.join(values[model] for model in MODELS)} |"


def misses(found: dict[str, Floats], gain: Floats, *, since_week_1: bool) -> dict[str, float]:
    """Error of each curve [points RMS]; with `since_week_1`, of the change since the first test.

    The area of the first test is mostly swelling, of which the rivals know nothing; the study
    itself counts from there on to be free of it.
    """
    first = 1.0 if since_week_1 else 0.0
    kept = slice(1, None) if since_week_1 else slice(None)
    return {
        model: rmse((curve - first * curve[0])[kept], (gain - first * gain[0])[kept])
        for model, curve in found.items()
    }


def curve_rows(found: dict[str, Floats], gain: Floats) -> Iterator[str]:
    for name, since in (("weeks 1 to 8", False), ("change since week 1", True)):
        errors = misses(found, gain, since_week_1=since)
        yield row(f"lifting, thigh area, {name}: error, points RMS", "", shown(errors))
    for week in (3, 8):
        values = {model: float(curve[week - 1]) for model, curve in found.items()}
        yield row(f"the same area at week {week}, %", f"{gain[week - 1]:.1f}", shown(values))


def shown(values: dict[str, float]) -> dict[str, str]:
    return {model: f"{value + 0.0:.1f}" for model, value in values.items()}


def ratio(hard: float, easy: float) -> str:
    """One growth over another; where the smaller rounds to nothing there is no number."""
    if abs(easy) < 0.05:
        return "nothing / nothing" if abs(hard) < 0.05 else "easy gives 0"
    return f"{hard / easy:.1f}" if hard < 10.0 * easy else "over 10"


def contrast_rows() -> Iterator[str]:
    at = {name: Case(name, simulated(name), np.array([70.0])) for name in
          ("easy", "intervals", "squats")}  # fmt: skip
    growth = {
        name: {model: float(predict(case)[0]) for model, predict in MODELS.items()}
        for name, case in at.items()
    }
    yield row("easy runs, 10 weeks, quadriceps, %", "0 (Krustrup 2010)", shown(growth["easy"]))
    yield row("4 x 4 min intervals, the same, %", "10.6 of area (Estes 2017), 0 lean (Nybo 2010)",
              shown(growth["intervals"]))  # fmt: skip
    yield row("squats, the same, %", "4.9 (Kubo 2019, twice a week)", shown(growth["squats"]))
    for hard in ("intervals", "squats"):
        ratios = {model: ratio(growth[hard][model], growth["easy"][model]) for model in MODELS}
        yield row(f"{hard} against easy, ratio", "above 3 asked", ratios)


def bed_rows() -> Iterator[str]:
    case = Case("bed", simulated("bed"), np.array([60.0]))
    lost = {model: float(predict(case)[0]) for model, predict in MODELS.items()}
    yield row(
        "60 d of bed rest, quadriceps, %", "-10 at 29 d, -18 at 90 d (Alkner 2004)", shown(lost)
    )


def nearer(found: dict[str, Floats], gain: Floats, *, since_week_1: bool) -> str:
    """Which rivals come nearer to the measured curve than the model, in a sentence."""
    errors = misses(found, gain, since_week_1=since_week_1)
    better = [name for name, error in errors.items() if error < errors["this model"]]
    said = "Over the change since week 1" if since_week_1 else "Over the whole lifting curve"
    if not better:
        return f"{said} no rival comes nearer than this model."
    return f"**{said} these come nearer than this model: {', '.join(better)}.**"


def tables() -> str:
    days, gain = measured_curve()
    lifting = Case("lifting", simulated("lifting"), days, THIGH)
    found = {model: as_area(model, predict(lifting), lifting) for model, predict in MODELS.items()}
    slowed = rmse(signalling(lifting, feedback=True), gain)
    fitness, fatigue = fitted_gains()
    weekly = "; ".join(
        f"{name} " + ", ".join(f"{value:.1f}" for value in curve)
        for name, curve in {"measured": gain, **found}.items()
    )
    return "\n".join([
        f"| | measured | {' | '.join(MODELS)} |",
        "|---" * (2 + len(MODELS)) + "|",
        *curve_rows(found, gain),
        *contrast_rows(),
        *bed_rows(),
        "",
        nearer(found, gain, since_week_1=False),
        nearer(found, gain, since_week_1=True),
        "",
        f"The curve, week by week, %: {weekly}.",
        "",
        f"With the feedback of size on synthesis the signalling model misses the curve by "
        f"{slowed:.1f} points. Banister's fitted gains, % per weighted minute: fitness "
        f"{fitness:.5f}, fatigue {fatigue:.5f}.",
    ])  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    return write_or_check(PAGE, "rivals_page.py", tables(), parser.parse_args().check)


if __name__ == "__main__":
    raise SystemExit(main())
