"""Tables: semantic HTML that wraps, prints and is read aloud, and the same rows as Excel and CSV.

Cell text comes from documents that anyone may have written. In HTML it is escaped; in Excel every text is stored as
a text; in CSV a text that a spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pages.parts import words

Value = str | int | float | date | None
"""A value of a file; a float is a share."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_CELL = 32_767
"""Characters that Excel keeps in one cell; one outside the first 65,536 of Unicode counts as two."""
_MOST_NAMED = 20
"""Cut cells that the cover sheet names."""
_LONGEST_LINK = 2_000
"""Characters of an address that Excel can open from a cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file: its name (at most 31 characters), headings with their widths in characters, and its rows."""

    name: str
    columns: Mapping[str, float]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell whose text opens something. `text` is shown, `title` is the whole text when it was cut."""

    text: str
    href: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Html:
    """A cell that is HTML already, from figures.py."""

    html: str


@dataclass(frozen=True, slots=True)
class Group:
    """A row that names the rows after it, over all columns; `href` opens them."""

    text: str
    title: str = ""
    href: str = ""


Cell = str | int | Linked | Html
Row = Sequence[Cell] | Group


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the width as CSS writes it ("" lets the browser choose) and whether it holds numbers.

    `hidden` headings are only read aloud, and do not label the cell on a phone either.
    """

    name: str
    width: str = ""
    number: bool = False
    hidden: bool = False


def table(columns: Sequence[Column], rows: Iterable[Row], caption: str, kind: str = "") -> str:
    """A table with a caption for those who have it read aloud; each row becomes a card on a phone. `kind` is a class
    more: «counts» for a name and many short numbers."""
    widths = "".join(f'<col style="width:{column.width}">' if column.width else "<col>" for column in columns)
    heads = "".join(
        f'<th scope="col"{_number(column)}>{_heard(column) if column.hidden else escape(column.name)}</th>'
        for column in columns
    )
    body = "".join(_row(columns, row) for row in rows)
    return (
        f'<table class="{f"rows kort {kind}".strip()}"><caption class="heard">{escape(caption)}</caption>'
        f"<colgroup>{widths}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def folded(html: str, label: str = "Visa som tabell", kind: str = "as-table") -> str:
    """Folded on screen. A figure's table («as-table») is opened by style.css on a phone and on paper; «more» is not."""
    return f'<details class="{kind}"><summary>{escape(label)}</summary>{html}</details>'


def _heard(column: Column) -> str:
    return f'<span class="heard">{escape(column.name)}</span>'


def _row(columns: Sequence[Column], row: Row) -> str:
    if isinstance(row, Group):
        hint = f' title="{escape(row.title)}"' if row.title else ""
        text = f'<a href="{escape(row.href)}">{escape(row.text)}</a>' if row.href else escape(row.text)
        return f'<tr class="group"><td colspan="{len(columns)}"{hint}>{text}</td></tr>'
    return f"<tr>{''.join(_cell(column, cell) for column, cell in zip(columns, row, strict=True))}</tr>"


def _number(column: Column) -> str:
    return ' class="number"' if column.number else ""


def _cell(column: Column, cell: Cell) -> str:
    match cell:
        case Html(html):
            content = html
        case Linked(text, href, title):
            hint = f' title="{escape(title)}"' if title else ""
            content = f'<a href="{escape(href)}"{hint}>{escape(text)}</a>'
        case int():
            content = words.number(cell)
        case _:
            content = escape(cell)
    label = f' data-head="{escape(column.name)}"' if not column.hidden else ""
    return f"<td{_number(column)}{label}>{content}</td>"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Semicolons, decimal commas and a byte order mark, which is what Excel in Swedish opens without questions."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_safe(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_excel(sheets: Sequence[Sheet], cover: Sequence[tuple[str, str]]) -> bytes:
    """A workbook: first what it holds (`cover`: name and text), then the sheets, each under a heading that stays, with
    a filter on every column, ready to print across the page.

    Dates are real dates, shares real numbers; texts are texts even when they begin as a formula would. A text longer
    than a cell may be is cut, which its last words and the cover say.
    """
    book = Workbook()
    about = book.active
    about.title = "Om urvalet"
    about.column_dimensions["A"].width = 28
    about.column_dimensions["B"].width = 100
    cut = [where for sheet in sheets for where in _sheet(book.create_sheet(sheet.name), sheet)]
    for place, (name, text) in enumerate([*cover, *_about_cut(cut)], start=1):
        _write(about, place, 1, name)
        _write(about, place, 2, text)
        about.cell(place, 1).font = Font(bold=True)
        if text.startswith(("http://", "https://")) and len(text) < _LONGEST_LINK:
            about.cell(place, 2).hyperlink = text
    for page in book.worksheets:
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _about_cut(cut: Sequence[str]) -> list[tuple[str, str]]:
    """What the cover says of cells that were cut; nothing when none was."""
    if not cut:
        return []
    more = f" och {words.number(len(cut) - _MOST_NAMED)} till" if len(cut) > _MOST_NAMED else ""
    said = (
        f"Excel rymmer högst {words.number(_LONGEST_CELL)} tecken i en cell. "
        f"{words.count(len(cut), 'text är längre och är avkortad', 'texter är längre och är avkortade')}: "
        f"{', '.join(cut[:_MOST_NAMED])}{more}. Hela texten står på åtgärdens sida."
    )
    return [("Avkortat", said)]


def _sheet(page: Any, sheet: Sheet) -> list[str]:
    """Writes the sheet; the places of the cells that were cut, «Åtgärder R2»."""
    cut = []
    for column, (name, width) in enumerate(sheet.columns.items(), start=1):
        _write(page, 1, column, name)
        page.column_dimensions[get_column_letter(column)].width = width
        page.cell(1, column).font = Font(bold=True)
        page.cell(1, column).fill = PatternFill("solid", start_color="F3F6F8")
    for place, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row, start=1):
            if _write(page, place, column, value):
                cut.append(f"{sheet.name} {get_column_letter(column)}{place}")
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    return cut


def _fitting(text: str) -> str:
    """The text, or as much of it as a cell holds, with a word of how long it is."""
    units = text.encode("utf-16-le") if 2 * len(text) > _LONGEST_CELL else b""
    if len(units) <= 2 * _LONGEST_CELL:
        return text
    mark = f" … (avkortat, {words.number(len(text))} tecken)"
    return units[: 2 * (_LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore") + mark


def _write(page: Any, row: int, column: int, value: Value) -> bool:
    """Writes one cell; whether its text was cut."""
    cell = page.cell(row, column)
    was_cut = False
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.value = _fitting(text)
        was_cut = cell.value != text
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_STARTS)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top")
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(value, float):
            cell.number_format = "0 %"
    return was_cut


def _safe(value: Value) -> str:
    if value is None:
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else str(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip(" ").startswith(_FORMULA_STARTS) else text
