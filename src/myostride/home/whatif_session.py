"""Many what-ifs about the same weeks, one after another: what they share is lived once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from myostride.coach.additions import Variation
from myostride.coach.pattern import AHEAD_WEEKS, LAST_WEEKS
from myostride.home.home import DRAWS, Home
from myostride.home.memory import remembered
from myostride.home.varying import OwnWeeks, VariedWeeks, own_weeks, varied_weeks

__all__ = ["what_if_quickly"]


def what_if_quickly(
    home: Home,
    day: date,
    variation: Variation = Variation(),
    *,
    weeks: int = AHEAD_WEEKS,
    last_weeks: int = LAST_WEEKS,
    draws: int = DRAWS,
    seed: int = 0,
) -> VariedWeeks:
    """The answer of `vary_weeks`; the weeks as they are come from memory after the first call.

    Raises
    ------
    InputError
        As `vary_weeks`.
    """

    asked = (day, last_weeks, draws, seed)

    def known() -> OwnWeeks:
        return own_weeks(home, day, last_weeks, weeks, draws=draws, seed=seed)

    own = replace(remembered(home, ("own weeks", *asked), known), weeks=weeks)

    def lived() -> VariedWeeks:
        return varied_weeks(home, own, Variation())

    as_is = remembered(home, ("weeks as they are", *asked, weeks), lived)
    if not variation.additions:
        return as_is
    return varied_weeks(home, own, variation, usual=as_is.answer.as_is)
