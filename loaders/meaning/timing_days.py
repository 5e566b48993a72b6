"""Days and weeks, in every way that plans write them."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.dates import MONTHS, full_year, real_date, week_days
from loaders.meaning.timing_time import (
    AND_OR_TO,
    MONTH,
    NUMBERS,
    YEAR_TAIL,
    Days,
    Time,
    fixed,
    from_days,
    of_months,
    tail_year,
    whole_year,
)

ISO = re.compile(
    r"(?<!\d)(20[1-4]\d)\s*([-/.])\s*(\d{1,2}|x+|\?+)\s*[-/.]\s*(\d{1,2}|x+|\?+)(?![\d])(?:\s*t(?=\s*\d\d:))?"
)
COMPACT = re.compile(r"(?<!\d)(20[1-4]\d|[1-4]\d)([01]\d)([0-3]\d)(?!\d|-\d{4}(?!\d))")
WEEK = re.compile(
    rf"\b(?:v|vecka|veckan|veckor|veckorna|w)\b\.?\s*(?P<first>\d{{1,2}})(?!\d)"
    rf"(?P<more>(?:\s*{AND_OR_TO}\s*(?:v|vecka|veckorna)?\b\.?\s*\d{{1,2}}(?!\d|\s?/\s?\d|\s*:|\s*{MONTH}\b|\s*-\s*\d{{1,2}}\s*(?:/|{MONTH}\b))){{0,30}})"
    r"(?:\s*[,(/-]?\s*(?P<y4>20[1-4]\d)\b)?"
)
_DAYS_BEFORE = r"(?P<before>(?:\d{1,2}\s*(?:-|,|och|&|samt)\s*){0,30})"
DAY_MONTH = re.compile(
    rf"(?<![\d/.]){_DAYS_BEFORE}(?P<day>\d{{1,2}})\s?/\s?(?P<month>\d{{1,2}})(?!\d)"
    r"(?:\s*[-/., ]\s*'?(?P<y4>20[1-4]\d)(?!\d)|\s?-\s?'?(?P<y2>[1-4]\d)(?!\d|\s?/)|/(?P<y3>[1-4]\d)(?!\d|\s?/))?"
)
DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(20[1-4]\d|[1-4]\d)(?!\d|\.\d)")
DASHED = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})-(20[1-4]\d)(?![\d-])")
DAY_NAME = re.compile(
    rf"(?<![\d/.])(?P<before>(?:\d{{1,2}}(?:\s*:?\s*[ea]\b)?\s*(?:-|,|och|&|samt|/|till|eller)\s*(?:den\s*)?){{0,30}})"
    rf"(?P<day>\d{{1,2}})(?:\s*:?\s*(?:e|a|de|te)\b)?\s*-?\s*(?P<month>{MONTH})\b\.?" + YEAR_TAIL
)
_LINK = re.compile(r"[-,&+/]|\w[\w.]*")


def read_iso(match: re.Match[str], _: int | None) -> Time | None:
    year, month, day = match[1], match[3], match[4]
    if not month.isdecimal():
        return Time(match.start(), match.end(), "year", "year", whole_year, int(year), "Dagen är inte satt. Vilken?")
    if not day.isdecimal():
        if not 1 <= int(month) <= 12:
            return None
        return replace(of_months(match, int(month), int(month), int(year)), doubt="Dagen är inte satt. Vilken?")
    found = real_date(int(year), int(month), int(day))
    return fixed(match, "day", "day", found) if found else None


def read_compact(match: re.Match[str], _: int | None) -> Time | None:
    found = real_date(full_year(match[1]), int(match[2]), int(match[3]))
    return fixed(match, "day", "day", found) if found else None


def read_dotted(match: re.Match[str], _: int | None) -> Time | None:
    found = real_date(full_year(match[3]), int(match[2]), int(match[1]))
    return fixed(match, "day", "day", found) if found else None


def read_week(match: re.Match[str], plan_year: int | None) -> Time | None:
    numbers = [int(match["first"]), *(int(n) for n in NUMBERS.findall(match["more"]))]
    year = tail_year(match)
    if (
        len(numbers) > 1
        and year is None
        and plan_year
        and numbers[-1] < numbers[0]
        and abs(2000 + numbers[-1] - plan_year) <= 1
        and re.search(r"\s-\s?\d+$", match["more"])
    ):  # "v. 36 -25": a year, not a week
        year = 2000 + numbers.pop()
    if not all(1 <= n <= 53 for n in numbers):
        return None
    links = _LINK.findall(NUMBERS.sub("", match["more"]))
    ranged = len(numbers) == 2 and bool(links) and links[0] not in {"och", ",", "&", "+", "samt", "/", "eller"}
    first, last = (numbers[0], numbers[-1]) if ranged else (min(numbers), max(numbers))

    def lay(year: int) -> Days | None:
        begin, end = week_days(year, first), week_days(year + (last < first), last)
        return (begin[0], end[1]) if begin and end else None

    grain = "range" if ranged else "week"
    return Time(match.start(), match.end(), "week", grain, lay, year)


def read_day_month(match: re.Match[str], plan_year: int | None) -> Time | None:
    day, month = int(match["day"]), int(match["month"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return _listed_days(match, day, month)


def read_day_name(match: re.Match[str], plan_year: int | None) -> Time | None:
    return _listed_days(match, int(match["day"]), MONTHS[match["month"]])


def _listed_days(match: re.Match[str], day: int, month: int) -> Time | None:
    """One or several days of one month: from the first to the last of them."""
    before = match["before"] or ""
    days = [int(n) for n in NUMBERS.findall(before)] + [day]
    if not all(1 <= n <= 31 for n in days):
        return None
    if real_date(2024, month, max(days)) is None:
        return None
    grain = "day" if len(days) == 1 else "range" if re.search(r"-|till", before) else "days"
    return Time(
        match.start(), match.end(), "day", grain, from_days((month, min(days)), (month, max(days))), tail_year(match)
    )
