"""A Word table's cells laid out on its grid: spans, merges and the slivers that dragged borders leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.records import Merged

SLIVER = 170
"""Twips (3 mm): column borders nearer than this are one border that was dragged, not two columns."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as stored: first grid column (0..), columns spanned, text, and its vMerge and hMerge ("" for none)."""

    start: int
    span: int
    text: str
    down: str = ""
    across: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row's cells, and the grid column it ends before (gridAfter included)."""

    cells: Sequence[GridCell]
    end: int


def laid_out(rows: Sequence[GridRow], widths: Sequence[int]) -> list[list[tuple[str, Merged]]]:
    """Each row as (text, merged) by column; `widths` are the grid columns' widths in twips, possibly too few."""
    columns = _columns(rows, widths)
    above: dict[int, tuple[int, str]] = {}
    out: list[list[tuple[str, Merged]]] = []
    for row in rows:
        line: list[tuple[str, Merged]] = []
        here: dict[int, tuple[int, str]] = {}
        for cell in row.cells:
            start, end = columns[cell.start], columns[cell.start + cell.span]
            if end <= start:
                continue
            line.extend([("", "no")] * (start - len(line)))
            text, merged = cell.text, "no"
            if cell.across == "continue" and line:
                line.extend([("", "across")] * (end - start))
                continue
            if cell.down == "continue" and start in above:
                text, merged = above[start][1], "down"
            if cell.down:
                here[start] = (end, text)
            line.append((text, "down" if merged == "down" else "no"))
            line.extend([("", "across")] * (end - start - 1))
        line.extend([("", "no")] * (columns[min(row.end, len(columns) - 1)] - len(line)))
        above = here
        out.append(line)
    return out


def _columns(rows: Sequence[GridRow], widths: Sequence[int]) -> list[int]:
    """Grid border (0..) to column: borders that no cell uses vanish, and those a sliver apart become one."""
    last = max((max([row.end, *(cell.start + cell.span for cell in row.cells)]) for row in rows), default=0)
    used = {0, last}
    for row in rows:
        for cell in row.cells:
            used.update((cell.start, cell.start + cell.span))
    known = len(widths) >= last and all(width > 0 for width in widths[:last])
    if known:
        columns = _numbered(used, last, widths)
        cells = (cell for row in rows for cell in row.cells)
        if all(columns[cell.start] < columns[cell.start + cell.span] or not cell.text for cell in cells):
            return columns
    return _numbered(used, last, [SLIVER * 2] * last)


def _numbered(used: set[int], last: int, widths: Sequence[int]) -> list[int]:
    columns: list[int] = []
    number = -1
    at = 0
    group = -(10**9)
    for border in range(last + 1):
        if border in used and at - group >= SLIVER:
            number += 1
            group = at
        columns.append(max(number, 0))
        if border < last:
            at += widths[border]
    return columns
