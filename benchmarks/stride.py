"""What a step costs: the closed form, the stride generator, OpenSim; turn about in one run.

    python benchmarks/stride.py [--speed 3] [--repeat 15] [--json]

- closed form: the lobes of the ten muscles for one step (`gait.demand.lobes`);
- generator: one stride by inverse dynamics and static optimisation (`simulate_stride`);
- OpenSim: static optimisation of that very stride (101 instants), where the extra `opensim` is
  installed. Building the leg, inverse dynamics and moment arms are left out of its time.

Medians of wall time, and the medians of the ratios of each round.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from myostride.gait.demand import lobes
from myostride.gait.stride import simulate_stride
from myostride.runner import Body, Carried

ROOT = Path(__file__).resolve().parents[1]
BODY = Body()


def timed_s(work: Callable[[], object]) -> float:
    work()  # the work before has emptied the caches
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def opensim_work(speed_m_s: float) -> Callable[[], object]:
    """OpenSim's static optimisation of the generator's stride, ready to be timed."""
    sys.path.insert(0, str(ROOT / "calibration"))
    import opensim_leg as leg
    from opensim_check import generated_leg

    model, trial = generated_leg(simulate_stride(speed_m_s, body=BODY))
    storage = leg.prepare(model, trial)
    return lambda: leg.static_optimisation(model, storage)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--speed", type=float, default=3.0)
    parser.add_argument("--repeat", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    speed, level = np.array([options.speed]), np.zeros(1)
    works: dict[str, Callable[[], object]] = {
        "closed form": lambda: lobes(speed, level, body=BODY, carried=Carried()),
        "generator": lambda: simulate_stride(options.speed, body=BODY),
    }
    if find_spec("opensim") is not None:
        works["OpenSim"] = opensim_work(options.speed)
    rounds = [{name: timed_s(work) for name, work in works.items()} for _ in range(options.repeat)]
    report = {
        name: {
            "ms": 1e3 * statistics.median(r[name] for r in rounds),
            "of_closed_form": statistics.median(r[name] / r["closed form"] for r in rounds),
            "of_generator": statistics.median(r[name] / r["generator"] for r in rounds),
        }
        for name in works
    }
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for name, row in report.items():
        print(f"{name:12s} {row['ms']:9.3f} ms  {row['of_closed_form']:9.1f} x the closed form  "
              f"{row['of_generator']:8.3f} x the generator")  # fmt: skip
    if "OpenSim" not in works:
        print('OpenSim is not installed; pip install ".[opensim]" to time it')


if __name__ == "__main__":
    main()
