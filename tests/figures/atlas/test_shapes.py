from __future__ import annotations

import numpy as np
import pytest

from myostride.figures.atlas.curves import Fibre, curve, fibres, inside
from myostride.figures.atlas.shapes import VIEWS, anatomy, appearances
from myostride.muscles import MUSCLES

SEEN = {
    "front": {
        "gluteus_medius", "iliopsoas", "rectus_femoris", "vasti", "adductors", "gastrocnemius",
        "soleus", "tibialis_anterior",
    },
    "side": {
        "gluteus_maximus", "gluteus_medius", "rectus_femoris", "vasti", "hamstrings",
        "gastrocnemius", "soleus", "tibialis_anterior",
    },
    "back": {
        "gluteus_maximus", "gluteus_medius", "vasti", "hamstrings", "adductors", "gastrocnemius",
        "soleus",
    },
}  # fmt: skip
"""What surface anatomy shows from each side."""


def test_all_ten_muscles_are_drawn() -> None:
    assert {seen.muscle for seen in appearances()} == set(MUSCLES)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_the_muscles_that_are_seen_there(view: str) -> None:
    assert set(anatomy()[view].muscles()) == SEEN[view]


def test_ids_are_muscle_side_view_and_unique() -> None:
    ids = [seen.id for seen in appearances()]
    assert len(set(ids)) == len(ids)
    assert {"vasti-left-front", "hamstrings-right-back", "soleus-right-side"} <= set(ids)
    assert all(seen.id == f"{seen.muscle}-{seen.side}-{seen.view}" for seen in appearances())


def test_front_has_the_persons_left_at_the_viewers_right_and_back_the_other_way() -> None:
    middle = {
        seen.id: np.mean(np.vstack(seen.outlines)[:, 0])
        for seen in appearances()
        if seen.view != "side"
    }
    assert middle["vasti-left-front"] > 0 > middle["vasti-right-front"]
    assert middle["hamstrings-left-back"] < 0 < middle["hamstrings-right-back"]


@pytest.mark.parametrize("view", ["front", "back"])
def test_left_mirrors_right_exactly(view: str) -> None:
    by_id = {seen.id: seen.outlines for seen in appearances()}
    for muscle in anatomy()[view].muscles():
        left, right = by_id[f"{muscle}-left-{view}"], by_id[f"{muscle}-right-{view}"]
        for one, other in zip(left, right, strict=True):
            np.testing.assert_array_equal(one * (-1.0, 1.0), other)


@pytest.mark.parametrize("view", VIEWS)
def test_every_shape_stays_within_the_skin(view: str) -> None:
    skin = anatomy()[view].outline.sampled(24)
    for part in anatomy()[view].parts:
        points = part.edge.sampled(12)
        on_midline = points[:, 0] == 0.0
        outside = points[~(inside(points, skin) | on_midline)]
        assert not len(outside), f"{part.name}: {outside[:3]}"


@pytest.mark.parametrize("view", VIEWS)
def test_the_shapes_of_a_muscle_are_painted_one_after_the_other(view: str) -> None:
    """One element holds them all, so nothing can come between."""
    names = [part.name for part in anatomy()[view].parts]
    runs = [name for before, name in zip(["", *names], names, strict=False) if name != before]
    assert len(set(runs)) == len(runs)


@pytest.mark.parametrize("view", VIEWS)
def test_every_muscle_shows_its_fibres(view: str) -> None:
    bare = [p.name for p in anatomy()[view].parts if p.kind == "muscle" and not p.fibres]
    assert not bare


def test_the_medial_head_of_gastrocnemius_reaches_lower_than_the_lateral() -> None:
    medial, lateral = sorted(
        (p.edge.sampled() for p in anatomy()["back"].shapes_of("gastrocnemius")),
        key=lambda points: float(points[:, 0].mean()),
    )
    assert medial[:, 1].max() > lateral[:, 1].max()


def test_gluteus_medius_lies_above_gluteus_maximus() -> None:
    for view in ("side", "back"):
        height = {
            muscle: np.vstack([p.edge.sampled() for p in anatomy()[view].shapes_of(muscle)])[:, 1]
            for muscle in ("gluteus_medius", "gluteus_maximus")
        }
        assert height["gluteus_medius"].min() < height["gluteus_maximus"].min()
        assert height["gluteus_medius"].mean() < height["gluteus_maximus"].mean()


def test_fibres_of_gluteus_maximus_run_down_and_outwards() -> None:
    (shape,) = anatomy()["back"].shapes_of("gluteus_maximus")
    for fibre in shape.fibres:
        start, _, end = fibre.points
        assert end[0] > start[0]
        assert end[1] > start[1]


def test_a_curve_passes_through_its_points_and_keeps_its_corners() -> None:
    square = curve("0,0! 10,0! 10,10! 0,10!", closed=True)
    np.testing.assert_allclose(square.sampled(2)[::2], [[0, 0], [10, 0], [10, 10], [0, 10]])
    np.testing.assert_allclose(square.sampled(2)[1], [5, 0])
    assert (
        square.path() == "M0 0c3.5 0 6.5 0 10 0 0 3.5 0 6.5 0 10-3.5 0-6.5 0-10 0 0-3.5 0-6.5 0-10z"
    )


def test_numbers_of_a_path_never_run_together() -> None:
    bow = Fibre(np.array([[1.0, 1.0], [2.0, 1.0], [4.0, 1.5]]))
    assert bow.path() == "M1 1q.5 0 3 .5"


def test_fibres_reach_beyond_both_ends_on_the_same_bow() -> None:
    """The parabola y = x² through (-1, 1), (0, 0) and (1, 1)."""
    (fibre,) = fibres("-1,1 0,0 1,1", "-1,1 0,0 1,1", [0.0])
    x, y = fibre.points.T
    np.testing.assert_allclose(y, x**2, atol=1e-12)
    assert x[0] < -1.0
    assert x[2] > 1.0


def test_points_inside_and_outside_a_polygon_are_told_apart() -> None:
    polygon = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 1.0], [0.0, 4.0]])
    points = np.array([[1.0, 0.5], [2.0, 2.0], [5.0, 0.5], [3.5, 2.0]])
    assert inside(points, polygon).tolist() == [True, False, False, True]


def test_fibres_without_a_middle_are_refused() -> None:
    with pytest.raises(ValueError, match="a start, a middle and an end"):
        fibres("0,0 1,1", "0,0 1,1", [0.0, 1.0])
