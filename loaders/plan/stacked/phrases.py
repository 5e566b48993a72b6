"""Phrases of the vocabulary matched against a stream of words, clean or through OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from loaders.plan.stacked.text import Word, key_of
from loaders.vocabulary import words as vocabulary

Phrase = tuple[str, ...]
_NUMBER = re.compile(
    r"(?:(?:prioriterat\s)?(?:[a-zåäö-]*område|tema|prioritering)\s?)?(?:\d{1,2}|[A-H])?\s?[.:)–-]?", re.IGNORECASE
)
# How many words' phrases are remembered.
_MOST_WORDS = 20_000
_EDGES = ".,:;!?()\"'”“’»«–—•"


class Phrases:
    """Phrases by the beginning of their first word. A part that begins with "=" must be the whole word."""

    def __init__(self, by_start: Mapping[str, Sequence[tuple[Phrase, str]]]) -> None:
        self._by_start = by_start
        # Most words begin no phrase, and most come again.
        self._beginning = lru_cache(maxsize=_MOST_WORDS)(self._beginning_with)

    def at(self, words: Sequence[Word], index: int, after: int) -> list[tuple[int, str]]:
        """All phrases that begin at words[index] and end before words[after]: (words taken, what it stands for)."""
        return [
            (len(phrase), meaning)
            for phrase, meaning in self._beginning(words[index].key)
            if index + len(phrase) <= after and _goes_on(phrase, words, index, index + len(phrase))
        ]

    def begun_at(self, words: Sequence[Word], index: int, after: int) -> list[str]:
        """What the phrases stand for that words[index:after] are the beginning of, and not the whole."""
        return [
            meaning
            for phrase, meaning in self._beginning(words[index].key)
            if len(phrase) > after - index and _goes_on(phrase, words, index, after)
        ]

    def _beginning_with(self, key: str) -> tuple[tuple[Phrase, str], ...]:
        """The phrases whose first part the word is."""
        found = self._by_start.get(key.strip(_EDGES)[:2], ())
        return tuple((phrase, meaning) for phrase, meaning in found if _is_word(phrase[0], key))


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
    if not _may_begin_number(words[first].text):
        return first
    for count in (4, 3, 2, 1):
        if first + count < after and _NUMBER.fullmatch(" ".join(word.text for word in words[first : first + count])):
            return first + count
    return first


@lru_cache(maxsize=_MOST_WORDS)
def _may_begin_number(word: str) -> bool:
    """Whether a heading's number may begin with the word: it is one, or a label that may have one."""
    return bool(_NUMBER.fullmatch(word)) or word.casefold() == "prioriterat"


def _goes_on(phrase: Phrase, words: Sequence[Word], index: int, after: int) -> bool:
    """Whether words[index + 1:after] are the phrase's parts after the first."""
    return all(_is_word(phrase[at - index], words[at].key) for at in range(index + 1, after))


def _is_word(part: str, key: str) -> bool:
    bare = key.strip(_EDGES)
    return bare == part[1:] if part.startswith("=") else bare.startswith(part)
