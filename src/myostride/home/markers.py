"""What the diary says of the muscles on a day: soreness felt, and a jump against the usual one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from myostride.coach.markers import Felt, JumpMark, days_compared
from myostride.home.diary import DiaryRow
from myostride.home.history import day_start
from myostride.muscles import MUSCLES, expand
from myostride.references import load_parameters
from myostride.units import SECONDS_PER_DAY

__all__ = ["Noted", "felt_by_muscle", "felt_on", "jump_on"]


class Noted:
    """Turns the day of a note into how long before the state's moment it counts.

    The diary keeps days; a note is taken to be of noon, or of the end of the last session where
    that is later.
    """

    def __init__(self, now_unix_s: float, utc_offset_s: float, last_end_unix_s: float) -> None:
        self._now, self._offset_s, self._last_end = now_unix_s, utc_offset_s, last_end_unix_s

    def days_ago(self, day: date) -> float:
        noon = day_start(day, self._offset_s) + 0.5 * SECONDS_PER_DAY
        return days_compared(noon, self._last_end, self._now)


def felt_on(day: date, diary: Sequence[DiaryRow], noted: Noted) -> list[Felt]:
    """The newest soreness of each muscle, noted on `day` or shortly before.

    Without a muscle a note is of the legs. Of a group the sorest muscle feels so; one that has a
    newer note of its own is no longer meant.
    """
    newest: dict[str, int] = {}
    notes = [row.entry for row in diary if row.entry.kind == "soreness"]
    for n, entry in enumerate(notes):
        if _recent(entry.day, day):
            muscles = MUSCLES if entry.muscle is None else expand(entry.muscle)
            newest |= dict.fromkeys(muscles, n)
    return [
        Felt(
            muscles=tuple(muscle for muscle in MUSCLES if newest.get(muscle) == n),
            value=notes[n].value,
            days_ago=noted.days_ago(notes[n].day),
        )
        for n in sorted(set(newest.values()))
    ]


def felt_by_muscle(felt: Sequence[Felt]) -> dict[str, float]:
    """The soreness felt, 0 to 10, of each muscle that has one."""
    return {muscle: each.value for each in felt for muscle in each.muscles}


def jump_on(day: date, diary: Sequence[DiaryRow], noted: Noted) -> JumpMark | None:
    """The newest jump of `day` or shortly before, against the earlier ones of its kind.

    None where there is none, or too few earlier ones to know what is usual.
    """
    table = load_parameters("readiness")
    jumps = [r.entry for r in diary if r.entry.kind == "jump" and r.entry.day <= day]
    if not jumps or not _recent(jumps[-1].day, day):
        return None
    last = jumps[-1]
    since = last.day - timedelta(days=round(table["usual_jump_within_d"].value))
    usual = [
        each.value
        for each in jumps
        if each.detail == last.detail and since <= each.day and not _recent(each.day, day)
    ]
    if len(usual) < table["usual_jump_least"].value:
        return None
    height = sum(usual) / len(usual)
    return JumpMark(last.detail, last.value / height, len(usual), noted.days_ago(last.day))


def _recent(noted: date, day: date) -> bool:
    within = timedelta(days=round(load_parameters("readiness")["felt_within_d"].value))
    return day - within < noted <= day
