"""Where a page's headings stand among its rows: a program that writes block by block may write them last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.stacked.headers.marks import HeaderMark
from loaders.plan.stacked.in_blocks.page_plan import Plan
from loaders.plan.stacked.in_blocks.piece import Piece
from loaders.plan.stacked.text import Stream

_FIRST_OF_AREA = re.compile(r"\d{1,2}[.:]1\b")
# How sure a heading is of its place that nothing tells but where it came.
_UNTOLD = 0.5


def may_move(stream: Stream, parts: Sequence[Piece], at: int) -> bool:
    """Whether the part is a title that does not come right before the header it stands over."""
    if parts[at].kind != "title":
        return False
    below = _set_close(stream, parts, at)
    return below is None or all(part.kind != "header" for part in parts if part.words[:1] == (below,))


def placed_titles(stream: Stream, parts: Sequence[Piece], rows: Sequence[Sequence[Piece]]) -> dict[int, list[Piece]]:
    """The titles among the page's parts (in reading order) by the row they stand over: a number in `rows`, one more
    than the last for the page's end.

    A title stands over what it is set close to, or where it came when all above came before it and all below after.
    Others stand, in their order, over the headers (or else the measures that begin to count anew: «4.1») that have
    none, where these are as many; a header at the page's top may go on with the table above. The last ones, where all
    have one, are the next page's. A title that nothing tells the place of is unsure.
    """
    row_of = {part.words[0]: number for number, row in enumerate(rows) for part in row if part.words}
    found: dict[int, list[Piece]] = {}
    standing = {at: row_of[part.words[0]] for at, part in enumerate(parts) if part.words and part.words[0] in row_of}
    free: list[int] = []
    for at, part in enumerate(parts):
        if part.kind != "title":
            continue
        below = _set_close(stream, parts, at)
        if below is not None and below in row_of:
            found.setdefault(max(row_of[below], 1), []).append(part)
            continue
        after = next((row for number, row in standing.items() if number > at), None)
        if after is not None and all((row < after) == (number < at) for number, row in standing.items()):
            found.setdefault(max(after, 1), []).append(part)
        else:
            free.append(at)
    top = next((number for number, row in enumerate(rows) if number and row), len(rows))
    untold = _untitled(stream, rows, frozenset(found))
    places = _places(untold, len(free), top)
    for order, at in enumerate(free):
        came = next((row for number, row in standing.items() if number > at), len(rows))
        place = places[order] if places else max(came, 1)
        is_told = places != [top] if places else came == len(rows) and not any(untold)
        sure = parts[at].sure if is_told else _UNTOLD
        found.setdefault(place, []).append(replace(parts[at], sure=sure))
    return found


def _set_close(stream: Stream, parts: Sequence[Piece], at: int) -> int | None:
    """The first word of what the title stands on without a blank line, or of the header that comes next; None when
    nothing does."""
    line = stream.words[parts[at].words[-1]].line + 1
    for part in parts[at + 1 :]:
        if part.words:
            is_next = stream.words[part.words[0]].line == line
            is_on = is_next and (not stream.lines[line].gap or part.kind == "header")
            return part.words[0] if is_on else None
    return None


def _untitled(stream: Stream, rows: Sequence[Sequence[Piece]], taken: frozenset[int]) -> tuple[list[int], list[int]]:
    """The headers, and the measures that begin to count anew, that no title stands over."""
    free = [(number, row) for number, row in enumerate(rows) if row and number not in taken]
    headers = [number for number, row in free if row[0].kind == "header"]
    counted = [
        number
        for number, row in free
        if any(part.kind == "row" and _FIRST_OF_AREA.match(stream.words[part.words[0]].text) for part in row)
    ]
    return headers, counted


def _places(untold: tuple[list[int], list[int]], many: int, top: int) -> list[int]:
    """The rows that so many titles stand over; none when the page's rows do not tell."""
    headers, counted = untold
    if len(headers) == many + 1 and headers[0] == top:
        headers = headers[1:]
    return next((places for places in (headers, counted) if places and len(places) == many), [])


def heads_last(stream: Stream, plan: Plan) -> bool:
    """Whether a page ends with headings while a header, or a measure that begins to count anew, stands without one
    further up: the program wrote its blocks in another order than they are read."""
    of_line = {line: mark for mark in plan.marks for line in mark.lines}
    for page in plan.pages:
        lines = [line for line in page if line not in plan.running]
        at = len(lines)
        while at and (mark := of_line.get(lines[at - 1])) and mark.kind == "title":
            at -= 1
        last = {of_line[line] for line in lines[at:]}
        # A single one may be the heading of what the next page begins with.
        if not at or not last or (len(last) == 1 and page is not plan.pages[-1]):
            continue
        for line in lines[1:at]:
            mark, above = of_line.get(line), of_line.get(line - 1)
            begins = mark.kind == "header" and mark.lines[0] == line and _has_measures(mark) if mark else False
            is_first = mark is None and bool(_FIRST_OF_AREA.match(stream.lines[line].text))
            if (begins or is_first) and (above is None or above.kind != "title"):
                return True
    return False


def _has_measures(mark: HeaderMark) -> bool:
    return any(column.kind == "measure" for column in mark.columns)
