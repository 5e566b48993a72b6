"""A Document's tables to rows as written, with an account of every table row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from loaders.plan.classify import Kind, heads_other_table, is_of_other_table, labels_area
from loaders.plan.guessed import Guess, guessed_columns, guessed_header
from loaders.plan.headers import Role, guessed, takes_two_rows
from loaders.plan.parted_columns import with_parted_columns
from loaders.plan.tables.align import place_cells
from loaders.plan.tables.header_row import find_header
from loaders.plan.tables.headings import beside_one_another
from loaders.plan.tables.paragraphs import read_paragraph
from loaders.plan.tables.rows import line_of, read_rows
from loaders.plan.tables.state import OF_ROWS, Reader, begin_section, key_of
from loaders.plan.tables.transpose import upright
from loaders.records import Cell, Document, Doubt, Paragraph, Place, Table, Written
from loaders.text import collapse

_LEAST_TOLD = 3
"""So many cells an instruction row fills."""
_GUESSED_AS: dict[Role, str] = {
    "measure": "Åtgärd", "when": "När", "who": "Vem", "status": "Status", "followup": "Uppföljning", "goal": "Mål",
    "cause": "Orsak", "subarea": "Delområde", "area": "Område",
}  # fmt: skip


def rows_from_tables(document: Document, *, is_complete: bool = False) -> Written:
    """The measures of all tables in document order, and what became of every table row.

    `is_complete` when each row says all of its own, so that a blank cell goes on with none above.
    """
    document, parted = with_parted_columns(document)
    slanted, repeated = _below_headers(document)
    reader = Reader(is_complete=is_complete, slanted=slanted, repeated=repeated)
    headed = [] if has_plan_table(document) else guessed_header(document)
    named = {guess.header: guess.role for guess in headed}
    with guessed(named):
        guesses = headed + guessed_columns(document)
    with guessed({guess.header: guess.role for guess in guesses}):
        for block, alike in _with_alike(document):
            if isinstance(block, Paragraph):
                read_paragraph(reader, block)
            else:
                _read_table(reader, block, alike)
    reader.doubts.extend(doubt for doubt in parted if (doubt.text, "when") in reader.read_as)
    reader.doubts.extend(
        Doubt(_question(guess), guess.place, guess.header)
        for guess in guesses
        if (guess.header, guess.role) in reader.read_as
    )
    return Written(
        tuple(reader.rows),
        tuple(reader.account),
        tuple(reader.doubts),
        tuple(dict.fromkeys(header for header, role in reader.read_as if role == "unknown")),
        tuple(reader.read_as),
        tuple(reader.lone_causes),
    )


def _question(guess: Guess) -> str:
    if guess.known == "unknown":
        said = "är okänd"
    elif guess.known in _GUESSED_AS:
        said = f"kan betyda {_GUESSED_AS[guess.known]}"
    else:
        said = "hör oftast inte till det som läses"
    but = "Det" if guess.known == "unknown" else "Men det"
    return (
        f"Rubriken «{guess.header}» {said}. {but} som står under den lästes som {_GUESSED_AS[guess.role]}: "
        "stämmer det? Annars ändras det under «Så lästes kolumnerna»."
    )


def has_plan_table(document: Document) -> bool:
    """Whether any table of the document has the columns of a plan."""
    return any(
        find_header(upright(block).rows, start=0) is not None for block in document.blocks if isinstance(block, Table)
    )


def _below_headers(document: Document) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """The rows right below a header that stand in italics, and those that come again below the headers of other tables
    over rows of their own: a template's instructions, whatever they say."""
    slanted: set[tuple[str, ...]] = set()
    after: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for table in document.blocks:
        if not isinstance(table, Table) or (at := find_header(table.rows, start=0)) is None:
            continue
        at += 1 + (at + 1 < len(table.rows) and takes_two_rows(table.rows[at], table.rows[at + 1]))
        first, following = [*map(key_of, table.rows[at : at + 2]), (), ()][:2]
        if sum(map(bool, first)) < _LEAST_TOLD or not following:
            continue
        after.setdefault(first, set()).add(following)
        if at in table.slanted and len(table.slanted) * 2 <= len(table.rows):
            slanted.add(first)
    return frozenset(slanted), frozenset(row for row, rows in after.items() if len(rows) > 1)


def _with_alike(document: Document) -> Iterator[tuple[Paragraph | Table, frozenset[str]]]:
    """The document's blocks, the tables upright, each with the headings that stand beside one another in it and the
    tables that nothing parts it from: one table may go on over several pages."""
    for is_table, blocks in groupby(document.blocks, lambda block: isinstance(block, Table)):
        run = [upright(block) if isinstance(block, Table) else block for block in blocks]
        rows = [row for block in run if isinstance(block, Table) for row in block.rows]
        alike = beside_one_another(rows) if is_table and len(run) > 1 else frozenset[str]()
        yield from ((block, alike) for block in run)


def _read_table(reader: Reader, table: Table, alike: frozenset[str]) -> None:
    """Take in a table; `alike` are the headings beside one another in it and those that nothing parts it from."""
    if table.hidden:
        _tell_all(
            reader, table, Kind("hidden", f"bladet {table.title or ''} är dolt och lästes inte".replace("  ", " "))
        )
        return
    if table.title and table.title != reader.title:
        reader.title = table.title
        reader.near, reader.outline = [], []
        reader.header = None
        begin_section(reader)
    if find_header(table.rows, start=0) is None:
        if not _continues(reader, table):
            for text in _title_of(table):
                read_paragraph(reader, Paragraph(text, table.place))
            _tell_all(reader, table, Kind("prose", "tabell utan kolumnen Åtgärd"))
            return
        table = _fitted(reader, table)
    read_rows(reader, table.rows, alike)
    reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] < OF_ROWS}
    reader.near = []
    reader.told_since = set()


def _title_of(table: Table) -> list[str]:
    """What a table without columns says as a title over the next: its only text, or a label and what it is
    («Område | Skolan»)."""
    texts = [collapse(cell.text) for row in table.rows for cell in row if cell.text.strip() and cell.merged == "no"]
    if len(texts) == 2 and labels_area(f"{texts[0].rstrip(' :')}: {texts[1]}"):
        return [f"{texts[0].rstrip(' :')}: {texts[1]}"]
    return texts if len(texts) == 1 else []


def _continues(reader: Reader, table: Table) -> bool:
    """Whether a table without a header goes on with the columns of the table before it."""
    if reader.header is None or table.title:
        return False
    over = [*reader.near, *(text for _, text in reader.outline[-1:])]
    if any(heads_other_table(text) for text in over) or is_of_other_table(next(iter(table.rows), ())):
        return False
    width = max((len(row) for row in table.rows), default=0)
    if not table.rows or width < 3:
        return False
    if not any(cell.text.strip() for cell in table.rows[0]):
        return True
    return width == reader.header.width or (
        not reader.near and reader.header.width - 2 <= width <= reader.header.width + 2
    )


def _fitted(reader: Reader, table: Table) -> Table:
    """The table with its cells in the header's columns, where it has fewer of them."""
    header = reader.header
    if header is None:
        return table
    placing = place_cells(
        [row for row in table.rows if any(cell.text.strip() for cell in row)] or table.rows, header, reader.profile
    )
    if placing is None:
        return table
    reader.doubts.append(
        Doubt(
            "Tabellen har färre kolumner än rubrikraden före den. Står cellerna i rätt kolumner?",
            table.place,
            " | ".join(header.columns[index].header for index in placing),
        )
    )
    rows = []
    for row in table.rows:
        place = row[0].place if row else table.place
        moved = [_above(reader, column.role, place) for column in header.columns]
        for index, cell in enumerate(row[: len(placing)]):
            moved[placing[index]] = cell
        rows.append(tuple(moved))
    return replace(table, rows=tuple(rows))


def _above(reader: Reader, role: Role, place: Place) -> Cell:
    """What stands in a column that a table has lost: the text above goes on, where texts do."""
    text = {"area": reader.first, "subarea": reader.subarea, "cause": reader.cause}.get(role, "")
    return Cell(text, place, "down" if text else "no")


def _tell_all(reader: Reader, table: Table, kind: Kind) -> None:
    for row in table.rows:
        blank = not any(cell.text.strip() for cell in row)
        told = Kind("blank", "tom rad") if blank else kind
        reader.account.append(line_of(row, told, table.place))
