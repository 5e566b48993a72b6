"""Pages that OCR read column by column: each header stands over all that its column has on the page.

Where no rules part the cells, OCR takes every column for a block of its own. Then a header word stands alone, what the
column holds follows it, and the next header comes after that. Which columns a line may belong to is told by the header
over it; which row, only by what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from loaders.plan.stacked.headers.header_rows import header_row
from loaders.plan.stacked.headers.running import PAGE_ENDS, RUNNING, running_lines, without_digits
from loaders.plan.stacked.headers.signs import PARTED
from loaders.plan.stacked.headers.words import HeaderWords, header_words, settled
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import Stream, key_of

# So many headers of a page must stand apart with text under them, and none with more than this share of all columns.
_FEWEST_APART, _MOST_OF_ALL = 3, 0.6
# So many kinds of column a page names at least; and how many words a line of headers has.
_FEWEST_COLUMNS, _LONGEST_LINE = 4, 8
# The share of all lines that stands on pages read so.
_LEAST_READ_SO = 0.5
# How the strips' reader goes on: in its block, with the next one to the right, or with another strip.
Onward = Literal["in block", "to the right", "another strip"]
_NEW_STRIP: frozenset[Onward] = frozenset({"another strip"})
_NEW_BLOCK: frozenset[Onward] = frozenset({"to the right"})
_IN_BLOCK: frozenset[Onward] = frozenset({"in block"})
ALL_WAYS: frozenset[Onward] = _NEW_STRIP | _NEW_BLOCK | _IN_BLOCK


@dataclass(frozen=True, slots=True)
class Told:
    """What the headers tell: the columns from left to right, each table's lines on each page in the order of its
    columns, the columns that a line may belong to (all where it is not here), and the lines that are headers,
    instructions or run along the pages' edges. The tables begin at line `first`; `is_parted` is whether blank lines
    part the cells of a column."""

    columns: tuple[Column, ...]
    tables: tuple[tuple[int, ...], ...]
    only: dict[int, frozenset[int]]
    headers: frozenset[int]
    instructions: frozenset[int]
    running: frozenset[int]
    first: int
    is_parted: bool = False

    def ways(self, line: int, above: int) -> frozenset[Onward]:
        """How the strips' reader may come to the line from the one it read before: each table of a page is one strip,
        what stands under a header one block of it, or several where it names several columns."""
        if line not in self.only or above not in self.only:
            return ALL_WAYS
        if any(table[0] == line for table in self.tables):
            return _NEW_STRIP
        if self.only[line] != self.only[above]:
            return _NEW_BLOCK
        return _IN_BLOCK if len(self.only[line]) == 1 else _IN_BLOCK | _NEW_BLOCK

    def without(self, lines: Collection[int]) -> Told:
        """The same without lines that turned out to be headings."""
        tables = (tuple(line for line in table if line not in lines) for table in self.tables)
        return replace(self, tables=tuple(table for table in tables if table))

    def widest(self, stream: Stream) -> dict[frozenset[int], int]:
        """The widest line by the columns that it may belong to."""
        found: dict[frozenset[int], int] = {}
        for line, columns in self.only.items():
            found[columns] = max(found.get(columns, 0), stream.lines[line].width)
        return found


@dataclass(frozen=True, slots=True)
class _Mark:
    """Headers that fill lines [first, after)."""

    first: int
    after: int
    columns: tuple[Column, ...]


@dataclass(slots=True)
class _Group:
    """The columns of headers without text between them, and the lines under them; `over` where no header is."""

    columns: set[int]
    lines: list[int]
    over: bool = False


def told_by_columns(stream: Stream) -> Told | None:
    """What the headers tell of a text that OCR read column by column; None where it did not."""
    book = header_words(stream.is_ocr)
    pages = _pages(stream)
    running = _running(stream, pages)
    marks = [_marks(stream, book, running, page) for page in pages]
    columns = _columns(marks)
    kinds = {column.kind for column in columns}
    if len(kinds) < _FEWEST_COLUMNS or "measure" not in kinds:
        return None
    marks = [_of_columns(of_page, columns) for of_page in marks]
    headers = {line for of_page in marks for mark in of_page for line in range(mark.first, mark.after)}
    if not headers:
        return None
    running -= headers
    first = min(headers)
    only: dict[int, frozenset[int]] = {}
    told: set[int] = set()
    tables: list[tuple[int, ...]] = []
    is_read_so = False
    for page, of_page in zip(pages, marks, strict=True):
        groups = _groups(of_page, columns, [line for line in page if line > first], headers | running)
        told |= {line for group in groups for line in _instructed(stream, book, group.lines)}
        groups = [replace(group, lines=[line for line in group.lines if line not in told]) for group in groups]
        if _is_apart(groups, len(columns)):
            is_read_so = True
            tables += _laid(groups)
            only |= {line: frozenset(group.columns) for group in groups for line in group.lines}
        else:
            tables.append(tuple(line for group in groups for line in group.lines))
    if not is_read_so or len(only) < _LEAST_READ_SO * len(stream.lines):
        return None
    laid = tuple(table for table in tables if table)
    is_parted = _is_parted(stream, only)
    return Told(columns, laid, only, frozenset(headers), frozenset(told), frozenset(running), first, is_parted)


def _is_parted(stream: Stream, only: Mapping[int, frozenset[int]]) -> bool:
    """Whether blank lines part what stands under one header."""
    own = [line for line, columns in only.items() if len(columns) == 1 and line - 1 in only]
    return sum(stream.lines[line].gap > 0 for line in own) >= PARTED * len(own)


def _running(stream: Stream, pages: Sequence[Sequence[int]]) -> set[int]:
    """The lines that run along the pages' edges; between the columns they stand by themselves, on most pages."""
    alone = [
        {without_digits(stream.lines[line].text): line for line in page if _stands_alone(stream, line)}
        for page in pages
    ]
    said = Counter(text for page in alone for text in page)
    least = max(2.0, RUNNING * len(pages))
    numbered = {text for text, count in said.items() if count >= least and text[-1:] == "0"}
    found = {number for number, line in enumerate(stream.lines) if without_digits(line.text) in numbered}
    return found | set(running_lines(stream))


def _stands_alone(stream: Stream, line: int) -> bool:
    lines = stream.lines
    return (line == 0 or lines[line].gap > 0) and (line + 1 == len(lines) or lines[line + 1].gap > 0)


def _pages(stream: Stream) -> list[list[int]]:
    pages: list[list[int]] = []
    for number, line in enumerate(stream.lines):
        if not pages or line.gap >= PAGE_ENDS or line.page != stream.lines[number - 1].page:
            pages.append([])
        pages[-1].append(number)
    return pages


def _marks(stream: Stream, book: HeaderWords, running: set[int], page: Sequence[int]) -> list[_Mark]:
    """The page's headers that begin a fragment, or follow another, and fill their lines."""
    found: list[_Mark] = []
    at = page[0]
    while at <= page[-1]:
        line = stream.lines[at]
        begins = at == page[0] or line.gap > 0 or (found and found[-1].after == at) or at - 1 in running
        row = None
        if begins and line.after - line.first <= _LONGEST_LINE:
            row = header_row(stream, at, book.wordings, book.trailers, fewest=1)
        if row and all(named.meaning for named in row[0]):
            columns = tuple(Column(named.meaning, named.text) for named in row[0])  # type: ignore[arg-type]
            found.append(_Mark(at, row[1], columns))
            at = row[1]
        else:
            at += 1
    return found


def _columns(marks: Sequence[Sequence[_Mark]]) -> tuple[Column, ...]:
    """The columns from left to right, as the page that names most of them has them. Of two of a kind, one that no other
    page with a header has is a cell."""
    named = [[column for mark in of_page for column in mark.columns] for of_page in marks]
    whole = [columns for columns in named if len({column.kind for column in columns}) >= _FEWEST_COLUMNS]
    said = Counter(text for columns in whole for text in {_letters(column) for column in columns})
    best = max(whole, key=lambda columns: len({column.kind for column in columns}), default=[])
    columns = settled(best)
    often = {column.kind for column in columns if said[_letters(column)] > 1}
    return tuple(column for column in columns if said[_letters(column)] > 1 or column.kind not in often)


def _of_columns(marks: Sequence[_Mark], columns: Sequence[Column]) -> list[_Mark]:
    """The marks that name some of the columns."""
    known = {_letters(column) for column in columns}
    return [mark for mark in marks if all(_letters(column) in known for column in mark.columns)]


def _letters(column: Column) -> str:
    return "".join(char for char in key_of(column.header, is_ocr=True) if char.isalnum() or char == "#")


def _groups(marks: Sequence[_Mark], columns: Sequence[Column], page: Sequence[int], skipped: set[int]) -> list[_Group]:
    """The page's lines by the headers over them; those over all headers come first, in the columns not named."""
    number = {_letters(column): at for at, column in reversed(list(enumerate(columns)))}
    groups = [_Group(set(), [], over=True)]
    by_line = {mark.first: mark for mark in marks}
    for line in page:
        mark = by_line.get(line)
        if mark:
            if groups[-1].lines or len(groups) == 1:
                groups.append(_Group(set(), []))
            groups[-1].columns |= {number[_letters(column)] for column in mark.columns}
        elif line not in skipped:
            groups[-1].lines.append(line)
    named = {column for group in groups for column in group.columns}
    groups[0].columns = set(range(len(columns))) - named or set(range(len(columns)))
    return [group for group in groups if group.lines]


def _is_apart(groups: Sequence[_Group], many: int) -> bool:
    """Whether the page's headers stand apart, each over text of its own: a line between two may be a header misread."""
    named = {column for group in groups if not group.over for column in group.columns}
    groups = _joined(groups) if len(named) < many else groups
    narrow = {min(group.columns) for group in groups if len(group.columns) <= _MOST_OF_ALL * many}
    wide = [group for group in groups if not group.over and len(group.columns) > _MOST_OF_ALL * many]
    return len(narrow) >= _FEWEST_APART and not wide


def _joined(groups: Sequence[_Group]) -> list[_Group]:
    """The groups, those with no more than a line between their headers made one."""
    found: list[_Group] = []
    for group in groups:
        if found and not found[-1].over and len(found[-1].lines) == 1:
            found[-1] = _Group(found[-1].columns | group.columns, group.lines)
        else:
            found.append(group)
    return found


def _laid(groups: Sequence[_Group]) -> list[tuple[int, ...]]:
    """The page's lines table by table: what stands under a header that came before is another table's."""
    seen: Counter[int] = Counter()
    tables: dict[int, list[_Group]] = {}
    for group in groups:
        seen.update(group.columns)
        tables.setdefault(max(seen[column] for column in group.columns), []).append(group)
    return [
        tuple(line for group in sorted(own, key=lambda group: min(group.columns)) for line in group.lines)
        for _, own in sorted(tables.items())
    ]


def _instructed(stream: Stream, book: HeaderWords, lines: Sequence[int]) -> list[int]:
    """The lines under a header that tell the writer what to fill in: a fragment that begins so."""
    line = stream.lines[lines[0]] if lines else None
    if not line or not book.instructions.at(stream.words, line.first, len(stream.words)):
        return []
    after = next((at for at in lines[1:] if stream.lines[at].gap or at - 1 not in lines), lines[-1] + 1)
    return [at for at in lines if at < after]
