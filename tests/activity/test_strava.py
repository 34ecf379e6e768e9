"""The index of a Strava bulk export."""

from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.reading import read_activities
from myostride.activity.strava import StravaRow, read_strava_index

from .samples import gpx_of, gpx_track, trkpt

ENGLISH = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Distance,Filename,Distance,Filename\n"
    '1,"May 1, 2024","Hills, ""steep""",Run,3.3,activities/1.fit.gz,3300,x\n'
)
GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Distanz,Dateiname\n"
    "1,01.05.2024,Nachtlauf,Lauf,3.3,activities/1.gpx\n"
)


def silent_track() -> bytes:
    return gpx_of(gpx_track("".join(trkpt(second) for second in range(60)), sport=""))


def test_the_first_of_repeated_columns_counts() -> None:
    index = read_strava_index(ENGLISH.encode())
    assert dict(index) == {"activities/1.fit.gz": StravaRow('Hills, "steep"', "Run")}


def test_an_export_in_another_language_is_read_by_place() -> None:
    index = read_strava_index(GERMAN.encode("utf-8-sig"))
    assert dict(index) == {"activities/1.gpx": StravaRow("Nachtlauf", "Lauf")}


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_other_table_gives_no_titles(data: bytes) -> None:
    assert all(name for name in read_strava_index(data))


def test_the_stated_sport_counts_where_the_file_has_none() -> None:
    (activity,) = read_activities(silent_track(), sport="Ride")
    assert activity.sport == "cycling"
    assert activity.run is None


def test_the_sport_of_the_file_counts_before_the_index() -> None:
    track = gpx_track("".join(trkpt(second) for second in range(60)), sport="running")
    (activity,) = read_activities(gpx_of(track), sport="Ride")
    assert activity.sport == "running"
