"""The leg atlas: ten muscles on front, side and back, each coloured and patterned by its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from myostride.errors import UnknownName
from myostride.figures.atlas.body import Paint, add_body, add_defs, painted
from myostride.figures.atlas.labels import LABEL_ROOM, add_labels
from myostride.figures.atlas.palette import theme_of
from myostride.figures.atlas.patterns import add_pattern
from myostride.figures.atlas.reading import Reading, Readings, readings_of
from myostride.figures.atlas.scales import UNKNOWN_LEVEL, Level, Scale, scale_of
from myostride.figures.atlas.shapes import VIEWS, anatomy
from myostride.figures.theme import FONT
from myostride.muscles import MUSCLES

__all__ = ["add_drawing", "leg_atlas", "new_root"]

VIEW_TITLES = {"front": "Front", "side": "Side", "back": "Back"}
VIEW_SPAN = {"front": (-106.0, 106.0), "side": (-76.0, 100.0), "back": (-106.0, 106.0)}
HEIGHT, GAP, MARGIN, CAPTION_ROOM = 574.0, 14.0, 4.0, 28.0
CAPTION_SIZE = {True: 15, False: 19}
"""By whether there are labels: without them the drawing may be as narrow as a phone."""


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
    root, defs, paint = new_root(
        title or f"{chosen.title} of the leg muscles",
        readings,
        chosen,
        theme_of(theme),
        prefix=prefix,
        interactive=interactive,
    )
    if standalone:
        ground = {"width": "100%", "height": "100%", "fill": paint.colours["ground"]}
        SubElement(root, "rect", ground)
    width, height = add_drawing(root, defs, readings, chosen, paint, views=views, labels=labels)
    root.set("viewBox", f"0 0 {width:g} {height:g}")
    if standalone:
        root.attrib |= {"width": f"{width:g}", "height": f"{height:g}"}
    return tostring(root, encoding="unicode")


def new_root(
    title: str,
    readings: Mapping[str, Reading],
    scale: Scale,
    colours: Mapping[str, str],
    *,
    prefix: str = "",
    interactive: bool = False,
) -> tuple[Element, Element, Paint]:
    """An empty drawing that says what it shows; with its `defs`, and how to paint in it."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "atlas",
            "role": "group" if interactive else "img",
            "aria-labelledby": f"{prefix}atlas-title",
            "aria-describedby": f"{prefix}atlas-desc",
        },
    )
    SubElement(root, "title", {"id": f"{prefix}atlas-title"}).text = title
    said = "; ".join(readings[m].sentence(m, scale) for m in MUSCLES)
    words = "Each of ten muscles says its own value." if interactive else f"{said}."
    SubElement(root, "desc", {"id": f"{prefix}atlas-desc"}).text = words
    dresser = _Dresser(readings, scale, colours, prefix, interactive)
    return root, SubElement(root, "defs"), Paint(prefix, colours, dresser.dress)


def add_drawing(
    parent: Element,
    defs: Element,
    readings: Mapping[str, Reading],
    scale: Scale,
    paint: Paint,
    *,
    views: Sequence[str] = VIEWS,
    labels: bool = False,
) -> tuple[float, float]:
    """Paint the views side by side; returns the width and height they take."""
    for name in dict.fromkeys(_pattern(_level(r, scale)) for r in readings.values()):
        if name:
            add_pattern(defs, paint.prefix + name, *name.rsplit("-", 1))
    middles, width = _middles(views, LABEL_ROOM if labels else MARGIN)
    add_defs(defs, [anatomy()[view] for view in views], paint)
    for view, middle in middles.items():
        at = SubElement(parent, "g", {"transform": f"translate({middle:g} {MARGIN:g})"})
        add_body(at, anatomy()[view], paint)
        _add_caption(parent, VIEW_TITLES[view], middle, CAPTION_SIZE[labels], paint)
    if labels:
        add_labels(parent, middles, width, readings, scale, paint)
    return width, HEIGHT + CAPTION_ROOM


@dataclass(frozen=True, slots=True)
class _Dresser:
    """Gives the elements of the muscles their values; `focused` are those with a tab stop."""

    readings: Mapping[str, Reading]
    scale: Scale
    colours: Mapping[str, str]
    prefix: str
    interactive: bool
    focused: set[str] = field(default_factory=set)

    def dress(self, group: Element, muscle: str, side: str, view: str, shape: str) -> None:
        """Give the element of one muscle in one place its id, words, colour and overlay."""
        reading = self.readings[muscle]
        level, sentence = _level(reading, self.scale), reading.sentence(muscle, self.scale)
        group.attrib |= {"id": f"{self.prefix}{muscle}-{side}-{view}", "data-muscle": muscle}
        group.set("fill", "none")
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
        SubElement(group, "use", {"href": f"{shape}-art"})
        if self.interactive:
            SubElement(group, "use", {"href": shape, "class": "atlas-lit", "opacity": "0"})


def _level(reading: Reading, scale: Scale) -> Level:
    return UNKNOWN_LEVEL if reading.value is None else scale.levels[scale.level(reading.value)]


def _pattern(level: Level) -> str:
    """The id of a class's overlay; empty where it has none."""
    return "" if level.pattern == "clear" else f"{level.pattern}-{level.ink}"


def _middles(views: Sequence[str], margin: float) -> tuple[dict[str, float], float]:
    """The x of every view's middle, and the width of all."""
    x, middles = margin, {}
    for view in views:
        if view not in VIEW_SPAN:
            raise UnknownName("view", view, VIEWS)
        left, right = VIEW_SPAN[view]
        middles[view] = x - left
        x += right - left + GAP
    return middles, x - GAP + margin


def _add_caption(parent: Element, text: str, x: float, size: int, paint: Paint) -> None:
    place = {"x": f"{x:g}", "y": f"{HEIGHT + 20:g}", "text-anchor": "middle"}
    look = {**painted("quiet", paint), "font-size": f"{size}", "font-family": FONT}
    SubElement(parent, "text", {**look, **place, "aria-hidden": "true"}).text = text
