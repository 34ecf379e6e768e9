"""Any call that the OpenAPI document allows, and many that it does not: no fault of ours."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from myostride.demo import SEASON_END
from myostride.web import api
from myostride.web.app import create_app
from myostride.web.settings import Settings

CASES = int(os.environ.get("MYOSTRIDE_API_CASES", "20"))
"""Calls of each operation, so many that are allowed and so many that are not."""


def operations() -> list[tuple[str, str]]:
    alone = FastAPI()
    alone.include_router(api.router)
    paths = alone.openapi()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


@pytest.fixture(scope="module")
def schema(kept_season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API of a sample runner's home, which is changed and deleted as it goes."""
    home = tmp_path_factory.mktemp("contract") / "home"
    shutil.copytree(kept_season / "home", home)
    app = create_app(Settings(home, day=SEASON_END))
    yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"Host": "localhost"})
    app.state.work.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("method", "path"), operations())
def test_no_call_is_a_fault_of_ours(
    schema: Any, method: str, path: str, mode: GenerationMode
) -> None:
    operation = schema[path][method]
    if mode is GenerationMode.NEGATIVE and not (
        list(operation.iter_parameters()) or operation.body
    ):
        pytest.skip("takes nothing that could be wrong")
    client = TestClient(schema.app, base_url="http://localhost")
    ((name, token),) = client.get("/api/token").cookies.items()
    headers = {"X-Csrf-Token": token, "Cookie": f"{name}={token}", "Host": "localhost"}

    @seed(20250921)
    @settings(
        max_examples=CASES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        answer = case.call(headers=headers)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert list(answer.json()) == ["error"]
            assert "\n" not in answer.json()["error"]

    check()
