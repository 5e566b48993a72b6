"""Excel workbooks (.xlsx, .xlsm) to a Document: one table per sheet, each cell as its reader sees it.

The sheets' XML is walked here, with openpyxl's rules for dates and number formats. openpyxl itself gives either
formulas or their cached values but not both, gives no merged cells when it streams, and takes minutes and gigabytes
for a sheet with a million formatted empty rows, which is what "select all, add borders" leaves behind.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from loaders.errors import UnreadableDocument
from loaders.formats.package import Package, has_part, is_zip, local, ole_kind, open_package
from loaders.formats.xlsx_values import builtin_format, date_text, number_text
from loaders.records import Block, Cell, Document, Merged, Paragraph, Place, Table

MAX_CELLS = 400_000
"""Cells with content in a whole workbook; the largest plans known have some thousands."""
MAX_WIDTH = 256
"""Columns kept as they stand; a wider sheet has its wholly empty columns left out."""
BLANK_RUN = 3
"""Empty rows delivered in a row; a longer gap in the sheet is shown as this many."""
MAX_SPREAD = 2_000_000
"""Cells that merged ranges may spread over."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"[^<>]*/>')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"[^<>]*(?:/>|>\s*</row>)')
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_FURNITURE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[PNDTGAFZBIUEXYSHO]')
_THREADED = re.compile(r"^\[Threaded comment\].*?(?:Comment|Kommentar):\s*", re.DOTALL)

Span = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What all the sheets of a workbook share."""

    strings: Sequence[str]
    struck_strings: frozenset[int]
    formats: Sequence[str]
    struck_styles: frozenset[int]
    epoch: datetime


@dataclass
class _Sheet:
    """One sheet as read: only rows that have content, each as column to text."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Span] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def matches(name: str, content: bytes) -> bool:
    """Whether the content is an Excel workbook: a new one, an old one, or one behind a password."""
    old = ole_kind(content)
    if old:
        word = name.lower().endswith((".doc", ".docx", ".docm", ".dotx"))
        return old == "excel" or (old == "encrypted" and not word)
    return is_zip(content) and (has_part(content, "xl/workbook.xml") or has_part(content, "xl/workbook.bin"))


def read(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The workbook's sheets in order, each a Table with its name as title and its own row numbers as places.

    `progress` is called with (sheets read, sheets in all). Raises UnreadableDocument for what is no workbook, is
    locked, damaged, unreasonably large or wholly empty.
    """
    package = open_package(content, "[Content_Types].xml", "Excel", ".xlsx")
    if package.has("xl/workbook.bin"):
        raise UnreadableDocument(
            "Filen är en binär Excel-arbetsbok (.xlsb) som inte kan läsas. "
            "Öppna den i Excel, spara den som .xlsx och ladda upp den igen."
        )
    package = open_package(content, "xl/workbook.xml", "Excel", ".xlsx")
    workbook = package.xml("xl/workbook.xml")
    relations = package.relations("xl/workbook.xml")
    listed = list(workbook.iterfind(".//{*}sheet"))
    if not listed:
        raise UnreadableDocument("Arbetsboken har inga blad. Kontrollera filen i Excel och ladda upp den igen.")
    book = _book(package, workbook, relations)

    blocks: list[Block] = []
    notes: list[str] = []
    seen: set[str] = set()
    cells = 0
    for number, entry in enumerate(listed, start=1):
        title = entry.get("name", "")
        kind, path = _leads_to(entry, relations)
        if kind == "worksheet" and package.has(path):
            sheet = _read_sheet(package, path, book, MAX_CELLS - cells)
            cells += sum(len(row) for row in sheet.rows.values())
            hidden = entry.get("state", "visible") != "visible"
            links = package.relations(path)
            if not hidden:
                for text in sheet.header:
                    if text not in seen:
                        seen.add(text)
                        blocks.append(Paragraph(text, Place(sheet=title)))
                blocks.extend(_text_boxes(package, links, title))
            if sheet.rows:
                blocks.append(Table(_table_rows(sheet, title), Place(sheet=title, table=number), title, hidden))
            notes.extend(_notes(sheet, title, _comments(package, links)))
        elif kind:
            notes.append(f"Bladet «{title}» är inget kalkylblad och lästes inte.")
        if progress is not None:
            progress(number, len(listed))
    if not blocks:
        raise UnreadableDocument("Arbetsboken är tom: inget blad har något innehåll. Kontrollera att det är rätt fil.")
    return Document(name, hashlib.sha256(content).hexdigest(), "xlsx", tuple(blocks), tuple(notes))


# --- the workbook ---------------------------------------------------------------------------------------------------


def _leads_to(entry: Any, relations: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The kind and path of the part that a <sheet> names by its relation id (in whichever namespace)."""
    for key, value in entry.attrib.items():
        if key.endswith("}id") and value in relations:
            return relations[value]
    return "", ""


def _book(package: Package, workbook: Any, relations: dict[str, tuple[str, str]]) -> _Book:
    paths = dict(relations.values())
    strings: list[str] = []
    struck: set[int] = set()
    if package.has(paths.get("sharedStrings", "")):
        for item in package.xml(paths["sharedStrings"]).iterchildren("{*}si"):
            if item.find("{*}r/{*}rPr/{*}strike") is not None:
                struck.add(len(strings))
            strings.append(_rich_text(item))
    formats: list[str] = []
    struck_styles: set[int] = set()
    if package.has(paths.get("styles", "")):
        styles = package.xml(paths["styles"])
        own = {part.get("numFmtId"): part.get("formatCode", "General") for part in styles.iterfind(".//{*}numFmt")}
        fonts = [_is_on(font.find("{*}strike")) for font in styles.iterfind("{*}fonts/{*}font")]
        for index, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
            number = style.get("numFmtId", "0")
            formats.append(own.get(number) or builtin_format(int(number) if number.isdecimal() else 0))
            font = style.get("fontId", "0")
            if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
                struck_styles.add(index)
    settings = workbook.find(".//{*}workbookPr")
    mac = settings is not None and settings.get("date1904") in {"1", "true"}
    epoch = MAC_EPOCH if mac else WINDOWS_EPOCH
    return _Book(strings, frozenset(struck), formats, frozenset(struck_styles), epoch)


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get("val", "1") not in {"0", "false"}


def _rich_text(item: Any) -> str:
    """The text of a shared or inline string: its runs in order, without the phonetic aids."""
    parts = [part.text or "" for part in item.iterfind("{*}t")]
    parts += [part.text or "" for part in item.iterfind("{*}r/{*}t")]
    return _clean("".join(parts))


def _clean(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


# --- one sheet ------------------------------------------------------------------------------------------------------


def _read_sheet(package: Package, path: str, book: _Book, room: int) -> _Sheet:
    """Walk a sheet's XML as a stream and keep only what has content; `room` is how many cells may still be kept."""
    sheet = _Sheet()
    parser = etree.XMLPullParser(
        events=("end",),
        tag=("{*}row", "{*}mergeCell", "{*}col", "{*}oddHeader", "{*}oddFooter"),
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
    )  # fmt: skip
    last = 0
    kept = 0
    try:
        for piece in _without_empty(package.chunks(path)):
            parser.feed(piece)
            for _, element in parser.read_events():
                name = local(element)
                if name == "row":
                    number = element.get("r")
                    last = int(number) if number and number.isdecimal() else last + 1
                    row = _read_row(element, last, book, sheet)
                    if row:
                        sheet.rows[last] = row
                        kept += len(row)
                        if kept > room:
                            raise UnreadableDocument(
                                f"Arbetsboken har fler än {MAX_CELLS} ifyllda celler och är för stor för en "
                                f"åtgärdsplan. Ta bort blad som inte hör till planen och ladda upp den igen."
                            )
                        if element.get("hidden") in {"1", "true"}:
                            sheet.hidden_rows += 1
                    # Rows are freed as they are read: a million of them must not stay in memory.
                    element.clear()
                    before = element.getprevious()
                    while before is not None:
                        element.getparent().remove(before)
                        before = element.getprevious()
                elif name == "mergeCell":
                    if span := _span(element.get("ref", "")):
                        sheet.merges.append(span)
                elif name == "col":
                    if element.get("hidden") in {"1", "true"}:
                        sheet.hidden_columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
                else:
                    text = _furniture_text(element.text or "")
                    if text:
                        sheet.header.append(text)
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise UnreadableDocument(package.damaged) from fault
    return sheet


def _without_empty(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """A sheet's XML, whole rows at a time, without the cells and rows that are formatted but empty.

    Taken out as bytes, before the XML is parsed, since there may be millions; only such as state their own position.
    """
    waiting = b""
    for piece in pieces:
        waiting += piece
        cut = waiting.rfind(b"<row ")
        if cut > 0 or len(waiting) > 8 << 20:
            whole, waiting = (waiting[:cut], waiting[cut:]) if cut > 0 else (waiting, b"")
            yield _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", whole))
    yield waiting


def _read_row(element: Any, number: int, book: _Book, sheet: _Sheet) -> dict[int, str]:
    row: dict[int, str] = {}
    column = 0
    for cell in element:
        reference = cell.get("r")
        column = _column(reference) if reference else column + 1
        if not len(cell):
            continue
        stored = formula = None
        inline = ""
        for part in cell:
            name = local(part)
            if name == "v":
                stored = part.text
            elif name == "f":
                formula = part
            elif name == "is":
                inline = _rich_text(part)
                if part.find("{*}r/{*}rPr/{*}strike") is not None:
                    sheet.struck.append(f"{get_column_letter(column)}{number}")
        kind = cell.get("t", "n")
        style = cell.get("s")
        styled = int(style) if style else 0
        if inline:
            text = inline
        elif stored is None or (stored == "" and formula is not None and kind != "str"):
            if formula is None or kind == "str":
                continue
            # Never computed: the formula stands as text and is never evaluated.
            text = "=" + formula.text if formula.text else ""
            sheet.formulas.append(f"{get_column_letter(column)}{number}")
        elif kind == "s":
            index = int(stored)
            text = book.strings[index] if 0 <= index < len(book.strings) else ""
            if index in book.struck_strings:
                sheet.struck.append(f"{get_column_letter(column)}{number}")
        elif kind == "n":
            code = book.formats[styled] if styled < len(book.formats) else "General"
            text = number_text(stored, code, book.epoch)
        elif kind == "b":
            text = "Ja" if stored.strip() in {"1", "true"} else "Nej"
        elif kind == "d":
            text = date_text(stored)
        else:
            text = _clean(stored)
            if kind == "e":
                sheet.faults.append(f"{get_column_letter(column)}{number}")
        if text:
            row[column] = text
            if styled in book.struck_styles:
                sheet.struck.append(f"{get_column_letter(column)}{number}")
    return row


def _column(reference: str) -> int:
    column = 0
    for char in reference:
        if not char.isalpha():
            break
        column = column * 26 + ord(char.upper()) - 64
    return column


def _span(reference: str) -> Span | None:
    found = _RANGE.fullmatch(reference.upper())
    if found is None or found.group(3) is None:
        return None
    first, last = _column(found.group(1)), _column(found.group(3))
    return int(found.group(2)), first, int(found.group(4)), last


def _furniture_text(code: str) -> str:
    """A page header or footer without its layout codes (fonts, page number, left, centre, right)."""
    text = _FURNITURE.sub("", code.replace("&&", "\x00"))
    lines = (" ".join(line.split()) for line in re.split(r"&[LCR]|\n", text))
    return "\n".join(line.replace("\x00", "&") for line in lines if any(char.isalnum() for char in line))


# --- the table ------------------------------------------------------------------------------------------------------


def _table_rows(sheet: _Sheet, title: str) -> tuple[tuple[Cell, ...], ...]:
    numbers = _delivered(sorted(sheet.rows))
    width = max(max(row) for row in sheet.rows.values())
    columns: Sequence[int] = range(1, width + 1)
    if width > MAX_WIDTH:
        columns = sorted({column for row in sheet.rows.values() for column in row})
    marks = _merged(sheet, numbers, width)
    texts: dict[int, dict[int, str]] = sheet.rows
    out: list[tuple[Cell, ...]] = []
    for number in numbers:
        place = Place(sheet=title, row=number)
        row = texts.get(number, {})
        covered = marks.get(number, {})
        last = max(max(row, default=0), max(covered, default=0))
        cells: list[Cell] = []
        for column in columns:
            if column > last:
                break
            if column in covered:
                text, merged = covered[column]
                cells.append(Cell(text, place, merged))
            else:
                cells.append(Cell(row.get(column, ""), place))
        out.append(tuple(cells) or (Cell("", place),))
    return tuple(out)


def _delivered(numbers: Sequence[int]) -> list[int]:
    """The rows to deliver: those with content and, in each gap between them, a few of the empty ones."""
    out: list[int] = []
    for number in numbers:
        if out:
            out.extend(range(out[-1] + 1, min(number, out[-1] + 1 + BLANK_RUN)))
        out.append(number)
    return out


def _merged(sheet: _Sheet, numbers: Sequence[int], width: int) -> dict[int, dict[int, tuple[str, Merged]]]:
    """Row to column to (text, kind) for each cell that a merged range covers, its own corner excepted."""
    marks: dict[int, dict[int, tuple[str, Merged]]] = {}
    spread = 0
    for top, left, bottom, edge in sheet.merges:
        right = min(edge, width)
        text = sheet.rows.get(top, {}).get(left, "")
        within = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        spread += len(within) * max(0, right - left + 1)
        if spread > MAX_SPREAD:
            break
        for number in within:
            row = marks.setdefault(number, {})
            if number != top and left <= width:
                row[left] = (text, "down")
            for column in range(left + 1, right + 1):
                row[column] = ("", "across")
    return marks


# --- what stands beside the cells -----------------------------------------------------------------------------------


def _text_boxes(package: Package, links: dict[str, tuple[str, str]], title: str) -> Iterable[Paragraph]:
    for kind, path in links.values():
        if kind != "drawing" or not package.has(path):
            continue
        for anchor in package.xml(path):
            start = anchor.find("{*}from/{*}row")
            row = int(start.text) + 1 if start is not None and (start.text or "").isdecimal() else None
            lines = [
                "".join(part.text or "" for part in line.iterfind(".//{*}t"))
                for line in anchor.iterfind(".//{*}txBody/{*}p")
            ]
            text = "\n".join(line.strip() for line in lines if line.strip())
            if text:
                yield Paragraph(text, Place(sheet=title, row=row))


def _comments(package: Package, links: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Cell to the text of its comment; a threaded comment's own text goes before the copy kept for old Excel."""
    found: dict[str, str] = {}
    threaded: dict[str, list[str]] = {}
    for kind, path in links.values():
        if not package.has(path):
            continue
        if kind == "comments":
            for comment in package.xml(path).iterfind(".//{*}comment"):
                text = "".join(part.text or "" for part in comment.iterfind("{*}text//{*}t"))
                found[comment.get("ref", "")] = _THREADED.sub("", text).strip()
        elif kind == "threadedComment":
            for comment in package.xml(path).iterfind(".//{*}threadedComment"):
                text = (comment.findtext("{*}text") or "").strip()
                threaded.setdefault(comment.get("ref", ""), []).append(text)
    return {**found, **{cell: " / ".join(texts) for cell, texts in threaded.items()}}


def _notes(sheet: _Sheet, title: str, comments: dict[str, str]) -> Iterable[str]:
    if comments:
        shown = "; ".join(f"{cell}: «{' '.join(text.split())[:200]}»" for cell, text in list(comments.items())[:20])
        yield f"Bladet «{title}» har kommentarer som inte hör till cellernas text ({len(comments)} st): {shown}."
    if sheet.formulas:
        yield f"Bladet «{title}» har formler utan sparat värde, som visas som text: {_listed(sheet.formulas)}."
    if sheet.faults:
        yield f"Bladet «{title}» har celler med felvärden: {_listed(sheet.faults)}."
    if sheet.struck:
        yield f"Bladet «{title}» har överstruken text, läst som vanlig text: {_listed(sheet.struck)}."
    if sheet.hidden_rows:
        yield f"Bladet «{title}» har dolda rader med innehåll ({sheet.hidden_rows} st); de är lästa."
    used = {column for row in sheet.rows.values() for column in row}
    hidden = sorted(column for column in used if any(a <= column <= b for a, b in sheet.hidden_columns))
    if hidden:
        letters = _listed(map(get_column_letter, hidden))
        yield f"Bladet «{title}» har dolda kolumner med innehåll ({letters}); de är lästa."


def _listed(cells: Iterable[str]) -> str:
    names = list(dict.fromkeys(cells))
    return ", ".join(names[:10]) + (f" med flera ({len(names)} st)" if len(names) > 10 else "")
