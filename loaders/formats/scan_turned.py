"""Text that runs upward or downward in tall narrow cells of a scanned page («Unga i riskzon» along a whole table)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageOps

from loaders.formats.pdf_grid import Edge, Region, find_grids
from loaders.formats.scan_pixels import POINT, Mask
from loaders.formats.scan_text import Word, makes_sense

_WIDEST, _LOWEST = 90.0, 40.0
"""Points: a cell that is wider holds level text, and in one less high no word would be turned."""
_TALL = 0.7
"""How many times as high as wide such a cell is at least."""
_UPRIGHT, _LONG = 1.2, 60
"""How many times as high as wide what stands in the cell is at least, and its pixels: a number alone is less high."""
_SPECK, _NARROWEST = 3, 8
"""Pixels: a row or column of the picture with fewer inked ones has dust, and what is narrower is the rest of a rule."""
_MOST = 12
"""Cells of a page that are turned: more are no areas along its tables."""
_INK = 128
"""A grey level that letters are darker than."""
_SURE, _LETTERS = 70.0, 3
"""Tesseract's mean certainty, 0..100, that turned text must have, and its letters."""
_EDGE, _MARGIN = 2, 40
"""Pixels left out along a cell's sides and white ones added there: at the very edge Tesseract loses letters."""


def with_turned_text(
    words: Sequence[Word],
    picture: Image.Image,
    across: Sequence[Edge],
    down: Sequence[Edge],
    read: Callable[[Image.Image], list[Word]],
) -> list[Word]:
    """The words of a page (pixels) where those of each tall narrow cell that make no sense as they stand, but do when
    the cell is turned, are those of the turned cell, on level lines in it. `read` reads a picture of a cell."""
    turned = 0
    boxes = [(word.x0 * POINT, word.top * POINT, word.x1 * POINT, word.bottom * POINT) for word in words]
    kept = list(words)
    for grid in find_grids(across, down, boxes):
        for region in grid.regions:
            cell = _cell(grid.xs, grid.ys, region)
            if cell is None:
                continue
            inside = [word for word in kept if _holds(cell, word)]
            if _stands_level(inside):
                continue
            left, top, right, bottom = cell
            crop = picture.crop((left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE))
            if turned == _MOST or not _is_upright(np.asarray(crop) < _INK):
                continue
            turned += 1
            crop = ImageOps.expand(crop, _MARGIN, fill=255)
            found = next(
                (said for degrees in (270, 90) if _is_sure(said := read(crop.rotate(degrees, expand=True)))), None
            )
            if found is not None:
                kept = [word for word in kept if word not in inside] + _set_level(found, cell)
    return kept


def _cell(xs: Sequence[float], ys: Sequence[float], region: Region) -> tuple[int, int, int, int] | None:
    """The pixels (left, top, right, bottom) of a tall narrow cell; None for another."""
    width, height = xs[region.right + 1] - xs[region.left], ys[region.bottom + 1] - ys[region.top]
    if width > _WIDEST or height < max(_LOWEST, _TALL * width):
        return None
    sides = (xs[region.left], ys[region.top], xs[region.right + 1], ys[region.bottom + 1])
    left, top, right, bottom = (round(side / POINT) for side in sides)
    return (left, top, right, bottom) if right - left > 3 * _EDGE else None


def _holds(cell: tuple[int, int, int, int], word: Word) -> bool:
    left, top, right, bottom = cell
    return left < (word.x0 + word.x1) / 2 < right and top < (word.top + word.bottom) / 2 < bottom


def _is_upright(inked: Mask) -> bool:
    """Whether what stands in a cell is higher than wide."""
    rows, columns = (np.flatnonzero(inked.sum(axis=axis) >= _SPECK) for axis in (1, 0))
    if not len(rows) or len(columns) < _NARROWEST:
        return False
    return bool(rows[-1] - rows[0] > max(_LONG, _UPRIGHT * (columns[-1] - columns[0])))


def _stands_level(words: Sequence[Word]) -> bool:
    """Whether a cell's words are right as they were read: they make sense, and are more than a sign or two."""
    return makes_sense(words) and sum(map(str.isalnum, "".join(word.text for word in words))) >= _LETTERS


def _letters(word: Word) -> int:
    return sum(map(str.isalpha, word.text))


def _is_sure(words: Sequence[Word]) -> bool:
    letters = sum(map(_letters, words))
    return letters >= _LETTERS and sum(_letters(word) * word.sure for word in words) >= _SURE * letters


def _set_level(words: Sequence[Word], cell: tuple[int, int, int, int]) -> list[Word]:
    """The words of a turned cell where level ones would stand: line under line, each line within the cell's sides."""
    left, top, right, bottom = cell
    lines: dict[float, list[Word]] = {}
    for word in words:
        lines.setdefault(word.top, []).append(word)
    height = (bottom - top) / (len(lines) + 1)
    level: list[Word] = []
    for number, at in enumerate(sorted(lines)):
        line = sorted(lines[at], key=lambda word: word.x0)
        width = (right - left - 2 * _EDGE) / len(line)
        upper = top + _EDGE + number * height
        for place, word in enumerate(line):
            x0 = left + _EDGE + place * width
            size = min(word.size, height)
            level.append(Word(word.text, x0, upper, x0 + 0.9 * width, upper + size, word.sure, size))
    return level
