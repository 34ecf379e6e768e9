"""A plan on its way out: workouts for watches and treadmills, a calendar, a page to print."""

from myostride.coach.outgoing.calendar import calendar_of
from myostride.coach.outgoing.fit_workout import fit_workout_of
from myostride.coach.outgoing.folder import FORMATS, checked_formats, folder_of, write
from myostride.coach.outgoing.printing import html_to_pdf
from myostride.coach.outgoing.steps import Repeat, Step, Steps, seconds_in, steps_of, unrolled
from myostride.coach.outgoing.targets import Target
from myostride.coach.outgoing.week_page import week_page_of
from myostride.coach.outgoing.words import step_lines
from myostride.coach.outgoing.zwo import zwo_of

__all__ = [
    "FORMATS",
    "Repeat",
    "Step",
    "Steps",
    "Target",
    "calendar_of",
    "checked_formats",
    "fit_workout_of",
    "folder_of",
    "html_to_pdf",
    "seconds_in",
    "step_lines",
    "steps_of",
    "unrolled",
    "week_page_of",
    "write",
    "zwo_of",
]
