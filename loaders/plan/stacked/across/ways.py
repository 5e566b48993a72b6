"""The ways through one line: how its words part into pieces, each in a column, and what each way is worth.

A way either begins cells with all its pieces (begun.py), or goes on with cells that are open (going_on.py), or begins
those of a row beside one that goes on. For each place in the line and number of columns passed, only a few of the best
ways there are kept.
"""

from __future__ import annotations

import heapq

from loaders.plan.stacked.across.begun import Begun
from loaders.plan.stacked.across.going_on import GoingOn
from loaders.plan.stacked.across.pieces import Text
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.way import WAYS, Way, room_in, worth_of

# Of the ways beside a merged cell, how many are weighed with what is blank between the pieces.
_TRIED = 64
# What it costs that a merged cell goes on where a row begins, beside that the row has none of its own.
_OVER_ROWS = -1.0


class Ways:
    """The ways through the line words[first:after]."""

    def __init__(self, table: Table, first: int, after: int) -> None:
        self._table = table
        self._first, self._count = first, after - first
        words = table.pieces.words[first:after]
        room = [room_in(words, limit) for limit in table.limits]
        self._begun = Begun(table, first, after, room)
        self._going_on = GoingOn(table, first, after, room)
        self._over: dict[Text, list[Way]] = {}
        self.fresh = self._begun.fresh
        self.continuing = self._going_on.continuing

    def beside(self, text: Text) -> list[Way]:
        """The best ways to part the line into a piece that goes on with the cell, merged over several rows, and pieces
        that begin cells of a row."""
        found = self._over.get(text)
        if found is None:
            found = self._over[text] = self._beside(text)
        return found

    def _beside(self, text: Text) -> list[Way]:
        table, first = self._table, self._first
        befores, afters = self._begun.parts
        column = text.column
        cost = _OVER_ROWS + table.blank[column]
        ways: list[Way] = []
        for at in range(self._count):
            if not befores[column][at]:
                continue
            for end, worth in self._going_on.goes_on(text, at):
                rest = afters[column][end]
                if not rest or (at == 0 and end == self._count):
                    continue
                placed = (column, first + at, first + end)
                ways += [
                    (cost + before + worth + after, (*own, placed, *others))
                    for before, own in befores[column][at]
                    for after, others in rest
                ]
        # What is blank between the pieces is paid with the row.
        best = heapq.nlargest(_TRIED, ways, key=worth_of)
        ways = [(score - table.between(pieces, leading=True), pieces) for score, pieces in best]
        return sorted(ways, key=worth_of, reverse=True)[:WAYS]
