"""Where a plan is signed off: lines to sign on, a place and a day, what they are called; or a key to its signs stands
below its rows. No row stands below them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from loaders.dates import MONTH_PATTERN
from loaders.plan.stacked.text import Stream
from loaders.text import fold
from loaders.vocabulary import words as vocabulary

_LINE_TO_SIGN = re.compile(r"[_.…·-]{6,}|…{2,}")
_PLACE_AND_DAY = re.compile(
    rf"[a-z][a-z-]+(?: [a-z][a-z-]+)?,?(?: den| i)? (?:(?:\d{{1,2}} )?{MONTH_PATTERN} 20\d\d|20\d\d-\d\d-\d\d)\.?"
)
_KEY = re.compile(r"\S = \S")
_FEWEST_OF_KEY = 2
_MOST_WORDS, _MOST_LINES = 12, 8


def closing_lines(stream: Stream, first: int, running: Collection[int]) -> list[int]:
    """The lines at the text's end that sign it off, from `first` on and without the pages' titles: the earliest that
    begins a fragment and says so, and all below it when they are few and short."""
    lines = stream.lines
    last = [at for at in range(first, len(lines)) if at not in running][-_MOST_LINES:]
    for place, at in enumerate(last):
        if any(lines[below].after - lines[below].first > _MOST_WORDS for below in last[place:]):
            continue
        if (lines[at].gap or at == first) and _signs_off(stream, at):
            return last[place:]
    return []


def _signs_off(stream: Stream, at: int) -> bool:
    line = stream.lines[at]
    text = line.text
    if any(_LINE_TO_SIGN.fullmatch(word.text) for word in stream.words[line.first : line.after]):
        return True
    if len(_KEY.findall(text)) >= _FEWEST_OF_KEY:
        return True
    folded = fold(text)
    is_dated = text[:1].isupper() and bool(_PLACE_AND_DAY.fullmatch(folded))
    return is_dated or folded.strip(" :.") in _said()


@cache
def _said() -> frozenset[str]:
    return frozenset(map(fold, vocabulary("stacked")["closing"]["words"]))
