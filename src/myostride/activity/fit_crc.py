"""The FIT checksum (CRC-16, polynomial x^16 + x^15 + x^2 + 1, bits reversed), vectorised.

A repaired file needs a new checksum, and a table-driven loop in Python costs more than the
whole decoding. Two facts make it cheap: the checksum is linear over bits, and x^32767 = 1
modulo the polynomial, so bytes 32767 apart have the same weight and can be folded together.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["fit_crc"]

_PERIOD = 32767
_POLYNOMIAL = 0xA001


@cache
def _bit_weights() -> NDArray[np.uint16]:
    """What each bit of a byte adds to the checksum, by distance from the end, (8, 32767)."""
    state = 0x8000  # x^0 in reversed bit order
    powers = []
    for _ in range(_PERIOD):
        powers.append(state)
        state = (state >> 1) ^ (_POLYNOMIAL if state & 1 else 0)
    sequence = np.array(powers, dtype=np.uint16)
    distance = np.arange(_PERIOD)
    # The last byte's highest bit is multiplied by x^16, its lowest by x^23.
    return np.stack([sequence[(8 * distance + 23 - bit) % _PERIOD] for bit in range(8)])


def fit_crc(data: bytes | bytearray | memoryview) -> int:
    """The FIT checksum of `data`, as stored (little-endian) at the end of a file."""
    # Leading zero bytes change nothing, so the front is padded to whole periods.
    size = len(data)
    rows = max(1, -(-size // _PERIOD))
    padded = np.zeros(rows * _PERIOD, dtype=np.uint8)
    padded[padded.size - size :] = np.frombuffer(data, dtype=np.uint8)
    folded = np.bitwise_xor.reduce(padded.reshape(rows, _PERIOD), axis=0)[::-1]
    weights = _bit_weights()
    crc = 0
    for bit in range(8):
        crc ^= int(np.bitwise_xor.reduce(weights[bit] * ((folded >> bit) & 1)))
    return crc
