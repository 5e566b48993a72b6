"""How long the readers of binary forms take against their libraries' own work on the same file, in the same run.

    python tests/benchmarks/formats.py [ROWS] [ROUNDS]

Prints, for each form, both times and their ratio: xlsx against openpyxl's load_workbook and a walk over the cells (at
most 1.5), docx against python-docx's opening and a walk over the cells (1.5), pdf against pdfplumber's extract_tables
on each page (1.2). The two are timed in turn and the least of the rounds is taken, since a busy machine only ever adds.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import openpyxl
import pdfplumber
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from loaders.formats import docx, pdf, xlsx  # noqa: E402

COLUMNS = ("Område", "Orsak", "Åtgärd", "När", "Vem", "Uppföljning", "Status")
LIMITS = {"xlsx": 1.5, "docx": 1.5, "pdf": 1.2}


def table_rows(count: int) -> list[list[str]]:
    """A plan of so many rows, texts of the length that plans have."""
    sentence = "Fältarbetare och polis går tillsammans under kvällar och talar med unga som rör sig ute. "
    return [list(COLUMNS)] + [
        [f"Område {n % 5}", sentence * 2, f"{n}. " + sentence * (1 + n % 3), "Våren 2025", "Polis", sentence, "Pågår"]
        for n in range(1, count + 1)
    ]


def xlsx_file(rows: list[list[str]]) -> bytes:
    """The rows as a workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def docx_file(rows: list[list[str]]) -> bytes:
    """The rows as a Word table."""
    document = python_docx.Document()
    table = document.add_table(len(rows), len(COLUMNS))
    slots = iter(table._cells)
    for row in rows:
        for text in row:
            next(slots).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file(rows: list[list[str]]) -> bytes:
    """The rows as a ruled table over many landscape pages."""
    style = getSampleStyleSheet()["BodyText"]
    stream = io.BytesIO()
    cells = [[Paragraph(text, style) for text in row] for row in rows]
    table = Table(cells, [60, 140, 180, 70, 70, 140, 60], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    SimpleDocTemplate(stream, pagesize=landscape(A4), leftMargin=30, rightMargin=30).build([table])
    return stream.getvalue()


def walk_xlsx(content: bytes) -> int:
    """openpyxl's own read: load and visit each cell."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return sum(len(str(cell.value)) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def walk_docx(content: bytes) -> int:
    """python-docx's own read: open and visit each cell."""
    document = python_docx.Document(io.BytesIO(content))
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def walk_pdf(content: bytes) -> int:
    """pdfplumber's own read: extract_tables on each page."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def least(work: Callable[[bytes], object], content: bytes) -> float:
    """Seconds of processor time for one round."""
    begun = time.process_time()
    work(content)
    return time.process_time() - begun


def main(count: int, rounds: int) -> None:
    """Print the three ratios."""
    rows = table_rows(count)
    pairs: dict[str, tuple[bytes, Callable[[bytes], object], Callable[[bytes], object]]] = {
        "xlsx": (xlsx_file(rows), lambda content: xlsx.read(content, "a.xlsx"), walk_xlsx),
        "docx": (docx_file(rows), lambda content: docx.read(content, "a.docx"), walk_docx),
        "pdf": (pdf_file(rows), lambda content: pdf.read(content, "a.pdf"), walk_pdf),
    }
    print(f"{count} rows, least of {rounds} rounds")
    for form, (content, ours, theirs) in pairs.items():
        times = [(least(ours, content), least(theirs, content)) for _ in range(rounds)]
        own, library = min(own for own, _ in times), min(library for _, library in times)
        print(f"{form:5} {own:7.3f} s   library {library:7.3f} s   ratio {own / library:.2f} (at most {LIMITS[form]})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 84, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
