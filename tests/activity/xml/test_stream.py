"""XML read as a stream: damage, attacks and limits."""

import numpy as np
import pytest
from lxml import etree

from myostride.activity.gpx import read_gpx
from myostride.activity.xml.head import XmlHead, utf8_chunks, xml_head
from myostride.activity.xml.stream import XmlStream
from myostride.errors import ActivityError, LimitExceeded

from ..memory import peak_mb
from ..samples import SECONDS, gpx, gpx_of, gpx_track, trkpt

_NOISE = "<x><y/></x>"


def stream_of(data: bytes) -> XmlStream:
    head = xml_head(data)
    assert head is not None
    return XmlStream(data, head, names=("trk",), point="trkpt")


def texts(data: bytes) -> list[str]:
    return [element.findtext("{*}ele", "") for name, element in stream_of(data) if name == "trkpt"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1"])
def test_every_encoding_gives_the_same_points(encoding: str) -> None:
    text = gpx().decode().replace("UTF-8", encoding.removesuffix("-sig"))
    text = text.replace("test watch", "Müller")
    (recording,) = read_gpx(text.encode(encoding))
    assert recording.device == "Müller"
    assert len(recording) == SECONDS


def test_the_parser_sees_the_root_first_whatever_stood_before() -> None:
    data = '<?xml version="1.0"?>\n<!-- é -->\n<gpx>é</gpx>'.encode()
    head = xml_head(data)
    assert head is not None
    assert b"".join(utf8_chunks(data, head)) == "<gpx>é</gpx>".encode()


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.999])
def test_a_cut_file_gives_every_whole_point(share: float) -> None:
    data = gpx()
    cut = data[: int(share * len(data))]
    (recording,) = read_gpx(cut)
    assert recording.partial
    assert recording.warnings == ["the file is cut off; everything before the break was read"]
    assert len(recording) == cut.count(b"</trkpt>")


def test_a_value_cut_in_the_middle_is_never_read_as_whole() -> None:
    data = gpx_of(gpx_track(trkpt(0) + trkpt(1) + trkpt(2)))
    cut = data[: data.rindex(b"<ele>500.2") + len(b"<ele>50")]
    assert texts(cut) == ["500.0", "500.1"]


def test_damage_in_the_middle_keeps_both_sides() -> None:
    data = gpx().replace(b"</ele>", b"</xle>", 1)
    (recording,) = read_gpx(data)
    assert recording.partial
    assert "damaged at line" in recording.warnings[0]
    assert len(recording) >= SECONDS - 1


@pytest.mark.parametrize("rest", [b"<trk>", b" " * 200_000 + gpx(20)], ids=["next", "far"])
def test_what_follows_the_root_is_not_read_and_said(rest: bytes) -> None:
    (recording,) = read_gpx(gpx(20) + rest)
    assert len(recording) == 20
    assert recording.warnings == ["what follows the end of the XML was not read"]
    assert not recording.partial


def test_blanks_after_the_root_are_nothing() -> None:
    (recording,) = read_gpx(gpx(20) + b"\n" * 200_000)
    assert not recording.warnings


def test_a_bare_ampersand_in_a_name_loses_nothing() -> None:
    points = "".join(trkpt(second) for second in range(20))
    (recording,) = read_gpx(gpx_of(gpx_track(points, name="Tom & Jerry &amp; Co &#38; Sons")))
    assert len(recording) == 20
    assert not recording.partial
    assert recording.warnings == ["bare '&' in the XML (1) read as it stands"]


def test_an_undeclared_prefix_is_read_by_its_local_name() -> None:
    extra = "<extensions><q:PowerInWatts>200</q:PowerInWatts></extensions>"
    (recording,) = read_gpx(gpx_of(gpx_track(trkpt(0, extra=extra) + trkpt(1))))
    assert recording.columns["power_w"][0] == 200
    assert not recording.partial
    assert recording.warnings == ["XML uses an undeclared prefix (line 2); read by local names"]


def test_entities_declared_nowhere_stay_unread() -> None:
    (recording,) = read_gpx(gpx_of(gpx_track(trkpt(0, extra="<name>&lol;</name>") + trkpt(1))))
    assert len(recording) == 2


def test_a_document_type_after_the_root_declares_nothing() -> None:
    inside = '<!DOCTYPE gpx [<!ENTITY lol "500.0">]>'
    data = gpx_of(inside + gpx_track(trkpt(0).replace("500.0", "&lol;") + trkpt(1)))
    assert "500.0" not in texts(data)


def test_nesting_beyond_any_activity_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="nested"):
        texts(b"<gpx>" + b"<a>" * 5000)


@pytest.mark.parametrize(
    "start", ["<gpx ", "<gpx><!-- ", "<gpx><![CDATA[ ", "<gpx><?x ", '<gpx><a b="', "<gpx>"]
)
def test_a_tag_comment_or_text_without_end_is_refused(start: str) -> None:
    endless = " ".join(f'a{index}=""' for index in range(100_000))
    with pytest.raises(LimitExceeded, match="256 kB"):
        texts(f"{start}{endless}".encode())


@pytest.mark.parametrize(
    "element", ["<n{}/>", '<n a{}=""/>', "<x><n{}/></x>"], ids=["elements", "attributes", "inner"]
)
def test_names_without_end_are_refused(element: str) -> None:
    body = "".join(element.format(index) for index in range(900_000))
    with pytest.raises(LimitExceeded, match="500 different names"):
        texts(f"<gpx>{body}</gpx>".encode())


def test_the_tree_does_not_grow_with_the_file() -> None:
    data = b"<gpx>" + (_NOISE * 20_000).encode() + gpx_track(trkpt(0)).encode() + b"</gpx>"
    stream = stream_of(data)
    sizes = [
        sum(1 for _ in element.getroottree().iter())
        for name, element in stream
        if name == "trkpt" and isinstance(element, etree._Element)
    ]
    assert sizes[0] < 15_000  # of 40 000: what one piece of the file holds


_HOSTILE = """
from myostride.activity.reading import read_activities
from myostride.errors import ActivityError
unit = {unit!r}
try:
    read_activities(b"<gpx>" + unit * (20_000_000 // len(unit)) + b"</gpx>")
except ActivityError:
    pass
try:
    read_activities(b"<gpx></gpx>" + unit * (20_000_000 // len(unit)))
except ActivityError:
    pass
"""


@pytest.mark.parametrize(
    "unit",
    [b"<a/>", b"<a>", b"x<!---->", b"<q:a/>", b"&lol;", b"<a b='c'/>", b"<![CDATA[x]]>",
     b"<trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk>", b"<trk/>", b"<rte></rte>", b"& ",
     b"<a b='<", b"<?x?>"],
    ids=["flat", "deep", "comments", "prefix", "entity", "attribute", "cdata", "tracks",
         "empty tracks", "routes", "ampersands", "quote", "instructions"],
)  # fmt: skip
def test_hostile_xml_stays_within_300_mb(unit: bytes) -> None:
    assert peak_mb(_HOSTILE.format(unit=unit)) < 300


def test_head_of_what_is_no_xml_is_none() -> None:
    assert xml_head(b"FIT") is None
    assert xml_head(b"<") is None
    assert xml_head(b"< gpx>") is None
    assert xml_head(b"<gpx version='1.1'>") == XmlHead("gpx", "utf-8", 0)


def test_a_root_hidden_behind_an_endless_comment_is_not_looked_for() -> None:
    assert xml_head(b"<!--" + b" " * 200_000 + b"--><gpx/>") is None


def test_numbers_that_are_none_are_missing() -> None:
    broken = trkpt(0).replace("500.0", "five") + trkpt(1)
    (recording,) = read_gpx(gpx_of(gpx_track(broken)))
    assert np.isnan(recording.columns["altitude_m"]).tolist() == [True, False]
    with pytest.raises(ActivityError):
        read_gpx(b"<gpx")
