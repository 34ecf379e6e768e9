"""One leg in OpenSim and its static optimisation of one stride; needs the extra `opensim`.

The leg hangs from a fixed pelvis: three hip angles, knee, ankle. Its 40 muscles have the strengths,
fibres and length polynomials of the shipped tables, as function-based paths. What the ground and
the moving pelvis do to the leg is applied as torques on thigh, shank and foot, such that OpenSim's
inverse dynamics gives the moments of the source at every instant.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import opensim as osim
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from myostride.gait.stride.paths import COORDINATES, MODEL_BODY, Architecture
from myostride.gait.stride.segments import moved_mass
from myostride.runner import Body

Floats = NDArray[np.float64]
PATHS = Path(__file__).resolve().parents[1] / "src" / "myostride" / "data" / "muscle_paths.csv"
AXES = {"hip": (0, 0, 1), "hip_adduction": (1, 0, 0), "hip_rotation": (0, 1, 0),
        "knee": (0, 0, -1), "ankle": (0, 0, 1)}  # fmt: skip
JOINTS = {"thigh": COORDINATES[:3], "shank": COORDINATES[3:4], "foot": COORDINATES[4:]}
CONVERGENCE, STEPS = 1e-8, 1000

osim.Logger.setLevelString("error")


@dataclass(frozen=True)
class Trial:
    """One stride: time [s], angles [rad] and moments [Nm], (sample, coordinate)."""

    time_s: Floats
    angles: Floats
    moments_nm: Floats
    body: Body


def _path(muscle: str, terms: list[dict[str, str]], stretch: float) -> osim.FunctionBasedPath:
    """The length polynomial over its own coordinates, terms in the order OpenSim wants."""
    used = [c for c in COORDINATES if any(int(t[c]) for t in terms)]
    value = {tuple(int(t[c]) for c in used): float(t["length_m"]) * stretch for t in terms}
    order = max(map(sum, value))
    ordered = [p for p in product(range(order + 1), repeat=len(used)) if sum(p) <= order]
    if unknown := set(value) - set(ordered):
        raise ValueError(f"{muscle}: no place for the terms {sorted(unknown)}")
    coefficients = osim.Vector(len(ordered), 0.0)
    for n, powers in enumerate(ordered):
        coefficients[n] = value.get(powers, 0.0)
    path = osim.FunctionBasedPath()
    path.setName(f"{muscle}_path")
    for name in used:
        joint = next(body for body, names in JOINTS.items() if name in names)
        path.appendCoordinatePath(f"/jointset/{joint}_joint/{name}")
    path.setLengthFunction(osim.MultivariatePolynomialFunction(coefficients, len(used), order))
    return path


def _add_segments(model: osim.Model, body: Body) -> None:
    moved = moved_mass(body)
    parent: osim.PhysicalFrame = model.getGround()
    hangs_m = 0.0
    for name, coordinates in JOINTS.items():
        segment = getattr(moved, name)
        i = segment.inertia_kg_m2
        centre = osim.Vec3(segment.ahead_m, -segment.along_m, 0.0)
        link = osim.Body(name, segment.mass_kg, centre, osim.Inertia(i, i, i, 0.0, 0.0, 0.0))
        transform = osim.SpatialTransform()
        rotations = (
            transform.upd_rotation1(),
            transform.upd_rotation2(),
            transform.upd_rotation3(),
        )
        spare = [(0, 0, 1), (1, 0, 0), (0, 1, 0)]
        for n, rotation in enumerate(rotations):
            axis = AXES[coordinates[n]] if n < len(coordinates) else spare[n]
            rotation.setAxis(osim.Vec3(*axis))
            if n < len(coordinates):
                rotation.setCoordinateNames(osim.ArrayStr(coordinates[n], 1))
                rotation.set_function(osim.LinearFunction(1.0, 0.0))
            else:
                rotation.set_function(osim.Constant(0.0))
        zero = osim.Vec3(0.0)
        joint = osim.CustomJoint(f"{name}_joint", parent, osim.Vec3(0.0, -hangs_m, 0.0), zero,
                                 link, zero, zero, transform)  # fmt: skip
        model.addBody(link)
        model.addJoint(joint)
        parent, hangs_m = link, segment.length_m


def leg_model(body: Body, muscles: Architecture, *, height_m: float, cap: float = 1.0,
              reserve_nm: float) -> osim.Model:  # fmt: skip
    """The leg with muscles and reserve actuators.

    height_m : of the person whose paths these are. cap : the most activation. reserve_nm : moment
    at which a reserve costs as much as one muscle in full activity.
    """
    with PATHS.open(newline="", encoding="utf-8") as handle:
        terms = defaultdict(list)
        for row in csv.DictReader(handle):
            terms[row["muscle"]].append(row)
    model = osim.Model()
    model.setName("leg")
    model.setGravity(osim.Vec3(0.0, -9.80665, 0.0))
    _add_segments(model, body)
    for m, name in enumerate(muscles.names):
        muscle = osim.Millard2012EquilibriumMuscle()
        muscle.setName(name)
        muscle.set_max_isometric_force(float(muscles.max_force_n[m]))
        muscle.set_optimal_fiber_length(float(muscles.fibre_m[m]))
        muscle.set_tendon_slack_length(float(muscles.tendon_m[m]))
        muscle.set_pennation_angle_at_optimal(float(muscles.pennation[m]))
        muscle.set_ignore_tendon_compliance(True)
        muscle.set_ignore_activation_dynamics(True)
        muscle.set_minimum_activation(0.0)
        muscle.set_min_control(0.0)
        muscle.set_max_control(cap)
        muscle.set_path(_path(name, terms[name], height_m / MODEL_BODY.height_m))
        model.addForce(muscle)
    for name in COORDINATES:
        reserve = osim.CoordinateActuator(name)
        reserve.setName(f"reserve_{name}")
        reserve.setOptimalForce(reserve_nm)
        model.addForce(reserve)
    return model


def _states(model: osim.Model, trial: Trial) -> osim.Storage:
    """Angles, and their speeds as the slopes of a spline, as OpenSim's states."""
    names = [f"{model.getCoordinateSet().get(c).getAbsolutePathString()}" for c in COORDINATES]
    speeds = CubicSpline(trial.time_s, trial.angles).derivative()(trial.time_s)
    storage = osim.Storage()
    labels = osim.ArrayStr()
    labels.append("time")
    for name in names:
        labels.append(f"{name}/value")
        labels.append(f"{name}/speed")
    storage.setColumnLabels(labels)
    for time, angles, rates in zip(trial.time_s, trial.angles, speeds, strict=True):
        row = np.column_stack([angles, rates]).ravel()
        storage.append(osim.StateVector(float(time), osim.Vector.createFromMat(row)))
    return storage


def _instants(model: osim.Model, state: osim.State, storage: osim.Storage) -> Iterator[osim.Vector]:
    """The state at every row of `storage`, with the accelerations OpenSim will want there."""
    splines = osim.GCVSplineSet(5, storage)
    first = osim.StdVectorInt()
    first.append(0)
    coordinates = [model.getCoordinateSet().get(c) for c in COORDINATES]
    at = osim.Vector(1, 0.0)
    for n in range(storage.getSize()):
        row = storage.getStateVector(n)
        values = [row.getData().get(k) for k in range(row.getSize())]
        at[0] = row.getTime()
        state.setTime(row.getTime())
        wanted = osim.Vector(len(coordinates), 0.0)
        for c, coordinate in enumerate(coordinates):
            coordinate.setValue(state, values[2 * c], False)
            coordinate.setSpeedValue(state, values[2 * c + 1])
            wanted[c] = splines.get(2 * c + 1).calcDerivative(first, at)
        model.realizeVelocity(state)
        yield wanted


def _silence(model: osim.Model, state: osim.State) -> None:
    """Muscles and reserves pull no more; what is left is the leg and what is applied to it."""
    actuators = model.getActuators()
    for n in range(actuators.getSize()):
        actuators.get(n).setAppliesForce(state, False)


def inverse_dynamics(model: osim.Model, storage: osim.Storage) -> Floats:
    """Moments [Nm] that muscles must give, by OpenSim, (sample, coordinate)."""
    state = model.initSystem()
    _silence(model, state)
    solver = osim.InverseDynamicsSolver(model)
    return np.array([solver.solve(state, udot).to_numpy().copy()
                     for udot in _instants(model, state, storage)])  # fmt: skip


def _turning(model: osim.Model, storage: osim.Storage) -> Floats:
    """Angular velocity of the three bodies for unit speed of each coordinate, in the ground's axes,
    (sample, coordinate, 3 bodies x 3 axes)."""
    state = model.initSystem()
    coordinates = [model.getCoordinateSet().get(c) for c in COORDINATES]
    bodies = [model.getBodySet().get(b) for b in JOINTS]
    turns = []
    for _ in _instants(model, state, storage):
        for one in coordinates:
            for other in coordinates:
                other.setSpeedValue(state, float(other.getName() == one.getName()))
            model.realizeVelocity(state)
            turns.append([b.getAngularVelocityInGround(state).to_numpy().copy() for b in bodies])
    return np.array(turns).reshape(-1, len(coordinates), 9)


def _apply_torques(model: osim.Model, storage: osim.Storage, trial: Trial) -> None:
    """Least torques on thigh, shank and foot under which muscles must give the trial's moments."""
    missing = inverse_dynamics(model, storage) - trial.moments_nm
    torques = np.einsum("tbc,tc->tb", np.linalg.pinv(_turning(model, storage)), missing)
    for b, body in enumerate(JOINTS):
        force = osim.PrescribedForce()
        force.setName(f"ground_on_{body}")
        force.setFrameName(f"/bodyset/{body}")
        force.setForceIsInGlobalFrame(True)
        functions = osim.FunctionSet()
        for axis in range(3):
            function = osim.PiecewiseLinearFunction()
            for time, torque in zip(trial.time_s, torques[:, 3 * b + axis], strict=True):
                function.addPoint(float(time), float(torque))
            functions.cloneAndAppend(function)
        force.set_torqueFunctions(functions)
        model.addForce(force)


def prepare(model: osim.Model, trial: Trial) -> osim.Storage:
    """Make the leg need the trial's moments; what `static_optimisation` takes beside it."""
    model.initSystem()
    storage = _states(model, trial)
    _apply_torques(model, storage, trial)
    return storage


def moment_arms(model: osim.Model, storage: osim.Storage) -> Floats:
    """Moment arms [m], (sample, coordinate, muscle)."""
    state = model.initSystem()
    coordinates = [model.getCoordinateSet().get(c) for c in COORDINATES]
    return np.array([
        [[m.computeMomentArm(state, c) for m in model.getMuscles()] for c in coordinates]
        for _ in _instants(model, state, storage)
    ])  # fmt: skip


def static_optimisation(
    model: osim.Model, storage: osim.Storage, *, physiology: bool = False
) -> tuple[Floats, Floats]:
    """Muscle forces [N], (sample, muscle), and what the reserves gave [Nm], (sample, coordinate).

    physiology : force also bounded by length and velocity of the fibres, tendon rigid.
    """
    state = model.initSystem()
    analysis = osim.StaticOptimization(model)
    analysis.setUseModelForceSet(True)
    analysis.setUseMusclePhysiology(physiology)
    analysis.setActivationExponent(2.0)
    analysis.setConvergenceCriterion(CONVERGENCE)
    analysis.setMaxIterations(STEPS)
    analysis.setStatesStore(storage)
    for n, _ in enumerate(_instants(model, state, storage)):
        if n == 0:
            analysis.begin(state)
        else:
            analysis.step(state, n)
    found = analysis.getForceStorage()
    labels = found.getColumnLabels()
    column = {labels.get(k): k - 1 for k in range(1, labels.getSize())}
    rows = np.array([[found.getStateVector(n).getData().get(k) for k in range(len(column))]
                     for n in range(found.getSize())])  # fmt: skip
    muscles = [column[m.getName()] for m in model.getMuscles()]
    return rows[:, muscles], rows[:, [column[f"reserve_{c}"] for c in COORDINATES]]
