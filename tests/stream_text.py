"""Tables as the text that programs take out of a printed PDF in the order it was set in (what many portals hand out).

Row after row and cell after cell; cells are wrapped at their column's width; what stands on the same height comes on
one line; a blank line is put where the page goes more than a line up or down, and where a line begins further to the
left or right than the one before it, unless a blank line stands before that one. A row that the page's end cuts goes on
after the header of the next page (or without one).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

Rows = Sequence[Sequence[str]]
_PAGE_BREAK = "\n\n\n"


@dataclass(slots=True)
class _Writer:
    """Writes pieces of text where they stand, and breaks lines as such programs do."""

    text: str = ""
    at: tuple[int, int] | None = None
    line_from: int = 0
    after_blank: bool = True

    def put(self, x: int, y: int, piece: str) -> None:
        if self.at is None:
            self.text += piece
            self.after_blank = True
        elif y == self.at[1]:
            self.text += ("" if self.text.endswith(" ") else " ") + piece
            self.at = (x, y)
            return
        else:
            blank = abs(y - self.at[1]) > 1 or (x != self.line_from and not self.after_blank)
            self.text += ("\n\n" if blank else "\n") + piece
            self.after_blank = blank
        self.at, self.line_from = (x, y), x

    def new_page(self) -> None:
        self.text += _PAGE_BREAK
        self.at = None


def stream_text(
    tables: Sequence[tuple[str, Rows]],
    chars: int = 150,
    page: int = 45,
    repeats_header: bool = True,
    spaced: bool = True,
) -> str:
    """The (title, rows) tables as text; the first row is the header. `chars` is how many characters stand side by side
    on the page and `page` how many lines stand on it; `spaced` whether wrapped lines keep the space they were wrapped
    at, as word processors leave it."""
    writer = _Writer()
    y = 0
    for title, rows in tables:
        widths = _widths(rows, chars)
        left = [sum(widths[:number]) for number in range(len(widths))]
        writer.put(0, y, title)
        y += 2
        header = [_lines(cell, width, spaced) for cell, width in zip(rows[0], widths, strict=True)]
        y = _put_row(writer, left, header, y)
        for row in rows[1:]:
            cells = [_lines(cell, width, spaced) for cell, width in zip(row, widths, strict=True)]
            while any(cells):
                room = page - y % page
                y = _put_row(writer, left, [cell[:room] for cell in cells], y)
                cells = [cell[room:] for cell in cells]
                if y % page == 0:
                    writer.new_page()
                    y = _put_row(writer, left, header, y) if repeats_header else y
        y += 2
    return writer.text.rstrip() + "\n"


def _put_row(writer: _Writer, left: Sequence[int], cells: Sequence[Sequence[str]], y: int) -> int:
    for x, cell in zip(left, cells, strict=True):
        for line, piece in enumerate(cell):
            writer.put(x, y + line, piece)
    return y + max(map(len, cells))


def _lines(cell: str, width: int, spaced: bool) -> list[str]:
    return list(_wrapped(cell, width, " " if spaced else ""))


def _wrapped(cell: str, width: int, end: str) -> Iterator[str]:
    for part in cell.split("\n"):
        *lines, last = wrap(part, width, break_on_hyphens=False) or [""]
        yield from (line + end for line in lines)
        if last:
            yield last


def _widths(rows: Rows, chars: int) -> list[int]:
    """Each column's width in characters: the more text, the wider, and as wide as its header's longest word."""
    weights = [max(4.0, min(40.0, sum(map(len, column)) ** 0.5)) for column in zip(*rows, strict=True)]
    least = [max(map(len, header.split()), default=1) for header in rows[0]]
    return [max(low, round(weight * chars / sum(weights))) for weight, low in zip(weights, least, strict=True)]
