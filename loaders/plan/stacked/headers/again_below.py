"""Instructions under headers that come again, known by nothing but that they come again with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from loaders.plan.stacked.headers.runs import Run
from loaders.plan.stacked.headers.titled import is_across
from loaders.plan.stacked.text import Stream

# So wide is one of its lines at least (thousandths of the type size; a first cell may come again), so many lines it
# fills at most, and so alike are two readings of a line.
_WIDE, _MOST_LINES, _ALIKE = 25_000, 6, 85


def told_again(stream: Stream, tables: Sequence[Run]) -> list[Run]:
    """The tables whose header OCR read across, the lines right under it taken for its instruction where another table's
    header has the same under it: no row comes word for word twice."""
    return [_with_told(stream, run, tables) if is_across(stream, run) else run for run in tables]


def _with_told(stream: Stream, run: Run, tables: Sequence[Run]) -> Run:
    lines = stream.lines
    alike = [other.after for other in tables if other is not run and _are_alike(stream, run.after, other.after)]
    after, is_wide = run.after, False
    while alike and after - run.after < _MOST_LINES:
        is_wide = is_wide or lines[after].width >= _WIDE
        after += 1
        far = after - run.after
        alike = [first for first in alike if _are_alike(stream, after, first + far)]
    if not is_wide:
        return run
    return replace(run, after=after, kinds=run.kinds | dict.fromkeys(range(run.after, after), "instruction"))


def _are_alike(stream: Stream, one: int, other: int) -> bool:
    if max(one, other) >= len(stream.lines):
        return False
    return fuzz.ratio(stream.lines[one].text, stream.lines[other].text) >= _ALIKE
