"""Which column's cells a word mostly stands in, by what kind of word it is.

«föreningslivet» and what ends as «-enheten» stand among the responsible, «minskar» in goals, «hölls» in what was done.
Where lines were read straight across the columns that tells where in a line one column ends and the next begins. The
shares in stacked_columns.toml are counted by this file from lists of texts whose column is known:

    python -m loaders.plan.stacked.column_words tests/meaning/*_cases.csv data/plans/expected/*.csv \\
        tests/documents/stacked/*.csv tests/documents/columns/*.csv > loaders/vocabulary/stacked_columns.toml

The lists are CSV files with some of the gold register's columns. Only shares are kept: no sentence and no name.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from loaders.plan.stacked.cues import KINDS
from loaders.text import fold
from loaders.vocabulary import words as vocabulary

# A comment's words are counted, and read, as a follow-up's.
_AS = {"comment": "followup"}
_COLUMNS = {"cause": "cause", "measure": "measure", "goal": "goal", "when": "when", "who": "who",
            "followup": "followup", "status_text": "status", **_AS}  # fmt: skip
_SIGNS = ".,:;!?()[]\"'”“’»«|_-–—/•"
_ENDINGS = (5, 4, 3)
# How often a word or an ending is seen at least to be a kind of its own, and how many times the usual share counts as.
_FEWEST, _TRUST = 4, 1.0
# The most that one word says.
_MOST = 2.0
# What all columns have about as often is not written down.
_LEAST = 0.3
# A column with more words than this counts as one with so many: what is rare in it is not told from little.
_ENOUGH = 60000
_NUMBER = "0"
# How many words' kinds are remembered.
_REMEMBERED = 20_000
# The weights are kept as whole numbers, so many to 1.
_SCALE = 10


class ColumnWords:
    """What the words of a stream say of the column that they stand in."""

    def __init__(self, words: Sequence[str]) -> None:
        table, none = _table()
        said = [table.get(_known_word(word), none) for word in words]
        self._sums = {kind: [0.0, *accumulate(row[place] for row in said)] for place, kind in enumerate(KINDS)}

    def of(self, kind: str) -> list[float]:
        """The sum of what the words up to each say for the column, as log-odds: what words[a:b] say is what stands at
        b without what stands at a."""
        return self._sums[_AS.get(kind, kind)]


@cache
def whole_words_seen() -> frozenset[str]:
    """The words (in small letters, without å, ä and ö) that the lists have often enough to be kinds of their own."""
    return frozenset(name for name in _table()[0] if name.isalpha() and len(name) > 1)


@cache
def _table() -> tuple[Mapping[str, tuple[float, ...]], tuple[float, ...]]:
    """What each kind of word says of the columns, in the order of KINDS; and what an unknown one says."""
    book = vocabulary("stacked_columns")
    places = [KINDS.index(kind) for kind in book["kinds"]]
    none = (0.0,) * len(KINDS)
    found = {}
    for line in book["weights"].strip().splitlines():
        *numbers, name = line.split()
        row = list(none)
        for place, number in zip(places, numbers, strict=True):
            row[place] = int(number) / _SCALE
        found[name] = tuple(row)
    return found, none


def _names(word: str) -> Iterator[str]:
    """The kinds that the word is of, the closest first: the word itself, its endings."""
    bare = fold(word).strip(_SIGNS)
    if any(char.isdigit() for char in bare):
        yield _NUMBER
        return
    yield bare
    for many in _ENDINGS:
        if len(bare) > many:
            yield f"~{bare[-many:]}"


def _known(word: str, table: Mapping[str, object]) -> str:
    return next((name for name in _names(word) if name in table), "")


@lru_cache(_REMEMBERED)
def _known_word(word: str) -> str:
    return _known(word, _table()[0])


def counted(texts: Mapping[str, Iterable[str]]) -> str:
    """How much more often each kind of word stands in each column (`texts` by column) than in any, as TOML."""
    words = {kind: [word for text in of_kind for word in text.split()] for kind, of_kind in texts.items()}
    seen = Counter(name for own in words.values() for word in own for name in _names(word) if name)
    # What is always written with a capital may be a person's name: only its ending counts.
    small = {next(_names(word)) for own in words.values() for word in own if not word.strip(_SIGNS)[:1].isupper()}
    known = {name: many for name, many in seen.items() if many >= _FEWEST and (name[:1] == "~" or name in small)}
    by_kind = {kind: Counter(name for word in own if (name := _known(word, known))) for kind, own in words.items()}
    shares = {kind: {name: count / many.total() for name, count in many.items()} for kind, many in by_kind.items()}
    kinds = [kind for kind in KINDS if kind in texts]
    lines = ["# Counted by `python -m loaders.plan.stacked.column_words`; not written by hand.", ""]
    named = ", ".join(f'"{kind}"' for kind in kinds)
    lines += [f"kinds = [{named}]", "weights = '''"]
    for name in sorted(known):
        usual = sum(shares[kind].get(name, 0.0) for kind in kinds) / len(kinds)
        row = []
        for kind in kinds:
            many = min(_ENOUGH, by_kind[kind].total())
            said = math.log((shares[kind].get(name, 0.0) * many + _TRUST) / (usual * many + _TRUST))
            row.append(max(-_MOST, min(_MOST, said)))
        if max(row) - min(row) >= _LEAST:
            lines.append(" ".join(str(round(number * _SCALE)) for number in row) + f"\t{name}")
    return "\n".join([*lines, "'''"]) + "\n"


def texts_of(paths: Iterable[Path]) -> dict[str, list[str]]:
    """The texts of the CSV files' columns, each once."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in _COLUMNS.values()}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column, kind in _COLUMNS.items():
                    if text := (row.get(column) or "").strip():
                        found[kind][text] = None
    return {kind: list(texts) for kind, texts in found.items() if texts}


if __name__ == "__main__":
    sys.stdout.write(counted(texts_of([Path(argument) for argument in sys.argv[1:]])))
