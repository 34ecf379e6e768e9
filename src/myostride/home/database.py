"""The connection to a home's database: where it is, its transactions, its failures in words.

Everything particular to SQLite is here; the rest of the package writes portable SQL.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy.dialects.sqlite  # noqa: F401  (else loaded in the middle of the first connection)
from sqlalchemy import (
    URL,
    Connection,
    CursorResult,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy import update as update_rows
from sqlalchemy.exc import DBAPIError

from myostride.errors import HomeError
from myostride.home.schema import METADATA, MIGRATIONS, VERSION, schema_version

__all__ = ["PRIVATE", "Database", "default_folder", "file_failures", "new_key"]

BUSY_TIMEOUT_S = 10.0
"""How long a writer waits for another process before it gives up."""

FILE_NAME = "myostride.db"

PRIVATE = 0o700
"""Of a home folder newly made: where somebody ran and how they feel concerns nobody else."""


def default_folder() -> Path:
    """`MYOSTRIDE_HOME` if set, else the platform's folder for user data."""
    stated = os.environ.get("MYOSTRIDE_HOME")
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_data_path

    return user_data_path("myostride", appauthor=False)


def database_url(folder: Path) -> URL:
    """The one place that decides which database a home uses."""
    return URL.create("sqlite", database=str(folder / FILE_NAME))


class Database:
    """An open database of the current schema version.

    Raises
    ------
    HomeError
        If the folder or the database cannot be used, in one line that says what to do.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with file_failures(folder):
            folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise HomeError(f"home folder {folder} cannot be written to; check its permissions "
                            "or choose another with --home")  # fmt: skip
        self._engine = _engine(database_url(folder))
        self._writer = self._engine.execution_options(write=True)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one consistent moment."""
        with file_failures(self.folder), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start; all or nothing."""
        with file_failures(self.folder), self._writer.connect() as connection, connection.begin():
            yield connection

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            version = _version(connection)
        if version == VERSION:
            return
        with self.writing() as connection:
            version = _version(connection)  # another process may have been quicker
            if version > VERSION:
                raise HomeError(
                    f"home {self.folder} was written by a newer myostride (schema {version}, this "
                    f"one knows {VERSION}); update myostride or use another --home"
                )
            if version == 0:
                METADATA.create_all(connection, checkfirst=False)
                connection.execute(insert(schema_version).values(version=VERSION))
                return
            for migrate in MIGRATIONS[version - 1 :]:
                migrate(connection)
            connection.execute(update_rows(schema_version).values(version=VERSION))


def new_key(result: CursorResult[*tuple[Any, ...]]) -> int:
    """The integer key of the row just inserted."""
    key = result.inserted_primary_key
    if key is None:
        raise HomeError("the database did not say where it put a new row")
    return int(key[0])


def _version(connection: Connection) -> int:
    """Schema version, 0 for an empty database."""
    tables = inspect(connection).get_table_names()
    if "schema_version" not in tables:
        if tables:
            raise HomeError(f"{FILE_NAME} is a database of another program (no schema_version "
                            "table); choose another folder with --home")  # fmt: skip
        return 0
    return int(connection.execute(select(schema_version.c.version)).scalar_one())


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": BUSY_TIMEOUT_S}, pool_size=1, max_overflow=4
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions itself: it would begin them too late for a
    # consistent read and without the write lock.
    connection.isolation_level = None
    # WAL: readers never wait for a writer. NORMAL: a killed process loses no commit.
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    # SQLite refuses the change at once, whatever the timeout, while another process is
    # making the same new database.
    give_up = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def file_failures(folder: Path) -> Iterator[None]:
    """Turn what the file system and the database report into one `HomeError` line."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise HomeError(_database_failure(error, folder)) from error
    except OSError as error:
        raise HomeError(_file_failure(error, folder)) from error


def _database_failure(error: DBAPIError | sqlite3.Error, folder: Path) -> str:
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    text = str(cause)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    known = {
        sqlite3.SQLITE_BUSY: f"home {folder} is in use by another myostride that is writing; "
        "wait for it to end and try again",
        sqlite3.SQLITE_LOCKED: f"home {folder} is locked; try again in a moment",
        sqlite3.SQLITE_FULL: f"no space left for home {folder}; nothing of this step was stored",
        sqlite3.SQLITE_READONLY: f"home {folder} is read-only; check its permissions or choose "
        "another with --home",
        sqlite3.SQLITE_CANTOPEN: f"{folder / FILE_NAME} cannot be opened ({text}); check its "
        "permissions or choose another folder with --home",
        sqlite3.SQLITE_IOERR: f"reading or writing {folder / FILE_NAME} failed ({text}); "
        "check the disk",
    }
    damaged = (
        f"{folder / FILE_NAME} is damaged ({text}); restore a copy of it, or move it away and "
        f"import again: the original files are in {folder / 'raw'}"
    )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return damaged
    return known.get(code, f"{folder / FILE_NAME} cannot be used: {text}")


def _file_failure(error: OSError, folder: Path) -> str:
    where = error.filename or folder
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return f"{where} is a file, not a folder; give a folder with --home"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"no space left for home {folder}; nothing of this step was stored"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"home {folder} cannot be written to ({where}); check its permissions or choose "
            "another with --home"
        )
    return f"home {folder} cannot be used: {error.strerror or error} ({where})"
