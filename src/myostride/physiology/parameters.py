"""The parameters of one ensemble: a column of draws for every number in `data/physiology.yaml`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.dose import damage_reference
from myostride.muscles import MUSCLES, N_MUSCLES
from myostride.references import Parameter, load_parameters, load_table
from myostride.runner import Runner
from myostride.training.capacity import Capacity, capacity_of

Floats = NDArray[np.float64]

__all__ = ["Parameters", "draw_parameters"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Draws of every parameter.

    values : name to (draw, 1), so that it multiplies (draw, muscle) states.
    sigma_ref, disuse_synthesis, disuse_breakdown : (draw, muscle).
    response : (muscle,) growth by the same signal, relative to the vasti.
    gait_dose : (muscle,) weight of a muscle's eccentric dose in running and walking.
    involvement : (muscle,) share in the metabolic stress of hard running, vasti 1.
    braced : (muscle,) True for muscles that a knee brace idles.
    force_bias : (draw, 1) standard normal; scales the forces of sessions whose load is uncertain,
        the same way in all of them.
    limits : VO2max and critical speed of the person.
    reference_dose : (draw, 1) eccentric dose of the person's quadriceps in the reference run.
    """

    values: dict[str, Floats]
    sigma_ref: Floats
    gait_dose: Floats
    response: Floats
    disuse_synthesis: Floats
    disuse_breakdown: Floats
    involvement: Floats
    braced: NDArray[np.bool_]
    force_bias: Floats
    limits: Capacity
    reference_dose: Floats

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]

    @property
    def mean_reference_dose(self) -> float:
        """The reference dose at the central stress exponent (the first draw)."""
        return float(self.reference_dose[0, 0])

    @property
    def draws(self) -> int:
        return int(self.sigma_ref.shape[0])


def draw_parameters(draws: int, seed: int, runner: Runner) -> Parameters:
    """Draw `draws` sets of parameters for one person.

    The spread of each is that of the population value and that between people, together; the
    first draw is the centre of every prior. Relative rates do not depend on sex (none found).

    Parameters
    ----------
    draws
        At least 1.
    seed
        The same seed and number give the same draws.
    runner
        Sets body size and aerobic limits, not relative rates.
    """
    rng = np.random.default_rng(seed)
    table = load_parameters("physiology")
    values = {name: _draw(p, draws, rng)[:, None] for name, p in table.items()}
    _widen(values, runner, rng)
    muscles = load_table("physiology")["muscles"]

    def ratios(key: str) -> Floats:
        return np.array([float(muscles[key][muscle]) for muscle in MUSCLES])

    own = _standard(draws, rng, N_MUSCLES) * table["sigma_ref_muscle_log_sd"].value
    low, high = table["sigma_ref"].low, table["sigma_ref"].high
    disuse = ratios("disuse")
    return Parameters(
        values=values,
        sigma_ref=np.clip(values["sigma_ref"] * np.exp(own), low, high),
        gait_dose=ratios("gait_dose"),
        response=ratios("growth"),
        disuse_synthesis=np.minimum(values["disuse_synthesis"] * disuse, 0.9),
        disuse_breakdown=values["disuse_breakdown"] * disuse,
        involvement=ratios("metabolic"),
        braced=np.array([muscle in muscles["brace"] for muscle in MUSCLES]),
        force_bias=_standard(draws, rng),
        limits=capacity_of(runner),
        reference_dose=damage_reference(runner.body, values["stress_exponent"]),
    )


def _widen(values: dict[str, Floats], runner: Runner, rng: np.random.Generator) -> None:
    """What nobody stated about the runner adds to the spread, in place."""
    draws = values["growth_gain"].shape[0]
    for field, parameter, sd in (
        ("status", "growth_gain", "unstated_status_log_sd"),
        ("daily_steps", "steps_scale", "unstated_steps_log_sd"),
    ):
        z = _standard(draws, rng)
        if getattr(runner, field) is None or field in runner.guessed:
            values[parameter] = values[parameter] * np.exp(values[sd] * z)


def _standard(draws: int, rng: np.random.Generator, columns: int = 1) -> Floats:
    """Normal draws whose first row is 0: the centre of the prior."""
    z = rng.standard_normal((draws, columns))
    z[0] = 0.0
    return z


def _draw(p: Parameter, draws: int, rng: np.random.Generator) -> Floats:
    z = _standard(draws, rng)[:, 0]
    sd = float(np.hypot(p.spread, p.person))
    if p.prior == "fixed" or sd == 0.0:
        return np.full(draws, p.value)
    drawn = p.value * np.exp(sd * z) if p.prior == "lognormal" else p.value + sd * z
    return np.asarray(np.clip(drawn, p.low, p.high))
