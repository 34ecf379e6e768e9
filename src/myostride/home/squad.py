"""All athletes of a home beside each other, for whoever looks after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from myostride.errors import InputError, MyostrideError
from myostride.home.home import Home, open_home
from myostride.home.library import found_in
from myostride.home.standing import standing
from myostride.muscles import MUSCLES

__all__ = ["Member", "squad", "squad_document"]

_LATELY_D = 28


@dataclass(frozen=True, slots=True)
class Member:
    """One athlete as a coach looks at them first.

    readiness, least_ready : the muscle with the least force today, None without a run.
    soreness_felt : the most the athlete logged, None where nothing was.
    complete : of the runs of four weeks, the share whose file had nothing missing or repaired; None
        without runs.
    problem : why there is no standing.
    """

    name: str
    runs: int
    last_run: date | None
    days_since: int | None
    readiness: float | None
    least_ready: str | None
    why: str
    soreness_felt: float | None
    recent_runs: int
    complete: float | None
    assumed: tuple[str, ...]
    problem: str

    @property
    def quality(self) -> str:
        """How far the numbers rest on data: good, fair, poor or none."""
        if self.complete is None:
            return "none"
        return ("good" if self.complete >= 0.9 and len(self.assumed) <= 1
                else "fair" if self.complete >= 0.5 else "poor")  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "runs": self.runs,
            "last_run": None if self.last_run is None else self.last_run.isoformat(),
            "days_since_last_run": self.days_since,
            "readiness": self.readiness,
            "least_ready": self.least_ready,
            "why": self.why,
            "soreness_felt": self.soreness_felt,
            "data": {
                "quality": self.quality,
                "runs_of_four_weeks": self.recent_runs,
                "share_without_warning": self.complete,
                "assumed": list(self.assumed),
            },
            "problem": self.problem or None,
        }


def squad(home: Home, day: date) -> list[Member]:
    """Every athlete, the least ready first, those without a run last."""
    members = [_member(home, name, day) for name in home.athletes()]
    return sorted(members, key=lambda m: (m.readiness is None, m.readiness or 0.0, m.name))


def squad_document(home: Home, day: date) -> dict[str, Any]:
    """The same as a document."""
    return {"date": day.isoformat(), "athletes": [each.to_json() for each in squad(home, day)]}


def _member(home: Home, name: str, day: date) -> Member:
    with open_home(home.folder, athlete=name) as own:
        runs = found_in(own.runs(), end=day)
        recent = [run for run in runs if (day - run.day).days < _LATELY_D]
        last = runs[-1].day if runs else None
        known: dict[str, Any] = {
            "name": name,
            "runs": len(runs),
            "last_run": last,
            "days_since": None if last is None else (day - last).days,
            "recent_runs": len(recent),
            "complete": sum(not run.warnings for run in recent) / len(recent) if recent else None,
        }
        try:
            status = standing(own, day)
        except InputError as error:
            return Member(**known, **_nothing(str(error)))
        except MyostrideError as error:
            return Member(**known, **_nothing(f"no answer: {error}"))
    if status.stale:
        return Member(**known, **_nothing("nobody knows the legs so long after the last run"))
    worst = min(MUSCLES, key=lambda muscle: status.readiness[muscle].force)
    return Member(
        **known,
        readiness=status.readiness[worst].force,
        least_ready=worst,
        why=status.ready_why[worst],
        soreness_felt=max(status.felt_soreness.values(), default=None),
        assumed=tuple(status.assumed),
        problem="",
    )


def _nothing(problem: str) -> dict[str, Any]:
    return {
        "readiness": None, "least_ready": None, "why": "", "soreness_felt": None,
        "assumed": (), "problem": problem,
    }  # fmt: skip
