from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from myostride.figures import GrowthHistory, growth_and_damage, growth_finding
from myostride.muscles import MUSCLES, TITLES


def every(spec: Any, key: str) -> Iterator[Any]:
    """All values under `key`, anywhere in a chart's specification."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == key:
                yield value
            yield from every(value, key)
    elif isinstance(spec, list):
        for value in spec:
            yield from every(value, key)


def test_the_title_names_the_muscle_that_grew_most(season_of_growth: GrowthHistory) -> None:
    assert growth_finding(season_of_growth) == (
        "Soleus grew most in 16 weeks: +2.0 % (+1.2 to +2.9)"
    )


def test_no_growth_is_claimed_where_every_interval_holds_zero(
    season_of_growth: GrowthHistory,
) -> None:
    unsure = replace(season_of_growth, lo={m: [-1.0] * 112 for m in MUSCLES})
    assert growth_finding(unsure) == "No muscle has clearly grown or shrunk in 16 weeks"


def test_shrinking_is_said_where_nothing_grew(season_of_growth: GrowthHistory) -> None:
    down = replace(
        season_of_growth,
        growth_pct={m: [-3.0] * 112 for m in MUSCLES},
        lo={m: [-4.0] * 112 for m in MUSCLES},
        hi={m: [-2.0] * 112 for m in MUSCLES},
    )
    assert "shrank most in 16 weeks: −3.0 % (−4.0 to −2.0)" in growth_finding(down)


def test_a_short_history_is_told_by_its_damage(season_of_growth: GrowthHistory) -> None:
    hours = [day / 4 for day in range(112)]
    bout = replace(season_of_growth, moments=hours[:60], run_moments=[0.0], unit="days")
    bout = replace(bout, damage={m: season_of_growth.damage[m][60:] for m in MUSCLES})
    bout = replace(bout, moments=hours[:52])
    assert growth_finding(bout).startswith("Vasti lost 20 % of force to damage at worst")


def test_every_muscle_has_its_panel_with_its_numbers(season_of_growth: GrowthHistory) -> None:
    spec = growth_and_damage(season_of_growth).to_dict()
    texts = [str(value) for value in every(spec, "value")]
    for muscle in MUSCLES:
        assert TITLES[muscle] in texts
    assert "+2.0 % (+1.2 to +2.9)" in texts


def test_all_panels_share_one_growth_scale_that_holds_every_band(
    season_of_growth: GrowthHistory,
) -> None:
    spec = growth_and_damage(season_of_growth).to_dict()
    domains = {tuple(d) for d in every(spec, "domain") if isinstance(d, list)}
    growth = [d for d in domains if d[0] < 0]
    assert len(growth) == 1
    low, high = growth[0]
    assert low <= min(min(season_of_growth.lo[m]) for m in MUSCLES)
    assert high >= max(max(season_of_growth.hi[m]) for m in MUSCLES)


def test_the_footnote_says_what_the_band_means(season_of_growth: GrowthHistory) -> None:
    spec = growth_and_damage(season_of_growth, note="A further remark.").to_dict()
    lines = " ".join(
        line for value in every(spec, "value") if isinstance(value, list) for line in value
    )
    assert "80 % interval" in lines
    assert "A further remark." in lines
