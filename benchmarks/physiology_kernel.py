"""One runner-year of ten muscles: compiled, in numpy, and by scipy's LSODA, turn about in one run.

    python benchmarks/physiology_kernel.py [--draws 1000] [--repeat 5] [--json]

A year of an easy run, an interval session and squats every week, read daily:

- `evolve` with the compiled form (warm), with its numpy twin, and the compiled form without the
  summaries over draws;
- LSODA on the day layer's ordinary differential equations, one draw, sessions as jumps; its time
  is that of the solver and its right-hand side alone, the jumps are left out. How far its growth
  lies from the kernel's is stated;
- what `evolve` needs in memory, and ten years at a fifth of the draws.

Wall time is least and median over the rounds, CPU time the least; ratios are medians of the ratios
of each round. Nothing is asserted. Other work on the machine shows in the load that is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.integrate import odeint

from myostride.physiology import Habits, Parameters, TimedBlocks, draw_parameters, evolve, forms
from myostride.physiology import kernel as compiled
from myostride.physiology import twin as in_numpy
from myostride.physiology.aftermath import apply_session
from myostride.physiology.day import capacity, daily_load
from myostride.physiology.nutrition import energy_breakdown, energy_gate, protein_gate, repair_gate
from myostride.physiology.session import session_dose
from myostride.physiology.start import starting_state
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import Itinerary, Stretch, itinerary
from myostride.training import Program, plan_sessions, runner_of
from myostride.units import SECONDS_PER_DAY

PROGRAM = """\
people: {{status: active}}
blocks:
- weeks: {weeks}
  days: [monday, wednesday, friday]
  sessions:
  - [{{run: {{minutes: 40, effort: easy}}}}]
  - [{{run: {{repeat: 4, minutes: 4, hr_max_pct: 92, rest: {{minutes: 3, hr_max_pct: 70}}}}}}]
  - [{{lift: {{exercise: back_squat, sets: 4, reps: 8, load_rm: 8}}}}]
"""
YEAR_D = 365.0
HABITS = (Habits(0.0, 8000.0, 1.6, 0.0),)
PART = 64
"""Reported moments that `evolve` carries at once."""
SHARED = ("endurance", "ck_early", "ck_late")
OWN = ("size", "ribosome", "signal", "daily_load", "quality", "damage", "fatigue",
       "inflammation_early", "inflammation_late")  # fmt: skip
BINNED = ("protection", "habitual_dose", "protection_maturing", "habitual_maturing")


@dataclass(frozen=True)
class Life:
    """Some years of training of one ensemble."""

    p: Parameters
    start: BodyState
    sessions: Sequence[TimedBlocks]
    days: float

    @classmethod
    def of(cls, days: float, draws: int) -> Life:
        program = Program.from_text(PROGRAM.format(weeks=int(days // 7) + 1), "year")
        runner = runner_of(program)
        p = draw_parameters(draws, 0, runner)
        timed = [
            TimedBlocks((s.day + 0.75) * SECONDS_PER_DAY, s.blocks, s.force_log_sd)
            for s in plan_sessions(program)
        ]
        within = [s for s in timed if s.end_unix_s <= days * SECONDS_PER_DAY]
        return cls(p, starting_state(p, runner, 0.0), within, days)

    def way(self) -> Itinerary:
        until = self.days * SECONDS_PER_DAY
        return itinerary(0.0, until, self.sessions, HABITS, SECONDS_PER_DAY)

    def evolved(self) -> BodyState:
        until = self.days * SECONDS_PER_DAY
        return evolve(self.start, self.p, self.sessions, until, HABITS).end

    def carried(self) -> BodyState:
        """By the compiled form, without summaries."""
        state, base = self.start.copy(), self.start.size
        for part in self.way().parts(PART):
            compiled.carry(state, self.p, part, base, base * self.start.quality)
        return state


@contextmanager
def in_form(carry: Callable[..., object]):
    """`evolve` by a form of our choice."""
    usual = forms.carry_of
    forms.carry_of = lambda *_: carry
    try:
        yield
    finally:
        forms.carry_of = usual


def evolved_by(life: Life, carry: Callable[..., object]) -> None:
    with in_form(carry):
        life.evolved()


class Equations:
    """The day layer of one draw as ordinary differential equations, for scipy."""

    def __init__(self, p: Parameters) -> None:
        (habits,) = HABITS
        self.p = p
        # What does not change is taken out of the right-hand side: numbers, and (muscle,) arrays.
        self.v = {name: float(value[0, 0]) for name, value in p.values.items()}
        food = protein_gate(habits.protein_g_per_kg, p)
        self.food = (food * energy_gate(habits.energy_balance_kcal, p)).item()
        self.repair_food = repair_gate(habits.protein_g_per_kg, p).item()
        self.hunger = energy_breakdown(habits.energy_balance_kcal, p).item()
        self.gain = self.v["growth_gain"] * p.age_response.item() * p.response[0]
        self.idle_synthesis, self.idle_breakdown = p.disuse_synthesis[0], p.disuse_breakdown[0]
        self.mature = np.repeat([self.v["protection_maturing_d"], self.v["accustomed_d"]], 3)

    def __call__(self, y: np.ndarray, _t: float, target_load: float) -> np.ndarray:
        v, out = self.v, np.empty_like(y)
        endurance, ck_early, ck_late = y[:3]
        own, own_out = y[3:93].reshape(9, 10), out[3:93].reshape(9, 10)
        size, ribosome, signal, load, quality, damage, fatigue, early, late = own
        usable = signal / (1.0 + signal / v["signal_half"])
        cubed = damage ** v["repair_claim_exponent"]
        claim = cubed / (cubed + v["repair_claim_half"] ** v["repair_claim_exponent"])
        room = np.clip((v["ceiling"] - size) / (v["ceiling"] - 1.0), 0.0, 1.2)
        room /= max(1.0 + v["interference_per_met_h"] * endurance, 0.5)
        drive = self.gain * self.food * usable * room * (1.0 - v["repair_claim"] * claim)
        kept = np.maximum(1.0 - self.idle_synthesis * (1.0 - load), 0.0)
        breakdown = 1.0 + self.idle_breakdown * (1.0 - load) + v["damage_breakdown"] * claim
        better = 1.0 + v["quality_gain"] * usable / (usable + v["quality_half"])
        base = v["repair_baseline"]
        help_ = base + (1.0 - base) * late / (late + v["repair_signal_half"])
        repair = v["repair_rate"] * self.repair_food * help_ / (v["repair_half"] + damage)
        own_out[0] = v["turnover_per_d"] * (kept * ribosome - (breakdown + self.hunger) * size)
        own_out[1] = (1.0 + drive - ribosome) / v["ribosome_d"]
        own_out[2] = -signal / v["signal_d"]
        own_out[3] = (target_load - load) / v["disuse_d"]
        own_out[4] = (better - quality) / v["quality_d"]
        own_out[5] = -repair * damage
        own_out[6] = -fatigue / v["fatigue_d"]
        own_out[7] = -early / v["inflammation_d"]
        own_out[8] = (early - late) / v["inflammation_d"]
        out[0] = -endurance / v["endurance_d"]
        out[1] = -ck_early / v["ck_d"]
        out[2] = (ck_early - ck_late) / v["ck_d"]
        # Protection and the habitual dose, three bins each, follow their maturing stores.
        follows, stores = y[93:153].reshape(6, 10), y[153:].reshape(6, 10)
        out[93:153] = ((stores - follows) / self.mature[:, None]).ravel()
        out[153:] = -y[153:] / v["protection_memory_d"]
        return out

    def pack(self, state: BodyState) -> np.ndarray:
        """The 213 numbers of one draw; stores come after what follows them."""
        names = (*SHARED, *OWN, *BINNED)
        return np.concatenate([getattr(state, name)[0].ravel() for name in names])

    def unpack(self, y: np.ndarray, unix_s: float) -> BodyState:
        shared = {name: y[i].reshape(1, 1) for i, name in enumerate(SHARED)}
        own = {name: y[3 + 10 * i : 13 + 10 * i].reshape(1, 10) for i, name in enumerate(OWN)}
        bins = y[93:].reshape(4, 1, 3, 10)
        binned = dict(zip(BINNED, bins, strict=True))
        return BodyState(unix_s=unix_s, **shared, **own, **binned).copy()


def runs_of(way: Itinerary) -> list[list[Stretch]]:
    """Stretches between which nothing changes, so that the solver need not begin anew."""
    runs: list[list[Stretch]] = [[]]
    for stretch in way.stretches:
        before = runs[-1][-1] if runs[-1] else stretch
        if before.sessions or before.walked != stretch.walked:
            runs.append([])
        runs[-1].append(stretch)
    return runs


def lsoda(life: Life, tolerance: float = 1e-6) -> tuple[BodyState, dict[str, float]]:
    """One draw through the life: where it ends, and the time the solver took."""
    equations, way, state = Equations(life.p), life.way(), life.start.copy()
    wall = cpu = 0.0
    for run in runs_of(way):
        target = float(daily_load(run[0].walked, life.p)[0, 0])
        t = np.concatenate([[0.0], np.cumsum([s.days for s in run])])
        y = equations.pack(state)
        began, began_cpu = time.perf_counter(), time.process_time()
        y = odeint(equations, y, t, args=(target,), rtol=tolerance, atol=0.01 * tolerance)[-1]
        wall += time.perf_counter() - began
        cpu += time.process_time() - began_cpu
        state = equations.unpack(y, run[-1].end_unix_s)
        for index in run[-1].sessions:
            session = way.sessions[index]
            dose = session_dose(
                session.blocks, capacity(state), life.p, force_log_sd=session.force_log_sd
            )
            apply_session(state, dose, life.p, HABITS[0])
    return state, {"wall": wall, "cpu": cpu}


def timed(work: Callable[[], object]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def peak_mib(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def table(rounds: list[dict[str, dict[str, float]]], work: dict[str, float]) -> dict[str, dict]:
    """Each way's times, and how it compares with the first, as it is and for the same work."""
    first = next(iter(work))
    rows = {}
    for name, years in work.items():
        wall = [r[name]["wall"] for r in rounds]
        rows[name] = {
            "wall_min_s": min(wall),
            "wall_median_s": statistics.median(wall),
            "cpu_min_s": min(r[name]["cpu"] for r in rounds),
            "ratio": statistics.median(r[name]["wall"] / r[first]["wall"] for r in rounds),
            "draw_years_per_s": years / statistics.median(wall),
        }
        rows[name]["ratio_per_draw_year"] = rows[name]["ratio"] * work[first] / years
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    draws, some = options.draws, max(options.draws // 5, 1)
    forms.warm_up()
    year, one = Life.of(YEAR_D, draws), Life.of(YEAR_D, 1)
    decade = Life.of(10.0 * YEAR_D, some)
    by_kernel = partial(evolved_by, carry=compiled.carry)
    works = {
        f"evolve, {draws} draws": lambda: timed(lambda: by_kernel(year)),
        "  without summaries": lambda: timed(year.carried),
        f"  numpy twin, {draws} draws": lambda: timed(lambda: evolved_by(year, in_numpy.carry)),
        "LSODA, 1 draw": lambda: lsoda(one)[1],
        f"evolve, {some} draws, ten years": lambda: timed(lambda: by_kernel(decade)),
    }
    years = dict(zip(works, (draws, draws, draws, 1, 10 * some), strict=True))
    by_kernel(year)
    before = os.getloadavg()
    rounds = [{name: work() for name, work in works.items()} for _ in range(options.repeat)]
    apart = 100.0 * (lsoda(one)[0].size - one.carried().size) / one.start.size
    report = {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "load_before": before,
        "load_after": os.getloadavg(),
        "rows": table(rounds, years),
        "lsoda_apart_points": float(np.abs(apart).max()),
        "evolve_peak_mib": peak_mib(lambda: by_kernel(year)),
        "decade_peak_mib": peak_mib(lambda: by_kernel(decade)),
    }
    print(json.dumps(report, indent=1)) if options.json else show(report)


def show(report: dict) -> None:
    columns = ("wall_min_s", "wall_median_s", "cpu_min_s", "ratio", "draw_years_per_s",
               "ratio_per_draw_year")  # fmt: skip
    print(" " * 32 + "".join(f"{column:>20s}" for column in columns))
    for name, row in report["rows"].items():
        print(f"{name:32s}" + "".join(f"{row[column]:20.3f}" for column in columns))
    print(
        f"growth by LSODA and the kernel: at most {report['lsoda_apart_points']:.4f} points apart"
    )
    print(f"peak memory of evolve: {report['evolve_peak_mib']:.0f} MiB the year, "
          f"{report['decade_peak_mib']:.0f} MiB the ten years")  # fmt: skip
    before, after = report["load_before"][0], report["load_after"][0]
    print(f"{report['cores']} cores; load {before:.2f} before, {after:.2f} after, ours included")


if __name__ == "__main__":
    main()
