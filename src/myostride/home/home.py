"""One folder with everything of a runner (or of several), and what can be done with it.

Every face (command line, dashboard, Python) goes through `Home`; the clock is read here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import insert, select, update

from myostride.errors import InputError, UnknownName
from myostride.home import athletes, library, schema
from myostride.home.database import Database, default_folder, new_key
from myostride.home.diary import KINDS, DiaryRow, entry_from, stored_entry
from myostride.home.profile import Profile, checked, profile_from
from myostride.home.raw import RawStore
from myostride.runner import Runner

if TYPE_CHECKING:
    from myostride.activity.run import Run
    from myostride.gait.load import MuscleLoad
    from myostride.home.import_report import ImportReport, OnImport
    from myostride.home.loads import OnLoad
    from myostride.home.season import Season
    from myostride.home.status import Status

__all__ = ["DRAWS", "Home", "open_home"]

DRAWS = 200
"""Parameter draws behind an interval, unless stated otherwise."""


def open_home(path: str | Path | None = None, *, athlete: str = "me") -> Home:
    """Open the home folder, making it if there is none.

    Parameters
    ----------
    path
        The folder; None means `MYOSTRIDE_HOME` or else the platform's user data folder.
    athlete
        Whose data. The first athlete of a home is made when it is opened; a further one
        when something is first stored for it.

    Raises
    ------
    HomeError
        If the folder cannot be used.
    """
    folder = default_folder() if path is None else Path(path).expanduser()
    name = athlete.strip()
    if not 0 < len(name) <= 100:
        raise InputError("an athlete's name has 1 to 100 characters")
    return Home(Database(folder.absolute()), name)


class Home:
    """An open home of one athlete; use it in a `with` statement or `close` it."""

    def __init__(self, database: Database, athlete: str) -> None:
        self.athlete = athlete
        self.folder = database.folder
        self._database = database
        self._raw = RawStore(database.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    # Who runs

    def athletes(self) -> list[str]:
        """The names of this home's athletes."""
        return athletes.names(self._database)

    def profile(self) -> Runner:
        """The runner as far as known, for computing; see `profile_sheet` for the origins."""
        return self.profile_sheet().runner

    def profile_sheet(self) -> Profile:
        """Every profile field: its value, where that is from and what it narrows."""
        with self._database.reading() as connection:
            query = select(schema.athlete).where(schema.athlete.c.id == self._athlete_id())
            stated = connection.execute(query).one()._asdict()
        return profile_from(self.athlete, stated, athletes.hints(self._database, stated["id"]))

    def set_profile(self, **fields: object) -> Profile:
        """State profile fields (names of `profile.FIELDS`, SI units); None clears one.

        Raises
        ------
        InputError
            If a field is unknown or a value absurd; then nothing is changed.
        """
        values = {name: checked(name, value) for name, value in fields.items()}
        athlete_id = self._athlete_id(create=True)
        if values:
            with self._database.writing() as connection:
                mine = schema.athlete.c.id == athlete_id
                connection.execute(update(schema.athlete).where(mine).values(**values))
        return self.profile_sheet()

    # Runs

    def import_paths(
        self, paths: Iterable[str | Path], on_progress: OnImport | None = None
    ) -> ImportReport:
        """Import every activity under `paths`; see `importing.import_paths`."""
        from myostride.home.importing import Importer, import_paths

        importer = Importer(
            self._database, self._raw, self._athlete_id(create=True), self.folder / "log.txt"
        )
        return import_paths(importer, [Path(path) for path in paths], on_progress)

    def runs(self, *, other_sports: bool = False) -> list[library.StoredRun]:
        """The stored runs, oldest first; with `other_sports` everything stored."""
        with self._database.reading() as connection:
            return library.standing_runs(connection, self._athlete_id(), other_sports=other_sports)

    def run(self, run_id: str) -> Run:
        """The table of one run. The id of a replaced recording leads to the one that stands.

        Raises
        ------
        InputError
            If there is no such run.
        """
        return library.read_run(self._database, self._raw, self._athlete_id(), run_id)

    def load(self, run_id: str) -> MuscleLoad:
        """The load of one run on the body its runner had that day.

        Raises
        ------
        InputError
            If there is no such run.
        """
        from myostride.gait import muscle_load
        from myostride.home.diary import body_on

        run = self.run(run_id)
        offset = timedelta(seconds=run.utc_offset_s or 0.0)
        body = body_on((run.start_utc + offset).date(), self.profile(), self.diary("weight"))
        return muscle_load(run, body)

    # Body

    def rebuild(self, on_progress: OnLoad | None = None) -> None:
        """Compute what is missing: loads of new runs, then the days up to today.

        Raises
        ------
        InputError
            If there are no runs.
        """
        self.season(date.today(), on_progress=on_progress)

    def season(
        self, day: date, *, draws: int = DRAWS, seed: int = 0, on_progress: OnLoad | None = None
    ) -> Season:
        """Every day from the first run to `day`, as known then; what is missing is computed.

        Raises
        ------
        InputError
            If there is no run up to that day.
        """
        return self._season(day, draws, seed, on_progress, with_earlier=True)

    def status(
        self,
        day: date | None = None,
        *,
        draws: int = DRAWS,
        seed: int = 0,
        on_progress: OnLoad | None = None,
        with_earlier: bool = False,
    ) -> Status:
        """Where every muscle stands on `day` (default today), as known then.

        Parameters
        ----------
        with_earlier
            Whether `Status.season` shall reach back to the first run, for drawing.

        Raises
        ------
        InputError
            If there is no run up to that day.
        """
        from myostride.home.status import status

        season = self._season(
            day or date.today(), draws, seed, on_progress, with_earlier=with_earlier
        )
        return status(season, self.diary())

    def _season(
        self, day: date, draws: int, seed: int, on_progress: OnLoad | None, *, with_earlier: bool
    ) -> Season:
        from myostride.home.season import Source, season
        from myostride.home.timeline import Ensemble

        return season(
            Source(self._database, self._raw, self._athlete_id()),
            self.profile_sheet(),
            self.diary(),
            day,
            Ensemble(draws, seed),
            now=datetime.now(UTC),
            with_earlier=with_earlier,
            on_progress=on_progress,
        )

    # Diary

    def log(
        self,
        kind: str,
        *,
        value: str | float | None = None,
        day: date | None = None,
        muscle: str | None = None,
        detail: str | None = None,
        text: str | None = None,
    ) -> DiaryRow:
        """Write one diary entry (a key of `diary.KINDS`) and return it as stored.

        Raises
        ------
        InputError
            If the entry is absurd; then nothing is stored.
        """
        today = date.today()
        entry = entry_from(
            kind,
            day or today,
            value=value,
            muscle=muscle,
            detail=detail,
            text=text,
            today=today,
            known_mass_kg=self._stated_mass_kg(),
        )
        row = entry.to_row() | {
            "athlete_id": self._athlete_id(create=True),
            "created_unix_s": time.time(),
        }
        with self._database.writing() as connection:
            key = new_key(connection.execute(insert(schema.diary), row))
        return DiaryRow(key, entry)

    def diary(self, kind: str | None = None) -> list[DiaryRow]:
        """The diary, oldest day first, of one kind or all.

        Raises
        ------
        UnknownName
            If there is no such kind.
        """
        if kind is not None and kind not in KINDS:
            raise UnknownName("diary entry", kind, KINDS)
        table = schema.diary
        query = select(table).where(table.c.athlete_id == self._athlete_id())
        if kind is not None:
            query = query.where(table.c.kind == kind)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.day, table.c.id))
            return [stored_entry(row._asdict()) for row in rows]

    # Inside

    def _athlete_id(self, *, create: bool = False) -> int:
        return athletes.athlete_id(self._database, self.athlete, create=create)

    def _stated_mass_kg(self) -> float | None:
        mass = self.profile_sheet().values["mass_kg"]
        return float(mass.value) if mass.source != "default" and mass.value else None
