"""When a process changes from a numpy form to the compiled one.

A cold process pays for importing numba and fetching machine code; so it begins with numpy, and
changes once it has met as much work as that costs. Where no machine code lies on disk it stays:
making it takes long, and is done only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["ChangeOver"]


@dataclass(slots=True)
class ChangeOver:
    """What this process has met so far, in units of the form's own work."""

    work: int = 0
    compiled: bool = False
    declined: bool = False

    def pays(self, work: int, enough: int, kept: Callable[[], bool]) -> bool:
        """Whether the compiled form takes this work.

        Parameters
        ----------
        work
            What comes now.
        enough
            Work from which on changing pays.
        kept
            Asked once, then: whether the machine code lies on disk.
        """
        if self.compiled or self.declined:
            return self.compiled
        self.work += work
        if self.work >= enough:
            self.compiled = kept()
            self.declined = not self.compiled
        return self.compiled
