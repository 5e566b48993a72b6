"""What decoded tables teach for the next round: widths, steps, blanks and repeated texts, counted over their cells.

Like tables (those with the same columns) lend each other what one of them lacks.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.plan.stacked.flow import SILENT, Spaces, scores_of, spaces_of
from loaders.plan.stacked.in_order.learnt import FEW_BREAKS, Learnt, beside_at_first
from loaders.plan.stacked.in_order.steps import Steps, is_new_row, leaps_in, steps_of, with_leaps
from loaders.plan.stacked.in_order.stretches import OWN_NAME, Path
from loaders.plan.stacked.in_order.table_text import TableText
from loaders.plan.stacked.widths import Break, Width, width_of_breaks

# How much a word says by the columns it stands in elsewhere in the document, how many of its places the even share
# counts as, and the most that one word may say. Less where blocks stand in any order: there more of them are misplaced.
_VOTE, _VOTE_IN_BLOCKS, _VOTE_TRUST, _MOST_OF_WORD = 0.35, 0.2, 2.0, 1.5

# How many cells the usual share of those that the next one stands beside counts as, and the share's bounds.
_BESIDE_TRUST, _SELDOM_BESIDE = 4.0, 0.03

# What a cell's being no area, a topic or an area's own name says in the column of areas where that holds their names:
# how many and how large a share of its cells must begin with one.
_BY_NAME = (-8.0, 0.0, 2.0)
_FEWEST_NAMED, _MOST_NAMED = 3, 0.6


def taught(texts: Sequence[TableText], paths: Sequence[Path], learnt: Sequence[Learnt]) -> list[Learnt]:
    """What is known of each table after a round, `paths` being the best ways through them with what had been `learnt`
    before."""
    if not texts:
        return []
    steps, leaps = _steps(texts, paths, learnt[0].leaps)
    is_ocr = any(text.stream.is_ocr for text in texts)
    votes = [None for _ in texts] if is_ocr else _votes(texts, paths, _VOTE_IN_BLOCKS if leaps else _VOTE)
    seen: dict[int, Counter[str]] = {}
    for text, path in zip(texts, paths, strict=True):
        for stretch, column in path:
            if column < text.lead:
                seen.setdefault(stretch.key, Counter())[text.names[column]] += 1
    spaces, flow, beside = _spaces(paths), scores_of(_breaks(texts, paths)), _beside(texts, paths)
    of_each = zip(texts, _widths(texts, paths, leaps), votes, _areas_of(texts, paths), strict=True)
    return [
        Learnt(widths, steps[text.signature], leaps, seen, own, areas, spaces, flow, beside, text.stream.flows)
        for text, widths, own, areas in of_each
    ]


def _steps(texts: Sequence[TableText], paths: Sequence[Path], leaps: float) -> tuple[dict[str, Steps], float]:
    """The steps of the tables with the same columns, and the share of leaps among them all."""
    walks: dict[str, list[int]] = defaultdict(list)
    for text, path in zip(texts, paths, strict=True):
        walks[text.signature] += [column for _, column in path]
    steps = {
        text.signature: steps_of([column.kind for column in text.columns], walks[text.signature]) for text in texts
    }
    if leaps:
        leaps = leaps_in(steps, walks, leaps)
        steps = {signature: with_leaps(one, walks[signature], leaps) for signature, one in steps.items()}
    return steps, leaps


def _widths(texts: Sequence[TableText], paths: Sequence[Path], leaps: float) -> list[list[Width | None]]:
    """The widths of each table's columns."""
    breaks: dict[tuple[int | str, int], list[Break]] = defaultdict(list)
    for number, (text, path) in enumerate(zip(texts, paths, strict=True)):
        for stretch, column in path:
            if column < text.lead:
                breaks[(number, column)].extend(stretch.breaks)
                breaks[(text.signature, column)].extend(stretch.breaks)
    found: list[list[Width | None]] = []
    for number, text in enumerate(texts):
        found.append([])
        for column in range(text.lead):
            own = width_of_breaks(breaks[(number, column)] + text.instructed[column])
            shared = width_of_breaks(breaks[(text.signature, column)])
            if leaps and own is not None:
                own = replace(own, lent=True)
            few = len(breaks[(number, column)]) < FEW_BREAKS
            lent = replace(shared, lent=True) if shared is not None else None
            found[-1].append(lent if own is None or (few and lent is not None and lent.fits > own.fits) else own)
    return found


def _votes(texts: Sequence[TableText], paths: Sequence[Path], weight: float) -> list[list[list[float]]]:
    """What each table's words say for its columns by where they stand elsewhere, summed up to each word: a stretch's
    share is the difference of two sums."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    own: list[list[str | None]] = []
    for text, path in zip(texts, paths, strict=True):
        own.append([None] * len(text.words))
        for stretch, column in path:
            if column < text.lead:
                name = text.names[column]
                places = range(text.word_at(stretch.start), text.word_at(stretch.end))
                own[-1][places.start : places.stop] = [name] * len(places)
                for key in {text.key_at(place) for place in places}:
                    counts[key][name] += 1
                    total[name] += 1
    words = total.total()
    found: list[list[list[float]]] = []
    for text, columns in zip(texts, own, strict=True):
        usual = [(total[name] + 1) / (words + len(text.names)) for name in text.names]
        sums = [[0.0] * text.lead]
        for place, mine in enumerate(columns):
            seen = counts[text.key_at(place)]
            others = seen.total() - (mine is not None)
            row = list(sums[-1])
            if others > 0:
                for column, name in enumerate(text.names):
                    share = (seen[name] - (mine == name) + _VOTE_TRUST * usual[column]) / (others + _VOTE_TRUST)
                    said = weight * math.log(share / usual[column])
                    row[column] += max(-_MOST_OF_WORD, min(_MOST_OF_WORD, said))
            sums.append(row)
        found.append(sums)
    return found


def _areas_of(texts: Sequence[TableText], paths: Sequence[Path]) -> list[tuple[float, float, float] | None]:
    """What an area's own name, or the lack of it, says of a cell in the column of areas: much where that column has
    shown hardly anything else, and nothing where the plan calls its areas something of its own."""
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, path in zip(texts, paths, strict=True):
        for stretch, column in path:
            if column < text.lead and text.columns[column].kind == "area":
                named[text.signature] += stretch.of_area == OWN_NAME
                total[text.signature] += 1
    return [
        _BY_NAME if named[text.signature] >= max(_FEWEST_NAMED, _MOST_NAMED * total[text.signature]) else None
        for text in texts
    ]


def _beside(texts: Sequence[TableText], paths: Sequence[Path]) -> float:
    """The share of cells of one line that the row's next cell stands beside: text without blank lines has a cell's
    first line beside the one before it wherever that has only one. Even where blank lines part the cells."""
    beside = total = 0
    for text, path in zip(texts, paths, strict=True):
        for (stretch, last), (_, to) in itertools.pairwise(path) if not text.has_gaps else ():
            if stretch.one_line and not is_new_row(last, to, text.lead):
                beside += not stretch.ends_line
                total += 1
    usual = beside_at_first(texts[0].stream)
    share = (beside + _BESIDE_TRUST * usual) / (total + _BESIDE_TRUST)
    return min(1 - _SELDOM_BESIDE, max(_SELDOM_BESIDE, share))


def _spaces(paths: Sequence[Path]) -> Spaces:
    """What the spaces before line breaks say, by where the cells end."""
    inside: list[bool] = []
    at_end: list[bool] = []
    for stretch, _ in itertools.chain.from_iterable(paths):
        inside += [False] * stretch.spaced[0] + [True] * stretch.spaced[1]
        at_end += [] if stretch.space_at_end is None else [stretch.space_at_end]
    return spaces_of(inside, at_end)


def _breaks(texts: Sequence[TableText], paths: Sequence[Path]) -> Iterator[int]:
    """All line breaks of the decoded tables, as flow.py numbers them."""
    for text, path in zip(texts, paths, strict=True):
        for stretch, _ in path:
            if stretch.said:
                yield from itertools.chain.from_iterable([number] * count for number, count in stretch.said.inside)
        for (stretch, last), (_, to) in itertools.pairwise(path):
            if stretch.said:
                is_new = is_new_row(last, to, text.lead)
                number = stretch.said.new_row if is_new else stretch.said.goes_on
                if number != SILENT:
                    yield number
