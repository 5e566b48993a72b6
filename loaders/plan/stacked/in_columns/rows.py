"""Where the rows begin in text that kept its columns: every way to part the lines into rows is scored.

A row's cells all begin on its first line and go on without a break, so a column that comes back after an empty place,
or first shows further down, speaks for a new row. (Some tables set their cells in the middle of the row or at its
bottom: whatever fits the document best.) Between two lines of a column speak the width it wraps at, capitals,
full stops and words that no cell ends with. A blank line is one more such sign, not the only one: tables set tight have
none.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from loaders.plan.stacked.log_sum import NEVER, add_logs
from loaders.plan.stacked.text import Stream, ends_sentence, key_of
from loaders.plan.stacked.widths import SPACE, Break, Width, width_of_breaks
from loaders.vocabulary import words as vocabulary

_MOST_LINES = 80
# How a row's cells are set: all alike in one document.
Setting = Literal["top", "middle", "bottom"]
_SETTINGS: tuple[Setting, ...] = ("top", "middle", "bottom")
# What it costs for each line that a cell stands further off the middle of its row than typesetting explains.
_OFF_MIDDLE = -1.0
# What it costs for each line to take a table for one whose cells are not set at the top, as most are.
_NOT_TOP = -0.5
# A row; what it costs that a column first shows below the row's first line, that it comes back after an empty place,
# that a row begins without its measure, with a single cell, or with a cell that begins in the middle of a sentence.
_ROW, _LATE, _RESUMED, _LACKS_MEASURE, _ALONE, _BEGINS_LOWER = -1.0, -3.0, -2.5, -1.5, -1.0, -1.5
# What speaks for a row going on: past a blank line, past a page's end, in the middle of a sentence, before a capital,
# after a full stop, before the next item of a list.
_PAST_GAP, _PAST_PAGE, _GOES_ON, _CAPITAL, _AFTER_STOP, _NEXT_ITEM = -5.0, -1.0, 2.5, -1.5, -0.4, 2.0
_UNFINISHED = 2.0
# A column of which such a share begins its cells in lower case: then it says nothing that a text does. Lines with so
# many cells count of whose others so few begin so, and as if so many had been seen that begin with a capital.
_SAYS_NOTHING, _FEWEST_BESIDE, _FEW_LOWER, _DOUBTED = 0.4, 3, 0.34, 4
# A word that the text also writes in lower case has its capital because a text begins there.
_COMMON_WITH_CAPITAL = -2.0
_MOST_OF_ONE = 3.0
_ITEM = re.compile(r"^\(?(\d{1,2})[.)]$|^[-–•*·]$")


@dataclass(frozen=True, slots=True)
class Placed:
    """One line of a table: its words by column, whether blank lines stand above it, whether it begins a page, and
    whether it is a heading between rows."""

    cells: Mapping[int, Sequence[int]]
    gap: bool
    new_page: bool
    heading: bool = False


def row_starts(stream: Stream, lines: Sequence[Placed], measure: int | None) -> list[tuple[int, float]]:
    """The lines that begin a row, each with how likely it is that just that row stands there."""
    if not lines:
        return []
    judge = _Judge(stream, lines, measure)
    return max((_best_rows(judge, setting) for setting in _SETTINGS), key=lambda found: found[0])[1]


def _best_rows(judge: _Judge, setting: Setting) -> tuple[float, list[tuple[int, float]]]:
    """The best way to part the lines into rows whose cells are set so, with its score."""
    count = len(judge.lines)
    scored = [judge.rows_from(first, setting) for first in range(count)]
    best = [0.0] + [NEVER] * count
    ahead = [0.0] + [NEVER] * count
    source = [0] * (count + 1)
    for first, rows in enumerate(scored):
        for after, score in rows:
            ahead[after] = add_logs(ahead[after], ahead[first] + score)
            if best[first] + score > best[after]:
                best[after], source[after] = best[first] + score, first
    behind = [NEVER] * count + [0.0]
    for first in range(count - 1, -1, -1):
        for after, score in scored[first]:
            behind[first] = add_logs(behind[first], score + behind[after])
    found: list[tuple[int, float]] = []
    after = count
    while after:
        first = source[after]
        score = next(score for end, score in scored[first] if end == after)
        found.append((first, math.exp(min(0.0, ahead[first] + score + behind[after] - ahead[-1]))))
        after = first
    return best[-1] + (_NOT_TOP * count if setting != "top" else 0.0), found[::-1]


class _Judge:
    """Scores the rows that may stand in the lines."""

    def __init__(self, stream: Stream, lines: Sequence[Placed], measure: int | None) -> None:
        self.stream = stream
        self.lines = lines
        self.measure = measure
        self.never_last = {key_of(word, stream.is_ocr) for word in vocabulary("stacked")["borders"]["never_last"]}
        self.before_number = {key_of(word, stream.is_ocr) for word in vocabulary("stacked")["borders"]["before_number"]}
        self.in_lower = {word.text for word in stream.words if word.text[:1].islower()}
        self.widths = self._widths()
        self.lower_says = {column: max(0.0, 1 - share / _SAYS_NOTHING) for column, share in self._begun_lower().items()}

    def rows_from(self, first: int, setting: Setting) -> list[tuple[int, float]]:
        """Each row that begins on that line, as the line after it and its score."""
        score = _ROW
        begun: dict[int, int] = {}
        last: dict[int, int] = {}
        found: list[tuple[int, float]] = []
        for at in range(first, min(len(self.lines), first + _MOST_LINES)):
            line = self.lines[at]
            if at > first:
                if line.heading or self.lines[first].heading:
                    break
                score += _PAST_PAGE if line.new_page else _PAST_GAP if line.gap else 0.0
            for column, words in line.cells.items():
                if column not in last:
                    begun[column] = at
                    score += _BEGINS_LOWER * self.lower_says[column] if self._is_lower(words) else 0.0
                else:
                    score += self._step(column, self.lines[last[column]].cells[column], words)
                    score += _RESUMED if at - last[column] > (2 if setting == "middle" else 1) else 0.0
                last[column] = at
            found.append((at + 1, score + self._set(first, at, begun, last, setting)))
        return found

    def _set(self, first: int, end: int, begun: Mapping[int, int], last: Mapping[int, int], setting: Setting) -> float:
        """What it says of a row where its cells begin and end between its first line and its last."""
        with_measure = {column for column, at in begun.items() if setting != "top" or at == first}
        score = 0.0
        if self.measure is not None and self.measure not in with_measure:
            score += _LACKS_MEASURE
        if len(with_measure) == 1 and self.measure not in with_measure:
            score += _ALONE
        for column, at in begun.items():
            if setting == "top":
                score += _LATE if at > first else 0.0
            elif setting == "bottom":
                score += _LATE if last[column] < end else 0.0
            else:
                score += _OFF_MIDDLE * max(0, abs((at - first) - (end - last[column])) - 1)
        return score

    def _step(self, column: int, one: Sequence[int], other: Sequence[int]) -> float:
        """What a line of a column and the next one say for their being of one cell."""
        left, right = self.stream.words[one[-1]], self.stream.words[other[0]]
        item = _ITEM.match(right.text)
        if item:
            return -_NEXT_ITEM if item.group(1) == "1" else _NEXT_ITEM
        if left.key in self.before_number and right.text[:1].isdigit():
            return _MOST_OF_ONE  # «fre–lör kl.», «16–23»
        width = self.widths.get(column)
        score = self._wraps(width, self._break(one, other)) if width is not None else 0.0
        if self._is_lower(other):
            score += _GOES_ON * self.lower_says[column]
        else:
            score += _COMMON_WITH_CAPITAL if right.text.lower() in self.in_lower else _CAPITAL
            score += _AFTER_STOP if ends_sentence(left.text) else 0.0
        if left.text.endswith((",", "-", "/", "&", "–")) or left.key.strip('()"”') in self.never_last:
            score += _UNFINISHED
        return max(-_MOST_OF_ONE, min(_MOST_OF_ONE, score))

    def _wraps(self, width: Width, one: Break) -> float:
        """Whether the next line's first word had no room on the line: a line wider than thought had none either."""
        return width.fits if one.with_next > width.value - width.slack else width.misses

    def _is_lower(self, words: Sequence[int]) -> bool:
        return self.stream.words[words[0]].text[:1].islower()

    def _begun_lower(self) -> dict[int, float]:
        """By column, how common it is that what stands there begins in lower case on lines where what stands in the
        others does not: «löpande», «dito», «se ovan» are whole cells."""
        columns = {column for line in self.lines for column in line.cells}
        found: dict[int, list[bool]] = {column: [] for column in columns}
        for line in self.lines:
            lower = {column: self._is_lower(words) for column, words in line.cells.items()}
            for column, is_lower in lower.items():
                if len(lower) >= _FEWEST_BESIDE and sum(lower.values()) - is_lower <= (len(lower) - 1) * _FEW_LOWER:
                    found[column].append(is_lower)
        return {column: (sum(some) + 0.5) / (len(some) + _DOUBTED) for column, some in found.items()}

    def _width(self, words: Sequence[int]) -> int:
        return self.stream.words[words[-1]].end - self.stream.words[words[0]].start

    def _break(self, one: Sequence[int], other: Sequence[int]) -> Break:
        width = self._width(one)
        word = self.stream.words[other[0]]
        return Break(width, width + SPACE + word.end - word.start)

    def _widths(self) -> dict[int, Width]:
        """The width each column wraps at."""
        breaks: dict[int, list[Break]] = {}
        for above, below in itertools.pairwise(self.lines):
            for column in above.cells.keys() & below.cells.keys() if not below.gap else ():
                breaks.setdefault(column, []).append(self._break(above.cells[column], below.cells[column]))
        found = {column: width_of_breaks(some) for column, some in breaks.items()}
        return {column: width for column, width in found.items() if width is not None}
