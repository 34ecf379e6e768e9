from __future__ import annotations

import math

from myostride.figures import StrideCurves, gait_stride
from myostride.muscles import MUSCLES

AT = [float(pct) for pct in range(0, 101, 2)]
PUSH = [max(math.sin(math.pi * at / 36.0), 0.0) if at < 36.0 else 0.0 for at in AT]
PEAKS = {muscle: {"stance": (1.0, 0.5, 2.5), "swing": (0.4, 0.2, 0.8)} for muscle in MUSCLES}


def curves(unmet_nm: float = 0.0) -> StrideCurves:
    scale = dict.fromkeys(MUSCLES, 1.0) | {"soleus": 6.0}
    return StrideCurves(
        stride_pct=AT,
        contact_pct=36.0,
        ground_bw={"normal": PUSH, "fore-aft": [0.1 * p for p in PUSH]},
        moments_nm_kg=dict.fromkeys(("hip", "knee", "ankle"), PUSH),
        muscles_bw={muscle: [scale[muscle] * p for p in PUSH] for muscle in MUSCLES},
        unmet_nm=unmet_nm,
    )


def test_the_title_names_the_largest_of_the_peaks_that_loads_use() -> None:
    peaks = PEAKS | {"vasti": PEAKS["vasti"] | {"stance": (7.5, 5.6, 9.9)}}
    title = gait_stride(curves(), peaks, "3 m/s").to_dict()["title"]["text"]
    assert " ".join(title) == (
        "At 3 m/s, vasti pull hardest: 7.5 times body weight (5.6 to 9.9), in stance"
    )


def test_every_muscle_and_the_contact_are_drawn() -> None:
    text = gait_stride(curves(), PEAKS, "3 m/s").to_json()
    assert '"to": 36.0' in text
    for muscle in MUSCLES:
        assert text.count(muscle.replace("_", " ").capitalize()) >= 2


def test_moments_beyond_the_muscles_are_said() -> None:
    def said(unmet_nm: float) -> bool:
        return "300 Nm more" in gait_stride(curves(unmet_nm), PEAKS, "9 m/s").to_json()

    assert said(300.0)
    assert not said(1.0)
