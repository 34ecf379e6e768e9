"""What if: the next weeks as they are, and with something added."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from myostride.coach.additions import Variation
from myostride.coach.pattern import AHEAD_WEEKS, LAST_WEEKS, MOST_AHEAD_WEEKS, MOST_LAST_WEEKS
from myostride.home.documents import whatif_document
from myostride.home.whatif_session import what_if_quickly
from myostride.web.api.asking import AsOf, Opened, answer

__all__ = ["Additions", "router"]

router = APIRouter(tags=["coming weeks"])


class Additions(BaseModel):
    """What is added to the runner's own last weeks; amounts of null or 0 add nothing."""

    model_config = ConfigDict(extra="forbid")

    hills: bool = False
    sprints: Annotated[bool, Field(validation_alias=AliasChoices("sprints", "speed"))] = False
    intervals: bool = False
    squats: bool = False
    stop: bool = False
    tips: bool = False
    vest_kg: Annotated[float, Field(ge=0.0, le=60.0)] | None = None
    rest_days: Annotated[int, Field(ge=0, le=6)] | None = None
    protein_g_per_kg: Annotated[float, Field(ge=0.0, le=5.0)] | None = None
    weeks: Annotated[int, Field(ge=1, le=MOST_AHEAD_WEEKS)] = AHEAD_WEEKS
    last_weeks: Annotated[int, Field(ge=1, le=MOST_LAST_WEEKS)] = LAST_WEEKS

    def variation(self) -> Variation:
        """The same as the coach takes it."""
        plain = ("hills", "sprints", "intervals", "squats", "stop", "tips")
        amounts = {
            "vest": self.vest_kg, "rest": self.rest_days, "protein": self.protein_g_per_kg
        }  # fmt: skip
        return Variation.of({kind: getattr(self, kind) for kind in plain} | amounts)


@router.post("/whatif")
def what_if(home: Opened, day: AsOf, additions: Additions) -> Response:
    """The weeks lived twice on the same draws: `muscles` as varied, `as_is`, `difference`.

    `base` and `changed` repeat the sizes of the two, by muscle.
    """
    varied = what_if_quickly(home, day, additions.variation(), weeks=additions.weeks,
                             last_weeks=additions.last_weeks)  # fmt: skip
    document = whatif_document(varied)
    return answer(
        document
        | {
            "base": {"muscles": document["as_is"]["muscles"]},
            "changed": {"muscles": document["muscles"]},
        }
    )
