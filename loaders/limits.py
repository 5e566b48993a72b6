"""How large a document may be to be read: far beyond any plan, far below what would take a server's time.

The sizes of the file and of what it unpacks to are the formats' to judge; here it is what they give.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.errors import UnreadableDocument
from loaders.records import Document, Paragraph, Table

LONGEST_TEXT = 10_000
"""Characters of one cell or line: five printed pages."""
MOST_COLUMNS = 200
MOST_ROWS = 5_000
"""Rows of all tables together."""


def within_limits(document: Document) -> Document:
    """The document without empty cells to the right of its widest column that may be.

    Raises UnreadableDocument with a Swedish sentence when a text, a table or the tables together are too large.
    """
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    if rows > MOST_ROWS:
        raise UnreadableDocument(
            f"Tabellerna har {_said(rows)} rader. Högst {_said(MOST_ROWS)} går att läsa. "
            "Dela upp filen, eller kontrollera att rätt fil valdes."
        )
    blocks = tuple(_table(block) if isinstance(block, Table) else block for block in document.blocks)
    if not any(isinstance(block, Table) for block in blocks):
        for block in blocks:  # beside tables no measure is read from running text, and a line may hold a picture
            if isinstance(block, Paragraph):
                for line in block.text.split("\n"):
                    _refuse_long(line, "En rad")
    lines = [line for paragraph in document.laid_out for line in paragraph.text.split("\n")]
    laid_out = document.laid_out if all(len(line) <= LONGEST_TEXT for line in lines) else ()
    return replace(document, blocks=blocks, laid_out=laid_out)


def _table(table: Table) -> Table:
    for row in table.rows:
        for cell in row:
            _refuse_long(cell.text, "En cell")
    if all(len(row) <= MOST_COLUMNS for row in table.rows):
        return table
    filled = max((number for row in table.rows for number, cell in enumerate(row, 1) if cell.text.strip()), default=0)
    if filled > MOST_COLUMNS:
        raise UnreadableDocument(
            f"En tabell har {_said(filled)} kolumner. "
            f"Högst {_said(MOST_COLUMNS)} går att läsa. Ta bort dem som inte hör till planen och försök igen."
        )
    return replace(table, rows=tuple(row[:MOST_COLUMNS] for row in table.rows))


def _refuse_long(text: str, what: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise UnreadableDocument(
            f"{what} har {_said(len(text))} tecken. "
            f"Högst {_said(LONGEST_TEXT)} går att läsa. Dela upp texten, eller kontrollera att rätt fil valdes."
        )


def _said(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
