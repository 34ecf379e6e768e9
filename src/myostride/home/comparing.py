"""A runner's own last weeks beside other ways of training: from the home to a `Comparison`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Unpack

import numpy as np
import yaml

from myostride.coach.compare import OnOption, compared
from myostride.coach.comparison import Comparison
from myostride.coach.options import options
from myostride.coach.pattern import Pattern, PatternSession, laid_out, replaced_by_one, value
from myostride.coach.workouts import vest_kg
from myostride.errors import InputError
from myostride.gait.load import LoadBlocks
from myostride.home.diary import body_on
from myostride.home.history import day_start, habits_of, utc_day
from myostride.home.home import DRAWS, Computing, Home
from myostride.home.loads import StoredLoad
from myostride.home.recent import known_days, outside, own_runs, own_said, quality, with_vest
from myostride.physiology import (
    BodyState,
    Habits,
    Parameters,
    TimedBlocks,
    draw_parameters,
    starting_state,
)
from myostride.references import load_table
from myostride.runner import Runner
from myostride.training import PlannedSession, Program, plan_sessions
from myostride.units import SECONDS_PER_DAY

__all__ = ["ComparedRunner", "RunnerToday", "compare_running", "runner_today"]

DEFAULT_STATUS, RUNNING_STATUS = "active", "runner"
"""Of somebody who stated nothing; and whose running stands for a status that has none."""


@dataclass(frozen=True, slots=True)
class ComparedRunner:
    """A comparison, and what it rests on besides the model.

    pattern_said : one sentence on the running that is compared with.
    assumed, beyond : one sentence for each thing nobody stated, and for each part of the runs
        that lies outside the evidence.
    """

    day: date
    comparison: Comparison
    pattern_said: str
    assumed: tuple[str, ...]
    beyond: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """`{date, as_of, weeks, pattern: {...}, options: [...], assumed, extrapolated}`."""
        moment = datetime.fromtimestamp(self.comparison.moment_unix_s, tz=UTC)
        pattern = self.comparison.pattern
        return {
            "date": self.day.isoformat(),
            "as_of": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "weeks": self.comparison.weeks,
            "pattern": {
                "recorded": pattern.recorded,
                "days": pattern.days,
                "runs": len(pattern.runs),
                "said": self.pattern_said,
            },
            "options": self.comparison.to_json(),
            "assumed": list(self.assumed),
            "extrapolated": list(self.beyond),
        }


@dataclass(frozen=True, slots=True)
class RunnerToday:
    """The runner at the moment from which everything is compared.

    lifted_unix_s : when each workout of the gym log began.
    """

    runner: Runner
    state: BodyState
    parameters: Parameters
    habits: Sequence[Habits]
    utc_offset_s: float
    loads: Sequence[StoredLoad]
    assumed: tuple[str, ...]
    lifted_unix_s: tuple[float, ...] = ()


def compare_running(
    home: Home,
    day: date,
    weeks: int,
    *,
    on_option: OnOption | None = None,
    **computing: Unpack[Computing],
) -> ComparedRunner:
    """The next weeks of this runner, option by option.

    The state is that of `Home.status`; where there is no run until that day it is the starting
    state of the runner's status. Where the last weeks hold too few runs, the running that stands
    for the status is taken instead, and said.

    Parameters
    ----------
    weeks
        How far to look ahead.
    on_option
        Told (done, of how many) options.
    computing
        As of `Home.status`: draws, seed, on_progress, on_days.
    """
    today = runner_today(home, day, computing)
    moment, diary = today.state.unix_s, home.diary()
    body = body_on(day, today.runner, diary)
    runner = replace(today.runner, body=body)
    days = int(value("pattern_d"))
    recent = [e for e in today.loads if e.start_unix_s >= moment - days * SECONDS_PER_DAY]
    recent = [each for each in recent if len(each.load.blocks)]
    recorded, remark = len(recent) >= value("enough_runs"), ""
    if recorded:
        days, remark = known_days(today.loads, moment, days, enough=int(value("enough_runs")),
                                  utc_offset_s=today.utc_offset_s)  # fmt: skip
        recent = [e for e in recent if e.start_unix_s >= moment - days * SECONDS_PER_DAY]
    runs = own_runs(recent) if recorded else _assumed(runner, today, days)
    pattern = Pattern(moment - days * SECONDS_PER_DAY, days, today.utc_offset_s, runs, recorded)
    vested = (
        with_vest(home, recent, replaced_by_one(pattern), vest_kg(runner), runner)
        if recorded else None
    )  # fmt: skip
    comparison = compared(
        options(pattern, runner, vested),
        pattern,
        today.state,
        today.parameters,
        today.habits,
        weeks=weeks,
        body=body,
        under_way=[TimedBlocks(e.start_unix_s, e.load.blocks) for e in recent
                   if e.start_unix_s < moment],
        on_option=on_option,
    )  # fmt: skip
    told = own_said(pattern, remark) if recorded else _assumed_said(pattern, len(recent))
    return ComparedRunner(
        day,
        comparison,
        told,
        (*today.assumed, *quality(recent), laid_out(pattern)),
        outside(recent),
    )


def runner_today(home: Home, day: date, computing: Computing) -> RunnerToday:
    """Where the runner stands on a day; the training status stands in where there is no run."""
    profile = home.profile_sheet()
    try:
        status = home.status(day, **computing)
    except InputError:  # no run until that day
        return _without_runs(home, day, computing)
    season = status.season
    return RunnerToday(
        runner=season.history.runner,
        state=status.trajectory.end,
        parameters=season.timeline.parameters,
        habits=season.history.habits,
        utc_offset_s=season.utc_offset_s,
        loads=season.loads,
        assumed=season.assumed or profile.assumed,
        lifted_unix_s=season.lifted_unix_s,
    )


def _without_runs(home: Home, day: date, computing: Computing) -> RunnerToday:
    """The starting state of the runner's training status, at the end of the day or now."""
    profile = home.profile_sheet()
    runner, said = profile.runner, list(profile.assumed)
    if runner.status is None:
        runner = replace(runner, status=DEFAULT_STATUS, guessed=(*runner.guessed, "status"))
        said.append(f"training status not stated: taken as {DEFAULT_STATUS}; state it with: "
                    "myostride profile --status")  # fmt: skip
    said.append("no run until that day: your legs are taken to be those of the training status")
    moment = min(day_start(day + timedelta(days=1)), datetime.now(UTC).timestamp())
    p = draw_parameters(computing.get("draws", DRAWS), computing.get("seed", 0), runner)
    lived = runner
    if runner.daily_steps is None:
        usual = load_table("physiology")["statuses"][runner.status]["daily_steps"]
        lived = replace(runner, daily_steps=float(usual))
    diary = [row for row in home.diary() if row.entry.day <= day]
    habits = habits_of(lived, utc_day(moment), diary, [])
    return RunnerToday(runner, starting_state(p, runner, moment), p, habits, 0.0, (), tuple(said))


def _assumed(runner: Runner, today: RunnerToday, days: int) -> tuple[PatternSession, ...]:
    """The runs that stand for the runner's status, laid over the days before today."""
    statuses = load_table("physiology")["statuses"]
    row = statuses[runner.status or DEFAULT_STATUS]
    planned = [each for each in _week(row, runner) if _is_run(each.blocks)]
    if not planned:
        planned = _week(statuses[RUNNING_STATUS], runner)
    end = today.state.unix_s
    first = int((end + today.utc_offset_s) // SECONDS_PER_DAY) - days
    monday = first - (first + 3) % 7  # 1 January 1970 was a Thursday
    length_s, begin = days * SECONDS_PER_DAY, end - days * SECONDS_PER_DAY
    runs = []
    for week in range(days // 7):
        for each in planned:
            at = (monday + 7 * week + each.day) * SECONDS_PER_DAY - today.utc_offset_s
            at = begin + (at - begin) % length_s
            title = f"assumed {each.title}"
            runs.append(PatternSession(at, each.blocks, each.seconds, title, each.force_log_sd))
    return tuple(sorted(runs, key=lambda run: run.unix_s))


def _week(row: dict[str, Any], runner: Runner) -> list[PlannedSession]:
    """The planned sessions of a status, none where it stands for no training."""
    if "blocks" not in row:
        return []
    text = yaml.safe_dump({"name": "usual", "blocks": row["blocks"]})
    return plan_sessions(Program.from_text(text, "usual"), runner)


def _is_run(blocks: LoadBlocks) -> bool:
    return bool(np.isfinite(blocks.level_speed_m_s).all())


def _assumed_said(pattern: Pattern, found: int) -> str:
    held = "no running" if found == 0 else "one run" if found == 1 else f"{found} runs"
    weeks = pattern.days / 7.0
    minutes = [run.seconds / 60.0 for run in pattern.runs]
    least, most = min(minutes), max(minutes)
    length = f"{least:.0f}" if most - least < 1.0 else f"{least:.0f} to {most:.0f}"
    easy = "easy " if all(run.title.endswith(" min, easy") for run in pattern.runs) else ""
    return (
        f"your last {weeks:.0f} weeks hold {held}: {_word(len(pattern.runs) / weeks)} {easy}runs "
        f"of {length} min a week assumed"
    )


def _word(count: float) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven")
    whole = round(count)
    return words[whole] if abs(count - whole) < 0.01 and whole < len(words) else f"{count:.1f}"
