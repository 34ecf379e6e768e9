"""The leg atlas: ten muscles on front, side and back, each coloured and patterned by its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from myostride.figures.atlas.body import Paint, add_body, add_defs, painted
from myostride.figures.atlas.labels import LABEL_ROOM, add_labels
from myostride.figures.atlas.palette import theme_of
from myostride.figures.atlas.patterns import add_pattern
from myostride.figures.atlas.reading import Reading, Readings, readings_of
from myostride.figures.atlas.scales import Level, Scale, scale_of
from myostride.figures.atlas.shapes import VIEWS, anatomy
from myostride.figures.theme import FONT
from myostride.muscles import MUSCLES

__all__ = ["leg_atlas"]

VIEW_TITLES = {"front": "Front", "side": "Side", "back": "Back"}
VIEW_SPAN = {"front": (-106.0, 106.0), "side": (-76.0, 100.0), "back": (-106.0, 106.0)}
HEIGHT, GAP, CAPTION_ROOM = 570.0, 14.0, 30.0
UNKNOWN_LEVEL = Level("unknown", "", "hatched", "dark")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a view stands: the page's x of its middle."""

    view: str
    middle: float


def leg_atlas(
    values: Readings,
    *,
    scale: str | Scale,
    title: str = "",
    views: Sequence[str] = VIEWS,
    labels: bool = False,
    interactive: bool = False,
    standalone: bool = False,
    theme: str = "light",
    prefix: str = "",
) -> str:
    """An SVG of the legs with every muscle's value.

    Parameters
    ----------
    values
        {muscle: Reading, number or None}; muscles that are missing or None are drawn as unknown.
    scale
        A name in `SCALES`, or a scale.
    title
        What the whole shows; made from the scale if empty.
    views
        Which of "front", "side", "back", from left to right.
    labels
        Write every value beside the legs, with lines to the muscles. For wide places only.
    interactive
        For a page: each muscle can be focused once (`role="button"`), and says its value.
    standalone
        For a file: with its own ground and size. Without it the drawing has no ground, and
        `atlas_css` gives it the page's colours.
    theme
        "light" or "dark".
    prefix
        Of every id, for pages with several drawings.

    Raises
    ------
    UnknownName
        If a muscle, scale, view or theme is not known.
    """
    chosen = scale_of(scale) if isinstance(scale, str) else scale
    readings = readings_of(values)
    colours = theme_of(theme)
    places, width = _places(views, LABEL_ROOM if labels else 4.0)
    root = _root(width, HEIGHT + CAPTION_ROOM, interactive, standalone)
    _add_words(root, title or f"{chosen.title} of the leg muscles", readings, chosen, prefix)
    defs = SubElement(root, "defs")
    for name in dict.fromkeys(_pattern(_level(r, chosen)) for r in readings.values()):
        if name:
            add_pattern(defs, prefix + name, *name.rsplit("-", 1))
    if standalone:
        SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": colours["ground"]})
    dresser = _Dresser(readings, chosen, colours, prefix, interactive, set())
    paint = Paint(prefix, colours, dresser.dress)
    add_defs(defs, [anatomy()[view] for view in views], paint)
    for place in places:
        at = SubElement(root, "g", {"transform": f"translate({place.middle:g} 4)"})
        add_body(at, anatomy()[place.view], paint)
        _add_caption(root, place, paint)
    if labels:
        add_labels(root, {p.view: p.middle for p in places}, width, readings, chosen, paint)
    return tostring(root, encoding="unicode")


@dataclass(frozen=True, slots=True)
class _Dresser:
    """Gives the elements of the muscles their values; `focused` are those with a tab stop."""

    readings: Mapping[str, Reading]
    scale: Scale
    colours: Mapping[str, str]
    prefix: str
    interactive: bool
    focused: set[str]

    def dress(
        self, group: Element, muscle: str, side: str, view: str, shape: str, art: str
    ) -> None:
        """Give the element of one muscle in one place its id, words, colour and overlay."""
        reading = self.readings[muscle]
        level, sentence = _level(reading, self.scale), reading.sentence(muscle, self.scale)
        group.set("id", f"{self.prefix}{muscle}-{side}-{view}")
        group.set("data-muscle", muscle)
        if self.interactive and muscle not in self.focused:
            self.focused.add(muscle)
            group.attrib |= {"tabindex": "0", "role": "button", "aria-label": sentence}
        elif self.interactive:
            group.set("aria-hidden", "true")
        SubElement(group, "title").text = sentence
        if level is UNKNOWN_LEVEL:
            colour = {"class": "atlas-unknown", "fill": self.colours["unknown"]}
        else:
            number = self.scale.levels.index(level)
            colour = {"class": f"atlas-{self.scale.name}-{number}", "fill": level.colour}
        SubElement(group, "use", {"href": shape, **colour})
        if pattern := _pattern(level):
            SubElement(group, "use", {"href": shape, "fill": f"url(#{self.prefix}{pattern})"})
        SubElement(group, "use", {"href": art})
        if self.interactive:
            lit = {"class": "atlas-lit", "fill": "none", "stroke-width": "2.5", "opacity": "0"}
            SubElement(group, "use", {"href": shape, **lit})


def _level(reading: Reading, scale: Scale) -> Level:
    return UNKNOWN_LEVEL if reading.value is None else scale.levels[scale.level(reading.value)]


def _pattern(level: Level) -> str:
    """The id of a class's overlay; empty where it has none."""
    return "" if level.pattern == "clear" else f"{level.pattern}-{level.ink}"


def _places(views: Sequence[str], margin: float) -> tuple[list[Place], float]:
    x, places = margin, []
    for view in views:
        left, right = VIEW_SPAN[view]
        places.append(Place(view, x - left))
        x += right - left + GAP
    return places, x - GAP + margin


def _root(width: float, height: float, interactive: bool, standalone: bool) -> Element:
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "atlas",
            "viewBox": f"0 0 {width:g} {height:g}",
            "role": "group" if interactive else "img",
        },
    )
    if standalone:
        root.attrib |= {"width": f"{width:g}", "height": f"{height:g}"}
    return root


def _add_words(
    root: Element, title: str, readings: Mapping[str, Reading], scale: Scale, prefix: str
) -> None:
    root.set("aria-labelledby", f"{prefix}atlas-title")
    root.set("aria-describedby", f"{prefix}atlas-desc")
    SubElement(root, "title", {"id": f"{prefix}atlas-title"}).text = title
    said = "; ".join(readings[m].sentence(m, scale) for m in MUSCLES)
    SubElement(root, "desc", {"id": f"{prefix}atlas-desc"}).text = f"{said}."


def _add_caption(root: Element, place: Place, paint: Paint) -> None:
    caption = SubElement(
        root,
        "text",
        {
            **painted("quiet", paint),
            "x": f"{place.middle:g}",
            "y": f"{HEIGHT + 22:g}",
            "text-anchor": "middle",
            "font-size": "19",
            "font-family": FONT,
            "aria-hidden": "true",
        },
    )
    caption.text = VIEW_TITLES[place.view]
