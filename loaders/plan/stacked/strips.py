"""Text that OCR read in strips, put back into cells and rows.

OCR parts a page into blocks by where it is white. A row's cells may come one by one, or their first lines in one line
straight across the columns, then the second lines, or so for a while and then one by one; and several rows' cells of
one column may come before those of the next. All of it is one model: a page is read in strips from top to bottom, a
strip in blocks from left to right, a block in lines from top to bottom, and a line in pieces from left to right. A
piece either goes on in its column's cell or begins the column's cell of a row further down. What tells how: the
columns' widths (a cell goes on only where its line above was full), the wording of each cell as a whole, capitals, the
column rules that came through as bars, and what the document says elsewhere. The best way through a table's lines is
found with a beam.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.plan.stacked.borders import is_number
from loaders.plan.stacked.count import counts_rows
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.headers import Column
from loaders.plan.stacked.joins import goes_on
from loaders.plan.stacked.text import Stream, Word, key_of
from loaders.plan.stacked.widths import SPACE, Width
from loaders.vocabulary import words as vocabulary

_BEAM, _TRIED, _WAYS, _KEPT = 30, 100, 8, 3
# How many lines further down it is told how sure a piece's place is: by then what follows has spoken for or against it.
_LATER = 3
# Log-odds: a piece's beginning and what it may begin with, bars, and widths.
_CUT, _ON_CUT, _AT_BAR, _OVER_BAR = -0.5, -2.0, 3.0, -3.0
_OVER_UPPER, _OVER_UPPER_IN_NAMES = -1.5, -0.5
_WORDING, _NAMES_AREA, _NAMES_NONE = 0.9, 3.0, -2.0
_BEGINS_LOWER, _BEGINS_UPPER, _BEGINS_WITH_SIGN = -3.0, 0.8, -2.5
_ON_LOWER, _ON_UPPER, _ON_AFTER_STOP = 0.6, -1.8, 0.0
_FULL, _NOT_FULL, _UNKNOWN_FULL, _TOO_WIDE = 0.6, -3.0, -0.2, -5.0
_ENDS, _ENDS_UNSTOPPED, _ENDS_OPEN, _NEW_ROW, _NO_MEASURE = -0.2, -1.2, -3.0, -1.5, -5.0
# The columns whose cells are sentences.
_SENTENCES = ("cause", "goal", "followup", "comment")
# What it costs to leave a strip with its last row unfinished and come back to it, to fill a row left of where the strip
# is, and to go on below after a blank line.
_TAIL, _LEAP, _BELOW, _PASSED_ROW = -1.0, -3.0, -0.7, -0.5
BLANK = {"area": 0.3, "subarea": 0.4, "cause": 0.3, "measure": 0.03, "goal": 0.2, "when": 0.15, "who": 0.15,
          "followup": 0.2, "status": 0.2, "comment": 0.5, "other": 0.5}  # fmt: skip
_TOLERANCE = 0.04
_TOO_WIDE_GROWS, _MUCH, _UNPARTED = 4.0, 0.6, -20.0
_BRANCH, _SAID_PIECE, _MOST_SAID = 0.8, 0.6, 2.5
_DASHES, _AFTER_DASH = "-–—", 2.5
_PENDING = 0.7
# That a word goes on from the line above, or from the word before it on the line (joins.py), and the most it counts.
_JOINED, _JOINED_INSIDE, _MOST_JOINED = 0.5, 0.4, 3.0
_NUMBER, _COUNTS, _NO_COUNT = 2.0, 6.0, 3.0

_DIGITS = re.compile(r"\d+")
Piece = tuple[int, int]
# A column's last cell so far: its row, the last piece, the words' mask and number so far.
_Cell = tuple[int, int, int, int, int]
_Way = tuple[float, tuple[tuple[int, int, int], ...]]
# What a piece is taken for: its first word, its column, whether it begins a cell, its row from the last measure's.
_Where = tuple[int, int, bool, int]


@dataclass(frozen=True, slots=True)
class Put:
    """A piece put into a column's cell of a row; `strip` and `block` count where it was read. `margin` is by how many
    log-odds the best way was ahead of the best that put the piece elsewhere, a few lines further down."""

    words: Piece
    column: int
    row: int
    strip: int
    block: int
    margin: float = math.inf


@dataclass(frozen=True, slots=True)
class Said:
    """What the document says elsewhere: the words before which a column most likely ends, and how often the reading so
    far has each piece in each kind of column."""

    branches: frozenset[int]
    pieces: Mapping[tuple[str, tuple[str, ...]], int]


@dataclass(slots=True)
class _State:
    """A way through the lines so far. `cells` has each column's last cell; the strip has the rows from `first` to `top`
    with the columns filled in each, of which those up to `charged` are paid for; the block has the columns from `low`
    to `high` and is at `row`; `last` are the columns with a piece on the last line."""

    score: float
    rank: float
    cells: tuple[_Cell | None, ...]
    first: int
    top: int
    filled: tuple[int, ...]
    charged: int
    low: int
    high: int
    row: int
    strip: int
    block: int
    last: tuple[int, ...]
    put: tuple[tuple[int, int, int], ...]
    before: _State | None
    ends: float = 0.0
    """What it is worth that the cells without a piece on the last line have ended."""


# About what a step is worth, where from, what it is worth, its pieces, their row, and how it comes there.
_Step = tuple[float, _State, float, tuple[tuple[int, int, int], ...], int, str]


def _worth_of_step(step: _Step) -> float:
    return step[0]


def letters_of(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as they are counted: without signs, all numbers alike."""
    return tuple(_DIGITS.sub("0", word.key.strip(".,:;|_")) for word in words)


def _letters(words: Sequence[Word]) -> str:
    return "".join(word.key.strip(".,:;-()") for word in words)


@cache
def _area_names(is_ocr: bool) -> str:
    """The letters of every area's name, one after the other."""
    names = [name for area in vocabulary("areas").values() if isinstance(area, dict) for name in area.get("names", ())]
    return " ".join("".join(key_of(word, is_ocr).strip(".,:;-()") for word in name.split()) for name in names)


class Reader:
    """Reads the lines under one header."""

    def __init__(
        self,
        stream: Stream,
        cues: Cues,
        columns: Sequence[Column],
        widths: Sequence[Width | None],
        widest: Sequence[float],
        said: Said,
        counts: Collection[int] = (),
        names_areas: bool = False,
        blanks: Sequence[float] | None = None,
    ) -> None:
        self.stream = stream
        self.cues = cues
        self.kinds = [column.kind for column in columns]
        self.index = [KINDS.index(kind) for kind in self.kinds]
        self.many = len(self.kinds)
        self.counts = counts
        self.counting = [counts_rows(column.header) for column in columns]
        self._no_number = [0.0] * self.many
        self.widths = widths
        self.limits = [
            width.value * (1 + _TOLERANCE) if width is not None else wide
            for width, wide in zip(widths, widest, strict=True)
        ]
        self.said = said
        self.again = {keys for _, keys in said.pieces}
        self.measure = self.kinds.index("measure") if "measure" in self.kinds else -1
        shares = blanks or [BLANK[kind] for kind in self.kinds]
        self.blank = [
            math.log(share) + (_NO_MEASURE if number == self.measure else 0.0) for number, share in enumerate(shares)
        ]
        self.fill = [math.log(1 - share) for share in shares]
        self.names_areas = names_areas
        self.never_last = frozenset(vocabulary("stacked")["borders"]["never_last"])
        self.names = _area_names(stream.is_ocr)
        self.over_upper = [_OVER_UPPER_IN_NAMES if kind == "who" else _OVER_UPPER for kind in self.kinds]
        self._worth: dict[int, list[tuple[float, ...]]] = {}
        self._on: dict[object, list[tuple[int, float]]] = {}
        self._ways_on: dict[object, list[_Way]] = {}
        self._costs: dict[int, float] = {}
        self._closing: dict[Piece, float] = {}
        self._ended: dict[tuple[int, int, int, int, int], float] = {}
        self._joins: dict[tuple[int, int], float] = {}
        self._inside = [self._is_inside(index) for index in range(len(stream.words))]

    # --- the beam ------------------------------------------------------------------------------------------------

    def read(self, lines: Sequence[int]) -> list[Put]:
        """Every piece of the lines with its cell, on the best way through them."""
        none: tuple[_Cell | None, ...] = (None,) * self.many
        states = [_State(0.0, 0.0, none, 0, -1, (), -1, 0, self.many, -1, 0, 0, (), (), None)]
        margins: list[Mapping[_Where, float]] = []
        unparted: set[int] = set()
        for place, number in enumerate(lines):
            line = self.stream.lines[number]
            below = place > 0 and not line.gap and lines[place - 1] == number - 1
            fresh = self._fresh(line.first, line.after)
            found: dict[object, _State] = {}
            steps = [step for state in states for step in self._onward(state, line.first, line.after, fresh, below)]
            if not steps:
                steps = [step for state in states for step in self._onward(state, line.first, line.after, fresh, False)]
            if not steps:
                # More words than all columns hold: nothing shows what belongs where.
                unparted.add(place)
                widest = self.limits.index(max(self.limits))
                whole = ((widest, line.first, line.after),)
                steps = [
                    step
                    for state in states
                    for step in self._onward(state, line.first, line.after, [(_UNPARTED, whole)], False)
                ]
                steps += [
                    (state.rank + _UNPARTED, state, _UNPARTED, whole, state.row, "on")
                    for state in states
                    if (cell := state.cells[widest]) is not None and cell[0] == state.row
                ]
            for _, state, score, pieces, row, how in heapq.nlargest(_TRIED, steps, key=_worth_of_step):
                one = self._with(state, score, pieces, row, how)
                key = (one.cells, one.first, one.top, one.row, one.low, one.high, one.filled, one.last)
                other = found.get(key)
                if other is None or other.score < one.score:
                    found[key] = one
            states = sorted(found.values(), key=lambda one: -one.rank)[:_BEAM]
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
        return [
            Put((first, after), column, state.cells[column][0], state.strip, state.block,  # type: ignore[index]
                0.0 if place in unparted else margin.get(where, 0.0))
            for place, (state, margin) in enumerate(zip(reversed(path), margins, strict=True))
            for (column, first, after), where in zip(state.put, self._where(state), strict=True)
        ]  # fmt: skip

    def _margins(self, states: Sequence[_State], back: int) -> dict[_Where, float]:
        """By how much the best of the states is ahead of the best that has it otherwise, for what each put on the line
        `back` lines up."""
        ranks: dict[_Where, float] = {}
        ways: list[tuple[float, frozenset[_Where]]] = []
        for state in states:
            at = state
            for _ in range(back):
                at = at.before or at
            own = frozenset(self._where(at))
            ways.append((state.rank, own))
            for where in own:
                ranks[where] = max(ranks.get(where, -math.inf), state.rank)
        return {
            where: best - max((rank for rank, own in ways if where not in own), default=-math.inf)
            for where, best in ranks.items()
        }

    def _where(self, state: _State) -> list[_Where]:
        """Each piece of the state's line: its first word, its column, whether it begins a cell, and how far its row is
        from the last measure's."""
        measure = state.cells[self.measure] if self.measure >= 0 else None
        found = []
        for column, first, _ in state.put:
            was = state.before.cells[column] if state.before else None
            row = state.cells[column][0]  # type: ignore[index]
            found.append((first, column, was is None or was[0] != row, row - measure[0] if measure else 0))
        return found

    def _finish(self, state: _State) -> float:
        ends = sum(self._ends(column, cell) for column, cell in enumerate(state.cells) if cell is not None)
        return ends + self._unpaid(state, state.top, self.many)

    def _unpaid(self, state: _State, top: int, after: int) -> float:
        """What the blank cells of the strip's rows up to `top` cost in the columns before `after`."""
        start = max(state.charged + 1, state.first)
        return sum(self._missing(one, after) for one in state.filled[start - state.first : top + 1 - state.first])

    def _missing(self, filled: int, after: int) -> float:
        """What the blank cells of one row cost in the columns before `after`."""
        lacking = ~filled & ((1 << after) - 1)
        found = self._costs.get(lacking)
        if found is None:
            found = sum(one for column, one in enumerate(self.blank) if lacking >> column & 1)
            self._costs[lacking] = found
        return found

    def _onward(self, state: _State, first: int, after: int, fresh: Sequence[_Way], below: bool) -> list[_Step]:
        """Every way on from the state with the line, with about what it is worth."""
        found: list[_Step] = []
        top = state.top

        def put(score: float, pieces: tuple[tuple[int, int, int], ...], row: int, how: str) -> None:
            paid = how in ("fresh", "tail")
            worth = (state.score + state.ends if paid else state.rank) + score + (_NEW_ROW if row > top else 0.0)
            found.append((worth, state, score, pieces, row, how))

        # The block goes on: its open cells, or a row further down.
        if state.put:
            open_cells = [
                (column, cell)
                for column in (state.last if below else range(state.low, state.high + 1))
                if (cell := state.cells[column]) is not None and cell[0] == state.row
            ]
            cost = 0.0 if below else _BELOW
            for score, pieces in self._continuing(first, after, open_cells):
                put(score + cost, pieces, state.row, "on")
            for score, pieces in fresh:
                if state.block and pieces[0][0] < state.low:
                    continue
                row = self._row_for(state, pieces, state.row + 1)
                if row <= state.top + 1:
                    put(score + cost, pieces, row, "below")
        if below:
            return found
        if state.put:
            # The next block of the strip, to the right.
            right = [
                (column, cell)
                for column in range(state.high + 1, self.many)
                if (cell := state.cells[column]) is not None and cell[0] == state.first <= state.charged
            ]
            for score, pieces in self._continuing(first, after, right):
                put(score, pieces, state.first, "right")
            for score, pieces in fresh:
                if pieces[0][0] <= state.high:
                    continue
                row = self._row_for(state, pieces, state.first)
                for skip in range(min(3, state.top + 1 - row)):
                    put(score + skip * _PASSED_ROW, pieces, row + skip, "right")
            # A strip that goes on with the last row.
            open_cells = [
                (column, cell) for column, cell in enumerate(state.cells) if cell is not None and cell[0] == state.top
            ]
            closing = self._unpaid(state, state.top, self.many)
            for score, pieces in self._continuing(first, after, open_cells):
                put(score + closing + _TAIL, pieces, state.top, "tail")
            for score, pieces in fresh:
                if all(
                    state.cells[column] is None or state.cells[column][0] < state.top  # type: ignore[index]
                    for column, _, _ in pieces
                ):
                    back = -sum(self.blank[column] for column, _, _ in pieces)
                    put(score + closing + back + _LEAP, pieces, state.top, "tail")
        closing = self._unpaid(state, state.top, self.many)
        for score, pieces in fresh:
            put(score + closing, pieces, state.top + 1, "fresh")
        return found

    def _row_for(self, state: _State, pieces: tuple[tuple[int, int, int], ...], least: int) -> int:
        """The first row from `least` on in which all the pieces' columns are empty."""
        return max([least, *((cell[0] + 1) for column, _, _ in pieces if (cell := state.cells[column]) is not None)])

    def _with(
        self, state: _State, score: float, pieces: tuple[tuple[int, int, int], ...], row: int, how: str
    ) -> _State:
        cells = list(state.cells)
        total = state.score + score
        bits = 0
        for column, first, after in pieces:
            cell = cells[column]
            mask = 0
            for index in range(first, after):
                mask |= self.cues.any[index]
            if cell is not None and cell[0] == row:
                mask |= cell[3]
                length = cell[4] + after - first
            else:
                if cell is not None:
                    total += self._ends(column, cell)
                mask |= self.cues.start_mask(first, after)
                length = after - first
            cells[column] = (row, first, after, mask, length)
            bits |= 1 << column
        columns = tuple(column for column, _, _ in pieces)
        if row > state.top:
            total += _NEW_ROW
        if how in ("fresh", "tail"):
            first_row, top = row, row
            filled: tuple[int, ...] = (bits,)
            charged = state.top
            low, high, strip, block = columns[0], columns[-1], state.strip + 1, 0
        else:
            first_row, top = state.first, max(state.top, row)
            rows = list(state.filled) + [0] * (top - state.top)
            rows[row - first_row] |= bits
            filled = tuple(rows)
            charged, strip = state.charged, state.strip
            if how == "right":
                low, high, block = columns[0], columns[-1], state.block + 1
            else:
                low, high, block = min(state.low, columns[0]), max(state.high, columns[-1]), state.block
        one = _State(total, total, tuple(cells), first_row, top, filled, charged, low, high, row, strip, block,
                     columns, pieces, state)  # fmt: skip
        one.ends = sum(
            self._ends(column, cell) for column, cell in enumerate(cells) if cell is not None and not bits >> column & 1
        )
        one.rank = total + one.ends + _PENDING * (self._unpaid(one, row - 1, high + 1) + self._unpaid_left(one))
        return one

    def _unpaid_left(self, state: _State) -> float:
        start = max(state.charged + 1, state.first, state.row) - state.first
        return sum(self._missing(one, state.low) for one in state.filled[start:])

    # --- a line's pieces -----------------------------------------------------------------------------------------

    def _fresh(self, first: int, after: int) -> list[_Way]:
        """The best ways to part the line into pieces that each begin a cell."""
        per: list[dict[int, list[tuple[int, float]]]] = []
        for at in range(first, after):
            here: dict[int, list[tuple[int, float]]] = {}
            worth = self._worth_of(at, after)
            for column in range(self.many):
                base = self._begins(first, at, column)
                start = self.stream.words[at].start
                limit = self.limits[column]
                ends = []
                for end, said in enumerate(worth, start=at + 1):
                    over = (self.stream.words[end - 1].end - start) / limit - 1
                    if over > _MUCH and end > at + 1:
                        break
                    ends.append(
                        (end, base + said[column] + (_TOO_WIDE * (1 + _TOO_WIDE_GROWS * over) if over > 0 else 0.0))
                    )
                here[column] = ends
            per.append(here)
        columns = list(range(self.many))
        whole = self._ways(first, after, columns, per, True, leading=True)
        known = {pieces for _, pieces in whole}
        return whole + [way for way in self._ways(first, after, columns, per, True) if way[1] not in known]

    def _continuing(self, first: int, after: int, open_cells: Sequence[tuple[int, _Cell]]) -> list[_Way]:
        """The best ways to part the line into pieces that each go on in an open cell."""
        if not open_cells:
            return []
        key = (first, tuple((column, cell[1:]) for column, cell in open_cells))
        known = self._ways_on.get(key)
        if known is not None:
            return known
        columns = [column for column, _ in open_cells]
        per: list[dict[int, list[tuple[int, float]]]] = []
        for at in range(first, after):
            per.append({column: self._goes_on(first, at, after, column, cell) for column, cell in open_cells})
        found = self._ways_on[key] = self._ways(first, after, columns, per, False)
        return found

    def _ways(
        self,
        first: int,
        after: int,
        columns: Sequence[int],
        per: Sequence[Mapping[int, Sequence[tuple[int, float]]]],
        fresh: bool,
        leading: bool = False,
    ) -> list[_Way]:
        count = after - first
        # By the place in the line and the number of columns passed: the best ways there that end with the last of them.
        best: list[list[list[_Way]]] = [[[] for _ in range(len(columns) + 1)] for _ in range(count + 1)]
        reach: list[list[list[_Way]]] = [[[] for _ in range(len(columns) + 1)] for _ in range(count + 1)]
        cost = 0.0
        for number in range(len(columns) + 1):
            reach[0][number] = [(cost, ())]
            cost += self.blank[columns[number]] if leading and number < len(columns) else 0.0
        for at in range(count):
            if at:
                carried: list[_Way] = []
                for passed in range(len(columns) + 1):
                    if fresh and passed:
                        blank = self.blank[columns[passed - 1]]
                        carried = [(score + blank, pieces) for score, pieces in carried]
                    carried = reach[at][passed] = self._best_of(carried + best[at][passed])
            for passed, column in enumerate(columns):
                ends = per[at].get(column, ())
                for score, pieces in reach[at][passed] if ends else ():
                    for end, worth in ends:
                        best[end - first][passed + 1].append((score + worth, (*pieces, (column, first + at, end))))
        found = [way for ways in best[count] for way in self._best_of(ways)]
        if fresh:
            found = [(way[0] - self._between(way[1], leading), way[1]) for way in found]
            single = {way[1][0][0] for way in found if len(way[1]) == 1}
            for column in columns:
                for end, score in per[0].get(column, ()):
                    if end == after and column not in single:
                        found.append((score, ((column, first, after),)))
        found.sort(key=lambda way: -way[0])
        return found[: 4 * _WAYS] if fresh else found[:_WAYS]

    @staticmethod
    def _best_of(ways: list[_Way]) -> list[_Way]:
        return heapq.nlargest(_KEPT, ways) if len(ways) > _KEPT else ways

    def _between(self, pieces: tuple[tuple[int, int, int], ...], leading: bool) -> float:
        """What the blank columns between the pieces cost: it is paid with the row."""
        own = {column for column, _, _ in pieces}
        first = 0 if leading else pieces[0][0]
        return sum(self.blank[column] for column in range(first, pieces[-1][0]) if column not in own)

    def _worth_of(self, first: int, after: int) -> list[tuple[float, ...]]:
        """What the words of a cell's first piece say for each column, by where it ends."""
        found = self._worth.get(first)
        if found is not None:
            return found
        words, cues = self.stream.words, self.cues
        found = self._worth[first] = []
        keys: tuple[str, ...] = ()
        mask = cues.start_mask(first, after)
        area = cues.begins_with_area(first, after)
        own = [
            (_NAMES_AREA if kind == "area" else -_NAMES_AREA) if area
            else _NAMES_NONE if kind == "area" and self.names_areas else 0.0
            for kind in self.kinds
        ]  # fmt: skip
        bars, capitals, joined = 0.0, 0, 0.0
        widest = max(self.limits) * (1 + _MUCH)
        for end in range(first + 1, after + 1):
            if end - 1 > first:
                if words[end - 1].end - words[first].start > widest:
                    break
                bars += _OVER_BAR if words[end - 1].barred else 0.0
                bars -= _BRANCH if end - 1 in self.said.branches else 0.0
                capitals += self._inside[end - 1]
                joined += _JOINED_INSIDE * self._joined(end - 2, end - 1)
            keys += letters_of(words[end - 1 : end])
            mask |= cues.any[end - 1]
            said = cues.scores(mask, end - first)
            again = keys in self.again
            number = self._as_number(first, end)
            found.append(
                tuple(
                    bars
                    + joined
                    + number[column]
                    + self.over_upper[column] * capitals
                    + own[column]
                    + _WORDING * said[one]
                    + self.fill[column]
                    + (self._said_so(self.kinds[column], keys) if again else 0.0)
                    for column, one in enumerate(self.index)
                )
            )
        return found

    def _as_number(self, first: int, after: int) -> list[float]:
        """What numbers say: a bare one is no time, and one that counts the rows stands alone in the column that
        does."""
        if after - first > 1 and not self.counts:
            return self._no_number
        counted = sum(index in self.counts for index in range(first, after)) if self.counts else 0
        alone = after - first == 1
        if counted:
            return [_COUNTS if alone and counting else -_COUNTS for counting in self.counting]
        bare = alone and is_number(self.stream.words[first].text)
        return [
            (_NUMBER if kind == "other" else -_NUMBER) if bare else -_NO_COUNT if self.counts and counting else 0.0
            for kind, counting in zip(self.kinds, self.counting, strict=True)
        ]

    def _joined(self, above: int, below: int) -> float:
        """What it is worth, by their kinds, that the second word goes on from the first."""
        found = self._joins.get((above, below))
        if found is None:
            found = goes_on(self.stream.words[above].text, self.stream.words[below].text)
            found = self._joins[(above, below)] = max(-_MOST_JOINED, min(_MOST_JOINED, found))
        return found

    def _is_inside(self, index: int) -> bool:
        """Whether the word has a capital that the word before it gives no reason for."""
        before = self.stream.words[index - 1].text if index else ""
        return self.stream.words[index].text[:1].isupper() and not before.endswith((".", "!", "?", ":", "/", "-"))

    def _said_so(self, kind: str, keys: tuple[str, ...]) -> float:
        """What it is worth that the reading so far has just this piece in such a column elsewhere."""
        return min(_MOST_SAID, _SAID_PIECE * max(0, self.said.pieces.get((kind, keys), 0) - 1))

    def _begins(self, line: int, first: int, column: int) -> float:
        """What it is worth that a cell of the column begins at the word."""
        word = self.stream.words[first]
        score = (0.0 if first == line else _CUT) + (_AT_BAR if word.barred else 0.0)
        score += _BRANCH if first in self.said.branches else 0.0
        if not any(char.isalnum() for char in word.text):
            score += _BEGINS_WITH_SIGN
        initial = word.text[:1]
        return score + (
            _BEGINS_LOWER if initial.islower() or initial == "(" else _BEGINS_UPPER if initial.isupper() else 0.0
        )

    def _goes_on(self, line: int, at: int, after: int, column: int, cell: _Cell) -> list[tuple[int, float]]:
        """Where a piece that goes on in the cell from the word may end, with what it is worth."""
        key = (at, column, cell[1:])
        found = self._on.get(key)
        if found is not None:
            return found
        words, cues = self.stream.words, self.cues
        word = words[at]
        _, first, last, mask, length = cell
        base = (0.0 if at == line else _ON_CUT) + (_AT_BAR if word.barred else 0.0)
        base += _BRANCH if at in self.said.branches else 0.0
        if not any(char.isalnum() for char in word.text):
            base += _BEGINS_WITH_SIGN
        base -= _COUNTS if self.counts and self.counting[column] else 0.0
        base += _JOINED * self._joined(last - 1, at)
        stops = words[last - 1].text.rstrip(')"”').endswith((".", "!", "?", ":"))
        if word.text[:1].islower():
            base += _ON_LOWER
        else:
            base += _ON_AFTER_STOP if stops or word.text[:1].isdigit() else _ON_UPPER
        if words[last - 1].text[-1] in _DASHES and word.text[:1].isdigit():
            base += _AFTER_DASH
        width = self.widths[column]
        if width is None:
            base += _UNKNOWN_FULL
        else:
            with_next = words[last - 1].end - words[first].start + SPACE + word.end - word.start
            base += _FULL if with_next > width.value * (1 - _TOLERANCE) else _NOT_FULL
        index = self.index[column]
        was = cues.scores(mask, length)[index]
        found = self._on[key] = []
        bars = 0.0
        limit = self.limits[column]
        kind = self.kinds[column]
        above = _letters(words[first:last]) if kind == "area" else ""
        for end in range(at + 1, after + 1):
            over = (words[end - 1].end - word.start) / limit - 1
            if over > _MUCH and end > at + 1:
                break
            if end - 1 > at:
                bars += _OVER_BAR if words[end - 1].barred else 0.0
                bars -= _BRANCH if end - 1 in self.said.branches else 0.0
                bars += self.over_upper[column] * self._inside[end - 1]
                bars += _JOINED_INSIDE * self._joined(end - 2, end - 1)
            mask |= cues.any[end - 1]
            length += 1
            said = _WORDING * (cues.scores(mask, length)[index] - was)
            wide = _TOO_WIDE * (1 + _TOO_WIDE_GROWS * over) if over > 0 else 0.0
            if kind == "area" and above + _letters(words[at:end]) in self.names:
                wide += _NAMES_AREA
            found.append((end, base + said + bars + wide))
        return found

    def _ends(self, column: int, cell: _Cell) -> float:
        """What it is worth that the cell ends with its last piece."""
        key = (column, *cell[1:])
        found = self._ended.get(key)
        if found is None:
            found = self._ended[key] = self._ends_so(column, cell)
        return found

    def _ends_so(self, column: int, cell: _Cell) -> float:
        piece = (cell[1], cell[2])
        found = self._closing.get(piece)
        if found is None:
            words = self.stream.words[piece[0] : piece[1]]
            last = words[-1].text
            is_open = last.casefold() in self.never_last or (last[-1] in ",/" + _DASHES and len(last) > 1)
            is_open = is_open or sum(word.text.count("(") - word.text.count(")") for word in words) > 0
            stops = last.rstrip(')"”').endswith((".", "!", "?"))
            found = self._closing[piece] = _ENDS_OPEN if is_open else _ENDS if stops else _ENDS_UNSTOPPED
        found = found if found != _ENDS_UNSTOPPED or self.kinds[column] in _SENTENCES else _ENDS
        end = self.cues.end_mask(cell[2] - cell[4], cell[2])
        if not end:
            return found
        index = self.index[column]
        said = self.cues.scores(cell[3] | end, cell[4])[index] - self.cues.scores(cell[3], cell[4])[index]
        return found + _WORDING * said
