"""Program text is read safely and refused in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import ProgramError
from myostride.training.document import MAX_BYTES, read_document

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
)

REFUSED = {
    "syntax": ("a: 1\nb: [1, 2", "line 2"),
    "tab": ("a:\n\tb: 1", "line 2"),
    "twice": ("weeks: 3\nweeks: 4", "'weeks' stands twice"),
    "twice_deeper": ("a: {b: 1, b: 2}", "'b' stands twice"),
    "bomb": (BOMB, "more than"),
    "itself": ("&a [*a]", "nested deeper"),
    "deep_flow": ("[" * 200_000, "nested deeper"),
    "deep_block": ("- " * 100_000, "nested deeper"),
    "python": ("a: !!python/object/apply:os.system [ls]", "tags"),
    "tag": ("a: !!timestamp x", "tags"),
    "empty": ("", "empty"),
    "list": ("- 1\n- 2", "a mapping"),
    "text": ("hello", "a mapping"),
    "two": ("a: 1\n---\nb: 2", "another document"),
    "date": ("a: 2024-13-45", "not valid YAML"),
    "control": ("a: \x00", "not valid YAML"),
    "huge": ("x" * (MAX_BYTES + 1), "larger"),
    "list_key": ("? [a]\n: 1", "must be a word"),
}


@pytest.mark.parametrize(("text", "says"), REFUSED.values(), ids=REFUSED)
def test_unsafe_or_broken_text_is_refused_in_one_line(text: str, says: str) -> None:
    with pytest.raises(ProgramError) as caught:
        read_document(text, "plan.yaml")
    message = str(caught.value)
    assert says in message
    assert message.startswith("plan.yaml")
    assert "\n" not in message


def test_an_alias_may_repeat_a_session() -> None:
    document = read_document("a: &run [{run: {minutes: 30}}]\nb: *run", "plan.yaml")
    assert document["a"] == document["b"] == [{"run": {"minutes": 30}}]


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_any_text_gives_a_mapping_or_one_line(text: str) -> None:
    try:
        answer: object = read_document(text, "plan.yaml")
    except ProgramError as refusal:
        answer = str(refusal)
    assert isinstance(answer, dict | str)
    assert isinstance(answer, dict) or "\n" not in answer
