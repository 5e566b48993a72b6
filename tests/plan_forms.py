"""Tables written in each form that users have, by libraries of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from html import escape
from typing import Literal

Titled = Sequence[tuple[str, list[list[str]]]]
Ruled = Literal["all", "rows", "columns", "frame", "shaded", "none"]


def as_csv(tables: Titled, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for title, rows in tables:
        writer.writerow([title])
        writer.writerow([])
        writer.writerows(rows)
        writer.writerow([])
    return out.getvalue().encode(encoding)


def as_tsv(tables: Titled) -> bytes:
    return as_csv(tables, "\t")


def as_markdown(tables: Titled) -> bytes:
    lines: list[str] = []
    for title, rows in tables:
        lines += [f"## {title}", ""]
        for index, row in enumerate(rows):
            lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in row) + " |")
            if index == 0:
                lines.append("|" + "---|" * len(row))
        lines.append("")
    return "\n".join(lines).encode()


def as_xlsx(tables: Titled) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in tables:
        sheet = book.create_sheet(title[:31])
        for row in rows:
            sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
        for index, row in enumerate(rows, start=1):
            filled = [cell for cell in row if cell]
            if len(filled) == 1 and row[0] and len(row) > 2:
                sheet.merge_cells(start_row=index, start_column=1, end_row=index, end_column=len(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx(tables: Titled) -> bytes:
    from docx import Document

    document = Document()
    for title, rows in tables:
        document.add_heading(title, level=1)
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(
    tables: Titled,
    padding: float = 3,
    repeats_header: bool = True,
    set_at: str = "TOP",
    rule: tuple[float, str] = (0.5, "black"),
    header_fill: str = "",
    ruled: Ruled = "all",
) -> bytes:
    """Ruled tables; `padding` is what stands between a row's text and its rules, which Word sets to nothing,
    `repeats_header` whether each page has the header again, `set_at` where in the row its cells stand (TOP, MIDDLE,
    BOTTOM), `rule` how thick (points) and of which colour the rules are, `header_fill` the colour that the header
    stands on in white, "" for none, and `ruled` whether all rules are drawn, those between rows or columns, or only
    those around the table and its header, or none, or every other row is shaded instead."""
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=6.5, leading=8, splitLongWords=0)
    out = io.BytesIO()
    story: list[object] = []
    for title, rows in tables:
        header = next(index for index, row in enumerate(rows) if sum(bool(cell) for cell in row) > 2)
        white = ParagraphStyle("white", parent=style, fontName="Helvetica-Bold", textColor="white")
        body = [
            [
                Paragraph(escape(cell).replace("\n", "<br/>"), white if header_fill and row is rows[header] else style)
                for cell in row
            ]
            for row in rows
        ]
        widths = _widths(rows)
        table = LongTable(body, colWidths=widths, repeatRows=(header + 1) * repeats_header, splitInRow=1)
        rules: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), set_at)]
        rules += {
            "all": [("GRID", (0, 0), (-1, -1), *rule)],
            "rows": [("LINEBELOW", (0, header), (-1, -1), *rule)],
            "columns": [
                *((line, (0, header), (-1, last), *rule) for line, last in (("BOX", -1), ("GRID", header))),
                ("LINEAFTER", (0, header), (-2, -1), *rule),
            ],
            "frame": [("BOX", (0, header), (-1, -1), *rule), ("GRID", (0, header), (-1, header), *rule)],
            "shaded": [("ROWBACKGROUNDS", (0, header + 1), (-1, -1), ["white", "#e6eeec"])],
            "none": [],
        }[ruled]
        rules += [(side, (0, 0), (-1, -1), padding) for side in ("TOPPADDING", "BOTTOMPADDING")]
        rules += [("BACKGROUND", (0, header), (-1, header), header_fill)] if header_fill else []
        table.setStyle(TableStyle(rules))
        story += [Paragraph(escape(title), style), Spacer(1, 6), table, Spacer(1, 12)]
    SimpleDocTemplate(out, pagesize=landscape(A3), leftMargin=20, rightMargin=20, invariant=1).build(story)
    return out.getvalue()


def _widths(rows: list[list[str]]) -> list[float]:
    """Column widths as Word sets them: no word is broken, the rest is shared by how much a column holds."""
    columns = list(zip(*(row for row in rows if sum(bool(cell) for cell in row) > 1), strict=False))
    least = [max((len(word) for cell in column for word in cell.split()), default=1) * 4.0 + 14 for column in columns]
    held = [sum(len(cell) for cell in column) + 1 for column in columns]
    spare = max(0.0, 1130 - sum(least))
    return [width + spare * share / sum(held) for width, share in zip(least, held, strict=True)]


FORMS: dict[str, Callable[[Titled], bytes]] = {
    "csv": as_csv,
    "tsv": as_tsv,
    "md": as_markdown,
    "xlsx": as_xlsx,
    "docx": as_docx,
    "pdf": as_pdf,
}
