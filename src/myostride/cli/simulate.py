"""`myostride simulate`: what a training program does to each muscle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument

from myostride.cli import options, output
from myostride.cli.display import percent, signed
from myostride.errors import InputError
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from myostride.physiology import Simulation

__all__ = ["command"]

DAYS_BELOW = 21.0
"""Shorter programs are drawn in days, longer ones in weeks."""

ProgramFile = Annotated[Path, Argument(metavar="PROGRAM.yaml", help="A program or study file.")]


def command(
    program: ProgramFile,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    figure: options.Figure = None,
    as_json: options.Json = False,
) -> int:
    """What a training program does to each muscle.

    Growth is at the program's end, against its start. What the file leaves open is assumed,
    named below the answer and widens the intervals.

    \b
    Examples:
      myostride simulate hills.yaml
      myostride simulate hills.yaml --draws 1000 --seed 7 --figure hills.svg
    """
    if not program.is_file():
        raise InputError(f"there is no program file '{program}'")
    from myostride.physiology import simulate
    from myostride.training import Program

    simulation = simulate(Program.from_yaml(program), **options.ensemble(draws, seed))
    document = simulation.to_json()
    if figure is not None:
        _draw(simulation, figure)
    if as_json:
        output.print_json(document)
    else:
        _show(document, program)
    return 0


def _show(document: Mapping[str, Any], program: Path) -> None:
    days = document["series"]["t_day"]
    series = document["series"]["muscles"]
    table = output.table(
        "Muscle", "Growth", "80 %", "Net loss", "Most damage", "Most sore", "Least force",
        right=("Growth", "Net loss", "Most damage", "Most sore", "Least force"),
        title=f"{document.get('name', program.stem)}: after {days[-1]:.0f} days",
    )  # fmt: skip
    for muscle in MUSCLES:
        row, course = document["muscles"][muscle], series[muscle]
        table.add_row(
            TITLES[muscle],
            f"{signed(row['growth_pct'])} %",
            f"{signed(row['lo'])} to {signed(row['hi'])}",
            percent(row["p_net_loss"]),
            percent(max(course["damage"])),
            f"{max(course['soreness']):.1f}",
            f"{min(course['force_capacity_pct']):.0f} %",
        )
    screen = output.console()
    screen.print(table)
    screen.print(
        "[dim]Net loss: how likely a muscle is smaller at the end than at the start.[/dim]"
    )
    output.print_remarks(screen, document.get("assumptions", ()))


def _draw(simulation: Simulation, path: Path) -> None:
    from myostride.figures import GrowthHistory, growth_and_damage, save

    days = simulation.t_day.tolist()
    long = days[-1] > DAYS_BELOW
    per_unit = 7.0 if long else 1.0
    history = GrowthHistory.from_trajectory(
        simulation.trajectory,
        [day / per_unit for day in days],
        [session.day / per_unit for session in simulation.sessions],
        "weeks" if long else "days",
    )
    save(growth_and_damage(history), path)
    output.note(f"figure: {path}")
