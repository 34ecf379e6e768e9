"""`myostride log`: one entry in the diary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from myostride.cli import options, output

if TYPE_CHECKING:
    from myostride.home import Home
    from myostride.home.diary import DiaryRow

__all__ = ["command"]

What = Annotated[
    str,
    Argument(
        metavar="WHAT", help="soreness, measure, jump, strength, food, steps, weight, illness."
    ),
]
Value = Annotated[
    str | None, Option("--value", metavar="VALUE", help="A number, with its unit: 54cm, 21in, 3.")
]
Muscle = Annotated[
    str | None, Option("--muscle", metavar="NAME", help="A muscle or group: vasti, quads, calves.")
]
Kind = Annotated[
    str | None, Option("--kind", metavar="WORD", help="Which kind: e.g. of strength test or food.")
]
Text = Annotated[str | None, Option("--text", metavar="TEXT", help="A remark.")]


def command(
    what: What,
    value: Value = None,
    muscle: Muscle = None,
    kind: Kind = None,
    text: Text = None,
    day: options.Day = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Write soreness, food, measures and more in the diary.

    An absurd value is refused, with the likely slip.

    \b
    Examples:
      myostride log soreness --muscle quads --value 4
      myostride log measure --muscle vasti --value 54cm
      myostride log weight --value 134lb --date yesterday
      myostride log illness --value 3d
      myostride log food --kind protein --value 110g
    """
    from myostride.home import open_home

    with open_home(home, athlete=athlete) as opened:
        row = opened.log(what, value=value, day=day, muscle=muscle, detail=kind, text=text)
        doubt = _doubt(opened, row)
    document = row.to_json()
    if as_json:
        output.print_json(document)
        if doubt:
            output.note(f"noted, but {doubt}")
    else:
        print(_sentence(document) + (f", but {doubt}" if doubt else ""))
    return 0


def _doubt(opened: Home, row: DiaryRow) -> str:
    """What is odd about a weight beside the one before, and how to correct it."""
    from myostride.home.diary import body_on, mass_doubt

    if row.entry.kind != "weight":
        return ""
    sheet = opened.profile_sheet()
    earlier = [each for each in opened.diary("weight") if each.entry.day < row.entry.day]
    known = body_on(row.entry.day, sheet.runner, earlier)
    said = mass_doubt(row.entry, known, str(sheet.values["mass_unit"].value))
    return f"{said} (a new entry for that day replaces it)" if said else ""


def _sentence(document: dict[str, Any]) -> str:
    from myostride.home.kinds import rule_for

    entry = document["entry"]
    about = ", ".join(str(document[key]).replace("_", " ") for key in ("kind", "muscle")
                      if document[key])  # fmt: skip
    unit = f" {document['unit']}" if document["unit"] else ""
    value = f"{document['value']:.6g}{unit}"
    if entry == "illness" and not document["typed"]:
        value = f"until the next run, at most {value}"
    if entry == "soreness" and not document["muscle"]:
        value = f"{value}, for all ten muscles; name one with --muscle"
    if entry == "food" and not document["kind"]:
        value = f"{value}, counted as protein"
    kept = "" if rule_for(entry, document["kind"]).in_status else "; kept, status does not use it"
    return f"noted for {document['date']}: {entry}{f' ({about})' if about else ''} {value}{kept}"
