"""Which of the two forms prices a run: numpy or compiled.

The compiled form is ten times faster, but a cold process needs 0.6 s to import numba and fetch the
machine code, in which numpy prices some 300 000 samples (whether numba is there already changes
that little). So a process begins with numpy and changes over when it comes to that many: a short
job never pays, and a long one loses at most as much again.

The machine code is made by `warm_up`, which the setup calls once and a server when it starts.
Making it takes some fifteen seconds, so a process never does so unasked: where it is not on disk,
numpy goes on. Both forms agree to nine digits.
"""

from __future__ import annotations

from myostride.activity.run import Run
from myostride.changeover import ChangeOver
from myostride.gait import priced
from myostride.gait.priced import Priced
from myostride.runner import Body, Carried

__all__ = ["price_samples", "warm_up"]

CHANGE_OVER_SAMPLES = 300_000


_process = ChangeOver()


def price_samples(run: Run, body: Body, carried: Carried) -> Priced | None:
    """The sums of a run by whichever form pays, None where nobody moved."""
    if _process.pays(len(run), CHANGE_OVER_SAMPLES, _kept):
        from myostride.gait import kernel

        return kernel.price_samples(run, body, carried)
    return priced.price_samples(run, body, carried)


def warm_up() -> None:
    """Use the compiled form from now on; makes the machine code if it is not on disk."""
    from myostride.gait import kernel

    kernel.warm_up()
    _process.compiled = True


def _kept() -> bool:
    from myostride.gait import kernel

    return kernel.kept()
