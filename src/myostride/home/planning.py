"""The next weeks of this runner: from the home to a plan that was searched for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Unpack

import numpy as np

from myostride.coach.outgoing import step_lines, steps_of
from myostride.coach.outlook import Today, rested_until
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.search import Found, Progress, search
from myostride.coach.weeks import Wishes
from myostride.home.comparing import runner_today
from myostride.home.diary import body_on
from myostride.home.home import Computing, Home
from myostride.home.past import deficits, past_of, soreness_left
from myostride.physiology import BodyState
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training.capacity import capacity_of
from myostride.units import SECONDS_PER_DAY

__all__ = ["PlannedRunner", "plan_running"]

_TOLD_FROM_D = 3.0
"""From so many days on, time until the plan begins is told of."""


@dataclass(frozen=True, slots=True)
class PlannedRunner:
    """A plan, what it is expected to do, and what it rests on.

    sentences : the plan in two or three sentences, with what the rules spoke against.
    """

    wishes: Wishes
    found: Found
    runner: Runner
    sentences: tuple[str, ...]
    assumed: tuple[str, ...]

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
            "forecast": self.found.outlook.to_json(self.wishes.goal, self.runner),
            "alternatives": list(self._alternatives()),
            "said": list(self.sentences),
            "assumed": list(self.assumed),
            "tried": self.found.tried,
        }

    def _alternatives(self) -> list[dict[str, Any]]:
        """Every family's best, with the difference to the plan on the same draws."""
        best = self.found.outlook.of(self.wishes.goal, self.runner)
        out = []
        for name, (candidate, outlook) in self.found.families.items():
            own = outlook.to_json(self.wishes.goal, self.runner)
            gap = outlook.of(self.wishes.goal, self.runner) - best
            lo, middle, hi = (float(q) for q in np.quantile(gap, [0.1, 0.5, 0.9]))
            out.append(
                {
                    "name": name,
                    "quality": list(candidate.weeks[0]),
                    "goal": own["goal"],
                    "p_net_loss": own["p_net_loss"],
                    "p_repair_debt": own["p_repair_debt"],
                    "difference": {"growth_pct": middle, "lo": lo, "hi": hi},
                    "minutes_a_week": _minutes_a_week(candidate.plan),
                }
            )
        return out


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
    return PlannedRunner(wishes, found, runner, _said(found, wishes, runner), assumed)


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
        f"hard; your goal muscles are expected to change by {outlook['growth_pct']:+.1f} % "
        f"({outlook['lo']:+.1f} to {outlook['hi']:+.1f})."
    ]
    said += _race_said(wishes)
    seen: set[str] = set()
    for violation in found.best.against:
        if violation.rule not in seen:
            seen.add(violation.rule)
            said.append(f"Held back: {violation.sentence}")
    return tuple(said)


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
