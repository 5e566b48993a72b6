"""What the learned reading of a status sees of its texts: words, their neighbours and parts, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.meaning.status_text import Piece
from loaders.meaning.status_words import SMALL

KINDS = 4
_NEGATED_FOR = 4
_LEAST_LETTERS = 4


Key = tuple[int, str]
"""A trait: its kind (0 word, 1 words beside each other, 2 part of a word, 3 first and last words) and its name."""


class Place(NamedTuple):
    """The word that carries a trait: the number of its text and `start`..`end` in it."""

    source: int
    start: int
    end: int


def traits(texts: Iterable[tuple[Piece, ...]]) -> Iterator[tuple[Key, Place]]:
    """The traits of the statements of several texts; the first text is the status column, whose words count twice."""
    for source, found in enumerate(texts):
        for piece in found:
            yield from _of_piece(piece, source, bool(piece.sentence or not piece.first) and piece is found[-1])


def _of_piece(piece: Piece, source: int, last: bool) -> Iterator[tuple[Key, Place]]:
    words = ["#" if token.word.isdigit() else token.word for token in piece.tokens]
    negated = 0
    for at, (word, token) in enumerate(zip(words, piece.tokens, strict=True)):
        if word in SMALL.negation:
            negated = _NEGATED_FOR
        sign = "-" if negated else ""
        negated = max(0, negated - 1)
        place = Place(source, token.start, token.end)
        yield (0, word), place
        if sign:
            yield (0, "-" + word), place
        if source == 0:
            yield (0, "=" + word), place
        if at:
            yield (1, f"{words[at - 1]} {word}"), place
        else:
            yield (3, ">" + word), place
        if at > 1:
            yield (1, f"{words[at - 2]}_{word}"), place
        if last:
            yield (3, "<" + word), place
        if len(word) >= _LEAST_LETTERS:
            for key in _parts(word, sign):
                yield key, place


@lru_cache(maxsize=20_000)
def _parts(word: str, sign: str) -> tuple[Key, ...]:
    closed = f"^{word}$"
    inner = [closed[at : at + length] for length in (4, 5) for at in range(len(closed) - length + 1)]
    return tuple((2, name) for name in [*inner, *(f"{sign}~{word[-length:]}" for length in (2, 3, 4))])
