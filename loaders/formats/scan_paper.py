"""A scanned page's paper: the dark edge taken off, uneven light evened, light letters on dark made dark on light."""

from __future__ import annotations

import numpy as np
from PIL import Image

from loaders.formats.scan_pixels import DPI, Fill, Mask, Picture

_BLOCK = 16
"""Pixels a side of what the paper is seen in: letters are lighter than the lid of a scanner."""
_DARK = 100
_DEEPEST = round(1.2 * DPI / _BLOCK)
"""Blocks from the page's side: the dark edge that a scanner leaves goes no further in."""
_WINDOW = 2 * DPI // _BLOCK
"""Blocks a side of what is one light: wide enough that a shaded header row is no shadow."""
_WHITE = 240
_LEAST_PAPER = 90
_FILL_STEP = 4
_FILL = 175
"""Grey levels (of 255) below which a cell's own colour may bear light letters."""
_FILL_LONG = round(0.4 * DPI / _FILL_STEP)
_FILL_HIGH = round(0.08 * DPI / _FILL_STEP)
_PAD = 2


def even_paper(picture: Image.Image) -> Image.Image:
    """The page on white paper: without the dark edge, and as light everywhere as where it is lightest."""
    small = np.asarray(picture.reduce(_BLOCK))
    edge = _dark_edge(small)
    if edge.any():
        # What is only in part dark lies around it.
        whole = Image.fromarray(_grown(edge)).resize((edge.shape[1] * _BLOCK, edge.shape[0] * _BLOCK))
        pixels = np.array(picture)
        pixels[np.asarray(whole)[: picture.height, : picture.width]] = np.median(small)
        picture = Image.fromarray(pixels)
        small = np.asarray(picture.reduce(_BLOCK))
    paper = _paper(small)
    if paper.min() >= _WHITE:
        return picture
    light = np.asarray(Image.fromarray(paper).resize(picture.size, Image.Resampling.BILINEAR))
    lit = np.asarray(picture).astype(np.uint16) * 255 // light
    return Image.fromarray(np.minimum(lit, 255).astype(np.uint8))


def dark_on_light(picture: Picture) -> tuple[Picture, list[Fill]]:
    """The page with light letters on dark cells made dark on light, and those cells."""
    small = np.asarray(Image.fromarray(picture).reduce(_FILL_STEP))
    clean = picture
    fills: list[Fill] = []
    for top, bottom, left, right in _fills(small < _FILL):
        box = (
            slice(max(0, top * _FILL_STEP - _PAD), bottom * _FILL_STEP + _PAD),
            slice(max(0, left * _FILL_STEP - _PAD), right * _FILL_STEP + _PAD),
        )
        inside = clean[box].astype(np.int16)
        dark, own, bright = np.percentile(inside, (2, 50, 98))
        if bright - own <= max(40, own - dark):
            continue
        if clean is picture:
            clean = picture.copy()
        turned = 255 - np.clip((inside - own) * 255 / (bright - own), 0, 255)
        clean[box] = _without_rim(turned.astype(np.uint8))
        fills.append(Fill(*(at * _FILL_STEP for at in (top, bottom, left, right))))
    return clean, fills


def _without_rim(inside: Picture) -> Picture:
    """A box turned light without what lies around the fill, and without the light lines that parted its cells."""
    rim = 2 * _PAD + _FILL_STEP
    clean = np.full_like(inside, 255)
    clean[rim:-rim, rim:-rim] = inside[rim:-rim, rim:-rim]
    lines = (inside < 128).mean(axis=0) > 0.9
    clean[:, _grown(lines[None])[0]] = 255
    return clean


def _dark_edge(small: Picture) -> Mask:
    """The blocks that are dark all the way to a side of the page."""
    dark = small < _DARK
    dark[_DEEPEST:-_DEEPEST, _DEEPEST:-_DEEPEST] = False
    found = np.zeros_like(dark)
    found[0], found[-1], found[:, 0], found[:, -1] = dark[0], dark[-1], dark[:, 0], dark[:, -1]
    count = -1
    while count != (count := int(found.sum())):
        found = _grown(found) & dark
    return found


def _grown(mask: Mask) -> Mask:
    """The mask and all blocks beside it."""
    wide = np.pad(mask, 1)
    rows, columns = mask.shape
    near = [wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    return np.asarray(np.logical_or.reduce(near))


def _paper(small: Picture) -> Picture:
    """How light the paper is in each window of the page."""
    rows, columns = (max(1, round(side / _WINDOW)) for side in small.shape)
    parts = [np.array_split(band, columns, axis=1) for band in np.array_split(small, rows, axis=0)]
    light = np.array([[np.percentile(part, 80) for part in band] for band in parts])
    return np.asarray(np.maximum(light, max(_LEAST_PAPER, 0.6 * float(np.median(light)))), dtype=np.uint8)


def _fills(dark: Mask) -> list[tuple[int, int, int, int]]:
    """Filled boxes (top, bottom, left, right) in a shrunken page: rows that are mostly dark along a stretch, of which
    at least one is dark all along."""
    columns = dark.shape[1]
    if columns <= _FILL_LONG:
        return []
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    share = (sums[:, _FILL_LONG:] - sums[:, :-_FILL_LONG]) / _FILL_LONG
    mostly, wholly = share >= 0.5, share >= 0.97
    boxes: list[list[int]] = []
    found: list[tuple[int, int, int, int]] = []
    for row in range(dark.shape[0] + 1):
        runs = _runs(mostly[row]) if row < dark.shape[0] and mostly[row].any() else []
        still: list[list[int]] = []
        for start, stop in runs:
            box = next((one for one in boxes if one[2] < stop + _FILL_LONG and one[3] > start), None)
            whole = int(wholly[row, start:stop].any())
            if box is None:
                still.append([row, row + 1, start, stop + _FILL_LONG, whole])
            elif any(box is one for one in still):
                box[2], box[3], box[4] = min(box[2], start), max(box[3], stop + _FILL_LONG), box[4] | whole
            else:
                boxes = [one for one in boxes if one is not box]
                still.append([box[0], row + 1, min(box[2], start), max(box[3], stop + _FILL_LONG), box[4] | whole])
        found += [(one[0], one[1], one[2], one[3]) for one in boxes if one[4] and one[1] - one[0] >= _FILL_HIGH]
        boxes = still
    return [_trimmed(dark, box) for box in found]


def _runs(row: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(dark: Mask, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The box as far as its own columns are mostly dark."""
    top, bottom, left, right = box
    mostly = np.flatnonzero(dark[top:bottom, left:right].mean(axis=0) >= 0.5)
    return top, bottom, left + int(mostly[0]), left + int(mostly[-1]) + 1
