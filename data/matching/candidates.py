"""Which rows of the other document are worth comparing with: those that share telling words, found through an index.

A row looks only at its rarest words until it has seen enough, so the cost follows the rows, not their square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator

from data.matching.score import FIELDS, Comparison
from data.matching.texts import parts

MOST_SEEN = 600
KEPT = 10
_FIELD_WEIGHTS = (3.0, 1.0, 0.7, 0.7, 0.5, 0.7)
_PART_WEIGHT = 0.5
# A row's texts taken together are rare where each of them is not: five rows with one text in five places.
_TOGETHER = ((0,), (0, 1), (0, 2), (0, 3), (0, 1, 2, 3, 4), (1, 3, 4))


def candidates(
    comparison: Comparison,
    confirmed: Collection[tuple[int, int]] = (),
    refused: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """For each row of before, at most KEPT rows of after (indexes) to compare it with, most promising first; none of
    those, and for none of those, that stand in a `confirmed` pair.

    Two rows that say just the same, each the only one in its document to do so, look at each other only.
    """
    closed = {i for i, _ in confirmed}
    settled = {j for _, j in confirmed}
    same = {i: j for i, j in _word_for_word(comparison, refused).items() if i not in closed and j not in settled}
    settled |= set(same.values())
    index: dict[Hashable, list[int]] = defaultdict(list)
    for j in range(len(comparison.after)):
        if j not in settled:
            for key, _ in _keys(comparison, True, j):
                index[key].append(j)
    rows = len(comparison.after) + 1
    found = []
    for i in range(len(comparison.before)):
        if i in closed or i in same:
            found.append([same[i]] if i in same else [])
            continue
        keys = [(len(index[key]), key, weight) for key, weight in _keys(comparison, False, i) if key in index]
        keys.sort(key=lambda k: k[0])
        promise: dict[int, float] = defaultdict(float)
        seen = 0
        for spread, key, weight in keys:
            if seen and seen + spread > MOST_SEEN:
                break
            tells = weight * math.log(rows / spread + 1)
            for j in index[key][:MOST_SEEN]:
                promise[j] += tells
            seen += spread
        best = sorted(promise, key=lambda j: (-promise[j], abs(i - j), j))
        found.append(best[:KEPT])
    return found


def _word_for_word(comparison: Comparison, refused: Collection[tuple[int, int]]) -> dict[int, int]:
    rows: tuple[dict[Hashable, list[int]], ...] = ({}, {})
    for after, side in enumerate((comparison.before, comparison.after)):
        for index, entry in enumerate(side):
            if entry.measure:
                rows[after].setdefault(comparison.signature(bool(after), index), []).append(index)
    pairs = [(found, rows[1].get(signature, [])) for signature, found in rows[0].items()]
    single = {one[0]: other[0] for one, other in pairs if len(one) == len(other) == 1}
    return {i: j for i, j in single.items() if (i, j) not in refused}


def _keys(comparison: Comparison, after: bool, row: int) -> Iterator[tuple[Hashable, float]]:
    texts = (comparison.after_texts if after else comparison.before_texts)[row]
    for field in range(len(FIELDS)):
        for word in texts[field].words:
            yield (field, word), _FIELD_WEIGHTS[field]
            if field == 0:
                for part in parts(word):
                    yield (field, part), _PART_WEIGHT
    for fields in _TOGETHER:
        if all(texts[field].plain for field in fields):
            yield (fields, *(texts[field].number for field in fields)), 2.0 * len(fields)
