"""What importing costs, as ratios measured side by side in one run.

    python benchmarks/import_cost.py [--shared ../shared] [--repeat 7] [--json]

- ten real FIT files: CPU of importing them into a new home, everything included, against the CPU
  of decoding the same bytes with the fast decoder (`fitfast.records`), turn about;
- ten real TCX files the same way, against a bare `lxml.etree.iterparse`;
- the first import of a process apart, since later ones find modules and tables warm;
- whole commands from a cold process: `myostride --help` and `myostride status` on a month of runs.

Interpreter start and module imports are left out of the ratios and stated beside them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIT = (
    "fenix2_run_9k_1hz", "fenix3_half_marathon_1hz_dynamics", "fenix2_run_pauses",
    "fenix5x_intervals_stryd_and_garmin_rp", "fenix5xplus_run_18k_stryd_pauses",
    "fr735xt_hilly10k_runscribe_devfields", "fr920xt_run_broken_order_devfields",
    "fr920xt_treadmill_runscribe_LR", "coros_10k_power_dynamics", "stryd_standalone_devfields",
)  # fmt: skip
COUNT = 10


def cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def import_into_new_home(paths: Sequence[Path]) -> None:
    from myostride.home import open_home

    with tempfile.TemporaryDirectory() as folder, open_home(Path(folder) / "home") as home:
        report = home.import_paths(paths)
        imported = report.summary["imported"]
        if imported != len(paths):
            raise SystemExit(f"{imported} of {len(paths)} files imported; the figure means nothing")


def decode_fit(blobs: Sequence[bytes]) -> None:
    import fitfast

    for blob in blobs:
        fitfast.records(blob)


def parse_xml(blobs: Sequence[bytes]) -> None:
    from lxml import etree

    for blob in blobs:
        for _, element in etree.iterparse(BytesIO(blob), events=("end",)):
            element.clear()


def side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object], repeat: int
) -> dict[str, float]:
    """The first ratio, and the median of the later ones, each pair measured turn about."""
    pairs = [(cpu_s(ours), cpu_s(theirs)) for _ in range(repeat + 1)]
    base = statistics.median(their for _, their in pairs)
    warm = [own / their for own, their in pairs[1:]]
    return {
        "ours_ms": 1e3 * statistics.median(own for own, _ in pairs[1:]),
        "theirs_ms": 1e3 * base,
        "ratio_first": pairs[0][0] / base,
        "ratio": statistics.median(warm),
        "ratio_min": min(warm),
        "ratio_max": max(warm),
    }


def wall_s(command: Sequence[str], repeat: int = 5) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def cold_commands(month: Path) -> dict[str, float]:
    """Wall time of whole processes; the first `status` also works out every load and state."""
    run = [sys.executable, "-m", "myostride"]
    with tempfile.TemporaryDirectory() as folder:
        home = ["--home", folder]
        status = [*run, "status", "--date", "2013-06-16", "--json", *home]
        subprocess.run(
            [*run, "import", str(month), "--json", *home], check=True, stdout=subprocess.DEVNULL
        )
        return {
            "python_start_s": wall_s([sys.executable, "-c", "pass"]),
            "help_s": wall_s([*run, "--help"]),
            "status_first_s": wall_s(status, 1),
            "status_s": wall_s(status),
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("MYOSTRIDE_SHARED") or ROOT.parent / "shared"),
    )
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    activities = options.shared / "activities"
    if not activities.is_dir():
        print(f"the real files are not at {activities}; name their folder with --shared")
        return 2

    fit = [activities / "fit" / f"{name}.fit" for name in FIT]
    month = activities / "athlete_month"
    tcx = sorted(month.iterdir())[:COUNT]
    import lxml.etree  # noqa: F401  (module imports are not part of the ratios)

    import myostride.activity.reading
    import myostride.home.importing  # noqa: F401

    fit_bytes = [path.read_bytes() for path in fit]
    tcx_bytes = [gzip.decompress(path.read_bytes()) for path in tcx]
    results = {
        "fit": side_by_side(
            lambda: import_into_new_home(fit), lambda: decode_fit(fit_bytes), options.repeat
        ),
        "tcx": side_by_side(
            lambda: import_into_new_home(tcx), lambda: parse_xml(tcx_bytes), options.repeat
        ),
        "cold": cold_commands(month),
    }
    if options.json:
        print(json.dumps(results, indent=1))
        return 0
    for kind, other in (("fit", "fitfast.records"), ("tcx", "a bare iterparse")):
        r = results[kind]
        print(
            f"{COUNT} {kind.upper()} files: import {r['ours_ms']:.0f} ms CPU, {other} "
            f"{r['theirs_ms']:.0f} ms: {r['ratio']:.2f}x (warm, {r['ratio_min']:.2f} to "
            f"{r['ratio_max']:.2f}), first in the process {r['ratio_first']:.2f}x"
        )
    for name, seconds in results["cold"].items():
        print(f"{name}: {seconds:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
