"""Plans whose tables are gone: the rows found again in stacked text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.plan.stacked.across.read import read_across, read_by_columns
from loaders.plan.stacked.across.shape import Across, how_across
from loaders.plan.stacked.borders import has_gaps
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.goals import with_held_goals
from loaders.plan.stacked.headers.lent import lent, lent_followup
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.in_blocks.unfold import unfold
from loaders.plan.stacked.in_columns.layout import keeps_columns, read_columns
from loaders.plan.stacked.in_order.decode import decode, flow_gain
from loaders.plan.stacked.known import known_hints
from loaders.plan.stacked.places import with_places
from loaders.plan.stacked.sections import Layout, LineKind, Section
from loaders.plan.stacked.table import as_tables, rows_of
from loaders.plan.stacked.text import Stream, stream_of
from loaders.plan.stacked.told import told
from loaders.plan.stacked.untold import told_by_trial
from loaders.plan.tables.read import rows_from_tables
from loaders.records import Document, Row, Written

# How much better for each word the reading across the columns is held to be, by the shape of the lines.
_ACROSS: Mapping[Across, float] = {"likely": 0.06, "perhaps": 0.0, "hardly": -0.06}
# How much better for each word the text must read with a column that no header of it names: of the invented plans only
# one lost such a header, and read by 0.36 better with it.
_LEAST_OF_LENT = 0.15
# Above this gain for each cell the blank lines tell how the page was set (below -0.4 where another program put them);
# and what it is worth that fewer lines stand alone between blank ones than this share of the fragments: of 16 plans set
# so a third at most do, and of those where blank lines part the cells two fifths or more.
_LEAST_FLOW_GAIN = -0.2
_ALONE, _WORTH_OF_ALONE = 0.35, 2.0

_Cells = tuple[Stream, Layout, list[Section], list[list[Cell]]]


def rows_from_stacked(document: Document, known: Sequence[Row] = ()) -> Written:
    """The measures of a document whose tables came through as stacked paragraphs.

    `known` are the rows of another document of the same plan; their texts anchor the columns. Every row has a
    confidence (how likely its weakest cell is), every weak border a doubt with its line, and the account tells what
    became of each line.
    """
    as_it_stands = stream_of(document)
    stream, layout, sections, cells = find_cells(as_it_stands, known)
    cells = with_places(stream, sections, cells)
    found = with_held_goals(sections, [rows_of(stream, of_section) for of_section in cells])
    written = rows_from_tables(as_tables(document, stream, sections, found))
    return told(as_it_stands, stream, layout, sections, found, written)


def find_cells(stream: Stream, known: Sequence[Row] = ()) -> _Cells:
    """The text parted into tables, and each table's cells: by where words stand where the columns were kept, else by
    what the words say. The stream comes back too: in the order of the rows where the text stood in another. Text whose
    lines may have been read straight across the columns is read so and cell after cell, and that reading kept whose
    cells suit their columns better."""
    if keeps_columns(stream):
        sections, cells, taken = read_columns(stream)
        skipped: dict[int, LineKind] = dict.fromkeys(taken, "header")
        skipped |= {line: "title" for section in sections for line, _ in section.titles}
        return stream, Layout(tuple(sections), skipped), sections, cells
    stream = whole_words(stream)
    by_columns = read_by_columns(stream)
    if by_columns:
        return by_columns
    layout = layout_of(stream)
    how = how_across(stream, layout)
    best = _in_order(stream, known)
    if how == "no":
        return best
    suits = _suiting(best) - _ACROSS[how]
    for one in _layouts(layout, how):
        across = read_across(stream, one)
        if across and (worth := _suiting(across)) > suits:
            best, suits = across, worth
    fuller = lent_followup(layout) if how == "likely" else None
    across = read_across(stream, fuller) if fuller else None
    return across if across and _suiting(across) > suits + _LEAST_OF_LENT else best


def _layouts(layout: Layout, how: Across) -> list[Layout]:
    """The layouts to read across: this one, and where that is likely the same with the columns that OCR may have lost
    from its headers."""
    fuller = lent(layout) if how != "hardly" else None
    return [layout, fuller] if fuller else [layout]


def _in_order(stream: Stream, known: Sequence[Row]) -> _Cells:
    """The cells of text that stands cell after cell or block by block."""
    stream = flowing(stream)
    unfolded = None if stream.flows else unfold(stream)
    if unfolded:
        layout = Layout((*unfolded.front, *unfolded.sections), unfolded.skipped)
        return unfolded.stream, layout, unfolded.sections, unfolded.cells
    layout = layout_of(stream)
    sections = [section for section in layout.sections if section.columns]
    sections = told_by_trial(stream, Cues(stream), sections)
    cells = decode(stream, Cues(stream), sections, known_hints(stream, known) if known else None)
    return stream, layout, sections, cells


def _suiting(found: _Cells) -> float:
    """How well the wording and the words of the cells suit their columns: log-likelihood ratios, per word."""
    stream, _, sections, cells = found
    cues, total = Cues(stream), 0.0
    words = ColumnWords([word.text for word in stream.words])
    for section, of_section in zip(sections, cells, strict=True):
        for cell in of_section:
            if cell.column is not None and cell.words:
                mask = cues.start_mask(cell.words[0], cell.words[-1] + 1)
                for word in cell.words:
                    mask |= cues.any[word]
                kind = section.columns[cell.column].kind
                total += cues.scores(mask, len(cell.words))[KINDS.index(kind)]
                said = words.of(kind)
                total += sum(said[word + 1] - said[word] for word in cell.words)
    return total / max(1, len(stream.words))


def flowing(stream: Stream) -> Stream:
    """The text, told to be in the order its pages were set in where its blank lines are read best so."""
    if stream.is_ocr or not has_gaps(stream):
        return stream
    sections = [section for section in layout_of(stream).sections if section.columns]
    least = _LEAST_FLOW_GAIN - _WORTH_OF_ALONE * (_ALONE - _share_alone(stream))
    is_set = bool(sections) and flow_gain(stream, Cues(stream), sections) > least
    return replace(stream, flows=is_set)


def _share_alone(stream: Stream) -> float:
    """The share of fragments that are one line of the source: where cells run together few are."""
    begin = [line for line in stream.lines if line.gap]
    return sum(below.number - below.gap == line.number + 1 for line, below in pairwise(begin)) / max(1, len(begin))
