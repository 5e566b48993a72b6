"""Which row each of a page's cells stands in, where a program wrote the page's blocks in an order of its own.

Three things tell, and all are weighed together: what follows what (a cell to the right of the one before it most likely
stands in its row, one to the left in the next row), the order down each column, which such programs seldom break, and
that no two cells stand in one place. Belief propagation over the two kinds of chains (the text as it comes, and each
column) gives every cell a likelihood for every row; then stretches that are unsure are placed again as a whole, by a
beam search that keeps places apart, as long as that makes the page more likely.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

# How likely the next cell stands in the same row: in the next column, further right; and to the left: in the next row,
# further down, above, in the same row after all (two cells that came as one block).
_SAME_ROW, _SAME_ROW_PAST_BLANKS = 0.988, 0.92
_NEXT_ROW, _BELOW, _ABOVE, _STAYS = 0.85, 0.06, 0.045, 0.04
_NEXT_IN_COLUMN, _BELOW_IN_COLUMN, _ABOVE_IN_COLUMN, _STAYS_IN_COLUMN = 0.5, 0.43, 0.05, 0.002
# The next cell of one block, right under it, stands in the next row.
_JOINED = 0.97
# A column's next cell: above the one before it, in its place; as odds against below it.
_COLUMN_BREAKS, _COLUMN_STAYS = 0.012, 0.0005
# Two cells in one place.
_CLASH = -8.0
# What it says of two neighbours in a row how far from each other they came: log-odds, less by the logarithm of the
# distance, and how much it counts.
_NEAR, _FURTHER, _BEFORE, _FURTHER_BEFORE, _LINK = 2.9, 1.0, 0.4, 0.6, 0.35
_ROUNDS, _DAMPING, _LEAST = 12, 0.5, 1e-30
_BEAM, _BEAM_DEPTH, _TRIES = 60, 20.0, 2
_UNSURE, _MOST_LINES_BACK = 0.97, 80


def weave(
    columns: Sequence[int], adjacent: Sequence[bool], joined: Sequence[bool], wishes: Numbers
) -> tuple[list[int], list[float]]:
    """The row of each cell in reading order, and how sure it is.

    `columns` are the cells' columns (-1 for what fills a row by itself); `adjacent` whether no column stands between
    each cell and the next one; `joined` whether the next one stands right under it in one block; `wishes` what else
    says which row each stands in, as log-odds by cell and row.
    """
    page = _Page(np.array(columns, dtype=np.intp), adjacent, joined, wishes)
    likely = page.likely()
    places = page.settled(likely)
    sure = likely[np.arange(len(places)), places]
    return [int(place) for place in places], [float(one) for one in sure]


@lru_cache(maxsize=256)
def _steps(rows: int) -> dict[str, Numbers]:
    """The likelihood of each row after each: a step to the next column, past blank ones, to the left, in a column."""
    down = np.subtract.outer(np.arange(rows), np.arange(rows)).T
    stays, next_row = (down == 0) * 1.0, (down == 1) * 1.0
    further = _shared(np.where(down > 1, np.maximum(down - 1, 1) ** -1.2, 0.0))
    above = _shared(np.where(down < 0, np.maximum(-down, 1) ** -0.5, 0.0))
    anywhere = _shared(
        np.where(down > 0, 0.6 / np.maximum(down, 1), np.where(down < 0, 0.5 * np.maximum(-down, 1) ** -0.7, 0.0))
    )
    return {
        "right": _SAME_ROW * stays + (1 - _SAME_ROW) * anywhere + _LEAST,
        "past": _SAME_ROW_PAST_BLANKS * stays + (1 - _SAME_ROW_PAST_BLANKS) * anywhere + _LEAST,
        "left": _NEXT_ROW * next_row + _BELOW * further + _ABOVE * above + _STAYS * stays + 1e-5,
        "same": _NEXT_IN_COLUMN * next_row
        + _BELOW_IN_COLUMN * further
        + _ABOVE_IN_COLUMN * above
        + _STAYS_IN_COLUMN * stays
        + 1e-5,
        "joined": _JOINED * next_row + (1 - _JOINED) * anywhere + _LEAST,
        "column": 1.0 * (down > 0) + _COLUMN_BREAKS * (down < 0) + _COLUMN_STAYS * stays,
    }


@lru_cache(maxsize=1024)
def _step_back(rows: int, name: str, many: int) -> Numbers:
    """The step from the last of so many cells of one block: what stands beside the block may stand beside any."""
    step = _steps(rows)[name]
    found = np.zeros_like(step)
    for back in range(many):
        found[back:] += step[: rows - back] / many
    return found + _LEAST


def _shared(weights: Numbers) -> Numbers:
    """Each row's weights as shares of their sum."""
    found: Numbers = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    return found


def _step(last: int, to: int, adjacent: bool) -> str:
    if min(last, to) < 0 or to < last:
        return "left"
    return "same" if to == last else "right" if adjacent else "past"


def _links(distances: Places) -> Numbers:
    """What each distance in reading order from a cell to its right neighbour says for their standing in one row; 0 for
    the next one, which the steps tell of."""
    ahead = _NEAR - _FURTHER * np.log(np.maximum(distances, 1))
    back = _BEFORE - _FURTHER_BEFORE * np.log(np.maximum(-distances, 1))
    return _LINK * np.where(distances == 1, _NEAR - 1.4, np.where(distances > 1, ahead, back))


def _passed(wishes: Numbers, steps: Sequence[Numbers]) -> Numbers:
    """What a chain tells each of its cells about its row beside the cell's own wishes (log-odds)."""
    many, rows = wishes.shape
    own = np.exp(wishes - wishes.max(axis=1, keepdims=True))
    ahead, behind = np.ones((many, rows)), np.ones((many, rows))
    for at in range(1, many):
        told = (ahead[at - 1] * own[at - 1]) @ steps[at - 1]
        ahead[at] = told / told.sum()
    for at in range(many - 2, -1, -1):
        told = steps[at] @ (behind[at + 1] * own[at + 1])
        behind[at] = told / told.sum()
    said = np.log(ahead + _LEAST) + np.log(behind + _LEAST)
    told_of: Numbers = np.maximum(said - said.max(axis=1, keepdims=True), -25.0)
    return told_of


class _Page:
    """The cells of one page with what is known of their rows."""

    def __init__(self, columns: Places, adjacent: Sequence[bool], joined: Sequence[bool], wishes: Numbers) -> None:
        self.columns, self.wishes = columns, wishes
        self.many, self.rows = wishes.shape
        steps = _steps(self.rows)
        self.steps: list[Numbers] = []
        together = 1
        for (last, to), near, joins in zip(itertools.pairwise(columns), adjacent, joined, strict=True):
            name = "joined" if joins else _step(int(last), int(to), near)
            is_beside = name in ("right", "past") and together > 1
            self.steps.append(_step_back(self.rows, name, min(together, self.rows)) if is_beside else steps[name])
            together = together + 1 if joins else 1
        self.log_steps = [np.log(step) for step in self.steps]
        self.down, self.log_down = steps["column"], np.log(steps["column"])
        self.in_column = [np.flatnonzero(columns == column) for column in range(int(columns.max(initial=-1)) + 1)]
        self.links = [
            (left, right, _links(right[None, :] - left[:, None]))
            for left, right in zip(self.in_column, self.in_column[1:], strict=False)
            if len(left) and len(right)
        ]

    def likely(self) -> Numbers:
        """The likelihood of each row for each cell."""
        from_text, from_column = np.zeros_like(self.wishes), np.zeros_like(self.wishes)
        from_others, likely = np.zeros_like(self.wishes), np.zeros_like(self.wishes)
        for number in range(_ROUNDS):
            keep = _DAMPING if number else 0.0
            known = self.wishes + from_others
            from_text = keep * from_text + (1 - keep) * _passed(known + from_column, self.steps)
            told = np.zeros_like(from_column)
            for cells in self.in_column:
                if len(cells) > 1:
                    told[cells] = _passed(known[cells] + from_text[cells], [self.down] * (len(cells) - 1))
            from_column = keep * from_column + (1 - keep) * told
            total = known + from_text + from_column
            likely = np.exp(total - total.max(axis=1, keepdims=True))
            likely /= likely.sum(axis=1, keepdims=True)
            from_others = _DAMPING * from_others + (1 - _DAMPING) * self._from_others(likely)
        return likely

    def _from_others(self, likely: Numbers) -> Numbers:
        """What the other cells of its column and its neighbours in the row say of each cell's row."""
        told = np.zeros_like(likely)
        for cells in self.in_column:
            free = np.log(np.maximum(1 - likely[cells], 1e-4))
            told[cells] += free.sum(axis=0)[None, :] - free
        for left, right, links in self.links:
            told[left] += links @ likely[right]
            told[right] += links.T @ likely[left]
        return told

    def settled(self, likely: Numbers) -> Places:
        """One row for each cell, the most likely for all of them together."""
        places = self._apart(likely)
        best = self._score(places)
        sure = likely.max(axis=1)
        starts = [0, *(at for at in range(1, self.many) if self.columns[at] <= max(self.columns[at - 1], 0)), self.many]
        for _ in range(_TRIES):
            before = best
            for first, after in self._stretches(starts, sure):
                tried = self._again(places, first, after)
                score = self._score(tried)
                if score > best + 1e-6:
                    places, best = tried, score
            if best == before:
                break
        return places

    def _apart(self, likely: Numbers) -> Places:
        """The most likely place of each cell, the surest first, each place taken once."""
        places: Places = likely.argmax(axis=1)
        taken: set[tuple[int, int]] = set()
        for cell in np.argsort(-likely.max(axis=1), kind="stable"):
            column = int(self.columns[cell])
            ways = (int(row) for row in np.argsort(-likely[cell], kind="stable"))
            row = next((row for row in ways if column < 0 or (row, column) not in taken), int(places[cell]))
            places[cell] = row
            taken.add((row, column))
        return places

    def _stretches(self, starts: Sequence[int], sure: Numbers) -> list[tuple[int, int]]:
        """The stretches of the text that hold an unsure cell, from row piece to row piece: from each piece onward, then
        windows from wide to narrow."""
        pieces = len(starts) - 1
        found = []
        for first in starts[1:-1]:
            if sure[max(0, first - 3) : first + 3].min() <= _UNSURE:
                found += [(first, self.many), (first, min(self.many, first + _MOST_LINES_BACK))]
        wide = pieces
        while wide:
            for piece in range(0, max(1, pieces - wide + 1), max(1, wide // 2)):
                found.append((starts[piece], starts[min(pieces, piece + wide)]))
            wide //= 2
        return [(first, after) for first, after in found if first < after and sure[first:after].min() <= _UNSURE]

    def _score(self, places: Places) -> float:
        """How likely the whole page is with its cells in these rows (log-odds)."""
        score = float(self.wishes[np.arange(self.many), places].sum())
        score += sum(
            float(step[one, other]) for step, one, other in zip(self.log_steps, places, places[1:], strict=False)
        )
        for cells in self.in_column:
            rows = places[cells]
            score += float(self.log_down[rows[:-1], rows[1:]].sum()) + _CLASH * (len(rows) - len(set(rows.tolist())))
        for left, right, links in self.links:
            score += float(links[places[left][:, None] == places[right][None, :]].sum())
        return score

    def _again(self, places: Places, first: int, after: int) -> Places:
        """The rows with those of cells [first, after) found anew, the others kept."""
        ahead = self._ahead(places, first, after)
        many = len(self.in_column)
        at = np.full((1, self.rows, many), -1, dtype=np.intp)
        lowest = np.full((1, many), -1, dtype=np.intp)
        for cell in (*range(first), *range(after, self.many)):
            column = self.columns[cell]
            if column >= 0:
                at[0, places[cell], column] = cell
                if cell < first:
                    lowest[0, column] = places[cell]
        scores, row = np.zeros(1), np.array([places[first - 1] if first else 0])
        back: list[tuple[Places, Places]] = []
        for cell in range(first, after):
            column = int(self.columns[cell])
            worth = np.repeat(self.wishes[cell][None, :], len(scores), axis=0)
            if cell:
                worth += self.log_steps[cell - 1][row]
            if column >= 0:
                worth += self._in_place(cell, at, lowest[:, column])
                below = self.in_column[column][self.in_column[column] > cell]
                if len(below) and below[0] >= after:
                    worth += self.log_down[:, places[below[0]]][None, :]
            total = scores[:, None] + worth
            hoped = (total + ahead[cell - first][None, :]).ravel()
            kept = np.argpartition(-hoped, _BEAM)[:_BEAM] if len(hoped) > _BEAM else np.arange(len(hoped))
            kept = kept[hoped[kept] > hoped[kept].max() - _BEAM_DEPTH]
            way, row = np.divmod(kept, self.rows)
            scores, at, lowest = total.ravel()[kept], at[way], lowest[way]
            if column >= 0:
                ways = np.arange(len(kept))
                at[ways, row, column] = cell
                lowest[ways, column] = row
            back.append((way, row))
        if after < self.many:
            scores = scores + self.log_steps[after - 1][row, places[after]]
        best = int(scores.argmax())
        found = places.copy()
        for cell, (way, rows) in zip(range(after - 1, first - 1, -1), reversed(back), strict=True):
            found[cell] = rows[best]
            best = int(way[best])
        return found

    def _ahead(self, places: Places, first: int, after: int) -> Numbers:
        """The most that each cell's row leaves to hope for in the rest of the stretch, by steps and wishes alone."""
        ahead = np.zeros((after - first, self.rows))
        if after < self.many:
            ahead[-1] = self.log_steps[after - 1][:, places[after]]
        for cell in range(after - 2, first - 1, -1):
            rest = self.wishes[cell + 1] + ahead[cell + 1 - first]
            ahead[cell - first] = (self.log_steps[cell] + rest[None, :]).max(axis=1)
        return ahead

    def _in_place(self, cell: int, at: Places, above: Places) -> Numbers:
        """What each way so far says of each row for the cell: whether the place is taken, whether it is under the
        column's last one, and how far its neighbours in the row are."""
        column = int(self.columns[cell])
        worth: Numbers = np.where(at[:, :, column] >= 0, _CLASH, 0.0)
        worth += np.where((above >= 0)[:, None], self.log_down[above], 0.0)
        if column > 0:
            left = at[:, :, column - 1]
            worth += np.where(left >= 0, _links(cell - left), 0.0)
        if column + 1 < at.shape[2]:
            right = at[:, :, column + 1]
            worth += np.where(right >= 0, _links(right - cell), 0.0)
        return worth
