"""A page's cells put into rows, with its headers where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.stacked.borders import is_number
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.marks import HeaderMark
from loaders.plan.stacked.in_blocks.page_plan import bits_of, index_of, tables_of, words_in
from loaders.plan.stacked.in_blocks.pages import Part, PartKind, rows_of_page
from loaders.plan.stacked.in_blocks.piece import Piece
from loaders.plan.stacked.in_blocks.title_places import may_move, placed_titles
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream

# How sure a cell is that was put together of two that the order of the text could not part.
_DOUBLED = 0.5
# How many cells a row has at least.
_FEWEST_IN_ROW = 3


def pieces_of(
    stream: Stream,
    columns: Sequence[Column],
    tables: Sequence[tuple[Section, Sequence[Cell]]],
    marks: Sequence[HeaderMark],
    page: Sequence[int],
) -> list[Piece]:
    """The page's cells and headers in reading order; a header of several columns is a part for each, the words in the
    first."""
    found: list[tuple[int, list[Piece]]] = []
    for section, cell in ((section, cell) for section, cells in tables for cell in cells):
        at = [index_of(columns, column) for column in section.columns]
        if cell.column is None:
            found.append((cell.words[0], [Piece(cell.words, None, "lead", cell.sure)]))
        else:
            alone = tuple(zip(at, cell.alone, strict=False))
            found.append((cell.words[0], [Piece(cell.words, at[cell.column], "row", cell.sure, alone=alone)]))
    lines = set(page)
    own = {mark.lines: bits_of(columns, of_table) for mark, of_table in tables_of(stream, marks, columns)}
    for mark in marks:
        if mark.lines[0] in lines:
            words = words_in(stream, mark.lines)
            if mark.kind == "title" or not mark.columns:
                found.append((words[0], [Piece(words, None, "title")]))
            else:
                kind: PartKind = "header" if mark.kind == "header" else "instruction"
                parts = [
                    Piece(() if place else words, index_of(columns, column), kind, table=own.get(mark.lines, 0))
                    for place, column in enumerate(mark.columns)
                ]
                found.append((words[0], parts))
    return [part for _, parts in sorted(found, key=lambda one: one[0]) for part in parts]


def rows_of(
    stream: Stream, cues: Cues, parts: Sequence[Piece], measure: int | None, has_above: bool, has_areas: bool
) -> tuple[list[list[Piece]], list[Piece]]:
    """The page's rows, its headings where they stand, and what goes on from the page above by column. `has_areas`
    when a column tells the areas: a title stands where it came then."""
    moving = () if has_areas else [part for part in parts if part.kind == "title"]
    staying = [part for at, part in enumerate(parts) if has_areas or not may_move(stream, parts, at)]
    cells = _with_measures(staying, measure)
    told = [_told_of(stream, cues, part, above) for above, part in zip([None, *cells], cells, strict=False)]
    page = rows_of_page(told, measure, has_above)
    carried, *rows = (
        [replace(cells[one], sure=min(cells[one].sure, page.sure[one])) for one in row if cells[one].words]
        for row in page.rows
    )
    if moving:
        rows = [[part for part in row if part.kind != "title"] for row in rows]
    placed = placed_titles(stream, parts, [carried, *rows]) if moving else {}
    found: list[list[Piece]] = []
    for number, row in enumerate((*rows, []), 1):
        found += [[title] for title in placed.get(number, ())]
        found += _without_doubles(row) if row else []
    return found, carried


def _with_measures(parts: Sequence[Piece], measure: int | None) -> list[Piece]:
    """The parts, with the measure found among those that follow each other from its left to its right without one: a
    row has a measure, and the program may have written it last."""
    found = list(parts)
    if measure is None:
        return found
    run: list[int] = []
    for number in range(len(parts) + 1):
        part = parts[number] if number < len(parts) else None
        if part and part.kind == "row" and (not run or (parts[run[-1]].column or 0) < (part.column or 0)):
            run.append(number)
            continue
        columns = [parts[one].column or 0 for one in run]
        if len(run) >= _FEWEST_IN_ROW and measure not in columns and columns[0] < measure < columns[-1]:
            worth = {one: _worth_as(parts[one], measure) for one in run}
            best = max(run, key=lambda one: worth[one])
            if worth[best] > 0:
                found[best] = replace(parts[best], column=measure, sure=min(parts[best].sure, _DOUBLED))
        run = [number] if part and part.kind == "row" else []
    return found


def _worth_as(part: Piece, column: int) -> float:
    """How much better the part reads as a cell of that column than of its own."""
    alone = dict(part.alone)
    return alone.get(column, float("-inf")) - alone.get(part.column or 0, 0.0)


def _told_of(stream: Stream, cues: Cues, part: Piece, above: Piece | None) -> Part:
    """What the part tells of the row it stands in, after the part before it."""
    if not part.words:
        return Part(part.column, part.kind, table=part.table)
    first = part.words[0]
    text = stream.words[first].text
    number = int(text) if len(part.words) == 1 and is_number(text) else None
    is_joined = above is not None and above.column == part.column and _is_right_under(stream, above, first)
    numbered = cues.numbered[first] is not None
    return Part(part.column, part.kind, number, numbered, text[:1].islower(), part.table, is_joined)


def _is_right_under(stream: Stream, above: Piece, first: int) -> bool:
    """Whether the word begins the line under the part's last one, without a blank line between."""
    line = stream.words[first].line
    return bool(above.words) and stream.words[above.words[-1]].line == line - 1 and not stream.lines[line].gap


def _without_doubles(cells: Sequence[Piece]) -> list[list[Piece]]:
    """The row from left to right, its second cells of one column joined to the first, with doubt; where there are
    several such columns they are a row of their own."""
    first: dict[int | None, Piece] = {}
    second: list[Piece] = []
    for cell in cells:
        if cell.column in first:
            second.append(cell)
        else:
            first[cell.column] = cell
    rows = [first]
    if len({cell.column for cell in second}) > 1:
        rows.append({})
    for cell in second:
        above = rows[-1].get(cell.column)
        words = (*above.words, *cell.words) if above else cell.words
        rows[-1][cell.column] = replace(cell, words=words, sure=min(cell.sure, _DOUBLED))
    return [sorted(row.values(), key=lambda part: part.column or 0) for row in rows]
