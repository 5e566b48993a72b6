"""Text whose lines may go straight across the columns: its cells, and how likely its lines do.

Where a table's rows are low, OCR takes the first line of every cell of a row for one line, the second lines for the
next, and so on. Such text is read line by line (strips.py). The columns' widths, how often each is blank and what
stands in it are learnt from the text itself: read, count, read again.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Literal

from loaders.plan.classify import is_state
from loaders.plan.stacked.across.by_columns import Told, told_by_columns
from loaders.plan.stacked.across.pieces import Pieces, letters_of
from loaders.plan.stacked.across.strips import Put, Reader
from loaders.plan.stacked.across.ways import BLANK, Table
from loaders.plan.stacked.borders import has_gaps
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import counted, counts_rows, numbered
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.running import RUNNING
from loaders.plan.stacked.sections import Column, Layout, LineKind, Section
from loaders.plan.stacked.text import Line, Stream, Word, bullets_in
from loaders.plan.stacked.widths import SPACE, Break, BreakCount, Width

# Thousandths of the type size: no column is as wide, a page read across is; where column rules came through as bars, or
# headers stand several on a line, a narrow page too. Of the widest lines, the share above which a line is read across.
_WIDEST_COLUMN, _WIDEST_COLUMN_SHOWN, _BARRED, _ACROSS = 55_000, 30_000, 0.05, 0.5
_FEWEST_COLUMNS, _FEWEST_LINES, _FEWEST_BARS = 4, 3, 3
# Where fewer of the words were read across, the rest of the text tells more of its columns than they do.
_LEAST_SHARE, _SOME_SHARE, _FEW_SHARE = 0.55, 0.2, 0.08
# How wide most lines are then, beside what is too wide for a column: where cells come one by one, few hold several.
_USUAL = 0.5
# Of its lines, the most that end with a space where no program wrote one at each end: after a word broken in two.
_SPACED = 0.1
_PAGE_GAP, _LONGEST_HEADING, _LINES_OVER = 3, 4, 4
# By the round of reading, what a piece wider than the column counts against its width: the first reads some too wide.
_WIDER = (1.0, 0.6, 0.9, 1.5)
_SLACK, _LIKE, _FEWEST_PIECES = 0.02, 0.2, 5
# How wide each kind of column is beside the others, and how much wider it, or one as wide as all others, may be before
# its width is known.
_SHARES = {"area": 0.12, "subarea": 0.12, "cause": 0.19, "measure": 0.19, "goal": 0.16, "when": 0.11, "who": 0.13,
           "followup": 0.2, "status": 0.07, "comment": 0.12, "other": 0.05}  # fmt: skip
_AT_MOST, _EVEN = 1.8, 1.5
# How many rows the usual share of blank cells counts as.
_TRUST = 12.0
_BRANCHINGS, _FEWEST_ALIKE, _LONGEST_ALIKE = 3, 3, 10
_FEWEST_NAMED = 3
# How sure a cell is by what is known of it: that it begins in the middle of a line, and each of its lines that it
# shares with other cells or stands in alone; a heading; a cell whose row others of its column may have.
_BEGINS_INSIDE, _BEGINS_AT_RULE, _SHARED, _ALONE, _HEADING, _ANY_ROW = 0.9, 0.97, 0.9, 0.98, 0.9, 0.4
# By how much (log-odds) the best way must be ahead of another: by less than the least, and every third status read was
# wrong; where all pieces of a cell that says how it went were far ahead, none was, however many lines the cell shares.
_LEAST_AHEAD, _BARELY_AHEAD, _FAR_AHEAD = 1.0, 0.65, 3.0
_SAYS = ("followup", "status")

_Run = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class _Learnt:
    """What a reading teaches: breaks and widths of pieces by table and column, how often columns are blank, and how
    often each piece stands in each kind of column."""

    breaks: dict[tuple[str, int], list[Break]] = field(default_factory=lambda: defaultdict(list))
    pieces: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    blanks: dict[str, list[float]] = field(default_factory=dict)
    said: Mapping[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)


def read_across(stream: Stream, layout: Layout) -> tuple[Stream, Layout, list[Section], list[list[Cell]]] | None:
    """The text with its tables and their cells, read straight across the columns; None where it has no rows."""
    told = {line for line, kind in layout.skipped.items() if kind != "doubt"}
    tables = [section for section in layout.sections if section.columns]
    tops = _page_tops(stream) - told
    tables = [replace(one, lines=lines) for one, lines in zip(tables, _whole(stream, tables, told | tops), strict=True)]
    tables = _going_on(tables)
    inside = {line for section in tables for line in section.lines}
    stream = _with_bars(stream, inside)
    cues = Cues(stream)
    runs, headings = _runs(stream, cues, tables)
    if not runs:
        return None
    found = _read(stream, cues, tables, runs)
    skipped: dict[int, LineKind] = {line: kind for line, kind in layout.skipped.items() if line not in inside}
    skipped.update(dict.fromkeys(tops, "title"))
    return stream, replace(layout, skipped=skipped), tables, _cells(stream, tables, runs, headings, found)


def read_by_columns(stream: Stream) -> tuple[Stream, Layout, list[Section], list[list[Cell]]] | None:
    """The text's cells where OCR read its pages column by column; None where it did not."""
    told = told_by_columns(stream) if stream.is_ocr else None
    if told is None:
        return None
    inside = {line for table in told.tables for line in table}
    stream = _with_bars(stream, inside)
    cues = Cues(stream)
    headings = _headings(stream, cues, told)
    heads = {line for heading in headings.values() for line in heading}
    told = told.without(heads)
    runs: list[_Run] = []
    for table in told.tables:
        own = table if table[0] in headings or not runs else (*runs.pop()[1], *table)
        runs.append((0, own))
    section = Section(told.columns, tuple(line for _, run in runs for line in run), after_header=runs[0][1][0])
    cells: list[Cell] = []
    for puts in _read(stream, cues, [section], runs, told):
        for row in _rows(stream, told.columns, puts):
            own_lines = sorted({stream.words[index].line for cell in row for index in cell.words})
            over = [headings.pop(line) for line in own_lines if line in headings]
            cells += [Cell(_words_in(stream, lines), None, True, _HEADING) for lines in over]
            cells += row
    skipped: dict[int, LineKind] = dict.fromkeys(told.running, "title")
    skipped.update(dict.fromkeys(told.headers, "header"))
    skipped.update(dict.fromkeys(told.instructions, "instruction"))
    front = tuple(line for line in range(told.first) if line not in skipped and line not in heads)
    layout = Layout((*([Section((), front)] if front else []), section), skipped)
    return stream, layout, [section], [cells]


def _headings(stream: Stream, cues: Cues, told: Told) -> dict[int, tuple[int, ...]]:
    """The lines of the headings over and between the tables' rows, by the line that comes after each. They stand over
    the leftmost columns; where a column counts the rows, a number and a name are a row's beginning."""
    inside = {line for table in told.tables for line in table}
    over = range(max(0, told.first - _LINES_OVER), told.first)
    section = Section(told.columns, tuple(sorted({*inside, *over} - told.running)))
    leftmost = min((min(columns) for columns in told.only.values()), default=0)
    found: dict[int, tuple[int, ...]] = {}
    at = 0
    while at < len(section.lines):
        count = 0
        if leftmost in told.only.get(section.lines[at], (leftmost,)):
            count = _heading_at(stream, cues, section, at)
        own = section.lines[at : at + count]
        after = next((line for line in section.lines[at + count :] if line in inside), None)
        if own and after is not None and _is_own_heading(stream, cues, told, _words_in(stream, own)):
            found[after] = own
        at += count or 1
    return found


def _is_own_heading(stream: Stream, cues: Cues, told: Told, words: Sequence[int]) -> bool:
    first, after = words[0], words[-1] + 1
    if cues.is_heading(first, after):
        return True
    counts = any(counts_rows(column.header) for column in told.columns)
    return cues.begins_with_area(first, after) and not (counts and stream.words[first].text[:1].isdigit())


def _words_in(stream: Stream, lines: Sequence[int]) -> tuple[int, ...]:
    return tuple(range(stream.lines[lines[0]].first, stream.lines[lines[-1]].after))


def _read(
    stream: Stream,
    cues: Cues,
    tables: Sequence[Section],
    runs: Sequence[_Run],
    told: Told | None = None,
) -> list[list[Put]]:
    """The pieces of each run of lines with their cells, read until what is learnt is settled, by
    what the headers told of their columns, where they did."""
    lines = [line for section in tables for line in section.lines]
    widest = sorted(stream.lines[line].width for line in lines)[-_FEWEST_LINES:][0]
    counts: frozenset[int] = frozenset()
    if any(counts_rows(column.header) for section in tables for column in section.columns):
        counts = frozenset(counted(stream, lines))
    names_areas = _names_areas(stream, cues, tables)
    branches = _branches(stream, runs)
    apart = told.widest(stream) if told else {}
    only = told.only if told else {}
    in_parts = numbered(stream, lines)
    said = ColumnWords([word.text for word in stream.words])
    pieces = [Pieces(stream, cues, one.columns, branches, said, counts, names_areas, in_parts, only) for one in tables]
    at_most = [_at_most_apart(section.columns, _at_most(section.columns, widest), apart) for section in tables]
    learnt = _Learnt()
    found: list[list[Put]] = []
    for wider in _WIDER:
        readers = [
            Reader(stream, _table(learnt, number, section.columns, wider, pieces[number], at_most[number]), told)
            for number, section in enumerate(tables)
        ]
        found = [readers[number].read(run) for number, run in runs]
        learnt = _learn(stream, tables, runs, found)
    return found


def _table(
    learnt: _Learnt, number: int, columns: Sequence[Column], wider: float, pieces: Pieces, at_most: Sequence[float]
) -> Table:
    """What is known of the table from the reading so far."""
    name = _name(columns)
    widths = [_width_of(learnt, number, name, column, wider) for column in range(len(columns))]
    return Table(pieces, widths, at_most, learnt.said, learnt.blanks.get(name))


# --- where the text was read across -----------------------------------------------------------------------------------


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


def _page_tops(stream: Stream) -> set[int]:
    """Lines by themselves at the top of pages that say what most pages' tops say, and not how a measure went."""
    last = len(stream.lines) - 1
    tops = [line for line, one in enumerate(stream.lines) if line == 0 or one.gap >= _PAGE_GAP]
    texts = Counter(stream.lines[line].text for line in tops)
    least = max(2.0, RUNNING * len(tops))
    return {
        line
        for line in tops
        if texts[stream.lines[line].text] >= least
        and (line == last or stream.lines[line + 1].gap > 0)
        and not is_state(stream.lines[line].text)
    }


def _whole(stream: Stream, tables: Sequence[Section], told: set[int]) -> list[tuple[int, ...]]:
    """Each table's lines, with those that the headers' reading could not part."""
    starts = [section.after_header for section in tables] + [len(stream.lines)]
    return [tuple(line for line in range(first, after) if line not in told) for first, after in pairwise(starts)]


def _going_on(tables: Sequence[Section]) -> list[Section]:
    """The tables, one whose header only comes again (on a new page, without a title) made one with that above: a row
    may go on there."""
    found: list[Section] = []
    for table in tables:
        untold = table.titles or table.title_above or table.lent
        if found and not untold and _name(table.columns) == _name(found[-1].columns):
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *table.lines))
        else:
            found.append(table)
    return found


def _with_bars(stream: Stream, inside: set[int]) -> Stream:
    """The stream with what OCR made of column rules a mark on the next word, in the tables' lines; the sign before an
    item of a list shows as well that a cell's line begins there."""
    lines: list[Line] = []
    words: list[Word] = []
    bullets = bullets_in(stream.words)
    for number, line in enumerate(stream.lines):
        own = stream.words[line.first : line.after]
        kept = [place for place, word in enumerate(own) if number not in inside or not word.is_rule]
        first = len(words)
        for place in kept or range(len(own)):
            after_bar = bool(kept) and place > 0 and place - 1 not in kept
            inside_line = place > 0 and line.first + place in bullets
            words.append(replace(own[place], barred=own[place].barred or after_bar or inside_line))
        lines.append(replace(line, first=first, after=len(words)))
    return replace(stream, lines=tuple(lines), words=tuple(words))


def _runs(stream: Stream, cues: Cues, tables: Sequence[Section]) -> tuple[list[_Run], dict[int, list[tuple[int, ...]]]]:
    """The lines between headings, each with its table's number, and each table's headings."""
    runs: list[_Run] = []
    headings: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for number, section in enumerate(tables):
        run: list[int] = []
        at = 0
        while at < len(section.lines):
            count = _heading_at(stream, cues, section, at)
            if count:
                headings[number].append(section.lines[at : at + count])
                runs += [(number, tuple(run))] if run else []
                run = []
            else:
                run.append(section.lines[at])
            at += count or 1
        runs += [(number, tuple(run))] if run else []
    return runs, headings


def _heading_at(stream: Stream, cues: Cues, section: Section, at: int) -> int:
    """How many lines from here are a heading between the rows and nothing else, 0 when none is."""
    has_area = any(column.kind == "area" for column in section.columns)
    for count in range(min(_LONGEST_HEADING, len(section.lines) - at), 0, -1):
        own = section.lines[at : at + count]
        if own[-1] - own[0] != count - 1 or any(stream.lines[line].gap for line in own[1:]):
            continue
        first, after = stream.lines[own[0]].first, stream.lines[own[-1]].after
        is_area = not has_area and (cues.names_area(first, after) or cues.is_shouted(first, after))
        if cues.is_heading(first, after) or is_area:
            return count
    return 0


# --- what the text teaches --------------------------------------------------------------------------------------------


def _name(columns: Sequence[Column]) -> str:
    return " ".join(column.kind for column in columns)


def _names_areas(stream: Stream, cues: Cues, tables: Sequence[Section]) -> bool:
    """Whether the rows name their areas by the areas' own names."""
    lines = [line for one in tables if any(column.kind == "area" for column in one.columns) for line in one.lines]
    named = sum(cues.begins_with_area(stream.lines[line].first, stream.lines[line].after) for line in lines)
    return named >= _FEWEST_NAMED


def _at_most(columns: Sequence[Column], widest: int) -> list[float]:
    """The widths that the columns hardly have, before the text has told theirs: of many columns each is about as wide
    as the others, whatever it holds, but for those of numbers."""
    total = sum(_SHARES[column.kind] for column in columns)
    even = _EVEN * widest / len(columns)
    return [
        max(_AT_MOST * widest * _SHARES[column.kind] / total, even if column.kind != "other" else 0.0)
        for column in columns
    ]


def _at_most_apart(
    columns: Sequence[Column], at_most: Sequence[float], apart: Mapping[frozenset[int], int]
) -> list[float]:
    """The same where lines were told to belong to some of the columns: those alone are as wide as their lines."""
    found = list(at_most)
    for own, width in apart.items():
        total = sum(_SHARES[columns[column].kind] for column in own)
        for column in own if len(own) < len(columns) else ():
            share = min(1.0, _AT_MOST * _SHARES[columns[column].kind] / total)
            found[column] = max(found[column], share * width)
    return found


def _branches(stream: Stream, runs: Sequence[_Run]) -> frozenset[int]:
    """The words before which a column most likely ends: where what begins lines (or what comes after such a place) is
    the same in several lines up to there and goes on differently."""
    starts = {stream.lines[line].first for _, run in runs for line in run}
    found: set[int] = set()
    for _ in range(_BRANCHINGS):
        after: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        capitals: Counter[tuple[str, ...]] = Counter()
        for start in starts:
            for keys, index in _prefixes(stream, start):
                after[keys][stream.words[index].key] += 1
                capitals[keys] += stream.words[index].text[:1].isupper()
        new = set()
        for start in starts:
            for keys, index in _prefixes(stream, start):
                total = after[keys].total()
                if total < _FEWEST_ALIKE:
                    break
                if len(after[keys]) >= 2 and (len(keys) > 1 or 2 * capitals[keys] > total):
                    new.add(index)
                    break
        starts = new - found
        found |= new
    return frozenset(found)


def _prefixes(stream: Stream, start: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """What stands from the word on, one word more each time, with the word after it in the line."""
    after = stream.lines[stream.words[start].line].after
    for index in range(start + 1, min(after, start + _LONGEST_ALIKE)):
        yield letters_of(stream.words[start:index]), index


def _learn(stream: Stream, tables: Sequence[Section], runs: Sequence[_Run], found: Sequence[Sequence[Put]]) -> _Learnt:
    learnt = _Learnt(said=_counted(stream, tables, runs, found))
    rows: Counter[str] = Counter()
    filled: dict[str, Counter[int]] = defaultdict(Counter)
    for (number, _), puts in zip(runs, found, strict=True):
        name = _name(tables[number].columns)
        last: dict[int, Put] = {}
        for put in puts:
            above = last.get(put.column)
            for key in ((str(number), put.column), (name, put.column)):
                learnt.pieces[key].append(_width(stream, put.words))
                if above and above.row == put.row:
                    learnt.breaks[key].append(_break(stream, above, put))
            last[put.column] = put
        rows[name] += len({put.row for put in puts})
        filled[name].update(column for column, _ in {(put.column, put.row) for put in puts})
    for name, count in rows.items():
        learnt.blanks[name] = [
            (count - filled[name][column] + _TRUST * BLANK[kind]) / (count + _TRUST)
            for column, kind in enumerate(name.split())
        ]
    return learnt


def _counted(
    stream: Stream, tables: Sequence[Section], runs: Sequence[_Run], found: Sequence[Sequence[Put]]
) -> Mapping[tuple[str, tuple[str, ...]], int]:
    return Counter(
        (tables[number].columns[put.column].kind, letters_of(stream.words[put.words[0] : put.words[1]]))
        for (number, _), puts in zip(runs, found, strict=True)
        for put in puts
    )


def _width(stream: Stream, piece: tuple[int, int]) -> int:
    return stream.words[piece[1] - 1].end - stream.words[piece[0]].start


def _break(stream: Stream, above: Put, below: Put) -> Break:
    width = _width(stream, above.words)
    return Break(width, width + SPACE + _width(stream, (below.words[0], below.words[0] + 1)))


def _width_of(learnt: _Learnt, number: int, name: str, column: int, wider: float) -> Width | None:
    """The width that satisfies most of the column's breaks and that few of its pieces are wider than, less by those of
    like tables; None when there are too few."""
    own, like = (str(number), column), (name, column)
    if len(learnt.pieces.get(like, ())) < _FEWEST_PIECES:
        return None
    of_own, of_like = _Fit(learnt, own, wider), _Fit(learnt, like, wider)
    best, most = 0, -math.inf
    for candidate in sorted(set(learnt.pieces.get(own) or learnt.pieces[like])):
        worth = of_own.of(candidate) + _LIKE * of_like.of(candidate)
        if worth > most:
            best, most = candidate, worth
    return Width(best, 0, 0.0, 0.0)


class _Fit:
    """How well a width fits a column's breaks and pieces."""

    def __init__(self, learnt: _Learnt, key: tuple[str, int], wider: float) -> None:
        self._breaks = BreakCount(learnt.breaks.get(key, ()))
        self._pieces = sorted(learnt.pieces.get(key, ()))
        self._wider = wider

    def of(self, candidate: int) -> float:
        low, high = candidate * (1 - _SLACK), candidate * (1 + _SLACK)
        narrower = self._breaks.up_to(high)
        fitting = narrower - self._breaks.room_for_next(low)
        return 2 * fitting - narrower - self._wider * (len(self._pieces) - bisect_right(self._pieces, high))


# --- the cells --------------------------------------------------------------------------------------------------------


def _cells(
    stream: Stream,
    tables: Sequence[Section],
    runs: Sequence[_Run],
    headings: Mapping[int, Sequence[tuple[int, ...]]],
    found: Sequence[Sequence[Put]],
) -> list[list[Cell]]:
    """Each table's cells row by row, its headings where they stand."""
    placed: dict[int, list[tuple[int, list[Cell]]]] = defaultdict(list)
    for number, of_table in headings.items():
        for lines in of_table:
            words = tuple(range(stream.lines[lines[0]].first, stream.lines[lines[-1]].after))
            placed[number].append((lines[0], [Cell(words, None, True, _HEADING)]))
    for (number, run), puts in zip(runs, found, strict=True):
        placed[number] += [(run[0], row) for row in _rows(stream, tables[number].columns, puts)]
    return [
        [cell for _, row in sorted(placed[number], key=lambda one: one[0]) for cell in row]
        for number in range(len(tables))
    ]


def _rows(stream: Stream, columns: Sequence[Column], puts: Sequence[Put]) -> list[list[Cell]]:
    shared = Counter(stream.words[put.words[0]].line for put in puts)
    unsure = _of_any_row(puts)
    rows: dict[int, dict[int, list[Put]]] = defaultdict(lambda: defaultdict(list))
    for put in puts:
        rows[put.row][put.column].append(put)
    found = []
    for row in sorted(rows):
        cells: list[Cell] = []
        for column in sorted(rows[row]):
            own = rows[row][column]
            ahead = min(put.margin for put in own)
            is_clear = columns[column].kind in _SAYS and ahead >= _FAR_AHEAD
            sure = math.prod(
                _SHARED if shared[stream.words[put.words[0]].line] > 1 and not is_clear else _ALONE for put in own[1:]
            )
            first = stream.words[own[0].words[0]]
            if stream.lines[first.line].first != own[0].words[0]:
                sure *= _BEGINS_AT_RULE if first.barred else _BEGINS_INSIDE
            sure = min(sure, _ANY_ROW) if (row, column) in unsure else sure
            sure = min(sure, _BARELY_AHEAD) if ahead < _LEAST_AHEAD else sure
            words = tuple(index for put in own for index in range(*put.words))
            cells.append(Cell(words, column, not cells, sure))
        found.append(cells)
    return found


def _of_any_row(puts: Sequence[Put]) -> set[tuple[int, int]]:
    """The cells, by row and column, whose row nothing shows: OCR read several rows' cells of one column before those of
    the next, and this column has fewer of them than there are rows."""
    strips: dict[int, list[Put]] = defaultdict(list)
    for put in puts:
        strips[put.strip].append(put)
    found: set[tuple[int, int]] = set()
    for strip in strips.values():
        rows = {put.row for put in strip}
        if len(rows) < 2 or len({put.block for put in strip}) < 2:
            continue
        for column in {put.column for put in strip}:
            own = {(put.row, put.column) for put in strip if put.column == column}
            if len(own) < len(rows):
                found |= own
    return found
