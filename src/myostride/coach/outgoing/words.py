"""Steps and titles as text that any face can show, and names that any disk can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from myostride.coach.outgoing.steps import Repeat, Step
from myostride.coach.outgoing.targets import Target
from myostride.units import pace_text

__all__ = [
    "day_text",
    "duration_words",
    "file_stem",
    "fits",
    "plain",
    "step_line",
    "step_lines",
]

ROLES = {"warm_up": "Warm up: ", "cool_down": "Cool down: "}
MOST_STEM = 60
MOST_TITLE = 200

_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of the text after them."""


def plain(text: str, most: int = MOST_TITLE) -> str:
    """`text` in one line of at most `most` characters, without what no file format can hold."""
    kept = "".join(" " if _unwritable(c) else c for c in unicodedata.normalize("NFC", text))
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _unwritable(character: str) -> bool:
    code = ord(character)
    lone = unicodedata.category(character) in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE
    return lone or character in _TURNS_TEXT


def fits(text: str, most_bytes: int) -> str:
    """`text` cut between characters to so many bytes of UTF-8."""
    return plain(text, 4 * most_bytes).encode()[:most_bytes].decode(errors="ignore").rstrip()


def file_stem(day: date, title: str, other: str) -> str:
    """A file name without its ending, such as 2025-09-23-hill-repeats.

    Parameters
    ----------
    day
        It begins with it, so files sort by their days.
    title, other
        The first that has a letter or digit of the Latin alphabet in it.
    """
    words = next((w for w in map(_slug, (title, other)) if w), "workout")
    return f"{day.isoformat()}-{words}"


def _slug(text: str) -> str:
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:MOST_STEM].strip("-")


def day_text(day: date) -> str:
    """Such as "Tuesday 23 September"."""
    return f"{day:%A} {day.day} {day:%B}"


def step_lines(steps: Sequence[Step | Repeat]) -> list[str]:
    """One line for each step and for each repeat, its last time taken into it."""
    lines = []
    at = 0
    while at < len(steps):
        step = steps[at]
        at += 1
        if isinstance(step, Step):
            lines.append(step_line(step))
            continue
        work, rest = step.steps[:-1], step.steps[-1]
        if work and tuple(steps[at : at + len(work)]) == work:
            at += len(work)
            done = "; then ".join(map(step_line, work))
            lines.append(f"{step.times + 1} times: {done}; between: {step_line(rest)}")
        else:
            lines.append(f"{step.times} times: " + "; then ".join(map(step_line, step.steps)))
    return lines


def step_line(step: Step) -> str:
    """Such as "Run 4 min at 4:10-4:31 /km, hard"."""
    words = [step.name, *_length(step), *(f"at {text}" for text in _target(step.target))]
    notes = f", {plain(step.notes)}" if step.notes else ""
    return ROLES.get(step.role, "") + " ".join(words) + notes


def _target(target: Target) -> list[str]:
    if target.kind == "speed":
        slow, fast = pace_text(target.low), pace_text(target.high)
        return [f"{fast.removesuffix(' /km')}–{slow}"]
    if target.kind == "heart_rate":
        return [f"{target.low:g}–{target.high:g} % of maximal heart rate"]
    return []


def _length(step: Step) -> list[str]:
    if step.ends == "open":
        return []
    if step.ends == "time":
        return [duration_words(step.seconds)]
    far = step.distance_m >= 1000.0
    return [f"{step.distance_m / 1000.0:.4g} km" if far else f"{step.distance_m:.4g} m"]


def duration_words(seconds: float) -> str:
    """Such as "45 s", "4 min", "1 min 30 s" or "1 h 10 min"."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else rest, "s")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or f"{seconds:.2g} s"
