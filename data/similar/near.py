"""Which of their measures are nearest to each of ours: by the rare words that two measures share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.similar.features import Text, features, vocabulary

MOST: Final = 3
LEAST: Final = 0.34
"""Under this nearness two measures share words, not meaning (tests/test_similar.py measures it on pairs by hand)."""
_SAME_AREA: Final = 1.15
_LENGTHS: Final = 0.5
"""How much the longer text's other words count: 1 as much as the shorter one's (cosine), 0 not at all."""
_ALONE: Final = 12


@dataclass(frozen=True, slots=True)
class Near:
    """One of their measures and how near it is, 0..1."""

    id: str
    nearness: float


def nearest(ours: Sequence[Text], theirs: Sequence[Text], most: int = MOST) -> dict[str, tuple[Near, ...]]:
    """For each of our measures that has any: at most `most` of `theirs` from other districts, the nearest first."""
    known = vocabulary([*ours, *theirs])
    own = {text.id: features(text, known) for text in [*ours, *theirs]}
    rarity = _rarity(list(own.values()))
    vectors = {id: {word: weight * rarity[word] for word, weight in found.items()} for id, found in own.items()}
    sizes = {id: math.sqrt(sum(weight * weight for weight in vector.values())) for id, vector in vectors.items()}
    holding: dict[str, list[Text]] = {}
    for text in theirs:
        for word in vectors[text.id]:
            holding.setdefault(word, []).append(text)
    answer: dict[str, tuple[Near, ...]] = {}
    for text in ours:
        shared: dict[str, float] = {}
        areas: dict[str, str] = {}
        for word, weight in vectors[text.id].items():
            for other in holding.get(word, ()):
                if other.district != text.district:
                    shared[other.id] = shared.get(other.id, 0.0) + weight * vectors[other.id][word]
                    areas[other.id] = other.area
        found = []
        for id, product in shared.items():
            small, large = sorted((sizes[text.id], sizes[id]))
            nearness = (
                product / (small ** (2 - _LENGTHS) * large**_LENGTHS) * (_SAME_AREA if areas[id] == text.area else 1)
            )
            if nearness >= LEAST:
                found.append(Near(id, min(1.0, nearness)))
        if found:
            answer[text.id] = tuple(sorted(found, key=lambda near: (-near.nearness, near.id))[:most])
    return answer


def _rarity(all_features: Sequence[Mapping[str, float]]) -> dict[str, float]:
    number = Counter(word for found in all_features for word in found)
    # A word that one measure has alone can be shared with none: it only says that the measure is about more than that.
    return {word: math.log(1 + len(all_features) / (count if count > 1 else _ALONE)) for word, count in number.items()}
