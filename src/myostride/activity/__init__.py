"""Files of every kind -> `Activity` and its `Run`: one clean table and its quality.

Readers are imported from their modules (`activity.reading`, `activity.collect`), so that the
records below stay cheap to import.
"""

from myostride.activity.run import Activity, Lap, Leg, Pause, Quality, Run

__all__ = ["Activity", "Lap", "Leg", "Pause", "Quality", "Run"]
