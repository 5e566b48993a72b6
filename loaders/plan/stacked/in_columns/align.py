"""Which column stands where on a page that has no header of its own, in text that kept its columns.

Such a page is set as wide as what stands on it needs: columns are nearer each other than under the header, and an empty
one takes no room at all. Columns keep their order; what stands in them tells them apart, and so does how far they are
from each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What a place without a column costs for each cell that begins there, and a column without a place (the measure is
# never without); how much the wording weighs, for how many cells at most; what it costs for each character that two
# columns stand nearer or further from each other than under the header, and the most of it.
_LEFT_OUT, _ABSENT, _NO_MEASURE = -0.8, -2.0, -20.0
_WORDING, _MOST_CELLS = 0.4, 6
_MOVED, _MOST_MOVED = -0.08, -2.0


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that begin at one character of their lines: how many, and how much they read like each kind of column."""

    at: int
    cells: int
    kinds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Way:
    score: float
    places: tuple[int | None, ...]


def aligned(groups: Sequence[Group], kinds: Sequence[str], usual: Sequence[int]) -> list[int]:
    """Where each column begins on the page. A column that has no place there begins where the next one does."""
    if not groups:
        return list(usual)
    # By the number of groups passed: the best way to have given the columns so far their places.
    ways: list[dict[int, _Way]] = [{0: _Way(0.0, ())}]
    for column, kind in enumerate(kinds):
        found: dict[int, _Way] = {}
        for passed, way in ways[-1].items():
            absent = _NO_MEASURE if kind == "measure" else _ABSENT
            _keep(found, passed, _Way(way.score + absent, (*way.places, None)))
            skipped = 0.0
            for number in range(passed, len(groups)):
                group = groups[number]
                worth = _WORDING * group.kinds[kind] * min(group.cells, _MOST_CELLS)
                score = way.score + skipped + worth + _moved(group.at, way.places, column, usual)
                _keep(found, number + 1, _Way(score, (*way.places, group.at)))
                skipped += _LEFT_OUT * group.cells
        ways.append(found)
    best = max(
        (
            _Way(way.score + sum(_LEFT_OUT * group.cells for group in groups[passed:]), way.places)
            for passed, way in ways[-1].items()
        ),
        key=lambda way: way.score,
    )
    starts: list[int] = []
    after = max(place for place in (*best.places, 0) if place is not None) + max(usual)
    for place in reversed(best.places):
        after = after if place is None else place
        starts.append(after)
    return starts[::-1]


def _keep(found: dict[int, _Way], passed: int, way: _Way) -> None:
    if passed not in found or found[passed].score < way.score:
        found[passed] = way


def _moved(at: int, places: Sequence[int | None], column: int, usual: Sequence[int]) -> float:
    """What the distance from the nearest column to the left says."""
    left = next((number for number in range(column - 1, -1, -1) if places[number] is not None), None)
    here = usual[column] - (usual[left] if left is not None else 0)
    there = at - ((places[left] or 0) if left is not None else 0)
    return max(_MOST_MOVED, _MOVED * abs(there - here))
