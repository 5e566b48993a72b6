"""Where a plan is signed off: lines to sign on, a place and a day, what they are called; or a key to its signs stands
below its rows. No row stands below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise

from loaders.dates import MONTH_PATTERN
from loaders.plan.stacked.headers.signs import signs_of
from loaders.plan.stacked.text import Stream, Word
from loaders.text import fold
from loaders.vocabulary import words as vocabulary

_LINE_TO_SIGN = re.compile(r"[_.…·-]{12,}|…{4,}")
_TO_SIGN_ON = 2
"""So many lines to sign on: what OCR makes of a table's rule stands alone."""
_PLACE_AND_DAY = re.compile(
    rf"([a-z][a-z-]+)(?: [a-z][a-z-]+)?,?(?: den| i)? (?:(?:\d{{1,2}} )?{MONTH_PATTERN} 20\d\d|20\d\d-\d\d-\d\d)\.?"
)
_KEY = re.compile(r"\S = \S")
_FEWEST_OF_KEY = 2
# How long a line is at most, and how many of them sign a plan off.
_MOST_WORDS, _MOST_LINES = 12, 8
# Sentences straight over a page: so many words at least, so wide (thousandths of the type size), and of their words the
# most that begin with a capital inside a sentence; a heading over them has so many words at most.
_FEWEST_OF_PROSE, _WIDE, _MOST_CAPITALS, _MOST_OF_HEADING = 10, 38_000, 0.12, 8


def closing_lines(stream: Stream, front: int, first: int, running: Collection[int]) -> list[int]:
    """The lines at the text's end that sign it off, from `first` on and without the pages' titles: the earliest that
    begins a fragment and says so, and all below it when they are few and short. `front` is the line after what stands
    over all tables: the place where a plan is signed is named there."""
    lines = stream.lines
    last = [at for at in range(first, len(lines)) if at not in running][-_MOST_LINES:]
    is_tight = not signs_of(stream).blank_lines
    places = {fold(word.text).strip(",.") for word in stream.words[: lines[front].first] if word.text[:1].isupper()}
    for place, at in enumerate(last):
        below = last[place:]
        if any(lines[line].after - lines[line].first > _MOST_WORDS and not is_prose(stream, line) for line in below):
            continue
        if (lines[at].gap and _heads_prose(stream, below)) or ((lines[at].gap or is_tight) and is_prose(stream, at)):
            return below
        if (lines[at].gap or at == first) and (
            _says_so(lines[at].text, places)
            or (_has_to_sign(stream, [at]) and _has_to_sign(stream, below, _TO_SIGN_ON))
        ):
            return below
    return []


def is_prose(stream: Stream, line: int) -> bool:
    """Whether a line says sentences straight over the page: it is too wide for a cell, and of its words hardly one
    begins with a capital that does not begin a sentence. In a line read across several cells begin."""
    words = stream.words[stream.lines[line].first : stream.lines[line].after]
    return len(words) >= _FEWEST_OF_PROSE and stream.lines[line].width >= _WIDE and are_sentences(words)


def are_sentences(words: Sequence[Word]) -> bool:
    """Whether words are whole sentences, of which hardly one begins with a capital inside them."""
    capitals = sum(
        word.text.lstrip("(")[:1].isupper() or word.barred
        for above, word in pairwise(words)
        if not above.text.endswith((".", "!", "?", ":"))
    )
    ends = words[-1].text.endswith((".", "!"))
    return words[0].text[:1].isupper() and capitals <= _MOST_CAPITALS * len(words) and ends


def _heads_prose(stream: Stream, lines: Sequence[int]) -> bool:
    """Whether the first of the lines is a short heading right over sentences."""
    head, *below = lines
    is_short = stream.lines[head].after - stream.lines[head].first <= _MOST_OF_HEADING
    return is_short and bool(below) and not stream.lines[below[0]].gap and is_prose(stream, below[0])


def _has_to_sign(stream: Stream, at: Sequence[int], least: int = 1) -> bool:
    """Whether so many lines to sign on stand on these lines of the text."""
    words = [word.text for line in at for word in stream.words[stream.lines[line].first : stream.lines[line].after]]
    return sum(bool(_LINE_TO_SIGN.fullmatch(word)) for word in words) >= least


def _says_so(text: str, places: Collection[str]) -> bool:
    """Whether a line says that the plan is signed below it, or explains its signs («Grön = klart Röd = nej»)."""
    if len(_KEY.findall(text)) >= _FEWEST_OF_KEY:
        return True
    folded = fold(text)
    dated = _PLACE_AND_DAY.fullmatch(folded)
    is_of_place = dated is not None and not {dated[1], f"{dated[1]}s"}.isdisjoint(places)
    return text[:1].isupper() and (is_of_place or folded.strip(" :.") in _said() or folded.startswith(_begun()))


@cache
def _said() -> frozenset[str]:
    return frozenset(map(fold, vocabulary("stacked")["closing"]["words"]))


@cache
def _begun() -> tuple[str, ...]:
    return tuple(f"{fold(words)} " for words in vocabulary("stacked")["closing"]["begins"])
