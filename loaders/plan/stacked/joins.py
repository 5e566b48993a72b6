"""Whether one word goes on from another, by what kinds of words they are.

«hos» stands before a name or a noun and «att» before what ends as an infinitive does: how much more often two kinds of
words follow each other in sentences than they would by chance tells which of a line's pieces goes on from which of the
line above, where several columns are as wide. Small words are kinds of their own, others are known by how they end; the
shares in stacked_joins.toml are counted by this file from lists of cells' texts:

    python -m loaders.plan.stacked.joins tests/meaning/*_cases.csv data/plans/expected/*.csv \\
        tests/documents/columns/*.csv > loaders/vocabulary/stacked_joins.toml
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from loaders.text import fold
from loaders.vocabulary import words as vocabulary

_SIGNS = ".,:;!?()[]\"'”“’»«|_"
_ENDING = 2
# The words that are kinds of their own: the most frequent ones.
_MOST_WORDS, _FEWEST_SEEN = 600, 10
# How many pairs the mean counts as, and the least gain that is written down.
_TRUST, _LEAST = 8.0, 0.25
# A pair seen less often is written down only for its gain.
_SAID_LEAST = 2
_COLUMNS = ("text", "cause", "measure", "goal", "who", "when", "followup", "status_text", "comment")
STOP, COMMA, NUMBER, SIGN, CAPITAL, TIME = ".", ",", "0", "-", "^", "@"


def goes_on(above: str, below: str) -> float:
    """The log-odds that the second word goes on from the first as against any two words; 0 where the second one begins
    with a capital, which says more by itself."""
    if below[:1].isupper():
        return 0.0
    gains, own = _table()
    one, other = _first_kind(above, own), _second_kind(below, own)
    return gains.get(one, {}).get(other, gains.get(one, {}).get("", 0.0))


@cache
def _table() -> tuple[Mapping[str, Mapping[str, float]], frozenset[str]]:
    book = vocabulary("stacked_joins")
    return book["gains"], frozenset(book["words"])


@cache
def _times() -> tuple[frozenset[str], tuple[str, ...]]:
    """The time words known as a whole, and those known by their beginnings."""
    known = vocabulary("stacked")["cues"]["time_word"]["words"]
    begun = tuple(word for word in known if not word.startswith("=") and len(word) > 1)
    return frozenset(word[1:] for word in known if word.startswith("=")), begun


def _bare(word: str) -> str:
    return fold(word).strip(_SIGNS)


def _first_kind(word: str, own: frozenset[str]) -> str:
    """The kind of a word that another may go on from."""
    last = word.rstrip(")\"'”»")[-1:]
    if last in ".!?":
        return STOP
    if last in ",;:":
        return COMMA
    return _kind(word, own)


def _second_kind(word: str, own: frozenset[str]) -> str:
    """The kind of a word that may go on from another."""
    return CAPITAL if word.lstrip("(\"'”«")[:1].isupper() else _kind(word, own)


def is_time_word(word: str) -> bool:
    """Whether a word tells a time, or begins as one that does."""
    bare = _bare(word)
    return bare in _times()[0] or bare.startswith(_times()[1])


def _kind(word: str, own: frozenset[str]) -> str:
    bare = _bare(word)
    if not any(char.isalnum() for char in bare):
        return SIGN
    if is_time_word(word):
        return TIME
    if bare in own:
        return bare
    return NUMBER if any(char.isdigit() for char in bare) else f"~{bare[-_ENDING:]}"


def counted(texts: Iterable[str]) -> str:
    """The gains of the texts' pairs of words, as TOML."""
    known = [text.split() for text in dict.fromkeys(texts)]
    seen = Counter(_bare(word) for words in known for word in words)
    own = frozenset(word for word, count in seen.most_common(_MOST_WORDS) if count >= _FEWEST_SEEN and word.isalpha())
    pairs = Counter(
        (_first_kind(one, own), _second_kind(other, own)) for words in known for one, other in pairwise(words)
    )
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        first[one] += count
        second[other] += count
    total = pairs.total()
    lines = ["# Counted by `python -m loaders.plan.stacked.joins`; not written by hand.", ""]
    lines += [f"words = [{', '.join(_quoted(word) for word in sorted(own))}]", "", "[gains]"]
    for one in sorted(first):
        if first[one] < _FEWEST_SEEN:
            continue
        # A pair that was never seen says the more the more often its first word was.
        gains = {"": math.log(_TRUST / (first[one] + _TRUST))}
        for other in sorted(second):
            share = second[other] / total
            gain = math.log((pairs[one, other] + _TRUST * share) / (first[one] + _TRUST) / share)
            if pairs[one, other] >= _SAID_LEAST or (pairs[one, other] and abs(gain) >= _LEAST):
                gains[other] = gain
        told = ", ".join(f"{_quoted(other)} = {gain:.1f}" for other, gain in gains.items())
        lines.append(f"{_quoted(one)} = {{ {told} }}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def texts_of(paths: Iterable[Path]) -> list[str]:
    """Every text of three words or more in the CSV files' columns of sentences."""
    found = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        found += [text for row in rows for column in _COLUMNS if len((text := row.get(column) or "").split()) >= 3]
    return found


if __name__ == "__main__":
    sys.stdout.write(counted(texts_of([Path(argument) for argument in sys.argv[1:]])))
