"""An example plan as a workbook: a title block over each table, real dates and numbers, a hidden sheet of lists."""

from __future__ import annotations

import io
import re
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.plans.package import MADE, settle
from data.plans.read import Example, Line, Table, Value

_WIDTHS = {"number": 5, "start": 12, "end": 12, "status_text": 14, "cost": 12, "measure": 46, "cause": 36}
_OTHER = 26
_EDGE = Side(style="thin", color="999999")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_CHOICES = ("Ej påbörjat", "Pågår", "Delvis klart", "Klart", "Ej genomfört", "Pausat", "Utgår")


def xlsx(example: Example) -> bytes:
    """The workbook with one sheet per table; where the table has a cost column, its sum stands below the table."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = example.title, "Exempel"
    book.properties.created = MADE
    for table in example.tables:
        _fill(book.create_sheet(table.sheet), example, table)
    lists = book.create_sheet("Listor")
    for choice in ("Valbara lägen", *_CHOICES):
        lists.append([choice])
    lists.sheet_state = "hidden"
    result = io.BytesIO()
    book.save(result)
    return settle(result.getvalue())


def _fill(sheet: Worksheet, example: Example, table: Table) -> None:
    width = len(table.keys)
    for heading in (example.title, *example.lines, table.title):
        if heading:
            sheet.append([heading])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    top = sheet.max_row + 2
    for number, line in enumerate(table.lines):
        row = top + number
        for column, key in enumerate(table.keys, start=1):
            _write(sheet, row, column, line, key)
        sheet.row_dimensions[row].height = 15 * max(_lines(line, key) for key in table.keys)
        if line.kind == "heading":
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    if "number" not in table.keys:
        _merge(sheet, table, top)
    if "cost" in table.keys:
        _sum(sheet, table, top + len(table.lines))
    for column, key in enumerate(table.keys, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(key, _OTHER)
    sheet.freeze_panes = sheet.cell(row=top + 1, column=1)
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = f"{top}:{top}"


def _write(sheet: Worksheet, row: int, column: int, line: Line, key: str) -> None:
    cell = sheet.cell(row=row, column=column)
    cell.border, cell.alignment = _BOX, Alignment(wrap_text=True, vertical="top")
    if key in line.values:
        cell.value = _typed(line.values[key])
        if isinstance(cell.value, date):
            cell.number_format = "yyyy-mm-dd"
    if line.kind == "header":
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EE")
    elif line.kind == "instruction":
        cell.font = Font(italic=True, color="666666")
    elif line.kind == "heading":
        cell.font = Font(bold=True)


def _lines(line: Line, key: str) -> int:
    """How many lines the cell takes up, so that its row can be that high."""
    if line.kind == "heading":
        return 1
    width = _WIDTHS.get(key, _OTHER)
    return sum(1 + len(part) // width for part in str(line.values.get(key, "")).split("\n"))


def _typed(value: Value) -> Value:
    """What a user's typing makes of the value: a whole date becomes a date."""
    return date.fromisoformat(value) if isinstance(value, str) and _ISO.fullmatch(value) else value


def _merge(sheet: Worksheet, table: Table, top: int) -> None:
    for key in ("first", "cause"):
        column = table.keys.index(key) + 1
        begun = top
        for number, line in enumerate((*table.lines, Line("heading", {}))):
            if key in line.goes_on:
                continue
            if top + number - 1 > begun:
                sheet.merge_cells(start_row=begun, end_row=top + number - 1, start_column=column, end_column=column)
            begun = top + number


def _sum(sheet: Worksheet, table: Table, row: int) -> None:
    costs = [value for line in table.lines if isinstance(value := line.values.get("cost"), int)]
    sheet.cell(row=row, column=1, value="Summa").font = Font(bold=True)
    sheet.cell(row=row, column=table.keys.index("cost") + 1, value=sum(costs)).font = Font(bold=True)
