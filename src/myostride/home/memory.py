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
from weakref import WeakValueDictionary

from myostride.home.home import Home

__all__ = ["FOR_S", "forget", "remembered"]

FOR_S = 300.0
"""So long an answer as of now still holds [s]."""

_MOST = 12
"""Answers of one athlete; what is kept for another is not in their way."""

Answer = TypeVar("Answer")

_Key = tuple[tuple[str, str], str, Hashable]

_kept: OrderedDict[_Key, tuple[float, object]] = OrderedDict()
_lock = Lock()
_being_made: WeakValueDictionary[Hashable, Lock] = WeakValueDictionary()
"""Each lives as long as somebody makes that answer or waits for it."""


def remembered(home: Home, what: Hashable, made: Callable[[], Answer]) -> Answer:
    """The answer to `what` for the athlete of `home`, from memory where it still holds.

    Two who ask for the same at once get one answer.
    """
    whose = (str(home.folder), home.athlete)
    key = (whose, home.version(), what)
    with _lock:
        making = _being_made.setdefault(key, Lock())
    with making:
        with _lock:
            found = _kept.get(key)
            if found is not None and time.monotonic() - found[0] < FOR_S:
                _kept.move_to_end(key)
                return cast(Answer, found[1])
        answer = made()
        with _lock:
            _kept[key] = (time.monotonic(), answer)
            _kept.move_to_end(key)
            _forget_some(whose)
    return answer


def _forget_some(whose: tuple[str, str]) -> None:
    """Forget what no longer holds, and of one athlete what was not asked for the longest."""
    now = time.monotonic()
    for key in [key for key, (at, _) in _kept.items() if now - at >= FOR_S]:
        del _kept[key]
    own = [key for key in _kept if key[0] == whose]
    for key in own[:-_MOST]:
        del _kept[key]


def forget() -> None:
    """Keep nothing."""
    with _lock:
        _kept.clear()
