"""Words that a narrow column broke over its lines, put together again before anything else reads the text.

A word longer than its column is cut wherever the column ends, without a hyphen: "Fokuso", "mråde". What a header, an
area or a title is called can't be matched until such a word is whole. Whether a line's last word and the next line's
first are one is a score: what stands in the vocabulary or elsewhere in the document, how the words of both end and
begin (learnt from them), and whether the word fills its line as only a word too long for its column does.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from loaders.mend import spelt_words
from loaders.plan.stacked.column_words import whole_words_seen
from loaders.plan.stacked.joins import is_time_word
from loaders.plan.stacked.text import Line, Stream, Word, key_of, width_of
from loaders.text import fold
from loaders.vocabulary import words as vocabulary

_EDGES = ".,:;!?()\"'”“’»«–—•"
_FEWEST_WRAPS = 0.1
_MOST_PIECES = 5
# How far apart (thousandths of the type size) a line and a wider one under it may be for the first to be full.
_FULL = 280
_NEVER = -99.0
# What each sign is worth, as log odds that the two are one word.
_ALONE, _BESIDE, _UNTOLD = 0.5, -2.0, -2.5
_WHOLE_KNOWN, _WHOLE_SPELT, _HEAD_KNOWN, _TAIL_KNOWN, _LETTER, _SMALL_WORD = 5.0, 4.0, -1.5, -3.0, 4.0, -4.0
_ENDS_AS_NONE, _LONG, _TELLING = 3.0, 10, 4
_EDGE_TRUST = 2.0
_MOST_OF_EDGE = 2.5


@dataclass(frozen=True, slots=True)
class _Book:
    """Words that are known to be whole, and how often each ending and beginning of two letters ends or begins one."""

    spelt: frozenset[str]
    known: frozenset[str]
    never_last: frozenset[str]
    never_first: frozenset[str]
    ends: Counter[str]
    begins: Counter[str]
    inside: Counter[str]

    def edge(self, head: str, tail: str) -> float:
        """What the letters on both sides say: above 0 where they seldom end and begin words."""
        return self._of(self.ends[head[-2:]], self.inside[head[-2:]]) + self._of(
            self.begins[tail[:2]], self.inside[tail[:2]]
        )

    @staticmethod
    def _of(at_edge: int, inside: int) -> float:
        said = math.log((inside + _EDGE_TRUST) / (at_edge + _EDGE_TRUST))
        return max(-_MOST_OF_EDGE, min(_MOST_OF_EDGE, said))


def whole_words(stream: Stream) -> Stream:
    """The stream with every broken word whole on the line that it begins on; a line that held nothing but a word's
    last piece is gone."""
    if stream.is_ocr or not stream.lines:
        return stream
    joins = broken_words(stream)
    if not joins:
        return stream
    lines: list[Line] = []
    words: list[Word] = []
    gap = 0
    for number, line in enumerate(stream.lines):
        rest = line.text
        own = list(stream.words[line.first : line.after])
        if number in joins and words:
            head, tail = words[-1], own[0]
            text = head.text + tail.text
            words[-1] = replace(head, text=text, key=key_of(text.strip("_") or text, stream.is_ocr))
            above = lines[-1]
            own = own[1:]
            # Where the word's last line holds more, the text goes on there as surely as after a space.
            lines[-1] = replace(above, text=above.text + tail.text, spaced=bool(own) or line.spaced)
            if not own:
                gap = max(gap, line.gap)
                continue
            rest = line.text[len(tail.text) :].lstrip()
        first = len(words)
        words += [replace(word, line=len(lines)) for word in own]
        lines.append(replace(line, text=rest, first=first, after=len(words), gap=max(gap, line.gap)))
        gap = 0
    return Stream(tuple(lines), tuple(words), stream.is_ocr, stream.in_blocks)


def broken_words(stream: Stream) -> set[int]:
    """The lines whose first word goes on with the last word of the line above."""
    lines = stream.lines
    tells = sum(line.spaced for line in lines) >= _FEWEST_WRAPS * len(lines)
    book = _book_of(stream)
    found: set[int] = set()
    at = 1
    while at < len(lines):
        run = _known_chain(stream, book, at, tells)
        if run:
            found.update(range(at, at + run))
            at += run
            continue
        if _score(stream, book, at, tells, _head(stream, found, at)) > 0:
            found.add(at)
        at += 1
    return found


def _head(stream: Stream, found: set[int], at: int) -> str:
    """The word before the line's first one, with the pieces already joined to it."""
    text = ""
    line = at - 1
    while True:
        one = stream.lines[line]
        text = stream.words[one.after - 1].text + text
        if line not in found or one.after - one.first > 1:
            return text
        line -= 1


def _known_chain(stream: Stream, book: _Book, at: int, tells: bool) -> int:
    """How many lines from here are pieces of one known word that begins above, 0 when two pieces are the most."""
    text = head = stream.words[stream.lines[at - 1].after - 1].text
    parted = False
    for count in range(1, _MOST_PIECES):
        line = at + count - 1
        if line >= len(stream.lines) or not _may_join(stream, line, text, tells):
            return 0
        above, one = stream.lines[line - 1], stream.lines[line]
        text += stream.words[stream.lines[line].first].text
        apart = above.page != one.page or one.gap > 1
        parted = parted or apart
        # Over a page's end only a word of the vocabulary that begins as none.
        known = book.spelt if parted and _bare(head) not in book.known else frozenset() if parted else book.known
        if (count > 1 or parted) and _bare(text) in known:
            return count
        if stream.lines[line].after - stream.lines[line].first > 1:
            return 0
    return 0


def _may_join(stream: Stream, at: int, head: str, tells: bool) -> bool:
    lines, words = stream.lines, stream.words
    above, tail = lines[at - 1], words[lines[at].first].text
    if (tells and above.spaced) or _counts_weeks(stream, at) or is_time_word(tail):
        return False
    if lines[at].gap and above.after - above.first == 1 and _bare(head) in _one_word_headers():
        # A blank line under a header that is whole: what stands there is another block.
        return False
    is_upper = len(head) > 1 and head.isupper() and tail.isupper()
    if head.endswith("/"):
        return _bare(head + tail) in _headers()
    return head[-1:].isalpha() and (tail[:1].islower() or is_upper)


def _counts_weeks(stream: Stream, at: int) -> bool:
    """Whether the line begins with a week's number («v. 8»): no piece of a word."""
    first, after = stream.lines[at].first, stream.lines[at].after
    return first + 1 < after and stream.words[first].key in _weeks() and stream.words[first + 1].text[:1].isdigit()


def _score(stream: Stream, book: _Book, at: int, tells: bool, head: str) -> float:
    lines, words = stream.lines, stream.words
    if not _may_join(stream, at, head, tells):
        return _NEVER
    above = lines[at - 1]
    if above.page != lines[at].page or lines[at].gap > 1:
        return _NEVER
    tail = words[lines[at].first].text
    is_alone = above.after - above.first == 1
    if is_alone and not _is_full(stream, at, tail, tells):
        return _NEVER
    score = (_ALONE if is_alone else _BESIDE) + (0.0 if tells else _UNTOLD)
    one, other, whole = _bare(head), _bare(tail), _bare(head + tail)
    score += _WHOLE_KNOWN if whole in book.known else 0.0
    score += _HEAD_KNOWN if one in book.known else _WHOLE_SPELT if whole in book.spelt else 0.0
    if tells and _ends_as_none(stream, book, at, head):
        score += _ENDS_AS_NONE
    elif len(other) == 1:
        score += _LETTER if other not in ("i", "a", "o") or tail[0] in "ao" else -_LETTER
    else:
        is_known = other in book.known or (len(other) >= _TELLING and fold(other) in whole_words_seen())
        score += _TAIL_KNOWN if is_known or _begins_known(stream, book, at, tells) else 0.0
    small = fold(other) in book.never_first and not (tells and _ends_as_none(stream, book, at, head))
    score += _SMALL_WORD * ((fold(one) in book.never_last) + small)
    return score + book.edge(one, other)


def _ends_as_none(stream: Stream, book: _Book, at: int, head: str) -> bool:
    """Whether the tail of a long word is all of its line, a cell ends there and no cell ends with such a word:
    «Brandstationsplats», «en»."""
    line = stream.lines[at]
    tail = stream.words[line.first].text
    is_last = line.after - line.first == 1 and not line.spaced
    return is_last and len(head) >= _LONG and tail.isascii() and fold(tail) in book.never_last


def _begins_known(stream: Stream, book: _Book, at: int, tells: bool) -> bool:
    """Whether the line holds the first piece of a known word: it is no piece of the word above then."""
    line, below = stream.lines[at], at + 1
    if line.after - line.first > 1 or below == len(stream.lines):
        return False
    text = stream.words[line.first].text
    if not _may_join(stream, below, text, tells):
        return False
    return _bare(text + stream.words[stream.lines[below].first].text) in book.known


def _is_full(stream: Stream, at: int, tail: str, tells: bool) -> bool:
    """Whether the line above is as wide as any line of its fragment, or of its cell where spaces tell where lines wrap:
    a word is cut only where the column ends."""
    lines = stream.lines
    width = lines[at - 1].width + width_of(tail[:1])
    below = at
    while below < len(lines) and (below == at or not lines[below].gap) and below < at + 4:
        is_last = below + 1 < len(lines) and lines[below + 1].gap > 0
        if not is_last and lines[below].width > width + _FULL:
            return False
        if tells and not lines[below].spaced:
            break
        below += 1
    return True


def _book_of(stream: Stream) -> _Book:
    """What the vocabulary and the document's own words teach; those at a line's ends may be pieces."""
    own: Counter[str] = Counter()
    for line in stream.lines:
        own.update(_bare(word.text) for word in stream.words[line.first + 1 : line.after - 1])
        if line.spaced and line.after - line.first > 1:
            own[_bare(stream.words[line.after - 1].text)] += 1
    spelt = _headers() | spelt_words()
    known = spelt | {word for word in own if word}
    ends: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for word in (*known, *whole_words_seen()):
        if word.isalpha() and len(word) > 2:
            ends[word[-2:]] += 1
            begins[word[:2]] += 1
            inside.update(word[at : at + 2] for at in range(1, len(word) - 2))
    borders = vocabulary("stacked")["borders"]
    never_last, never_first = frozenset(borders["never_last"]), frozenset(borders["never_first"])
    return _Book(spelt, known, never_last, never_first, ends, begins, inside)


def _bare(text: str) -> str:
    return text.casefold().strip(_EDGES)


@cache
def _weeks() -> frozenset[str]:
    return frozenset(vocabulary("stacked")["borders"]["weeks"])


@cache
def _one_word_headers() -> frozenset[str]:
    book = vocabulary("headers")
    said = [wording for column in book.values() if isinstance(column, dict) for wording in column["exact"]]
    return frozenset(wording for wording in said if " " not in wording)


@cache
def _headers() -> frozenset[str]:
    """Headers of one word that a slash parts ("delområde/plats"): cut after it, they are whole as well."""
    book = vocabulary("headers")
    said = [wording for column in book.values() if isinstance(column, dict) for wording in column["exact"]]
    return frozenset(wording for wording in said if "/" in wording and " " not in wording)
