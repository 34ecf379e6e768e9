"""The registry of sources, and parameters that each name one.

`data/references.yaml` lists the sources. Every other YAML table of coefficients gives for each
number a value, a spread, a source key and a status: "measured" (read in the source), "fitted"
(by a script under `calibration/`) or "assumed" (our judgement, said so in the output).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from myostride.errors import UnknownName

__all__ = [
    "Coefficient",
    "Parameter",
    "Reference",
    "load_parameters",
    "load_table",
    "reference",
    "references",
    "shipped_coefficients",
    "source_keys",
]

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


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One number that ships: where it stands, and what it rests on.

    `origin` is the key of a source or the path of a calibration script, empty where neither is
    said; `status` is measured, fitted or assumed.
    """

    table: str
    name: str
    value: float
    origin: str
    status: str


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


def source_keys(*tables: str) -> list[str]:
    """The keys, in the registry, of the sources that the parameters of data files rest on."""
    return sorted({row.source for table in tables for row in load_parameters(table).values()})


_BESIDE_A_VALUE = frozenset({"spread", "person", "low", "high", "learned", "moved"})
_NOT_COEFFICIENTS = frozenset({"references"})


def shipped_coefficients() -> Iterator[Coefficient]:
    """Every number of every data file, with the source or script it rests on.

    A number takes `source` and `status` from the nearest row above it that says so; a file of
    fitted numbers names its script once, as `calibration`.
    """
    for path in sorted(files("myostride").joinpath("data").iterdir(), key=lambda p: p.name):
        table, _, ending = path.name.rpartition(".")
        if ending == "yaml" and table not in _NOT_COEFFICIENTS:
            yield from _numbers(table, load_table(table), "", "", "")


def _numbers(table: str, node: Any, at: str, origin: str, status: str) -> Iterator[Coefficient]:
    if isinstance(node, dict):
        script = node.get("calibration")
        origin = str(script or node.get("source", origin))
        status = "fitted" if script else str(node.get("status", status))
        for key, value in node.items():
            if "value" in node and key in _BESIDE_A_VALUE:
                continue
            name = at if key == "value" else f"{at}.{key}".lstrip(".")
            yield from _numbers(table, value, name, origin, status)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _numbers(table, value, f"{at}[{index}]", origin, status)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield Coefficient(table, at, float(node), origin, status)
