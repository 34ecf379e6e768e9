"""A few lines of advice from where the muscles stand: what to leave alone, what would pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from myostride.coach.standing import Standing
from myostride.muscles import MUSCLES, TITLES
from myostride.references import load_parameters

__all__ = ["HardSession", "advice"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class HardSession:
    """A hard session, as people say it, and the day until which easy running follows it."""

    said: str
    easy_until: date


def advice(
    standings: Mapping[str, Standing],
    *,
    now: datetime,
    felt_soreness: Mapping[str, float] | None = None,
    days_since_last: float = 0.0,
    hard: HardSession | None = None,
    onward: Sequence[str] = (),
) -> list[str]:
    """Lines a runner can act on, most urgent first; never a promise about injury.

    Parameters
    ----------
    standings
        From `standing`, with the likeliest moment of recovery.
    now
        The moment they hold for.
    felt_soreness
        What the runner felt, 0 to 10 per muscle; it counts before what the model thinks.
    days_since_last
        Days since the last recorded session.
    hard
        The last hard session, if easy days are due after it.
    onward
        Lines on progress and the next step; not told after a long silence.
    """
    felt = felt_soreness or {}
    table = load_parameters("coach")
    sore, deficit = table["rest_soreness"].value, table["rest_force_deficit"].value

    def soreness(muscle: str) -> float:
        return felt.get(muscle, standings[muscle].soreness)

    lines = []
    tender = [
        muscle
        for muscle, s in standings.items()
        if soreness(muscle) >= sore or 1.0 - s.readiness >= deficit
    ]
    tender.sort(key=lambda m: (-felt.get(m, 0.0), standings[m].readiness))
    for muscle in tender[:_SHOWN]:
        if felt.get(muscle, 0.0) >= table["stop_soreness"].value:
            lines.append(_stop(muscle, felt[muscle]))
        else:
            lines.append(_leave_alone(muscle, standings[muscle], soreness(muscle), now))
    if len(tender) > _SHOWN:
        rest = ", ".join(TITLES[m].lower() for m in tender[_SHOWN:])
        lines.append(f"The same, less urgently, for: {rest}.")
    if days_since_last > table["silence_days"].value:
        lines.insert(0,
            f"No run on record for {days_since_last:.0f} days: what the legs did since is not "
            "known; begin easily."
        )  # fmt: skip
    elif not tender:
        lines.append(_ready(hard))
    if days_since_last <= table["silence_days"].value:
        lines += [*_growth(standings), *onward]
    lines.append("Muscles outside the legs are not trained by running.")
    return lines


def _ready(hard: HardSession | None) -> str:
    """Ready for hard work, which is less than fully recovered; not soon after hard work."""
    least = f"{100.0 * load_parameters('coach')['rest_force_deficit'].value:.0f} %"
    if hard is None:
        return (
            "Every muscle is ready for hard work, as far as the files show: none misses more than "
            f"{least} of its force."
        )
    return (
        f"Run easily or rest until {hard.easy_until:%A}, after {hard.said}. No muscle misses more "
        f"than {least} of its force, as far as the files show."
    )


def _stop(muscle: str, soreness: float) -> str:
    return (
        f"{TITLES[muscle]}: {soreness:.0f} of 10 is too sore to train it. Leave it alone until it "
        "is below 5; if it is one-sided, in a joint or a bone, or does not ease, seek advice."
    )


def _leave_alone(muscle: str, s: Standing, soreness: float, now: datetime) -> str:
    lost = round(100.0 * (1.0 - s.readiness))
    felt_more = soreness >= load_parameters("coach")["rest_soreness"].value > s.soreness
    if felt_more:
        return (
            f"{TITLES[muscle]}: sore ({soreness:.0f}/10), more than the model expected. No "
            "downhill, sprint or heavy work until it is below 5; easy level running is fine."
        )
    until = "for at least two weeks" if s.recovered_at is None else _until(s.recovered_at, now)
    return (
        f"{TITLES[muscle]}: about {lost} % of its force is missing (soreness {soreness:.0f}/10). "
        f"No downhill, sprint or heavy work {until}; easy level running is fine."
    )


def _until(moment: datetime, now: datetime) -> str:
    days = (moment - now).total_seconds() / 86400.0
    if days < 0.75:
        return "until tomorrow"
    day = f"{moment:%A}" if days < 6.5 else f"{moment:%d %B}".removeprefix("0")
    return f"until about {day}"


def _growth(standings: Mapping[str, Standing]) -> list[str]:
    growing = [m for m, s in standings.items() if s.trend == "growing"]
    held = [m for m, s in standings.items() if s.limiting_factor == "stimulus"]
    lines = []
    if growing:
        lines.append(f"Growing: {_named(growing)}.")
    if held and not growing:
        lines.append(
            f"Held as they are by your running: {_named(held)}. To grow, a muscle must be asked "
            "for more than it is used to."
        )
    return lines


def _named(muscles: Sequence[str]) -> str:
    if len(muscles) == len(MUSCLES):
        return "all ten muscles"
    names = ", ".join(TITLES[m].lower() for m in muscles[:_SHOWN])
    return f"{names} and {len(muscles) - _SHOWN} more" if len(muscles) > _SHOWN else names
