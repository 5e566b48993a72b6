"""Table pieces of successive pages made one table again: repeated headers dropped, broken rows made whole."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from loaders.formats.pdf_lines import LIST_ITEM, Line
from loaders.formats.pdf_page import Piece, PieceCell

NEAR = 4.0
"""Points: column borders that differ less are the same column on two pages."""
HEADER_ROWS = 3
_SAME_HEADER = 85
_STOPS = (".", "!", "?", ":")

_ITEM_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s")


@dataclass
class JoinedRow:
    """A row of a joined table and the page it begins on; `pieces` counts the pages it stretches over."""

    cells: list[PieceCell]
    page: int
    pieces: int = 1


@dataclass
class JoinedTable:
    """A table over one or more pages. `dropped` counts header rows that pages repeated; `ruled` as of its pieces."""

    page: int
    top: float
    xs: list[float]
    rows: list[JoinedRow]
    dropped: int = 0
    last: Piece | None = None
    header: list[list[str]] = field(default_factory=list)
    ruled: bool = True


def begin(piece: Piece) -> JoinedTable:
    """A table that so far has this one piece."""
    rows = [JoinedRow(cells, piece.page) for cells in piece.rows]
    header = [_texts(cells) for cells in piece.rows[:HEADER_ROWS]]
    return JoinedTable(piece.page, piece.ys[0], list(piece.xs), rows, last=piece, header=header, ruled=piece.ruled)


def same_columns(table: JoinedTable, piece: Piece) -> bool:
    """Whether a piece has the table's columns, the whole allowed to lie a little to the side (mirrored margins); one of
    the two may lack some borders where all its cells are merged."""
    shift = piece.xs[0] - table.xs[0]
    moved = [x - shift for x in piece.xs]
    if abs(moved[-1] - table.xs[-1]) > NEAR or abs(shift) > 60:
        return False
    few, many = sorted((moved, table.xs), key=len)
    return all(any(abs(a - b) <= NEAR for b in many) for a in few) and 2 * len(few) > len(many)


def extend(table: JoinedTable, piece: Piece, pages_bottom: float) -> None:
    """Add the piece of the next page to the table. `pages_bottom` is how far down tables reach on this document's
    pages: a row that ends far above it was not broken by the page's end."""
    rows = _fitted(table, piece)
    repeated = 0
    if len(rows) > 1 or len(table.rows) > 1:
        while (
            repeated < min(HEADER_ROWS, len(rows), len(table.header))
            and any(table.header[repeated])
            and _same_header(_texts(rows[repeated]), table.header[repeated])
        ):
            repeated += 1
    table.dropped += repeated
    rows = rows[repeated:]
    if rows and table.rows and table.last is not None:
        above = table.rows[-1]
        opened = (piece.open_top and not repeated) or table.last.open_bottom
        _carry_down(table, rows)
        room = pages_bottom - table.last.ys[-1]
        shares = _blank_shares(table.rows)
        alike = _alike_share(table.rows, rows[0])
        if _is_rest(above.cells, rows[0], shares, alike, table.last.ys[-1], room, opened):
            above.cells = [_one_cell(a, b) for a, b in zip(above.cells, rows[0], strict=True)]
            above.pieces += 1
            rows = rows[1:]
    table.rows.extend(JoinedRow(cells, piece.page) for cells in rows)
    table.last = piece


def _texts(cells: Sequence[PieceCell]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in cells]


def _same_header(texts: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a page's first row is the header again; a scan's letters may differ."""
    if list(texts) == list(header):
        return True
    return all(bool(one) == bool(other) for one, other in zip(texts, header, strict=True)) and (
        fuzz.ratio(" ".join(texts), " ".join(header)) >= _SAME_HEADER
    )


def _fitted(table: JoinedTable, piece: Piece) -> list[list[PieceCell]]:
    """The piece's rows on the table's columns; where the piece knows more columns, the table gets them first."""
    shift = piece.xs[0] - table.xs[0]
    moved = [x - shift for x in piece.xs]
    if len(moved) == len(table.xs):
        return piece.rows
    if len(moved) > len(table.xs):
        for row in table.rows:
            row.cells = _spread(row.cells, table.xs, moved)
        table.header = [_texts(row.cells) for row in table.rows[: len(table.header)]]
        table.xs = moved
        return piece.rows
    return [_spread(cells, moved, table.xs) for cells in piece.rows]


def _spread(cells: Sequence[PieceCell], few: Sequence[float], many: Sequence[float]) -> list[PieceCell]:
    out: list[PieceCell] = []
    for x in many[:-1]:
        at = next((index for index, own in enumerate(few[:-1]) if abs(own - x) <= NEAR), None)
        out.append(PieceCell(merged="across") if at is None else cells[at])
    return out


def _carry_down(table: JoinedTable, rows: Sequence[Sequence[PieceCell]]) -> None:
    """A cell over several rows goes on past a page's end: one that is blank at the top of the page repeats the text
    above, marked "down", and one that begins in the middle of a sentence makes it whole in all its rows."""
    for column, cell in enumerate(rows[0]):
        over = table.rows[-1].cells[column]
        is_cut = (cell.tall or over.tall or over.merged == "down") and _is_cut(over, cell)
        is_blank = not cell.lines and (cell.tall or over.tall)
        if cell.merged == "across" or not over.lines or not (is_blank or is_cut):
            continue
        whole = [*over.lines, *cell.lines]
        for above in reversed(table.rows):
            if not is_cut:
                break
            above.cells[column].lines = whole
            if above.cells[column].merged != "down":
                break
        for row in rows:
            if row[column] is not cell and row[column].merged != "down":
                break
            row[column].lines = whole
            row[column].merged = "down"


def _is_cut(above: PieceCell, below: PieceCell) -> bool:
    """Whether the text of a cell goes on in the middle of a sentence in the one below."""
    if not above.lines or not below.lines:
        return False
    return below.lines[0].text[:1].islower() and not above.lines[-1].text.rstrip().endswith(_STOPS)


def _blank_shares(rows: Sequence[JoinedRow]) -> list[float]:
    """By column, how common a blank cell is in this table's whole rows, between 0 and 1 and never quite either."""
    inner = [row for row in rows[1:-1] if row.pieces == 1] or rows
    shares = []
    for column in range(len(rows[0].cells)):
        blank = sum(not row.cells[column].lines for row in inner)
        shares.append((blank + 0.5) / (len(inner) + 1))
    return shares


def _alike_share(rows: Sequence[JoinedRow], cells: Sequence[PieceCell]) -> float:
    """How common it is in this table that one cell alone is filled, and this one, as it is in rows that are headings;
    0 where none is so."""
    filled = [bool(cell.lines) for cell in cells]
    alike = sum([bool(cell.lines) for cell in row.cells] == filled for row in rows) if sum(filled) == 1 else 0
    return (alike + 0.5) / (len(rows) + 1) if alike else 0.0


def _is_rest(
    above: Sequence[PieceCell],
    below: Sequence[PieceCell],
    blank: Sequence[float],
    alike: float,
    bottom: float,
    room: float,
    opened: bool,
) -> bool:
    """Whether a page's first row is the rest of the last row on the page before.

    The odds are weighed column by column (natural logarithms): the rest of a row leaves blank the cells that were
    already done, and goes on in the middle of a sentence; a new row fills the cells that rows of this table fill, or
    just the one that a share (`alike`) of its rows fill. A cell that left room under it, where one beside it went on,
    was done.
    """
    if not any(cell.lines for cell in below if cell.merged != "down"):
        # Nothing stands in it: an empty strip that the page's end left, if the row above has anything to continue.
        return any(cell.lines for cell in above)
    odds = 4.0 if opened else 0.0
    pitch = max((line.size for cell in above for line in cell.lines), default=10.0) * 1.25
    ends = [bottom - cell.lines[-1].bottom for cell in above if cell.lines and cell.merged == "no"]
    if ends and min(ends) > 2 * pitch:
        odds -= 3.0
    if room > 4 * pitch:
        odds -= 2.5
    unfilled = 0.0
    deepest = bottom - min(ends, default=0.0)
    highest = min((cell.lines[0].top for cell in above if cell.lines and cell.merged == "no"), default=0.0)
    for a, b, share in zip(above, below, blank, strict=True):
        if b.merged == "across" or b.merged == "down":
            continue
        if not b.lines:
            odds += math.log(0.6 if a.lines else 0.95)
            unfilled += math.log(share)
        elif not a.lines:
            odds += math.log(0.06 / (1 - share))
        else:
            odds += math.log(0.4 / (1 - share)) + _goes_on(a.lines, b.lines[0])
            if [line.text for line in a.lines] == [line.text for line in b.lines]:
                # The same area or status written out anew: a cell does not go on by saying itself again.
                odds -= 3.0
            at_top = a.merged == "no" and a.lines[0].top - highest < pitch / 2
            if at_top and deepest - a.lines[-1].bottom > 0.7 * pitch and not b.lines[0].text[0].islower():
                odds -= 2.5
    return odds > max(unfilled, math.log(alike) if alike else -math.inf)


def _goes_on(above: Sequence[Line], line: Line) -> float:
    """How much a line looks like going on after others, as a logarithm of odds."""
    last = above[-1]
    number = _ITEM_NUMBER.match(line.text)
    if number:
        before = [int(found.group(1)) for found in (_ITEM_NUMBER.match(each.text) for each in above) if found]
        if before and int(number.group(1)) == before[-1] + 1:
            return 3.5
        if int(number.group(1)) == 1:
            return -2.5
    if LIST_ITEM.match(line.text):
        return 1.0 if any(LIST_ITEM.match(each.text) for each in above) else 0.0
    odds = 0.0
    if line.text[0].islower():
        odds += 2.5
    wrapped = last.room < line.first + 0.25 * line.size
    if last.text[-1] in "-\u00ad\u2010," or last.text.split()[-1].lower() in {"och", "samt", "eller", "med", "av", "i"}:
        odds += 2.0
    elif last.text[-1] in ".!?":
        odds -= 0.3
        if not wrapped and not line.text[0].islower():
            odds -= 0.5
    elif line.text[0].islower():
        odds += 1.0 if wrapped else 0.0
    else:
        # In a narrow column every line is full: a capital after one says little either way.
        odds -= 0.5 if wrapped else 1.5
    return odds


def _one_cell(above: PieceCell, below: PieceCell) -> PieceCell:
    if below.merged == "down" or not below.lines:
        return above
    return PieceCell([*above.lines, *below.lines], above.merged, above.tall or below.tall)
