"""What is written on pages by plain forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.browsing import Dashboard
from tests.web.pages.reading import opened, sent, text


def test_soreness_of_one_tap_changes_readiness(dashboard: Dashboard) -> None:
    before = dashboard.get("/api/status")["muscles"]["hamstrings"]
    page = sent(dashboard, "/diary", kind="soreness", muscle="hamstrings", value="8")
    assert "hamstrings 8" in text(page)
    after = dashboard.get("/api/status")["muscles"]["hamstrings"]
    assert after["soreness_felt"] == 8.0
    assert after["p_recovered"] < before["p_recovered"]
    assert "8 as you logged it" in text(opened(dashboard, "/"), '[data-muscle="hamstrings"]')


def test_an_absurd_entry_is_refused_with_the_likely_slip(dashboard: Dashboard) -> None:
    page = sent(dashboard, "/diary", kind="weight", value="610")
    assert "did you mean" in text(page, "[role=alert]")


def test_an_entry_is_taken_back(dashboard: Dashboard) -> None:
    page = sent(dashboard, "/diary", kind="steps", value="9000")
    assert "9000" in text(page, "tbody")
    action = page.xpath('//tr[contains(., "9000")]//form/@action')[0]
    assert "9000" not in text(sent(dashboard, action), "tbody")


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("168", 1.68), ("1.68", 1.68), ("168 cm", 1.68), ("1.68 m", 1.68), ("5 ft 6 in", 1.6764),
     ("5'6\"", 1.6764), ("66 in", 1.6764)],
)  # fmt: skip
def test_a_height_is_read_as_people_write_it(
    typed: str, metres: float, dashboard: Dashboard
) -> None:
    sent(dashboard, "/settings", height_m=typed)
    assert dashboard.get("/api/profile")["height_m"] == pytest.approx(metres)


def test_an_absurd_profile_changes_nothing_and_keeps_what_was_typed(dashboard: Dashboard) -> None:
    page = sent(dashboard, "/settings", mass_kg="6100", age_y="30")
    assert "mass_kg" in text(page, "[role=alert]")
    assert page.xpath('//input[@name="mass_kg"]/@value') == ["6100"]
    assert dashboard.get("/api/profile")["mass_kg"] == 61.0


def test_an_empty_answer_is_no_longer_stated(dashboard: Dashboard) -> None:
    sent(dashboard, "/settings", age_y="")
    assert dashboard.get("/api/profile")["sources"]["age_y"] != "stated"


def test_a_stale_form_undoes_nothing_that_was_saved_meanwhile(dashboard: Dashboard) -> None:
    drawn = opened(dashboard, "/settings").xpath('//input[starts-with(@name, "was_")]')
    old = {each.get("name"): each.get("value") for each in drawn}
    held = {name.removeprefix("was_"): value for name, value in old.items()}
    sent(dashboard, "/settings", age_y="41")
    sent(dashboard, "/settings", **old, **held | {"protein_g_per_kg": "1.9"})
    profile = dashboard.get("/api/profile")
    assert (profile["age_y"], profile["protein_g_per_kg"]) == (41.0, 1.9)


def test_showing_a_mass_in_pounds_does_not_round_it(dashboard: Dashboard) -> None:
    before = dashboard.get("/api/profile")["mass_kg"]
    sent(dashboard, "/settings", mass_unit="lb")
    drawn = opened(dashboard, "/settings").xpath('//input[starts-with(@name, "was_")]')
    old = {each.get("name"): each.get("value") for each in drawn}
    sent(dashboard, "/settings", **old, **{n.removeprefix("was_"): v for n, v in old.items()})
    assert dashboard.get("/api/profile")["mass_kg"] == before


def test_every_question_says_what_it_sharpens(dashboard: Dashboard) -> None:
    narrows = dashboard.get("/api/profile")["narrows"]
    said = text(opened(dashboard, "/settings"), ".hint").lower()
    assert [name for name, line in narrows.items() if line.lower() not in said] == []


def test_files_come_in_by_a_plain_form(empty: Dashboard, some_files: list[Path]) -> None:
    answer = empty.client.post(
        "/import",
        files=[
            ("csrf_token", (None, empty.token)),
            *(("files", (f.name, f.read_bytes())) for f in some_files[:2]),
            ("files", ("broken.fit", b"no activity")),
        ],
    )
    assert answer.status_code == 303
    where = answer.headers["location"]
    job = empty.ended(where.split("job=")[1])
    assert job["state"] == "done"
    page = opened(empty, where)
    assert "2 imported, 0 skipped, 1 failed" in text(page)
    assert "broken.fit" in text(page, ".results .failed")


def test_a_further_athlete_begins_with_a_profile(dashboard: Dashboard) -> None:
    page = sent(dashboard, "/athletes", name="Kim")
    assert "Kim" in text(page, "#who ~ p, .section-head")
    assert "Kim" in text(opened(dashboard, "/athletes"), "tbody")


def test_a_form_without_the_token_changes_nothing(dashboard: Dashboard) -> None:
    answer = dashboard.client.post("/diary", data={"kind": "soreness", "value": "8"})
    assert answer.status_code == 403
