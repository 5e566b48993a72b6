"""The ways to part a line into pieces that each go on with a cell."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.stacked.across.pieces import NAMES_AREA, WORDING, Text
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.way import WAYS, Room, Way, best_of, worth_of


class GoingOn:
    """The pieces of the line words[first:after] that go on with cells, and the ways they make."""

    def __init__(self, table: Table, first: int, after: int, room: Sequence[Room]) -> None:
        self._table = table
        self._first, self._after = first, after
        self._count = after - first
        self._room = room
        self._going: dict[tuple[Text, int], list[tuple[int, float]]] = {}
        self._ending: dict[tuple[Text, int], list[float]] = {}
        self._known: dict[tuple[Text, ...], list[Way]] = {}
        self._coming: dict[tuple[Text, ...], tuple[list[list[Way]], list[Way]]] = {}
        self._none_come: tuple[list[list[Way]], list[Way]] = ([[(0.0, ())], *([] for _ in range(self._count - 1))], [])

    def continuing(self, texts: tuple[Text, ...]) -> list[Way]:
        """The best ways to part the line into pieces that each go on with one of these cells."""
        if not texts:
            return []
        found = self._known.get(texts)
        if found is None:
            found = self._known[texts] = self._continued(texts)
        return found

    def goes_on(self, text: Text, at: int) -> list[tuple[int, float]]:
        """Where a piece that goes on with the cell from the word may end, with what it is worth."""
        found = self._going.get((text, at))
        if found is None:
            found = self._going[text, at] = self._worth_on(text, at, self._room[text.column][at])
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
        return sorted(found + best_of(ways), key=worth_of, reverse=True)[:WAYS]

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
            for end, worth in self.goes_on(text, at) if ways else ():
                placed = (text.column, first + at, first + end)
                arriving[end] += [(score + worth, (*pieces, placed)) for score, pieces in ways]
        found = found + best_of(arriving.pop())
        reach = [best_of(one + other) if other else one for one, other in zip(before, arriving, strict=True)]
        self._coming[texts] = reach, found
        return reach, found

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
        base = pieces.goes_on(start, text) + self._table.full(text, start)
        inner = pieces.inner(start, text.column)
        masks = pieces.masks(start)
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
