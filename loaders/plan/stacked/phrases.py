"""Phrases of the vocabulary matched against a stream of words, clean or through OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.plan.stacked.text import Word, key_of
from loaders.vocabulary import words as vocabulary

Phrase = tuple[str, ...]
_NUMBER = re.compile(
    r"(?:(?:prioriterat\s)?(?:[a-zåäö-]*område|tema|prioritering)\s?)?(?:\d{1,2}|[A-H])?\s?[.:)–-]?", re.IGNORECASE
)
_EDGES = ".,:;!?()\"'”“’»«–—•"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by the beginning of their first word. A part that begins with "=" must be the whole word."""

    by_start: dict[str, tuple[tuple[Phrase, str], ...]]

    def at(self, words: Sequence[Word], index: int, after: int) -> list[tuple[int, str]]:
        """All phrases that begin at words[index] and end before words[after]: (words taken, what it stands for)."""
        key = words[index].key.strip(_EDGES)
        found = []
        for phrase, meaning in self.by_start.get(key[:2], ()):
            if index + len(phrase) > after:
                continue
            for step, part in enumerate(phrase, index):
                if not _is_word(part, words[step].key):
                    break
            else:
                found.append((len(phrase), meaning))
        return found

    def begun_at(self, words: Sequence[Word], index: int, after: int) -> list[str]:
        """What the phrases stand for that words[index:after] are the beginning of, and not the whole."""
        key = words[index].key.strip(_EDGES)
        return [
            meaning
            for phrase, meaning in self.by_start.get(key[:2], ())
            if len(phrase) > after - index
            and all(_is_word(phrase[at - index], words[at].key) for at in range(index, after))
        ]


def phrases(entries: Iterable[tuple[str, str]], is_ocr: bool, whole: bool = False) -> Phrases:
    """The (wording, meaning) entries made ready for matching; with `whole` every word must match to its end."""
    table: dict[str, list[tuple[Phrase, str]]] = {}
    for wording, meaning in entries:
        parts = []
        for part in wording.split():
            exact = whole or part.startswith("=")
            key = key_of(part.lstrip("="), is_ocr).strip(_EDGES)
            # A short beginning would match too much once OCR's letters are made one.
            parts.append(("=" if exact or len(key) < 3 or (is_ocr and len(key) < 5) else "") + key)
        bare = parts[0].lstrip("=")
        if bare:
            table.setdefault(bare[:2], []).append((tuple(parts), meaning))
    return Phrases({start: tuple(sorted(found, key=lambda one: -len(one[0]))) for start, found in table.items()})


@cache
def area_names(is_ocr: bool) -> Phrases:
    """The agreement's areas by their own names."""
    book = [area for area in vocabulary("areas").values() if isinstance(area, dict)]
    return phrases(((name, "area") for area in book for name in area.get("names", ())), is_ocr)


def past_number(words: Sequence[Word], first: int, after: int) -> int:
    """The word after a heading's number ("1.", "Område 2:", "A)"), `first` where it has none."""
    for count in (4, 3, 2, 1):
        if first + count < after and _NUMBER.fullmatch(" ".join(word.text for word in words[first : first + count])):
            return first + count
    return first


def _is_word(part: str, key: str) -> bool:
    bare = key.strip(_EDGES)
    return bare == part[1:] if part.startswith("=") else bare.startswith(part)
