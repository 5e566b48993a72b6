"""Plotly figures as every page has them: the palette in light and dark, type, margins, and nothing to drag or press.

The colours are those of style.css, which plotly cannot read: change one in both. Text that comes from a document goes
through `plain` or `link`: plotly takes its labels for HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any, Final

CONFIG: Final = MappingProxyType({"displayModeBar": False, "scrollZoom": False, "doubleClick": False})
FONT: Final = '"Source Sans", sans-serif'
SMALL: Final = 13
NORMAL: Final = 15


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours. `heat` is where the heat scale ends (it begins with the page), `as_of` marks the day."""

    text: str
    muted: str
    hairline: str
    edge: str
    page: str
    heat: str
    as_of: str


_LIGHT: Final = Colours(
    text="#1A2733",
    muted="#51606E",
    hairline="#C9D1D8",
    edge="#5B6975",
    page="#FFFFFF",
    heat="#5B9FC6",
    as_of="#8F3413",
)
_DARK: Final = Colours(
    text="#EAF0F5",
    muted="#A9B4BF",
    hairline="#4A5560",
    edge="#8E97A3",
    page="#14181D",
    heat="#2A6F99",
    as_of="#FF9A76",
)


def colours(dark: bool) -> Colours:
    """The palette of the theme that the reader has."""
    return _DARK if dark else _LIGHT


def layout(palette: Colours, height: int, **margins: int) -> dict[str, Any]:
    """What every figure's layout has: no paper of its own, no legend, nothing to drag."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, **margins},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": NORMAL, "color": palette.text},
        "hoverlabel": {
            "font": {"family": FONT, "size": NORMAL, "color": palette.text},
            "bgcolor": palette.page,
            "bordercolor": palette.edge,
        },
        "separators": ", ",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
    }


def shade(palette: Colours, share: float) -> str:
    """The heat scale's colour for a share of 0 (the page) to 1, as «#rrggbb»."""
    low, high = (bytes.fromhex(colour[1:]) for colour in (palette.page, palette.heat))
    return "#" + bytes(round(a + (b - a) * min(max(share, 0.0), 1.0)) for a, b in zip(low, high, strict=True)).hex()


def plain(text: str) -> str:
    """Text as a label that shows just that text."""
    return escape(text, quote=False)


def link(href: str, text: str, colour: str) -> str:
    """A label that opens an address of the dashboard in the same window."""
    return f'<a href="{escape(href)}" target="_self" style="color:{colour}">{plain(text)}</a>'
