"""Text that kept its columns: lines whose words still stand under their headers, parted by runs of spaces."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.plan.headers import read_header
from loaders.plan.stacked_decode import Cell
from loaders.plan.stacked_headers import Column, ColumnKind, Section, running_lines
from loaders.plan.stacked_text import Stream, Word
from loaders.records import Cell as TableCell
from loaders.records import Place
from loaders.text import collapse

_WIDE = 2
_SHARE_OF_WIDE = 0.35
_MOST_HEADER_LINES = 4
_KINDS: dict[str, ColumnKind] = {
    "area": "area", "subarea": "subarea", "cause": "cause", "measure": "measure", "goal": "goal", "when": "when",
    "start": "when", "end": "when", "who": "who", "partner": "who", "followup": "followup", "status": "status",
    "comment": "comment",
}  # fmt: skip
_SURE = 0.97
_LATER_ITEM = re.compile(r"^([2-9]|1\d)[.)]?$|^[-–•]$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that stand together on a line: the character they begin at, and their numbers in the stream."""

    at: int
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    columns: tuple[Column, ...]
    starts: tuple[int, ...]
    first: int
    after: int


def keeps_columns(stream: Stream) -> bool:
    """Whether enough lines have words far apart, and a header stands in columns."""
    wide = sum(len(_pieces(stream, line)) > 1 for line in range(len(stream.lines)))
    return wide >= _SHARE_OF_WIDE * len(stream.lines) and any(
        _header_at(stream, line) for line in range(len(stream.lines))
    )


def read_columns(stream: Stream) -> tuple[list[Section], list[list[Cell]], list[int]]:
    """The tables as sections with their cells, and the lines that are running titles or headers."""
    running = set(running_lines(stream))
    headers: list[_Header] = []
    at = 0
    while at < len(stream.lines):
        header = _header_at(stream, at)
        if header:
            headers.append(header)
        at = header.after if header else at + 1
    running -= {line for header in headers for line in range(header.first, header.after)}
    skipped = [*running, *(line for header in headers for line in range(header.first, header.after))]
    sections: list[Section] = []
    cells: list[list[Cell]] = []
    for number, header in enumerate(headers):
        after = headers[number + 1].first if number + 1 < len(headers) else len(stream.lines)
        lines = [line for line in range(header.after, after) if line not in running]
        found = _cells(stream, header, lines)
        if cells and sections[-1].columns == header.columns:
            found = _carried_over(stream, cells[-1], found)
        sections.append(Section(header.columns, tuple(lines)))
        cells.append(found)
    return sections, cells, skipped


def _carried_over(stream: Stream, above: list[Cell], found: list[Cell]) -> list[Cell]:
    """The cells without a first row that goes on with the row above the page break, which takes its words."""
    first = [
        cell
        for number, cell in enumerate(found)
        if number == 0 or not any(one.new_row for one in found[1 : number + 1])
    ]
    lower = sum(stream.words[cell.words[0]].text[:1].islower() for cell in first)
    if not above or not first or lower * 2 <= len(first):
        return found
    start = max(number for number, cell in enumerate(above) if cell.new_row)
    row = {cell.column: cell for cell in above[start:]}
    for cell in first:
        before = row.get(cell.column)
        row[cell.column] = replace(before, words=before.words + cell.words) if before else cell
    ordered = sorted(row.values(), key=lambda cell: cell.column or 0)
    above[start:] = [replace(cell, new_row=number == 0) for number, cell in enumerate(ordered)]
    return found[len(first) :]


def _pieces(stream: Stream, line: int) -> list[_Piece]:
    """The line's words in the groups that wide gaps leave."""
    found: list[list[int]] = []
    end = -1
    for index in range(stream.lines[line].first, stream.lines[line].after):
        word = stream.words[index]
        if not found or word.at - end >= _WIDE:
            found.append([])
        found[-1].append(index)
        end = word.at + len(word.text)
    return [_Piece(stream.words[words[0]].at, tuple(words)) for words in found]


def _header_at(stream: Stream, first: int) -> _Header | None:
    """The header whose first line this is, over as many lines as it goes on."""
    pieces = _pieces(stream, first)
    if len(pieces) < 3:
        return None
    starts = [piece.at for piece in pieces]
    texts = [[piece] for piece in pieces]
    best: _Header | None = None
    for after in range(first + 1, min(len(stream.lines), first + _MOST_HEADER_LINES) + 1):
        cells = [
            TableCell(collapse(" ".join(stream.words[word].text for piece in column for word in piece.words)), Place())
            for column in texts
        ]
        header = read_header(cells)
        if header is not None:
            columns = tuple(Column(_KINDS.get(column.role, "other"), column.header) for column in header.columns)
            known = sum(column.role not in ("unknown", "unnamed") for column in header.columns)
            if (
                best is None
                or known > sum(column.kind != "other" for column in best.columns)
                or (best is not None and known == sum(column.kind != "other" for column in best.columns))
            ):
                best = _Header(columns, tuple(starts), first, after)
        if after >= len(stream.lines) or stream.lines[after].gap:
            break
        for piece in _pieces(stream, after):
            texts[_column_of(piece.at, starts)].append(piece)
    return best


def _cells(stream: Stream, header: _Header, lines: Sequence[int]) -> list[Cell]:
    """The cells of the rows under a header."""
    found: list[Cell] = []
    for page in _by_page(stream, lines):
        starts = _starts_on(stream, header.starts, page)
        for row in _rows(stream, starts, page):
            is_new = True
            for column in sorted(row):
                found.append(Cell(tuple(row[column]), column, is_new, _SURE))
                is_new = False
    return found


def _by_page(stream: Stream, lines: Sequence[int]) -> list[list[int]]:
    pages: list[list[int]] = []
    for line in lines:
        if not pages or stream.lines[line].page != stream.lines[pages[-1][-1]].page:
            pages.append([])
        pages[-1].append(line)
    return pages


def _starts_on(stream: Stream, usual: Sequence[int], lines: Sequence[int]) -> list[int]:
    """Where the columns begin on these lines: near where they usually do, moved to where most pieces begin."""
    counts = Counter(piece.at for line in lines for piece in _pieces(stream, line))
    # Where two columns nearly touch, a word of the one begins just behind a word of the other.
    words = Counter(
        word.at for line in lines for word in stream.words[stream.lines[line].first + 1 : stream.lines[line].after]
    )
    crossed = Counter(
        at
        for line in lines
        for word in stream.words[stream.lines[line].first : stream.lines[line].after]
        for at in range(word.at, word.at + len(word.text) + 1)
        if at > word.at
    )
    starts = []
    for number, start in enumerate(usual):
        left = (start - usual[number - 1]) // 2 if number else start
        right = (usual[number + 1] - start) // 2 if number + 1 < len(usual) else 10
        near = {
            at: 2 * counts[at] + words[at] - 4 * crossed[at]
            for at in {*counts, *words}
            if start - min(left, 8) <= at <= start + min(right, 8)
        }
        best = max(near, key=lambda at: (near[at], -abs(at - start)), default=start)
        starts.append(best if near.get(best, 0) > 1 else start)
    return starts


def _column_of(at: int, starts: Sequence[int]) -> int:
    """The column that a piece beginning at this character stands in."""
    return max((number for number, start in enumerate(starts) if start <= at + 1), default=0)


def _rows(stream: Stream, starts: Sequence[int], lines: Sequence[int]) -> list[dict[int, list[int]]]:
    """Rows as words by column. Blank lines part rows; a line where most columns begin anew does so too; a block that
    only goes on in a few columns belongs to the row above."""
    rows: list[dict[int, list[int]]] = []
    above: dict[int, list[int]] = {}
    local = list(starts)
    for number, line in enumerate(lines):
        if number == 0 or stream.lines[line].gap:
            # The spacing differs from block to block: words are set apart as the widest line needs.
            local = _starts_on(stream, starts, _block(stream, lines, number))
        here: dict[int, list[int]] = {}
        for piece in _split(stream, local, line):
            here.setdefault(_column_of(piece.at, local), []).extend(piece.words)
        if not rows or _begins_row(stream, line, here, above, rows[-1]):
            rows.append({})
        for column, words in here.items():
            rows[-1].setdefault(column, []).extend(words)
        above = here
    return rows


def _block(stream: Stream, lines: Sequence[int], first: int) -> list[int]:
    """The lines from the first up to the next blank line."""
    after = next((number for number in range(first + 1, len(lines)) if stream.lines[lines[number]].gap), len(lines))
    return list(lines[first:after])


def _split(stream: Stream, starts: Sequence[int], line: int) -> list[_Piece]:
    """The line's pieces, cut where a word begins just at a column's start though the gap before it is narrow."""
    found: list[_Piece] = []
    for piece in _pieces(stream, line):
        cut = [0, *(place for place, word in enumerate(piece.words) if place and _at_start(stream.words[word], starts))]
        cut.append(len(piece.words))
        found += [
            _Piece(stream.words[piece.words[one]].at, piece.words[one:other])
            for one, other in itertools.pairwise(cut)
            if one < other
        ]
    return found


def _at_start(word: Word, starts: Sequence[int]) -> bool:
    """Whether the word begins where a column does; a character beside it will do for a capital."""
    return word.at in starts or (not word.text[:1].islower() and any(abs(word.at - start) <= 1 for start in starts))


def _begins_row(
    stream: Stream, line: int, here: dict[int, list[int]], above: dict[int, list[int]], row: dict[int, list[int]]
) -> bool:
    fresh = [
        column
        for column, words in here.items()
        if not stream.words[words[0]].text[:1].islower()
        and not _LATER_ITEM.match(stream.words[words[0]].text)
        and (column not in above or stream.words[above[column][-1]].text.endswith((".", "!", "?")))
    ]
    if stream.lines[line].gap:
        goes_on = sum(stream.words[words[0]].text[:1].islower() for words in here.values())
        only_few = len(here) == 1 and len(row) > 1 and goes_on == 1
        return not only_few
    return len(fresh) >= 3 and len(fresh) >= 0.7 * len(here)
