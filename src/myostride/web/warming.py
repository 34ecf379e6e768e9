"""The first answers worked out before anybody asks, so that the first page is quick."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from threading import Event, Thread

from myostride.errors import MyostrideError
from myostride.home import open_home
from myostride.home.evidence import claims_document, validation_document
from myostride.home.faults import write_fault
from myostride.home.standing import standing, whole_standing
from myostride.home.whatif_session import what_if_quickly
from myostride.web.settings import Settings

__all__ = ["warm_up", "warmed_up"]


@asynccontextmanager
async def warmed_up(settings: Settings) -> AsyncIterator[None]:
    """While this holds, a thread works ahead if the settings say so."""
    ended = Event()
    if settings.warm_up:
        Thread(target=_warm_up, args=(settings, ended), name="warm-up", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _warm_up(settings: Settings, ended: Event) -> None:
    """What goes wrong is logged; where the server ended in the middle, it had to."""
    try:
        warm_up(settings)
    except Exception as error:
        if not ended.is_set():
            with suppress(OSError):
                write_fault(settings.folder / "log.txt", "working ahead", error)


def warm_up(settings: Settings) -> None:
    """Fetch the compiled kernels, then the answers of the first pages, most wanted first."""
    from myostride import gait, physiology

    gait.forms.warm_up()
    physiology.forms.warm_up()
    day = settings.day or date.today()
    try:
        with open_home(settings.folder, athlete=settings.athlete) as home:
            if home.runs():
                standing(home, day)
                what_if_quickly(home, day)
                whole_standing(home, day)
        claims_document(settings.folder)
        validation_document(settings.folder)
    except MyostrideError:
        return  # whoever asks for it is told
