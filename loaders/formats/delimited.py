"""Delimited text (CSV, TSV) to a Document: tables of cells with a line place, other lines as paragraphs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from loaders.formats.decoding import decode, looks_like_text
from loaders.formats.markup import without_tags
from loaders.records import Block, Cell, Document, Paragraph, Place, Table

_DELIMITERS = ("\t", ";", ",", "|")
_LONGEST_QUOTED = 30_000


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    fields: tuple[str, ...]


def matches(name: str, content: bytes) -> bool:
    """Whether the content is lines of fields: one delimiter that gives most records the same three columns or more."""
    if not looks_like_text(content):
        return False
    return _delimiter(decode(content), name) is not None


def read(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The file's tables and the lines between them. Form `tsv` when the delimiter is a tab, else `csv`."""
    text = decode(content)
    delimiter = _delimiter(text, name) or ","
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    started = 0
    tables = 0

    def close() -> None:
        nonlocal rows, tables
        if rows:
            tables += 1
            numbered = tuple(
                tuple(Cell(cell.text, Place(table=tables, row=number, line=cell.place.line)) for cell in row)
                for number, row in enumerate(rows, start=1)
            )
            blocks.append(Table(numbered, Place(table=tables, line=started)))
        rows = []

    for record in _records(text, delimiter):
        filled = [field for field in record.fields if field.strip()]
        if not filled and len(record.fields) == 1:
            close()
        elif len(record.fields) == 1:
            close()
            blocks.append(Paragraph(without_tags(record.fields[0]).strip(), Place(line=record.line)))
        else:
            if not rows:
                started = record.line
            rows.append(tuple(Cell(without_tags(field).strip(), Place(line=record.line)) for field in record.fields))
    close()
    form = "tsv" if delimiter == "\t" else "csv"
    return Document(name, hashlib.sha256(content).hexdigest(), form, tuple(blocks))  # type: ignore[arg-type]


def _delimiter(text: str, name: str) -> str | None:
    """The delimiter that tells a table, or None. A file ending decides between equals only."""
    best: tuple[float, str] | None = None
    for delimiter in _DELIMITERS:
        if delimiter == "|" and any(_is_markdown(line) for line in text.splitlines()):
            continue
        widths = Counter(len(record.fields) for record in _records(text, delimiter) if any(record.fields))
        total = sum(widths.values())
        wide = Counter({width: count for width, count in widths.items() if width >= 3})
        if not wide or not total:
            continue
        width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
        share = sum(wide.values()) / total if delimiter == "\t" else count / total
        # Prose is full of commas, but they never give two records in three the same number of fields.
        needed = 0.2 if delimiter == "\t" else 0.6
        if count < 2 and delimiter != "\t":
            continue
        if share < needed:
            continue
        expected = {".tsv": "\t", ".csv": ";,"}.get(PurePath(name).suffix.casefold(), "")
        score = share + 0.02 * min(width, 12) + (0.2 if delimiter in expected else 0)
        if best is None or score > best[0]:
            best = (score, delimiter)
    return best[1] if best else None


def _is_markdown(line: str) -> bool:
    """Whether a line with pipes is of a Markdown table: it begins with one, or is the row of dashes below the head."""
    return line.lstrip().startswith("|") or ("|" in line and "-" in line and set(line) <= set("|-: \t"))


def _records(text: str, delimiter: str) -> list[_Record]:
    """Records with the line they begin on. A field in quotes may hold delimiters and line breaks; a quote that is
    never closed before a delimiter or line end is a quote mark in the text, so that it cannot swallow the file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    records: list[_Record] = []
    fields: list[str] = []
    position, line, began = 0, 1, 1
    length = len(text)
    while position <= length:
        if position < length and text[position] == '"':
            end = _closing_quote(text, position, delimiter)
            if end is not None:
                fields.append(text[position + 1 : end].replace('""', '"'))
                line += text.count("\n", position, end)
                position = end + 1
                if position >= length or text[position] == "\n":
                    records.append(_Record(began, tuple(fields)))
                    fields = []
                    line += 1
                    began = line
                position += 1
                if position > length:
                    break
                continue
        stop = position
        while stop < length and text[stop] != delimiter and text[stop] != "\n":
            stop += 1
        fields.append(text[position:stop])
        if stop >= length or text[stop] == "\n":
            if stop < length or fields != [""]:
                records.append(_Record(began, tuple(fields)))
            fields = []
            line += 1
            began = line
        position = stop + 1
    return records


def _closing_quote(text: str, opening: int, delimiter: str) -> int | None:
    limit = min(len(text), opening + _LONGEST_QUOTED)
    position = opening + 1
    while (position := text.find('"', position, limit)) >= 0:
        if position == opening + 1 and _ends_field(text, position + 1, delimiter):
            return position
        if text.startswith('""', position):
            position += 2
        elif _ends_field(text, position + 1, delimiter):
            return position
        else:
            position += 1
    return None


def _ends_field(text: str, position: int, delimiter: str) -> bool:
    return position >= len(text) or text[position] in (delimiter, "\n")
