"""The width at which a column wraps its lines, and how well lines fit it.

A line break inside a cell says: the line fits the column and the next line's first word did not fit any more. One
width that satisfies nearly all breaks of a column tells that column from the others.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SPACE = 278
# The share of breaks that a width taken at random satisfies.
_BY_CHANCE = 0.3
_LEAST_BREAKS = 2
_TOO_WIDE, _TOO_WIDE_IF_LENT = -30.0, -4.0


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a cell: the line's width, and its width had the next word stood on it too."""

    width: int
    with_next: int


@dataclass(frozen=True, slots=True)
class Width:
    """A column's width, and the likelihood ratio of a break that fits it and of one that does not; `lent` when it comes
    from a like table, whose columns may be a little wider or narrower."""

    value: int
    slack: int
    fits: float
    misses: float
    lent: bool = False

    def of_break(self, one: Break) -> float:
        """What the break says for the column: positive when it fits."""
        if one.width > self.value + self.slack:
            return self.of_last(one.width)
        return self.fits if one.with_next > self.value - self.slack else self.misses

    def of_last(self, width: int) -> float:
        """What a cell's last line says: nothing as long as it is no wider than the column."""
        over = width - self.value - self.slack
        if over <= 0:
            return 0.0
        return max(_TOO_WIDE_IF_LENT if self.lent else _TOO_WIDE, self.misses - 12.0 * over / self.value)


class BreakCount:
    """Counts breaks by whether a column so wide could have had them."""

    def __init__(self, breaks: Sequence[Break]) -> None:
        self._widths = sorted([one.width for one in breaks])
        self._with_next = sorted([one.with_next for one in breaks])

    def up_to(self, width: float) -> int:
        """How many breaks' lines are no wider than that."""
        return bisect_right(self._widths, width)

    def room_for_next(self, width: float) -> int:
        """How many of them would have been no wider with the next word."""
        return bisect_right(self._with_next, width)


def width_of_breaks(breaks: Sequence[Break]) -> Width | None:
    """The width that satisfies most of the breaks; None when there are too few or they agree on none."""
    if len(breaks) < _LEAST_BREAKS:
        return None
    best, satisfied = 0, -1
    count_of = BreakCount(breaks)
    for candidate in sorted({one.width for one in breaks}):
        slack = candidate // 100
        count = count_of.up_to(candidate + slack) - count_of.room_for_next(candidate - slack)
        if count > satisfied:
            best, satisfied = candidate, count
    share = (satisfied + 0.5) / (len(breaks) + 2)
    if share <= _BY_CHANCE + 0.1:
        return None
    fits = math.log(share / _BY_CHANCE)
    misses = max(-3.0, math.log((1 - share) / (1 - _BY_CHANCE)))
    return Width(best, best // 66, fits, misses)
