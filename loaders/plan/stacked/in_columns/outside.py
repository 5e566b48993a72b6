"""Text that kept its columns: what stands between its tables, and the headings over the whole width of one.

A cell's words end before the next column begins; a heading or a paragraph knows of no columns. So a line that stands
alone from the left edge across a column's start is no cell's, and neither is what follows it down to the next header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from loaders.plan.classify import topic_area
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.closing import closing_lines
from loaders.plan.stacked.headers.heading_lines import are_numbered_on, lines_said, may_head
from loaders.plan.stacked.in_columns.placed import pieces_of, split_pieces
from loaders.plan.stacked.text import Stream

_MARK = re.compile(r"(?:\d{1,2}|[A-H])[.)]\s+[A-ZÅÄÖ]")
_LINES_OVER = 4
"""How many lines over its header a table's title may stand."""
_OVER_THE_EDGE = 2
"""Characters: so far into the next column a line must reach that is no cell's."""
_FAR = 2
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table's lines: its header's from `first` up to `after`, where its columns start, whether one holds areas."""

    first: int
    after: int
    starts: tuple[int, ...]
    has_areas: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """Each table's title as the line it stands on (None for none), the lines that are no table's, and those that are
    headings between the rows of one."""

    titles: tuple[int | None, ...]
    lines: frozenset[int]
    headings: frozenset[int]


def outside(stream: Stream, cues: Cues, tables: Sequence[Table], running: Collection[int]) -> Outside:
    """What stands between tables and their rows, and is no cell."""
    return _Finder(stream, cues, tables, running).found()


class _Finder:
    def __init__(self, stream: Stream, cues: Cues, tables: Sequence[Table], running: Collection[int]) -> None:
        self.stream, self.cues, self.tables, self.running = stream, cues, tables, running
        self.said: Counter[str] = lines_said(stream)
        in_headers = {line for table in tables for line in range(table.first, table.after)}
        self.may_head = {
            line
            for line in range(len(stream.lines))
            if line not in in_headers and line not in running and self._is_alone(line) and self._may_head(line)
        }
        self.known = {line for line in self.may_head if self._is_known(line)}
        marked = [line for line in sorted(self.may_head) if _MARK.match(stream.lines[line].text)]
        if len(marked) >= _FEWEST and are_numbered_on([stream.lines[line].text for line in marked]):
            self.known.update(marked)

    def found(self) -> Outside:
        blocks = [self._block(number) for number in range(len(self.tables) + 1)]
        titles = [self._title(table, block) for table, block in zip(self.tables, blocks, strict=False)]
        if sum(title is not None for title in titles) < _FEWEST:
            # One alone may be the document's own title.
            titles = [title if title in self.known else None for title in titles]
        else:
            titles = [self._right_over(number) if title is None else title for number, title in enumerate(titles)]
        lines = {line for block in blocks[1:] for line in block} | {title for title in titles if title is not None}
        headings = {
            line
            for number, table in enumerate(self.tables)
            for line in range(table.after, self._end(number))
            if line not in lines and not table.has_areas and self._is_heading(table, line)
        }
        if self.tables:
            lines.update(closing_lines(self.stream, self.tables[0].first, self.tables[-1].after, self.running))
        return Outside(tuple(titles), frozenset(lines), frozenset(headings))

    def _right_over(self, number: int) -> int | None:
        """The lone line right over a table's header that may head it, where other tables have such titles."""
        table = self.tables[number]
        line = table.first - 1
        floor = self.tables[number - 1].after if number else 0
        is_title = line >= floor and line in self.may_head and self.stream.lines[line].gap > 0
        is_on_page = is_title and self.stream.lines[line].page == self.stream.lines[table.first].page
        return line if is_on_page and not table.has_areas else None

    def _end(self, number: int) -> int:
        return self.tables[number + 1].first if number + 1 < len(self.tables) else len(self.stream.lines)

    def _is_alone(self, line: int) -> bool:
        """Whether nothing stands beside the line's words, and they begin where tables do."""
        pieces = pieces_of(self.stream, line)
        return len(pieces) == 1 and any(pieces[0].at <= table.starts[0] + 1 for table in self.tables)

    def _may_head(self, line: int) -> bool:
        return may_head(self.stream, self.said, line, line + 1)

    def _is_known(self, line: int) -> bool:
        first, after = self.stream.lines[line].first, self.stream.lines[line].after
        is_area = self.cues.begins_with_area(first, after) and self.cues.names_area(first, after)
        return is_area or self.cues.counts_on(first, after) or self.cues.is_shouted(first, after)

    def _crosses(self, table: Table, line: int) -> bool:
        """Whether the line's words, all in one run, reach into the next column and none of them begins one; or reach
        into the third below a blank line."""
        last = self.stream.words[self.stream.lines[line].after - 1]
        reached = sum(last.at + len(last.text) >= start + _OVER_THE_EDGE for start in table.starts)
        if reached > _FAR and self.stream.lines[line].gap:
            return True
        return reached > 1 and len(split_pieces(self.stream, table.starts, line)) == 1

    def _block(self, number: int) -> list[int]:
        """The lines right over a table's header (or at the text's end) that are not the table's above."""
        first = self.tables[number].first if number < len(self.tables) else len(self.stream.lines)
        floor = self.tables[number - 1].after if number else 0
        page = self.stream.lines[min(first, len(self.stream.lines) - 1)].page
        block: list[int] = []
        for line in range(first - 1, floor - 1, -1):
            if self.stream.lines[line].page != page or not (line in self.running or self._is_alone(line)):
                break
            if line not in self.running:
                block.insert(0, line)
        if not number:
            return block
        above = self.tables[number - 1]
        begins = (at for at, line in enumerate(block) if line in self.known or self._crosses(above, line))
        return block[next(begins, len(block)) :]

    def _title(self, table: Table, block: Sequence[int]) -> int | None:
        """The table's title: the nearest line over the header that may head something; where a column is called the
        areas', only an area's name: places and problems may stand under it too."""
        near = [line for line in block[::-1][:_LINES_OVER] if line in self.may_head]
        if table.has_areas:
            near = [line for line in near if line in self.known and topic_area(self.stream.lines[line].text)]
        return next((line for line in near if line in self.known), near[0] if near else None)

    def _is_heading(self, table: Table, line: int) -> bool:
        """Whether the line is a heading between rows: one that is known, or that crosses the columns and has a row
        right below it."""
        if line not in self.may_head:
            return False
        if line in self.known:
            return True
        below = pieces_of(self.stream, line + 1) if line + 1 < len(self.stream.lines) else []
        return self._crosses(table, line) and len(below) > 1 and below[0].at <= table.starts[0] + 1
