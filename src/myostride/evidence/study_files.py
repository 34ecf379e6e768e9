"""A folder of study files: one program per arm, and the orderings beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from myostride.errors import InputError, ProgramError
from myostride.training import Program
from myostride.training.document import MAX_BYTES

__all__ = ["BUILT_IN", "StudyFolder", "read_studies"]

BUILT_IN = Path(__file__).resolve().parents[1] / "data" / "studies"
"""The studies that ship: one folder `growth`, one `recovery`."""

ORDERINGS = "orderings.yaml"


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """What a folder holds.

    studies : one per readable file, by file name.
    orderings : rows of `orderings.yaml` as they stand.
    failed : (file name, what is wrong with it in one line).
    """

    studies: tuple[Program, ...]
    orderings: tuple[Any, ...]
    failed: tuple[tuple[str, str], ...]


def read_studies(folder: Path) -> StudyFolder:
    """Every study file (.yaml, .yml) of a folder; a bad one does not stop the rest.

    Raises
    ------
    InputError
        If there is no such folder, or no study file in it.
    """
    if not folder.is_dir():
        raise InputError(f"there is no folder '{folder}'")
    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".yaml", ".yml"))
    if not any(path.name != ORDERINGS for path in paths):
        raise InputError(f"'{folder}' holds no study files (.yaml)")
    studies: list[Program] = []
    failed: list[tuple[str, str]] = []
    orderings: list[Any] = []
    named: dict[str, str] = {}
    for path in paths:
        try:
            if path.name == ORDERINGS:
                orderings = _orderings(path)
                continue
            study = Program.from_yaml(path)
            if study.outcomes is None:
                raise ProgramError(f"{path.name}: no outcomes; a study has them (or outcomes: [])")
            if study.name in named:
                raise ProgramError(f"{path.name}: '{study.name}' is {named[study.name]} already")
            named[study.name] = path.name
            studies.append(study)
        except InputError as error:
            failed.append((path.name, str(error)))
    return StudyFolder(tuple(studies), tuple(orderings), tuple(failed))


def _orderings(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ProgramError(f"{path.name}: larger than {MAX_BYTES // 1000} kB")
        rows = yaml.safe_load(path.read_bytes())
    except OSError as error:
        raise ProgramError(f"{path.name}: cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise ProgramError(f"{path.name}: not readable as YAML; nothing in it is checked") from None
    if not isinstance(rows, list):
        raise ProgramError(f"{path.name}: must be a list of {{name, a, b, relation}}")
    return rows
