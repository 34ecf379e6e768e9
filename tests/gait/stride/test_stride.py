"""What physics asks of any stride, and which way it goes with speed, grade, cadence and load."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.errors import InputError
from myostride.gait.stride import PointMass, State, Stride, simulate_stride, stride_ratios
from myostride.gait.stride.paths import COORDINATES, architecture, muscle_paths
from myostride.muscles import INDEX
from myostride.runner import Body, Carried
from myostride.units import GRAVITY_M_S2

SPEED = st.floats(2.0, 9.0)
GRADE = st.floats(-0.3, 0.3)
MASS = st.floats(0.0, 45.0)
ANKLE = st.floats(0.0, 3.0)
some_strides = settings(max_examples=25, deadline=None)


def lines(stride: Stride, group: str) -> list[int]:
    return [i for i, g in enumerate(stride.muscles.groups) if g == group]


def stance(stride: Stride, values: np.ndarray) -> np.ndarray:
    return values[stride.stance]


@some_strides
@given(SPEED, GRADE, MASS, ANKLE)
def test_the_ground_gives_back_the_weight(
    speed: float, grade: float, vest: float, ankle: float
) -> None:
    """Over a stride of two feet: M g along the vertical, so sin and cos on the surface's axes."""
    stride = simulate_stride(speed, grade=grade, carried=Carried(vest, 0.0, ankle))
    mean = 2.0 * stride.over_stride(stride.ground_force_n) / stride.stride_s
    weight = (70.0 + vest + 2.0 * ankle) * GRAVITY_M_S2
    slope = np.arctan(grade)
    assert mean == pytest.approx([weight * np.sin(slope), weight * np.cos(slope)], rel=1e-9,
                                 abs=1e-6)  # fmt: skip
    assert np.all(stride.ground_force_n[:, 1] >= 0.0)
    assert np.all(stride.ground_force_n[~stride.stance] == 0.0)


@some_strides
@given(SPEED, GRADE, st.floats(0.9, 1.1), MASS, ANKLE)
def test_the_joints_do_the_work_of_the_climb(
    speed: float, grade: float, rate: float, vest: float, ankle: float
) -> None:
    carried = Carried(vest, 0.0, ankle)
    cadence = simulate_stride(speed, grade=grade).cadence_spm * rate
    stride = simulate_stride(speed, grade=grade, cadence_spm=cadence, carried=carried)
    assert stride.energy_residual() < 0.02


@some_strides
@given(SPEED, GRADE, MASS)
def test_moments_are_muscle_forces_at_their_arms_and_a_stated_rest(
    speed: float, grade: float, vest: float
) -> None:
    stride = simulate_stride(speed, grade=grade, carried=Carried(vest_kg=vest))
    made = np.einsum("tml,tl->tm", stride.moment_arm_m, stride.force_n)
    assert made + stride.residual_nm == pytest.approx(stride.shared_moment_nm, abs=1e-6)
    assert stride.shared_moment_nm[:, [0, 3, 4]] == pytest.approx(stride.moment_nm)
    assert np.all(stride.activation >= 0.0)
    assert np.all(stride.activation <= 1.2 + 1e-12)


@pytest.mark.parametrize("speed", [2.0, 3.0, 4.0])
@pytest.mark.parametrize("grade", [-0.1, 0.0, 0.1])
def test_at_ordinary_speeds_the_muscles_can_do_it(speed: float, grade: float) -> None:
    stride = simulate_stride(speed, grade=grade)
    assert np.abs(stride.residual_nm).max() < 1.0


@some_strides
@given(st.floats(2.0, 5.0), GRADE)
def test_the_tendon_gives_back_what_it_stores(speed: float, grade: float) -> None:
    """In soleus and vasti; two-joint muscles go slack at their shortest, which is not stored."""
    stride = simulate_stride(speed, grade=grade)
    lasting = [*lines(stride, "soleus"), *lines(stride, "vasti")]
    power = stride.fibres.tendon_power_w[:, lasting]
    kept = np.abs(stride.over_stride(power))
    assert np.all(kept < 0.05 * stride.over_stride(np.abs(power)))


def test_nothing_carried_is_the_bare_stride() -> None:
    bare = simulate_stride(3.0, grade=0.05)
    for carried in (Carried(), (), (PointMass("thigh", 0.0), PointMass("foot", 0.0))):
        assert simulate_stride(3.0, grade=0.05, carried=carried).force_n == pytest.approx(
            bare.force_n
        )


def test_the_ends_of_a_stride_meet() -> None:
    stride = simulate_stride(3.5)
    for values in (stride.angle_rad, stride.moment_nm, stride.force_n, stride.fibres.length):
        assert values[0] == pytest.approx(values[-1])


def test_the_body_moves_by_both_legs_half_a_stride_apart() -> None:
    """One leg's force and the same force half a stride later carry the weight at all times
    on average, and no two feet are on the ground at once."""
    stride = simulate_stride(3.0)
    normal = stride.ground_force_n[:-1, 1]
    other = np.roll(normal, normal.size // 2)
    assert not np.any((normal > 0.0) & (other > 0.0))
    assert (normal + other).mean() == pytest.approx(70.0 * GRAVITY_M_S2)


def test_finer_sampling_changes_little() -> None:
    coarse, fine = simulate_stride(3.0), simulate_stride(3.0, samples=201)
    assert coarse.peak_bw(True) == pytest.approx(fine.peak_bw(True), rel=0.03, abs=0.05)


@some_strides
@given(st.floats(2.0, 5.0), st.floats(45.0, 110.0), st.floats(1.5, 2.0))
def test_bodies_of_all_sizes_run(speed: float, mass: float, height: float) -> None:
    stride = simulate_stride(speed, body=Body(mass, height))
    assert stride.energy_residual() < 0.02
    assert np.all(np.isfinite(stride.force_n))
    assert np.abs(np.degrees(stride.angle_rad)).max() < 160.0


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"speed_m_s": 0.5}, "running speed"),
        ({"speed_m_s": 3.0, "grade": 0.9}, "grade"),
        ({"speed_m_s": 3.0, "samples": 100}, "odd"),
        ({"speed_m_s": 3.0, "carried": None, "cadence_spm": 20.0}, "cadence_spm"),
    ],
)
def test_what_no_runner_does_is_refused(bad: dict[str, float], said: str) -> None:
    with pytest.raises(InputError, match=said):
        simulate_stride(**bad)


def test_a_mass_must_have_a_known_place() -> None:
    with pytest.raises(InputError, match="elbow"):
        PointMass("elbow", 1.0)


def test_soleus_fibres_shorten_while_the_unit_lengthens() -> None:
    """Bohm 2021: in level running the tendon takes up the stretch of early stance."""
    stride = simulate_stride(3.0)
    (soleus,) = lines(stride, "soleus")
    ankle = stance(stride, stride.angle_rad[:, 2])
    lengthening = slice(0, int(np.argmax(ankle)))
    fibre = stance(stride, stride.fibres.length[:, soleus])[lengthening]
    loaded = stance(stride, stride.activation[:, soleus])[lengthening] > 0.05
    assert np.degrees(ankle.max() - ankle[0]) > 15.0
    assert fibre[loaded][-1] < fibre[loaded][0]
    assert fibre[loaded].max() - fibre[loaded][0] < 0.02


def test_vasti_fibres_stay_near_one_length() -> None:
    """Bohm 2021: near-isometric; here within 12 % of optimal length while loaded."""
    stride = simulate_stride(3.0)
    line = stride.muscles.names.index("vaslat")
    loaded = stride.activation[:, line] > 0.2
    fibre = stride.fibres.length[loaded, line]
    assert fibre.max() - fibre.min() < 0.12


class TestDirections:
    """What the literature agrees on, not how much."""

    def ratios(self, **state: float) -> dict[str, dict[str, float]]:
        (found,) = stride_ratios([State(**state)], Body())
        return {
            name: {m: float(getattr(found, name)[i]) for m, i in INDEX.items()}
            for name in ("stance", "swing", "fibre_negative")
        }

    def test_uphill_loads_the_hip_and_not_the_vasti(self) -> None:
        up = self.ratios(grade=0.1)
        assert up["stance"]["gluteus_maximus"] > 1.2
        assert up["swing"]["iliopsoas"] > 1.0
        assert up["stance"]["vasti"] <= 1.0
        assert up["fibre_negative"]["vasti"] < 0.8

    def test_downhill_lengthens_the_vasti(self) -> None:
        down = self.ratios(grade=-0.15)
        assert down["fibre_negative"]["vasti"] > 1.5
        assert down["fibre_negative"]["tibialis_anterior"] > 1.0
        assert down["stance"]["gluteus_maximus"] < 1.0

    def test_a_vest_loads_stance_and_leaves_swing_alone(self) -> None:
        vest = self.ratios(vest_kg=15.0)
        assert vest["stance"]["soleus"] > 1.15
        assert vest["stance"]["vasti"] > 1.15
        for muscle in ("iliopsoas", "hamstrings"):
            assert vest["swing"][muscle] == pytest.approx(1.0, abs=0.06)

    def test_an_ankle_weight_loads_the_swing_of_hip_flexors_and_hamstrings(self) -> None:
        cuff = self.ratios(ankle_kg=2.0)
        assert cuff["swing"]["iliopsoas"] > 1.3
        assert cuff["swing"]["hamstrings"] > 1.3
        assert cuff["stance"]["soleus"] < 1.15

    def test_quick_steps_move_load_from_stance_to_swing(self) -> None:
        quick = self.ratios(cadence_ratio=1.1)
        assert quick["stance"]["vasti"] < 1.0
        assert quick["stance"]["gluteus_maximus"] < 1.0
        assert quick["swing"]["hamstrings"] > 1.0

    def test_mass_costs_more_the_further_down_the_leg(self) -> None:
        def hip_swing(place: str) -> float:
            stride = simulate_stride(3.0, carried=[PointMass(place, 1.0, 0.5)])
            return float(np.abs(stride.moment_nm[~stride.stance, 0]).max())

        assert hip_swing("trunk") < hip_swing("thigh") < hip_swing("shank") < hip_swing("foot")


def test_moment_arms_are_those_of_the_model_standing() -> None:
    """Rajagopal 2016, moment arms in mm from the model itself; away from the straight knee,
    where the polynomials of the knee's muscles end."""
    expected = {"soleus": ("ankle", -41.4), "gasmed": ("ankle", -42.9), "semimem": ("hip", -43.1),
                "glmed1": ("hip_adduction", -51.3), "recfem": ("hip", 34.3)}  # fmt: skip
    _, arms = muscle_paths(np.zeros((1, 5)), 1.70)
    names = architecture(Body()).names
    for muscle, (coordinate, arm_mm) in expected.items():
        found = 1000.0 * arms[0, COORDINATES.index(coordinate), names.index(muscle)]
        assert found == pytest.approx(arm_mm, abs=3.0)


@given(st.lists(st.floats(-0.3, 0.9), min_size=5, max_size=5))
@settings(max_examples=20, deadline=None)
def test_moment_arms_are_minus_the_slope_of_length(angles: list[float]) -> None:
    at = np.array([angles])
    _, arms = muscle_paths(at, 1.75)
    for c in range(5):
        step = np.zeros((1, 5))
        step[0, c] = 1e-5
        rise = muscle_paths(at + step, 1.75)[0] - muscle_paths(at - step, 1.75)[0]
        assert -rise[0] / 2e-5 == pytest.approx(arms[0, c], abs=1e-6)


def test_strength_follows_the_body() -> None:
    light, heavy = architecture(Body(55.0, 1.65)), architecture(Body(85.0, 1.85))
    assert np.all(heavy.max_force_n > light.max_force_n)
