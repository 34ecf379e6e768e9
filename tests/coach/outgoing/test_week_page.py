"""The page of the weeks: everything on it, nothing that runs."""

import subprocess
from pathlib import Path

import pytest
from lxml import html

from myostride.coach.outgoing import html_to_pdf, week_page_of
from myostride.coach.outgoing.printing import browser
from myostride.errors import InputError
from tests.coach.outgoing.plans import CAPACITY, HILLS, HOSTILE_TITLES, plan, week, workout


def test_every_workout_is_on_its_day() -> None:
    page = html.fromstring(week_page_of(week(), CAPACITY))
    days = page.xpath("//section[@class='week']/div[@class='day']")
    assert len(days) == 7
    titles = [[h.text for h in day.xpath(".//h3")] for day in days]
    assert titles == [
        ["4 x 4 min"], ["Hill repeats"], ["Rest"], ["Bursts"], ["Squats and jumps"],
        ["Three sets of 400 m"], [],
    ]  # fmt: skip
    assert "6 times: Run 200 m" in days[1].text_content()
    assert "uphill steps ask more of hips and calves" in days[1].text_content()
    assert "Vasti 6.2" in days[1].text_content()


def test_every_week_is_a_sheet() -> None:
    text = week_page_of(plan(workout(HILLS), weeks=3), CAPACITY)
    assert text.count('<section class="week">') == 3
    assert "break-after: page" in text
    assert "size: A4" in text
    assert "prefers-color-scheme: dark" in text


def test_nothing_is_fetched_or_run() -> None:
    text = week_page_of(week(), CAPACITY)
    page = html.fromstring(text)
    assert not page.xpath("//script|//link|//img|//iframe|//@src|//@href|//@onclick")
    assert "url(" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_any_title_is_text(title: str) -> None:
    text = week_page_of(plan(workout(HILLS, title, why=title)), CAPACITY)
    text.encode()
    page = html.fromstring(text)
    assert not page.xpath("//script")
    (heading,) = page.xpath("//h3")
    assert len(heading.text or "") <= 200


def test_the_pdf_is_a_pdf() -> None:
    if browser() is None:
        pytest.skip("chromium is not installed, so no page can be printed")
    assert html_to_pdf(week_page_of(week(), CAPACITY)).startswith(b"%PDF-")


def _browser(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_browser_is_told_where_to_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    script = 'for a in "$@"; do case "$a" in --print-to-pdf=*) f="${a#*=*}"; esac; done\n'
    _browser(tmp_path, script + 'printf "%%PDF-1.4 $*" > "$f"', monkeypatch)
    said = html_to_pdf("<p>x</p>").decode()
    assert said.startswith("%PDF-")
    assert "--headless" in said
    assert "plan.html" in said


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_browser_that_does_not_print_is_one_line(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _browser(tmp_path, script, monkeypatch)
    with pytest.raises(InputError, match="did not print the page"):
        html_to_pdf("<p>x</p>")


def test_no_browser_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="chromium, which is not installed") as raised:
        html_to_pdf("<p>x</p>")
    assert "\n" not in str(raised.value)


def test_a_slow_browser_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("chromium", 90)

    monkeypatch.setattr("myostride.coach.outgoing.printing.browser", lambda: "/bin/chromium")
    monkeypatch.setattr(subprocess, "run", too_slow)
    with pytest.raises(InputError, match="TimeoutExpired"):
        html_to_pdf("<p>x</p>")
