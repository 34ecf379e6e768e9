"""Charts by address: Vega-Lite for live drawings, SVG for pictures, and the library itself."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Query, Request, Response

from myostride.web.charts import Look, drawing, picture
from myostride.web.pages.rendering import templates

__all__ = ["Looking", "answered", "router"]

router = APIRouter(prefix="/charts")

Form = Literal["json", "svg"]
"""How a chart is sent."""


def _look(
    request: Request,
    width: Annotated[int, Query(ge=200, le=2000)] = 720,
    theme: Annotated[Literal["light", "dark"], Query()] = "light",
) -> Look:
    return Look(width, theme == "dark", request.url.path.endswith(".json"))


Looking = Annotated[Look, Depends(_look)]
"""How wide and in which theme, as an argument of an endpoint."""


@router.get("/vega.js")
def vega(request: Request) -> Response:
    """Vega, Vega-Lite and Vega-Embed with their interpreter, from the installed package."""
    tag = f'"{version("vl-convert-python")}"'
    headers = {"etag": tag, "cache-control": "private, max-age=86400"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(_bundle(), media_type="text/javascript", headers=headers)


@cache
def _bundle() -> str:
    import vl_convert

    code: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return code


def answered(chart: Any, look: Look, form: Form) -> Response:
    """A chart as it was asked for."""
    spec = drawing(chart, look)
    if form == "json":
        return Response(json.dumps(spec), media_type="application/json")
    return Response(picture(spec), media_type="image/svg+xml")


def as_svg(path: str, theme: str) -> str:
    """The address of the picture of a chart, from that of its Vega-Lite."""
    parts = urlsplit(path)
    query = dict(parse_qsl(parts.query)) | {"theme": theme}
    return f"{parts.path.removesuffix('.json')}.svg?{urlencode(query)}"


templates.env.filters["as_svg"] = as_svg
