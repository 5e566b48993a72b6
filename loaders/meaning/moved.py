"""Whether a follow-up says that a measure has got a later end date than the plan gives it: put as a question, with
the date where that is clear, since a plan's own dates are changed by a person only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import takewhile

from loaders.meaning.timing import read_timing
from loaders.records import Timing
from loaders.vocabulary import words

_STATEMENT = re.compile(r"[.;!?](?=\s|$)|\n")
_LEAD = re.compile(r"\s*(?:(?:den|i|ca|cirka|omkring|senast|under|till|först) )*")
_PLAN = re.compile(r"[-–]?\s*(?:års\b|års?plan)|\s*i (?:nästa|kommande) plan")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60
_NEAR = 3
_LATELY = timedelta(days=62)
"""A time that passed so shortly before the follow-up may be the one meant: the text was written, or let stand, then."""
_OPEN = frozenset({"pagar", "delvis", "ej_paborjad", "pausad", "oklar"})


def asked_of_move(texts: tuple[str, ...], timing: Timing, status: str, followed_up: date | None) -> tuple[str, str]:
    """(the question of a new end date, the text that raises it), of the first of `texts` that says that the measure
    has moved to a time after its deadline; ("", "") when none does or no work is owed.

    A time without a year is the first that ends on the day of the follow-up or later, and no move where that is within
    the deadline. Where another year may be meant (see `_next`) the question gives no date.
    """
    if timing.code != "deadline" or timing.end is None or status not in _OPEN:
        return "", ""
    for text in texts:
        found = _moved_to(text, timing.end, followed_up)
        if found:
            said, day = found
            asks = f"ska slutdatumet vara {day.isoformat()}?" if day else "vilket är slutdatumet?"
            return f"Texten säger att åtgärden flyttats till {said}: {asks}", text
    return "", ""


def _moved_to(text: str, end: date, followed_up: date | None) -> tuple[str, date | None] | None:
    """The words of the latest time that the text says it has moved to, and its last day where that is clear."""
    lowered = "".join(char.lower()[:1] for char in text)
    found: tuple[str, date | None] | None = None
    for match in _phrases().finditer(lowered):
        if _is_denied(_STATEMENT.split(lowered[: match.start()])[-1]):
            continue
        lead = _LEAD.match(lowered, match.end())
        start = lead.end() if lead else match.end()
        said = _time_at(text[start : start + _LONGEST], end, followed_up)
        found = said or found
    return found


def _is_denied(before: str) -> bool:
    """Whether the statement up to the phrase says that it was not so, or is not settled: in the clause of the phrase,
    since another clause may say why it moved («Hanns inte med, flyttas till mars»)."""
    clause = _WORD.findall(_clauses().split(before)[-1])
    opens = {*_WORD.findall(before)[:1], *clause[:1]}
    near = any(_denied("near").fullmatch(word) for word in clause[-_NEAR:])
    unsettled = any(_denied("unsettled").fullmatch(word) for word in clause)
    return near or unsettled or any(_denied("condition").fullmatch(word) for word in opens)


def _time_at(rest: str, end: date, followed_up: date | None) -> tuple[str, date | None] | None:
    """The time after `end` that `rest` begins with, and its last day where that is clear; the year of a plan
    («2026 års plan») is no end date."""
    statement = _STATEMENT.split(rest)[0]
    timing = read_timing(statement, None)
    said = timing.words
    if timing.code != "deadline" or not rest.startswith(said) or _PLAN.match(rest[len(said) :]):
        return None
    if timing.end:
        return (said, timing.end) if timing.end > end else None
    if followed_up is None:
        same = read_timing(statement, end.year).end
        return said, same if same and same > end else None
    day, is_clear = _next(statement, end, followed_up)
    return (said, day if is_clear else None) if day and day > end else None


def _next(said: str, end: date, followed_up: date) -> tuple[date | None, bool]:
    """The last day of a time without a year as it comes next after the follow-up, and whether that is clear: not where
    it also came between the deadline and the follow-up, or had just passed then."""
    told = read_timing(said, followed_up.year)
    if told.start and told.start.year > followed_up.year:  # «nästa år»
        return told.end, end.year >= followed_up.year
    years = range(min(end.year, followed_up.year) - 1, followed_up.year + 2)
    days = [day for year in years if (day := read_timing(said, year).end)]
    passed = list(takewhile(lambda day: day < followed_up, days))
    if len(passed) == len(days):
        return None, False
    return days[len(passed)], not any(end < day or followed_up - day <= _LATELY for day in passed)


@cache
def _phrases() -> re.Pattern[str]:
    said = "|".join(say for entry in words("moved")["moved"] for say in entry["say"])
    return re.compile(rf"(?<![^\W_])(?:{said})(?![^\W_])")


@cache
def _denied(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(words("moved")["denied"][kind]))


@cache
def _clauses() -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\b{part}\b" if part.isalpha() else part for part in words("moved")["denied"]["parts"])
    )
