"""A dashboard that a real browser can visit."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import uvicorn

from myostride.demo import SEASON_END
from myostride.web.app import create_app
from myostride.web.serving import address_of, listening
from myostride.web.settings import Settings

__all__ = ["Server"]


class Server:
    """One dashboard on a free port of this computer, in a thread."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._socket = listening("127.0.0.1", 0)
        self.address = address_of("127.0.0.1", self._socket).rstrip("/")
        app = create_app(Settings(home, day=SEASON_END))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), daemon=True
        )
        self._thread.start()
        give_up = time.monotonic() + 60.0
        while not self._server.started:
            assert time.monotonic() < give_up, "the server did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(30.0)
        self._socket.close()
