"""A second reading of a follow-up, by how often its words were seen in texts of each class: it decides nothing, but
where it holds the rules' class for unlikely a person is asked.

Naive Bayes over word beginnings and pairs of them; status_weights.toml holds what was counted
(`python -m loaders.meaning.status_learn`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from loaders.text import fold
from loaders.vocabulary import words

_TERM = re.compile(r"[a-z]+|\d+|[^\w\s]")
_STEM = 6
_BREAK = " § "
_UNLIKELY = 0.02
_LIKELY = 0.5
# how much of a sighting each term is given in every class beforehand
PRIOR = 0.3


def terms(texts: Iterable[str]) -> frozenset[str]:
    """The beginnings of the words of the texts together, and each pair of neighbours; every number is 0."""
    found = _TERM.findall(fold(_BREAK.join(text for text in texts if text)))
    stems = ["0" if term.isdigit() else term[:_STEM] for term in found]
    return frozenset([*stems, *(f"{one} {two}" for one, two in pairwise(["^", *stems, "$"]))])


def chances(
    seen: frozenset[str],
    texts_of: Mapping[str, int],
    counted: Mapping[str, Mapping[str, int]],
    totals: Mapping[str, int],
) -> dict[str, float]:
    """The share of 1 of each class, for a text of the terms `seen`."""
    room = PRIOR * len(counted)
    known = [counted[term] for term in seen if term in counted]
    logs = {
        code: math.log(number)
        + sum(math.log(times.get(code, 0) + PRIOR) for times in known)
        - len(known) * math.log(totals[code] + room)
        for code, number in texts_of.items()
    }
    top = max(logs.values())
    parts = {code: math.exp(log - top) for code, log in logs.items()}
    return {code: part / sum(parts.values()) for code, part in parts.items()}


@cache
def _book() -> tuple[dict[str, int], dict[str, dict[str, int]], dict[str, int]]:
    """(texts of each class, times of each term in each class, times of all terms in each class), as counted."""
    texts: dict[str, int] = words("status_weights")["texts"]
    seen = {}
    for line in words("status_weights")["terms"]["counts"].splitlines():
        numbers, _, term = line.partition("\t")
        seen[term] = dict(zip(texts, map(int, numbers.split()), strict=True))
    return texts, seen, {code: sum(times[code] for times in seen.values()) for code in texts}


def another(texts: Iterable[str], code: str) -> str:
    """The class that the second reading holds for likely where it holds `code` for unlikely, else empty."""
    found = chances(terms(texts), *_book())
    best = max(found, key=lambda one: found[one])
    return best if found.get(code, 1) < _UNLIKELY and found[best] > _LIKELY else ""
