"""What a round of reading takes for known of the lines under one header."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from loaders.plan.stacked.across.pieces import SENTENCES, Pieces, Placed, Text
from loaders.plan.stacked.sections import MERGED, ColumnKind
from loaders.plan.stacked.widths import SPACE

# How often each kind of column is blank, before the text has told.
BLANK = {"area": 0.3, "subarea": 0.4, "cause": 0.3, "measure": 0.03, "goal": 0.2, "when": 0.15, "who": 0.15,
          "followup": 0.2, "status": 0.2, "comment": 0.5, "other": 0.5}  # fmt: skip
# How often the cells of a column of sentences, or of another one, end with a stop, before the text has told; and what
# each cell less that ends otherwise counts against one that would (of -2, -3 and -4 most rows of the invented plans).
_STOPPED, _STOPPED_ELSE, _UNSTOPPED = 0.5, 0.1, -3.0
# Log-odds: that a cell goes on from a line that was full, from one that was not, or where the width is not known.
_FULL, _NOT_FULL, _UNKNOWN_FULL = 0.6, -3.0, -0.2
# How much wider or narrower than the column a line may be: widths are reckoned in another typeface than the page's.
_TOLERANCE = 0.04
# Log-odds, for each time: that the reading so far has the same piece in the column elsewhere.
_SAID_PIECE, _MOST_SAID = 0.6, 2.5
# That a row has no measure, beside that the column is blank.
_NO_MEASURE = -5.0
# Goals too may be merged over several rows. They seldom end with a stop, but here the widths and wordings tell as well.
_MERGED: frozenset[ColumnKind] = MERGED | {"goal"}


def usually_stopped(kind: ColumnKind) -> float:
    """How often the cells of a column end with a stop, before the text has told."""
    return _STOPPED if kind in SENTENCES else _STOPPED_ELSE


class Table:
    """What a round of reading takes for known of the lines under one header: the columns' widths (one that is not known
    is hardly more than `widest`), how often each is blank and its cells end with a stop, and how often the reading so
    far has each piece in each kind of column."""

    def __init__(
        self,
        pieces: Pieces,
        widths: Sequence[int | None],
        widest: Sequence[float],
        said: Mapping[tuple[str, tuple[str, ...]], int],
        blanks: Sequence[float] | None = None,
        stopped: Sequence[float] | None = None,
    ) -> None:
        self.pieces = pieces
        self.many = len(pieces.kinds)
        self.measure = pieces.kinds.index("measure") if "measure" in pieces.kinds else -1
        self.limits = [
            width * (1 + _TOLERANCE) if width is not None else wide for width, wide in zip(widths, widest, strict=True)
        ]
        shares = blanks or [BLANK[kind] for kind in pieces.kinds]
        self.blank = [
            math.log(share) + (_NO_MEASURE if number == self.measure else 0.0) for number, share in enumerate(shares)
        ]
        self.fill = [math.log(1 - share) for share in shares]
        usual = [usually_stopped(kind) for kind in pieces.kinds]
        self._unstopped = [_UNSTOPPED * (share - before) for share, before in zip(stopped or usual, usual, strict=True)]
        self._widths = widths
        self._said = said
        self._again = {keys for _, keys in said}
        self.missing = _Costs(self.blank)
        self.merged = [column for column, kind in enumerate(pieces.kinds) if kind in _MERGED]

    def ends(self, text: Text) -> float:
        """What it is worth that the cell ends with its last piece."""
        return self.pieces.ends(text) + (self._unstopped[text.column] if self.pieces.is_unstopped(text) else 0.0)

    def full(self, text: Text, at: int) -> float:
        """What it is worth that the cell's last piece left no room for the word."""
        width = self._widths[text.column]
        if width is None:
            return _UNKNOWN_FULL
        words = self.pieces.words
        with_next = words[text.after - 1].end - words[text.first].start + SPACE + words[at].end - words[at].start
        return _FULL if with_next > width * (1 - _TOLERANCE) else _NOT_FULL

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
