"""The cells found in stacked text put back into tables, so that they go the way of every other table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.plan.headers import header_role
from loaders.plan.stacked.cells import Cell as Found
from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.headers.words import is_untold
from loaders.plan.stacked.phrases import area_names
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream
from loaders.records import Cell, Document, Paragraph, Place, Table

_CANONICAL = {
    "area": "Prioriterat samverkansområde", "subarea": "Delområde", "cause": "Orsak", "measure": "Åtgärd",
    "goal": "Mål", "when": "När", "who": "Vem", "followup": "Uppföljning",
    "status": "Status", "comment": "Kommentar", "other": "Nr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row: its cells as found, the place of its first word, and the stream lines it covers. `held` is the goal of
    a row above that holds for it too."""

    cells: tuple[Found, ...]
    place: Place
    lines: tuple[int, ...]
    held: Found | None = None


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
    """The document with its stacked text replaced by titles and tables; each cell keeps the line it begins on, one
    held for a row that of the row."""
    blocks: list[Paragraph | Table] = []
    counted = counted_headings(stream, area_names(stream.is_ocr))
    for section, found in zip(sections, rows, strict=True):
        blocks += [Paragraph(text, stream.place(line), 2) for line, text in reversed(section.titles)]
        if section.instructions and not section.titles:
            # A table with instructions of its own is a new part of the plan: the title above no longer holds.
            blocks.append(Paragraph("", Place(), 2))
        place = found[0].place if found else Place()
        header = tuple(Cell(_header(column), place) for column in section.columns)
        cells = _cells_of(stream, section, found, counted)
        blocks.append(Table((header, *_instruction_row(stream, section), *cells), place))
    return Document(document.name, document.sha256, document.form, tuple(blocks), document.notes)


def _cells_of(
    stream: Stream, section: Section, rows: Sequence[FoundRow], counted: Mapping[int, int]
) -> list[tuple[Cell, ...]]:
    """The cells of the table's rows and headings; `counted` are the headings that count on, each with the line
    after."""
    return [
        _heading_row(stream, row, len(section.columns))
        if row.cells[0].column is None
        and (row.lines[0] in section.across or counted.get(row.lines[0]) == row.lines[-1] + 1)
        else _table_row(stream, row, section.columns, number == 0)
        for number, row in enumerate(rows)
    ]


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
    if row.held:
        cells[row.held.column or 0] = Cell(text_of(stream, row.held), row.place, "down")
    return tuple(cells)
