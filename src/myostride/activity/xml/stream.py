"""Activity XML as a stream of elements: bounded, without entities, and kept as far as it is whole.

The parser sees UTF-8 from the root element on (see `xml_head`). Elements are dropped from
the tree as they pass, so memory does not grow with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import cast

from lxml import etree

from myostride.activity import limits
from myostride.activity.xml.head import XmlHead, utf8_chunks
from myostride.errors import LimitExceeded

__all__ = ["XmlStream", "child_text", "local_name"]

_KEPT_CHILDREN = 20
"""First children of an open element that stay: a lap's totals stand before its track."""
_SAMPLE_EVERY = 64
_SAMPLED = 20
_LOOKED_AT = 4
_BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,10};)")
_LONGEST_ENTITY = 13
_AFTER_ROOT = "ERR_DOCUMENT_END"


class XmlStream:
    """(local name, element) at the end of every element named in `names`, in document order.

    Namespaces are ignored; text and children of an element are complete when it comes. After
    the iteration `partial` says whether anything was lost to damage, and `warnings` what was
    wrong. An element is only whole until the next one is asked for.
    """

    def __init__(self, data: bytes, head: XmlHead, *, names: Sequence[str], point: str) -> None:
        self._data = data
        self._head = head
        self._point = point
        self._parser = etree.XMLPullParser(
            events=("end", "pi"),
            tag=[f"{{*}}{name}" for name in (head.root, *names, point)],
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
        self._root_has_ended = False
        self._bare = 0
        self._turn = 0
        self._reading: etree._Element | None = None
        self._without_progress = 0
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
        chunks = self._mended(utf8_chunks(self._data, self._head))
        for chunk in chunks:
            self._parser.feed(chunk)
            yield from self._events()
            if self._root_has_ended:
                break
            self._refuse_standstill(self._prune(), len(chunk))
        yield from self._last_events()
        self._judge(more_follows=any(chunk.strip() for chunk in chunks))

    def _mended(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Write "&" where a bare one stands; the parser would wait for its end forever."""
        held = b""
        for chunk in chunks:
            chunk, held = held + chunk, b""
            if b"&" in chunk:
                cut = chunk.rfind(b"&", -_LONGEST_ENTITY)
                if cut >= 0:
                    chunk, held = chunk[:cut], chunk[cut:]
                chunk = self._without_bare(chunk)
            yield chunk
        yield self._without_bare(held)

    def _without_bare(self, chunk: bytes) -> bytes:
        mended, count = _BARE_AMPERSAND.subn(b"&amp;", chunk)
        self._bare += count
        return mended

    def _events(self) -> Iterator[tuple[str, etree._Element]]:
        events = cast(Iterator[tuple[str, etree._Element]], self._parser.read_events())
        for event, element in events:
            if event == "pi":
                if self._before_root is None:
                    self._before_root = element
                continue
            if self._ended % _SAMPLE_EVERY == 0:
                self._note_names(element)
            self._ended += 1
            if self._ended > limits.MAX_RECORDS:
                raise LimitExceeded(
                    f"more than {limits.MAX_RECORDS} track points; refused: split the file"
                )
            if element is self._root():
                self._root_has_ended = True
                return
            tag = element.tag
            if tag not in self._name_of:
                self._name_of[tag] = local_name(element)
            yield self._name_of[tag], element

    def _last_events(self) -> Iterator[tuple[str, etree._Element]]:
        """What the parser still held back; a point that the end of the file cut is left out."""
        whole = self._root_has_ended
        try:
            self._parser.close()
        except etree.XMLSyntaxError:
            return
        events = list(self._events())
        self._root_has_ended = whole
        if not whole:
            points = [place for place, (name, _) in enumerate(events) if name == self._point]
            if points:
                del events[points[-1]]
        yield from events

    def _prune(self) -> etree._Element | None:
        """Drop what is closed and used; keep the open elements and their first children.

        Returns the element that is being read.
        """
        # Of the children that stay, others are looked at in every turn.
        turn = self._turn = (self._turn + _LOOKED_AT) % _KEPT_CHILDREN
        element = self._root()
        while element is not None and len(element):
            for child in chain(
                islice(element, turn, turn + _LOOKED_AT),
                islice(element, _KEPT_CHILDREN, _KEPT_CHILDREN + _LOOKED_AT),
            ):
                self._note_names(child)
            del element[_KEPT_CHILDREN:-1]
            for child in list(element)[:-1]:
                if len(child):
                    child.clear()
            element = element[-1]
        return element

    def _root(self) -> etree._Element | None:
        return None if self._before_root is None else self._before_root.getnext()

    def _refuse_standstill(self, element: etree._Element | None, fed: int) -> None:
        """Refuse a tag, comment or text so long that the parser only gathers it."""
        self._without_progress += fed
        if element is None or element is not self._reading:
            self._reading = element
            self._without_progress = 0 if element is not None else self._without_progress
        if self._without_progress > limits.MAX_XML_TAG_BYTES:
            raise LimitExceeded(
                f"XML with a tag, comment or text of more than "
                f"{limits.MAX_XML_TAG_BYTES // 1024} kB; refused: export the activity again"
            )

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

    def _judge(self, *, more_follows: bool) -> None:
        """Turn the parser's complaints into warnings."""
        errors = list(self._parser.feed_error_log)
        if more_follows or any(error.type_name == _AFTER_ROOT for error in errors):
            self.warnings.append("what follows the end of the XML was not read")
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
        if self._bare:
            self.warnings.append(f"bare '&' in the XML ({self._bare}) read as it stands")
        damage = [
            error
            for error in errors
            if not error.type_name.startswith("NS_") and error.type_name != _AFTER_ROOT
        ]
        if not self._root_has_ended:
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
