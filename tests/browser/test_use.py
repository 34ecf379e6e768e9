"""The dashboard as a runner uses it, from the first visit on."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from myostride.muscles import TITLES
from tests.browser.conftest import Visit
from tests.browser.server import Server

PHONE = {"width": 390, "height": 844}
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  return dropped;
}"""


def archive(files: list[Path]) -> bytes:
    """A zip as a watch's maker gives it, with one file that is no activity."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as into:
        for file in files:
            into.write(file, f"activities/{file.name}")
        into.writestr("activities/broken.fit", b"this is no activity")
    return held.getvalue()


def point_at(page: Page, muscle: str) -> None:
    """Move the pointer to a place where the muscle lies uppermost."""
    part = page.locator(f'.atlas [data-muscle="{muscle}"]')
    part.last.scroll_into_view_if_needed()
    place = page.evaluate(
        """muscle => {
          for (const part of document.querySelectorAll(`.atlas [data-muscle="${muscle}"]`)) {
            const box = part.getBoundingClientRect();
            for (let n = 1; n < 400; n++) {
              const [x, y] = [box.x + box.width * ((n % 20) / 20), box.y + box.height * (n / 400)];
              const there = document.elementFromPoint(x, y);
              if (there?.closest(`[data-muscle="${muscle}"]`)) return [x, y];
            }
          }
        }""",
        muscle,
    )
    page.mouse.move(*place)


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_somebody_new_drops_a_zip_and_sees_legs(
    empty: Server, visit: Visit, some_files: list[Path]
) -> None:
    page = visit(empty)
    expect(page.get_by_role("heading", level=1)).to_contain_text("what your running does")
    data = base64.b64encode(archive(some_files)).decode()
    dropped = page.evaluate_handle(DROP, ["export.zip", data])
    page.dispatch_event("[data-import]", "drop", {"dataTransfer": dropped})
    said = page.locator("[data-said]")
    expect(said).to_have_text("4 imported, 0 skipped, 1 failed.", timeout=60_000)
    bad = page.locator(".results .failed")
    expect(bad).to_have_count(1)
    expect(bad).to_contain_text("broken.fit")
    page.get_by_role("link", name="See your legs").click()
    expect(page.locator(".atlas")).to_be_visible()
    expect(page.locator(".muscles > li")).to_have_count(10)


def test_pointing_at_a_muscle_tells_of_it_and_lights_its_row(
    looked_at: Server, visit: Visit
) -> None:
    page = visit(looked_at)
    point_at(page, "vasti")
    expect(page.locator("[data-legs-said]")).to_contain_text("Vasti: readiness")
    expect(page.locator('.muscles [data-muscle="vasti"]')).to_have_class(re.compile("is-lit"))


def test_a_muscle_is_reached_and_opened_by_keyboard(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at)
    part = page.locator('.atlas [data-muscle="soleus"][tabindex="0"]')
    part.focus()
    expect(page.locator("[data-legs-said]")).to_contain_text("Soleus")
    page.keyboard.press("Enter")
    row = page.locator('.muscles [data-muscle="soleus"]')
    expect(row.locator("details")).to_have_attribute("open", "")
    expect(row.locator("summary")).to_be_focused()
    expect(row).to_contain_text("Growth since the first run")


def test_the_first_key_leads_past_the_menu(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_legs_change_what_they_show_without_a_new_page(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at)
    page.evaluate("window.kept = true")
    page.get_by_role("link", name="Growth", exact=True).click()
    expect(page.locator(".atlas > title")).to_contain_text("Growth")
    assert page.evaluate("window.kept") is True
    assert "show=growth" in page.url


def test_sliders_move_the_forecast(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, "/whatif")
    first = page.locator("[data-forecast] .pairs strong").first
    before = first.inner_text()
    slider = page.get_by_label("Weight in a vest")
    slider.fill("3")
    expect(page.locator('output[for="vest"]')).to_have_text("3 kg")
    expect(first).not_to_have_text(before)
    expect(page.locator("[data-forecast]")).to_contain_text("a vest of 3 kg")
    page.get_by_label("Hill repeats").check()
    expect(page.locator("[data-forecast]")).to_contain_text("hills")
    page.get_by_label("Looking ahead").fill("4")
    expect(page.locator("#forecast")).to_have_text("In 4 weeks")
    page.reload()
    expect(page.locator('output[for="vest"]')).to_have_text("3 kg")


def test_a_server_that_has_stopped_is_told_of(season: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{season.address}/whatif")
    season.stop()
    page.get_by_label("Weight in a vest").fill("3")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    expect(page.locator("[data-forecast] .pairs")).to_have_count(0)
    page.close()


def test_soreness_on_the_legs_changes_readiness(season: Server, visit: Visit) -> None:
    page = visit(season, "/diary")
    point_at(page, "hamstrings")
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_label("Muscle or group")).to_have_value("hamstrings")
    page.get_by_role("button", name="8 very strong").click()
    expect(page.locator("[data-said]")).to_contain_text("hamstrings 8")
    page.get_by_role("link", name="Today").first.click()
    row = page.locator('.muscles [data-muscle="hamstrings"]')
    expect(row).to_contain_text("felt 8 of 10")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLES["hamstrings"])


def test_light_becomes_dark_and_stays_so(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Change between light and dark").first.click()
    assert page.evaluate(ground) != light
    page.goto(f"{looked_at.address}/muscles")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate(ground) != light


def test_the_system_s_dark_is_followed(looked_at: Server, visit: Visit) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = (visit(looked_at, color_scheme=each) for each in ("light", "dark"))
    assert light.evaluate(ground) != dark.evaluate(ground)


def test_nothing_is_wider_than_a_phone(looked_at: Server, visit: Visit) -> None:
    for path in ("/", "/runs", "/muscles", "/plan", "/whatif?hills=true", "/diary", "/food",
                 "/evidence", "/athletes", "/settings"):  # fmt: skip
        assert overflow(visit(looked_at, path, viewport=PHONE)) <= 0, path


def test_a_phone_reaches_every_page_by_its_tabs(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, viewport=PHONE)
    expect(page.locator(".side")).to_be_hidden()
    tabs = page.get_by_role("navigation", name="Pages, short")
    tabs.get_by_role("link", name="Runs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Runs")
    tabs.locator("summary").click()
    tabs.get_by_role("link", name="Evidence").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("measured changes")


def test_charts_are_drawn_live_and_tell_what_is_pointed_at(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, "/muscles")
    drawn = page.locator("figure[data-live] .drawn svg").first
    expect(drawn).to_be_visible(timeout=20_000)
    box = drawn.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.12 * box["width"], box["y"] + 0.3 * box["height"], steps=3)
    expect(page.locator("#vg-tooltip-element.visible")).to_contain_text("Gluteus maximus")


def test_pointing_along_a_run_finds_the_place_on_the_map(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, "/runs")
    page.locator("tbody th a").first.click()
    profile = page.locator("[data-profile]")
    expect(profile).to_have_attribute("tabindex", "0")  # the script is there
    profile.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("times easy running")
    expect(page.locator("[data-here]")).to_have_attribute("visibility", "visible")


def test_every_answer_is_read_without_scripts(looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, java_script_enabled=False)
    expect(page.locator(".muscles > li")).to_have_count(10)
    page.get_by_role("link", name="Muscles").first.click()
    picture = page.locator("figure img")
    expect(picture).to_be_visible()
    assert picture.get_attribute("alt")
    page.get_by_role("link", name="What if").first.click()
    page.get_by_label("Hill repeats").check()
    page.get_by_role("button", name="Show the forecast").click()
    expect(page.locator("[data-forecast]")).to_contain_text("hills")


def test_a_search_for_a_plan_shows_how_far_it_is_and_can_be_cancelled(
    season: Server, visit: Visit
) -> None:
    page = visit(season, "/plan?weeks=26&days=tue&days=thu&days=sun&goal=glutes&have=hills")
    page.get_by_role("button", name="Find a plan").click()
    expect(page.get_by_role("progressbar", name="Search")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("alert")).to_have_text("The search was cancelled.", timeout=60_000)
    assert page.get_by_label("Weeks").input_value() == "26"


def test_a_plan_needs_no_scripts(season: Server, visit: Visit) -> None:
    page = visit(season, "/plan?weeks=2&days=tue&days=sat&goal=glutes", java_script_enabled=False)
    page.get_by_role("button", name="Find a plan").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Your next 2 weeks", timeout=60_000)
