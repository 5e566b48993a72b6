"""How like a header is to the words that name columns: exact, at its beginning, misspelt, or a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

Names = TypeVar("Names")
# Signs that a longer header has are a sentence: no word in it names the column.
_LONGEST = 60
_SHORTEST_PART = 5


@dataclass(frozen=True, slots=True)
class Entry(Generic[Names]):
    """The words for one column, folded."""

    names: Names
    exact: frozenset[str]
    begins: tuple[str, ...]
    least: float
    """How much of a header a word must be to count when it only stands at its beginning or end (0 to 1)."""


class HeaderWords(Generic[Names]):
    """The words of all columns, found by the word and its length, so that a header is not held against each."""

    def __init__(self, entries: Sequence[Entry[Names]]) -> None:
        self._entries = tuple(entries)
        self._having: dict[str, list[int]] = defaultdict(list)
        self._of_length: dict[int, list[str]] = defaultdict(list)
        for at, entry in enumerate(self._entries):
            for phrase in entry.exact:
                self._having[phrase].append(at)
        for phrase in self._having:
            self._of_length[len(phrase)].append(phrase)

    def exactly(self, plain: str) -> list[Names]:
        """The columns that have the header as one of their words."""
        return [self._entries[at].names for at in self._having.get(plain, ())]

    def likenesses(self, plain: str) -> Iterable[tuple[Names, float]]:
        """Columns that a folded header is like, with how like (over 0, to 1)."""
        found: dict[int, float] = {}
        if len(plain) <= _LONGEST:
            for phrase in self._parts(plain):
                share = len(phrase) / len(plain)
                for at in self._having[phrase]:
                    if share >= self._entries[at].least:
                        found[at] = max(found.get(at, 0.0), 0.6 + 0.2 * share)
            for phrase in self._misspelt(plain):
                found.update(dict.fromkeys(self._having[phrase], 0.85))
        for at, entry in enumerate(self._entries):
            for phrase in entry.begins:
                if plain.startswith(phrase) and (len(plain) == len(phrase) or not plain[len(phrase)].isalnum()):
                    found[at] = 0.9 + min(len(phrase), 40) / 1000
                    break
        found.update(dict.fromkeys(self._having.get(plain, ()), 1.0))
        return [(self._entries[at].names, sure) for at, sure in sorted(found.items())]

    def _parts(self, plain: str) -> list[str]:
        """The words that the header begins or ends with."""
        ends = [at for at, sign in enumerate(plain) if sign == " "]
        parts = [part for at in ends for part in (plain[:at], plain[at + 1 :])]
        return [part for part in parts if len(part) >= _SHORTEST_PART and part in self._having]

    def _misspelt(self, plain: str) -> list[str]:
        """The words that the header differs from by what a typing error or OCR does to it."""
        found: list[str] = []
        for size in range(len(plain) - 2, len(plain) + 3):
            allowed = 0 if size < 5 else 1 if size < 10 else 2
            if abs(size - len(plain)) <= allowed and (phrases := self._of_length.get(size)):
                near = process.extract_iter(plain, phrases, scorer=Levenshtein.distance, score_cutoff=allowed)
                found += [phrase for phrase, _, _ in near]
        return found
