"""What one runner-year costs: the model against its rivals, turn about in one run.

    python benchmarks/rivals.py [--draws 200] [--repeat 7] [--json]

A year of three sessions a week (two easy runs, one of intervals), read daily. The model gives an
interval for ten muscles; the rivals give one number a day. Rivals are our own code from their
equations: neither the finite elements of Devold et al. nor their integrator are timed. Planning the
sessions is left out of the rivals' time and part of the model's.

Medians of wall time, and the medians of the ratios of each round.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

import numpy as np

from myostride import Program, simulate
from myostride.evidence.banister import fitness_and_fatigue
from myostride.evidence.signalling import cross_section, share_of_maximum
from myostride.physiology.baselines import naive_growth_pct
from myostride.training import plan_sessions, runner_of
from myostride.training.capacity import capacity_of

YEAR = """\
people: {status: active}
blocks:
- weeks: 52
  days: [monday, wednesday, friday]
  sessions:
  - [{run: {minutes: 40, effort: easy}}]
  - [{run: {repeat: 4, minutes: 4, hr_max_pct: 92, rest: {minutes: 3, hr_max_pct: 70}}}]
  - [{run: {minutes: 60, effort: easy}}]
"""


def timed_s(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def works(draws: int) -> dict[str, Callable[[], object]]:
    """One runner-year of each model, ready to be timed."""
    program = Program.from_text(YEAR, "year")
    sessions = plan_sessions(program)
    capacity = capacity_of(runner_of(program))
    days = np.arange(365.0)
    start_d = np.array([session.day for session in sessions])
    hours = np.array([session.seconds / 3600.0 for session in sessions])
    share = np.full(start_d.size, share_of_maximum("high"))
    return {
        f"this model, {draws} draws": lambda: simulate(program, draws=draws),
        "this model, 1 draw": lambda: simulate(program, draws=1),
        "signalling": lambda: cross_section(start_d, hours, share, days),
        "Banister": lambda: fitness_and_fatigue(sessions, days, capacity),
        "session count and constant rate": lambda: naive_growth_pct(sessions, 364.0),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    todo = works(options.draws)
    for work in todo.values():
        work()  # compiled kernels and cached tables
    rounds = [{name: timed_s(work) for name, work in todo.items()} for _ in range(options.repeat)]
    report = {
        name: {
            "ms": 1e3 * statistics.median(r[name] for r in rounds),
            "of_signalling": statistics.median(r[name] / r["signalling"] for r in rounds),
        }
        for name in todo
    }
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for name, row in report.items():
        print(f"{name:32s} {row['ms']:9.2f} ms  {row['of_signalling']:8.3f} x signalling")


if __name__ == "__main__":
    main()
