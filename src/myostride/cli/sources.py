"""What coefficients rest on: the list of `myostride doctor --sources`."""

from __future__ import annotations

from collections import Counter

from myostride.cli import ending, output

__all__ = ["SAY_SOURCES", "show_sources"]

SAY_SOURCES = "sources: myostride doctor --sources"
"""The last line below an answer."""


def show_sources(as_json: bool) -> int:
    """List every coefficient with its source or calibration script; 1 where one has neither."""
    from myostride.references import references, shipped_coefficients

    known = references()
    rows = []
    for c in shipped_coefficients():
        script = c.origin.startswith("calibration/")
        text = c.origin if script else known[c.origin].citation if c.origin in known else ""
        rows.append({"table": c.table, "name": c.name, "value": c.value, "status": c.status,
                     "origin": c.origin, "citation": text})  # fmt: skip
    unresolved = [row for row in rows if not row["citation"]]
    counts = Counter(str(row["status"]) for row in rows)
    if as_json:
        output.print_json({"coefficients": rows, "counts": counts, "unresolved": len(unresolved)})
    else:
        screen = output.console()
        for row in rows:
            place = f"{row['table']}.{row['name']}"
            line = f"{place} = {row['value']:g}  [{row['status']}] {row['citation'] or 'NO SOURCE'}"
            screen.print(line, markup=False, highlight=False, soft_wrap=True)
        total = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()))
        screen.print(f"{len(rows)} coefficients: {total}; {len(unresolved)} without a source")
    return ending.SOME_FAILED if unresolved else 0
