"""Learn from judged follow-ups how words tell the classes apart, and print what
loaders/vocabulary/status_weights.toml holds:

    python -m loaders.meaning.status_learn CASES.csv … > loaders/vocabulary/status_weights.toml

The cases are CSV files with the columns of tests/meaning/status_cases.csv. Only weights of word beginnings and pairs of
them are kept: no sentence. Some seconds' work.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loaders.meaning.status_periods import last_written
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_second import BESIDE, SCALE, seen, share_of
from loaders.text import fold

_SEEN_AT_LEAST = 3
_ROUNDS = 150
_STEP = 0.1
# how hard each weight is held towards 0, so that a word seen a few times does not decide
_HELD = 2.0
# what is seen of the measure and its time is held harder: an author sets rows of one outcome beside certain measures,
# and what that teaches holds of no other plan
_HELD_BESIDE = 15.0
# a row with its measure and planned time is what is read of a plan, others are phrases: it counts as so many
_WHOLE_ROW = 6.0
_SMALLEST_SPAN = 0.2
# how much of the slope of earlier rounds is kept, and of its square
_SLOW, _SQUARES, _LEAST = 0.9, 0.999, 1e-8

_Numbers = NDArray[np.float64]


class Learnt(NamedTuple):
    """How many texts of each class there were, and for each thing seen one weight a class; `bias` likewise."""

    texts: dict[str, int]
    weights: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]


def seen_in(case: dict[str, str]) -> frozenset[str]:
    """What is weighed of one case."""
    return seen((case["status_text"], case["followup"], case["comment"]), setting_of(case))


def setting_of(case: dict[str, str]) -> Setting:
    """What one case is read against."""
    day = case.get("followed_up")
    return Setting(
        date.fromisoformat(day) if day else last_written(case["followup"]),
        int(case["plan_year"]) if case.get("plan_year") else None,
        fold(case.get("measure", "")),
        fold(case.get("when", "")),
    )


def learnt(cases: Iterable[dict[str, str]], rounds: int = _ROUNDS) -> Learnt:
    """What the cases teach, in `rounds` rounds through them (softmax regression); the same each time."""
    told = [case for case in cases if case["status"] != "ej_uppfoljd"]
    texts = dict(sorted(Counter(case["status"] for case in told).items()))
    found = [sorted(seen_in(case)) for case in told]
    times = Counter(one for row in found for one in row)
    names = sorted(one for one, number in times.items() if number >= _SEEN_AT_LEAST)
    place = {one: at for at, one in enumerate(names)}
    known = [[place[one] for one in row if one in place] for row in found]
    codes = list(texts)
    right = np.zeros((len(told), len(codes)))
    right[np.arange(len(told)), [codes.index(case["status"]) for case in told]] = 1
    worth = np.array([_WHOLE_ROW if case.get("measure") and case.get("when") else 1.0 for case in told])
    held = np.array([_HELD_BESIDE if one.startswith(BESIDE) else _HELD for one in names])
    weights, bias = _fitted(known, held, right, worth, rounds)
    kept = {
        one: tuple(row)
        for one, row in zip(names, weights.tolist(), strict=True)
        if max(row) - min(row) >= _SMALLEST_SPAN
    }
    return Learnt(texts, kept, tuple(bias.tolist()))


def _fitted(
    known: list[list[int]], held: _Numbers, right: _Numbers, worth: _Numbers, rounds: int
) -> tuple[_Numbers, _Numbers]:
    """One weight a class for each thing seen, and the bias: `known` holds the places of what each row has, `held` how
    hard each is held towards 0, `right` the rows' classes, `worth` how much they count. Each round goes a step down the
    slope of the whole (Adam)."""
    of_row = np.repeat(np.arange(len(known)), [len(row) for row in known])
    share = np.array([share_of(len(row)) for row in known])[of_row][:, None]
    places = np.concatenate([np.array(row, dtype=np.intp) for row in known])
    all_weights = np.zeros((len(held) + 1, right.shape[1]))  # the last row is the bias
    slow, squares = np.zeros_like(all_weights), np.zeros_like(all_weights)
    for at in range(1, rounds + 1):
        sums = np.zeros_like(right) + all_weights[-1]
        np.add.at(sums, of_row, share * all_weights[places])
        parts = np.exp(sums - sums.max(axis=1, keepdims=True))
        wrong = (parts / parts.sum(axis=1, keepdims=True) - right) * worth[:, None]
        slope = np.append(held, 0.0)[:, None] * all_weights
        slope[-1] = wrong.sum(axis=0)
        np.add.at(slope, places, share * wrong[of_row])
        slow += (1 - _SLOW) * (slope - slow)
        squares += (1 - _SQUARES) * (slope * slope - squares)
        step = _STEP * (1 - (at - 1) / rounds)
        all_weights -= step * (slow / (1 - _SLOW**at)) / (np.sqrt(squares / (1 - _SQUARES**at)) + _LEAST)
    return all_weights[:-1], all_weights[-1]


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
