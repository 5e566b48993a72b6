"""The year as a timeline: a bar for each measure with a time of its own, coloured by status, with the word beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

import plotly.graph_objects as go

from pages.parts import values, words
from pages.parts.links import Links
from pages.parts.plots import PATTERNS, SMALL, Colours, layout, link

_ROW: Final = 27
_NAMES: Final = 345
_STATUS: Final = 130
_TITLE: Final = 48
_SHORTEST: Final = 4
"""Days that a bar is drawn with at least: a single day would not be seen."""


def figure(rows: Sequence[Mapping[str, Any]], year: int, as_of: date, links: Links, palette: Colours) -> go.Figure:
    """The timeline of the question `timeline`, in its order from the top. The as-of date is a dashed line."""
    starts, lengths = zip(*(_span(row) for row in rows), strict=True)
    statuses = [str(row["status"]) for row in rows]
    bars = go.Bar(
        orientation="h",
        y=list(range(len(rows))),
        base=[start.isoformat() for start in starts],
        x=[length.total_seconds() * 1000 for length in lengths],
        marker={
            "color": [palette.status[status] for status in statuses],
            "line": {"color": palette.edge, "width": 1},
            "pattern": {
                "shape": [PATTERNS.get(status, ("", ""))[0] for status in statuses],
                "fgcolor": [PATTERNS.get(status, ("", palette.edge))[1] for status in statuses],
                "fillmode": "overlay",
                "size": 7,
                "solidity": 0.18,
            },
        },
        hovertext=[_hover(row) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    months = [date(year, month, 1) for month in range(1, 13)]
    return go.Figure(
        data=[bars],
        layout={
            **layout(palette, _ROW * len(rows) + 30, l=_NAMES, r=_STATUS, b=28),
            "bargap": 0.35,
            "xaxis": {
                "type": "date",
                "range": [first.isoformat(), last.isoformat()],
                "tickvals": [(month + timedelta(14)).isoformat() for month in months],
                "ticktext": [words.short_month(month.month) for month in months],
                "tickfont": {"color": palette.muted},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis": {"range": [len(rows) - 0.5, -0.5], "visible": False, "fixedrange": True},
            "shapes": [_line(month, palette.hairline, 1, "solid") for month in months[1:]]
            + ([_line(as_of, palette.as_of, 2, "dash")] if as_of.year == year else []),
            "annotations": [note for place, row in enumerate(rows) for note in _labels(place, row, links, palette)],
        },
    )


def described(rows: Sequence[Mapping[str, Any]], year: int) -> str:
    """The timeline's main figures in words."""
    by_status = {code: sum(row["status"] == code for row in rows) for code in words.STATUSES}
    named = [f"{words.lower_first(words.STATUSES[code])} {number}" for code, number in by_status.items() if number]
    return f"Tidslinje {year}: {words.measures(len(rows))} med egen tid. {', '.join(named).capitalize()}."


def from_words(row: Mapping[str, Any]) -> str:
    """Where its time begins, as a date; «–» when only the end is known."""
    start = values.day(row["start_date"])
    return words.short_date(start) if start else "–"


def _span(row: Mapping[str, Any]) -> tuple[datetime, timedelta]:
    end = values.day(row["end_date"])
    assert end is not None  # the question asks for end dates in the year
    start = values.day(row["from_date"]) or end
    after = end + timedelta(1)
    first = min(start, after - timedelta(_SHORTEST))
    return datetime(first.year, first.month, first.day), after - first


def _line(day: date, colour: str, width: int, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "layer": "below" if dash == "solid" else "above",
        "line": {"color": colour, "width": width, "dash": dash},
    }


def _labels(place: int, row: Mapping[str, Any], links: Links, palette: Colours) -> list[dict[str, Any]]:
    same = {"y": place, "yref": "y", "xref": "paper", "yanchor": "middle", "showarrow": False}
    title = words.shortened(values.text(row["title"]), _TITLE)
    href = links.measure(str(row["measure"]))
    status = {
        "x": 1,
        "xshift": 10,
        "xanchor": "left",
        "text": words.STATUSES[str(row["status"])],
        "font": {"color": palette.muted, "size": SMALL},
    }
    name = {"x": 0, "xshift": -10, "xanchor": "right", "text": link(href, title, palette.link)}
    return [{**same, **name}, {**same, **status}]


def _hover(row: Mapping[str, Any]) -> str:
    end = values.day(row["end_date"])
    assert end is not None
    start = from_words(row)
    period = f"till {words.short_date(end)}" if start == "–" else f"{start}–{words.short_date(end)}"
    return f"<b>{words.STATUSES[str(row['status'])]}</b><br>{period}"
