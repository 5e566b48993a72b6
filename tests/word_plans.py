"""Word documents written from a few lines each, by python-docx: the ways that templates set headers and areas."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.table import _Cell

Block = str | Sequence[Sequence[str]]


def word_plan(*blocks: Block, title: str = "Åtgärdsplan 2025, Ekby kommun") -> bytes:
    """A document of paragraphs («# » before a heading) and tables. A row of one text is merged over the table; «^»
    goes on with the cell above and «<» with the one to the left; a text after «/» is set in italics."""
    document = Document()
    document.add_heading(title, 0)
    for block in blocks:
        if not isinstance(block, str):
            _write_table(document, block)
        elif block.startswith("# "):
            document.add_heading(block[2:], 1)
        else:
            document.add_paragraph(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_table(document: Document, rows: Sequence[Sequence[str]]) -> None:  # type: ignore[valid-type]
    table = document.add_table(len(rows), max(map(len, rows)))  # type: ignore[attr-defined]
    for y, row in enumerate(rows):
        cells = table.rows[y].cells
        if len(row) == 1:
            _write(cells[0].merge(cells[-1]), row[0])
            continue
        for cell, text in zip(cells, row, strict=True):
            _write(cell, text if text not in ("^", "<") else "")
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text == "^":
                table.cell(y - 1, x).merge(table.cell(y, x))
            elif text == "<":
                table.cell(y, x - 1).merge(table.cell(y, x))


def _write(cell: _Cell, text: str) -> None:
    run = cell.paragraphs[0].add_run(text.removeprefix("/"))
    run.italic = True if text.startswith("/") else None
