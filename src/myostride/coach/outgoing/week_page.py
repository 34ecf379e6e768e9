"""A plan as a page to read or print: one week a sheet, nothing fetched, no scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from myostride.coach.outgoing.steps import steps_of
from myostride.coach.outgoing.words import day_text, duration_words, plain, step_lines
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.muscles import TITLES
from myostride.training.capacity import Capacity

__all__ = ["week_page_of"]

LOADS_SHOWN = 3
LEAST_LOAD_KM = 0.05

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
"""

_CSS = """
:root { color-scheme: light dark; --ink: #1d1d1f; --quiet: #5f5f66; --rule: #d9d9de;
  --ground: #ffffff; --hard: #b34700; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f0f2; --quiet: #a9a9b2; --rule: #3a3a40; --ground: #16161a; --hard: #ff9c5a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 46rem; color: var(--ink);
  background: var(--ground); font: 1rem/1.4 "Liberation Sans", Arial, Helvetica, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; border-bottom: 2px solid var(--ink); }
h2 small, .quiet { color: var(--quiet); font-weight: normal; }
h3 { font-size: 1rem; margin: 0; }
.day { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0 1rem; padding: .4rem 0;
  border-bottom: 1px solid var(--rule); break-inside: avoid; }
.day > p { margin: 0; color: var(--quiet); }
.workout + .workout { margin-top: .5rem; }
.workout p, .workout ul { margin: .15rem 0; }
.workout ul { padding-left: 1.1rem; }
.hard { color: var(--hard); font-weight: bold; }
@media (max-width: 30rem) { .day { grid-template-columns: 1fr; } }
@page { size: A4; margin: 14mm; }
@media print {
  :root { color-scheme: light; --ink: #000000; --quiet: #444444; --rule: #bbbbbb;
    --ground: #ffffff; --hard: #000000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.3; }
  .week { break-after: page; }
  .week:last-of-type { break-after: auto; }
  h2 { margin-top: 0; }
}
"""


def week_page_of(plan: TrainingPlan, capacity: Capacity) -> str:
    """The page: every week with its days, every workout with its steps and why."""
    title = f"Training plan from {day_text(plan.begin)} {plan.begin.year}"
    weeks = [_week(plan, number, capacity) for number in _numbers(plan)]
    return (
        _HEAD.format(title=escape(title), css=_CSS)
        + f"<h1>{escape(title)}</h1>\n"
        + _goal(plan.goal)
        + "\n".join(weeks)
        + "\n</body>\n</html>\n"
    )


def _goal(goal: Sequence[str]) -> str:
    if not goal:
        return ""
    names = ", ".join(TITLES.get(muscle, plain(muscle)) for muscle in goal)
    return f'<p class="quiet">To grow: {escape(names)}.</p>\n'


def _numbers(plan: TrainingPlan) -> list[int]:
    """Weeks from the first day on, 0 the first, with any that workouts outside them are in."""
    planned = {(workout.day - plan.begin).days // 7 for workout in plan.workouts}
    return sorted(planned | set(range(plan.weeks)))


def _week(plan: TrainingPlan, number: int, capacity: Capacity) -> str:
    begin = plan.begin + timedelta(days=7 * number)
    days = [begin + timedelta(days=n) for n in range(7)]
    inside = [workout for workout in plan.workouts if workout.day in days]
    minutes = sum(workout.minutes for workout in inside)
    km = sum(workout.distance_m for workout in inside) / 1000.0
    total = ", ".join(
        text
        for text, there in ((duration_words(60.0 * round(minutes)), minutes), (f"{km:.0f} km", km))
        if there
    )
    said = f"{day_text(days[0])} to {day_text(days[-1])}" + (f" · {total}" if total else "")
    rows = "\n".join(_day(day, [w for w in inside if w.day == day], capacity) for day in days)
    return (
        f'<section class="week">\n<h2>Week {number + 1} <small>{escape(said)}</small></h2>\n'
        f"{rows}\n</section>"
    )


def _day(day: date, workouts: Sequence[PlannedWorkout], capacity: Capacity) -> str:
    label = f"<p>{day:%A}<br>{day.day} {day:%B}</p>"
    inside = "\n".join(_workout(workout, capacity) for workout in workouts)
    return f'<div class="day">{label}<div>{inside or _NOTHING}</div></div>'


_NOTHING = '<p class="quiet">Rest</p>'


def _workout(workout: PlannedWorkout, capacity: Capacity) -> str:
    length = f" · {duration_words(60.0 * round(workout.minutes))}" if workout.minutes >= 1 else ""
    hard = ' <span class="hard">hard</span>' if workout.hard else ""
    parts = [
        f'<h3>{escape(plain(workout.title))}<span class="quiet">{escape(length)}</span>{hard}</h3>'
    ]
    lines = step_lines(steps_of(workout, capacity))
    if lines:
        parts.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")
    if workout.why:
        parts.append(f'<p class="quiet">{escape(plain(workout.why, 500))}</p>')
    load = _load(workout)
    if load:
        parts.append(f'<p class="quiet">{escape(load)}</p>')
    return '<div class="workout">' + "".join(parts) + "</div>"


def _load(workout: PlannedWorkout) -> str:
    """The muscles that it loads most, in easy flat kilometres."""
    most = sorted(workout.load.items(), key=lambda item: -item[1])[:LOADS_SHOWN]
    said = [f"{TITLES.get(m, plain(m))} {km:.1f}" for m, km in most if km >= LEAST_LOAD_KM]
    return f"Load in easy flat km: {', '.join(said)}" if said else ""
