"""The year as a wheel: a plotly polar figure with a sector for each month and a ring for each area."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

import plotly.graph_objects as go

from pages.arshjul.year import EndDates
from pages.parts import words
from pages.parts.links import Links
from pages.parts.plots import FONT, NORMAL, SMALL, Colours, layout, link, shade
from pages.parts.words import NBSP

OPENING: Final = 44.0
"""Degrees at the top without months, where the rings have their names."""
SECTOR: Final = (360 - OPENING) / 12
_HUB: Final = 1.6
_RINGS: Final = 5.0
_THICKEST: Final = 2.0
_FILLED: Final = 0.94
_FAINTEST: Final = 0.15
_CURVE: Final = 0.6
HEIGHT: Final = 570
_BESIDE: Final = 26
"""Pixels left free at each side, for half of «mars **12**» where the wheel is as wide as its place."""


def angle(month: int, part: float = 0.5) -> float:
    """Degrees clockwise from the top of a place in a month; `part` 0 is its beginning, 1 its end."""
    return OPENING / 2 + SECTOR * (month - 1 + part)


def angle_of(day: date) -> float:
    """Degrees clockwise from the top of a day."""
    return angle(day.month, (day.day - 0.5) / calendar.monthrange(day.year, day.month)[1])


def figure(found: EndDates, as_of: date, month: int, links: Links, palette: Colours) -> go.Figure:
    """The wheel; `month` is the chosen one, whose cells have a stronger edge. The as-of date is a dashed radius when it
    falls in the year. Numbers and months are links to their list: plotly's polar figures hear no click without a drag.
    """
    thick = min(_THICKEST, _RINGS / len(found.areas))
    rim = _HUB + thick * len(found.areas)
    middle = f"<b>{words.number(found.total)}</b><br>slutdatum<br>{found.year}"
    hand = [_hand(as_of, rim, palette)] if as_of.year == found.year else []
    return go.Figure(
        data=[
            _cells(found, thick, month, palette),
            *hand,
            _texts(
                [
                    *_numbers(found, thick, links, palette),
                    *_months(found, rim, month, links, palette),
                    (0.0, 0.0, middle),
                ],
                _rings(found, thick),
                palette.text,
            ),
        ],
        layout={
            **layout(palette, HEIGHT, l=_BESIDE, r=_BESIDE, t=4, b=4),
            "polar": {
                "bgcolor": "rgba(0,0,0,0)",
                "angularaxis": {"direction": "clockwise", "rotation": 90, "visible": False},
                "radialaxis": {"visible": False, "range": [0, rim + 0.85]},
            },
        },
    )


def described(found: EndDates, as_of: date) -> str:
    """The wheel's main figures in words."""
    named = [f"{words.MONTHS[month - 1]} {found.in_month(month)}" for month in found.months]
    hand = f" Streckad linje vid {words.long_date(as_of)}." if as_of.year == found.year else ""
    return f"Årshjul: {found.total} slutdatum under {found.year}. {', '.join(named).capitalize()}.{hand}"


def _link(links: Links, month: int, area: str, text: str, colour: str) -> str:
    return link(links.to("arshjul", manad=str(month), ring=area, visa="alla"), text, colour)


def _cells(found: EndDates, thick: float, chosen: int, palette: Colours) -> go.Barpolar:
    cells = [(month, place, area) for month in range(1, 13) for place, area in enumerate(found.areas)]
    numbers = [found.counts.get((month, area), 0) for month, _, area in cells]
    marked = [number > 0 and month == chosen for number, (month, _, _) in zip(numbers, cells, strict=True)]
    fill = [
        shade(palette, _FAINTEST + (1 - _FAINTEST) * (number / found.most) ** _CURVE) if number else palette.page
        for number in numbers
    ]
    return go.Barpolar(
        r=[thick * _FILLED] * len(cells),
        base=[_HUB + thick * place for _, place, _ in cells],
        theta=[angle(month) for month, _, _ in cells],
        width=[SECTOR - 0.7] * len(cells),
        marker={
            "color": fill,
            "line": {
                "color": [palette.text if mark else palette.hairline for mark in marked],
                "width": [1.8 if mark else 1.0 for mark in marked],
            },
        },
        customdata=[
            f"{month}|{area}" if number else "" for number, (month, _, area) in zip(numbers, cells, strict=True)
        ],
        hovertext=[
            f"<b>{words.AREAS[area]}</b><br>{words.MONTHS[month - 1].capitalize()}: {number} slutdatum"
            for number, (month, _, area) in zip(numbers, cells, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hand(as_of: date, rim: float, palette: Colours) -> go.Scatterpolar:
    return go.Scatterpolar(
        r=[_HUB - 0.1, rim + 0.15],
        theta=[angle_of(as_of)] * 2,
        mode="lines",
        line={"color": palette.as_of, "width": 2.5, "dash": "dash"},
        hoverinfo="skip",
    )


def _texts(
    normal: list[tuple[float, float, str]], small: list[tuple[float, float, str]], colour: str
) -> go.Scatterpolar:
    """All that is written in the wheel, as (radius, angle, text): in one trace, since each takes the browser time."""
    texts = [*normal, *small]
    return go.Scatterpolar(
        r=[radius for radius, _, _ in texts],
        theta=[theta for _, theta, _ in texts],
        text=[text for _, _, text in texts],
        mode="text",
        textfont={"family": FONT, "size": [NORMAL] * len(normal) + [SMALL] * len(small), "color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _numbers(found: EndDates, thick: float, links: Links, palette: Colours) -> list[tuple[float, float, str]]:
    return [
        (
            _HUB + thick * (found.areas.index(area) + _FILLED / 2),
            angle(month),
            f"<b>{_link(links, month, area, f'{NBSP}{number}{NBSP}', palette.text)}</b>",
        )
        for (month, area), number in found.counts.items()
        if number and area in found.areas
    ]


def _rings(found: EndDates, thick: float) -> list[tuple[float, float, str]]:
    return [
        (_HUB + thick * (place + _FILLED / 2), 0.0, words.SHORT_AREAS[area]) for place, area in enumerate(found.areas)
    ]


def _months(found: EndDates, rim: float, chosen: int, links: Links, palette: Colours) -> list[tuple[float, float, str]]:
    texts = []
    for month in range(1, 13):
        number, name = found.in_month(month), words.short_month(month)
        if not number:
            text = f'<span style="color:{palette.muted}">{name}</span>'
        else:
            opened = _link(links, month, "", name, palette.text)
            text = f"<b>{f'<u>{opened}</u>' if month == chosen else opened}</b> {number}"
        texts.append((rim + 0.55, angle(month), text))
    return texts
