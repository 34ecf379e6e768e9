"""The registry of names: what each symbol of the model means, and where it lives in the code.

`data/symbols.yaml` lists every name that is not a parameter, and one line on every parameter of
`data/physiology.yaml`. `docs/symbols.md` is written from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from myostride.references import load_table

__all__ = ["Group", "Symbol", "exists", "parameter_groups", "symbol_groups", "symbols"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One name and its one meaning.

    letter : that of the science notes, empty where it has none to itself.
    unit, rest : in words; rest is empty where there is no value at rest.
    where : `module.attribute`, empty for parameters.
    one_runner : whether one runner's data could teach it, and with what; empty where not.
    """

    name: str
    meaning: str
    letter: str = ""
    unit: str = ""
    rest: str = ""
    where: str = ""
    one_runner: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Names that belong together."""

    title: str
    about: str
    members: tuple[Symbol, ...]


def symbol_groups() -> tuple[Group, ...]:
    """Every name that is not a parameter."""
    return _groups("symbols")


def parameter_groups() -> tuple[Group, ...]:
    """Every parameter of the physiology: letter and meaning; its numbers stand elsewhere."""
    return _groups("parameter_meanings")


def symbols() -> Mapping[str, Symbol]:
    """All names, parameters included.

    Raises
    ------
    ValueError
        If a name stands twice.
    """
    found: dict[str, Symbol] = {}
    for group in (*symbol_groups(), *parameter_groups()):
        for symbol in group.members:
            if symbol.name in found:
                raise ValueError(f"'{symbol.name}' stands twice in data/symbols.yaml")
            found[symbol.name] = symbol
    return MappingProxyType(found)


def exists(where: str) -> bool:
    """Whether `module.attribute` is there: an attribute, a slot or a field of a dataclass."""
    module, _, rest = where.rpartition(".")
    names = [rest]
    while module:
        try:
            found: Any = import_module(module)
        except ModuleNotFoundError:
            module, _, name = module.rpartition(".")
            names.insert(0, name)
            continue
        return all(_step(holder, name) for holder, name in _walk(found, names))
    return False


def _walk(found: Any, names: list[str]) -> Iterator[tuple[Any, str]]:
    for name in names:
        yield found, name
        found = getattr(found, name, None)


def _step(holder: Any, name: str) -> bool:
    return hasattr(holder, name) or name in getattr(holder, "__dataclass_fields__", {})


def _groups(kind: str) -> tuple[Group, ...]:
    return tuple(_group(row) for row in load_table("symbols")[kind])


def _group(row: Mapping[str, Any]) -> Group:
    place = str(row.get("where", ""))
    members = tuple(
        Symbol(name, **({"where": f"{place}.{name}"} if place else {}) | entry)
        for name, entry in row["names"].items()
    )
    return Group(str(row["title"]), str(row.get("about", "")), members)
