"""How a line follows the one that was read before it."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.plan.stacked.across.by_columns import ALL_WAYS, Onward, Told
from loaders.plan.stacked.text import Stream, ends_sentence

# What it costs to go on below after a blank line.
_BELOW = -0.7
# Where blank lines part the cells of a column: that a cell goes on after one, with or without a sentence's end before
# it, and that one begins without one.
_ON_AFTER_GAP, _ON_UNSTOPPED, _NEW_WITHOUT_GAP = -1.0, -3.0, -1.5


@dataclass(frozen=True, slots=True)
class Turn:
    """How the line follows the one read before it: right below it or not, the ways it may go on, and what it costs that
    a block goes on with its cells or begins a row."""

    below: bool
    ways: frozenset[Onward] = ALL_WAYS
    on: float = 0.0
    new: float = 0.0


APART = Turn(False, on=_BELOW, new=_BELOW)


def turn_of(stream: Stream, told: Told | None, number: int, above: int) -> Turn:
    """How the line follows the one above, by what the headers told of the two, where they did."""
    line = stream.lines[number]
    below = not line.gap and above == number - 1 and line.page == stream.lines[above].page
    cost = 0.0 if below else _BELOW
    if told is None or number not in told.only:
        return Turn(below, ALL_WAYS, cost, cost)
    on = new = cost
    if told.is_parted and len(told.only[number]) == 1:
        stops = ends_sentence(stream.words[stream.lines[above].after - 1].text, ".!?:")
        on += 0.0 if below else _ON_AFTER_GAP if stops else _ON_UNSTOPPED
        new += _NEW_WITHOUT_GAP if below else 0.0
    return Turn(below, told.ways(number, above), on, new)
