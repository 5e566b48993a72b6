"""A line of text that kept its columns, as the groups of words that wide gaps leave."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.stacked.text import Stream, Word

_WIDE = 2
_OVER_THE_EDGE = 2
"""Characters: so far into the next column a line must reach that is more than its own cell."""
_NEAR, _LOWER = 8, 6
"""Characters: so far from its column's start a cell may begin, and how much nearer a word in lower case must be."""


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


def column_of(at: int, starts: Sequence[int]) -> int:
    """The column that a piece beginning at this character stands in."""
    return max((number for number, start in enumerate(starts) if start <= at + 1), default=0)


def within(stream: Stream, starts: Sequence[int], pieces: Sequence[Piece]) -> list[tuple[int, Piece]]:
    """Each piece with its column, cut where it goes on past the start of the next one and nothing else stands there: a
    cell that fills its column leaves no wide gap, and its line may be spaced otherwise than those around it. The next
    cell begins with the nearest word, rather with a capital or a number."""
    found: list[tuple[int, Piece]] = []
    for place, whole in enumerate(pieces):
        piece = whole
        column = column_of(piece.at, starts)
        beside = column_of(pieces[place + 1].at, starts) if place + 1 < len(pieces) else len(starts)
        if found and found[-1][0] == column and column + 1 < beside and starts[column + 1] - piece.at <= _NEAR:
            # A wide gap parts it from the cell before.
            column += 1
        moved = 0
        while column + 1 < min(beside, len(starts)):
            last = stream.words[piece.words[-1]]
            start = starts[column + 1] + moved
            cut = _cut_at(stream, start, piece) if last.at + len(last.text) >= start + _OVER_THE_EDGE else 0
            if not cut:
                break
            found.append((column, Piece(piece.at, piece.words[:cut])))
            at = stream.words[piece.words[cut]].at
            piece, column, moved = Piece(at, piece.words[cut:]), column + 1, moved + at - start
        found.append((column, piece))
    return found


def _cut_at(stream: Stream, start: int, piece: Piece) -> int:
    """The place in the piece of the word that the column at `start` most likely begins with; 0 for none."""
    far = {}
    for place, number in enumerate(piece.words[1:], start=1):
        word = stream.words[number]
        if abs(word.at - start) <= _NEAR:
            far[place] = abs(word.at - start) + _LOWER * word.text[:1].islower()
    return min(far, key=lambda place: far[place], default=0)
