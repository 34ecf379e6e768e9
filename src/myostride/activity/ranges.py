"""What a recorded value can be: beyond it the file, the sensor or the clock is at fault."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["FASTEST_ON_FOOT_M_S", "ON_FOOT", "POSSIBLE", "WALK_TO_RUN_M_S"]

FASTEST_ON_FOOT_M_S = 12.5
"""The top speed of the fastest 100 m ever run (Berlin 2009: 12.3 m/s over 20 m)."""

WALK_TO_RUN_M_S = 1.9
"""People begin to run at about 2 m/s; the same speed tells a walk from a run here."""

POSSIBLE = MappingProxyType(
    {
        "latitude_deg": (-90.0, 90.0),
        "longitude_deg": (-180.0, 180.0),
        "altitude_m": (-500.0, 9000.0),  # the Dead Sea's shore to Everest
        "distance_m": (0.0, 1e6),
        "speed_m_s": (0.0, 100.0),
        "cadence": (0.0, 400.0),
        "heart_rate_bpm": (0.0, 255.0),
        "power_w": (0.0, 3000.0),
    }
)
"""Column -> lowest and highest value in any sport."""

ON_FOOT = MappingProxyType(
    {
        "latitude_deg": POSSIBLE["latitude_deg"],
        "longitude_deg": POSSIBLE["longitude_deg"],
        "altitude_m": POSSIBLE["altitude_m"],
        "speed_m_s": (0.0, FASTEST_ON_FOOT_M_S),
        "cadence": (0.0, 300.0),  # sprinters reach 290 steps a minute
        "heart_rate_bpm": (20.0, 250.0),
        "power_w": (0.0, 2500.0),
        "contact_time_s": (0.05, 2.0),  # a sprinter's 0.08 s to a slow walk's 1 s, with room
        "vertical_oscillation_m": (0.0, 0.4),
        "grade": (-1.0, 1.0),
    }
)
"""Column -> lowest and highest value of a person running or walking."""
