"""Writes the tables of docs/overtraining.md and its figure: over-training as two chances.

    python calibration/overload_page.py [--check]

The chances by hard sessions a week from 10 000 draws; what they rest on from 4000, every number
moved down and up (some minutes).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from page_tables import ROOT, table, write_or_check

from myostride.evidence.overload import KINDS, PEOPLE, Overload, overload
from myostride.evidence.overload_priors import Shift, sensitivity, shares
from myostride.figures import save
from myostride.figures.overload import overload_chances
from myostride.muscles import MUSCLES, TITLES
from myostride.references import load_parameters

PAGE = ROOT / "docs" / "overtraining.md"
FIGURE = ROOT / "docs" / "images" / "overtraining.png"
DRAWS, SHIFT_DRAWS, SEED = 10_000, 4000, 0
LEAST_CHANGE = 0.01
"""A number that moves neither chance by this much is only named."""

SESSIONS = {"hills": "Hard hills", "level": "Intervals on the level"}
MEANING = {
    "repair_rate": "how fast damage is repaired",
    "repair_half": "damage at which repair works at half its most",
    "load_sharing": "how much of a damaged muscle's work others take over",
    "vulnerability": "how much more a damaged muscle is harmed by the same session",
    "damage_breakdown": "muscle broken down while damage is repaired",
    "repair_claim": "how much of the growth that training drives repair can claim",
    "repair_claim_half": "damage at which half of that claim is made",
    "accustomed_d": "days to become accustomed to a dose",
    "accustomed_hard": "share of the habitual downhill dose that does no harm",
    "accustomed_rise": "how far one session raises the habitual dose",
    "protection_force": "share of damage that full protection spares",
    "protection_dose": "downhill dose that protects",
    "protection_memory_d": "days for which protection lasts",
    "protection_maturing_d": "days until protection is there",
    "protection_soreness": "share of inflammation that full protection spares",
    "protection_on_level": "how far protection counts on the level",
    "protein_breakpoint": "protein beyond which no more is gained",
    "protein_sensitivity": "what a lack of protein costs",
    "signal_half": "growth signal that training cannot stack beyond",
    "signal_d": "days for which a session drives growth",
    "quality_gain": "force gained without size",
    "quality_d": "days to gain it",
    "sigma_ref": "relative load of an easy step",
    "opening_rate": "growth signal per loaded second",
    "damage_gain": "damage of a reference descent",
    "damage_exponent": "how steeply damage rises with the dose",
    "damage_limit": "the most that one session takes",
    "stress_exponent": "how steeply the dose rises with force",
    "eccentric_dose": "dose of level running against downhill",
    "accustomed_level": "multiple of the habitual level dose that does no harm",
    "growth_gain": "growth per signal",
    "metabolic_gain": "growth signal of metabolic stress",
    "inflammation_d": "days of inflammation, which also drives repair",
    "fatigue_d": "days of fast fatigue",
}


def pct(chance: float) -> str:
    return f"{100.0 * chance:.2f}" if chance < 0.01 else f"{100.0 * chance:.1f}"


def chances(rows: Sequence[Overload], kind: str) -> Iterator[str]:
    """Chances of one kind of session, a row per number of sessions."""
    of = {(r.person, r.sessions): r for r in rows if r.kind == kind}
    numbers = sorted({sessions for _, sessions in of})
    yield f"**{SESSIONS[kind]}**, chances in %, with the Monte Carlo standard error:"
    yield ""
    yield from table(
        ["a week", *(f"{what}, {who}" for what in ("net loss", "repair debt") for who in PEOPLE)],
        [
            [str(n)]
            + [with_error(of[who, n], of[who, n].p_loss) for who in PEOPLE]
            + [with_error(of[who, n], of[who, n].p_debt) for who in PEOPLE]
            for n in numbers
        ],
    )


def with_error(row: Overload, chance: float) -> str:
    return f"{pct(chance)} ± {100.0 * row.standard_error(chance):.2f}"


def growth(rows: Sequence[Overload]) -> Iterator[str]:
    """Growth of the vasti on hard hills: the population's against the middle person's."""
    of = {(r.person, r.sessions): r for r in rows if r.kind == "hills"}
    yield "**Growth of the vasti on hard hills**, %: mean; median (80 % interval) of all draws, and"
    yield "the middle person:"
    yield ""
    yield from table(
        ["a week", *(f"{what}, {who}" for who in PEOPLE for what in ("all", "middle person"))],
        [
            [str(n)]
            + [text for who in PEOPLE for text in grown(of[who, n])]
            for n in sorted({sessions for _, sessions in of})
        ],
    )  # fmt: skip


def grown(row: Overload) -> tuple[str, str]:
    return (
        f"{row.mean:.1f}; {row.median:.1f} ({row.lo:.1f} to {row.hi:.1f})",
        f"{row.middle:.1f}",
    )


def beside(rows: Sequence[Overload]) -> str:
    """The leg as a whole, and the first week, at the most sessions on hills."""
    last = {r.person: r for r in rows if r.kind == "hills"}
    beginner, ready = last["beginner"], last["protected"]
    return (
        f"At {beginner.sessions} sessions of hard hills a week the leg's muscles together end "
        f"smaller in {pct(beginner.p_leg_loss)} % of the draws of the beginner and "
        f"{pct(ready.p_leg_loss)} % of the protected runner. In the first week damage of the vasti "
        f"is above the limit in {pct(beginner.p_first_debt)} % and {pct(ready.p_first_debt)} %. "
        f"Chance of net loss by muscle, beginner and protected, %: {by_muscle(beginner, ready)}."
    )


def by_muscle(beginner: Overload, ready: Overload) -> str:
    """Every muscle's chance of net loss, the highest first."""
    pairs = zip(MUSCLES, beginner.p_loss_of, ready.p_loss_of, strict=True)
    return "; ".join(
        f"{TITLES[muscle].lower()} {pct(one)} and {pct(other)}"
        for muscle, one, other in sorted(pairs, key=lambda pair: -pair[1])
    )


def shifted(shifts: Sequence[Shift], kind: str) -> Iterator[str]:
    """Every number of a kind that moves a chance noticeably, the largest effect first."""
    mine = [s for s in shifts if s.kind == kind]
    shown = [s for s in mine if s.effect >= LEAST_CHANGE]
    head = ["what", "moved by", "net loss, %", "change", "repair debt, %", "change"]
    yield from table(head, [shift_row(s) for s in shown])
    rest = [s.name for s in mine if s not in shown and s.effect > 0.0]
    nothing = len(mine) - len(shown) - len(rest)
    yield (
        f"Less than {100 * LEAST_CHANGE:g} point either way: {', '.join(rest) or 'none'}. "
        f"Nothing at all: {nothing} others."
    )
    yield ""


def shift_row(s: Shift) -> list[str]:
    normal = load_parameters("physiology")[s.name].prior == "normal"
    size = f"{s.size:g}" if normal else f"{s.size:.2g} log"
    return [
        f"`{s.name}`: {MEANING.get(s.name, 'see the data file')}",
        f"times {s.size:g}" if s.kind == "people" else size,
        f"{pct(s.loss[0])} to {pct(s.loss[1])}",
        f"{100.0 * s.loss_change:+.1f} ± {100.0 * s.loss_error:.1f}",
        f"{pct(s.debt[0])} to {pct(s.debt[1])}",
        f"{100.0 * s.debt_change:+.1f} ± {100.0 * s.debt_error:.1f}",
    ]


def account(shifts: Sequence[Shift]) -> str:
    loss, debt = (100.0 * part for part in shares(shifts)["prior"])
    return (
        f"Of the squared changes summed over both tables, the priors that no study taught make up "
        f"{loss:.0f} % for net loss and {debt:.0f} % for repair debt."
    )


def tables(rows: Sequence[Overload], shifts: Sequence[Shift]) -> str:
    parts = {
        kind: "\n".join(shifted(shifts, kind)).strip() for kind in ("prior", "learned", "people")
    }
    return "\n".join([
        *(line for kind in KINDS for line in chances(rows, kind)),
        *growth(rows),
        beside(rows),
        "",
        f"{DRAWS} draws, seed {SEED}.",
        "",
        "### What the chances rest on",
        "",
        "A beginner, seven sessions of hard hills a week; the chances with one number lower and "
        f"higher, the largest effect first ({SHIFT_DRAWS} draws, the same throughout; ± is the "
        "Monte Carlo standard error of the change).",
        "",
        "**Priors that the studies taught nothing or next to nothing**, by one sd of the prior:",
        "",
        parts["prior"],
        "",
        "**What the studies taught**, by one sd of the doubt that they left:",
        "",
        parts["learned"],
        "",
        "**How much people differ**, by a factor, smaller and larger:",
        "",
        parts["people"],
        "",
        account(shifts),
    ])  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    rows = overload(DRAWS, SEED)
    if not check:
        save(overload_chances(rows), FIGURE)
    return write_or_check(
        PAGE, "overload_page.py", tables(rows, sensitivity(SHIFT_DRAWS, SEED)), check
    )


if __name__ == "__main__":
    raise SystemExit(main())
