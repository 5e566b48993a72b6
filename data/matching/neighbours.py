"""What the place in the document says: a row between two rows that are matched likely has its partner between theirs.

Weak evidence, since rows are moved; it decides where texts do not.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Mapping, Sequence

_BETWEEN = 1.0
_ELSEWHERE = -0.3


class Neighbourhood:
    """The places of rows among the anchors: pairs already sure."""

    def __init__(self, before: Sequence[int], after: Sequence[int], anchors: Mapping[int, int]) -> None:
        """`before` and `after` are the rows' orders; `anchors` maps indexes of before to indexes of after."""
        self._before, self._after = before, after
        self._anchored = sorted((before[i], after[j]) for i, j in anchors.items())
        self._from = [order for order, _ in self._anchored]
        free = set(range(len(after))) - set(anchors.values())
        self._free = sorted(after[j] for j in free)
        self._anchor_of = dict(anchors)

    def evidence(self, i: int, j: int) -> float:
        """What the places of before[i] and after[j] say; 0 when there is nothing around to go by."""
        if not self._anchored:
            return 0.0
        order, place = self._before[i], self._after[j]
        above = bisect.bisect_left(self._from, order)
        below = bisect.bisect_right(self._from, order)
        over = self._anchored[above - 1][1] if above > 0 else -math.inf
        under = self._anchored[below][1] if below < len(self._anchored) else math.inf
        if not over < place < under:
            return _ELSEWHERE
        if self._anchor_of.get(i) == j:
            rivals = 1
        else:
            rivals = bisect.bisect_left(self._free, under) - bisect.bisect_right(self._free, over)
        return _BETWEEN / max(1, rivals)
