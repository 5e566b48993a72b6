"""What a follow-up, a status or a comment says beside the status: the result that it names, and what would contradict
a status: that something is left or lies ahead, that the work goes on, or how it stands by its opening words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from loaders.records import Told
from loaders.vocabulary import words

_STATEMENTS = re.compile(r"(?<=[^\W_])[.;!?](?=\s|$)|(?:^|\s)(?=\d[.)]\s)")
_STRENGTH = ("effect", "verdict", "reach")
_OPENING = re.compile(r"^(?:\W|\d+[.)]\s)*")


def read_told(text: str) -> Told:
    """What the text says; each field of words holds an exact part of it, "" for what it does not say.

    A text names the strongest of its results: an effect before what people think of it before how many were reached.
    """
    statements = list(_statements(text))
    results = [found for start, said in statements for found in _results(said, start)]
    kind, result, rule = min(results, key=lambda one: (_STRENGTH.index(one[0]), one[1]), default=("", (0, 0), ""))
    left = _first(statements, "left")
    opens, opening = _opens(text)
    is_struck = _first(statements, "removed")[1] and not _first(statements, "moved")[1]
    return Told(
        result=kind,
        result_words=text[result[0] : result[1]],
        left_words=_said(text, left),
        ahead_words="" if left[1] else _said(text, _first(statements, "ahead")),
        works_words=_said(text, _first(statements, "works")) if is_struck else "",
        opens=opens,
        opens_words=_said(text, opening),
        rule=rule,
    )


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement in small letters with the place where it begins."""
    lowered = "".join(char.lower()[:1] for char in text)
    start = 0
    for end in [*(match.end() for match in _STATEMENTS.finditer(lowered)), len(lowered)]:
        if end > start:
            yield start, lowered[start:end]
        start = end


def _results(said: str, start: int) -> Iterator[tuple[str, tuple[int, int], str]]:
    unreal = [match.start() for _, pattern in _patterns("unreal") for match in pattern.finditer(said)]
    for entry, pattern in _patterns("result"):
        for match in pattern.finditer(said):
            if not any(place < match.end() for place in unreal) and not _is_unknown(said, match.end()):
                yield str(entry["kind"]), (start + match.start(), start + match.end()), str(entry["name"])


def _is_unknown(said: str, end: int) -> bool:
    """Whether the statement takes the result back: «effekten är inte mätt»."""
    return bool(re.match(r"\W*(?:inte|ej|okänt?|oklart?)\b", said[end:]))


def _first(statements: list[tuple[int, str]], kind: str) -> tuple[int, int]:
    found = [
        (start + match.start(), start + match.end())
        for start, said in statements
        for _, pattern in _patterns(kind)
        for match in [pattern.search(said)]
        if match
    ]
    return min(found, default=(0, 0))


def _opens(text: str) -> tuple[str, tuple[int, int]]:
    """The status whose words the text begins with."""
    lowered = "".join(char.lower()[:1] for char in text)
    start = _OPENING.match(lowered)
    assert start is not None  # it matches nothing too
    for entry, pattern in _patterns("opens"):
        match = pattern.match(lowered, start.end())
        if match:
            return str(entry["code"]), (match.start(), match.end())
    return "", (0, 0)


def _said(text: str, place: tuple[int, int]) -> str:
    return text[place[0] : place[1]]


@cache
def _patterns(kind: str) -> tuple[tuple[Mapping[str, Any], re.Pattern[str]], ...]:
    return tuple(
        (entry, re.compile("|".join(rf"(?<![^\W_])(?:{say})(?![^\W_])" for say in entry["say"])))
        for entry in words("told")[kind]
    )
