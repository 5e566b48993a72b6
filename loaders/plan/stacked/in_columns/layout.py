"""Text that kept its columns: lines whose words still stand under their headers, parted by runs of spaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.plan.classify import is_instruction
from loaders.plan.headers import Header, header_role, read_header
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.in_columns.align import Group, aligned
from loaders.plan.stacked.in_columns.merged import Row, whole_cells
from loaders.plan.stacked.in_columns.outside import Table, outside
from loaders.plan.stacked.in_columns.placed import Piece, column_of, pieces_of, split_pieces, within
from loaders.plan.stacked.in_columns.rows import Placed, row_starts
from loaders.plan.stacked.sections import Column, ColumnKind, Section
from loaders.plan.stacked.text import Stream
from loaders.records import Cell as TableCell
from loaders.records import Place
from loaders.text import collapse

_SHARE_OF_WIDE = 0.35
_MOST_HEADER_LINES = 4
_MOST_HEADER_WORDS = 8
_KINDS: dict[str, ColumnKind] = {
    "area": "area", "subarea": "subarea", "cause": "cause", "measure": "measure", "goal": "goal", "when": "when",
    "start": "when", "end": "when", "who": "who", "partner": "who", "followup": "followup", "status": "status",
    "comment": "comment",
}  # fmt: skip
_SURE = 0.97
_FEWEST_HEADERS = 3
_GOES_ON = ("/", "-", "–", "&")
"""What a header's line ends with when it goes on below."""


@dataclass(frozen=True, slots=True)
class _Header:
    """A header's lines from `first` up to `after`, and the line after the instruction that the template may have right
    below it."""

    columns: tuple[Column, ...]
    starts: tuple[int, ...]
    first: int
    after: int
    told: int


def keeps_columns(stream: Stream) -> bool:
    """Whether enough lines have words far apart, and a header stands in columns."""
    wide = sum(len(pieces_of(stream, line)) > 1 for line in range(len(stream.lines)))
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
        at = header.told if header else at + 1
    running -= {line for header in headers for line in range(header.first, header.after)}
    skipped = [*running, *(line for header in headers for line in range(header.first, header.after))]
    sections: list[Section] = []
    cells: list[list[Cell]] = []
    cues = Cues(stream)
    tables = [Table(header.first, header.told, header.starts, _has_areas(header)) for header in headers]
    beyond = outside(stream, cues, tables, running)
    for together in _alike(headers):
        under: list[tuple[int, _Header, list[int]]] = []
        for number in together:
            header = headers[number]
            after = headers[number + 1].first if number + 1 < len(headers) else len(stream.lines)
            lines = [line for line in range(header.told, after) if line not in running and line not in beyond.lines]
            under.append((len(sections), header, lines))
            title = beyond.titles[number]
            titles = () if title is None else ((title, stream.lines[title].text),)
            sections.append(Section(header.columns, tuple(lines), titles, across=beyond.headings))
        cells += [_instruction(stream, headers[number]) for number in together]
        for section, row in _rows(stream, cues, under, beyond.headings):
            cells[section] += row
    return sections, cells, skipped


def _instruction(stream: Stream, header: _Header) -> list[Cell]:
    """The cells of the instruction below the header: a row that no other reading of its lines may part."""
    row: dict[int, list[int]] = {}
    for line in range(header.after, header.told):
        for piece in pieces_of(stream, line):
            row.setdefault(column_of(piece.at, header.starts), []).extend(piece.words)
    return [Cell(tuple(row[column]), column, place == 0, _SURE) for place, column in enumerate(sorted(row))]


def _has_areas(header: _Header) -> bool:
    return any(column.kind == "area" for column in header.columns)


def _alike(headers: Sequence[_Header]) -> list[list[int]]:
    """The headers' numbers, those of one table that goes on from page to page together."""
    found: list[list[int]] = []
    for number, header in enumerate(headers):
        if not found or headers[found[-1][-1]].columns != header.columns:
            found.append([])
        found[-1].append(number)
    return found


def _header_at(stream: Stream, first: int) -> _Header | None:
    """The header whose first line this is, over as many lines as it goes on."""
    pieces = [part for piece in pieces_of(stream, first) for part in _header_parts(stream, piece)]
    if len(pieces) < _FEWEST_HEADERS:
        return None
    starts = [piece.at for piece in pieces]
    texts = [[piece] for piece in pieces]
    best: _Header | None = None
    told = 0.0
    for after in range(first + 1, min(len(stream.lines), first + _MOST_HEADER_LINES) + 1):
        cells = [_cell(stream, column) for column in texts]
        header = read_header(cells)
        if header is not None and not _ends_sentences(cells):
            # A row's first line under a header makes its words less clear; the header's own second line does not.
            clear = sum(column.sure for column in header.columns if column.role not in ("unknown", "unnamed"))
            columns = tuple(Column(_KINDS.get(column.role, "other"), column.header) for column in header.columns)
            if (
                best is None
                or clear >= told
                or (_goes_on(stream, best, texts) and _kinds(best.columns) == _kinds(columns))
            ):
                below = _past_instruction(stream, starts, header, after)
                best, told = _Header(columns, tuple(starts), first, after, below), clear
        if after >= len(stream.lines) or stream.lines[after].gap:
            break
        for piece in pieces_of(stream, after):
            texts[column_of(piece.at, starts)].append(piece)
    return best


def _goes_on(stream: Stream, header: _Header, texts: Sequence[Sequence[Piece]]) -> bool:
    """Whether the line below what is known of a header goes on with one of its cells («Effektmål/», «indikator»)."""
    last = [[stream.words[piece.words[-1]] for piece in column] for column in texts]
    return any(
        above.line == header.after - 1 and below.line == header.after and above.text.endswith(_GOES_ON)
        for column in last
        for above, below in pairwise(column)
    )


def _kinds(columns: Sequence[Column]) -> list[ColumnKind]:
    return [column.kind for column in columns]


def _cell(stream: Stream, pieces: Sequence[Piece]) -> TableCell:
    return TableCell(collapse(" ".join(stream.words[word].text for piece in pieces for word in piece.words)), Place())


def _past_instruction(stream: Stream, starts: Sequence[int], header: Header, first: int) -> int:
    """The line after the template's instruction that begins right below a header, `first` where none does. What its
    cells go on with begins in lower case."""
    texts: list[list[Piece]] = [[] for _ in starts]
    is_told = False
    for line in range(first, min(len(stream.lines), first + _MOST_HEADER_LINES)):
        pieces = pieces_of(stream, line)
        lower = [stream.words[piece.words[0]].text[:1].islower() for piece in pieces]
        if line > first and not all(lower):
            # A row begins here, or else there are more lines of the instruction than can be told.
            return line if is_told and not any(lower) and len(pieces) >= _FEWEST_HEADERS else first
        for piece in pieces:
            texts[column_of(piece.at, starts)].append(piece)
        is_told = is_told or is_instruction([_cell(stream, column) for column in texts], header)
    return first


def _header_parts(stream: Stream, piece: Piece) -> list[Piece]:
    """The piece, parted where it is two headers that nearly touch: each a header by itself, together none."""
    words = [stream.words[index] for index in piece.words]
    if not 1 < len(words) <= _MOST_HEADER_WORDS or header_role(" ".join(word.text for word in words))[1] == 1.0:
        return [piece]
    for cut in range(1, len(words)):
        if words[cut - 1].text.endswith(_GOES_ON):
            continue  # «Plats/ tema» is one
        sides = (" ".join(word.text for word in words[:cut]), " ".join(word.text for word in words[cut:]))
        if words[cut].text[:1].isupper() and all(header_role(side)[1] == 1.0 for side in sides):
            return [Piece(piece.at, piece.words[:cut]), Piece(words[cut].at, piece.words[cut:])]
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
    counts = Counter(piece.at for line in lines for piece in pieces_of(stream, line))
    # Where two columns nearly touch, a word of the one begins just behind a word of the other.
    words = Counter(
        word.at for line in lines for word in stream.words[stream.lines[line].first + 1 : stream.lines[line].after]
    )
    crossed = Counter(
        at
        for line in lines
        for word in stream.words[stream.lines[line].first : stream.lines[line].after]
        for at in range(word.at, word.at + len(word.text) + 1)
        if at > word.at + 1
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


def _placed(
    stream: Stream,
    cues: Cues,
    header: _Header,
    lines: Sequence[int],
    begun: Collection[int],
    headings: Collection[int],
) -> list[Placed]:
    """The lines under a header with their words by column; `begun` are the lines known to begin a row, `headings` those
    that stand between rows."""
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
            heading = line in headings
            pieces = (
                [(0, piece) for piece in pieces_of(stream, line)]
                if heading
                else within(stream, local, split_pieces(stream, local, line))
            )
            for column, piece in pieces:
                here.setdefault(column, []).extend(piece.words)
            found.append(Placed(here, gap, number == 0, heading))
    return found


def _groups(stream: Stream, cues: Cues, page: Sequence[int]) -> list[Group]:
    """What begins at each character of the page: how often, and how much it reads like each kind of column."""
    texts: dict[int, list[list[int]]] = {}
    last: dict[int, int] = {}
    for line in page:
        for piece in pieces_of(stream, line):
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
    stream: Stream,
    cues: Cues,
    under: Sequence[tuple[int, _Header, Sequence[int]]],
    headings: Collection[int],
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
        placed = [
            line
            for _, header, of_section in under
            for line in _placed(stream, cues, header, of_section, begun, headings)
        ]
        starts = row_starts(stream, placed, measure)
    ends = [*(first for first, _ in starts[1:]), len(placed)][: len(starts)]
    rows: list[Row | None] = []
    for (first, _), after in zip(starts, ends, strict=True):
        row: Row = {}
        for line in placed[first:after]:
            for column, words in line.cells.items():
                row.setdefault(column, []).extend(words)
        rows.append(None if placed[first].heading else row)
    found = []
    for (first, sure), whole in zip(starts, whole_cells(stream, rows, _kinds(columns)), strict=True):
        cells = (
            [Cell(tuple(placed[first].cells[0]), None, new_row=True, sure=min(_SURE, sure))]
            if whole is None
            else [
                Cell(tuple(whole[column]), column, place == 0, min(_SURE, sure))
                for place, column in enumerate(sorted(whole))
            ]
        )
        if cells:
            found.append((lines[first][0], cells))
    return found


def _block(stream: Stream, lines: Sequence[int], first: int, begun: Collection[int]) -> list[int]:
    """The lines from the first up to the next blank line or the next row."""
    rest = range(first + 1, len(lines))
    after = next((number for number in rest if stream.lines[lines[number]].gap or lines[number] in begun), len(lines))
    return list(lines[first:after])
