"""Header rows that OCR read straight across the columns, over as many lines as the tallest header has.

«Nr | Prioriterat Bakgrund Ansvarig» over «samverkansom part» over «rade»: each line's words go on, from left to right,
in headers that the lines above began, and together they are headers that the vocabulary knows. A narrow column breaks a
word anywhere, so that what is matched is letters without spaces.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.plan.stacked.text import Stream, Word, key_of

# How many blank lines may stand inside a row, how many lines it has and words each header, how many columns it names at
# least, and how many of its headers may be unknown.
_MOST_GAP = 1
_MOST_LINES, _LONGEST, _FEWEST_KINDS, _MOST_UNKNOWN = 6, 5, 4, 3
# No header row has more words on a line.
_MOST_WORDS = 40
_BEAM = 60
_TRAILER = re.compile(r"^[(\[]?[\d.:/–-]+[)\].,]?$|^[-–/&(),]+$|^\(\w{1,12},?$|^\(?\w{1,12}\)$")
_EDGES = "-.,:;!?()[]\"'”“’»«–—•|_"
# What a header is worth that no vocabulary knows, and a word that only goes on with one; others are worth as many as
# their letters.
_UNKNOWN, _TRAILS = -3.0, 0.2
# That a header after others begins with a small letter («När vem»).
_SMALL = -2.0
_BEFORE = "I"
# A header cut off at its end by the column's edge: the letters that may lack by the least that are left.
_CUT_OFF = ((1, 9), (2, 9), (3, 16), (4, 16))
# OCR takes l and I for each other.
_ONE_SIGN = str.maketrans("l1", "ii")


@dataclass(frozen=True, slots=True)
class Named:
    """A header found: what it means ("" when no vocabulary knows it) and as it is written."""

    meaning: str
    text: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """The vocabulary's headers without spaces, with what they mean, and every beginning of one."""

    whole: Mapping[str, str]
    begun: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to read the lines so far: each header's letters (None for a word no vocabulary knows) and words."""

    score: float
    letters: tuple[str | None, ...] = ()
    texts: tuple[tuple[str, ...], ...] = field(default=())


def wordings(entries: Sequence[tuple[str, str]], is_ocr: bool) -> Wordings:
    """The (header, meaning) entries made ready for matching."""
    whole: dict[str, str] = {}
    begun: set[str] = set()
    for wording, meaning in entries:
        letters = "".join(_letters(key_of(word, is_ocr)) for word in wording.split())
        if not letters:
            continue
        whole.setdefault(letters, meaning)
        begun.update(letters[:end] for end in range(1, len(letters)))
        for cut, least in _CUT_OFF:
            if len(letters) - cut >= least:
                whole.setdefault(letters[:-cut], meaning)
    return Wordings(whole, frozenset(begun))


def header_row(
    stream: Stream, first: int, known: Wordings, trailers: Collection[str], fewest: int = _FEWEST_KINDS
) -> tuple[tuple[Named, ...], int] | None:
    """The header row that begins on the line: its headers from left to right and the line after; None when the lines
    are none, or name fewer columns than a row must. A header alone has no blank line inside."""
    most_gap = _MOST_GAP if fewest > 1 else 0
    words = _words_of(stream, first)
    ways = [way for way in _begun(words, known, trailers) if way.letters] if len(words) <= _MOST_WORDS else []
    best: tuple[float, _Way, int] | None = None
    for after in range(first + 1, min(first + 1 + _MOST_LINES, len(stream.lines) + 1)):
        for way in ways:
            score = way.score + sum(_given_up(letters) for letters in way.letters if letters not in known.whole)
            if _is_whole(way, known, fewest) and (best is None or score > best[0]):
                best = (score, way, after)
        if after == len(stream.lines) or stream.lines[after].gap > most_gap:
            break
        words = _words_of(stream, after)
        ways = _onward(ways, words, known, trailers) if len(words) <= _MOST_WORDS else []
        if not ways:
            break
    if best is None:
        return None
    way = best[1]
    return tuple(
        Named(known.whole.get(letters or "", ""), " ".join(texts))
        for letters, texts in zip(way.letters, way.texts, strict=True)
    ), best[2]


def _words_of(stream: Stream, line: int) -> list[Word]:
    """The line's words without what is left of column rules."""
    words = stream.words[stream.lines[line].first : stream.lines[line].after]
    return [word for word in words if not word.is_rule]


def _is_whole(way: _Way, known: Wordings, fewest: int) -> bool:
    """Whether every header begun is one the vocabulary knows, and they are as many as the row must have."""
    named = [known.whole[letters] for letters in way.letters if letters is not None and letters in known.whole]
    return len(set(named)) >= fewest and len(way.letters) - len(named) <= min(_MOST_UNKNOWN, len(named) // 2)


def _given_up(letters: str | None) -> float:
    """What it costs that a header begun is none the vocabulary knows."""
    return _UNKNOWN - len(letters) if letters else 0.0


def _begun(words: Sequence[Word], known: Wordings, trailers: Collection[str]) -> list[_Way]:
    """The ways to part the header's first line into headers or beginnings of them."""
    at: list[list[_Way]] = [[] for _ in range(len(words) + 1)]
    at[0] = [_Way(0.0)]
    for place, word in enumerate(words):
        for _, way in _best((0, way) for way in at[place]):
            if way.letters and (trails(word, trailers) or is_before_trailer(words[place : place + 2], trailers)):
                texts = (*way.texts[:-1], (*way.texts[-1], word.text))
                at[place + 1].append(_Way(way.score + _TRAILS, way.letters, texts))
            small = not (word.text[:1].isupper() or word.text[:1].isdigit() or word.text == "#")
            if small and not (way.letters and None not in way.letters and words[place - 1].text[:1].isupper()):
                continue
            letters = ""
            for end in range(place + 1, min(place + _LONGEST, len(words)) + 1):
                letters += _letters(words[end - 1].key)
                either = letters.endswith("/") and letters[:-1] in known.whole
                if letters in known.whole or ((either or letters in known.begun) and not small):
                    own = tuple(one.text for one in words[place:end])
                    score = len(letters) + (_SMALL if small else 0.5 if letters in known.whole else 0.0)
                    at[end].append(_Way(way.score + score, (*way.letters, letters), (*way.texts, own)))
            if word.text[:1].isupper():
                at[place + 1].append(_Way(way.score + _UNKNOWN, (*way.letters, None), (*way.texts, (word.text,))))
    return [way for _, way in _best((0, way) for way in at[-1])]


def _best(ways: Iterable[tuple[int, _Way]]) -> list[tuple[int, _Way]]:
    """The best ways, each with the header it is at: of those that read the same the best one, and none with more
    unknown words than a header row has."""
    found: dict[tuple[int, tuple[str | None, ...]], tuple[int, _Way]] = {}
    for last, way in ways:
        key = (last, way.letters)
        if way.letters.count(None) <= _MOST_UNKNOWN and (key not in found or found[key][1].score < way.score):
            found[key] = (last, way)
    return heapq.nlargest(_BEAM, found.values(), key=lambda one: one[1].score)


def _onward(ways: Sequence[_Way], words: Sequence[Word], known: Wordings, trailers: Collection[str]) -> list[_Way]:
    """The ways to read one more line as the headers going on, each from left to right."""
    found: dict[tuple[str | None, ...], _Way] = {}
    for start in ways:
        at: list[list[tuple[int, _Way]]] = [[] for _ in range(len(words) + 1)]
        at[0] = [(-1, start)]
        for place, word in enumerate(words):
            for last, way in _best(at[place]):
                for column in range(max(0, last), len(way.letters)):
                    letters = way.letters[column]
                    texts = (*way.texts[:column], (*way.texts[column], word.text), *way.texts[column + 1 :])
                    if trails(word, trailers):
                        at[place + 1].append((column, _Way(way.score + _TRAILS, way.letters, texts)))
                    either = (letters or "").removesuffix("/")
                    if either != letters and {either, _letters(word.key)} <= known.whole.keys():
                        # «Indikator/» over «Delmål»
                        own = (*way.letters[:column], either, *way.letters[column + 1 :])
                        at[place + 1].append((column, _Way(way.score + len(word.key), own, texts)))
                    longer = (letters or "") + _letters(word.key)
                    if letters not in known.whole and word.text[:1].islower():
                        own = (*way.letters[:column], None, *way.letters[column + 1 :])
                        score = way.score + 2 * _UNKNOWN + _given_up(letters)
                        at[place + 1].append((column, _Way(score, own, texts)))
                    if letters is None:
                        continue
                    if longer != letters and (longer in known.whole or longer in known.begun):
                        own = (*way.letters[:column], longer, *way.letters[column + 1 :])
                        score = way.score + len(longer) - len(letters)
                        at[place + 1].append((column, _Way(score, own, texts)))
        for _, way in at[-1]:
            if way.letters not in found or found[way.letters].score < way.score:
                found[way.letters] = way
    return sorted(found.values(), key=lambda one: -one.score)[:_BEAM]


def trails(word: Word, trailers: Collection[str]) -> bool:
    """Whether a word only goes on with the header before it: a day, a mark, a unit."""
    return word.key.strip(_EDGES) in trailers or bool(_TRAILER.match(word.text))


def is_before_trailer(words: Sequence[Word], trailers: Collection[str]) -> bool:
    """Whether the first word is the «I» before a month or the like, in a header of capitals."""
    return len(words) == 2 and words[0].text == _BEFORE and words[1].text.isupper() and trails(words[1], trailers)


def _letters(key: str) -> str:
    return key.strip(_EDGES).translate(_ONE_SIGN)
