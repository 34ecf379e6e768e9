"""One vocabulary of sports, and the guess where none is stated."""

import numpy as np
import pytest

from myostride.activity.recording import Recording
from myostride.activity.sport import guess_sport, is_on_foot, standard_sport


def moving_at(speed_m_s: float, duration_s: int = 3600) -> Recording:
    time = np.arange(duration_s, dtype=float)
    return Recording(
        format="gpx",
        sport="",
        columns={"unix_s": time, "distance_m": speed_m_s * time},
        segment=np.zeros(duration_s, dtype=np.int64),
    )


@pytest.mark.parametrize(
    ("written", "sport"),
    [("Running", "running"), ("trail_running", "running"), ("TrailRun", "running"),
     ("Virtual Run", "running"), ("9", "running"), ("Hike", "walking"), ("Biking", "cycling"),
     ("EBikeRide", "cycling"), ("lap_swimming", "swimming"), ("NordicSki", "skiing"),
     ("Kitesurf", "kitesurf"), ("stand_up_paddleboarding", "stand_up_paddleboarding"), ("", "")],
)  # fmt: skip
def test_every_maker_s_word(written: str, sport: str) -> None:
    assert standard_sport(written) == sport


def test_a_treadmill_is_running_though_the_sport_is_generic() -> None:
    assert standard_sport("generic", "treadmill") == "running"
    assert standard_sport("generic", "generic") == "other"


def test_running_and_walking_are_on_foot() -> None:
    assert is_on_foot("running")
    assert is_on_foot("walking")
    assert not is_on_foot("cycling")


@pytest.mark.parametrize(
    ("speed_m_s", "sport"),
    [(1.3, "walking"), (2.2, "running"), (3.5, "running"), (4.9, "running"), (6.7, "cycling")],
)
def test_an_hour_s_speed_tells_the_sport(speed_m_s: float, sport: str) -> None:
    guessed, why = guess_sport(moving_at(speed_m_s))
    assert guessed == sport
    assert f"{sport} assumed" in why


def test_a_sprint_is_a_run_at_a_speed_that_would_be_a_ride_for_an_hour() -> None:
    assert guess_sport(moving_at(6.7, duration_s=60))[0] == "running"
    assert guess_sport(moving_at(6.7))[0] == "cycling"


def test_standing_does_not_slow_the_guess() -> None:
    recording = moving_at(3.0)
    recording.columns["distance_m"][1800:] = recording.columns["distance_m"][1800]
    assert guess_sport(recording)[0] == "running"


def test_nothing_moved_is_assumed_a_run_and_said() -> None:
    assert guess_sport(moving_at(0.0)) == ("running", "sport not stated; running assumed")


def test_ordinary_words_of_a_title_say_nothing() -> None:
    assert guess_sport(moving_at(3.0), "All the way to the golf course")[0] == "running"
    assert guess_sport(moving_at(3.0), "Evening Ride")[0] == "cycling"
