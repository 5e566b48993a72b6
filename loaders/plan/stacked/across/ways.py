"""The ways through one line: how its words part into pieces, each in a column, and what each way is worth.

A way either begins cells with all its pieces, or goes on with cells that are open. For each place in the line and
number of columns passed, only a few of the best ways there are kept.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence

from loaders.plan.stacked.across.pieces import NAMES_AREA, WORDING, Pieces, Placed, Text
from loaders.plan.stacked.widths import SPACE, Width

BLANK = {"area": 0.3, "subarea": 0.4, "cause": 0.3, "measure": 0.03, "goal": 0.2, "when": 0.15, "who": 0.15,
          "followup": 0.2, "status": 0.2, "comment": 0.5, "other": 0.5}  # fmt: skip
_WAYS, _FRESH_WAYS, _KEPT, _TRIED = 8, 32, 3, 64
# Log-odds: widths, a row without a measure, and that the reading so far has the same piece in the column elsewhere.
_FULL, _NOT_FULL, _UNKNOWN_FULL, _TOO_WIDE = 0.6, -3.0, -0.2, -5.0
_TOLERANCE = 0.04
_TOO_WIDE_GROWS, _MUCH = 4.0, 0.6
_NO_MEASURE = -5.0
_SAID_PIECE, _MOST_SAID = 0.6, 2.5
# The columns whose cells are merged over several rows, and what it costs, beside that the row has none of its own, that
# such a cell goes on where a row begins.
_MERGED, _OVER_ROWS = ("area", "subarea", "cause", "goal"), -1.0

Way = tuple[float, tuple[Placed, ...]]
# Pieces of one column by where they end in the line: where each begins, and what it is worth.
_Arrivals = list[list[tuple[int, float]]]


class Table:
    """What a round of reading takes for known of the lines under one header: the columns' widths (one that is not known
    is hardly more than `widest`), how often each is blank, and how often the reading so far has each piece in each kind
    of column."""

    def __init__(
        self,
        pieces: Pieces,
        widths: Sequence[Width | None],
        widest: Sequence[float],
        said: Mapping[tuple[str, tuple[str, ...]], int],
        blanks: Sequence[float] | None = None,
    ) -> None:
        self.pieces = pieces
        self.many = len(pieces.kinds)
        self.measure = pieces.kinds.index("measure") if "measure" in pieces.kinds else -1
        self.limits = [
            width.value * (1 + _TOLERANCE) if width is not None else wide
            for width, wide in zip(widths, widest, strict=True)
        ]
        shares = blanks or [BLANK[kind] for kind in pieces.kinds]
        self.blank = [
            math.log(share) + (_NO_MEASURE if number == self.measure else 0.0) for number, share in enumerate(shares)
        ]
        self.fill = [math.log(1 - share) for share in shares]
        self._widths = widths
        self._said = said
        self._again = {keys for _, keys in said}
        self.missing = _Costs(self.blank)
        self.merged = [column for column, kind in enumerate(pieces.kinds) if kind in _MERGED]

    def full(self, text: Text, at: int) -> float:
        """What it is worth that the cell's last piece left no room for the word."""
        width = self._widths[text.column]
        if width is None:
            return _UNKNOWN_FULL
        words = self.pieces.words
        with_next = words[text.after - 1].end - words[text.first].start + SPACE + words[at].end - words[at].start
        return _FULL if with_next > width.value * (1 - _TOLERANCE) else _NOT_FULL

    def was_said(self, keys: tuple[str, ...]) -> bool:
        """Whether the reading so far has just this piece somewhere."""
        return keys in self._again

    def said_so(self, column: int, keys: tuple[str, ...]) -> float:
        """What it is worth that the reading so far has just this piece in such a column elsewhere."""
        count = self._said.get((self.pieces.kinds[column], keys), 0)
        return min(_MOST_SAID, _SAID_PIECE * max(0, count - 1))

    def between(self, pieces: Sequence[Placed], leading: bool) -> float:
        """What the blank columns between the pieces cost, with those before the first one if `leading`."""
        own = sum(1 << column for column, _, _ in pieces)
        first = 0 if leading else pieces[0][0]
        return self.missing[(1 << pieces[-1][0]) - (1 << first) & ~own]


class _Costs(dict[int, float]):
    """What it costs that columns are blank, by their bits."""

    def __init__(self, blank: Sequence[float]) -> None:
        self._blank = blank

    def __missing__(self, lacking: int) -> float:
        cost = sum([one for column, one in enumerate(self._blank) if lacking >> column & 1], 0.0)
        self[lacking] = cost
        return cost


class Line:
    """The ways through the line words[first:after]."""

    def __init__(self, table: Table, first: int, after: int) -> None:
        self._table = table
        self._first, self._after = first, after
        self._count = after - first
        self._room = [self._room_in(limit) for limit in table.limits]
        self._going: dict[tuple[Text, int], list[tuple[int, float]]] = {}
        self._ending: dict[tuple[Text, int], list[float]] = {}
        self._continuing: dict[tuple[Text, ...], list[Way]] = {}
        self._coming: dict[tuple[Text, ...], tuple[list[list[Way]], list[Way]]] = {}
        self._begin: list[_Arrivals] | None = None
        self._over: dict[Text, list[Way]] = {}
        self._parted: tuple[list[list[list[Way]]], list[list[list[Way]]]] | None = None
        self._none_come: tuple[list[list[Way]], list[Way]] = ([[(0.0, ())], *([] for _ in range(self._count - 1))], [])

    def _room_in(self, limit: float) -> list[list[tuple[int, float]]]:
        """By the word it begins with, where a piece may end in a column so wide, and what it costs to be too wide."""
        words = self._table.pieces.words[self._first : self._after]
        edges = list(enumerate((word.end for word in words), start=1))
        found = []
        for at, word in enumerate(words):
            ends = []
            for end, edge in edges[at:]:
                over = (edge - word.start) / limit - 1
                if over > _MUCH and end > at + 1:
                    break
                ends.append((end, _TOO_WIDE * (1 + _TOO_WIDE_GROWS * over) if over > 0 else 0.0))
            found.append(ends)
        return found

    # --- pieces that begin cells ---------------------------------------------------------------------------------

    def fresh(self) -> tuple[list[Way], list[Way]]:
        """The best ways to part the line into pieces that each begin a cell: those that are best where the row's cells
        before them are blank, and what else is best."""
        beginning = self._begin = self._beginning()
        leading = self._fresh(beginning, leading=True)
        known = {pieces for _, pieces in leading}
        return leading, [way for way in self._fresh(beginning, leading=False) if way[1] not in known]

    def _beginning(self) -> list[_Arrivals]:
        """The pieces that begin a cell of each column."""
        table, first = self._table, self._first
        found: list[_Arrivals] = [[[] for _ in range(self._count + 1)] for _ in table.fill]
        for at in range(self._count):
            begins = table.pieces.begins(first, first + at)
            wordings = table.pieces.wordings(first + at, self._after)
            worths = [worth for _, worth in wordings]
            again = {at + number: keys for number, (keys, _) in enumerate(wordings, 1) if table.was_said(keys)}
            for column, fill in enumerate(table.fill):
                arrivals = found[column]
                for (end, wide), worth in zip(self._room[column][at], worths, strict=False):
                    said = worth[column] + fill
                    if end in again:
                        said += table.said_so(column, again[end])
                    arrivals[end].append((at, begins + said + wide))
        return found

    def _fresh(self, beginning: Sequence[_Arrivals], leading: bool) -> list[Way]:
        table, first, after = self._table, self._first, self._after
        columns = range(table.many)
        starts = [0.0]
        for column in columns:
            starts.append(starts[-1] + (table.blank[column] if leading else 0.0))
        ways = self._begun(beginning, starts)
        # What is blank between the pieces is paid with the row.
        found = [(score - table.between(pieces, leading), pieces) for score, pieces in ways]
        single = {pieces[0][0] for _, pieces in found if len(pieces) == 1}
        found += [
            (worth, ((column, first, after),))
            for column in columns
            if column not in single
            for at, worth in beginning[column][self._count]
            if at == 0
        ]
        found.sort(key=_worth_of_way, reverse=True)
        return found[:_FRESH_WAYS]

    def _begun(self, beginning: Sequence[_Arrivals], starts: Sequence[float]) -> list[Way]:
        """The best ways through the line with pieces that begin cells; `starts` is what it costs to begin the line with
        a column."""
        count = self._count
        # By the place in the line the best ways there with the columns passed so far.
        reach: list[list[Way]] = [[] for _ in range(count)]
        found: list[Way] = []
        for column, (arrivals, blank) in enumerate(zip(beginning, self._table.blank, strict=True)):
            reach[0] = [(starts[column], ())]
            tops = [max(ways)[0] if ways else -math.inf for ways in reach]
            found += self._arrived(reach, tops, arrivals[count], column, count)
            # From the end: what arrives at a place has come from places before it.
            for end in range(count - 1, 0, -1) if column + 1 < len(beginning) else ():
                carried = [(score + blank, pieces) for score, pieces in reach[end]]
                if arrivals[end]:
                    carried += self._arrived(reach, tops, arrivals[end], column, end)
                reach[end] = _best_of(carried)
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
        if len(arrivals) > _KEPT and sum([len(reach[at]) for at, _ in arrivals]) > _KEPT:
            # The best from here and there: none but the best of them needs to be put together.
            least = sorted([tops[at] + worth for at, worth in arrivals])[-_KEPT]
        ways = [
            (score + worth, (*pieces, (column, first + at, first + end)))
            for at, worth in arrivals
            for score, pieces in reach[at]
            if score + worth >= least
        ]
        return sorted(ways, reverse=True)[:_KEPT] if least > -math.inf else _best_of(ways)

    # --- pieces that begin cells beside one that goes on -----------------------------------------------------------

    def beside(self, text: Text) -> list[Way]:
        """The best ways to part the line into a piece that goes on with the cell, merged over several rows, and pieces
        that begin cells of a row."""
        found = self._over.get(text)
        if found is None:
            found = self._over[text] = self._beside(text)
        return found

    def _beside(self, text: Text) -> list[Way]:
        table, first = self._table, self._first
        befores, afters = self._parts()
        column = text.column
        cost = _OVER_ROWS + table.blank[column]
        ways: list[Way] = []
        for at in range(self._count):
            if not befores[column][at]:
                continue
            for end, worth in self._goes_on(text, at):
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
        best = heapq.nlargest(_TRIED, ways, key=_worth_of_way)
        ways = [(score - table.between(pieces, leading=True), pieces) for score, pieces in best]
        return sorted(ways, key=_worth_of_way, reverse=True)[:_WAYS]

    def _parts(self) -> tuple[list[list[list[Way]]], list[list[list[Way]]]]:
        """By column and place in the line, the best ways there with pieces that begin cells of the columns before the
        column, and the best ways on from there with those of the columns after it."""
        if self._parted is None:
            beginning = self._begin or self._beginning()
            self._parted = self._up_to(beginning), self._from(beginning)
        return self._parted

    def _up_to(self, beginning: Sequence[_Arrivals]) -> list[list[list[Way]]]:
        reach: list[list[Way]] = [[(0.0, ())], *([] for _ in range(self._count))]
        found = []
        for column, arrivals in enumerate(beginning):
            found.append(reach)
            blank = self._table.blank[column]
            after = [[(score + blank, pieces) for score, pieces in ways] for ways in reach]
            for end in range(1, self._count + 1):
                placed = [(at, worth, (column, self._first + at, self._first + end)) for at, worth in arrivals[end]]
                after[end] = _best_of(
                    after[end] + [(score + worth, (*own, one)) for at, worth, one in placed for score, own in reach[at]]
                )
            reach = after
        return found

    def _from(self, beginning: Sequence[_Arrivals]) -> list[list[list[Way]]]:
        reach: list[list[Way]] = [*([] for _ in range(self._count)), [(0.0, ())]]
        found = []
        for column in range(self._table.many - 1, -1, -1):
            found.append(reach)
            blank = self._table.blank[column]
            # What is blank after the last piece is paid with the row.
            after = [[(score + blank if own else score, own) for score, own in ways] for ways in reach]
            for end in range(1, self._count + 1):
                for at, worth in beginning[column][end]:
                    placed = (column, self._first + at, self._first + end)
                    after[at] = after[at] + [(score + worth, (placed, *own)) for score, own in reach[end]]
            reach = [_best_of(ways) for ways in after]
        return found[::-1]

    # --- pieces that go on with cells ----------------------------------------------------------------------------

    def continuing(self, texts: tuple[Text, ...]) -> list[Way]:
        """The best ways to part the line into pieces that each go on with one of these cells."""
        if not texts:
            return []
        found = self._continuing.get(texts)
        if found is None:
            found = self._continuing[texts] = self._continued(texts)
        return found

    def _continued(self, texts: tuple[Text, ...]) -> list[Way]:
        last, first = texts[-1], self._first
        reach, found = self._come(texts[:-1])
        ways = [
            (score + worth, (*pieces, (last.column, first + at, self._after)))
            for at, ways in enumerate(reach)
            if ways
            for worth in self._goes_on_to_end(last, at)
            for score, pieces in ways
        ]
        return sorted(found + _best_of(ways), key=_worth_of_way, reverse=True)[:_WAYS]

    def _come(self, texts: tuple[Text, ...]) -> tuple[list[list[Way]], list[Way]]:
        """The best ways to each place in the line, and to its end, with pieces that go on with some of the cells."""
        if not texts:
            return self._none_come
        known = self._coming.get(texts)
        if known is not None:
            return known
        before, found = self._come(texts[:-1])
        text, first = texts[-1], self._first
        arriving: list[list[Way]] = [[] for _ in range(self._count + 1)]
        for at, ways in enumerate(before):
            for end, worth in self._goes_on(text, at) if ways else ():
                placed = (text.column, first + at, first + end)
                arriving[end] += [(score + worth, (*pieces, placed)) for score, pieces in ways]
        found = found + _best_of(arriving.pop())
        reach = [_best_of(one + other) if other else one for one, other in zip(before, arriving, strict=True)]
        self._coming[texts] = reach, found
        return reach, found

    def _goes_on(self, text: Text, at: int) -> list[tuple[int, float]]:
        """Where a piece that goes on with the cell from the word may end, with what it is worth."""
        found = self._going.get((text, at))
        if found is None:
            found = self._going[text, at] = self._worth_on(text, at, self._room[text.column][at])
        return found

    def _goes_on_to_end(self, text: Text, at: int) -> list[float]:
        """What the piece from the word to the line's end is worth if it goes on with the cell; none if too wide."""
        room = self._room[text.column][at]
        if room[-1][0] != self._count:
            return []
        found = self._ending.get((text, at))
        if found is None:
            found = self._ending[text, at] = [worth for _, worth in self._worth_on(text, at, room[-1:])]
        return found

    def _worth_on(self, text: Text, at: int, room: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """What a piece is worth that goes on with the cell from the word, by where it ends."""
        pieces, start = self._table.pieces, self._first + at
        if pieces.kinds[text.column] == "area":
            room = [
                (end, wide + (NAMES_AREA if pieces.names_area(text, start, self._first + end) else 0.0))
                for end, wide in room
            ]
        base = pieces.goes_on(self._first, start, text) + self._table.full(text, start)
        inner = pieces.inner(start, self._after, text.column)
        masks = pieces.masks(start, self._after)
        scores, kind = pieces.cues.scores, pieces.index[text.column]
        mask, length, suited = text.mask, text.length - at, text.suits
        return [
            (
                end,
                base
                + WORDING * (scores(mask | masks[end - at - 1], length + end)[kind] - suited)
                + inner[end - at - 1]
                + pieces.words_say(text.column, start, self._first + end)
                + wide,
            )
            for end, wide in room
        ]


def _worth_of_way(way: Way) -> float:
    return way[0]


def _best_of(ways: list[Way]) -> list[Way]:
    return sorted(ways, reverse=True)[:_KEPT] if len(ways) > _KEPT else ways
