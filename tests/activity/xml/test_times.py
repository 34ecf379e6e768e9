"""Time stamps in bulk, against the standard library one by one."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.xml.times import parse_times

_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(
    datetime(1971, 1, 1), datetime(2098, 12, 31), timezones=st.one_of(st.just(UTC), _ZONES)
)


@given(st.lists(_MOMENTS, min_size=1, max_size=20))
def test_agrees_with_the_standard_library(moments: list[datetime]) -> None:
    times = parse_times([moment.isoformat() for moment in moments])
    expected = [moment.timestamp() for moment in moments]
    np.testing.assert_allclose(times.unix_s, expected, rtol=0, atol=1e-5)


@given(st.lists(st.one_of(st.none(), st.text(max_size=45)), max_size=20))
def test_any_text_gives_a_time_or_none(texts: list[str | None]) -> None:
    assert parse_times(texts).unix_s.shape == (len(texts),)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
     "2024-01-01T25:00:00Z", "2024-01-01T00:61:00Z", "2024-01-01", "0000-00-00T00:00:00Z",
     "1899-01-01T00:00:00Z", "2024-01-01T00:00:00X", "2024-01-01T00:00:00+99:00"],
)  # fmt: skip
def test_impossible_times_are_missing(text: str) -> None:
    assert np.isnan(parse_times([text]).unix_s[0])


@pytest.mark.parametrize(
    "text",
    ["2024-02-29T12:00:00Z", "2024-02-29t12:00:00z", " 2024-02-29T12:00:00Z\n",
     "2024-02-29 12:00:00Z", "2024-02-29T12:00:00", "2024-02-29T13:30:00+0130",
     "2024-02-29T13:00:00+01", "2024-02-29T12:00:00,000Z", "2024-02-29T12:00:00.00000000000Z"],
)  # fmt: skip
def test_every_way_of_writing_one_moment(text: str) -> None:
    assert parse_times([text]).unix_s[0] == datetime(2024, 2, 29, 12, tzinfo=UTC).timestamp()


def test_the_first_stated_zone_and_the_count_of_naive_times() -> None:
    times = parse_times([None, "2024-01-01T00:00:00", "2024-01-01T00:00:00-03:00"])
    assert times.naive == 1
    assert times.utc_offset_s == -3 * 3600
    assert parse_times(["2024-01-01T00:00:00Z"]).utc_offset_s is None
