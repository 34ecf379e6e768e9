"""Pages say what the answers say: numbers with their intervals, in the runner's units."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from myostride.display import signed
from myostride.home import open_home
from myostride.home.evidence import study_citations
from myostride.muscles import MUSCLES, TITLES
from myostride.web.pages.studies import study_rows
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


def test_the_rows_follow_what_the_legs_show(season: Dashboard) -> None:
    told = season.get("/api/status")["muscles"]["soleus"]
    row = text(opened(season, "/?show=growth"), '[data-muscle="soleus"] summary')
    assert f"{signed(told['growth_lo'])} to {signed(told['growth_hi'])}" in row
    assert told["why"] in row
    alone = opened(season, "/?show=damage&part=legs")
    assert "at most" in text(alone, '.muscles [data-muscle="soleus"] summary')


def test_recovery_is_one_line_for_each_muscle(season: Dashboard) -> None:
    row = text(opened(season, "/"), '.muscles [data-muscle="vasti"]')
    assert row.count("recovered") == 1
    assert "likely fully recovered now; 80 % between" in row


def test_the_next_step_leads_what_to_do(season: Dashboard) -> None:
    advice = next(a for a in season.get("/api/status")["advice"] if a.startswith("Next step"))
    assert text(opened(season, "/"), ".note-box .strong") == advice.partition(". ")[0] + "."


def test_only_what_the_profile_can_answer_stands_above_its_button(
    serve: Serve, season_home: Path
) -> None:
    page = opened(serve(season_home, day=date(2027, 1, 1)), "/")
    (gaps,) = page.xpath('//section[@aria-labelledby="gaps"]')
    asked = " ".join(each.text_content() for each in gaps.cssselect(".lines"))
    assert "VO2max not stated" in asked
    assert "no run since" not in asked
    assert "no run since" in text(gaps, ".rests")


def test_old_records_say_that_nobody_knows_the_legs(serve: Serve, season_home: Path) -> None:
    dashboard = serve(season_home, day=date(2027, 1, 1))
    page = opened(dashboard, "/")
    assert text(page, "h1").endswith("your last run is of Sunday 21 September 2025")
    assert "known until" in text(page, ".when")
    assert text(page, ".muscles .figure").split() == ["unknown"] * len(MUSCLES)
    assert "%" not in text(page, "[data-legs]")
    assert "unknown" in text(opened(dashboard, "/athletes"), "tbody")
    muscles = opened(dashboard, "/muscles")
    assert "Nobody knows" in text(muscles, "h1")
    assert not muscles.cssselect("tbody")


def test_what_all_muscles_share_is_said_once(serve: Serve, season_home: Path) -> None:
    page = opened(serve(season_home, day=date(2025, 7, 10)), "/muscles")
    assert text(page).count("a plateau needs 84") == 1


def test_days_of_records_are_too_few_to_tell_growth(serve: Serve, season_home: Path) -> None:
    with open_home(season_home) as home:
        first = home.runs()[0].start_utc.date()
    page = opened(serve(season_home, day=first + timedelta(days=2)), "/muscles")
    assert text(page, "h1").startswith("Too early to tell: 3 days of records")


def test_a_steep_descent_is_told_before_the_work(season: Dashboard) -> None:
    runs = opened(season, "/runs?q=2025-08-31").xpath("//tbody//th/a/@href")
    page = opened(season, str(runs[0]))
    assert text(page, ".lead .sub").startswith("The 646 m of descent strained the rectus femoris")
    assert "0 km 5 km 10 km" in " ".join(text(page, ".profile-axis text").split())


def test_numbers_of_the_evidence_say_which_rows_they_count(season: Dashboard) -> None:
    page, told = opened(season, "/evidence"), season.get("/api/validation")
    scored = [row for row in told["rows"] if row["scored"]]
    assert f"of {told['scores']['n']} measured changes of size" in text(page, "h1")
    assert f"{len(scored)} rows with a number, of {len({r['study'] for r in scored})} studies" in (
        text(page)
    )


def test_studies_are_told_in_words_and_units_the_worst_first(season: Dashboard) -> None:
    told = season.get("/api/validation")["rows"]
    rows = study_rows(told, study_citations())
    assert all("_" not in row["name"] + row["measure"] for row in rows)
    assert {row["measure"] for row in rows} >= {"creatine kinase, U/l", "soreness, of 10"}
    assert rows == sorted(rows, key=lambda row: -row["missed_by"])
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_food_says_for_what_amount_growth_is_allowed(serve: Serve, season_home: Path) -> None:
    page = opened(serve(season_home), "/food")
    assert "What people usually eat allows" in text(page, ".facts")
    assert "Morton 2018" in text(page, ".facts")
    with open_home(season_home) as home:
        home.set_profile(protein_g_per_kg=1.5)
    assert "What you eat allows" in text(opened(serve(season_home), "/food"), ".facts")


def test_measurements_of_the_diary_are_told_in_words(season: Dashboard) -> None:
    page = opened(season, "/diary?kind=measure")
    assert "Thickness by ultrasound" in text(page, "#detail")
