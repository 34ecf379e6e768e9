"""Every page answers, says where it is, and keeps the rules that all pages share."""

from __future__ import annotations

import itertools
import re

import pytest

from tests.web.browsing import Dashboard
from tests.web.pages.reading import PAGES, opened, text

WITHOUT_RUNS = ("/", "/runs", "/muscles", "/whatif")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_and_marks_itself_in_the_menu(path: str, season: Dashboard) -> None:
    page = opened(season, path)
    assert len(page.xpath("//h1")) == 1
    current = page.xpath('//div[@class="side"]//a[@aria-current="page"]/@href')
    assert current == ([path] if path != "/import" else [])


@pytest.mark.parametrize("path", PAGES)
def test_headings_of_a_page_leave_out_no_level(path: str, season: Dashboard) -> None:
    levels = [int(each.tag[1]) for each in opened(season, path).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_no_script_or_style_of_its_own(path: str, season: Dashboard) -> None:
    page = opened(season, path)
    assert not [each for each in page.xpath("//script") if not each.get("src") or each.text]
    assert not page.xpath("//style|//*[@style]|//iframe|//object|//embed")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_for_anything(path: str, season: Dashboard) -> None:
    page = opened(season, path)
    asked = page.xpath("//@src|//link/@href|//@srcset|//@data-chart|//form/@action|//a/@href")
    assert asked
    assert not [each for each in asked if re.match(r"(?:[a-z]+:)?//", str(each))]


@pytest.mark.parametrize("path", PAGES)
def test_tables_and_fields_of_a_page_have_names(path: str, season: Dashboard) -> None:
    page = opened(season, path)
    assert not page.xpath("//table[not(caption)] | //thead//th[not(@scope)]")
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        inside = field.xpath("ancestor::label")
        assert inside or field.get("id") in labelled or field.get("aria-label"), field.attrib


@pytest.mark.parametrize("path", WITHOUT_RUNS)
def test_somebody_new_is_shown_the_way_in(path: str, empty: Dashboard) -> None:
    page = opened(empty, path)
    assert [each.text_content() for each in page.cssselect(".steps h2")] == [
        "Bring in your runs", "Say who runs", "See your legs",
    ]  # fmt: skip
    assert page.cssselect('form[action="/import"] input[type="file"][multiple]')
    assert "myostride demo" in text(page)


@pytest.mark.parametrize("path", [path for path in PAGES if path not in WITHOUT_RUNS])
def test_pages_that_need_no_run_answer_without_one(path: str, empty: Dashboard) -> None:
    assert text(opened(empty, path), "h1")


def test_the_address_carries_day_and_athlete_to_other_pages(season: Dashboard) -> None:
    page = opened(season, "/muscles?date=2025-09-01&athlete=me")
    links = page.xpath('//div[@class="side"]//nav//a/@href')
    assert links
    assert all(link.endswith("athlete=me&date=2025-09-01") for link in links)


def test_an_unknown_athlete_is_told_in_one_line_and_not_made(season: Dashboard) -> None:
    assert "unknown athlete" in text(opened(season, "/?athlete=nobody", 404))
    assert "nobody" not in text(opened(season, "/athletes"))


def test_a_day_that_is_none_is_told_in_one_line(season: Dashboard) -> None:
    assert "'yesterday' is not a day" in text(opened(season, "/?date=yesterday", 422))


def test_a_stored_theme_is_in_the_page_as_it_is_sent(season: Dashboard) -> None:
    assert opened(season, "/").get("data-theme") is None
    answer = season.client.get("/", headers={"cookie": "myostride_theme=dark"})
    assert 'data-theme="dark"' in answer.text


def test_commands_for_the_terminal_are_left_out_of_sentences(season: Dashboard) -> None:
    assert "VO2max not stated" in text(opened(season, "/"))
    for path in ("/", "/food", "/muscles", "/whatif", "/compare"):
        assert "--" not in text(opened(season, path)), path
