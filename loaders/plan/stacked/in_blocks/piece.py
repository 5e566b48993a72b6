"""What a page's text is parted into before it is put into rows."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.plan.stacked.in_blocks.pages import PartKind


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay together: a cell or a header, with its column and what it is."""

    words: tuple[int, ...]
    column: int | None
    kind: PartKind
    sure: float = 1.0
    table: int = 0
    alone: tuple[tuple[int, float], ...] = ()
    """What the words score as a cell of each column by themselves."""
