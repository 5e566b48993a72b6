"""What a text in När may mean beside what it was read as: for a person to choose among where that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from loaders.meaning.timing import read_timing
from loaders.records import Timing

_PARTS = re.compile(r"[,;()]|(?<!\w)(?:och|samt|eller|utan)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_MOST = 3


def other_timings(when: str, plan_year: int | None) -> tuple[Timing, ...]:
    """What parts of `when` say by themselves, when that is another time than the whole was read as: at most three, in
    the order that they stand. What only says from when has the end of that year as the time that it may be done by."""
    read = read_timing(when, plan_year)
    if read.code == "start" and read.start:
        return (replace(read, code="deadline", end=date(read.start.year, 12, 31), rule="till årets slut", doubt=""),)
    found: dict[tuple[str, date | None, date | None], Timing] = {}
    for part in _parts(when):
        other = read_timing(part, plan_year)
        if other.code != "unset" and (other.code != "deadline" or other.end):
            found.setdefault(_value(other), other)
    found.pop(_value(read), None)
    return tuple(found.values())[:_MOST]


def _value(timing: Timing) -> tuple[str, date | None, date | None]:
    return timing.code, timing.start, timing.end


def _parts(when: str) -> Iterator[str]:
    """The clauses of a text, and what is left of it from each word on that does not go on from a number."""
    yield from (part for part in map(str.strip, _PARTS.split(when)) if part and part != when.strip())
    words = list(_WORD.finditer(when))
    for before, word in pairwise(words):
        if not any(char.isdigit() for char in before[0]) and not re.fullmatch(r"(?:19|20)\d\d\W*", word[0]):
            yield when[word.start() :]
