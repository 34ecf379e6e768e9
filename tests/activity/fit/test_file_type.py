"""FIT files of a Garmin account export that hold no activity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.fit.file_type import fit_file_type, is_wellness

from ..samples import fit


@pytest.mark.parametrize(
    ("file_type", "wellness"),
    [(4, False), (5, False), (6, False), (2, True), (15, True), (28, True), (32, True), (49, True)],
)
def test_days_sleep_and_settings_are_no_activities(file_type: int, wellness: bool) -> None:
    data = fit(file_type=file_type)
    assert fit_file_type(data) == file_type
    assert is_wellness(data) is wellness


@given(st.binary(max_size=80))
def test_what_cannot_be_told_is_left_to_the_reader(data: bytes) -> None:
    assert not is_wellness(data) or fit_file_type(data) is not None
    assert fit_file_type(b"") is None
