"""Lines over a table that may be its heading: an area's name, or any words where other tables have such headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from loaders.plan.classify import is_state
from loaders.plan.stacked.phrases import Phrases, past_number
from loaders.plan.stacked.text import Stream
from loaders.text import collapse, fold
from loaders.vocabulary import words as vocabulary

# How far over a header its area may stand, in lines and in words.
_MOST_LINES, _MOST_WORDS = 8, 14
# How many lines a heading of any words has, and what none ends with.
_MOST_HEADING_LINES, _ENDS = 2, ".?!,;:"
_NUMBER = re.compile(r"(?:\D{0,14}?\b(\d{1,2})\b[.):]?|([A-H])[.):])\s+\S")
_LAST_NUMBER = re.compile(r"(?<=\w)\W*\b\d{1,3}(?:\s*(?:av|\(|/)\s*\d{1,3}\)?)?$")
# How many lines an area's name may take in a narrow column.
LONGEST_NAME = 6


def area_above(stream: Stream, areas: Phrases, first: int, floor: int) -> tuple[int, int, str]:
    """The nearest heading over the header at line `first` that is an area's name and nothing else, as (its first line,
    the line after it, the name); (first, first, "") when none is near. Only short lines that end no sentence may stand
    between: a title, when it was last changed. `floor` is the line after what is known to stand above."""
    lines = stream.lines
    for at in range(first - 1, max(floor, first - _MOST_LINES) - 1, -1):
        if lines[first].first - lines[at].first > _MOST_WORDS or lines[at].text.endswith((".", "?", "!", ",")):
            break
        if at > floor and not lines[at].gap and at > 0:
            continue
        after = area_name_at(stream, areas, at, first)
        if after:
            return at, after, collapse(" ".join(line.text for line in lines[at:after]))
    return first, first, ""


def lines_said(stream: Stream) -> Counter[str]:
    """How often each line, and each two lines, of the text say the same but for a number after them («Sida 2»)."""
    return Counter(
        _unnumbered(_text_of(stream, at, at + many))
        for many in range(1, _MOST_HEADING_LINES + 1)
        for at in range(len(stream.lines) - many + 1)
    )


def is_said_again(stream: Stream, said: Counter[str], line: int) -> bool:
    """Whether another line says the same but for a number after it, as a page's title does («Plan 2025 – 3»)."""
    return said[_unnumbered(_text_of(stream, line, line + 1))] > 1


def heading_above(
    stream: Stream, said: Counter[str], first: int, floor: int, *, is_tight: bool = False, is_across: bool = False
) -> int:
    """The first line of a heading of any words right over the header at line `first`, in a fragment of its own; `first`
    when none stands there. Only what other tables of the text have over them tells that it is one, so the caller asks
    for that. What stands so more than once is a page's title or a header, and what ends a sentence or says no more than
    how it went is a cell. `said` counts the lines of the text (`lines_said`). `is_tight` where no blank line need stand
    over it, as OCR reads lines set close; `is_across` where the text is read across the columns, as only OCR reads: it
    puts a blank line between heading and header, or none."""
    lines = stream.lines
    if first >= len(lines) or lines[first].gap > (1 if stream.is_ocr or is_across else 0):
        return first
    for at in range(first - 1, max(floor, first - _MOST_HEADING_LINES) - 1, -1):
        if lines[at].gap or (is_tight and (at == floor or not lines[at - 1].spaced)):
            return at if may_head(stream, said, at, first) else first
    return first


def area_line_above(stream: Stream, said: Counter[str], areas: Phrases, first: int, floor: int) -> int:
    """The line right over the header at line `first` when it is a short heading that begins with an area's name;
    `first` when it is none. For text that OCR read, where lines set close have no blank line between."""
    at = first - 1
    if not stream.is_ocr or at < floor or not may_head(stream, said, at, first):
        return first
    end = stream.lines[at].after
    return at if areas.at(stream.words, past_number(stream.words, stream.lines[at].first, end), end) else first


def may_head(stream: Stream, said: Counter[str], at: int, first: int) -> bool:
    """Whether the lines from `at` to the header at `first` may be a heading: few words, a capital first, no sentence's
    end, more than a status, and the only lines that say so."""
    lines, words = stream.lines, stream.words
    text = _text_of(stream, at, first)
    name = words[past_number(words, lines[at].first, lines[at].after)].text
    if lines[first - 1].after - lines[at].first > _MOST_WORDS or not name[:1].isupper():
        return False
    if (text[-1] in _ENDS and fold(words[lines[first - 1].after - 1].text) not in abbreviations()) or is_state(text):
        return False
    return said[_unnumbered(text)] == 1


@cache
def abbreviations() -> frozenset[str]:
    """Words with a full stop that ends no sentence («Välfärdsbrott m.m.»), as they are matched."""
    return frozenset(map(fold, vocabulary("stacked")["abbreviations"]["words"]))


def are_numbered_on(texts: Sequence[str]) -> bool:
    """Whether headings are numbered or lettered one after the other («1. Barn och unga», «2. Trygga torg», …)."""
    found = [_NUMBER.match(text) for text in texts]
    numbers = [int(number[1]) if number[1] else ord(number[2]) for number in found if number]
    return len(numbers) == len(texts) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _unnumbered(text: str) -> str:
    return _LAST_NUMBER.sub("", text)


def _text_of(stream: Stream, first: int, after: int) -> str:
    return collapse(" ".join(line.text for line in stream.lines[first:after]))


def area_name_at(stream: Stream, areas: Phrases, at: int, limit: int) -> int:
    """The line after an area's name, perhaps with a number before it, that fills its lines; 0 when there is none before
    line `limit`."""
    lines, words = stream.lines, stream.words
    for after in range(at + 1, min(limit, at + LONGEST_NAME, len(lines)) + 1):
        end = lines[after - 1].after
        start = past_number(words, lines[at].first, end)
        label = words[lines[at].first : start]
        if (
            not stream.is_ocr
            and label
            and words[start].line != label[-1].line
            and label[-1].text.isalpha()
            and len(label[-1].text) > 1
        ):
            # «Prioriterat område» in lines of its own is a header, and the area its column's first cell.
            return 0
        if any(start + taken == end for taken, _ in areas.at(words, start, end)):
            return after
    return 0
