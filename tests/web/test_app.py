"""What holds of the application as a whole."""

from __future__ import annotations

import threading

from myostride.home.database import Database
from myostride.web.settings import Settings
from tests.web.browsing import Dashboard


def test_a_form_that_waits_for_the_database_keeps_nobody_waiting(dashboard: Dashboard) -> None:
    settings: Settings = dashboard.app.state.settings
    token = dashboard.token
    form = {"csrf_token": token, "mass_kg": "60 kg"}
    with dashboard.client:
        database = Database(settings.folder)
        with database.writing():
            waiting = threading.Thread(
                target=dashboard.client.post, args=("/settings",), kwargs={"data": form}
            )
            waiting.start()
            assert dashboard.client.get("/api/token").status_code == 200
            assert waiting.is_alive()
        waiting.join()
        database.close()
    assert dashboard.get("/api/profile")["mass_kg"] == 60.0
