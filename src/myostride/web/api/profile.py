"""Who runs."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from myostride.runner import STATUSES
from myostride.web.api.asking import Opened, answer

__all__ = ["router"]

router = APIRouter(tags=["profile"])

Number = Annotated[float, Field(allow_inf_nan=False, ge=0.0, le=100_000.0)]


class Stated(BaseModel):
    """Profile fields in SI units; null clears a field, one left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    mass_kg: Number | None = None
    height_m: Number | None = None
    sex: Literal["female", "male"] | None = None
    age_y: Number | None = None
    status: Annotated[str, Field(max_length=40, description=", ".join(STATUSES))] | None = None
    protein_g_per_kg: Number | None = None
    daily_steps: Number | None = None
    vo2max_ml_kg_min: Number | None = None
    distance_unit: Literal["km", "mi"] | None = None
    mass_unit: Literal["kg", "lb"] | None = None


@router.get("/profile")
def profile(home: Opened) -> Response:
    """Who runs; each field says where it is from and which answer it narrows."""
    return answer(home.profile_sheet().to_json())


@router.put("/profile")
def state(home: Opened, stated: Stated) -> Response:
    """State some fields; an absurd value changes nothing."""
    return answer(home.set_profile(**stated.model_dump(exclude_unset=True)).to_json())
