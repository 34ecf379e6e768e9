"""Track points of an XML activity gathered into columns, many points at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from lxml import etree

from myostride.activity.positions import keep_whole_positions
from myostride.activity.ranges import POSSIBLE
from myostride.activity.recording import Floats, Recording, end_to_end, spoken
from myostride.activity.xml.times import parse_times

__all__ = ["Points", "texts_of"]

_BATCH = 4096
_FIRST_GPS_WATCH_UNIX_S = 631_152_000.0  # 1990-01-01


class Points:
    """Rows of texts in, `Recording` columns out; memory holds one batch of texts."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        """`fields`: column -> local element names, lower case, the best first."""
        self._wish = {
            name: (column, rank)
            for column, names in fields.items()
            for rank, name in enumerate(names)
        }
        self._column_of: dict[object, tuple[str, int] | None] = {}
        self._rows: list[dict[object, str | None]] = []
        self._segments: list[int] = []
        self._batches: list[dict[str, Floats]] = []
        self._impossible: dict[str, int] = {}
        self._size = 0
        self._naive = 0
        self._utc_offset_s: float | None = None

    def __len__(self) -> int:
        return self._size

    def add(self, row: dict[object, str | None], segment: int) -> None:
        """One point: element tag (or attribute name) -> text."""
        self._rows.append(row)
        self._segments.append(segment)
        self._size += 1
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        tags: dict[object, str | None] = {}
        for row in rows:
            tags.update(row)
        wanted: dict[str, list[tuple[int, object]]] = {}
        for tag in tags:
            found = self._column(tag)
            if found is not None:
                wanted.setdefault(found[0], []).append((found[1], tag))
        batch: dict[str, Floats] = {}
        for column, ranked in wanted.items():
            ranked.sort(key=lambda each: each[0])
            values = self._values(column, [row.get(ranked[0][1]) for row in rows])
            for _, tag in ranked[1:]:
                other = self._values(column, [row.get(tag) for row in rows])
                values = np.where(np.isnan(values), other, values)
            batch[column] = values
        batch.setdefault("unix_s", np.full(len(rows), np.nan))
        self._batches.append(batch)

    def _column(self, tag: object) -> tuple[str, int] | None:
        if tag not in self._column_of:
            name = str(tag).rpartition("}")[2].rpartition(":")[2].lower()
            self._column_of[tag] = self._wish.get(name) if isinstance(tag, str) else None
        return self._column_of[tag]

    def _values(self, column: str, texts: list[str | None]) -> Floats:
        if column == "unix_s":
            times = parse_times(texts)
            self._naive += times.naive
            if self._utc_offset_s is None:
                self._utc_offset_s = times.utc_offset_s
            return times.unix_s
        values = _numbers(texts)
        low, high = POSSIBLE[column]
        with np.errstate(invalid="ignore"):
            impossible = (values < low) | (values > high) | np.isinf(values)
        # A value written as "NaN" is as lost as an impossible one, and said so.
        lost = int(impossible.sum()) + sum(
            1 for place in np.flatnonzero(np.isnan(values)) if (texts[place] or "").strip()
        )
        if lost:
            self._impossible[column] = self._impossible.get(column, 0) + lost
            values[impossible] = np.nan
        return values

    def recording(self, format_name: str, sport: str, device: str) -> Recording:
        """All points that carry a time, as a `Recording` with its warnings."""
        if self._rows or not self._batches:
            self._flush()
        columns = end_to_end(self._batches, [batch["unix_s"].size for batch in self._batches])
        self._batches = []
        segment = np.array(self._segments, dtype=np.int64)
        timed = np.isfinite(columns["unix_s"])
        recording = Recording(
            format=format_name,
            sport=sport,
            columns={name: values[timed] for name, values in columns.items()},
            segment=segment[timed],
            device=device,
            utc_offset_s=self._utc_offset_s,
        )
        keep_whole_positions(recording.columns)
        recording.warnings.extend(self._warnings(recording, int((~timed).sum())))
        if self._naive:
            recording.assumed.append("times state no zone; UTC assumed")
        return recording

    def _warnings(self, recording: Recording, timeless: int) -> Iterable[str]:
        if timeless and len(recording):
            yield f"{timeless} of {self._size} points have no readable time and were left out"
        if self._impossible:
            listed = ", ".join(
                f"{spoken(name)} {count}" for name, count in sorted(self._impossible.items())
            )
            yield f"impossible values were dropped ({listed})"
        if len(recording) and recording.columns["unix_s"].min() < _FIRST_GPS_WATCH_UNIX_S:
            yield "times lie before the first GPS watches (1990): the clock was not set"


def texts_of(element: etree._Element) -> dict[object, str | None]:
    """Texts of an element and all below it, by tag."""
    return {each.tag: each.text for each in element.iter()}


def _numbers(texts: list[str | None]) -> Floats:
    try:
        return np.array(texts, dtype=np.float64)
    except (ValueError, TypeError):
        return np.array([_number(text) for text in texts], dtype=np.float64)


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")
