"""Writes the tables of docs/physiology.md: what the studies taught, and what they did not.

    python calibration/physiology_page.py [--check]

What stands between the two marks of the page is replaced; with `--check` it is compared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

import fit_physiology
from page_tables import ROOT, write_or_check
from symbols_page import spread_out, table

from myostride.physiology import posterior
from myostride.references import load_parameters, load_table
from myostride.symbols import symbols

PAGE = ROOT / "docs" / "physiology.md"
TAUGHT = 0.2
"""Share of the prior's spread that must be gone for a parameter to count as taught."""


def fitted() -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = load_table("physiology_fitted")["posterior"]
    return rows


def taught() -> Iterator[str]:
    priors, known = load_parameters("physiology"), symbols()
    rows = sorted(fitted().items(), key=lambda item: -item[1]["learned"])
    yield from table(
        ["parameter", "meaning", "prior", "posterior", "learned"],
        [
            [f"`{name}`", known[name].meaning,
             spread_out(priors[name].value, priors[name].spread, priors[name].prior),
             spread_out(row["value"], row["spread"], priors[name].prior),
             f"{100 * row['learned']:.0f} %"]
            for name, row in rows
            if row["learned"] >= TAUGHT
        ],
    )  # fmt: skip


def listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) + "."


def tables() -> str:
    priors, rows = load_parameters("physiology"), fitted()
    targets = fit_physiology.targets()
    growth = sum(not (t.outcome.is_recovery or t.unharmed) for t in targets)
    unharmed = sum(t.unharmed for t in targets)
    hardly = [name for name, row in rows.items() if row["learned"] < TAUGHT]
    doubtful = [n for n, p in priors.items() if p.prior != "fixed" and p.spread > 0.0]
    intended = (*fit_physiology.EACH_THEIR_OWN, *fit_physiology.NUISANCE)
    unlearned = [n for n in doubtful if n not in rows and n not in intended]
    far = [f"`{n}` ({row['moved']:+.1f})" for n, row in rows.items() if abs(row["moved"]) >= 0.9]
    lines = [
        f"{len(targets)} rows: {growth} changes of size, "
        f"{len(targets) - growth - unharmed} values after bouts, {unharmed} that say level and "
        f"uphill running do no harm. {len(posterior.folds())} folds, each a study (with others of "
        "the same people) left out.",
        "",
        f"**Taught by the studies** (at least {100 * TAUGHT:.0f} % of the prior's spread is gone):",
        "",
        *taught(),
        f"**In the fit, and still priors** (less than {100 * TAUGHT:.0f} %): {listed(hardly)}",
        "",
        f"**Dropped from the fit** of which next to nothing was learned: {listed(unlearned)}",
        "",
        f"**Left out of the fit by intent**: {listed(intended)}",
        "",
        f"**Moved furthest from their priors**, in prior sds: {', '.join(far)}.",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    return write_or_check(PAGE, "physiology_page.py", tables(), parser.parse_args().check)


if __name__ == "__main__":
    sys.exit(main())
