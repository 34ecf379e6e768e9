"""The one password of a home's dashboard, kept as an argon2 hash that only its owner may read."""

from __future__ import annotations

from pathlib import Path

from myostride.errors import InputError
from myostride.home.database import PRIVATE, file_failures
from myostride.web.guard.secret import private_file

__all__ = ["LEAST", "MOST", "fits", "kept_hash", "remove_password", "set_password"]

LEAST, MOST = 10, 1000
"""Characters of a password."""

_NAME = "web-password"


def set_password(folder: Path, password: str) -> None:
    """Keep the hash of a new password.

    Raises
    ------
    InputError
        If it is too short or too long.
    HomeError
        If it can not be written.
    """
    if not LEAST <= len(password) <= MOST:
        raise InputError(f"the password has {len(password)} characters; {LEAST} to {MOST}, please")
    from argon2 import PasswordHasher

    hashed = PasswordHasher().hash(password)
    with file_failures(folder):
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        private_file(folder / _NAME, f"{hashed}\n".encode())


def remove_password(folder: Path) -> bool:
    """Forget the password; whether there was one."""
    path = folder / _NAME
    with file_failures(folder):
        there = path.exists()
        path.unlink(missing_ok=True)
    return there


def kept_hash(folder: Path) -> str | None:
    """The hash that is kept, None where no password is set."""
    path = folder / _NAME
    with file_failures(folder):
        return path.read_text().strip() if path.exists() else None


def fits(kept: str, password: str) -> bool:
    """Whether `password` is the one of the hash."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False
