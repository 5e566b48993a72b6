"""One to one, the best over all: an auction, in which each row of before bids for its best row of after."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

STEP = 0.02


def assign(worth: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """Who takes what, so that the sum of worth is the greatest (within STEP for each row).

    `worth[i][j]` is what i gains by j, above 0; a row that gains nothing takes nothing. Ties go to the earlier row.
    """
    price: dict[int, float] = {}
    owner: dict[int, int] = {}
    waiting = deque(sorted(worth))
    while waiting:
        i = waiting.popleft()
        best, second, choice = 0.0, 0.0, None
        for j, gain in sorted(worth[i].items()):
            left = gain - price.get(j, 0.0)
            if left > best:
                best, second, choice = left, best, j
            elif left > second:
                second = left
        if choice is None:
            continue
        price[choice] = price.get(choice, 0.0) + best - second + STEP
        if choice in owner:
            waiting.append(owner[choice])
        owner[choice] = i
    return {i: j for j, i in owner.items()}


def regret(worth: Mapping[int, Mapping[int, float]], taken: Mapping[int, int]) -> dict[int, float]:
    """For each row that took something, how much worse the best other arrangement is that parts the two."""
    owner = {j: i for i, j in taken.items()}
    wanted: dict[int, list[int]] = {}
    for i, gains in worth.items():
        for j in gains:
            wanted.setdefault(j, []).append(i)
    regrets = {}
    for i, j in taken.items():
        gain = worth[i][j]
        least = gain
        for other, elsewhere in worth[i].items():
            if other != j:
                rival = owner.get(other)
                lost = worth[rival][other] - worth[rival].get(j, 0.0) if rival is not None else 0.0
                least = min(least, gain + lost - elsewhere)
        for rival in wanted[j]:
            if rival != i and rival not in taken:
                least = min(least, gain - worth[rival][j])
            elif rival != i:
                other = taken[rival]
                lost = worth[rival][other] - worth[i].get(other, 0.0)
                least = min(least, gain + lost - worth[rival][j])
        regrets[i] = least
    return regrets
