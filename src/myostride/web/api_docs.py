"""The API for people: a page of our own, made of the same OpenAPI document as the tools read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from myostride.web.pages.rendering import templates

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _Field:
    """One thing that can be sent."""

    name: str
    place: str
    type: str
    needed: bool
    said: str


@dataclass(frozen=True, slots=True)
class _Operation:
    """One method of one path."""

    id: str
    method: str
    path: str
    summary: str
    said: str
    fields: tuple[_Field, ...]


@router.get("/api/docs", response_class=HTMLResponse)
def api_docs(request: Request) -> HTMLResponse:
    """Every operation with what it takes."""
    document = request.app.openapi()
    groups: dict[str, list[_Operation]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            group = (operation.get("tags") or ["other"])[0]
            groups.setdefault(group, []).append(_operation(document, path, method, operation))
    context = {"info": document["info"], "groups": groups}
    return templates.TemplateResponse(request, "api_docs.html", context)


def _operation(
    document: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> _Operation:
    summary, _, said = str(operation.get("description", "")).partition("\n\n")
    fields = [
        _Field(each["name"], each["in"], _type(document, each["schema"]),
               bool(each.get("required")), str(each.get("description", "")))
        for each in operation.get("parameters", [])
    ]  # fmt: skip
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = _followed(document, content["schema"])
        place = "form" if kind.startswith("multipart") else "body"
        needed = schema.get("required", [])
        fields += [
            _Field(
                name, place, _type(document, each), name in needed, str(each.get("description", ""))
            )
            for name, each in schema.get("properties", {}).items()
        ]
    return _Operation(
        f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}",
        method.upper(), path, summary, said, tuple(fields),
    )  # fmt: skip


def _followed(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][str(reference).rpartition("/")[2]]
    return found


def _type(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """A schema in a few words: "whole number, 1 to 52, else 10"."""
    schema = _followed(document, schema)
    several = [s for s in schema.get("anyOf", []) if s.get("type") != "null"]
    if several:
        said = " or ".join(_type(document, each) for each in several)
    elif "enum" in schema:
        said = ", ".join(map(str, schema["enum"]))
    elif schema.get("type") == "array":
        said = f"list of {_type(document, schema.get('items', {}))}"
    else:
        said = {"integer": "whole number", "string": "text", "boolean": "yes or no"}.get(
            schema.get("type", ""), str(schema.get("type", "anything"))
        )
        said = {"date": "day", "binary": "file"}.get(schema.get("format", ""), said)
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        said += f", {low:g} to {high:g}"
    if schema.get("maxLength") is not None and "anyOf" not in schema:
        said += f", at most {schema['maxLength']} characters"
    default = schema.get("default")
    return said if default in (None, "", False) else f"{said}; else {default}"
