"""Text that came block by block, laid out again row by row.

Some programs write a page's blocks in an order of their own (pdftotext does unless told otherwise): parts of rows,
single cells after the table, a header in the middle. The blocks are given columns (in_order/, with leaps; where the
page is set so tight that blocks hold several rows' cells, block_columns.py), put into rows page by page (pages.py), and
written down in that order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.plan.stacked.borders import has_gaps
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.in_blocks.block_columns import cells_in_columns
from loaders.plan.stacked.in_blocks.page_plan import Plan, index_of, is_torn, plan_of, words_in
from loaders.plan.stacked.in_blocks.page_rows import pieces_of, rows_of
from loaders.plan.stacked.in_blocks.title_places import heads_last
from loaders.plan.stacked.in_blocks.unweave import unwoven
from loaders.plan.stacked.in_blocks.written_anew import Group, Unfolded, laid_apart, relaid, written
from loaders.plan.stacked.in_order.decode import blocks_gain, decode_blocks
from loaders.plan.stacked.in_order.stretches import Known
from loaders.plan.stacked.sections import ColumnKind, Section
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import Width

# Below this gain for each cell the text stands in order as it is.
_LEAST_GAIN = -0.02
# What it is worth that a block's lines were given to a column together.
_TOLD = 2.0
# Below this the place of a heading is asked about.
_SURE = 0.75


def unfold(stream: Stream) -> Unfolded | None:
    """The text in the order of the rows; None where it stands in order as it is."""
    if stream.is_ocr or not has_gaps(stream):
        return None
    plan = plan_of(stream)
    if plan is None:
        return None
    if _is_in_order(stream, plan_of(stream, by_words=True) or plan):
        return None
    stream = replace(stream, in_blocks=True)
    cues = Cues(stream)
    in_columns = cells_in_columns(stream, cues, plan)
    filled = _filled(plan)
    cells: Sequence[Sequence[Cell]] = in_columns.cells
    widths: Sequence[Sequence[Width | None]] = _by_section(plan, in_columns.widths)
    if not in_columns.is_tight:
        cues = Cues(stream)
        decoded = decode_blocks(stream, cues, filled)
        cells, widths = decoded.cells, decoded.widths
    woven = unwoven(stream, Cues(stream), filled, widths)
    if woven:
        laid = laid_apart(stream, [[words for _, words in one] for one in woven])
        stream = relaid(stream, laid)
        plan = plan_of(stream) or plan
        cues = Cues(stream)
        filled = _filled(plan)
        if in_columns.is_tight:
            cells = cells_in_columns(stream, cues, plan).cells
        else:
            cells = decode_blocks(stream, cues, filled, _hints(laid, woven)).cells
    return written(stream, plan, _in_rows(stream, cues, plan, filled, cells))


def _filled(plan: Plan) -> list[Section]:
    return [section for page in plan.sections for section in page]


def _by_section(plan: Plan, widths: Sequence[Width | None]) -> list[list[Width | None]]:
    """The widths of each section's columns."""
    return [[widths[index_of(plan.columns, column)] for column in section.columns] for section in _filled(plan)]


def _is_in_order(stream: Stream, plan: Plan) -> bool:
    """Whether the text stands in order as it is."""
    if heads_last(stream, plan) or is_torn(stream, plan):
        return False
    return blocks_gain(stream, Cues(stream), _filled(plan)) < _LEAST_GAIN


def _hints(
    laid: Sequence[tuple[int, ...]], woven: Sequence[Sequence[tuple[ColumnKind | None, tuple[int, ...]]]]
) -> Known:
    """What the parted blocks tell of the columns of their cells, by where the cells' words stand now."""
    kinds = {words: kind for cells in woven for kind, words in cells}
    found: dict[tuple[int, int], Mapping[ColumnKind, float]] = {}
    at = 0
    for words in laid:
        kind = kinds.get(words)
        if kind:
            found[at, at + len(words)] = {kind: _TOLD}
        at += len(words)
    return lambda first, after: found.get((first, after), {})


def _in_rows(
    stream: Stream, cues: Cues, plan: Plan, filled: Sequence[Section], cells: Sequence[Sequence[Cell]]
) -> list[Group]:
    """The words in groups, in the order of the rows."""
    columns = plan.columns
    measure = next((number for number, column in enumerate(columns) if column.kind == "measure"), None)
    has_areas = any(column.kind == "area" for column in columns)
    of_lines = {section.lines: found for section, found in zip(filled, cells, strict=True)}
    laid: list[Group] = []
    above: dict[int, Group] = {}
    marked = {line for mark in plan.marks for line in mark.lines} | plan.running
    for on_page, page in zip(plan.sections, plan.pages, strict=True):
        laid += [Group(words_in(stream, (line,)), "front") for line in page if line < plan.first and line not in marked]
        found = [(section, of_lines[section.lines]) for section in on_page]
        parts = pieces_of(stream, columns, found, plan.marks, page)
        here = [mark for mark in plan.marks if mark.lines[0] in set(page)]
        named = [column for section in on_page for column in section.columns] + [
            column for mark in here if mark.kind == "header" for column in mark.columns
        ]
        own = {index_of(columns, column) for column in named}
        table = tuple(column for number, column in enumerate(columns) if number in own)
        rows, carried = rows_of(stream, cues, parts, measure, bool(above), has_areas)
        for part in carried:
            if part.column in above:
                above[part.column].words += part.words
            else:
                above[part.column or 0] = Group(part.words, "row", part.column, False, part.sure, table)
                last = max((number for number, group in enumerate(laid) if group.kind == "row"), default=len(laid) - 1)
                laid.insert(last + 1, above[part.column or 0])
        is_unsure = any(part.kind == "title" and part.sure < _SURE for row in rows for part in row)
        for row in rows:
            groups = [
                Group(part.words, part.kind, part.column, not place, part.sure, table, is_unsure)
                for place, part in enumerate(row)
            ]
            if groups and groups[0].kind == "row":
                above = {group.column: group for group in groups if group.column is not None}
            laid += groups
        laid += [Group(words_in(stream, (line,)), "running") for line in page if line in plan.running]
    return laid
