"""Sessions to set beside a runner's own: small programs that take the path every program takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from myostride.coach.pattern import Pattern, PatternSession, lifting_times, value
from myostride.gait.load import LoadBlocks
from myostride.physiology.remarks import beyond_reach
from myostride.references import load_table
from myostride.runner import Runner
from myostride.training import PlannedSession, Program, assumptions, plan_sessions
from myostride.training.capacity import capacity_of

__all__ = ["Planner", "vest_kg"]


def vest_kg(runner: Runner) -> float:
    """What the vest weighs."""
    return value("vest_share") * runner.body.mass_kg


class Planner:
    """Makes the sessions of options for one runner, and keeps what had to be said of each kind.

    vested : the loads of runs with the vest on, by index; others are taken as steady running.
    carried_kg : what the vest weighs, `vest_kg` where None.
    """

    def __init__(
        self,
        pattern: Pattern,
        runner: Runner,
        vested: Mapping[int, LoadBlocks] | None = None,
        carried_kg: float | None = None,
    ) -> None:
        self.pattern = pattern
        self._runner = runner
        self._vested = vested or {}
        self._vest_kg = vest_kg(runner) if carried_kg is None else carried_kg
        self._rows = load_table("workouts")["workouts"]
        self.said: dict[str, tuple[str, ...]] = {}
        self.beyond: dict[str, tuple[str, ...]] = {}

    def instead(self, run: PatternSession, n: int, kind: str) -> PatternSession:
        """Another session at the time of a run, of the same length where that is enough for it."""
        if kind == "vest":
            return self._with_vest(run, n)
        planned = self._planned(kind, _repeats(self._rows[kind], run))
        return PatternSession(
            run.unix_s, planned.blocks, planned.seconds, planned.title, planned.force_log_sd
        )

    def _with_vest(self, run: PatternSession, n: int) -> PatternSession:
        kilograms = round(self._vest_kg, 1)
        share = 100.0 * self._vest_kg / self._runner.body.mass_kg
        self.said["vest"] = (
            f"vest of {kilograms:g} kg, {share:.2g} % of body mass; begin with "
            "5 to 20 min of it, a week before",
        )
        self.beyond["vest"] = ()
        title = f"{run.title}, vest of {kilograms:g} kg"
        if n in self._vested:
            return replace(run, blocks=self._vested[n], title=title)
        steady = {**_easy(run, run.blocks.seconds.sum()), "carried": {"vest_kg": kilograms}}
        planned = self._planned("vest", [{"run": steady}])
        return PatternSession(run.unix_s, planned.blocks, run.seconds, title, planned.force_log_sd)

    def lifting(self, kind: str) -> list[PatternSession]:
        """A lifting session on each of the two weekdays chosen for it."""
        planned = self._planned(kind, self._rows[kind]["session"])
        return [
            PatternSession(at, planned.blocks, planned.seconds, planned.title, planned.force_log_sd)
            for at in lifting_times(self.pattern)
        ]

    def _planned(self, kind: str, session: list[dict[str, Any]]) -> PlannedSession:
        text = yaml.safe_dump({"name": kind, "blocks": [{"days": 1, "session": session}]})
        program = Program.from_text(text, kind)
        (planned,) = plan_sessions(program, self._runner)
        if kind not in self.said:
            said = [
                line for line in assumptions(program, self._runner) if "daily steps" not in line
            ]
            self.said[kind] = tuple(said)
            self.beyond[kind] = beyond_reach([planned], capacity_of(self._runner))
        return planned


def _repeats(row: Mapping[str, Any], run: PatternSession) -> list[dict[str, Any]]:
    """The repeats of a workout inside easy running, together as long as the run if they fit."""
    work_s, rest_s = _seconds(row["step"]), _seconds(row["step"]["rest"])
    least_easy_s, run_s = 60.0 * row["easy_min"], float(run.blocks.seconds.sum())
    fit = int((run_s - least_easy_s + rest_s) // (work_s + rest_s))
    count = min(max(fit, row["least"]), row["most"])
    easy_s = max(run_s - count * work_s - (count - 1) * rest_s, least_easy_s)
    before = value("warm_up_share")
    return [
        {"run": _easy(run, before * easy_s)},
        {"run": {"repeat": count, **row["step"]}},
        {"run": _easy(run, (1.0 - before) * easy_s)},
    ]


def _easy(run: PatternSession, seconds: float) -> dict[str, float]:
    """Level running for so long at the mean effort of a run."""
    speed = min(max(run.level_speed_m_s, 0.5), 12.0)
    return {"minutes": round(float(seconds) / 60.0), "speed_m_s": round(speed, 2)}


def _seconds(step: Mapping[str, Any]) -> float:
    return 60.0 * step["minutes"] if "minutes" in step else float(step["seconds"])
