"""The titles of tables: the heading over each header that names its area, or stands as those of other tables do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from loaders.plan.classify import areas_meant, areas_spoken_of, is_state, names_area, topic_area
from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.headers.heading_lines import (
    are_numbered_on,
    area_above,
    area_line_above,
    heading_above,
    is_said_again,
    lines_said,
)
from loaders.plan.stacked.headers.introduced import with_introduced
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.headers.runs import Run, columns_of, with_floors
from loaders.plan.stacked.headers.signs import Signs
from loaders.plan.stacked.sections import LineKind
from loaders.plan.stacked.text import Stream
from loaders.text import collapse

# So many tables with headings tell that these are the areas.
_FEWEST_HEADINGS = 3
# How many headers stand on a line where OCR read a header row across, and of how many tables one may lack a heading.
_FEWEST_ON_A_LINE, _NEARLY = 2, 4
# How wide such a line is (thousandths of the type size), and the share of it that most lines under it are as wide as.
_WIDE, _AS_WIDE = 25_000, 0.6
# Of the lines, the most that end with a space where no program wrote it: after a word broken in two.
_SPACED = 0.1
# So many words a page's title has: what is shorter may be a cell («Löpande»).
_TITLE = 3


def titled(signs: Signs, tables: Sequence[Run]) -> list[Run]:
    """The tables, an area's name that stands a little way over one taken for its title. A table that has a column
    for the areas is told by that."""
    stream, said = signs.stream, lines_said(signs.stream)
    found: list[Run] = []
    for run in tables:
        if run.titles or any(column.kind == "area" for column in columns_of(run)):
            found.append(run)
            continue
        floor = found[-1].after if found else 0
        at, after, text = area_above(stream, signs.areas, run.first, floor)
        if at == after:
            at, after = area_line_above(stream, said, signs.areas, run.first, floor), run.first
            text = stream.lines[at].text if at < after else ""
        kinds: dict[int, LineKind] = dict.fromkeys(range(at, run.first), "title")
        titles = ((at, text),) if after > at else ()
        found.append(replace(run, first=at, kinds=kinds | run.kinds, titles=titles))
    found = with_introduced(stream, said, found, set(running_lines(stream)))
    return _as_others(signs, said, found)


def _as_others(signs: Signs, said: Counter[str], tables: Sequence[Run]) -> list[Run]:
    """The tables, what stands right over one taken for its title where that of others stands so: a heading without
    label or known words. Else the title above would hold on for it, and nobody would be asked."""
    stream, lines = signs.stream, signs.stream.lines
    is_titled = any(run.titles and run.titles[0][0] == run.first for run in tables)
    is_close = not signs.blank_lines and not stream.is_ocr and _have_close_headings(stream, said, tables)
    heads_rows = _head_rows_across(stream, said, tables)
    are_apart = _have_apart(stream, said, tables)
    across = are_apart or heads_rows or _reads_across(stream, tables)
    is_told = is_titled or is_close or heads_rows or are_apart or _have_headings(stream, said, tables)
    speaking = {} if is_told else _speaking(stream, said, tables)
    if not is_told and not speaking:
        return list(tables)
    counted = counted_headings(stream, signs.areas)
    by_ocr = stream.is_ocr or across
    is_tight = by_ocr and any(run.titles and not lines[run.titles[0][0]].gap for run in tables)
    is_tight = is_tight or is_close or heads_rows
    found: list[Run] = []
    for run in tables:
        floor = found[-1].after if found else 0
        is_bare = not run.titles and not any(column.kind == "area" for column in columns_of(run))
        at = run.first
        if is_bare and not is_told:
            at = speaking.get(run.first, at)
        elif is_bare:
            at = heading_above(stream, said, run.first, floor, is_tight=is_tight, is_across=across)
        if is_bare and across and at == run.first:
            # Over a header that comes again may stand the last words of a row: this line speaks of an area.
            close = heading_above(stream, said, run.first, floor, is_tight=True, is_across=True)
            at = close if areas_spoken_of(_text(stream, close, run.first)) else at
        at = next((line for line, after in counted.items() if is_bare and after == run.first), at)
        kinds: dict[int, LineKind] = dict.fromkeys(range(at, run.first), "title")
        text = _text(stream, at, run.first)
        titles = ((at, text),) if text else run.titles
        found.append(replace(run, first=at, kinds=kinds | run.kinds, titles=titles))
    return found


def _speaking(stream: Stream, said: Counter[str], tables: Sequence[Run]) -> dict[int, int]:
    """The lines right over headers that speak of an area, by the header's line, where nearly all that may be headings
    there do, and of several: other headers come again at pages' tops, under a row's last words. Empty where not so."""
    found = {run.first: at for run, at in _with_heads(stream, said, tables, is_tight=True, is_across=True)}
    texts = {first: _text(stream, at, first) for first, at in found.items() if at < first}
    if len(texts) < _FEWEST_HEADINGS or not _speak_of_areas([*texts.values()]):
        return {}
    return {first: found[first] for first, text in texts.items() if areas_meant(text)}


def _with_heads(
    stream: Stream, said: Counter[str], tables: Sequence[Run], *, is_tight: bool = False, is_across: bool = False
) -> list[tuple[Run, int]]:
    """The tables, each with the first line of what may be a heading right over its header: the header's own first line
    where nothing may."""
    return [
        (run, heading_above(stream, said, run.first, floor, is_tight=is_tight, is_across=is_across))
        for run, floor in with_floors(tables)
    ]


def _text(stream: Stream, first: int, after: int) -> str:
    """The text of the lines, on one."""
    return collapse(" ".join(line.text for line in stream.lines[first:after]))


def _have_close_headings(stream: Stream, said: Counter[str], tables: Sequence[Run]) -> bool:
    """Whether headings stand right over all tables in text without blank lines, some of them about the agreement's
    areas: over a header that only comes again stand the last words of a row, or the page's running lines."""
    running = set(running_lines(stream))
    over = []
    for run, floor in with_floors(tables):
        if run.first - 1 in running or _is_page_top(stream, said, run):
            continue
        first = run.titles[0][0] + 1 if run.titles and run.titles[0][0] == run.first else run.first
        at = heading_above(stream, said, first, floor, is_tight=True)
        if at == first:
            return False
        over.append(_text(stream, at, first))
    return len(over) >= _FEWEST_HEADINGS and (_are_mostly_areas(over) or _speak_of_areas(over))


def _is_page_top(stream: Stream, said: Counter[str], run: Run) -> bool:
    """Whether the header only comes again under what may be a page's title: some words that stand elsewhere too, and no
    status."""
    if run.first == 0:
        return False
    above = stream.lines[run.first - 1]
    is_title = above.after - above.first >= _TITLE and not is_state(above.text)
    return is_title and is_said_again(stream, said, run.first - 1)


def _head_rows_across(stream: Stream, said: Counter[str], tables: Sequence[Run]) -> bool:
    """Whether the header comes again on one line, and nearly each time under a line that may be a heading, none of them
    alike: that it stands over parts of a plan, and not at the pages' tops."""
    heads = _with_heads(stream, said, tables, is_tight=True, is_across=True)
    inside = [(run, at) for run, at in heads if not _is_page_top(stream, said, run)]
    if len(inside) < _FEWEST_HEADINGS or not all(is_across(stream, run) for run, _ in inside):
        return False
    below = stream.lines[tables[0].first :]
    if median(line.width for line in below) < _AS_WIDE * max(stream.lines[run.first].width for run, _ in inside):
        return False
    headed = [bool(run.titles) or at == run.first - 1 for run, at in inside]
    return sum(headed) * _NEARLY >= len(headed) * (_NEARLY - 1)


def _reads_across(stream: Stream, tables: Sequence[Run]) -> bool:
    """Whether all below the first header is read straight across the columns, as only OCR does: several headers stand
    on each line of headers, most words below in lines too wide for a column, and no spaces at the lines' ends."""
    spaced = sum(line.spaced for line in stream.lines)
    if not tables or spaced > _SPACED * len(stream.lines) or not all(map(_has_header_across, tables)):
        return False
    below = stream.lines[tables[0].after :]
    wide = sum(line.after - line.first for line in below if line.width >= _WIDE)
    return 2 * wide > sum(line.after - line.first for line in below)


def _has_header_across(run: Run) -> bool:
    """Whether several of the run's headers stand on each of their lines."""
    lines = sum(kind == "header" for kind in run.kinds.values())
    return _FEWEST_ON_A_LINE * lines <= len(run.headers)


def is_across(stream: Stream, run: Run) -> bool:
    """Whether the run's header stands straight across a page: several headers on a line too wide for a column."""
    lines = [line for line, kind in run.kinds.items() if kind == "header"]
    is_wide = any(stream.lines[line].width >= _WIDE for line in lines)
    return is_wide and _FEWEST_ON_A_LINE * len(lines) <= len(run.headers)


def _have_headings(stream: Stream, said: Counter[str], tables: Sequence[Run]) -> bool:
    """Whether headings of any words stand right over tables, told as such by what they are together: numbered one
    after the other, several of them about the agreement's areas, or nearly all speaking of areas, and of several."""
    texts = _right_above(stream, said, tables)
    if len(texts) < _FEWEST_HEADINGS:
        return False
    return are_numbered_on(texts) or _are_mostly_areas(texts) or _speak_of_areas(texts)


def _have_apart(stream: Stream, said: Counter[str], tables: Sequence[Run]) -> bool:
    """Whether a heading stands over each table with a blank line on either side, most of them about the agreement's
    areas: where OCR read some of the tables across."""
    texts = _right_above(stream, said, tables, is_apart=True)
    is_each = len(texts) == len(tables) >= _FEWEST_HEADINGS
    return is_each and any(map(_has_header_across, tables)) and _are_mostly_areas(texts)


def _right_above(stream: Stream, said: Counter[str], tables: Sequence[Run], *, is_apart: bool = False) -> list[str]:
    """What may be headings right over the tables' headers."""
    heads = _with_heads(stream, said, tables, is_across=is_apart)
    return [_text(stream, at, run.first) for run, at in heads if at < run.first]


def _speak_of_areas(texts: Sequence[str]) -> bool:
    """Whether nearly all texts speak of an area, be it in a plan's own words («De som har drabbats»), and of several:
    a cell's last words over a header now and then speak of one."""
    meant = [areas_meant(text) for text in texts]
    are_several = len(frozenset[str]().union(*meant)) >= _FEWEST_HEADINGS
    return are_several and sum(map(bool, meant)) * _NEARLY >= len(texts) * (_NEARLY - 1)


def _are_mostly_areas(texts: Sequence[str]) -> bool:
    return sum(names_area(text) or bool(topic_area(text)) for text in texts) * 2 >= len(texts)
