"""Which of the two forms prices a run: numpy or compiled."""

from __future__ import annotations

from myostride.gait.priced import price_samples

__all__ = ["price_samples"]
