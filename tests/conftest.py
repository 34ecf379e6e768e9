"""Settings of the whole test run."""

from hypothesis import settings

# How long an example takes depends on what else the machine does; speed has its own benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
