"""Cells of several columns that came as one block: each line given to its column again.

Where columns stand close, a program that looks for blocks takes all of them for one: their lines come in turn, from
the top down and from left to right, and some run together. A row's cells begin beside each other, so how many lines
each has tells whose turn it is; which go on from which shows in the words, in what each cell's wording looks like and
in the columns' widths. A beam search weighs all of it line by line.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.plan.stacked.across.pieces import WORDING, Pieces, Text
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.heading_lines import area_name_at
from loaders.plan.stacked.phrases import Phrases, area_names
from loaders.plan.stacked.sections import Column, ColumnKind, Section
from loaders.plan.stacked.text import Stream, key_of
from loaders.plan.stacked.widths import SPACE, Break, Width, width_of_breaks
from loaders.vocabulary import words as vocabulary

_BEAM = 40
_MOST_COLUMNS = 5
# What it costs that a block has a column more, that a row begins, that a cell begins further down than its row does or
# goes on under an empty place, and that a block's row leaves a column out.
_USES, _NEW_ROW, _LATE, _PAST_EMPTY, _LEFT_OUT = -3.0, -2.0, -3.5, -3.0, -0.5
# Two cells run together on a line only where the left one fills its column; how far from full that may be, in
# thousandths of the type size.
_RUN_TOGETHER, _NEARLY_FULL = 0.5, 1500
# That a line comes after the one to its right.
_TURNED = -1.0
_UNKNOWN_BREAK = -0.3
# Whether the numbers of a cell's list count on.
_NEXT_NUMBER, _ODD_NUMBER = 1.5, -3.0
# That a word with a capital goes on after one that asks for more: «och», a comma.
_ASKED_FOR = 1.5
# That names go on line by line.
_NAMES_ON = 1.0
# How many rounds the widths are learnt in, and of how many breaks; what is so much worse is not looked at.
_ROUNDS, _FEWEST_BREAKS, _TOO_FAR, _TELLS_MOST, _TELLS_MANY = 3, 4, 20.0, 1.0, 0.8

_Span = tuple[int, int]
# Cells with their column; a heading has none.
_Cells = tuple[tuple[int | None, tuple[_Span, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A row's cell as far as it is read: `low` is how far down its row its last line stands, `number` the last one of a
    list in it."""

    text: Text
    spans: tuple[_Span, ...]
    low: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to give the lines so far to columns: the open row's cells by column, where its last line stands, the
    columns used and what stands above the row."""

    score: float
    row: Mapping[int, _Cell]
    column: int
    low: int
    used: int
    above: _Cells

    @property
    def key(self) -> tuple[object, ...]:
        return self.column, self.low, self.used, frozenset((id(cell.text), cell.low) for cell in self.row.values())


@dataclass(frozen=True, slots=True)
class _Given:
    """A block's lines given to columns: its cells and headings in the order of the rows; `is_woven` where they are of
    several columns, or headings stand between them."""

    cells: _Cells
    is_woven: bool


def unwoven(
    stream: Stream, cues: Cues, sections: Sequence[Section], widths: Sequence[Sequence[Width | None]]
) -> list[list[tuple[ColumnKind | None, tuple[int, ...]]]]:
    """For each block that most likely holds cells of several columns, or headings between them, the words of each with
    what its column holds, row by row.

    Cells that are parted tell better how wide the columns are, and then the lines are given out again."""
    column_words, areas = ColumnWords([word.text for word in stream.words]), area_names(stream.is_ocr)
    never_last = frozenset(key_of(word, stream.is_ocr) for word in vocabulary("stacked")["borders"]["never_last"])
    blocks = [blocks_of(stream, section.lines) for section in sections]
    of_pieces = [Pieces(stream, cues, section.columns, frozenset(), column_words) for section in sections]
    found: list[_Given] = []
    blocks = [
        [block for block in own if not any(_fits(stream, cues, block, width) for width in of_section)]
        for own, of_section in zip(blocks, widths, strict=True)
    ]
    # A width that does not tell most of its column's breaks is of cells that were mixed.
    decoded = [
        [width if width and width.fits >= _TELLS_MANY else None for width in of_section] for of_section in widths
    ]
    widths = [[width if width and width.fits >= _TELLS_MOST else None for width in of_section] for of_section in widths]
    known = widths
    for _ in range(_ROUNDS):
        found = []
        for of_section, pieces, own in zip(widths, of_pieces, blocks, strict=True):
            weaver = _Weaver(stream, cues, pieces, areas, of_section, never_last)
            found += [weaver.given(block) for block in own]
        if not any(given.is_woven for given in found):
            return []
        told = _told_widths(stream, sections, blocks, found)
        widths = [
            [one or told.get(column) or other for column, one, other in zip(section.columns, *of_section, strict=True)]
            for section, *of_section in zip(sections, known, decoded, strict=True)
        ]
    columns = [section.columns for section, own in zip(sections, blocks, strict=True) for _ in own]
    return [
        [
            (
                None if column is None else of_section[column].kind,
                tuple(index for span in cell for index in range(*span)),
            )
            for column, cell in given.cells
        ]
        for of_section, given in zip(columns, found, strict=True)
        if given.is_woven
    ]


def _told_widths(
    stream: Stream, sections: Sequence[Section], blocks: Sequence[Sequence[Sequence[int]]], found: Sequence[_Given]
) -> dict[Column, Width]:
    """How wide the columns are by the cells that the lines were given to, where enough lines break in them."""
    breaks: dict[Column, list[Break]] = {}
    at = iter(found)
    for section, own in zip(sections, blocks, strict=True):
        for given in (next(at) for _ in own):
            for column, spans in given.cells:
                if column is not None:
                    of_cell = [break_at(stream, one, other) for one, other in itertools.pairwise(spans)]
                    breaks.setdefault(section.columns[column], []).extend(of_cell)
    widths = {column: width_of_breaks(ones) for column, ones in breaks.items() if len(ones) >= _FEWEST_BREAKS}
    return {column: width for column, width in widths.items() if width is not None}


def _fits(stream: Stream, cues: Cues, block: Sequence[int], width: Width | None) -> bool:
    """Whether the block's lines all wrap as a column so wide does: it is one cell, or several one above the other."""
    if width is None:
        return False
    spans = [(stream.lines[line].first, stream.lines[line].after) for line in block]
    misses = sum(
        not may_part(stream, cues, one, other) and width.of_break(break_at(stream, one, other)) <= 0
        for one, other in itertools.pairwise(spans)
    )
    return misses <= len(spans) // 6 and all(width.of_last(width_at(stream, span)) >= 0 for span in spans)


def may_part(stream: Stream, cues: Cues, one: _Span, other: _Span) -> bool:
    """Whether a paragraph may end between two lines: after a full stop, or before a number of a list."""
    if cues.numbered[other[0]] is not None:
        return True
    stops = stream.words[one[1] - 1].text.rstrip(')"”').endswith((".", "!", "?"))
    return stops and not stream.words[other[0]].text[:1].islower()


def break_at(stream: Stream, one: _Span, other: _Span) -> Break:
    """The break between two of a cell's lines."""
    wide, word = width_at(stream, one), stream.words[other[0]]
    return Break(wide, wide + SPACE + word.end - word.start)


def width_at(stream: Stream, span: _Span) -> int:
    return stream.words[span[1] - 1].end - stream.words[span[0]].start


def blocks_of(stream: Stream, lines: Sequence[int]) -> list[list[int]]:
    """The lines, those without blank ones between them together."""
    blocks: list[list[int]] = []
    for line in lines:
        if not blocks or stream.lines[line].gap or line != blocks[-1][-1] + 1:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


@dataclass(frozen=True, slots=True)
class _Weaver:
    stream: Stream
    cues: Cues
    pieces: Pieces
    areas: Phrases
    widths: Sequence[Width | None]
    never_last: frozenset[str]
    begun: dict[tuple[_Span, int], tuple[Text, float]] = field(default_factory=dict)
    gone_on: dict[tuple[Text, _Span], tuple[Text, float]] = field(default_factory=dict)

    def given(self, block: Sequence[int]) -> _Given:
        """The block's cells row by row."""
        ways = [_Way(0.0, {}, -1, 0, 0, ())]
        below, has_headings = block[0], False
        for line in block:
            if line < below:
                continue
            after = self._heading_at(line, block[-1] + 1)
            below, has_headings = max(line + 1, after), has_headings or after > 0
            best: dict[tuple[object, ...], _Way] = {}
            least = -math.inf
            for way in ways:
                for one in self._onward(way, line, after):
                    if one.score < least:
                        continue
                    least = max(least, one.score - _TOO_FAR)
                    key = one.key
                    if key not in best or one.score > best[key].score:
                        best[key] = one
            ways = sorted(best.values(), key=lambda way: -way.score)[:_BEAM]
        way = max((self._closed(way) for way in ways), key=lambda way: way.score)
        return _Given(way.above, way.used.bit_count() > 1 or (has_headings and way.used > 0))

    def _heading_at(self, line: int, limit: int) -> int:
        """The line after a heading that begins on the line; 0 when there is none."""
        first, after = self.stream.lines[line].first, self.stream.lines[line].after
        if self.cues.is_shouted(first, after) or self.cues.counts_on(first, after):
            return line + 1
        return area_name_at(self.stream, self.areas, line, limit) if after - first > 1 else 0

    def _onward(self, way: _Way, line: int, heading: int) -> Iterator[_Way]:
        first, after = self.stream.lines[line].first, self.stream.lines[line].after
        if heading:
            end = self.stream.lines[heading - 1].after
            closed = self._closed(way)
            yield _Way(closed.score, {}, -1, 0, way.used, (*closed.above, (None, ((first, end),))))
            return
        yield from self._with(way, (first, after), range(len(self.widths)))
        for cut in range(first + 1, after):
            if columns := self._filled((first, cut)):
                together = replace(way, score=way.score + _RUN_TOGETHER)
                for left in self._with(together, (first, cut), columns):
                    yield from self._in_row(left, (cut, after), range(left.column + 1, len(self.widths)))

    def _filled(self, span: _Span) -> list[int]:
        """The columns that the words fill."""
        wide = self._width(span)
        return [
            column
            for column, width in enumerate(self.widths)
            if width is not None and width.value - _NEARLY_FULL <= wide <= width.value + width.slack
        ]

    def _with(self, way: _Way, span: _Span, columns: Sequence[int]) -> Iterator[_Way]:
        """The ways to go on with the words: in the open row, or in a new one."""
        if way.row:
            yield from self._in_row(way, span, columns)
        closed = self._closed(way)
        closed = replace(closed, score=closed.score + _NEW_ROW)
        for column in columns:
            one = self._begun(closed, span, column, 0)
            if one:
                yield one

    def _in_row(self, way: _Way, span: _Span, columns: Sequence[int]) -> Iterator[_Way]:
        for column in columns:
            low = way.low if column > way.column else way.low + 1
            cell = way.row.get(column)
            if cell is not None and column < way.column and cell.low == way.low - 1:
                # The line to its right stood a little higher.
                turned = self._gone_on(way, span, cell, way.low)
                yield replace(turned, score=turned.score + _TURNED, column=way.column)
            elif cell is not None:
                yield self._gone_on(way, span, cell, low)
            elif one := self._begun(way, span, column, low):
                yield one

    def _begun(self, way: _Way, span: _Span, column: int, low: int) -> _Way | None:
        used = way.used | 1 << column
        if used.bit_length() - (used & -used).bit_length() >= _MOST_COLUMNS:
            return None
        score = way.score + (_USES if used != way.used and way.used else 0.0) + (_LATE if low else 0.0)
        text, worth = self._beginning(span, column)
        number = self.cues.numbered[span[0]]
        score += _ODD_NUMBER if number not in (None, 1) else 0.0
        row = {**way.row, column: _Cell(text, (span,), low, number)}
        return _Way(score + worth, row, column, low, used, way.above)

    def _beginning(self, span: _Span, column: int) -> tuple[Text, float]:
        """The words as a cell's beginning, and what that is worth."""
        found = self.begun.get((span, column))
        if found is None:
            many = span[1] - span[0]
            mask = self.cues.start_mask(*span) | self.pieces.masks(span[0])[many - 1]
            width = self.widths[column]
            worth = self.pieces.begins(span[0]) + self.pieces.wordings(span[0])[many - 1][1][column]
            worth += width.of_last(self._width(span)) if width is not None else 0.0
            found = self.begun[span, column] = self.pieces.text((column, *span), mask, many), worth
        return found

    def _gone_on(self, way: _Way, span: _Span, cell: _Cell, low: int) -> _Way:
        column = cell.text.column
        text, worth = self._going(cell.text, span)
        score = way.score + worth + (_PAST_EMPTY if cell.low != low - 1 else 0.0)
        number = self.cues.numbered[span[0]]
        if number is not None:
            score += _NEXT_NUMBER if number == (cell.number or 0) + 1 else _ODD_NUMBER
        row = {**way.row, column: _Cell(text, (*cell.spans, span), low, number or cell.number)}
        return _Way(score, row, column, low, way.used, way.above)

    def _going(self, above: Text, span: _Span) -> tuple[Text, float]:
        """The cell with the words, and what it is worth that it goes on with them."""
        found = self.gone_on.get((above, span))
        if found is None:
            many, column = span[1] - span[0], above.column
            mask = above.mask | self.pieces.masks(span[0])[many - 1]
            text = self.pieces.text((column, *span), mask, above.length + many)
            worth = self.pieces.goes_on(span[0], above) + self.pieces.inner(span[0], column)[many - 1]
            worth += self.pieces.words_say(column, *span) + WORDING * (text.suits - above.suits)
            worth += self._broken((above.first, above.after), span, column) + self._finished(above.after - 1, span[0])
            if self.pieces.kinds[column] == "who" and self.stream.words[span[0]].text[:1].isupper():
                worth += _NAMES_ON
            found = self.gone_on[above, span] = text, worth
        return found

    def _closed(self, way: _Way) -> _Way:
        """The way with the open row's cells put away."""
        cells = [way.row[column] for column in sorted(way.row)]
        score = way.score + sum(self.pieces.ends(cell.text) for cell in cells)
        if cells:
            score += _LEFT_OUT * (way.used.bit_count() - len(cells))
        return _Way(score, {}, -1, 0, way.used, (*way.above, *((cell.text.column, cell.spans) for cell in cells)))

    def _broken(self, one: _Span, other: _Span, column: int) -> float:
        """What the line break between a cell's lines says."""
        width = self.widths[column]
        if width is None:
            return _UNKNOWN_BREAK
        told = width.of_break(break_at(self.stream, one, other))
        if may_part(self.stream, self.cues, one, other):
            told = max(told, width.of_last(self._width(one)))
        return told + min(0.0, width.of_last(self._width(other)))

    def _finished(self, last: int, below: int) -> float:
        """What it says of two lines of one cell that the first one's end asks for more."""
        above = self.stream.words[last]
        if above.key not in self.never_last and not above.text.endswith(","):
            return 0.0
        if self.cues.numbered[below] is not None:
            return _ODD_NUMBER
        return _ASKED_FOR if self.stream.words[below].text[:1].isupper() else 0.0

    def _width(self, span: _Span) -> int:
        return width_at(self.stream, span)
