"""An example plan as a Word document: landscape, a table for each area, merged cells where a row goes on."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

from data.plans.package import MADE, settle
from data.plans.read import Example, Line, Table, Value

_WIDTHS = {"first": 4.2, "cause": 4.4, "measure": 6.0, "goal": 3.6, "when": 3.0, "who": 3.6, "followup": 4.4}


def docx(example: Example) -> bytes:
    """The document with headings, tables whose header repeats on each page, and vertical merges."""
    document = Document()
    document.styles["Normal"].font.size = Pt(9)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = example.title, "", example.lines[-1]
    properties.created = properties.modified = MADE
    document.add_heading(example.title, level=0)
    for line in example.lines:
        document.add_paragraph(line)
    for table in example.tables:
        if table.title:
            document.add_heading(table.title, level=1)
        word = document.add_table(rows=len(table.lines), cols=len(table.keys), style="Table Grid")
        word.autofit = False
        _fill(word, table)
        document.add_paragraph()
    result = io.BytesIO()
    document.save(result)
    return settle(result.getvalue())


def _fill(word: WordTable, table: Table) -> None:
    cells = [row.cells for row in word.rows]
    for index, line in enumerate(table.lines):
        if line.kind == "heading":
            cells[index][0].merge(cells[index][-1])
    for key in ("first", "cause"):
        column = table.keys.index(key)
        for top, bottom in _spans(table.lines, key):
            cells[top][column].merge(cells[bottom][column])
    for index, line in enumerate(table.lines):
        for column, key in enumerate(table.keys):
            if key in line.values:
                bold, italic = line.kind in ("header", "heading"), line.kind == "instruction"
                _write(cells[index][column], line.values[key], bold=bold, italic=italic)
    properties = word.rows[0]._tr.get_or_add_trPr()
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    properties.append(repeat)
    whole = 26.7 / sum(_WIDTHS[key] for key in table.keys)
    for column, key in enumerate(table.keys):
        width = Cm(_WIDTHS[key] * whole)
        word.columns[column].width = width
        for row, line in zip(cells, table.lines, strict=True):
            if line.kind != "heading":
                row[column].width = width


def _spans(lines: tuple[Line, ...], key: str) -> list[tuple[int, int]]:
    """First and last line of each run of cells that are one cell."""
    spans: list[tuple[int, int]] = []
    top = 0
    for index, line in enumerate((*lines, Line("heading", {}))):
        if line.kind == "measure" and key in line.goes_on:
            continue
        if index - 1 > top:
            spans.append((top, index - 1))
        top = index
    return spans


def _write(cell: object, value: Value, *, bold: bool, italic: bool) -> None:
    paragraphs = cell.paragraphs  # type: ignore[attr-defined]
    for extra in paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    for number, text in enumerate(str(value).split("\n")):
        paragraph = paragraphs[0] if number == 0 else cell.add_paragraph()  # type: ignore[attr-defined]
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
