"""Shares one measured stride out with OpenSim itself and compares with our own numbers.

    python calibration/opensim_check.py [--shared ../shared] [--runner subject01] [--speed 3]
        [--write | --check]

Needs the extra: `pip install ".[opensim]"`; without it the script says so and exits 3. `--write`
puts the tables between the marks of docs/opensim_check.md, `--check` compares them.

- The measured stride (nine runners: angles, moments) by OpenSim's static optimisation, by
  `runner_forces.py`, and beside them the generator and the closed form at that step.
- The generator's own stride, shared out by OpenSim and by `gait/stride/sharing.py`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from gait_closed_form import GROUPS, PEAK_GROUP
from numpy.typing import NDArray
from page_tables import ROOT, write_or_check

from myostride.gait import steady_state
from myostride.gait.coefficients import number as gait_number
from myostride.gait.stride import Stride, simulate_stride
from myostride.gait.stride.ground_force import Timing
from myostride.gait.stride.paths import MODEL_BODY, architecture
from myostride.gait.stride.posture import usual_posture
from myostride.gait.stride.segments import moved_mass
from myostride.muscles import MUSCLES, TITLES
from myostride.runner import Body
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]
PAGE = ROOT / "docs" / "opensim_check.md"
MISSING = 'OpenSim is not installed; nothing was checked. Install it: pip install ".[opensim]"'
HEIGHT_M = 1.77
"""Of the nine runners, whose own heights are not in the file; strength and paths as published."""
RUNNER_RESERVE_NM = 0.5
"""Costs of moment left over: `runner_forces.EFFORT_WEIGHT`, as an actuator's optimal force."""
GENERATOR_RESERVE_NM = 10.0**0.5
"""The same in `sharing.py`: leeway 1e-3 at a unit of 100 Nm."""
LEAST = 1e-10
"""Below it is rounding."""


@dataclass(frozen=True)
class Measured:
    """One stride of the nine-runner data: contact and stride time [s], time, angles, moments."""

    runner: str
    speed_m_s: float
    body: Body
    stride_s: float
    contact_s: float
    time_s: Floats
    angles: Floats
    moments_nm: Floats


@dataclass(frozen=True)
class Shared:
    """One set of angles and moments, shared out twice.

    force_n, opensim_n : (sample, line), ours and OpenSim's. arm_m, inverse_nm, residual_nm : most
    that an arm differs, that inverse dynamics misses, and that OpenSim's muscles leave over.
    """

    groups: tuple[str, ...]
    force_n: Floats
    opensim_n: Floats
    arm_m: float
    inverse_nm: float
    residual_nm: float

    def peaks(self, which: Floats) -> Floats:
        """Peak force of the ten groups over the stride [N]."""
        members = [PEAK_GROUP.get(m, GROUPS[m]) for m in MUSCLES]
        names = ["hamstrings_biart" if g == "hamstrings" else g for g in self.groups]
        return np.array([which[:, [g in m for g in names]].sum(axis=1).max() for m in members])


def measured_stride(shared: Path, runner: str, speed_m_s: float, stride: str = "0") -> Measured:
    from runner_forces import AXES

    path = shared / "biomech" / "hamner_delp2013_strides_derived.csv"
    with path.open(newline="", encoding="utf-8") as handle:
        rows = [r for r in csv.DictReader(handle)
                if r["subject"] == runner and r["stride"] == stride
                and float(r["speed_mps"]) == speed_m_s]  # fmt: skip
    if not rows:
        raise SystemExit(f"{path.name} has no stride {stride} of {runner} at {speed_m_s:g} m/s")
    mass, lasts = float(rows[0]["mass_kg"]), float(rows[0]["stride_T_s"])
    return Measured(
        runner,
        speed_m_s,
        Body(mass, HEIGHT_M),
        lasts,
        float(rows[0]["contact_s"]),
        lasts * np.array([float(r["stride_pct"]) for r in rows]) / 100.0,
        np.radians([[float(r[f"{a}_deg"]) for a in AXES] for r in rows]),
        mass * np.array([[float(r[f"{a}_Nmkg"]) for a in AXES] for r in rows]),
    )


def generator_angles(stride: Stride) -> Floats:
    """The five angles of a generated level stride [rad], (sample, coordinate)."""
    timing = Timing(stride.stride_s, stride.contact_s, stride.phase.size - 1)
    aside = usual_posture(stride.speed_m_s, 0.0, timing, moved_mass(stride.body)).aside
    aside = np.concatenate([aside, aside[:1]])
    joint = stride.angle_rad
    return np.column_stack([joint[:, 0], aside, joint[:, 1:]])


def measured_leg(measured: Measured) -> tuple[Any, Any]:
    """OpenSim's leg with the muscles and costs of `runner_forces.py`, and the trial."""
    import opensim_leg as leg

    muscles = architecture(MODEL_BODY)
    model = leg.leg_model(
        measured.body, muscles, height_m=MODEL_BODY.height_m, reserve_nm=RUNNER_RESERVE_NM
    )
    return model, leg.Trial(measured.time_s, measured.angles, measured.moments_nm, measured.body)


def compare_measured(measured: Measured, shared: Path) -> Shared:
    """The measured stride by `runner_forces.py` and by OpenSim, muscles as published."""
    from runner_forces import read_leg, share

    ours = read_leg(shared / "evidence")
    arms = ours.moment_arms(measured.angles)
    force = share(arms, measured.moments_nm, ours.strength_n) * ours.strength_n
    return _compare(*measured_leg(measured), architecture(MODEL_BODY).groups, force, arms)


def rigid_tendon(measured: Measured) -> tuple[Floats, Floats]:
    """OpenSim's forces [N] with rigid tendons and force-length-velocity, (sample, line), and the
    largest moments they leave over [Nm], (coordinate,)."""
    import opensim_leg as leg

    model, trial = measured_leg(measured)
    force, left = leg.static_optimisation(model, leg.prepare(model, trial), physiology=True)
    return force, np.abs(left).max(axis=0)


def generated_leg(stride: Stride) -> tuple[Any, Any]:
    """OpenSim's leg with the generator's muscles and costs, and the trial that it made."""
    import opensim_leg as leg

    model = leg.leg_model(
        stride.body,
        stride.muscles,
        height_m=stride.body.height_m,
        cap=gait_number("force_cap"),
        reserve_nm=GENERATOR_RESERVE_NM,
    )
    time_s, angles = stride.phase * stride.stride_s, generator_angles(stride)
    return model, leg.Trial(time_s, angles, stride.shared_moment_nm, stride.body)


def compare_generated(stride: Stride) -> Shared:
    """The generator's stride by `sharing.py` and by OpenSim, muscles scaled to the body."""
    leg = generated_leg(stride)
    return _compare(*leg, stride.muscles.groups, stride.force_n, stride.moment_arm_m)


def _compare(
    model: Any, trial: Any, groups: tuple[str, ...], force: Floats, arms: Floats
) -> Shared:
    import opensim_leg as leg

    storage = leg.prepare(model, trial)
    found, residual = leg.static_optimisation(model, storage)
    return Shared(
        groups,
        force,
        found,
        float(np.abs(leg.moment_arms(model, storage) - arms).max()),
        float(np.abs(leg.inverse_dynamics(model, storage) - trial.moments_nm).max()),
        float(np.abs(residual).max()),
    )


def at_the_same_step(measured: Measured) -> tuple[Stride, Floats]:
    """The generator, and the peaks of the closed form [BW], at the runner's speed and step."""
    step = {"cadence_spm": 120.0 / measured.stride_s, "contact_time_s": measured.contact_s}
    stride = simulate_stride(measured.speed_m_s, body=measured.body, **step)
    closed_form = steady_state(measured.speed_m_s, body=measured.body, **step)
    return stride, closed_form.muscles["peak_bw"].value


def _percent(other: float, base: float) -> str:
    change = round(100.0 * (other / base - 1.0), 1)
    return f"{change + 0.0:+.1f} %" if change else "0.0 %"


def force_table(
    measured: Measured, shared: Shared, stride: Stride, closed: Floats
) -> Iterator[str]:
    rigid, left = rigid_tendon(measured)
    weight = measured.body.mass_kg * GRAVITY_M_S2
    yield (f"One stride of {measured.runner} at {measured.speed_m_s:g} m/s "
           f"({measured.body.mass_kg:g} kg). Peak over the stride in body weights, "
           "and what the others make of it:")  # fmt: skip
    yield ""
    yield ("| muscle | OpenSim | runner_forces.py | generator | closed form "
           "| OpenSim, rigid tendon and force-length-velocity |")  # fmt: skip
    yield "|---|---|---|---|---|---|"
    newtons = (shared.opensim_n, shared.force_n, rigid)
    opensim, ours, stiff = (shared.peaks(which) / weight for which in newtons)
    others = np.column_stack([ours, stride.group_force_bw.max(axis=0), closed, stiff])
    for muscle, base, row in zip(MUSCLES, opensim, others, strict=True):
        cells = " | ".join(f"{o:.2f} ({_percent(o, base)})" for o in row)
        yield f"| {TITLES[muscle]} | {base:.2f} | {cells} |"
    yield ""
    lacking = ", ".join(f"{v:.0f}" for v in left)
    yield (f"Moment that muscles could not give: at most {shared.residual_nm:.2f} Nm; with rigid "
           f"tendons {lacking} Nm (hip flexion, adduction, rotation, knee, ankle).")  # fmt: skip


def generated_table(shared: Shared, stride: Stride) -> Iterator[str]:
    weight = stride.body.mass_kg * GRAVITY_M_S2
    yield "The generator's own stride at that speed, its moments shared out twice:"
    yield ""
    yield "| muscle | OpenSim | sharing.py |"
    yield "|---|---|---|"
    opensim, ours = shared.peaks(shared.opensim_n), shared.peaks(shared.force_n)
    for muscle, theirs, own in zip(MUSCLES, opensim, ours, strict=True):
        yield (f"| {TITLES[muscle]} | {theirs / weight:.2f} "
               f"| {own / weight:.2f} ({_percent(own, theirs)}) |")  # fmt: skip


def exactness_table(runner: Shared, generated: Shared) -> Iterator[str]:
    """Orders of magnitude, as the last digits are the solver's."""

    def below(value: float) -> str:
        return f"< 1e{int(np.floor(np.log10(max(value, LEAST)))) + 1:d}"

    yield "| largest difference, OpenSim from ours | measured stride | generator's |"
    yield "|---|---|---|"
    apart = [float(np.abs(s.force_n - s.opensim_n).max()) for s in (runner, generated)]
    for what, a, b in (
        ("moment arm, m", runner.arm_m, generated.arm_m),
        ("moment by inverse dynamics, Nm", runner.inverse_nm, generated.inverse_nm),
        ("force of any line of action at any instant, N", *apart),
    ):
        yield f"| {what} | {below(a)} | {below(b)} |"


def tables(shared: Path, runner: str, speed_m_s: float) -> str:
    measured = measured_stride(shared, runner, speed_m_s)
    stride, closed = at_the_same_step(measured)
    by_runner, generated = compare_measured(measured, shared), compare_generated(stride)
    parts = (
        force_table(measured, by_runner, stride, closed),
        generated_table(generated, stride),
        exactness_table(by_runner, generated),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--runner", default="subject01")
    parser.add_argument("--speed", type=float, default=3.0, help="2, 3, 4 or 5 m/s")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true")
    what.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if find_spec("opensim") is None:
        print(MISSING)
        return 3
    found = tables(options.shared, options.runner, options.speed)
    if not (options.write or options.check):
        print(found)
        return 0
    return write_or_check(PAGE, "opensim_check.py", found, options.check)


if __name__ == "__main__":
    sys.exit(main())
