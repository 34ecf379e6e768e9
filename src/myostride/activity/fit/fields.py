"""From decoded FIT columns to the recording's: native fields first, developer fields after."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from myostride.activity.fit.decoded import Decoded, DeveloperField
from myostride.activity.recording import Floats, spoken

__all__ = ["record_columns"]

_NATIVE: dict[str, tuple[tuple[str, ...], float]] = {
    "latitude_deg": (("position_lat",), 1.0),
    "longitude_deg": (("position_long",), 1.0),
    "altitude_m": (("enhanced_altitude", "altitude"), 1.0),
    "distance_m": (("distance",), 1.0),
    "speed_m_s": (("enhanced_speed", "speed"), 1.0),
    "cadence": (("cadence256", "cadence"), 1.0),
    "heart_rate_bpm": (("heart_rate",), 1.0),
    "power_w": (("power",), 1.0),
    "contact_time_s": (("stance_time",), 1e-3),
    "vertical_oscillation_m": (("vertical_oscillation",), 1e-3),
    "grade": (("grade",), 1e-2),
}
"""Recording column -> profile fields, the enhanced one first, and the factor to its unit."""

_ZERO_IS_MISSING = frozenset({"heart_rate_bpm", "contact_time_s", "vertical_oscillation_m"})

_DEVELOPER: dict[str, tuple[frozenset[str], tuple[int, ...]]] = {
    "heart_rate_bpm": (frozenset({"heartrate", "hr"}), (3,)),
    "power_w": (frozenset({"power", "rspower", "rspoweravg", "runpower", "rppower"}), (7,)),
    "cadence": (frozenset({"cadence", "rscadence"}), (4,)),
    "contact_time_s": (
        frozenset({"groundtime", "contacttime", "rscontacttime", "groundcontacttime", "gct"}),
        (41,),
    ),
    "vertical_oscillation_m": (frozenset({"verticaloscillation"}), (39,)),
    "speed_m_s": (frozenset({"speed"}), (6, 73)),
    "distance_m": (frozenset({"distance"}), (5,)),
}
"""Recording column -> names used by apps (letters and digits only) and native field numbers."""

Candidate = tuple[list[DeveloperField], Floats]


def record_columns(decoded: Decoded) -> tuple[dict[str, Floats], list[str]]:
    """The recording's columns, shape (n,), and what was assumed in choosing their sources."""
    columns = {"unix_s": decoded.columns["timestamp"]}
    for column, (names, factor) in _NATIVE.items():
        values = _first_known(decoded.columns[name] for name in names if name in decoded.columns)
        if values is not None:
            columns[column] = values * factor
    _add_fractional_cadence(columns, decoded)
    for column in _ZERO_IS_MISSING & columns.keys():
        columns[column] = np.where(columns[column] > 0, columns[column], np.nan)
    columns = {name: values for name, values in columns.items() if not np.isnan(values).all()}
    return columns, _add_developer_fields(columns, decoded) if decoded.developer else []


def _first_known(sources: Iterable[Floats]) -> Floats | None:
    """The first source, its gaps filled sample by sample from the next ones."""
    result: Floats | None = None
    for values in sources:
        if result is None:
            result = values
        else:
            missing = np.isnan(result)
            if missing.any():
                result = np.where(missing, values, result)
    return result


def _add_fractional_cadence(columns: dict[str, Floats], decoded: Decoded) -> None:
    fraction = decoded.columns.get("fractional_cadence")
    if fraction is not None and "cadence" in columns and "cadence256" not in decoded.columns:
        columns["cadence"] = columns["cadence"] + np.nan_to_num(fraction)


def _add_developer_fields(columns: dict[str, Floats], decoded: Decoded) -> list[str]:
    """Fill channels that the profile's own fields lack; say which source was taken."""
    assumed = []
    for column in _DEVELOPER:
        candidates = _candidates(column, decoded)
        if column == "power_w":
            assumed += _choose_power(columns, candidates)
        elif column not in columns and candidates:
            fields, values = max(candidates, key=_coverage)
            columns[column] = values
            assumed.append(f"{spoken(column)} is taken from {_source(fields)}")
    return assumed


def _choose_power(columns: dict[str, Floats], candidates: list[Candidate]) -> list[str]:
    """One source of power for the whole file: the fullest one, the device's own if equal."""
    own: list[Candidate] = [([], columns["power_w"])] if "power_w" in columns else []
    sources = own + candidates
    if not candidates:
        return []
    fields, values = max(sources, key=_coverage)
    columns["power_w"] = values
    chosen = _source(fields) if fields else "the device's own field"
    if len(sources) == 1:
        return [f"power is taken from {chosen}"]
    return [f"of {len(sources)} sources of power only one is used: {chosen}"]


def _candidates(column: str, decoded: Decoded) -> list[Candidate]:
    """Developer fields for one column, left and right averaged, in the column's unit."""
    names, natives = _DEVELOPER[column]
    groups: dict[tuple[int, str], list[tuple[DeveloperField, Floats]]] = {}
    for one, values in decoded.developer.values():
        plain, side = _plain_name(one.name)
        if plain in names or (one.native in natives and not _named_otherwise(plain, column)):
            key = (one.developer, plain if side else f"{plain}/{one.number}")
            groups.setdefault(key, []).append((one, values))
    found: list[Candidate] = []
    for group in groups.values():
        values = _mean_known([_in_unit(column, one, raw) for one, raw in group])
        if column in _ZERO_IS_MISSING:
            values = np.where(values > 0, values, np.nan)
        if not np.isnan(values).all():
            found.append(([one for one, _ in group], values))
    return found


def _plain_name(name: str) -> tuple[str, str]:
    """Letters and digits of a field's name, and "L" or "R" where it is one side's."""
    match = re.fullmatch(r"(.*?)[ _]?(?<![A-Za-z])(L|R|Left|Right)", name)
    side = match.group(2)[0] if match else ""
    return re.sub(r"[^a-z0-9]", "", (match.group(1) if match else name).lower()), side


def _named_otherwise(plain: str, column: str) -> bool:
    """Whether a name belongs to another column (apps point at wrong native fields)."""
    return any(plain in names for other, (names, _) in _DEVELOPER.items() if other != column)


def _in_unit(column: str, one: DeveloperField, values: Floats) -> Floats:
    unit = one.units.lower().strip()
    if column == "contact_time_s":
        in_seconds = unit in {"s", "sec", "seconds"}
        return values if in_seconds else values * 1e-3
    if column == "vertical_oscillation_m":
        return values * (1e-3 if unit in {"mm", "millimeters"} else 1e-2)
    return values


def _mean_known(sides: list[Floats]) -> Floats:
    if len(sides) == 1:
        return sides[0]
    stacked = np.stack([np.where(side > 0, side, np.nan) for side in sides])
    count = np.isfinite(stacked).sum(axis=0)
    return np.where(count > 0, np.nansum(stacked, axis=0) / np.maximum(count, 1), np.nan)


def _coverage(candidate: Candidate) -> int:
    values = candidate[1]
    return int(np.count_nonzero(values > 0))


def _source(fields: list[DeveloperField]) -> str:
    names = " and ".join(f"'{one.name}'" for one in fields)
    kind = "fields" if len(fields) > 1 else "field"
    return f"developer {kind} {names} (developer {fields[0].developer})"
