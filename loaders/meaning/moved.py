"""Whether a follow-up says that a measure has got a later end date than the plan gives it: put as a question, with
the date, since a plan's own dates are changed by a person only."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from loaders.meaning.timing import read_timing
from loaders.records import Timing
from loaders.vocabulary import words

_STATEMENT = re.compile(r"[.;!?](?=\s|$)|\n")
_LEAD = re.compile(r"\s*(?:(?:den|i|ca|cirka|omkring|senast|under|till|först) )*")
_PLAN = re.compile(r"[-–]?\s*(?:års\b|års?plan)|\s*i (?:nästa|kommande) plan")
_LONGEST = 60
_OPEN = frozenset({"pagar", "delvis", "ej_paborjad", "pausad", "oklar"})


def asked_of_move(texts: tuple[str, ...], timing: Timing, status: str, followed_up: date | None) -> tuple[str, str]:
    """(the question of a new end date, the text that raises it), of the first of `texts` that says that the measure
    has moved to a time after its deadline; ("", "") when none does or no work is owed.

    A time without a year is the next one after the deadline and the follow-up.
    """
    if timing.code != "deadline" or timing.end is None or status not in _OPEN:
        return "", ""
    after = max(timing.end, followed_up) if followed_up else timing.end
    for text in texts:
        found = _moved_to(text, after, timing.end)
        if found:
            said, day = found
            question = f"Texten säger att åtgärden flyttats till {said}: ska slutdatumet vara {day.isoformat()}?"
            return question, text
    return "", ""


def _moved_to(text: str, after: date, end: date) -> tuple[str, date] | None:
    """The words of the latest time that the text says it has moved to, and its last day."""
    lowered = "".join(char.lower()[:1] for char in text)
    found: tuple[str, date] | None = None
    for match in _phrases().finditer(lowered):
        before = _STATEMENT.split(lowered[: match.start()])[-1]
        if _denied().search(before):
            continue
        lead = _LEAD.match(lowered, match.end())
        start = lead.end() if lead else match.end()
        said = _time_at(text[start : start + _LONGEST], after, end)
        found = said or found
    return found


def _time_at(rest: str, after: date, end: date) -> tuple[str, date] | None:
    """The time that `rest` begins with and its last day; the year of a plan («2026 års plan») is no end date."""
    past: tuple[str, date] | None = None
    for year in (end.year, end.year + 1, after.year, after.year + 1):
        timing = read_timing(_STATEMENT.split(rest)[0], year)
        if timing.code != "deadline" or timing.end is None or not rest.startswith(timing.words):
            return None
        if _PLAN.match(rest[len(timing.words) :]):
            return None
        if timing.end > after:
            return timing.words, timing.end
        if timing.end > end:
            past = timing.words, timing.end
    return past


@cache
def _phrases() -> re.Pattern[str]:
    said = "|".join(say for entry in words("moved")["moved"] for say in entry["say"])
    return re.compile(rf"(?<![^\W_])(?:{said})(?![^\W_])")


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('moved')['denied']['say'])})\b")
