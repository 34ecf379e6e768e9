"""What a program that is no page of ours needs to change anything."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from myostride.web.api.asking import answer

__all__ = ["router"]

router = APIRouter(tags=["programs"])


@router.get("/token")
def token(request: Request) -> Response:
    """The token to send back as the header X-Csrf-Token, together with the cookie set here."""
    return answer({"csrf_token": request.state.csrf_token})
