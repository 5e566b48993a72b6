"""Cells of a scanned table that lost the rule between them, parted again by where their words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.formats.pdf_grid import SNAP, WORD_SPACE, Grid, Region

Box = tuple[float, float, float, float]

_FEWEST = 2
"""Whole cells of a column that tell where its text begins."""


def parted(grid: Grid, words: Sequence[Box]) -> Grid:
    """The grid with merged cells parted at each border between columns that no word of theirs crosses, and right of
    which one begins just where the column's text does. `words` are (x0, top, x1, bottom) boxes."""
    inside: dict[int, list[Box]] = {}
    for word in words:
        holder = grid.region_at((word[0] + word[2]) / 2, (word[1] + word[3]) / 2)
        if holder is not None:
            inside.setdefault(holder, []).append(word)
    starts = _starts(grid, inside)
    regions: list[Region] = []
    owner = [list(row) for row in grid.owner]
    for number, region in enumerate(grid.regions):
        held = inside.get(number, [])
        borders = [
            border
            for border in range(region.left + 1, region.right + 1)
            if border in starts and _parts(grid.xs[border], starts[border], held)
        ]
        for left, after in zip([region.left, *borders], [*borders, region.right + 1], strict=True):
            for row in range(region.top, region.bottom + 1):
                owner[row][left:after] = [len(regions)] * (after - left)
            regions.append(Region(left, region.top, after - 1, region.bottom))
    return replace(grid, owner=owner, regions=regions)


def _starts(grid: Grid, inside: dict[int, list[Box]]) -> dict[int, float]:
    """Where the text of each column begins, told by its whole cells."""
    found: dict[int, list[float]] = {}
    for number, words in inside.items():
        region = grid.regions[number]
        if region.left == region.right:
            found.setdefault(region.left, []).append(min(word[0] for word in words))
    return {column: sorted(at)[len(at) // 2] for column, at in found.items() if len(at) >= _FEWEST}


def _parts(border: float, start: float, words: Sequence[Box]) -> bool:
    before = [word for word in words if word[2] <= border + SNAP / 2]
    after = [word for word in words if word[0] >= border - SNAP / 2]
    if not before or not after or len(before) + len(after) < len(words):
        return False
    if any(_is_one_line(left, right) for left in before for right in after):
        return False
    return abs(min(word[0] for word in after) - start) <= SNAP


def _is_one_line(left: Box, right: Box) -> bool:
    """Whether one word follows the other as words of a sentence do: two cells' padding parts them further."""
    height = min(left[3] - left[1], right[3] - right[1])
    beside = min(left[3], right[3]) - max(left[1], right[1]) > height / 2
    return beside and right[0] - left[2] < WORD_SPACE * height
