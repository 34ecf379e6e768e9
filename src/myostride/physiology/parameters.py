"""The parameters of one ensemble: a column of draws for every number in `data/physiology.yaml`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.dose import damage_reference
from myostride.gait.strength import volumes_cm3
from myostride.muscles import MUSCLES, N_MUSCLES
from myostride.physiology import posterior
from myostride.references import Parameter, load_parameters, load_table
from myostride.runner import Runner
from myostride.training.capacity import Capacity, capacity_of

Floats = NDArray[np.float64]

__all__ = ["Parameters", "draw_parameters", "parameters_at"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Draws of every parameter.

    values : name to (draw, 1), so that it multiplies (draw, muscle) states.
    sigma_ref, disuse_synthesis, disuse_breakdown : (draw, muscle).
    response : (draw, muscle) growth by the same signal, relative to the vasti.
    age_response : (draw, 1) share of growth that age leaves.
    gait_dose : (draw, muscle) weight of a muscle's eccentric dose in running and walking.
    volume_share : (muscle,) share of the leg's muscle volume.
    involvement : (muscle,) share in the metabolic stress of hard running, vasti 1.
    braced : (muscle,) True for muscles that a knee brace idles.
    force_bias : (draw, 1) standard normal; scales the forces of sessions whose load is uncertain,
        the same way in all of them.
    steps_doubt : (draw, 1) factor on daily steps that nobody stated, 1 in the middle.
    limits : VO2max and critical speed of the person.
    reference_dose : (draw, 1) eccentric dose of the person's quadriceps in the reference run.
    mean_reference_dose : the same of the first draw, whose stress exponent is the central one.
    lowering_dose : (draw, 1) eccentric dose a second at the stress that controlled lowerings are
        anchored to: that of the central exponent in every draw, in units of its reference dose.
    """

    values: dict[str, Floats]
    sigma_ref: Floats
    gait_dose: Floats
    response: Floats
    age_response: Floats
    disuse_synthesis: Floats
    disuse_breakdown: Floats
    involvement: Floats
    volume_share: Floats
    braced: NDArray[np.bool_]
    force_bias: Floats
    steps_doubt: Floats
    limits: Capacity
    reference_dose: Floats
    mean_reference_dose: float
    lowering_dose: Floats

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]

    @property
    def draws(self) -> int:
        return int(self.sigma_ref.shape[0])


def draw_parameters(
    draws: int,
    seed: int,
    runner: Runner,
    *,
    limits: Capacity | None = None,
    group: bool = False,
    unseen: str | None = None,
    taught: posterior.Posterior | None = None,
) -> Parameters:
    """Draw `draws` sets of parameters for one person, or for the middle of a group.

    The population values that studies could teach come from the posterior of the fit, the others
    from their priors; the difference between people comes on top. The first draw is the centre of
    all of them. Relative rates do not depend on sex (none found).

    Parameters
    ----------
    draws
        At least 1.
    seed
        The same seed and number give the same draws.
    runner
        Sets body size, age and, where they are not given, aerobic limits.
    limits
        Of the person or group, where more is known than `runner` holds.
    group
        Whether to leave out what differs between people: a group's mean does not have it.
    unseen
        A study of the calibration set that the fit shall not have seen: the posterior of the
        others is used.
    taught
        The population's parameters as some other fit has them, in place of the shipped one.
    """
    rng = np.random.default_rng(seed)
    table = load_parameters("physiology")
    learned = (taught or posterior.of(unseen)).draw(draws, rng)
    people = 0.0 if group else 1.0
    values = {
        name: _draw(p, learned.get(name), people, draws, rng)[:, None] for name, p in table.items()
    }
    _widen(values, runner, rng)
    own = _standard(draws, rng, N_MUSCLES) * table["sigma_ref_muscle_log_sd"].value
    force_bias = _standard(draws, rng)
    steps_doubt = np.exp(table["unstated_steps_log_sd"].value * _standard(draws, rng))
    if "vo2max_ml_kg_min" in runner.guessed:
        values["metabolic_gain"] = values["metabolic_gain"] * _effort_doubt(draws, rng)
    # Draws scatter about the first one, and are anchored where it is.
    centre = np.broadcast_to(values["stress_exponent"][:1], (draws, 1))
    return _assembled(values, runner, limits, own, force_bias, steps_doubt, centre)


def parameters_at(
    values: dict[str, Floats],
    runner: Runner,
    limits: Capacity | None = None,
    *,
    scattered: bool = False,
) -> Parameters:
    """Parameters at stated population values (draw,), the person in the middle of the others.

    A name that is not given stands at the centre of its posterior or prior.

    Parameters
    ----------
    scattered
        Whether the sets are draws about the first one. Otherwise each is a centre of its own, and
        its lowerings are anchored by its own stress exponent.
    """
    table = load_parameters("physiology")
    draws = next(iter(values.values())).size
    middle = posterior.centre()
    full = {
        name: np.broadcast_to(values.get(name, np.array(middle.get(name, p.value))), draws)
        for name, p in table.items()
    }
    columns = {name: np.array(value)[:, None] for name, value in full.items()}
    own, zero = np.zeros((draws, N_MUSCLES)), np.zeros((draws, 1))
    anchored_at = columns["stress_exponent"]
    if scattered:
        anchored_at = np.broadcast_to(anchored_at[:1], (draws, 1))
    return _assembled(columns, runner, limits, own, zero, zero + 1.0, anchored_at)


def _assembled(
    values: dict[str, Floats],
    runner: Runner,
    limits: Capacity | None,
    own_sigma: Floats,
    force_bias: Floats,
    steps_doubt: Floats,
    anchored_at: Floats,
) -> Parameters:
    """What follows from the drawn values for the muscles and the person.

    `anchored_at` (draw, 1) is the stress exponent of the centre that each draw scatters about.
    """
    table = load_parameters("physiology")
    muscles = load_table("physiology")["muscles"]
    one = np.ones_like(values["growth_gain"])

    def by_muscle(key: str) -> Floats:
        """(draw, muscle): a number, or the name of the parameter that holds it."""
        rows = [muscles[key][muscle] for muscle in MUSCLES]
        return np.hstack([values[row] if isinstance(row, str) else row * one for row in rows])

    low, high = table["sigma_ref"].low, table["sigma_ref"].high
    disuse = by_muscle("disuse")
    aged_y = max((runner.age_y or 0.0) - table["age_from_y"].value, 0.0)
    volumes = volumes_cm3(runner.body)
    reference_dose = damage_reference(runner.body, values["stress_exponent"])
    anchor = values["lifting_strain"] ** anchored_at
    return Parameters(
        values=values,
        sigma_ref=np.clip(values["sigma_ref"] * np.exp(own_sigma), low, high),
        gait_dose=by_muscle("gait_dose"),
        response=by_muscle("growth"),
        age_response=np.exp(-values["age_loss_per_y"] * aged_y),
        disuse_synthesis=np.minimum(
            values["disuse_synthesis"] * disuse, values["disuse_synthesis_most"]
        ),
        disuse_breakdown=values["disuse_breakdown"] * disuse,
        involvement=np.array([float(muscles["metabolic"][muscle]) for muscle in MUSCLES]),
        volume_share=volumes / volumes.sum(),
        braced=np.array([muscle in muscles["brace"] for muscle in MUSCLES]),
        force_bias=force_bias,
        steps_doubt=steps_doubt,
        limits=limits or capacity_of(runner),
        reference_dose=reference_dose,
        mean_reference_dose=float(reference_dose[0, 0]),
        lowering_dose=np.asarray(anchor / damage_reference(runner.body, anchored_at)),
    )


def _widen(values: dict[str, Floats], runner: Runner, rng: np.random.Generator) -> None:
    """What nobody stated about the runner adds to the spread, in place."""
    z = _standard(values["growth_gain"].shape[0], rng)
    if runner.status is None or "status" in runner.guessed:
        values["growth_gain"] = values["growth_gain"] * np.exp(values["unstated_status_log_sd"] * z)


def _effort_doubt(draws: int, rng: np.random.Generator) -> Floats:
    """(draw, 1) factor on what hard running signals, where VO2max is only read off the runs.

    The same pace is a harder effort for the less fit: growth falls with a power of VO2max.
    """
    table = load_parameters("intensity")
    log_sd = table["metabolic_per_vo2max"].value * table["vo2max_from_runs_log_sd"].value
    return np.asarray(np.exp(log_sd * _standard(draws, rng)))


def _standard(draws: int, rng: np.random.Generator, columns: int = 1) -> Floats:
    """Normal draws whose first row is 0: the centre of the prior."""
    z = rng.standard_normal((draws, columns))
    z[0] = 0.0
    return z


def _draw(
    p: Parameter, learned: Floats | None, people: float, draws: int, rng: np.random.Generator
) -> Floats:
    """(draw,) one parameter: its population value, and a person's place among others."""
    population, person = _standard(draws, rng)[:, 0], _standard(draws, rng)[:, 0]
    if learned is None:
        sd = 0.0 if p.prior == "fixed" else p.spread
        learned = np.full(draws, p.value)
        moved = sd * population
        learned = learned * np.exp(moved) if p.prior == "lognormal" else learned + moved
    own = people * p.person * person
    drawn = learned * np.exp(own) if p.prior == "lognormal" else learned + own
    return np.asarray(np.clip(drawn, p.low, p.high))
