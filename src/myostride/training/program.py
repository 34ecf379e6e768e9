"""A training program or study as written down: who, what they eat, what they do, what came of it.

The format is a public interface: unknown keys are errors; missing doses, intensities and
persons are not (`plan.assumptions` names what is used instead).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from myostride.errors import ProgramError
from myostride.runner import DEFAULT_MASS_KG, Diet
from myostride.training.blocks import Block, parse_blocks
from myostride.training.document import MAX_BYTES, read_document
from myostride.training.fields import Fields
from myostride.training.outcomes import Outcome, parse_outcomes
from myostride.training.people import People, parse_diet, parse_people

__all__ = ["Program"]

_KEYS = (
    "name", "study", "arm", "citation", "doi", "pmid", "notes", "people", "diet", "daily_steps",
    "blocks", "outcomes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """One program (or one arm of a study). Day 0 is a Monday.

    `outcomes` is None for a plain program, empty for a study that is only predicted.
    """

    name: str
    blocks: tuple[Block, ...]
    people: People = field(default_factory=People)
    diet: Diet = field(default_factory=Diet)
    daily_steps: float | None = None
    study: str = ""
    arm: str = ""
    citation: str = ""
    doi: str = ""
    outcomes: tuple[Outcome, ...] | None = None

    @property
    def length_days(self) -> int:
        return sum(block.length_days for block in self.blocks)

    @classmethod
    def from_yaml(cls, path: str | Path) -> Program:
        """Read a program file.

        Raises
        ------
        ProgramError, UnknownName
            In one line: what is wrong, where in the file, what to do about it.
        """
        path = Path(path)
        try:
            size = path.stat().st_size
            if size > MAX_BYTES:
                raise ProgramError(f"{path.name}: {size // 1000} kB; at most {MAX_BYTES // 1000}")
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ProgramError(f"{path.name}: not text in UTF-8; this is no program file") from None
        except OSError as error:
            raise ProgramError(f"{path}: cannot be read ({error.strerror})") from None
        return cls.from_text(text, path.name)

    @classmethod
    def from_text(cls, text: str, name: str = "program") -> Program:
        """Read a program from YAML text; `name` is what messages call it.

        Raises
        ------
        ProgramError, UnknownName
            As `from_yaml`.
        """
        fields = Fields(read_document(text, name), name, _KEYS)
        if not fields.has("blocks"):
            raise fields.error("blocks is missing; a program needs at least one block")
        people = parse_people(fields.raw("people"), name)
        mass_kg = people.mass_kg or DEFAULT_MASS_KG
        title = fields.text("name") or Path(name).stem
        study, _, arm = title.partition("_")
        return cls(
            name=title,
            blocks=parse_blocks(fields.raw("blocks"), name, mass_kg),
            people=people,
            diet=parse_diet(fields.raw("diet"), name, mass_kg),
            daily_steps=fields.number("daily_steps", 0, 80_000, "steps"),
            study=fields.text("study") or study,
            arm=fields.text("arm") or arm,
            citation=fields.text("citation") or "",
            doi=fields.text("doi") or "",
            outcomes=None
            if not fields.has("outcomes")
            else parse_outcomes(fields.raw("outcomes"), name),
        )
