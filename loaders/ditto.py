"""Cells that say no more than that they are as the one above («dito», «se ovan», «″»)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from loaders.text import fold
from loaders.vocabulary import words


def is_ditto(text: str) -> bool:
    """Whether a cell says no more than that it is as the one above."""
    return fold(text).strip(" .-–()") in _words()


def as_above(texts: Sequence[str]) -> list[int | None]:
    """For each cell of a column: the place of the nearest cell above that it stands for, None where it speaks for
    itself."""
    found: list[int | None] = []
    last: int | None = None
    for place, text in enumerate(texts):
        ditto = is_ditto(text)
        found.append(last if ditto else None)
        if text.strip() and not ditto:
            last = place
    return found


@cache
def _words() -> frozenset[str]:
    return frozenset(map(fold, words("rows")["ditto"]))
