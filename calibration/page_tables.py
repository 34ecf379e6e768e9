"""The part of a page under docs/ that a calibration script writes, between two marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table, with an empty one after it."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def write_or_check(page: Path, script: str, tables: str, check: bool) -> int:
    """Put the tables in the page, or with `check` say whether it holds them; the exit code."""
    begin, end = f"<!-- tables from calibration/{script} -->", "<!-- end of tables -->"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    fresh = f"{before}{begin}\n\n{tables}\n\n{end}{after}"
    if check:
        same = fresh == text
        print("the page's tables are those of the code" if same else "the page's tables differ")
        return 0 if same else 1
    page.write_text(fresh, encoding="utf-8")
    print(f"wrote {page.relative_to(ROOT)}")
    return 0
