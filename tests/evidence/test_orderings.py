from __future__ import annotations

from typing import Any

import pytest

from myostride.evidence.orderings import check


def value(of: float) -> Any:
    return lambda muscles: of * len(muscles)


VALUES = {"big_arm": value(5.0), "small_arm": value(4.0)}


def holds(**row: Any) -> bool | None:
    (found,) = check([{"name": "one", **row}], VALUES)
    return found.holds


@pytest.mark.parametrize(
    ("a", "b", "more", "expected"),
    [
        ("big", "small", {"relation": ">"}, True),
        ("small", "big", {"relation": ">"}, False),
        ("small", "small", {"relation": ">"}, False),
        ("small", "small", {"relation": ">", "tie_ok": True}, True),
        ("small", "big", {"relation": ">", "tie_ok": True, "tolerance": 1}, True),
        ("small", "big", {"relation": ">", "tolerance": 1}, False),
        ("small", "big", {"relation": "~"}, True),
        ("small", "big", {"relation": "~", "tolerance": 0.5}, False),
    ],
)
def test_relations(a: str, b: str, more: dict[str, Any], expected: bool) -> None:
    assert holds(a=f"{a}_arm/vasti", b=f"{b}_arm/vasti", **more) is expected


def test_a_compartment_is_its_muscles() -> None:
    assert holds(a="small_arm/quads", b="big_arm/vasti", relation=">") is True


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"a": "bg_arm/vasti", "b": "small_arm/vasti", "relation": ">"}, "big_arm"),
        ({"a": "big_arm/vastii", "b": "small_arm/vasti", "relation": ">"}, "vasti"),
        ({"a": "big_arm/vasti", "b": "small_arm/vasti", "relation": "<"}, "relation"),
        ({"a": "big_arm/vasti", "b": "small_arm/vasti", "relation": ">", "week": 3}, "week"),
        ({"a": "big_arm", "b": "small_arm/vasti", "relation": ">"}, "study_arm/muscle"),
        ("bigger", "key: value"),
    ],
)
def test_what_cannot_be_checked_is_said_so(row: Any, said: str) -> None:
    (found,) = check([row if isinstance(row, str) else {"name": "one", **row}], VALUES)
    assert found.holds is None
    assert "not checked" in found.why
    assert said in found.why
