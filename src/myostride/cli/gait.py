"""`myostride gait`: what one steady speed asks of each muscle, per step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.display import bar
from myostride.cli.values import number, speed
from myostride.muscles import MUSCLES, TITLES

__all__ = ["command"]

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
    state = steady_state(
        speed,
        grade=grade / 100.0,
        cadence_spm=cadence,
        body=body,
        carried=options.carried_of(vest, pack, ankle),
        contact_time_s=contact_time,
    )
    document = state.to_json()
    document["assumptions"] = [*assumed, *document["assumptions"]]
    if figure is not None:
        _draw(document, speed, grade, figure)
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


def _draw(document: Mapping[str, Any], speed_m_s: float, grade_pct: float, path: Any) -> None:
    from myostride.figures import gait_peaks, save

    peaks = {
        muscle: {
            phase: tuple(row[f"peak_{phase}_bw{end}"] for end in ("", "_lo", "_hi"))
            for phase in ("stance", "swing")
        }
        for muscle, row in document["muscles"].items()
    }
    save(gait_peaks(peaks, _state(speed_m_s, grade_pct).removeprefix("at ")), path)
    output.note(f"figure: {path}")


def _state(speed_m_s: float, grade_pct: float) -> str:
    if grade_pct == 0.0:
        return f"at {speed_m_s:.2f} m/s on the level"
    way = "up" if grade_pct > 0 else "down"
    return f"at {speed_m_s:.2f} m/s {way} a {abs(grade_pct):g} % grade"
