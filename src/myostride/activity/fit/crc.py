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
    powers = np.empty(_PERIOD, dtype=np.uint16)
    powers[:16] = 0x8000 >> np.arange(16)  # x^0 to x^15, bits reversed
    # Over bits the square of a polynomial has its exponents doubled, so the recurrence
    # x^16 = x^15 + x^2 + 1 holds with every exponent times 2, 4, 8, ...: whole stretches at once.
    filled, step = 16, 1
    while filled < _PERIOD:
        if filled == 32 * step:
            step *= 2
        count = min(step, _PERIOD - filled)
        x15, x2, x0 = (powers[filled - back * step :][:count] for back in (1, 14, 16))
        powers[filled : filled + count] = x15 ^ x2 ^ x0
        filled += count
    # The last byte's highest bit is multiplied by x^16, its lowest by x^23.
    lowest = (8 * np.arange(_PERIOD) + 23) % _PERIOD
    return np.stack([powers[lowest - bit] for bit in range(8)])


def fit_crc(data: bytes | bytearray | memoryview) -> int:
    """The FIT checksum of `data`, as stored (little-endian) at the end of a file."""
    # Leading zero bytes change nothing, so the front is padded to whole periods.
    width = min(len(data), _PERIOD)
    rows = -(-len(data) // _PERIOD)
    padded = np.zeros(rows * width, dtype=np.uint8)
    padded[padded.size - len(data) :] = np.frombuffer(data, dtype=np.uint8)
    folded = np.bitwise_xor.reduce(padded.reshape(rows, width), axis=0)[::-1]
    weights = _bit_weights()[:, :width]
    crc = 0
    for bit in range(8):
        crc ^= int(np.bitwise_xor.reduce(weights[bit] * ((folded >> bit) & 1)))
    return crc
