"""The ways through the lines so far, and what a step makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from loaders.plan.stacked.across.pieces import Pieces, Placed, Text
from loaders.plan.stacked.across.table import Table

# How many ways through the lines so far are kept.
_BEAM = 30
# What it costs that a row begins.
NEW_ROW = -1.5
# How much of what the blank cells left behind will cost counts before they are paid for.
_PENDING = 0.7

Cell = tuple[int, Text]
"""A column's last cell so far, and its row."""
How = Literal["on", "below", "right", "tail", "fresh"]
"""How a step comes to its line: on with the block's cells, a row further down in it, the next block to the right,
another strip that goes on with the last row, or another one that begins a row."""
# All of a way through the lines so far that counts from here on, but for its worth (see State).
_Shape = tuple[tuple[Cell | None, ...], int, int, tuple[int, ...], int, int, int, tuple[int, ...]]


@dataclass(slots=True, eq=False)
class State:
    """A way through the lines so far. `cells` has each column's last cell, `endings` what it is worth that it has
    ended, `ends` the sum of that for the cells without a piece on the last line. The strip has the rows from `first` to
    `top` with the columns filled in each, of which so many as `paid` are paid for; the block has the columns from `low`
    to `high` and is at `row`; `last` are the columns with a piece on the last line."""

    cells: tuple[Cell | None, ...]
    first: int
    top: int
    filled: tuple[int, ...]
    low: int
    high: int
    row: int
    last: tuple[int, ...]
    score: float
    rank: float
    ends: float
    endings: list[float]
    paid: int
    strip: int
    block: int
    put: tuple[Placed, ...]
    before: State | None


# The rest of it, in the same order.
_Worth = tuple[float, float, float, list[float], int, int, int, tuple[Placed, ...], State]
NONE = -1
Step = tuple[float, State, float, tuple[Placed, ...], int, How, int]
"""About what a step is worth, where from, what it is worth, its pieces, their row, how it comes there, and the column
whose cell goes on from the row above, or NONE."""


class States:
    """The states of the lines under one header."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def first(self) -> State:
        """The state before the first line."""
        none: tuple[Cell | None, ...] = (None,) * self._table.many
        endings = [0.0] * self._table.many
        return State(none, 0, -1, (), 0, self._table.many, -1, (), 0.0, 0.0, 0.0, endings, 0, 0, 0, (), None)

    def best(self, steps: Sequence[Step]) -> list[State]:
        """The best of the states that the steps lead to; of those that are alike in all that counts from here on, the
        best one."""
        texts = _Texts(self._table.pieces)
        found: dict[_Shape, _Worth] = {}
        for _, state, score, pieces, row, how, merged in steps:
            shape, worth = self._after(state, score, pieces, row, how, merged, texts)
            other = found.get(shape)
            if other is None or other[0] < worth[0]:
                found[shape] = worth
        best = [State(*(*shape, *worth)) for shape, worth in sorted(found.items(), key=_rank_of, reverse=True)[:_BEAM]]
        for one in best:
            for column in one.last:
                one.endings[column] = self._table.ends(one.cells[column][1])  # type: ignore[index]
        return best

    def _after(
        self,
        state: State,
        score: float,
        pieces: tuple[Placed, ...],
        row: int,
        how: How,
        merged: int,
        texts: _Texts,
    ) -> tuple[_Shape, _Worth]:
        """The state that the step leads to."""
        cells, endings = list(state.cells), list(state.endings)
        total = state.score + score
        bits = 0
        for placed in pieces:
            column = placed[0]
            cell = cells[column]
            above = cell[1] if cell is not None and (cell[0] == row or column == merged) else None
            if above is None:
                total += endings[column]
            cells[column] = (row, texts[above, placed])
            endings[column] = 0.0
            bits |= 1 << column
        columns = tuple([column for column, _, _ in pieces])
        if row > state.top:
            total += NEW_ROW
        low, high, strip, block = state.low, state.high, state.strip, state.block
        if how in ("fresh", "tail"):
            first, top, paid = row, row, 0 if row > state.top else 1
            filled: tuple[int, ...] = (bits,)
            low, high, strip, block = columns[0], columns[-1], strip + 1, 0
        else:
            first, top, paid = state.first, state.top, state.paid
            rows = list(state.filled)
            if row > top:
                top = row
                rows.append(0)
            rows[row - first] |= bits
            filled = tuple(rows)
            if how == "right":
                low, high, block = columns[0], columns[-1], block + 1
            else:
                low = low if low < columns[0] else columns[0]
                high = high if high > columns[-1] else columns[-1]
        ends = sum(endings)
        pending = self._pending(filled, paid, row - first, low, high)
        rank = total + ends + _PENDING * pending
        shape = (tuple(cells), first, top, filled, low, high, row, columns)
        return shape, (total, rank, ends, endings, paid, strip, block, pieces, state)

    def finish(self, state: State) -> float:
        """What it is worth that the lines end here."""
        return sum(state.endings) + self.unpaid(state)

    def unpaid(self, state: State) -> float:
        """What the blank cells of the strip's rows cost that are not paid for."""
        missing, every = self._table.missing, (1 << self._table.many) - 1
        return sum([missing[every & ~row] for row in state.filled[state.paid :]])

    def _pending(self, filled: Sequence[int], paid: int, at: int, low: int, high: int) -> float:
        """What the blank cells of the strip's rows cost that are not paid for and are left behind: those up to the
        block in the rows above the one it is at, those left of the block in the others."""
        missing = self._table.missing
        cost = left = 0.0
        if at > paid:
            passed = (1 << high + 1) - 1
            for row in filled[paid:at]:
                cost += missing[passed & ~row]
        if low:
            before = (1 << low) - 1
            for row in filled[max(paid, at) :]:
                left += missing[before & ~row]
        return cost + left


class _Texts(dict[tuple[Text | None, Placed], Text]):
    """The cells as they are after a line, by the cell above that goes on with a piece, if one does, and the piece. Each
    is one object however it came to be."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._known: dict[tuple[int, int, int, int, int], Text] = {}

    def __missing__(self, key: tuple[Text | None, Placed]) -> Text:
        above, placed = key
        _, first, after = placed
        mask, length = self._pieces.masks(first)[after - first - 1], after - first
        if above is None:
            mask |= self._pieces.cues.start_mask(first, after)
        else:
            mask |= above.mask
            length += above.length
        same = (*placed, mask, length)
        found = self._known.get(same)
        if found is None:
            found = self._known[same] = self._pieces.text(placed, mask, length)
        self[key] = found
        return found


def _rank_of(found: tuple[_Shape, _Worth]) -> float:
    return found[1][1]
