"""How the compiled forms are made and kept. Importing this imports numba.

Their machine code lies on disk. It is looked for under a name that changes with any file of the
form, because the cache by itself notices changes of a function's own file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from numba import njit

__all__ = ["OPTIONS", "entry", "inlined", "kept"]

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}


def inlined(function: F) -> F:
    """Compiled as part of whatever calls it; values may be NaN."""
    return njit(forceinline=True, **OPTIONS)(function)  # type: ignore[no-any-return]


def _fingerprint(folder: Path) -> str:
    files = sorted(folder.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def entry(function: Callable[..., Any], file: str) -> Any:
    """Compiled when first called; the machine code is kept where there is a place to keep it.

    Parameters
    ----------
    function
        What is called from outside.
    file
        Its module's `__file__`; every file beside it belongs to the form.
    """
    function.__qualname__ = f"{function.__name__.lstrip('_')}_{_fingerprint(Path(file).parent)}"
    try:
        return njit(cache=True, **OPTIONS)(function)
    except RuntimeError:  # numba found no folder it may write to
        return njit(**OPTIONS)(function)


def kept(compiled: Any, file: str) -> bool:
    """True where the machine code lies on disk, to be fetched and not made."""
    folder = compiled.stats.cache_path
    name = _fingerprint(Path(file).parent)
    return folder is not None and any(Path(folder).glob(f"*{name}*.nbi"))
