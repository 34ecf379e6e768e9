"""Fits the coefficients of the closed-form gait model from the evidence tables.

    python calibration/gait_closed_form.py [--evidence ../shared/evidence] [--check]

Writes `src/myostride/data/gait_fitted.yaml`; with `--check` it only compares with what ships
and exits 1 where a number differs by more than 1e-6 relative.

What is fitted, and from what:
- reference peaks at 3 m/s: the nine-runner table and Lenhart's 100 % column, blended by the weights
  stated in gait.yaml, with the spread between runners and between the two methods;
- speed shapes: log peak force against log speed (linear + quadratic), pooled over the muscles of
  one joint and phase, nine-runner table (mode `noflv`, 2 to 5 m/s);
- effective durations (impulse / peak force / phase length) at 3 m/s, per muscle and lobe;
- level work per stride and the fibre share of positive work, per muscle; the speed exponent of
  work, per family of muscles;
- cadence exponents from the 90 % and 100 % step-rate columns of Lenhart 2014;
- joint moments and work against speed.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "myostride" / "data" / "gait_fitted.yaml"
SPEEDS = (2.0, 3.0, 4.0, 5.0)
REFERENCE_SPEED = 3.0
GRAVITY = 9.80665

GROUPS = {
    "gluteus_maximus": ["gluteus_maximus"],
    "gluteus_medius": ["gluteus_medius"],
    "iliopsoas": ["iliopsoas"],
    "rectus_femoris": ["rectus_femoris"],
    "vasti": ["vasti"],
    "hamstrings": ["hamstrings_biart", "bf_short"],
    "adductors": ["adductors"],
    "gastrocnemius": ["gastrocnemius"],
    "soleus": ["soleus"],
    "tibialis_anterior": ["tibialis_anterior"],
}
PEAK_GROUP = {"hamstrings": ["hamstrings_biart"]}
# Which muscles share one speed shape: a joint's stance demand, or a phase of swing.
SHAPES: dict[str, tuple[str, list[str]]] = {
    "hip_stance": ("stance", ["gluteus_maximus", "hamstrings", "adductors"]),
    "frontal_stance": ("stance", ["gluteus_medius"]),
    "knee_stance": ("stance", ["vasti"]),
    "ankle_stance": ("stance", ["soleus", "gastrocnemius"]),
    "early_swing": ("swing", ["iliopsoas", "rectus_femoris"]),
    "late_swing": ("swing", ["gluteus_maximus", "hamstrings", "adductors"]),
}
# Muscles whose work is taken to grow with speed alike; single small muscles are too noisy.
WORK_FAMILIES = [
    ["gluteus_maximus", "hamstrings", "adductors"],
    ["iliopsoas", "rectus_femoris"],
    ["gluteus_medius"],
    ["vasti"],
    ["soleus", "gastrocnemius", "tibialis_anterior"],
]
LENHART = {
    ("gluteus_maximus", "stance"): (["gluteus_maximus"], "stance"),
    ("gluteus_maximus", "swing"): (["gluteus_maximus"], "late swing"),
    ("gluteus_medius", "stance"): (["gluteus_medius"], "stance"),
    ("iliopsoas", "swing"): (["psoas", "iliacus"], "early swing"),
    ("rectus_femoris", "stance"): (["rectus_femoris"], "stance"),
    ("rectus_femoris", "swing"): (["rectus_femoris"], "early swing"),
    ("hamstrings", "stance"): (["biceps_femoris_lh", "semimembranosus"], "stance"),
    ("hamstrings", "swing"): (["biceps_femoris_lh", "semimembranosus"], "late swing"),
    ("adductors", "stance"): (["adductor_magnus"], "stance"),
    ("adductors", "swing"): (["adductor_brevis", "adductor_longus"], "early swing"),
}

# Where Lenhart's columns hold a whole group (not so the adductors, nor the iliopsoas in stance).
BLENDED = {
    key: LENHART[key]
    for key in LENHART
    if key not in {("adductors", "stance"), ("adductors", "swing")}
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def stated() -> dict[str, Any]:
    """The stated part of the model, `data/gait.yaml`."""
    text = (ROOT / "src/myostride/data/gait.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


Peaks = dict[tuple[float, str, str], tuple[float, float]]
"""{(speed, muscle, lobe): (mean, sd between runners) of peak force [BW]}"""


def fit(evidence: Path, runners: Peaks | None = None) -> dict[str, Any]:
    """Every fitted coefficient.

    Parameters
    ----------
    evidence
        The folder of evidence tables.
    runners
        Peaks of other runners than the nine of the table (leaving one out).
    """
    table = {
        (float(r["speed"]), r["group"]): r
        for r in rows(evidence / "running_muscle_forces_by_speed.csv")
        if r["mode"] == "noflv" and float(r["speed"]) in SPEEDS
    }
    gait = rows(evidence / "gait_tables.csv")
    model = stated()

    def total(speed: float, muscle: str, column: str) -> float:
        members = GROUPS[muscle]
        if column.startswith("peakF"):
            members = PEAK_GROUP.get(muscle, members)
        return sum(float(table[speed, g][column]) for g in members)

    def peak_of(speed: float, muscle: str, lobe: str) -> tuple[float, float]:
        if runners is not None:
            return runners[speed, muscle, lobe]
        return (
            total(speed, muscle, f"peakF_{lobe}_BW_mean"),
            total(speed, muscle, f"peakF_{lobe}_BW_std"),
        )

    def lenhart(names: list[str], phase: str, rate: int) -> float:
        """Sum of peaks [N/kg] at a share of the preferred step rate."""
        wanted = f"{phase}; step rate {rate}% of preferred"
        return sum(
            float(r["value"])
            for r in gait
            if r["quantity"] == "peak_muscle_force"
            and "Lenhart" in r["source"]
            and r["muscle_or_joint"] in names
            and r["condition"].startswith(wanted)
        )

    def reference(muscle: str, lobe: str) -> dict[str, float]:
        """Blended peak [BW] and its log-sd: between runners, and between methods."""
        table_peak, sd = peak_of(REFERENCE_SPEED, muscle, lobe)
        spread = sd / table_peak
        other = BLENDED.get((muscle, lobe))
        if other is None:
            method = float(model["blend"]["single_source_log_sd"])
            return {"peak_bw": table_peak, "log_sd": math.hypot(spread, method)}
        lenhart_peak = lenhart(*other, 100) / GRAVITY
        share = float(model["blend"]["lenhart2014"])
        peak = math.exp((1 - share) * math.log(table_peak) + share * math.log(lenhart_peak))
        method = 0.5 * abs(math.log(table_peak / lenhart_peak))
        return {"peak_bw": peak, "log_sd": math.hypot(spread, method)}

    references = {
        (muscle, lobe): reference(muscle, lobe)
        for muscle, row in model["muscles"].items()
        for lobe in ("stance", "swing")
        if lobe in row
    }
    log_speed = np.log(np.array(SPEEDS) / REFERENCE_SPEED)

    def shape(lobe: str, muscles: list[str]) -> dict[str, float]:
        """Pooled curve through 3 m/s, and the sd of single-muscle slopes about it."""
        design = np.stack([log_speed, log_speed**2], axis=1)
        curves, pull, slopes = [], [], []
        for muscle in muscles:
            y = np.array([math.log(peak_of(v, muscle, lobe)[0]) for v in SPEEDS])
            y -= y[SPEEDS.index(REFERENCE_SPEED)]
            curves.append(y)
            pull.append(references[muscle, lobe]["peak_bw"])
            slopes.append(float(log_speed @ y / (log_speed @ log_speed)))
        mean = np.average(curves, axis=0, weights=pull)
        b1, b2 = np.linalg.lstsq(design, mean, rcond=None)[0]
        return {"b1": float(b1), "b2": float(b2), "slope_sd": float(np.std(slopes))}

    out: dict[str, Any] = {
        "calibration": "calibration/gait_closed_form.py",
        "speed_shapes": {name: shape(lobe, muscles) for name, (lobe, muscles) in SHAPES.items()},
        "reference_peaks": {
            muscle: {lobe: row for (m, lobe), row in references.items() if m == muscle}
            for muscle in GROUPS
        },
    }

    muscles: dict[str, Any] = {}
    for muscle in GROUPS:
        v = REFERENCE_SPEED
        any_row = table[v, GROUPS[muscle][0]]
        stride, contact = float(any_row["stride_T_mean"]), float(any_row["contact_t_mean"])
        stance_impulse = total(v, muscle, "impulse_stance_BWs_mean")
        swing_impulse = total(v, muscle, "impulse_BWs_per_stride_mean") - stance_impulse
        row: dict[str, Any] = {
            "effective_stance": stance_impulse
            / (total(v, muscle, "peakF_stance_BW_mean") * contact),
            "effective_swing": swing_impulse
            / (total(v, muscle, "peakF_swing_BW_mean") * (stride - contact)),
        }
        for sign in ("pos", "neg"):
            column = f"mtu_{sign}_work_Jkg_mean"
            family = next(f for f in WORK_FAMILIES if muscle in f)
            work = np.array([sum(total(s, member, column) for member in family) for s in SPEEDS])
            y = np.log(work / work[SPEEDS.index(v)])
            row[f"work_{sign}_j_kg"] = total(v, muscle, column)
            row[f"work_{sign}_exponent"] = float(log_speed @ y / (log_speed @ log_speed))
        row["fibre_share_positive"] = total(v, muscle, "fibre_pos_work_Jkg_mean") / total(
            v, muscle, "mtu_pos_work_Jkg_mean"
        )
        muscles[muscle] = {key: float(value) for key, value in row.items()}
    out["muscles"] = muscles

    cadence: dict[str, dict[str, float]] = {}
    for (muscle, lobe), (names, phase) in LENHART.items():
        ratio = lenhart(names, phase, 100) / lenhart(names, phase, 90)
        cadence.setdefault(muscle, {})[lobe] = math.log(ratio) / math.log(1 / 0.9)
    out["cadence_exponents"] = cadence

    kinetics = {float(r["speed"]): r for r in rows(evidence / "joint_kinetics_by_speed.csv")}
    curves = rows(evidence / "running_joint_curves.csv")
    joints: dict[str, Any] = {}
    names = {
        "hip": ("hip_ext_pk", "hip_flex_Nmkg", -1.0),
        "knee": ("knee_ext_pk", "knee_flex_Nmkg", -1.0),
        "ankle": ("ankle_pf_pk", "ankle_dorsi_Nmkg", -1.0),
    }
    for joint, (peak, moment, sign) in names.items():
        row = {}
        for key, column in (
            ("moment_peak_nm_kg", f"{peak}_mean"),
            ("work_positive_j_kg", f"{joint}_W+_mean"),
            ("work_negative_j_kg", f"{joint}_W-_mean"),
        ):
            values = np.array([float(kinetics[s][column]) for s in SPEEDS])
            y = np.log(values / values[1])
            row[key] = float(values[1])
            row[f"{key}_exponent"] = float(log_speed @ y / (log_speed @ log_speed))
        means = []
        for s in SPEEDS:
            contact = 100 * float(table[s, "vasti"]["contact_t_mean"])
            contact /= float(table[s, "vasti"]["stride_T_mean"])
            stance = [
                sign * float(r[moment])
                for r in curves
                if float(r["speed_mps"]) == s and float(r["stride_pct"]) <= contact
            ]
            means.append(float(np.mean(stance)))
        row["moment_mean_nm_kg"] = means[1]
        row["moment_mean_slope"] = float(np.polyfit(np.array(SPEEDS) - 3.0, means, 1)[0])
        joints[joint] = row
    out["joints"] = joints
    return out


def differences(a: Any, b: Any, at: str = "") -> list[str]:
    if isinstance(a, dict):
        keys = sorted(set(a) | set(b))
        return [d for k in keys for d in differences(a.get(k), b.get(k), f"{at}/{k}")]
    if isinstance(a, str) or isinstance(b, str):
        return [] if a == b else [f"{at}: {a} against {b}"]
    if a is None or b is None or abs(a - b) > 1e-6 * max(abs(a), abs(b), 1e-12):
        return [f"{at}: {a} against {b}"]
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evidence", type=Path, default=ROOT.parent / "shared" / "evidence")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    fitted = fit(options.evidence)
    if options.check:
        found = differences(fitted, yaml.safe_load(OUT.read_text(encoding="utf-8")))
        print("\n".join(found) or "the shipped coefficients are reproduced")
        return 1 if found else 0
    head = "# Written by calibration/gait_closed_form.py from the evidence tables; do not edit.\n"
    OUT.write_text(head + yaml.safe_dump(fitted, sort_keys=False), encoding="utf-8")
    print(f"wrote {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
