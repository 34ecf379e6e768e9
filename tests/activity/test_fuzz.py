"""Damaged files of every kind: one line or a sane activity, never anything else.

MYOSTRIDE_FUZZ_CASES sets the number of cases; when it is set, larger real files join in.
"""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myostride.activity.collect import collect
from myostride.activity.reading import read_activities
from myostride.activity.run import Activity, Run
from myostride.errors import ActivityError
from tests.shared import ACTIVITIES, needs_shared

from .samples import fit, gpx, gpx_of, gpx_track, gz, heart_rate, tcx, trkpt, zipped

CASES = int(os.environ.get("MYOSTRIDE_FUZZ_CASES", "2400"))
LONG = "MYOSTRIDE_FUZZ_CASES" in os.environ
SMALL_BYTES = 20_000
LONGEST_S = 31 * 86_400.0
LONGEST_RUN_S = 10 * 86_400.0
HANGS_AFTER_S = 30
GROWTH_MB = 150


def made_files() -> dict[str, bytes]:
    short = gpx_of(gpx_track("".join(trkpt(i, extra=heart_rate(i)) for i in range(12))))
    return {
        "run.fit": fit(60),
        "chained.fit": fit(20) + fit(20),
        "settings.fit": fit(file_type=2),
        "run.gpx": gpx(40),
        "short.gpx": short,
        "utf16.gpx": short.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        "run.tcx": tcx(40),
        "run.fit.gz": gz(fit(60)),
        "run.tcx.gz": gz(tcx(40)),
        "run.zip": zipped({"run.fit": fit(40)}),
        "runs.zip": zipped({"run.gpx.gz": gz(short), "a/run.fit": fit(20)}),
    }


def real_files() -> dict[str, bytes]:
    """Real files small enough, or all but the largest in a long run."""
    most = 400_000 if LONG else SMALL_BYTES
    paths = sorted(path for path in ACTIVITIES.rglob("*.*") if 0 < path.stat().st_size <= most)
    return {str(path.relative_to(ACTIVITIES)): path.read_bytes() for path in paths}


FILES = made_files() | real_files()


@needs_shared
def test_real_files_are_damaged_too() -> None:
    assert len(FILES) > len(made_files())


TOKENS = [
    b"<", b">", b"&", b"&lt;", b"]]>", b"<![CDATA[", b"<!--", b"<!DOCTYPE a>", b"<?x?>", b"\0",
    b"NaN", b"inf", b"-1", b"1e308", b"1e-308", b"9999999999999999", b"0001-01-01T00:00:00Z",
    b"2099-12-31T23:59:60Z", b"2020-01-01T00:00:00", b"</trk>", b"<trkseg>", b"<Lap>", b"\xff\xfe",
    b"\xff" * 8, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"PK\x03\x04", b"\x1f\x8b\x08", b".FIT",
]  # fmt: skip


Accident = tuple[str, int, bytes]
"""What happens, where, and with which bytes."""


def apply(accident: Accident, data: bytes) -> bytes:
    kind, place, token = accident
    if not data:
        return token if kind == "insert" else data
    place %= len(data)
    if kind == "flip":
        return data[:place] + bytes([data[place] ^ (token[0] or 1)]) + data[place + 1 :]
    if kind == "cut":
        return data[:place]
    if kind == "delete":
        return data[:place] + data[place + 1 + token[0] :]
    rest = place + (len(token) if kind == "overwrite" else 0)
    return data[:place] + token + data[rest:]


def damaged(name: str, accidents: list[Accident]) -> bytes:
    data = FILES[name]
    for accident in accidents:
        data = apply(accident, data)
    return data


def accidents(most_bytes: int) -> st.SearchStrategy[list[Accident]]:
    """One to four accidents; a flip changes one bit."""
    place = st.integers(0, most_bytes)
    bit = st.integers(0, 7).map(lambda power: bytes([1 << power]))
    token = st.one_of(st.sampled_from(TOKENS), st.binary(min_size=1, max_size=8))
    kinds = st.one_of(
        st.tuples(st.just("flip"), place, bit),
        st.tuples(st.just("cut"), place, st.just(b"")),
        st.tuples(st.just("delete"), place, st.binary(min_size=1, max_size=1)),
        st.tuples(st.sampled_from(["insert", "overwrite"]), place, token),
    )
    return st.lists(kinds, min_size=1, max_size=4)


def cases(names: list[str]) -> st.SearchStrategy[tuple[str, list[Accident]]]:
    return st.sampled_from(names).flatmap(
        lambda name: st.tuples(st.just(name), accidents(len(FILES[name])))
    )


@contextmanager
def no_hang() -> Iterator[None]:
    """Break a case that never ends; a watchdog, no measure of speed."""

    def stop(*_: object) -> None:
        raise TimeoutError("a damaged file is read without end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS_AFTER_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def no_runaway_memory() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    growth_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    assert growth_mb < GROWTH_MB


def assert_sane(activity: Activity) -> None:
    assert 0 <= activity.duration_s <= LONGEST_S
    assert np.isnan(activity.distance_m) or 0 <= activity.distance_m < 100 * activity.duration_s + 1
    assert np.isnan(activity.ascent_m) or 0 <= activity.ascent_m < 1e5
    assert datetime(1970, 1, 1, tzinfo=UTC) <= activity.start_utc < datetime(2130, 1, 1, tzinfo=UTC)
    assert activity.sport
    assert all(line and "\n" not in line for line in activity.warnings)
    if activity.run is not None:
        assert_sane_run(activity.run)


def assert_sane_run(run: Run) -> None:
    assert 0 < run.duration_s <= LONGEST_RUN_S
    assert run.total_distance_m < 2.1e6 or np.isnan(run.total_distance_m)
    assert np.all(np.diff(run.time_s) > 0)
    assert np.all(run.dt_s >= 0)
    assert run.dt_s.sum() == pytest.approx(run.duration_s, rel=1e-6, abs=1e-3)
    assert np.all(np.diff(run.distance_m[np.isfinite(run.distance_m)]) >= 0)
    for values, low, high in (
        (run.speed_m_s, 0, 15),
        (run.grade, -1, 1),
        (run.cadence_spm, 0, 400),
        (run.heart_rate_bpm, 1, 255),
        (run.power_w, 0, 3000),
        (run.latitude_deg, -90, 90),
        (run.longitude_deg, -180, 180),
        (run.altitude_m, -1000, 10_000),
    ):
        known = values[~np.isnan(values)]
        assert np.all((known >= low) & (known <= high))


def assert_one_line(error: ActivityError) -> None:
    assert str(error)
    assert "\n" not in str(error)


_FUZZ = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
    derandomize=not LONG,  # the same cases in every test run; new ones in a long run
    print_blob=True,
)
KINDS = {
    "fit": [name for name in FILES if name.endswith(".fit")],
    "xml": [name for name in FILES if name.endswith((".gpx", ".tcx"))],
    "packed": [name for name in FILES if name.endswith((".gz", ".zip"))],
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_one_line_or_a_sane_activity(kind: str) -> None:
    @settings(_FUZZ, max_examples=CASES // 3)
    @given(cases(KINDS[kind]))
    def case(file: tuple[str, list[Accident]]) -> None:
        with no_hang():
            try:
                activities = read_activities(damaged(*file))
            except ActivityError as error:
                assert_one_line(error)
                return
        assert activities
        for activity in activities:
            assert_sane(activity)

    case()


@settings(_FUZZ, max_examples=max(CASES // 12, 100))
@given(file=cases([name for name in made_files() if name.endswith(".zip")]))
def test_a_damaged_archive_is_walked_to_its_end(
    file: tuple[str, list[Accident]], tmp_path: Path
) -> None:
    path = tmp_path / "runs.zip"
    path.write_bytes(damaged(*file))
    with no_hang():
        for found in collect([path]):
            assert sum(each is not None for each in (found.data, found.error, found.skip)) == 1
            if found.error is not None:
                assert_one_line(found.error)
    assert list(tmp_path.iterdir()) == [path]


@settings(_FUZZ, max_examples=max(CASES // 12, 100))
@given(st.binary(max_size=600), st.sampled_from([b"", b"\x0e\x10\x43\x08\0\0\0\0.FIT", b"<gpx>"]))
def test_noise_is_refused(noise: bytes, start: bytes) -> None:
    with no_hang(), pytest.raises(ActivityError) as refusal:
        read_activities(start + noise)
    assert_one_line(refusal.value)
