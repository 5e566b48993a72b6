"""Plans written as running text with labels: each measure's title and its «Ansvarig: …», «Tidplan: …» made a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.plan.classify import own_cells
from loaders.plan.labelled_blocks import Block, Part, blocks_of
from loaders.plan.labelled_lines import Line, lines_of, source_lines
from loaders.plan.tables.read import rows_from_tables
from loaders.records import AccountLine, Cell, Document, Doubt, Paragraph, Place, RowKind, Table, Written
from loaders.text import collapse, fold

_TITLE = "Åtgärd"
_COUNTED = re.compile(r"\s*\d+$")
_MOST_COLUMNS = 100
_GOES_ON: tuple[RowKind, ...] = ("measure", "continued")


def rows_from_labelled(document: Document) -> Written | None:
    """The measures of a text whose labels say what each line is, or None when it is no such text.

    The account tells what became of each line, and begins with the labels as the columns' headings.
    """
    if not _knows_paragraphs(document):
        return None
    parts, outside = blocks_of(lines_of(document))
    blocks = [part for part in parts if isinstance(part, Block)]
    if not blocks:
        return None
    columns = _columns(blocks)
    if len(columns) > _MOST_COLUMNS:
        return None
    written = rows_from_tables(_as_tables(document, parts, columns), is_complete=True)
    rows = [line for line in written.account if line.kind != "header"]
    if len(rows) != len(blocks):
        return None
    # Each row of the account that is a measure is one of the rows, in the same order.
    numbers = iter(row.number for row in written.rows)
    of_block = [next(numbers) if row.kind == "measure" else None for row in rows]
    doubts = [
        Doubt(question, line.place, line.text, "", number)
        for block, number in zip(blocks, of_block, strict=True)
        for line, question in block.unsure
    ]
    doubts += [Doubt(question, line.place, line.text) for line, question in outside]
    heads = AccountLine(blocks[0].lines[0].place, "header", " | ".join(columns), "etiketterna i texten")
    account = (heads, *_account(document, parts, dict(zip(map(id, blocks), rows, strict=True))))
    return replace(written, account=account, doubts=(*written.doubts, *doubts))


def _knows_paragraphs(document: Document) -> bool:
    """Whether the form tells where paragraphs begin: in the text of a PDF page, where lines follow one another, a title
    can't be told from the last line of the paragraph above it."""
    if document.form == "stacked text":
        paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
        return not any(_follows(above, below) for above, below in pairwise(paragraphs))
    return document.form in ("docx", "markdown")


def _follows(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph begins on the very next line of the page."""
    last = (above.place.line or 0) + above.text.count("\n")
    return above.place.page == below.place.page and below.place.line == last + 1


def _columns(blocks: Sequence[Block]) -> list[str]:
    """The headings: the measure's own, then the labels as they are first met, each once."""
    found: dict[str, str] = {}
    if any(block.title for block in blocks):
        found[fold(_TITLE)] = _TITLE
    for block in blocks:
        for said in block.said:
            heading = _heading(said.label, said.role)
            found.setdefault(fold(heading), heading)
    return list(found.values())


def _heading(label: str, role: str) -> str:
    """The label as a column's heading; «Åtgärd 3» counts the measures and means the column «Åtgärd»."""
    return _COUNTED.sub("", label) if role == "measure" else label


def _as_tables(document: Document, parts: Sequence[Part], columns: Sequence[str]) -> Document:
    """The document with its blocks as the rows of tables, parted by its headings and by what is said over them."""
    result: list[Paragraph | Table] = []
    rows: list[tuple[Cell, ...]] = []
    for part in (*parts, None):
        if isinstance(part, Block):
            rows.append(_row(part, columns))
            continue
        if rows and (part is None or part.level is not None or part.role):
            head = tuple(Cell(column, rows[0][0].place) for column in columns)
            result.append(Table((head, *rows), rows[0][0].place))
            rows = []
        if part is not None and (part.level is not None or part.role):
            result.append(Paragraph(part.text, part.place, part.level))
    return replace(document, blocks=tuple(result))


def _row(block: Block, columns: Sequence[str]) -> tuple[Cell, ...]:
    texts: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for line in block.title:
        texts.setdefault(fold(_TITLE), []).append(line.text)
    for said in block.said:
        heading = fold(_heading(said.label, said.role))
        texts.setdefault(heading, []).extend(said.texts)
        places.setdefault(heading, said.lines[0].place)
    first, *others = [fold(column) for column in columns]
    whole = block.lines[0].place
    return (
        Cell("\n".join(texts.get(first, [])), whole),
        *(Cell("\n".join(texts.get(column, [])), places.get(column, whole)) for column in others),
    )


# --- the account ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fate:
    kind: RowKind
    reason: str


_CONTINUED = _Fate("continued", "hör till åtgärden ovanför")


def _account(document: Document, parts: Sequence[Part], rows: dict[int, AccountLine]) -> Iterator[AccountLine]:
    """What became of each line of the paragraphs, and of each row of tables that are no plan's."""
    fates: dict[int, _Fate] = {}
    for part in parts:
        if isinstance(part, Block):
            row = rows[id(part)]
            rest = _CONTINUED if row.kind in _GOES_ON else _Fate(row.kind, row.reason)
            for index, line in enumerate(part.lines):
                fates.setdefault(line.source, rest if index else _Fate(row.kind, row.reason))
        else:
            fates.setdefault(part.source, _fate(part))
    for source, (text, place) in enumerate(source_lines(document)):
        fate = fates.get(source, _Fate("blank", "tom rad"))
        yield AccountLine(place, fate.kind, text, fate.reason)
    for block in document.blocks:
        for cells in block.rows if isinstance(block, Table) else ():
            text = " | ".join(collapse(cell.text) for cell in own_cells(cells))
            if text:
                yield AccountLine(cells[0].place, "prose", text, "tabell utan kolumnen Åtgärd")


def _fate(line: Line) -> _Fate:
    if line.level is not None:
        return _Fate("heading", "rubrik")
    return _Fate("prose", "gäller åtgärderna under" if line.role else "brödtext utan etikett")
