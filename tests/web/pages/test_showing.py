"""Pages say what the answers say: numbers with their intervals, in the runner's units."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from myostride.home import open_home
from myostride.muscles import MUSCLES, TITLES
from tests.web.browsing import Dashboard
from tests.web.conftest import Serve
from tests.web.pages.reading import opened, sent, text


def first_run(dashboard: Dashboard, number: int = 0) -> str:
    links = opened(dashboard, "/runs").xpath("//tbody//th/a/@href")
    return str(links[number])


def test_today_leads_with_the_first_advice(season: Dashboard) -> None:
    advice = season.get("/api/status")["advice"][0]
    assert advice.startswith(text(opened(season, "/"), "h1"))


def test_today_shows_every_muscle_with_its_interval(season: Dashboard) -> None:
    told = season.get("/api/status")["muscles"]
    rows = opened(season, "/").cssselect(".muscles > li")
    assert [row.get("data-muscle") for row in rows] == list(MUSCLES)
    for muscle, row in zip(MUSCLES, rows, strict=True):
        said = " ".join(row.text_content().split())
        each = told[muscle]
        assert f"{100 * each['readiness_lo']:.0f} % to {100 * each['readiness_hi']:.0f} %" in said
        assert each["ready_why"] in said


def test_the_legs_show_what_is_asked_for(season: Dashboard) -> None:
    growth = opened(season, "/?show=growth")
    assert "Growth" in text(growth, ".atlas title")
    assert text(growth, "[data-atlas-switch] [aria-current]") == "Growth"
    alone = opened(season, "/?show=damage&part=legs")
    assert not alone.cssselect("nav")
    assert "Damage" in text(alone, "title")


def test_runs_are_found_by_words_and_days(season: Dashboard) -> None:
    page = opened(season, "/runs?q=HILL+repeats&from=2025-06-01&to=2025-06-30")
    rows = page.cssselect("tbody tr")
    assert rows
    found = [row.text_content() for row in rows]
    assert all("Hill repeats" in each and "Jun 2025" in each for each in found)
    assert "No run fits" in text(opened(season, "/runs?q=nothing-like-it"))


def test_page_and_api_find_the_same_runs(season: Dashboard) -> None:
    page = opened(season, "/runs?q=long&from=2025-08-01&to=2025-09-15")
    found = season.get("/api/runs?q=long&from=2025-08-01&to=2025-09-15")
    addresses = page.xpath("//tbody//th/a/@href")
    assert addresses
    assert [each.rpartition("/")[2] for each in addresses] == [r["run_id"] for r in found["runs"]]


def test_a_run_is_drawn_and_told_muscle_by_muscle(season: Dashboard) -> None:
    path = first_run(season)
    page, told = opened(season, path), season.get(f"/api{path}")
    assert page.cssselect("svg.track path.track-line")
    assert page.cssselect(".profile rect.load-bar")
    rows = page.cssselect(".ranges > li")
    assert [row.cssselect(".name")[0].text for row in rows] == [TITLES[m] for m in MUSCLES]
    for muscle, row in zip(MUSCLES, rows, strict=True):
        assert f"{told['muscles'][muscle]['easy_km']:.1f}" in row.text_content()


def test_places_along_a_run_can_be_followed(season: Dashboard) -> None:
    page = opened(season, first_run(season))
    steps = json.loads(page.cssselect("[data-steps]")[0].get("data-steps"))
    points = page.cssselect(".track")[0].get("data-points").split(" ")
    assert len(steps) > 50
    assert all(0 <= step["row"] < len(points) for step in steps)
    assert "load" in steps[10]["said"]


def test_an_unknown_run_is_told_in_one_line(season: Dashboard) -> None:
    assert "unknown run" in text(opened(season, "/runs/abcdef", 404))


def test_muscles_tell_growth_plateau_and_limit(season: Dashboard) -> None:
    page, told = opened(season, "/muscles"), season.get("/api/status")["muscles"]
    for row in page.cssselect("tbody tr"):
        assert told[row.get("id")]["plateau_why"] in " ".join(row.text_content().split())
    assert page.cssselect("figure[data-chart] img[alt]")


def test_miles_and_pounds_are_shown_where_they_are_wanted(serve: Serve, season_home: Path) -> None:
    with open_home(season_home) as home:
        home.set_profile(distance_unit="mi", mass_unit="lb")
    dashboard = serve(season_home)
    assert " mi" in text(opened(dashboard, "/runs"), "tbody")
    assert " km" not in text(opened(dashboard, "/runs"), "tbody")
    assert " lb" in text(opened(dashboard, "/food"))
    assert " km" not in text(opened(dashboard, first_run(dashboard)))


PLAN = {"weeks": "2", "minutes": "120", "days": ["tue", "sat"], "goal": "glutes", "have": "hills"}


def searched(dashboard: Dashboard) -> str:
    """The address that a search for a plan leads to, once it has ended."""
    answer = dashboard.send("POST", "/plan", data=PLAN)
    assert answer.status_code == 303, answer.text[:500]
    address = str(answer.headers["location"])
    dashboard.ended(parse_qs(urlsplit(address).query)["job"][0])
    return address


def test_a_plan_is_made_without_scripts(season: Dashboard) -> None:
    page = opened(season, searched(season))
    assert "Your next 2 weeks" in text(page, "h1")
    assert page.cssselect(".sessions > li")
    assert "running as in your last weeks" in text(page, "tbody")
    assert page.xpath("//input[@name='days'][@checked]/@value") == ["tue", "sat"]


def test_looking_at_an_address_searches_for_nothing(season: Dashboard) -> None:
    before = season.get("/api/jobs")
    opened(season, "/plan?weeks=2&days=tue&goal=glutes&go=true")
    assert season.get("/api/jobs") == before


def test_a_search_that_goes_on_can_be_cancelled(season: Dashboard) -> None:
    address = season.send("POST", "/plan", data=PLAN | {"weeks": "26"}).headers["location"]
    page = opened(season, address)
    assert "Trying plans" in text(page, "h1")
    cancelling = page.cssselect("[data-search] form")[0].get("action")
    assert season.send("POST", cancelling).headers["location"].startswith("/plan")
    job = season.ended(parse_qs(urlsplit(address).query)["job"][0])
    assert job["state"] == "cancelled"
    assert "cancelled" in text(opened(season, address), "[role=alert]")


def test_a_plan_is_taken_along_as_workouts_of_a_watch(season: Dashboard) -> None:
    addresses = opened(season, searched(season)).xpath("//a[@download]/@href")
    answer = season.client.get(next(each for each in addresses if each.endswith("form=fit")))
    with ZipFile(BytesIO(answer.content)) as packed:
        names = packed.namelist()
        assert names
        assert all(name.endswith(".fit") for name in names)
        assert all(packed.read(name)[8:12] == b".FIT" for name in names)


def test_a_plan_of_somebody_else_is_not_shown(dashboard: Dashboard) -> None:
    with open_home(dashboard.app.state.settings.folder, athlete="Eve") as home:
        home.set_profile(mass_kg=60.0)
    assert "unknown plan" in text(opened(dashboard, f"{searched(dashboard)}&athlete=Eve", 404))


def test_ways_are_compared_with_their_intervals(season: Dashboard) -> None:
    page, told = opened(season, "/compare"), season.get("/api/compare")
    assert told["conclusion"][0] in text(page)
    quads = page.cssselect(".ways")[1].cssselect("li")
    assert len(quads) == len(told["options"])
    for option, row in zip(told["options"], quads, strict=True):
        assert option["title"] in row.text_content()
        assert f"{option['groups']['quads']['hi']:+.1f}" in row.text_content().replace("−", "-")


def test_a_plan_without_a_day_says_what_is_missing(season: Dashboard) -> None:
    page = sent(season, "/plan", goal="glutes")
    assert "at least one day" in text(page, "[role=alert]")


def test_a_what_if_tells_both_and_the_difference(season: Dashboard) -> None:
    page = opened(season, "/whatif?hills=true&vest=3")
    told = season.send("POST", "/api/whatif", json={"hills": True, "vest_kg": 3.0}).json()
    assert told["conclusion"] in text(page)
    assert len(page.cssselect(".pairs > li")) == len(MUSCLES)
    assert len(opened(season, "/whatif?part=forecast").cssselect("form")) == 0


def test_a_what_if_of_nothing_shows_the_own_weeks_alone(season: Dashboard) -> None:
    page = opened(season, "/whatif")
    assert "no sure difference" not in text(page)
    assert not page.cssselect(".pair-changed")
    assert "what it changes shows here" in text(page)


def test_sliders_of_pounds_are_told_as_they_stand(serve: Serve, season_home: Path) -> None:
    with open_home(season_home) as home:
        home.set_profile(distance_unit="mi", mass_unit="lb")
    page = opened(serve(season_home), "/whatif?vest=5&protein=0.75")
    assert "a vest of 5.0 lb and 0.75 g/lb of protein" in text(page)
    assert " kg" not in text(page)
    assert "g/kg" not in text(page)


def test_every_addition_of_the_api_is_on_the_page(season: Dashboard) -> None:
    page = opened(season, "/whatif?tips=true&last=6")
    told = season.send("POST", "/api/whatif", json={"tips": True, "last_weeks": 6}).json()
    assert told["conclusion"] in text(page)


def test_too_heavy_a_vest_is_told_beside_the_sliders(season: Dashboard) -> None:
    assert "vest" in text(opened(season, "/whatif?vest=40"), ".note-box.is-bad")


def test_evidence_shows_the_failures_too(season: Dashboard) -> None:
    page, told = opened(season, "/evidence"), season.get("/api/validation")
    missed = [bar for bar in told["bars"] if bar["reached"] is False]
    assert text(page).count("✕ no") == len(missed)
    assert len(page.cssselect(".claims article")) == len(season.get("/api/claims")["claims"])


def test_a_name_that_is_markup_is_shown_as_text(serve: Serve, season_home: Path) -> None:
    name = '<img src=x onerror="alert(1)">'
    with open_home(season_home, athlete=name) as home:
        home.set_profile(mass_kg=60.0)
    dashboard = serve(season_home, athlete=name)
    for path in ("/", "/athletes", "/settings", "/food"):
        page = opened(dashboard, path)
        assert not page.xpath("//img[@src='x']")
        assert name in page.text_content()
