"""How much memory a fresh process needs for some code."""

import subprocess
import sys

# VmHWM belongs to this program alone; ru_maxrss also holds the peak of the process it came from.
_REPORT = """
import resource, sys
try:
    with open("/proc/self/status") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kilobytes = peak / 1000 if sys.platform == "darwin" else peak
print(kilobytes / 1000)
"""


def peak_mb(code: str, *arguments: str) -> float:
    """Peak memory [MB] of `code` run by itself; it may print nothing."""
    done = subprocess.run(
        [sys.executable, "-c", code + _REPORT, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
