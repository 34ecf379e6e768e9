"""`myostride log`: one entry in the diary."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Option

from myostride.cli import options, output

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
    document = row.to_json()
    if as_json:
        output.print_json(document)
    else:
        print(_sentence(document))
    return 0


def _sentence(document: dict[str, Any]) -> str:
    from myostride.home.kinds import rule_for

    entry = document["entry"]
    about = ", ".join(str(document[key]).replace("_", " ") for key in ("kind", "muscle")
                      if document[key])  # fmt: skip
    unit = f" {document['unit']}" if document["unit"] else ""
    value = f"{document['value']:.6g}{unit}"
    if entry == "illness" and not document["typed"]:
        value = f"until the next run, at most {value}"
    kept = "" if rule_for(entry, document["kind"]).in_status else "; kept, status does not use it"
    return f"noted for {document['date']}: {entry}{f' ({about})' if about else ''} {value}{kept}"
