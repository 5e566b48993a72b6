"""The pieces of a reading as cells row by row, each as sure as what is known of it makes it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from loaders.plan.stacked.across.headings import Run, words_in
from loaders.plan.stacked.across.strips import Put
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream

# How sure a cell is by what is known of it: that it begins in the middle of a line, and each of its lines that it
# shares with other cells or stands in alone; a heading; a cell whose row others of its column may have.
_BEGINS_INSIDE, _BEGINS_AT_RULE, _SHARED, _ALONE, SURE_OF_HEADING, _ANY_ROW = 0.9, 0.97, 0.9, 0.98, 0.9, 0.4
# By how much (log-odds) the best way must be ahead of another: by less than the least, and every third status read was
# wrong; where all pieces of a cell that says how it went were far ahead, none was, however many lines the cell shares.
_LEAST_AHEAD, _BARELY_AHEAD, _FAR_AHEAD = 1.0, 0.65, 3.0
_SAYS = ("followup", "status")


def cells_of(
    stream: Stream,
    tables: Sequence[Section],
    runs: Sequence[Run],
    headings: Mapping[int, Sequence[tuple[int, ...]]],
    found: Sequence[Sequence[Put]],
) -> list[list[Cell]]:
    """Each table's cells row by row, its headings where they stand."""
    placed: dict[int, list[tuple[int, list[Cell]]]] = defaultdict(list)
    for number, of_table in headings.items():
        for lines in of_table:
            placed[number].append((lines[0], [Cell(words_in(stream, lines), None, True, SURE_OF_HEADING)]))
    for (number, run), puts in zip(runs, found, strict=True):
        placed[number] += [(run[0], row) for row in rows_of(stream, tables[number].columns, puts)]
    return [
        [cell for _, row in sorted(placed[number], key=lambda one: one[0]) for cell in row]
        for number in range(len(tables))
    ]


def rows_of(stream: Stream, columns: Sequence[Column], puts: Sequence[Put]) -> list[list[Cell]]:
    """The cells of the pieces' rows, from left to right."""
    shared = Counter(stream.words[put.words[0]].line for put in puts)
    unsure = _of_any_row(puts)
    rows: dict[int, dict[int, list[Put]]] = defaultdict(lambda: defaultdict(list))
    for put in puts:
        rows[put.row][put.column].append(put)
    found = []
    for row in sorted(rows):
        cells: list[Cell] = []
        for column in sorted(rows[row]):
            own = rows[row][column]
            ahead = min(put.margin for put in own)
            is_clear = columns[column].kind in _SAYS and ahead >= _FAR_AHEAD
            sure = math.prod(
                _SHARED if shared[stream.words[put.words[0]].line] > 1 and not is_clear else _ALONE for put in own[1:]
            )
            first = stream.words[own[0].words[0]]
            if stream.lines[first.line].first != own[0].words[0]:
                sure *= _BEGINS_AT_RULE if first.barred else _BEGINS_INSIDE
            sure = min(sure, _ANY_ROW) if (row, column) in unsure else sure
            sure = min(sure, _BARELY_AHEAD) if ahead < _LEAST_AHEAD else sure
            words = tuple(index for put in own for index in range(*put.words))
            cells.append(Cell(words, column, not cells, sure))
        found.append(cells)
    return found


def _of_any_row(puts: Sequence[Put]) -> set[tuple[int, int]]:
    """The cells, by row and column, whose row nothing shows: OCR read several rows' cells of one column before those of
    the next, and this column has fewer of them than there are rows."""
    strips: dict[int, list[Put]] = defaultdict(list)
    for put in puts:
        strips[put.strip].append(put)
    found: set[tuple[int, int]] = set()
    for strip in strips.values():
        rows = {put.row for put in strip}
        if len(rows) < 2 or len({put.block for put in strip}) < 2:
            continue
        for column in {put.column for put in strip}:
            own = {(put.row, put.column) for put in strip if put.column == column}
            if len(own) < len(rows):
                found |= own
    return found
