"""The cells of the best way through a table, each with how sure it is: the share of all ways that go through it.

What words say by their other places rests on the reading itself and makes nothing surer, so it is left out here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from loaders.plan.stacked.borders import new_row_cost
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.in_order.best_way import best_way
from loaders.plan.stacked.in_order.cut import CutRow
from loaders.plan.stacked.in_order.learnt import Learnt
from loaders.plan.stacked.in_order.page_ends import new_row_at, over_page, rests_at, words_of
from loaders.plan.stacked.in_order.rest import Begun, Way
from loaders.plan.stacked.in_order.scores import Scored, if_cut, scored_at
from loaders.plan.stacked.in_order.steps import ROW_COST, is_new_row
from loaders.plan.stacked.in_order.stretches import Stretch, Table
from loaders.plan.stacked.log_sum import NEVER, add_logs


def cells_of(table: Table, learnt: Learnt) -> list[Cell]:
    """The table's cells in reading order."""
    unvoted = replace(learnt, votes=None)
    scored = [scored_at(table, start, unvoted) for start in range(len(table.text.borders))]
    best = best_way(table, learnt, table.text.stream.flows, None if learnt.votes else scored)
    return _Sums(table, unvoted, scored, best.begun or {}).cells(best.way) if best.way else []


class _Sums:
    """What all ways through the table score together, forward to each place and backward from it."""

    def __init__(
        self, table: Table, learnt: Learnt, scored: Sequence[Scored], begun: Mapping[int, Mapping[int, Begun]]
    ) -> None:
        self._table = table
        self._text = table.text
        self._learnt = learnt
        self._scored = scored
        self._begun = begun
        self._rests = {top: rests_at(self._text, top, above, learnt) for top, above in begun.items() if above}
        self._many, self._ends = table.text.lead + 1, len(table.text.borders)
        # By border and the column of the cell before it, of which a row begins there or the row goes on: all before.
        self._ahead = [[NEVER] * self._many for _ in range(self._ends + 1)]
        self._ahead_on = [[NEVER] * self._many for _ in range(self._ends + 1)]
        # All before when a cell of each column begins at the border.
        self._enters: list[list[float]] = []
        self._cuts: dict[int, CutRow] = {}
        self._forward()
        # The same of all after.
        self._behind = [[NEVER] * self._many for _ in range(self._ends + 1)]
        self._behind_on = [[NEVER] * self._many for _ in range(self._ends + 1)]
        self._behind[self._ends] = list(learnt.steps[2])
        # The cells of rows that a page's end cut, as (first border, border after, column): all ways through each.
        self._of_cut: dict[tuple[int, int, int], float] = {}
        self._backward()
        self._whole = NEVER
        for ahead, finish in zip(self._ahead[self._ends], learnt.steps[2], strict=True):
            self._whole = add_logs(self._whole, ahead + finish)

    def cells(self, path: Sequence[tuple[Stretch | Way, int]]) -> list[Cell]:
        """The cells of one way through the table."""
        text = self._text
        found: list[Cell] = []
        before = text.lead
        for one, column in path:
            if isinstance(one, Way):
                found += self._cut_row(one)
                before = text.lead
                continue
            scores = next(scores for other, scores in self._scored[one.start] if other is one)
            likely = self._enters[one.start][column] + scores[column] + self._onward(one, column) - self._whole
            is_new = not found or is_new_row(before, column, text.lead)
            place = column if column < text.lead else None
            alone = tuple(scores[: text.lead])
            found.append(Cell(words_of(text, one), place, is_new, _share(likely), alone))
            before = column
        return found

    def _cut_row(self, way: Way) -> list[Cell]:
        """The cells of a row that a page's end cut, and their rests at the next page's top."""
        text = self._text
        found = [
            Cell(text.between(start, end), of, at == 0, _share(self._of_cut[(start, end, of)] - self._whole))
            for at, (start, end, of) in enumerate(way.cells)
        ]
        top = way.cells[-1][1]
        shares = self._rests[top].sure(way, self._after_rest, self._whole - self._cuts[top].score())
        for (piece, of), share in zip(way.pieces, shares, strict=True):
            kind: Literal["joined", "moved"] = "joined" if of in self._begun[top] else "moved"
            found.append(Cell(words_of(text, piece), of, False, share, (), kind))
        return found

    # --- forward ----------------------------------------------------------------------------------------------------

    def _forward(self) -> None:
        text, learnt, ahead, ahead_on = self._text, self._learnt, self._ahead, self._ahead_on
        inside, _, finish = learnt.steps
        cut: CutRow | None = None
        for start in range(self._ends):
            if cut and start == cut.top and start in self._rests:
                self._go_on(cut)
            if self._rests and start in text.cut_from:
                cut = CutRow(text.cut_from[start], text.lead, inside, finish, add_logs, learnt.next_in_row)
                self._cuts[cut.top] = cut
            scored = self._scored[start]
            if cut and start < cut.top:
                new = new_row_at(text, start, ahead, learnt.steps, add_logs)
                cut.add(start, new, text.opens(start), if_cut(self._table, scored, learnt))
            enter = self._enter(start)
            self._enters.append(enter)
            for stretch, scores in scored:
                beside, below = learnt.next_in_row(stretch), learnt.next_row(stretch)
                at, at_on = ahead[stretch.end], ahead_on[stretch.end]
                for column in range(self._many):
                    score = enter[column] + scores[column]
                    at[column] = add_logs(at[column], score + below)
                    at_on[column] = add_logs(at_on[column], score + beside)

    def _enter(self, start: int) -> list[float]:
        text, (inside, begin, _) = self._text, self._learnt.steps
        if start == 0:
            return list(begin)
        border = text.borders[start]
        row, over = new_row_cost(border), over_page(text, start, self._learnt)
        ahead, on = self._ahead[start], self._ahead_on[start]
        enter = [NEVER] * self._many
        for last in range(self._many):
            if ahead[last] > NEVER / 2:
                for to in range(self._many):
                    before = ahead[last] + row if is_new_row(last, to, text.lead) else on[last] + over
                    enter[to] = add_logs(enter[to], before + inside[last][to] + border.score)
        return enter

    def _go_on(self, cut: CutRow) -> None:
        """The ways over a page's end by the rests of the row that it cuts."""
        text, came = self._text, cut.score()
        for way, total in self._rests[cut.top].ways:
            end, column = text.border_at.get(way.after, -1), way.pieces[-1][1]
            if end >= 0:
                ahead, on = self._ahead[end], self._ahead_on[end]
                ahead[text.lead] = add_logs(ahead[text.lead], came + total)
                if column < text.measure:
                    on[column] = add_logs(on[column], came + total + ROW_COST)

    # --- backward ---------------------------------------------------------------------------------------------------

    def _backward(self) -> None:
        text, learnt, many = self._text, self._learnt, self._many
        inside = learnt.steps[0]
        begun: dict[int, list[float]] = {}
        for start in range(self._ends - 1, 0, -1):
            border, row = text.borders[start], new_row_cost(text.borders[start])
            over = over_page(text, start, learnt)
            behind, behind_on = self._behind[start], self._behind_on[start]
            onward = [NEVER] * many
            for stretch, scores in self._scored[start]:
                beside, below = learnt.next_in_row(stretch), learnt.next_row(stretch)
                new, on = self._behind[stretch.end], self._behind_on[stretch.end]
                for column in range(many):
                    after = add_logs(new[column] + below, on[column] + beside)
                    onward[column] = add_logs(onward[column], scores[column] + after)
            for last in range(many):
                fresh = going = NEVER
                for to in range(many):
                    score = inside[last][to] + border.score + onward[to]
                    if is_new_row(last, to, text.lead):
                        fresh = add_logs(fresh, score + row)
                    else:
                        going = add_logs(going, score + over)
                behind[last], behind_on[last] = fresh, going
            for first, more in enumerate(begun.get(start, ())):
                for last in range(many):
                    if is_new_row(last, first, text.lead):
                        score = row + inside[last][first] + border.score + more
                        behind[last] = add_logs(behind[last], score)
            if start in self._rests:
                after = NEVER
                for way, total in self._rests[start].ways:
                    after = add_logs(after, total + self._after_rest(way.after, way.pieces[-1][1]))
                from_here, of_cells = self._cuts[start].behind(after)
                begun.update(from_here)
                self._of_cut.update(of_cells)

    def _onward(self, stretch: Stretch, column: int) -> float:
        """Everything after the stretch: a row that begins, or this one that goes on."""
        return add_logs(
            self._behind[stretch.end][column] + self._learnt.next_row(stretch),
            self._behind_on[stretch.end][column] + self._learnt.next_in_row(stretch),
        )

    def _after_rest(self, word: int, column: int) -> float:
        """Everything after the rest of a row that ends before the word of the table, in the column."""
        end = self._text.border_at.get(word, -1)
        if end < 0:
            return NEVER
        merged = self._behind_on[end][column] + ROW_COST if column < self._text.measure else NEVER
        return add_logs(self._behind[end][self._text.lead], merged)


def _share(likely: float) -> float:
    return math.exp(min(0.0, likely))
