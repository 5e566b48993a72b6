"""PDF files with a text layer to a Document: ruled tables joined over the pages, and the text around them."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException
from pypdfium2 import PdfiumError

from loaders.errors import UnreadableDocument
from loaders.formats.package import what_it_is
from loaders.formats.pdf_join import JoinedTable, begin, extend, same_columns
from loaders.formats.pdf_layout import PrintedPage, as_laid_out
from loaders.formats.pdf_lines import Habits, Line, habits_of, joined_text
from loaders.formats.pdf_page import PageContent, Piece, PieceCell, read_page
from loaders.formats.scan import read_pages
from loaders.records import Block, Cell, Document, Form, Paragraph, Place, Table

MAX_PAGES = 500
MAX_STREAM = 80 * 1024 * 1024
"""Bytes that one compressed stream may unpack to: a page of text is some kilobytes, a bomb gigabytes."""
SCANNED = "Sidorna är bilder; texten är tolkad ur dem och kan ha fel ({sure} % säker). Jämför med originalet."

_ONE_SIZE = 0.95
"""Type sizes told of pictures are one that are nearer one another than this share: a size was told 8 % apart."""
_PAGE_NUMBER = re.compile(r"(?:sidan?|sid\.?|s\.)?\s*\d{1,3}\s*(?:[(/]|av|of)?\s*\d{0,3}\)?", re.IGNORECASE)
_DAMAGED = (
    "PDF-filen är skadad eller avbruten och kan inte läsas. "
    "Öppna den i en PDF-läsare, spara den på nytt och ladda upp den igen."
)
_BOMB = (
    "PDF-filen är orimligt stor när den packas upp och läses därför inte. "
    "Spara om den utan bilder och ladda upp den igen."
)
_PACKED_TWICE = re.compile(rb"/Filter\s*\[[^\]]{0,200}/(?:FlateDecode|Fl)\b[^\]]{0,200}/(?:FlateDecode|Fl)\b")
_LOCKED = "Filen är låst med lösenord. Ta bort lösenordet och ladda upp den igen."


def matches(name: str, content: bytes) -> bool:
    """Whether the content is a PDF: its mark stands within the first kilobyte, as readers of PDF allow."""
    return b"%PDF-" in content[:1024]


def read(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document's tables and the paragraphs around them, in reading order.

    Form "pdf" when tables were found; "stacked text", a Paragraph for each line, when there is text but no table;
    "scanned pdf" when the pages are pictures, their text read by Tesseract. `progress` is called with (pages read,
    pages in all).
    Raises UnreadableDocument for what is no PDF, is locked, damaged, has more than MAX_PAGES pages, or is a scan where
    Tesseract is not installed.
    """
    pages: list[PageContent] = []
    with _Damage() as damage, _opened(content) as pdf:
        total = len(pdf.pages)
        for number, page in enumerate(pdf.pages, start=1):
            pages.append(_page(page, number, bool(pages and pages[-1].printed)))
            page.close()
            if progress is not None:
                progress(number, total)
    _unrule(pages)
    digest = hashlib.sha256(content).hexdigest()
    glyphs = sum(page.glyphs for page in pages)
    unknown = sum(page.unknown for page in pages)
    if glyphs < 20 or unknown > 0.3 * glyphs:
        try:
            scanned = read_pages(content, progress)
        except PdfiumError as fault:  # pdfminer goes on past damage that pdfium does not draw
            raise UnreadableDocument(_DAMAGED) from fault
        note = SCANNED.format(sure=round(100 * scanned.sure))
        _unrule(scanned.pages)
        ruled = any(piece.ruled for page in scanned.pages for piece in page.pieces)
        laid_out = () if ruled else as_laid_out([page.printed for page in scanned.pages if page.printed])
        return Document(
            name, digest, "scanned pdf", tuple(_delivered_pages(scanned.pages, is_scan=True)), (note,), laid_out
        )
    notes = list(_notes(pages, unknown))
    if damage.lost:
        notes.append("PDF-filen är delvis skadad, så text kan saknas. Jämför med originalet eller spara om filen.")
    blocks = _delivered_pages(pages)
    form: Form = "pdf" if any(isinstance(block, Table) for block in blocks) else "stacked text"
    laid_out = as_laid_out([page.printed or _line_by_line(page) for page in pages]) if pages[-1].printed else ()
    return Document(name, digest, form, tuple(blocks), tuple(notes), laid_out)


def _unrule(pages: Sequence[PageContent]) -> None:
    """No page's rules part rows where one page shows it: on the others fewer rows show it less."""
    if any(page.rowless for page in pages):
        for page in pages:
            page.pieces = [replace(piece, ruled=False) for piece in page.pieces]


def _delivered_pages(pages: Sequence[PageContent], is_scan: bool = False) -> list[Block]:
    """The blocks of all pages; when no page has a table, ruled or told by its gaps, a Paragraph for each line."""
    if not any(page.pieces for page in pages):
        for page in pages:
            if page.unruled is not None:
                piece, page.lines = page.unruled
                page.pieces.append(piece)
    blocks = _blocks(pages, is_scan)
    if any(isinstance(block, Table) for block in blocks):
        return blocks
    return [
        Paragraph(line.text, Place(page=page.number, line=number))
        for page in pages
        for number, line in enumerate(sorted(page.lines, key=lambda line: line.top), start=1)
    ]


def _line_by_line(page: PageContent) -> PrintedPage:
    """A page before the first that may have a table without rules: its words are kept, not where they stand."""
    cells = [line for piece in page.pieces for row in piece.rows for cell in row for line in cell.lines]
    return PrintedPage(page.number, [[line] for line in sorted([*page.lines, *cells], key=lambda line: line.top)], [])


class _Damage(logging.Handler):
    """Listens to what pdfminer only logs while this thread reads: it goes on past damage, and text is then lost.

    The log lines themselves hold pieces of the document and go nowhere else.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lost = False
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Note a line that tells of lost text."""
        if record.thread == self._thread and str(record.msg).startswith(("Data-loss", "Cannot render")):
            self.lost = True

    def __enter__(self) -> _Damage:
        logging.getLogger("pdfminer").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("pdfminer").removeHandler(self)


# --- opening --------------------------------------------------------------------------------------------------------


def _opened(content: bytes) -> Any:
    if not content:
        raise UnreadableDocument("Filen är tom. Kontrollera att den är en PDF med innehåll och försök igen.")
    if not matches("", content):
        raise UnreadableDocument(f"{what_it_is(content)} Den kan inte läsas som PDF. Ladda upp själva dokumentet.")
    _refuse_bombs(content)
    try:
        pdf = pdfplumber.open(io.BytesIO(content))
        count = len(pdf.pages)
    except (PdfminerException, PDFPasswordIncorrect) as fault:
        locked = isinstance(fault, PDFPasswordIncorrect) or any(
            isinstance(part, PDFPasswordIncorrect) for part in (*fault.args, fault.__context__, fault.__cause__)
        )
        raise UnreadableDocument(_LOCKED if locked else _DAMAGED) from fault
    except Exception as fault:  # pdfminer lets all sorts of errors through on broken files
        raise UnreadableDocument(_DAMAGED) from fault
    if not count:
        raise UnreadableDocument(_DAMAGED)
    if count > MAX_PAGES:
        raise UnreadableDocument(
            f"PDF-filen har {count} sidor; högst {MAX_PAGES} kan läsas. Ladda upp bara de sidor som är åtgärdsplanen."
        )
    return pdf


def _page(page: Any, number: int, printed: bool) -> PageContent:
    try:
        return read_page(page, number, printed)
    except Exception as fault:  # as above: a broken page must not show a library's own words
        raise UnreadableDocument(f"Sidan {number} i PDF-filen är skadad. {_DAMAGED}") from fault


def _refuse_bombs(content: bytes) -> None:
    """Unpack each large compressed stream a piece at a time, and refuse the file when one never ends.

    Streams of less than 64 kB can't reach the ceiling (deflate packs at most 1000 to 1), so that pages cost nothing;
    unless they are packed in what is packed, which no program that makes documents does.
    """
    if _PACKED_TWICE.search(content):
        raise UnreadableDocument(_BOMB)
    at = 0
    while (start := content.find(b"stream", at)) >= 0:
        end = content.find(b"endstream", start)
        if end < 0:
            return
        at = end + 9
        data = content[start + 6 : end].lstrip(b"\r\n")
        if len(data) < 65536:
            continue
        unpacker = zlib.decompressobj()
        size = 0
        try:
            while data and not unpacker.eof:
                size += len(unpacker.decompress(data, 1 << 20))
                data = unpacker.unconsumed_tail
                if size > MAX_STREAM:
                    raise UnreadableDocument(_BOMB)
        except zlib.error:
            continue


# --- blocks ---------------------------------------------------------------------------------------------------------


def _blocks(pages: Sequence[PageContent], is_scan: bool) -> list[Block]:
    running = _running_lines(pages)
    habits = habits_of(
        line for page in pages for piece in page.pieces for row in piece.rows for cell in row for line in cell.lines
    )
    bottom = max((piece.ys[-1] for page in pages for piece in page.pieces), default=0.0)
    out: list[JoinedTable | list[Line]] = []
    told: set[str] = set()
    open_table: JoinedTable | None = None
    for page in pages:
        waiting: list[Line] = []
        furniture: list[Line] = []
        for item in _in_order(page):
            if isinstance(item, Line):
                if _key(item) in running or _PAGE_NUMBER.fullmatch(item.text.strip()):
                    if item.text not in told:
                        told.add(item.text)
                        (waiting if open_table is None else furniture).append(item)
                    continue
                beside = item.top >= page.height or (
                    open_table is not None
                    and open_table.last is not None
                    and open_table.last.page == page.number
                    and item.top < open_table.last.ys[-1]
                )
                if beside and open_table is not None:
                    furniture.append(item)
                    continue
                open_table = None
                waiting.append(item)
                continue
            if open_table is not None and open_table.last is not None and _follows(open_table, item):
                extend(open_table, item, bottom)
                continue
            out.extend(_paragraphs(waiting))
            waiting = []
            open_table = begin(item)
            out.append(open_table)
        out.extend(_paragraphs([*waiting, *furniture]))
    sizes: Counter[int] = Counter()
    for part in out:
        for line in part if isinstance(part, list) else ():
            sizes[round(line.size)] += len(line.text)
    normal = sizes.most_common(1)[0][0] if sizes else 0
    return list(_delivered(out, habits, normal, is_scan))


def _follows(table: JoinedTable, piece: Piece) -> bool:
    return table.last is not None and piece.page == table.last.page + 1 and same_columns(table, piece)


def _delivered(
    parts: Iterable[JoinedTable | list[Line]], habits: Habits, normal: int, is_scan: bool
) -> Iterator[Block]:
    tables = lines = 0
    parts = list(parts)
    titles = (part[0].size for part in parts if isinstance(part, list) and _is_large(part[0], normal))
    ranks = _ranks(titles, _ONE_SIZE if is_scan else 1.0)
    # Only letters half as large again as the text's are a title.
    highest = 1 if max(ranks, default=0.0) > 1.5 * normal else 2
    for part in parts:
        if isinstance(part, list):
            lines += 1
            text = joined_text(part, habits)
            large = _is_large(part[0], normal) and len(text) < 200 and not _PAGE_NUMBER.fullmatch(text)
            level = highest + ranks[part[0].size] if large else None
            yield Paragraph(text, Place(page=part[0].page, line=lines), level)
            continue
        tables += 1
        rows = []
        for number, row in enumerate(part.rows, start=1):
            place = Place(page=row.page, table=tables, row=number)
            rows.append(tuple(_cell(cell, place, habits) for cell in row.cells))
        yield Table(tuple(rows), Place(page=part.page, table=tables), ruled=part.ruled)


def _ranks(sizes: Iterable[float], share: float) -> dict[float, int]:
    """Which rank each type size has, 0 for the largest. Half points apart are two, if less than this share of the next
    larger."""
    ranks: dict[float, int] = {}
    rank, last = -1, float("inf")
    for size in sorted(set(sizes), reverse=True):
        half = round(2 * size) / 2
        rank += half < last and half <= share * last
        ranks[size] = rank
        last = half
    return ranks


def _cell(cell: PieceCell, place: Place, habits: Habits) -> Cell:
    unsure = tuple(word for line in cell.lines for word in line.unsure)
    return Cell(joined_text(cell.lines, habits), place, cell.merged, unsure)


def _is_large(line: Line, normal: int) -> bool:
    return line.size > 1.15 * normal


def _in_order(page: PageContent) -> list[Line | Piece]:
    """Lines and table pieces from top to bottom."""
    items: list[tuple[float, float, Line | Piece]] = [(line.top, line.x0, line) for line in page.lines]
    items += [(piece.ys[0], piece.xs[0], piece) for piece in page.pieces]
    items.sort(key=lambda item: item[:2])
    return [item for _, _, item in items]


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines outside tables as paragraphs: a line goes on in the next when it was full and the next stands close."""
    group: list[Line] = []
    for line in lines:
        if group:
            last = group[-1]
            close = line.page == last.page and line.top - last.bottom < 0.7 * last.size
            alike = abs(line.size - last.size) < 0.6 and line.bold == last.bold
            full = last.room < line.first + 0.25 * line.size + 1.0
            if not (close and alike and full) or "\t" in line.text or "\t" in last.text:
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 8)


def _running_lines(pages: Sequence[PageContent]) -> set[tuple[str, int]]:
    """Lines that stand at one height on many pages, numbers apart: page headers and footers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in page.lines})
    return {key for key, count in counts.items() if count >= max(2, 0.4 * len(pages))}


def _notes(pages: Sequence[PageContent], unknown: int) -> Iterator[str]:
    if unknown:
        yield f"{unknown} tecken kunde inte läsas (typsnittet säger inte vilka de är) och visas som \ufffd."
    images = [str(page.number) for page in pages if page.glyphs < 5]
    if images:
        yield f"Sidor utan läsbar text: {', '.join(images[:20])}."
    drawings = [str(page.number) for page in pages if page.drawing]
    if drawings:
        yield f"Sidor med så många streck att tabeller inte söktes: {', '.join(drawings[:20])}."
