"""Writes the tables of docs/planning.md: searched plans beside fixed ones.

    python calibration/plan_page.py [--check]

Twenty made runners, twelve weeks, 1000 draws: the first draws search, the others judge both the
plan found and four fixed templates laid out by the same rules (a minute or two).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray
from page_tables import ROOT, write_or_check

from myostride.coach.athlete import Athlete
from myostride.coach.outlook import Outlook, Today, chosen_draws, lived
from myostride.coach.plan import TrainingPlan
from myostride.coach.search import search
from myostride.coach.weeks import Week, Wishes, laid_out
from myostride.muscles import DISPLAY_GROUPS
from myostride.physiology import Habits, draw_parameters, forms, starting_state
from myostride.references import load_parameters
from myostride.runner import Body, Runner

Floats = NDArray[np.float64]

PAGE = ROOT / "docs" / "planning.md"
BEGIN, WEEKS, DRAWS, SEED = date(2026, 3, 2), 12, 1000, 0
RUNNERS, BOOTSTRAPS = 20, 4000
NOISE = 0.005
"""Chances of net loss that differ by less are taken as equal: about one standard error."""

SAME = 0.005
"""Growth that differs by less [points] is taken as equal: mostly, the plans are."""

TEMPLATES: dict[str, Week] = {
    "one session of long hills a week": ("hill_repeats",),
    "one session of 4 x 4 min a week": ("four_by_four",),
    "a ramp of volume, one tempo run a week": ("tempo",),
    "three sessions of 4 x 4 min a week": ("four_by_four",) * 3,
}
STATUSES = {"beginner": "untrained", "runner": "runner", "trained": "trained_runner"}
DAYS = {3: (1, 3, 6), 4: (1, 3, 5, 6), 5: (0, 1, 3, 5, 6)}
GOALS = ("quads", "calves", "glutes", "thighs")


@dataclass(frozen=True, slots=True)
class Person:
    """A made runner and what the plan is to be."""

    name: str
    gym: bool
    today: Today
    athlete: Athlete
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan on the draws that judge: mean growth of the goal [%], chances, minutes a week."""

    growth: float
    p_loss: float
    p_debt: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Row:
    """One person's plan from the search, and the templates."""

    person: Person
    searched: Judged
    fixed: dict[str, Judged]


def people() -> Iterator[Person]:
    """Ages 22 to 60, both sexes, 3 to 5 days, 120 to 300 min a week, half with a gym."""
    for i in range(RUNNERS):
        kind = tuple(STATUSES)[i % 3]
        sex, gym = ("female", "male")[(i // 3) % 2], (i + i // 4) % 2 == 0
        mass, height = (60.0, 1.66) if sex == "female" else (73.0, 1.78)
        runner = Runner(Body(mass, height, sex), age_y=22.0 + 2.0 * i, status=STATUSES[kind])
        most = {"beginner": 180.0, "runner": 240.0, "trained": 300.0}[kind]
        minutes = most - 15.0 * (i // 3 % 5)
        usual = {"beginner": 0.0, "runner": 0.7, "trained": 0.9}[kind] * minutes
        athlete = Athlete(
            status=STATUSES[kind],
            beginner=kind == "beginner",
            longest_run_min=max(0.4 * usual, 20.0),
            weekly_minutes=(usual,) * 4 if usual else (),
            mass_kg=mass,
        )
        days, goal = DAYS[3 + i // 3 % 3], DISPLAY_GROUPS[GOALS[i % len(GOALS)]]
        things = frozenset({"hills", "gym"} if gym else {"hills"})
        wishes = Wishes(BEGIN, WEEKS, days, goal, minutes, things)
        yield Person(kind, gym, ensemble(runner, i), athlete, wishes)


def ensemble(runner: Runner, i: int) -> Today:
    midnight = datetime(BEGIN.year, BEGIN.month, BEGIN.day, tzinfo=UTC).timestamp()
    p = draw_parameters(DRAWS, SEED + i, runner)
    return Today(runner, starting_state(p, runner, midnight), p, (Habits(0.0, 7500.0),))


def judged(plan: TrainingPlan, seen: Outlook, person: Person) -> Judged:
    goal, runner = person.wishes.goal, person.today.runner
    return Judged(
        growth=float(seen.of(goal, runner).mean()),
        p_loss=seen.p_net_loss(goal, runner),
        p_debt=seen.p_debt(),
        minutes=sum(each.minutes for each in plan.workouts) / plan.weeks,
    )


def row_of(person: Person) -> Row:
    few = int(load_parameters("planning")["search_draws"].value)
    judging = chosen_draws(person.today, np.arange(few, DRAWS))
    found = search(person.wishes, person.athlete, person.today)
    fixed = {}
    for name, week in TEMPLATES.items():
        plan, _ = laid_out((week,) * WEEKS, person.wishes, person.athlete, person.today.runner)
        fixed[name] = judged(plan, lived(plan, judging), person)
    return Row(person, judged(found.best.plan, found.outlook, person), fixed)


def interval(values: Floats) -> tuple[float, float]:
    """80 % interval of the mean, runners drawn anew."""
    rng = np.random.default_rng(SEED)
    drawn = rng.choice(values, size=(BOOTSTRAPS, values.size)).mean(axis=1)
    lo, hi = np.quantile(drawn, [0.1, 0.9])
    return float(lo), float(hi)


GROUPS: dict[str, Callable[[Row], bool]] = {
    "all": lambda _: True,
    "without a gym": lambda row: not row.person.gym,
    "with a gym": lambda row: row.person.gym,
    "beginners": lambda row: row.person.athlete.beginner,
    "runners and trained": lambda row: not row.person.athlete.beginner,
}


def difference_rows(rows: Sequence[Row]) -> Iterator[str]:
    for name in TEMPLATES:
        for group, belongs in GROUPS.items():
            own = [row for row in rows if belongs(row)]
            gain = np.array([row.searched.growth - row.fixed[name].growth for row in own])
            lo, hi = interval(gain)
            lower = sum(row.fixed[name].p_loss < row.searched.p_loss - NOISE for row in own)
            share = np.mean([row.fixed[name].minutes / row.searched.minutes for row in own])
            yield (
                f"| {name} | {group} | {gain.mean():+.2f} ({lo:+.2f} to {hi:+.2f}) | "
                f"{outcomes(gain)} | {lower} of {len(own)} | {share:.2f} |"
            )


def outcomes(gain: Floats) -> str:
    more, less = int((gain > SAME).sum()), int((gain < -SAME).sum())
    return f"{more}, {gain.size - more - less}, {less}"


def runner_rows(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        person, best = row.person, row.searched
        wishes, top = person.wishes, max(row.fixed.values(), key=lambda each: each.growth)
        goal = next(g for g in GOALS if DISPLAY_GROUPS[g] == wishes.goal)
        runner = person.today.runner
        yield (
            f"| {person.name}, {runner.body.sex}, {runner.age_y:.0f} | "
            f"{len(wishes.days)} d, {wishes.minutes:.0f} min{', gym' if person.gym else ''} | "
            f"{goal} | {best.growth:.1f} | {top.growth:.1f} | {pct(best.p_loss)} | "
            f"{pct(top.p_loss)} | {pct(best.p_debt)} |"
        )


def pct(chance: float) -> str:
    return f"{100.0 * chance:.1f}"


def lower_losses(rows: Sequence[Row]) -> str:
    """Where a template leaves a lower chance of net loss than the search."""
    said = [
        f"{row.person.name}, {row.person.today.runner.age_y:.0f} y: {name} "
        f"({pct(each.p_loss)} against {pct(row.searched.p_loss)} %)"
        for row in rows
        for name, each in row.fixed.items()
        if each.p_loss < row.searched.p_loss - NOISE
    ]
    return (
        "A template has a lower chance of net loss than the searched plan (by half a point or "
        f"more) here: {'; '.join(said) or 'nowhere'}."
    )


def tables(rows: Sequence[Row]) -> str:
    top = "one template, the best for each runner in hindsight"
    gain = np.array(
        [row.searched.growth - max(t.growth for t in row.fixed.values()) for row in rows]
    )
    lo, hi = interval(gain)
    return "\n".join([
        "Mean growth of the goal's muscles, searched plan less template, in points, with the 80 % "
        f"interval over runners ({BOOTSTRAPS} bootstrap samples):",
        "",
        "| template | runners | growth, searched less template | search gives more, the same, less "
        "| template has the lower chance of net loss | minutes, template over searched |",
        "|---|---|---|---|---|---|",
        *difference_rows(rows),
        "",
        f"Against {top}: {gain.mean():+.2f} points ({lo:+.2f} to {hi:+.2f}); the search gives "
        f"more, the same, less for {outcomes(gain)} of {len(rows)} runners.",
        "",
        lower_losses(rows),
        "",
        "By runner: mean growth of the goal [%], chance of net loss and of repair debt [%]; the "
        "template is the one with most growth for that runner.",
        "",
        "| runner | time | goal | searched, growth | template, growth | searched, net loss | "
        "template, net loss | searched, repair debt |",
        "|---|---|---|---|---|---|---|---|",
        *runner_rows(rows),
    ])  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    forms.warm_up()
    rows = [row_of(person) for person in people()]
    return write_or_check(PAGE, "plan_page.py", tables(rows), check)


if __name__ == "__main__":
    raise SystemExit(main())
