"""What a study measured: growth after weeks, or recovery after hours."""

from __future__ import annotations

from dataclasses import dataclass

from myostride.errors import ProgramError, UnknownName
from myostride.muscles import DISPLAY_GROUPS, MUSCLES
from myostride.training.fields import Fields

__all__ = ["COMPARTMENTS", "GROWTH_MEASURES", "KINDS", "RECOVERY_MEASURES", "Outcome",
           "parse_outcomes"]  # fmt: skip

GROWTH_MEASURES = (
    "mri_volume", "mri_csa", "us_csa", "us_thickness", "ct_csa", "fibre_csa", "fibre_diameter",
    "dxa_lean", "girth",
)  # fmt: skip
RECOVERY_MEASURES = ("mvc_pct", "jump_pct", "soreness_0_10", "ck_u_l", "ck_ratio")
KINDS = ("point", "ns_as_0", "sign_positive", "sign_negative", "reduced")

COMPARTMENTS = {
    **DISPLAY_GROUPS,
    "thigh": DISPLAY_GROUPS["thighs"],
    "leg": MUSCLES,
    "leg_lean": MUSCLES,
    "whole_body_lean": MUSCLES,
    "whole_body": MUSCLES,
}

_KEYS = (
    "muscle", "measure", "week", "change_pct", "sd", "control_pct", "kind", "n", "hours", "value",
    "scan_delay_h",
)  # fmt: skip
_LIMITS = {
    "mvc_pct": (0.0, 200.0),
    "jump_pct": (0.0, 200.0),
    "soreness_0_10": (0.0, 10.0),
    "ck_u_l": (0.0, 500_000.0),
    "ck_ratio": (0.0, 5000.0),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One measured value.

    muscle : what the file calls it; muscles : the ids it stands for.
    week : weeks from the start, None where at the program's end.
    value : change in % (growth measures) or the measured value (recovery measures);
        None where only a direction is known.
    hours : from the end of the last bout; None means the peak.
    scan_delay_h : from the last session to the scan of a growth measure [h], None where the study
        does not say: then the scan is taken on the outcome's own day.
    """

    muscle: str
    muscles: tuple[str, ...]
    measure: str
    kind: str = "point"
    week: float | None = None
    hours: float | None = None
    value: float | None = None
    sd: float | None = None
    control: float | None = None
    n: int | None = None
    scan_delay_h: float | None = None

    @property
    def is_recovery(self) -> bool:
        return self.measure in RECOVERY_MEASURES


def parse_outcomes(value: object, where: str) -> tuple[Outcome, ...]:
    """`outcomes` of a study file; an empty list is a study that is only predicted."""
    if not isinstance(value, list):
        raise ProgramError(f"{where}: outcomes must be a list (it may be empty: [])")
    return tuple(_outcome(row, f"{where}, outcome {i}") for i, row in enumerate(value, 1))


def _outcome(row: object, where: str) -> Outcome:
    fields = Fields(row, where, _KEYS)
    measure = fields.word("measure", (*GROWTH_MEASURES, *RECOVERY_MEASURES))
    if measure is None:
        raise fields.error("measure is missing, e.g. measure: mri_volume")
    recovery = measure in RECOVERY_MEASURES
    kind = fields.word("kind", KINDS) or "point"
    muscle, muscles = _muscle(fields, measure)
    if recovery:
        for key in ("week", "change_pct", "control_pct", "scan_delay_h"):
            if fields.has(key):
                raise fields.error(f"{key} belongs to growth; {measure} takes hours and value")
        value = fields.number("value", *_LIMITS[measure])
    else:
        for key in ("hours", "value"):
            if fields.has(key):
                raise fields.error(f"{key} belongs to recovery; {measure} takes week, change_pct")
        value = fields.number("change_pct", -100, 300, "%")
    if value is None and kind == "point":
        raise fields.error(f"{'value' if recovery else 'change_pct'} is missing")
    return Outcome(
        muscle=muscle,
        muscles=muscles,
        measure=measure,
        kind=kind,
        week=fields.number("week", 0, 530, "weeks"),
        hours=fields.number("hours", 0, 24 * 60, "h"),
        value=0.0 if value is None and kind == "ns_as_0" else value,
        sd=fields.number("sd", 0, 500_000),
        control=fields.number("control_pct", -100, 300, "%"),
        n=fields.whole("n", 1, 1_000_000),
        scan_delay_h=fields.number("scan_delay_h", 0, 24 * 60, "h"),
    )


def _muscle(fields: Fields, measure: str) -> tuple[str, tuple[str, ...]]:
    value = fields.raw("muscle")
    if value is None and measure in ("ck_u_l", "ck_ratio"):
        return "whole_body", MUSCLES
    names = value if isinstance(value, list) else [value]
    if value is None or not names:
        raise fields.error("muscle is missing")
    ids: list[str] = []
    for name in names:
        if name in MUSCLES:
            ids.append(name)
        elif isinstance(name, str) and name in COMPARTMENTS:
            ids.extend(COMPARTMENTS[name])
        else:
            known = (*MUSCLES, *COMPARTMENTS)
            raise UnknownName("muscle", str(name), known, where=fields.where)
    return "+".join(names), tuple(m for m in MUSCLES if m in ids)
