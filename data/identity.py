"""Which rows of a later document are measures that an earlier document has: pure functions over text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

SURE = 90.0
PROPOSED = 75.0
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class EntryText:
    """What identity is judged from: one measure as one document has it. `area` is the judged code."""

    area: str
    subarea: str
    cause: str
    measure: str
    item: int | None
    goal: str
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`before` and `after` index the two sequences given to match; `score` 0..100; only `sure` pairs are linked."""

    before: int
    after: int
    score: float
    sure: bool


def match(before: Sequence[EntryText], after: Sequence[EntryText]) -> list[Pair]:
    """Pairs of entries that are the same measure, in the order of `after`; each index stands in at most one sure pair.

    Equal texts are paired first, those that agree on most else before the others, in document order; what is left
    is paired by likeness within its area. Both sequences are in document order.
    """
    pairs: list[Pair] = []
    left = list(range(len(before)))
    right = list(range(len(after)))
    for key in _KEYS:
        found = _equal(before, after, left, right, key)
        pairs += [Pair(i, j, 100.0, True) for i, j in found]
        left = _without(left, (i for i, _ in found))
        right = _without(right, (j for _, j in found))
    pairs += _like(before, after, left, right)
    return sorted(pairs, key=lambda pair: (pair.after, -pair.score, pair.before))


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", text.casefold()).strip()


_KEYS: tuple[Callable[[EntryText], Hashable], ...] = (
    lambda e: (_plain(e.measure), e.item, e.area, _plain(e.subarea), _plain(e.cause), _plain(e.when)),
    lambda e: (_plain(e.measure), e.item, e.area, _plain(e.subarea), _plain(e.cause)),
    lambda e: (_plain(e.measure), e.item, e.area, _plain(e.subarea)),
    lambda e: (_plain(e.measure), e.item, e.area, _plain(e.when)),
    lambda e: (_plain(e.measure), e.item, e.area),
)


def _equal(
    before: Sequence[EntryText],
    after: Sequence[EntryText],
    left: Iterable[int],
    right: Iterable[int],
    key: Callable[[EntryText], Hashable],
) -> list[tuple[int, int]]:
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for i in left:
        if _plain(before[i].measure):
            waiting[key(before[i])].append(i)
    found = []
    for j in right:
        if queue := waiting.get(key(after[j])):
            found.append((queue.pop(0), j))
    return found


def _like(
    before: Sequence[EntryText], after: Sequence[EntryText], left: Sequence[int], right: Sequence[int]
) -> list[Pair]:
    candidates: list[tuple[float, int, int]] = []
    for area in {before[i].area for i in left}:
        texts = {i: text for i in left if before[i].area == area and (text := _plain(before[i].measure))}
        for j in right:
            if after[j].area == area and (text := _plain(after[j].measure)):
                found = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=PROPOSED, limit=3)
                candidates += [(score, i, j) for _, score, i in found]
    pairs: list[Pair] = []
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for score, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in taken_before and j not in taken_after:
            pairs.append(Pair(i, j, score, score >= SURE))
            taken_before.add(i)
            taken_after.add(j)
    return pairs


def _without(indexes: Iterable[int], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [index for index in indexes if index not in gone]
