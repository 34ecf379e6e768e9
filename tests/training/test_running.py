"""Runs, walks and football become blocks through the gait model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.gait.load import LoadBlocks
from myostride.muscles import INDEX
from myostride.training.parts import Part
from myostride.training.running import on_foot

from .people import ACTIVE, CAPACITY, endurance

VASTI, HAMSTRINGS, CALF = INDEX["vasti"], INDEX["hamstrings"], INDEX["gastrocnemius"]


def part(mode: str, **options: object) -> Part:
    return on_foot(endurance({mode: options}), CAPACITY, ACTIVE.body)


def blocks(mode: str = "run", **options: object) -> LoadBlocks:
    found = part(mode, **options).blocks
    assert found is not None
    return found


def test_the_reference_speed_is_the_reference_force() -> None:
    easy = blocks(minutes=5, speed_m_s=3.0)
    # One easy step's peak, corrected for strength per weight: near 1 at 70 kg and 1.75 m.
    assert easy.force[0].max(axis=0) == pytest.approx(np.ones(10), abs=0.1)


@settings(max_examples=40)
@given(minutes=st.floats(0.2, 600), speed=st.floats(1.0, 5.0))
def test_a_steady_run_lasts_as_long_as_stated(minutes: float, speed: float) -> None:
    found = blocks(minutes=minutes, speed_m_s=speed)
    assert found.seconds.sum() == pytest.approx(60 * minutes)
    assert found.start_s == pytest.approx(np.cumsum(found.seconds) - found.seconds)
    assert len(found) <= 91


def test_a_distance_lasts_as_long_as_its_speed_says() -> None:
    assert blocks(distance_m=6000, speed_m_s=3.0).seconds.sum() == pytest.approx(2000)
    assert blocks(distance_m=6000, finish_min=30).seconds.sum() == pytest.approx(1800)


def test_intervals_alternate_with_their_rests() -> None:
    work = part("run", repeat=3, minutes=1, speed_m_s=4, rest={"minutes": 2})
    assert work.blocks is not None
    assert work.blocks.start_s == pytest.approx([0, 180, 360])
    assert work.seconds == pytest.approx(420)


def test_an_active_rest_is_done_at_its_own_intensity() -> None:
    found = blocks(
        repeat=2, minutes=1, speed_m_s=5, rest={"minutes": 1, "speed_m_s": 2.5}
    )  # fmt: skip
    assert len(found) == 3
    assert found.force[1, 0, VASTI] < found.force[0, 0, VASTI]


def test_a_single_effort_is_followed_by_its_rest() -> None:
    assert part("run", minutes=4, speed_m_s=4, rest={"minutes": 3}).seconds == pytest.approx(420)


def test_a_rest_over_a_distance_is_walked() -> None:
    found = blocks(
        repeat=2, distance_m=30, all_out=True, rest={"distance_m": 30}
    )  # fmt: skip
    assert found.level_speed_m_s[2] < 2.0


def test_a_sprint_starts_from_standing() -> None:
    sprint = blocks(repeat=2, distance_m=30, all_out=True, rest={"seconds": 60})
    start, full = sprint.steps[:2] / sprint.seconds[:2]
    assert sprint.seconds[0] == pytest.approx(2.4)
    # 30 m take an active man four and a half to six seconds.
    assert 4.5 < sprint.seconds[:2].sum() < 6.0
    assert start < full


def test_rest_after_short_bursts_is_long() -> None:
    sprints = part("run", repeat=2, seconds=10, all_out=True)
    assert sprints.blocks is not None
    assert sprints.seconds == pytest.approx(10 + 40 + 10)


def test_hills_and_sprints_load_what_they_should() -> None:
    level = blocks(minutes=10, speed_m_s=3)
    down = blocks(minutes=10, speed_m_s=3, grade_pct=-15)
    up = blocks(minutes=10, speed_m_s=3, grade_pct=10)
    sprint = blocks(repeat=6, seconds=10, all_out=True)
    assert down.eccentric[0, 0, VASTI] > level.eccentric[0, 0, VASTI]
    assert down.bin[0] == 1
    assert up.force[0, 0, INDEX["gluteus_maximus"]] > level.force[0, 0, INDEX["gluteus_maximus"]]
    assert sprint.force[..., HAMSTRINGS].max() > 1.5 * level.force[0, :, HAMSTRINGS].max()


def test_a_vest_in_percent_of_body_mass_is_carried() -> None:
    vest = blocks("walk", minutes=40, speed_m_s=1.39, carried={"vest_pct_mass": 10})
    same = blocks("walk", minutes=40, speed_m_s=1.39, carried={"vest_kg": 7})
    plain = blocks("walk", minutes=40, speed_m_s=1.39)
    assert np.array_equal(vest.force, same.force)
    assert vest.force[0, 0, VASTI] > plain.force[0, 0, VASTI]


def test_a_sled_slows_the_sprint_and_works_the_hip() -> None:
    free = part("run", repeat=2, distance_m=30, all_out=True)
    towed = part("run", repeat=2, distance_m=30, all_out=True, sled_pct_mass=40)
    assert free.blocks is not None
    assert towed.blocks is not None
    assert towed.blocks.seconds[:2].sum() > free.blocks.seconds[:2].sum()
    assert any("sled" in line for line in towed.assumptions)


def test_minimal_footwear_moves_load_to_the_calf() -> None:
    shod = blocks(minutes=10, speed_m_s=3)
    minimal = blocks(minutes=10, speed_m_s=3, footwear="minimal")
    assert minimal.force[0, 0, CALF] > shod.force[0, 0, CALF]
    assert minimal.force[0, 0, VASTI] < shod.force[0, 0, VASTI]


def test_a_stated_cadence_changes_the_steps() -> None:
    assert blocks(minutes=1, speed_m_s=3, cadence_spm=190).steps.sum() == pytest.approx(190)


def test_football_mixes_sprints_and_turns_into_an_hour() -> None:
    game = part("football", minutes=60, hr_max_pct=82)
    assert game.blocks is not None
    assert game.seconds == pytest.approx(3600)
    assert game.blocks.level_speed_m_s.max() > 5
    assert game.blocks.eccentric[:, 0, VASTI].max() > 0.6
    easy = blocks("football", minutes=60, hr_max_pct=65)
    assert (easy.force**3 * easy.seconds[:, None, None]).sum() < (
        game.blocks.force**3 * game.blocks.seconds[:, None, None]
    ).sum()


def test_a_downhill_effort_says_how_its_speed_was_found() -> None:
    said = part("run", minutes=30, vo2max_pct=70, grade_pct=-15).assumptions
    assert any("braking" in line for line in said)


def test_a_known_speed_is_more_certain_than_a_guessed_one() -> None:
    assert part("run", minutes=30, speed_m_s=3).force_log_sd == 0
    assert part("run").force_log_sd > 0
