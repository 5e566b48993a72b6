"""Learn from judged follow-ups how words and cues tell the classes apart, and print what
loaders/vocabulary/status_weights.toml holds:

    python -m loaders.meaning.status_learn CASES.csv … > loaders/vocabulary/status_weights.toml

The cases are CSV files with the columns of tests/meaning/status_cases.csv. Only weights of word beginnings, pairs of
them and cues are kept: no sentence. A minute's work.
"""

from __future__ import annotations

import csv
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.meaning.status_periods import last_written
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_second import SCALE, signs, terms
from loaders.text import fold

_SEEN_AT_LEAST = 2
_ROUNDS = 6
_STEP = 0.08
_BIAS_STEP = 0.02
# how hard each weight is held towards 0, so that a word seen twice does not decide
_HELD = 0.05
_SMALLEST_SPAN = 0.2


class Learnt(NamedTuple):
    """How many texts of each class there were, and for each term and sign one weight a class; `bias` likewise."""

    texts: dict[str, int]
    weights: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]


def seen_in(case: dict[str, str]) -> frozenset[str]:
    """The terms and signs of one case."""
    day = case.get("followed_up")
    setting = Setting(
        date.fromisoformat(day) if day else last_written(case["followup"]),
        int(case["plan_year"]) if case.get("plan_year") else None,
        fold(case.get("measure", "")),
    )
    found = terms((case["status_text"], case["followup"], case["comment"]))
    return found | signs(case["status_text"], case["followup"], setting)


def learnt(cases: Iterable[dict[str, str]], rounds: int = _ROUNDS) -> Learnt:
    """What the cases teach, in `rounds` rounds through them (softmax regression, Adagrad); the same each time."""
    told = [(sorted(seen_in(case)), case["status"]) for case in cases if case["status"] != "ej_uppfoljd"]
    texts = dict(sorted(Counter(code for _, code in told).items()))
    codes = list(texts)
    times = Counter(one for seen, _ in told for one in seen)
    weights = {one: [0.0] * len(codes) for one, number in times.items() if number >= _SEEN_AT_LEAST}
    moved = {one: [0.001] * len(codes) for one in weights}
    bias = [0.0] * len(codes)
    known = [([one for one in seen if one in weights], codes.index(code)) for seen, code in told]
    shuffle = random.Random(1)
    for _ in range(rounds):
        shuffle.shuffle(known)
        for seen, right in known:
            _learn_one(seen, right, weights, moved, bias)
    kept = {one: tuple(row) for one, row in sorted(weights.items()) if max(row) - min(row) >= _SMALLEST_SPAN}
    return Learnt(texts, kept, tuple(bias))


def _learn_one(
    seen: list[str], right: int, weights: dict[str, list[float]], moved: dict[str, list[float]], bias: list[float]
) -> None:
    """Move the weights of what was seen towards the class `right`."""
    sums = [sum(column) for column in zip(bias, *(weights[one] for one in seen), strict=True)]
    top = max(sums)
    parts = [math.exp(number - top) for number in sums]
    total = sum(parts)
    wrong = [part / total - (at == right) for at, part in enumerate(parts)]
    for one in seen:
        row, squares = weights[one], moved[one]
        for at, amount in enumerate(wrong):
            slope = amount + _HELD * row[at]
            squares[at] += slope * slope
            row[at] -= _STEP * slope / math.sqrt(squares[at])
    for at, amount in enumerate(wrong):
        bias[at] -= _BIAS_STEP * amount


def main(paths: list[str]) -> None:
    """Print what the files at `paths` teach."""
    cases = []
    for path in paths:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            cases += list(csv.DictReader(file))
    found = learnt(cases)
    print("# Learnt by `python -m loaders.meaning.status_learn`; not written by hand.\n\n[texts]")
    for code, number in found.texts.items():
        print(f"{code} = {number}")
    print("\n[learnt]\nbias = [" + ", ".join(str(round(number * SCALE)) for number in found.bias) + "]")
    # one string, a line each: a table of so many keys takes half a second to read
    print("weights = '''")
    for one, row in found.weights.items():
        print(" ".join(str(round(number * SCALE)) for number in row), one, sep="\t")
    print("'''")


if __name__ == "__main__":
    main(sys.argv[1:])
