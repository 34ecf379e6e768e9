"""A session of one person as load blocks: its elements in order, with the rests between."""

from __future__ import annotations

from functools import lru_cache

from myostride.runner import Body
from myostride.training.blocks import Session
from myostride.training.capacity import Capacity
from myostride.training.cycling import ridden
from myostride.training.elements import Element, Endurance, Group, Lift, Rest
from myostride.training.jumps import jumped
from myostride.training.lifts import lifted
from myostride.training.parts import Part, in_order
from myostride.training.progress import progressed
from myostride.training.running import on_foot

__all__ = ["session_part"]


@lru_cache(maxsize=512)
def session_part(
    session: Session, capacity: Capacity, body: Body, of: str | None = None, factor: float = 1.0
) -> Part:
    """One session, worked out once per distinct session, person and progression.

    Parameters
    ----------
    session
        Its elements in order.
    capacity, body
        Who does it.
    of, factor
        What a progression multiplies, and by how much.
    """
    part = in_order(_part(progressed(element, of, factor), capacity, body) for element in session)
    if part.blocks is not None:
        for array in part.blocks.to_arrays().values():
            array.flags.writeable = False  # shared by every week that does this session
    return part


def _part(element: Element, capacity: Capacity, body: Body) -> Part:
    if isinstance(element, Group):
        return _group(element, capacity, body)
    if isinstance(element, Endurance):
        if element.mode == "cycle":
            return ridden(element, capacity)
        return on_foot(element, capacity, body)
    if isinstance(element, Lift):
        return lifted(element, capacity)
    return jumped(element, body)


def _group(group: Group, capacity: Capacity, body: Body) -> Part:
    once = in_order(_part(step, capacity, body) for step in group.steps)
    if group.rest is None:
        return in_order([once] * group.repeat)
    rest = _group_rest(group.rest, once.seconds, capacity, body)
    return in_order([once, *(part for _ in range(group.repeat - 1) for part in (rest, once))])


def _group_rest(rest: Rest, work_s: float, capacity: Capacity, body: Body) -> Part:
    """A rest between repeats of a group: standing, or an easy run where it has an intensity."""
    seconds = rest.dose.seconds
    if rest.intensity is None and rest.dose.distance_m is None:
        return Part(seconds=min(work_s, 300.0) if seconds is None else seconds)
    mode = "walk" if rest.intensity is None else "run"
    grade_pct = rest.grade_pct or 0.0
    easy = Endurance(mode, dose=rest.dose, intensity=rest.intensity, grade_pct=grade_pct)
    return on_foot(easy, capacity, body)
