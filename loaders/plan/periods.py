"""Follow-up columns that name a part of the year and no year («Uppföljning T1», «Läget i höst»): the plan's year is
theirs, and tells their order before it is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from loaders.dates import first_day, month_end, read_date
from loaders.records import FollowUp, Row
from loaders.text import fold

_ANY_YEAR = 2000
_MONTH_OF = (
    (re.compile(r"\bvar\b"), 6),
    (re.compile(r"\bdelar"), 8),
    (re.compile(r"\b(?:helar|arsskifte|slutuppfoljning|slutavstamning|arsuppfoljning|arsavstamning|arets slut)"), 12),
)


def last_day(heading: str, year: int) -> date | None:
    """The last day of the part of the year that a heading names; None when it names none."""
    found = _named(heading, year)
    return found[0] if found else None


def in_order(headings: Sequence[str]) -> list[str]:
    """The headings that name parts of one year, the earliest first; none when fewer than two do, or when they do not
    stand in the year's order: two that stand the other way («juni», «januari») may be of two years."""
    named = [(found, heading) for heading in headings if (found := _named(heading, _ANY_YEAR))]
    days = [found for found, _ in named]
    forwards, backwards = sorted(set(days)) == days, sorted(set(days), reverse=True) == days
    if len(days) < 2 or not (forwards or (backwards and len(days) > 2)):
        return []
    return [heading for _, heading in sorted(named)]


def _first_day(heading: str, year: int) -> date | None:
    """The first day of the part of the year that a heading names; None when it names a day."""
    last = last_day(heading, year)
    return first_day(heading, last, year) if last else None


def _named(heading: str, year: int) -> tuple[date, bool] | None:
    """The last day that a heading names, and whether it speaks of the year as a whole: after the autumn, then."""
    day = read_date(heading, year)
    if day:
        return day, False
    folded = fold(heading)
    return next(((month_end(year, month), month == 12) for word, month in _MONTH_OF if word.search(folded)), None)


def dated(rows: Sequence[Row], year: int | None) -> tuple[Row, ...]:
    """The rows with the follow-ups of such columns on their days; as one undated text where the year is not known."""
    return tuple(replace(row, followups=_on_days(row.followups, year)) for row in rows)


def _on_days(followups: Sequence[FollowUp], year: int | None) -> tuple[FollowUp, ...]:
    named = [followup for followup in followups if followup.period]
    plain = [followup for followup in followups if not followup.period]
    if not named:
        return tuple(followups)
    if year is None:
        texts = [followup.text for followup in (*named, *(one for one in plain if one.date is None))]
        return (*(one for one in plain if one.date), FollowUp(None, " ".join(texts)))
    on_days = [
        FollowUp(last_day(followup.period, year), followup.text, first=_first_day(followup.period, year))
        for followup in named
    ]
    return tuple(sorted([*plain, *on_days], key=lambda one: (one.date is None, one.date or date.min)))
