"""Cells merged over several rows, in text that kept its columns: their lines run on beside row after row.

An area or a cause that holds for several rows is one text; the rows beside it cut it where they begin. What goes on in
the middle of a sentence is of the cell above, and holds for all its rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.stacked.phrases import joining
from loaders.plan.stacked.sections import MERGED, ColumnKind
from loaders.plan.stacked.text import Stream, ends_sentence

_MOST_LOWER = 0.5
"""The share of a column's cells from which to begin in lower case says nothing."""

Row = dict[int, list[int]]
"""The words of a row's cells, by column."""


def whole_cells(stream: Stream, rows: Sequence[Row | None], kinds: Sequence[ColumnKind]) -> list[Row | None]:
    """The rows with each text of such a column in the first row it stands in; None for what is no row (a heading), past
    which no cell goes. A row that holds nothing but the beginning gives it to the next, and is left empty."""
    found = [None if row is None else dict(row) for row in rows]
    for column in (column for column, kind in enumerate(kinds) if kind in MERGED):
        begun = [row[column] for row in found if row and column in row]
        if sum(_is_lower(stream, words) for words in begun) > _MOST_LOWER * len(begun):
            continue
        above: Row | None = None
        for row in found:
            if row is None:
                above = None
            elif column in row:
                if above is not None and _goes_on(stream, above[column], row[column]):
                    words = above.pop(column) + row.pop(column)
                    above = above if above else row
                    above[column] = words
                else:
                    above = row
    return found


def _is_lower(stream: Stream, words: Sequence[int]) -> bool:
    return stream.words[words[0]].text[:1].islower()


def _goes_on(stream: Stream, above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether a cell's words go on in the middle of a sentence: in lower case, or after what ends no text."""
    last = stream.words[above[-1]]
    if ends_sentence(last.text, ".!?:"):
        return False
    return _is_lower(stream, below) or last.text.endswith(",") or last.key in joining(stream.is_ocr)
