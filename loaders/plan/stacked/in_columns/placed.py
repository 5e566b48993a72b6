"""A line of text that kept its columns, as the groups of words that wide gaps leave."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.stacked.text import Stream, Word

_WIDE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on a line: the character they begin at, and their numbers in the stream."""

    at: int
    words: tuple[int, ...]


def pieces_of(stream: Stream, line: int) -> list[Piece]:
    """The line's words in the groups that wide gaps leave."""
    found: list[list[int]] = []
    end = -1
    for index in range(stream.lines[line].first, stream.lines[line].after):
        word = stream.words[index]
        # What OCR made of a column rule took the room of a word.
        if not found or word.at - end - _WIDE * word.barred >= _WIDE:
            found.append([])
        found[-1].append(index)
        end = word.at + len(word.text)
    return [Piece(stream.words[words[0]].at, tuple(words)) for words in found]


def split_pieces(stream: Stream, starts: Sequence[int], line: int) -> list[Piece]:
    """The line's pieces, cut where a word begins just at a column's start though the gap before it is narrow."""
    found: list[Piece] = []
    for piece in pieces_of(stream, line):
        cut = [0, *(place for place, word in enumerate(piece.words) if place and _at_start(stream.words[word], starts))]
        cut.append(len(piece.words))
        found += [
            Piece(stream.words[piece.words[one]].at, piece.words[one:other])
            for one, other in itertools.pairwise(cut)
            if one < other
        ]
    return found


def _at_start(word: Word, starts: Sequence[int]) -> bool:
    """Whether the word begins where a column does; a character beside it will do for a capital."""
    return word.at in starts or (not word.text[:1].islower() and any(abs(word.at - start) <= 1 for start in starts))
