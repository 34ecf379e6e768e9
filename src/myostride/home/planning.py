"""The next weeks of this runner: from the home to a plan that was searched for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Unpack

import numpy as np

from myostride.coach.outgoing import step_lines, steps_of
from myostride.coach.outlook import Outlook, Today, carried_through, rested_until
from myostride.coach.pattern import value
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import Violation, rules
from myostride.coach.search import Found, Progress, search
from myostride.coach.weeks import Wishes
from myostride.home.comparing import RunnerToday, runner_today
from myostride.home.diary import body_on
from myostride.home.history import day_start
from myostride.home.home import Computing, Home
from myostride.home.past import deficits, past_of, soreness_left
from myostride.home.recent import known_days
from myostride.physiology import BodyState, TimedBlocks
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training.capacity import capacity_of
from myostride.units import SECONDS_PER_DAY

__all__ = ["PlannedRunner", "plan_running"]

_HARDLY_PCT = 0.1
"""Growth over a plan below which nobody would notice any."""

_TOLD_FROM_D = 3.0
"""From so many days on, time until the plan begins is told of."""


@dataclass(frozen=True, slots=True)
class PlannedRunner:
    """A plan, what it is expected to do, and what it rests on.

    sentences : the plan in two or three sentences, with what the rules spoke against.
    as_now : what comes of the runs of the last weeks repeated, and their minutes a week; None
        where there are none.
    """

    wishes: Wishes
    found: Found
    runner: Runner
    sentences: tuple[str, ...]
    assumed: tuple[str, ...]
    as_now: tuple[Outlook, float] | None = None

    @property
    def plan(self) -> TrainingPlan:
        return self.found.best.plan

    def to_json(self) -> dict[str, Any]:
        """The contract's `plan` document."""
        return {
            "begin": self.wishes.begin.isoformat(),
            "weeks": self.wishes.weeks,
            "goal": list(self.wishes.goal),
            "race": self.wishes.race.isoformat() if self.wishes.race else None,
            "sessions": [_session(each, self.runner) for each in self.plan.workouts],
            "forecast": self.found.outlook.to_json(self.wishes.goal, self.runner)
            | {"minutes_a_week": _minutes_a_week(self.plan)},
            "alternatives": list(self._alternatives()),
            "said": list(self.sentences),
            "held_back": [
                {"rule": each.rule, "strength": str(each.strength), "said": each.sentence}
                for each in _held_back(self.found)
            ],
            "assumed": list(self.assumed),
            "tried": self.found.tried,
        }

    def _alternatives(self) -> list[dict[str, Any]]:
        """Running as now, and every family's best, each beside the plan on the same draws."""
        out = []
        if self.as_now is not None:
            out.append(self._beside("as_now", (), *self.as_now))
        for name, (candidate, outlook) in self.found.families.items():
            minutes = _minutes_a_week(candidate.plan)
            out.append(self._beside(name, candidate.weeks[0], outlook, minutes))
        return out

    def _beside(
        self, name: str, quality: Sequence[str], outlook: Outlook, minutes: float
    ) -> dict[str, Any]:
        goal, runner = self.wishes.goal, self.runner
        own = outlook.to_json(goal, runner)
        gap = outlook.of(goal, runner) - self.found.outlook.of(goal, runner)
        lo, middle, hi = (float(q) for q in np.quantile(gap, [0.1, 0.5, 0.9]))
        return {
            "name": name,
            "quality": list(quality),
            "goal": own["goal"],
            "p_net_loss": own["p_net_loss"],
            "p_repair_debt": own["p_repair_debt"],
            "difference": {"growth_pct": middle, "lo": lo, "hi": hi},
            "minutes_a_week": minutes,
        }


def _session(each: PlannedWorkout, runner: Runner) -> dict[str, Any]:
    steps = step_lines(steps_of(each, capacity_of(runner)))
    return {
        "date": each.day.isoformat(),
        "title": each.title,
        "kind": each.kind,
        "minutes": each.minutes,
        "distance_m": each.distance_m,
        "hard": each.hard,
        "steps": list(steps),
        "why": each.why,
        "load": dict(each.load),
    }


def _minutes_a_week(plan: TrainingPlan) -> float:
    return sum(each.minutes for each in plan.workouts) / plan.weeks


def plan_running(
    home: Home,
    day: date,
    wishes: Wishes,
    *,
    on_candidate: Progress | None = None,
    **computing: Unpack[Computing],
) -> PlannedRunner:
    """Search for the next weeks of this runner.

    Where legs stand on `day` is what `Home.status` says, soreness of the diary included; a missed
    week or a sore calf therefore changes the next plan asked for.

    Parameters
    ----------
    wishes
        What is wanted; the plan begins on its first day.
    on_candidate
        Told (done, of how many) plans tried.
    computing
        As of `Home.status`: draws, seed, on_progress, on_days.
    """
    now = runner_today(home, day, computing)
    runner = replace(now.runner, body=body_on(day, now.runner, home.diary()))
    today = Today(runner, now.state, now.parameters, tuple(now.habits), now.utc_offset_s)
    rested = rested_until(wishes.begin, today)
    athlete = past_of(now, runner, wishes.begin)
    if now.loads:
        status = home.status(day, **computing)
        athlete = replace(
            athlete,
            soreness=soreness_left(status.felt_soreness, (wishes.begin - day).days),
            force_deficit=deficits(status.readiness, wishes.begin, now.utc_offset_s),
        )
    found = search(wishes, athlete, rested, on_progress=on_candidate)
    assumed = (*now.assumed, *_unlived(now.state, rested.state))
    as_now = _as_now(now, wishes, found.judging)
    said = (*_said(found, wishes, runner), *_more_as_now(found, wishes, runner, as_now))
    return PlannedRunner(wishes, found, runner, said, assumed, as_now)


def _as_now(now: RunnerToday, wishes: Wishes, today: Today) -> tuple[Outlook, float] | None:
    """The runs of the last weeks over and over; lifting is no part of it."""
    moment = now.state.unix_s
    days, _ = known_days(now.loads, moment, int(value("pattern_d")))
    since = moment - days * SECONDS_PER_DAY
    runs = [e for e in now.loads if e.start_unix_s >= since and len(e.load.blocks)]
    if not runs:
        return None
    shifts = range(1, math.ceil(_span_d(moment, wishes) / days) + 1)
    sessions = [
        TimedBlocks(each.start_unix_s + shift * days * SECONDS_PER_DAY, each.load.blocks)
        for shift in shifts
        for each in runs
    ]
    minutes = sum(float(each.load.blocks.seconds.sum()) for each in runs) / 60.0
    lived = carried_through(sessions, wishes.begin, wishes.weeks, today)
    return lived, minutes * 7.0 / days


def _span_d(moment: float, wishes: Wishes) -> float:
    """Days from a moment to the end of the weeks wished for."""
    end = day_start(wishes.begin + timedelta(weeks=wishes.weeks, days=1))
    return (end - moment) / SECONDS_PER_DAY


def _unlived(known: BodyState, begun: BodyState) -> tuple[str, ...]:
    days = (begun.unix_s - known.unix_s) / SECONDS_PER_DAY
    if days < _TOLD_FROM_D:
        return ()
    return (f"no run and no lifting in the {days:.0f} days until the plan begins",)


def _said(found: Found, wishes: Wishes, runner: Runner) -> tuple[str, ...]:
    """What the plan is, and why it is not what was asked for where it is not."""
    outlook = found.outlook.to_json(wishes.goal, runner)["goal"]
    quality = [w for w in found.best.plan.workouts if w.hard]
    said = [
        f"{len(found.best.plan.workouts)} sessions in {wishes.weeks} weeks, {len(quality)} of them "
        f"hard; your goal muscles are expected to change by {_signed(outlook['growth_pct'])} % "
        f"({_signed(outlook['lo'])} to {_signed(outlook['hi'])})."
    ]
    if outlook["growth_pct"] < _HARDLY_PCT:
        said.append(
            "No plan that was tried within these limits is expected to grow them; more minutes or "
            "days, hills or lifting would change that."
        )
    held = _held_back(found)
    return (*said, *_race_said(wishes), *([_why_held(held)] if held else ()))


def _signed(percent: float) -> str:
    """With its sign, and without the minus of a zero."""
    return f"{round(percent, 1) + 0.0:+.1f}"


def _held_back(found: Found) -> list[Violation]:
    """What spoke against the wish as it stood, once for each rule, in the order of the rules."""
    first: dict[str, Violation] = {}
    for violation in found.best.against:
        first.setdefault(violation.rule, violation)
    return [first[rule] for rule in rules() if rule in first]


def _why_held(held: Sequence[Violation]) -> str:
    """Two sentences: what the rules held back, and why the first of them is there."""
    titles = [rules()[each.rule].title for each in held]
    kept = "; ".join(f"{title[0].lower()}{title[1:]}" for title in titles)
    return f"Held back by the rest rules: {kept}. {rules()[held[0].rule].why}"


def _more_as_now(
    found: Found, wishes: Wishes, runner: Runner, as_now: tuple[Outlook, float] | None
) -> list[str]:
    """Where running on as before is surely expected to give more than the plan."""
    if as_now is None:
        return []
    outlook, minutes = as_now
    gap = outlook.of(wishes.goal, runner) - found.outlook.of(wishes.goal, runner)
    lo, middle, hi = (float(q) for q in np.quantile(gap, [0.1, 0.5, 0.9]))
    if lo <= 0.0:
        return []
    return [
        f"Running on as in your last weeks, {minutes:.0f} min a week, is expected to give "
        f"{middle:.1f} points more ({lo:.1f} to {hi:.1f}); this plan keeps to the rest rules and "
        "to the days and minutes you named, which those weeks need not."
    ]


def _race_said(wishes: Wishes) -> list[str]:
    if wishes.race is None:
        return []
    race, weeks = wishes.race.isoformat(), (wishes.race - wishes.begin).days // 7 + 1
    if weeks > wishes.weeks:
        return [
            f"Your race of {race} is {weeks} weeks away, beyond the end of this plan, which does "
            f"not ease for it; --weeks {weeks} leads up to it."
        ]
    easing = load_parameters("planning")["taper_days"].value
    return [f"It leads to your race of {race}: no hard sessions in the last {easing:.0f} days."]
