"""The year as a timeline: a bar for each measure with a time of its own, coloured by status, with the word beside.

HTML and not plotly: a reader of the screen and a keyboard come through it row by row, it prints and shrinks to a phone,
and a second plotly figure was most of what the page took to show another choice.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

from pages.parts import figures, values, words
from pages.parts.links import Links

_TITLE: Final = 60
_THINNEST: Final = 4 / 366
"""The part of the year that a bar is drawn over at least: a single day would not be seen."""


def part_of_year(day: date, year: int, end: bool = False) -> float:
    """Where the day begins (or ends) in the year: 0 to 1, all months equally wide, as in the wheel."""
    if day.year != year:
        return float(day.year > year)
    return (day.month - 1 + (day.day - (not end)) / calendar.monthrange(year, day.month)[1]) / 12


def figure(rows: Sequence[Mapping[str, Any]], year: int, as_of: date, links: Links) -> str:
    """The timeline of the question `timeline`, in its order from the top, as a table: measure, dates, bar over the
    months, status. The as-of date is a dashed line when it falls in the year."""
    hand = f'<span class="hand-of-day" style="left:{_percent(part_of_year(as_of, year))}"></span>'
    body = "".join(_row(row, year, hand if as_of.year == year else "", links) for row in rows)
    months = "".join(f"<span>{words.short_month(month)}</span>" for month in range(1, 13))
    heads = "".join(
        f'<th scope="col"{kind}>{text}</th>'
        for kind, text in (
            ("", '<span class="heard">Åtgärd</span>'),
            ("", '<span class="heard">Tid</span>'),
            (' aria-hidden="true"', f'<span class="months-of-year">{months}</span>'),
            ("", '<span class="heard">Status</span>'),
        )
    )
    return (
        f'<table class="timeline"><caption class="heard">{escape(described(rows, year))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def described(rows: Sequence[Mapping[str, Any]], year: int) -> str:
    """The timeline's main figures in words."""
    by_status = {code: sum(row["status"] == code for row in rows) for code in words.STATUSES}
    named = [f"{words.lower_first(words.STATUSES[code])} {number}" for code, number in by_status.items() if number]
    return f"Tidslinje {year}: {words.measures(len(rows))} med egen tid. {', '.join(named).capitalize()}."


def span(row: Mapping[str, Any], year: int) -> tuple[float, float]:
    """Where in the year (0 to 1) the bar begins and ends; it ends where its time does, however short."""
    end = values.day(row["end_date"])
    assert end is not None  # the question asks for end dates in the year
    after = part_of_year(end, year, end=True)
    start = part_of_year(values.day(row["from_date"]) or end, year)
    return max(0.0, min(start, after - _THINNEST)), max(after, _THINNEST)


def _row(row: Mapping[str, Any], year: int, hand: str, links: Links) -> str:
    title, status = values.text(row["title"]), str(row["status"])
    opened = figures.link(links.measure(str(row["measure"])), words.shortened(title, _TITLE), title)
    begins, ends = span(row, year)
    place = f"left:{_percent(begins)};width:{_percent(ends - begins)}"
    return (
        f'<tr><th scope="row">{opened}</th><td class="muted">{escape(period(row, year))}</td>'
        f'<td class="year" aria-hidden="true"><span class="time status-{status}" style="{place}"></span>{hand}</td>'
        f'<td class="muted">{words.STATUSES[status]}</td></tr>'
    )


def period(row: Mapping[str, Any], year: int) -> str:
    """«1 jan–30 juni», «3 maj», «till 31 dec»; another year than the timeline's is said."""
    start, end = values.day(row["start_date"]), values.day(row["end_date"])
    assert end is not None
    last = _in_year(end, year)
    if start is None:
        return f"till {last}"
    return last if start == end else f"{_in_year(start, year)}–{last}"


def _in_year(day: date, year: int) -> str:
    return words.short_date(day) if day.year != year else f"{day.day}{words.NBSP}{words.short_month(day.month)}"


def _percent(part: float) -> str:
    return f"{100 * part:.2f}%"
