"""How often a password may be tried: a few times from one address, a few more from all."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

__all__ = ["ADDRESSES", "FROM_ALL", "FROM_ONE", "WITHIN_S", "Attempts"]

FROM_ONE, FROM_ALL, WITHIN_S = 5, 30, 300.0
"""Wrong passwords from one address, and from all together, within so many seconds."""

ADDRESSES = 1000
"""So many addresses are remembered at most, but for those of the last minutes."""


class Attempts:
    """The wrong passwords of the last minutes.

    Parameters
    ----------
    clock
        A clock that never goes back [s].
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all: deque[float] = deque()
        self._by_address: dict[str, deque[float]] = {}
        self._lock = Lock()

    def begin(self, address: str) -> float:
        """Count one attempt as wrong until `right` is told; the seconds to wait if too many were.

        Counting first leaves no room for many attempts at the same time.
        """
        with self._lock:
            now = self._clock()
            own = self._by_address.get(address, deque())
            for times in (self._all, own):
                while times and now - times[0] >= WITHIN_S:
                    times.popleft()
            for times, most in ((own, FROM_ONE), (self._all, FROM_ALL)):
                if len(times) >= most:
                    return WITHIN_S - (now - times[0])
            own.append(now)
            self._by_address[address] = own
            self._all.append(now)
            if len(self._by_address) > ADDRESSES:
                self._forget_old(now)
            return 0.0

    @property
    def addresses(self) -> int:
        """So many addresses are remembered."""
        return len(self._by_address)

    def right(self, address: str) -> None:
        """The password was right: what was tried before from there is forgotten."""
        with self._lock:
            for at in self._by_address.pop(address, ()):
                if at in self._all:
                    self._all.remove(at)

    def _forget_old(self, now: float) -> None:
        for address, times in list(self._by_address.items()):
            if not times or now - times[-1] >= WITHIN_S:
                del self._by_address[address]
