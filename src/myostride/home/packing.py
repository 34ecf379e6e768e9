"""Named arrays and a little JSON as one compressed blob, and back, bit for bit.

Bytes of equal weight are laid side by side before compression: neighbouring samples share
their high bytes. The low bytes of a column that hardly ever repeats are noise, which takes
most of the time and does not shrink; they stand as they are behind the compressed part.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.errors import HomeError

__all__ = ["LAYOUT", "pack", "unpack"]

LAYOUT = 2
"""Raised when a blob of older code can no longer be unpacked."""

Array = NDArray[Any]


def pack(arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> bytes:
    """`arrays` (any shape, items of 1 to 8 bytes) and JSON-ready `facts` as one blob."""
    columns: list[list[Any]] = []
    parts: list[bytes] = []
    noise: list[bytes] = []
    for name, array in arrays.items():
        values = np.ascontiguousarray(array).reshape(-1)
        # Bits are compared, for a missing value equals nothing.
        bits = values.view(f"u{array.dtype.itemsize}")
        changes = np.count_nonzero(bits[1:] != bits[:-1])
        # A column that never changes (also: missing throughout) is stored as its one value.
        constant = array.size > 1 and not changes
        if constant:
            values = values[:1]
        planes = _planes(values)
        low = len(planes) // 2 if array.dtype.kind == "f" and 2 * changes > array.size else 0
        noisy = [plane for plane in range(low) if planes[plane].any()]
        for plane, data in enumerate(planes):
            (noise if plane in noisy else parts).append(data.tobytes())
        columns.append([name, array.dtype.str, list(array.shape), constant, noisy])
    behind = b"".join(noise)
    told = {"columns": columns, "facts": facts, "behind": zlib.crc32(behind)}
    header = json.dumps(told, separators=(",", ":")).encode()
    squeeze = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    body = b"".join([len(header).to_bytes(4, "little"), header, *parts])
    return squeeze.compress(body) + squeeze.flush() + behind


def _planes(values: Array) -> NDArray[np.uint8]:
    """The bytes of equal weight side by side, shape (item size, n)."""
    octets = values.view(np.uint8).reshape(values.size, values.dtype.itemsize)
    return np.ascontiguousarray(octets.T)


def unpack(blob: bytes) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays and facts of `pack`.

    Raises
    ------
    HomeError
        If the blob is damaged.
    """
    try:
        squeezed = zlib.decompressobj()
        body = squeezed.decompress(blob)
        behind = squeezed.unused_data
        at = 4 + int.from_bytes(body[:4], "little")
        header = json.loads(body[4:at])
        if not squeezed.eof or zlib.crc32(behind) != header["behind"]:
            raise ValueError("its checksum is wrong")
        arrays: dict[str, Array] = {}
        at_behind = 0
        for name, code, shape, constant, noisy in header["columns"]:
            dtype = np.dtype(code)
            count = 1 if constant else int(np.prod(shape))
            planes = np.empty((dtype.itemsize, count), np.uint8)
            for plane in range(dtype.itemsize):
                if plane in noisy:
                    planes[plane] = np.frombuffer(behind, np.uint8, count, at_behind)
                    at_behind += count
                else:
                    planes[plane] = np.frombuffer(body, np.uint8, count, at)
                    at += count
            values = np.ascontiguousarray(planes.T).reshape(-1).view(dtype)
            arrays[name] = np.full(shape, values[0]) if constant else values.reshape(shape)
    except (zlib.error, ValueError, KeyError, IndexError) as error:
        raise HomeError(f"stored data is damaged ({error})") from error
    return arrays, header["facts"]
