"""From states to what they mean: readiness, trend, what limits growth, and advice."""

from myostride.coach.advice import advice
from myostride.coach.standing import Standing, standing

__all__ = ["Standing", "advice", "standing"]
