"""What a file is, by its content; its name is never looked at."""

from __future__ import annotations

import string

from myostride.activity.xml.head import xml_head
from myostride.errors import ActivityError, NotAnActivity

__all__ = ["HEAD_BYTES", "describe", "sniff"]

HEAD_BYTES = 65_536
"""As much of a file as `sniff` looks at."""

_XML_KINDS = {"gpx": "gpx", "trainingcenterdatabase": "tcx"}
_OTHER_XML = {
    "html": "an HTML page (often a login page saved in place of the file); sign in and download "
    "the activity again",
    "kml": "KML, which holds places but no times; export the activity as FIT, TCX or GPX",
    "pwx": "TrainingPeaks PWX; export the activity as FIT, TCX or GPX",
    "healthdata": "an Apple Health export; import its workout-routes folder of GPX files",
    "plist": "an Apple property list; export the activity as FIT, TCX or GPX",
}
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"),
)
_TEXT = frozenset(string.printable.encode())


def sniff(data: bytes) -> str:
    """The kind of a file: "fit", "gpx", "tcx", "gzip" or "zip".

    Parameters
    ----------
    data
        The file, or its first `HEAD_BYTES` bytes.

    Raises
    ------
    ActivityError
        If it is anything else; the message names what it is and what to do.
    """
    kind = _packed_or_fit(data)
    if kind:
        return kind
    if not data:
        raise ActivityError("empty file (0 bytes); export or copy it again")
    head = xml_head(data)
    if head is None:
        raise ActivityError(f"not an activity file: {describe(data)}")
    root = head.root.lower()
    if root in _XML_KINDS:
        return _XML_KINDS[root]
    what = _OTHER_XML.get(root, f"XML with the root element '{head.root[:40]}'")
    raise NotAnActivity(f"not an activity file: {what}")


def _packed_or_fit(data: bytes) -> str:
    if data[8:12] == b".FIT":
        return "fit"
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zip" if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else ""


def describe(data: bytes) -> str:
    """What bytes without a known activity format look like, for people."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if data[257:262] == b"ustar":
        return "a tar archive; unpack it first"
    if data[4:8] == b"ftyp":
        return "a video or HEIC image"
    head = data[:2048]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return "JSON; export the activity itself as FIT, TCX or GPX"
    if not any(head):
        return f"{len(data)} bytes that begin with zeros (a damaged copy); copy it again"
    if sum(byte in _TEXT for byte in head) > 0.95 * len(head):
        table = b"," in start.partition(b"\n")[0] or b";" in start.partition(b"\n")[0]
        return "a CSV table" if table else "plain text"
    return "unknown content (expected FIT, TCX, GPX, .gz or .zip); export the activity again"
