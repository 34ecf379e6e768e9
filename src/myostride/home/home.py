"""One folder with everything of a runner (or of several), and what can be done with it.

Every face (command line, dashboard, Python) goes through `Home`; the clock is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from myostride.errors import UnknownName
from myostride.home import athletes, library
from myostride.home.computing import DRAWS, Computing
from myostride.home.database import Database, default_folder
from myostride.home.diary import DiaryRow, entry_from
from myostride.home.entries import read_entries, remove_entry, write_entry
from myostride.home.kinds import KINDS
from myostride.home.profile import Profile, checked, profile_from
from myostride.home.raw import RawStore
from myostride.muscles import MUSCLES
from myostride.runner import Runner

if TYPE_CHECKING:
    from myostride.activity.run import Run
    from myostride.gait.load import MuscleLoad
    from myostride.home.import_report import ImportReport, OnImport
    from myostride.home.loads import OnLoad
    from myostride.home.originals import Original
    from myostride.home.season import Season
    from myostride.home.status import Status

__all__ = ["DRAWS", "Computing", "Home", "open_home"]


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
    InputError
        If nobody can have that name.
    """
    folder = default_folder() if path is None else Path(path).expanduser()
    name = athletes.checked_name(athlete)
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

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    # Who runs

    def athletes(self) -> list[str]:
        """The names of this home's athletes."""
        return athletes.names(self._database)

    def version(self) -> str:
        """A word that is another one after any change of this athlete's data or of the model."""
        from myostride.home.changes import version_of

        return version_of(self._database, self._athlete_id())

    def profile(self) -> Runner:
        """The runner as far as known, for computing; see `profile_sheet` for the origins."""
        return self.profile_sheet().runner

    def profile_sheet(self) -> Profile:
        """Every profile field: its value, where that is from and what it narrows."""
        mine = self._athlete_id()
        stated, hints = athletes.stated(self._database, mine), athletes.hints(self._database, mine)
        return profile_from(self.athlete, stated, hints)

    def set_profile(self, **fields: object) -> Profile:
        """State profile fields (names of `profile.FIELDS`, SI units); None clears one.

        Raises
        ------
        InputError
            If a field is unknown or a value absurd; then nothing is changed.
        """
        values = {name: checked(name, value) for name, value in fields.items()}
        athletes.state(self._database, self._athlete_id(create=True), values)
        return self.profile_sheet()

    # Runs

    def import_paths(
        self,
        paths: Iterable[str | Path],
        on_progress: OnImport | None = None,
        *,
        named: Callable[[str], str] | None = None,
    ) -> ImportReport:
        """Import every activity under `paths`; see `importing.import_paths`.

        A path that does not exist is a failed row, unless none exists.
        """
        from myostride.home.importing import Importer, import_paths, sort_out

        there, missing = sort_out(paths)
        mine = self._athlete_id(create=True)
        importer = Importer(self._database, self._raw, mine, self.folder / "log.txt")
        report = import_paths(importer, there, on_progress, named=named)
        report.files += missing
        return report

    def runs(self, *, other_sports: bool = False) -> list[library.StoredRun]:
        """The stored runs, oldest first; with `other_sports` everything stored."""
        with self._database.reading() as connection:
            return library.standing_runs(connection, self._athlete_id(), other_sports=other_sports)

    def listed(self, run_id: str) -> library.StoredRun:
        """One stored activity as listed; `InputError` if it is not there."""
        with self._database.reading() as connection:
            return library.listed(library.find(connection, self._athlete_id(), run_id))

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
        from myostride.home.one_run import priced

        return priced(self, run_id).load

    # Body

    def rebuild(self, on_progress: OnLoad | None = None) -> None:
        """Compute what is missing: loads of new runs, then the days up to today.

        Raises
        ------
        InputError
            If there are no runs.
        """
        self.season(date.today(), on_progress=on_progress)

    def season(self, day: date, **asked: Unpack[Computing]) -> Season:
        """Every day from the first run to `day`, as known then; what is missing is computed.

        Raises
        ------
        InputError
            If there is no run up to that day.
        """
        return self._season(day, with_earlier=True, **asked)

    def status(
        self,
        day: date | None = None,
        *,
        with_earlier: bool = False,
        goal: Sequence[str] = MUSCLES,
        **asked: Unpack[Computing],
    ) -> Status:
        """Where every muscle stands on `day` (default today), as known then.

        Parameters
        ----------
        with_earlier
            Whether `Status.season` shall reach back to the first run, for drawing.
        goal
            Muscle ids that the next step is to pay for; all unless stated.

        Raises
        ------
        InputError
            If there is no run up to that day.
        """
        from myostride.home.status import status

        season = self._season(day or date.today(), with_earlier=with_earlier, **asked)
        return status(season, self.diary(), lambda run_id: library.facts(self.run(run_id)), goal)

    def _season(self, day: date, *, with_earlier: bool, **asked: Unpack[Computing]) -> Season:
        from myostride.home.season import Source, season
        from myostride.home.timeline import Ensemble

        return season(
            Source(self._database, self._raw, self._athlete_id()),
            self.profile_sheet(),
            self.diary(),
            day,
            Ensemble(asked.get("draws", DRAWS), asked.get("seed", 0)),
            now=datetime.now(UTC),
            with_earlier=with_earlier,
            on_progress=asked.get("on_progress"),
            on_days=asked.get("on_days"),
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
        """Write one diary entry (a key of `kinds.KINDS`) and return it as stored.

        Raises
        ------
        InputError
            If the entry is absurd; then nothing is stored.
        """
        today, sheet = date.today(), self.profile_sheet()
        entry = entry_from(
            kind, day or today, value=value, muscle=muscle, detail=detail, text=text, today=today,
            known_mass_kg=sheet.known_mass_kg, mass_unit=sheet.mass_unit,
        )  # fmt: skip
        return write_entry(self._database, self._athlete_id(create=True), entry)

    def diary(self, kind: str | None = None) -> list[DiaryRow]:
        """The diary, oldest day first, of one kind or all.

        Raises
        ------
        UnknownName
            If there is no such kind.
        """
        if kind is not None and kind not in KINDS:
            raise UnknownName("diary entry", kind, KINDS)
        return read_entries(self._database, self._athlete_id(), kind)

    def unlog(self, entry_id: int) -> None:
        """Take one diary entry out, by its number; `UnknownName` if it is not there."""
        remove_entry(self._database, self._athlete_id(), entry_id)

    def damaged_originals(
        self, on_progress: OnLoad | None = None, *, everyone: bool = False
    ) -> tuple[int, list[str]]:
        """How many original files there are, and a line for each that is gone or changed."""
        from myostride.home.originals import damaged_originals

        whose = None if everyone else self._athlete_id()
        return damaged_originals(self._database, self._raw, whose, on_progress)

    def originals(self) -> list[Original]:
        """This athlete's original files, oldest activity first."""
        from myostride.home.originals import stored_originals

        return stored_originals(self._database, self._raw, self._athlete_id())

    def erase(self) -> int:
        """Delete everything of this athlete; how many activities that were."""
        from myostride.home.erasing import erase

        return erase(self._database, self._raw, self._athlete_id())

    # Inside

    def _athlete_id(self, *, create: bool = False) -> int:
        return athletes.athlete_id(self._database, self.athlete, create=create)
