"""The beginning of an XML file: its encoding, its root element and whether it is safe to read.

The XML declaration, comments and blanks before the root are dropped here, and a document type
(DOCTYPE) is refused here, so the XML parser only ever sees UTF-8 that starts with the root
element: it has no place left in which an entity could be declared, in any encoding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from myostride.errors import ActivityError

__all__ = ["XmlHead", "utf8_chunks", "xml_head"]

_HEAD_BYTES = 65_536
_CHUNK_BYTES = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_BOM = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"),
                (b"\0<", "utf-16-be"))  # fmt: skip
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL | re.ASCII)
_DOCTYPE = re.compile(r"<!DOCTYPE\s*(\w*)", re.IGNORECASE)
_NAMED_DOCTYPES = frozenset({"html", "plist", "healthdata"})
"""Document types of files that are no activity anyway; naming them helps more than refusing."""
_ROOT = re.compile(r"<([^\s<>/!?\"'=&]{1,200})(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class XmlHead:
    """Local name of the root, the encoding, and how much comes before the root.

    `before_root` counts characters; bytes after the byte order mark where it is UTF-8.
    """

    root: str
    encoding: str
    before_root: int
    lines_before_root: int = 0


def xml_head(data: bytes) -> XmlHead | None:
    """The head of an XML file, or None where `data` is not XML.

    Raises
    ------
    ActivityError
        If it declares a document type, or an encoding that does not exist.
    """
    encoding = _encoding(data)
    if encoding == "utf-8":
        text = data[_bom_bytes(data) : _HEAD_BYTES].decode("latin-1")  # one character a byte
    else:
        text = data[:_HEAD_BYTES].decode(encoding, "replace")
    before = _BEFORE_ROOT.match(text)
    start = before.end() if before else 0
    rest = text[start : start + 300]
    doctype = _DOCTYPE.match(rest)
    if doctype is not None:
        if doctype.group(1).lower() in _NAMED_DOCTYPES:
            return XmlHead(doctype.group(1), encoding, start)
        raise ActivityError(
            "XML with a document type (DOCTYPE), which no activity file needs and attacks use; "
            "refused unread: export the activity again"
        )
    root = _ROOT.match(rest)
    if root is None:
        return None
    return XmlHead(root.group(1).rpartition(":")[2], encoding, start, text.count("\n", 0, start))


def utf8_chunks(data: bytes, head: XmlHead) -> Iterator[bytes]:
    """`data` from its root element on, as UTF-8 in pieces."""
    if head.encoding == "utf-8":
        for place in range(_bom_bytes(data) + head.before_root, len(data), _CHUNK_BYTES):
            yield data[place : place + _CHUNK_BYTES]
        return
    decoder = codecs.getincrementaldecoder(head.encoding)("replace")
    drop = head.before_root
    for place in range(0, len(data), _CHUNK_BYTES):
        text = decoder.decode(data[place : place + _CHUNK_BYTES])
        yield text[drop:].encode("utf-8", "replace")
        drop = max(0, drop - len(text))
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _bom_bytes(data: bytes) -> int:
    return len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0


def _encoding(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    for start, encoding in _WITHOUT_BOM:
        if data.startswith(start):
            return encoding
    declared = _DECLARED.match(data[:1000])
    if declared is None:
        return "utf-8"
    name = declared.group(1).decode("ascii")
    try:
        info = codecs.lookup(name)
        is_text = info._is_text_encoding
    except LookupError:
        is_text = False
    if not is_text:
        raise ActivityError(f"XML in an unknown encoding '{name}'; export it again as UTF-8")
    # Readable as single bytes so far, whatever it says: UTF-16 would have shown above.
    return "utf-8" if info.name.startswith(("utf-16", "utf-32", "utf-8")) else info.name
