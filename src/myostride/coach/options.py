"""The ways of training that `compare` sets side by side, as sessions of one runner.

An option is the runner's pattern with some runs replaced, something added, or nothing left; which
is which says `data/workouts.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from myostride.coach.pattern import Pattern, PatternSession, giving_way, replaced_by_one
from myostride.coach.workouts import Planner
from myostride.gait.load import LoadBlocks
from myostride.physiology import Habits
from myostride.references import load_table
from myostride.runner import Runner

__all__ = ["Option", "as_it_is", "options", "swaps"]


@dataclass(frozen=True, slots=True)
class Option:
    """One way of training: its sessions over the days of the pattern, in time order.

    phrase, plural : what a sentence calls it, and whether that is a plural.
    why, evidence, grade : one line on the mechanics, one on what was measured, and in a word.
    assumed, extrapolated : one sentence each.
    habits : how its days are lived, where not as the runner lives them.
    """

    id: str
    title: str
    phrase: str
    plural: bool
    sessions: tuple[PatternSession, ...]
    why: str
    evidence: str
    grade: str
    assumed: tuple[str, ...] = ()
    extrapolated: tuple[str, ...] = ()
    habits: tuple[Habits, ...] | None = None


def options(
    pattern: Pattern, runner: Runner, vested: Mapping[int, LoadBlocks] | None = None
) -> list[Option]:
    """Every option for this runner, running as it is first.

    Parameters
    ----------
    vested
        The loads of the runs of `replaced_by_one` with the vest on, by index; those that are
        missing are taken as steady running at the run's own mean speed.
    """
    planner = Planner(pattern, runner, vested)
    return [_option(name, row, planner) for name, row in load_table("workouts")["options"].items()]


def as_it_is(pattern: Pattern, runner: Runner) -> Option:
    """Running as it is, alone."""
    return _option("as_is", load_table("workouts")["options"]["as_is"], Planner(pattern, runner))


def _option(name: str, row: Mapping[str, Any], planner: Planner) -> Option:
    pattern = planner.pattern
    runs = list(pattern.runs) if row["running"] else []
    changed = swaps(pattern, row.get("replace", ()))
    for n, kind in changed.items():
        runs[n] = planner.instead(pattern.runs[n], n, kind)
    added = planner.lifting(row["add"]) if "add" in row else []
    told = [*dict.fromkeys(changed.values()), *([row["add"]] if "add" in row else [])]
    return Option(
        id=name,
        title=row["title"],
        phrase=row["phrase"],
        plural=row["plural"],
        sessions=tuple(sorted([*runs, *added], key=lambda s: s.unix_s)),
        why=row["why"],
        evidence=row["evidence"],
        grade=row["grade"],
        assumed=tuple(dict.fromkeys(line for kind in told for line in planner.said[kind])),
        extrapolated=tuple(dict.fromkeys(line for kind in told for line in planner.beyond[kind])),
    )


def swaps(pattern: Pattern, kinds: Sequence[str]) -> dict[int, str]:
    """Which run becomes what. Several kinds take a run each, or turns where fewer may go."""
    if len(kinds) == 1:
        return dict.fromkeys(replaced_by_one(pattern), kinds[0])
    changed: dict[int, str] = {}
    for number, free in enumerate(giving_way(pattern)):
        fit = min(len(free), len(kinds))
        turn = number * fit if fit < len(kinds) else 0
        changed |= {free[i]: kinds[(turn + i) % len(kinds)] for i in range(fit)}
    return changed
