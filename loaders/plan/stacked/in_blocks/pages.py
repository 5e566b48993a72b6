"""The cells of a page put back into rows where a program wrote the page's blocks in an order of its own.

The page's rows are those of its measures and its headers, and each title and heading makes one; the first is what goes
on from the page above. What each cell says of its row by itself (the number it counts, a numbered list, the middle of a
sentence) is weighed together with the order that the cells came in (weave.py).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from loaders.plan.stacked.in_blocks.weave import Numbers, weave

PartKind = Literal["row", "header", "instruction", "lead", "title"]
_NEVER = -20.0
# A cell that begins in the middle of a sentence goes on from the page above, others begin there; a numbered list stands
# beside a numbered list; a column that the table lacks; the row whose number a cell counts.
_GOES_ON, _BEGINS, _LIST_FITS, _LIST_MISFITS, _OUTSIDE, _COUNTS = 3.0, -5.0, 0.7, -1.5, -4.0, 6.0
# A column counts the rows when most of its cells are numbers, and most of those that stand beside a measure count on
# from one measure to the next.
_MOSTLY, _FEWEST_NUMBERS, _AGREE = 0.7, 3, 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """A cell or a header on the page: its column (None for what fills a row by itself), the bare number that is all it
    says, whether it is a numbered list, whether it begins in the middle of a sentence. `table` has a bit for each
    column of the table that a header belongs to. `is_joined` where it stands right under the part before it in one
    block: both are of one column."""

    column: int | None
    kind: PartKind
    number: int | None = None
    numbered: bool = False
    goes_on: bool = False
    table: int = 0
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows from top to bottom, each with the numbers of its parts; the first is what goes on from the page above
    (empty when nothing does). `sure` is how likely each part stands in its row."""

    rows: list[list[int]]
    sure: list[float]


@dataclass(slots=True)
class _Row:
    kind: str
    anchors: list[int]
    table: int = 0


def rows_of_page(parts: Sequence[Part], measure: int | None, has_above: bool) -> PageRows:
    """The rows of the parts, which are in reading order; `measure` is the measures' column."""
    rows = _rows(parts, measure, has_above)
    columns = [-1 if part.column is None else part.column for part in parts]
    places, sure = weave(
        columns, _next_to_each_other(parts), [part.is_joined for part in parts[1:]], _wishes(parts, rows)
    )
    found: list[list[int]] = [[] for _ in rows]
    for number, place in enumerate(places):
        found[place].append(number)
    return PageRows(found, sure)


def _next_to_each_other(parts: Sequence[Part]) -> list[bool]:
    """Whether no column of the table stands between each part and the next one; the table is that of the header read
    last."""
    found = []
    table = next((part.table for part in parts if part.table), -1)
    for one, other in itertools.pairwise(parts):
        table = one.table or table
        between = range((one.column or 0) + 1, other.column or 0)
        found.append(not any(table >> column & 1 for column in between))
    return found


def _rows(parts: Sequence[Part], measure: int | None, has_above: bool) -> list[_Row]:
    """The page's rows with the parts that make them: the first for what goes on from the page above, then one for each
    measure, header and heading."""
    spine = _spine(parts, measure)
    above = _Row("above" if has_above else "none", [])
    if has_above:
        first = next((n for n, part in enumerate(parts) if part.kind == "row" and part.column == spine), None)
        above.anchors = [first] if first is not None and parts[first].goes_on else []
    found: list[tuple[int, _Row]] = []
    for number, part in enumerate(parts):
        if part.kind in ("header", "instruction"):
            row = next((row for _, row in found if row.kind == part.kind and _goes_with(parts, row, number)), None)
            if row is None:
                row = _Row(part.kind, [])
                found.append((number, row))
            row.anchors.append(number)
            row.table |= part.table
        elif part.column is None or (part.column == spine and number not in above.anchors):
            found.append((number, _Row(part.kind, [number])))

    # A header's row is where its measures' column stands; the other parts of it may have come long before.
    def place(row: tuple[int, _Row]) -> int:
        return next((number for number in row[1].anchors if parts[number].column == spine), row[0])

    found.sort(key=place)
    rows = [above, *(row for _, row in found)]
    for one, other in itertools.pairwise(rows):
        if other.kind == "row":
            other.table = one.table
    return rows


def _goes_with(parts: Sequence[Part], row: _Row, number: int) -> bool:
    """Whether the header is one more part of the row: of the same table, and the row has none of the columns of the
    headers that stand together from this one on."""
    columns = {parts[one].column for one in row.anchors}
    if row.anchors and row.anchors[-1] == number - 1:
        return parts[number].column not in columns
    together = list(itertools.takewhile(lambda part: part.kind == row.kind, parts[number:]))
    same_table = not row.table or not parts[number].table or row.table == parts[number].table
    return same_table and not any(part.column in columns for part in together)


def _spine(parts: Sequence[Part], measure: int | None) -> int | None:
    """The column whose cells make the rows: that of the measures, or the fullest one where no measure stands."""
    counts = Counter(part.column for part in parts if part.kind == "row" and part.column is not None)
    return counts.most_common(1)[0][0] if counts and measure not in counts else measure


def _wishes(parts: Sequence[Part], rows: Sequence[_Row]) -> Numbers:
    """What each part says by itself of its row, as log-odds by part and row."""
    wishes = np.zeros((len(parts), len(rows)))
    lists = {row for row, one in enumerate(rows) for number in one.anchors if parts[number].numbered}
    fixed = {number: row for row, one in enumerate(rows) for number in one.anchors}
    for number, part in enumerate(parts):
        for row, one in enumerate(rows):
            if number in fixed:
                wish = 0.0 if fixed[number] == row else _NEVER
            elif one.kind == "above":
                wish = _GOES_ON if part.goes_on else _BEGINS
            elif one.kind != "row":
                wish = _NEVER
            else:
                wish = _OUTSIDE if one.table and part.column is not None and not one.table >> part.column & 1 else 0.0
                if part.numbered:
                    wish += _LIST_FITS if row in lists else _LIST_MISFITS
            wishes[number, row] = wish
    for number, row in _counted(parts, rows, fixed).items():
        wishes[number] -= _COUNTS
        wishes[number, row] += _COUNTS
    return wishes


def _counted(parts: Sequence[Part], rows: Sequence[_Row], fixed: dict[int, int]) -> dict[int, int]:
    """The row of each cell of a column that counts the rows: 1, 2, 3 …"""
    order = [row for row, one in enumerate(rows) if one.kind == "row"]
    rank = {row: place for place, row in enumerate(order)}
    columns: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        if part.kind == "row" and part.column is not None:
            columns.setdefault(part.column, []).append(number)
    found: dict[int, int] = {}
    for cells in columns.values():
        told = {cell: count for cell in cells if (count := parts[cell].number) is not None}
        beside = Counter(
            count - rank[row] for cell, count in told.items() for row in _beside(parts, fixed, cell) if row in rank
        )
        offset, agree = beside.most_common(1)[0] if beside else (0, 0)
        if agree >= max(_FEWEST_NUMBERS, _AGREE * beside.total()) and len(told) >= _MOSTLY * len(cells):
            found |= {cell: order[count - offset] for cell, count in told.items() if 0 <= count - offset < len(order)}
    return found


def _beside(parts: Sequence[Part], fixed: dict[int, int], cell: int) -> list[int]:
    """The rows of the measures that the text goes on to from the cell, or comes from, without a step back."""
    found = []
    for step in (1, -1):
        at = cell
        while 0 <= at < len(parts):
            if at in fixed:
                found.append(fixed[at])
                break
            here, then = parts[at].column, parts[at + step].column if 0 <= at + step < len(parts) else None
            if here is None or then is None or (then - here) * step <= 0:
                break
            at += step
    return found
