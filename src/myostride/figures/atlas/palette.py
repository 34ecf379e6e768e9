"""Colours of everything that has no value: ground, words, body, tendons, bones; light and dark.

A drawing carries the colours of one theme as presentation attributes and a class on every part. In
a web page the style sheet of `atlas_css` overrides them by class, so the drawing follows the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from myostride.errors import UnknownName
from myostride.muscles import MUSCLES

__all__ = ["THEMES", "atlas_css", "theme_of"]

THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "ground": "#ffffff",
                "halo": "#ffffff",
                "ink": "#1d1d1f",
                "quiet": "#6e6e73",
                "leader": "#86868b",
                "body": "#f1eeea",
                "edge": "#9a928b",
                "flesh": "#d9cfc7",
                "tendon": "#fcfaf5",
                "bone": "#fffdf8",
                "seam": "#f7f4f0",
                "line": "#a9a099",
                "unknown": "#d2d2d6",
            }
        ),
        "dark": MappingProxyType(
            {
                "ground": "#161618",
                "halo": "#161618",
                "ink": "#f5f5f7",
                "quiet": "#a1a1a6",
                "leader": "#86868b",
                "body": "#35312f",
                "edge": "#7d746c",
                "flesh": "#4d4642",
                "tendon": "#9c9287",
                "bone": "#b5aba0",
                "seam": "#2a2625",
                "line": "#6f665f",
                "unknown": "#77777c",
            }
        ),
    }
)

PAINTED = {
    "ground": "fill", "ink": "fill", "quiet": "fill", "leader": "stroke", "body": "fill",
    "edge": "stroke", "flesh": "fill", "tendon": "fill", "bone": "fill", "line": "stroke",
    "halo": "stroke", "seam": "stroke", "unknown": "fill",
}  # fmt: skip
"""Which property of `.atlas-<name>` takes the colour."""


STEPPED_BACK = 0.2
"""How much colour the other muscles keep while one is pointed at."""


def theme_of(name: str) -> Mapping[str, str]:
    """The colours of a theme by name.

    Raises
    ------
    UnknownName
        If the theme is neither "light" nor "dark".
    """
    if name not in THEMES:
        raise UnknownName("theme", name, THEMES)
    return THEMES[name]


def atlas_css() -> str:
    """The style sheet for pages that hold a drawing.

    It follows the system's light or dark, or `data-theme` on the root element where that is set; a
    page may set any `--atlas-...` property itself. Pointing at a muscle, or focusing it, outlines
    all its appearances.
    """
    paint = "\n".join(
        f".atlas-{name} {{ {prop}: var(--atlas-{name}, {THEMES['light'][name]}); }}"
        for name, prop in PAINTED.items()
    )
    lit = "\n".join(_lighting_up(muscle) for muscle in MUSCLES)
    return f"""\
:root {{ {_properties("light")} }}
@media (prefers-color-scheme: dark) {{
:root:not([data-theme="light"]) {{ {_properties("dark")} }}
}}
:root[data-theme="dark"] {{ {_properties("dark")} }}
.atlas {{ display: block; width: 100%; height: auto; }}
{paint}
.atlas-flesh, .atlas-tendon, .atlas-bone {{ stroke: var(--atlas-line, {THEMES["light"]["line"]}); }}
.atlas [data-muscle] {{ outline: none; }}
.atlas[role="group"] [data-muscle] {{ cursor: pointer; }}
.atlas-lit {{ stroke: var(--atlas-ink); stroke-width: 3px; opacity: 0; transition: opacity 0.15s; }}
{lit}
@media (prefers-reduced-motion: reduce) {{ .atlas-lit {{ transition: none; }} }}
"""


def _lighting_up(muscle: str) -> str:
    """Outline every appearance of the muscle that is pointed at, and let the others step back."""
    this = f'[data-muscle="{muscle}"]'
    pointed = f".atlas:has({this}:is(:hover, :focus-visible))"
    return (
        f"{pointed} {this} .atlas-lit {{ opacity: 1; }}\n"
        f"{pointed} [data-muscle]:not({this}) {{ filter: saturate({STEPPED_BACK}); }}"
    )


def _properties(theme: str) -> str:
    return " ".join(f"--atlas-{name}: {colour};" for name, colour in THEMES[theme].items())
