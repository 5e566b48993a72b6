"""Two cells that came as one block: their lines parted again.

Where two columns stand close, a program that looks for blocks takes both cells for one: their lines come in turn, and
some run together. Which words belong to which cell shows in the columns' widths, in what each cell's wording looks
like, and in sentences that go on from line to line. Every way to part the lines is scored, and so is the block as it
stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import SPACE, Break, Width

_BEAM = 40
_MOST_LINES = 40
# What it costs to take a block for two cells, a column skipped between them, a line that only one has before the other
# begins, and a border between two cells one above the other.
_MIXED, _SKIPPED, _AHEAD, _STACKED = -4.0, -1.0, -1.5, -4.0
_GOES_ON, _BREAKS_OFF, _BEGINS_LOWER, _AFTER_STOP = 0.4, -1.0, -2.5, -1.5
_UNKNOWN_BREAK = -0.3
# Two cells run together on a line only where the left one fills its column; what it costs all the same. How far from
# full that may be, in thousandths of the type size.
_RUN_TOGETHER, _NOT_FULL, _NEARLY_FULL = -0.7, -5.0, 1500
_NEXT_NUMBER, _ODD_NUMBER, _OPEN = 1.5, -3.0, -2.5

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to part the lines read so far: the spans of words in the left and the right cell."""

    score: float
    left: tuple[_Span, ...]
    right: tuple[_Span, ...]
    phase: int


def unmixed(
    stream: Stream, cues: Cues, sections: Sequence[Section], widths: Sequence[Sequence[Width | None]]
) -> list[tuple[tuple[int, ...], ...]]:
    """For each block that most likely is two cells, the words of the left and of the right one."""
    found = []
    for section, of_section in zip(sections, widths, strict=True):
        judge = _Judge(stream, cues, section.columns, of_section)
        for block in _blocks(stream, section.lines):
            parted = judge.parted(block)
            if parted:
                found.append(parted)
    return found


def _blocks(stream: Stream, lines: Sequence[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for line in lines:
        if not blocks or stream.lines[line].gap or line != blocks[-1][-1] + 1:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


@dataclass(frozen=True, slots=True)
class _Judge:
    stream: Stream
    cues: Cues
    columns: tuple[Column, ...]
    widths: Sequence[Width | None]

    def parted(self, block: Sequence[int]) -> tuple[tuple[int, ...], ...] | None:
        """The two cells of the block, None where it most likely is what it looks like."""
        if (
            len(block) > _MOST_LINES
            or sum(self.stream.lines[line].after - self.stream.lines[line].first for line in block) < 2
        ):
            return None
        spans = [(self.stream.lines[line].first, self.stream.lines[line].after) for line in block]
        if any(self._fits(spans, column) for column in range(len(self.columns))):
            return None
        best, score = None, self._as_it_stands(spans)
        for left in range(len(self.columns)):
            for right in range(left + 1, min(left + 3, len(self.columns))):
                way = self._best_way(spans, left, right)
                if way is None:
                    continue
                worth = way.score + _MIXED + _SKIPPED * (right - left - 1)
                if worth > score:
                    best, score = way, worth
        if best is None:
            return None
        return tuple(tuple(index for span in side for index in range(*span)) for side in (best.left, best.right))

    def _fits(self, spans: Sequence[_Span], column: int) -> bool:
        """Whether the block's lines all wrap as the column does."""
        width = self.widths[column]
        return (
            width is not None
            and sum(
                not self._may_part(one, other) and width.of_break(self._break(one, other)) <= 0
                for one, other in itertools.pairwise(spans)
            )
            <= len(spans) // 6
            and all(width.of_last(self._width(span)) >= 0 for span in spans)
            and width.of_last(self._width(spans[-1])) >= 0
        )

    def _as_it_stands(self, spans: Sequence[_Span]) -> float:
        """The best score of the block as one column's cells one above the other."""
        return max(self._stacked(spans, column) for column in range(len(self.columns)))

    def _stacked(self, spans: Sequence[_Span], column: int) -> float:
        best = [0.0] + [-1e9] * len(spans)
        for after in range(1, len(spans) + 1):
            for first in range(after):
                joint = _STACKED if first else 0.0
                best[after] = max(best[after], best[first] + joint + self._cell(spans[first:after], column))
        return best[-1]

    def _cell(self, spans: Sequence[_Span], column: int) -> float:
        score = self._wording(spans, column) + self._start(spans[0])
        for one, other in itertools.pairwise(spans):
            score += self._step(one, other, column)
        return score + self._last(spans[-1], column)

    def _best_way(self, spans: Sequence[_Span], left: int, right: int) -> _Way | None:
        ways: dict[int, list[_Way]] = {0: [_Way(0.0, (), (), 0)]}
        for at in range(len(spans)):
            for way in sorted(ways.get(at, ()), key=lambda way: -way.score)[:_BEAM]:
                for taken, one in self._onward(way, spans, at, left, right):
                    ways.setdefault(at + taken, []).append(one)
        best: _Way | None = None
        for way in sorted(ways.get(len(spans), ()), key=lambda way: -way.score)[:_BEAM]:
            if way.left and way.right:
                score = way.score + self._last(way.left[-1], left) + self._last(way.right[-1], right)
                score += self._wording(way.left, left) + self._wording(way.right, right)
                if best is None or score > best.score:
                    best = _Way(score, way.left, way.right, way.phase)
        return best

    def _onward(self, way: _Way, spans: Sequence[_Span], at: int, left: int, right: int) -> list[tuple[int, _Way]]:
        """The ways to go on: a line that holds both, one line each, or a line of only one (before both, or after)."""
        found: list[tuple[int, _Way]] = []
        first, after = spans[at]

        def add(taken: int, ours: _Span | None, theirs: _Span | None, phase: int, cost: float = 0.0) -> None:
            score = way.score + cost
            lefts, rights = way.left, way.right
            if ours is not None:
                score += self._step(lefts[-1], ours, left) if lefts else self._start(ours)
                lefts = (*lefts, ours)
            if theirs is not None:
                score += self._step(rights[-1], theirs, right) if rights else self._start(theirs)
                rights = (*rights, theirs)
            found.append((taken, _Way(score, lefts, rights, phase)))

        if way.phase <= 1:
            for cut in range(first + 1, after):
                add(1, (first, cut), (cut, after), 1, self._together((first, cut), left))
            if at + 1 < len(spans):
                add(2, spans[at], spans[at + 1], 1)
                add(2, spans[at + 1], spans[at], 1)
        ahead = _AHEAD if way.phase == 0 else 0.0
        if way.phase in (0, 1, 2):
            add(1, spans[at], None, 0 if way.phase == 0 else 2, ahead)
        if way.phase in (0, 1, 3):
            add(1, None, spans[at], 0 if way.phase == 0 else 3, ahead)
        return found

    # --- what a cell's lines say ---------------------------------------------------------------------------------

    def _width(self, span: _Span) -> int:
        return self.stream.words[span[1] - 1].end - self.stream.words[span[0]].start

    def _break(self, one: _Span, other: _Span) -> Break:
        width = self._width(one)
        word = self.stream.words[other[0]]
        return Break(width, width + SPACE + word.end - word.start)

    def _step(self, one: _Span, other: _Span, column: int) -> float:
        """What a line and the next one of the same cell say together."""
        width = self.widths[column]
        score = width.of_break(self._break(one, other)) if width is not None else _UNKNOWN_BREAK
        if self._may_part(one, other):
            # A paragraph may end there: that the line is short says nothing.
            return max(score, self._last(one, column))
        if self.stream.words[other[0]].text[:1].islower():
            return score + (_AFTER_STOP if self._stops(one) else _GOES_ON)
        return score + _BREAKS_OFF

    def _stops(self, span: _Span) -> bool:
        return self.stream.words[span[1] - 1].text.rstrip(')"”').endswith((".", "!", "?"))

    def _may_part(self, one: _Span, other: _Span) -> bool:
        """Whether a paragraph may end between the lines: after a full stop, or before a number of a list."""
        if self.cues.numbered[other[0]] is not None:
            return True
        return self._stops(one) and not self.stream.words[other[0]].text[:1].islower()

    def _open(self, spans: Sequence[_Span]) -> float:
        """What parentheses that are not closed, or not opened, cost."""
        texts = [self.stream.words[index].text for span in spans for index in range(*span)]
        return _OPEN * abs(sum(text.count("(") - text.count(")") for text in texts))

    def _together(self, span: _Span, column: int) -> float:
        width = self.widths[column]
        is_full = width is None or self._width(span) >= width.value - _NEARLY_FULL
        return _RUN_TOGETHER + (0.0 if is_full else _NOT_FULL)

    def _numbers(self, spans: Sequence[_Span]) -> float:
        """Whether the numbers at the lines' beginnings count one by one from 1."""
        numbers = [number for span in spans if (number := self.cues.numbered[span[0]]) is not None]
        if not numbers:
            return 0.0
        score = _ODD_NUMBER if numbers[0] != 1 else 0.0
        for one, other in itertools.pairwise(numbers):
            score += _NEXT_NUMBER if other == one + 1 else _ODD_NUMBER
        return score

    def _start(self, span: _Span) -> float:
        return _BEGINS_LOWER if self.stream.words[span[0]].text[:1].islower() else 0.0

    def _last(self, span: _Span, column: int) -> float:
        width = self.widths[column]
        return width.of_last(self._width(span)) if width is not None else 0.0

    def _wording(self, spans: Sequence[_Span], column: int) -> float:
        indices = [index for span in spans for index in range(*span)]
        mask = self.cues.start_mask(indices[0], indices[-1] + 1)
        for index in indices:
            mask |= self.cues.any[index]
        mask |= self.cues.end_mask(indices[-1], indices[-1] + 1) if len(indices) > 1 else 0
        return (
            self._numbers(spans)
            + self._open(spans)
            + self.cues.scores(mask, len(indices))[KINDS.index(self.columns[column].kind)]
        )
