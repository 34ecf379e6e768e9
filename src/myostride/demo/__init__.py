"""A believable season of one runner, as the FIT files a watch would have written."""

from myostride.demo.plan import RUNNER, SEASON_END, SEASON_START
from myostride.demo.season import DEFAULT_SEED, SeasonFile, count_files, season_files

__all__ = [
    "DEFAULT_SEED",
    "RUNNER",
    "SEASON_END",
    "SEASON_START",
    "SeasonFile",
    "count_files",
    "season_files",
]
