"""Whether another server of the same home still runs."""

from __future__ import annotations

import os

__all__ = ["alive"]


def alive(process: int) -> bool:
    """Whether a process of that number runs and is not this one.

    Where that cannot be asked without harm (Windows), it is taken not to.
    """
    if process == os.getpid() or process <= 0 or os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
