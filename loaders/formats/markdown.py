"""Markdown to a Document: pipe tables and HTML tables as tables, headings and other lines as paragraphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from loaders.formats.decoding import decode, looks_like_text
from loaders.formats.markup import plain_text
from loaders.records import Block, Cell, Document, Merged, Paragraph, Place, Table

# Possessive (++): a long line that is no delimiter row is told at once.
_DELIMITER_ROW = re.compile(r"^\s*+(?:\|\s*+)?:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)++\|?\s*$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"^\s*(?:[-*+]\s+)?(\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)\1\s*(?P<rest>.*)$")
_MARKED_ENOUGH = 3
_COLUMN_GAP = re.compile(r"\S {3,}\S")
_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_CELLS = re.compile(r"[;\t][^;\t]*[;\t]")
_SPAN_LIMIT = 200


def matches(name: str, content: bytes) -> bool:
    """Whether the content is text with a pipe table (its delimiter row |---|---|) or an HTML table in Markdown, or
    text without a table that is marked up: headings, or lines that begin in bold, and no columns of spaces."""
    if not looks_like_text(content):
        return False
    text = decode(content)
    lines = text.splitlines()
    if any(_DELIMITER_ROW.match(line) and _PIPE.search(line) for line in lines):
        return True
    if text.lstrip()[:200].casefold().startswith(("<!doctype html", "<html")):
        return False
    return bool(_HTML_TABLE.search(text)) or _is_marked_up(lines)


def _is_marked_up(lines: list[str]) -> bool:
    # A line of a delimited table can begin with a number sign: its cells are parted alike, a heading's words are not.
    # The same one on page after page is a table's header whose first column is called "#".
    marked = [line for line in lines if (_HEADING.match(line) or _BOLD.match(line)) and not _CELLS.search(line)]
    return len(set(marked)) >= _MARKED_ENOUGH and not any(_COLUMN_GAP.search(line) for line in lines)


def read(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document's tables, headings and paragraphs in order, each with its line."""
    lines = decode(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[Block] = []
    tables = 0
    position = 0
    while position < len(lines):
        line = lines[position]
        if _HTML_TABLE.search(line):
            stop = _html_end(lines, position)
            tables += 1
            blocks.append(_html_table("\n".join(lines[position:stop]), tables, position + 1))
            position = stop
        elif _begins_pipe_table(lines, position):
            stop = position + 1
            bare = not line.lstrip().startswith("|")
            while stop < len(lines) and _is_pipe_row(lines[stop], bare):
                stop += 1
            tables += 1
            blocks.append(_pipe_table(lines[position:stop], tables, position + 1))
            position = stop
        else:
            blocks.extend(_paragraph(line, position + 1))
            position += 1
    return Document(name, hashlib.sha256(content).hexdigest(), "markdown", tuple(blocks))


def _paragraph(line: str, number: int) -> Iterator[Paragraph]:
    heading = _HEADING.match(line)
    text = plain_text(heading.group(2) if heading else line)
    bold = _BOLD.match(line)
    if text:
        strong = bold is not None and not bold.group("rest")
        yield Paragraph(text, Place(line=number), len(heading.group(1)) if heading else None, strong)


def _is_pipe_row(line: str, bare: bool) -> bool:
    """Whether the line goes on a table; in a `bare` one rows need no mark at their start, only one inside."""
    return line.lstrip().startswith("|") or (bool(_PIPE.search(line)) and (bare or bool(_DELIMITER_ROW.match(line))))


def _begins_pipe_table(lines: list[str], position: int) -> bool:
    if lines[position].lstrip().startswith("|"):
        return True
    after = lines[position + 1] if position + 1 < len(lines) else ""
    return bool(_PIPE.search(lines[position])) and bool(_DELIMITER_ROW.match(after)) and bool(_PIPE.search(after))


def _pipe_table(lines: list[str], number: int, first_line: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for offset, line in enumerate(lines):
        if _DELIMITER_ROW.match(line):
            continue
        place = Place(table=number, row=len(rows) + 1, line=first_line + offset)
        body = line.strip()
        body = body[1:] if body.startswith("|") else body
        body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
        rows.append(tuple(Cell(plain_text(part), place) for part in _PIPE.split(body)))
    return Table(tuple(rows), Place(table=number, line=first_line))


def _html_end(lines: list[str], position: int) -> int:
    depth = 0
    for index in range(position, len(lines)):
        lowered = lines[index].casefold()
        depth += lowered.count("<table") - lowered.count("</table")
        if depth <= 0:
            return index + 1
    return len(lines)


def _html_table(source: str, number: int, first_line: int) -> Table:
    parser = _TableParser()
    parser.feed(source)
    parser.close()
    rows: list[tuple[Cell, ...]] = []
    open_spans: dict[int, tuple[int, str]] = {}
    for row_number, (line, cells) in enumerate(parser.rows, start=1):
        place = Place(table=number, row=row_number, line=first_line + line - 1)
        row: list[Cell] = []
        waiting = list(cells)
        while waiting or len(row) in open_spans:
            column = len(row)
            if column in open_spans:
                left, text = open_spans.pop(column)
                row.append(Cell(text, place, "down"))
                if left > 1:
                    open_spans[column] = (left - 1, text)
                continue
            markup, down, across = waiting.pop(0)
            text = plain_text(markup)
            for step in range(across):
                kind: Merged = "across" if step else "no"
                row.append(Cell("" if step else text, place, kind))
                if down > 1:
                    open_spans[column + step] = (down - 1, "" if step else text)
        rows.append(tuple(row))
    return Table(tuple(rows), Place(table=number, line=first_line))


class _TableParser(HTMLParser):
    """Collects (line, [(inner markup, rowspan, colspan)]) for the outermost table's rows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[tuple[int, list[tuple[str, int, int]]]] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._close_cell()
            self.rows.append((self.getpos()[0], []))
        elif tag in ("td", "th") and self._depth == 1:
            self._close_cell()
            named = dict(attrs)
            self._spans = (_span(named.get("rowspan")), _span(named.get("colspan")))
            self._cell = []
        elif self._cell is not None:
            self._cell.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._cell is not None:
            self._cell.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self._close_cell()
            self._depth -= 1
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._close_cell()
        elif self._cell is not None:
            self._cell.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def close(self) -> None:
        super().close()
        self._close_cell()

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append((self.getpos()[0], []))
        self.rows[-1][1].append(("".join(self._cell), *self._spans))
        self._cell = None


def _span(value: str | None) -> int:
    """A rowspan or colspan, bounded: a document that claims a million columns gets no million cells."""
    try:
        return max(1, min(int(value or 1), _SPAN_LIMIT))
    except ValueError:
        return 1
