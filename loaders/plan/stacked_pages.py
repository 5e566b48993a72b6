"""The cells of a page put back into rows where a program wrote the page's blocks in an order of its own.

What such a program keeps is the order down each column; across, it reads a stretch of a row, leaves it and comes back
to it later. So the cells come in pieces: neighbours of one row, one right after the other. Each piece either goes on
with the row it follows, begins a row, or joins a row left unfinished above. A beam search finds the way that costs
least: every row pays for the columns it lacks (as often as the document lacks them), every leap back and every breach
of the order down a column costs too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

PieceKind = Literal["row", "header", "instruction", "lead", "title"]
_BEAM = 30
# How many rows up a cell may still join one: a page seldom has more, and text without pages would take too long.
_REACH = 40
# Joining the row below the one just read, joining any other, a row begun elsewhere than under the one just read, and a
# cell that comes after one below it in its column.
_NEXT, _LEAP, _INSERT, _LATE, _LEAVE = -0.5, -1.5, -1.2, -1.5, -3.0
_LACKS_MEASURE, _LACKS_HEADER, _CAUSE_WITH_AREA = -2.0, -1.5, -1.0
_LIST_FITS, _LIST_MISFITS, _OUTSIDE = 0.7, -1.5, -4.0
_ROW_COST = -0.7
_CARRIED, _GOES_ON, _BEGINS = -3.0, 3.0, -3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells that follow each other in one row: `cells` their numbers in reading order, `columns` where they stand.

    `numbered` are the columns whose cell is a numbered list; `goes_on` how many of the cells begin in the middle of a
    sentence. `table` has a bit for each column of the table that a header belongs to.
    """

    cells: tuple[int, ...]
    columns: tuple[int, ...]
    kind: PieceKind
    numbered: int = 0
    goes_on: int = 0
    table: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a table look like: how often each column is filled, and which columns play a part."""

    filled: tuple[float, ...]
    measure: int | None
    lead: int | None
    cause: int | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row so far: its pieces, a bit per filled column, a bit per column with a numbered list."""

    kind: PieceKind | Literal["above"]
    pieces: tuple[int, ...]
    mask: int
    numbered: int
    table: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    rows: tuple[_Row, ...]
    current: int


def rows_of_page(pieces: Sequence[Piece], shape: Shape, has_above: bool) -> list[list[int]]:
    """The rows from top to bottom, each with the numbers of its pieces; the first is what goes on from the page above
    (empty when nothing does)."""
    above = _Row("above", (), 0, 0)
    states = [_State(0.0, (above,), 0)]
    for number, piece in enumerate(pieces):
        seen: dict[tuple[_Row, ...], _State] = {}
        for state in states:
            for one in _next(state, number, piece, shape, has_above):
                if one.rows not in seen or seen[one.rows].score < one.score:
                    seen[one.rows] = one
        states = sorted(seen.values(), key=lambda state: -state.score)[:_BEAM]
    return [list(row.pieces) for row in states[0].rows]


def _next(state: _State, number: int, piece: Piece, shape: Shape, has_above: bool) -> list[_State]:
    mask = sum(1 << column for column in piece.columns)
    numbered = piece.numbered
    found = []
    now = state.rows[state.current]
    leave = _LEAVE if now.kind == piece.kind == "row" and now.mask < (mask & -mask) else 0.0
    reach = max(0, len(state.rows) - _REACH)
    for at, row in enumerate(state.rows[reach:], start=reach):
        if row.mask & mask or not _may_join(row, piece, has_above):
            continue
        joined = _Row(
            row.kind, (*row.pieces, number), row.mask | mask, row.numbered | numbered, row.table or piece.table
        )
        score = state.score + _worth(joined, shape) - _worth(row, shape) + _late_at(state.rows, at + 1, mask)
        score += _outside(state.rows, at, piece, mask)
        if row.kind == "above":
            score += (_CARRIED if not row.pieces else 0.0) + _GOES_ON * piece.goes_on
            score += _BEGINS * (len(piece.columns) - piece.goes_on)
        if at == state.current and row.mask < (mask & -mask):
            pass
        elif at == state.current + 1:
            score += _NEXT + leave
        else:
            score += _LEAP + leave
        found.append(_State(score, (*state.rows[:at], joined, *state.rows[at + 1 :]), at))
    fresh = _Row(piece.kind, (number,), mask, numbered, piece.table)
    worth = _worth(fresh, shape)
    for at in range(max(1, reach), len(state.rows) + 1):
        near = at == state.current + 1
        last = at == len(state.rows)
        score = state.score + worth + leave + (0.0 if near else _INSERT / 2 if last else _INSERT)
        score += _late_at(state.rows, at, mask) + _outside(state.rows, at, piece, mask)
        found.append(_State(score, (*state.rows[:at], fresh, *state.rows[at:]), at))
    return found


def _may_join(row: _Row, piece: Piece, has_above: bool) -> bool:
    if row.kind == "above":
        return has_above and piece.kind == "row"
    return row.kind == piece.kind and piece.kind not in ("lead", "title")


def _late_at(rows: Sequence[_Row], at: int, mask: int) -> float:
    """What it costs when one of the columns already has a cell in the rows from there on."""
    return _LATE if any(row.mask & mask for row in rows[at:]) else 0.0


def _outside(rows: Sequence[_Row], at: int, piece: Piece, mask: int) -> float:
    """What it costs when the table that the row stands in lacks one of the columns."""
    if piece.kind != "row":
        return 0.0
    table = next((row.table for row in reversed(rows[:at]) if row.table), 0)
    return _OUTSIDE if table and mask & ~table else 0.0


def _worth(row: _Row, shape: Shape) -> float:
    """How likely a row with just these columns is."""
    return _worth_of(row.kind, row.mask, row.numbered, shape)


@lru_cache(maxsize=20000)
def _worth_of(kind: str, mask: int, lists: int, shape: Shape) -> float:
    if kind in ("above", "lead", "title"):
        return 0.0
    if kind in ("header", "instruction"):
        return _ROW_COST + _LACKS_HEADER * sum(not mask >> column & 1 for column in range(len(shape.filled)))
    score = _ROW_COST
    for column, share in enumerate(shape.filled):
        score += math.log(share if mask >> column & 1 else 1 - share)
    if shape.measure is not None and not mask >> shape.measure & 1:
        score += _LACKS_MEASURE
    elif shape.measure is not None:
        others = mask & ~(1 << shape.measure)
        fits = _LIST_FITS if lists >> shape.measure & 1 else _LIST_MISFITS
        score += fits * (lists & others).bit_count()
    if shape.lead is not None and shape.cause is not None and mask >> shape.lead & 1 and not mask >> shape.cause & 1:
        score += _CAUSE_WITH_AREA
    return score
