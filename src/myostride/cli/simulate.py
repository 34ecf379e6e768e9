"""`myostride simulate`: what a training program does to each muscle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument

from myostride.cli import options, output, whatif
from myostride.cli.body import known_profile, shown_of
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.display import Shown, percent, signed
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

ProgramFile = Annotated[
    Path | None, Argument(metavar="PROGRAM.yaml", help="A program or study file.")
]


def command(
    program: ProgramFile = None,
    last: whatif.Last = None,
    add: whatif.Add = None,
    weeks: whatif.Weeks = None,
    day: options.Day = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    figure: options.Figure = None,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.ProfileOf = None,
    as_json: options.Json = False,
) -> int:
    """What a training program does to each muscle, or a change to your own last weeks.

    Growth is at the program's end, against its start. The file's `people` do it; where it names
    none, you do, as your profile says. What is left open is assumed, named below the answer and
    widens the intervals.

    With --last instead of a file, the runs of your last weeks are repeated from where your legs
    stand on that day, once as they are and once with everything of --add.

    \b
    Examples:
      myostride simulate hills.yaml
      myostride simulate hills.yaml --draws 1000 --seed 7 --figure hills.svg
      myostride simulate --last 4w --add squats
      myostride simulate --last 4w --add vest:5kg --add protein:1.8
      myostride simulate --last 4w --add tips --figure tips.svg
    """
    chosen = options.ensemble(draws, seed)
    if program is None and last is not None:
        return whatif.answer(
            last, add or (), day=day, weeks=weeks, ensemble=chosen, figure=figure, units=units,
            home=home, athlete=athlete, as_json=as_json,
        )  # fmt: skip
    return _simulate(
        _file_of(program, last, {"--add": add, "--weeks": weeks, "--date": day}),
        chosen, figure, units, known_profile(home, athlete), as_json,
    )  # fmt: skip


def _file_of(program: Path | None, last: int | None, only_with_last: Mapping[str, object]) -> Path:
    """The program file, where that alone is asked for.

    Raises
    ------
    InputError
        If it is missing, or there is more than it.
    """
    if program is not None and last is not None:
        raise InputError("a program file and --last are two questions; leave one of them out")
    for name, given in only_with_last.items():
        if given is not None:
            raise InputError(f"{name} varies your own last weeks; say how many, e.g. --last 4w")
    if program is None:
        raise InputError("name a program file, or vary your own weeks, e.g. "
                         "myostride simulate --last 4w --add squats")  # fmt: skip
    if not program.is_file():
        raise InputError(f"there is no program file '{program}'")
    return program


def _simulate(
    program: Path,
    chosen: options.Ensemble,
    figure: Path | None,
    units: str | None,
    profile: Profile | None,
    as_json: bool,
) -> int:
    from myostride.physiology import simulate
    from myostride.training import Program

    asked = Program.from_yaml(program)
    runner, said = _who(asked, profile)
    simulation = simulate(asked, runner, **chosen)
    document = simulation.to_json()
    document["assumptions"] = [*said, *document["assumptions"]]
    from myostride.references import source_keys

    document["sources"] = source_keys(*TABLES)
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
