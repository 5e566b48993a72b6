"""What a measure is about, as weighted words: its own words most, its place in the plan and its cause beside them.

Swedish joins words, so a long word also counts as the shorter ones in it, when the plans themselves use those
(kvällsvandring: kväll, vandring). What is written in capitals (LOSAM, SSPF) is a name and counts more, as do the
field's own words in words.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from data.matching import texts

_WORDS: Final = Path(__file__).with_name("words.toml")
_HYPHEN: Final = re.compile(r"(?<=\w)[-\u2010\u2011/](?=\w)")
_NAME: Final = re.compile(r"\b[A-ZÅÄÖ]{2,}\d*\b")
_MEANING: Final = "="
"""Before the stem that stands for a group of words.toml: such words are what the field calls its things."""
_SHORTEST_PART: Final = 4
_COMPOUND: Final = 8
_NAMED: Final = 1.6
_WEAK: Final = 0.25
_PART: Final = 0.5
_TITLE, _PLACE, _CAUSE = 1.0, 0.8, 0.45
"""How much the measure's own words weigh, those of the place or problem it stands under, and those of its cause."""


@dataclass(frozen=True, slots=True)
class Text:
    """One measure as it is compared: `id` comes back in the answer, `district` keeps a district from meeting itself."""

    id: str
    district: str
    area: str
    place: str
    cause: str
    title: str


def features(text: Text, known: Collection[str]) -> dict[str, float]:
    """Each word of the measure with its weight. `known` are the stems that may be parts of longer words."""
    found: dict[str, float] = {}
    for part, weight in ((text.cause, _CAUSE), (text.place, _PLACE), (text.title, _TITLE)):
        names = _names(part)
        for stem in stems(part):
            named = stem in names or stem.startswith(_MEANING)
            own = weight * (_WEAK if stem in _weak() else _NAMED if named else 1.0)
            found[stem] = max(found.get(stem, 0.0), own)
            for shorter in _parts(stem, known):
                held = weight * _PART * (_WEAK if shorter in _weak() else 1.0)
                found[shorter] = max(found.get(shorter, 0.0), held)
    return found


def stems(text: str) -> tuple[str, ...]:
    """The text's different words as stems, phrases that mean one thing made one word, small words left out."""
    found = list(texts.words(_HYPHEN.sub(" ", text)))
    return tuple(dict.fromkeys(stem for stem in _joined(found) if not texts.is_small(stem) and len(stem) > 1))


def vocabulary(all_texts: Iterable[Text]) -> frozenset[str]:
    """Every stem of the texts that is long enough to be a part of another word."""
    return frozenset(
        stem
        for text in all_texts
        for part in (text.title, text.place, text.cause)
        for stem in stems(part)
        if len(stem) >= _SHORTEST_PART and stem.isalpha()
    )


def _joined(found: list[str]) -> Iterable[str]:
    """The stems with each phrase of words.toml replaced by the one stem that stands for it, the longest first."""
    place = 0
    while place < len(found):
        for length in range(min(_longest(), len(found) - place), 0, -1):
            meaning = _phrases().get(tuple(found[place : place + length]))
            if meaning:
                yield meaning
                place += length
                break
        else:
            yield found[place]
            place += 1


def _parts(stem: str, known: Collection[str]) -> tuple[str, ...]:
    """The shorter words that a long one is made of: «kvallsvandr» holds «kvall» and «vandr»."""
    if len(stem) < _COMPOUND or not stem.isalpha():
        return ()
    found = []
    for cut in range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1):
        head, tail = stem[:cut], stem[cut:]
        found += [part for part in (head, head.removesuffix("s"), tail) if part in known and len(part) < len(stem)]
    return tuple(dict.fromkeys(found))


def _names(text: str) -> frozenset[str]:
    if text.isupper():  # a heading in capitals names nothing
        return frozenset()
    return frozenset(stem for name in _NAME.findall(text) for stem in stems(name))


@cache
def _lists() -> Mapping[str, list[list[str]] | list[str]]:
    with _WORDS.open("rb") as file:
        return tomllib.load(file)


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {
        texts.words(_HYPHEN.sub(" ", word)): _MEANING + "".join(texts.words(group[0]))
        for group in _lists()["same"]
        for word in group
    }


@cache
def _longest() -> int:
    return max(len(phrase) for phrase in _phrases())


@cache
def _weak() -> frozenset[str]:
    return frozenset(stem for word in _lists()["weak"] for stem in stems(str(word)))
