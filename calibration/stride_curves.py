"""Fits the stride generator's usual motion and ground force from the nine-runner curves.

    python calibration/stride_curves.py [--evidence ../shared/evidence] [--check]

Writes `src/myostride/data/stride_fitted.yaml`; with `--check` it only compares with what ships
and exits 1 where a number differs by more than 1e-6 relative.

What is fitted, from `running_joint_curves.csv` at 2, 3, 4 and 5 m/s (contact and stride times
from `running_muscle_forces_by_speed.csv`); every coefficient is a + b u, u = ln(v / 3 m/s):
- joint angles: Fourier series over a stride whose contact is moved to one reference share;
- pelvis tilt: what makes the foot flat in the middle of stance;
- ground force: sine series over stance; the fore-aft part as a share of body weight;
- where the foot is pushed: the centre of pressure along the foot, from the ankle moment;
- levers of the hip's moments out of the plane, moment over normal force;
- the hip's mean moment over a stride, which is how far the trunk leans.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from gait_closed_form import differences

from myostride.gait.stride.curves import ANGLES, HARMONICS, SINES, fourier, moved_phase, sines

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "myostride" / "data" / "stride_fitted.yaml"
SPEEDS = (2.0, 3.0, 4.0, 5.0)
G = 9.80665
COLUMNS = {
    "hip": "hip_flex_deg",
    "knee": "knee_flex_deg",
    "ankle": "ankle_dorsi_deg",
    "hip_adduction": "hip_add_deg",
    "hip_rotation": "hip_rot_deg",
}
PRESSURE_DEGREE, LEVER_DEGREE = 4, 2
RUNNERS_HEIGHT_M = 1.75


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def trend(coefficients: list[np.ndarray]) -> list[list[float]]:
    """a and b of a + b u for every coefficient, shape (coefficient, 2)."""
    u = np.log(np.array(SPEEDS) / 3.0)
    design = np.stack([np.ones_like(u), u], axis=1)
    fitted = np.linalg.lstsq(design, np.array(coefficients), rcond=None)[0]
    return [[float(a), float(b)] for a, b in fitted.T]


class Curves:
    """The mean stride of nine runners at one speed; the last sample repeats the first."""

    def __init__(self, evidence: Path, speed: float) -> None:
        table = [
            r for r in rows(evidence / "running_joint_curves.csv") if float(r["speed_mps"]) == speed
        ]
        times = next(
            r
            for r in rows(evidence / "running_muscle_forces_by_speed.csv")
            if float(r["speed"]) == speed and r["mode"] == "noflv"
        )
        self.columns = {k: np.array([float(r[k]) for r in table])[:-1] for k in table[0]}
        self.phase = self.columns["stride_pct"] / 100.0
        self.duty = float(times["contact_t_mean"]) / float(times["stride_T_mean"])
        self.stance = self.phase < self.duty
        self.within = self.phase[self.stance] / self.duty

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def in_stance(self, name: str) -> np.ndarray:
        return self.columns[name][self.stance]


def weighted(design: np.ndarray, values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    root = np.sqrt(weight)
    return np.linalg.lstsq(design * root[:, None], values * root, rcond=None)[0]


def fit(evidence: Path) -> dict[str, Any]:
    runs = [Curves(evidence, speed) for speed in SPEEDS]
    stated = yaml.safe_load((ROOT / "src/myostride/data/stride.yaml").read_text(encoding="utf-8"))
    sole_m = stated["parameters"]["ankle_height"]["value"] * RUNNERS_HEIGHT_M
    duty = float(np.mean([run.duty for run in runs]))
    out: dict[str, Any] = {
        "calibration": "calibration/stride_curves.py",
        "reference_duty": duty,
        "angles_deg": {},
        "angle_rms_deg": {},
    }
    for angle in ANGLES:
        series, misses = [], []
        for run in runs:
            basis = fourier(moved_phase(run.phase, run.duty, duty), HARMONICS)
            series.append(np.linalg.lstsq(basis, run[COLUMNS[angle]], rcond=None)[0])
        ab = np.array(trend(series))
        for run, speed in zip(runs, SPEEDS, strict=True):
            basis = fourier(moved_phase(run.phase, run.duty, duty), HARMONICS)
            back = basis @ (ab[:, 0] + ab[:, 1] * np.log(speed / 3.0))
            misses.append(np.sqrt(np.mean((back - run[COLUMNS[angle]]) ** 2)))
        out["angles_deg"][angle] = ab.tolist()
        out["angle_rms_deg"][angle] = float(np.mean(misses))

    tilts, normals, alongs, presses, abducts, rotates, means = [], [], [], [], [], [], []
    for run in runs:
        force = run.in_stance("vgrf_BW")
        pitch = np.radians(run["hip_flex_deg"] - run["knee_flex_deg"] + run["ankle_dorsi_deg"])
        flat = (run.within > 0.3) & (run.within < 0.55)
        tilt = -float(np.degrees(pitch[run.stance][flat].mean()))
        tilts.append(np.array([tilt]))
        shape = force / (force.sum() * 0.02 / run.duty)
        normals.append(np.linalg.lstsq(sines(run.within, SINES), shape, rcond=None)[0])
        along = run.in_stance("apgrf_BW")
        alongs.append(np.linalg.lstsq(sines(run.within, SINES), along, rcond=None)[0])
        # Ankle moment = normal force x lever - fore-aft force x height, the foot's own inertia
        # left out; then the lever along the pitched sole.
        p = pitch[run.stance] + np.radians(tilt)
        solid = force > 0.15
        powers = np.vander(run.within[solid], PRESSURE_DEGREE + 1, increasing=True)
        moment = -run.in_stance("ankle_dorsi_Nmkg") / G
        # r = xi e1 - h e2; moment = r x F with F = (along, force).
        e1 = np.cos(p) * force - np.sin(p) * along
        e2 = -np.sin(p) * force - np.cos(p) * along
        lever = (moment + sole_m * e2) / e1 / RUNNERS_HEIGHT_M
        presses.append(weighted(powers, lever[solid], force[solid] ** 2))
        powers = np.vander(run.within, LEVER_DEGREE + 1, increasing=True)
        for name, to in (("hip_add_Nmkg", abducts), ("hip_rot_Nmkg", rotates)):
            moment = run.in_stance(name) / G / RUNNERS_HEIGHT_M
            to.append(np.linalg.lstsq(powers * force[:, None], moment, rcond=None)[0])
        means.append(np.array([run["hip_flex_Nmkg"].mean()]))
    out["pelvis_tilt_deg"] = trend(tilts)
    out["normal_force"] = trend(normals)
    out["fore_aft_force_bw"] = trend(alongs)
    out["pressure_heights"] = trend(presses)
    out["adduction_lever_heights"] = trend(abducts)
    out["rotation_lever_heights"] = trend(rotates)
    out["mean_hip_moment_nm_kg"] = trend(means)
    return out


def flat(tree: Any) -> Any:
    """Lists as dicts by index, so that numbers are compared one by one."""
    if isinstance(tree, dict):
        return {key: flat(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return {str(i): flat(value) for i, value in enumerate(tree)}
    return tree


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evidence", type=Path, default=ROOT.parent / "shared" / "evidence")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    fitted = fit(options.evidence)
    if options.check:
        shipped = yaml.safe_load(OUT.read_text(encoding="utf-8"))
        named = [table.pop("calibration", "") for table in (fitted, shipped)]
        found = differences(flat(fitted), flat(shipped))
        found += [f"/calibration: {named}"] if named[0] != named[1] else []
        print("\n".join(found) or "the shipped coefficients are reproduced")
        return 1 if found else 0
    head = "# Written by calibration/stride_curves.py from the evidence tables; do not edit.\n"
    OUT.write_text(head + yaml.safe_dump(fitted, sort_keys=False), encoding="utf-8")
    print(f"wrote {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
