"""Headings that count on from one another («A. Unga i riskzon», «B. …», «C. …»), or over which the rows' numbers begin
anew («1.1», «1.2»; «2.1»), some of them the names of areas: the others are areas of the plan too, whatever it calls
them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from loaders.plan.classify import areas_spoken_of, is_state, topic_area
from loaders.plan.stacked.headers.heading_lines import LONGEST_NAME, area_name_at
from loaders.plan.stacked.phrases import Phrases, phrases
from loaders.plan.stacked.text import Stream
from loaders.vocabulary import words as vocabulary

_MARK = re.compile(r"^(?:(\d{1,2})|([A-H]))[.)]\s+[A-ZÅÄÖ]")
# How many words a heading has, and what none ends with.
_MOST_WORDS, _ENDS = 9, (".", "?", "!", ",", ";", ":")
_FEWEST_NAMED, _FEWEST_COUNTED = 2, 3
_ROW = re.compile(r"^(\d{1,2})\.(\d{1,2})[.)]?(?=\s|$)")


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
    return found or _from_the_first(stream) or _over_numbers(stream, areas)


def _from_the_first(stream: Stream) -> dict[int, int]:
    """The lines that count from the first on, each number on one line alone, as `counted_headings` has them: letters of
    which some say an area's whole topic (no rows are counted so), or what mostly speaks of areas («1. Brott»)."""
    for is_letter in (True, False):
        bear: dict[int, list[int]] = {}
        for at in range(len(stream.lines)):
            mark = _mark(stream, at)
            if mark and mark[0] == is_letter:
                bear.setdefault(mark[1], []).append(at)
        found: list[int] = []
        while len(may := bear.get(len(found) + 1, [])) == 1 and (not found or may[0] > found[-1]):
            found += may
        texts = [_MARK.sub(lambda mark: mark[0][-1], stream.lines[at].text) for at in found]
        told = sum(bool(areas_spoken_of(text)) for text in texts)
        is_whole = is_letter and len(found) == sum(map(len, bear.values())) and any(map(topic_area, texts))
        if len(found) >= _FEWEST_COUNTED and (is_whole or told * 2 > len(found)):
            return {at: at + 1 for at in found}
    return {}


def _over_numbers(stream: Stream, areas: Phrases) -> dict[int, int]:
    """The lines over which the rows' numbers begin anew, as `counted_headings` has them: over each first row of a
    number stands what may be a heading, and over most of them an area's name."""
    firsts, last = [], (0, 0)
    for at, line in enumerate(stream.lines):
        number = _ROW.match(line.text)
        said = (int(number[1]), int(number[2])) if number else last
        if said == (last[0] + 1, 1) and at:
            firsts.append(at)
        if said in ((last[0] + 1, 1), (last[0], last[1] + 1)):
            last = said
    named = {
        after: at
        for after in firsts
        for at in range(max(0, after - LONGEST_NAME), after)
        if _named_to(stream, areas, at) == after
    }
    if len(named) < _FEWEST_NAMED or 2 * len(named) <= len(firsts):
        return {}
    for after in firsts:
        if after not in named and not (_may_head(stream, after - 1) and not _is_of_who(stream, after - 1)):
            return {}
    return {named.get(after, after - 1): after for after in firsts}


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
    mark = _MARK.match(stream.lines[at].text)
    if mark is None or not _may_head(stream, at):
        return None
    return (False, int(mark[1])) if mark[1] else (True, ord(mark[2]) - ord("A") + 1)


def _is_of_who(stream: Stream, at: int) -> bool:
    """Whether a line begins as the responsible of the row above may: with somebody's function."""
    line = stream.lines[at]
    return bool(_functions(stream.is_ocr).at(stream.words, line.first, line.after))


@cache
def _functions(is_ocr: bool) -> Phrases:
    return phrases(((word, "who") for word in vocabulary("stacked")["cues"]["title_start"]["words"]), is_ocr)


def _may_head(stream: Stream, at: int) -> bool:
    """Whether a line may be a heading: short, no sentence's end and more than a status."""
    line = stream.lines[at]
    is_short = line.after - line.first <= _MOST_WORDS
    return is_short and not line.text[:1].islower() and not line.text.endswith(_ENDS) and not is_state(line.text)
