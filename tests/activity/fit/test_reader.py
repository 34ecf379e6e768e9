"""FIT bytes in, recordings out: the fast path against the ground truth, and broken files."""

import warnings
from itertools import pairwise
from pathlib import Path

import fitfast
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.fit import fast as fit_fast
from myostride.activity.fit import frames as fit_frames
from myostride.activity.fit import read_fit
from myostride.activity.fit import walk as fit_walk
from myostride.activity.fit.crc import fit_crc
from myostride.activity.fit.fast import decode_fast
from myostride.activity.fit.frames import read_frames
from myostride.activity.fit.slow import decode_slowly
from myostride.errors import ActivityError, LimitExceeded, NotAnActivity
from tests.shared import ACTIVITIES, needs_shared

from .. import samples
from .fit_bytes import (
    RECORD,
    START,
    UINT8,
    UINT32,
    crc,
    data,
    definition,
    developer_records,
    file_id,
    records,
    sequence,
    session,
)

FIT, BAD = ACTIVITIES / "fit", ACTIVITIES / "bad"
RUN = sequence(file_id(), records(60), session(60, 177))


@given(st.binary(max_size=2000))
def test_the_checksum_is_the_protocols(content: bytes) -> None:
    assert fit_crc(content) == crc(content)


def test_the_checksum_holds_beyond_its_period() -> None:
    content = np.random.default_rng(1).bytes(70_000)
    assert fit_crc(content) == crc(content)


# --- the fast path against the ground truth ------------------------------------------------


def real_fit_files() -> list[Path]:
    return sorted(FIT.glob("*.fit"))


@needs_shared
@pytest.mark.parametrize("path", real_fit_files(), ids=lambda path: path.stem)
def test_fast_and_slow_decoders_agree(path: Path) -> None:
    for frames in read_frames(path.read_bytes()):
        fast, slow = decode_fast(frames), decode_slowly(frames)
        assert fast is not None, "no real file needs the slow decoder"
        named = {name for name in fast.columns if not name.startswith("unknown_")}
        assert named == {name for name in slow.columns if np.isfinite(slow.columns[name]).any()}
        for name in named:
            np.testing.assert_allclose(
                fast.columns[name], slow.columns[name], rtol=1e-9, atol=1.001e-3, err_msg=name
            )
        assert fast.developer.keys() == slow.developer.keys()
        for key, (described, values) in fast.developer.items():
            assert described == slow.developer[key][0]
            np.testing.assert_allclose(values, slow.developer[key][1], err_msg=described.name)


@needs_shared
def test_a_header_checksum_of_zero_is_no_fault() -> None:
    content = (FIT / "fr910xt_mountain_run_28k_2295m.fit").read_bytes()
    with pytest.raises(fitfast.FitDecodeError):
        fitfast.records(content)
    (recording,) = read_fit(content)
    assert len(recording) == 20342
    assert recording.warnings == []


@needs_shared
def test_compressed_times_and_distances_are_unpacked() -> None:
    (recording,) = read_fit((FIT / "fr70_intervals_nogps_compressed_ts.fit").read_bytes())
    assert len(recording) == 633
    assert set(np.diff(recording.columns["unix_s"])) == {5.0}
    assert recording.columns["distance_m"][-1] == pytest.approx(6239.7, rel=0.01)


@needs_shared
def test_fractional_cadence_is_added() -> None:
    (recording,) = read_fit((FIT / "fenix3_half_marathon_1hz_dynamics.fit").read_bytes())
    fractions = recording.columns["cadence"] % 1
    assert set(fractions[np.isfinite(fractions)]) == {0.0, 0.5}


@needs_shared
def test_the_local_offset_and_the_owner_are_kept() -> None:
    (recording,) = read_fit((FIT / "fenix5x_intervals_stryd_and_garmin_rp.fit").read_bytes())
    assert recording.utc_offset_s == 7200
    assert recording.profile_hints == {
        "mass_kg": 75.5, "height_m": 1.83, "sex": "male", "resting_hr_bpm": 53.0
    }  # fmt: skip


def test_a_zero_heart_rate_is_missing() -> None:
    (recording,) = read_fit(sequence(file_id(), records(60, heart_rate=0), session(60, 177)))
    assert "heart_rate_bpm" not in recording.columns


def test_plain_fields_fill_the_gaps_of_enhanced_ones() -> None:
    fields = [(253, 4, UINT32), (78, 4, UINT32), (2, 2, 0x84)]
    rows = b"".join(
        data(1, fields, START + second, enhanced, plain)
        for second, (enhanced, plain) in enumerate([(3000, 0xFFFF), (0xFFFFFFFF, 2600)])
    )
    (recording,) = read_fit(sequence(file_id(), definition(1, 20, fields), rows))
    assert recording.columns["altitude_m"].tolist() == [100.0, 20.0]


# --- developer fields ----------------------------------------------------------------------


@needs_shared
def test_heart_rate_may_come_from_a_developer_field_and_says_so() -> None:
    (recording,) = read_fit((FIT / "fr920xt_stryd_hr_only_in_devfield.fit").read_bytes())
    assert 100 < np.nanmedian(recording.columns["heart_rate_bpm"]) < 200
    assert "heart rate is taken from developer field 'Heart Rate' (developer 0)" in (
        recording.assumed
    )


@needs_shared
def test_contact_time_is_in_seconds_whatever_the_app_writes() -> None:
    (recording,) = read_fit((FIT / "fr735xt_hilly10k_runscribe_devfields.fit").read_bytes())
    assert 0.2 < np.nanmedian(recording.columns["contact_time_s"]) < 0.5


def test_left_and_right_are_averaged() -> None:
    described = [(0, 5, "RS_ContactTime_L", "ms"), (0, 11, "RS_ContactTime_R", "ms")]
    (recording,) = read_fit(
        sequence(file_id(), developer_records(60, described, [300, 260]), session(60, 177))
    )
    assert recording.columns["contact_time_s"] == pytest.approx(0.28)
    assert "'RS_ContactTime_L' and 'RS_ContactTime_R'" in recording.assumed[0]


def test_two_apps_with_the_same_field_name_are_told_apart() -> None:
    described = [(0, 0, "Power", "Watts"), (1, 0, "Power", "Watts")]
    content = sequence(file_id(), developer_records(60, described, [240, 300]), session(60, 177))
    (frames,) = read_frames(content)
    fast = decode_fast(frames)
    assert fast is not None
    assert {key: set(values) for key, (_, values) in fast.developer.items()} == {
        (0, 0): {240.0},
        (1, 0): {300.0},
    }


def test_power_comes_from_one_source_for_the_whole_file() -> None:
    described = [(0, 0, "Power", "Watts"), (1, 0, "Power", "Watts")]
    (recording,) = read_fit(
        sequence(file_id(), developer_records(60, described, [240, 300]), session(60, 177))
    )
    assert len(set(recording.columns["power_w"])) == 1
    assert recording.assumed == [
        "of 2 sources of power only one is used: developer field 'Power' (developer 0)"
    ]


def test_a_developer_field_named_like_a_native_one_hides_nothing() -> None:
    described = [(0, 3, "heart_rate", "bpm")]
    (frames,) = read_frames(
        sequence(file_id(), developer_records(60, described, [90]), session(60, 177))
    )
    fast = decode_fast(frames)
    assert fast is not None
    assert set(fast.columns["heart_rate"]) == {150.0}
    assert set(fast.developer[0, 3][1]) == {90.0}


# --- files that are broken, chained or of another kind -------------------------------------


def test_a_file_that_broke_off_gives_its_good_part() -> None:
    whole = sequence(file_id(), records(60), session(60, 177))
    (recording,) = read_fit(whole[: len(whole) // 2])
    assert 20 < len(recording) < 60
    assert recording.partial
    assert "broke off" in recording.warnings[0]


def test_a_header_that_was_never_closed_is_read_to_the_end() -> None:
    (recording,) = read_fit(sequence(file_id(), records(60), size=0))
    assert len(recording) == 60
    assert recording.partial


def test_a_header_that_lies_about_the_size_allocates_nothing() -> None:
    (recording,) = read_fit(sequence(file_id(), records(60), size=1_000_000_000))
    assert len(recording) == 60


def test_a_wrong_checksum_is_a_warning() -> None:
    (recording,) = read_fit(RUN[:-2] + b"\0\0")
    assert recording.warnings == ["the file's checksum is wrong; its values are taken as they are"]
    assert not recording.partial


def test_chained_sequences_are_recordings_of_their_own() -> None:
    recordings = read_fit(RUN + sequence(file_id(), records(30), session(30, 87)))
    assert [len(one) for one in recordings] == [60, 30]


def test_a_broken_second_sequence_leaves_the_first() -> None:
    (recording,) = read_fit(RUN + b"\x0e\x10garbage, not a header")
    assert len(recording) == 60
    assert "further part" in recording.warnings[0]


@pytest.mark.parametrize(
    ("kind", "named"), [(2, "device settings"), (5, "a planned workout"), (6, "a course to follow")]
)
def test_other_kinds_of_fit_file_are_named(kind: int, named: str) -> None:
    with pytest.raises(NotAnActivity, match=named):
        read_fit(sequence(file_id(kind), records(60) if kind == 6 else b""))


@pytest.mark.parametrize("content", [b"", b".FIT", b"\0" * 5000, b"PK\x03\x04" * 100])
def test_what_is_no_fit_file_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(ActivityError) as refusal:
        read_fit(content)
    assert "\n" not in str(refusal.value)


def test_a_base_type_that_does_not_exist_is_left_to_the_robust_decoder() -> None:
    fields = [(253, 4, UINT32), (5, 4, UINT32), (3, 1, 0x51), (7, 2, 0x84)]
    rows = b"".join(data(1, RECORD, START + s, 300 * s, 150, 200) for s in range(60))
    (frames,) = read_frames(sequence(file_id(), definition(1, 20, fields), rows))
    assert decode_fast(frames) is None
    (recording,) = read_fit(sequence(file_id(), definition(1, 20, fields), rows))
    assert len(recording) == 60


def test_a_panic_of_the_fast_decoder_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    def records_that_panic(_: bytes) -> None:
        raise panic("index out of bounds")

    monkeypatch.setattr(fit_fast.fitfast, "records", records_that_panic)
    (recording,) = read_fit(RUN)
    assert len(recording) == 60


def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fit_fast.fitfast, "records", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_fit(RUN)


def test_a_file_too_dense_to_decode_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_frames, "MAX_VALUES", 100)
    with pytest.raises(LimitExceeded, match="million values"):
        read_fit(RUN)


def test_a_long_recording_is_decoded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    described = [(0, 0, "Power", "Watts"), (1, 0, "Power", "Watts")]
    whole = sequence(file_id(), developer_records(600, described, [240, 300]), session(600, 1797))
    (expected,) = read_fit(whole)
    monkeypatch.setattr(fit_walk, "PIECE_VALUES", 500)
    (frames,) = read_frames(whole)
    assert len(list(frames.pieces({}))) > 5
    (recording,) = read_fit(whole)
    assert recording.assumed == expected.assumed
    for name, values in expected.columns.items():
        np.testing.assert_array_equal(recording.columns[name], values)


def test_a_file_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_frames, "MAX_BYTES", 100)
    with pytest.raises(LimitExceeded, match="MB"):
        read_fit(RUN)


@needs_shared
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("run_truncated_half", 1412),
        ("header_size_lies", 2809),
        ("run_bitflips", 2809),
        ("file_crc_wrong", 14),
        ("unexpected_eof", 14),
        ("chained_second_header_corrupt", 14),
        ("chained_second_no_data", 14),
        ("strava_android_bad_timestamps", 473),
    ],
)
def test_broken_real_files_keep_what_can_be_read(name: str, count: int) -> None:
    (recording,) = read_fit((BAD / f"{name}.fit").read_bytes())
    assert len(recording) == count
    assert recording.warnings


def flipped(content: bytes, places: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for place, bit in places:
        changed[place % len(changed)] ^= 1 << bit
    return bytes(changed)


@given(
    places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 7)), max_size=20),
    length=st.integers(0, 10_000),
)
def test_hostile_bytes_end_in_recordings_or_one_line(
    places: list[tuple[int, int]], length: int
) -> None:
    content = flipped(samples.fit(), places)[: max(1, length)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            recordings = read_fit(content)
        except ActivityError:
            return
    assert recordings
    for recording in recordings:
        assert {values.size for values in recording.columns.values()} == {len(recording)}


def test_redefined_messages_are_followed() -> None:
    """Some watches define a message anew before every record."""
    rows = b"".join(
        definition(1, 20, RECORD) + data(1, RECORD, START + s, 300 * s, 150, 200) for s in range(30)
    )
    (recording,) = read_fit(sequence(file_id(), rows))
    assert len(recording) == 30


def test_big_endian_definitions_are_understood() -> None:
    fields = [(253, 4, UINT32), (3, 1, UINT8)]
    rows = b"".join(bytes([1]) + (START + s).to_bytes(4, "big") + bytes([150]) for s in range(30))
    (recording,) = read_fit(sequence(file_id(), definition(1, 20, fields, big_endian=True), rows))
    assert all(later - earlier == 1 for earlier, later in pairwise(recording.columns["unix_s"]))
