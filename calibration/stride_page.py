"""Writes the comparison tables of docs/stride.md from the code and the evidence tables.

    python calibration/stride_page.py [--evidence ../shared/evidence] [--check]

What stands between the two marks of the page is replaced; with `--check` it is compared.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from page_tables import ROOT, write_or_check

from myostride.gait.stride import Stride, simulate_stride
from myostride.muscles import INDEX, MUSCLES, TITLES
from myostride.runner import Body
from myostride.units import GRAVITY_M_S2

PAGE = ROOT / "docs" / "stride.md"
SPEEDS = (2.0, 3.0, 4.0, 5.0)
NINE_RUNNERS, STANDARD = Body(72.8, 1.77), Body(70.0, 1.75)
LENHART_SPEED_M_S = 2.85
LENHART = (
    ("gluteus_maximus", True, ["gluteus_maximus"], "stance"),
    ("gluteus_maximus", False, ["gluteus_maximus"], "late swing"),
    ("gluteus_medius", True, ["gluteus_medius"], "stance"),
    ("iliopsoas", False, ["psoas", "iliacus"], "early swing"),
    ("rectus_femoris", True, ["rectus_femoris"], "stance"),
    ("rectus_femoris", False, ["rectus_femoris"], "early swing"),
    ("hamstrings", True, ["biceps_femoris_lh", "semimembranosus"], "stance"),
    ("hamstrings", False, ["biceps_femoris_lh", "semimembranosus"], "late swing"),
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def pair(model: float, measured: float) -> str:
    return f"{model:.2f} / {measured:.2f}"


def joint_table(evidence: Path, strides: dict[float, Stride]) -> Iterator[str]:
    kinetics = {float(r["speed"]): r for r in rows(evidence / "joint_kinetics_by_speed.csv")}
    kinds = {
        "hip extension": ("hip_ext_pk", 0, -1.0),
        "hip flexion": ("hip_flex_pk", 0, 1.0),
        "knee extension": ("knee_ext_pk", 1, -1.0),
        "knee flexion": ("knee_flex_pk", 1, 1.0),
        "plantar flexion": ("ankle_pf_pk", 2, -1.0),
    }
    yield "| peak moment, Nm/kg (model / nine runners) | 2 | 3 | 4 | 5 m/s | mean miss |"
    yield "|---|---|---|---|---|---|"
    for name, (column, joint, sign) in kinds.items():
        found = [float((sign * s.moment_nm[:, joint]).max()) / s.body.mass_kg
                 for s in strides.values()]  # fmt: skip
        wanted = [float(kinetics[v][f"{column}_mean"]) for v in SPEEDS]
        miss = np.mean(np.array(found) / np.array(wanted) - 1.0)
        cells = " | ".join(pair(f, w) for f, w in zip(found, wanted, strict=True))
        yield f"| {name} | {cells} | {100 * miss:+.0f} % |"
    for sign, way in enumerate(("+", "−")):
        for j, joint in enumerate(("hip", "knee", "ankle")):
            column = f"{joint}_W{'+' if way == '+' else '-'}_mean"
            found = [float(s.joint_work_j_kg()[sign][j]) for s in strides.values()]
            wanted = [float(kinetics[v][column]) for v in SPEEDS]
            miss = np.mean(np.array(found) / np.array(wanted) - 1.0)
            cells = " | ".join(pair(f, w) for f, w in zip(found, wanted, strict=True))
            yield f"| {joint} work {way}, J/kg | {cells} | {100 * miss:+.0f} % |"


def muscle_table(evidence: Path, strides: dict[float, Stride]) -> Iterator[str]:
    table = {
        (float(r["speed"]), r["group"]): r
        for r in rows(evidence / "running_muscle_forces_by_speed.csv")
        if r["mode"] == "noflv"
    }
    yield "| peak force, body weights (model / nine runners) | 2 | 3 | 4 | 5 m/s | mean miss |"
    yield "|---|---|---|---|---|---|"
    for lobe in (True, False):
        for muscle in MUSCLES:
            group = "hamstrings_biart" if muscle == "hamstrings" else muscle
            column = f"peakF_{'stance' if lobe else 'swing'}_BW_mean"
            wanted = np.array([float(table[v, group][column]) for v in SPEEDS])
            if wanted[1] < 0.5:
                continue
            found = np.array([s.peak_bw(lobe)[INDEX[muscle]] for s in strides.values()])
            cells = " | ".join(pair(f, w) for f, w in zip(found, wanted, strict=True))
            where = "stance" if lobe else "swing"
            miss = 100 * np.mean(found / wanted - 1.0)
            yield f"| {TITLES[muscle]}, {where} | {cells} | {miss:+.0f} % |"


def lenhart_table(evidence: Path) -> Iterator[str]:
    gait = rows(evidence / "gait_tables.csv")
    usual = simulate_stride(LENHART_SPEED_M_S, body=STANDARD)
    slow = simulate_stride(LENHART_SPEED_M_S, body=STANDARD, cadence_spm=0.9 * usual.cadence_spm)

    def measured(names: list[str], phase: str, rate: int) -> float:
        start = f"{phase}; step rate {rate}% of preferred"
        total = sum(
            float(r["value"])
            for r in gait
            if r["quantity"] == "peak_muscle_force" and "Lenhart" in r["source"]
            and r["muscle_or_joint"] in names and r["condition"].startswith(start)
        )  # fmt: skip
        return total / GRAVITY_M_S2

    yield "| against Lenhart 2014 (model / measured) | peak, body weights | at 90 % step rate |"
    yield "|---|---|---|"
    for muscle, lobe, names, phase in LENHART:
        now = float(usual.peak_bw(lobe)[INDEX[muscle]])
        then = float(slow.peak_bw(lobe)[INDEX[muscle]])
        at_100, at_90 = measured(names, phase, 100), measured(names, phase, 90)
        effect = f"{100 * (then / now - 1):+.0f} % / {100 * (at_90 / at_100 - 1):+.0f} %"
        yield f"| {TITLES[muscle]}, {phase} | {pair(now, at_100)} | {effect} |"


def grade_table() -> Iterator[str]:
    def stance_hip(degrees: float) -> float:
        s = simulate_stride(3.0, grade=float(np.tan(np.radians(degrees))), body=STANDARD)
        return float(-s.moment_nm[s.stance, 0].mean())

    level = simulate_stride(3.0, body=STANDARD)
    yield "| on grades, 3 m/s, 70 kg | model | measured | source |"
    yield "|---|---|---|---|"
    rise = (stance_hip(12.0) - stance_hip(0.0)) / 12.0
    yield f"| mean stance hip moment per degree uphill, Nm | {rise:.1f} | 7.1 | Roberts 2005 |"
    for degrees, share in ((10.0, 1.32), (-10.0, -1.03)):
        s = simulate_stride(3.0, grade=float(np.tan(np.radians(degrees))), body=STANDARD)
        plus, minus = s.joint_work_j_kg()
        net = 2.0 * float((plus - minus).sum()) / (s.speed_m_s * s.stride_s)
        yield (f"| net joint work at {degrees:+.0f} degrees, J/(kg m) | {net:.2f} | {share:.2f} "
               "| DeVita 2008 |")  # fmt: skip
    for degrees, what, pick, change in (
        (-9.0, "braking peak", -1.0, 73),
        (9.0, "propulsive peak", 1.0, 75),
    ):
        s = simulate_stride(3.0, grade=float(np.tan(np.radians(degrees))), body=STANDARD)
        ratio = (pick * s.ground_force_n[:, 0]).max() / (pick * level.ground_force_n[:, 0]).max()
        yield (f"| {what} at {degrees:+.0f} degrees | {100 * (ratio - 1):+.0f} % | {change:+d} % "
               "| Gottschall 2005 |")  # fmt: skip
        normal = s.ground_force_n[:, 1].max() / level.ground_force_n[:, 1].max()
        yield (f"| normal peak at {degrees:+.0f} degrees | {100 * (normal - 1):+.0f} % | 0 % "
               "| Gottschall 2005 |")  # fmt: skip


def tables(evidence: Path) -> str:
    strides = {v: simulate_stride(v, body=NINE_RUNNERS) for v in SPEEDS}
    parts = [
        joint_table(evidence, strides),
        muscle_table(evidence, strides),
        lenhart_table(evidence),
        grade_table(),
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evidence", type=Path, default=ROOT.parent / "shared" / "evidence")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    return write_or_check(PAGE, "stride_page.py", tables(options.evidence), options.check)


if __name__ == "__main__":
    sys.exit(main())
