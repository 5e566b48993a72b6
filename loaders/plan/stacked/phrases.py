"""Phrases of the vocabulary matched against a stream of words, clean or through OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from loaders.plan.stacked.text import Word, key_of
from loaders.text import fold
from loaders.vocabulary import words as vocabulary

Phrase = tuple[str, ...]
# How many words' phrases are remembered.
_MOST_WORDS = 20_000
# What may stand before such a label.
_PRIORITY = "prioriterat"
_EDGES = ".,:;!?()\"'”“’»«–—•"


@cache
def joining(is_ocr: bool) -> frozenset[str]:
    """The words that join what stands after them to what stands before, as they are matched."""
    return frozenset(key_of(word, is_ocr) for word in vocabulary("stacked")["borders"]["joining"])


@cache
def _area_joins() -> frozenset[str]:
    return joining(False) | {"/"}


class Phrases:
    """Phrases by the beginning of their first word. A part that begins with "=" must be the whole word. After one of
    them and "och" one of `joined` may stand: «Systemhotande brottslighet och otillåten påverkan»."""

    def __init__(self, by_start: Mapping[str, Sequence[tuple[Phrase, str]]], joined: Phrases | None = None) -> None:
        self._by_start = by_start
        self._joined = joined
        # Most words begin no phrase, and most come again.
        self._beginning = lru_cache(maxsize=_MOST_WORDS)(self._beginning_with)

    def at(self, words: Sequence[Word], index: int, after: int) -> list[tuple[int, str]]:
        """All phrases that begin at words[index] and end before words[after]: (words taken, what it stands for)."""
        found = [
            (len(phrase), meaning)
            for phrase, meaning in self._beginning(words[index].key)
            if index + len(phrase) <= after and _goes_on(phrase, words, index, index + len(phrase))
        ]
        if not found or self._joined is None:
            return found
        return [
            (taken + 1 + more, meaning)
            for taken, meaning in found
            if index + taken + 1 < after and words[index + taken].text.casefold() in _area_joins()
            for more, _ in self._joined.at(words, index + taken + 1, after)
        ] + found

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


def phrases(
    entries: Iterable[tuple[str, str]], is_ocr: bool, whole: bool = False, joined: Phrases | None = None
) -> Phrases:
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
    return Phrases(
        {start: tuple(sorted(found, key=lambda one: -len(one[0]))) for start, found in table.items()}, joined
    )


@cache
def area_names(is_ocr: bool) -> Phrases:
    """The agreement's areas by their own names, of which one may be joined with another or with a topic."""
    names = ((name, "area") for name, key in _of_areas() if key == "names")
    return phrases(names, is_ocr, joined=phrases(_of_areas(), is_ocr))


@cache
def area_words(is_ocr: bool) -> Phrases:
    """The same with the areas' topics, told apart as «names» and «topics»."""
    return phrases(_of_areas(), is_ocr, joined=phrases(_of_areas(), is_ocr))


def _of_areas() -> list[tuple[str, str]]:
    return [
        (name, key)
        for area in vocabulary("areas").values()
        if isinstance(area, dict)
        for key in ("names", "topics")
        for name in area.get(key, ())
    ]


def past_number(words: Sequence[Word], first: int, after: int) -> int:
    """The word after a heading's number ("1.", "Område 2:", "A)"), `first` where it has none."""
    if not _may_begin_number(words[first].text):
        return first
    for count in (4, 3, 2, 1):
        if first + count < after and _is_number(tuple(word.text for word in words[first : first + count])):
            return first + count
    return first


@cache
def area_label() -> str:
    """A pattern of the words that label an area's heading, as folded text has them."""
    labels = vocabulary("stacked")["area_headings"]["labels"]
    words = "|".join(f"[a-z-]*{re.escape(label[1:])}" if label[:1] == "*" else re.escape(label) for label in labels)
    return rf"(?:{_PRIORITY}\s)?(?:{words})"


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?:{area_label()}\s?)?(?:\d{{1,2}}|[a-h])?\s?[.:)–-]?")


@lru_cache(maxsize=_MOST_WORDS)
def _is_number(texts: tuple[str, ...]) -> bool:
    return bool(_number().fullmatch(fold(" ".join(texts))))


@lru_cache(maxsize=_MOST_WORDS)
def _may_begin_number(word: str) -> bool:
    """Whether a heading's number may begin with the word: it is one, or a label that may have one."""
    return _is_number((word,)) or fold(word) == _PRIORITY


def _goes_on(phrase: Phrase, words: Sequence[Word], index: int, after: int) -> bool:
    """Whether words[index + 1:after] are the phrase's parts after the first."""
    return all(_is_word(phrase[at - index], words[at].key) for at in range(index + 1, after))


def _is_word(part: str, key: str) -> bool:
    bare = key.strip(_EDGES)
    return bare == part[1:] if part.startswith("=") else bare.startswith(part)
