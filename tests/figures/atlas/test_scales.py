from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import UnknownName
from myostride.figures.atlas import SCALES, Reading, scale_of
from myostride.figures.atlas.patterns import PATTERNS
from myostride.figures.atlas.reading import readings_of

NUMBERS = st.floats(min_value=-50.0, max_value=50.0)


@pytest.mark.parametrize("name", SCALES)
@given(a=NUMBERS, b=NUMBERS)
def test_a_higher_value_is_never_in_a_lower_class(name: str, a: float, b: float) -> None:
    scale = SCALES[name]
    low, high = sorted((a, b))
    assert 0 <= scale.level(low) <= scale.level(high) < len(scale.levels)


@pytest.mark.parametrize("name", SCALES)
def test_every_class_can_be_reached_and_told_from_the_others(name: str) -> None:
    scale = SCALES[name]
    assert len(scale.levels) == len(scale.bounds) + 1
    assert [scale.level(bound) for bound in scale.bounds] == list(range(1, len(scale.levels)))
    for what in ("words", "colour", "pattern"):
        assert len({getattr(level, what) for level in scale.levels}) == len(scale.levels)
    assert {level.pattern for level in scale.levels} <= set(PATTERNS) - {"hatched"}


@pytest.mark.parametrize("name", ["damage", "soreness", "load_km", "load_mi"])
def test_sequential_scales_get_darker_throughout(name: str) -> None:
    """So that they can be read in grey print and with any colour blindness."""
    greys = [_luminance(level.colour) for level in SCALES[name].levels]
    assert all(after < 0.8 * before for before, after in pairwise(greys))


@pytest.mark.parametrize("name", SCALES)
def test_overlays_show_on_their_colour(name: str) -> None:
    for level in SCALES[name].levels:
        dark = _luminance(level.colour) < 0.18
        assert level.ink == "light" or not dark, level.words


def test_a_value_is_said_as_a_reader_sees_it() -> None:
    assert SCALES["readiness"].said(0.62) == "62 %"
    assert SCALES["readiness"].said_between(0.4, 0.8) == "40 to 80 %"
    assert SCALES["growth"].said(1.24) == "+1.2 %"
    assert SCALES["growth"].said(-0.71) == "−0.7 %"
    assert SCALES["growth"].said(-0.01) == "0.0 %"
    assert SCALES["load_mi"].said(3.0) == "3.0 easy mi"


def test_classes_say_which_values_they_hold() -> None:
    readiness = SCALES["readiness"]
    assert readiness.reach(0) == "below 50 %"
    assert readiness.reach(2) == "75 to 90 %"
    assert readiness.reach(4) == "97 % and more"
    assert SCALES["growth"].reach(2) == "−0.5 to +0.5 %"


def test_a_reading_is_one_sentence() -> None:
    reading = Reading(0.62, 0.4, 0.8, "ready Thursday")
    assert reading.sentence("hamstrings", SCALES["readiness"]) == (
        "Hamstrings: readiness 62 %, 40 to 80 %, tired, ready Thursday"
    )
    assert Reading(None).sentence("vasti", SCALES["growth"]) == "Vasti: growth unknown"


def test_muscles_that_are_not_named_or_not_finite_are_unknown() -> None:
    readings = readings_of({"vasti": 0.5, "soleus": float("nan"), "iliopsoas": None})
    assert [m for m, r in readings.items() if r.value is not None] == ["vasti"]


def test_wrong_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="readiness"):
        scale_of("readines")
    with pytest.raises(UnknownName, match="hamstrings"):
        readings_of({"hamstring": 0.5})


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
