from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from myostride.errors import InputError
from myostride.figures import GrowthHistory, growth_and_damage, save


def test_png_and_svg_are_what_their_names_say(
    season_of_growth: GrowthHistory, tmp_path: Path
) -> None:
    chart = growth_and_damage(season_of_growth)
    save(chart, tmp_path / "growth.png")
    save(chart, tmp_path / "growth.svg")
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG\r\n")
    drawn = ElementTree.parse(tmp_path / "growth.svg").getroot()
    words = {element.text for element in drawn.iter() if element.text}
    assert {"Soleus", "Vasti", "+2.0 % (+1.2 to +2.9)"} <= words


def test_svg_needs_nothing_from_a_network(season_of_growth: GrowthHistory, tmp_path: Path) -> None:
    save(growth_and_damage(season_of_growth), tmp_path / "growth.svg")
    text = (tmp_path / "growth.svg").read_text()
    links = [part for part in text.split('"') if part.startswith("http")]
    assert all(link.startswith("http://www.w3.org/") for link in links)


def test_other_suffixes_and_missing_folders_are_refused(
    season_of_growth: GrowthHistory, tmp_path: Path
) -> None:
    chart = growth_and_damage(season_of_growth)
    with pytest.raises(InputError, match=r"\.png or \.svg"):
        save(chart, tmp_path / "growth.bmp")
    with pytest.raises(InputError, match="cannot be written"):
        save(chart, tmp_path / "nowhere" / "growth.png")
