"""The compiled form against the numpy form, its oracle, and the rule that chooses between them."""

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from myostride import compiled
from myostride.activity.reading import read_run
from myostride.activity.run import Lap, Run
from myostride.changeover import ChangeOver
from myostride.gait import forms, kernel, muscle_load, priced
from myostride.gait.kernel import passing, summing
from myostride.gait.kernel.flat import flat
from myostride.runner import Body, Carried
from tests.gait.test_session import HILLY, made_run
from tests.shared import activity_file, needs_shared

Floats = NDArray[np.float64]
AGREED = 1e-9


@pytest.fixture(scope="session", autouse=True)
def _machine_code() -> None:
    kernel.warm_up()


@pytest.fixture
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_process", ChangeOver())


def assert_agree(run: Run, body: Body, carried: Carried) -> None:
    plain = priced.price_samples(run, body, carried)
    fast = kernel.price_samples(run, body, carried)
    if plain is None or fast is None:
        assert plain is fast
        return
    assert list(plain.totals) == list(fast.totals)
    pairs = {name: (plain.totals[name], fast.totals[name]) for name in plain.totals}
    pairs |= {
        name: (values, getattr(fast.blocks, name))
        for name, values in plain.blocks.to_arrays().items()
    }
    pairs |= {
        field.name: (np.asarray(getattr(plain, field.name)), getattr(fast, field.name))
        for field in dataclasses.fields(priced.Priced)
        if field.name not in ("totals", "blocks")
    }
    for name, (expected, got) in pairs.items():
        assert_allclose(got, expected, rtol=AGREED, atol=1e-14, err_msg=name)


def _wandering(rng: np.random.Generator, n: int, low: float, high: float, step: float) -> Floats:
    start = rng.uniform(low, high)
    return np.clip(start + np.cumsum(rng.normal(0.0, step, n)), low, high)


def _with_holes(rng: np.random.Generator, values: Floats, share: float) -> Floats:
    return np.where(rng.random(values.size) < share, np.nan, values)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Walks to sprints on any slope, with pauses, laps and holes in every channel."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(1, 700))
    holes = st.sampled_from([0.0, 0.05, 1.0])
    dt = rng.choice([0.0, 0.25, 1.0, 1.0, 1.0, 1.3, 4.0], n)
    pauses = rng.choice([0.0, 9.0, 11.0, 600.0], n, p=[0.97, 0.01, 0.01, 0.01])
    low, high = draw(st.sampled_from([(0.0, 2.5), (1.5, 4.0), (2.0, 6.0), (0.0, 11.0)]))
    time = np.cumsum(np.maximum(dt, 0.2) + pauses)
    laps = np.linspace(0.0, float(time[-1]), draw(st.integers(0, 4)), endpoint=False)
    return dataclasses.replace(
        made_run(minutes=1),
        time_s=time,
        dt_s=dt,
        speed_m_s=_with_holes(rng, _wandering(rng, n, low, high, 0.1), draw(st.just(0.02))),
        grade=_with_holes(rng, _wandering(rng, n, -0.4, 0.4, 0.01), draw(holes)),
        grade_sd=_with_holes(rng, rng.uniform(0.0, 0.05, n), draw(holes)),
        cadence_spm=_with_holes(rng, _wandering(rng, n, 60.0, 260.0, 4.0), draw(holes)),
        contact_time_s=_with_holes(rng, _wandering(rng, n, 0.1, 0.5, 0.01), draw(holes)),
        laps=tuple(Lap(float(start), 0.0, 0.0) for start in laps),
    )


bodies = st.builds(Body, mass_kg=st.floats(35.0, 150.0), height_m=st.floats(1.4, 2.1))
burdens = st.builds(
    Carried,
    vest_kg=st.sampled_from([0.0, 6.0]),
    pack_kg=st.sampled_from([0.0, 20.0]),
    ankle_kg=st.sampled_from([0.0, 1.5]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs(), body=bodies, carried=burdens)
def test_the_two_forms_agree_to_nine_digits(run: Run, body: Body, carried: Carried) -> None:
    assert_agree(run, body, carried)


@needs_shared
def test_the_two_forms_agree_on_a_recorded_run() -> None:
    assert_agree(read_run(activity_file(HILLY)), Body(61.0, 1.68), Carried(vest_kg=5.0))


def test_nobody_moving_is_no_load_in_either_form() -> None:
    assert kernel.price_samples(made_run(speed=0.1), Body(), Carried()) is None
    assert priced.price_samples(made_run(speed=0.1), Body(), Carried()) is None


def test_another_stress_exponent_reaches_the_compiled_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Damage that grows with the fourth power of force, in units of the same reference run."""
    run, body = made_run(speed=3.0, minutes=5), Body()
    cubic = flat(body, Carried())
    monkeypatch.setattr(summing, "flat", lambda *_: cubic._replace(stress_exponent=4.0))
    fourth = kernel.price_samples(run, body, Carried())
    monkeypatch.undo()
    third = kernel.price_samples(run, body, Carried())
    assert fourth is not None
    assert third is not None
    # At the easy step a muscle's higher lobe has force 1, and any power of 1 is 1; the vasti have
    # no other lobe.
    vasti = 4
    assert fourth.totals["damage_dose"][vasti] == pytest.approx(third.totals["damage_dose"][vasti])
    assert fourth.totals["damage_dose"][0] < third.totals["damage_dose"][0]


def test_e_to_the_x_is_good_to_twelve_digits_where_it_is_used() -> None:
    from myostride.gait.kernel.force import exp

    for x in np.linspace(-8.0, 8.0, 401):
        assert exp(x) == pytest.approx(np.exp(x), rel=2e-12)


@pytest.mark.usefixtures("fresh_process")
def test_a_short_job_stays_with_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "price_samples", _never)
    muscle_load(made_run(), Body())


@pytest.mark.usefixtures("fresh_process")
def test_a_long_job_changes_over_where_the_machine_code_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "CHANGE_OVER_SAMPLES", 2000)
    monkeypatch.setattr(kernel, "kept", lambda: True)
    muscle_load(made_run(), Body())
    monkeypatch.setattr(priced, "price_samples", _never)
    muscle_load(made_run(), Body())


@pytest.mark.usefixtures("fresh_process")
def test_a_long_job_does_not_compile_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "CHANGE_OVER_SAMPLES", 2000)
    monkeypatch.setattr(kernel, "kept", lambda: False)
    monkeypatch.setattr(kernel, "price_samples", _never)
    for _ in range(3):
        muscle_load(made_run(), Body())


@pytest.mark.usefixtures("fresh_process")
def test_a_warm_process_compiles_the_first_run(monkeypatch: pytest.MonkeyPatch) -> None:
    forms.warm_up()
    monkeypatch.setattr(priced, "price_samples", _never)
    assert muscle_load(made_run(), Body()).totals["easy_km"].value[0] == pytest.approx(
        3.6, rel=0.01
    )


def test_without_a_place_for_machine_code_it_is_made_for_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nowhere(cache: bool = False, **_: object) -> object:
        if cache:
            raise RuntimeError("no locator available")
        return lambda function: function

    monkeypatch.setattr(compiled, "njit", nowhere)
    assert compiled.entry(passing._add_up, passing.__file__) is passing._add_up


def _never(*_: object) -> None:
    raise AssertionError("the other form should price this run")
