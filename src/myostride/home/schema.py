"""The tables of one home, and how an older home becomes a current one.

A new database is created straight from `METADATA`; an older one walks through `MIGRATIONS`
from its own version on, inside one transaction. Times are unix seconds (UTC), measures SI,
NULL means unknown. What follows `diary` in this file is derived: it can be made again from
raw files, diary and profile, and carries a hash of the inputs it was made from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "METADATA",
    "MIGRATIONS",
    "VERSION",
    "AnyRow",
    "activity",
    "athlete",
    "diary",
    "load_cache",
    "schema_version",
    "source_file",
    "stream",
    "stretch",
]

METADATA = MetaData()

AnyRow = Row[*tuple[Any, ...]]
"""A result row whose columns are known by name only."""

schema_version = Table("schema_version", METADATA, Column("version", Integer, nullable=False))

athlete = Table(
    "athlete",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("created_unix_s", Float, nullable=False),
    Column("mass_kg", Float),
    Column("height_m", Float),
    Column("sex", String(10)),
    Column("age_y", Float),
    Column("status", String(20)),
    Column("protein_g_per_kg", Float),
    Column("daily_steps", Float),
    Column("vo2max_ml_kg_min", Float),
    Column("distance_unit", String(5)),
    Column("mass_unit", String(5)),
)

# File contents that were imported to the end, by hash of the bytes as given; a content that is
# not here is read again. `run_ids` are the activities found in it.
source_file = Table(
    "source_file",
    METADATA,
    Column("athlete_id", Integer, ForeignKey("athlete.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("path", Text, nullable=False),
    Column("run_ids", JSON, nullable=False),
    Column("imported_unix_s", Float, nullable=False),
)

# `superseded_by` names the richer recording of the same activity; rows without it are what
# a runner sees. `run_id` comes from the content alone, so that any order of imports gives
# the same ids. `raw_sha256` names the original bytes (raw.py), `position` the activity in them.
activity = Table(
    "activity",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("athlete_id", Integer, ForeignKey("athlete.id"), nullable=False),
    Column("run_id", String(20), nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("sport", String(40), nullable=False),
    Column("has_run", Boolean, nullable=False),
    Column("start_unix_s", Float, nullable=False),
    Column("end_unix_s", Float, nullable=False),
    Column("utc_offset_s", Float),
    Column("duration_s", Float, nullable=False),
    Column("distance_m", Float),
    Column("ascent_m", Float),
    Column("records", Integer, nullable=False),
    Column("device", Text, nullable=False),
    Column("title", Text),
    Column("warnings", JSON, nullable=False),
    Column("quality", JSON),
    Column("profile_hints", JSON),
    Column("richness", JSON, nullable=False),
    Column("superseded_by", Integer, ForeignKey("activity.id")),
    Column("imported_unix_s", Float, nullable=False),
    UniqueConstraint("athlete_id", "run_id"),
    Index("activity_window", "athlete_id", "end_unix_s", "start_unix_s"),
)

stream = Table(
    "stream",
    METADATA,
    Column("activity_id", Integer, ForeignKey("activity.id"), primary_key=True),
    Column("format", Integer, nullable=False),
    Column("blob", LargeBinary, nullable=False),
)

diary = Table(
    "diary",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("athlete_id", Integer, ForeignKey("athlete.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("day", String(10), nullable=False),
    Column("muscle", String(30)),
    Column("detail", String(60)),
    Column("value", Float),
    Column("typed", Text, nullable=False),
    Column("text", Text),
    Column("created_unix_s", Float, nullable=False),
    Index("diary_day", "athlete_id", "kind", "day"),
)

# Derived from here on. `inputs` is a hash of everything the row was computed from, model
# version included: a row whose hash no longer matches is simply made anew.
load_cache = Table(
    "load_cache",
    METADATA,
    Column("activity_id", Integer, ForeignKey("activity.id"), primary_key=True),
    Column("model_version", String(40), nullable=False),
    Column("inputs", String(64), nullable=False),
    Column("blob", LargeBinary, nullable=False),
)

# A stretch of days computed in one go: its daily states and the ensemble at its end, from
# which the next stretch goes on. `inputs` covers the whole past up to `end_unix_s`.
stretch = Table(
    "stretch",
    METADATA,
    Column("athlete_id", Integer, ForeignKey("athlete.id"), primary_key=True),
    Column("end_unix_s", Float, primary_key=True),
    Column("model_version", String(40), nullable=False),
    Column("inputs", String(64), nullable=False),
    Column("blob", LargeBinary, nullable=False),
)


def _add_derived_tables(connection: Connection) -> None:
    """1 to 2: loads and daily states are kept between calls."""
    METADATA.create_all(connection, tables=[load_cache, stretch])


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_add_derived_tables,)
"""`MIGRATIONS[i]` takes a database from version i + 1 to i + 2. Never edit one that shipped."""

VERSION = 1 + len(MIGRATIONS)
