"""FIT files: framed, decoded by the faster of two decoders, and named in our columns."""

from myostride.activity.fit.reader import read_fit

__all__ = ["read_fit"]
