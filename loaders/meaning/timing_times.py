"""Finds the times that a plain text names: days, weeks, months, parts of the year, years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from loaders.dates import (
    MONTH_PATTERN,
    MONTHS,
    easter_sunday,
    full_year,
    midsummer_eve,
    month_end,
    real_date,
    week_days,
)
from loaders.meaning.timing_cues import phrase_pattern
from loaders.meaning.timing_text import SPRING
from loaders.text import fold
from loaders.vocabulary import words

Days = tuple[date, date]
Lay = Callable[[int], Days | None]
"""Lays a time into a year: its first and last day, None when that year has no such time."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in the plain text from `start` to `end`.

    `grain` is day, days (several), range (from one to another), week, month, part (quarter, tertial, half-year),
    season, event or year. `year` is the year that the text gives it, None when it gives none. `turn` is set for the
    night after a day (årsskiftet), `expiry` for the end of a period (utgången av).
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


_DASH_OR = r"(?:-|till|t\.?\s?o\.?\s?m\.?|och|,|&|\+|samt|/|eller)"
_NOT_MORE = rf"(?!\d|\s*[/:.]\s?\d|\s*-\s*\d|\s*-?\s*(?:{MONTH_PATTERN})\b)"
_TAIL = (
    r"(?:\s*[-,(/]?\s*(?P<y4>20[1-4]\d)(?!\d)\)?"
    rf"|\s*[-/]\s*'?(?P<y2>[1-4]\d){_NOT_MORE}"
    rf"|\s*'?(?P<y3>[2-4]\d){_NOT_MORE}(?!\s*(?!(?:och|samt|till|eller|fram|med)\b)[a-z%]))?"
)
_PAIR = r"\s*'?(?P<from>20\d\d|\d\d)\s*[-/]\s*'?(?P<to>20\d\d|\d\d)(?!\d|\s*[-/])"
_M = rf"(?:{MONTH_PATTERN})"

_CLOCK = re.compile(
    r"\bkl(?:ockan)?\b\.?\s*\d{1,2}(?:[.:]\d\d)?(?:\s*-\s*\d{1,2}(?:[.:]\d\d)?)?|\b\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d+\s*%"
    r"|\b(?:steg|fas|etapp|delmal|del|punkt|nr|nummer|aktivitet|atgard|insats|grupp|moment)\s*\d{1,2}\b(?!\s*[/.]\s*\d)"
)
_ISO = re.compile(
    r"(?<!\d)(20[1-4]\d)\s*([-/.])\s*(\d{1,2}|x+|\?+)\s*[-/.]\s*(\d{1,2}|x+|\?+)(?![\d])(?:\s*t(?=\s*\d\d:))?"
)
_COMPACT = re.compile(r"(?<!\d)(20[1-4]\d|[1-4]\d)([01]\d)([0-3]\d)(?!\d|-\d{4}(?!\d))")
_SERIAL = re.compile(r"\s*([45]\d{4})(?:\.0)?\s*$")
_WEEK = re.compile(
    rf"\b(?:v|vecka|veckan|veckor|veckorna|w)\b\.?\s*(?P<first>\d{{1,2}})(?!\d)"
    rf"(?P<more>(?:\s*{_DASH_OR}\s*(?:v|vecka|veckorna)?\b\.?\s*\d{{1,2}}(?!\d|\s?/\s?\d|\s*:|\s*{_M}\b|\s*-\s*\d{{1,2}}\s*(?:/|{_M}\b))){{0,30}})"
    r"(?:\s*[,(/-]?\s*(?P<y4>20[1-4]\d)\b)?"
)
_MONTH_YEAR = re.compile(r"(?<![\d/])(\d{1,2})\s?/\s?(20[1-4]\d)(?!\d)")
_ISO_MONTH = re.compile(r"(?<!\d)(20[1-4]\d)\s?[-/]\s?(0[1-9]|1[0-2])(?!\d|\s?[-/]\s?\d)")
_DAYS_BEFORE = r"(?P<before>(?:\d{1,2}\s*(?:-|,|och|&|samt)\s*){0,30})"
_DAY_MONTH = re.compile(
    rf"(?<![\d/.]){_DAYS_BEFORE}(?P<day>\d{{1,2}})\s?/\s?(?P<month>\d{{1,2}})(?!\d)"
    r"(?:\s*[-/., ]\s*'?(?P<y4>20[1-4]\d)(?!\d)|\s?-\s?'?(?P<y2>[1-4]\d)(?!\d|\s?/)|/(?P<y3>[1-4]\d)(?!\d|\s?/))?"
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(20[1-4]\d|[1-4]\d)(?!\d|\.\d)")
_DASHED = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})-(20[1-4]\d)(?![\d-])")
_MONTHS_SPAN = re.compile(
    rf"\b(?P<month>{_M})\s*-?\s*'?(?P<from>[2-4]\d)\s*-\s*"
    rf"(?P<last>{_M})\s*-?\s*'?(?P<to>[2-4]\d)(?!\d|\s*[/-]\s*\d)"
)
_OPEN_DAY = re.compile(r"(?<!\w)(?:x+|\?+)\s?/\s?(\d{1,2})(?!\d)")
_DAY_NAME = re.compile(
    rf"(?<![\d/.])(?P<before>(?:\d{{1,2}}(?:\s*:?\s*[ea]\b)?\s*(?:-|,|och|&|samt|/|till|eller)\s*(?:den\s*)?){{0,30}})"
    rf"(?P<day>\d{{1,2}})(?:\s*:?\s*(?:e|a|de|te)\b)?\s*-?\s*(?P<month>{_M})\b\.?" + _TAIL
)
_SCHOOL_YEAR = re.compile(
    rf"\b(?:la(?=\s*\d\d(?:\d\d)?\s*[-/]\s*\d\d)|lasar|lasaret|skolaret|skolar)\b(?:{_PAIR}|{_TAIL})"
)
_YEARS = re.compile(r"(?<!\d)(20[1-4]\d)\s*[-/]\s*(20[1-4]\d|[1-4]\d)(?![\d/]|-\d)")
_SHORT_YEARS = re.compile(r"(?<![\d/])([1-4]\d)\s?/\s?([1-4]\d)(?![\d/])")
_MONTH = re.compile(rf"\b(?P<month>{_M})\b\.?(?:\s*manad\w*)?" + _TAIL)
_TURN_OF_MONTH = re.compile(rf"\bmanadsskiftet\s*(?P<month>{_M})\b\s*[/-]\s*{_M}\b" + _TAIL)
_YEAR = re.compile(r"(?<![\d.,/])(?:ar\s*)?(20[1-4]\d)(?!\d|[/%])(?:\.0\b)?")
_YEAR_BEFORE = re.compile(r"\s*[-:,(]?\s*")
_YEAR_AFTER = re.compile(r"\s*(?:\(|av|under|i)?\s*")
_NEXT = re.compile(r"\bnasta\s*$")
_LINK = re.compile(r"[-,&+/]|\w[\w.]*")
_NUMBERS = re.compile(r"\d+")


def find_times(text: str, plan_year: int | None) -> list[Time]:
    """The times that `text` names, in reading order, each with the year it is given in so many words."""
    serial = _SERIAL.fullmatch(text)
    if serial:  # a date cell of a spreadsheet that lost its format: days since 1899-12-30
        return [_fixed(serial, "day", "day", date(1899, 12, 30) + timedelta(days=int(serial[1])))]
    found: list[Time] = []
    left = _CLOCK.sub(lambda m: "#" * len(m[0]), text)
    figures, named = any(char.isdigit() for char in left), _any_period().search(left) is not None
    for pattern, make, needs in _readers():
        if (needs == "figures" and not figures) or (needs == "period" and not named) or not pattern.search(left):
            continue
        taken = []
        for match in pattern.finditer(left):
            time = make(match, plan_year)
            if time:
                found.append(time)
                taken.append(match.span())
        for start, end in taken:
            left = left[:start] + "#" * (end - start) + left[end:]
    found = [_of_next_year(time, text, plan_year) for time in sorted(found, key=lambda time: time.start)]
    return _give_years(found, text)


def _give_years(times: list[Time], text: str) -> list[Time]:
    """A year beside a time within it becomes that time's: "2025: mars", "våren nästa år", "årets första kvartal"."""
    result: list[Time] = []
    for time in times:
        before = result[-1] if result else None
        gap = text[before.end : time.start] if before else ""
        if before and _is_one_year(before) and _is_within(time) and _YEAR_BEFORE.fullmatch(gap):
            result[-1] = replace(time, start=before.start, year=before.year)
        elif before and _is_within(before) and _is_one_year(time) and _YEAR_AFTER.fullmatch(gap):
            result[-1] = replace(before, end=time.end, year=time.year)
        else:
            result.append(time)
    return result


def _of_next_year(time: Time, text: str, plan_year: int | None) -> Time:
    """ "nästa höst": the one in the year after the plan's."""
    if (
        plan_year
        and _is_within(time)
        and time.grain in {"season", "part", "month"}
        and _NEXT.search(text[max(0, time.start - 14) : time.start])
    ):
        return replace(time, year=plan_year + 1)
    return time


def _is_one_year(time: Time) -> bool:
    return time.grain == "year" and time.name not in {"years", "läsår"}


def _is_within(time: Time) -> bool:
    return time.grain != "year" and time.year is None


# --- the readers, in the order in which they take words from each other ---------------------------------------------


Make = Callable[["re.Match[str]", int | None], Time | None]


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Make, str], ...]:
    """Each with what a text must hold for it to find anything: "figures", a named "period" or "" for neither."""
    return tuple(_all_readers())


@cache
def _any_period() -> re.Pattern[str]:
    return re.compile(phrase_pattern([form for data in words("timing")["period"] for form in data["forms"]]))


def _all_readers() -> Iterator[tuple[re.Pattern[str], Make, str]]:
    yield _ISO, _iso, "figures"
    yield _COMPACT, _compact, "figures"
    yield _WEEK, _week, "figures"
    for letters, nouns, months in _PARTS:
        for pattern, make in _part_readers(letters, nouns, months):
            yield pattern, make, ""
    yield _MONTH_YEAR, _month_year, "figures"
    yield _DOTTED, _dotted, "figures"
    yield _DASHED, _dotted, "figures"
    yield _MONTHS_SPAN, _months_span, "figures"
    yield _DAY_MONTH, _day_month, "figures"
    yield _OPEN_DAY, _open_day, "figures"
    yield _DAY_NAME, _day_name, "figures"
    yield _SCHOOL_YEAR, _school_year, ""
    yield _ISO_MONTH, _iso_month, "figures"
    # seasons last: "höstterminens slut" is no autumn
    for data in sorted(words("timing")["period"], key=lambda data: bool(data["grain"] == "season")):
        for pattern, make in _period_readers(data):
            yield pattern, make, "period"
    yield _spring_alone(), _spring, ""
    yield _YEARS, _years, "figures"
    yield _TURN_OF_MONTH, _turn_of_month, ""
    yield _MONTH, _month, ""
    yield _SHORT_YEARS, _years, "figures"
    for data in sorted(words("timing")["year"], key=lambda data: not data["offset"]):  # "förra året" before "året"
        yield re.compile(phrase_pattern(data["forms"])), _named_year(data), ""
    yield _YEAR, _bare_year, "figures"


def _year(match: re.Match[str]) -> int | None:
    """The year in a match's tail."""
    groups = match.groupdict()
    digits = groups.get("y4") or groups.get("y2") or groups.get("y3")
    return full_year(digits) if digits else None


def _fixed(match: re.Match[str], name: str, grain: str, first: date, last: date | None = None) -> Time:
    days = (first, last or first)
    return Time(match.start(), match.end(), name, grain, lambda _: days, first.year)


def _whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _of_months(
    match: re.Match[str], first: int, last: int, year: int | None, name: str = "month", grain: str = "month"
) -> Time:
    """From the first day of one month to the last of another, in the next year when that comes earlier in a year."""
    return Time(match.start(), match.end(), name, grain, _months(first, last), year)


def _months(first: int, last: int) -> Lay:
    return lambda year: (date(year, first, 1), month_end(year + (last < first), last))


def _days(first: tuple[int, int], last: tuple[int, int]) -> Lay:
    def lay(year: int) -> Days | None:
        begin, end = real_date(year, *first), real_date(year + (last < first), *last)
        return (begin, end) if begin and end else None

    return lay


def _month_year(match: re.Match[str], _: int | None) -> Time | None:
    return _of_months(match, int(match[1]), int(match[1]), int(match[2])) if 1 <= int(match[1]) <= 12 else None


def _open_day(match: re.Match[str], _: int | None) -> Time | None:
    """ "?/5": some day in May."""
    return _of_months(match, int(match[1]), int(match[1]), None) if 1 <= int(match[1]) <= 12 else None


def _iso_month(match: re.Match[str], _: int | None) -> Time:
    return _of_months(match, int(match[2]), int(match[2]), int(match[1]))


def _spring(match: re.Match[str], _: int | None) -> Time:
    return _of_months(match, 1, 6, _year(match), "våren", "season")


def _month(match: re.Match[str], _: int | None) -> Time:
    return _of_months(match, MONTHS[match["month"]], MONTHS[match["month"]], _year(match))


def _bare_year(match: re.Match[str], _: int | None) -> Time:
    return Time(match.start(), match.end(), "year", "year", _whole_year, int(match[1]))


def _iso(match: re.Match[str], _: int | None) -> Time | None:
    year, month, day = match[1], match[3], match[4]
    if not month.isdecimal():
        return Time(match.start(), match.end(), "year", "year", _whole_year, int(year), "Dagen är inte satt. Vilken?")
    if not day.isdecimal():
        if not 1 <= int(month) <= 12:
            return None
        return replace(_of_months(match, int(month), int(month), int(year)), doubt="Dagen är inte satt. Vilken?")
    found = real_date(int(year), int(month), int(day))
    return _fixed(match, "day", "day", found) if found else None


def _compact(match: re.Match[str], _: int | None) -> Time | None:
    found = real_date(full_year(match[1]), int(match[2]), int(match[3]))
    return _fixed(match, "day", "day", found) if found else None


def _dotted(match: re.Match[str], _: int | None) -> Time | None:
    found = real_date(full_year(match[3]), int(match[2]), int(match[1]))
    return _fixed(match, "day", "day", found) if found else None


def _months_span(match: re.Match[str], _: int | None) -> Time | None:
    """Two months, each with its two-figure year: "aug 25-jun 26"."""
    first = date(full_year(match["from"]), MONTHS[match["month"]], 1)
    last = month_end(full_year(match["to"]), MONTHS[match["last"]])
    return _fixed(match, "month", "range", first, last) if first < last else None


def _week(match: re.Match[str], plan_year: int | None) -> Time | None:
    numbers = [int(match["first"]), *(int(n) for n in _NUMBERS.findall(match["more"]))]
    year = _year(match)
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
    links = _LINK.findall(_NUMBERS.sub("", match["more"]))
    ranged = len(numbers) == 2 and bool(links) and links[0] not in {"och", ",", "&", "+", "samt", "/", "eller"}
    first, last = (numbers[0], numbers[-1]) if ranged else (min(numbers), max(numbers))

    def lay(year: int) -> Days | None:
        begin, end = week_days(year, first), week_days(year + (last < first), last)
        return (begin[0], end[1]) if begin and end else None

    grain = "range" if ranged else "week"
    return Time(match.start(), match.end(), "week", grain, lay, year)


def _day_month(match: re.Match[str], plan_year: int | None) -> Time | None:
    day, month = int(match["day"]), int(match["month"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return _listed_days(match, day, month)


def _day_name(match: re.Match[str], plan_year: int | None) -> Time | None:
    return _listed_days(match, int(match["day"]), MONTHS[match["month"]])


def _listed_days(match: re.Match[str], day: int, month: int) -> Time | None:
    """One or several days of one month: from the first to the last of them."""
    before = match["before"] or ""
    days = [int(n) for n in _NUMBERS.findall(before)] + [day]
    if not all(1 <= n <= 31 for n in days):
        return None
    if real_date(2024, month, max(days)) is None:
        return None
    grain = "day" if len(days) == 1 else "range" if re.search(r"-|till", before) else "days"
    return Time(match.start(), match.end(), "day", grain, _days((month, min(days)), (month, max(days))), _year(match))


def _school_year(match: re.Match[str], _: int | None) -> Time:
    question = "Läsåret är läst som augusti till juni. Stämmer det?"
    if match["from"]:
        return Time(match.start(), match.end(), "läsår", "year", _months(8, 6), full_year(match["from"]))
    if _year(match):
        return Time(match.start(), match.end(), "läsår", "year", _months(8, 6), _year(match), question)
    question = "Vilket läsår gäller? Läst som planens år."
    return Time(match.start(), match.end(), "läsår", "year", _whole_year, None, question)


def _years(match: re.Match[str], _: int | None) -> Time | None:
    first, last = full_year(match[1]), full_year(match[2])
    if len(match[2]) == 2 and int(match[2]) <= 12:
        return None
    if not first < last <= first + 15 or (len(match[1]) == 2 and last != first + 1):
        return None
    return _fixed(match, "years", "year", date(first, 1, 1), date(last, 12, 31))


def _turn_of_month(match: re.Match[str], _: int | None) -> Time:
    month = MONTHS[match["month"]]

    def lay(year: int) -> Days:
        last = month_end(year, month)
        return last, last + timedelta(days=1)

    return Time(match.start(), match.end(), "månadsskifte", "event", lay, _year(match))


def _named_year(data: dict[str, Any]) -> Make:
    def make(match: re.Match[str], plan_year: int | None) -> Time:
        offset: int = data["offset"]
        given = plan_year + offset if plan_year and offset else None
        return Time(match.start(), match.end(), data["name"], "year", _whole_year, given)

    return make


def _spring_alone() -> re.Pattern[str]:
    """ "vår" is also "our": the season where a year, another part of the year or the end follows."""
    follows = (
        r"\s*(?:$|20\d\d|-?\s*'?\d\d\b|[-/,.;:)(+&#]"
        r"|(?:och|samt|till|eller|klart?|fram|respektive|resp|sommar|sommaren)\b)"
    )
    # scanning loses the ring of å: "var 2025", "var och host"
    scanned = r"\bvar(?=\s*(?:20[1-4]\d\b|/\s*(?:host|sommar)|-\s*(?:host|sommar)|(?:och|samt)\s*host))"
    return re.compile(rf"(?:\b{SPRING}\b(?={follows})|{scanned})" + _TAIL)


_PARTS = (
    ("q|kv|k", "kvartal(?:et|en)?", 3),
    ("t|tert", "tertial(?:et|en|rapport|rapporten|uppfoljning|uppfoljningen)?", 4),
    ("h", "halvar(?:et)?", 6),
)


def _part_readers(letters: str, nouns: str, months: int) -> Iterator[tuple[re.Pattern[str], Make]]:
    """Quarters, tertials and half-years, by number ("Q2-Q3", "tertial ett") and by order ("första kvartalet")."""
    count = 12 // months
    numbers = {str(n): n for n in range(1, count + 1)} | {"ii": 2, "iii": 3, "iv": 4}
    ordinals: dict[str, int] = {}
    for n, forms in words("timing")["numbers"].items():
        if int(n) <= count:
            numbers |= {fold(form): int(n) for form in forms if " " not in form}
    for n, forms in words("timing")["ordinals"].items():
        if n == "last" or int(n) <= count:
            ordinals |= {fold(form): count if n == "last" else int(n) for form in forms}
    number = "(?:" + "|".join(sorted(numbers, key=len, reverse=True)) + r"|i(?=\s*(?:$|[-,.;)])))\b"
    code = rf"\b(?:{letters}|{nouns})\b\.?\s*"
    by_number = re.compile(
        rf"{code}(?P<list>{number}(?:\s*{_DASH_OR}\s*(?:(?:{letters}|{nouns})\b\.?\s*)?{number}"
        r"(?!\s*[/:]\s*\d)){0,12})" + _TAIL
    )
    order = r"(?:\d\s*:?\s*(?:a|e|sta|dra|dje|de)\b|(?:" + "|".join(ordinals) + r")\b)"
    by_order = re.compile(rf"\b(?P<list>{order}(?:\s*{_DASH_OR}\s*{order}){{0,12}})\s*{nouns}\b" + _TAIL)
    values = ordinals | numbers | {"i": 1}

    def make(match: re.Match[str], _: int | None) -> Time | None:
        named = [values[w] for w in re.findall(r"\d|[a-z]+", match["list"]) if w in values]
        if not named:
            return None
        ranged = bool(re.search(r"-|till", match["list"]))
        lay = _months((min(named) - 1) * months + 1, max(named) * months)
        return Time(match.start(), match.end(), nouns.split("(")[0], "range" if ranged else "part", lay, _year(match))

    yield by_number, make
    yield by_order, make


def _period_readers(data: dict[str, Any]) -> Iterator[tuple[re.Pattern[str], Make]]:
    """A named part of the year, with one year or with the two it lies in ("vintern 25/26")."""
    forms = phrase_pattern(data["forms"])
    lay = _period_lay(data)

    def make(match: re.Match[str], _: int | None) -> Time | None:
        if match[0].startswith("jul") and _is_july(match):
            return None
        year = full_year(match["from"]) if match["from"] else _year(match)
        return Time(
            match.start(),
            match.end(),
            data["name"],
            data["grain"],
            lay,
            year,
            data.get("doubt", ""),
            turn=data.get("turn", False),
        )

    term = "" if data["grain"] == "season" else r"(?:\s*(?:ht|vt|hosten|varen|hostterminen|varterminen)\b)?"
    yield re.compile(f"{forms}{term}(?:{_PAIR}|{_TAIL})"), make


def _is_july(match: re.Match[str]) -> bool:
    """Whether "jul" is the month and not Christmas: beside a month or a two-figure year."""
    if not re.match(r"jul\b(?!\w)", match[0]):
        return False
    before, after = match.string[: match.start()], match.string[match.start() + 3 :]
    return bool(
        re.search(r"[-/]\s*$", before) or re.match(rf"\s*[-/]\s*{_M}\b|\s*-\s*\d\d\b", after) or match["y2"] is not None
    )


def _period_lay(data: dict[str, Any]) -> Lay:
    if "months" in data:
        return _months(*data["months"])
    if "days" in data:
        first, last = data["days"]
        return _days((first[0], first[1]), (last[0], last[1]))
    if "week" in data:
        return lambda year: week_days(year, data["week"])
    if "easter" in data:
        begin, end = data["easter"]
        return lambda year: (easter_sunday(year) + timedelta(days=begin), easter_sunday(year) + timedelta(days=end))
    return lambda year: (midsummer_eve(year), midsummer_eve(year) + timedelta(days=1))
