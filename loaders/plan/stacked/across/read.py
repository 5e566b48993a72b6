"""Text whose lines may go straight across the columns, read line by line.

Where a table's rows are low, OCR takes the first line of every cell of a row for one line, the second lines for the
next, and so on. Such text is read line by line (strips.py). The columns' widths, how often each is blank and what
stands in it are learnt from the text itself: read, count, read again (rounds.py).
"""

from __future__ import annotations

from dataclasses import replace

from loaders.plan.stacked.across.by_columns import told_by_columns
from loaders.plan.stacked.across.headings import Run, headings_by_columns, runs_between_headings, words_in
from loaders.plan.stacked.across.rounds import read_runs
from loaders.plan.stacked.across.rows import SURE_OF_HEADING, cells_of, rows_of
from loaders.plan.stacked.across.table_lines import going_on, page_tops, whole, with_bars
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.sections import Layout, LineKind, Section
from loaders.plan.stacked.text import Stream


def read_across(stream: Stream, layout: Layout) -> tuple[Stream, Layout, list[Section], list[list[Cell]]] | None:
    """The text with its tables and their cells, read straight across the columns; None where it has no rows."""
    told = {line for line, kind in layout.skipped.items() if kind != "doubt"}
    tables = [section for section in layout.sections if section.columns]
    tops = page_tops(stream) - told
    tables = [replace(one, lines=lines) for one, lines in zip(tables, whole(stream, tables, told | tops), strict=True)]
    tables = going_on(tables)
    inside = {line for section in tables for line in section.lines}
    stream = with_bars(stream, inside)
    cues = Cues(stream)
    runs, headings = runs_between_headings(stream, cues, tables)
    if not runs:
        return None
    found = read_runs(stream, cues, tables, runs)
    skipped: dict[int, LineKind] = {line: kind for line, kind in layout.skipped.items() if line not in inside}
    skipped.update(dict.fromkeys(tops, "title"))
    return stream, replace(layout, skipped=skipped), tables, cells_of(stream, tables, runs, headings, found)


def read_by_columns(stream: Stream) -> tuple[Stream, Layout, list[Section], list[list[Cell]]] | None:
    """The text's cells where OCR read its pages column by column; None where it did not."""
    told = told_by_columns(stream) if stream.is_ocr else None
    if told is None:
        return None
    inside = {line for table in told.tables for line in table}
    stream = with_bars(stream, inside)
    cues = Cues(stream)
    headings = headings_by_columns(stream, cues, told)
    heads = {line for heading in headings.values() for line in heading}
    told = told.without(heads)
    runs: list[Run] = []
    for table in told.tables:
        if runs and table[0] not in headings:
            runs[-1] = (0, (*runs[-1][1], *table))
        else:
            runs.append((0, table))
    if not runs:
        return None
    section = Section(told.columns, tuple(line for _, run in runs for line in run), after_header=runs[0][1][0])
    cells: list[Cell] = []
    for puts in read_runs(stream, cues, [section], runs, told):
        for row in rows_of(stream, told.columns, puts):
            own_lines = sorted({stream.words[index].line for cell in row for index in cell.words})
            over = [headings.pop(line) for line in own_lines if line in headings]
            cells += [Cell(words_in(stream, lines), None, True, SURE_OF_HEADING) for lines in over]
            cells += row
    skipped: dict[int, LineKind] = dict.fromkeys(told.running, "title")
    skipped.update(dict.fromkeys(told.headers, "header"))
    skipped.update(dict.fromkeys(told.instructions, "instruction"))
    front = tuple(line for line in range(told.first) if line not in skipped and line not in heads)
    layout = Layout((*([Section((), front)] if front else []), section), skipped)
    return stream, layout, [section], [cells]
