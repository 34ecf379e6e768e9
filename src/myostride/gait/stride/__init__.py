"""A physics generator of running: one planar stride of one leg, down to muscle fibres."""

from myostride.gait.stride.segments import PointMass
from myostride.gait.stride.stride import JOINTS, MOMENTS, Stride, simulate_stride

__all__ = ["JOINTS", "MOMENTS", "PointMass", "Stride", "simulate_stride"]
