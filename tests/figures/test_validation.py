from __future__ import annotations

from myostride.figures import predicted_against_observed

POINT = {"modality": "squats", "predicted": 5.0, "lo": 2.0, "hi": 8.0, "observed": 4.0,
         "fibre": False}  # fmt: skip


def test_the_title_counts_what_lies_inside() -> None:
    points = [POINT, POINT | {"observed": 9.0, "modality": "disuse"}]
    title = predicted_against_observed(points).to_dict()["title"]["text"]
    assert " ".join(title).startswith("1 of 2 measured changes")


def test_only_the_kinds_that_were_measured_are_in_the_key() -> None:
    text = predicted_against_observed([POINT]).to_json()
    assert "lifting" in text
    assert "cycling" not in text
