"""What a file is, told from its content."""

import codecs

import pytest

from myostride.activity.sniff import sniff
from myostride.errors import ActivityError, NotAnActivity

from .samples import fit, gpx, gz, tcx, zipped


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (fit(), "fit"),
        (gpx(), "gpx"),
        (tcx(), "tcx"),
        (gz(fit()), "gzip"),
        (zipped({"run.fit": fit()}), "zip"),
    ],
    ids=["fit", "gpx", "tcx", "gzip", "zip"],
)
def test_each_format_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + gpx(),
        b" \r\n\t  " + gpx(),
        codecs.BOM_UTF16_LE + gpx().decode().encode("utf-16-le"),
        codecs.BOM_UTF16_BE + gpx().decode().encode("utf-16-be"),
        gpx().decode().encode("utf-16-le"),
        gpx().decode().replace("UTF-8", "UTF-16").encode("utf-8"),
        gpx().decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        b"<!-- a comment with <tcx> in it --><?a pi?>" + gpx().partition(b"?>")[2],
        b'<?xml version="1.0"?><x:gpx xmlns:x="a"></x:gpx>',
    ],
    ids=["bom", "blanks", "utf16le", "utf16be", "utf16 without bom", "wrongly declared",
         "latin1", "comment", "prefix"],
)  # fmt: skip
def test_xml_is_known_by_its_root_in_any_encoding(data: bytes) -> None:
    assert sniff(data) == "gpx"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty file"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "HTML page"),
        (b"\n<html lang='en'><head></head></html>", "HTML page"),
        (b'{"activityId": 1}', "JSON"),
        (b"[1, 2]", "JSON"),
        (b"time,distance\n0,0\n1,3\n", "CSV table"),
        (b"Ran 10 km today.\n", "plain text"),
        (bytes(range(256)) * 4, "unknown content"),
        (bytes(1000), "zeros"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "JPEG"),
        (b"Rar!\x1a\x07\x00", "unpack it first"),
        (b"<kml><Document/></kml>", "KML"),
        (b"<recipe><egg/></recipe>", "root element 'recipe'"),
        (b'<?xml version="1.0" encoding="klingon"?><gpx/>', "unknown encoding 'klingon'"),
    ],
)
def test_anything_else_is_named_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(ActivityError, match=says) as refusal:
        sniff(data)
    assert "\n" not in str(refusal.value)


_DOCTYPE = '<?xml version="1.0" encoding="{}"?><!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7", "cp500", "latin-1"])
def test_a_document_type_never_passes_in_any_encoding(encoding: str) -> None:
    with pytest.raises(ActivityError):
        sniff(_DOCTYPE.format(encoding).encode(encoding))


def test_a_document_type_behind_a_comment_is_seen() -> None:
    with pytest.raises(ActivityError, match="DOCTYPE"):
        sniff(b"<!-- x --><!DOCTYPE gpx SYSTEM 'file:///etc/passwd'><gpx/>")


def test_a_page_is_no_activity_while_a_broken_file_may_be_one() -> None:
    with pytest.raises(NotAnActivity):
        sniff(b"<html></html>")
    with pytest.raises(ActivityError) as refusal:
        sniff(b"\x00\x01\x02random")
    assert not isinstance(refusal.value, NotAnActivity)
