"""The registry of sources, and parameters that each name one.

`data/references.yaml` lists the sources. Every other YAML table of coefficients gives for each
number a value, a spread, a source key and a status: "measured" (read in the source), "fitted"
(by a script under `calibration/`) or "assumed" (our judgement, said so in the output).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from myostride.errors import UnknownName

__all__ = ["Parameter", "Reference", "load_parameters", "load_table", "reference", "references"]

STATUSES = ("measured", "fitted", "assumed")


@dataclass(frozen=True, slots=True)
class Reference:
    """One source: key, citation, DOI or PMID, and who was measured."""

    key: str
    citation: str
    doi: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One coefficient with its unit, spread, source and status.

    `spread` is a log-sd where `prior` is "lognormal", an sd where it is "normal", and
    0 where `prior` is "fixed". `person` is the extra spread between people, same scale.
    """

    name: str
    value: float
    unit: str
    spread: float
    prior: str
    source: str
    status: str
    person: float = 0.0
    low: float = float("-inf")
    high: float = float("inf")
    note: str = ""


def _loader() -> Any:
    """The C loader where PyYAML was built with it, else the pure one."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_table(name: str) -> Any:
    """A data file of the package (`data/<name>.yaml`) as plain dicts and lists."""
    text = files("myostride").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_loader())


@cache
def references() -> MappingProxyType[str, Reference]:
    """All sources by key."""
    table = load_table("references")
    return MappingProxyType({key: Reference(key, **row) for key, row in table.items()})


def reference(key: str) -> Reference:
    """One source.

    Raises
    ------
    UnknownName
        If no source has that key.
    """
    known = references()
    if key not in known:
        raise UnknownName("source", key, known)
    return known[key]


@cache
def load_parameters(name: str) -> MappingProxyType[str, Parameter]:
    """The `parameters` of a data file as `Parameter` records, by name.

    Raises
    ------
    ValueError
        If a row has an unknown status or prior, or its value lies outside its bounds.
    UnknownName
        If a row names an unknown source.
    """
    rows: dict[str, Parameter] = {}
    for key, row in load_table(name)["parameters"].items():
        parameter = Parameter(name=key, **row)
        if parameter.status not in STATUSES:
            raise ValueError(f"{name}.{key}: status '{parameter.status}' is none of {STATUSES}")
        if parameter.prior not in ("lognormal", "normal", "fixed"):
            raise ValueError(f"{name}.{key}: unknown prior '{parameter.prior}'")
        if not parameter.low <= parameter.value <= parameter.high:
            raise ValueError(f"{name}.{key}: {parameter.value} is outside its bounds")
        reference(parameter.source)
        rows[key] = parameter
    return MappingProxyType(rows)
