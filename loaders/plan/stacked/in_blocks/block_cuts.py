"""What a block is worth as the cells of a column, with the cuts between them that read best there."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.plan.stacked.borders import Judge
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import counts_rows
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.in_blocks.unweave import break_at, width_at
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import Break, Width

# How much the wording of a cell and its single words count.
_WORDING, _WORDS = 1.6, 0.5
# A cut between two lines: by itself and by what the words on both sides say; after a line that had room for the next
# word, after one that had not, and where the column's width is not known.
_CUT, _SAID, _CUT_SHORT, _CUT_FULL, _CUT_UNTOLD = 1.0, 1.0, 1.0, -1.0, 0.7
# Going on without one: after a line that had room for the next word, the same before a small letter, after a full line.
_ON_SHORT, _ON_SHORT_LOWER, _ON_FULL = -1.2, -1.5, 0.5
# Before a bullet: a sign that is neither letter, number nor punctuation, such as a symbol typeface's.
_BEFORE_BULLET, _BULLETS = -4.0, ("Co", "So", "Cn")
# Numbers alone on their lines, one or all of a block's, in a column that counts the rows; and whatever else there.
_COUNTS, _COUNTS_NOT = 5.0, -5.0
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})?\.?$")
# A line wider than its column: by itself, and for how much of the column's width more.
_TOO_WIDE, _TOO_WIDE_BY, _TOO_WIDE_AT_MOST = -2.0, -20.0, -8.0

Cuts = tuple[tuple[int, int], ...]
"""A block's cells, each from a line of the block to the line after its last."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a block's lines show: the words of each, its width, each break, what the words on both sides of it say for
    a cut, whether the next line begins with a small letter; `masks[i][n]` is the wording of lines i to i + n."""

    spans: tuple[tuple[int, int], ...]
    wide: tuple[int, ...]
    breaks: tuple[Break, ...]
    said: tuple[float, ...]
    lower: tuple[bool, ...]
    masks: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads the blocks of one text; what a block's lines show is looked at once."""

    stream: Stream
    cues: Cues
    columns: tuple[Column, ...]
    judge: Judge
    words: ColumnWords
    seen: dict[tuple[int, ...], Lines] = field(default_factory=dict)

    def lines_of(self, block: tuple[int, ...]) -> Lines:
        found = self.seen.get(block)
        if found is None:
            stream = self.stream
            spans = tuple((stream.lines[line].first, stream.lines[line].after) for line in block)
            pairs = list(itertools.pairwise(spans))
            found = self.seen[block] = Lines(
                spans,
                tuple(width_at(stream, span) for span in spans),
                tuple(break_at(stream, one, other) for one, other in pairs),
                tuple(self._said_of_cut(one[1] - 1, other[0]) for one, other in pairs),
                tuple(stream.words[other[0]].text[:1].islower() for _, other in pairs),
                tuple(self._masks(spans[at:]) for at in range(len(spans))),
            )
        return found

    def _said_of_cut(self, before: int, index: int) -> float:
        """What the words on both sides say for a cut. A bullet begins no cell, but of a list in one."""
        is_bullet = unicodedata.category(self.stream.words[index].text[0]) in _BULLETS
        return _BEFORE_BULLET if is_bullet else self.judge.wording(before, index, False)

    def _masks(self, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        """The wording of the first line, of the first two, …"""
        mask = self.cues.start_mask(spans[0][0], spans[-1][1])
        found = []
        for first, after in spans:
            for index in range(first, after):
                mask |= self.cues.any[index]
            found.append(mask | self.cues.end_mask(spans[0][0], after))
        return tuple(found)

    def best(self, block: tuple[int, ...], column: int, width: Width | None, cut_more: float) -> tuple[float, Cuts]:
        """What the block is worth as cells of the column, and these; `cut_more` is what a cut is worth more than it
        is in most documents."""
        lines = self.lines_of(block)
        many = len(lines.spans)
        if counts_rows(self.columns[column].header):
            return self._as_count(lines)
        kind = KINDS.index(self.columns[column].kind)
        on, cut = _breaks(lines, width, cut_more)
        passed = [0.0, *itertools.accumulate(on)]
        worth, back = [0.0], [0]
        for after in range(1, many + 1):
            ways = [
                worth[first]
                + _WORDING * self.cues.scores(lines.masks[first][after - first - 1], _long(lines, first, after))[kind]
                + passed[after - 1]
                - passed[first]
                + (cut[first - 1] if first else 0.0)
                for first in range(after)
            ]
            worth.append(max(ways))
            back.append(ways.index(worth[-1]))
        cuts: list[tuple[int, int]] = []
        at = many
        while at:
            cuts.insert(0, (back[at], at))
            at = back[at]
        too_wide = sum(_too_wide(wide, width) for wide in lines.wide)
        return worth[-1] + too_wide + self._said(column, lines.spans[0][0], lines.spans[-1][1]), tuple(cuts)

    def _as_count(self, lines: Lines) -> tuple[float, Cuts]:
        """What the block is worth in a column that counts the rows: each line is a cell."""
        words = self.stream.words
        counts = all(after - first == 1 and _NUMBER.match(words[first].text) for first, after in lines.spans)
        each = tuple((at, at + 1) for at in range(len(lines.spans)))
        return (_COUNTS, each) if counts else (_COUNTS_NOT, ((0, len(lines.spans)),))

    def alone(self, column: int, first: int, after: int) -> float:
        """What the words are worth as one cell of the column, by wording and words alone."""
        shown = self.cues.scores(self.cues.mask(first, after), after - first)
        return _WORDING * shown[KINDS.index(self.columns[column].kind)] + self._said(column, first, after)

    def _said(self, column: int, first: int, after: int) -> float:
        said = self.words.of(self.columns[column].kind)
        return _WORDS * (said[after] - said[first])


def _long(lines: Lines, first: int, after: int) -> int:
    return lines.spans[after - 1][1] - lines.spans[first][0]


def _breaks(lines: Lines, width: Width | None, cut_more: float) -> tuple[list[float], list[float]]:
    """What going on and a cut are worth at each of the block's breaks."""
    on, cut = [], []
    for one, said, lower in zip(lines.breaks, lines.said, lines.lower, strict=True):
        worth = _CUT + cut_more + _SAID * said
        if width is None or one.width > width.value + width.slack:
            on.append(0.0)
            cut.append(worth + (_CUT_UNTOLD if width is None else 0.0))
        elif one.with_next > width.value - width.slack:
            on.append(_ON_FULL)
            cut.append(worth + _CUT_FULL)
        else:
            on.append(_ON_SHORT_LOWER if lower else _ON_SHORT)
            cut.append(worth + _CUT_SHORT)
    return on, cut


def _too_wide(wide: int, width: Width | None) -> float:
    if width is None or wide <= width.value + width.slack:
        return 0.0
    return max(_TOO_WIDE_AT_MOST, _TOO_WIDE + _TOO_WIDE_BY * (wide - width.value) / width.value)
