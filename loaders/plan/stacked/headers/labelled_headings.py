"""Headings that their label tells as an area's, whatever the municipality calls it: «Fokusområde B: Torgen»."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from loaders.plan.stacked.headers.running import PAGE_ENDS
from loaders.plan.stacked.phrases import area_label, past_number
from loaders.plan.stacked.text import Stream
from loaders.text import fold

# How far down the header row may begin, and how long the heading may be.
_MOST_LINES, _MOST_WORDS = 3, 18


def labelled_at(stream: Stream, at: int, is_header: Callable[[int], bool], is_word: Callable[[int], bool]) -> int:
    """The line after a labelled heading that begins on line `at` and that a header row follows on its page; 0 when
    there is none. `is_header` is whether a header row begins on a line, `is_word` whether a header begins at a word: a
    label that headers follow in its line is itself one. The name behind the label may be any."""
    lines = stream.lines
    first = lines[at].first
    name = _name_at(stream, at)
    if not name or is_word(name):
        return 0
    for below in range(at + 1, min(len(lines), at + 1 + _MOST_LINES)):
        is_long = lines[below - 1].after - first > _MOST_WORDS
        if lines[below].gap >= PAGE_ENDS or is_long or lines[below - 1].text.endswith((".", ",", ";")):
            return 0
        if is_header(below):
            return below
        if lines[below].gap:
            return 0
    return 0


def is_labelled(stream: Stream, at: int) -> bool:
    """Whether the line begins with an area's label and a name behind it."""
    return bool(_name_at(stream, at))


def _name_at(stream: Stream, at: int) -> int:
    """The word that the name begins with behind the label that begins on line `at`; 0 when there is none."""
    words, first, after = stream.words, stream.lines[at].first, stream.lines[at].after
    name = past_number(words, first, after)
    label = " ".join(word.text for word in words[first:name])
    return name if name > first and _label().fullmatch(fold(label)) and words[name].text[:1].isupper() else 0


@cache
def _label() -> re.Pattern[str]:
    """A label with a number, a letter or a mark: «Område 2 Torgen», «Fokusområde B – Torgen», «Tema: Torgen»."""
    return re.compile(rf"{area_label()} ?(?:(?:\d{{1,2}}|[a-h])\s?[.:)–—-]?|[:–—-])")
