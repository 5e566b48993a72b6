"""How long matching takes for 2 x 100, 2 x 1,000 and 2 x 10,000 measures, and how that grows beside the pairs that
share a word. Prints; asserts nothing.

    .venv/bin/python tests/benchmarks/matching.py
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "matching")]

import reworded  # noqa: E402

from data.matching import Entry, match  # noqa: E402
from data.matching.texts import words  # noqa: E402

SIZES = (100, 1_000, 10_000)
SHARE = 0.3
SEED = 5


def document(size: int) -> list[Entry]:
    """`size` measures: the examples' rows over again, each round in other places and with words of its own."""
    draw = random.Random(SEED)
    rows = [row for plan in reworded.examples().values() for row in plan]
    made = []
    for number in range(size):
        row = rows[number % len(rows)]
        place = f"{draw.choice(PLACES)}{draw.choice(KINDS)}"
        measure = f"{row.measure.rstrip('.')} vid {place}"
        made.append(replace(row, measure=measure, subarea=f"{row.subarea} {place}".strip(), order=number + 1))
    return made


PLACES = tuple(
    f"{first}{last}"
    for first in ("Björk", "Ek", "Sten", "Sjö", "Berg", "Kvarn", "Kyrk", "Norr", "Söder", "Väster", "Lind", "Ask")
    for last in ("hags", "viks", "dals", "lunda", "torps", "ängs", "näs", "skogs", "åkers", "backa")
)
KINDS = ("parken", "torget", "skolan", "gatan", "stationen", "gården")


def pairs_sharing_a_word(before: list[Entry], after: list[Entry]) -> int:
    """The pairs of rows whose measures share a word, counted with a word's every occurrence."""
    ones, others = (Counter(word for row in side for word in words(row.measure)) for side in (before, after))
    return sum(count * others[word] for word, count in ones.items())


def main() -> None:
    print(f"{'åtgärder':>9} {'sekunder':>9} {'växer':>6} {'ordpar':>12} {'växer':>6} {'precision':>9} {'recall':>7}")
    last: tuple[float, int] | None = None
    for size in SIZES:
        made = reworded.second_document(document(size), SHARE, SEED)
        before, after = list(made.before), list(made.after)
        start = time.perf_counter()
        found = match(before, after)
        took = time.perf_counter() - start
        shared = pairs_sharing_a_word(before, after)
        sure = {(pair.before, pair.after) for pair in found.pairs}
        right = len(sure & made.truth)
        grown = (f"{took / last[0]:.1f}", f"{shared / last[1]:.1f}") if last else ("", "")
        print(
            f"{size:>9} {took:>9.2f} {grown[0]:>6} {shared:>12} {grown[1]:>6} "
            f"{right / len(sure):>9.4f} {right / len(made.truth):>7.4f}"
        )
        last = took, shared


if __name__ == "__main__":
    main()
