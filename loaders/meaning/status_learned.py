"""A second reading of a status, learned from cases: it decides where the rules rest on little and it is clearly surer.

The weights in loaders/vocabulary/status_weights.csv are made by `python -m loaders.meaning.status_learn`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_text import pieces
from loaders.meaning.status_traits import KINDS, Key, Place, traits

CODES = ("genomford", "delvis", "pagar", "ej_paborjad", "pausad", "ej_genomford", "borttagen", "oklar")
# How much each kind of trait counts, and what every text has in common.
SHARES = (1.0, 0.5, 1.0, 0.5)
COMMON = 0.05
UNIT = 1000
# how much surer than the rules' class the learned class is to be, by the weight of the rules' reading
_AHEAD = (0.2, 0.4, 0.4, 0.4, 0.5)
_LEAST = 0.4
_MIDDLING = 0.7
_OPEN = frozenset(
    {"regel:inget utfall sägs", "regel:redovisat tillfälle utan verb", "regel:färre tillfällen än planerat"}
)
_DOUBT = "Tolkat efter hur liknande texter brukar läsas: stämmer det?"
RULE = "regel:inlärd"


@cache
def _weights() -> tuple[dict[tuple[int, str], tuple[int, ...]], tuple[int, ...]]:
    """(weights in thousandths by trait, in the order of CODES; those of every text)."""
    said = files("loaders.vocabulary").joinpath("status_weights.csv").read_text(encoding="utf-8")
    rows = csv.reader(said.splitlines()[1:])
    weights = {(int(kind), name): tuple(map(int, numbers)) for kind, name, *numbers in rows}
    return weights, weights.pop((-1, ""))


class Learned(NamedTuple):
    """`scores` of CODES, about 1 for a sure class, and what made them: (place, weights, how much they count)."""

    scores: tuple[float, ...]
    known: list[tuple[Place, tuple[int, ...], float]]

    def words(self, at: int) -> Place:
        """The word that speaks most for class number `at`."""
        given: dict[Place, float] = defaultdict(float)
        for place, numbers, scale in self.known:
            given[place] += scale * numbers[at]
        return max(given, key=lambda place: given[place])


def learned(texts: list[str]) -> Learned:
    """What the weights make of the status column and the follow-up."""
    weights, common = _weights()
    found: list[dict[Key, tuple[Place, tuple[int, ...]]]] = [{} for _ in range(KINDS)]
    for key, place in traits(pieces(text) for text in texts):
        numbers = weights.get(key)
        if numbers and key not in found[key[0]]:
            found[key[0]][key] = (place, numbers)
    total = [float(number) for number in common]
    known = []
    for kind, carried in enumerate(found):
        scale = sqrt(SHARES[kind] / len(carried)) if carried else 0.0
        known += [(place, numbers, scale) for place, numbers in carried.values()]
        for at, column in enumerate(zip(*(numbers for _, numbers in carried.values()), strict=True)):
            total[at] += scale * sum(column)
    return Learned(tuple(number / UNIT for number in total), known)


def reconsidered(source: int, found: Outcome, texts: list[str]) -> tuple[int, Outcome]:
    """(the text that decides, its outcome): the rules' own, or the learned one where that is clearly surer.

    What the status column says plainly, counts, marks and numbered parts stand.
    """
    if (source == 0 and found.weight >= 3) or not _open(found):
        return source, found
    told = learned(texts)
    best = max(range(len(CODES)), key=lambda at: told.scores[at])
    score = told.scores[best]
    least = max(_LEAST, told.scores[CODES.index(found.code)] + _AHEAD[min(found.weight, 4)])
    if CODES[best] == found.code or score < least or not told.known:
        return source, found
    at, start, end = told.words(best)
    doubt = _DOUBT if score < _MIDDLING or found.weight >= 3 else ""
    return at, found._replace(code=CODES[best], start=start, end=end, rule=RULE, doubt=doubt)


def _open(found: Outcome) -> bool:
    """Whether the rules' reading is one that may be reconsidered."""
    if found.rule in _OPEN:
        return True
    return found.rule.startswith("status.") and not found.rule.startswith("status.märke:") and found.code in CODES
