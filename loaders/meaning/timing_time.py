"""A time that a text names, and the pieces of which every way of writing one is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from loaders.dates import MONTH_PATTERN, full_year, month_end, real_date

Days = tuple[date, date]
Lay = Callable[[int], Days | None]
"""Lays a time into a year: its first and last day, None when that year has no such time."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in the plain text from `start` to `end`.

    `grain` is day, days (several), range (from one to another), week, month, part (quarter, tertial, half-year),
    season, event or year. `year` is the year that the text gives it, None when it gives none. `turn` is set for the
    night after a day (årsskiftet), `expiry` for the end of a period (utgången av), `ends` for its last part.
    """

    start: int
    end: int
    name: str
    grain: str
    lay: Lay
    year: int | None = None
    doubt: str = ""
    turn: bool = False
    expiry: bool = False
    ends: bool = False


AND_OR_TO = r"(?:-|till|t\.?\s?o\.?\s?m\.?|och|,|&|\+|samt|/|eller)"
_NOT_MORE = rf"(?!\d|\s*[/:.]\s?\d|\s*-\s*\d|\s*-?\s*(?:{MONTH_PATTERN})\b)"
YEAR_TAIL = (
    r"(?:\s*[-,(/]?\s*(?P<y4>20[1-4]\d)(?!\d)\)?"
    rf"|\s*[-/]\s*'?(?P<y2>[1-4]\d){_NOT_MORE}"
    rf"|\s*'?(?P<y3>[2-4]\d){_NOT_MORE}(?!\s*(?!(?:och|samt|till|eller|fram|med)\b)[a-z%]))?"
)
YEAR_PAIR = r"\s*'?(?P<from>20\d\d|\d\d)\s*[-/]\s*'?(?P<to>20\d\d|\d\d)(?!\d|\s*[-/])"
MONTH = rf"(?:{MONTH_PATTERN})"
NUMBERS = re.compile(r"\d+")
Make = Callable[["re.Match[str]", int | None], Time | None]


def tail_year(match: re.Match[str]) -> int | None:
    """The year in a match's tail."""
    groups = match.groupdict()
    digits = groups.get("y4") or groups.get("y2") or groups.get("y3")
    return full_year(digits) if digits else None


def fixed(match: re.Match[str], name: str, grain: str, first: date, last: date | None = None) -> Time:
    days = (first, last or first)
    return Time(match.start(), match.end(), name, grain, lambda _: days, first.year)


def whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def of_months(
    match: re.Match[str], first: int, last: int, year: int | None, name: str = "month", grain: str = "month"
) -> Time:
    """From the first day of one month to the last of another, in the next year when that comes earlier in a year."""
    return Time(match.start(), match.end(), name, grain, from_months(first, last), year)


def from_months(first: int, last: int) -> Lay:
    return lambda year: (date(year, first, 1), month_end(year + (last < first), last))


def from_days(first: tuple[int, int], last: tuple[int, int]) -> Lay:
    def lay(year: int) -> Days | None:
        begin, end = real_date(year, *first), real_date(year + (last < first), *last)
        return (begin, end) if begin and end else None

    return lay
