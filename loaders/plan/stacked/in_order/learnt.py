"""What the document itself has taught of one table so far: widths, steps, wordings, and what its line breaks say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.plan.stacked.flow import Spaces, scores_of, spaces_at_first
from loaders.plan.stacked.in_order.rest import Piece
from loaders.plan.stacked.in_order.steps import Steps, steps_of, with_leaps
from loaders.plan.stacked.in_order.stretches import Stretch
from loaders.plan.stacked.in_order.table_text import TableText
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import Width, width_of_breaks

# How often what comes after a cell of one line stands beside it, where the text came in the order the page was set in
# and elsewhere.
_BESIDE_IN_FLOW, _BESIDE = 0.97, 0.5
# So few breaks leave a column's width unsure.
FEW_BREAKS = 6


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is known of one table."""

    widths: Sequence[Width | None]
    steps: Steps
    leaps: float = 0.0
    """The share of the document's steps that leave a row unfinished."""
    texts: Mapping[int, Counter[str]] = field(default_factory=dict)
    """By the key of a text, how often it stood in each column."""
    votes: Sequence[Sequence[float]] | None = None
    """What words say for the columns by where they stand elsewhere, summed up to each word of the table."""
    areas: tuple[float, float, float] | None = None
    """What it is worth for the area column that a cell is no area, is a topic of one, and begins with an area's own
    name; None when that tells nothing."""
    spaces: Spaces = field(default_factory=Spaces)
    flow: tuple[float, ...] = scores_of(())
    beside: float = _BESIDE
    """How often what comes after a cell of one line in its row stands beside it on the line."""
    is_page_set: bool = False
    """Whether the text is known to be in the order its pages were set in, and their pages have taught the widths."""

    def next_in_row(self, one: Stretch | Piece) -> float:
        """What it is worth that a row goes on after the stretch where it ends: in its line or with the line."""
        blank = self.flow[one.said.goes_on] if one.said else 0.0
        if not one.one_line:
            return blank
        return blank + math.log(2 * (1 - self.beside if one.ends_line else self.beside))

    def next_row(self, one: Stretch | Piece) -> float:
        """What it is worth that a row begins after the stretch where it ends."""
        return self.flow[one.said.new_row] if one.said else 0.0

    def wraps(self, spaced: bool) -> float:
        """What a space before a line break (or none) says for the cell's going on after it against its ending there."""
        return self.spaces.inside[spaced] - self.spaces.at_end[spaced]

    def inside(self, one: Stretch | Piece) -> float:
        """What it is worth that the stretch is one cell by its line breaks."""
        without, spaced = one.spaced
        worth = without * self.spaces.inside[0] + spaced * self.spaces.inside[1]
        if one.space_at_end is not None:
            worth += self.spaces.at_end[one.space_at_end]
        if one.said:
            worth += sum(count * self.flow[number] for number, count in one.said.inside)
        return worth


def at_first(texts: Sequence[TableText], leaps: float) -> list[Learnt]:
    """What is known of each table before anything is decoded."""
    if not texts:
        return []
    spaces, beside = spaces_at_first(texts[0].stream), beside_at_first(texts[0].stream)
    usual = (with_leaps(steps_of([column.kind for column in text.columns], ()), (), leaps) for text in texts)
    return [
        Learnt(_instructed_widths(text), steps, leaps, spaces=spaces, beside=beside)
        for text, steps in zip(texts, usual, strict=True)
    ]


def beside_at_first(stream: Stream) -> float:
    """How often what comes after a cell of one line stands beside it, before any cell is known."""
    return _BESIDE_IN_FLOW if stream.flows else _BESIDE


def _instructed_widths(text: TableText) -> list[Width | None]:
    """The widths that the instruction row tells; of a few breaks, which other cells of the row may have come between,
    no more than a likely one."""
    found: list[Width | None] = []
    for breaks in text.instructed:
        width = width_of_breaks(breaks)
        found.append(width and replace(width, lent=len(breaks) < FEW_BREAKS))
    return found
