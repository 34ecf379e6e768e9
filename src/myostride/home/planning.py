"""The next weeks of this runner: from the home to a plan that was searched for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Unpack

import numpy as np

from myostride.coach.athlete import Athlete, ForceDeficit, Stimulus
from myostride.coach.outgoing import step_lines, steps_of
from myostride.coach.outlook import Today
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.search import Found, Progress, search
from myostride.coach.weeks import Wishes
from myostride.gait.load import BINS
from myostride.home.comparing import RunnerToday, runner_today
from myostride.home.diary import body_on
from myostride.home.home import Computing, Home
from myostride.home.loads import StoredLoad
from myostride.muscles import INDEX
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training.capacity import capacity_of
from myostride.units import SECONDS_PER_DAY

__all__ = ["PlannedRunner", "athlete_of", "plan_running"]

LONGEST_D = 30.0
NEW_TO_RUNNING = ("bed_bound", "sedentary", "untrained", "active")
_STIMULI = {"downhill_or_loaded": Stimulus.DOWNHILL, "sprint": Stimulus.SPRINT}


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
    felt = home.status(day, **computing).felt_soreness if now.loads else {}
    athlete = athlete_of(now, runner, felt)
    found = search(wishes, athlete, today, on_progress=on_candidate)
    return PlannedRunner(wishes, found, runner, _said(found, wishes, runner), now.assumed)


def athlete_of(now: RunnerToday, runner: Runner, felt: Mapping[str, float]) -> Athlete:
    """The runner as the rest rules see it.

    Parameters
    ----------
    now
        Where the runner stands, with the loads of past runs.
    felt
        Soreness of today by muscle, 0 to 10, as logged.
    """
    moment = now.state.unix_s
    runs = [each for each in now.loads if len(each.load.blocks)]
    ago = [(moment - each.start_unix_s) / SECONDS_PER_DAY for each in runs]
    minutes = [float(each.load.blocks.seconds.sum()) / 60.0 for each in runs]
    late = [(m, int(d)) for m, d in zip(minutes, ago, strict=True) if d <= LONGEST_D]
    longest, longest_ago = max(late, default=(None, 0), key=lambda pair: pair[0] or 0.0)
    weekly = [
        sum(m for m, d in zip(minutes, ago, strict=True) if 7.0 * w <= d < 7.0 * (w + 1))
        for w in (3, 2, 1, 0)
    ]
    known = bool(late)
    weeks_running = max(ago, default=0.0) / 7.0
    beginner = runner.status in NEW_TO_RUNNING and weeks_running < _beginner_weeks()
    return Athlete(
        status=runner.status,
        beginner=beginner,
        weeks_running=weeks_running,
        longest_run_min=longest,
        longest_run_days_ago=longest_ago,
        weekly_minutes=tuple(weekly) if known else (),
        soreness={m: s for m, s in felt.items() if m in INDEX},
        force_deficit=_deficits(now),
        done=_done(runs, ago),
        mass_kg=runner.body.mass_kg,
    )


def _beginner_weeks() -> float:
    return load_parameters("rules")["beginner_weeks"].value


def _deficits(now: RunnerToday) -> dict[str, ForceDeficit]:
    """Force missing today, by the median draw, with the days that repair may take."""
    state, least = now.state, load_parameters("coach")["rest_force_deficit"].value
    missing = np.median(1.0 - (1.0 - state.damage) * (1.0 - state.fatigue), axis=0)
    days = load_parameters("planning")["repair_days_per_share"].value
    return {
        muscle: ForceDeficit(float(missing[m]), float(days * missing[m]))
        for muscle, m in INDEX.items()
        if missing[m] > least
    }


def _done(runs: Sequence[StoredLoad], ago: Sequence[float]) -> dict[Stimulus, tuple[int, ...]]:
    """Days ago that runs held downhill or sprint running for at least a minute."""
    out: dict[Stimulus, list[int]] = {stimulus: [] for stimulus in _STIMULI.values()}
    for each, days in zip(runs, ago, strict=True):
        blocks = each.load.blocks
        for name, stimulus in _STIMULI.items():
            lasted = float(blocks.seconds[blocks.bin == BINS.index(name)].sum())
            if lasted >= load_parameters("planning")["stimulus_least_s"].value:
                out[stimulus].append(max(int(days), 0))
    return {stimulus: tuple(days) for stimulus, days in out.items() if days}


def _said(found: Found, wishes: Wishes, runner: Runner) -> tuple[str, ...]:
    """What the plan is, and why it is not what was asked for where it is not."""
    outlook = found.outlook.to_json(wishes.goal, runner)["goal"]
    quality = [w for w in found.best.plan.workouts if w.hard]
    said = [
        f"{len(found.best.plan.workouts)} sessions in {wishes.weeks} weeks, {len(quality)} of them "
        f"hard; your goal muscles are expected to change by {outlook['growth_pct']:+.1f} % "
        f"({outlook['lo']:+.1f} to {outlook['hi']:+.1f})."
    ]
    seen: set[str] = set()
    for violation in found.best.against:
        if violation.rule not in seen:
            seen.add(violation.rule)
            said.append(f"Held back: {violation.sentence}")
    return tuple(said)
