"""Answers that a long-running process keeps as long as nothing they rest on has changed.

Everything kept belongs to one version of one athlete's data; a change of it is a new version.
Where an answer is told as of now, it is worked out anew after `FOR_S`.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from myostride.home.home import Home

__all__ = ["FOR_S", "forget", "remembered"]

FOR_S = 300.0
"""So long an answer as of now still holds [s]."""

_MOST = 12
Answer = TypeVar("Answer")

_kept: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()
_lock = Lock()
_being_made: dict[Hashable, Lock] = {}


def remembered(home: Home, what: Hashable, made: Callable[[], Answer]) -> Answer:
    """The answer to `what` for the athlete of `home`, from memory where it still holds.

    Two who ask for the same at once get one answer.
    """
    key = (str(home.folder), home.athlete, home.version(), what)
    with _lock:
        making = _being_made.setdefault(key, Lock())
    with making:
        with _lock:
            found = _kept.get(key)
            if found is not None and time.monotonic() - found[0] < FOR_S:
                _kept.move_to_end(key)
                return cast(Answer, found[1])
        try:
            answer = made()
            with _lock:
                _kept[key] = (time.monotonic(), answer)
                while len(_kept) > _MOST:
                    _kept.popitem(last=False)
        finally:
            with _lock:
                _being_made.pop(key, None)
    return answer


def forget() -> None:
    """Keep nothing."""
    with _lock:
        _kept.clear()
