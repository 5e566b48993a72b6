"""Calendar dates as Swedish documents write them: month names, bounds of a month, and one date in a short text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from loaders.text import fold
from loaders.vocabulary import words

MONTHS: dict[str, int] = {
    fold(form): number for number, forms in enumerate(words("timing")["months"].values(), 1) for form in forms
}
"""Folded month names and abbreviations (also Excel's English ones) to 1..12."""

MONTH_PATTERN = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
"""Regular expression, without word bounds, for any month name in folded text."""

_DASHES = str.maketrans("‐‑‒–—−", "------")
_ORDINALS = {"forsta": 1, "andra": 2, "tredje": 3, "fjarde": 4}
_ORDINAL = "(" + "|".join(_ORDINALS) + ")"
_YEAR = r"(?:\s*[-,(/]?\s*(20\d\d)\b|\s*-?\s*(\d\d)\b(?!\s*[/:.-]?\d))?"

_ISO = re.compile(r"(?<!\d)(20\d\d)\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<![\d-])(20\d\d|\d\d)([01]\d)([0-3]\d)(?![\d-])")
_DAY_MONTH = re.compile(
    r"(?<![\d/.])(\d{1,2})\s?([/.])\s?(\d{1,2})(?:(?:\s*[-/., ]\s*(20\d\d))|\s?[-/.]\s?(\d\d))?(?![\d/])"
)
_DAY_NAME = re.compile(rf"(?<![\d/])(\d{{1,2}})(?::?[ea])?[ .-]*({MONTH_PATTERN})\b\.?{_YEAR}")
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*-\s*(\d\d)(?![\d-])")
_NAME = re.compile(rf"\b({MONTH_PATTERN})\b\.?{_YEAR}")
_WEEK = re.compile(rf"\b(?:v|vecka)\.?\s*(\d{{1,2}})\b{_YEAR}")
_TERTIAL = re.compile(rf"(?:\b(?:t|tertial(?:rapport)?)\s*([1-3])\b|\b{_ORDINAL}\s+tertialet)(?:\s*-)?{_YEAR}")
_QUARTER = re.compile(rf"(?:\b(?:q|kv|kvartal)\.?\s*([1-4])\b|\b{_ORDINAL}\s+kvartalet){_YEAR}")
_HALF = re.compile(rf"(?:\b(?:h|halvar)\s*([12])\b|\b{_ORDINAL}\s+halvaret){_YEAR}")
_SEASON = re.compile(
    r"\b(?:(?P<spring>var(?=\s*-?\s*'?\d)|varen|vt|varterminen|halvar|halvarsuppfoljning)|(?P<summer>sommar|sommaren)"
    rf"|(?P<autumn>host|hosten|ht|hostterminen))(?![a-z]){_YEAR}"
)
_ANY_YEAR = 2000
_HALF_YEAR = timedelta(days=183)
_VT = re.compile(r"\b([vh]t|[tqhv]|kv)(?=\d)")


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def week_days(year: int, week: int) -> tuple[date, date] | None:
    """Monday and Sunday of an ISO week, or None when the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def easter_sunday(year: int) -> date:
    """Easter Sunday (Gregorian; Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)


def midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    earliest = date(year, 6, 19)
    return earliest + timedelta(days=(4 - earliest.weekday()) % 7)


def full_year(digits: str) -> int:
    """A year written with two or four digits, as four."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def read_date(text: str, year: int | None) -> date | None:
    """The calendar date that a short text, such as a column header or a title, states; None when it states none.

    `year` completes a date written without one; without it such a date is None. Where a period is named instead of a
    day (month, week, tertial, quarter, half-year, season), its last day: what a follow-up of that period covers. Of
    several dates the latest. A bare year is no date ("VB 2024").
    """
    plain = _plain(text)
    for read in (_written_days, _named_months, _named_parts):
        found = read(plain, year)
        if found:
            return max(found)
    return None


def states_day(text: str) -> bool:
    """Whether a short text states a day of the calendar, with or without its year, and not only a month or the like."""
    return bool(_written_days(_plain(text), _ANY_YEAR))


def first_day(text: str, last: date, year: int | None) -> date | None:
    """The first day of the period that a short text names and that ends on the day `last`; None when it states a day. A
    tertial or the like is taken as a half-year, which is the longest of them."""
    if states_day(text):
        return None
    months = _named_months(_plain(text), year)
    return min(months).replace(day=1) if months else last - _HALF_YEAR


def _plain(text: str) -> str:
    return _VT.sub(r"\1 ", fold(text).translate(_DASHES))


def _pick(year: int | None, four: str | None, two: str | None = None) -> int | None:
    given = four or two
    return full_year(given) if given else year


def _written_days(plain: str, year: int | None) -> list[date]:
    """Dates with a day of their own; each writing is taken out of the text before the next is looked for."""
    days: list[date | None] = []
    for pattern in (_ISO, _COMPACT):
        days += [real_date(full_year(m[1]), int(m[2]), int(m[3])) for m in pattern.finditer(plain)]
        plain = pattern.sub(" ", plain)
    for m in _DAY_NAME.finditer(plain):
        at = _pick(year, m[3], m[4])
        days.append(real_date(at, MONTHS[m[2]], int(m[1])) if at else None)
    plain = _DAY_NAME.sub(" ", plain)
    for m in _DAY_MONTH.finditer(plain):
        if m[2] == "." and not (m[4] or m[5]):  # "1.2" is a number of a list, not a day
            continue
        at = _pick(year, m[4], m[5])
        days.append(real_date(at, int(m[3]), int(m[1])) if at else None)
    return [day for day in days if day]


def _named_months(plain: str, year: int | None) -> list[date]:
    ends = [month_end(int(m[1]), int(m[2])) for m in _YEAR_MONTH.finditer(plain) if 1 <= int(m[2]) <= 12]
    for m in _NAME.finditer(plain):
        at = _pick(year, m[2], m[3]) or _year_in(plain)
        if at:
            ends.append(month_end(at, MONTHS[m[1]]))
    for m in _WEEK.finditer(plain):
        at = _pick(year, m[2], m[3])
        days = week_days(at, int(m[1])) if at else None
        if days:
            ends.append(days[1])
    return ends


def _named_parts(plain: str, year: int | None) -> list[date]:
    ends = []
    for pattern, months in ((_TERTIAL, 4), (_QUARTER, 3), (_HALF, 6)):
        for m in pattern.finditer(plain):
            at = _pick(year, m[3], m[4]) or _year_in(plain)
            number = int(m[1]) if m[1] else _ORDINALS[m[2]]
            if at and number * months <= 12:
                ends.append(month_end(at, number * months))
    for m in _SEASON.finditer(plain):
        at = _pick(year, m[4], m[5]) or _year_in(plain)
        if at:
            ends.append(month_end(at, 6 if m["spring"] else 8 if m["summer"] else 12))
    return ends


def _year_in(plain: str) -> int | None:
    """The one year that the text names anywhere, if it is one."""
    years = set(re.findall(r"(?<!\d)20[1-4]\d(?!\d)", plain))
    return int(years.pop()) if len(years) == 1 else None
