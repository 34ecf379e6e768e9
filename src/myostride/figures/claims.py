"""Claims with their verdicts, and beside each what the model gives for it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from myostride.figures.theme import BLUE, GREY, INK, ORANGE, PANEL_WIDTH, SKY, dressed, footnote
from myostride.muscles import TITLES

__all__ = ["claims_finding", "claims_picture"]

LOOKS: Mapping[str, tuple[str, str, bool]] = {
    "supported": ("circle", BLUE, True),
    "mostly supported": ("diamond", SKY, True),
    "partly": ("square", GREY, True),
    "weak": ("triangle-up", ORANGE, False),
    "contradicted": ("cross", ORANGE, True),
    "unknown": ("circle", INK, False),
}
"""Verdict to the shape, colour and filling of its mark; its word always stands beside it."""

HOLDING = ("supported", "mostly supported")

INDENT = 18
LABEL_END, PLOT_START, PLOT_END, NUMBERS = 222, 232, 432, 442
"""Where names end, the plot starts and ends, and numbers start [px]."""

LINE, ROW, GAP = 16, 15, 16
CLAIM_CHARACTERS, WHY_CHARACTERS = 82, 92

Item = dict[str, Any]
Claim = Mapping[str, Any]


def claims_finding(claims: Sequence[Claim]) -> str:
    """The one sentence that the picture shows."""
    if len(claims) == 1:
        return f"{claims[0]['verdict'].capitalize()}: {claims[0]['claim']}"
    counts = [(sum(c["verdict"] == verdict for c in claims), verdict) for verdict in LOOKS]
    held = sum(n for n, verdict in counts if verdict in HOLDING)
    against = sum(n for n, verdict in counts if verdict in ("weak", "contradicted"))
    return (
        f"Studies bear out {held} of {len(claims)} claims; {against} have little or nothing behind "
        f"them; the rest hold in part or are open"
    )


def claims_picture(claims: Sequence[Claim]) -> Any:
    """An Altair chart: per claim its verdict, and the model's arms with their intervals.

    Parameters
    ----------
    claims
        As in the document of `myostride claims`: id, claim, verdict, grade, why, and model (None,
        or its unit, what and values).
    """
    items: list[Item] = []
    domains = _domains(claims)
    y = 0.0
    for claim in claims:
        y = _place(items, claim, domains, y) + GAP
    note = (
        "Points and lines: median and 80 % interval of the model. Panels of one quantity share one "
        "scale; dashed: no change. A verdict rests on the studies, never on the model. Grades: A "
        "several consistent trials, B one or a few good ones, C indirect, D opinion."
    )
    chart = alt.layer(*_layers(items, y - GAP))
    return dressed(
        alt.vconcat(chart, footnote(note, PANEL_WIDTH), spacing=14), claims_finding(claims)
    )


def _domains(claims: Sequence[Claim]) -> dict[str, tuple[float, float]]:
    """For each measure the limits that hold all its intervals; growth and loads include 0."""
    ends: dict[str, list[float]] = {}
    for claim in claims:
        model = claim["model"]
        for value in model["values"] if model else ():
            known = ends.setdefault(model["measure"], [])
            known += [value[k] for k in ("value", "lo", "hi") if value[k] is not None]
    limits = {}
    for measure, known in ends.items():
        low, high = min(known), max(known)
        low = low - 2.0 if measure == "force_pct" else min(low, 0.0)
        limits[measure] = (low, max(high, low + 1.0))
    return limits


def _place(
    items: list[Item], claim: Claim, domains: Mapping[str, tuple[float, float]], y: float
) -> float:
    """Put the parts of one claim on the page, from `y` down; returns where they end."""
    shape, colour, filled = LOOKS[claim["verdict"]]
    items.append({"kind": "mark", "x": 6.0, "y": y + 6.0, "shape": shape, "colour": colour,
                  "filled": filled})  # fmt: skip
    for line in textwrap.wrap(claim["claim"], CLAIM_CHARACTERS):
        items.append(_text("claim", INDENT, y + 6.0, line))
        y += LINE
    items.append(_text("verdict", INDENT, y + 6.0, f"{claim['verdict']}, grade {claim['grade']}",
                       shade=colour if colour != SKY else BLUE))  # fmt: skip
    model = claim["model"]
    if model is None:
        y += LINE
        for line in textwrap.wrap(f"No number from the model. {claim['why']}", WHY_CHARACTERS):
            items.append(_text("note", INDENT, y + 6.0, line))
            y += ROW - 1
        return y
    muscles = list(dict.fromkeys(value["muscle"] for value in model["values"]))
    parts = [model["what"]]
    if model["unit"] != "%":
        parts.append(model["unit"])
    if len(muscles) == 1 and muscles[0]:
        parts.append(TITLES[muscles[0]].lower())
    items.append(_text("what", PLOT_START, y + 6.0, ", ".join(parts)))
    y += LINE
    rows = list(_rows(model, domains[model["measure"]], y))
    items += rows
    return float(max(row["y"] for row in rows) + ROW / 2)


def _rows(model: Mapping[str, Any], domain: tuple[float, float], y: float) -> Iterator[Item]:
    """One line per value of the model: its name, its interval, its numbers."""
    low, high = domain
    scale = (PLOT_END - PLOT_START) / (high - low)

    def at(value: float) -> float:
        return PLOT_START + scale * (value - low)

    values = model["values"]
    arms = {value["arm"] for value in values}
    named: set[str] = set()
    several = len({value["muscle"] for value in values}) > 1
    signed = model["measure"] == "growth_pct"
    top = y
    for value in _by_muscle(values):
        muscle = TITLES[value["muscle"]] if several else ""
        alone = several and len(arms) == 1
        if muscle and not alone and muscle not in named:
            y += 3.0 if named else 0.0
            yield _text("note", INDENT, y + 6.0, muscle)
            named.add(muscle)
        yield _text("label", LABEL_END, y + 6.0, muscle if alone else value["arm"])
        if value["lo"] is not None:
            yield {"kind": "span", "x": at(value["lo"]), "x2": at(value["hi"]), "y": y + 6.0}
        yield {"kind": "point", "x": at(value["value"]), "y": y + 6.0}
        yield _text("number", NUMBERS, y + 6.0, _numbers(value, model["unit"], signed))
        y += ROW
    if signed:
        yield {"kind": "zero", "x": at(0.0), "y": top - 1.0, "y2": y - 2.0}
    else:
        yield {"kind": "base", "x": float(PLOT_START), "y": top - 1.0, "y2": y - 2.0}


def _by_muscle(values: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Values with those of one muscle together, in the order that muscles are first met."""
    order = list(dict.fromkeys(value["muscle"] for value in values))
    return sorted(values, key=lambda value: order.index(value["muscle"]))


def _numbers(value: Mapping[str, Any], unit: str, signed: bool) -> str:
    digits = 0 if unit == "%" and not signed else 1

    def shown(number: float) -> str:
        text = f"{number:{'+' if signed else ''}.{digits}f}"
        return (text.lstrip("+-") if float(text) == 0.0 else text).replace("-", "−")

    end = " %" if unit == "%" else ""
    if value["lo"] is None:
        return f"{shown(value['value'])}{end}"
    return f"{shown(value['value'])}{end}  ({shown(value['lo'])} to {shown(value['hi'])})"


def _text(kind: str, x: float, y: float, text: str, shade: str = INK) -> Item:
    return {"kind": kind, "x": float(x), "y": y, "text": text, "colour": shade}


def _layers(items: Sequence[Item], height: float) -> Iterator[Any]:
    """One layer per kind of part; places are pixels from the upper left."""
    texts: dict[str, dict[str, Any]] = {
        "claim": {"align": "left", "fontSize": 12.5, "fontWeight": "bold", "color": INK},
        "verdict": {"align": "left", "fontSize": 12, "fontWeight": "bold"},
        "what": {"align": "left", "fontSize": 11, "color": GREY},
        "note": {"align": "left", "fontSize": 11, "color": GREY},
        "label": {"align": "right", "fontSize": 11, "color": INK},
        "number": {"align": "left", "fontSize": 11, "color": INK},
    }
    rules: dict[str, dict[str, Any]] = {
        "zero": {"color": GREY, "strokeDash": [2, 2]},
        "base": {"color": GREY, "opacity": 0.5},
        "span": {"color": BLUE, "opacity": 0.4, "strokeWidth": 4},
    }
    points: dict[str, dict[str, Any]] = {
        "point": {"filled": True, "size": 42, "color": BLUE, "opacity": 1},
    }
    for kind, look in rules.items():
        yield _drawn(items, height, kind, "rule", look)
    for kind, look in points.items():
        yield _drawn(items, height, kind, "point", look)
    for shape, colour, filled in LOOKS.values():
        own = [item for item in items
               if (item.get("shape"), item.get("colour"), item.get("filled"))
               == (shape, colour, filled)]  # fmt: skip
        look = {"shape": shape, "color": colour, "filled": filled, "size": 95, "opacity": 1,
                "strokeWidth": 2, "angle": 45 if shape == "cross" else 0}  # fmt: skip
        yield _drawn(own, height, "mark", "point", look)
    for kind, look in texts.items():
        yield _drawn(items, height, kind, "text", {"baseline": "middle", **look})


def _drawn(items: Sequence[Item], height: float, kind: str, mark: str, look: Item) -> Any:
    rows = [item for item in items if item["kind"] == kind]
    base = alt.Chart(alt.InlineData(values=rows), width=PANEL_WIDTH, height=height)
    chart = getattr(base, f"mark_{mark}")(**look)
    encoding: dict[str, Any] = {
        "x": alt.X("x:Q", scale=alt.Scale(domain=[0, PANEL_WIDTH], nice=False), axis=None),
        "y": alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None),
    }
    if mark == "text":
        encoding["text"] = "text:N"
    if kind == "verdict":
        encoding["color"] = alt.Color("colour:N", scale=None)
    if kind == "span":
        encoding["x2"] = "x2:Q"
    if kind in ("zero", "base"):
        encoding["y2"] = "y2:Q"
    return chart.encode(**encoding)
