"""Every header, instruction and title wherever it stands: for text whose blocks stand in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.plan.stacked.headers.header_lines import LONGEST_HEADER
from loaders.plan.stacked.headers.runs import RunFinder
from loaders.plan.stacked.headers.signs import signs_of
from loaders.plan.stacked.headers.words import is_heading_word, settled
from loaders.plan.stacked.sections import Column, LineKind
from loaders.plan.stacked.text import Stream, key_of
from loaders.text import collapse

# Within so many fragments so many headers stand where some of them have a cell right under them.
_NEAR, _FEWEST_NEAR = 8, 4


@dataclass(frozen=True, slots=True)
class HeaderMark:
    """A fragment that is no row text: its lines, what it is and the columns it names."""

    lines: tuple[int, ...]
    kind: LineKind
    columns: tuple[Column, ...]


def header_marks(stream: Stream) -> list[HeaderMark]:
    """Every header, instruction and title wherever it stands, in reading order."""
    finder = RunFinder(signs_of(stream))
    runs = finder.runs()
    kinds: dict[int, LineKind] = {}
    for run in runs:
        kinds.update(run.kinds)
    known = {key_of(column.header, stream.is_ocr) for run in runs for column in run.headers}
    told_of = {kind for run in runs for kind, _ in run.instructed}
    glued = _over_cells(stream, finder)
    marks: list[HeaderMark] = []
    at = 0
    while at < len(stream.lines):
        after = at + 1
        columns, end = finder.headers.at(at)
        if at in glued and not columns:
            columns, end = glued[at]
        told = finder.instructions.at(at) if not columns else None
        is_free = stream.lines[at].gap > 0
        if columns and (
            at in kinds
            or at in glued
            or (is_free and _stands_free(stream, end) and key_of(columns[0].header, stream.is_ocr) in known)
            or (is_free and len(columns) == 1 and finder.heads_cells(end) and finder.names_area(end))
        ):
            marks.append(HeaderMark(tuple(range(at, end)), "header", settled(columns)))
            after = end
        elif told is not None and (
            at in kinds or (told_of and not told[1] and is_free and _stands_free(stream, told[2]))
        ):
            after = told[2]
            above = marks[-1] if marks and not is_free else None
            column = Column(told[0])
            if above and above.kind == "instruction" and above.lines[-1] == at - 1 and above.columns == (column,):
                marks[-1] = replace(above, lines=(*above.lines, *range(at, after)))
            else:
                marks.append(HeaderMark(tuple(range(at, after)), "instruction", (column,)))
        elif at in kinds:
            if marks and not is_free and marks[-1].kind == "title" and marks[-1].lines[-1] == at - 1:
                marks[-1] = replace(marks[-1], lines=(*marks[-1].lines, at))
            else:
                marks.append(HeaderMark((at,), "title", ()))
        at = after
    return sorted([*marks, *_unknown_headers(stream, marks)], key=lambda mark: mark.lines[0])


def _over_cells(stream: Stream, finder: RunFinder) -> dict[int, tuple[list[Column], int]]:
    """The headers that stand over their column's first cell in one fragment, by their first line with the line after:
    no cell begins with a line of just such words where others stand near that do."""
    starts = [at for at, line in enumerate(stream.lines) if line.gap or not at]
    found: list[tuple[int, list[Column], int, bool]] = []
    for at in starts:
        begin = finder.names_area(at) or at
        columns, end = finder.headers.at(begin) if begin < len(stream.lines) else ([], begin)
        is_over = not columns and begin < len(stream.lines)
        if is_over:
            columns, end = finder.headers.over_cell(begin)
        found.append((begin, columns, end, is_over))
    glued: dict[int, tuple[list[Column], int]] = {}
    for place, (at, columns, end, is_over) in enumerate(found):
        near = found[max(0, place - _NEAR) : place + _NEAR + 1]
        kinds = {column.kind for _, ones, _, _ in near for column in ones}
        if is_over and columns and len(kinds) >= _FEWEST_NEAR:
            glued[at] = (columns, end)
    return glued


def _unknown_headers(stream: Stream, marks: Sequence[HeaderMark]) -> list[HeaderMark]:
    """Short fragments that stand after a header every time they stand anywhere: headers no vocabulary knows."""
    by_line = {line: mark for mark in marks for line in mark.lines}
    beside: dict[str, list[tuple[int, ...]]] = {}
    total: Counter[str] = Counter()
    at = 0
    while at < len(stream.lines):
        after = at + 1
        while after < len(stream.lines) and not stream.lines[after].gap and after not in by_line:
            after += 1
        if at not in by_line:
            text = key_of(" ".join(stream.lines[line].text for line in range(at, after)), stream.is_ocr)
            total[text] += 1
            above = by_line.get(at - 1)
            count = stream.lines[after - 1].after - stream.lines[at].first
            if above is not None and above.kind == "header" and count <= LONGEST_HEADER:
                beside.setdefault(text, []).append(tuple(range(at, after)))
        at = after
    found = []
    for text, places in beside.items():
        if len(places) >= 2 and len(places) == total[text] and any(char.isalpha() for char in text):
            header = collapse(" ".join(stream.lines[line].text for line in places[0]))
            if is_heading_word(header, header):
                found += [HeaderMark(lines, "header", (Column("other", header),)) for lines in places]
    return found


def _stands_free(stream: Stream, after: int) -> bool:
    return after >= len(stream.lines) or stream.lines[after].gap > 0
