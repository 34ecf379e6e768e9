"""A browser's side of the dashboard, as far as a test needs one."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

ADDRESS = "http://127.0.0.1:8321"
ENDED = {"done", "failed", "cancelled", "interrupted"}


class Dashboard:
    """A client that keeps its cookies and sends the token of the page with every change."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.app: Any = client.app

    def close(self) -> None:
        self.app.state.work.close()
        self.client.close()

    @property
    def token(self) -> str:
        return str(self.client.get("/api/token").json()["csrf_token"])

    def get(self, path: str, **more: Any) -> Any:
        """The JSON of a call that must succeed."""
        response = self.client.get(path, **more)
        assert response.status_code == 200, response.text
        return response.json()

    def send(self, method: str, path: str, **more: Any) -> Any:
        """A change made from one of our pages; the whole response."""
        headers = {"X-Csrf-Token": self.token} | more.pop("headers", {})
        return self.client.request(method, path, headers=headers, **more)

    def upload(self, *files: Path | tuple[str, bytes], path: str = "/api/import") -> Any:
        """Files sent as a page sends them; the whole response."""
        named = [(f.name, f.read_bytes()) if isinstance(f, Path) else f for f in files]
        return self.send("POST", path, files=[("files", each) for each in named])

    def job(self, response: Any) -> dict[str, Any]:
        """The job that a call began, once it has ended."""
        assert response.status_code == 202, response.text
        return self.ended(response.json()["job"])

    def ended(self, job_id: str) -> dict[str, Any]:
        """The job, once it has ended."""
        return self._once(job_id, lambda job: job["state"] in ENDED)

    def under_way(self, job_id: str) -> dict[str, Any]:
        """The job, once something of it is done."""
        return self._once(job_id, lambda job: bool(job["done"]))

    def _once(self, job_id: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        give_up = time.monotonic() + 120.0
        while not holds(job := self.get(f"/api/jobs/{job_id}")):
            assert time.monotonic() < give_up, f"job {job_id} hangs: {job}"
            time.sleep(0.005)
        return dict(job)
