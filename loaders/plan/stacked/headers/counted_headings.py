"""Headings that count on from one another («A. Unga i riskzon», «B. …», «C. …»), some of them the names of areas: the
others are areas of the plan too, whatever it calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.plan.classify import is_state
from loaders.plan.stacked.headers.heading_lines import area_name_at
from loaders.plan.stacked.phrases import Phrases
from loaders.plan.stacked.text import Stream

_MARK = re.compile(r"^(?:(\d{1,2})|([A-H]))[.)]\s+[A-ZÅÄÖ]")
_MOST_WORDS, _ENDS = 9, (".", "?", "!", ",", ";", ":")
_FEWEST_NAMED = 2


def counted_headings(stream: Stream, areas: Phrases) -> dict[int, int]:
    """The lines that begin such a heading, each with the line after it; empty where fewer than two of them name an area
    or those that do count in no order. A number that several lines between its neighbours may bear is nobody's."""
    named = {
        at: after for at in range(len(stream.lines)) if _mark(stream, at) and (after := _named_to(stream, areas, at))
    }
    found: dict[int, int] = {}
    for is_letter in (False, True):
        known = [(mark[1], at) for at in named if (mark := _mark(stream, at)) and mark[0] == is_letter]
        if len(known) < _FEWEST_NAMED or any(one >= other for (one, _), (other, _) in pairwise(known)):
            continue
        found.update((at, named[at]) for _, at in known)
        for line in _between(stream, known, is_letter):
            found[line] = line + 1
    return found


def _between(stream: Stream, known: Sequence[tuple[int, int]], is_letter: bool) -> list[int]:
    """The lines that bear the numbers that are missing between those known, and the next ones after the last."""
    marked = [(mark[1], at) for at in range(len(stream.lines)) if (mark := _mark(stream, at)) and mark[0] == is_letter]
    found = []
    for (one, above), (other, below) in pairwise(known):
        at = above
        for number in range(one + 1, other):
            may = [line for said, line in marked if said == number and at < line < below]
            if len(may) == 1:
                found.append(at := may[0])
    number, at = known[-1]
    while len(may := [line for said, line in marked if said == number + 1 and line > at]) == 1:
        number, at = number + 1, may[0]
        found.append(at)
    return found


def _named_to(stream: Stream, areas: Phrases, at: int) -> int:
    return area_name_at(stream, areas, at, len(stream.lines))


def _mark(stream: Stream, at: int) -> tuple[bool, int] | None:
    """Whether it is a letter that counts a short line that ends no sentence, and which in order; None for others."""
    line = stream.lines[at]
    mark = _MARK.match(line.text)
    if mark is None or line.after - line.first > _MOST_WORDS or line.text.endswith(_ENDS) or is_state(line.text):
        return None
    return (False, int(mark[1])) if mark[1] else (True, ord(mark[2]) - ord("A") + 1)
