"""Months, quarters, tertials, half-years, terms, seasons, feast days and years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from loaders.dates import MONTHS, easter_sunday, full_year, midsummer_eve, month_end, week_days
from loaders.meaning.timing_cues import phrase_pattern
from loaders.meaning.timing_text import SPRING
from loaders.meaning.timing_time import (
    AND_OR_TO,
    MONTH,
    YEAR_PAIR,
    YEAR_TAIL,
    Days,
    Lay,
    Make,
    Time,
    fixed,
    from_days,
    from_months,
    of_months,
    tail_year,
    whole_year,
)
from loaders.text import fold
from loaders.vocabulary import words

MONTH_YEAR = re.compile(r"(?<![\d/])(\d{1,2})\s?/\s?(20[1-4]\d)(?!\d)")
ISO_MONTH = re.compile(r"(?<!\d)(20[1-4]\d)\s?[-/]\s?(0[1-9]|1[0-2])(?!\d|\s?[-/]\s?\d)")
MONTHS_SPAN = re.compile(
    rf"\b(?P<month>{MONTH})\s*-?\s*'?(?P<from>[2-4]\d)\s*-\s*"
    rf"(?P<last>{MONTH})\s*-?\s*'?(?P<to>[2-4]\d)(?!\d|\s*[/-]\s*\d)"
)
OPEN_DAY = re.compile(r"(?<!\w)(?:x+|\?+)\s?/\s?(\d{1,2})(?!\d)")
SCHOOL_YEAR = re.compile(
    rf"\b(?:la(?=\s*\d\d(?:\d\d)?\s*[-/]\s*\d\d)|lasar|lasaret|skolaret|skolar)\b(?:{YEAR_PAIR}|{YEAR_TAIL})"
)
YEARS = re.compile(r"(?<!\d)(20[1-4]\d)\s*[-/]\s*(20[1-4]\d|[1-4]\d)(?![\d/]|-\d)")
SHORT_YEARS = re.compile(r"(?<![\d/])([1-4]\d)\s?/\s?([1-4]\d)(?![\d/])")
ONE_MONTH = re.compile(rf"\b(?P<month>{MONTH})\b\.?(?:\s*manad\w*)?" + YEAR_TAIL)
TURN_OF_MONTH = re.compile(rf"\bmanadsskiftet\s*(?P<month>{MONTH})\b\s*[/-]\s*{MONTH}\b" + YEAR_TAIL)
YEAR = re.compile(r"(?<![\d.,/])(?:ar\s*)?(20[1-4]\d)(?!\d|[/%])(?:\.0\b)?")


def read_month_year(match: re.Match[str], _: int | None) -> Time | None:
    return of_months(match, int(match[1]), int(match[1]), int(match[2])) if 1 <= int(match[1]) <= 12 else None


def read_open_day(match: re.Match[str], _: int | None) -> Time | None:
    """ "?/5": some day in May."""
    return of_months(match, int(match[1]), int(match[1]), None) if 1 <= int(match[1]) <= 12 else None


def read_iso_month(match: re.Match[str], _: int | None) -> Time:
    return of_months(match, int(match[2]), int(match[2]), int(match[1]))


def read_spring(match: re.Match[str], _: int | None) -> Time:
    return of_months(match, 1, 6, tail_year(match), "våren", "season")


def read_month(match: re.Match[str], _: int | None) -> Time:
    return of_months(match, MONTHS[match["month"]], MONTHS[match["month"]], tail_year(match))


def read_bare_year(match: re.Match[str], _: int | None) -> Time:
    return Time(match.start(), match.end(), "year", "year", whole_year, int(match[1]))


def read_months_span(match: re.Match[str], _: int | None) -> Time | None:
    """Two months, each with its two-figure year: "aug 25-jun 26"."""
    first = date(full_year(match["from"]), MONTHS[match["month"]], 1)
    last = month_end(full_year(match["to"]), MONTHS[match["last"]])
    return fixed(match, "month", "range", first, last) if first < last else None


def read_school_year(match: re.Match[str], _: int | None) -> Time:
    question = "Läsåret är läst som augusti till juni. Stämmer det?"
    if match["from"]:
        return Time(match.start(), match.end(), "läsår", "year", from_months(8, 6), full_year(match["from"]))
    if tail_year(match):
        return Time(match.start(), match.end(), "läsår", "year", from_months(8, 6), tail_year(match), question)
    question = "Vilket läsår gäller? Läst som planens år."
    return Time(match.start(), match.end(), "läsår", "year", whole_year, None, question)


def read_years(match: re.Match[str], _: int | None) -> Time | None:
    first, last = full_year(match[1]), full_year(match[2])
    if len(match[2]) == 2 and int(match[2]) <= 12:
        return None
    if not first < last <= first + 15 or (len(match[1]) == 2 and last != first + 1):
        return None
    return fixed(match, "years", "year", date(first, 1, 1), date(last, 12, 31))


def read_turn_of_month(match: re.Match[str], _: int | None) -> Time:
    month = MONTHS[match["month"]]

    def lay(year: int) -> Days:
        last = month_end(year, month)
        return last, last + timedelta(days=1)

    return Time(match.start(), match.end(), "månadsskifte", "event", lay, tail_year(match))


def named_year(data: dict[str, Any]) -> Make:
    def make(match: re.Match[str], plan_year: int | None) -> Time:
        offset: int = data["offset"]
        given = plan_year + offset if plan_year and offset else None
        return Time(match.start(), match.end(), data["name"], "year", whole_year, given)

    return make


def spring_alone() -> re.Pattern[str]:
    """ "vår" is also "our": the season where a year, another part of the year or the end follows."""
    follows = (
        r"\s*(?:$|20\d\d|-?\s*'?\d\d\b|[-/,.;:)(+&#]"
        r"|(?:och|samt|till|eller|klart?|fram|respektive|resp|sommar|sommaren)\b)"
    )
    # scanning loses the ring of å: "var 2025", "var och host"
    scanned = r"\bvar(?=\s*(?:20[1-4]\d\b|/\s*(?:host|sommar)|-\s*(?:host|sommar)|(?:och|samt)\s*host))"
    return re.compile(rf"(?:\b{SPRING}\b(?={follows})|{scanned})" + YEAR_TAIL)


PARTS = (
    ("q|kv|k", "kvartal(?:et|en)?", 3),
    ("t|tert", "tertial(?:et|en|rapport|rapporten|uppfoljning|uppfoljningen)?", 4),
    ("h", "halvar(?:et)?", 6),
)


def part_readers(letters: str, nouns: str, months: int) -> Iterator[tuple[re.Pattern[str], Make]]:
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
        rf"{code}(?P<list>{number}(?:\s*{AND_OR_TO}\s*(?:(?:{letters}|{nouns})\b\.?\s*)?{number}"
        r"(?!\s*[/:]\s*\d)){0,12})" + YEAR_TAIL
    )
    order = r"(?:\d\s*:?\s*(?:a|e|sta|dra|dje|de)\b|(?:" + "|".join(ordinals) + r")\b)"
    by_order = re.compile(rf"\b(?P<list>{order}(?:\s*{AND_OR_TO}\s*{order}){{0,12}})\s*{nouns}\b" + YEAR_TAIL)
    values = ordinals | numbers | {"i": 1}

    def make(match: re.Match[str], _: int | None) -> Time | None:
        named = [values[w] for w in re.findall(r"\d|[a-z]+", match["list"]) if w in values]
        if not named:
            return None
        ranged = bool(re.search(r"-|till", match["list"]))
        lay = from_months((min(named) - 1) * months + 1, max(named) * months)
        return Time(
            match.start(), match.end(), nouns.split("(")[0], "range" if ranged else "part", lay, tail_year(match)
        )

    yield by_number, make
    yield by_order, make


def period_readers(data: dict[str, Any]) -> Iterator[tuple[re.Pattern[str], Make]]:
    """A named part of the year, with one year or with the two it lies in ("vintern 25/26")."""
    forms = phrase_pattern(data["forms"])
    lay = _period_lay(data)

    def make(match: re.Match[str], _: int | None) -> Time | None:
        if match[0].startswith("jul") and _is_july(match):
            return None
        year = full_year(match["from"]) if match["from"] else tail_year(match)
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
    yield re.compile(f"{forms}{term}(?:{YEAR_PAIR}|{YEAR_TAIL})"), make


def _is_july(match: re.Match[str]) -> bool:
    """Whether "jul" is the month and not Christmas: beside a month or a two-figure year."""
    if not re.match(r"jul\b(?!\w)", match[0]):
        return False
    before, after = match.string[: match.start()], match.string[match.start() + 3 :]
    return bool(
        re.search(r"[-/]\s*$", before)
        or re.match(rf"\s*[-/]\s*{MONTH}\b|\s*-\s*\d\d\b", after)
        or match["y2"] is not None
    )


def _period_lay(data: dict[str, Any]) -> Lay:
    if "months" in data:
        return from_months(*data["months"])
    if "days" in data:
        first, last = data["days"]
        return from_days((first[0], first[1]), (last[0], last[1]))
    if "week" in data:
        return lambda year: week_days(year, data["week"])
    if "easter" in data:
        begin, end = data["easter"]
        return lambda year: (easter_sunday(year) + timedelta(days=begin), easter_sunday(year) + timedelta(days=end))
    return lambda year: (midsummer_eve(year), midsummer_eve(year) + timedelta(days=1))
