"""Which rows of the other document are worth comparing with: those that share telling words, found through an index.

A row looks only at its rarest words until it has seen enough, so the cost follows the rows, not their square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator

from data.matching.score import FIELDS, Comparison
from data.matching.texts import parts

MOST_SEEN = 600
KEPT = 10
_FIELD_WEIGHTS = (3.0, 1.0, 0.7, 0.7, 0.5, 0.7)
_PART_WEIGHT = 0.5
# A row's texts taken together are rare where each of them is not: five rows with one text in five places.
_TOGETHER = ((0,), (0, 1), (0, 2), (0, 3), (0, 1, 2, 3, 4), (1, 3, 4))


def candidates(comparison: Comparison) -> list[list[int]]:
    """For each row of before, at most KEPT rows of after (indexes) to compare it with, most promising first."""
    index: dict[Hashable, list[int]] = defaultdict(list)
    for j in range(len(comparison.after)):
        for key, _ in _keys(comparison, True, j):
            index[key].append(j)
    rows = len(comparison.after) + 1
    found = []
    for i in range(len(comparison.before)):
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
