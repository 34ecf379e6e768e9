"""A physics generator of running: one planar stride of one leg, down to muscle fibres."""

from myostride.gait.stride.grid import State, StrideRatios, stride_ratios
from myostride.gait.stride.segments import PointMass
from myostride.gait.stride.stride import JOINTS, MOMENTS, Stride, simulate_stride

__all__ = [
    "JOINTS",
    "MOMENTS",
    "PointMass",
    "State",
    "Stride",
    "StrideRatios",
    "simulate_stride",
    "stride_ratios",
]
