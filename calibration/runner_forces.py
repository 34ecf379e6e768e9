"""Muscle forces of each of the nine runners, by static optimisation of our own.

    python calibration/runner_forces.py [--shared ../shared]

The evidence table holds only the mean of the nine. Leaving one runner out needs each, so the joint
angles and moments of every stride (three hip axes, knee, ankle) are shared out anew over the
forty muscles of one leg: least squared activation, forces between 0 and the isometric maximum,
moment arms from the length polynomials. The script prints our means beside the table's, which
were made with another program; the angles and moments are read in place and stay there.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gait_closed_form import GROUPS, PEAK_GROUP, SPEEDS
from numpy.typing import NDArray
from scipy.optimize import lsq_linear, nnls

Floats = NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[1]
AXES = ("hip_flex", "hip_add", "hip_rot", "knee_flex", "ankle_dorsi")
MODEL = "Rajagopal2016"
GRAVITY = 9.80665
EFFORT_WEIGHT = 0.5
"""Weight of activation against moment error [Nm per unit activation]; moments come first."""


@dataclass(frozen=True)
class Leg:
    """The muscles of one leg: group of each, F0 [N], and length polynomials by muscle."""

    groups: list[str]
    strength_n: Floats
    polynomials: list[tuple[NDArray[np.int64], Floats]]

    def moment_arms(self, angles_rad: Floats) -> Floats:
        """Moment per newton [m] about every axis, (sample, axis, muscle): -dL/dq."""
        arms = np.zeros((len(angles_rad), len(AXES), len(self.groups)))
        for m, (powers, coefficients) in enumerate(self.polynomials):
            for axis in range(len(AXES)):
                lower = powers.copy()
                lower[:, axis] = np.maximum(lower[:, axis] - 1, 0)
                terms = np.prod(angles_rad[:, None, :] ** lower, axis=2)
                arms[:, axis, m] = -terms @ (coefficients * powers[:, axis])
        return arms


def read_leg(evidence: Path) -> Leg:
    with (evidence / "muscle_parameters.csv").open(newline="", encoding="utf-8") as handle:
        rows = [r for r in csv.DictReader(handle) if r["model"] == MODEL]
    terms: dict[str, list[list[float]]] = defaultdict(list)
    names = ("p_hip_flexion", "p_hip_adduction", "p_hip_rotation", "p_knee_flexion",
             "p_ankle_dorsiflexion", "coef_m")  # fmt: skip
    with (evidence / "muscle_length_polynomials.csv").open(newline="", encoding="utf-8") as handle:
        for r in csv.DictReader(handle):
            terms[r["muscle"]].append([float(r[n]) for n in names])
    polynomials = []
    for row in rows:
        table = np.array(terms[row["muscle"]])
        polynomials.append((table[:, :5].astype(np.int64), table[:, 5]))
    return Leg(
        [r["group"] for r in rows],
        np.array([float(r["max_isometric_force_N"]) for r in rows]),
        polynomials,
    )


def share(arms: Floats, moments: Floats, strength_n: Floats) -> Floats:
    """Activations (sample, muscle) in 0 to 1 that give the moments with the least effort."""
    effort = EFFORT_WEIGHT * np.eye(strength_n.size)
    out = np.zeros((len(moments), strength_n.size))
    for i, (arm, moment) in enumerate(zip(arms, moments, strict=True)):
        system = np.vstack([arm * strength_n, effort])
        target = np.concatenate([moment, np.zeros(strength_n.size)])
        out[i] = nnls(system, target)[0]
        if out[i].max() > 1.0:
            out[i] = lsq_linear(system, target, bounds=(0.0, 1.0), method="bvls").x
    return out


def group_peaks(shared: Path) -> dict[tuple[str, float], dict[tuple[str, str], float]]:
    """{(runner, speed): {(group, "stance" | "swing"): peak [BW], mean over strides}}."""
    leg = read_leg(shared / "evidence")
    path = shared / "biomech" / "hamner_delp2013_strides_derived.csv"
    with path.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    strides: dict[tuple[str, float, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        strides[row["subject"], float(row["speed_mps"]), row["stride"]].append(row)
    peaks: dict[tuple[str, float], dict[tuple[str, str], list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (runner, speed, _), stride in strides.items():
        mass = float(stride[0]["mass_kg"])
        angles = np.radians([[float(r[f"{a}_deg"]) for a in AXES] for r in stride])
        moments = mass * np.array([[float(r[f"{a}_Nmkg"]) for a in AXES] for r in stride])
        force = share(leg.moment_arms(angles), moments, leg.strength_n) * leg.strength_n
        force /= mass * GRAVITY
        contact = 100.0 * float(stride[0]["contact_s"]) / float(stride[0]["stride_T_s"])
        stance = np.array([float(r["stride_pct"]) for r in stride]) <= contact
        for muscle in GROUPS:
            members = PEAK_GROUP.get(muscle, GROUPS[muscle])
            total = force[:, [g in members for g in leg.groups]].sum(axis=1)
            peaks[runner, speed][muscle, "stance"].append(float(total[stance].max()))
            peaks[runner, speed][muscle, "swing"].append(float(total[~stance].max()))
    return {
        key: {lobe: float(np.mean(values)) for lobe, values in found.items()}
        for key, found in peaks.items()
    }


def strides_of(shared: Path) -> dict[tuple[str, float], tuple[float, float]]:
    """{(runner, speed): (steps per second, contact time [s])}, means over strides."""
    path = shared / "biomech" / "hamner_delp2013_strides_derived.csv"
    found: dict[tuple[str, float], list[tuple[float, float]]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as handle:
        for r in csv.DictReader(handle):
            if r["stride_pct"] == "0":
                key = (r["subject"], float(r["speed_mps"]))
                found[key].append((2.0 / float(r["stride_T_s"]), float(r["contact_s"])))
    return {
        key: (float(np.mean([a for a, _ in v])), float(np.mean([b for _, b in v])))
        for key, v in found.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared
    peaks = group_peaks(shared)
    with (shared / "evidence" / "running_muscle_forces_by_speed.csv").open(
        newline="", encoding="utf-8"
    ) as handle:
        table = {
            (float(r["speed"]), r["group"]): float(r["peakF_BW_mean"])
            for r in csv.DictReader(handle)
            if r["mode"] == "noflv"
        }
    print("mean of nine runners, peak [BW]: ours (the table's)")
    for muscle in GROUPS:
        cells = []
        for speed in SPEEDS:
            ours = np.mean(
                [max(v[muscle, "stance"], v[muscle, "swing"])
                 for (_, s), v in peaks.items() if s == speed]
            )  # fmt: skip
            theirs = sum(table[speed, g] for g in PEAK_GROUP.get(muscle, GROUPS[muscle]))
            cells.append(f"{ours:5.2f} ({theirs:.2f})")
        print(f"{muscle:18s}", *cells)
    return 0


if __name__ == "__main__":
    sys.exit(main())
