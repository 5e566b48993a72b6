"""Which header column each cell of a headless table stands in, when the table has lost a column.

A page break in a converted document can cost a table its blank first column, so that every cell stands one step to
the left. The rows already read tell what each column's text looks like; the placing that fits them best wins.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from loaders.plan.headers import Header
from loaders.records import Cell
from loaders.text import fold

_MOST_PLACINGS = 2_000


@dataclass(slots=True)
class Profile:
    """How the cells of each column have looked so far: their words and the lengths of their texts."""

    counts: dict[int, Counter[str]] = field(default_factory=dict)
    lengths: dict[int, list[float]] = field(default_factory=dict)

    def learn(self, cells: Sequence[Cell]) -> None:
        """Take in one measure's row."""
        for index, cell in enumerate(cells):
            if cell.text.strip() and cell.merged == "no":
                self.counts.setdefault(index, Counter()).update(_words(cell.text))
                self.lengths.setdefault(index, []).append(math.log1p(len(cell.text)))

    def fit(self, index: int, text: str) -> float:
        """How well a text fits a column, as a mean log likelihood a word; nearer to 0 is better."""
        counts = self.counts.get(index)
        if not counts:
            return -9.0
        total = sum(counts.values()) + 200.0
        tokens = _words(text)
        likelihood = sum(math.log((counts[token] + 0.1) / total) for token in tokens) / max(1, len(tokens))
        lengths = self.lengths[index]
        usual = sum(lengths) / len(lengths)
        return likelihood - abs(math.log1p(len(text)) - usual)


def place_cells(rows: Sequence[Sequence[Cell]], header: Header, profile: Profile) -> tuple[int, ...] | None:
    """For each cell position of a narrower table the header column it belongs to; None when nothing can be told."""
    width = max(len(row) for row in rows)
    if width >= header.width or not profile.counts:
        return None
    if math.comb(header.width, width) > _MOST_PLACINGS:
        return None
    placings = combinations(range(header.width), width)
    return max(placings, key=lambda placing: _score(rows, placing, profile))


def _score(rows: Sequence[Sequence[Cell]], placing: tuple[int, ...], profile: Profile) -> float:
    return sum(
        profile.fit(placing[index], cell.text)
        for row in rows
        for index, cell in enumerate(row)
        if cell.text.strip() and index < len(placing)
    )


def _words(text: str) -> list[str]:
    return fold(text).split()[:60]
