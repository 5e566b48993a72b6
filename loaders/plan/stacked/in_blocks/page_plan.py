"""What stands where in text that came block by block: its columns, its headers, each page's lines and their table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.stacked.headers.marks import HeaderMark, header_marks
from loaders.plan.stacked.headers.on_pages import headers_on_pages
from loaders.plan.stacked.headers.running import RUNNING, running_lines
from loaders.plan.stacked.in_blocks.headings import with_headings
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream

# So large a share of the columns is a header that lacks few of them.
_MOST_OF_HEADER = 0.7
# So many words a line has at least that is known for no cell's by standing on most pages.
_LONG_TITLE = 4
_NUMBER = re.compile(r"\d+")
_USUAL_ORDER = ("area", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment", "other")


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands where: the document's columns, its headers, each page's lines and its table, and the lines that run
    along the pages' edges; `first` is the line the tables begin at."""

    columns: tuple[Column, ...]
    marks: tuple[HeaderMark, ...]
    pages: tuple[tuple[int, ...], ...]
    sections: tuple[tuple[Section, ...], ...]
    running: frozenset[int]
    first: int


def plan_of(stream: Stream, by_words: bool = False) -> Plan | None:
    """What stands where in the text, None when it has no table's headers; `by_words` when only what its headers say
    tells them, not that they come again."""
    marks = header_marks(stream) if by_words else _marks(stream)
    columns = _columns(marks)
    if len(columns) < 3:
        return None
    pages = _pages(stream)
    running = set(running_lines(stream)) | _said_on_pages(stream)
    marks = [mark for mark in marks if mark.columns or not running.intersection(mark.lines)]
    running -= {line for mark in marks for line in mark.lines}
    marks = with_headings(stream, marks, running)
    marked = {line for mark in marks for line in mark.lines} | running
    first = min(line for mark in marks for line in mark.lines)
    tables = tables_of(stream, marks, columns)
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
    return Plan(
        columns,
        tuple(marks),
        tuple(tuple(page) for page in pages),
        tuple(map(tuple, sections)),
        frozenset(running),
        first,
    )


def _marks(stream: Stream) -> list[HeaderMark]:
    """Every header, instruction and title: as the words tell and, where the header comes again, as that does."""
    by_words, on_pages = header_marks(stream), headers_on_pages(stream)
    if not on_pages:
        return by_words
    own = {line: mark for mark in on_pages for line in mark.lines}
    running = (set(running_lines(stream)) | _said_on_pages(stream)) - own.keys()
    kinds = {column.kind for mark in on_pages for column in mark.columns}
    kept = []
    for mark in by_words:
        inside = {one.lines: one for line in mark.lines if (one := own.get(line))}
        many = sum(one.kind == "header" for one in inside.values())
        is_fuller = not own.keys() >= set(mark.lines) and running.isdisjoint(mark.lines) and len(mark.columns) > many
        is_new = mark.kind != "header" or not kinds.issuperset(column.kind for column in mark.columns)
        if (is_fuller and mark.kind == "header") if inside else is_new:
            kept.append(mark)
    taken = {line for mark in kept for line in mark.lines}
    return sorted([*kept, *(mark for mark in on_pages if taken.isdisjoint(mark.lines))], key=lambda mark: mark.lines[0])


def _said_on_pages(stream: Stream) -> set[int]:
    """The lines of many words that most pages have just so but for numbers, wherever a program wrote them: what runs
    along the pages' edges."""
    lines: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(stream.lines):
        if line.after - line.first >= _LONG_TITLE:
            lines[_NUMBER.sub("0", line.text)].append(number)
    pages = len({line.page for line in stream.lines})
    said = [ones for ones in lines.values() if len({stream.lines[line].page for line in ones}) == len(ones)]
    return {line for ones in said if len(ones) >= max(2, RUNNING * pages) for line in ones}


def tables_of(
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
        own = {index_of(columns, column) for column in mark.columns}
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
        own = {index_of(columns, column) for mark in group for column in mark.columns}
        if least and own & measures:
            own |= {number for number, count in of_page.items() if count >= least}
            above = tuple(column for number, column in enumerate(columns) if number in own)
        found += [(mark, above) for mark in group]
    return found


def is_torn(stream: Stream, plan: Plan) -> bool:
    """Whether the parts of a table's header stand apart with other text between them: the text is in no order of rows.
    Parts are of one header as long as no column comes twice on a page."""
    most = _MOST_OF_HEADER * len(plan.columns)
    taken = {line for mark in plan.marks for line in mark.lines} | plan.running
    seen: set[int] = set()
    apart = False
    above: HeaderMark | None = None
    for mark in (mark for mark in plan.marks if mark.kind == "header"):
        own = {index_of(plan.columns, column) for column in mark.columns}
        is_new = above is None or seen & own or stream.lines[mark.lines[0]].page != stream.lines[above.lines[0]].page
        if is_new or above is None:
            seen, apart = set(), False
        else:
            apart = apart or any(line not in taken for line in range(above.lines[-1] + 1, mark.lines[0]))
        seen |= own
        above = mark
        if apart and len(seen) >= most and len(own) < most:
            return True
    return False


def _pages(stream: Stream) -> list[list[int]]:
    pages: list[list[int]] = []
    for number, line in enumerate(stream.lines):
        if not pages or line.page != stream.lines[pages[-1][-1]].page:
            pages.append([])
        pages[-1].append(number)
    return pages


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


def index_of(columns: Sequence[Column], column: Column) -> int:
    """Which of the document's columns this one is."""
    same = [number for number, one in enumerate(columns) if one.kind == column.kind]
    return next((number for number in same if columns[number].header == column.header), same[0])


def bits_of(columns: Sequence[Column], some: Sequence[Column]) -> int:
    return sum(1 << number for number in {index_of(columns, column) for column in some})


def words_in(stream: Stream, lines: Sequence[int]) -> tuple[int, ...]:
    return tuple(index for line in lines for index in range(stream.lines[line].first, stream.lines[line].after))
