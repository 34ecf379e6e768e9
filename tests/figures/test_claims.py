from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from myostride.figures import save
from myostride.figures.claims import LOOKS, claims_finding, claims_picture
from myostride.references import load_table


def claim(verdict: str = "partly", **others: Any) -> dict[str, Any]:
    values = [
        {"arm": arm, "muscle": muscle, "value": 1.5, "lo": -0.5, "hi": 3.0, "p_net_loss": 0.1}
        for arm in ("running", "squats")
        for muscle in ("vasti", "soleus")
    ]
    model = {"measure": "growth_pct", "unit": "%", "what": "change of size", "values": values}
    return {"id": "x", "claim": "Running builds.", "verdict": verdict, "grade": "B", "why": None,
            "model": model} | others  # fmt: skip


def test_every_verdict_has_a_look_of_its_own() -> None:
    assert set(LOOKS) == set(load_table("claims")["verdicts"])
    assert len({(shape, filled) for shape, _, filled in LOOKS.values()}) == len(LOOKS)


def test_the_title_counts_verdicts() -> None:
    claims = [claim("supported"), claim("weak"), claim("partly"), claim("contradicted")]
    finding = claims_finding(claims)
    assert finding.startswith("Studies bear out 1 of 4 claims; 2 have little")


def test_one_claim_is_its_own_title() -> None:
    assert claims_finding([claim("weak")]) == "Weak: Running builds."


def test_numbers_verdict_and_names_are_in_words() -> None:
    text = claims_picture([claim()]).to_json(ensure_ascii=False)
    for words in ("partly, grade B", "+1.5 %  (−0.5 to +3.0)", "squats", "Soleus"):
        assert words in text


def test_a_claim_without_numbers_says_why() -> None:
    text = claims_picture([claim(model=None, why="Nobody knows.")]).to_json()
    assert "Nobody knows." in text


def test_a_value_without_interval_is_a_point() -> None:
    value = {"arm": "running", "muscle": None, "value": 10.0, "lo": None, "hi": None}
    model = {"measure": "met_h_per_week", "unit": "MET-hours", "what": "work", "values": [value]}
    text = claims_picture([claim(model=model)]).to_json()
    assert (text.count('"kind": "span"'), text.count('"kind": "point"')) == (0, 1)


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_it_is_drawn(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"claims.{suffix}"
    save(claims_picture([claim(verdict) for verdict in LOOKS]), path)
    assert path.stat().st_size > 1000
