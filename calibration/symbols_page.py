"""Writes the tables of docs/symbols.md from the registry of names and the parameter files.

    python calibration/symbols_page.py [--check]

What stands between the two marks of the page is replaced; with `--check` it is compared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from page_tables import ROOT, table, write_or_check

from myostride.references import Parameter, load_parameters, load_table, reference
from myostride.symbols import Group, Symbol, parameter_groups, symbol_groups

PAGE = ROOT / "docs" / "symbols.md"
SCALES = {"lognormal": "log", "normal": "", "fixed": ""}


def symbol_table(group: Group) -> Iterator[str]:
    yield f"### {group.title}"
    yield ""
    if group.about:
        yield group.about
        yield ""
    at_rest = any(symbol.rest for symbol in group.members)
    yield from table(
        ["name", "letter", "meaning", "unit", *(["at rest"] if at_rest else []), "in the code"],
        [
            [f"`{s.name}`", s.letter, s.meaning, s.unit, *([s.rest or "-"] if at_rest else []),
             f"`{s.where.removeprefix('myostride.')}`"]
            for s in group.members
        ],
    )  # fmt: skip


def parameter_table(group: Group) -> Iterator[str]:
    priors = load_parameters("physiology")
    posterior = load_table("physiology_fitted")["posterior"]
    yield f"### {group.title}"
    yield ""
    if group.about:
        yield group.about
        yield ""
    yield from table(
        ["name", "letter", "meaning", "unit", "prior", "people", "posterior", "learned", "source"],
        [parameter_row(s, priors[s.name], posterior.get(s.name)) for s in group.members],
    )


def parameter_row(symbol: Symbol, p: Parameter, fitted: dict[str, float] | None) -> list[str]:
    after, learned = "", ""
    if fitted is not None:
        after = spread_out(fitted["value"], fitted["spread"], p.prior)
        learned = f"{100 * fitted['learned']:.0f} %"
    mark = " ●" if symbol.one_runner else ""
    return [
        f"`{p.name}`{mark}", symbol.letter, symbol.meaning, p.unit,
        spread_out(p.value, p.spread, p.prior), f"{p.person:g}" if p.person else "", after, learned,
        f"[{p.source}](#{p.source}), {p.status}",
    ]  # fmt: skip


def spread_out(value: float, spread: float, prior: str) -> str:
    """A value with its sd on the scale of the prior."""
    if prior == "fixed" or not spread:
        return f"{value:.4g}"
    return f"{value:.3g} ± {spread:.2g} {SCALES[prior]}".strip()


def one_runner() -> Iterator[str]:
    yield from table(
        ["what", "parameters", "from"],
        [
            [row["what"], ", ".join(f"`{name}`" for name in row["of"]) or "(a state)", row["from"]]
            for row in load_table("symbols")["one_runner"]
        ],
    )


def sources() -> Iterator[str]:
    for key in sorted({p.source for p in load_parameters("physiology").values()}):
        source = reference(key)
        doi = f", doi {source.doi}" if source.doi else ""
        people = f" ({source.population})" if source.population else ""
        yield f'- <a id="{key}"></a>**{key}**: {source.citation}{doi}{people}'


def tables() -> str:
    lines = ["## Names that are not parameters", ""]
    for group in symbol_groups():
        lines += symbol_table(group)
    lines += ["## What one runner's data could teach", "", *one_runner(), "## Parameters", ""]
    for group in parameter_groups():
        lines += parameter_table(group)
    lines += ["## Sources of the priors", "", *sources()]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    return write_or_check(PAGE, "symbols_page.py", tables(), parser.parse_args().check)


if __name__ == "__main__":
    sys.exit(main())
