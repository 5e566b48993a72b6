"""Text that OCR read in strips, put back into cells and rows.

OCR parts a page into blocks by where it is white. A row's cells may come one by one, or their first lines in one line
straight across the columns, then the second lines, or so for a while and then one by one; and several rows' cells of
one column may come before those of the next. All of it is one model: a page is read in strips from top to bottom, a
strip in blocks from left to right, a block in lines from top to bottom, and a line in pieces from left to right. A
piece either goes on in its column's cell or begins the column's cell of a row further down; a cell merged over several
rows goes on beside the pieces that begin the next. What tells how: the columns' widths (a cell goes on only where its
line above was full), the wording of each cell as a whole, capitals, the column rules that came through as bars, the
signs of lists, and what the document says elsewhere (pieces.py, ways.py). The best way through a table's lines is found
with a beam.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loaders.plan.stacked.across.by_columns import ALL_WAYS, Onward, Told
from loaders.plan.stacked.across.pieces import Pieces, Placed, Text
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.way import Way
from loaders.plan.stacked.across.ways import Ways
from loaders.plan.stacked.text import Stream

_BEAM, _TRIED = 30, 100
# How many lines further down it is told how sure a piece's place is: by then what follows has spoken for or against it.
_LATER = 3
_NEW_ROW = -1.5
# What it costs to leave a strip with its last row unfinished and come back to it, to fill a row left of where the strip
# is, to go on below after a blank line, and to pass a row.
_TAIL, _LEAP, _BELOW, _PASSED_ROW = -1.4, -3.0, -0.7, -0.5
_MOST_PASSED = 3
_UNPARTED = -20.0
_PENDING = 0.7
# Where blank lines part the cells of a column: that a cell goes on after one, with or without a sentence's end before
# it, and that one begins without one.
_ON_AFTER_GAP, _ON_UNSTOPPED, _NEW_WITHOUT_GAP = -1.0, -3.0, -1.5

# A column's last cell so far, and its row.
_Cell = tuple[int, Text]
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


# All of a way through the lines so far that counts from here on, but for its worth (see _State).
_Shape = tuple[tuple[_Cell | None, ...], int, int, tuple[int, ...], int, int, int, tuple[int, ...]]


@dataclass(slots=True, eq=False)
class _State:
    """A way through the lines so far. `cells` has each column's last cell, `endings` what it is worth that it has
    ended, `ends` the sum of that for the cells without a piece on the last line. The strip has the rows from `first` to
    `top` with the columns filled in each, of which so many as `paid` are paid for; the block has the columns from `low`
    to `high` and is at `row`; `last` are the columns with a piece on the last line."""

    cells: tuple[_Cell | None, ...]
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
    before: _State | None


# The rest of it, in the same order.
_Worth = tuple[float, float, float, list[float], int, int, int, tuple[Placed, ...], _State]
# About what a step is worth, where from, what it is worth, its pieces, their row, how it comes there, and the column
# whose cell goes on from the row above, or _NONE.
_Step = tuple[float, _State, float, tuple[Placed, ...], int, str, int]
_NONE = -1
# A way to begin cells, its columns' bits, and what it gives back where their being blank was paid for.
_Leap = tuple[float, tuple[Placed, ...], int, float]


@dataclass(frozen=True, slots=True)
class _Turn:
    """How the line follows the one read before it: right below it or not, the ways it may go on, and what it costs that
    a block goes on with its cells or begins a row."""

    below: bool
    ways: frozenset[Onward] = ALL_WAYS
    on: float = 0.0
    new: float = 0.0


_APART = _Turn(False, on=_BELOW, new=_BELOW)


class _Steps:
    """The steps with a line that may be among the best; a step worth less than `least` is none of them."""

    def __init__(self) -> None:
        self.least = -math.inf
        self._found: list[_Step] = []
        self._best: list[float] = []

    def add(
        self,
        state: _State,
        paid: float,
        score: float,
        pieces: tuple[Placed, ...],
        row: int,
        how: str,
        merged: int = _NONE,
    ) -> None:
        """A step from a state that is worth so much with what is `paid`."""
        worth = paid + score + (_NEW_ROW if row > state.top else 0.0)
        if worth >= self.least:
            self._keep((worth, state, score, pieces, row, how, merged))

    def _keep(self, step: _Step) -> None:
        self._found.append(step)
        if self.least > -math.inf:
            heapq.heapreplace(self._best, step[0])
            self.least = self._best[0]
            return
        self._best.append(step[0])
        if len(self._best) == _TRIED:
            heapq.heapify(self._best)
            self.least = self._best[0]

    def best(self) -> list[_Step]:
        return sorted(self._found, key=_worth_of_step, reverse=True)[:_TRIED]


def _worth_of_step(step: _Step) -> float:
    return step[0]


class Reader:
    """Reads the lines under one header."""

    def __init__(self, stream: Stream, table: Table, told: Told | None = None) -> None:
        self.stream = stream
        self.table = table
        self.told = told
        self.pieces = table.pieces
        self.many = table.many

    def read(self, lines: Sequence[int]) -> list[Put]:
        """Every piece of the lines with its cell, on the best way through them."""
        none: tuple[_Cell | None, ...] = (None,) * self.many
        states = [_State(none, 0, -1, (), 0, self.many, -1, (), 0.0, 0.0, 0.0, [0.0] * self.many, 0, 0, 0, (), None)]
        margins: list[Mapping[_Where, float]] = []
        unparted: set[int] = set()
        for place, number in enumerate(lines):
            line = self.stream.lines[number]
            turn = self._turn(number, lines[place - 1]) if place else _APART
            ways = Ways(self.table, line.first, line.after)
            fresh = ways.fresh()
            steps = self._steps(states, ways, fresh, turn)
            if not steps:
                steps = self._steps(states, ways, fresh, _APART)
            if not steps:
                # More words than all columns hold: nothing shows what belongs where.
                unparted.add(place)
                steps = self._unparted(states, ways, line.first, line.after)
            states = self._best(steps)
            if place >= _LATER:
                margins.append(self._margins(states, _LATER))
        for back in range(min(_LATER, len(lines)) - 1, -1, -1):
            margins.append(self._margins(states, back))
        best = max(states, key=lambda one: one.score + self._finish(one))
        path: list[_State] = []
        at: _State | None = best
        while at is not None and at.before is not None:
            path.append(at)
            at = at.before
        rows = [_NONE] * self.many
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

    def _turn(self, number: int, above: int) -> _Turn:
        """How the line follows the one above."""
        line, told = self.stream.lines[number], self.told
        below = not line.gap and above == number - 1 and line.page == self.stream.lines[above].page
        cost = 0.0 if below else _BELOW
        if told is None or number not in told.only:
            return _Turn(below, ALL_WAYS, cost, cost)
        on = new = cost
        if told.is_parted and len(told.only[number]) == 1:
            stops = self.stream.words[line.first - 1].text.endswith((".", "!", "?", ":"))
            on += 0.0 if below else _ON_AFTER_GAP if stops else _ON_UNSTOPPED
            new += _NEW_WITHOUT_GAP if below else 0.0
        return _Turn(below, told.ways(number, above), on, new)

    # --- how sure ------------------------------------------------------------------------------------------------

    def _margins(self, states: Sequence[_State], back: int) -> dict[_Where, float]:
        """By how much the best of the states is ahead of the best that has it otherwise, for what each put on the line
        `back` lines up."""
        best: dict[_State, float] = {}
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

    def _where(self, state: _State) -> list[_Where]:
        """Each piece of the state's line: its first word, its column, whether it begins a cell, and how far its row is
        from the last measure's."""
        measure = state.cells[self.table.measure] if self.table.measure >= 0 else None
        found = []
        for column, first, after in state.put:
            row, text = state.cells[column]  # type: ignore[misc]
            found.append((first, column, text.length == after - first, row - measure[0] if measure else 0))
        return found

    # --- the steps -----------------------------------------------------------------------------------------------

    def _steps(self, states: Sequence[_State], line: Ways, fresh: Sequence[Sequence[Way]], turn: _Turn) -> list[_Step]:
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
                closing = self._unpaid(state)
                if state.put:
                    self._in_last_row(steps, state, line, leaps, closing)
                self._in_next_row(steps, state, line, fresh, closing)
        return steps.best()

    def _leap(self, score: float, pieces: tuple[Placed, ...]) -> _Leap:
        """The way with the bits of its columns and what it gives back that they were paid for as blank."""
        columns = [column for column, _, _ in pieces]
        return score, pieces, sum([1 << column for column in columns]), -sum([self.table.blank[one] for one in columns])

    def _unparted(self, states: Sequence[_State], line: Ways, first: int, after: int) -> list[_Step]:
        """The ways on from the states with the line in the widest column as a whole."""
        steps = _Steps()
        limits = self.table.limits
        widest = limits.index(max(limits))
        whole = ((widest, first, after),)
        ways = self._steps(states, line, [[(_UNPARTED, whole)]], _APART)
        for state in states:
            cell = state.cells[widest]
            if cell is not None and cell[0] == state.row:
                steps.add(state, state.rank, _UNPARTED, whole, state.row, "on")
        return sorted([*ways, *steps.best()], key=_worth_of_step, reverse=True)[:_TRIED]

    def _in_block(self, steps: _Steps, state: _State, line: Ways, fresh: Sequence[Sequence[Way]], turn: _Turn) -> None:
        """The block goes on: its open cells, or a row further down."""
        paid = state.rank
        columns = state.last if turn.below else range(state.low, state.high + 1)
        for score, pieces in line.continuing(_open(state, columns, state.row)):
            if paid + (score + turn.on) < steps.least:
                break
            steps.add(state, paid, score + turn.on, pieces, state.row, "on")
        # The ways come best first.
        least_row = state.row + 1
        new_row = _NEW_ROW if least_row > state.top else 0.0
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
        self, steps: _Steps, state: _State, line: Ways, column: int, paid: float, cost: float, how: str
    ) -> None:
        """A row begins further down beside the column's cell, which is merged over it and the last one."""
        cell = state.cells[column]
        if column not in self.table.merged or cell is None or cell[0] != state.top:
            return
        for score, pieces in line.beside(cell[1]):
            if paid + (score + cost) + _NEW_ROW < steps.least:
                break
            steps.add(state, paid, score + cost, pieces, state.top + 1, how, column)

    def _to_the_right(self, steps: _Steps, state: _State, line: Ways, fresh: Sequence[Sequence[Way]]) -> None:
        """The next block of the strip, to the right."""
        paid = state.rank
        columns = range(state.high + 1, self.many)
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

    def _in_last_row(self, steps: _Steps, state: _State, line: Ways, leaps: Sequence[_Leap], closing: float) -> None:
        """A strip that goes on with the last row."""
        paid, top = state.score + state.ends, state.top
        for score, pieces in line.continuing(_open(state, range(self.many), top)):
            if paid + (score + closing + _TAIL) < steps.least:
                break
            steps.add(state, paid, score + closing + _TAIL, pieces, top, "tail")
        taken = sum([1 << column for column, cell in enumerate(state.cells) if cell is not None and cell[0] == top])
        for score, pieces, columns, back in leaps:
            if not columns & taken and paid + (score + closing + back + _LEAP) >= steps.least:
                steps.add(state, paid, score + closing + back + _LEAP, pieces, top, "tail")

    def _in_next_row(
        self, steps: _Steps, state: _State, line: Ways, fresh: Sequence[Sequence[Way]], closing: float
    ) -> None:
        """A strip that begins with a row further down."""
        paid = state.score + state.ends
        for ways in fresh:
            for score, pieces in ways:
                if paid + (score + closing) + _NEW_ROW < steps.least:
                    break
                steps.add(state, paid, score + closing, pieces, state.top + 1, "fresh")
        for column in self.table.merged:
            self._over_rows(steps, state, line, column, paid, closing, "fresh")

    # --- the states ----------------------------------------------------------------------------------------------

    def _best(self, steps: Sequence[_Step]) -> list[_State]:
        """The best of the states that the steps lead to; of those that are alike in all that counts from here on, the
        best one."""
        texts = _Texts(self.pieces)
        found: dict[_Shape, _Worth] = {}
        for _, state, score, pieces, row, how, merged in steps:
            shape, worth = self._after(state, score, pieces, row, how, merged, texts)
            other = found.get(shape)
            if other is None or other[0] < worth[0]:
                found[shape] = worth
        best = [_State(*(*shape, *worth)) for shape, worth in sorted(found.items(), key=_rank_of, reverse=True)[:_BEAM]]
        for one in best:
            for column in one.last:
                one.endings[column] = self.pieces.ends(one.cells[column][1])  # type: ignore[index]
        return best

    def _after(
        self,
        state: _State,
        score: float,
        pieces: tuple[Placed, ...],
        row: int,
        how: str,
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
            total += _NEW_ROW
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

    def _finish(self, state: _State) -> float:
        return sum(state.endings) + self._unpaid(state)

    def _unpaid(self, state: _State) -> float:
        """What the blank cells of the strip's rows cost that are not paid for."""
        missing, every = self.table.missing, (1 << self.many) - 1
        return sum([missing[every & ~row] for row in state.filled[state.paid :]])

    def _pending(self, filled: Sequence[int], paid: int, at: int, low: int, high: int) -> float:
        """What the blank cells of the strip's rows cost that are not paid for and are left behind: those up to the
        block in the rows above the one it is at, those left of the block in the others."""
        missing = self.table.missing
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
        mask, length = self._pieces.masks(first, after)[after - first - 1], after - first
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


def _open(state: _State, columns: Iterable[int], row: int) -> tuple[Text, ...]:
    """The cells of the row that some of the columns have now."""
    return tuple([cell[1] for column in columns if (cell := state.cells[column]) is not None and cell[0] == row])


def _row_for(state: _State, pieces: tuple[Placed, ...], least: int) -> int:
    """The first row from `least` on in which all the pieces' columns are empty."""
    for column, _, _ in pieces:
        cell = state.cells[column]
        if cell is not None and cell[0] >= least:
            least = cell[0] + 1
    return least


def _rank_of(found: tuple[_Shape, _Worth]) -> float:
    return found[1][1]
