"""The rows of a validation as people read them: which study, what was measured, how far off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from re import search
from typing import Any

from myostride.display import signed
from myostride.training.outcomes import RECOVERY_MEASURES

__all__ = ["MEASURES", "measured", "named", "study_rows"]

MEASURES: Mapping[str, tuple[str, str]] = {
    "mri_volume": ("volume by MRI", "%"),
    "mri_csa": ("cross-section by MRI", "%"),
    "ct_csa": ("cross-section by CT", "%"),
    "us_csa": ("cross-section by ultrasound", "%"),
    "us_thickness": ("thickness by ultrasound", "%"),
    "dxa_lean": ("lean mass by DXA", "%"),
    "fibre_csa": ("area of fibres by biopsy", "%"),
    "fibre_diameter": ("diameter of fibres by biopsy", "%"),
    "mvc_pct": ("force", "% of that before"),
    "jump_pct": ("height of a jump", "% of that before"),
    "soreness_0_10": ("soreness", "of 10"),
    "ck_u_l": ("creatine kinase", "U/l"),
    "ck_ratio": ("creatine kinase", "times that before"),
}
"""Measure to its words and unit."""

_CODE = 4
"""Letters of the longest code of a group, as in "INT" and "BR"."""


def measured(measure: str) -> str:
    """A measure in words."""
    return MEASURES[measure][0] if measure in MEASURES else measure.replace("_", " ")


def study_rows(
    rows: Sequence[Mapping[str, Any]], citations: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Every row with a number, the worst misses first: by the width of the interval, as measures
    have units of their own.

    Parameters
    ----------
    citations
        Key of a study to its citation.
    """
    known = [
        row for row in rows
        if row["scored"] and None not in (row["predicted"], row["observed"], row["lo"], row["hi"])
    ]  # fmt: skip
    often, seen = Counter(map(_place, known)), Counter[tuple[Any, ...]]()
    told = []
    for row in known:
        seen[place := _place(row)] += 1
        of = f", value {seen[place]} of {often[place]}" if often[place] > 1 else ""
        told.append(_told(row, citations.get(row["study"], ""), of))
    return sorted(told, key=lambda row: -float(row["missed_by"]))


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[key] for key in ("study", "arm", "muscle", "measure", "week", "hours"))


def named(row: Mapping[str, Any], citation: str) -> str:
    """First author, year and arm of a row."""
    year = search(r"\b(?:19|20)\d\d\b", citation)
    study = f"{citation.split()[0].strip(',')} {year[0]}" if year else row["study"]
    return f"{study}, {_arm(row['arm'])}"


def _arm(arm: str) -> str:
    """An arm in words; short codes of groups stay as their study writes them."""
    words = arm.replace("_", " ")
    return words.lower() if arm.isalpha() and len(arm) > _CODE else words


def _told(row: Mapping[str, Any], citation: str, of: str) -> dict[str, Any]:
    miss, width = row["predicted"] - row["observed"], row["hi"] - row["lo"]
    unit = MEASURES.get(row["measure"], ("", ""))[1]
    digits = 0 if unit == "U/l" else 1

    def number(value: float) -> str:
        return signed(value, digits) if unit == "%" else f"{value:.{digits}f}"

    return {
        "name": named(row, citation),
        "citation": citation,
        "muscle": row["muscle"].replace("_", " ").replace("+", ", "),
        "measure": f"{measured(row['measure'])}{f', {unit}' if unit else ''}{of}",
        "when": f"{row['hours']:g} h" if row["hours"] is not None else
                f"week {row['week']:g}" if row["week"] is not None else
                "peak" if row["measure"] in RECOVERY_MEASURES else "end",
        "predicted": number(row["predicted"]),
        "between": f"{number(row['lo'])} to {number(row['hi'])}",
        "observed": number(row["observed"]),
        "miss": signed(miss, digits),
        "inside": row["lo"] <= row["observed"] <= row["hi"],
        "missed_by": abs(miss) / max(width, 1e-9),
    }  # fmt: skip
