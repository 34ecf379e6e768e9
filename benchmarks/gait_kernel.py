"""What pricing a run costs in the compiled form against numpy, turn about in one run.

    python benchmarks/gait_kernel.py [--shared ../shared] [--repeat 30] [--json]

- three hours of made 1 Hz data, intervals and blocks included, and the real files where present:
  median milliseconds of both forms and the median of the ratios;
- what a cold process pays: importing numba and the first call, in processes of their own.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from myostride.activity.reading import read_run
from myostride.activity.run import Run
from myostride.changeover import ChangeOver
from myostride.gait import forms, kernel, muscle_load
from myostride.runner import Body

ROOT = Path(__file__).resolve().parents[1]
FILES = ("fenix3_half_marathon_1hz_dynamics.fit", "fr735xt_hilly10k_runscribe_devfields.fit",
         "fenix5x_intervals_stryd_and_garmin_rp.fit")  # fmt: skip
BODY = Body(mass_kg=61.0, height_m=1.68)
COLD = """
import time
start = time.perf_counter()
import numpy
from myostride.gait import forms
with_numpy = time.perf_counter()
import numba
with_numba = time.perf_counter()
forms.warm_up()
ready = time.perf_counter()
print(with_numpy - start, with_numba - with_numpy, ready - with_numba)
"""


def three_hours() -> Run:
    """Rolling, wandering running at 1 Hz, one cadence in twenty missing."""
    n, rng = 3 * 3600, np.random.default_rng(1)
    gone = np.full(n, np.nan)
    speed = np.clip(3.0 + np.cumsum(rng.normal(0.0, 0.03, n)), 1.0, 7.0)
    return Run(
        sport="running",
        start_utc=datetime(2026, 5, 1, 7, tzinfo=UTC),
        utc_offset_s=None,
        time_s=np.arange(1.0, n + 1.0),
        dt_s=np.ones(n),
        distance_m=np.cumsum(speed),
        speed_m_s=speed,
        altitude_m=gone,
        grade=np.clip(np.cumsum(rng.normal(0.0, 0.003, n)), -0.25, 0.25),
        grade_sd=np.full(n, 0.01),
        cadence_spm=np.where(rng.random(n) < 0.05, np.nan, rng.normal(172.0, 4.0, n)),
        heart_rate_bpm=gone,
        power_w=gone,
        contact_time_s=gone,
        vertical_oscillation_m=gone,
        latitude_deg=gone,
        longitude_deg=gone,
        segment=np.zeros(n, dtype=np.int64),
        duration_s=float(n),
        total_distance_m=float(speed.sum()),
        ascent_m=0.0,
        descent_m=0.0,
        treadmill=False,
        device="made",
    )


def timed_s(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def side_by_side(run: Run, repeat: int) -> dict[str, float]:
    """Both forms of the whole of `muscle_load`, turn about."""

    def numpy_s() -> float:
        # As in a process that has not warmed up.
        forms._process = ChangeOver(declined=True)
        return timed_s(lambda: muscle_load(run, BODY))

    def compiled_s() -> float:
        forms._process = ChangeOver(compiled=True)
        return timed_s(lambda: muscle_load(run, BODY))

    numpy_s(), compiled_s()
    pairs = [(compiled_s(), numpy_s()) for _ in range(repeat)]
    return {
        "samples": len(run),
        "compiled_ms": 1e3 * statistics.median(fast for fast, _ in pairs),
        "numpy_ms": 1e3 * statistics.median(slow for _, slow in pairs),
        "ratio": statistics.median(slow / fast for fast, slow in pairs),
    }


def cold_s(repeat: int) -> dict[str, float]:
    command = [sys.executable, "-c", COLD]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True)
            for _ in range(repeat)]  # fmt: skip
    parts = np.median([[float(x) for x in run.stdout.split()] for run in runs], axis=0)
    return dict(zip(("gait_s", "numba_s", "machine_code_s"), map(float, parts), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kernel.warm_up()
    made = three_hours()
    runs = {"three hours, made": made, "one minute": _first(made, 60)}
    for name in FILES:
        path = options.shared / "activities" / "fit" / name
        if path.is_file():
            runs[name] = read_run(path)
    report = {name: side_by_side(run, options.repeat) for name, run in runs.items()}
    cold = cold_s(5)
    if options.json:
        print(json.dumps({"runs": report, "cold": cold}, indent=2))
        return
    for name, row in report.items():
        print(f"{name:45s} {row['samples']:6.0f} samples  compiled {row['compiled_ms']:6.2f} ms  "
              f"numpy {row['numpy_ms']:6.2f} ms  ratio {row['ratio']:4.1f}")  # fmt: skip
    print(f"cold process: gait {cold['gait_s']:.2f} s, then numba {cold['numba_s']:.2f} s and "
          f"machine code from disk {cold['machine_code_s']:.2f} s")  # fmt: skip


def _first(run: Run, n: int) -> Run:
    columns = {
        field.name: getattr(run, field.name)[:n]
        for field in dataclasses.fields(run)
        if isinstance(getattr(run, field.name), np.ndarray)
    }
    return dataclasses.replace(run, **columns)


if __name__ == "__main__":
    main()
