"""The ways to part a line into pieces that each begin a cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.way import KEPT, Room, Way, best_of, worth_of

# More than of other ways: one set of them serves all that may stand above the line.
_FRESH_WAYS = 32

# Pieces of one column by where they end in the line: where each begins, and what it is worth.
_Arrivals = list[list[tuple[int, float]]]


class Begun:
    """The pieces of the line words[first:after] that begin cells, and the ways they make."""

    def __init__(self, table: Table, first: int, after: int, room: Sequence[Room]) -> None:
        self._table = table
        self._first, self._after = first, after
        self._count = after - first
        self._beginning = self._begin(room)

    def fresh(self) -> tuple[list[Way], list[Way]]:
        """The best ways to part the line into pieces that each begin a cell: those that are best where the row's cells
        before them are blank, and what else is best."""
        leading = self._fresh(leading=True)
        known = {pieces for _, pieces in leading}
        return leading, [way for way in self._fresh(leading=False) if way[1] not in known]

    @cached_property
    def parts(self) -> tuple[list[list[list[Way]]], list[list[list[Way]]]]:
        """By column and place in the line, the best ways there with pieces that begin cells of the columns before the
        column, and the best ways on from there with those of the columns after it."""
        return self._up_to(), self._from()

    def _begin(self, room: Sequence[Room]) -> list[_Arrivals]:
        """The pieces that begin a cell of each column."""
        table, first = self._table, self._first
        found: list[_Arrivals] = [[[] for _ in range(self._count + 1)] for _ in table.fill]
        for at in range(self._count):
            begins = table.pieces.begins(first + at)
            wordings = table.pieces.wordings(first + at)
            worths = [worth for _, worth in wordings]
            again = {at + number: keys for number, (keys, _) in enumerate(wordings, 1) if table.was_said(keys)}
            for column, fill in enumerate(table.fill):
                arrivals = found[column]
                for (end, wide), worth in zip(room[column][at], worths, strict=False):
                    said = worth[column] + fill
                    if end in again:
                        said += table.said_so(column, again[end])
                    arrivals[end].append((at, begins + said + wide))
        return found

    def _fresh(self, leading: bool) -> list[Way]:
        table, first, after = self._table, self._first, self._after
        columns = range(table.many)
        starts = [0.0]
        for column in columns:
            starts.append(starts[-1] + (table.blank[column] if leading else 0.0))
        ways = self._begun(starts)
        # What is blank between the pieces is paid with the row.
        found = [(score - table.between(pieces, leading), pieces) for score, pieces in ways]
        single = {pieces[0][0] for _, pieces in found if len(pieces) == 1}
        found += [
            (worth, ((column, first, after),))
            for column in columns
            if column not in single
            for at, worth in self._beginning[column][self._count]
            if at == 0
        ]
        found.sort(key=worth_of, reverse=True)
        return found[:_FRESH_WAYS]

    def _begun(self, starts: Sequence[float]) -> list[Way]:
        """The best ways through the line with pieces that begin cells; `starts` is what it costs to begin the line with
        a column."""
        count = self._count
        # By the place in the line the best ways there with the columns passed so far.
        reach: list[list[Way]] = [[] for _ in range(count)]
        found: list[Way] = []
        for column, (arrivals, blank) in enumerate(zip(self._beginning, self._table.blank, strict=True)):
            reach[0] = [(starts[column], ())]
            tops = [max(ways)[0] if ways else -math.inf for ways in reach]
            found += self._arrived(reach, tops, arrivals[count], column, count)
            # From the end: what arrives at a place has come from places before it.
            for end in range(count - 1, 0, -1) if column + 1 < len(self._beginning) else ():
                carried = [(score + blank, pieces) for score, pieces in reach[end]]
                if arrivals[end]:
                    carried += self._arrived(reach, tops, arrivals[end], column, end)
                reach[end] = best_of(carried)
        return found

    def _arrived(
        self,
        reach: Sequence[Sequence[Way]],
        tops: Sequence[float],
        arrivals: Sequence[tuple[int, float]],
        column: int,
        end: int,
    ) -> list[Way]:
        """The best ways that come to a place with a piece of the column."""
        first = self._first
        if len(arrivals) == 1:
            at, worth = arrivals[0]
            placed = (column, first + at, first + end)
            return [(score + worth, (*pieces, placed)) for score, pieces in reach[at]]
        least = -math.inf
        if len(arrivals) > KEPT and sum([len(reach[at]) for at, _ in arrivals]) > KEPT:
            # The best from here and there: none but the best of them needs to be put together.
            least = sorted([tops[at] + worth for at, worth in arrivals])[-KEPT]
        ways = [
            (score + worth, (*pieces, (column, first + at, first + end)))
            for at, worth in arrivals
            for score, pieces in reach[at]
            if score + worth >= least
        ]
        return sorted(ways, reverse=True)[:KEPT] if least > -math.inf else best_of(ways)

    def _up_to(self) -> list[list[list[Way]]]:
        reach: list[list[Way]] = [[(0.0, ())], *([] for _ in range(self._count))]
        found = []
        for column, arrivals in enumerate(self._beginning):
            found.append(reach)
            blank = self._table.blank[column]
            after = [[(score + blank, pieces) for score, pieces in ways] for ways in reach]
            for end in range(1, self._count + 1):
                placed = [(at, worth, (column, self._first + at, self._first + end)) for at, worth in arrivals[end]]
                after[end] = best_of(
                    after[end] + [(score + worth, (*own, one)) for at, worth, one in placed for score, own in reach[at]]
                )
            reach = after
        return found

    def _from(self) -> list[list[list[Way]]]:
        reach: list[list[Way]] = [*([] for _ in range(self._count)), [(0.0, ())]]
        found = []
        for column in range(self._table.many - 1, -1, -1):
            found.append(reach)
            blank = self._table.blank[column]
            # What is blank after the last piece is paid with the row.
            after = [[(score + blank if own else score, own) for score, own in ways] for ways in reach]
            for end in range(1, self._count + 1):
                for at, worth in self._beginning[column][end]:
                    placed = (column, self._first + at, self._first + end)
                    after[at] = after[at] + [(score + worth, (placed, *own)) for score, own in reach[end]]
            reach = [best_of(ways) for ways in after]
        return found[::-1]
