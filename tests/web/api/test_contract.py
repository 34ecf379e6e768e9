"""Any call that the OpenAPI document allows, and many that it does not: no fault of ours."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.checks import not_a_server_error

from myostride.demo import SEASON_END
from myostride.web.app import create_app
from myostride.web.settings import Settings

CASES = int(os.environ.get("MYOSTRIDE_API_CASES", "20"))
"""Calls of each operation."""


@pytest.fixture(scope="module")
def api_schema(kept_season: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API of a sample runner's home, which is changed and deleted as it goes."""
    home = tmp_path_factory.mktemp("contract") / "home"
    shutil.copytree(kept_season / "home", home)
    app = create_app(Settings(home, day=SEASON_END))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api_schema")


@schema.parametrize()
@seed(20250921)
@settings(
    max_examples=CASES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_is_a_fault_of_ours(case: Any) -> None:
    answer = case.call(headers=_from_our_page(case.operation.schema.app))
    case.validate_response(answer, checks=[not_a_server_error])
    if answer.status_code >= 400:
        assert list(answer.json()) == ["error"]
        assert "\n" not in answer.json()["error"]


def _from_our_page(app: Any) -> dict[str, str]:
    """The token and its cookie."""
    from fastapi.testclient import TestClient

    with_cookie = TestClient(app, base_url="http://localhost").get("/api/token")
    ((name, value),) = with_cookie.cookies.items()
    return {"X-Csrf-Token": value, "Cookie": f"{name}={value}"}
