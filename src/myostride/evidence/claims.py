"""Claims of popular accounts: what each says, what studies found, and what the model gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from myostride.errors import UnknownName
from myostride.evidence.comparisons import MEASURES, Answer, Arm, Comparison, Result
from myostride.gait import steady_state
from myostride.muscles import INDEX
from myostride.physiology import Simulation, simulate
from myostride.references import load_table, reference
from myostride.training import Program
from myostride.training.fields import Fields

__all__ = ["DEFAULT_DRAWS", "Assessment", "Claim", "assess", "claim_ids", "read_claims"]

DEFAULT_DRAWS = 200

_KEYS = (
    "id", "claim", "verdict", "grade", "finding", "evidence", "sources", "model", "why",
)  # fmt: skip
_COMPARISON_KEYS = ("measure", "muscles", "arms", "contrasts", "net_loss")
_ARM_KEYS = ("of", "label", "at", "days")
_PROGRAM_KEYS = ("who", "food", "does")
_STRIDE_MEASURE = "peak_bw"
_STEPS = 8000

Progress = Callable[[int, int], None]
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim and what is to be said of it.

    finding, evidence : what studies found, in one line and with numbers.
    comparison : what the model is asked; None where it cannot say anything.
    why : what the model leaves out here, empty where nothing.
    result : the model's numbers, None until they are computed and where there are none.
    """

    id: str
    claim: str
    verdict: str
    grade: str
    finding: str
    evidence: str
    sources: tuple[str, ...]
    comparison: Comparison | None
    why: str = ""
    result: Result | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "claim": self.claim, "verdict": self.verdict, "grade": self.grade,
            "finding": self.finding, "evidence": self.evidence,
            "model": None if self.result is None else self.result.to_json(),
            "why": self.why or None, "sources": list(self.sources),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """Claims with the model's numbers.

    assumed : (program, what was taken where it says nothing).
    """

    claims: tuple[Claim, ...]
    assumed: tuple[tuple[str, tuple[str, ...]], ...]
    draws: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """The contract's `claims` document."""
        table = load_table("claims")
        keys = dict.fromkeys(key for claim in self.claims for key in claim.sources)
        sources = {key: reference(key) for key in keys}
        return {
            "claims": [claim.to_json() for claim in self.claims],
            "verdicts": dict(table["verdicts"]),
            "grades": dict(table["grades"]),
            "references": {
                key: {"citation": each.citation, "doi": each.doi or None,
                      "population": each.population or None}
                for key, each in sources.items()
            },
            "assumptions": {name: list(said) for name, said in self.assumed},
            "interval": "80 % over the draws: of the model's parameters, for one typical person",
            "draws": self.draws,
            "seed": self.seed,
        }  # fmt: skip


def claim_ids() -> tuple[str, ...]:
    """The ids of all claims, in order."""
    return tuple(row["id"] for row in load_table("claims")["claims"])


def read_claims(table: Table | None = None) -> tuple[Claim, ...]:
    """All claims of the table, checked.

    Raises
    ------
    InputError
        Where a verdict, grade, source, program, muscle or label is not known, or an id is there
        twice.
    """
    table = load_table("claims") if table is None else table
    claims = tuple(_claim(row, table) for row in table["claims"])
    ids = [claim.id for claim in claims]
    for name in ids:
        if ids.count(name) > 1:
            raise Fields({}, f"claim {name}", ()).error("the id is there twice")
    return claims


def assess(
    ids: Sequence[str] = (),
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> Assessment:
    """Claims with what the model gives for them; a program that several use is run once.

    Parameters
    ----------
    ids
        Which claims; all where empty.
    draws, seed
        Of `simulate`, the path that every program takes.
    on_progress
        Told (done, of how many).

    Raises
    ------
    UnknownName
        If there is no claim of that id.
    """
    claims = _chosen(read_claims(), ids)
    table = load_table("claims")
    asked = [claim.comparison for claim in claims if claim.comparison is not None]
    names = list(dict.fromkeys(arm.of for comparison in asked for arm in comparison.arms))
    answers: dict[str, Answer] = {}
    for done, name in enumerate(names, 1):
        if name in table["strides"]:
            answers[name] = steady_state(_number(table["strides"][name]))
        else:
            answers[name] = simulate(_program(name, table), draws=draws, seed=seed)
        if on_progress is not None:
            on_progress(done, len(names))
    return Assessment(
        tuple(
            claim
            if claim.comparison is None
            else replace(claim, result=claim.comparison.result(answers))
            for claim in claims
        ),
        tuple((name, a.assumed) for name, a in answers.items() if isinstance(a, Simulation)),
        draws,
        seed,
    )


def _chosen(claims: Iterable[Claim], ids: Sequence[str]) -> list[Claim]:
    known = {claim.id: claim for claim in claims}
    for name in ids:
        if name not in known:
            raise UnknownName("claim", name, known)
    return [claim for claim in known.values() if not ids or claim.id in ids]


def _program(name: str, table: Table) -> Program:
    """A program of the table: who does it, what they eat, what is done."""
    row = Fields(table["programs"][name], f"program {name}", _PROGRAM_KEYS)
    who = table["people"][row.word("who", table["people"]) or "active"]
    food = table["food"][row.word("food", table["food"]) or "enough"]
    text = f"people: {who}\ndiet: {food}\ndaily_steps: {_STEPS}\nblocks:\n{row.raw('does')}"
    return Program.from_text(f"name: {name}\n{text}", name)


def _claim(row: Any, table: Table) -> Claim:
    name = row.get("id", "?") if isinstance(row, Mapping) else "?"
    fields = Fields(row, f"claim {name}", _KEYS)
    sources = tuple(str(key) for key in fields.items("sources"))
    for key in sources:
        reference(key)
    comparison = None
    if fields.has("model"):
        comparison = _comparison(fields.raw("model"), fields.where, table)
    why = fields.text("why") or ""
    if comparison is None and not why:
        raise fields.error("without a model there must be a why")
    return Claim(
        id=_text(fields, "id"),
        claim=_text(fields, "claim"),
        verdict=fields.word("verdict", table["verdicts"]) or _missing(fields, "verdict"),
        grade=fields.word("grade", table["grades"]) or _missing(fields, "grade"),
        finding=_text(fields, "finding"),
        evidence=_text(fields, "evidence"),
        sources=sources,
        comparison=comparison,
        why=why,
    )


def _comparison(row: Any, where: str, table: Table) -> Comparison:
    fields = Fields(row, f"{where}, model", _COMPARISON_KEYS)
    measure = fields.word("measure", MEASURES) or _missing(fields, "measure")
    muscles = tuple(fields.raw("muscles") or ())
    for muscle in muscles:
        if muscle not in INDEX:
            raise UnknownName("muscle", muscle, INDEX, where=fields.where)
    known = table["strides" if measure == _STRIDE_MEASURE else "programs"]
    arms = tuple(_arm(arm, fields.where, known) for arm in fields.items("arms"))
    labels = [arm.label for arm in arms]
    contrasts = tuple((str(of), str(against)) for of, against in fields.raw("contrasts") or ())
    for label in (label for pair in contrasts for label in pair):
        if label not in labels:
            raise UnknownName("arm", label, labels, where=fields.where)
    return Comparison(measure, muscles, arms, contrasts, fields.flag("net_loss"))


def _arm(row: Any, where: str, known: Table) -> Arm:
    fields = Fields(row, f"{where}, arm", _ARM_KEYS)
    of = fields.word("of", known) or _missing(fields, "of")
    at, days = fields.text("at"), fields.text("days")
    return Arm(
        of,
        _text(fields, "label"),
        at_hours=None if at is None else _number(at),
        days=None if days is None else _stretch(days),
    )


def _stretch(text: str) -> tuple[float, float]:
    """ "0 to 7" as (0.0, 7.0)."""
    first, _, last = text.partition(" to ")
    return float(first), float(last)


def _number(text: str) -> float:
    """The number that a text such as "24 h" begins with."""
    return float(text.split()[0])


def _text(fields: Fields, key: str) -> str:
    return fields.text(key) or _missing(fields, key)


def _missing(fields: Fields, key: str) -> str:
    raise fields.error(f"{key} is missing")
