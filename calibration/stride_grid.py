"""Writes the stride generator's ratios to level 3 m/s over a grid of states, as CSV on stdout.

    python calibration/stride_grid.py [--full] [--mass 70] [--height 1.75] > grid.csv

By default each of speed, grade, cadence, vest and ankle weight varies alone, and grade also with
speed; `--full` writes every combination (about 6000 strides, a minute). One row per state and
muscle; an empty cell where the muscle is all but silent in that lobe on the level.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Iterator
from itertools import product

from myostride.gait.stride import State, stride_ratios
from myostride.muscles import MUSCLES
from myostride.runner import Body

SPEEDS = (2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
GRADES = tuple(pct / 100.0 for pct in range(-30, 31, 5))
CADENCES = (0.85, 0.90, 0.95, 1.0, 1.05, 1.10, 1.15)
VESTS = (0.0, 5.0, 10.0, 20.0, 30.0, 45.0)
ANKLES = (0.0, 0.5, 1.0, 2.0, 3.0)
COLUMNS = ("stance", "swing", "fibre_negative")


def states(full: bool) -> Iterator[State]:
    if full:
        everything = product(SPEEDS, GRADES[::2], CADENCES[::2], VESTS[::2], ANKLES[::2])
        yield from (State(*each) for each in everything)
        return
    yield from (State(v, grade) for v in SPEEDS for grade in GRADES)
    yield from (State(cadence_ratio=ratio) for ratio in CADENCES)
    yield from (State(vest_kg=kg) for kg in VESTS)
    yield from (State(ankle_kg=kg) for kg in ANKLES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--mass", type=float, default=70.0)
    parser.add_argument("--height", type=float, default=1.75)
    options = parser.parse_args()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([*State.__slots__, "muscle", *COLUMNS, "unmet_nm"])
    for found in stride_ratios(states(options.full), Body(options.mass, options.height)):
        at = [getattr(found.state, name) for name in State.__slots__]
        for m, muscle in enumerate(MUSCLES):
            values = [float(getattr(found, column)[m]) for column in COLUMNS]
            shown = ["" if math.isnan(value) else f"{value:.4f}" for value in values]
            out.writerow([*at, muscle, *shown, f"{found.unmet_nm:.1f}"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
