"""What stands above a page's end of the row that it cuts, and the ways that row may go on at the next page's top."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

from loaders.plan.stacked.borders import new_row_cost
from loaders.plan.stacked.flow import is_page_top
from loaders.plan.stacked.in_order.learnt import Learnt
from loaders.plan.stacked.in_order.rest import Begun, Page, Piece, Rests, Way
from loaders.plan.stacked.in_order.steps import Steps, is_new_row
from loaders.plan.stacked.in_order.stretches import Stretch
from loaders.plan.stacked.in_order.table_text import TableText
from loaders.plan.stacked.log_sum import NEVER
from loaders.plan.stacked.text import Line

# What it costs that a row goes on over a page's end otherwise than by the rests of its cells.
_OVER_PAGE = -4.0
# More lines than these went for another reason than that they held but the rest of a word.
_MOST_GONE = 3


def over_page(text: TableText, start: int, learnt: Learnt) -> float:
    """What it is worth that a row goes on past the border, which may be a page's top."""
    return _OVER_PAGE if learnt.is_page_set and start in text.tops else 0.0


def new_row_at(
    text: TableText,
    start: int,
    before: Sequence[Sequence[float]],
    steps: Steps,
    combine: Callable[[float, float], float],
) -> list[float]:
    """The score of all before when a row begins at the border, for each first column: `before` is what the ways to each
    border score by their last column, and `combine` puts those of several together."""
    inside, begin, _ = steps
    if start == 0:
        return list(begin)
    border = text.borders[start]
    worth = border.score + new_row_cost(border)
    found = [NEVER] * text.lead
    for last in range(text.lead + 1):
        if before[start][last] > NEVER / 2:
            for to in range(text.lead):
                if is_new_row(last, to, text.lead):
                    found[to] = combine(found[to], before[start][last] + inside[last][to] + worth)
    return found


def rests_at(text: TableText, top: int, above: Mapping[int, Begun], learnt: Learnt) -> Rests:
    """The ways to go on at a page's top with a row of which the columns show that much above it."""
    page = Page(
        text.stream,
        text.cues,
        text.judge,
        text.words,
        text.word_at(top),
        text.kind_index,
        learnt.widths,
        learnt.votes,
        text.measure,
        text.counts,
    )
    return Rests(page, above, learnt)


def words_of(text: TableText, one: Stretch | Piece) -> tuple[int, ...]:
    """The stream's words of a cell or of its rest."""
    if isinstance(one, Piece):
        return tuple(text.words[one.first : one.after])
    return text.between(one.start, one.end)


def last_row(text: TableText, way: Sequence[tuple[Stretch | Way, int]]) -> dict[int, Begun]:
    """What the columns show of the way's last row, which a page's end may have cut."""
    told: list[tuple[tuple[int, ...], int | None, bool]] = []
    before = text.lead
    for one, column in way:
        if isinstance(one, Way):
            told += [(text.between(start, end), of, at == 0) for at, (start, end, of) in enumerate(one.cells)]
            told += [(words_of(text, piece), of, False) for piece, of in one.pieces]
            before = text.lead
        else:
            place = column if column < text.lead else None
            told.append((words_of(text, one), place, is_new_row(before, column, text.lead)))
            before = column
    return _begun(text, told)


def _begun(text: TableText, told: Sequence[tuple[tuple[int, ...], int | None, bool]]) -> dict[int, Begun]:
    """What the columns show of the last row of these cells (each with its words, its column and whether it begins a
    row), and of the cells that it may share with rows above."""
    found: dict[int, Begun] = {}
    below, heights, own = 0, 0, True
    row: dict[int, tuple[int, ...]] = {}
    for words, column, is_new in reversed(told):
        if column is None:
            break
        row[column] = words + row.get(column, ())
        heights = max(heights, _height(text, row[column]))
        if not is_new:
            continue
        for of, cell in row.items():
            if of not in found and (own or of < text.measure):
                shorter = below + heights - _height(text, cell)
                found[of] = Begun(cell, shorter, own, _ends_line(text, cell[-1]))
        below, heights, own, row = below + heights, 0, False, {}
    return found


def _ends_line(text: TableText, word: int) -> bool:
    return text.stream.lines[text.stream.words[word].line].after == word + 1


def _height(text: TableText, words: Sequence[int]) -> int:
    """On how many lines the words stand on the page they end on, with those that held but the rest of a word."""
    lines = text.stream.lines
    at = text.stream.words[words[-1]].line
    height = 1 + (_gone(lines[at], lines[at + 1]) if at + 1 < len(lines) else 0)
    for above, line in itertools.pairwise(reversed(list(dict.fromkeys(text.stream.words[i].line for i in words)))):
        if is_page_top(text.stream, line, above):
            break
        height += 1 + _gone(lines[line], lines[above])
    return height


def _gone(above: Line, below: Line) -> int:
    """How many lines of the source between the two are gone, and were not blank."""
    gone = below.number - above.number - 1 - below.gap
    return gone if gone < _MOST_GONE else 0
