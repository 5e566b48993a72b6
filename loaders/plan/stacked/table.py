"""The cells found in stacked text put back into tables, so that they go the way of every other table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.headers import header_role
from loaders.plan.stacked.cells import Cell as Found
from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.headers.words import is_untold
from loaders.plan.stacked.phrases import area_names
from loaders.plan.stacked.sections import Column, ColumnKind, Section, kinds_of
from loaders.plan.stacked.text import Stream
from loaders.records import Cell, Document, Paragraph, Place, Table

_CANONICAL = {
    "area": "Prioriterat samverkansområde", "subarea": "Delområde", "cause": "Orsak", "measure": "Åtgärd",
    "goal": "Mål", "when": "När", "who": "Vem", "followup": "Uppföljning",
    "status": "Status", "comment": "Kommentar", "other": "Nr",
}  # fmt: skip


# In so many rows the goals are blank where they are merged, and of how many such rows one may have a cell left of it.
_FEWEST_MERGED, _NEARLY = 3, 5


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row: its cells as found, the place of its first word, and the stream lines it covers."""

    cells: tuple[Found, ...]
    place: Place
    lines: tuple[int, ...]


def rows_of(stream: Stream, cells: Sequence[Found]) -> list[FoundRow]:
    """The cells parted into rows."""
    rows: list[list[Found]] = []
    for cell in cells:
        if cell.new_row or not rows:
            rows.append([])
        rows[-1].append(cell)
    found = []
    for row in rows:
        lines = sorted({stream.words[index].line for cell in row for index in cell.words})
        found.append(FoundRow(tuple(row), stream.place(lines[0]), tuple(lines)))
    return found


def as_tables(
    document: Document, stream: Stream, sections: Sequence[Section], rows: Sequence[Sequence[FoundRow]]
) -> Document:
    """The document with its stacked text replaced by titles and tables; each cell keeps the line it begins on."""
    blocks: list[Paragraph | Table] = []
    tables = [_cells_of(stream, section, found) for section, found in zip(sections, rows, strict=True)]
    for section, found, table in zip(sections, rows, tables, strict=True):
        blocks += [Paragraph(text, stream.place(line), 2) for line, text in reversed(section.titles)]
        if section.instructions and not section.titles:
            # A table with instructions of its own is a new part of the plan: the title above no longer holds.
            blocks.append(Paragraph("", Place(), 2))
        place = found[0].place if found else Place()
        kinds = kinds_of(section.columns)
        alike = [
            row for one, own in zip(sections, tables, strict=True) if kinds_of(one.columns) == kinds for row in own
        ]
        held = with_merged_goals(table, kinds) if are_goals_merged(alike, kinds) else table
        header = tuple(Cell(_header(column), place) for column in section.columns)
        blocks.append(Table((header, *_instruction_row(stream, section), *held), place))
    return Document(document.name, document.sha256, document.form, tuple(blocks), document.notes)


def _cells_of(stream: Stream, section: Section, rows: Sequence[FoundRow]) -> list[tuple[Cell, ...]]:
    """The cells of the table's rows and headings."""
    counted = counted_headings(stream, area_names(stream.is_ocr))
    return [
        _heading_row(stream, row, len(section.columns))
        if row.cells[0].column is None
        and (row.lines[0] in section.across or counted.get(row.lines[0]) == row.lines[-1] + 1)
        else _table_row(stream, row, section.columns, number == 0)
        for number, row in enumerate(rows)
    ]


def are_goals_merged(rows: Sequence[Sequence[Cell]], kinds: Sequence[ColumnKind]) -> bool:
    """Whether goals hold for several measures: their column is left of the measures', and is blank in some rows and
    only where those to its left are."""
    if not 0 <= _only(kinds, "goal") < _only(kinds, "measure"):
        return False
    goal, measure = _only(kinds, "goal"), _only(kinds, "measure")
    blank = [row for row in rows if row[measure].text.strip() and not row[goal].text.strip()]
    beside = sum(any(cell.text.strip() for cell in row[:goal]) for row in blank)
    return len(blank) >= _FEWEST_MERGED and beside * _NEARLY <= len(blank)


def _only(kinds: Sequence[ColumnKind], kind: ColumnKind) -> int:
    """The place of the one column of the kind; -1 where there are none or several."""
    return kinds.index(kind) if kinds.count(kind) == 1 else -1


def with_merged_goals(rows: Sequence[tuple[Cell, ...]], kinds: Sequence[ColumnKind]) -> list[tuple[Cell, ...]]:
    """The rows, each goal held for the measures under it that have none, as far as nothing left of it changes."""
    goal, measure = kinds.index("goal"), kinds.index("measure")
    found: list[tuple[Cell, ...]] = []
    above = ""
    for row in rows:
        goes_on = not any(cell.text.strip() for cell in row[: goal + 1])
        above = above if goes_on else row[goal].text
        is_held = bool(goes_on and above and row[measure].text.strip())
        held = Cell(above, row[goal].place, "down")
        found.append((*row[:goal], held, *row[goal + 1 :]) if is_held else row)
    return found


def text_of(stream: Stream, cell: Found) -> str:
    """The cell's words, its lines separated by line feeds."""
    lines: dict[int, list[str]] = {}
    for index in cell.words:
        lines.setdefault(stream.words[index].line, []).append(stream.words[index].text)
    return "\n".join(" ".join(words) for words in lines.values())


def _header(column: Column) -> str:
    """The header as written where the vocabulary knows it or nothing tells what it means, else the column's usual
    name, as that of areas under another header."""
    role = header_role(column.header)[0] if column.header else "unknown"
    is_own = is_untold(column) or role not in ("unknown", *(("known",) if column.kind == "area" else ()))
    return column.header if is_own else _CANONICAL[column.kind]


def _instruction_row(stream: Stream, section: Section) -> list[tuple[Cell, ...]]:
    """The instruction row, which tells the reader of tables that a new part of the plan begins."""
    texts: dict[str, list[int]] = {}
    for kind, lines in section.instructions:
        texts.setdefault(kind, []).extend(lines)
    if len(texts) < 2:
        return []
    place = stream.place(min(line for lines in texts.values() for line in lines or (len(stream.lines) - 1,)))
    return [
        tuple(
            Cell("\n".join(stream.lines[line].text for line in texts.get(column.kind, ())), place)
            for column in section.columns
        )
    ]


def _heading_row(stream: Stream, row: FoundRow, width: int) -> tuple[Cell, ...]:
    """A heading that counts on from others: one cell over all columns, which says that it is no measure."""
    return (Cell(text_of(stream, row.cells[0]), row.place), *(Cell("", row.place, "across") for _ in range(width - 1)))


def _table_row(stream: Stream, row: FoundRow, columns: Sequence[Column], is_first: bool) -> tuple[Cell, ...]:
    """The row's cells by column. A heading or paragraph stands in the first one alone, and so does a lone text right
    under the header that names no measure: there is no row above that it could go on with."""
    cells = [Cell("", row.place) for _ in columns]
    for found in row.cells:
        kind = columns[found.column].kind if found.column is not None else None
        if kind is None or (is_first and len(row.cells) == 1 and kind != "measure"):
            return (Cell(text_of(stream, found), row.place), *cells[1:])
        # The first cell's place is the row's; the reader of tables takes it for the whole row.
        place = row.place if found.column == 0 else stream.place(stream.words[found.words[0]].line)
        cells[found.column or 0] = Cell(text_of(stream, found), place)
    return tuple(cells)
