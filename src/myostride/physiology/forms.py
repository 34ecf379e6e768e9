"""Which of the two forms carries a body: numpy or compiled.

The compiled form is many times faster, but a cold process needs most of a second to import numba
and fetch the machine code. So numpy takes what is short, and a process changes over once it comes
to a longer way. Machine code is made by `warm_up`, in set-up; a process never makes it unasked:
where it is not on disk, numpy goes on. Both forms agree to nine digits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from myostride.changeover import ChangeOver
from myostride.physiology import twin
from myostride.physiology.stretches import Itinerary, Observed
from myostride.physiology.twin import observe

__all__ = ["carry_of", "observe", "warm_up"]

Carry = Callable[..., Observed]

CHANGE_OVER = 400_000
"""Steps times draws that numpy takes in the time that fetching the compiled form costs."""


_process = ChangeOver()


def carry_of(way: Itinerary, draws: int) -> Carry:
    """`carry` of whichever form pays for this way."""
    work = draws * sum(stretch.steps for stretch in way.stretches)
    enough = 0 if "numba" in sys.modules else CHANGE_OVER
    if _process.pays(work, enough, _kept):
        from myostride.physiology import kernel

        return kernel.carry
    return twin.carry


def warm_up() -> None:
    """Use the compiled form from now on; makes the machine code if it is not on disk."""
    from myostride.physiology import kernel

    kernel.warm_up()
    _process.compiled = True


def _kept() -> bool:
    from myostride.physiology import kernel

    return kernel.kept()
