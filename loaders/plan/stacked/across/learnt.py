"""What a reading teaches of the columns: their widths, how often each is blank, and what stands in it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.plan.stacked.across.headings import Run
from loaders.plan.stacked.across.pieces import letters_of
from loaders.plan.stacked.across.strips import Put
from loaders.plan.stacked.across.table import BLANK, usually_stopped
from loaders.plan.stacked.sections import ColumnKind, Section, kinds_of
from loaders.plan.stacked.text import Stream, ends_sentence
from loaders.plan.stacked.widths import SPACE, Break, BreakCount

# How much wider or narrower than its column a piece may be reckoned; how much the pieces of like tables count (0.2
# read the invented plans' OCR text worse, 1 alike); and with fewer pieces than these no width is told.
_SLACK, _LIKE, _FEWEST_PIECES = 0.02, 0.5, 5
# How many rows the usual share of blank cells counts as, and how many cells that of those that end with a stop: no
# other numbers were tried for the second.
_TRUST, _TRUST_STOPPED = 12.0, 6.0

_Kinds = tuple[ColumnKind, ...]
# A column of one table, by the table's number, or of all like it, by what their columns hold.
_OfColumn = tuple[int | _Kinds, int]


@dataclass(slots=True)
class Learnt:
    """What a reading teaches: breaks and widths of pieces, by column of one table and of all like it; how often the
    columns of like tables are blank, and their cells end with a stop; and how often each piece stands in each kind of
    column."""

    breaks: dict[_OfColumn, list[Break]] = field(default_factory=lambda: defaultdict(list))
    pieces: dict[_OfColumn, list[int]] = field(default_factory=lambda: defaultdict(list))
    blanks: dict[_Kinds, list[float]] = field(default_factory=dict)
    stopped: dict[_Kinds, list[float]] = field(default_factory=dict)
    said: Mapping[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)


def learn(stream: Stream, tables: Sequence[Section], runs: Sequence[Run], found: Sequence[Sequence[Put]]) -> Learnt:
    """What the pieces of all runs teach, as the reading has `found` them."""
    learnt = Learnt(said=_counted(stream, tables, runs, found))
    rows: Counter[_Kinds] = Counter()
    filled: dict[_Kinds, Counter[int]] = defaultdict(Counter)
    stopped: dict[_Kinds, Counter[int]] = defaultdict(Counter)
    for (number, _), puts in zip(runs, found, strict=True):
        kinds = kinds_of(tables[number].columns)
        last: dict[int, Put] = {}
        for put in puts:
            above = last.get(put.column)
            for key in ((number, put.column), (kinds, put.column)):
                learnt.pieces[key].append(_width(stream, put.words))
                if above and above.row == put.row:
                    learnt.breaks[key].append(_break(stream, above, put))
            last[put.column] = put
        rows[kinds] += len({put.row for put in puts})
        ends = {(put.column, put.row): put.words[1] - 1 for put in puts}
        stopped[kinds].update(column for (column, _), at in ends.items() if ends_sentence(stream.words[at].text))
        filled[kinds].update(column for column, _ in {(put.column, put.row) for put in puts})
    for kinds, count in rows.items():
        learnt.blanks[kinds] = [
            (count - filled[kinds][column] + _TRUST * BLANK[kind]) / (count + _TRUST)
            for column, kind in enumerate(kinds)
        ]
        learnt.stopped[kinds] = [
            (stopped[kinds][column] + _TRUST_STOPPED * usually_stopped(kind)) / (filled[kinds][column] + _TRUST_STOPPED)
            for column, kind in enumerate(kinds)
        ]
    return learnt


def _counted(
    stream: Stream, tables: Sequence[Section], runs: Sequence[Run], found: Sequence[Sequence[Put]]
) -> Mapping[tuple[str, tuple[str, ...]], int]:
    return Counter(
        (tables[number].columns[put.column].kind, letters_of(stream.words[put.words[0] : put.words[1]]))
        for (number, _), puts in zip(runs, found, strict=True)
        for put in puts
    )


def _width(stream: Stream, piece: tuple[int, int]) -> int:
    return stream.words[piece[1] - 1].end - stream.words[piece[0]].start


def _break(stream: Stream, above: Put, below: Put) -> Break:
    width = _width(stream, above.words)
    return Break(width, width + SPACE + _width(stream, (below.words[0], below.words[0] + 1)))


def width_of(learnt: Learnt, number: int, kinds: _Kinds, column: int, wider: float) -> int | None:
    """The width that satisfies most of the column's breaks and that few of its pieces are wider than, less by those of
    like tables; None when there are too few."""
    own, like = (number, column), (kinds, column)
    if len(learnt.pieces.get(like, ())) < _FEWEST_PIECES:
        return None
    of_own, of_like = _Fit(learnt, own, wider), _Fit(learnt, like, wider)
    best, most = 0, -math.inf
    for candidate in sorted(set(learnt.pieces.get(own) or learnt.pieces[like])):
        worth = of_own.of(candidate) + _LIKE * of_like.of(candidate)
        if worth > most:
            best, most = candidate, worth
    return best


class _Fit:
    """How well a width fits a column's breaks and pieces."""

    def __init__(self, learnt: Learnt, key: _OfColumn, wider: float) -> None:
        self._breaks = BreakCount(learnt.breaks.get(key, ()))
        self._pieces = sorted(learnt.pieces.get(key, ()))
        self._wider = wider

    def of(self, candidate: int) -> float:
        """How many more breaks a column so wide explains than it does not, less the pieces that are wider."""
        low, high = candidate * (1 - _SLACK), candidate * (1 + _SLACK)
        narrower = self._breaks.up_to(high)
        fitting = narrower - self._breaks.room_for_next(low)
        return 2 * fitting - narrower - self._wider * (len(self._pieces) - bisect_right(self._pieces, high))
