"""The areas' headings in text that came block by block: over a header, over a cell of the first column, or alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from loaders.plan.classify import is_state
from loaders.plan.stacked.headers.heading_lines import area_name_at, lines_said, may_head
from loaders.plan.stacked.headers.marks import HeaderMark
from loaders.plan.stacked.phrases import area_names
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import Stream, key_of
from loaders.text import collapse

_FIRST_OF_AREA = re.compile(r"(\d{1,2})[.:]1\b")
_BEGINS_CELL = re.compile(r"[\dA-ZÅÄÖ–•-]")
_FEWEST_NUMBERED, _FEWEST_OVER, _MOST_LINES = 2, 1, 3


def with_headings(stream: Stream, marks: Sequence[HeaderMark], running: Collection[int]) -> list[HeaderMark]:
    """The marks, with the headings that stand apart from a header: areas' names by themselves or over a cell, and what
    stands as those do. Where a column tells the areas a name at a page's end may be its cell. A word
    for how it went is no header where the tables' header has another for that."""
    marks = _without_states(marks)
    if any(column.kind == "area" for mark in marks if mark.kind == "header" for column in mark.columns):
        return [mark for mark in marks if mark.kind != "title" or not _is_cell(stream, marks, mark)]
    taken = {line for mark in marks for line in mark.lines} | set(running)
    fragments = list(_fragments(stream, taken))
    found = _named(stream, fragments)
    found += _over_headers(stream, marks, fragments, [*marks, *found])
    found += _numbered(stream, fragments, found)
    found += _in_capitals(stream, fragments, found)
    return _with_headers_below(stream, sorted([*marks, *found], key=lambda mark: mark.lines[0]), running)


def _is_cell(stream: Stream, marks: Sequence[HeaderMark], title: HeaderMark) -> bool:
    """Whether an area's name is wrapped as a narrow column's cell, and the header after it is another page's."""
    page = stream.lines[title.lines[0]].page
    below = next((mark for mark in marks if mark.lines[0] > title.lines[-1]), None)
    return len(title.lines) > 1 and (below is None or stream.lines[below.lines[0]].page != page)


def _without_states(marks: Sequence[HeaderMark]) -> list[HeaderMark]:
    fullest = max((mark for mark in marks if mark.kind == "header"), key=lambda mark: len(mark.columns), default=None)
    if fullest is None:
        return list(marks)
    headers = {column.header for column in fullest.columns}
    return [
        mark
        for mark in marks
        if mark.kind != "header" or mark.columns[0].header in headers or not is_state(mark.columns[0].header)
    ]


def _right_above(stream: Stream, mark: HeaderMark) -> tuple[int, ...]:
    """The line that the header's first stands on without a blank line between."""
    first = mark.lines[0]
    is_close = first > 0 and not stream.lines[first].gap and stream.lines[first].page == stream.lines[first - 1].page
    return (first - 1,) if is_close else ()


def _fragments(stream: Stream, taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """The lines of each fragment, [first, after), that no mark holds."""
    first = None
    for line in range(len(stream.lines) + 1):
        ends = line == len(stream.lines) or line in taken or stream.lines[line].gap > 0
        if first is not None and (ends or stream.lines[line].page != stream.lines[line - 1].page):
            yield first, line
            first = None
        if first is None and line < len(stream.lines) and line not in taken:
            first = line


def _named(stream: Stream, fragments: Sequence[tuple[int, int]]) -> list[HeaderMark]:
    """The fragments that are an area's name or begin with one, in lines of its own, over the beginning of a cell."""
    areas = area_names(stream.is_ocr)
    found = []
    for first, after in fragments:
        end = area_name_at(stream, areas, first, after)
        # A word by itself is as well a cell's: «Brottsofferjouren».
        if (
            end
            and stream.lines[end - 1].after - stream.lines[first].first > 1
            and (end == after or _BEGINS_CELL.match(stream.lines[end].text))
        ):
            found.append(_title(first, end))
    return found


def _over_headers(
    stream: Stream, marks: Sequence[HeaderMark], fragments: Sequence[tuple[int, int]], titles: Sequence[HeaderMark]
) -> list[HeaderMark]:
    """The fragments that stand on a header as areas' names do on others."""
    on = {line: mark for mark in marks if mark.kind == "header" for line in _right_above(stream, mark)}
    if sum(mark.kind == "title" and mark.lines[-1] in on for mark in titles) < _FEWEST_OVER:
        return []
    said = lines_said(stream)
    named = {line for mark in titles for line in mark.lines}
    return [
        _title(first, after)
        for first, after in fragments
        if after - 1 in on
        and first not in named
        and after - first <= _MOST_LINES
        and may_head(stream, said, first, after)
    ]


def _numbered(stream: Stream, fragments: Sequence[tuple[int, int]], titles: Sequence[HeaderMark]) -> list[HeaderMark]:
    """The lines over the first measure of a number («4.1 …») where areas' names stand over those of others."""
    own = {mark.lines[-1] for mark in titles}
    if sum(bool(_first_of_area(stream, line + 1)) for line in own) < _FEWEST_NUMBERED:
        return []
    said = lines_said(stream)
    found = []
    for first, after in fragments:
        for line in range(first + 1, after):
            begins = line - 1 == first or re.fullmatch(r"[\d.]+", stream.lines[line - 2].text)
            if (
                _first_of_area(stream, line)
                and line - 1 not in own
                and begins
                and may_head(stream, said, line - 1, line)
            ):
                found.append(_title(line - 1, line))
    return found


def _in_capitals(
    stream: Stream, fragments: Sequence[tuple[int, int]], titles: Sequence[HeaderMark]
) -> list[HeaderMark]:
    """The fragments in capitals where all areas' names are."""
    if len(titles) < _FEWEST_NUMBERED or not all(_text_of(stream, mark.lines).isupper() for mark in titles):
        return []
    said = lines_said(stream)
    named = {line for mark in titles for line in mark.lines}
    return [
        _title(first, after)
        for first, after in fragments
        if first not in named
        and stream.lines[after - 1].after - stream.lines[first].first > 1
        and _text_of(stream, range(first, after)).isupper()
        and may_head(stream, said, first, after)
    ]


def _text_of(stream: Stream, lines: Sequence[int]) -> str:
    return collapse(" ".join(stream.lines[line].text for line in lines))


def _first_of_area(stream: Stream, line: int) -> bool:
    return line < len(stream.lines) and bool(_FIRST_OF_AREA.match(stream.lines[line].text))


def _title(first: int, after: int) -> HeaderMark:
    return HeaderMark(tuple(range(first, after)), "title", ())


def _with_headers_below(stream: Stream, marks: Sequence[HeaderMark], running: Collection[int]) -> list[HeaderMark]:
    """The marks, with the header words that fill the rest of a heading's fragment: the beginning of a torn header."""
    known: dict[str, Column] = {
        key_of(column.header, stream.is_ocr): column
        for mark in marks
        if mark.kind == "header" and len(mark.columns) > 1
        for column in mark.columns
        if column.header
    }
    taken = {line for mark in marks for line in mark.lines} | set(running)
    found = []
    for mark in marks:
        after = below = mark.lines[-1] + 1
        while mark.kind == "title" and after < len(stream.lines) and after not in taken and not stream.lines[after].gap:
            after += 1
        text = _text_of(stream, range(below, after))
        column = known.get(key_of(text, stream.is_ocr)) if after > below else None
        if column:
            found.append(HeaderMark(tuple(range(below, after)), "header", (column,)))
    return sorted([*marks, *found], key=lambda mark: mark.lines[0])
