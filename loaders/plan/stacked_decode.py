"""Which column each stretch of stacked text stands in: a semi-Markov model, decoded with Viterbi.

A table read cell by cell gives each row's columns from left to right; a step back to the left begins a new row. A cell
scores by its wording (stacked_cues), by how its lines fit the column's width (stacked_widths), by what the same text
was in other rows, and by known cells of another document. Skipping a blank column costs what the table's other rows
say. Widths, blanks and repeated texts are learnt from the table itself: decode, count, decode again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.plan.stacked_borders import Border, borders_of, new_row_cost
from loaders.plan.stacked_cues import KINDS, Cues
from loaders.plan.stacked_headers import Column, ColumnKind, Section
from loaders.plan.stacked_text import Stream
from loaders.plan.stacked_widths import SPACE, Break, Width, width_of_breaks

_MOST_LINES, _MOST_GAPS = 70, 3
_ROUNDS = 4
_NEVER = -1e9
# How often each column is blank before the document has said anything.
_BLANK = {"area": 0.5, "subarea": 0.5, "cause": 0.35, "measure": 0.03, "goal": 0.15, "when": 0.15, "who": 0.15,
          "followup": 0.12, "status": 0.15, "comment": 0.6, "other": 0.5}  # fmt: skip
_BLANK_TRUST = 6.0
_TWIN_REACH = 80
_ROW_COST = -1.0

Known = Callable[[int, int], Mapping[ColumnKind, float]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One decoded cell: the stream's `words` in column number `column`; `new_row` when it begins a row; `sure` is how
    likely it is that just these words are a cell of just this column."""

    words: tuple[int, ...]
    column: int
    new_row: bool
    sure: float


@dataclass(slots=True)
class _Segment:
    """A stretch that may be a cell: from border `start` to border `end`."""

    start: int
    end: int
    base: tuple[float, ...]
    breaks: tuple[Break, ...]
    last_width: int
    key: int
    length: int


@dataclass(slots=True)
class _Learnt:
    """What the document itself has taught: widths and blanks by table, columns by text."""

    widths: dict[int, list[Width | None]] = field(default_factory=dict)
    blank: dict[int, list[float]] = field(default_factory=dict)
    texts: dict[int, Counter[ColumnKind]] = field(default_factory=dict)


def decode(stream: Stream, cues: Cues, sections: Sequence[Section], known: Known | None = None) -> list[list[Cell]]:
    """The cells of each section in reading order."""
    tables = [_Table(stream, cues, section, known) for section in sections]
    learnt = _Learnt()
    for number, table in enumerate(tables):
        learnt.widths[number] = table.instructed_widths()
        learnt.blank[number] = [_BLANK[column.kind] for column in table.columns]
    for _ in range(_ROUNDS):
        paths = [table.path(number, learnt) for number, table in enumerate(tables)]
        learnt = _learn(tables, paths)
    return [table.cells(number, learnt) for number, table in enumerate(tables)]


def _learn(tables: Sequence[_Table], paths: Sequence[list[tuple[_Segment, int]]]) -> _Learnt:
    """Widths, blanks and texts counted over the decoded tables; like tables lend each other what one lacks."""
    learnt = _Learnt()
    breaks: dict[tuple[str, int], list[Break]] = defaultdict(list)
    for number, (table, path) in enumerate(zip(tables, paths, strict=True)):
        for segment, column in path:
            breaks[(str(number), column)].extend(segment.breaks)
            breaks[(table.signature, column)].extend(segment.breaks)
            learnt.texts.setdefault(segment.key, Counter())[table.columns[column].kind] += 1
    for number, (table, path) in enumerate(zip(tables, paths, strict=True)):
        widths = []
        for column in range(len(table.columns)):
            own = width_of_breaks(breaks[(str(number), column)] + table.instructed[column])
            shared = width_of_breaks(breaks[(table.signature, column)])
            few = len(breaks[(str(number), column)]) < 6
            widths.append(shared if own is None or (few and shared is not None and shared.fits > own.fits) else own)
        learnt.widths[number] = widths
        rows = 1 + sum(column <= before for (_, before), (_, column) in zip(path, path[1:], strict=False))
        filled = Counter(column for _, column in path)
        learnt.blank[number] = [
            min(0.97, max(0.02, (rows - filled[index] + _BLANK_TRUST * _BLANK[column.kind]) / (rows + _BLANK_TRUST)))
            for index, column in enumerate(table.columns)
        ]
    return learnt


class _Table:
    """One section with its borders and all stretches that may be cells."""

    def __init__(self, stream: Stream, cues: Cues, section: Section, known: Known | None) -> None:
        self.stream = stream
        self.cues = cues
        self.columns: tuple[Column, ...] = section.columns
        self.signature = " ".join(column.kind for column in section.columns)
        self.kind_index = [KINDS.index(column.kind) for column in section.columns]
        self.known = known
        self.lines = section.lines
        self.borders: list[Border] = borders_of(stream, cues, section.lines)
        self.words = [index for line in section.lines for index in range(stream.lines[line].first, stream.lines[line].after)]
        self.at_word = {index: place for place, index in enumerate(self.words)}
        self.segments: list[list[_Segment]] = self._all_segments()
        self.twins = self._twins()
        self.instructed = self._instructed(section)

    # --- what may be a cell --------------------------------------------------------------------------------------

    def _all_segments(self) -> list[list[_Segment]]:
        return [self._from(start) for start in range(len(self.borders))]

    def _from(self, start: int) -> list[_Segment]:
        """All stretches that may be a cell and begin at this border."""
        borders, words, lines = self.borders, self.stream.words, self.stream.lines
        first = borders[start].word
        place = self.at_word[first]
        mask = 0
        found: list[_Segment] = []
        breaks: list[Break] = []
        passing, key, gaps, count = 0.0, 0, 0, 0
        line = borders[start].line
        left = words[first].start
        line_count = 1
        nxt = start + 1
        while place < len(self.words):
            index = self.words[place]
            if words[index].line != line:
                gap = nxt < len(borders) and borders[nxt].word == index and borders[nxt].gap
                if nxt < len(borders) and borders[nxt].word == index:
                    passing += borders[nxt].passing
                    gaps += gap
                    nxt += 1
                line_count += 1
                if gaps > _MOST_GAPS or line_count > _MOST_LINES:
                    break
                width = words[index - 1].end - left if words[index - 1].line == line else lines[line].width
                if not gap:
                    breaks.append(Break(width, width + SPACE + words[index].end))
                line, left = words[index].line, 0
            elif nxt < len(borders) and borders[nxt].word == index:
                nxt += 1
            mask |= self.cues.any[index]
            key = hash((key, words[index].key.strip(".,;:-")))
            count += 1
            place += 1
            if place == len(self.words) or (nxt < len(borders) and borders[nxt].word == self.words[place]):
                end = nxt if place < len(self.words) else len(borders)
                whole = mask | self.cues.start_mask(first, index + 1) | self.cues.end_mask(first, index + 1)
                scores = self.cues.scores(whole, count)
                hints = self.known(first, index + 1) if self.known else {}
                base = tuple(
                    scores[kind] + passing + hints.get(column.kind, 0.0)
                    for kind, column in zip(self.kind_index, self.columns, strict=True)
                )
                found.append(_Segment(start, end, base, tuple(breaks), words[index].end - left, key, count))
        return found

    def _twins(self) -> dict[tuple[int, int], tuple[bool, bool]]:
        """Stretches whose text stands again right after (or before) them: follow-up and status are often copies."""
        kinds = {column.kind for column in self.columns}
        if not {"followup", "status"} <= kinds:
            return {}
        by_key: dict[int, list[_Segment]] = defaultdict(list)
        for segments in self.segments:
            for segment in segments:
                if segment.length <= 60:
                    by_key[segment.key].append(segment)
        found: dict[tuple[int, int], tuple[bool, bool]] = {}
        for alike in by_key.values():
            for one, other in zip(alike, alike[1:], strict=False):
                if self._word_after(one) <= self._word_at(other.start) <= self._word_after(one) + _TWIN_REACH:
                    before = found.get((one.start, one.end), (False, False))
                    found[(one.start, one.end)] = (True, before[1])
                    before = found.get((other.start, other.end), (False, False))
                    found[(other.start, other.end)] = (before[0], True)
        return found

    def _word_at(self, border: int) -> int:
        return self.at_word[self.borders[border].word] if border < len(self.borders) else len(self.words)

    def _word_after(self, segment: _Segment) -> int:
        return self._word_at(segment.end)

    def _instructed(self, section: Section) -> list[list[Break]]:
        """The breaks of the instruction row's cells, by column."""
        found: list[list[Break]] = [[] for _ in section.columns]
        for kind, lines in section.instructions:
            column = next((index for index, one in enumerate(section.columns) if one.kind == kind), None)
            if column is None:
                continue
            for above, below in zip(lines, lines[1:], strict=False):
                width = self.stream.lines[above].width
                found[column].append(Break(width, width + SPACE + self.stream.words[self.stream.lines[below].first].end))
        return found

    def instructed_widths(self) -> list[Width | None]:
        return [width_of_breaks(breaks) for breaks in self.instructed]

    # --- scores ----------------------------------------------------------------------------------------------------

    def _scores(self, segment: _Segment, number: int, learnt: _Learnt) -> list[float]:
        """What the stretch scores as a cell of each column."""
        scores = list(segment.base)
        for column, width in enumerate(learnt.widths[number]):
            if width is not None:
                scores[column] += width.of_last(segment.last_width)
                for one in segment.breaks:
                    scores[column] += width.of_break(one)
            else:
                scores[column] -= 0.3 * len(segment.breaks)
        seen = learnt.texts.get(segment.key)
        if seen and segment.length >= 2:
            total = sum(seen.values())
            if total >= 2:
                for column, one in enumerate(self.columns):
                    share = (seen[one.kind] + 0.2) / (total + 1)
                    scores[column] += min(2.0, 0.7 * math.log(share * len(self.columns)))
        twin = self.twins.get((segment.start, segment.end))
        if twin:
            worth = min(3.5, 1.0 + 0.35 * segment.length)
            for column, one in enumerate(self.columns):
                if twin[0] and one.kind == "followup":
                    scores[column] += worth
                if twin[1] and one.kind == "status":
                    scores[column] += worth
        return scores

    def _steps(self, number: int, learnt: _Learnt) -> tuple[list[list[float]], list[float], list[float]]:
        """Log-likelihoods of going from column to column, of a first column, and of ending after a column."""
        blank = [math.log(share) for share in learnt.blank[number]]
        filled = [math.log(1 - share) for share in learnt.blank[number]]
        many = len(self.columns)
        begin = [sum(blank[:to]) + filled[to] for to in range(many)]
        finish = [sum(blank[last + 1 :]) for last in range(many)]
        steps = [
            [
                sum(blank[last + 1 : to]) + filled[to] if to > last else finish[last] + begin[to] + _ROW_COST
                for to in range(many)
            ]
            for last in range(many)
        ]
        return steps, begin, finish

    # --- decoding --------------------------------------------------------------------------------------------------

    def path(self, number: int, learnt: _Learnt) -> list[tuple[_Segment, int]]:
        """The best way through the section: its cells with their columns."""
        many, ends = len(self.columns), len(self.borders)
        if not ends or not many:
            return []
        steps, begin, finish = self._steps(number, learnt)
        best = [[_NEVER] * many for _ in range(ends + 1)]
        back: list[list[tuple[_Segment, int] | None]] = [[None] * many for _ in range(ends + 1)]
        for start in range(ends):
            enter, source = self._enter(start, best, steps, begin)
            if max(enter) <= _NEVER / 2:
                continue
            for segment in self.segments[start]:
                scores = self._scores(segment, number, learnt)
                at = best[segment.end]
                for column in range(many):
                    score = enter[column] + scores[column]
                    if score > at[column]:
                        at[column] = score
                        back[segment.end][column] = (segment, source[column])
        column = max(range(many), key=lambda last: best[ends][last] + finish[last])
        found: list[tuple[_Segment, int]] = []
        at_border = ends
        while at_border > 0:
            step = back[at_border][column]
            if step is None:
                break
            found.append((step[0], column))
            at_border, column = step[0].start, step[1]
        return found[::-1]

    def _enter(
        self, start: int, best: list[list[float]], steps: list[list[float]], begin: list[float]
    ) -> tuple[list[float], list[int]]:
        """The best score of beginning a cell of each column at this border, and the column before it."""
        many = len(self.columns)
        if start == 0:
            return list(begin), [0] * many
        border = self.borders[start]
        row = new_row_cost(border)
        enter, source = [_NEVER] * many, [0] * many
        for last in range(many):
            if best[start][last] <= _NEVER / 2:
                continue
            for to in range(many):
                score = best[start][last] + steps[last][to] + border.score + (row if to <= last else 0.0)
                if score > enter[to]:
                    enter[to], source[to] = score, last
        return enter, source

    def cells(self, number: int, learnt: _Learnt) -> list[Cell]:
        """The best way through the section with how sure each cell is (forward and backward sums)."""
        path = self.path(number, learnt)
        if not path:
            return []
        many, ends = len(self.columns), len(self.borders)
        steps, begin, finish = self._steps(number, learnt)
        scored = [[(one, self._scores(one, number, learnt)) for one in segments] for segments in self.segments]
        ahead = [[_NEVER] * many for _ in range(ends + 1)]
        enters: list[list[float]] = []
        for start in range(ends):
            enter = self._sum_enter(start, ahead, steps, begin)
            enters.append(enter)
            for segment, scores in scored[start]:
                for column in range(many):
                    ahead[segment.end][column] = _add(ahead[segment.end][column], enter[column] + scores[column])
        behind = [[_NEVER] * many for _ in range(ends + 1)]
        behind[ends] = list(finish)
        for start in range(ends - 1, 0, -1):
            border, row = self.borders[start], new_row_cost(self.borders[start])
            onward = [_NEVER] * many
            for segment, scores in scored[start]:
                for column in range(many):
                    onward[column] = _add(onward[column], scores[column] + behind[segment.end][column])
            for last in range(many):
                total = _NEVER
                for to in range(many):
                    total = _add(total, steps[last][to] + border.score + (row if to <= last else 0.0) + onward[to])
                behind[start][last] = total
        whole = _NEVER
        for last in range(many):
            whole = _add(whole, ahead[ends][last] + finish[last])
        found: list[Cell] = []
        before = many
        for segment, column in path:
            score = enters[segment.start][column] + self._scores(segment, number, learnt)[column]
            sure = math.exp(min(0.0, score + behind[segment.end][column] - whole))
            words = tuple(self.words[self._word_at(segment.start) : self._word_after(segment)])
            found.append(Cell(words, column, column <= before, sure))
            before = column
        return found

    def _sum_enter(
        self, start: int, ahead: list[list[float]], steps: list[list[float]], begin: list[float]
    ) -> list[float]:
        many = len(self.columns)
        if start == 0:
            return list(begin)
        border, row = self.borders[start], new_row_cost(self.borders[start])
        enter = [_NEVER] * many
        for last in range(many):
            if ahead[start][last] > _NEVER / 2:
                for to in range(many):
                    enter[to] = _add(
                        enter[to], ahead[start][last] + steps[last][to] + border.score + (row if to <= last else 0.0)
                    )
        return enter


def _add(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    low, high = (one, other) if one < other else (other, one)
    return high if low < high - 30 else high + math.log1p(math.exp(low - high))
