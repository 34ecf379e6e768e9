"""Named arrays and a little JSON as one compressed blob, and back, bit for bit.

Bytes of equal weight are laid side by side before compression: neighbouring samples share
their high bytes, so the fastest zlib setting halves a run in half a millisecond.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.errors import HomeError

__all__ = ["pack", "unpack"]

Array = NDArray[Any]


def pack(arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> bytes:
    """`arrays` (any shape, items of 1 to 8 bytes) and JSON-ready `facts` as one blob."""
    columns: list[list[Any]] = []
    parts: list[bytes] = []
    for name, array in arrays.items():
        values = np.ascontiguousarray(array).reshape(-1)
        # A column that never changes (also: missing throughout) is stored as its one value. Bits
        # are compared, for a missing value equals nothing.
        bits = values.view(f"u{array.dtype.itemsize}")
        constant = array.size > 1 and not (bits != bits[0]).any()
        if constant:
            values = values[:1]
        columns.append([name, array.dtype.str, list(array.shape), constant])
        planes = values.view(np.uint8).reshape(values.size, array.dtype.itemsize).T
        parts.append(np.ascontiguousarray(planes).tobytes())
    header = json.dumps({"columns": columns, "facts": facts}, separators=(",", ":")).encode()
    squeeze = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    body = b"".join([len(header).to_bytes(4, "little"), header, *parts])
    return squeeze.compress(body) + squeeze.flush()


def unpack(blob: bytes) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays and facts of `pack`.

    Raises
    ------
    HomeError
        If the blob is damaged.
    """
    try:
        body = zlib.decompress(blob)
        start = 4 + int.from_bytes(body[:4], "little")
        header = json.loads(body[4:start])
        arrays: dict[str, Array] = {}
        for name, code, shape, constant in header["columns"]:
            dtype = np.dtype(code)
            count = 1 if constant else int(np.prod(shape))
            stop = start + count * dtype.itemsize
            planes = np.frombuffer(body[start:stop], np.uint8).reshape(dtype.itemsize, count)
            values = np.ascontiguousarray(planes.T).reshape(-1).view(dtype)
            arrays[name] = np.full(shape, values[0]) if constant else values.reshape(shape)
            start = stop
    except (zlib.error, ValueError, KeyError, IndexError) as error:
        raise HomeError(f"stored data is damaged ({error})") from error
    return arrays, header["facts"]
