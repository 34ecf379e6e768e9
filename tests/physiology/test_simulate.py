"""Ten weeks of this or that: the orderings that any credible model must give (growth.md 7)."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from myostride.muscles import MUSCLES
from myostride.physiology import simulate
from myostride.references import load_table
from myostride.runner import STATUSES
from myostride.training import Program

PROGRAMS = Path(__file__).resolve().parents[2] / "docs" / "programs"


@cache
def outcome(name: str) -> dict[str, Any]:
    return simulate(Program.from_yaml(PROGRAMS / f"{name}.yaml"), draws=300).to_json()


def growth(name: str, muscle: str) -> float:
    return float(outcome(name)["muscles"][muscle]["growth_pct"])


def of(text: str, draws: int = 200) -> dict[str, Any]:
    return simulate(Program.from_text(text), draws=draws).to_json()


def test_easy_running_grows_almost_nothing() -> None:
    assert -1.0 <= growth("easy_three_a_week", "vasti") <= 3.0


def test_squats_grow_the_vasti_and_not_the_hamstrings() -> None:
    assert 3.0 <= growth("squats_two_a_week", "vasti") <= 9.0
    assert abs(growth("squats_two_a_week", "hamstrings")) < 0.5
    assert abs(growth("squats_two_a_week", "rectus_femoris")) < 0.5


def test_lifting_beats_intervals_and_intervals_beat_easy_running() -> None:
    easy, intervals, squats = (
        growth(name, "vasti")
        for name in ("easy_three_a_week", "intervals_three_a_week", "squats_two_a_week")
    )
    assert squats > intervals > easy


def test_bed_rest_takes_the_thigh_and_more_of_the_calf() -> None:
    vasti = growth("bed_rest_sixty_days", "vasti")
    assert -20.0 <= vasti <= -12.0
    assert growth("bed_rest_sixty_days", "soleus") < vasti
    assert growth("bed_rest_sixty_days", "gastrocnemius") < vasti
    assert vasti < growth("bed_rest_sixty_days", "hamstrings") < 0
    assert growth("bed_rest_sixty_days", "tibialis_anterior") > growth(
        "bed_rest_sixty_days", "rectus_femoris"
    )


def test_daily_hard_running_risks_more_than_three_days_a_week() -> None:
    """The risk is small, so it takes many draws to see."""
    daily, three = (
        simulate(Program.from_yaml(PROGRAMS / f"{name}.yaml"), draws=1000).to_json()
        for name in ("beginner_hard_daily", "beginner_hard_three_a_week")
    )
    risk = [np.mean([o["muscles"][m]["p_net_loss"] for m in MUSCLES]) for o in (daily, three)]
    assert risk[0] > 2 * risk[1]


def test_full_squats_reach_the_glutes_and_adductors_more_than_half_squats() -> None:
    def squat(depth: str) -> dict[str, Any]:
        return of(
            f"""
blocks: [{{weeks: 10, days: [mon, thu], session: [
  {{lift: {{exercise: back_squat, depth: {depth}, sets: 3, reps: 8, load_rm: 8}}}}]}}]"""
        )["muscles"]

    full, half = squat("full"), squat("half")
    for muscle in ("gluteus_maximus", "adductors"):
        assert full[muscle]["growth_pct"] > half[muscle]["growth_pct"] + 0.5
    assert full["vasti"]["growth_pct"] == pytest.approx(half["vasti"]["growth_pct"], abs=1.0)


def test_standing_calf_raises_reach_the_gastrocnemius_and_seated_ones_do_not() -> None:
    def raises(kind: str) -> float:
        return float(
            of(
                f"""
blocks: [{{weeks: 12, days: [mon, thu], session: [
  {{lift: {{exercise: {kind}_calf_raise, sets: 5, reps: 10, load_pct_1rm: 70}}}}]}}]"""
            )["muscles"]["gastrocnemius"]["growth_pct"]
        )

    assert raises("standing") > raises("seated") + 1.0


def test_walking_alone_changes_nothing_and_losing_the_steps_takes_the_legs() -> None:
    walk = of("blocks: [{weeks: 8, days: [mon, wed, fri], session: [{walk: {minutes: 40}}]}]")
    idle = of("blocks: [{weeks: 2, condition: reduced_steps, daily_steps: 1300}]")
    assert abs(walk["muscles"]["vasti"]["growth_pct"]) < 1.0
    assert -4.0 < idle["muscles"]["vasti"]["growth_pct"] < -0.2


def test_endurance_work_takes_little_from_lifting() -> None:
    both = of(
        """
blocks: [{weeks: 10, days: [mon, tue, thu, fri, sat], sessions: [
  [{lift: {exercise: back_squat, sets: 4, reps: 10, load_rm: 10}}],
  [{run: {minutes: 40, effort: easy}}],
  [{lift: {exercise: back_squat, sets: 4, reps: 10, load_rm: 10}}],
  [{run: {minutes: 40, effort: easy}}],
  [{run: {minutes: 40, effort: easy}}]]}]"""
    )["muscles"]["vasti"]["growth_pct"]
    assert both > growth("squats_two_a_week", "vasti") - 2.0


def test_half_a_thousand_kcal_short_gives_about_no_gain() -> None:
    hungry = of(
        """
diet: {energy_balance_kcal: -500, protein_g_per_kg: 1.6}
blocks: [{weeks: 10, days: [mon, thu], session: [
  {lift: {exercise: back_squat, sets: 4, reps: 10, load_rm: 10}}]}]"""
    )["muscles"]["vasti"]["growth_pct"]
    assert abs(hungry) < 1.5


def test_men_and_women_grow_alike_in_relative_terms() -> None:
    def grown(women: int) -> float:
        return float(
            of(
                f"""
people: {{n: 10, women: {women}, age_y: 25, mass_kg: 65, height_m: 1.70, status: active,
         vo2max_ml_kg_min: 42}}
blocks: [{{weeks: 10, days: [mon, thu], session: [
  {{lift: {{exercise: back_squat, sets: 4, reps: 10, load_rm: 10}}}}]}}]"""
            )["muscles"]["vasti"]["growth_pct"]
        )

    assert grown(10) == pytest.approx(grown(0), abs=0.3)


def test_an_interval_holds_the_middle_and_the_same_seed_gives_the_same_answer() -> None:
    program = Program.from_yaml(PROGRAMS / "intervals_three_a_week.yaml")
    one, two = (simulate(program, draws=60, seed=4).to_json() for _ in range(2))
    assert one == two
    other = simulate(program, draws=60, seed=5).to_json()
    assert other["muscles"] != one["muscles"]
    for row in one["muscles"].values():
        assert row["lo"] <= row["growth_pct"] <= row["hi"]


def test_a_bout_is_reported_six_hourly_for_a_fortnight() -> None:
    bout = of("blocks: [{days: 1, session: [{run: {minutes: 45, grade_pct: -15}}]}]")
    t = bout["series"]["t_day"]
    assert np.allclose(np.diff(t)[:-1], 0.25)
    assert t[-1] == pytest.approx(14.7, abs=0.6)
    force = bout["series"]["muscles"]["vasti"]["force_capacity_pct"]
    assert min(force) < 90.0
    assert force[-1] > 97.0


def test_a_program_is_reported_daily() -> None:
    t = outcome("easy_three_a_week")["series"]["t_day"]
    assert t == [float(day) for day in range(71)]


@pytest.mark.parametrize("status", STATUSES)
def test_a_life_as_before_changes_nobody(status: str) -> None:
    """Whoever goes on living as their status says stays as they are, within 1 %."""
    row = dict(load_table("physiology")["statuses"][status])
    blocks = row.pop("blocks", None) or [{"weeks": 1, "condition": "normal"}]
    if status == "bed_bound":
        blocks = [{"weeks": 1, "condition": "bed_rest"}]
    text = yaml.safe_dump(
        {
            "people": {"status": status},
            "diet": {"energy_balance_kcal": 0},
            "daily_steps": row["daily_steps"],
            "blocks": [{**block, "weeks": 6} for block in blocks],
        }
    )
    same = simulate(Program.from_text(text), draws=1).to_json()["muscles"]
    for muscle, value in same.items():
        assert abs(value["growth_pct"]) < 1.0, muscle
