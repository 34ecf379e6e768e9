"""Evidence: what was predicted for published studies and what they found; popular claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from myostride.figures.validation import validation_finding
from myostride.home.evidence import claims_document, study_citations, validation_document
from myostride.training.outcomes import RECOVERY_MEASURES
from myostride.web.charts import predicted_observed
from myostride.web.pages.charts import Form, Looking, answered
from myostride.web.pages.rendering import page
from myostride.web.pages.studies import measured, named, study_rows
from myostride.web.pages.viewing import Viewing

__all__ = ["router"]

router = APIRouter()

MARKS = {
    "supported": "●", "mostly supported": "◆", "partly": "■", "weak": "△",
    "contradicted": "✕", "unknown": "○",
}  # fmt: skip
"""Verdict to its mark; the word always stands beside it."""


@router.get("/evidence", response_class=HTMLResponse)
def evidence(request: Request, view: Viewing) -> HTMLResponse:
    """Errors in the open, failures included."""
    validation = validation_document(view.settings.folder)
    claims = claims_document(view.settings.folder)
    with view.home() as home:
        return page(
            request, "evidence.html", home,
            scores=validation["scores"],
            models=_models(validation["scores"]),
            finding=validation_finding(_points(validation["rows"])),
            bars=validation["bars"],
            counted=_counted(validation),
            studies=study_rows(validation["rows"], study_citations()),
            recovery=validation["recovery"],
            orderings=validation["orderings"],
            held=sum(row["holds"] is True for row in validation["orderings"]),
            remarks=validation["remarks"],
            interval=validation["interval"], fitted=validation["fitted"],
            claims=claims["claims"], verdicts=claims["verdicts"], grades=claims["grades"],
            references=claims["references"], claim_interval=claims["interval"], marks=MARKS,
            chart_path="/charts/evidence.json",
        )  # fmt: skip


@router.get("/charts/evidence.{form}")
def scatter(view: Viewing, look: Looking, form: Form) -> Response:
    """Predicted against observed change of size."""
    points = _points(validation_document(view.settings.folder)["rows"])
    return answered(predicted_observed(points, look), look, form)


def _points(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with a measured change of size."""
    citations = study_citations()
    return [
        {
            "study": named(row, citations.get(row["study"], "")),
            "muscle": row["muscle"].replace("_", " "),
            "measure": measured(row["measure"]), "modality": row["modality"],
            **{key: row[key] for key in ("predicted", "lo", "hi", "observed")},
        }
        for row in rows
        if row["scored"] and row["measure"] not in RECOVERY_MEASURES
    ]  # fmt: skip


def _counted(validation: Mapping[str, Any]) -> dict[str, int]:
    """How many rows and studies the numbers of the page rest on."""
    rows = [row for row in validation["rows"] if row["scored"]]
    size = [row for row in rows if row["measure"] not in RECOVERY_MEASURES]
    return {
        "rows": len(rows),
        "studies": len({row["study"] for row in rows}),
        "size": len(size),
        "whole": sum(not row["measure"].startswith("fibre_") for row in size),
    }


def _models(scores: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """This model and the simple ones beside it, the best first."""
    naive = [(name.replace("_", " "), row) for name, row in scores["naive"].items()]
    return sorted([("this model", scores), *naive], key=lambda each: float(each[1]["rmse"]))
