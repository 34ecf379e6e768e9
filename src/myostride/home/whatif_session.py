"""Many what-ifs about the same weeks, one after another: what they share is lived once."""

from __future__ import annotations

from datetime import date

from myostride.coach.additions import Variation
from myostride.coach.whatif import Lived
from myostride.home.home import DRAWS, Home
from myostride.home.memory import remembered
from myostride.home.varying import OwnWeeks, VariedWeeks, own_weeks, varied_weeks

__all__ = ["LAST_WEEKS", "what_if_quickly"]

LAST_WEEKS = 4
"""So many of the runner's weeks are repeated where nobody says."""


def what_if_quickly(
    home: Home,
    day: date,
    weeks: int,
    variation: Variation,
    *,
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

    def lived() -> tuple[OwnWeeks, Lived]:
        own = own_weeks(home, day, last_weeks, weeks, draws=draws, seed=seed)
        return own, varied_weeks(home, own, Variation()).answer.as_is

    asked = ("weeks as they are", day, last_weeks, weeks, draws, seed)
    own, usual = remembered(home, asked, lived)
    return varied_weeks(home, own, variation, usual=usual)
