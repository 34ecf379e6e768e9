"""Writes the table of docs/programs.md: what each of its example programs does.

python calibration/programs_page.py [--check]
"""

from __future__ import annotations

import argparse

from page_tables import ROOT, write_or_check

from myostride import Program, simulate
from myostride.muscles import INDEX

PAGE = ROOT / "docs" / "programs.md"
FOLDER = ROOT / "docs" / "programs"
DRAWS = 1000
PROGRAMS = {
    "easy_three_a_week": "ten weeks of 3 x 30 min easy",
    "intervals_three_a_week": "ten weeks of 3 x (4 x 4 min)",
    "squats_two_a_week": "ten weeks of 2 x squats",
    "bed_rest_sixty_days": "60 days of bed",
    "beginner_hard_daily": "ten weeks of hard running daily, a beginner",
    "beginner_hard_three_a_week": "the same three days a week",
}
MUSCLES = ("vasti", "gluteus_maximus", "hamstrings", "soleus")


def row(name: str, said: str) -> str:
    trajectory = simulate(Program.from_yaml(FOLDER / f"{name}.yaml"), draws=DRAWS).trajectory
    cells = [
        "{:+.1f} ({:.1f} to {:.1f})".format(
            *(s["growth_pct"][-1, INDEX[m]] for s in (trajectory.middle, trajectory.lo,
                                                      trajectory.hi))
        )
        for m in MUSCLES
    ]  # fmt: skip
    return f"| {said} | {' | '.join(cells)} | {trajectory.p_below_start[-1, INDEX['vasti']]:.3f} |"


def tables() -> str:
    head = " | ".join(muscle.replace("_", " ") for muscle in MUSCLES)
    return "\n".join(
        [
            f"| growth, % (80 %, {DRAWS} draws) | {head} | P(net loss), vasti |",
            "|---" * (2 + len(MUSCLES)) + "|",
            *(row(name, said) for name, said in PROGRAMS.items()),
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    return write_or_check(PAGE, "programs_page.py", tables(), parser.parse_args().check)


if __name__ == "__main__":
    raise SystemExit(main())
