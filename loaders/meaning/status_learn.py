"""Count how often each word beginning, and each pair of neighbours, is seen in follow-ups of each class, and print
the table that loaders/vocabulary/status_weights.toml holds:

    python -m loaders.meaning.status_learn CASES.csv … > loaders/vocabulary/status_weights.toml

The cases are CSV files with the columns status_text, followup, comment and status. Only counts are kept, of the terms
that tell the classes apart best: no sentence.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from loaders.meaning.status_second import terms

_KEPT = 1500
_SEEN_AT_LEAST = 3


def counted(cases: Iterable[dict[str, str]]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """(texts of each class, times that each kept term was seen in each class)."""
    texts: Counter[str] = Counter()
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        if case["status"] == "ej_uppfoljd":
            continue
        texts[case["status"]] += 1
        for term in terms((case["status_text"], case["followup"], case["comment"])):
            seen[term][case["status"]] += 1
    often = {term: times for term, times in seen.items() if sum(times.values()) >= _SEEN_AT_LEAST}
    kept = sorted(often, key=lambda term: (-_tells_apart(often[term], texts), term))[:_KEPT]
    return dict(sorted(texts.items())), {term: dict(sorted(often[term].items())) for term in sorted(kept)}


def _tells_apart(times: Counter[str], texts: Counter[str]) -> float:
    """How far the counts are from those of a term that is seen alike in all classes (chi square)."""
    total, everywhere = sum(times.values()), sum(texts.values())
    expected = {code: total * number / everywhere for code, number in texts.items()}
    return sum((times[code] - wanted) ** 2 / wanted for code, wanted in expected.items())


def main(paths: list[str]) -> None:
    """Print the table counted in the files at `paths`."""
    cases = []
    for path in paths:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            cases += list(csv.DictReader(file))
    texts, found = counted(cases)
    print("# Counted by `python -m loaders.meaning.status_learn`; not written by hand.\n\n[texts]")
    for code, number in texts.items():
        print(f"{code} = {number}")
    # one string, a line each: a table of so many keys takes half a second to read
    print("\n[terms]\ncounts = '''")
    for term, times in found.items():
        print(" ".join(str(times.get(code, 0)) for code in texts), term, sep="\t")
    print("'''")


if __name__ == "__main__":
    main(sys.argv[1:])
