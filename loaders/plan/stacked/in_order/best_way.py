"""The best way through a table (Viterbi): which of its stretches are cells, and of which columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.plan.stacked.borders import new_row_cost
from loaders.plan.stacked.in_order.cut import CutRow
from loaders.plan.stacked.in_order.learnt import Learnt
from loaders.plan.stacked.in_order.page_ends import last_row, new_row_at, over_page, rests_at
from loaders.plan.stacked.in_order.rest import Begun, Way
from loaders.plan.stacked.in_order.scores import Scored, if_cut, scored_at
from loaders.plan.stacked.in_order.steps import ROW_COST, is_new_row
from loaders.plan.stacked.in_order.stretches import Path, Stretch, Table
from loaders.plan.stacked.log_sum import NEVER

# By border and by the column of the cell that ends there: that cell (or the rest of a row), with the column before it.
_Back = list[list[tuple[Stretch | Way, int] | None]]


@dataclass(frozen=True, slots=True)
class Best:
    """The best way: its cells' stretches with their columns, and what goes on from above at its pages' tops; what it
    scores; and by page's top what the columns show above it of a row that may go on there."""

    way: Sequence[tuple[Stretch | Way, int]] = ()
    score: float = 0.0
    begun: dict[int, dict[int, Begun]] | None = None

    @property
    def path(self) -> Path:
        """The cells' stretches with their columns."""
        return [(one, column) for one, column in self.way if isinstance(one, Stretch)]


def best_way(table: Table, learnt: Learnt, may_go_on: bool = False, known: Sequence[Scored] | None = None) -> Best:
    """The best way through the table; rows `may_go_on` at its pages' tops. `known` is what the stretches score, where
    that is known already."""
    if not table.text.borders or not table.text.lead:
        return Best()
    return _Search(table, learnt).best(may_go_on, known)


class _Search:
    """The best ways to each border, by the column of the cell that ends there: `best` when a new row begins, `on` when
    the row goes on."""

    def __init__(self, table: Table, learnt: Learnt) -> None:
        self._table = table
        self._text = table.text
        self._learnt = learnt
        self._ends, self._many = len(table.text.borders), table.text.lead + 1
        self._best = [[NEVER] * self._many for _ in range(self._ends + 1)]
        self._on = [[NEVER] * self._many for _ in range(self._ends + 1)]
        self._back: _Back = [[None] * self._many for _ in range(self._ends + 1)]
        self._back_on: _Back = [[None] * self._many for _ in range(self._ends + 1)]
        self._begun: dict[int, dict[int, Begun]] = {}

    def best(self, may_go_on: bool, known: Sequence[Scored] | None) -> Best:
        text, learnt = self._text, self._learnt
        inside, _, finish = learnt.steps
        cut: CutRow | None = None
        for start in range(self._ends):
            if cut and start == cut.top:
                self._go_on(cut)
            if may_go_on and start in text.cut_from:
                cut = CutRow(text.cut_from[start], text.lead, inside, finish, max, learnt.next_in_row)
            enter, source = self._enter(start)
            if max(enter) <= NEVER / 2:
                continue
            scored = known[start] if known else scored_at(self._table, start, learnt)
            if cut and start < cut.top:
                new = new_row_at(text, start, self._best, learnt.steps, max)
                cut.add(start, new, text.opens(start), if_cut(self._table, scored, learnt))
            self._take(scored, enter, source)
        column = max(range(self._many), key=lambda last: self._best[self._ends][last] + finish[last])
        score = self._best[self._ends][column] + finish[column]
        return Best(self._way_to(self._ends, column), score, self._begun)

    def _enter(self, start: int) -> tuple[list[float], list[int]]:
        """The best score of beginning a cell of each column at this border, and the column before it."""
        text, (inside, begin, _) = self._text, self._learnt.steps
        many, lead = self._many, text.lead
        if start == 0:
            return list(begin), [0] * many
        border = text.borders[start]
        row, over = new_row_cost(border), over_page(text, start, self._learnt)
        best, on = self._best[start], self._on[start]
        enter, source = [NEVER] * many, [0] * many
        for last in range(many):
            if best[last] <= NEVER / 2:
                continue
            for to in range(many):
                before = best[last] + row if is_new_row(last, to, lead) else on[last] + over
                score = before + inside[last][to] + border.score
                if score > enter[to]:
                    enter[to], source[to] = score, last
        return enter, source

    def _take(self, scored: Scored, enter: Sequence[float], source: Sequence[int]) -> None:
        """Go on from a border by each stretch that begins there."""
        for stretch, scores in scored:
            end = stretch.end
            at, at_on = self._best[end], self._on[end]
            beside, below = self._learnt.next_in_row(stretch), self._learnt.next_row(stretch)
            for column in range(self._many):
                score = enter[column] + scores[column]
                if score + below > at[column]:
                    at[column] = score + below
                    self._back[end][column] = (stretch, source[column])
                if score + beside > at_on[column]:
                    at_on[column] = score + beside
                    self._back_on[end][column] = (stretch, source[column])

    def _way_to(self, border: int, column: int) -> list[tuple[Stretch | Way, int]]:
        """The best way to a border where a row begins, the cell before it of the column."""
        found: list[tuple[Stretch | Way, int]] = []
        goes_on = False
        while border > 0:
            step = (self._back_on if goes_on else self._back)[border][column]
            if step is None:
                break
            one, before = step
            found.append((one, column))
            goes_on = isinstance(one, Stretch) and not is_new_row(before, column, self._text.lead)
            border, column = one.start if isinstance(one, Stretch) else one.cells[0][0], before
        return found[::-1]

    def _go_on(self, cut: CutRow) -> None:
        """Take the row that ends at the page's end on to its rest at the next one's top."""
        text, inside = self._text, self._learnt.steps[0]
        row = cut.cells()
        if not row:
            return
        start, first = row[0][0].start, row[0][1]
        way: list[tuple[Stretch | Way, int]] = [*row]
        last = 0
        if start:
            last = max(
                (one for one in range(self._many) if is_new_row(one, first, text.lead)),
                key=lambda one: self._best[start][one] + inside[one][first],
            )
            way = [*self._way_to(start, last), *row]
        above = self._begun[cut.top] = last_row(text, way)
        came = cut.score()
        cells = tuple((stretch.start, stretch.end, column) for stretch, column in row)
        for rest, _ in rests_at(text, cut.top, above, self._learnt).ways:
            end, column = text.border_at.get(rest.after, -1), rest.pieces[-1][1]
            if end < 0:
                continue
            score = came + rest.score
            if score > self._best[end][text.lead]:
                self._best[end][text.lead] = score
                self._back[end][text.lead] = (replace(rest, cells=cells), last)
            if column < text.measure and score + ROW_COST > self._on[end][column]:
                self._on[end][column] = score + ROW_COST
                self._back_on[end][column] = (replace(rest, cells=cells), last)
