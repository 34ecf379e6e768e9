"""All athletes of the home, for a coach."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from myostride.errors import InputError
from myostride.home import open_home
from myostride.home.squad import squad_document
from myostride.web.api.asking import AsOf, answer
from myostride.web.settings import Serving

__all__ = ["router"]

router = APIRouter(tags=["athletes"])


@router.get("/athletes")
def athletes(serving: Serving, day: AsOf) -> Response:
    """Each athlete with last run, readiness and quality of the data; the least ready first."""
    with open_home(serving.folder, athlete=serving.athlete) as home:
        return answer(squad_document(home, day))


class NewAthlete(BaseModel):
    """Somebody further."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=100)]


@router.post("/athletes")
def add(serving: Serving, new: NewAthlete) -> Response:
    """Begin with a further athlete, who has a name and nothing else yet."""
    with open_home(serving.folder, athlete=new.name) as home:
        if home.athlete in home.athletes():
            raise InputError(f"there is an athlete '{home.athlete}' already")
        return answer(home.set_profile().to_json(), 201)
