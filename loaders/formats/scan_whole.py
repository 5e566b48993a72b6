"""Ruled lines of a scanned page held against its ink, stretch by stretch between the lines that they cross: broken ones
are made whole, and what letters alone carried a line on over is taken from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from loaders.formats.scan_pixels import DPI, NEAR, RULE_STEP, Mask, Rule

_SHORTEST = 0.08
"""Inches: what lies between two rules nearer than this is a double rule."""
_SHORT, _INKED_SHORT = 0.22, 0.9
"""Inches, and the share of it that is inked at least: a letter in a row of one line is nearly as high as the row."""
_INKED = 0.7
_CLEAR = 0.25
"""Share of a stretch that has no ink right beside it, at least: of text hardly more than what parts its words has."""
_LEFT_OUT = 0.5
"""Inches: a line that has no ink over a longer stretch was never found to go on there."""
_FEW_INKED, _SOME_CLEAR = 0.8, 0.05
"""Of a stretch with no letters beside it, the share that is inked: of lines all, of letters up to three quarters."""
_SHADED = 0.8
"""The share of what lies beside a stretch that is dark where its row is shaded: of letters it is half at most."""
_ALL_CLEAR, _ALL_INKED = 0.75, 0.97
"""The same of a stretch that is surely one: of a letter's upright stroke the cell has more beside it."""
_BAND, _FAR = 2, 6
"""Pixels of the shrunken picture beside a line: where its own ink may lie, and where that of letters is looked for."""
_GAP = round(0.2 * DPI)
"""Pixels that a broken line may be short of where it crosses another."""
_REACH, _SHORT_REACH = round(0.6 * DPI), round(0.25 * DPI)
"""Pixels over which a line is taken to go on beyond what is known of it: more than a heading's row is high. In low
rows less: the next table's lines may lie where letters of this one stand."""


def made_whole(
    inked_across: Mask, inked_down: Mask, across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[list[Rule], list[Rule]]:
    """The rules with the stretches between two crossings that are too short or too broken to be rules by themselves.

    The masks are the page's ink and its faint lines that way, RULE_STEP times smaller than the rules' pixels; lines run
    along the second axis of each.
    """
    across, down = list(across), list(down)
    across += _stretches(inked_across, across, down)
    down += _stretches(inked_down, down, across)
    return across + _stretches(inked_across, across, down), down


def without_letters(inked: Mask, darker: Mask, rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """The rules along the second axis without the stretches between two crossings that only letters or a shade fill:
    over a heading's row between two rows of cells, a line seems to go on where a letter happens to stand in it, or
    where the row is as dark as ink. `darker` is what is darker than right beside it."""
    kept: list[Rule] = []
    for rule in rules:
        crossings = sorted(other.at for other in others if other.start - _GAP < rule.at < other.stop + _GAP)
        start = rule.start
        for first, last in _between(crossings):
            is_on = first < rule.stop - NEAR and last > rule.start + NEAR
            is_low = is_on and last - first < _LEFT_OUT * DPI
            if is_low and (_is_letters(inked, rule.at, first, last) or _is_shade(inked, darker, rule.at, first, last)):
                kept.append(Rule(rule.at, start, round(first)))
                start = round(last)
        kept.append(Rule(rule.at, start, rule.stop))
    return [rule for rule in kept if rule.stop - rule.start > NEAR]


def _stretches(inked: Mask, rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """What is missing of the rules along the second axis, in the lines that they lie on."""
    found: list[Rule] = []
    for line in _lines(rules):
        at = sum(rule.at * (rule.stop - rule.start) for rule in line) / sum(rule.stop - rule.start for rule in line)
        crossings = sorted(other.at for other in others if other.start - _GAP < at < other.stop + _GAP)
        waiting = [
            (start, stop)
            for start, stop in _between(crossings)
            if not _covers(line, start, stop) and _is_line(inked, at, start, stop)
        ]
        # One stretch leads to the next, either way.
        while reached := [
            stretch for stretch in waiting if _goes_on(line, *stretch) or _is_surely_line(inked, at, *stretch)
        ]:
            waiting = [stretch for stretch in waiting if stretch not in reached]
            line += [Rule(at, round(start), round(stop)) for start, stop in reached]
            found += line[-len(reached) :]
    return found


def _lines(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules by the line that they lie on."""
    found: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if found and rule.at - found[-1][0].at < NEAR / 2:
            found[-1].append(rule)
        else:
            found.append([rule])
    return found


def _between(crossings: Sequence[float]) -> Iterator[tuple[float, float]]:
    """From each crossing to the next; those that lie near one another are one."""
    kept = [at for above, at in pairwise([-float("inf"), *crossings]) if at - above >= _SHORTEST * DPI]
    return pairwise(kept)


def _covers(line: Sequence[Rule], start: float, stop: float) -> bool:
    covered, end = 0.0, start
    for rule in sorted(line, key=lambda rule: rule.start):
        covered += max(0.0, min(rule.stop, stop) - max(rule.start, end))
        end = max(end, rule.stop)
    return covered > 0.8 * (stop - start)


def _goes_on(line: Sequence[Rule], start: float, stop: float) -> bool:
    reach = _SHORT_REACH if stop - start < _SHORT * DPI else _REACH
    return any(rule.start < stop + reach and rule.stop > start - reach for rule in line)


def _is_line(inked: Mask, at: float, start: float, stop: float) -> bool:
    """Whether ink along a line goes nearly all the way between two crossings, as no text does."""
    seen = _seen(inked, at, start, stop)
    if seen is None:
        return False
    clear, share = seen
    return clear >= _CLEAR and share >= (_INKED_SHORT if stop - start < _SHORT * DPI else _INKED)


def _is_surely_line(inked: Mask, at: float, start: float, stop: float) -> bool:
    """Whether there is no doubt of a stretch: then it is one of a small table's that has its columns where another on
    the page has them, however far apart they stand."""
    seen = _seen(inked, at, start, stop)
    return seen is not None and seen[0] >= _ALL_CLEAR and seen[1] >= _ALL_INKED


def _is_letters(inked: Mask, at: float, start: float, stop: float) -> bool:
    seen = _seen(inked, at, start, stop)
    return seen is not None and seen[0] >= _SOME_CLEAR and seen[1] < _FEW_INKED


def _is_shade(inked: Mask, darker: Mask, at: float, start: float, stop: float) -> bool:
    """Whether a stretch is no darker than the shaded row that it lies in."""
    middle = round(at / RULE_STEP)
    first, last = round(start / RULE_STEP) + _BAND, round(stop / RULE_STEP) - _BAND
    if last - first < _BAND or middle < _FAR or middle + _FAR >= len(inked):
        return False
    beside = [inked[side, first:last].mean() for side in (middle - _FAR, middle + _FAR)]
    own = np.logical_or.reduce(darker[middle - _BAND : middle + _BAND + 1, first:last])
    return bool(min(beside) > _SHADED and own.mean() < _FEW_INKED)


def _seen(inked: Mask, at: float, start: float, stop: float) -> tuple[float, float] | None:
    """The share of a stretch that has no ink right beside it, and how much of that is inked itself; None for one too
    short or too near the page's side to tell."""
    middle = round(at / RULE_STEP)
    first, last = round(start / RULE_STEP) + _BAND, round(stop / RULE_STEP) - _BAND
    if last - first < _BAND or middle < _FAR or middle + _FAR >= len(inked):
        return None
    own, near = slice(middle - _BAND, middle + _BAND + 1), slice(middle - _FAR, middle + _FAR + 1)
    hit: Mask = np.logical_or.reduce(inked[own, first:last])
    marks: NDArray[np.int64] = inked[near, first:last].sum(axis=0) - inked[own, first:last].sum(axis=0)
    clear = marks == 0
    return float(clear.mean()), float(hit[clear].mean()) if clear.any() else 0.0
