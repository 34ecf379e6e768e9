"""How far the model can be believed: claims and studies."""

from __future__ import annotations

from fastapi import APIRouter, Response

from myostride.home.evidence import claims_document, validation_document
from myostride.web.api.asking import answer
from myostride.web.settings import Serving

__all__ = ["router"]

router = APIRouter(tags=["evidence"])


@router.get("/claims")
def claims(serving: Serving) -> Response:
    """Popular claims on running and muscle, judged by studies and model."""
    return answer(claims_document(serving.folder), rounded=False)


@router.get("/validation")
def validation(serving: Serving) -> Response:
    """Every built-in study predicted, and scored against what was measured."""
    return answer(validation_document(serving.folder), rounded=False)
