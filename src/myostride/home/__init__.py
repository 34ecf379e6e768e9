"""One home: database, raw files, and the use cases that every face shares."""

from myostride.home.home import Home, open_home

__all__ = ["Home", "open_home"]
