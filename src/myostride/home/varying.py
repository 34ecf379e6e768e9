"""A runner's own last weeks, lived on as they are and with something added: from home to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Unpack

from myostride.coach.additions import Variation, carried_within
from myostride.coach.compare import OnOption
from myostride.coach.pattern import WEEK_D, Pattern
from myostride.coach.whatif import Lived, WhatIf, places, what_if
from myostride.errors import InputError
from myostride.gait.load import LoadBlocks
from myostride.home.comparing import RunnerToday, runner_today
from myostride.home.diary import body_on
from myostride.home.history import day_start, utc_day
from myostride.home.home import DRAWS, Computing, Home
from myostride.home.loads import StoredLoad
from myostride.home.recent import known_days, outside, own_runs, own_said, quality, with_vest
from myostride.physiology import TimedBlocks
from myostride.runner import Runner
from myostride.units import SECONDS_PER_DAY

__all__ = ["OwnWeeks", "VariedWeeks", "own_weeks", "varied_weeks", "vary_weeks"]

_STALE_S = 3600.0


@dataclass(frozen=True, slots=True)
class VariedWeeks:
    """The answer, and what it rests on besides the model.

    last_weeks : how many of the runner's weeks are repeated; fewer than asked for where the
        records begin later.
    pattern_said : one sentence on the running in them.
    assumed, beyond : one sentence for each thing nobody stated, and for each part of the runs
        that lies outside the evidence.
    """

    day: date
    last_weeks: int
    answer: WhatIf
    pattern_said: str
    assumed: tuple[str, ...]
    beyond: tuple[str, ...]
    draws: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """The contract's `simulate` document, with `as_is`, `difference` and where it starts."""
        comparison = self.answer.comparison
        moment = datetime.fromtimestamp(comparison.moment_unix_s, tz=UTC)
        option = self.answer.varied.outcome.option
        return {
            "date": self.day.isoformat(),
            "as_of": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "last_weeks": self.last_weeks,
            "pattern": {"runs": len(comparison.pattern.runs), "said": self.pattern_said},
            **self.answer.to_json(),
            "assumptions": list(dict.fromkeys([*self.assumed, *option.assumed])),
            "extrapolated": [*self.beyond, *option.extrapolated],
            "draws": self.draws,
            "seed": self.seed,
        }


@dataclass(frozen=True, slots=True)
class OwnWeeks:
    """The runner's last weeks, to be lived on; nothing is added yet.

    last_weeks : how many are repeated; `remark` says why, where they are fewer than asked for.
    weeks : how far to look ahead.
    """

    day: date
    today: RunnerToday
    runner: Runner
    pattern: Pattern
    recent: Sequence[StoredLoad]
    last_weeks: int
    remark: str
    weeks: int
    draws: int
    seed: int


def vary_weeks(
    home: Home,
    day: date,
    last_weeks: int,
    weeks: int,
    variation: Variation,
    *,
    on_option: OnOption | None = None,
    **computing: Unpack[Computing],
) -> VariedWeeks:
    """The next weeks of this runner as the last ones were, and the same with the additions.

    Parameters
    ----------
    last_weeks
        How many of the runner's weeks up to `day` are repeated.
    weeks
        How far to look ahead.
    on_option
        Told (done, of how many) ways of living them.
    computing
        As of `Home.status`: draws, seed, on_progress, on_days.

    Raises
    ------
    InputError
        If there is no run in those weeks, or too few for what is added; if a vest is heavier than
        the rest rules let this runner walk with.
    """
    own = own_weeks(home, day, last_weeks, weeks, **computing)
    return varied_weeks(home, own, variation, on_option=on_option)


def own_weeks(
    home: Home, day: date, last_weeks: int, weeks: int, **computing: Unpack[Computing]
) -> OwnWeeks:
    """The runner's last weeks and where they lead from; arguments as of `vary_weeks`."""
    today = runner_today(home, day, computing)
    runner = replace(today.runner, body=body_on(day, today.runner, home.diary()))
    days = 7 * last_weeks
    recent = _recent(today, day, days)
    days, remark = known_days(
        today.loads, today.state.unix_s, days, utc_offset_s=today.utc_offset_s
    )
    begin = today.state.unix_s - days * SECONDS_PER_DAY
    recent = [each for each in recent if each.start_unix_s >= begin]
    return OwnWeeks(
        day,
        today,
        runner,
        Pattern(begin, days, today.utc_offset_s, own_runs(recent), True),
        recent,
        days // WEEK_D,
        remark,
        weeks,
        computing.get("draws", DRAWS),
        computing.get("seed", 0),
    )


def varied_weeks(
    home: Home,
    own: OwnWeeks,
    variation: Variation,
    *,
    usual: Lived | None = None,
    on_option: OnOption | None = None,
) -> VariedWeeks:
    """What the additions change in those weeks.

    Parameters
    ----------
    usual
        `answer.as_is` of an earlier call for the same weeks; spares half the work.
    """
    heavy = ""
    if variation.vest_kg is not None:
        heavy = carried_within(variation.vest_kg, own.runner.body.mass_kg)
    today, recent = own.today, own.recent
    answer = what_if(
        variation,
        own.pattern,
        today.state,
        today.parameters,
        today.habits,
        weeks=own.weeks,
        runner=own.runner,
        vested=_vested(home, variation, own.pattern, recent, runner=own.runner),
        under_way=[TimedBlocks(each.start_unix_s, each.load.blocks) for each in recent],
        usual=usual,
        on_option=on_option,
    )
    lifted = _lifted(today, own.pattern.begin_unix_s)
    return VariedWeeks(
        own.day,
        own.last_weeks,
        answer,
        own_said(own.pattern, own.remark),
        (*today.assumed, *quality(recent), *lifted, *_unlived(own.last_weeks, own.weeks)),
        (*outside(recent), *([heavy] if heavy else ())),
        own.draws,
        own.seed,
    )


def _recent(today: RunnerToday, day: date, days: int) -> list[StoredLoad]:
    """The runs of the last days, oldest first; at least one."""
    moment = today.state.unix_s
    asked = min(
        day_start(day + timedelta(days=1), today.utc_offset_s), datetime.now(UTC).timestamp()
    )
    begin = moment - days * SECONDS_PER_DAY
    recent = [e for e in today.loads if e.start_unix_s >= begin and len(e.load.blocks)]
    # Where the last run is long ago, the state is told for a moment before the day asked for.
    if recent and asked - moment < _STALE_S:
        return recent
    lately = "7 days" if days == 7 else f"{days // 7} weeks"
    last = f"; the last is of {utc_day(today.loads[-1].start_unix_s)}" if today.loads else ""
    raise InputError(
        f"no run in the {lately} up to {day}{last}; import some with: myostride import PATH, or "
        "choose another --date or a longer --last"
    )


def _vested(
    home: Home,
    variation: Variation,
    pattern: Pattern,
    recent: Sequence[StoredLoad],
    *,
    runner: Runner,
) -> dict[int, LoadBlocks] | None:
    if variation.vest_kg is None:
        return None
    chosen = [n for n, kind in places(variation, pattern).changed.items() if kind == "vest"]
    return with_vest(home, recent, chosen, variation.vest_kg, runner)


def _lifted(today: RunnerToday, begin_unix_s: float) -> list[str]:
    """What of the weeks is not repeated."""
    count = sum(at >= begin_unix_s for at in today.lifted_unix_s)
    if not count:
        return []
    workouts = "one gym workout" if count == 1 else f"{count} gym workouts"
    return [f"only running is repeated, as it is and varied: {workouts} of those weeks left out"]


def _unlived(last_weeks: int, weeks: int) -> list[str]:
    """Where the time ahead is shorter than the weeks that are repeated."""
    if weeks >= last_weeks:
        return []
    first = "one fits" if weeks == 1 else f"{weeks} fit"
    return [
        f"of the {last_weeks} weeks that are repeated, only the first {first} in the time ahead"
    ]
