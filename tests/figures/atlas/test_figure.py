from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from myostride.figures import atlas_figure, atlas_finding, save

SORE = {"vasti": 6.0, "soleus": 2.0, "hamstrings": 0.0}
SVG = "{http://www.w3.org/2000/svg}"


def test_the_title_is_what_the_figure_shows() -> None:
    assert atlas_finding(SORE, "soreness") == "Sorest: vasti, 6.0 of 10"
    assert atlas_finding({"soleus": 0.4, "vasti": 0.9}, "readiness") == "Least ready: soleus, 40 %"
    assert atlas_finding({"soleus": 1.0, "vasti": -1.5}, "growth") == (
        "Largest change: vasti, −1.5 %"
    )
    assert atlas_finding({}, "growth") == "Growth of the leg muscles is not known yet"


def test_a_figure_has_title_labels_legend_and_note() -> None:
    root = ElementTree.fromstring(
        atlas_figure(SORE, scale="soreness", subtitle="Tuesday", note="As noted in the diary.")
    )
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert {
        "Sorest: vasti, 6.0 of 10", "Tuesday", "Rectus femoris", "6.0 of 10", "very strong",
        "below 1 of 10", "no data", "As noted in the diary.",
    } <= words  # fmt: skip


def test_a_drawing_is_saved_as_svg_and_as_png(tmp_path: Path) -> None:
    drawing = atlas_figure(SORE, scale="soreness")
    save(drawing, tmp_path / "legs.svg")
    save(drawing, tmp_path / "legs.png")
    assert (tmp_path / "legs.svg").read_text(encoding="utf-8") == drawing
    assert (tmp_path / "legs.png").read_bytes().startswith(b"\x89PNG\r\n")
