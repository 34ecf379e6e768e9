"""From states to what they mean: readiness, trend, what limits growth, and advice."""

from myostride.coach.advice import advice
from myostride.coach.markers import Felt, JumpMark
from myostride.coach.readiness import Readiness, readiness_of
from myostride.coach.ready_why import SessionFacts
from myostride.coach.standing import Standing, standing

__all__ = [
    "Felt",
    "JumpMark",
    "Readiness",
    "SessionFacts",
    "Standing",
    "advice",
    "readiness_of",
    "standing",
]
