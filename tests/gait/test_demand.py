"""Who is loaded by what: the directions a biomechanist expects."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import InputError
from myostride.gait import steady_state
from myostride.gait.demand import lobes, reference_lobes
from myostride.gait.strength import intensity_scale, max_isometric_force_n
from myostride.gait.uncertainty import Z_80
from myostride.muscles import INDEX, MUSCLES
from myostride.runner import Body, Carried


def easy_km_per_km(speed: float, grade: float = 0.0, **carried: float) -> dict[str, float]:
    """Easy kilometres per kilometre covered."""
    body = Body()
    step = lobes(np.array([speed]), np.array([grade]), body=body, carried=Carried(**carried))
    easy = reference_lobes(body)

    def price(s: object) -> np.ndarray:
        return (s.peak_bw**3 * s.effective_s).sum(axis=1)[0] * s.cadence_hz[0]  # type: ignore[attr-defined]

    ratio = price(step) / speed / (price(easy) / 3.0)
    return dict(zip(MUSCLES, ratio, strict=True))


def test_an_easy_flat_kilometre_is_one_for_every_muscle() -> None:
    assert list(easy_km_per_km(3.0).values()) == pytest.approx([1.0] * 10)


def test_hamstrings_and_adductors_rise_most_with_speed() -> None:
    slow, fast = (steady_state(v).muscles["peak_bw"].value for v in (3.0, 5.0))
    by_peak = dict(zip(MUSCLES, fast / slow, strict=True))
    by_load = easy_km_per_km(5.0)
    for rise in (by_peak, by_load):
        assert set(sorted(rise, key=rise.__getitem__)[-2:]) == {"hamstrings", "adductors"}


def test_gluteus_maximus_rises_most_uphill_and_the_vasti_fall() -> None:
    up = easy_km_per_km(3.0, 0.10)
    assert max(up, key=up.__getitem__) == "gluteus_maximus"
    assert up["vasti"] < 1.0
    assert up["rectus_femoris"] > 1.0
    assert up["iliopsoas"] > 1.0


def test_vasti_rise_most_downhill() -> None:
    down = easy_km_per_km(3.0, -0.10)
    assert max(down, key=down.__getitem__) == "vasti"
    assert down["gluteus_maximus"] < 1.0


def test_a_vest_loads_stance_and_leaves_swing_alone() -> None:
    body, v, g = Body(), np.array([3.0]), np.zeros(1)
    without = lobes(v, g, body=body, carried=Carried())
    vest = lobes(v, g, body=body, carried=Carried(vest_kg=7.0))
    stance = ["gluteus_maximus", "gluteus_medius", "vasti", "gastrocnemius", "soleus"]
    for muscle in stance:
        m = INDEX[muscle]
        assert vest.peak_bw[0, 0, m] / without.peak_bw[0, 0, m] == pytest.approx(1.1, rel=0.02)
    assert vest.peak_bw[0, 1] == pytest.approx(without.peak_bw[0, 1])
    assert vest.peak_bw[0, :, INDEX["iliopsoas"]] == pytest.approx(
        without.peak_bw[0, :, INDEX["iliopsoas"]]
    )


def test_an_ankle_weight_mostly_loads_hip_flexors_and_hamstrings() -> None:
    loaded = easy_km_per_km(3.0, ankle_kg=1.0)
    heaviest = sorted(loaded, key=loaded.__getitem__)[-4:]
    assert {"hamstrings", "iliopsoas"} <= set(heaviest)
    assert loaded["soleus"] < 1.15


def test_slower_cadence_raises_stance_and_lowers_swing() -> None:
    """Lenhart 2014 at 90 % of preferred: gluteus maximus 18.01 / 15.80, psoas + iliacus
    30.41 / 32.48 N/kg."""
    usual = steady_state(2.9)
    slow = steady_state(2.9, cadence_spm=0.9 * usual.cadence_spm)
    stance = slow.muscles["peak_stance_bw"].value / usual.muscles["peak_stance_bw"].value
    swing = slow.muscles["peak_swing_bw"].value[INDEX["iliopsoas"]]
    swing /= usual.muscles["peak_swing_bw"].value[INDEX["iliopsoas"]]
    assert stance[INDEX["gluteus_maximus"]] == pytest.approx(18.01 / 15.80, abs=0.02)
    assert swing == pytest.approx(30.41 / 32.48, abs=0.02)


def test_hip_moment_rises_with_grade_as_roberts_measured() -> None:
    """Roberts & Belliveau 2005: 85 Nm over 12 degrees, about 7.1 Nm per degree at 70 kg."""
    level = steady_state(3.0).joints.moment_mean[0]
    steep = steady_state(3.0, grade=float(np.tan(np.radians(12)))).joints.moment_mean[0]
    assert 5.0 <= (steep - level) * 70.0 / 12.0 <= 9.0


@given(st.floats(1.0, 8.9), st.floats(-0.4, 0.4), st.floats(0.0, 40.0), st.floats(0.0, 3.0))
def test_every_number_is_finite_positive_and_capped(
    speed: float, grade: float, vest: float, ankle: float
) -> None:
    state = steady_state(speed, grade=grade, carried=Carried(vest_kg=vest, ankle_kg=ankle))
    for estimate in state.muscles.values():
        assert np.all(np.isfinite(estimate.value))
        assert np.all(estimate.value >= 0)
        assert np.all(estimate.lo <= estimate.value)
        assert np.all(estimate.value <= estimate.hi)
    assert np.all(state.muscles["relative_peak"].value <= 1.2 + 1e-9)


@given(st.floats(5.6, 8.5))
def test_beyond_the_measured_range_it_says_so(speed: float) -> None:
    state = steady_state(speed)
    assert state.extrapolated
    hamstrings = state.muscles["peak_bw"]
    m = INDEX["hamstrings"]
    inside = steady_state(4.0).muscles["peak_bw"]
    wide = np.log(hamstrings.hi[m] / hamstrings.value[m]) / Z_80
    narrow = np.log(inside.hi[m] / inside.value[m]) / Z_80
    assert wide > narrow


def test_impossible_values_are_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="speed_m_s 40") as refused:
        steady_state(40.0)
    assert "\n" not in str(refused.value)


def test_strength_is_handsfields_volume_over_fibre_length() -> None:
    """Soleus at 70 kg, 1.75 m: (2.57 * 122.5 + 120) cm3 / 4.4 cm * 60 N/cm2 (by hand)."""
    assert max_isometric_force_n(Body())[INDEX["soleus"]] == pytest.approx(5929.4, rel=1e-4)


def test_a_heavier_runner_of_the_same_height_works_relatively_harder() -> None:
    scale = intensity_scale(Body(90.0, 1.75))
    assert intensity_scale(Body()) == pytest.approx(1.0)
    assert scale.mean() > 1.0


def test_a_vest_leaves_the_work_of_swing_alone() -> None:
    m = INDEX["iliopsoas"]
    without = steady_state(3.0).muscles["fibre_negative_j_kg"].value
    vest = steady_state(3.0, carried=Carried(vest_kg=20.0)).muscles["fibre_negative_j_kg"].value
    assert vest[m] / without[m] == pytest.approx(1.0, abs=0.05)
    assert vest[INDEX["vasti"]] > 1.15 * without[INDEX["vasti"]]


def test_shorter_quicker_steps_take_less_work_at_the_knee() -> None:
    """Heiderscheit 2011: the knee absorbs less at a higher step rate, per step and per km."""
    usual = steady_state(3.0)
    quick = steady_state(3.0, cadence_spm=1.1 * usual.cadence_spm)
    vasti = INDEX["vasti"]
    per_step = [s.muscles["work_negative_j_kg"].value[vasti] for s in (usual, quick)]
    assert 1.1 * per_step[1] < per_step[0]


@pytest.mark.parametrize("edge", [(3.0, 0.15), (5.5, 0.0)])
def test_intervals_widen_without_a_jump(edge: tuple[float, float]) -> None:
    speed, grade = edge
    below, above = (
        steady_state(speed * k if grade == 0 else speed, grade=grade * k) for k in (0.995, 1.005)
    )
    for muscle in MUSCLES:
        m = INDEX[muscle]
        width = [
            np.log(s.muscles["peak_bw"].hi[m] / s.muscles["peak_bw"].value[m])
            for s in (below, above)
        ]
        assert width[1] == pytest.approx(width[0], rel=0.06)


@given(st.floats(1.0, 8.0), st.floats(-0.4, 0.4))
def test_joint_intervals_hold_their_value_and_work_is_never_negative(
    speed: float, grade: float
) -> None:
    for row in steady_state(speed, grade=grade).to_json()["joints"].values():
        for key in ("moment_peak_nm_kg", "moment_mean_nm_kg"):
            assert row[f"{key}_lo"] <= row[key] <= row[f"{key}_hi"]
        for key in ("work_positive_j_kg", "work_negative_j_kg"):
            assert 0.0 <= row[f"{key}_lo"] <= row[key] <= row[f"{key}_hi"]
        assert row["moment_peak_nm_kg"] >= row["moment_mean_nm_kg"]
