"""The day that a plan was followed up on: as running text says it, and put in the place of a column's month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from loaders.dates import read_date, states_day
from loaders.records import Row
from loaders.vocabulary import words

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_CLAUSE = re.compile(r"[,;]|\b(?:och|men|samt)\b")
_WRITTEN_LATER = timedelta(days=62)
"""How long after a period's end its follow-up may be written down."""


@dataclass(frozen=True, slots=True)
class Said:
    """A day that a sentence says the plan was followed up on; not `is_sure` when it may be of something else."""

    day: date
    sentence: str
    is_sure: bool
    is_exact: bool


def said_day(texts: Iterable[str], year: int | None = None) -> Said | None:
    """The latest day that is surely said, else the latest that may be meant; in one month a day beats the month. `year`
    completes days without one, which are then never sure."""
    found = [said for text in texts for sentence in _SENTENCE.split(text) for said in _of_sentence(sentence, year)]
    return max(found, key=_weight, default=None)


def _weight(said: Said) -> tuple[object, ...]:
    return said.is_sure, said.day.year, said.day.month, said.is_exact, said.day


def _of_sentence(sentence: str, year: int | None) -> Iterator[Said]:
    lowered = sentence.lower()
    for surely, pattern in _said():
        for match in pattern.finditer(lowered):
            clause = _clause(lowered, match.start(), match.end())
            for text in (clause, lowered):
                day = read_date(text, year)
                # The day of a decision on the plan, or of a follow-up to come, is none.
                if not day or _to_come().search(text) or (year is not None and not states_day(text)):
                    continue
                is_about = _about("plan").search(lowered)
                if not surely and not is_about and _about("other").search(lowered):
                    continue
                sure = year is None and (surely or (bool(is_about) and not _about("other").search(lowered)))
                yield Said(day, sentence.strip(), sure, states_day(text))
                break


def _clause(text: str, start: int, end: int) -> str:
    """The part of a sentence, between commas and conjunctions, that has a match in it."""
    before = [match.end() for match in _CLAUSE.finditer(text, 0, start)]
    after = _CLAUSE.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


@cache
def _said() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    return tuple((bool(entry.get("surely")), _any(entry["say"])) for entry in words("followed_up")["said"])


@cache
def _about(what: str) -> re.Pattern[str]:
    return re.compile(_any(words("followed_up")["about"][what]).pattern + r"(?!\w)")


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(_any(words("followed_up")["to_come"]["say"]).pattern + r"(?!\w)")


def _any(ways: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")


# --- a day in the place of a column's month ------------------------------------------------------------------------


def may_be(day: date, first: date | None, last: date) -> bool:
    """Whether a day that is said can be that on which a column's period was followed up: a day stated is its own."""
    return first is not None and first <= day <= last + _WRITTEN_LATER


def on_its_day(rows: Sequence[Row], day: date, latest: date | None) -> tuple[Row, ...]:
    """The rows with the follow-ups of the columns' latest day on the day instead, and none after it: a document tells
    nothing of what came after it was followed up. Earlier ones stay."""
    return tuple(
        replace(
            row,
            followups=tuple(
                replace(one, date=day, first=None) if one.date and (one.date == latest or one.date > day) else one
                for one in row.followups
            ),
        )
        for row in rows
    )
