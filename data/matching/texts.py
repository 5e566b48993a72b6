"""Text as matching compares it: words reduced so that inflection, compounds, typos and lost diacritics still meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011]\s*(?=\w)")
_TOKEN = re.compile(r"\d+(?:[/.:-]\d+)*|[^\W\d_]+")
_NOT_WORD = re.compile(r"[\W_]+")
# Scanned text has é for å, ä and ö, or no diacritics at all: these vowels are one letter to matching.
_ONE_VOWEL = str.maketrans("oe", "aa")
_ENDINGS = (
    "arnas", "ernas", "ornas", "andet", "andes", "ingen", "ingar", "ning", "arna", "erna", "orna", "ande", "ende",
    "aren", "aras", "ades", "ares", "ens", "ets", "are", "ade", "ast", "nas", "ats", "ing", "het", "nde", "ar", "er",
    "or", "en", "et", "an", "na", "as", "es", "ad", "at", "de", "te", "a", "e", "n", "t", "s",
)  # fmt: skip
_SHORTEST_STEM = 4
_COMPOUND = 9
_PART = 5


def plain(text: str) -> str:
    """Letters and digits only, without case and diacritics: the same words, however they were typed."""
    return _NOT_WORD.sub("", _bare(text))


def squeezed(text: str) -> str:
    """As `plain`, and the vowels that scanned text mixes up made one: equal also when one of the texts is scanned."""
    return _NOT_WORD.sub("", _folded(text))


def is_small(stem: str) -> bool:
    """A word that only holds others together: shared by two texts it says nothing, however few rows there are."""
    return stem in _SMALL


def words(text: str) -> tuple[str, ...]:
    """The text's different words as stems, in order; dates and other numbers ("21/2") stay whole."""
    return tuple(dict.fromkeys(_stem(word) for word in _TOKEN.findall(_HYPHEN.sub("", text.casefold()))))


def parts(word: str) -> tuple[str, ...]:
    """The first and last letters of a long word: what it shares with another compound of the same members."""
    return (f"{word[:_PART]}<", f">{word[-_PART:]}") if len(word) >= _COMPOUND and word[0].isalpha() else ()


def near(one: str, other: str) -> float:
    """How far one stem may stand for another, 0..1: one inside the other (fotbollsplan, fotboll) or a letter astray."""
    if not (one[0].isalpha() and other[0].isalpha()):
        return 0.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) >= _PART and (long.startswith(short) or long.endswith(short)):
        return 0.8
    if len(short) < _SHORTEST_STEM or len(long) - len(short) > 2:
        return 0.0
    most = 1 if len(short) < 7 else 2
    return 0.8 if Levenshtein.distance(short, long, score_cutoff=most) <= most else 0.0


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    folded = _folded(word)
    for ending in _FOLDED_ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded[: -len(ending)]
    return folded


def _folded(text: str) -> str:
    return _bare(text).translate(_ONE_VOWEL)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_FOLDED_ENDINGS = tuple(sorted({_folded(ending) for ending in _ENDINGS}, key=lambda ending: (-len(ending), ending)))
_SMALL_WORDS = (
    "alla", "att", "av", "de", "dem", "den", "denna", "det", "där", "efter", "ej", "eller", "en", "enligt",
    "ett", "för", "från", "genom", "har", "i", "in", "inför", "inom", "kan", "kring", "med", "men", "mot",
    "ned", "någon", "när", "och", "om", "på", "samt", "ska", "som", "så", "till", "tillsammans", "under", "upp",
    "ur", "ut", "vad", "var", "vara", "vi", "vid", "är", "över",
)  # fmt: skip
_SMALL = frozenset(map(_stem, _SMALL_WORDS))
