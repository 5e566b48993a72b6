"""Runs of lines read again and again, each time by what the reading before taught."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.stacked.across.beforehand import branching_words, hardly_wider, hardly_wider_apart, rows_name_areas
from loaders.plan.stacked.across.by_columns import Told
from loaders.plan.stacked.across.headings import Run
from loaders.plan.stacked.across.learnt import Learnt, learn, width_of
from loaders.plan.stacked.across.pieces import Pieces
from loaders.plan.stacked.across.strips import Put, Reader
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import counted, counted_at_starts, counts_rows, numbered
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.sections import Column, Section, kinds_of
from loaders.plan.stacked.text import Stream

# By the round of reading, what a piece wider than the column counts against its width: the first reads some too wide.
_WIDER = (1.0, 0.6, 0.9, 1.5)
# The widest line but two tells the table's width: a title that was read as a row may be wider.
_WIDEST = 3


def read_runs(
    stream: Stream,
    cues: Cues,
    tables: Sequence[Section],
    runs: Sequence[Run],
    told: Told | None = None,
) -> list[list[Put]]:
    """The pieces of each run of lines with their cells, read anew with what each reading taught. `told` is what the
    headers tell of the lines, where they do."""
    lines = [line for section in tables for line in section.lines]
    widest = sorted(stream.lines[line].width for line in lines)[-_WIDEST:][0]
    in_parts = frozenset(numbered(stream, lines))
    counts: frozenset[int] = frozenset()
    if any(counts_rows(column.header) for section in tables for column in section.columns):
        counts = frozenset(counted(stream, lines)) or counted_at_starts(stream, lines) or in_parts
        in_parts = frozenset()
    names_areas = rows_name_areas(stream, cues, tables)
    branches = branching_words(stream, runs)
    apart = told.widest(stream) if told else {}
    only = told.only if told else {}
    said = ColumnWords([word.text for word in stream.words])
    pieces = [Pieces(stream, cues, one.columns, branches, said, counts, names_areas, in_parts, only) for one in tables]
    at_most = [hardly_wider_apart(one.columns, hardly_wider(one.columns, widest), apart) for one in tables]
    found: list[list[Put]] = []
    for wider in _WIDER:
        learnt = learn(stream, tables, runs, found) if found else Learnt()
        readers = [
            Reader(stream, _table(learnt, number, section.columns, wider, pieces[number], at_most[number]), told)
            for number, section in enumerate(tables)
        ]
        found = [readers[number].read(run) for number, run in runs]
    return found


def _table(
    learnt: Learnt, number: int, columns: Sequence[Column], wider: float, pieces: Pieces, at_most: Sequence[float]
) -> Table:
    """What is known of the table from the reading so far."""
    kinds = kinds_of(columns)
    widths = [width_of(learnt, number, kinds, column, wider) for column in range(len(columns))]
    return Table(pieces, widths, at_most, learnt.said, learnt.blanks.get(kinds), learnt.stopped.get(kinds))
