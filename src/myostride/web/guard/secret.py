"""The key of a home, with which its dashboard signs cookies; made once, readable by its owner."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from myostride.home.database import PRIVATE, file_failures

__all__ = ["private_file", "read_secret"]

_NAME = "web-secret"


def read_secret(folder: Path) -> bytes:
    """The key kept in `folder`; made where there is none.

    Raises
    ------
    HomeError
        If it can be neither read nor made.
    """
    path = folder / _NAME
    with file_failures(folder):
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        kept = path.read_bytes() if path.exists() else b""
        if len(kept) >= 32:
            return kept
        private_file(path, secrets.token_bytes(32))
        return path.read_bytes()


def private_file(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(partial, path)
