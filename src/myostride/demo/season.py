"""The sample season as files: the plan carried out and written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from myostride.demo.files import fit_file
from myostride.demo.plan import ILLNESS, SEASON_START, WEEKS, season
from myostride.demo.running import carry_out

__all__ = ["DEFAULT_SEED", "SeasonFile", "count_files", "season_files"]

DEFAULT_SEED = 16
FITNESS_GAIN = 0.07
ILLNESS_LOSS = 0.035
COMEBACK_DAYS = 25.0


@dataclass(frozen=True, slots=True)
class SeasonFile:
    """One file of the season: its name, its bytes, and what was truly run."""

    name: str
    data: bytes
    day: date
    title: str
    duration_s: float
    distance_m: float
    ascent_m: float


def count_files() -> int:
    """How many files a season has."""
    return len(season())


def season_files(seed: int = DEFAULT_SEED) -> Iterator[SeasonFile]:
    """Every file of the season in order; the same seed gives the same bytes."""
    for number, session in enumerate(season()):
        rng = np.random.default_rng((seed, number))
        outing = carry_out(session, _fitness(session.day), rng)
        climb = np.diff(outing.height_m) if outing.height_m is not None else np.zeros(1)
        yield SeasonFile(
            name=f"{session.day.isoformat()}-{session.title}.fit",
            data=fit_file(session, outing, rng),
            day=session.day,
            title=session.title,
            duration_s=float(outing.speed_m_s.size - 1),
            distance_m=float(outing.distance_m[-1]),
            ascent_m=float(np.sum(climb[climb > 0])),
        )


def _fitness(day: date) -> float:
    """Speed at equal effort over that at the start: rises with training, dips after illness."""
    gained = FITNESS_GAIN * (day - SEASON_START).days / (7.0 * WEEKS)
    since = (day - ILLNESS[1]).days
    return 1.0 + gained - (ILLNESS_LOSS * np.exp(-since / COMEBACK_DAYS) if since > 0 else 0.0)
