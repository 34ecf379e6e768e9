"""How quick the dashboard is, for a sample season and for ten years of runs.

    python benchmarks/dashboard.py [--runs 3000] [--years 10] [--repeat 5] [--keep DIR] [--json]

The runs of ten years are those of the sample season over and over, stored as run tables with the
home's own code (no FIT files are made, which would take most of the time). Each is asked for from
a server of its own over HTTP: the first page after the start, then each page again, the median of
the repeats and the worst. Loads and days are computed once before, as an import would.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import replace
from datetime import date, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from myostride import gait, physiology
from myostride.activity.collect import Found
from myostride.activity.reading import read_activities
from myostride.activity.run import Activity
from myostride.demo import RUNNER, SEASON_END, season_files
from myostride.home import open_home
from myostride.home.athletes import athlete_id
from myostride.home.database import Database
from myostride.home.importing import Importer, store
from myostride.home.raw import RawStore

PAGES = ("/", "/runs", "/muscles", "/api/status", "/api/runs", "/api/history")
WHAT_IFS = ({"hills": True}, {"vest_kg": 3.0}, {"rest_days": 1}, {"protein_g_per_kg": 1.8})


def make_home(folder: Path, runs: int, years: float, end: date) -> None:
    """A home with so many runs, evenly over the years until `end`."""
    season = [activity for file in season_files() for activity in
              read_activities(file.data, file.name)]  # fmt: skip
    with open_home(folder) as home:
        home.set_profile(mass_kg=RUNNER.body.mass_kg, height_m=RUNNER.body.height_m,
                         sex=RUNNER.body.sex, age_y=RUNNER.age_y)  # fmt: skip
    database = Database(folder)
    owner = athlete_id(database, "me", create=True)
    importer = Importer(database, RawStore(folder), owner, folder / "log.txt")
    first = end - timedelta(days=round(365.25 * years) - 1)
    for n in range(runs):
        day = first + timedelta(days=n * (end - first).days / max(runs - 1, 1))
        activity = _on(season[n % len(season)], day, n)
        with database.writing() as connection:
            store(connection, importer, Found(f"{day}.fit"), activity, activity.sha256, 0)
    database.close()


def _on(activity: Activity, day: date, number: int) -> Activity:
    clock = activity.start_utc.time()
    start = datetime.combine(day, clock, activity.start_utc.tzinfo)
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    assert activity.run is not None
    run = replace(activity.run, start_utc=start)
    return replace(activity, start_utc=start, run=run, sha256=sha256)


def computed(folder: Path, end: date) -> float:
    """Seconds to compute all loads and days."""
    gait.forms.warm_up()
    physiology.forms.warm_up()
    begin = time.perf_counter()
    with open_home(folder) as home:
        home.status(end, with_earlier=True)
    return time.perf_counter() - begin


class Server:
    """One dashboard in a process of its own."""

    def __init__(self, folder: Path, end: date) -> None:
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "myostride", "serve", "--port", "0", "--no-browser",
             "--home", str(folder), "--date", end.isoformat()],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        self.up_s = time.perf_counter() - self._begun
        self._address = next(word for word in line.split() if word.startswith("http")).rstrip("/")
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._token = ""

    def ask(self, path: str, sent: dict[str, Any] | None = None) -> float:
        """Seconds until the whole answer is here."""
        data = None if sent is None else json.dumps(sent).encode()
        headers = {"Content-Type": "application/json", "X-Csrf-Token": self._token}
        request = urllib.request.Request(self._address + path, data, headers)
        begin = time.perf_counter()
        with self._opener.open(request, timeout=120) as answer:
            body = answer.read()
        taken = time.perf_counter() - begin
        if path == "/api/token":
            self._token = json.loads(body)["csrf_token"]
        return taken

    def since_start(self) -> float:
        return time.perf_counter() - self._begun

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


def measured(folder: Path, end: date, repeat: int) -> dict[str, Any]:
    """First page, pages again, and what-ifs."""
    server = Server(folder, end)
    try:
        first = {"server_up_s": server.up_s, "first_page_s": server.ask("/")}
        first["from_start_to_first_page_s"] = server.since_start()
        time.sleep(15.0)  # the server works ahead in the meantime
        server.ask("/api/token")
        warm = {path: [server.ask(path) for _ in range(repeat)] for path in PAGES}
        warm["/ after a diary entry"] = []
        for n in range(repeat):
            entry = {"kind": "steps", "value": 8000 + n, "date": end.isoformat()}
            server.ask("/api/diary", entry)
            warm["/ after a diary entry"].append(server.ask("/"))
        server.ask("/api/whatif", {})
        warm["what-if"] = [server.ask("/api/whatif", each) for each in WHAT_IFS * repeat]
    finally:
        server.end()
    return first | {
        name: {"median_s": statistics.median(times), "worst_s": max(times)}
        for name, times in warm.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3000)
    parser.add_argument("--years", type=float, default=10.0)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="make the homes here, or take those made before")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    out: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        place = asked.keep or Path(temporary)
        for name, runs, years in (("season", 60, 0.31), ("years", asked.runs, asked.years)):
            folder = place / name
            if not folder.exists():
                make_home(folder, runs, years, SEASON_END)
            made = {"runs": runs, "computed_s": computed(folder, SEASON_END)}
            out[name] = made | measured(folder, SEASON_END, asked.repeat)
    if asked.json:
        print(json.dumps(out))
        return
    for name, figures in out.items():
        print(name)
        for what, value in figures.items():
            if isinstance(value, dict):
                said = f"{1e3 * value['median_s']:7.0f} ms, worst {1e3 * value['worst_s']:.0f} ms"
            else:
                said = f"{value:7.2f}" if isinstance(value, float) else f"{value:7}"
            print(f"  {what:28} {said}")


if __name__ == "__main__":
    main()
