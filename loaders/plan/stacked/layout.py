"""Text that kept its columns: lines whose words still stand under their headers, parted by runs of spaces."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from loaders.plan.headers import header_role, read_header
from loaders.plan.stacked.align import Group, aligned
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.decode import Cell
from loaders.plan.stacked.headers import Column, ColumnKind, Section, running_lines
from loaders.plan.stacked.rows import Placed, row_starts
from loaders.plan.stacked.text import Stream, Word
from loaders.records import Cell as TableCell
from loaders.records import Place
from loaders.text import collapse

_WIDE = 2
_SHARE_OF_WIDE = 0.35
_MOST_HEADER_LINES = 4
_MOST_HEADER_WORDS = 8
# How many lines over its header a table's title may stand.
_LINES_OVER = 4
_KINDS: dict[str, ColumnKind] = {
    "area": "area", "subarea": "subarea", "cause": "cause", "measure": "measure", "goal": "goal", "when": "when",
    "start": "when", "end": "when", "who": "who", "partner": "who", "followup": "followup", "status": "status",
    "comment": "comment",
}  # fmt: skip
_SURE = 0.97


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
    cues = Cues(stream)
    titles = [_titles(stream, cues, header) for header in headers]
    over = {line for found in titles for line, _ in found}
    for together in _alike(headers):
        under: list[tuple[int, _Header, list[int]]] = []
        for number in together:
            header = headers[number]
            after = headers[number + 1].first if number + 1 < len(headers) else len(stream.lines)
            lines = [line for line in range(header.after, after) if line not in running and line not in over]
            under.append((len(sections), header, lines))
            sections.append(Section(header.columns, tuple(lines), titles[number]))
        cells += [[] for _ in together]
        for section, row in _rows(stream, cues, under):
            cells[section] += row
    return sections, cells, skipped


def _alike(headers: Sequence[_Header]) -> list[list[int]]:
    """The headers' numbers, those of one table that goes on from page to page together."""
    found: list[list[int]] = []
    for number, header in enumerate(headers):
        if not found or headers[found[-1][-1]].columns != header.columns:
            found.append([])
        found[-1].append(number)
    return found


def _pieces(stream: Stream, line: int) -> list[_Piece]:
    """The line's words in the groups that wide gaps leave."""
    found: list[list[int]] = []
    end = -1
    for index in range(stream.lines[line].first, stream.lines[line].after):
        word = stream.words[index]
        # What OCR made of a column rule took the room of a word.
        if not found or word.at - end - _WIDE * word.barred >= _WIDE:
            found.append([])
        found[-1].append(index)
        end = word.at + len(word.text)
    return [_Piece(stream.words[words[0]].at, tuple(words)) for words in found]


def _header_at(stream: Stream, first: int) -> _Header | None:
    """The header whose first line this is, over as many lines as it goes on."""
    pieces = [part for piece in _pieces(stream, first) for part in _header_parts(stream, piece)]
    if len(pieces) < 3:
        return None
    starts = [piece.at for piece in pieces]
    texts = [[piece] for piece in pieces]
    best: _Header | None = None
    told = 0.0
    for after in range(first + 1, min(len(stream.lines), first + _MOST_HEADER_LINES) + 1):
        cells = [
            TableCell(collapse(" ".join(stream.words[word].text for piece in column for word in piece.words)), Place())
            for column in texts
        ]
        header = read_header(cells)
        if header is not None and not _ends_sentences(cells):
            # A row's first line under a header makes its words less clear; the header's own second line does not.
            clear = sum(column.sure for column in header.columns if column.role not in ("unknown", "unnamed"))
            if best is None or clear >= told:
                columns = tuple(Column(_KINDS.get(column.role, "other"), column.header) for column in header.columns)
                best, told = _Header(columns, tuple(starts), first, after), clear
        if after >= len(stream.lines) or stream.lines[after].gap:
            break
        for piece in _pieces(stream, after):
            texts[_column_of(piece.at, starts)].append(piece)
    return best


def _header_parts(stream: Stream, piece: _Piece) -> list[_Piece]:
    """The piece, parted where it is two headers that nearly touch: each a header by itself, together none."""
    words = [stream.words[index] for index in piece.words]
    if not 1 < len(words) <= _MOST_HEADER_WORDS or header_role(" ".join(word.text for word in words))[1] == 1.0:
        return [piece]
    for cut in range(1, len(words)):
        sides = (" ".join(word.text for word in words[:cut]), " ".join(word.text for word in words[cut:]))
        if words[cut].text[:1].isupper() and all(header_role(side)[1] == 1.0 for side in sides):
            return [_Piece(piece.at, piece.words[:cut]), _Piece(words[cut].at, piece.words[cut:])]
    return [piece]


def _ends_sentences(cells: Sequence[TableCell]) -> bool:
    """Whether at least half of the cells end as sentences do: the tail of an instruction row, no header."""
    return 2 * sum(cell.text.endswith(".") for cell in cells) >= len(cells)


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


def _placed(stream: Stream, cues: Cues, header: _Header, lines: Sequence[int], begun: Collection[int]) -> list[Placed]:
    """The lines under a header with their words by column; `begun` are the lines known to begin a row."""
    found: list[Placed] = []
    kinds = [column.kind for column in header.columns]
    for page in _by_page(stream, lines):
        usual: Sequence[int] = header.starts
        if stream.lines[page[0]].page != stream.lines[header.first].page:
            # A page without a header of its own is spaced by what stands on it.
            usual = aligned(_groups(stream, cues, page), kinds, header.starts)
        starts = local = _starts_on(stream, usual, page)
        for number, line in enumerate(page):
            gap = stream.lines[line].gap > 0
            if number == 0 or gap or line in begun:
                # The spacing differs from block to block: words are set apart as the widest line needs.
                local = _starts_on(stream, starts, _block(stream, page, number, begun))
            here: dict[int, list[int]] = {}
            heading = "area" not in kinds and _is_heading(stream, cues, line)
            for piece in _pieces(stream, line) if heading else _split(stream, local, line):
                here.setdefault(0 if heading else _column_of(piece.at, local), []).extend(piece.words)
            found.append(Placed(here, gap, number == 0, heading))
    return found


def _titles(stream: Stream, cues: Cues, header: _Header) -> tuple[tuple[int, str], ...]:
    """The area's name over the table, where no column of the table holds areas."""
    if any(column.kind == "area" for column in header.columns):
        return ()
    near = range(header.first - 1, max(-1, header.first - 1 - _LINES_OVER), -1)
    line = next((line for line in near if _is_heading(stream, cues, line)), None)
    return () if line is None else ((line, stream.lines[line].text),)


def _is_heading(stream: Stream, cues: Cues, line: int) -> bool:
    """Whether the line is an area's own name and nothing else."""
    first, after = stream.lines[line].first, stream.lines[line].after
    return (cues.begins_with_area(first, after) and cues.names_area(first, after)) or cues.counts_on(first, after)


def _groups(stream: Stream, cues: Cues, page: Sequence[int]) -> list[Group]:
    """What begins at each character of the page: how often, and how much it reads like each kind of column."""
    texts: dict[int, list[list[int]]] = {}
    last: dict[int, int] = {}
    for line in page:
        for piece in _pieces(stream, line):
            # The lines of one cell follow each other.
            if last.get(piece.at) != line - 1 or stream.lines[line].gap:
                texts.setdefault(piece.at, []).append([])
            texts[piece.at][-1] += piece.words
            last[piece.at] = line
    found = []
    for at, cells in sorted(texts.items()):
        scores = [cues.scores(_mask(cues, words), len(words)) for words in cells]
        means = {kind: sum(score[number] for score in scores) / len(scores) for number, kind in enumerate(KINDS)}
        found.append(Group(at, len(cells), means))
    return found


def _mask(cues: Cues, words: Sequence[int]) -> int:
    mask = cues.start[words[0]]
    for index in words:
        mask |= cues.any[index]
    return mask


def _rows(
    stream: Stream, cues: Cues, under: Sequence[tuple[int, _Header, Sequence[int]]]
) -> list[tuple[int, list[Cell]]]:
    """The cells of each row of one table, with the section that the row begins in. Once the rows are known, the columns
    are placed anew row by row, and the rows found in that."""
    columns = under[0][1].columns
    measure = next((number for number, column in enumerate(columns) if column.kind == "measure"), None)
    lines = [(section, line) for section, _, of_section in under for line in of_section]
    placed: list[Placed] = []
    starts: list[tuple[int, float]] = []
    for _ in range(2):
        begun = {lines[first][1] for first, _ in starts}
        placed = [line for _, header, of_section in under for line in _placed(stream, cues, header, of_section, begun)]
        starts = row_starts(stream, placed, measure)
    ends = [*(first for first, _ in starts[1:]), len(placed)][: len(starts)]
    found = []
    for (first, sure), after in zip(starts, ends, strict=True):
        row: dict[int, list[int]] = {}
        for line in placed[first:after]:
            for column, words in line.cells.items():
                row.setdefault(column, []).extend(words)
        cells = [
            Cell(tuple(row[column]), column, place == 0, min(_SURE, sure)) for place, column in enumerate(sorted(row))
        ]
        found.append((lines[first][0], cells))
    return found


def _block(stream: Stream, lines: Sequence[int], first: int, begun: Collection[int]) -> list[int]:
    """The lines from the first up to the next blank line or the next row."""
    rest = range(first + 1, len(lines))
    after = next((number for number in rest if stream.lines[lines[number]].gap or lines[number] in begun), len(lines))
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
