from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from typing import Any

import fitdecode
import numpy as np
import pytest
from fit_tool import FitFile, validate_fit_file
from hypothesis import given
from hypothesis import strategies as st

from myostride.demo.fitfile import FIT_EPOCH_UNIX_S, MESSAGES, encode, fit_time


def decoded(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Every message of a file by an independent decoder, checksums enforced."""
    with fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        return [
            (frame.name, {field.name: field.value for field in frame.fields})
            for frame in reader
            if frame.frame_type == fitdecode.FIT_FRAME_DATA
        ]


@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90), st.floats(0, 4e6), st.floats(-500, 9000), st.integers(1, 250)
        ),
        min_size=1,
        max_size=40,
    )
)
def test_records_read_back_within_the_resolution_of_the_format(
    rows: list[tuple[float, float, float, int]],
) -> None:
    latitude, distance, altitude, heart = (
        np.array(c, dtype=float) for c in zip(*rows, strict=True)
    )
    start = fit_time(datetime(2025, 6, 2, 6, tzinfo=UTC))
    data = encode(
        [
            (
                "record",
                {
                    "timestamp": start + np.arange(len(rows)),
                    "position_lat": latitude,
                    "distance": distance,
                    "enhanced_altitude": altitude,
                    "heart_rate": heart,
                },
            )
        ]
    )
    back = [values for _, values in decoded(data)]
    semicircles = np.array([row["position_lat"] for row in back])
    assert np.allclose(semicircles * 180 / 2**31, latitude, atol=1e-7)
    assert np.allclose([row["distance"] for row in back], distance, atol=0.0051)
    assert np.allclose([row["enhanced_altitude"] for row in back], altitude, atol=0.101)
    assert [row["heart_rate"] for row in back] == heart.tolist()


def test_missing_values_are_written_as_invalid() -> None:
    data = encode([("record", {"timestamp": [1, 2], "heart_rate": [float("nan"), 140]})])
    assert [values["heart_rate"] for _, values in decoded(data)] == [None, 140]


def test_a_definition_is_written_once_per_shape_of_message() -> None:
    one = encode([("record", {"timestamp": 1, "cadence": 80})])
    two = encode([("record", {"timestamp": t, "cadence": 80}) for t in (1, 2)])
    row_bytes = 1 + 4 + 1
    assert len(two) == len(one) + row_bytes


def test_the_header_states_the_length_of_the_data() -> None:
    data = encode([("event", {"timestamp": 5, "event": 0, "event_type": 0})])
    assert struct.unpack("<I4s", data[4:12]) == (len(data) - 16, b".FIT")


def test_a_value_that_does_not_fit_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match=r"record\.heart_rate"):
        encode([("record", {"timestamp": 1, "heart_rate": 300})])


def test_more_shapes_than_the_format_has_room_for_are_refused() -> None:
    fields = list(MESSAGES["session"][1])
    shapes = [("session", dict.fromkeys(fields[: n + 1], 1)) for n in range(17)]
    with pytest.raises(ValueError, match="16"):
        encode(shapes)


def test_fit_time_counts_from_its_own_epoch() -> None:
    assert fit_time(datetime(1989, 12, 31, tzinfo=UTC)) == 0
    assert fit_time(datetime.fromtimestamp(FIT_EPOCH_UNIX_S + 60, tz=UTC)) == 60


def test_an_independent_validator_accepts_a_whole_file(first_file: bytes) -> None:
    assert validate_fit_file(FitFile.from_bytes(first_file)).findings == []
