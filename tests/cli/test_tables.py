"""Tables on screens of any width: a column is there whole, or named as left out."""

from __future__ import annotations

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from myostride.cli.tables import print_table

HEADINGS = ("Muscle", "Growth", "Sore", "Why")
ROWS = (("Vasti", "+1.5 (−0.2 to +3.4)", "3.5", "too little data"), ("Soleus", "+0.1", "0", ""))
GIVE_WAY = ("Why", "Sore", "Growth")


def printed(width: int, **options: tuple[str, ...]) -> str:
    screen = Console(file=StringIO(), width=width)
    print_table(screen, HEADINGS, ROWS, give_way=GIVE_WAY, **options)  # type: ignore[arg-type]
    return screen.file.getvalue()  # type: ignore[attr-defined]


@given(st.integers(12, 120))
def test_a_column_is_whole_or_left_out(width: int) -> None:
    said = printed(width)
    table, _, rest = said.partition("No room for")
    left_out = [name for name in GIVE_WAY if name in rest.partition(".")[0]]
    for column, name in enumerate(HEADINGS):
        for row in ROWS:
            assert row[column] in table or name in left_out
    assert max(map(len, said.splitlines())) <= width


def test_the_first_to_go_goes_first() -> None:
    assert "No room for: Why." in printed(40).replace("\n", " ")
    assert "No room for: Why, Sore." in printed(33).replace("\n", " ")


def test_a_column_of_words_breaks_before_it_goes() -> None:
    said = printed(50, wrap=("Why",))
    assert "No room" not in said
    assert "too little" in said


def test_a_wide_screen_leaves_nothing_out() -> None:
    assert "No room" not in printed(80)
