"""A way through a line, and the best of several."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.stacked.across.pieces import Placed
from loaders.plan.stacked.text import Word

# How many ways to a place in the line are kept, and to its end.
KEPT, WAYS = 3, 8
# Log-odds: that a piece is too wide for its column, and how much more for each width that it is wider; what is wider
# than by so much is none.
_TOO_WIDE, _TOO_WIDE_GROWS, _MUCH = -5.0, 4.0, 0.6

Way = tuple[float, tuple[Placed, ...]]
"""Pieces from left to right, and what they are worth."""
Room = list[list[tuple[int, float]]]
"""By the word it begins with, where a piece may end in a column, and what it costs to be too wide."""


def room_in(words: Sequence[Word], limit: float) -> Room:
    """The room that a column so wide has for pieces of these words."""
    edges = list(enumerate((word.end for word in words), start=1))
    found = []
    for at, word in enumerate(words):
        ends = []
        for end, edge in edges[at:]:
            over = (edge - word.start) / limit - 1
            if over > _MUCH and end > at + 1:
                break
            ends.append((end, _TOO_WIDE * (1 + _TOO_WIDE_GROWS * over) if over > 0 else 0.0))
        found.append(ends)
    return found


def worth_of(way: Way) -> float:
    """What ways are ordered by where alike ones shall stay in their order."""
    return way[0]


def best_of(ways: list[Way]) -> list[Way]:
    """The ways to one place that are kept."""
    return sorted(ways, reverse=True)[:KEPT] if len(ways) > KEPT else ways
