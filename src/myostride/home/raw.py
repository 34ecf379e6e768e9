"""Original bytes, kept by their content hash: `raw/ab/ab12...`.

A file is either there whole or not at all, whatever interrupts the writing.
"""

from __future__ import annotations

import os
from pathlib import Path

from myostride.errors import HomeError
from myostride.home.database import file_failures

__all__ = ["RawStore"]


class RawStore:
    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._folder = folder / "raw"

    def path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def write(self, sha256: str, data: bytes) -> None:
        """Keep `data` under its hash; nothing happens if it is already kept.

        Raises
        ------
        HomeError
            If it cannot be written.
        """
        target = self.path(sha256)
        if target.exists():
            return
        partial = target.with_name(f".{sha256}.{os.getpid()}.part")
        with file_failures(self._home):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with open(partial, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(partial, target)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise

    def read(self, sha256: str) -> bytes:
        """The bytes with that hash.

        Raises
        ------
        HomeError
            If they are gone.
        """
        try:
            return self.path(sha256).read_bytes()
        except OSError as error:
            raise HomeError(
                f"the original file {self.path(sha256)} is missing or unreadable "
                f"({error.strerror}); restore the raw folder or import the file again"
            ) from error
