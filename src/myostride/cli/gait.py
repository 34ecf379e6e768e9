"""`myostride gait`: what one steady speed asks of each muscle, per step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.body import body_of, known_profile, shown_of
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.cli.values import contact_time, number, speed
from myostride.display import Shown, bar, percent
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

RUNNING_M_S, ONE_FOOT_SPM = 2.2, 110.0
"""From this speed on nobody takes fewer steps: the strides of one foot were counted."""

SAME_CONTACT = 0.01
"""A contact time used that differs by more from the one typed is said to."""

TABLES = ("gait",)
"""What the answer rests on."""

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
    Option("--contact-time", metavar="S", parser=contact_time,
           help="Ground contact time, if measured: 0.25, 250ms."),
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
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.ProfileOf = None,
    as_json: options.Json = False,
) -> int:
    """What one steady speed asks of each muscle, per step.

    Forces are in body weights, work in joules per kilogram of body mass; every number has
    an 80 % interval. Mass, height and sex come from your profile where they are not typed.

    \b
    Examples:
      myostride gait --speed 3.5 --mass 61kg --height 168cm
      myostride gait --speed 5:00/km --grade -8 --vest 11lb
    """
    if speed >= RUNNING_M_S and cadence is not None and cadence < ONE_FOOT_SPM:
        raise InputError(f"--cadence {cadence:g} at {speed:.2f} m/s: cadence counts the steps of "
                         f"both feet; did you mean {2 * cadence:g}?")  # fmt: skip
    loads = options.carried_of(vest, pack, ankle)
    from myostride.gait import steady_state

    profile = known_profile(home, athlete)
    shown = shown_of(units, profile)
    body, assumed = body_of(mass, height, sex, profile)
    state = steady_state(
        speed,
        grade=grade / 100.0,
        cadence_spm=cadence,
        body=body,
        carried=loads,
        contact_time_s=contact_time,
    )
    document = state.to_json()
    document["assumptions"] = [
        *assumed,
        *_contact_used(contact_time, document["support"]["contact_s"]),
        *document["assumptions"],
    ]
    from myostride.references import source_keys

    document["sources"] = source_keys(*TABLES)
    if figure is not None:
        curves = _stride_curves(state, speed, grade, loads, body)
        _draw(document, _state(speed, grade, shown), figure, curves)
    if as_json:
        output.print_json(document)
    else:
        _show(document, _state(speed, grade, shown), shown)
    return 0


def _contact_used(typed_s: float | None, used_s: float) -> Iterator[str]:
    """A sentence where the contact time typed is not the one computed with."""
    if typed_s is not None and abs(used_s / typed_s - 1.0) > SAME_CONTACT:
        yield (f"a contact of {1000 * typed_s:.0f} ms does not go with this speed and cadence: "
               f"{1000 * used_s:.0f} ms was used, the nearest that does")  # fmt: skip


def _show(document: Mapping[str, Any], state: str, shown: Shown) -> None:
    support = document["support"]
    screen = output.console()
    screen.print(
        f"[bold]One step at {state}[/bold], "
        f"{document['cadence_spm']:.0f} steps a minute: the ground pushes back with "
        f"{support['peak_bw']:.2f} body weights at most, {support['mean_bw']:.2f} on average, "
        f"for {1000 * support['contact_s']:.0f} ms."
    )
    print_table(
        screen,
        ("Muscle", "Peak, body weights", "In", "Work +", "Work −", "Of its maximum"),
        [_row(muscle, document["muscles"][muscle]) for muscle in MUSCLES],
        right=("Work +", "Work −"),
        give_way=("Of its maximum", "Work +", "Work −", "In"),
    )
    screen.print(
        "[dim]In brackets: 80 % interval. Work in J/kg per step: + shortening, − lengthening."
    )
    output.print_remarks(
        screen,
        [*map(shown.sentence, document["assumptions"]), SAY_SOURCES],
        map(shown.sentence, document["extrapolated"]),
    )


def _row(muscle: str, row: Mapping[str, Any]) -> list[str]:
    return [
        TITLES[muscle],
        f"{row['peak_bw']:5.2f}  ({row['peak_bw_lo']:.2f} to {row['peak_bw_hi']:.2f})",
        "swing" if row["peak_swing_bw"] > row["peak_stance_bw"] else "stance",
        f"{row['work_positive_j_kg']:.2f}",
        f"{abs(row['work_negative_j_kg']):.2f}",
        f"{bar(row['relative_peak'], 10)} {percent(row['relative_peak']):>5}",
    ]


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


def _draw(document: Mapping[str, Any], state: str, path: Path, curves: StrideCurves | None) -> None:
    from myostride.figures import gait_peaks, gait_stride, save

    peaks = {
        muscle: {
            phase: tuple(row[f"peak_{phase}_bw{end}"] for end in ("", "_lo", "_hi"))
            for phase in ("stance", "swing")
        }
        for muscle, row in document["muscles"].items()
    }
    save(gait_peaks(peaks, state) if curves is None else gait_stride(curves, peaks, state), path)
    output.note(f"figure: {path}")


def _state(speed_m_s: float, grade_pct: float, shown: Shown) -> str:
    pace = f"{shown.speed(speed_m_s)} ({shown.pace(speed_m_s)})"
    if grade_pct == 0.0:
        return f"{pace} on the level"
    way = "up" if grade_pct > 0 else "down"
    return f"{pace} {way} a {abs(grade_pct):g} % grade"
