"""Text that OCR read in strips, put back into cells and rows.

OCR parts a page into blocks by where it is white. A row's cells may come one by one, or their first lines in one line
straight across the columns, then the second lines, or so for a while and then one by one; and several rows' cells of
one column may come before those of the next. All of it is one model: a page is read in strips from top to bottom, a
strip in blocks from left to right, a block in lines from top to bottom, and a line in pieces from left to right. A
piece either goes on in its column's cell or begins the column's cell of a row further down; a cell merged over several
rows goes on beside the pieces that begin the next. What tells how: the columns' widths (a cell goes on only where its
line above was full), the wording of each cell as a whole, capitals, the column rules that came through as bars, the
signs of lists, and what the document says elsewhere (pieces.py, table.py). The best way through a table's lines is
found with a beam.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from loaders.plan.stacked.across.by_columns import Told
from loaders.plan.stacked.across.states import NONE, State, States
from loaders.plan.stacked.across.steps import Stepping
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.turn import APART, turn_of
from loaders.plan.stacked.across.ways import Ways
from loaders.plan.stacked.text import Stream

# How many lines further down it is told how sure a piece's place is: by then what follows has spoken for or against it.
_LATER = 3

# What a piece is taken for: its first word, its column, whether it begins a cell, its row from the last measure's.
_Where = tuple[int, int, bool, int]


@dataclass(frozen=True, slots=True)
class Put:
    """A piece put into a column's cell of a row; `strip` and `block` count where it was read. `margin` is by how many
    log-odds the best way was ahead of the best that put the piece elsewhere, a few lines further down."""

    words: tuple[int, int]
    column: int
    row: int
    strip: int
    block: int
    margin: float = math.inf


class Reader:
    """Reads the lines under one header."""

    def __init__(self, stream: Stream, table: Table, told: Told | None = None) -> None:
        self._stream = stream
        self._table = table
        self._told = told
        self._states = States(table)
        self._stepping = Stepping(table, self._states)

    def read(self, lines: Sequence[int]) -> list[Put]:
        """Every piece of the lines with its cell, on the best way through them."""
        states = [self._states.first()]
        margins: list[Mapping[_Where, float]] = []
        unparted: set[int] = set()
        for place, number in enumerate(lines):
            line = self._stream.lines[number]
            turn = turn_of(self._stream, self._told, number, lines[place - 1]) if place else APART
            ways = Ways(self._table, line.first, line.after)
            fresh = ways.fresh()
            steps = self._stepping.steps(states, ways, fresh, turn)
            if not steps:
                steps = self._stepping.steps(states, ways, fresh, APART)
            if not steps:
                # More words than all columns hold: nothing shows what belongs where.
                unparted.add(place)
                steps = self._stepping.unparted(states, ways, line.first, line.after)
            states = self._states.best(steps)
            if place >= _LATER:
                margins.append(self._margins(states, _LATER))
        for back in range(min(_LATER, len(lines)) - 1, -1, -1):
            margins.append(self._margins(states, back))
        best = max(states, key=lambda one: one.score + self._states.finish(one))
        return self._puts(best, margins, unparted)

    def _puts(self, last: State, margins: Sequence[Mapping[_Where, float]], unparted: Collection[int]) -> list[Put]:
        """The pieces on the way to the last state, from the first line on."""
        path: list[State] = []
        at: State | None = last
        while at is not None and at.before is not None:
            path.append(at)
            at = at.before
        rows = [NONE] * self._table.many
        puts = []
        for place, (state, margin) in enumerate(zip(reversed(path), margins, strict=True)):
            for (column, first, after), where in zip(state.put, self._where(state), strict=True):
                _, _, begins, _ = where
                if begins:
                    # A cell merged over several rows is the first one's.
                    rows[column] = state.cells[column][0]  # type: ignore[index]
                sure = 0.0 if place in unparted else margin.get(where, 0.0)
                puts.append(Put((first, after), column, rows[column], state.strip, state.block, sure))
        return puts

    def _margins(self, states: Sequence[State], back: int) -> dict[_Where, float]:
        """By how much the best of the states is ahead of the best that has it otherwise, for what each put on the line
        `back` lines up."""
        best: dict[State, float] = {}
        for state in states:
            at = state
            for _ in range(back):
                at = at.before or at
            best[at] = max(best.get(at, -math.inf), state.rank)
        ways = [(rank, frozenset(self._where(at))) for at, rank in best.items()]
        return {
            where: max(rank for rank, own in ways if where in own)
            - max((rank for rank, own in ways if where not in own), default=-math.inf)
            for where in {where for _, own in ways for where in own}
        }

    def _where(self, state: State) -> list[_Where]:
        """Each piece of the state's line: its first word, its column, whether it begins a cell, and how far its row is
        from the last measure's."""
        measure = state.cells[self._table.measure] if self._table.measure >= 0 else None
        found = []
        for column, first, after in state.put:
            row, text = state.cells[column]  # type: ignore[misc]
            found.append((first, column, text.length == after - first, row - measure[0] if measure else 0))
        return found
