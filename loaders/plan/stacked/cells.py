"""A cell found in stacked text, and cells by the rows they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the stream's `words` in column number `column` (None for a heading or a paragraph across the table);
    `new_row` when it begins a row; `sure` is how likely it is that just these words are a cell of just this column.
    `alone` is what they score as a cell of each column, whatever stands before and after. `rest` when they belong to a
    row that a page's end cut above: joined to its cell of that column, or a cell that it moved whole."""

    words: tuple[int, ...]
    column: int | None
    new_row: bool
    sure: float
    alone: tuple[float, ...] = ()
    rest: Literal["", "joined", "moved"] = ""


def by_row(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of each row."""
    rows: list[list[Cell]] = []
    for cell in cells:
        if cell.new_row or not rows:
            rows.append([])
        rows[-1].append(cell)
    return rows
