"""Positions on the globe: the distance between them, and what is none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.activity.recording import Floats

__all__ = ["haversine_m", "keep_whole_positions"]

_EARTH_RADIUS_M = 6_371_008.8


def haversine_m(latitude_deg: Floats, longitude_deg: Floats) -> Floats:
    """Great-circle distance between neighbouring positions [m], shape (n - 1,)."""
    latitude, longitude = np.radians(latitude_deg), np.radians(longitude_deg)
    half_chord = (
        np.sin(np.diff(latitude) / 2) ** 2
        + np.cos(latitude[:-1]) * np.cos(latitude[1:]) * np.sin(np.diff(longitude) / 2) ** 2
    )
    distance: Floats = 2.0 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half_chord, 1.0)))
    return distance


def keep_whole_positions(columns: dict[str, Floats]) -> None:
    """Take out of `columns` what is no position: half a pair, or the 0/0 of a lost fix."""
    if "latitude_deg" not in columns or "longitude_deg" not in columns:
        columns.pop("latitude_deg", None)
        columns.pop("longitude_deg", None)
        return
    latitude, longitude = columns["latitude_deg"], columns["longitude_deg"]
    none: NDArray[np.bool_] = np.isnan(latitude) | np.isnan(longitude)
    none |= (latitude == 0) & (longitude == 0)
    if none.any():
        columns["latitude_deg"] = np.where(none, np.nan, latitude)
        columns["longitude_deg"] = np.where(none, np.nan, longitude)
