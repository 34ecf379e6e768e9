"""What one search for a plan costs: twelve weeks, by the number of draws.

    python benchmarks/plan_search.py [--draws 200 1000] [--repeat 3] [--json]

A runner with a gym and hills, four days and 240 min a week; seconds of the search alone, the best
of the repeats, and of the ensemble that it starts from. The first search of a process also prices
every workout of the library for the runner, so it is told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from datetime import UTC, date, datetime

from myostride.coach.athlete import Athlete
from myostride.coach.outlook import Today
from myostride.coach.search import search
from myostride.coach.weeks import Wishes
from myostride.physiology import Habits, draw_parameters, forms, starting_state
from myostride.runner import Body, Runner

BEGIN, WEEKS, SEED = date(2026, 3, 2), 12, 0
RUNNER = Runner(Body(70.0, 1.75, "male"), age_y=30.0, status="runner", vo2max_ml_kg_min=50.0)
ATHLETE = Athlete(longest_run_min=80.0, weekly_minutes=(210.0,) * 4)
WISHES = Wishes(BEGIN, WEEKS, (1, 3, 5, 6), ("rectus_femoris", "vasti"), 240.0,
                frozenset({"hills", "gym"}))  # fmt: skip


def ensemble(draws: int) -> Today:
    midnight = datetime(BEGIN.year, BEGIN.month, BEGIN.day, tzinfo=UTC).timestamp()
    p = draw_parameters(draws, SEED, RUNNER)
    return Today(RUNNER, starting_state(p, RUNNER, midnight), p, (Habits(0.0, 7500.0),))


def seconds_of(draws: int, repeat: int) -> dict[str, float]:
    begin = time.perf_counter()
    today = ensemble(draws)
    ensemble_s = time.perf_counter() - begin
    taken, tried = [], 0
    for _ in range(repeat):
        begin = time.perf_counter()
        tried = search(WISHES, ATHLETE, today).tried
        taken.append(time.perf_counter() - begin)
    return {
        "draws": draws, "candidates": tried, "ensemble_s": ensemble_s,
        "first_search_s": taken[0], "best_search_s": min(taken),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    forms.warm_up()
    rows = [seconds_of(draws, options.repeat) for draws in options.draws]
    report = {"rows": rows, "load": os.getloadavg()[0]}
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for row in rows:
        print("  ".join(f"{name} {value:.4g}" for name, value in row.items()))
    print(f"load {report['load']:.2f}, ours included")


if __name__ == "__main__":
    main()
