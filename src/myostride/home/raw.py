"""Original activity files, kept by the hash of their content: `raw/ab/ab12...`.

A file is either there whole or not at all, whatever interrupts the writing. FIT is kept as it
is; XML, which shrinks more than tenfold, is kept gzipped (`ab12....gz`).
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from pathlib import Path

from myostride.errors import HomeError
from myostride.home.database import file_failures

__all__ = ["RawStore"]


class RawStore:
    """The `raw` folder of a home."""

    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._folder = folder / "raw"

    def write(self, sha256: str, data: bytes) -> None:
        """Keep `data` under its hash; nothing happens if it is already kept.

        Raises
        ------
        HomeError
            If it cannot be written.
        """
        plain, packed = self._paths(sha256)
        is_fit = data[8:12] == b".FIT"
        target = plain if is_fit else packed
        if target.exists():
            return
        data = data if is_fit else gzip.compress(data, compresslevel=1, mtime=0)
        partial = target.with_name(f".{target.name}.{os.getpid()}.part")
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
            If they are gone or damaged.
        """
        plain, packed = self._paths(sha256)
        try:
            data = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
            if hashlib.sha256(data).hexdigest() != sha256:
                raise OSError("its content has changed")
        except (OSError, EOFError, zlib.error) as error:
            raise HomeError(
                f"the original file {plain} is missing or damaged ({error}); restore the raw "
                "folder, or delete what is left of it and import the file again"
            ) from error
        return data

    def remove(self, sha256: str) -> None:
        """Delete the bytes with that hash; nothing happens if they are gone."""
        with file_failures(self._home):
            for path in self._paths(sha256):
                path.unlink(missing_ok=True)

    def _paths(self, sha256: str) -> tuple[Path, Path]:
        plain = self._folder / sha256[:2] / sha256
        return plain, plain.with_name(sha256 + ".gz")
