"""What a text is parted into: tables with their columns from left to right, and lines that are no row text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal[
    "area", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment", "other"
]
LineKind = Literal["header", "instruction", "title", "doubt"]
MERGED: frozenset[ColumnKind] = frozenset({"area", "subarea", "cause"})
"""The columns whose cells may hold for several rows, which stand beside them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it holds and the header it stands under ("" when only known by its instruction)."""

    kind: ColumnKind
    header: str = ""


def kinds_of(columns: Sequence[Column]) -> tuple[ColumnKind, ...]:
    """What the columns hold, from left to right: tables with the same are alike."""
    return tuple(column.kind for column in columns)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong to one table's rows (indices into the stream, gaps where headers were taken out), its
    columns from left to right and the titles that stand over it, nearest first. `instructions` are the lines of the
    instruction row by column; `title_above` is a title that may hold on from a table above, though this table begins in
    the middle of a page and should have one of its own. `after_header` is the line after the header, `lent` the columns
    that only the document's other tables have headers for (from line `lent_at` on, where that is not the first one),
    `across` the lines that are headings over its whole width."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    titles: tuple[tuple[int, str], ...] = ()
    instructions: tuple[tuple[ColumnKind, tuple[int, ...]], ...] = ()
    title_above: str = ""
    after_header: int = 0
    lent: tuple[Column, ...] = ()
    lent_at: tuple[int, ...] = ()
    across: frozenset[int] = frozenset()
    is_title_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The document parted into sections, and the lines that are no row text with what they are."""

    sections: tuple[Section, ...]
    skipped: dict[int, LineKind]
