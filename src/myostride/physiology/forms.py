"""Which of the two forms carries a body: numpy or compiled.

The compiled form is many times faster, but a cold process needs most of a second to import numba
and fetch the machine code. So numpy takes what is short, and a process changes over once it comes
to a longer way. Machine code is made by `warm_up`, in set-up; a process never makes it unasked:
where it is not on disk, numpy goes on. Both forms agree to nine digits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from myostride.physiology import twin
from myostride.physiology.stretches import Itinerary, Observed
from myostride.physiology.twin import observe

__all__ = ["carry_of", "observe", "warm_up"]

Carry = Callable[..., Observed]

CHANGE_OVER = 400_000
"""Steps times draws that numpy takes in the time that fetching the compiled form costs."""


@dataclass(slots=True)
class _Process:
    """What this process has done so far."""

    work: int = 0
    compiled: bool = False
    declined: bool = False


_process = _Process()


def carry_of(way: Itinerary, draws: int) -> Carry:
    """`carry` of whichever form pays for this way."""
    work = draws * sum(stretch.steps for stretch in way.stretches)
    if _pays(work):
        from myostride.physiology import kernel

        return kernel.carry
    return twin.carry


def warm_up() -> None:
    """Use the compiled form from now on; makes the machine code if it is not on disk."""
    from myostride.physiology import kernel

    kernel.warm_up()
    _process.compiled = True


def _pays(work: int) -> bool:
    if _process.compiled or _process.declined:
        return _process.compiled
    _process.work += work
    if _process.work >= CHANGE_OVER or "numba" in sys.modules:
        from myostride.physiology import kernel

        _process.compiled = kernel.kept()
        _process.declined = not _process.compiled
    return _process.compiled
