"""The JSON documents of the answers: what `--json` prints is what the HTTP API sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from myostride.muscles import MUSCLES
from myostride.plain import plain
from myostride.references import source_keys

if TYPE_CHECKING:
    from myostride.activity.run import Run
    from myostride.gait.load import MuscleLoad
    from myostride.home.comparing import ComparedRunner
    from myostride.home.feeding import Feeding
    from myostride.home.planning import PlannedRunner
    from myostride.home.status import Status
    from myostride.home.varying import VariedWeeks

__all__ = [
    "comparison_document",
    "food_document",
    "load_document",
    "plan_document",
    "status_document",
    "whatif_document",
]

# The tables of coefficients that each answer rests on.
_STATUS = ("gait", "physiology", "coach", "readiness", "rules", "library", "progress")
_FOOD = ("food", "physiology")
_COMPARISON = ("gait", "physiology", "exercises", "intensity", "coach", "workouts")
_WHAT_IF = (*_COMPARISON, "rules")
_PLAN = ("gait", "physiology", "exercises", "intensity", "coach", "library", "rules", "planning")

TOLD = "quads"
"""What the conclusion of a comparison is about where nobody names muscles."""


def status_document(status: Status) -> dict[str, Any]:
    """Where every muscle stands."""
    return _document(status, _STATUS)


def food_document(feeding: Feeding) -> dict[str, Any]:
    """What to eat."""
    return _document(feeding, _FOOD)


def comparison_document(compared: ComparedRunner, about: Sequence[str] = (TOLD,)) -> dict[str, Any]:
    """The runner's running beside other ways, with a conclusion for each muscle or group."""
    from myostride.coach.comparison import conclusion

    told = [conclusion(compared.comparison, name) for name in about]
    return _document(compared, _COMPARISON) | {"conclusion": told}


def plan_document(planned: PlannedRunner) -> dict[str, Any]:
    """The plan, its forecast and its alternatives."""
    return _document(planned, _PLAN)


def whatif_document(varied: VariedWeeks) -> dict[str, Any]:
    """The weeks as they are and as varied."""
    return _document(varied, _WHAT_IF)


def load_document(
    path: str, run: Run, load: MuscleLoad, assumed: Sequence[str] = ()
) -> dict[str, Any]:
    """What one run asked of each muscle."""
    quality = run.quality
    return {
        "run": {
            "path": path,
            "sport": run.sport,
            "start_utc": run.start_utc.isoformat().replace("+00:00", "Z"),
            "utc_offset_s": run.utc_offset_s,
            "duration_s": run.duration_s,
            "distance_m": run.total_distance_m,
            "ascent_m": run.ascent_m,
            "descent_m": run.descent_m,
            "records": len(run),
            "treadmill": run.treadmill,
            "device": run.device,
        },
        "muscles": load.to_json(),
        "quality": plain(quality),
        "laps": [
            {
                "start_s": lap.start_s,
                "duration_s": lap.duration_s,
                "distance_m": lap.distance_m,
                "easy_km": dict(zip(MUSCLES, easy, strict=True)),
            }
            for lap, easy in zip(run.laps, load.by_lap.tolist(), strict=False)
        ],
        "assumptions": [*assumed, *quality.assumed, *load.assumptions],
        "extrapolated": load.extrapolated,
        "sources": load.sources,
    }


def _document(answer: Any, tables: Sequence[str]) -> dict[str, Any]:
    document: dict[str, Any] = answer.to_json() | {"sources": source_keys(*tables)}
    return document
