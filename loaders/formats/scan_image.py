"""A scanned page as a picture: rendered, held straight, its ruled lines found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from loaders.formats.pdf_grid import Edge
from loaders.formats.scan_pixels import DPI, NEAR, POINT, RULE_STEP, Fill, Mask, Picture, Rule
from loaders.formats.scan_whole import made_whole, without_letters

_SHORTEST_RULE = 0.5
"""Inches: shorter dark strokes are letters."""
_HIGHEST_LETTER = 0.1
"""Inches."""
_PIECE, _STRAYS, _HALF, _BOW = 160, 6, 3, 6
"""Pixels: the length in which a line is taken to be straight, how far it may lie from where it is on the whole, half of
how thick it is with its blurred rim, and half of how wide the bow is that a letter ends in."""
_LESS_FAR = 0.15
"""Of a row of pixels: how much more of it must be inked for a line to lie a pixel further off."""
_INK, _GREY_INK, _WIDEST_STROKE = 110, 200, 24
"""Grey levels that letters, and their blurred rims, are darker than; pixels."""
_OF_ROW, _WHITE = 0.3, 235
"""Share of a row of pixels that is as dark as the line at least where the line reaches into it; a grey level."""
_THICKEST_RULE = 0.05
"""Inches: thicker dark areas are shading, whose edges are the rules."""
_SOLID = 0.95
_BESIDE, _OF_LETTERS = 0.2, 0.5
"""Shares of ink on both sides of a line, and on one, above which it is part of letters."""
_THIN = 30
_FAINT, _FAINT_SOLID = 9, 0.88
"""Grey levels by which a faint line is darker than beside it, and the share of it that must be: others cross it."""
_SHORTEST_FAINT = 1.0
"""Inches, across: the upper edge of a long word's letters looks like a shorter one."""
_RIDGE = 3
_UNEVEN, _LONG_RULE = 0.36, 2.0
"""Of a line's own darkness: letters that the scanner has run together differ more along it. Inches: longer than they
run."""
_BLOCK, _TALL = 8, 4
_SHADE = 12
"""Grey levels below the paper's own at which a block counts as shaded."""
_MOST_TILT = 3.0
_LEAST_TILT = 0.05


def straightened(picture: Image.Image) -> Image.Image:
    """The page turned back by the few degrees that it lay askew in the scanner."""
    angle = tilt(picture)
    if abs(angle) < _LEAST_TILT:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)


def tilt(picture: Image.Image) -> float:
    """Degrees that the page has to be turned for its lines to lie level: the angle at which the rows of the picture
    differ most in how dark they are. 0 for a page without lines."""
    small = picture.reduce(4)
    dark = Image.fromarray((255 * _dark(np.asarray(small))).astype(np.uint8))
    if not dark.getbbox():
        return 0.0
    coarse = dark.reduce(2)
    best = 0.0
    for step, reach, at in ((0.6, _MOST_TILT, coarse), (0.2, 0.4, coarse), (_LEAST_TILT, 0.1, dark)):
        angles = [best + step * number for number in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: (_contrast(at, angle), -abs(angle)))
    return best


def find_rules(picture: Picture, fills: Sequence[Fill] = ()) -> tuple[list[Rule], list[Rule]]:
    """The ruled lines of a page: those across and those down, in pixels of the picture. `fills` are the cells whose own
    colour was taken off: they begin and end at a line, and the lines down go on through them."""
    small = np.asarray(Image.fromarray(picture).reduce(RULE_STEP))
    # A thin line is grey there, so that lighter pixels than elsewhere count.
    dark = np.asarray(small <= min(200, _threshold(small) + _THIN))
    faint, faint_down = _ridges(small), _ridges(small.T)
    across = _with_faint(dark, faint, small, _SHORTEST_FAINT, True) + [
        Rule(at, fill.left, fill.right) for fill in fills for at in (fill.top, fill.bottom)
    ]
    for edge in _shading_edges(picture):
        if not any(
            abs(rule.at - edge.at) < 3 * _BLOCK and rule.start < edge.stop and rule.stop > edge.start for rule in across
        ):
            across.append(edge)
    for fill in fills:
        if fill.bottom - fill.top < _SHORTEST_RULE * DPI:
            rows, columns = ((fill.top, fill.bottom), (fill.left, fill.right))
            dark[slice(*(at // RULE_STEP for at in rows)), slice(*(at // RULE_STEP for at in columns))] = True
    found = _with_faint(dark.T, faint_down, small.T, _SHORTEST_RULE, False)
    down = [_without_letter(rule, across) for rule in found]
    inked_down = dark.T | faint_down
    return made_whole(dark | faint, inked_down, across, without_letters(inked_down, faint_down, down, across))


def without_rules(picture: Picture, across: list[Rule], down: list[Rule]) -> Picture:
    """The picture with its ruled lines painted over, so that they are not read as letters. What letters reach into a
    line across, where rows are set tight, is left."""
    clean = picture.copy()
    for rule in across:
        for lies, along in _course(picture, rule):
            band = clean[lies, along]
            outside = np.minimum(
                picture[max(0, lies.start - 1), along], picture[min(lies.stop, len(picture) - 1), along]
            )
            band[_painted(band, outside)] = 255
    for rule in down:
        for lies, along in _course(picture.T, rule):
            clean[along, lies] = 255
    return clean


def _course(picture: Picture, rule: Rule) -> Iterator[tuple[slice, slice]]:
    """Where a line lies, piece by piece: no page is held so straight that a long one never strays."""
    for start in range(rule.start, rule.stop, _PIECE):
        along = slice(start, min(start + _PIECE, rule.stop))
        first = max(0, int(rule.at) - _STRAYS - 1)
        # Letters are darker than a faint line, but never so much of a row.
        inked = (picture[first : int(rule.at) + _STRAYS + 2, along] < _WHITE).mean(axis=1)
        if len(inked) < 3:
            continue
        nearness = -_LESS_FAR * np.abs(np.arange(len(inked) - 2) + first + 1 - rule.at)
        at = first + 1 + int(np.argmax(inked[:-2] + inked[1:-1] + inked[2:] + nearness))
        yield slice(max(0, at - _HALF), at + _HALF + 1), along


def _painted(band: Picture, outside: Picture) -> Mask:
    """Which pixels of a line across are its own and not a letter's that reaches into it from `outside`: in a row of
    pixels that the line makes as dark as letters are, all but those right beside a letter; elsewhere all but those that
    are darker than the line is there and near a letter."""
    if not band.size:
        return np.zeros_like(band, dtype=bool)
    place = int(_OF_ROW * band.shape[1])
    own = np.partition(band, place, axis=1)[:, place, None].astype(np.int16)
    letter = _strokes(outside < _INK, _WIDEST_STROKE)
    grey = _strokes(outside < _GREY_INK, 2 * _WIDEST_STROKE)
    near = np.convolve(grey, np.ones(2 * _BOW + 1))[_BOW : _BOW + len(grey)] > 0
    return np.asarray(np.where(own > _INK + _THIN, (band >= own - _THIN) | ~near, ~letter))


def _strokes(dark: Mask, widest: int) -> Mask:
    """The dark stretches that are no wider than a letter's strokes."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start > widest:
            dark[start:stop] = False
    return dark


def as_edges(rules: list[Rule]) -> list[Edge]:
    """Rules in points, as the grids of a page are made of."""
    return [(rule.at * POINT, rule.start * POINT, rule.stop * POINT) for rule in rules]


def _contrast(dark: Image.Image, angle: float) -> float:
    turned = np.asarray(dark.rotate(angle, resample=Image.Resampling.BILINEAR), dtype=np.float32)
    rows = turned.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _dark(grey: Picture) -> Mask:
    """Which pixels are ink."""
    return np.asarray(grey <= _threshold(grey))


def _threshold(grey: Picture) -> int:
    """Otsu's threshold between ink and paper; at most 200, so that an empty page has no ink."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    total = counts.sum()
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * np.square(sums / below - (sums[-1] - sums) / above)
    return min(200, int(np.nanargmax(between)) if np.isfinite(between).any() else 0)


def _with_faint(dark: Mask, faint: Mask, small: Picture, shortest: float, along_text: bool) -> list[Rule]:
    """The lines along the second axis, and the faint ones of at least so many inches that none of them covers."""
    rules = _rules(dark, small, _SOLID, along_text)
    return rules + [
        other
        for other in _rules(faint, small, _FAINT_SOLID, along_text)
        if other.stop - other.start >= shortest * DPI
        and not any(
            abs(rule.at - other.at) < NEAR and rule.start < other.start + NEAR and rule.stop > other.stop - NEAR
            for rule in rules
        )
    ]


def _without_letter(rule: Rule, others: Sequence[Rule]) -> Rule:
    """The rule without the letter that stands just beyond its end, in a row that has no such rule."""
    ends = [other.at for other in others if other.start - NEAR < rule.at < other.stop + NEAR]
    start, stop = rule.start, rule.stop
    if not any(abs(end - start) < NEAR for end in ends):
        start = next((int(end) for end in ends if 0 < end - start < _HIGHEST_LETTER * DPI), start)
    if not any(abs(end - stop) < NEAR for end in ends):
        stop = next((int(end) for end in ends if 0 < stop - end < _HIGHEST_LETTER * DPI), stop)
    return Rule(rule.at, start, stop)


def _ridges(small: Picture) -> Mask:
    """Where a shrunken picture is darker than a little above and below: faint lines along the second axis, and hardly a
    letter, whose upright strokes go on above or below."""
    grey = small.astype(np.int16)
    beside = np.minimum(grey[: -2 * _RIDGE], grey[2 * _RIDGE :])
    depth = beside - grey[_RIDGE:-_RIDGE]
    # What the paper's own grain differs by.
    grain = float(np.percentile(np.abs(grey[_RIDGE::7, ::7] - grey[:-_RIDGE:7, ::7]), 50))
    return np.pad(depth >= max(_FAINT, 3 * grain), ((_RIDGE, _RIDGE), (0, 0)))


def _rules(dark: Mask, small: Picture, share: float, along_text: bool) -> list[Rule]:
    """Lines along the second axis of a shrunken picture: stretches of which this share is dark. Where text runs along
    that axis too, letters that the scanner has run together are left out."""
    length = int(_SHORTEST_RULE * DPI / RULE_STEP)
    thickest = max(2, int(_THICKEST_RULE * DPI / RULE_STEP))
    if dark.shape[1] <= length:
        return []
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    solid = sums[:, length:] - sums[:, :-length] >= share * length
    groups: list[list[tuple[int, int, int]]] = []
    open_groups: list[list[tuple[int, int, int]]] = []
    for row in np.flatnonzero(solid.any(axis=1)):
        runs = _runs(solid[row], length)
        still: list[list[tuple[int, int, int]]] = []
        for start, stop in runs:
            group = next((g for g in open_groups if g[-1][0] >= row - 2 and g[-1][1] < stop and g[-1][2] > start), None)
            if group is None:
                group = []
                groups.append(group)
            group.append((int(row), start, stop))
            still.append(group)
        open_groups = [group for group in open_groups if group[-1][0] >= row - 2 and group not in still] + still
    rules: list[Rule] = []
    for group in groups:
        first, last = group[0][0], group[-1][0]
        start, stop = min(run[1] for run in group), max(run[2] for run in group)
        inked = np.flatnonzero(dark[first : last + 1, start:stop].any(axis=0))
        start, stop = start + int(inked[0]), start + int(inked[-1]) + 1
        if min(_beside(dark, first, last, start, stop)) > _BESIDE:
            continue
        is_thick = last - first >= thickest
        is_short = along_text and stop - start < _LONG_RULE * DPI / RULE_STEP
        if is_short and (
            _is_uneven(small[first : last + 1, start:stop], is_thick)
            or max(_beside(dark, first, last, start, stop)) > _OF_LETTERS
        ):
            continue
        lies = [first, last] if is_thick else [(first + last) / 2]
        rules.extend(Rule(at * RULE_STEP, start * RULE_STEP, stop * RULE_STEP) for at in lies)
    return rules


def _shading_edges(picture: Picture) -> list[Rule]:
    """Where shading begins or ends, seen from above: a shaded header row often has no line of its own below it."""
    height, width = (side - side % _BLOCK for side in picture.shape)
    # Every second pixel each way tells as much of the paper.
    thin = picture[:height:2, :width:2]
    side = _BLOCK // 2
    blocks = thin.reshape(height // _BLOCK, side, width // _BLOCK, side).swapaxes(1, 2)
    flat = blocks.reshape(height // _BLOCK, width // _BLOCK, side * side)
    # Letters cover less than a quarter of a block: what three quarters are lighter than is the paper behind them.
    paper = np.partition(flat, 3 * side * side // 4, axis=2)[:, :, 3 * side * side // 4]
    shaded = _tall(paper < np.median(paper) - _SHADE)
    length = int(_SHORTEST_RULE * DPI / _BLOCK)
    edges: list[Rule] = []
    for row in range(1, shaded.shape[0]):
        change = np.asarray(shaded[row] != shaded[row - 1])
        ends = np.flatnonzero(np.diff(np.concatenate(([False], change, [False])).astype(np.int8)))
        for start, stop in zip(ends[::2], ends[1::2], strict=True):
            if stop - start >= length:
                edges.append(Rule(row * _BLOCK, int(start) * _BLOCK, int(stop) * _BLOCK))
    return edges


def _tall(shaded: Mask) -> Mask:
    """What is shaded for as many blocks downward as a row of text is high: a blurred line of letters is lower."""
    whole = np.logical_and.reduce([shaded[down : len(shaded) - _TALL + 1 + down] for down in range(_TALL)])
    wide = np.pad(whole, ((_TALL - 1, _TALL - 1), (0, 0)))
    return np.asarray(np.logical_or.reduce([wide[up : up + len(shaded)] for up in range(_TALL)]))


def _beside(dark: Mask, first: int, last: int, start: int, stop: int) -> tuple[float, float]:
    """The share of ink close over and close under a line: letters that have been taken for one have much of it."""
    above = dark[max(0, first - 5) : max(0, first - 2), start:stop]
    below = dark[last + 3 : last + 6, start:stop]
    return float(above.mean()) if above.size else 0.0, float(below.mean()) if below.size else 0.0


def _is_uneven(along: Picture, is_thick: bool) -> bool:
    """Whether a line is now dark, now grey along itself, as letters are that the scanner has run together."""
    inked = np.median(along, axis=0) if is_thick else along.min(axis=0)
    low, middle, high = np.percentile(inked, (10, 50, 90))
    return bool(high - low > _UNEVEN * (255 - middle))


def _runs(solid: Mask, length: int) -> list[tuple[int, int]]:
    """Stretches of a row that solid windows cover."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], solid, [False])).astype(np.int8)))
    return [(int(start), int(stop) + length - 1) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
