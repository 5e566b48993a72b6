"""The words that count a table's rows: 1, 2, 3 … down a column, the strongest sign of where rows begin.

Bare numbers also stand in sentences and in other columns. A count leaves hardly any number out: in text that stands in
order each comes after the one before it and not before a word in lower case, in blocks each fills a line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache

from loaders.plan.stacked.phrases import joining
from loaders.plan.stacked.text import Line, Stream, key_of
from loaders.text import fold
from loaders.vocabulary import words as vocabulary

_FEWEST, _FEWEST_ANEW = 8, 3
_NUMBER = re.compile(r"^[1-9][0-9]{0,2}$")
# Cells numbered in parts: how many there are at least, and the share of them that begins a line.
_IN_PARTS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.?$")
_FEWEST_IN_PARTS, _AT_STARTS = 5, 0.8
# Of the numbers up to the last one, how many may be missing.
_MISSING = 0.1


def counts_rows(header: str) -> bool:
    """Whether a column under this header counts the rows."""
    return fold(header).rstrip(".") in vocabulary("stacked")["headers"]["counts"]


def counted_in(stream: Stream, tables: Sequence[Sequence[int]]) -> frozenset[int]:
    """The words that count the rows of tables (their lines): all through the document or from 1 in each, whichever
    counts more."""
    through = counted(stream, [line for lines in tables for line in lines])
    if stream.in_blocks or len(tables) < 2:
        return frozenset(through)
    anew = [chain for lines in tables if len(chain := _in_order(_places(stream, lines))) >= _FEWEST_ANEW]
    words = frozenset(index for chain in anew for index in chain.values())
    return words if len(anew) > 1 and len(words) >= max(_FEWEST, len(through) + 1) else frozenset(through)


def counted(stream: Stream, lines: Sequence[int]) -> dict[int, int]:
    """The words in these lines that count the rows, each with its number; none where no column counts them."""
    places = _places(stream, lines)
    chain = _alone(places) if stream.in_blocks else _in_order(places)
    return {index: number for number, index in chain.items()} if len(chain) >= _FEWEST else {}


def counted_at_starts(stream: Stream, lines: Sequence[int]) -> frozenset[int]:
    """The words that begin these lines and count on from 1, whatever stands beside them in the line; none where they
    are few. Where lines go straight across, the rest of a cell may stand beside a row's number."""
    places: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        first = stream.lines[line].first
        if _NUMBER.match(stream.words[first].text):
            places[int(stream.words[first].text)].append(first)
    chain = _in_order(places)
    return frozenset(chain.values()) if len(chain) >= _FEWEST else frozenset()


def numbered(stream: Stream, lines: Sequence[int]) -> frozenset[int]:
    """The words «1.1», «1.2», «2.1» … in these lines that number cells, each the next one after the one before it or
    the first of another part; inside a line a capital follows, and nothing before it refers to another place («Se
    avsnitt 1.1 Lägesbild»). None where they are few."""
    chain: list[int] = []
    part = number = 0
    for line in (stream.lines[one] for one in lines):
        referred = _referred(stream, line)
        for index in range(line.first, line.after):
            match = _IN_PARTS.match(stream.words[index].text)
            is_over = index + 1 < line.after and stream.words[index + 1].text[:1].isupper()
            if not match or index in referred or not (index == line.first or is_over):
                continue
            now = (int(match[1]), int(match[2]))
            if now == (part, number + 1) or (now[0] in (part + 1, part + 2) and now[1] == 1):
                part, number = now
                chain.append(index)
    return frozenset(chain) if len(chain) >= _FEWEST_IN_PARTS else frozenset()


def _referred(stream: Stream, line: Line) -> frozenset[int]:
    """The words «1.1» … inside the line that only refer to what they number elsewhere: after «avsnitt», or joined to
    such a one («avsnitt 1.1 Lägesbild och 1.2 Orsaker»)."""
    found: set[int] = set()
    for index in range(line.first + 1, line.after):
        before = stream.words[index - 1].key.strip('.,:;()"»«')
        goes_on = bool(found) and before in joining(stream.is_ocr)
        if _IN_PARTS.match(stream.words[index].text) and (goes_on or before in _refers(stream.is_ocr)):
            found.add(index)
    return frozenset(found)


@cache
def _refers(is_ocr: bool) -> frozenset[str]:
    return frozenset(key_of(word, is_ocr) for word in vocabulary("stacked")["borders"]["refers"])


def begin_lines(stream: Stream, words: Collection[int]) -> bool:
    """Whether nearly all of the words begin lines: they then stand in the first column."""
    starts = sum(stream.lines[stream.words[index].line].first == index for index in words)
    return starts >= _AT_STARTS * len(words)


def _places(stream: Stream, lines: Sequence[int]) -> dict[int, list[int]]:
    """Where each number stands that may count a row."""
    places: dict[int, list[int]] = defaultdict(list)
    for number in lines:
        line = stream.lines[number]
        if stream.in_blocks and line.after - line.first > 1:
            continue
        for index in range(line.first, line.after):
            text = stream.words[index].text
            goes_on = index + 1 < line.after and stream.words[index + 1].text[0].islower()
            if _NUMBER.match(text) and not goes_on:
                places[int(text)].append(index)
    return places


def _alone(places: dict[int, list[int]]) -> dict[int, int]:
    """Each number from 1 on that fills one line, and of those that fill several the one nearest the one before it."""
    found: dict[int, int] = {}
    missing = number = 0
    last = -1
    while missing <= _MISSING * max(number, _FEWEST):
        number += 1
        after = [index for index in places.get(number, ()) if index > last] or places.get(number, [])
        if after:
            last = after[0]
            found[number] = last
        else:
            missing += 1
    return found


def _in_order(places: dict[int, list[int]]) -> dict[int, int]:
    """The longest run of numbers from 1 on in which each comes after the one before it, each as near as may be to the
    next."""
    first: dict[int, int] = {}
    number, last = 1, -1
    while (at := next((index for index in places.get(number, ()) if index > last), None)) is not None:
        first[number] = last = at
        number += 1
    found: dict[int, int] = {}
    after = float("inf")
    for number in reversed(first):
        found[number] = max(index for index in places[number] if index < after)
        after = found[number]
    return found
