"""The home's database: versions, migration, and failures in one clear line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from myostride.errors import HomeError
from myostride.home import database, open_home
from myostride.home.database import Database
from myostride.home.schema import VERSION

VERSION_1 = """
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version VALUES (1);
CREATE TABLE athlete (
    id INTEGER NOT NULL, name VARCHAR(100) NOT NULL, created_unix_s FLOAT NOT NULL,
    mass_kg FLOAT, height_m FLOAT, sex VARCHAR(10), age_y FLOAT, status VARCHAR(20),
    protein_g_per_kg FLOAT, daily_steps FLOAT, vo2max_ml_kg_min FLOAT,
    distance_unit VARCHAR(5), mass_unit VARCHAR(5), PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE source_file (
    athlete_id INTEGER NOT NULL, sha256 VARCHAR(64) NOT NULL, path TEXT NOT NULL,
    run_ids JSON NOT NULL, imported_unix_s FLOAT NOT NULL, PRIMARY KEY (athlete_id, sha256),
    FOREIGN KEY(athlete_id) REFERENCES athlete (id));
CREATE TABLE activity (
    id INTEGER NOT NULL, athlete_id INTEGER NOT NULL, run_id VARCHAR(20) NOT NULL,
    raw_sha256 VARCHAR(64) NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL,
    sport VARCHAR(40) NOT NULL, has_run BOOLEAN NOT NULL, start_unix_s FLOAT NOT NULL,
    end_unix_s FLOAT NOT NULL, utc_offset_s FLOAT, duration_s FLOAT NOT NULL,
    distance_m FLOAT, ascent_m FLOAT, records INTEGER NOT NULL, device TEXT NOT NULL,
    title TEXT, warnings JSON NOT NULL, quality JSON, profile_hints JSON,
    richness JSON NOT NULL, superseded_by INTEGER, imported_unix_s FLOAT NOT NULL,
    PRIMARY KEY (id), UNIQUE (athlete_id, run_id),
    FOREIGN KEY(athlete_id) REFERENCES athlete (id),
    FOREIGN KEY(superseded_by) REFERENCES activity (id));
CREATE INDEX activity_window ON activity (athlete_id, end_unix_s, start_unix_s);
CREATE TABLE stream (
    activity_id INTEGER NOT NULL, format INTEGER NOT NULL, blob BLOB NOT NULL,
    PRIMARY KEY (activity_id), FOREIGN KEY(activity_id) REFERENCES activity (id));
CREATE TABLE diary (
    id INTEGER NOT NULL, athlete_id INTEGER NOT NULL, kind VARCHAR(20) NOT NULL,
    day VARCHAR(10) NOT NULL, muscle VARCHAR(30), detail VARCHAR(60), value FLOAT,
    typed TEXT NOT NULL, text TEXT, created_unix_s FLOAT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(athlete_id) REFERENCES athlete (id));
CREATE INDEX diary_day ON diary (athlete_id, kind, day);
INSERT INTO athlete (id, name, created_unix_s, mass_kg) VALUES (1, 'me', 0, 61.5);
INSERT INTO diary (id, athlete_id, kind, day, value, typed, created_unix_s)
    VALUES (1, 1, 'steps', '2026-01-05', 9000, '9000', 0);
"""


def tables(folder: Path) -> dict[str, set[str]]:
    found = inspect(create_engine(f"sqlite:///{folder / database.FILE_NAME}"))
    return {t: {c["name"] for c in found.get_columns(t)} for t in found.get_table_names()}


@pytest.fixture
def version_1_home(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / database.FILE_NAME) as connection:
        connection.executescript(VERSION_1)
    return tmp_path


def test_a_version_1_home_keeps_its_data_and_gets_the_current_tables(
    version_1_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fresh = tmp_path_factory.mktemp("fresh")
    Database(fresh).close()

    with open_home(version_1_home) as home:
        assert home.profile().body.mass_kg == 61.5
        assert [row.entry.value for row in home.diary("steps")] == [9000.0]

    assert tables(version_1_home) == tables(fresh)


def test_a_migrated_home_opens_again_without_migrating(version_1_home: Path) -> None:
    Database(version_1_home).close()
    Database(version_1_home).close()
    with sqlite3.connect(version_1_home / database.FILE_NAME) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(VERSION,)]


def test_a_failed_migration_leaves_the_old_version(
    version_1_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_done(connection: object) -> None:
        connection.exec_driver_sql("DROP TABLE diary")  # type: ignore[attr-defined]
        raise HomeError("power cut")

    monkeypatch.setattr(database, "MIGRATIONS", (half_done,))
    with pytest.raises(HomeError, match="power cut"):
        Database(version_1_home)
    with sqlite3.connect(version_1_home / database.FILE_NAME) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
        assert connection.execute("SELECT count(*) FROM diary").fetchall() == [(1,)]


def test_a_home_of_a_newer_myostride_is_refused(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / database.FILE_NAME) as connection:
        connection.execute("UPDATE schema_version SET version = 999")
    with pytest.raises(HomeError, match=r"newer myostride.*999.*update"):
        Database(tmp_path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / database.FILE_NAME) as connection:
        connection.execute("CREATE TABLE songs (title)")
    with pytest.raises(HomeError, match="another program"):
        Database(tmp_path)


def test_a_damaged_database_says_where_the_original_files_are(tmp_path: Path) -> None:
    (tmp_path / database.FILE_NAME).write_bytes(b"this is no database at all" * 200)
    with pytest.raises(HomeError, match=r"is damaged.*original files are in.*raw"):
        Database(tmp_path)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a note")
    with pytest.raises(HomeError, match="is a file, not a folder"):
        Database(tmp_path / "home")
    with pytest.raises(HomeError, match="is a file, not a folder"):
        Database(tmp_path / "home" / "below")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(HomeError, match="cannot be written"):
            Database(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_database_says_so(tmp_path: Path) -> None:
    base = Database(tmp_path)
    with base.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(HomeError, match="read-only"), base.writing() as connection:
        connection.exec_driver_sql("DELETE FROM athlete")
    base.close()


def test_a_full_disk_says_so_and_stores_nothing(tmp_path: Path) -> None:
    base = Database(tmp_path)
    too_big = "INSERT INTO athlete (name, created_unix_s, sex) VALUES ('me', 0, zeroblob(999999))"
    with base.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(HomeError, match="no space left"), base.writing() as connection:
        connection.exec_driver_sql(too_big)
    with base.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM athlete").scalar_one() == 0
    base.close()


def test_a_writer_that_waits_too_long_for_another_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    base = Database(tmp_path)
    other = sqlite3.connect(tmp_path / database.FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HomeError, match="another myostride that is writing"), base.writing():
        pytest.fail("the write lock was held by another connection")
    other.close()
    base.close()


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    with open_home(tmp_path) as home:
        home.set_profile(mass_kg=60)
        other = sqlite3.connect(tmp_path / database.FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE athlete SET mass_kg = 99")
        assert home.profile().body.mass_kg == 60
        other.execute("ROLLBACK")
        other.close()


def test_two_processes_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    code = f"from myostride.home import open_home; open_home({str(tmp_path)!r}).close()"
    both = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]


def test_the_home_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYOSTRIDE_HOME", str(tmp_path / "mine"))
    with open_home() as home:
        assert home.folder == tmp_path / "mine"
    assert (tmp_path / "mine" / database.FILE_NAME).exists()
