"""How functions are compiled, and the names of the rows in the arrays they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

from myostride.compiled import OPTIONS

F = TypeVar("F", bound=Callable[..., Any])

N_SHAPES, N_MUSCLES, N_LOBES = 6, 10, 20

# Rows of `Sums.causes`: cubes weighted by what an interval depends on; the last is force x time.
(ALL, LOG_SPEED, DEGREES, GRADE_BIAS, NO_CADENCE, LOG_CADENCE, WALKING, IMPULSE) = range(8)
# Rows of `Sums.work`: positive, negative and fibre negative work, damage dose.
(POSITIVE, NEGATIVE, FIBRE_NEGATIVE, DOSE) = range(4)
# Entries of `Sums.shares`: seconds in all, without grade, without cadence; samples steep, fast.
(SECONDS, NO_GRADE_S, NO_CADENCE_S, STEEP, FAST) = range(5)
# Entries of a window or block; the last two begin rows of 20.
(START, LASTS, STEPS, STANCE, SWING, SPEED, BIN, CUBE, LENGTHENED) = (0, 1, 2, 3, 4, 5, 6, 7, 27)
BLOCK = 47

# Samples are worked in chunks that stay in the processor's cache, a row for each quantity: the
# causes of intervals under their names above, the entries of windows, then the rest.
CHUNK = 128
(BEGIN, TIME, STEP, STANCE_TIME, SWING_TIME, LEVEL, KIND) = range(8, 15)
(RUNS, SLOPE, CADENCE, CONTACT, MODELLED, LOG_RATE, SUPPORTED, DEGREE) = range(15, 23)
(LOG_SHAPE, LOG_WORK, PACE, GENTLE, LIFT, STEEPNESS, STRETCH) = range(23, 30)
ROWS = 30
# Rows of scratch: cubes, cubes lengthened (both 20), then what `loads` names.
SPACE = 53

# Sums in any order, and no NaN: what lets a loop over samples be vectorised.
_LOOPS = {"contract", "reassoc", "nnan", "nsz", "arcp"}


def loop(function: F) -> F:
    """Compiled into its caller, for loops over samples in which nothing is NaN."""
    return njit(forceinline=True, fastmath=_LOOPS, **OPTIONS)(function)  # type: ignore[no-any-return]
