"""Finds the times that a plain text names, each way of writing taking its words from those after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from loaders.meaning import timing_days as days
from loaders.meaning import timing_parts as parts
from loaders.meaning.timing_cues import phrase_pattern
from loaders.meaning.timing_time import Make, Time, fixed
from loaders.vocabulary import words

_CLOCK = re.compile(
    r"\bkl(?:ockan)?\b\.?\s*\d{1,2}(?:[.:]\d\d)?(?:\s*-\s*\d{1,2}(?:[.:]\d\d)?)?|\b\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d+\s*%"
    r"|\b(?:steg|fas|etapp|delmal|del|punkt|nr|nummer|aktivitet|atgard|insats|grupp|moment)\s*\d{1,2}\b(?!\s*[/.]\s*\d)"
)
_SERIAL = re.compile(r"\s*([45]\d{4})(?:\.0)?\s*$")
_YEAR_BEFORE = re.compile(r"\s*[-:,(]?\s*")
_YEAR_AFTER = re.compile(r"\s*(?:\(|av|under|i)?\s*")
_NEXT = re.compile(r"\bnasta\s*$")


def find_times(text: str, plan_year: int | None) -> list[Time]:
    """The times that `text` names, in reading order, each with the year it is given in so many words."""
    serial = _SERIAL.fullmatch(text)
    if serial:  # a date cell of a spreadsheet that lost its format: days since 1899-12-30
        return [fixed(serial, "day", "day", date(1899, 12, 30) + timedelta(days=int(serial[1])))]
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


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Make, str], ...]:
    """Each with what a text must hold for it to find anything: "figures", a named "period" or "" for neither."""
    return tuple(_all_readers())


@cache
def _any_period() -> re.Pattern[str]:
    return re.compile(phrase_pattern([form for data in words("timing")["period"] for form in data["forms"]]))


def _all_readers() -> Iterator[tuple[re.Pattern[str], Make, str]]:
    yield days.ISO, days.read_iso, "figures"
    yield days.COMPACT, days.read_compact, "figures"
    yield days.WEEK, days.read_week, "figures"
    for letters, nouns, months in parts.PARTS:
        for pattern, make in parts.part_readers(letters, nouns, months):
            yield pattern, make, ""
    yield parts.MONTH_YEAR, parts.read_month_year, "figures"
    yield days.DOTTED, days.read_dotted, "figures"
    yield days.DASHED, days.read_dotted, "figures"
    yield parts.MONTHS_SPAN, parts.read_months_span, "figures"
    yield days.DAY_MONTH, days.read_day_month, "figures"
    yield parts.OPEN_DAY, parts.read_open_day, "figures"
    yield days.DAY_NAME, days.read_day_name, "figures"
    yield parts.SCHOOL_YEAR, parts.read_school_year, ""
    yield parts.ISO_MONTH, parts.read_iso_month, "figures"
    # seasons last: "höstterminens slut" is no autumn
    for data in sorted(words("timing")["period"], key=lambda data: bool(data["grain"] == "season")):
        for pattern, make in parts.period_readers(data):
            yield pattern, make, "period"
    yield parts.spring_alone(), parts.read_spring, ""
    yield parts.YEARS, parts.read_years, "figures"
    yield parts.TURN_OF_MONTH, parts.read_turn_of_month, ""
    yield parts.ONE_MONTH, parts.read_month, ""
    yield parts.SHORT_YEARS, parts.read_years, "figures"
    for data in sorted(words("timing")["year"], key=lambda data: not data["offset"]):  # "förra året" before "året"
        yield re.compile(phrase_pattern(data["forms"])), parts.named_year(data), ""
    yield parts.YEAR, parts.read_bare_year, "figures"
