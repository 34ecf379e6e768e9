"""ISO 8601 time stamps as XML activities write them, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Floats

_Ints = NDArray[np.int64]

__all__ = ["Times", "parse_times"]

_WIDTH = 40
_DATE_DIGITS = (0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18)
_SEPARATORS = ((4, b"-"), (7, b"-"), (13, b":"), (16, b":"))
_LONGEST_FRACTION = 12
_ZERO, _DOT, _COMMA, _PLUS, _MINUS, _COLON = b"0.,+-:"


@dataclass(frozen=True, slots=True)
class Times:
    """`unix_s`, shape (n,), NaN where there was no readable time; the zones they were in.

    `utc_offset_s` is the offset the first time states, None for "Z"; `naive` counts times
    that state no zone and were taken as UTC.
    """

    unix_s: Floats
    utc_offset_s: float | None
    naive: int


def parse_times(texts: Sequence[str | None]) -> Times:
    """Seconds since 1970 UTC of "2016-04-10T18:40:59.375+01:00" and its shorter forms.

    Years outside 1970 to 2099 and impossible dates are NaN.
    """
    characters = _characters(texts)
    at = _padded(characters)
    number = (characters - _ZERO).astype(np.int64)
    good = np.ones(len(texts), dtype=bool)
    for place in _DATE_DIGITS:
        good &= _is_digit(characters[:, place])
    for place, separator in _SEPARATORS:
        good &= characters[:, place] == separator[0]
    good &= ((characters[:, 10] | 0x20) == ord("t")) | (characters[:, 10] == ord(" "))

    def field(first: int, digits: int) -> _Ints:
        value = np.zeros(len(texts), dtype=np.int64)
        for place in range(first, first + digits):
            value = value * 10 + number[:, place]
        return value

    hour, minute, second = field(11, 2), field(14, 2), field(17, 2)
    days, exists = _days(field(0, 4), field(5, 2), field(8, 2), good)
    good &= exists & (hour <= 24) & (minute <= 59) & (second <= 60)
    fraction, zone = _fraction(at, characters)
    offset_s, naive, zone_good = _zone(at, zone)
    good &= zone_good
    unix_s = days * 86_400.0 + hour * 3600 + minute * 60 + second + fraction - offset_s
    stated = np.flatnonzero(good & ~naive)
    first = float(offset_s[stated[0]]) if stated.size else 0.0
    return Times(
        unix_s=np.where(good, unix_s, np.nan),
        utc_offset_s=first if first else None,
        naive=int((good & naive).sum()),
    )


def _characters(texts: Sequence[str | None]) -> NDArray[np.uint8]:
    """Characters as bytes, shape (n, 40), padded with zeros; "?" for what is not ASCII."""
    rows = _packed(texts)
    if rows.size and ((rows[:, 0] > 0) & (rows[:, 0] <= ord(" "))).any():
        rows = _packed([(text or "").strip() for text in texts])
    return rows


def _packed(texts: Sequence[str | None]) -> NDArray[np.uint8]:
    try:
        packed = np.array([text or "" for text in texts], dtype=f"S{_WIDTH}")
    except UnicodeEncodeError:
        ascii_texts = [(text or "").encode("ascii", "replace") for text in texts]
        packed = np.array(ascii_texts, dtype=f"S{_WIDTH}")
    return packed.view(np.uint8).reshape(len(texts), _WIDTH)


def _padded(characters: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.pad(characters, ((0, 0), (0, 8)))


def _is_digit(characters: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (characters >= _ZERO) & (characters <= _ZERO + 9)


def _days(
    year: _Ints, month: _Ints, day: _Ints, good: NDArray[np.bool_]
) -> tuple[_Ints, NDArray[np.bool_]]:
    """Days since 1970 of a date, and whether there is such a date."""
    good = good & (year >= 1970) & (year <= 2099) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(good, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    days = first + day - 1
    return np.where(good, days, 0), good & (days < following)


def _fraction(at: NDArray[np.uint8], characters: NDArray[np.uint8]) -> tuple[Floats, _Ints]:
    """Fraction of a second, and where the zone begins."""
    rows = at.shape[0]
    fraction, zone = np.zeros(rows), np.full(rows, 19, dtype=np.int64)
    inside = (characters[:, 19] == _DOT) | (characters[:, 19] == _COMMA)
    zone += inside
    scale = 0.1
    for place in range(20, 20 + _LONGEST_FRACTION):
        inside = inside & _is_digit(characters[:, place])
        if not inside.any():
            break
        fraction += np.where(inside, (characters[:, place].astype(float) - _ZERO) * scale, 0.0)
        zone += inside
        scale /= 10
    return fraction, zone


def _zone(
    at: NDArray[np.uint8], zone: _Ints
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Offset [s], whether none was stated, and whether what stands there is a zone at all."""
    columns = np.arange(len(at))
    here = [at[columns, np.minimum(zone + k, at.shape[1] - 1)] for k in range(6)]
    naive = (here[0] == 0) | (here[0] == ord(" "))
    utc = (here[0] == ord("Z")) | (here[0] == ord("z"))
    signed = (here[0] == _PLUS) | (here[0] == _MINUS)
    colon = here[3] == _COLON
    minute = [np.where(colon, here[4], here[3]), np.where(colon, here[5], here[4])]
    has_minute = _is_digit(minute[0]) & _is_digit(minute[1])
    digits = _is_digit(here[1]) & _is_digit(here[2])
    value = [character.astype(float) - _ZERO for character in (here[1], here[2], *minute)]
    offset = 3600 * (10 * value[0] + value[1])
    offset = offset + np.where(has_minute, 60 * (10 * value[2] + value[3]), 0.0)
    offset = np.where(here[0] == _MINUS, -offset, offset)
    signed &= digits & (np.abs(offset) <= 18 * 3600)
    return np.where(signed, offset, 0.0), naive, naive | utc | signed
