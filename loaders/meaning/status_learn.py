"""Learn the weights that loaders/vocabulary/status_weights.csv holds from judged cases, and print them:

    python -m loaders.meaning.status_learn tests/meaning/status_cases.csv > loaders/vocabulary/status_weights.csv

With --measure it prints instead, for every set of cases (column `held_out`), how much of it a model reads right that
has learned from the other sets only. Least squares with a ridge, in closed form: the same cases give the same weights.
Only words and parts of words are kept, each from at least two cases: no sentence and no name.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loaders.meaning.status_learned import CODES, COMMON, SHARES, UNIT
from loaders.meaning.status_text import pieces
from loaders.meaning.status_traits import Key, traits

Matrix = NDArray[np.float64]
_RIDGE = 0.3
_LEAST_CASES = 2
_KEPT = 5000
_FIELDS = ("status_text", "followup")


def seen_in(case: dict[str, str]) -> frozenset[Key]:
    """The traits of a case's texts."""
    return frozenset(key for key, _ in traits(pieces(case[field]) for field in _FIELDS))


def _table(seen: list[frozenset[Key]], keys: list[Key]) -> Matrix:
    """One row a case: each kind of trait on a circle of its own, whose square is the share of its kind."""
    at = {key: number for number, key in enumerate(keys)}
    table = np.zeros((len(seen), len(keys) + 1))
    table[:, -1] = np.sqrt(COMMON)
    for row, traits_of_case in enumerate(seen):
        known = [key for key in traits_of_case if key in at]
        sizes = Counter(kind for kind, _ in known)
        for key in known:
            table[row, at[key]] = np.sqrt(SHARES[key[0]] / sizes[key[0]])
    return table


def _fitted(table: Matrix, wanted: Matrix) -> Matrix:
    near = table @ table.T
    weights: Matrix = table.T @ np.linalg.solve(near + _RIDGE * sum(SHARES) * np.eye(len(near)), wanted)
    return weights


def learned(seen: list[frozenset[Key]], codes: list[str]) -> tuple[list[Key], Matrix]:
    """(the traits kept, their weights by class with the common ones last)."""
    cases = Counter(key for one in seen for key in one)
    keys = sorted(key for key, number in cases.items() if number >= _LEAST_CASES)
    wanted = np.array([[float(code == other) for other in CODES] for code in codes])
    first = _fitted(_table(seen, keys), wanted)
    worth = np.linalg.norm(first[:-1], axis=1) * np.sqrt([cases[key] for key in keys])
    kept = sorted(keys[number] for number in np.argsort(-worth, kind="stable")[:_KEPT])
    return kept, _fitted(_table(seen, kept), wanted)


def cases_in(path: Path) -> list[dict[str, str]]:
    """The cases with a follow-up or a status, by which a text can be learned."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            case for case in csv.DictReader(file) if case["status"] in CODES and any(case[field] for field in _FIELDS)
        ]


def _print_weights(cases: list[dict[str, str]]) -> None:
    keys, weights = learned([seen_in(case) for case in cases], [case["status"] for case in cases])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["kind", "trait", *CODES])
    out.writerow([-1, "", *(round(float(UNIT * np.sqrt(COMMON) * number)) for number in weights[-1])])
    for key, row in zip(keys, weights[:-1], strict=True):
        out.writerow([*key, *(round(float(UNIT * number)) for number in row)])


def _print_measure(cases: list[dict[str, str]]) -> None:
    for name in sorted({case["held_out"] for case in cases}):
        others = [case for case in cases if case["held_out"] != name]
        theirs = [case for case in cases if case["held_out"] == name]
        keys, weights = learned([seen_in(case) for case in others], [case["status"] for case in others])
        read = (_table([seen_in(case) for case in theirs], keys) @ weights).argmax(axis=1)
        right = sum(CODES[at] == case["status"] for at, case in zip(read, theirs, strict=True))
        print(f"{name:10} {len(theirs):5} {right / len(theirs):.3f}")


if __name__ == "__main__":
    _print = _print_measure if "--measure" in sys.argv else _print_weights
    _print(cases_in(Path(next(argument for argument in sys.argv[1:] if not argument.startswith("-")))))
