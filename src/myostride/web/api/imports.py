"""Bringing files in."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from myostride.web.api.asking import Opened, answer
from myostride.web.settings import Serving
from myostride.web.tasks import import_upload

__all__ = ["router"]

router = APIRouter(tags=["files"])

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "csrf_token": {"type": "string"},
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                        },
                    },
                    "required": ["files"],
                }
            }
        },
    }
}


@router.post("/import", status_code=202, openapi_extra=_FORM)
async def import_(request: Request, serving: Serving, home: Opened) -> Response:
    """Files, folders (by their relative names) and archives into the home, as a job.

    A form without the header sends its token as the field `csrf_token`, before the files.
    """
    job = await import_upload(request, serving, home.athlete)
    return answer({"job": job.id}, 202)
