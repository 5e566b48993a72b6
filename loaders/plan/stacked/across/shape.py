"""How likely the shape of a text's lines is of one that was read straight across the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Literal

from loaders.plan.stacked.borders import has_gaps
from loaders.plan.stacked.sections import Layout, Section
from loaders.plan.stacked.text import Line, Stream

# Thousandths of the type size: no column is as wide, a page read across is; where column rules came through as bars, or
# headers stand several on a line, a narrow page too. Of the widest lines, the share above which a line is read across.
_WIDEST_COLUMN, _WIDEST_COLUMN_SHOWN, _BARRED, _ACROSS = 55_000, 30_000, 0.05, 0.5
# With fewer columns, wide lines or lines with bars nothing shows; a title or two may be as wide.
_FEWEST_COLUMNS, _FEWEST_LINES, _FEWEST_BARS = 4, 3, 3
# Where fewer of the words were read across, the rest of the text tells more of its columns than they do.
_LEAST_SHARE, _SOME_SHARE, _FEW_SHARE = 0.55, 0.2, 0.08
# How wide most lines are then, beside what is too wide for a column: where cells come one by one, few hold several.
_USUAL = 0.5
# Of its lines, the most that end with a space where no program wrote one at each end: after a word broken in two.
_SPACED = 0.1

Across = Literal["likely", "perhaps", "hardly", "no"]
"""How likely the shape of a text's lines is of one that was read straight across the columns."""


def how_across(stream: Stream, layout: Layout) -> Across:
    """Whether the text's lines look as if they were read straight across the columns: many of its words then stand in
    lines too wide for any column."""
    told = {line for line, kind in layout.skipped.items() if kind != "doubt"}
    named = [section for section in layout.sections if len(section.columns) >= _FEWEST_COLUMNS]
    least = _least_across(stream, told, _has_header_across(layout, named)) if named else 0.0
    if not least:
        return "no"
    blocks = list(_blocks(stream, named, told))
    words = _count_in(stream, blocks)
    if not words:
        return "no"
    widths = [stream.lines[line].width for block in blocks for line in block]
    wide = _count_in(stream, [[line] for block in blocks for line in block if stream.lines[line].width >= least])
    # Programs that write a PDF's text in the order it was set put short cells on one line too: they leave no blank
    # lines, or the spaces that wrapped lines end with.
    spaced = sum(line.spaced for line in stream.lines)
    may_be = stream.is_ocr or (has_gaps(stream) and spaced <= _SPACED * len(stream.lines))
    if may_be and wide >= _LEAST_SHARE * words and median(widths) >= _USUAL * least:
        return "likely"
    if stream.is_ocr:
        return "perhaps" if wide >= _SOME_SHARE * words else "hardly"
    across = [block for block in blocks if any(stream.lines[line].width >= least for line in block)]
    has_bars = _barred(stream.lines) >= _FEWEST_BARS
    if has_bars and _count_in(stream, across) >= _LEAST_SHARE * words:
        return "likely"
    return "hardly" if may_be and wide >= _FEW_SHARE * words else "no"


def _has_header_across(layout: Layout, tables: Sequence[Section]) -> bool:
    """Whether the headers stand several on a line."""
    lines = sum(kind == "header" for kind in layout.skipped.values())
    return 0 < 2 * lines <= sum(len(section.columns) for section in tables)


def _least_across(stream: Stream, told: set[int], header_across: bool) -> float:
    """The width from which a line is read across; 0 when none is so wide that it must have been."""
    lines = [line for number, line in enumerate(stream.lines) if number not in told]
    if len(lines) < _FEWEST_LINES:
        return 0.0
    third = sorted(line.width for line in lines)[-_FEWEST_LINES]
    shown = header_across or _barred(lines) >= _BARRED * len(lines)
    return _ACROSS * third if third > (_WIDEST_COLUMN_SHOWN if shown else _WIDEST_COLUMN) else 0.0


def _barred(lines: Sequence[Line]) -> int:
    """How many lines hold column rules. A page's title that has one («Kommunen | Plan 2025») comes again and again."""
    return len({line.text for line in lines if "|" in line.text})


def _blocks(stream: Stream, tables: Sequence[Section], told: set[int]) -> Iterator[list[int]]:
    """Each run of lines without a blank one between that stands under a table's header."""
    first = min((one.after_header for one in tables), default=len(stream.lines))
    block: list[int] = []
    for line in range(first, len(stream.lines)):
        if block and (line in told or stream.lines[line].gap):
            yield block
            block = []
        if line not in told:
            block.append(line)
    if block:
        yield block


def _count_in(stream: Stream, blocks: Sequence[Sequence[int]]) -> int:
    return sum(stream.lines[line].after - stream.lines[line].first for block in blocks for line in block)
