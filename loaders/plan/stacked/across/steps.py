"""The steps from the ways through the lines so far to one more line."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence

from loaders.plan.stacked.across.pieces import Placed, Text
from loaders.plan.stacked.across.states import NEW_ROW, NONE, How, State, States, Step
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.turn import APART, Turn
from loaders.plan.stacked.across.way import Way
from loaders.plan.stacked.across.ways import Ways

# How many steps with a line are made states of.
_TRIED = 100
# What it costs to leave a strip with its last row unfinished and come back to it, to fill a row left of where the strip
# is, and to pass a row.
_TAIL, _LEAP, _PASSED_ROW = -1.4, -3.0, -0.5
_MOST_PASSED = 3
# That a line no columns hold is put into the widest one whole: worse than whatever parts it.
_UNPARTED = -20.0

# A way to begin cells, its columns' bits, and what it gives back where their being blank was paid for.
_Leap = tuple[float, tuple[Placed, ...], int, float]


class Stepping:
    """Goes on with the lines under one header."""

    def __init__(self, table: Table, states: States) -> None:
        self._table = table
        self._states = states

    def steps(self, states: Sequence[State], line: Ways, fresh: Sequence[Sequence[Way]], turn: Turn) -> list[Step]:
        """The best ways on from all the states with the line, with about what each is worth."""
        steps = _Steps()
        leaps = [] if turn.below else [self._leap(*way) for ways in fresh for way in ways]
        for state in states:
            if state.put and "in block" in turn.ways:
                self._in_block(steps, state, line, fresh, turn)
            if turn.below:
                continue
            if state.put and "to the right" in turn.ways:
                self._to_the_right(steps, state, line, fresh)
            if not state.put or "another strip" in turn.ways:
                closing = self._states.unpaid(state)
                if state.put:
                    self._in_last_row(steps, state, line, leaps, closing)
                self._in_next_row(steps, state, line, fresh, closing)
        return steps.best()

    def _leap(self, score: float, pieces: tuple[Placed, ...]) -> _Leap:
        """The way with the bits of its columns and what it gives back that they were paid for as blank."""
        columns = [column for column, _, _ in pieces]
        back = -sum([self._table.blank[column] for column in columns])
        return score, pieces, sum([1 << column for column in columns]), back

    def unparted(self, states: Sequence[State], line: Ways, first: int, after: int) -> list[Step]:
        """The ways on from the states with the line in the widest column as a whole."""
        steps = _Steps()
        limits = self._table.limits
        widest = limits.index(max(limits))
        whole = ((widest, first, after),)
        ways = self.steps(states, line, [[(_UNPARTED, whole)]], APART)
        for state in states:
            cell = state.cells[widest]
            if cell is not None and cell[0] == state.row:
                steps.add(state, state.rank, _UNPARTED, whole, state.row, "on")
        return sorted([*ways, *steps.best()], key=_worth_of_step, reverse=True)[:_TRIED]

    def _in_block(self, steps: _Steps, state: State, line: Ways, fresh: Sequence[Sequence[Way]], turn: Turn) -> None:
        """The block goes on: its open cells, or a row further down."""
        paid = state.rank
        columns = state.last if turn.below else range(state.low, state.high + 1)
        for score, pieces in line.continuing(_open(state, columns, state.row)):
            if paid + (score + turn.on) < steps.least:
                break
            steps.add(state, paid, score + turn.on, pieces, state.row, "on")
        # The ways come best first.
        least_row = state.row + 1
        new_row = NEW_ROW if least_row > state.top else 0.0
        for ways in fresh:
            for score, pieces in ways:
                if paid + (score + turn.new) + new_row < steps.least:
                    break
                if not state.block or pieces[0][0] >= state.low:
                    row = least_row if new_row else _row_for(state, pieces, least_row)
                    steps.add(state, paid, score + turn.new, pieces, row, "below")
        for column in columns if least_row > state.top else ():
            self._over_rows(steps, state, line, column, paid, turn.new, "below")

    def _over_rows(
        self, steps: _Steps, state: State, line: Ways, column: int, paid: float, cost: float, how: How
    ) -> None:
        """A row begins further down beside the column's cell, which is merged over it and the last one."""
        cell = state.cells[column]
        if column not in self._table.merged or cell is None or cell[0] != state.top:
            return
        for score, pieces in line.beside(cell[1]):
            if paid + (score + cost) + NEW_ROW < steps.least:
                break
            steps.add(state, paid, score + cost, pieces, state.top + 1, how, column)

    def _to_the_right(self, steps: _Steps, state: State, line: Ways, fresh: Sequence[Sequence[Way]]) -> None:
        """The next block of the strip, to the right."""
        paid = state.rank
        columns = range(state.high + 1, self._table.many)
        if state.paid:
            for score, pieces in line.continuing(_open(state, columns, state.first)):
                steps.add(state, paid, score, pieces, state.first, "right")
        for ways in fresh:
            for score, pieces in ways:
                if paid + score < steps.least:
                    break
                if pieces[0][0] <= state.high:
                    continue
                row = _row_for(state, pieces, state.first)
                for skip in range(min(_MOST_PASSED, state.top + 1 - row)):
                    steps.add(state, paid, score + skip * _PASSED_ROW, pieces, row + skip, "right")

    def _in_last_row(self, steps: _Steps, state: State, line: Ways, leaps: Sequence[_Leap], closing: float) -> None:
        """A strip that goes on with the last row."""
        paid, top = state.score + state.ends, state.top
        for score, pieces in line.continuing(_open(state, range(self._table.many), top)):
            if paid + (score + closing + _TAIL) < steps.least:
                break
            steps.add(state, paid, score + closing + _TAIL, pieces, top, "tail")
        taken = sum([1 << column for column, cell in enumerate(state.cells) if cell is not None and cell[0] == top])
        for score, pieces, columns, back in leaps:
            if not columns & taken and paid + (score + closing + back + _LEAP) >= steps.least:
                steps.add(state, paid, score + closing + back + _LEAP, pieces, top, "tail")

    def _in_next_row(
        self, steps: _Steps, state: State, line: Ways, fresh: Sequence[Sequence[Way]], closing: float
    ) -> None:
        """A strip that begins with a row further down."""
        paid = state.score + state.ends
        for ways in fresh:
            for score, pieces in ways:
                if paid + (score + closing) + NEW_ROW < steps.least:
                    break
                steps.add(state, paid, score + closing, pieces, state.top + 1, "fresh")
        for column in self._table.merged:
            self._over_rows(steps, state, line, column, paid, closing, "fresh")


class _Steps:
    """The steps with a line that may be among the best; a step worth less than `least` is none of them."""

    def __init__(self) -> None:
        self.least = -math.inf
        self._found: list[Step] = []
        self._best: list[float] = []

    def add(
        self,
        state: State,
        paid: float,
        score: float,
        pieces: tuple[Placed, ...],
        row: int,
        how: How,
        merged: int = NONE,
    ) -> None:
        """A step from a state that is worth so much with what is `paid`."""
        worth = paid + score + (NEW_ROW if row > state.top else 0.0)
        if worth >= self.least:
            self._keep((worth, state, score, pieces, row, how, merged))

    def _keep(self, step: Step) -> None:
        self._found.append(step)
        if self.least > -math.inf:
            heapq.heapreplace(self._best, step[0])
            self.least = self._best[0]
            return
        self._best.append(step[0])
        if len(self._best) == _TRIED:
            heapq.heapify(self._best)
            self.least = self._best[0]

    def best(self) -> list[Step]:
        """The best steps, the best first."""
        return sorted(self._found, key=_worth_of_step, reverse=True)[:_TRIED]


def _worth_of_step(step: Step) -> float:
    return step[0]


def _open(state: State, columns: Iterable[int], row: int) -> tuple[Text, ...]:
    """The cells of the row that some of the columns have now."""
    return tuple([cell[1] for column in columns if (cell := state.cells[column]) is not None and cell[0] == row])


def _row_for(state: State, pieces: tuple[Placed, ...], least: int) -> int:
    """The first row from `least` on in which all the pieces' columns are empty."""
    for column, _, _ in pieces:
        cell = state.cells[column]
        if cell is not None and cell[0] >= least:
            least = cell[0] + 1
    return least
