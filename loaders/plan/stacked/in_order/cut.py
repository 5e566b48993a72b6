"""The row that a page's end cut, as it stands above that end: its last row, whose cells may all be unfinished.

Of a cell that goes on over the page's end only the first lines stand here, at times a word. So nothing speaks against a
border after a word that no cell ends with, and the beginning of an area's name is one. Such a row is read beside the
usual reading of the lines above a page's top, and only where the rest of it is read there too (rest.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders.plan.stacked.in_order.stretches import Stretch
from loaders.plan.stacked.log_sum import NEVER, add_logs

# How often a page's end cuts a row.
_CUT = -1.5


class CutRow:
    """All ways to read one row that ends at the border `top`. `combine` is max for the best way, or the sum of
    likelihoods; `steps` are those between the columns, `finish` those after the last, `opens` what a border is worth
    after a cell that may be unfinished, `going_on` what it is worth that the row goes on after a stretch."""

    def __init__(
        self,
        top: int,
        columns: int,
        steps: Sequence[Sequence[float]],
        finish: Sequence[float],
        combine: Callable[[float, float], float],
        going_on: Callable[[Stretch], float],
    ) -> None:
        self.top = top
        self._columns = columns
        self._steps = steps
        self._finish = finish
        self._combine = combine
        self._going_on = going_on
        self._on: dict[int, list[float]] = {}
        self._entered: dict[int, list[float]] = {}
        self._opens: dict[int, float] = {}
        self._links: list[tuple[Stretch, int, float]] = []
        self._back: dict[tuple[int, int], tuple[float, Stretch]] = {}

    def add(
        self, start: int, new: Sequence[float], opens: float, scored: Sequence[tuple[Stretch, Sequence[float]]]
    ) -> None:
        """The stretches that begin at the border with their scores in each column; `new` is the score of all before
        when the row begins there with each column."""
        on = self._on.get(start)
        entered = []
        for to in range(self._columns):
            score = new[to] + _CUT
            for last in range(to) if on else ():
                score = self._combine(score, on[last] + self._steps[last][to] + opens)  # type: ignore[index]
            entered.append(score)
        self._entered[start], self._opens[start] = entered, opens
        for stretch, scores in scored:
            if stretch.end > self.top:
                continue
            into = self._on.setdefault(stretch.end, [NEVER] * self._columns)
            after = self._after(stretch)
            for column in range(self._columns):
                score = entered[column] + scores[column]
                if score > NEVER / 2:
                    self._links.append((stretch, column, scores[column]))
                    into[column] = self._combine(into[column], score + after)
                    if score + after > self._back.get((stretch.end, column), (NEVER,))[0]:
                        self._back[(stretch.end, column)] = (score + after, stretch)

    def score(self) -> float:
        """The score of the row, with all that stands before it, when it ends at the page's end."""
        total = NEVER
        for column, score in enumerate(self._on.get(self.top, ())):
            total = self._combine(total, score + self._finish[column])
        return total

    def cells(self) -> list[tuple[Stretch, int]]:
        """The best way's stretches with their columns."""
        scores = self._on.get(self.top)
        if not scores or max(scores) <= NEVER / 2:
            return []
        column = max(range(self._columns), key=lambda one: scores[one] + self._finish[one])
        at = self.top
        found: list[tuple[Stretch, int]] = []
        while True:
            stretch = self._back[(at, column)][1]
            found.append((stretch, column))
            at = stretch.start
            before = [
                (self._on[at][last] + self._steps[last][column] + self._opens[at], last)
                for last in range(column)
                if at in self._on
            ]
            best = max(before, default=(NEVER, -1))
            if best[0] < self._entered[at][column]:
                return found[::-1]
            column = best[1]

    def behind(self, rest: float) -> tuple[dict[int, list[float]], dict[tuple[int, int, int], float]]:
        """What follows, `rest` being what follows the page's end: by the border that the row begins at, for each first
        column; and for each stretch (start, end, column) all before it, itself and all after it."""
        on: dict[int, list[float]] = {}
        new: dict[int, list[float]] = {}
        whole: dict[tuple[int, int, int], float] = {}
        for stretch, column, score in reversed(self._links):
            after = (
                self._finish[column] + rest
                if stretch.end == self.top
                else on.get(stretch.end, [NEVER] * self._columns)[column]
            )
            total = score + self._after(stretch) + after
            if total <= NEVER / 2:
                continue
            start = stretch.start
            whole[(start, stretch.end, column)] = self._entered[start][column] + total
            begun = new.setdefault(start, [NEVER] * self._columns)
            begun[column] = add_logs(begun[column], total + _CUT)
            into = on.setdefault(start, [NEVER] * self._columns)
            for last in range(column):
                into[last] = add_logs(into[last], total + self._steps[last][column] + self._opens[start])
        return new, whole

    def _after(self, stretch: Stretch) -> float:
        return self._going_on(stretch) if stretch.end < self.top else 0.0
