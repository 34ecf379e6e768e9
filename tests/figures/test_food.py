"""The curve of growth against protein says where the runner stands on it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from myostride.figures import save
from myostride.figures.food import protein_curve, protein_finding


def protein(eaten: float | None) -> dict[str, Any]:
    grid = np.linspace(0.4, 3.0, 20)
    share = np.minimum(0.6 + 0.25 * grid, 1.0)
    return {
        "eaten_g_per_kg": eaten,
        "target_g_per_kg": 1.62,
        "safe_upper_g_per_kg": 2.2,
        "growth_share": 0.85,
        "curve": {"g_per_kg": grid, "share": share, "lo": share - 0.1, "hi": share},
    }


@pytest.mark.parametrize(
    ("eaten", "unit", "said"),
    [
        (1.0, "kg", "1.0 g/kg of protein a day allows about 85 % of growth"),
        (1.0, "lb", "0.45 g/lb of protein a day allows about 85 % of growth"),
        (2.0, "kg", "At 2.0 g/kg a day protein no longer holds growth back"),
        (None, "kg", "Growth stops rising at about 1.6 g/kg of protein a day"),
    ],
)
def test_the_title_is_the_finding(eaten: float | None, unit: str, said: str) -> None:
    assert protein_finding(protein(eaten), unit) == said


@pytest.mark.parametrize("eaten", [None, 1.0])
def test_the_runner_is_marked_where_the_intake_is_known(
    eaten: float | None, tmp_path: Path
) -> None:
    path = tmp_path / "protein.svg"
    save(protein_curve(protein(eaten)), path)
    words = path.read_text()
    assert ("you, " in words) == (eaten is not None)
    assert "target 1.6" in words
