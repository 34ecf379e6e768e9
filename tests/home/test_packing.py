"""Arrays and facts survive the blob bit for bit, and a damaged blob is noticed."""

from __future__ import annotations

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import HomeError
from myostride.home.packing import pack, unpack

any_array = hnp.arrays(
    st.sampled_from([np.dtype(t) for t in ("f8", "f4", "i8", "i4", "u1", "?")]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=6),
)


@given(st.dictionaries(st.text(max_size=5), any_array, max_size=4))
def test_any_arrays_come_back_bit_for_bit(arrays: dict[str, np.ndarray]) -> None:
    found, facts = unpack(pack(arrays, {"laps": [1, None, "é"]}))
    assert facts == {"laps": [1, None, "é"]}
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()


def test_a_column_that_never_changes_costs_next_to_nothing() -> None:
    missing = pack({"power_w": np.full(100_000, np.nan)}, {})
    assert len(missing) < 200


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_damaged_blob_is_refused_or_reads_as_before(place: int, flip: int) -> None:
    good = pack({"speed_m_s": np.linspace(0.0, 5.0, 50)}, {"device": "watch"})
    bad = bytearray(good)
    bad[place % len(bad)] ^= flip
    try:
        arrays, facts = unpack(bytes(bad))
    except HomeError:
        return
    # A few bits of the header only say how hard the compressor tried.
    assert facts == {"device": "watch"}
    np.testing.assert_array_equal(arrays["speed_m_s"], np.linspace(0.0, 5.0, 50))


def test_a_blob_cut_short_is_refused() -> None:
    good = pack({"speed_m_s": np.linspace(0.0, 5.0, 50)}, {"device": "watch"})
    for length in range(len(good)):
        with pytest.raises(HomeError, match="damaged"):
            unpack(good[:length])
