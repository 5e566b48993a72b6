"""What blank lines and the spaces before line breaks say in text that came in the order the page was set in.

Programs that take the text out of a PDF as it was set write row after row and cell after cell. What stands on the same
height comes on one line: a cell of one line runs together with the first line of the next. A blank line is put where
the page goes more than a line up or down, and where a line begins further to the right or left than the one before it,
unless a blank line stands before that one already. Where a cell's lines begin and how many they are thus tells where a
blank line is to be expected; how well the document keeps to that is counted in the document itself.

Word processors leave the space at which they wrap a line on the line: most lines that go on end in one, no cell does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.plan.stacked.text import Stream

# The breaks that a blank line may stand in, with how often one does before the document has said anything: between the
# lines of a cell; after its first line when that begins further to the left (with or without a blank line over it);
# from a cell's last line to the row's next cell (over it a blank line, none, or the cell has more lines than two); to
# the next row (over a last line that is a cell's own a blank line, or none; the line holds several cells).
(
    _WRAPS,
    _INDENTED_AFTER_BLANK,
    _INDENTED,
    _ON_AFTER_BLANK,
    _ON,
    _ON_FROM_MANY,
    _ROW_AFTER_BLANK,
    _ROW,
    _ROW_IN_LINE,
) = range(9)
_USUAL = (0.03, 0.03, 0.97, 0.03, 0.97, 0.97, 0.5, 0.95, 0.5)
# How many breaks that counts as, and the bounds of each share.
_TRUST, _LEAST = 12.0, 0.02
# No break, or one that a page's edge stands in: it says nothing.
SILENT = -1
# The share of breaks with a blank line from which these tell the others apart.
_FEWEST_APART = 0.08
# How many breaks the share of spaces among all of them counts as beside those of one kind, and the least share.
_SPACE_TRUST, _LEAST_SPACED = 8.0, 0.02


@dataclass(frozen=True, slots=True)
class Said:
    """What line breaks say, as numbers of the table that `scores_of` gives: of those inside a stretch by how often each
    comes, of the one after it when the row goes on there and when a row begins."""

    inside: tuple[tuple[int, int], ...]
    goes_on: int
    new_row: int


@dataclass(frozen=True, slots=True)
class Spaces:
    """What it is worth that a space stands (or none stands) before a line break inside a cell, and at a cell's end."""

    inside: tuple[float, float] = (0.0, 0.0)
    at_end: tuple[float, float] = (0.0, 0.0)


class Breaks:
    """The line breaks of one stretch, told line by line."""

    def __init__(self, stream: Stream, line: int, starts_line: bool) -> None:
        self._stream = stream
        self._inside: Counter[int] = Counter()
        self._lines = 1
        self._line = line
        self._in_line = not starts_line

    def go_on(self, line: int) -> None:
        """The stretch goes on in that line."""
        if not is_page_top(self._stream, self._line, line):
            first_in_line = self._in_line and self._lines == 1
            kind = (_INDENTED_AFTER_BLANK if self._after_blank() else _INDENTED) if first_in_line else _WRAPS
            self._inside[self._number(kind, line)] += 1
        self._lines += 1
        self._line = line

    def end_before(self, line: int | None) -> Said:
        """What the breaks say when the stretch ends there, before that line (None inside a line and at the end)."""
        inside = tuple(self._inside.items())
        if line is None or is_page_top(self._stream, self._line, line):
            return Said(inside, SILENT, SILENT)
        blank = self._after_blank()
        on = _ON_FROM_MANY if self._lines > 2 else _ON_AFTER_BLANK if blank else _ON
        shares = self._in_line and self._lines == 1
        new = _ROW_IN_LINE if shares else _ROW_AFTER_BLANK if blank else _ROW
        goes_on = SILENT if self._lines == 1 else self._number(on, line)
        return Said(inside, goes_on, self._number(new, line))

    def _after_blank(self) -> bool:
        return self._stream.lines[self._line].gap > 0 or self._line == 0

    def _number(self, kind: int, line: int) -> int:
        return 2 * kind + (self._stream.lines[line].gap > 0)


def is_page_top(stream: Stream, above: int, line: int) -> bool:
    """Whether a page (or a header that was taken out) parts the two lines."""
    one, other = stream.lines[above], stream.lines[line]
    return line != above + 1 or other.gap > 1 or one.page != other.page


def scores_of(seen: Iterable[int]) -> tuple[float, ...]:
    """What each break with a blank line or without one is worth, by how often the document has it so; the last is what
    a break that says nothing is worth."""
    counts = Counter(seen)
    found: list[float] = []
    for kind, usual in enumerate(_USUAL):
        without, with_blank = counts[2 * kind], counts[2 * kind + 1]
        share = (with_blank + _TRUST * usual) / (without + with_blank + _TRUST)
        share = min(1 - _LEAST, max(_LEAST, share))
        found += [math.log(1 - share), math.log(share)]
    return (*found, 0.0)


def spaces_of(inside: Sequence[bool], at_end: Sequence[bool]) -> Spaces:
    """What spaces before breaks inside cells and at the ends of cells say, by how often each has one."""
    usual = (sum(inside) + sum(at_end) + 0.5) / (len(inside) + len(at_end) + 1)
    if not _LEAST_SPACED < usual < 1 - _LEAST_SPACED:
        return Spaces()

    def worth(seen: Sequence[bool]) -> tuple[float, float]:
        share = (sum(seen) + _SPACE_TRUST * usual) / (len(seen) + _SPACE_TRUST)
        share = min(1 - _LEAST_SPACED, max(_LEAST_SPACED, share))
        return math.log((1 - share) / (1 - usual)), math.log(share / usual)

    return Spaces(worth(inside), worth(at_end))


def spaces_at_first(stream: Stream) -> Spaces:
    """The same before any cell is known: where a blank line stands a cell ends more often than where none stands. In
    text without blank lines a cell goes on before a small letter more often than before a capital."""
    below = list(zip(stream.lines, stream.lines[1:], strict=False))
    apart = [line.spaced for line, after in below if after.gap]
    close = [(line.spaced, stream.words[after.first].text[:1].islower()) for line, after in below if not after.gap]
    if stream.is_ocr or len(apart) >= _FEWEST_APART * len(below):
        return spaces_of([spaced for spaced, _ in close], apart)
    return spaces_of([spaced for spaced, on in close if on], [spaced for spaced, on in close if not on])
