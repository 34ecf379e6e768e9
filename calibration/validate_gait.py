"""Predicted against published, per source, and against each runner left out.

    python calibration/validate_gait.py [--shared ../shared] [--write]

Writes docs/gait_validation.md; without `--write` the page is printed. Misses stay in plain sight.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gait_closed_form import GRAVITY, GROUPS, LENHART, PEAK_GROUP, SPEEDS, Peaks, fit
from runner_forces import group_peaks, strides_of

from myostride.gait import SteadyState, steady_state
from myostride.gait.coefficients import GaitCoefficients, coefficients, coefficients_from
from myostride.gait.demand import lobes
from myostride.gait.stride.grid import State, stride_ratios
from myostride.gait.uncertainty import Z_80, force_log_sd
from myostride.muscles import INDEX, MUSCLES
from myostride.runner import Body, Carried

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "gait_validation.md"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def support(evidence: Path) -> Iterator[str]:
    """Contact time and mean force of the rows that state speed and cadence."""
    yield "## Contact time and ground force\n"
    rows = []
    seen = read(evidence / "running_muscle_forces_by_speed.csv")
    for r in seen:
        if r["mode"] != "noflv" or r["group"] != "vasti" or float(r["speed"]) not in SPEEDS:
            continue
        state = steady_state(float(r["speed"]), cadence_spm=120 / float(r["stride_T_mean"]))
        ours, theirs = float(state.support["contact_s"].value[0]), float(r["contact_t_mean"])
        rows.append(["nine runners, contact [s]", r["speed"], f"{ours:.3f}", f"{theirs:.3f}",
                     f"{100 * (ours / theirs - 1):+.1f} %"])  # fmt: skip
    for speed, contact, stride, force, name in (
        (3.96, 0.253, 0.689, 1.356, "Hamner 2010 force file"),
        (4.0, 0.2366, 0.6867, 1.446, "Rajagopal 2016 force file"),
    ):
        state = steady_state(speed, cadence_spm=120 / stride)
        given = steady_state(speed, cadence_spm=120 / stride, contact_time_s=contact)
        for what, ours, theirs in (
            ("contact [s]", float(state.support["contact_s"].value[0]), contact),
            ("mean force [BW], contact given", float(given.support["mean_bw"].value[0]), force),
        ):
            rows.append([f"{name}, {what}", f"{speed:g}", f"{ours:.3f}", f"{theirs:.3f}",
                         f"{100 * (ours / theirs - 1):+.1f} %"])  # fmt: skip
    for speed, contact in ((2.22, 0.280), (5.0, 0.190)):
        ours = float(steady_state(speed).support["contact_s"].value[0])
        rows.append(["Kipp 2018, contact [s]", f"{speed:g}", f"{ours:.3f}",
                     f"{contact:.3f}", f"{100 * (ours / contact - 1):+.1f} %"])  # fmt: skip
    yield from table(["row", "m/s", "ours", "published", "difference"], rows)
    yield "Sources differ in runners and in threshold: kappa is 1.00 for Kipp's runners, 1.10 to"
    yield "1.14 for the nine, 1.10 and 1.17 for the two force files. 1.05 ships, with a spread of"
    yield "6 %; no one value meets every row within 6 %.\n"


def peaks_by_source(evidence: Path) -> Iterator[str]:
    yield "## Peak forces, each source apart [BW]\n"
    forces = {
        (float(r["speed"]), r["group"]): float(r["peakF_BW_mean"])
        for r in read(evidence / "running_muscle_forces_by_speed.csv")
        if r["mode"] == "noflv"
    }
    rows, errors = [], []
    for muscle in MUSCLES:
        cells = [muscle]
        for speed in SPEEDS:
            theirs = sum(forces[speed, g] for g in PEAK_GROUP.get(muscle, GROUPS[muscle]))
            ours = float(steady_state(speed).muscles["peak_bw"].value[INDEX[muscle]])
            errors.append(abs(ours / theirs - 1))
            cells.append(f"{ours:.2f} ({theirs:.2f})")
        rows.append(cells)
    yield "Nine-runner table, ours (theirs):\n"
    yield from table(["muscle", *(f"{v:g} m/s" for v in SPEEDS)], rows)
    yield f"Median absolute error {100 * float(np.median(errors)):.0f} %, "
    yield f"largest {100 * max(errors):.0f} %.\n"

    rows = []
    usual = steady_state(2.9)
    slow = steady_state(2.9, cadence_spm=0.9 * usual.cadence_spm)
    gait = read(evidence / "gait_tables.csv")
    for (muscle, lobe), (names, phase) in LENHART.items():
        by_rate = {}
        for rate in (90, 100):
            wanted = f"{phase}; step rate {rate}% of preferred"
            by_rate[rate] = sum(
                float(r["value"]) / GRAVITY
                for r in gait
                if r["quantity"] == "peak_muscle_force"
                and r["muscle_or_joint"] in names
                and r["condition"].startswith(wanted)
            )
        key, m = f"peak_{lobe}_bw", INDEX[muscle]
        ours = float(usual.muscles[key].value[m])
        change = 100 * (float(slow.muscles[key].value[m]) / ours - 1)
        theirs = 100 * (by_rate[90] / by_rate[100] - 1)
        level = "-" if muscle == "adductors" else f"{ours:.2f} ({by_rate[100]:.2f})"
        rows.append([f"{muscle}, {lobe}", level, f"{change:+.1f}", f"{theirs:+.1f}",
                     f"{change - theirs:+.1f}"])  # fmt: skip
    yield "Lenhart 2014, 100 % of preferred step rate, and the change at 90 % [%]. The changes"
    yield "agree by construction: the cadence exponents are taken from these two columns. The"
    yield "levels do not: they are a blend.\n"
    yield from table(["muscle, lobe", "level, ours (theirs)", "ours", "theirs", "points"], rows)


def grades() -> Iterator[str]:
    yield "## Grades\n"
    yield "Met by construction: these rows set the coefficients, so this only checks the"
    yield "arithmetic.\n"
    level, steep = steady_state(3.0), steady_state(3.0, grade=float(np.tan(np.radians(12))))
    per_degree = 70 * (steep.joints.moment_mean[0] - level.joints.moment_mean[0]) / 12
    rows = [["mean stance hip moment per degree uphill, 70 kg [Nm]", f"{per_degree:.1f}", "7.1",
             "Roberts & Belliveau 2005"]]  # fmt: skip
    for sign, published in ((1, 1.32), (-1, -1.03)):
        grade = float(np.tan(np.radians(10 * sign)))
        state = steady_state(3.0, grade=grade)
        steps_m = state.cadence_spm / 60 / 3.0
        flat = steady_state(3.0, cadence_spm=state.cadence_spm)
        if sign > 0:
            added = state.joints.work_positive.sum() - flat.joints.work_positive.sum()
        else:
            added = -(state.joints.work_negative.sum() - flat.joints.work_negative.sum())
        rows.append([f"joint work added at {10 * sign:+d} degrees [J/(kg m)]",
                     f"{added * steps_m:+.2f}", f"{published:+.2f}", "DeVita 2008"])  # fmt: skip
    yield from table(["quantity", "ours", "published", "source"], rows)


@dataclass(frozen=True)
class LeftOut:
    muscle: str
    speed: float
    error: float
    inside: bool


def leave_one_out(shared: Path) -> list[LeftOut]:
    """Refit without a runner, predict that runner's peaks at the cadence they ran."""
    peaks, strides = group_peaks(shared), strides_of(shared)
    runners = sorted({runner for runner, _ in peaks})
    found = []
    for out in runners:
        others: Peaks = {}
        for speed in SPEEDS:
            for muscle in GROUPS:
                for lobe in ("stance", "swing"):
                    v = [peaks[r, speed][muscle, lobe] for r in runners if r != out]
                    others[speed, muscle, lobe] = (float(np.mean(v)), float(np.std(v, ddof=1)))
        c = coefficients_from(fit(shared / "evidence", others))
        for speed in SPEEDS:
            value, log_sd = predict(c, speed, *strides[out, speed])
            for m, muscle in enumerate(MUSCLES):
                seen = max(peaks[out, speed][muscle, "stance"], peaks[out, speed][muscle, "swing"])
                miss = float(np.log(value[m] / seen))
                found.append(
                    LeftOut(muscle, speed, abs(float(value[m] / seen) - 1),
                            abs(miss) <= Z_80 * float(log_sd[m]))
                )  # fmt: skip
    return found


def predict(
    c: GaitCoefficients, speed: float, cadence_hz: float, contact_s: float
) -> tuple[np.ndarray, np.ndarray]:
    """Peaks [BW] and their log-sd, (muscle,), as `gait.steady_state` works them out."""
    v, hz, level = np.array([speed]), np.array([cadence_hz]), np.zeros(1)
    body, carried = Body(), Carried()
    step = lobes(
        v, level, body=body, carried=carried, cadence_hz=hz, contact_s=np.array([contact_s]), c=c
    )
    causes = force_log_sd(v, level, level, hz, step, body=body, carried=carried, c=c)
    lobe = step.peak_bw[0].argmax(axis=0)
    scale = np.take_along_axis(c.log_sd, lobe[None], axis=0)[0]
    return step.peak_bw[0].max(axis=0), np.sqrt(sum(p[0] ** 2 for p in causes) + scale**2)


STATES = {
    "5 m/s": State(speed_m_s=5.0),
    "+10 %": State(grade=0.10),
    "-10 %": State(grade=-0.10),
    "cadence 90 %": State(cadence_ratio=0.9),
    "vest 14 kg": State(vest_kg=14.0),
    "ankle 1 kg": State(ankle_kg=1.0),
}


def against_generator() -> Iterator[str]:
    """The closed form beside the simulated stride, as ratios to level running at 3 m/s."""
    yield "## The closed form against the stride generator\n"
    yield "Peak of a muscle's larger lobe over the same in level running at 3 m/s: closed form"
    yield "(generator). The closed form is pinned to measurement, the generator to mechanics; where"
    yield "they part, [stride.md](stride.md) says what the generator misses.\n"
    c = coefficients()
    lobe = c.peak_bw.argmax(axis=0)
    easy = steady_state(3.0)
    columns = {}
    for name, ratios in zip(STATES, stride_ratios(STATES.values(), Body()), strict=True):
        state = ratios.state
        ours = _like(state)
        closed = [
            (ours.muscles[k].value / np.maximum(easy.muscles[k].value, 1e-9))
            for k in ("peak_stance_bw", "peak_swing_bw")
        ]
        simulated = (ratios.stance, ratios.swing)
        columns[name] = [
            f"{closed[lobe[m]][m]:.2f} ({simulated[lobe[m]][m]:.2f})" for m in range(len(MUSCLES))
        ]
    rows = [[muscle, *(cells[m] for cells in columns.values())] for m, muscle in enumerate(MUSCLES)]
    yield from table(["muscle", *columns], rows)


def _like(state: State) -> SteadyState:
    carried = Carried(vest_kg=state.vest_kg, ankle_kg=state.ankle_kg)
    usual = steady_state(state.speed_m_s, grade=state.grade, carried=carried)
    return steady_state(
        state.speed_m_s,
        grade=state.grade,
        carried=carried,
        cadence_spm=usual.cadence_spm * state.cadence_ratio,
    )


def left_out_page(found: list[LeftOut]) -> Iterator[str]:
    yield "## Each of the nine runners left out\n"
    yield "Peaks of the runner left out (our static optimisation of that runner's own angles and"
    yield "moments) against a fit to the other eight and Lenhart, at the cadence and contact time"
    yield "that the runner had.\n"
    rows = []
    for muscle in MUSCLES:
        own = [f for f in found if f.muscle == muscle]
        rows.append([muscle, f"{100 * float(np.median([f.error for f in own])):.0f} %",
                     f"{100 * float(np.mean([f.inside for f in own])):.0f} %"])  # fmt: skip
    yield from table(["muscle", "median error", "inside the 80 % interval"], rows)
    median = 100 * float(np.median([f.error for f in found]))
    cover = 100 * float(np.mean([f.inside for f in found]))
    yield f"All: median absolute error {median:.0f} %, {cover:.0f} % of {len(found)} values inside."


def page(shared: Path) -> str:
    evidence = shared / "evidence"
    lines = [
        "# The gait model against what was published",
        "",
        "Written by `python calibration/validate_gait.py --write`; misses in plain sight. Only the",
        "section that leaves runners out is a test on values not used; the rest says how closely",
        "the model keeps to what it was made from.",
        "",
        *support(evidence),
        *peaks_by_source(evidence),
        *grades(),
        *against_generator(),
        *left_out_page(leave_one_out(shared)),
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = page(options.shared)
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
