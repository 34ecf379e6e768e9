"""`myostride gait`: what one steady speed asks of each muscle, per step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.display import bar
from myostride.cli.values import number, speed
from myostride.errors import InputError
from myostride.muscles import MUSCLES, TITLES
from myostride.units import SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from myostride.figures import StrideCurves
    from myostride.gait import SteadyState
    from myostride.runner import Body, Carried

__all__ = ["command"]

MOST_RUNNING_DUTY = 0.48
"""With a foot longer on the ground than this share of the stride it is a walk, not a run."""

Speed = Annotated[
    float,
    Option("--speed", metavar="M_S", parser=speed, help="Speed: 3.5, 12km/h, 8mph, 5:00/km."),
]
Grade = Annotated[
    float,
    Option("--grade", metavar="PCT", parser=number("--grade", -45, 45, "%"),
           help="Grade, negative downhill."),
]  # fmt: skip
Cadence = Annotated[
    float | None,
    Option("--cadence", metavar="STEPS_PER_MIN", parser=number("--cadence", 60, 300),
           help="Steps per minute, both feet; default: usual for the speed and height."),
]  # fmt: skip
ContactTime = Annotated[
    float | None,
    Option("--contact-time", metavar="S", parser=number("--contact-time", 0.06, 1.2, "s"),
           help="Ground contact time, if measured."),
]  # fmt: skip


def command(
    speed: Speed,
    grade: Grade = 0.0,
    cadence: Cadence = None,
    mass: options.Mass = None,
    height: options.Height = None,
    sex: options.Sex = None,
    vest: options.Vest = 0.0,
    pack: options.Pack = 0.0,
    ankle: options.Ankle = 0.0,
    contact_time: ContactTime = None,
    figure: options.Figure = None,
    as_json: options.Json = False,
) -> int:
    """What one steady speed asks of each muscle, per step.

    Forces are in body weights, work in joules per kilogram of body mass; every number has
    an 80 % interval.

    \b
    Examples:
      myostride gait --speed 3.5 --mass 61kg --height 168cm
      myostride gait --speed 5:00/km --grade -8 --vest 11lb
    """
    from myostride.gait import steady_state

    body, assumed = options.body_of(mass, height, sex)
    loads = options.carried_of(vest, pack, ankle)
    state = steady_state(
        speed,
        grade=grade / 100.0,
        cadence_spm=cadence,
        body=body,
        carried=loads,
        contact_time_s=contact_time,
    )
    document = state.to_json()
    document["assumptions"] = [*assumed, *document["assumptions"]]
    if figure is not None:
        _draw(document, speed, grade, figure, _stride_curves(state, speed, grade, loads, body))
    if as_json:
        output.print_json(document)
    else:
        _show(document, speed, grade)
    return 0


def _show(document: Mapping[str, Any], speed_m_s: float, grade_pct: float) -> None:
    support = document["support"]
    screen = output.console()
    screen.print(
        f"[bold]One step {_state(speed_m_s, grade_pct)}[/bold], "
        f"{document['cadence_spm']:.0f} steps a minute: the ground pushes back with "
        f"{support['peak_bw']:.2f} body weights at most, {support['mean_bw']:.2f} on average, "
        f"for {1000 * support['contact_s']:.0f} ms."
    )
    shown = output.table(
        "Muscle", "Peak, body weights", "In", "Work +", "Work −", "Of its maximum",
        right=("Work +", "Work −"),
    )  # fmt: skip
    for muscle in MUSCLES:
        row = document["muscles"][muscle]
        in_swing = row["peak_swing_bw"] > row["peak_stance_bw"]
        shown.add_row(
            TITLES[muscle],
            f"{row['peak_bw']:5.2f}  ({row['peak_bw_lo']:.2f} to {row['peak_bw_hi']:.2f})",
            "swing" if in_swing else "stance",
            f"{row['work_positive_j_kg']:.2f}",
            f"{abs(row['work_negative_j_kg']):.2f}",
            bar(row["relative_peak"], 10),
        )
    screen.print(shown)
    screen.print(
        "[dim]In brackets: 80 % interval. Work in J/kg per step: + shortening, − lengthening."
    )
    output.print_remarks(screen, document["assumptions"], document["extrapolated"])


def _stride_curves(
    state: SteadyState, speed_m_s: float, grade_pct: float, loads: Carried, body: Body
) -> StrideCurves | None:
    """One simulated running stride, or None for a walk, which the generator does not know."""
    from myostride.gait.stride import JOINTS, simulate_stride

    contact_s = float(state.support["contact_s"].value[0])
    if contact_s * state.cadence_spm / (2.0 * SECONDS_PER_MINUTE) > MOST_RUNNING_DUTY:
        return None
    try:
        stride = simulate_stride(
            speed_m_s, grade=grade_pct / 100.0, cadence_spm=state.cadence_spm, body=body,
            carried=loads, contact_time_s=contact_s,
        )  # fmt: skip
    except InputError:
        return None
    from myostride.figures import StrideCurves

    ground = stride.ground_force_bw
    moments = stride.moment_nm / body.mass_kg
    return StrideCurves(
        stride_pct=(100.0 * stride.phase).tolist(),
        contact_pct=100.0 * stride.contact_s / stride.stride_s,
        ground_bw={"normal": ground[:, 1].tolist(), "fore-aft": ground[:, 0].tolist()},
        moments_nm_kg={joint: (-moments[:, j]).tolist() for j, joint in enumerate(JOINTS)},
        muscles_bw={m: stride.group_force_bw[:, i].tolist() for i, m in enumerate(MUSCLES)},
        unmet_nm=float(abs(stride.residual_nm).max()),
    )


def _draw(
    document: Mapping[str, Any],
    speed_m_s: float,
    grade_pct: float,
    path: Any,
    curves: StrideCurves | None,
) -> None:
    from myostride.figures import gait_peaks, gait_stride, save

    peaks = {
        muscle: {
            phase: tuple(row[f"peak_{phase}_bw{end}"] for end in ("", "_lo", "_hi"))
            for phase in ("stance", "swing")
        }
        for muscle, row in document["muscles"].items()
    }
    said = _state(speed_m_s, grade_pct).removeprefix("at ")
    save(gait_peaks(peaks, said) if curves is None else gait_stride(curves, peaks, said), path)
    output.note(f"figure: {path}")


def _state(speed_m_s: float, grade_pct: float) -> str:
    if grade_pct == 0.0:
        return f"at {speed_m_s:.2f} m/s on the level"
    way = "up" if grade_pct > 0 else "down"
    return f"at {speed_m_s:.2f} m/s {way} a {abs(grade_pct):g} % grade"
