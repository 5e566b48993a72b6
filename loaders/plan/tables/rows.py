"""The rows of one table, each taken for what it is, with an account of every one."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.classify import (
    Kind,
    classify,
    is_legend,
    is_of_other_table,
    is_summary,
    opens_legend,
    opens_summary,
    own_cells,
)
from loaders.plan.headers import Header, read_header, takes_two_rows
from loaders.plan.tables.header_row import find_header, take_header
from loaders.plan.tables.headings import (
    beside_one_another,
    is_counted,
    is_loud,
    is_shouted_alone,
    take_heading,
    take_instruction,
    take_level,
    take_shouted,
)
from loaders.plan.tables.levels import level_of
from loaders.plan.tables.measures import take_continued, take_measure, take_unnamed
from loaders.plan.tables.paragraphs import read_paragraph
from loaders.plan.tables.state import LONGEST_HEADING, Reader, key_of
from loaders.records import AccountLine, Cell, Paragraph, Place
from loaders.text import collapse

_MOSTLY = 0.75


def read_rows(reader: Reader, rows: Sequence[tuple[Cell, ...]], alike: frozenset[str] = frozenset()) -> None:
    """Take in the rows of a table, from top to bottom; `alike` are headings that other pages of it show to be so."""
    after_header = skip = blank = legend = summary = other = False
    title_rows = find_header(rows, start=0) or 0
    loud = is_loud(rows[title_rows + 1 :])
    reader.alike = beside_one_another(rows[title_rows + 1 :]) | alike
    for index, cells in enumerate(rows):
        if skip:
            skip = False
            reader.account.append(line_of(cells, Kind("header", "kolumnrubrikernas andra rad"), cells[0].place))
            continue
        over = None if index < title_rows else reader.header
        kind = classify(cells, over, after_header=after_header, is_set_apart=key_of(cells) in reader.set_apart)
        if kind.kind == "doubt" and reader.counted and is_counted(cells):
            kind = Kind("heading", "numrerad som områdena, ensam på raden")
        if reader.header is not None and index > title_rows and kind.kind not in ("header", "blank"):
            opens = opens_legend(cells)
            legend = opens or ((blank or legend) and is_legend(cells, reader.header, opened=legend))
            summary = (blank and opens_summary(cells)) or (summary and not blank and is_summary(cells))
            goes_on = other and not (blank and (kind.kind == "heading" or _plans(cells, reader.header)))
            other = goes_on or (blank and _begins_other_table(rows[index : index + 2]))
            if other:
                kind = Kind("prose", "annan tabell under planen")
            elif summary:
                kind = Kind("total", "sammanställning under tabellen")
            elif legend:
                kind = Kind("prose", "teckenförklaring")
            elif kind.kind in ("measure", "doubt") and _stands_over_header(cells, rows[index + 1 :]):
                kind = Kind("heading", "rubrik över nya kolumnrubriker")
        other = other and kind.kind != "header"
        blank = kind.kind == "blank"
        place = next((cell.place for cell in cells), Place())
        if kind.kind == "header":
            below = rows[index + 1] if index + 1 < len(rows) else ()
            skip = bool(below) and takes_two_rows(cells, below)
            above = rows[index - 1] if index else ()
            take_header(reader, cells, below if skip else (), rows[index + 1 + skip :], above)
            after_header = True
        elif kind.kind == "instruction":
            take_instruction(reader, cells, kind)
        elif kind.kind == "heading":
            take_heading(reader, cells)
            after_header = False
        elif kind.kind in ("measure", "doubt") and not loud and is_shouted_alone(cells):
            kind = Kind("heading", "rubrik i versaler, ensam på raden")
            take_shouted(reader, cells)
            after_header = False
        elif kind.kind == "measure" and reader.levelled and level_of(reader.header, cells):
            kind = take_level(reader, cells)
        elif kind.kind == "measure":
            take_measure(reader, cells)
            after_header = False
        elif kind.kind == "continued":
            kind = take_continued(reader, cells, kind)
        elif kind.kind == "prose" and index < title_rows:
            for text in dict.fromkeys(cell.text for cell in cells if cell.text.strip()):
                read_paragraph(reader, Paragraph(text, place))
        elif kind.kind == "doubt":
            take_unnamed(reader, cells)
            after_header = False
        reader.account.append(line_of(cells, kind, place))


def _plans(cells: Sequence[Cell], header: Header) -> bool:
    """Whether a row says when or by whom, and what."""
    filled = {header.columns[index].role for index, cell in enumerate(cells[: header.width]) if cell.text.strip()}
    return "measure" in filled and bool(filled & {"when", "start", "end", "who", "partner"})


def _begins_other_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table that is no plan begins here: with its header, or with a title over it."""
    texts = [cell.text for cell in own_cells(rows[0])]
    return is_of_other_table(rows[0], _MOSTLY) or (
        len(texts) == 1 and len(rows) > 1 and is_of_other_table(rows[1], _MOSTLY)
    )


def _stands_over_header(cells: Sequence[Cell], following: Sequence[Sequence[Cell]]) -> bool:
    """Whether a lone short text is followed by column headers: the title of the table that begins there."""
    texts = [cell.text for cell in own_cells(cells)]
    after = next((row for row in following if any(cell.text.strip() for cell in row)), ())
    return len(texts) == 1 and len(texts[0]) <= LONGEST_HEADING and read_header(after) is not None


def line_of(cells: Sequence[Cell], kind: Kind, place: Place) -> AccountLine:
    """What became of a row, for the account."""
    text = " | ".join(collapse(cell.text) for cell in own_cells(cells))
    return AccountLine(cells[0].place if cells else place, kind.kind, text, kind.reason)
