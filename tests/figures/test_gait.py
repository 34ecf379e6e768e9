from __future__ import annotations

from myostride.figures import gait_peaks
from myostride.muscles import MUSCLES

PEAKS = {
    muscle: {"stance": (1.0 + n / 10, 0.5, 2.5), "swing": (0.4, 0.2, 0.8)}
    for n, muscle in enumerate(MUSCLES)
}


def test_the_title_names_the_state_and_the_highest_peak() -> None:
    title = gait_peaks(PEAKS, "3.5 m/s on the level").to_dict()["title"]["text"]
    assert " ".join(title) == (
        "At 3.5 m/s on the level, tibialis anterior peaks at 1.9 times body weight"
    )


def test_stance_and_swing_differ_in_shape_and_not_only_in_colour() -> None:
    text = gait_peaks(PEAKS, "3 m/s").to_json()
    assert "circle" in text
    assert "diamond" in text
