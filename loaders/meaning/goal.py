"""Whether a goal can be measured: what it says shall come of the measure, how much, by when, and in which soft words.

A goal of several statements is as measurable as the best of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from loaders.records import Goal
from loaders.vocabulary import words

_STATEMENTS = re.compile(r"(?<=\S)[.;!?](?=\s+[A-ZÅÄÖ\d-])|\s(?=\d[.)]\s)|\s-\s")
_AIMS = ("change", "state", "activity")
_CLAUSE = re.compile(r"[,:;]|\boch\b")
_UNDER = re.compile(r"(?<!^)\b(?:när|där|som|om|vilka|vilken|vilket|eftersom|medan|innan|huruvida|att)\b")


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of the text at [start, end), and what the vocabulary entry that knows them says of them."""

    start: int
    end: int
    rule: str
    only_exact: bool = False
    aim: str = ""


def read_goal(text: str) -> Goal:
    """What the goal's own words give; every field holds words of the text, "" for what it does not say.

    `aim` is a change («minskar»), a state that is there or not («är beslutad»), an activity («hålls») or, when nothing
    but a number of something is said, a count. `vague` are words that nobody can follow up, unless a number does.
    """
    if not text.strip():
        return Goal("", "", "", "", "", "")
    read = [_statement(part) for part in _parts(text)]
    best = min(read, key=lambda goal: len(goal.lacks))
    dated = best if best.date_words else next((goal for goal in read if goal.date_words), best)
    return replace(best, date_words=dated.date_words)


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in _STATEMENTS.split(text)]
    return [part for part in parts if re.search(r"[^\W\d_]", part)] or [text]


def _statement(text: str) -> Goal:
    flat = lowered(text)
    counting = _without(flat, "no_number")
    exact, total = _first(counting, "number"), _first(counting, "total")
    date = _first(flat, "date")
    soft = _all(flat, "vague")
    vague = next((one for one in soft if not exact and (one.only_exact or not total)), None)
    aims = [(kind, one) for kind in _AIMS for one in [_first(flat, kind)] if one]
    aims += [(one.aim, one) for one in soft if one.aim]
    kind, aim = aims[0] if aims else ("count", exact) if exact else ("", None)
    number = exact or total
    found = [one for one in (aim, number, date, vague) if one]
    return Goal(
        kind,
        _said(text, aim),
        _said(text, number),
        _said(text, date),
        _said(text, vague),
        ", ".join(dict.fromkeys(one.rule for one in found)),
    )


def lowered(text: str) -> str:
    """The text in small letters, letter by letter, so that each place is the same in both."""
    return "".join(char.lower()[:1] for char in text)


def _said(text: str, found: _Found | None) -> str:
    return text[found.start : found.end] if found else ""


def _first(flat: str, kind: str) -> _Found | None:
    return min(_all(flat, kind), key=lambda one: (one.start, -one.end), default=None)


def _all(flat: str, kind: str) -> list[_Found]:
    return [
        _Found(match.start(), match.end(), str(entry["name"]), bool(entry.get("only_exact")), str(entry.get("aim", "")))
        for entry, pattern in _patterns(kind)
        for match in [pattern.search(flat)]
        if match and not (kind == "state" and _is_beside(flat[: match.start()]))
    ]


def _is_beside(before: str) -> bool:
    """Whether what follows belongs to a clause that only says when, where or of whom: «där behov finns»."""
    return bool(_UNDER.search(" " + _CLAUSE.split(before)[-1].strip() if _CLAUSE.search(before) else before))


def _without(flat: str, kind: str) -> str:
    """The text with what `kind` knows blanked out, each place kept."""
    for _, pattern in _patterns(kind):
        flat = pattern.sub(lambda match: " " * len(match.group()), flat)
    return flat


@cache
def _patterns(kind: str) -> tuple[tuple[Mapping[str, Any], re.Pattern[str]], ...]:
    return tuple(
        (entry, re.compile("|".join(rf"(?<![^\W_])(?:{say})(?![^\W_])" for say in entry["say"])))
        for entry in words("goal")[kind]
    )
