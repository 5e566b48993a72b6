"""One table's text: its words in order, its columns, and the borders between words where a cell may begin."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from loaders.plan.stacked.borders import Border, blank_marks, borders_of, has_gaps, judge_of
from loaders.plan.stacked.count import counts_rows
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.flow import is_page_top
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import SPACE, Break

# How many lines before a page's end a row that it cuts may begin.
_MOST_CUT = 90
# A line so much wider than the widest line of the instruction row was read across the columns.
_ACROSS = 1.8
_FEWEST_TOLD = 4


class TableText:
    """The text of one section. A border is told by its number; the number of borders stands for the text's end. `lead`
    is the number that stands for headings among those of the columns, `measure` that of the measures' column (-1 for
    none), `counts` are the words of the stream that count the rows, `blanks` those that say that a cell is blank."""

    def __init__(self, stream: Stream, cues: Cues, section: Section, counts: frozenset[int]) -> None:
        self.stream = stream
        self.cues = cues
        self.columns: tuple[Column, ...] = section.columns
        kinds = [column.kind for column in section.columns]
        self.signature = " ".join(kinds)
        self.names = _names(section.columns)
        self.kind_index = [KINDS.index(kind) for kind in kinds]
        self.lead = len(section.columns)
        self.measure = kinds.index("measure") if "measure" in kinds else -1
        self.area_columns = [column for column, kind in enumerate(kinds) if kind == "area"]
        self.counts = counts
        self.blanks = blank_marks(stream, section.lines)
        self.count_rows = tuple(counts_rows(column.header) for column in section.columns)
        self.has_gaps = has_gaps(stream)
        self.borders: list[Border] = borders_of(stream, cues, section.lines)
        self.words = [
            index for line in section.lines for index in range(stream.lines[line].first, stream.lines[line].after)
        ]
        self.at_word = {index: place for place, index in enumerate(self.words)}
        self.border_at = {self.at_word[border.word]: at for at, border in enumerate(self.borders)}
        self.border_at[len(self.words)] = len(self.borders)
        self.judge = judge_of(stream, cues)
        # The borders that are a page's top.
        self.tops = {
            at
            for at, border in enumerate(self.borders)
            if at and border.starts_line and is_page_top(stream, self._line_before(border.word), border.line)
        }
        # The first border of each page's last lines, with the border at the page's end.
        self.cut_from = self._cut_from()
        # The breaks of the instruction row's cells, by column, and the width that no column has as far as it tells.
        self.instructed = self._instructed(section)
        self.across = self._across(section)

    def word_at(self, border: int) -> int:
        """The place among the table's words that the border stands before."""
        return self.at_word[self.borders[border].word] if border < len(self.borders) else len(self.words)

    def between(self, start: int, end: int) -> tuple[int, ...]:
        """The words (of the stream) between two borders."""
        return tuple(self.words[self.word_at(start) : self.word_at(end)])

    def key_at(self, place: int) -> str:
        """The word at a place among the table's words, as it is compared with others."""
        return self.stream.words[self.words[place]].key.strip(".,;:()")

    def opens(self, at: int) -> float:
        """What the border is worth after a cell that a page's end may have cut."""
        border = self.borders[at]
        whole = border.score
        if border.word == self.words[0]:
            return whole
        before = self.words[self.at_word[border.word] - 1]
        gap = self.stream.lines[border.line].gap > 0
        told = self.judge.wording(before, border.word, gap)
        return whole + max(0.0, self.judge.wording(None, border.word, gap) - told)

    def _line_before(self, word: int) -> int:
        return self.stream.words[self.words[self.at_word[word] - 1]].line

    def _cut_from(self) -> dict[int, int]:
        found: dict[int, int] = {}
        above = 0
        for top in sorted(self.tops):
            line = self.borders[top].line - _MOST_CUT
            found[next(at for at in range(above, top) if self.borders[at].line >= line)] = top
            above = top
        return found

    def _instructed(self, section: Section) -> list[list[Break]]:
        found: list[list[Break]] = [[] for _ in section.columns]
        for kind, lines in section.instructions:
            column = next((index for index, one in enumerate(section.columns) if one.kind == kind), None)
            if column is None:
                continue
            for above, below in itertools.pairwise(lines):
                width = self.stream.lines[above].width
                found[column].append(
                    Break(width, width + SPACE + self.stream.words[self.stream.lines[below].first].end)
                )
        return found

    def _across(self, section: Section) -> float:
        told = [self.stream.lines[line].width for _, lines in section.instructions for line in lines]
        is_told = len(section.instructions) >= _FEWEST_TOLD and self.stream.is_ocr
        return (_ACROSS * max(told, default=0) if is_told else 0.0) or float("inf")


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    """What the columns are called among the document's tables: several of one kind by their order."""
    kinds = [column.kind for column in columns]
    return tuple(f"{kind} {kinds[:number].count(kind)}" for number, kind in enumerate(kinds))
