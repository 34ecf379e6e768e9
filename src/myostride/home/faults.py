"""Faults of ours, written down with their details where they can be sent from."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

__all__ = ["MOST_BYTES", "write_fault"]

MOST_BYTES = 1_000_000
"""Of the log; beyond that its older half goes."""

_one_at_a_time = Lock()


def write_fault(log_file: Path, what: str, error: BaseException) -> None:
    """Add a traceback to the log.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    told = "".join(traceback.format_exception(error))
    entry = f"{datetime.now(UTC).isoformat()} {what}\n{told}\n".encode("utf-8", "replace")
    with _one_at_a_time:
        with log_file.open("ab") as log:
            log.write(entry[-MOST_BYTES // 2 :])
        if log_file.stat().st_size > MOST_BYTES:
            newest = log_file.read_bytes()[-MOST_BYTES // 2 :]
            partial = log_file.with_name(f".{log_file.name}.{os.getpid()}.part")
            partial.write_bytes(newest.partition(b"\n")[2])
            os.replace(partial, log_file)
