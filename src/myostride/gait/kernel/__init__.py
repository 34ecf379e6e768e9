"""The closed form compiled by numba; the numpy form is its oracle. `forms` says which is used.

Importing this package imports numba.
"""

from myostride.gait.kernel.passing import kept, warm_up
from myostride.gait.kernel.summing import price_samples

__all__ = ["kept", "price_samples", "warm_up"]
