"""Lines that OCR read straight across the columns, parted into the cells that they are made of.

Where a table's rows are low, OCR takes the first line of every cell of a row for one line, the second lines for the
next, and so on. Each such line is parted into pieces from left to right; a piece either goes on in the cell above it or
begins a new row's cell. What tells how: the columns' widths (a cell goes on only where its line above was full), the
wording of what begins a cell, capitals, and the column rules that came through as bars. The best way through all lines
of a block is found with a beam.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.plan.stacked_cues import KINDS, Cues
from loaders.plan.stacked_decode import Cell, decode
from loaders.plan.stacked_headers import Column, Section, layout_of
from loaders.plan.stacked_text import Line, Stream, Word
from loaders.plan.stacked_widths import SPACE, Break, Width, width_of_breaks
from loaders.vocabulary import words as vocabulary

# Thousandths of the type size: no column is as wide, a page read across is. Of the widest lines, the share above which
# a line is read across too.
_WIDEST_COLUMN, _ACROSS = 55_000, 0.5
_FEWEST_COLUMNS, _FEWEST_LINES, _FEWEST_BARS = 4, 3, 3
# Where fewer of the words were read across, the rest of the text tells more of its columns than they do.
_LEAST_SHARE = 0.2
_BEAM, _WAYS, _ROUNDS = 24, 4, 3
# Log-odds: a piece's beginning and what it may begin with, bars, and widths.
_CUT, _AT_BAR, _OVER_BAR = -1.5, 3.0, -3.0
_WORDING, _ON_WORDING, _NAMES_AREA = 0.7, 0.35, 3.0
_BEGINS_LOWER, _BEGINS_UPPER, _BEGINS_WITH_SIGN = -3.0, 0.8, -2.5
_ON_LOWER, _ON_UPPER, _ON_AFTER_STOP = 0.6, -1.8, 0.0
_FULL, _NOT_FULL, _UNKNOWN_FULL, _TOO_WIDE = 0.6, -3.0, -0.2, -5.0
_ENDS, _ENDS_OPEN, _NEW_ROW, _NO_MEASURE = -0.2, -3.0, -1.5, -5.0
_BLANK = {"area": 0.3, "subarea": 0.4, "cause": 0.3, "measure": 0.03, "goal": 0.2, "when": 0.15, "who": 0.15,
          "followup": 0.2, "status": 0.2, "comment": 0.5, "other": 0.5}  # fmt: skip
_TOLERANCE = 0.04
_FEWEST_PIECES, _NEARLY_ALL = 5, 0.85
_TOO_WIDE_GROWS, _MUCH = 4.0, 0.6
# No column of unknown width is wider than this share of the least width read across.
_UNKNOWN_WIDEST = 0.6
_SAID_LINE, _SAID_PIECE, _MOST_SAID = 0.5, 0.6, 2.5
_DASHES, _AFTER_DASH = "-–—", 2.5

_Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Open:
    """A cell that may go on: its column, and the first and the word after the last of its piece on the line above."""

    column: int
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class _State:
    """A way through the lines so far: what it is worth, the cells that may go on, the last line's pieces by column,
    whether they began a row, and the way before."""

    score: float
    open: tuple[_Open, ...]
    pieces: tuple[tuple[int, _Piece], ...] = ()
    new_row: bool = True
    before: _State | None = None


Row = dict[int, list[_Piece]]


def uncrossed(stream: Stream) -> tuple[Stream, frozenset[int]] | None:
    """The stream with every block that was read across the columns laid out cell by cell, and the lines that come
    after such a block; None when there is none, or nothing shows that OCR read the text."""
    if not stream.is_ocr and sum("|" in line.text for line in stream.lines) < _FEWEST_BARS:
        return None
    layout = layout_of(stream)
    told = {line for line, kind in layout.skipped.items() if kind != "doubt"}
    tables = [section for section in layout.sections if len(section.columns) >= _FEWEST_COLUMNS]
    least = _least_across(stream, told)
    if not tables or not least:
        return None
    blocks = list(_blocks(stream, tables, told))
    crossed = [(section, block) for section, block in blocks if _is_across(stream, block, least)]
    if _words_in(stream, crossed) < _LEAST_SHARE * _words_in(stream, blocks):
        return None
    inside = {line for _, block in crossed for line in block}
    stream = _with_bars(stream, inside)
    cues = Cues(stream)
    plain = [replace(one, lines=tuple(line for line in one.lines if line not in inside)) for one in tables]
    cells = decode(stream, Cues(stream), plain)
    known: dict[str, list[list[Break]]] = {}
    for section, of_section in zip(plain, cells, strict=True):
        _add_breaks(stream, known.setdefault(_name(section), [[] for _ in section.columns]), of_section)
    breaks: Mapping[str, list[list[Break]]] = known
    pieces: dict[str, list[list[int]]] = {name: [[] for _ in of_table] for name, of_table in known.items()}
    rows: list[list[Row]] = []
    said = _Said(
        frozenset(_keys(stream, line.first, line.after) for line in stream.lines if line.width < least), Counter()
    )
    for _ in range(_ROUNDS):
        widths = {
            name: [_at_least(width_of_breaks(one), pieces[name][column]) for column, one in enumerate(of_table)]
            for name, of_table in breaks.items()
        }
        rows = [
            _Parser(
                stream, cues, section.columns, widths.get(_name(section), [None] * len(section.columns)), least, said
            ).rows(block)
            for section, block in crossed
        ]
        said = replace(said, pieces=_counted(stream, crossed, rows))
        breaks = {name: [list(one) for one in of_table] for name, of_table in known.items()}
        pieces = {name: [[] for _ in of_table] for name, of_table in known.items()}
        for (section, _), of_block in zip(crossed, rows, strict=True):
            into = breaks.setdefault(_name(section), [[] for _ in section.columns])
            for row in of_block:
                for column, of_cell in row.items():
                    into[column] += [_break(stream, one, other) for one, other in itertools.pairwise(of_cell)]
                    pieces[_name(section)][column] += [_width(stream, piece) for piece in of_cell]
    laid = {block[0]: of_block for (_, block), of_block in zip(crossed, rows, strict=True)}
    return _relaid(stream, laid, inside)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the document says elsewhere: the lines that hold one cell's text, and how often the reading so far has each
    piece in each kind of column."""

    lines: frozenset[tuple[str, ...]]
    pieces: Counter[tuple[str, tuple[str, ...]]]


def _keys(stream: Stream, first: int, after: int) -> tuple[str, ...]:
    return tuple(word.key.strip(".,:;|_") for word in stream.words[first:after])


def _counted(
    stream: Stream, crossed: Sequence[tuple[Section, list[int]]], rows: Sequence[Sequence[Row]]
) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter(
        (section.columns[column].kind, _keys(stream, *piece))
        for (section, _), of_block in zip(crossed, rows, strict=True)
        for row in of_block
        for column, pieces in row.items()
        for piece in pieces
    )


def _name(section: Section) -> str:
    return " ".join(column.kind for column in section.columns)


def _at_least(width: Width | None, pieces: Sequence[int]) -> Width | None:
    """The column's width, no less than nearly all that the reading so far has put on one of its lines."""
    if width is None or len(pieces) < _FEWEST_PIECES:
        return width
    return replace(width, value=max(width.value, sorted(pieces)[int(_NEARLY_ALL * len(pieces))]))


def _with_bars(stream: Stream, inside: set[int]) -> Stream:
    """The stream with what OCR made of column rules a mark on the next word, in the lines that were read across."""
    lines: list[Line] = []
    words: list[Word] = []
    for number, line in enumerate(stream.lines):
        own = stream.words[line.first : line.after]
        kept = [place for place, word in enumerate(own) if number not in inside or word.text.strip("|_[]")]
        first = len(words)
        for place in kept or range(len(own)):
            after_bar = bool(kept) and place > 0 and place - 1 not in kept
            words.append(replace(own[place], barred=own[place].barred or after_bar))
        lines.append(replace(line, first=first, after=len(words)))
    return replace(stream, lines=tuple(lines), words=tuple(words))


def _least_across(stream: Stream, told: set[int]) -> float:
    """The width from which a line is read across; 0 when none is so wide that it must have been."""
    widest = sorted((line.width for number, line in enumerate(stream.lines) if number not in told), reverse=True)
    third = widest[_FEWEST_LINES - 1] if len(widest) >= _FEWEST_LINES else 0
    return _ACROSS * third if third > _WIDEST_COLUMN else 0.0


def _blocks(stream: Stream, tables: Sequence[Section], told: set[int]) -> Iterator[tuple[Section, list[int]]]:
    """Each run of lines without a blank one between, with the table that it stands under."""
    for number, section in enumerate(tables):
        if not section.lines:
            continue
        after = min((one.lines[0] for one in tables[number + 1 :] if one.lines), default=len(stream.lines))
        block: list[int] = []
        for line in range(section.lines[0], after):
            if block and (
                line in told or stream.lines[line].gap or stream.lines[line].page != stream.lines[block[-1]].page
            ):
                yield section, block
                block = []
            if line not in told:
                block.append(line)
        if block:
            yield section, block


def _words_in(stream: Stream, blocks: Sequence[tuple[Section, list[int]]]) -> int:
    return sum(stream.lines[line].after - stream.lines[line].first for _, block in blocks for line in block)


def _is_across(stream: Stream, block: Sequence[int], least: float) -> bool:
    return any(stream.lines[line].width >= least for line in block)


def _add_breaks(stream: Stream, into: list[list[Break]], cells: Sequence[Cell]) -> None:
    for cell in cells:
        if cell.column is None:
            continue
        lines: dict[int, list[int]] = defaultdict(list)
        for index in cell.words:
            lines[stream.words[index].line].append(index)
        pieces = [(words[0], words[-1] + 1) for words in lines.values()]
        into[cell.column] += [
            _break(stream, one, other)
            for one, other in itertools.pairwise(pieces)
            if not stream.lines[stream.words[other[0]].line].gap
        ]


def _width(stream: Stream, piece: _Piece) -> int:
    return stream.words[piece[1] - 1].end - stream.words[piece[0]].start


def _break(stream: Stream, one: _Piece, other: _Piece) -> Break:
    width = _width(stream, one)
    return Break(width, width + SPACE + _width(stream, (other[0], other[0] + 1)))


class _Parser:
    """Parts the lines of blocks under one header."""

    def __init__(
        self,
        stream: Stream,
        cues: Cues,
        columns: Sequence[Column],
        widths: Sequence[Width | None],
        least: float,
        said: _Said,
    ) -> None:
        self.widest = _UNKNOWN_WIDEST * least
        self.said = said
        self.again = {keys for _, keys in said.pieces}
        self.worth: dict[tuple[int, bool], list[tuple[float, ...]]] = {}
        self.stream = stream
        self.cues = cues
        self.kinds = [column.kind for column in columns]
        self.index = [KINDS.index(kind) for kind in self.kinds]
        self.widths = widths
        self.blank = [math.log(_BLANK[kind]) for kind in self.kinds]
        self.filled = [math.log(1 - _BLANK[kind]) for kind in self.kinds]
        self.measure = self.kinds.index("measure") if "measure" in self.kinds else -1
        book = vocabulary("stacked")["borders"]
        self.never_last = frozenset(book["never_last"])

    def rows(self, block: Sequence[int]) -> list[Row]:
        """The block's rows on the best way through it: the pieces of each cell by column."""
        states = [_State(0.0, ())]
        for line in block:
            first, after = self.stream.lines[line].first, self.stream.lines[line].after
            fresh = self._ways(first, after, None)
            found: dict[tuple[tuple[_Open, ...], bool], _State] = {}
            for state in states:
                closing = sum(self._ends(cell) for cell in state.open)
                ways = [(_NEW_ROW + closing + score, pieces, True) for score, pieces in fresh]
                if state.open:
                    ways += [(score, pieces, False) for score, pieces in self._ways(first, after, state.open)]
                for score, pieces, new_row in ways:
                    opened = tuple(_Open(column, *piece) for column, piece in pieces)
                    one = _State(state.score + score, opened, pieces, new_row, state)
                    key = (opened, new_row)
                    if key not in found or found[key].score < one.score:
                        found[key] = one
            states = sorted(found.values(), key=lambda one: -one.score)[:_BEAM]
        best = max(states, key=lambda one: one.score + sum(self._ends(cell) for cell in one.open))
        path: list[_State] = []
        at: _State | None = best
        while at is not None and at.before is not None:
            path.append(at)
            at = at.before
        rows: list[Row] = []
        for state in reversed(path):
            if state.new_row or not rows:
                rows.append({})
            for column, piece in state.pieces:
                rows[-1].setdefault(column, []).append(piece)
        return rows

    def _ways(
        self, first: int, after: int, open_cells: tuple[_Open, ...] | None
    ) -> list[tuple[float, tuple[tuple[int, _Piece], ...]]]:
        """The best ways to part the words into pieces from left to right: of the columns of a new row, or of the cells
        that may go on."""
        above = {cell.column: cell for cell in open_cells or ()}
        columns = sorted(above) if open_cells else list(range(len(self.kinds)))
        left_out = [self._ends(above[one]) if open_cells else self._left_out(one) for one in columns]
        # By the place in the line and the number of columns passed: the best way there.
        best: list[list[tuple[float, tuple[tuple[int, _Piece], ...]] | None]]
        best = [[None] * (len(columns) + 1) for _ in range(after - first + 1)]
        best[0][0] = (0.0, ())
        for at in range(after - first):
            row = best[at]
            for passed in range(len(columns)):
                here = row[passed]
                if here is None:
                    continue
                onward = here[0] + left_out[passed]
                if row[passed + 1] is None or row[passed + 1][0] < onward:  # type: ignore[index]
                    row[passed + 1] = (onward, here[1])
                column = columns[passed]
                for end, score in self._pieces(first, first + at, after, column, above.get(column)):
                    total = here[0] + score
                    there = best[end - first][passed + 1]
                    if there is None or there[0] < total:
                        best[end - first][passed + 1] = (total, (*here[1], (column, (first + at, end))))
        found = []
        for passed, way in enumerate(best[-1]):
            if way is not None and way[1]:
                found.append((way[0] + sum(left_out[passed:]), way[1]))
        return sorted(found, key=lambda way: -way[0])[:_WAYS]

    def _left_out(self, column: int) -> float:
        return self.blank[column] + (_NO_MEASURE if column == self.measure else 0.0)

    def _pieces(
        self, line: int, first: int, after: int, column: int, above: _Open | None
    ) -> Iterator[tuple[int, float]]:
        """Where a piece of the column that begins at the word may end, with what it is worth."""
        words, width = self.stream.words, self.widths[column]
        base = self._begins(line, first, column, above)
        limit = width.value * (1 + _TOLERANCE) if width is not None else self.widest
        start = words[first].start
        for end, worth in enumerate(self._worth(first, after, above is None), start=first + 1):
            over = (words[end - 1].end - start) / limit - 1
            if over > _MUCH:
                return
            yield end, base + worth[column] + (_TOO_WIDE * (1 + _TOO_WIDE_GROWS * over) if over > 0 else 0.0)

    def _worth(self, first: int, after: int, fresh: bool) -> list[tuple[float, ...]]:
        """What the words of a piece that begins at the word say for each column, by where it ends: of a cell that
        begins there, or of one that goes on."""
        found = self.worth.get((first, fresh))
        if found is not None:
            return found
        words, cues = self.stream.words, self.cues
        found = self.worth[(first, fresh)] = []
        keys: tuple[str, ...] = ()
        mask = cues.start_mask(first, after) if fresh else 0
        area = fresh and cues.begins_with_area(first, after)
        own = [_NAMES_AREA * ((kind == "area") - (kind != "area")) if area else 0.0 for kind in self.kinds]
        bars = 0.0
        for end in range(first + 1, after + 1):
            bars += _OVER_BAR if end - 1 > first and words[end - 1].barred else 0.0
            keys += (words[end - 1].key.strip(".,:;|_"),)
            mask |= cues.any[end - 1]
            said = cues.scores(mask | cues.end_mask(first, end) if fresh else mask, end - first)
            usual = 0.0 if fresh else sum(said[one] for one in self.index) / len(self.index)
            weight = _WORDING if fresh else _ON_WORDING
            line = min(_MOST_SAID, _SAID_LINE * len(keys)) if len(keys) > 1 and keys in self.said.lines else 0.0
            again = keys in self.again
            found.append(
                tuple(
                    bars
                    + line
                    + own[column]
                    + weight * (said[one] - usual)
                    + (self._said_so(self.kinds[column], keys) if again else 0.0)
                    for column, one in enumerate(self.index)
                )
            )
        return found

    def _said_so(self, kind: str, keys: tuple[str, ...]) -> float:
        """What it is worth that the reading so far has just this piece in such a column elsewhere."""
        return min(_MOST_SAID, _SAID_PIECE * max(0, self.said.pieces[(kind, keys)] - 1))

    def _begins(self, line: int, first: int, column: int, above: _Open | None) -> float:
        """What it is worth that a piece of the column begins at the word."""
        word = self.stream.words[first]
        score = 0.0 if first == line else _CUT
        score += _AT_BAR if word.barred else 0.0
        is_lower = word.text[:1].islower()
        if not any(char.isalnum() for char in word.text):
            score += _BEGINS_WITH_SIGN
        if above is None:
            initial = word.text[:1]
            begins = _BEGINS_LOWER if is_lower or initial == "(" else _BEGINS_UPPER if initial.isupper() else 0.0
            return score + self.filled[column] + begins
        if is_lower:
            score += _ON_LOWER
        else:
            score += _ON_AFTER_STOP if self._stops(above) or word.text[:1].isdigit() else _ON_UPPER
        if self.stream.words[above.after - 1].text[-1] in _DASHES and word.text[:1].isdigit():
            score += _AFTER_DASH
        width = self.widths[column]
        if width is None:
            return score + _UNKNOWN_FULL
        one = _break(self.stream, (above.first, above.after), (first, first + 1))
        full = one.with_next > width.value * (1 - _TOLERANCE)
        return score + (_FULL if full else _NOT_FULL)

    def _stops(self, cell: _Open) -> bool:
        return self.stream.words[cell.after - 1].text.rstrip(')"”').endswith((".", "!", "?", ":"))

    def _ends(self, cell: _Open) -> float:
        """What it is worth that the cell ends with the line above."""
        last: Word = self.stream.words[cell.after - 1]
        texts = [word.text for word in self.stream.words[cell.first : cell.after]]
        open_ended = last.text.casefold() in self.never_last or last.text[-1] in ",/" + _DASHES
        open_ended = open_ended or sum(text.count("(") - text.count(")") for text in texts) > 0
        return _ENDS_OPEN if open_ended else _ENDS


def _relaid(stream: Stream, laid: Mapping[int, Sequence[Row]], inside: set[int]) -> tuple[Stream, frozenset[int]]:
    """The stream with the lines of the blocks replaced by their cells, each piece on a line of its own, and the lines
    that come after a block."""
    after_blocks: set[int] = set()
    lines: list[Line] = []
    words: list[Word] = []

    def add(indices: Sequence[int], gap: int) -> None:
        source = stream.lines[stream.words[indices[0]].line]
        shift = stream.words[indices[0]].start
        first = len(words)
        for index in indices:
            word = stream.words[index]
            words.append(replace(word, line=len(lines), start=word.start - shift, end=word.end - shift, barred=False))
        text = " ".join(word.text for word in words[first:])
        lines.append(Line(source.number, source.page, text, first, len(words), gap, words[-1].end))

    after_block = False
    for number, line in enumerate(stream.lines):
        if number in laid:
            for row in laid[number]:
                for column in sorted(row):
                    for place, piece in enumerate(row[column]):
                        add(range(*piece), max(1, line.gap) if place == 0 else 0)
            after_block = True
        elif number not in inside:
            first = len(words)
            words += [replace(word, line=len(lines)) for word in stream.words[line.first : line.after]]
            gap = max(1, line.gap) if after_block else line.gap
            if after_block:
                after_blocks.add(len(lines))
            lines.append(replace(line, first=first, after=len(words), gap=gap))
            after_block = False
    return Stream(tuple(lines), tuple(words), stream.is_ocr, stream.in_blocks), frozenset(after_blocks)
