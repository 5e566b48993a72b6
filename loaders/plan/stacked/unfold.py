"""Text that came block by block, laid out again row by row.

Some programs write a page's blocks in an order of their own (pdftotext does unless told otherwise): parts of rows,
single cells after the table, a header in the middle. The blocks are given columns (in_order/, with leaps), put into
rows page by page (pages.py), and written down in that order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.plan.stacked.borders import has_gaps, is_number
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.marks import HeaderMark, header_marks
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.in_order.decode import blocks_gain, decode_blocks
from loaders.plan.stacked.pages import Part, PartKind, rows_of_page
from loaders.plan.stacked.sections import Column, ColumnKind, LineKind, Section
from loaders.plan.stacked.text import Line, Stream, Word
from loaders.plan.stacked.unmix import unmixed
from loaders.text import collapse

# Below this gain for each cell the text stands in order as it is.
_LEAST_GAIN = -0.02
# How sure a cell is that was put together of two that the order of the text could not part.
_DOUBLED = 0.5
# How many cells a row has at least.
_FEWEST_IN_ROW = 3
_USUAL_ORDER = ("area", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment", "other")


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that stay together: a cell or a header, with its column and what it is."""

    words: tuple[int, ...]
    column: int | None
    kind: PartKind
    sure: float = 1.0
    table: int = 0
    alone: tuple[tuple[int, float], ...] = ()
    """What the words score as a cell of each column by themselves."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stands where: the document's columns, its headers, each page's lines and its table, and the lines that run
    along the pages' edges; `first` is the line the tables begin at."""

    columns: tuple[Column, ...]
    marks: tuple[HeaderMark, ...]
    pages: tuple[tuple[int, ...], ...]
    sections: tuple[tuple[Section, ...], ...]
    running: frozenset[int]
    first: int


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The text in the order of the rows: its tables with their cells, and the lines that are no row text."""

    stream: Stream
    sections: list[Section]
    cells: list[list[Cell]]
    skipped: dict[int, LineKind]
    front: list[Section]


def unfold(stream: Stream) -> Unfolded | None:
    """The text in the order of the rows; None where it stands in order as it is."""
    if stream.is_ocr or not has_gaps(stream):
        return None
    plan = _plan_of(stream)
    if plan is None:
        return None
    cues = Cues(stream)
    filled = [section for page in plan.sections for section in page]
    if blocks_gain(stream, cues, filled) < _LEAST_GAIN:
        return None
    stream = replace(stream, in_blocks=True)
    decoded = decode_blocks(stream, cues, filled)
    mixed = unmixed(stream, cues, filled, decoded.widths)
    if mixed:
        stream = _parted(stream, mixed)
        plan = _plan_of(stream) or plan
        cues = Cues(stream)
        filled = [section for page in plan.sections for section in page]
        decoded = decode_blocks(stream, cues, filled)
    return _written(stream, plan, _in_rows(stream, cues, plan, filled, decoded.cells))


def _plan_of(stream: Stream) -> _Plan | None:
    """What stands where in the text, None when it has no table's headers."""
    marks = header_marks(stream)
    columns = _columns(marks)
    if len(columns) < 3:
        return None
    pages = _pages(stream)
    running = set(running_lines(stream))
    marks = [mark for mark in marks if mark.columns or not running.intersection(mark.lines)]
    running -= {line for mark in marks for line in mark.lines}
    marked = {line for mark in marks for line in mark.lines} | running
    first = min(line for mark in marks for line in mark.lines)
    tables = _tables(stream, marks, columns)
    starts = {mark.lines[0]: of_table for mark, of_table in tables}
    sections: list[list[Section]] = []
    now = tables[0][1]
    for page in pages:
        found: list[tuple[tuple[Column, ...], list[int]]] = [(now, [])]
        for line in page:
            if line in starts and starts[line] != now:
                now = starts[line]
                found.append((now, []))
            if line not in marked and line > first:
                found[-1][1].append(line)
        sections.append([Section(of_table, tuple(lines)) for of_table, lines in found if lines])
    return _Plan(
        columns,
        tuple(marks),
        tuple(tuple(page) for page in pages),
        tuple(map(tuple, sections)),
        frozenset(running),
        first,
    )


def _tables(
    stream: Stream, marks: Sequence[HeaderMark], columns: Sequence[Column]
) -> list[tuple[HeaderMark, tuple[Column, ...]]]:
    """Each header fragment with the columns of the table that it is a part of.

    The fragments that follow each other make one header as long as no column comes twice. A column that a page names
    as often as it names the measures belongs to each of its tables, however its header is torn.
    """
    groups: list[list[HeaderMark]] = []
    seen: set[int] = set()
    named: dict[int | None, Counter[int]] = defaultdict(Counter)
    measures = {number for number, column in enumerate(columns) if column.kind == "measure"}
    page: int | None = None
    for mark in marks:
        if mark.kind != "header":
            continue
        own = {_index(columns, column) for column in mark.columns}
        if not groups or seen & own or stream.lines[mark.lines[0]].page != page:
            groups.append([])
            seen = set()
        page = stream.lines[mark.lines[0]].page
        groups[-1].append(mark)
        seen |= own
        named[page].update(own)
    found: list[tuple[HeaderMark, tuple[Column, ...]]] = []
    above = tuple(columns)
    for group in groups:
        of_page = named[stream.lines[group[0].lines[0]].page]
        least = max((of_page[number] for number in measures), default=0)
        own = {_index(columns, column) for mark in group for column in mark.columns}
        if least and own & measures:
            own |= {number for number, count in of_page.items() if count >= least}
            above = tuple(column for number, column in enumerate(columns) if number in own)
        found += [(mark, above) for mark in group]
    return found


def _parted(stream: Stream, mixed: Sequence[tuple[tuple[int, ...], ...]]) -> Stream:
    """The stream with each mixed block's cells one after the other."""
    by_word = {min(index for cell in cells for index in cell): cells for cells in mixed}
    gone = {index for cells in mixed for cell in cells for index in cell}
    laid: list[tuple[int, ...]] = []
    for line in stream.lines:
        if line.first in by_word:
            laid += by_word[line.first]
        elif line.first in gone:
            continue
        elif line.gap or not laid or laid[-1][-1] in gone:
            laid.append(tuple(range(line.first, line.after)))
        else:
            laid[-1] += tuple(range(line.first, line.after))
    return relaid(stream, laid)


@dataclass(slots=True)
class _Group:
    """Words that stay together in the new order: a cell, a header, or a line outside the table."""

    words: tuple[int, ...]
    kind: str
    column: int | None = None
    new_row: bool = False
    sure: float = 1.0
    own: tuple[Column, ...] = ()


def _in_rows(
    stream: Stream, cues: Cues, plan: _Plan, filled: Sequence[Section], cells: Sequence[Sequence[Cell]]
) -> list[_Group]:
    """The words in groups, in the order of the rows."""
    columns = plan.columns
    measure = next((number for number, column in enumerate(columns) if column.kind == "measure"), None)
    of_lines = {section.lines: found for section, found in zip(filled, cells, strict=True)}
    laid: list[_Group] = []
    above: dict[int, _Group] = {}
    marked = {line for mark in plan.marks for line in mark.lines} | plan.running
    for on_page, page in zip(plan.sections, plan.pages, strict=True):
        laid += [
            _Group(_words_of(stream, (line,)), "front") for line in page if line < plan.first and line not in marked
        ]
        found = [(section, of_lines[section.lines]) for section in on_page]
        parts = _parts(stream, columns, found, plan.marks, page)
        here = [mark for mark in plan.marks if mark.lines[0] in set(page)]
        named = [column for section in on_page for column in section.columns] + [
            column for mark in here if mark.kind == "header" for column in mark.columns
        ]
        own = {_index(columns, column) for column in named}
        table = tuple(column for number, column in enumerate(columns) if number in own)
        rows, carried = _rows(stream, cues, parts, measure, bool(above))
        for part in carried:
            if part.column in above:
                above[part.column].words += part.words
            else:
                above[part.column or 0] = _Group(part.words, "row", part.column, False, part.sure, table)
                last = max((number for number, group in enumerate(laid) if group.kind == "row"), default=len(laid) - 1)
                laid.insert(last + 1, above[part.column or 0])
        for row in rows:
            groups = [
                _Group(part.words, part.kind, part.column, not place, part.sure, table)
                for place, part in enumerate(row)
            ]
            if groups and groups[0].kind == "row":
                above = {group.column: group for group in groups if group.column is not None}
            laid += groups
        laid += [_Group(_words_of(stream, (line,)), "running") for line in page if line in plan.running]
    return laid


def _written(stream: Stream, plan: _Plan, groups: Sequence[_Group]) -> Unfolded:
    """The groups written down in their order, with the tables that they make."""
    new = relaid(stream, [group.words for group in groups])
    sections: list[Section] = []
    cells: list[list[Cell]] = []
    skipped: dict[int, LineKind] = {}
    lines: list[int] = []
    titles: list[tuple[int, str]] = []
    told: list[tuple[ColumnKind, tuple[int, ...]]] = []
    columns: tuple[Column, ...] = ()
    found: list[Cell] = []
    has_rows = False

    def close() -> None:
        nonlocal lines, titles, told, found, has_rows
        if lines or told:
            sections.append(Section(columns, tuple(lines), tuple(titles), tuple(told)))
            cells.append(found)
        lines, titles, told, found, has_rows = [], [], [], [], False

    at = 0
    for group in groups:
        words = tuple(range(at, at + len(group.words)))
        at += len(group.words)
        here = sorted({new.words[index].line for index in words})
        kind = group.kind
        if kind in ("header", "instruction", "title") and has_rows:
            close()
        if kind == "front":
            columns = ()
            lines += here
        elif kind == "running":
            skipped.update(dict.fromkeys(here, "title"))
        elif kind == "header":
            if not columns:
                close()
            columns = group.own
            skipped.update(dict.fromkeys(here, "header"))
        elif kind == "instruction":
            columns = group.own
            skipped.update(dict.fromkeys(here, "instruction"))
            if group.column is not None:
                told.append((plan.columns[group.column].kind, tuple(here)))
        elif kind == "title":
            skipped.update(dict.fromkeys(here, "title"))
            titles.insert(0, (here[0], collapse(" ".join(new.lines[line].text for line in here))))
        else:
            if not columns:
                close()
            if group.own != columns and has_rows:
                close()
            columns = group.own
            has_rows = True
            lines += here
            place = None
            if group.column is not None:
                place = next(number for number, one in enumerate(columns) if _index(plan.columns, one) == group.column)
            found.append(Cell(words, place, group.new_row, group.sure))
    close()
    kept = [number for number, section in enumerate(sections) if section.columns or section.lines]
    front = [number for number in kept if not sections[number].columns]
    tables = [number for number in kept if sections[number].columns]
    return Unfolded(
        new,
        [sections[number] for number in tables],
        [cells[number] for number in tables],
        skipped,
        [sections[number] for number in front],
    )


def relaid(stream: Stream, laid: Sequence[tuple[int, ...]]) -> Stream:
    """The words written down anew: each group parted from the one above by a blank line, its lines as they were."""
    lines: list[Line] = []
    words: list[Word] = []
    for group in laid:
        gap = 1
        at = 0
        while at < len(group):
            line = stream.words[group[at]].line
            after = at
            while after < len(group) and stream.words[group[after]].line == line:
                after += 1
            first = len(words)
            start = stream.words[group[at]].start
            for index in group[at:after]:
                word = stream.words[index]
                words.append(replace(word, line=len(lines), start=word.start - start, end=word.end - start))
            source = stream.lines[line]
            text = " ".join(word.text for word in words[first:])
            spaced = source.spaced and group[after - 1] == source.after - 1
            lines.append(Line(source.number, source.page, text, first, len(words), gap, words[-1].end, spaced))
            gap = 0
            at = after
    return Stream(tuple(lines), tuple(words), stream.is_ocr, True)


def _words_of(stream: Stream, lines: Sequence[int]) -> tuple[int, ...]:
    return tuple(index for line in lines for index in range(stream.lines[line].first, stream.lines[line].after))


def _pages(stream: Stream) -> list[list[int]]:
    pages: list[list[int]] = []
    for number, line in enumerate(stream.lines):
        if not pages or line.page != stream.lines[pages[-1][-1]].page:
            pages.append([])
        pages[-1].append(number)
    return pages


def _index(columns: Sequence[Column], column: Column) -> int:
    """Which of the document's columns this one is."""
    same = [number for number, one in enumerate(columns) if one.kind == column.kind]
    return next((number for number in same if columns[number].header == column.header), same[0])


def _bits(columns: Sequence[Column], some: Sequence[Column]) -> int:
    return sum(1 << number for number in {_index(columns, column) for column in some})


def _columns(marks: Sequence[HeaderMark]) -> tuple[Column, ...]:
    """The document's columns from left to right, as most of its headers have them."""
    runs: list[list[Column]] = []
    headed = {column.kind for mark in marks if mark.kind == "header" for column in mark.columns}
    for mark in marks:
        if mark.kind != "header" and all(column.kind in headed for column in mark.columns):
            continue
        if not runs or any(column in runs[-1] for column in mark.columns):
            runs.append([])
        runs[-1] += mark.columns
    together = {
        frozenset((one, other))
        for run in runs
        for one in run
        for other in run
        if one != other and one.kind == other.kind
    }
    names: Counter[Column] = Counter(column for run in runs for column in run)
    columns: list[Column] = []
    for column, _ in names.most_common():
        rivals = [one for one in columns if one.kind == column.kind]
        if all(frozenset((one, column)) in together for one in rivals):
            columns.append(column)
    votes: Counter[tuple[Column, Column]] = Counter()
    for run in runs:
        for place, one in enumerate(run):
            for other in run[place + 1 :]:
                votes[(one, other)] += 1
    usual = {column: _USUAL_ORDER.index(column.kind) for column in columns}
    placed: list[Column] = []
    for column in sorted(columns, key=lambda column: -names[column]):

        def cost(at: int, column: Column = column) -> float:
            left = sum(votes[(column, one)] - votes[(one, column)] for one in placed[:at])
            right = sum(votes[(one, column)] - votes[(column, one)] for one in placed[at:])
            odd = sum(usual[one] > usual[column] for one in placed[:at]) + sum(
                usual[one] < usual[column] for one in placed[at:]
            )
            return left + right + 0.1 * odd

        placed.insert(min(range(len(placed) + 1), key=cost), column)
    return tuple(placed)


def _parts(
    stream: Stream,
    columns: Sequence[Column],
    tables: Sequence[tuple[Section, Sequence[Cell]]],
    marks: Sequence[HeaderMark],
    page: Sequence[int],
) -> list[_Part]:
    """The page's cells and headers in reading order; a header of several columns is a part for each, the words in the
    first."""
    found: list[tuple[int, list[_Part]]] = []
    for section, cell in ((section, cell) for section, cells in tables for cell in cells):
        at = [_index(columns, column) for column in section.columns]
        if cell.column is None:
            found.append((cell.words[0], [_Part(cell.words, None, "lead", cell.sure)]))
        else:
            alone = tuple(zip(at, cell.alone, strict=False))
            found.append((cell.words[0], [_Part(cell.words, at[cell.column], "row", cell.sure, alone=alone)]))
    lines = set(page)
    own = {mark.lines: _bits(columns, of_table) for mark, of_table in _tables(stream, marks, columns)}
    for mark in marks:
        if mark.lines[0] in lines:
            words = _words_of(stream, mark.lines)
            if mark.kind == "title" or not mark.columns:
                found.append((words[0], [_Part(words, None, "title")]))
            else:
                kind: PartKind = "header" if mark.kind == "header" else "instruction"
                parts = [
                    _Part(() if place else words, _index(columns, column), kind, table=own.get(mark.lines, 0))
                    for place, column in enumerate(mark.columns)
                ]
                found.append((words[0], parts))
    return [part for _, parts in sorted(found, key=lambda one: one[0]) for part in parts]


def _rows(
    stream: Stream, cues: Cues, parts: Sequence[_Part], measure: int | None, has_above: bool
) -> tuple[list[list[_Part]], list[_Part]]:
    """The page's rows, and what goes on from the page above by column."""
    parts = _with_measures(parts, measure)
    page = rows_of_page([_told_of(stream, cues, part) for part in parts], measure, has_above)
    carried, *rows = (
        [replace(parts[one], sure=min(parts[one].sure, page.sure[one])) for one in row if parts[one].words]
        for row in page.rows
    )
    return [whole for row in rows if row for whole in _without_doubles(row)], carried


def _with_measures(parts: Sequence[_Part], measure: int | None) -> list[_Part]:
    """The parts, with the measure found among those that follow each other from its left to its right without one: a
    row has a measure, and the program may have written it last."""
    found = list(parts)
    if measure is None:
        return found
    run: list[int] = []
    for number in range(len(parts) + 1):
        part = parts[number] if number < len(parts) else None
        if part and part.kind == "row" and (not run or (parts[run[-1]].column or 0) < (part.column or 0)):
            run.append(number)
            continue
        columns = [parts[one].column or 0 for one in run]
        if len(run) >= _FEWEST_IN_ROW and measure not in columns and columns[0] < measure < columns[-1]:
            worth = {one: _worth_as(parts[one], measure) for one in run}
            best = max(run, key=lambda one: worth[one])
            if worth[best] > 0:
                found[best] = replace(parts[best], column=measure, sure=min(parts[best].sure, _DOUBLED))
        run = [number] if part and part.kind == "row" else []
    return found


def _worth_as(part: _Part, column: int) -> float:
    """How much better the part reads as a cell of that column than of its own."""
    alone = dict(part.alone)
    return alone.get(column, float("-inf")) - alone.get(part.column or 0, 0.0)


def _told_of(stream: Stream, cues: Cues, part: _Part) -> Part:
    """What the part tells of the row it stands in."""
    if not part.words:
        return Part(part.column, part.kind, table=part.table)
    first = part.words[0]
    text = stream.words[first].text
    number = int(text) if len(part.words) == 1 and is_number(text) else None
    return Part(part.column, part.kind, number, cues.numbered[first] is not None, text[:1].islower(), part.table)


def _without_doubles(cells: Sequence[_Part]) -> list[list[_Part]]:
    """The row from left to right, its second cells of one column joined to the first, with doubt; where there are
    several such columns they are a row of their own."""
    first: dict[int | None, _Part] = {}
    second: list[_Part] = []
    for cell in cells:
        if cell.column in first:
            second.append(cell)
        else:
            first[cell.column] = cell
    rows = [first]
    if len({cell.column for cell in second}) > 1:
        rows.append({})
    for cell in second:
        above = rows[-1].get(cell.column)
        words = (*above.words, *cell.words) if above else cell.words
        rows[-1][cell.column] = replace(cell, words=words, sure=min(cell.sure, _DOUBLED))
    return [sorted(row.values(), key=lambda part: part.column or 0) for row in rows]
