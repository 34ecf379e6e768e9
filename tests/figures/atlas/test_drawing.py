from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from myostride.errors import UnknownName
from myostride.figures import Reading, atlas_css, atlas_legend, leg_atlas
from myostride.figures.atlas import SCALES, appearances
from myostride.figures.atlas.palette import THEMES
from myostride.muscles import MUSCLES, TITLES

LARGEST_BYTES = 64_000

MORNING = {
    "gluteus_maximus": Reading(0.86, 0.80, 0.92, "ready Wednesday"),
    "gluteus_medius": 0.93,
    "iliopsoas": 0.98,
    "rectus_femoris": 0.78,
    "vasti": Reading(0.62, 0.40, 0.80, "ready Thursday"),
    "hamstrings": 0.91,
    "adductors": None,
    "gastrocnemius": 0.70,
    "soleus": 0.46,
    "tibialis_anterior": 0.99,
}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> Element:
    return ElementTree.fromstring(text)


def muscles_of(root: Element) -> list[Element]:
    return [element for element in root.iter(f"{SVG}g") if element.get("data-muscle")]


@pytest.fixture
def page() -> Element:
    """The drawing as a page holds it."""
    return drawn(leg_atlas(MORNING, scale="readiness", interactive=True))


def test_every_appearance_is_an_element_with_its_contract_id(page: Element) -> None:
    found = {(e.get("id"), e.get("data-muscle")) for e in muscles_of(page)}
    assert found == {(seen.id, seen.muscle) for seen in appearances()}


def test_no_id_is_used_twice_and_every_reference_leads_somewhere(page: Element) -> None:
    ids = Counter(e.get("id") for e in page.iter() if e.get("id"))
    assert max(ids.values()) == 1
    text = ElementTree.tostring(page, encoding="unicode")
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', text))
    assert {a or b for a, b in used} <= set(ids)


def test_a_prefix_keeps_two_drawings_apart() -> None:
    first, second = (
        {e.get("id") for e in drawn(leg_atlas(MORNING, scale="readiness", prefix=p)).iter()}
        for p in ("today-", "then-")
    )
    assert first & second == {None}


def test_nothing_in_the_page_needs_inline_styles_or_scripts(page: Element) -> None:
    for element in page.iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject")
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]


def test_each_muscle_is_one_tab_stop_that_says_its_value(page: Element) -> None:
    stops = [e for e in muscles_of(page) if e.get("tabindex") == "0"]
    assert Counter(e.get("data-muscle") for e in stops) == Counter(MUSCLES)
    said = {e.get("data-muscle"): e.get("aria-label") for e in stops}
    assert said["vasti"] == "Vasti: readiness 62 %, 40 to 80 %, tired, ready Thursday"
    assert said["adductors"] == "Adductors: readiness unknown"
    others = [e for e in muscles_of(page) if e not in stops]
    assert all(e.get("aria-hidden") == "true" and "tabindex" not in e.attrib for e in others)


def test_pointing_at_a_muscle_anywhere_tells_its_value(page: Element) -> None:
    for element in muscles_of(page):
        title = element.find(f"{SVG}title")
        assert title is not None
        assert (title.text or "").startswith(TITLES[element.attrib["data-muscle"]])


def test_a_figure_says_every_value_to_those_who_cannot_see_it() -> None:
    root = drawn(leg_atlas(MORNING, scale="readiness", title="Today"))
    assert root.get("role") == "img"
    words = {e.get("id"): e.text or "" for e in root}
    assert words["atlas-title"] == "Today"
    assert all(TITLES[muscle] in words["atlas-desc"] for muscle in MUSCLES)


def test_colour_and_pattern_both_tell_the_class(page: Element) -> None:
    level = SCALES["readiness"].levels[SCALES["readiness"].level(0.46)]
    (soleus,) = [e for e in muscles_of(page) if e.get("id") == "soleus-left-back"]
    fills = [use.get("fill") for use in soleus.iter(f"{SVG}use")]
    assert level.colour in fills
    assert f"url(#{level.pattern}-{level.ink})" in fills


def test_what_is_not_known_is_hatched_grey(page: Element) -> None:
    (adductors,) = [e for e in muscles_of(page) if e.get("id") == "adductors-left-front"]
    fills = [use.get("fill") for use in adductors.iter(f"{SVG}use")]
    assert {THEMES["light"]["unknown"], "url(#hatched-dark)"} <= set(fills)


def test_left_is_painted_from_the_same_shapes_as_right(page: Element) -> None:
    uses = {
        e.attrib["id"]: [use.get("href") for use in e.iter(f"{SVG}use")] for e in muscles_of(page)
    }
    for id, shapes in uses.items():
        if "-left-" in id:
            assert shapes == uses[id.replace("-left-", "-right-")]


def test_the_page_can_colour_every_neutral_part(page: Element) -> None:
    classes = {e.get("class", "") for e in page.iter()}
    css = atlas_css()
    for name in ("body", "edge", "flesh", "tendon", "bone", "line", "seam", "quiet", "unknown"):
        assert f"atlas-{name}" in classes
        assert f".atlas-{name} " in css
        assert f"--atlas-{name}: {THEMES['dark'][name]};" in css


def test_the_style_sheet_lights_up_all_appearances_of_a_muscle() -> None:
    for muscle in MUSCLES:
        assert f'[data-muscle="{muscle}"]:is(:hover, :focus-visible)' in atlas_css()


def test_a_dark_file_has_no_light_ground() -> None:
    text = leg_atlas(MORNING, scale="readiness", standalone=True, theme="dark")
    assert THEMES["dark"]["ground"] in text
    assert not {colour for colour in THEMES["light"].values() if f'"{colour}"' in text}


def test_one_view_can_stand_alone() -> None:
    root = drawn(leg_atlas(MORNING, scale="readiness", views=["back"]))
    assert {e.attrib["id"].rsplit("-", 1)[1] for e in muscles_of(root)} == {"back"}


def test_labels_write_every_value_beside_the_legs() -> None:
    root = drawn(leg_atlas(MORNING, scale="readiness", labels=True))
    words = {e.text for e in root.iter(f"{SVG}text")}
    assert set(TITLES.values()) <= words
    assert {"62 % (40 to 80)", "ready Thursday", "unknown", "46 %"} <= words


def test_the_drawing_is_small_enough_for_a_page() -> None:
    assert len(leg_atlas(MORNING, scale="readiness", interactive=True)) < LARGEST_BYTES


def test_words_from_outside_cannot_break_the_drawing() -> None:
    sly = '<script>alert("x")</script>&'
    root = drawn(leg_atlas({"vasti": Reading(0.5, note=sly)}, scale="readiness", title=sly))
    assert not list(root.iter(f"{SVG}script"))


def test_legend_swatches_show_every_class_and_the_unknown() -> None:
    entries = atlas_legend("damage")
    assert [e.words for e in entries] == [
        "hardly any", "little", "some", "much", "very much", "unknown"
    ]  # fmt: skip
    colours = [level.colour for level in SCALES["damage"].levels]
    for entry, colour in zip(entries, colours, strict=False):
        assert colour in entry.swatch
    ids = [e.get("id") for entry in entries for e in drawn(entry.swatch).iter() if e.get("id")]
    assert len(set(ids)) == len(ids)


def test_unknown_views_and_themes_are_refused() -> None:
    with pytest.raises(UnknownName, match="front"):
        leg_atlas(MORNING, scale="readiness", views=["frnt"])
    with pytest.raises(UnknownName, match="dark"):
        leg_atlas(MORNING, scale="readiness", theme="drk")
