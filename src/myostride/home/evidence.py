"""Validation and claims as shipped: the same for everyone, so they are worked out once and kept."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from myostride import __version__
from myostride.home.database import file_failures
from myostride.physiology import MODEL_VERSION
from myostride.plain import plain

__all__ = ["claims_document", "study_citations", "validation_document"]

_one_at_a_time = Lock()


def validation_document(folder: Path) -> dict[str, Any]:
    """The document of `myostride validate`, kept in the home `folder`; seconds the first time."""

    def made() -> dict[str, Any]:
        from myostride.evidence import validate

        return validate().to_json()

    return _kept(folder, "validation", made)


def claims_document(folder: Path) -> dict[str, Any]:
    """The document of `myostride claims`, kept likewise."""

    def made() -> dict[str, Any]:
        from myostride.evidence.claims import assess

        return assess().to_json()

    return _kept(folder, "claims", made)


@lru_cache(maxsize=1)
def study_citations() -> dict[str, str]:
    """The citation of each study that ships, by its key in the validation."""
    from myostride.evidence.study_files import BUILT_IN, read_studies

    folders = [read_studies(folder) for folder in sorted(BUILT_IN.iterdir()) if folder.is_dir()]
    return {study.study: study.citation for folder in folders for study in folder.studies}


def _kept(folder: Path, name: str, made: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    path = folder / "kept" / f"{name}-{_version()}.json"
    with _one_at_a_time:
        document = _read(path)
        if document is None:
            document = plain(made())
            with file_failures(folder):
                path.parent.mkdir(parents=True, exist_ok=True)
                for old in path.parent.glob(f"{name}-*.json"):
                    old.unlink(missing_ok=True)
                partial = path.with_name(f".{path.name}.{os.getpid()}.part")
                partial.write_text(json.dumps(document, ensure_ascii=False))
                os.replace(partial, path)
    return document


def _read(path: Path) -> dict[str, Any] | None:
    try:
        document = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None


@lru_cache(maxsize=1)
def _version() -> str:
    """A hash of what decides these answers: the package's and the model's version, and all data
    files, the posterior and the studies among them."""
    known = hashlib.sha256(f"{__version__} {MODEL_VERSION}".encode())
    data = Path(str(files("myostride") / "data"))
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        known.update(path.relative_to(data).as_posix().encode() + path.read_bytes())
    return known.hexdigest()[:16]
