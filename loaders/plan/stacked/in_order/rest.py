"""What a page's end cut off a row: its cells' rests, which stand at the next page's top in the order of the columns.

A row that does not fit a page goes on over the end: under the next page's header comes a second pass over the columns,
with a piece of each cell that was not done. Each piece is weighed as the rest of what its column showed above: how the
two read as one cell, whether the first one's last line was full, whether a sentence or a list goes on, and whether the
cell had as many lines above as any of its row (one with fewer had room to end there). A row begins after the last
piece; beside it, where the cell is one that several rows share.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from loaders.plan.stacked.borders import Judge
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.flow import Breaks, Said, is_page_top
from loaders.plan.stacked.log_sum import NEVER, add_logs
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.widths import SPACE, Break, Width

_MOST_LINES = 40
# A piece; one that begins beside another (with a small letter); a cell that stands
# wholly on the next page; the rest of a cell that rows above share.
_PIECE, _BESIDE, _BESIDE_LOWER, _MOVED, _SHARED = -0.7, -0.4, -2.5, -3.0, -1.0
# A piece, or the row after the last one, that begins with a number of a list, where it goes on with no list.
_NUMBERED, _ROW_NUMBERED, _MOST_ITEMS = 3.0, -3.0, 20
# The rest of a cell of a column whose cells take one line each; a word that counts the rows, within a piece.
_NEVER_WRAPS, _COUNTS = -2.0, -6.0
# A piece, with which its cell ends, that ends with a word that no cell ends with.
_UNFINISHED = -4.0
# By how many lines a cell was shorter than its row's longest above the page's end: it had room to end there.
_SHORTER, _MAY_BE_SHARED = (0.0, -2.0, -4.0), -3.0
_MOST_OF_WORDING = 5.0
_UNKNOWN_BREAK = -0.3


@dataclass(frozen=True, slots=True)
class Begun:
    """What a column of the cut row shows above the page's end: its `words` (of the stream), by how many lines it is
    shorter than the row (all rows since it began), whether the cell is the row's `own` or one that rows above share
    with it, and whether a line ends after them."""

    words: tuple[int, ...]
    shorter: int = 0
    own: bool = True
    at_line_end: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The rest of a cell: words [first, after) of the table's, and what its line breaks say."""

    first: int
    after: int
    one_line: bool
    ends_line: bool
    spaced: tuple[int, int]
    space_at_end: bool | None
    said: Said | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way that the row ends: its pieces with their columns, the word of the table after them, the score. Set where
    it is taken: the row's own cells above the page's end, as (first border, border after, column)."""

    pieces: tuple[tuple[Piece, int], ...]
    after: int
    score: float
    cells: tuple[tuple[int, int, int], ...] = ()


class Worth(Protocol):
    """What line breaks are worth, as the document has taught."""

    def inside(self, segment: Piece) -> float: ...
    def next_in_row(self, segment: Piece) -> float: ...
    def next_row(self, segment: Piece) -> float: ...
    def wraps(self, spaced: bool) -> float: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Where a row may go on: the table's words from `first` (a page's top) on, its columns as numbers of the cues'
    kinds, their widths, what words say of their columns by their other places (sums up to each word), the column of
    the measures (-1 for none), and the words that count the rows."""

    stream: Stream
    cues: Cues
    judge: Judge
    words: Sequence[int]
    first: int
    kinds: Sequence[int]
    widths: Sequence[Width | None]
    votes: Sequence[Sequence[float]] | None
    measure: int
    counts: Container[int] = ()


@dataclass(slots=True)
class _Step:
    piece: Piece
    column: int
    score: float


class Rests:
    """All ways the cut row may go on at a page's top and end there."""

    def __init__(self, page: Page, begun: Mapping[int, Begun], worth: Worth) -> None:
        self._page = page
        self._begun = begun
        self._worth = worth
        self._masks = {column: self._mask(one.words) for column, one in begun.items()}
        self._bases = {column: self._base(column, one.words) for column, one in begun.items()}
        self._many = len(page.kinds)
        # By the word that comes next and the last column: the best and the summed score when the row goes on there.
        self._best: dict[int, list[float]] = {}
        self._sums: dict[int, list[float]] = {}
        # The same of all columns up to one, once the walk has come to the word.
        self._before: dict[int, list[tuple[float, float]]] = {}
        self._back: dict[tuple[int, int], _Step] = {}
        self._steps: list[_Step] = []
        self._walk()

    @cached_property
    def ways(self) -> list[tuple[Way, float]]:
        """The best way to each place that the row may end at, for each last column (that of the way's last piece),
        with the score of all such ways summed up."""
        best: dict[tuple[int, int], tuple[float, _Step]] = {}
        sums: dict[tuple[int, int], float] = {}
        for step in self._steps:
            at = (step.piece.after, step.column)
            end = self._row_after(step.piece)
            enter, total = self._entered(step)
            score = enter + step.score + end
            sums[at] = add_logs(sums.get(at, NEVER), total + step.score + end)
            if at not in best or score > best[at][0]:
                best[at] = (score, step)
        return [(Way(self._pieces(step), at[0], score), sums[at]) for at, (score, step) in best.items()]

    def sure(self, way: Way, onward: Callable[[int, int], float], whole: float) -> list[float]:
        """How likely each piece of the way is just what it was taken for: `onward` is the summed score of all that
        follows when the row ends before a word of the table, after a column; `whole` that of everything, less that of
        what comes before the page."""
        behind: dict[tuple[int, int], float] = {}
        for step in reversed(self._steps):
            at = (step.piece.after, step.column)
            end = self._row_after(step.piece) + onward(*at)
            on = behind.get(at, NEVER) + self._worth.next_in_row(step.piece)
            total = step.score + add_logs(end, on)
            for column in range(-1, step.column):
                key = (step.piece.first, column)
                behind[key] = add_logs(behind.get(key, NEVER), total)
        found = []
        steps = {(step.piece.first, step.piece.after, step.column): step for step in self._steps}
        for piece, column in way.pieces:
            step = steps[(piece.first, piece.after, column)]
            at = (piece.after, column)
            end = self._row_after(piece) + onward(*at)
            on = behind.get(at, NEVER) + self._worth.next_in_row(piece)
            likely = self._entered(step)[1] + step.score + add_logs(end, on) - whole
            found.append(math.exp(min(0.0, likely)))
        return found

    def _row_after(self, piece: Piece) -> float:
        """What it is worth that a row begins after the piece."""
        page, score = self._page, self._worth.next_row(piece)
        number = page.cues.numbered[page.words[piece.after]] if piece.after < len(page.words) else None
        return score + (_ROW_NUMBERED if 1 < (number or 1) < _MOST_ITEMS else 0.0)

    def _entered(self, step: _Step) -> tuple[float, float]:
        """The best and the summed score of all that comes before the step."""
        return self._before[step.piece.first][step.column]

    def _pieces(self, step: _Step) -> tuple[tuple[Piece, int], ...]:
        found = [(step.piece, step.column)]
        while step.piece.first > self._page.first:
            scores = self._best[step.piece.first][: step.column + 1]
            last = max(range(len(scores)), key=scores.__getitem__) - 1
            step = self._back[(step.piece.first, last)]
            found.append((step.piece, step.column))
        return tuple(found[::-1])

    # --- the walk over the columns ---------------------------------------------------------------------------------

    def _walk(self) -> None:
        """Every piece from every place that a piece may begin at, from the page's top on. The lists hold the place
        before the first column at 0."""
        first = self._page.first
        self._best[first] = [0.0] + [NEVER] * self._many
        self._sums[first] = [0.0] + [NEVER] * self._many
        places = [first]
        while places:
            place = min(places)
            places.remove(place)
            self._before[place] = _so_far(self._best[place], self._sums[place])
            leftmost = next(column for column, score in enumerate(self._best[place]) if score > NEVER / 2)
            for piece, scores in self._from(place, leftmost):
                on = self._worth.next_in_row(piece)
                for column, score in scores.items():
                    step = _Step(piece, column, score)
                    enter, total = self._entered(step)
                    if enter <= NEVER / 2:
                        continue
                    self._steps.append(step)
                    if piece.after not in self._best:
                        self._best[piece.after] = [NEVER] * (self._many + 1)
                        self._sums[piece.after] = [NEVER] * (self._many + 1)
                        if self._may_go_on(piece.after):
                            places.append(piece.after)
                    best, sums = self._best[piece.after], self._sums[piece.after]
                    if enter + score + on > best[column + 1]:
                        best[column + 1] = enter + score + on
                        self._back[(piece.after, column)] = step
                    sums[column + 1] = add_logs(sums[column + 1], total + score + on)

    def _may_go_on(self, place: int) -> bool:
        page = self._page
        return place < len(page.words) and self._line(place) < self._line(page.first) + _MOST_LINES

    def _line(self, place: int) -> int:
        return self._page.stream.words[self._page.words[place]].line

    def _from(self, first: int, leftmost: int) -> list[tuple[Piece, dict[int, float]]]:
        """The pieces that begin at a word of the table, with what each scores in each column from the leftmost on."""
        page, stream = self._page, self._page.stream
        at = page.words[first]
        line = stream.words[at].line
        starts_line = stream.lines[line].first == at
        breaks = Breaks(stream, line, starts_line)
        starts = {column: self._start(column, at, starts_line) for column in range(leftmost, self._many)}
        columns = [column for column, score in starts.items() if score > NEVER / 2]
        fits = dict.fromkeys(columns, 0.0)
        found: list[tuple[Piece, dict[int, float]]] = []
        lines, spaced, left, mask, counting = 1, 0, stream.words[at].start, 0, 0
        for place in range(first, len(page.words)):
            index = page.words[place]
            word = stream.words[index]
            if word.line != line:
                if is_page_top(stream, line, word.line) or word.line >= self._line(page.first) + _MOST_LINES:
                    break
                width = stream.lines[line].width - left
                for column in columns:
                    of = page.widths[column]
                    fits[column] += of.of_break(Break(width, width + SPACE + word.end)) if of else _UNKNOWN_BREAK
                spaced += stream.lines[line].spaced
                breaks.go_on(word.line)
                lines, line, left = lines + 1, word.line, 0
            mask |= page.cues.any[index]
            counting += index in page.counts
            after = page.words[place + 1] if place + 1 < len(page.words) else None
            ends_line = after is None or stream.words[after].line != line
            if lines > 1 and not ends_line:
                continue
            below = stream.words[after].line if after is not None and ends_line else None
            piece = Piece(
                first, place + 1, lines == 1, ends_line, (lines - 1 - spaced, spaced),
                stream.lines[line].spaced if ends_line else None, breaks.end_before(below) if stream.flows else None,
            )  # fmt: skip
            inside = self._worth.inside(piece) + _COUNTS * counting
            last = word.end - left
            inside += _UNFINISHED if page.judge.is_unfinished(index) else 0.0
            ends = page.cues.end_mask(at, index + 1)
            whole = mask | page.cues.start_mask(at, index + 1) | ends
            scores = {}
            for column in columns:
                of = page.widths[column]
                score = starts[column] + fits[column] + inside + (of.of_last(last) if of else 0.0)
                if page.votes:
                    score += page.votes[place + 1][column] - page.votes[first][column]
                begun = self._begun.get(column)
                if begun:
                    joined = self._masks[column] | mask | (ends & page.cues.stops)
                    wording = page.cues.scores(joined, len(begun.words) + place + 1 - first)
                else:
                    wording = page.cues.scores(whole, place + 1 - first)
                scores[column] = score + wording[page.kinds[column]] - self._bases.get(column, 0.0)
            found.append((piece, scores))
        return found

    def _start(self, column: int, at: int, starts_line: bool) -> float:
        """What it is worth that a piece of the column begins there."""
        page, stream = self._page, self._page.stream
        is_lower = stream.words[at].text[:1].islower()
        score = _PIECE + (0.0 if starts_line else _BESIDE_LOWER if is_lower else _BESIDE)
        begun = self._begun.get(column)
        if begun is None:
            return score + _MOVED
        if not begun.own and column >= page.measure:
            return NEVER
        shorter = (*_SHORTER, NEVER)[min(begun.shorter, len(_SHORTER))]
        if begun.own and column < page.measure:
            # Several rows may share the cell: its lines are no measure of this one.
            shorter = max(shorter, _MAY_BE_SHARED)
        score += shorter + (0.0 if begun.own else _SHARED)
        border = page.judge.wording(begun.words[-1], at, False)
        if (page.cues.numbered[at] or _MOST_ITEMS) < _MOST_ITEMS and not self._is_listed(begun.words):
            border = _NUMBERED
        score -= max(-_MOST_OF_WORDING, min(_MOST_OF_WORDING, border))
        score += (
            self._worth.wraps(stream.lines[stream.words[begun.words[-1]].line].spaced) if begun.at_line_end else 0.0
        )
        of = page.widths[column]
        score += 0.0 if of else _NEVER_WRAPS
        if of is not None:
            last = stream.words[begun.words[-1]]
            start = next(stream.words[index].start for index in begun.words if stream.words[index].line == last.line)
            width, word = last.end - start, stream.words[at]
            score += of.of_break(Break(width, width + SPACE + word.end - word.start)) - of.of_last(width)
        return score

    def _is_listed(self, words: Sequence[int]) -> bool:
        """Whether the words are a numbered list, and not one of many cells that are numbered."""
        return any(self._page.cues.numbered[index] == 1 for index in words)

    def _mask(self, words: Sequence[int]) -> int:
        """What the words show as the beginning of a cell."""
        cues = self._page.cues
        mask = cues.start_mask(words[0], words[0] + min(2, len(words)))
        for index in words:
            mask |= cues.any[index]
        return mask

    def _base(self, column: int, words: Sequence[int]) -> float:
        """What the words score as a whole cell of the column."""
        cues = self._page.cues
        is_one = words[-1] - words[0] + 1 == len(words)
        ends = cues.end_mask(words[0], words[-1] + 1) if is_one else cues.end_mask(words[-1], words[-1] + 1)
        return cues.scores(self._masks[column] | ends, len(words))[self._page.kinds[column]]


def _so_far(best: Sequence[float], sums: Sequence[float]) -> list[tuple[float, float]]:
    """The best of the scores and the summed ones, of each place and all before it."""
    total = NEVER
    totals = [total := add_logs(total, score) for score in sums]
    return list(zip(accumulate(best, max), totals, strict=True))
