"""Activity XML as a stream of elements: bounded, without entities, and kept as far as it is whole.

The parser sees UTF-8 from the root element on (see `xml_head`). Elements are dropped from
the tree as they pass, so memory does not grow with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from myostride.activity import limits
from myostride.activity.xml_head import XmlHead, utf8_chunks
from myostride.errors import LimitExceeded

__all__ = ["XmlStream", "child_text", "local_name"]

_KEPT_CHILDREN = 40
"""First children of an open element that stay: a lap's totals stand before its track."""
_SAMPLE_EVERY = 64
_SAMPLED = 50
_TAIL_BYTES = 1000


class XmlStream:
    """(local name, element) at the end of every element named in `names`, in document order.

    Namespaces are ignored; text and children of an element are complete when it comes. After
    the iteration `partial` says whether anything was lost to damage, and `warnings` what was
    wrong. The caller clears the elements it has used.
    """

    def __init__(self, data: bytes, head: XmlHead, *, names: Sequence[str], point: str) -> None:
        self._data = data
        self._head = head
        self._point = point
        self._parser = etree.XMLPullParser(
            events=("end", "pi"),
            tag=[f"{{*}}{name}" for name in (*names, point)],
            encoding="utf-8",
            recover=True,
            huge_tree=False,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_blank_text=True,
        )
        self._before_root: etree._Element | None = None
        self._name_of: dict[object, str] = {}
        self._seen_names: set[object] = set()
        self._ended = 0
        self._tail = b""
        self.warnings: list[str] = []
        self.partial = False

    def __iter__(self) -> Iterator[tuple[str, etree._Element]]:
        """Feed the file and yield.

        Raises
        ------
        LimitExceeded
            Beyond the limits on depth, tag length or number of names.
        """
        # A mark of our own in front gives hold of the root before any element has ended.
        self._parser.feed(b"<?mark?>")
        without_tag = 0
        for chunk in utf8_chunks(self._data, self._head):
            without_tag = 0 if b"<" in chunk else without_tag + len(chunk)
            if without_tag > limits.MAX_XML_TAG_BYTES:
                raise LimitExceeded(
                    f"XML with a tag or text of more than {limits.MAX_XML_TAG_BYTES // 1024} kB; "
                    "refused: export the activity again"
                )
            self._tail = (self._tail + chunk)[-_TAIL_BYTES:]
            self._parser.feed(chunk)
            yield from self._events()
            self._prune()
        yield from self._last_events()
        self._judge()

    def _events(self) -> Iterator[tuple[str, etree._Element]]:
        for event, element in self._parser.read_events():
            if event == "pi":
                if self._before_root is None:
                    self._before_root = element
                continue
            if self._ended % _SAMPLE_EVERY == 0:
                self._note_names(element)
            self._ended += 1
            tag = element.tag
            if tag not in self._name_of:
                self._name_of[tag] = local_name(element)
            yield self._name_of[tag], element

    def _last_events(self) -> Iterator[tuple[str, etree._Element]]:
        """What the parser still held back; a point that the end of the file cut is left out."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError:
            return
        events = list(self._events())
        if self._end_is_missing():
            cut = next(
                (
                    place
                    for place in reversed(range(len(events)))
                    if events[place][0] == self._point
                ),
                None,
            )
            if cut is not None:
                del events[cut]
        yield from events

    def _prune(self) -> None:
        """Drop what is closed and used; keep the open elements and their first children."""
        element = None if self._before_root is None else self._before_root.getnext()
        while element is not None and len(element):
            for child in element[_KEPT_CHILDREN : _KEPT_CHILDREN + _SAMPLED]:
                self._note_names(child)
            del element[_KEPT_CHILDREN:-1]
            for child in element[:-1]:
                if len(child):
                    child.clear()
            element = element[-1]

    def _note_names(self, element: etree._Element) -> None:
        """Bound the names the parser has to remember, from a sample of elements."""
        for each in islice(element.iter(), _SAMPLED):
            self._seen_names.add(each.tag)
            self._seen_names.update(each.keys())
        if len(self._seen_names) > limits.MAX_XML_NAMES:
            raise LimitExceeded(
                f"XML with more than {limits.MAX_XML_NAMES} different names; refused: "
                "no activity file has so many"
            )

    def _end_is_missing(self) -> bool:
        root = re.escape(self._head.root.encode())
        closing = re.search(rb"</(?:[^<>:\s]*:)?" + root + rb"\s*>", self._tail)
        return closing is None and len(self._parser.feed_error_log) > 0

    def _judge(self) -> None:
        """Turn the parser's complaints into warnings."""
        errors = list(self._parser.feed_error_log)
        for error in errors:
            if error.type_name == "ERR_RESOURCE_LIMIT":
                raise LimitExceeded(
                    "XML nested or sized beyond what an activity needs; refused: "
                    "export the activity again"
                )
        namespace = [error for error in errors if error.type_name.startswith("NS_")]
        if namespace:
            line = self._line(namespace[0].line)
            self.warnings.append(
                f"XML uses an undeclared prefix (line {line}); read by local names"
            )
        damage = [error for error in errors if not error.type_name.startswith("NS_")]
        if self._end_is_missing():
            self.partial = True
            self.warnings.append("the file is cut off; everything before the break was read")
        elif damage:
            self.partial = True
            self.warnings.append(
                f"the XML is damaged at line {self._line(damage[0].line)}; "
                "points there may be missing"
            )

    def _line(self, parsed: int) -> int:
        return parsed + self._head.lines_before_root


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def child_text(element: etree._Element, name: str) -> str:
    """Text of the first direct child of that local name, "" where there is none."""
    for child in element:
        if local_name(child) == name:
            return (child.text or "").strip()
    return ""
