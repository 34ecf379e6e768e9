"""What a Garmin account export holds beside activities: FIT files of days, sleep, settings."""

from __future__ import annotations

__all__ = ["fit_file_type", "is_wellness"]

_FILE_ID = 0
_TYPE_FIELD = 0
_DEFINITION, _DEVELOPER = 0x40, 0x20
_NOT_WELLNESS = frozenset({4, 5, 6, 34})
"""file_id types that a person would call an activity, workout, course or segment."""


def is_wellness(data: bytes) -> bool:
    """Whether a FIT file states that it holds settings, monitoring, sleep and the like."""
    kind = fit_file_type(data)
    return kind is not None and kind not in _NOT_WELLNESS


def fit_file_type(data: bytes) -> int | None:
    """The type in the first message (file_id) of a FIT file; None where it is not readable.

    4 is an activity, 5 a workout, 6 a course; 2 settings, 15, 28 and 32 daily monitoring.
    """
    try:
        place = data[0]  # the header begins with its own size
        flags, order, count = data[place], data[place + 2], data[place + 5]
        message = int.from_bytes(data[place + 3 : place + 5], "big" if order else "little")
        if not flags & _DEFINITION or message != _FILE_ID:
            return None
        offset = place + 6 + 3 * count + 1  # the values follow the definition and a header
        if flags & _DEVELOPER:
            offset += 1 + 3 * data[place + 6 + 3 * count]
        for field in range(count):
            number, size, _ = data[place + 6 + 3 * field : place + 9 + 3 * field]
            if number == _TYPE_FIELD:
                return data[offset]
            offset += size
    except (IndexError, ValueError):
        pass
    return None
