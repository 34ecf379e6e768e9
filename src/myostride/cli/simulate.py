"""`myostride simulate`: what a training program does to each muscle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument

from myostride.cli import options, output
from myostride.cli.body import known_profile, shown_of
from myostride.cli.display import Shown, percent, signed
from myostride.cli.sources import SAY_SOURCES, keys
from myostride.cli.tables import print_table
from myostride.errors import InputError
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from myostride.home.profile import Profile
    from myostride.physiology import Simulation
    from myostride.runner import Runner
    from myostride.training import Program

__all__ = ["command"]

DAYS_BELOW = 21.0
"""Shorter programs are drawn in days, longer ones in weeks."""

TABLES = ("gait", "physiology", "exercises", "intensity")
"""What a prediction rests on."""

WHO = ("mass_kg", "height_m", "sex", "age_y", "status", "vo2max_ml_kg_min")
"""Profile fields that say who does the program."""

ProgramFile = Annotated[Path, Argument(metavar="PROGRAM.yaml", help="A program or study file.")]


def command(
    program: ProgramFile,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    figure: options.Figure = None,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.ProfileOf = None,
    as_json: options.Json = False,
) -> int:
    """What a training program does to each muscle.

    Growth is at the program's end, against its start. The file's `people` do it; where it names
    none, you do, as your profile says. What is left open is assumed, named below the answer and
    widens the intervals.

    \b
    Examples:
      myostride simulate hills.yaml
      myostride simulate hills.yaml --draws 1000 --seed 7 --figure hills.svg
    """
    if not program.is_file():
        raise InputError(f"there is no program file '{program}'")
    from myostride.physiology import simulate
    from myostride.training import Program

    asked = Program.from_yaml(program)
    profile = known_profile(home, athlete)
    runner, said = _who(asked, profile)
    simulation = simulate(asked, runner, **options.ensemble(draws, seed))
    document = simulation.to_json()
    document["assumptions"] = [*said, *document["assumptions"]]
    document["sources"] = keys(*TABLES)
    if figure is not None:
        _draw(simulation, figure)
    if as_json:
        output.print_json(document)
    else:
        _show(simulation, document, shown_of(units, profile))
    return 0


def _who(program: Program, profile: Profile | None) -> tuple[Runner | None, list[str]]:
    """The runner of the profile where the program names no people, and a sentence about it."""
    from myostride.training.people import People

    if program.people != People() or profile is None:
        return None, []
    known = [name for name, each in profile.values.items()
             if each.source in ("stated", "file") and name in WHO]  # fmt: skip
    if not known:
        return None, []
    runner, diet = profile.runner, program.diet
    food = {name: stated for name in ("protein_g_per_kg", "energy_balance_kcal",
            "carbohydrate_g_per_kg") if (stated := getattr(diet, name)) is not None}  # fmt: skip
    steps = runner.daily_steps if program.daily_steps is None else program.daily_steps
    shown = ", ".join(_told(name, profile) for name in known)
    return (
        replace(runner, diet=replace(runner.diet, **food), daily_steps=steps),
        [f"the program names no people: taken is the profile of {profile.name} ({shown})"],
    )


def _told(name: str, profile: Profile) -> str:
    each = profile.values[name]
    if isinstance(each.value, int | float):
        return f"{each.value:.4g} {each.unit}"
    return str(each.value).replace("_", " ")


def _show(simulation: Simulation, document: Mapping[str, Any], shown: Shown) -> None:
    series, bout = document["series"]["muscles"], simulation.bout
    day = document["series"]["t_day"][simulation.end_index]
    headings = ["Muscle", "Growth", "80 %", "Net loss", "Most damage", "Most sore", "Least force"]
    rows = [_row(muscle, document["muscles"][muscle], series[muscle]) for muscle in MUSCLES]
    if bout:
        # Whether a muscle has shrunk says nothing after one bout.
        column = headings.index("Net loss")
        for cells in (headings, *rows):
            del cells[column]
    screen = output.console()
    print_table(
        screen,
        headings,
        rows,
        right=("Growth", "Net loss", "Most damage", "Most sore", "Least force"),
        give_way=("80 %", "Most sore", "Most damage") if bout
        else ("Most sore", "Least force", "Most damage", "Net loss"),
        title=f"{document['name']}: {day:.0f} days, the bout and what follows it" if bout
        else f"{document['name']}: after {day:.0f} days",
    )  # fmt: skip
    if not bout:
        screen.print(
            "[dim]Net loss: how likely a muscle is smaller at the end than at the start.[/dim]"
        )
    output.print_remarks(screen, [*map(shown.sentence, document["assumptions"]), SAY_SOURCES])


def _row(muscle: str, row: Mapping[str, Any], course: Mapping[str, Any]) -> list[str]:
    return [
        TITLES[muscle],
        f"{signed(row['growth_pct'])} %",
        f"{signed(row['lo'])} to {signed(row['hi'])}",
        percent(row["p_net_loss"]),
        percent(max(course["damage"])),
        f"{max(course['soreness']):.1f}",
        f"{min(course['force_capacity_pct']):.0f} %",
    ]


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
