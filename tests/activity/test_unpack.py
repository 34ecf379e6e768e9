"""Gzip and zip within their limits."""

import gzip
import io
import stat
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity import limits
from myostride.activity.unpack import Archive, gunzip
from myostride.errors import ActivityError, LimitExceeded

from .samples import fit, gz, zipped


def archive_of(data: bytes) -> Archive:
    return Archive(io.BytesIO(data))


def read_first(data: bytes) -> bytes:
    archive = archive_of(data)
    return archive.read(archive.members[0])


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """A zip with some bytes of its last `signature` header replaced."""
    place = data.rindex(signature) + offset
    return data[:place] + value + data[place + len(value) :]


@given(st.binary(max_size=2000))
def test_gzip_comes_back_as_it_went_in(data: bytes) -> None:
    assert gunzip(gzip.compress(data)) == data


def test_gzip_of_several_members_is_one_file() -> None:
    assert gunzip(gz(b"first ") + gz(b"second")) == b"first second"


def test_gzip_that_is_cut_off_says_so() -> None:
    with pytest.raises(ActivityError, match="cut off"):
        gunzip(gz(fit())[:-20])


def test_damaged_gzip_says_so() -> None:
    packed = bytearray(gz(fit()))
    packed[20] ^= 0xFF
    with pytest.raises(ActivityError, match="damaged"):
        gunzip(bytes(packed))


def test_gzip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = gz(bytes(80_000_000))
    tracemalloc.start()
    with pytest.raises(LimitExceeded, match="200 times"):
        gunzip(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40e6


def test_gzip_larger_than_any_recording_is_refused() -> None:
    noise = bytes(range(256)) * 8
    slow_bomb = gzip.compress((noise + bytes(98_000)) * 1010, compresslevel=1)
    with pytest.raises(LimitExceeded, match=r"100 MB|200 times"):
        gunzip(slow_bomb)


def test_small_well_packed_files_pass() -> None:
    assert gunzip(gz(bytes(900_000))) == bytes(900_000)


@pytest.mark.parametrize(
    "name", ["../evil.fit", "a/../../evil.fit", "/etc/evil.fit", "C:\\evil.fit", "..\\evil.fit"]
)
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(ActivityError, match="outside the archive"):
        read_first(zipped({name: fit()}))


def test_zip_bomb_is_refused_unread() -> None:
    with pytest.raises(LimitExceeded, match="200 times"):
        read_first(zipped({"big.gpx": bytes(60_000_000)}))


def test_member_larger_than_any_recording_is_refused() -> None:
    data = zipped({"run.fit": fit()}, method=zipfile.ZIP_STORED)
    size = (120_000_000).to_bytes(4, "little")
    lying = patched(data, b"PK\x01\x02", 20, size + size)
    with pytest.raises(LimitExceeded, match="100 MB"):
        read_first(lying)


def test_member_larger_than_it_claims_is_an_error() -> None:
    lying = patched(zipped({"run.fit": fit()}), b"PK\x01\x02", 24, (10).to_bytes(4, "little"))
    with pytest.raises(ActivityError, match="damaged"):
        read_first(lying)


def test_member_smaller_than_it_claims_is_no_more_than_it_is() -> None:
    claimed = (90_000).to_bytes(4, "little")
    assert read_first(patched(zipped({"run.fit": fit()}), b"PK\x01\x02", 24, claimed)) == fit()


def test_encrypted_member_is_refused() -> None:
    data = patched(zipped({"run.fit": fit()}), b"PK\x01\x02", 8, b"\x01\x00")
    with pytest.raises(ActivityError, match="encrypted"):
        read_first(data)


def test_unusual_packing_is_refused() -> None:
    with pytest.raises(ActivityError, match="unusual"):
        read_first(zipped({"run.fit": fit()}, method=zipfile.ZIP_LZMA))


def test_symbolic_link_is_not_followed() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("run.fit")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ActivityError, match="symbolic link"):
        read_first(file.getvalue())


def test_overlapping_members_are_refused() -> None:
    data = zipped({"a.fit": fit(), "b.fit": fit()})
    # The second entry of the directory is pointed at the data of the first.
    overlapping = patched(data, b"PK\x01\x02", 42, bytes(4))
    archive = archive_of(overlapping)
    with pytest.raises(ActivityError, match="overlaps"):
        archive.read(archive.members[0])


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    with pytest.raises(LimitExceeded, match="4 files"):
        archive_of(zipped({f"{index}.fit": b"" for index in range(4)}))


def test_directory_too_large_is_refused_unread() -> None:
    end = zipped({})
    size = 9_000_000
    lying = bytes(size) + end[:12] + size.to_bytes(4, "little") + bytes(4) + end[20:]
    with pytest.raises(LimitExceeded, match="list of contents"):
        archive_of(lying)


def test_no_zip_at_all_is_damaged() -> None:
    with pytest.raises(ActivityError, match="damaged zip"):
        archive_of(b"PK\x03\x04" + bytes(100))


def test_nested_archive_is_read_from_disk() -> None:
    outer = archive_of(zipped({"inner.zip": zipped({"run.fit": fit()})}))
    with outer.nested(outer.members[0]) as inner:
        assert inner.read(inner.members[0]) == fit()
