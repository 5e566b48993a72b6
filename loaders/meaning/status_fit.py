"""Fit how the two readings are weighed, and print the numbers of [weighed] and [weighed.starts] in status.toml:

    python -m loaders.meaning.status_fit CASES.csv "blind 53" "blind 54" …

The sets are authors whose rows the rules were not made for. Each is read by weights that are learnt without its own, so
that what is fitted is how sure the readings are of a writer who is new to them. A minute's work.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loaders.meaning.status import by_rules
from loaders.meaning.status_boxes import ticked
from loaders.meaning.status_learn import learnt, seen_in, setting_of
from loaders.meaning.status_second import chances
from loaders.meaning.status_weighed import LEAST, is_firm, length_of

_NAMES = ("second", "start", "firm", "per_length")
# after so many rounds of such steps no number changes in its second decimal, in 3,000 rounds or steps of 0.1 neither
_ROUNDS, _STEP = 600, 0.05
# how much of the slope of earlier rounds is kept, and of its square (Adam)
_SLOW, _SQUARES, _LEAST = 0.9, 0.999, 1e-8
# how hard the numbers are held: the second reading's towards 1, the others towards 0
_HELD = 3.0

_Numbers = NDArray[np.float64]


def fitted(cases: Sequence[dict[str, str]], sets: Sequence[str]) -> dict[str, float]:
    """The numbers by which the right classes of `sets` are most likely (softmax regression)."""
    rows = [row for name in sets for row in _of_author(cases, name)]
    codes = _codes(cases)
    speaks = np.stack([row for row, _ in rows])
    right = np.zeros(speaks.shape[:2])
    right[np.arange(len(rows)), [place for _, place in rows]] = 1
    towards = np.zeros(speaks.shape[2])
    towards[0] = 1
    numbers, slow, squares = towards.copy(), np.zeros_like(towards), np.zeros_like(towards)
    for at in range(1, _ROUNDS + 1):
        sums = speaks @ numbers
        parts = np.exp(sums - sums.max(axis=1, keepdims=True))
        wrong = parts / parts.sum(axis=1, keepdims=True) - right
        slope = np.einsum("rcn,rc->n", speaks, wrong) + _HELD * (numbers - towards)
        slow += (1 - _SLOW) * (slope - slow)
        squares += (1 - _SQUARES) * (slope * slope - squares)
        step = _STEP * (1 - (at - 1) / _ROUNDS)
        numbers -= step * (slow / (1 - _SLOW**at)) / (np.sqrt(squares / (1 - _SQUARES**at)) + _LEAST)
    return dict(zip([*_NAMES, *codes], numbers.tolist(), strict=True))


def _codes(cases: Sequence[dict[str, str]]) -> list[str]:
    """The classes of texts, in their order."""
    return sorted({case["status"] for case in cases} - {"ej_uppfoljd"})


def _of_author(cases: Sequence[dict[str, str]], name: str) -> Iterator[tuple[_Numbers, int]]:
    """Of each row of one author whose two readings are weighed: what speaks for each class, in the order of `_NAMES`
    and then the starts of the classes, and the place of the right one."""
    found = learnt(case for case in cases if case["held_out"] != name)
    codes = _codes(cases)
    for case in cases:
        if case["held_out"] != name or case["status"] not in codes:
            continue
        texts = [ticked(case[key]) for key in ("status_text", "followup", "comment")]
        source, rules, _, agreed = by_rules(texts, setting_of(case), case["measure"], case["when"])
        if rules is None or agreed or not source:
            continue
        likely = chances(seen_in(case), codes, found.weights, found.bias)
        own = (
            *(1.0, float(is_firm(rules)), length_of(len(texts[source].split()))),
            *(float(rules.code == code) for code in codes),
        )
        speaks = [(math.log(likely[code] + LEAST), *(one * (code == rules.code) for one in own)) for code in codes]
        yield np.array(speaks), codes.index(case["status"])


def main(path: str, *sets: str) -> None:
    """Print what the rows of `sets` in the file at `path` give."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        cases = list(csv.DictReader(file))
    for at, (name, number) in enumerate(fitted(cases, sets).items()):
        if at in (0, len(_NAMES)):
            print("[weighed.starts]" if at else "[weighed]")
        print(f"{name} = {number:.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
