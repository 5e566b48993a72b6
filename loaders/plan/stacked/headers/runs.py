"""Runs of header, instruction and title lines: what stands between one table's rows and the next one's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.plan.classify import is_state
from loaders.plan.stacked.count import counts_rows
from loaders.plan.stacked.headers.header_lines import HeaderLines
from loaders.plan.stacked.headers.heading_lines import LONGEST_NAME, area_name_at
from loaders.plan.stacked.headers.instruction_lines import InstructionLines
from loaders.plan.stacked.headers.instruction_rows import told_row
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.headers.signs import Signs
from loaders.plan.stacked.headers.words import settled
from loaders.plan.stacked.phrases import past_number
from loaders.plan.stacked.sections import Column, ColumnKind, LineKind
from loaders.text import collapse

# So many kinds only a whole header row names; and how many lines of the document's own may stand right over one.
_FEWEST_OF_ROW, _MOST_ABOVE = 4, 2
_TELLING = frozenset({"followup", "status", "comment"})
_MOST_HEADERS = 60
"""More in a row are no header: a column of «Klart», cell after cell."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of header, instruction and title lines: lines [first, after)."""

    first: int
    after: int
    headers: tuple[Column, ...]
    instructed: tuple[tuple[ColumnKind, tuple[int, ...]], ...]
    kinds: dict[int, LineKind]
    titles: tuple[tuple[int, str], ...]
    lent: tuple[Column, ...] = ()


def with_floors(tables: Sequence[Run]) -> list[tuple[Run, int]]:
    """The tables' headers from the top down, each with the first line that a heading over it may stand on: the one
    after the header above."""
    return list(zip(tables, [0, *(run.after for run in tables)], strict=False))


def columns_of(run: Run) -> tuple[Column, ...]:
    """The run's columns: its header's, or its instruction row's where that tells of more; the other fills in."""
    named = list(run.headers)
    told: list[ColumnKind] = [kind for kind, _ in run.instructed]
    if "followup" in told and not any(column.kind == "status" for column in named):
        # "This column is filled in at follow-up" is then the second sentence of the follow-up column.
        told = [kind for kind in told if kind != "status"]
    if len(set(told)) > len({column.kind for column in named}):
        by_kind = {column.kind: column for column in named}
        return tuple(by_kind.get(kind, Column(kind)) for kind in dict.fromkeys(told))
    return tuple(named)


class RunFinder:
    """Finds the runs of one text; `running` are the lines that run along its pages' edges."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self._stream = signs.stream
        self.headers = HeaderLines(signs)
        self.instructions = InstructionLines(signs)
        self.running = dict.fromkeys(running_lines(signs.stream))

    def runs(self) -> list[Run]:
        """All runs, in reading order."""
        found: list[Run] = []
        at = 0
        while at < len(self._stream.lines):
            run = self._run_from(at)
            if run:
                found.append(run)
                at = run.after
            else:
                at += 1
        return found

    def _run_from(self, first: int) -> Run | None:
        """The longest run of header, instruction and title lines from here; None unless it names columns."""
        kinds: dict[int, LineKind] = {}
        headers: list[Column] = []
        told: list[tuple[ColumnKind, tuple[int, ...]]] = []
        titles: list[tuple[int, str]] = []
        at = after = first
        loose: list[int] = []
        while at < len(self._stream.lines) and len(headers) <= _MOST_HEADERS:
            if kinds and at in self.running:
                if all(is_state(self._stream.lines[line].text) for line in kinds):
                    return None  # «Klar» last on a page is a cell, though columns are headed so
                kinds[at] = "title"
                at += 1
                continue
            columns, end = self.headers.at(at)
            if columns and at == first and (self._goes_on_above(first, columns) or self._heads_row(first, columns)):
                return None
            if columns:
                if not headers and self._ends_page(columns, end):
                    break
                # What counts the rows may stand higher than the headings beside it.
                counts = all(counts_rows(column.header) for column in headers)
                row, counting = self._row_below(at, columns, end, headers) if counts else (0, [])
                if row:
                    headers += counting
                    kinds.update(dict.fromkeys(range(at, row), "header" if headers else "title"))
                    at = row
                    continue
                headers += columns
                kinds.update(dict.fromkeys(range(at, end), "header"))
            else:
                end = self.instructions.told_across(at) if headers else 0
                instruction = None if end else self.instructions.at(at)
                if end:
                    kinds.update(dict.fromkeys(range(at, end), "instruction"))
                elif instruction:
                    kind, title, end = instruction
                    alone = not title and not self.instructions.tells_twice(at, end)
                    told.append((kind, tuple(range(at, end)) if alone else ()))
                    if title:
                        titles.insert(0, (at, title))
                    kinds.update(dict.fromkeys(range(at, end), "instruction"))
                else:
                    end = 0 if self.heads_cells(at) else self._title_at(at)
                    if end and (kinds or at == first):
                        text = collapse(" ".join(self._stream.lines[line].text for line in range(at, end)))
                        titles.insert(0, (at, text))
                        kinds.update(dict.fromkeys(range(at, end), "title"))
                        at = end
                        continue
                    end = told_row(self._stream, at, self.instructions.tells) if headers else 0
                    if end:
                        kinds.update(dict.fromkeys([*loose, *range(at, end)], "instruction"))
                        loose = []
                        at = after = end
                        continue
                    end = self.instructions.told_at(at) if kinds else 0
                    end = end or (self.instructions.rest_at(at) if told else 0)
                    if end:
                        kinds.update(dict.fromkeys(range(at, end), "instruction"))
                        at = end
                        continue
                    end = self.instructions.scrap_at(at) if told and len(loose) < 2 else 0
                    if not end:
                        break
                    loose += range(at, end)
                    at = end
                    continue
            kinds.update(dict.fromkeys(loose, "instruction"))
            loose = []
            at = after = end
        if not (len({column.kind for column in headers}) + len(told) >= 2 and after > first):
            return None
        asked = self._line_of(headers[-1].header, kinds) if _asks_again(headers, told) else None
        if asked is not None:
            headers.pop()
            kinds[asked] = "instruction"
        kinds = {line: kind for line, kind in kinds.items() if line < after}
        titles = [title for title in titles if title[0] < after]
        return Run(first, after, settled(headers), tuple(told), kinds, tuple(titles))

    def _line_of(self, header: str, kinds: Mapping[int, LineKind]) -> int | None:
        """The last line of headers that this one fills; None where it stands beside another or over two lines."""
        lines = self._stream.lines
        own = [line for line, kind in kinds.items() if kind == "header" and lines[line].text == header]
        return own[-1] if own else None

    def heads_cells(self, line: int) -> bool:
        """Whether the areas' header ends right over the line: what stands there is its column's first cell."""
        is_close = self.signs.blank_lines and not self._stream.is_ocr and line > 0 and not self._stream.lines[line].gap
        above = (self.headers.at(first) for first in range(max(0, line - LONGEST_NAME), line)) if is_close else ()
        return any(end == line and columns[-1].kind == "area" for columns, end in above if columns)

    def _goes_on_above(self, first: int, columns: Sequence[Column]) -> bool:
        """Whether what looks like a header of how it went is the last line of a fragment: «Uppföljning 31 oktober»
        under the document's title."""
        is_lone = len(columns) == 1 and columns[0].kind in ("followup", "status", "comment")
        above = first - 1
        is_close = (
            self.signs.blank_lines and not self._stream.is_ocr and first > 0 and not self._stream.lines[first].gap
        )
        return is_lone and is_close and above not in self.running and not self.headers.at(above)[0]

    def names_area(self, line: int) -> int:
        """The line after an area's name that begins on the line and fills its lines; 0 when there is none."""
        return area_name_at(self._stream, self.signs.areas, line, len(self._stream.lines))

    def _ends_page(self, columns: Sequence[Column], after: int) -> bool:
        """Whether a word for a header is the last cell of a page («Genomfört»): under the next page's title stands a
        whole header that has its column."""
        below = after
        while below in self.running:
            below += 1
        is_next = after < below < len(self._stream.lines)
        return is_next and _tells_nothing_new(columns, self.headers.at(below)[0])

    def _row_below(
        self, first: int, columns: Sequence[Column], after: int, counting: Sequence[Column]
    ) -> tuple[int, list[Column]]:
        """The line of the whole header row further down that the words for headers from the first line on are no part
        of, but the document's own («Uppföljning 31 oktober 2025», «Bilaga 2») or over several columns («Planering»),
        with the one of them that counts the rows; (0, []) when they are its header. `counting` stood over them."""
        lines = self._stream.lines
        for line in range(first + 1, min(first + _MOST_ABOVE, after, len(lines) - 1) + 1):
            row, end = self.headers.at(line)
            if not (row and end >= after and line + len(row) > end):
                continue
            is_apart = lines[line].gap > 0
            above = columns if line == after else columns[: len(columns) - len(row)]
            own = [] if counting else _counting(above)
            if (is_apart or not self._stream.is_ocr) and _heads_several([*counting, *above], row):
                return line, own
            if is_apart or self._is_under_few(first, line, row, columns):
                return (line, own) if _tells_nothing_new(above, settled(row)) else (0, [])
        return 0, []

    def _is_under_few(self, first: int, line: int, row: Sequence[Column], columns: Sequence[Column]) -> bool:
        """Whether the headers from the first line on are a few, none over two lines, and a row on line `line`."""
        over = columns[: len(columns) - len(row)]
        texts = [self._stream.lines[above].text for above in range(first, line)]
        is_row = 0 < 2 * len(over) <= len(row) and self.headers.at(line)[1] == line + 1
        return is_row and all(any(column.header in text for text in texts) for column in over)

    def _heads_row(self, first: int, columns: Sequence[Column]) -> bool:
        """Whether a word for a header alone on the first line is a heading over a header row («Platser»): elsewhere the
        same row stands under other words."""
        line = first + 1
        row = self.headers.at(line)[0] if line < len(self._stream.lines) else []
        named = {column.kind for column in row} - {"other"}
        is_alone = len(columns) == len(row) + 1 and self._is_under_few(first, line, row, columns)
        if len(named) < _FEWEST_OF_ROW or not is_alone:
            return False
        return len({self._said(other - 1) for other in self._lines_that_say(line) if other > 0}) > 1

    def _lines_that_say(self, line: int) -> list[int]:
        said = self._said(line)
        return [other for other in range(len(self._stream.lines)) if self._said(other) == said]

    def _said(self, line: int) -> str:
        """The line's letters, as OCR leaves them most alike."""
        own = self._stream.lines[line]
        return "".join(
            char for word in self._stream.words[own.first : own.after] for char in word.key if char.isalnum()
        )

    def _title_at(self, first: int) -> int:
        """The line after an area's name that fills its fragment (or its lines), or that a header follows, or after a
        heading labelled as an area's; 0 when there is none."""
        words, lines = self._stream.words, self._stream.lines
        reach = min(len(lines), first + LONGEST_NAME)
        start = past_number(words, lines[first].first, lines[reach - 1].after)
        for taken, _ in self.signs.areas.at(words, start, lines[reach - 1].after):
            for after in range(first + 1, reach + 1):
                ends = not self.signs.blank_lines or after == len(lines) or lines[after].gap
                if lines[after - 1].after == start + taken and (ends or self.headers.at(after)[0]):
                    return after
        return self.headers.labelled_at(first)


def _tells_nothing_new(above: Sequence[Column], row: Sequence[Column]) -> bool:
    """Whether the columns are a whole header row and those above it tell of none that it lacks. A question is a header
    of its own, whatever it asks."""
    if _ask(above):
        return False
    return _is_row(row) and {column.kind for column in above} <= {*(column.kind for column in row), "other"}


def _heads_several(above: Sequence[Column], row: Sequence[Column]) -> bool:
    """Whether the columns over a whole header row are headings over several of its columns («Planering», «Uppföljning
    2024-11-05»): how it went is no plan's first column. One that counts the rows may stand beside them, as high as
    both lines."""
    counting = _counting(above)
    kinds = {column.kind for column in above[len(counting) :]}
    if _ask(above) or not kinds:
        return False
    is_telling = bool(kinds & _TELLING) or bool(counting)
    return _is_row(row) and is_telling and kinds <= {*_TELLING, "other", *(one.kind for one in row)}


def _asks_again(headers: Sequence[Column], told: Sequence[tuple[ColumnKind, tuple[int, ...]]]) -> bool:
    """Whether the last of the headers begins the instruction row: it asks for what the first one names («Mål» … «Vad
    vill vi uppnå?»), none of the others asks, and what is told next is for the second one's column."""
    *others, last = headers or [Column("other")]
    asks = _is_row(others) and _ask([last]) and not _ask(others) and last.kind == others[0].kind
    return asks and bool(told) and told[0][0] == others[1].kind


def _counting(above: Sequence[Column]) -> list[Column]:
    """The column that counts the rows, where it stands first among those over a row."""
    return [column for column in above[:1] if counts_rows(column.header)]


def _ask(columns: Sequence[Column]) -> bool:
    return any(column.header.endswith("?") for column in columns)


def _is_row(columns: Sequence[Column]) -> bool:
    return len({column.kind for column in columns if column.kind != "other"}) >= _FEWEST_OF_ROW
