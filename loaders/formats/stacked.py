"""Plain text where a table once was: the text layer of a PDF, or what OCR read, as fragments in reading order."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable

from loaders.records import Document, Paragraph, Place

_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"{\\rtf")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)+\|?\s*$", re.MULTILINE)
_MARKUP = re.compile(r"^\s*(<!doctype|<html|<\?xml)", re.IGNORECASE)
_OTHER_NAMES = (".csv", ".tsv", ".xlsx", ".xls", ".docx", ".doc", ".pdf", ".json", ".html", ".htm")


def matches(name: str, content: bytes) -> bool:
    """Whether the bytes are plain text that is neither Markdown pipe tables nor a delimited table."""
    if name.casefold().endswith(_OTHER_NAMES) or content.startswith(_BINARY):
        return False
    text, _ = _decoded(content)
    if not text.strip() or "\x00" in text or _MARKUP.match(text):
        return False
    return not (_RULE.search(text) or _is_delimited(text))


def read(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The text as paragraphs: one per blank-line-separated fragment, its lines separated by line feeds.

    `place.line` is the fragment's first line, `place.page` the page where form feeds mark pages. `progress` takes
    what is done and how much there is.
    """
    text, note = _decoded(content)
    has_pages = "\f" in text
    blocks: list[Paragraph] = []
    lines: list[str] = []
    spaced: set[int] = set()
    first, page = 1, 1

    def close() -> None:
        if lines:
            place = Place(line=first, page=page if has_pages else None)
            blocks.append(Paragraph("\n".join(lines), place, spaced=frozenset(spaced)))
            lines.clear()
            spaced.clear()

    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        breaks = raw.count("\f")
        line = raw.replace("\f", "").rstrip()
        if breaks or not line.strip():
            close()
        page += breaks
        if line.strip():
            if not lines:
                first = number
            if raw[-1] == " ":
                spaced.add(len(lines))
            lines.append(line)
    close()
    if progress:
        progress(1, 1)
    return Document(name, hashlib.sha256(content).hexdigest(), "stacked text", tuple(blocks), (note,) if note else ())


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and, where the encoding had to be guessed, a Swedish sentence that says so."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), ""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), (
            "Texten är inte UTF-8 och har lästs som Windows-text (cp1252)."
        )


def _is_delimited(text: str) -> bool:
    """Whether tabs, semicolons or commas part most of the text into the same cells row after row."""
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(line.count("\t") >= 2 for line in lines) >= 2:
        return True
    for delimiter in ";,":
        try:
            rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(map(str.strip, row))]
        except csv.Error:
            continue
        widths = [len(row) for row in rows]
        common = max(set(widths), key=widths.count)
        if len(rows) >= 2 and common >= 3 and widths.count(common) >= 0.8 * len(rows):
            return True
    return False
