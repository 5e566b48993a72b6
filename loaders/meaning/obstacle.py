"""What stands in the way of a measure, as its follow-up says it: what it waits for, what it lacks, what hinders it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.meaning.actors import HOME, read_actors
from loaders.meaning.timing_cues import phrase_pattern
from loaders.records import Obstacle
from loaders.text import fold
from loaders.vocabulary import words

NONE = Obstacle()
_LONGEST = 70
_SENTENCE = re.compile(r"[.!?;•\n](?=\s|$)")
_CLAUSE = re.compile(
    r"[.!?;,:()•\n]|\s[-–—]\s|\b(?:för att|så att|innan|som|men|och därefter|och sedan)\b", re.IGNORECASE
)
_SENDER = re.compile(r"\b(?:från|av|hos)\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    kind: str
    waits_before: bool
    pattern: re.Pattern[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(data["name"], data["kind"], data.get("waits") == "before", re.compile(phrase_pattern(data["phrases"])))
        for data in words("obstacle")["cue"]
    )


@cache
def _denials() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What denies an obstacle before it in its sentence, what after it, and what tells later that it has passed."""
    vocabulary: dict[str, Any] = words("obstacle")
    before = re.compile(phrase_pattern(vocabulary["denied"]["before"]) + r"\s+(?:\w+\s+){0,2}$")
    after = re.compile(phrase_pattern(vocabulary["denied"]["after"]))
    return before, after, re.compile(phrase_pattern(vocabulary["passed"]["phrases"]))


def read_obstacle(*texts: str, home: str = HOME) -> Obstacle:
    """The obstacle that the first of `texts` with any names; of several in one text, the last. NONE when none does.

    `home` is the party of the municipality's own parts, as read_actors has it.
    """
    for text in texts:
        found = _last(text)
        if found:
            cue, start, end = found
            waits_for = _waited_for(text, cue, start, end) if cue.kind == "waiting" else ""
            return Obstacle(cue.kind, text[start:end], cue.name, waits_for, _party(waits_for, home))
    return NONE


def _last(text: str) -> tuple[_Cue, int, int] | None:
    plain = "".join(" " if char.isspace() else (fold(char) or char)[:1] for char in text)
    denied, gone, passed = _denials()
    found: tuple[_Cue, int, int] | None = None
    for cue in _cues():
        for match in cue.pattern.finditer(plain):
            first, last = _sentence(text, match.start(), match.end())
            if denied.search(plain[first : match.start()]) or gone.search(plain[match.end() : last]):
                continue
            if passed.search(plain[match.end() :]):
                continue
            if found is None or match.start() > found[2]:
                found = cue, match.start(), match.end()
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((stop.end() for stop in _SENTENCE.finditer(text, 0, start)), default=0)
    stop = _SENTENCE.search(text, end)
    return first, stop.start() if stop else len(text)


def _waited_for(text: str, cue: _Cue, start: int, end: int) -> str:
    """The words that name what is waited for: up to the clause's end, or from its beginning."""
    if cue.waits_before:
        first, _ = _sentence(text, start, end)
        said = _CLAUSE.split(text[first:start])[-1]
    else:
        said = _CLAUSE.split(text[end:])[0]
    return said.strip()[:_LONGEST].strip()


def _party(waits_for: str, home: str) -> str:
    """The party that is waited for, where the words name one."""
    sender = _SENDER.search(waits_for)
    for said in (sender[1] if sender else "", waits_for):
        named = next((actor.party for actor in read_actors(said, home=home).actors if actor.party), "") if said else ""
        if named:
            return named
    return ""
