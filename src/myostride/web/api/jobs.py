"""Work in the background."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from myostride.web.api.asking import answer
from myostride.web.tasks import work_of

__all__ = ["router"]

router = APIRouter(tags=["jobs"])

JobId = Annotated[str, Path(min_length=1, max_length=40)]


@router.get("/jobs")
def jobs(request: Request) -> Response:
    """All jobs, the newest first: running, done, failed, cancelled or interrupted."""
    return answer([job.to_json() for job in work_of(request).jobs()])


@router.get("/jobs/{job_id}")
def job(
    request: Request,
    job_id: JobId,
    rows_from: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """One job with its `result`; of an import that goes on, `rows` from that number on."""
    found = work_of(request).find(job_id).in_full()
    return answer(found | {"rows": found["rows"][rows_from:]})


@router.delete("/jobs/{job_id}")
def cancel(request: Request, job_id: JobId) -> Response:
    """Ask a job to end; what it has stored stays."""
    return answer(work_of(request).cancel(job_id).to_json())
