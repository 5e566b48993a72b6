"""Decode, count, decode again: the cells of text that stands cell after cell, or block by block in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import counted_in, counts_rows
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.in_order.best_way import best_way
from loaders.plan.stacked.in_order.learnt import at_first
from loaders.plan.stacked.in_order.over_pages import by_section, carried_over, over_pages, put_together
from loaders.plan.stacked.in_order.steps import LEAPS
from loaders.plan.stacked.in_order.stretches import Known, Table, table_of
from loaders.plan.stacked.in_order.sure import cells_of
from loaders.plan.stacked.in_order.table_text import TableText
from loaders.plan.stacked.in_order.taught import taught
from loaders.plan.stacked.sections import Section
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import Width

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """The cells of each section, and the widths of its columns."""

    cells: list[list[Cell]]
    widths: list[Sequence[Width | None]]


def decode(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None = None) -> list[list[Cell]]:
    """The cells of each section in reading order."""
    tables = over_pages(stream, sections)
    parted = by_section(stream, sections, put_together(_decoded(stream, cues, tables, known, 0.0).cells))
    return carried_over(stream, cues, sections, parted)


def decode_blocks(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None = None) -> Decoded:
    """The cells where blocks of text may stand in any order: a row can be left at any column for any other, at a cost
    that the document itself teaches."""
    return _decoded(stream, cues, sections, known, LEAPS)


def blocks_gain(stream: Stream, cues: Cues, sections: Sequence[Section]) -> float:
    """How much better, for each cell, the text reads when rows may be left unfinished than when it must stand in
    order, before either reading has learnt anything: below 0 where it stands in order."""
    tables = _tables(stream, cues, sections, None)
    (in_order, one), (in_blocks, other) = (_first_score(tables, leaps) for leaps in (0.0, LEAPS))
    return (in_blocks - in_order) / max(1, (one + other) / 2)


def suits_at_first(stream: Stream, cues: Cues, sections: Sequence[Section]) -> float:
    """How well the text suits its columns before anything is learnt, a word: what its best reading scores, and what the
    words of its cells say of the columns that they then stand in."""
    tables = _tables(stream, cues, sections, None)
    total, many = 0.0, 0
    for table, of_table in zip(tables, at_first([table.text for table in tables], 0.0), strict=True):
        best = best_way(table, of_table)
        text = table.text
        said = ColumnWords([stream.words[index].text for index in text.words])
        of_kind = [said.of(column.kind) for column in text.columns]
        cells = [
            (text.word_at(one.start), text.word_at(one.end), column) for one, column in best.path if column < text.lead
        ]
        total += best.score + sum(of_kind[column][after] - of_kind[column][first] for first, after, column in cells)
        many += len(text.words)
    return total / max(1, many)


def flow_gain(stream: Stream, cues: Cues, sections: Sequence[Section]) -> float:
    """How much better, for each cell, the text reads when its blank lines tell how the page was set than when they part
    cells, before either reading has learnt anything."""
    parted, one = _first_score(_tables(stream, cues, sections, None), 0.0)
    stream = replace(stream, flows=True)
    flowing, other = _first_score(_tables(stream, cues, sections, None), 0.0)
    return (flowing - parted) / max(1, (one + other) / 2)


def _first_score(tables: Sequence[Table], leaps: float) -> tuple[float, int]:
    """The score of the best reading before it has learnt anything, and its number of cells."""
    learnt = at_first([table.text for table in tables], leaps)
    found = [best_way(table, of_table) for table, of_table in zip(tables, learnt, strict=True)]
    return sum(best.score for best in found), sum(len(best.way) for best in found)


def _decoded(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None, leaps: float) -> Decoded:
    tables = _tables(stream, cues, sections, known)
    texts = [table.text for table in tables]
    learnt = at_first(texts, leaps)
    for _ in range(_ROUNDS):
        paths = [best_way(table, of_table).path for table, of_table in zip(tables, learnt, strict=True)]
        learnt = taught(texts, paths, learnt)
        cues.adapt(
            (text.columns[column].kind, stretch.mask, stretch.length)
            for text, path in zip(texts, paths, strict=True)
            for stretch, column in path
            if column < text.lead
        )
    cells = [cells_of(table, of_table) for table, of_table in zip(tables, learnt, strict=True)]
    return Decoded(cells, [of_table.widths for of_table in learnt])


def _tables(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None) -> list[Table]:
    counts: frozenset[int] = frozenset()
    if any(counts_rows(column.header) for section in sections for column in section.columns):
        counts = counted_in(stream, [section.lines for section in sections])
    return [table_of(TableText(stream, cues, section, counts), known) for section in sections]
