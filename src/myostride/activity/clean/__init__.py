"""From a recording as written to a run that can be counted."""

from myostride.activity.clean.rules import clean

__all__ = ["clean"]
