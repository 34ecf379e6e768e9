"""A program file's text as plain mappings and lists, refused with one clear line where unsafe.

Only the safe subset of YAML is read: no tags that make objects, no key twice in one mapping,
a stated limit on size, depth and (for aliases that unfold) the number of values.
"""

from __future__ import annotations

from typing import Any

import yaml

from myostride.errors import ProgramError

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "read_document"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_VALUES = 50_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_document(text: str, name: str) -> dict[str, Any]:
    """The one mapping that a YAML text holds.

    Parameters
    ----------
    text
        The file's content.
    name
        What to call it in messages, usually the file name.

    Raises
    ------
    ProgramError
        If it is too large, no YAML, unsafe, or not one mapping.
    """
    if len(text) > MAX_BYTES:
        raise ProgramError(f"{name}: larger than {MAX_BYTES // 1000} kB; this is no program file")
    try:
        value = _construct(text, name)
    except yaml.MarkedYAMLError as error:
        raise ProgramError(
            f"{name}{_line(error, text)}: not valid YAML ({_problem(error)})"
        ) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ProgramError(f"{name}: not valid YAML ({_one_line(str(error))})") from None
    if not isinstance(value, dict):
        raise ProgramError(f"{name}: a program is a mapping with 'blocks', not {_kind(value)}")
    return value


def _construct(text: str, name: str) -> object:
    _check_events(text, name)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise ProgramError(f"{name}: empty; a program needs at least 'blocks'")
        _check_node(node, name)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_events(text: str, name: str) -> None:
    """Refuse tags and deep nesting event by event, before a recursive composer meets them."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if getattr(event, "tag", None):
            mark = event.start_mark
            line = 0 if mark is None else mark.line + 1
            raise ProgramError(f"{name}, line {line}: YAML tags ('!...') have no place here")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise ProgramError(f"{name}: nested deeper than {MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_node(root: yaml.Node, name: str) -> None:
    """Refuse repeated keys, and aliases that unfold into too many values or into themselves."""
    pending = [(root, 1)]
    count = 0
    while pending:
        node, depth = pending.pop()
        count += 1
        if count > MAX_VALUES:
            raise ProgramError(f"{name}: unfolds into more than {MAX_VALUES} values; refused")
        if depth > MAX_DEPTH:
            raise ProgramError(f"{name}: nested deeper than {MAX_DEPTH} levels")
        if isinstance(node, yaml.MappingNode):
            _check_keys(node, name)
            pending.extend((child, depth + 1) for pair in node.value for child in pair)
        elif isinstance(node, yaml.SequenceNode):
            pending.extend((child, depth + 1) for child in node.value)


def _check_keys(node: yaml.MappingNode, name: str) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ProgramError(f"{name}, line {line}: a key must be a word")
        if key.value in seen:
            raise ProgramError(f"{name}, line {line}: key '{key.value}' stands twice")
        seen.add(key.value)


def _line(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return ""
    return f", line {min(mark.line, text.count(chr(10))) + 1}"


def _problem(error: yaml.MarkedYAMLError) -> str:
    return _one_line(" ".join(part for part in (error.context, error.problem) if part))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200] or "unreadable"


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a single value"
