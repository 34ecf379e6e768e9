"""Charts of the pages, as Vega-Lite."""

from myostride.web.charts.histories import HISTORIES, muscle_histories
from myostride.web.charts.look import Look, drawing, picture
from myostride.web.charts.protein import protein_response
from myostride.web.charts.studies import predicted_observed

__all__ = [
    "HISTORIES",
    "Look",
    "drawing",
    "muscle_histories",
    "picture",
    "predicted_observed",
    "protein_response",
]
