"""What the opening words of a statement say of what it is about: a place, one of several, a numbered part, a term."""

from __future__ import annotations

from functools import lru_cache

from loaders.meaning.status_time import tells_time
from loaders.meaning.status_words import SMALL, VERBS
from loaders.vocabulary import words as vocabulary

_NO_PLACE: tuple[list[str], ...] = (
    [],
    ["grund"],
    ["stallet"],
    ["ar"],
    ["grundval"],
    ["slutet"],
    ["borjan"],
    ["samband"],
    ["samrad"],
)
_ORDINALS = frozenset({"andra", "tredje", "fjarde", "femte", "sista", "till"})
_OTHERS = frozenset(
    {"ovriga", "resterande", "ytterligare", "sista", "hostens", "varens", "hosttillfallet", "vartillfallet"}
)
_KIN = vocabulary("status")["kin"]
_NO_KIN = frozenset(_KIN["no_kin"])
_KINDS = {kind: tuple(_KIN[kind]) for kind in ("party", "place")}
_ONE_OR_OTHER = frozenset({"ena", "andra"})
_NUMBERS = {"forsta": 1, "andra": 2, "tredje": 3, "fjarde": 4}
_PART_NOUNS = frozenset({"fas", "etapp", "del", "steg", "omgang", "grupp", "moment", "kurs", "delmal"})
_DEFINITE = ("en", "et")
_LETTERS = frozenset("abcdefgh")
_SEASONS = {
    **dict.fromkeys(("varen", "varas", "vt", "varterminen", "varens"), "spring"),
    **dict.fromkeys(("hosten", "host", "ht", "hostas", "hostterminen", "hostens"), "autumn"),
}


def elsewhere_begins(words: list[str]) -> bool:
    """«I söder fick …»: the statement is of one place, beside another."""
    return words[0] in {"i", "pa", "vid", "hos"} and words[1:2] not in _NO_PLACE and not tells_time(words[:4])


def kinds_of(words: list[str]) -> frozenset[str]:
    """The kinds («place», «party») of which the words name one."""
    return frozenset(kind for word in words if (kind := kind_of(word)))


@lru_cache(maxsize=10_000)
def kind_of(word: str) -> str:
    """«place» or «party» where the word is a name or a noun for one, else empty."""
    if word in _NO_KIN:
        return ""
    return next((kind for kind, endings in _KINDS.items() if word.endswith(endings)), "")


def one_more(words: list[str]) -> bool:
    """«Den fjärde skolan …», «Ett tredje tillfälle …»: the statement is of one of several."""
    at = 1 if words[0] in {"men", "dock", "daremot"} else 0
    first, then = [*words[at : at + 2], "", ""][:2]
    if first in {"den", "det", "en", "ett"} and then in _ORDINALS:
        return True
    if first in {"den", "det"} and then in {"for", "med", "pa", "i"}:
        return True  # «den för vårdnadshavare»
    return first in _OTHERS and then.isalpha() and then not in SMALL.no_subject


def found_none(words: list[str]) -> bool:
    """«Inga överträdelser har upptäckts»: what was found, not what was done."""
    return words[0] in {"inga", "inget", "ingen"} and len(words) > 1 and not words[1].endswith(SMALL.occasions)


def numbered(words: list[str]) -> str:
    """«grupp 2», «moment b», «fas ett», «andra omgången», «den andra»: the numbered part that the statement opens
    with, else empty."""
    first, then, third = [*words[:3], "", "", ""][:3]
    if first in {"den", "det"} and then in _ONE_OR_OTHER:
        return then
    if first in {"den", "det"} and then in _NUMBERS and third.endswith(_DEFINITE):
        return f"{third} {_NUMBERS[then]}"
    if first == "andra" and VERBS.get(then, "neutral") != "neutral":
        return first
    if first in _NUMBERS and then.endswith(_DEFINITE):
        return f"{then} {_NUMBERS[first]}"
    if first in _PART_NOUNS and then in SMALL.numerals:
        return f"{first} {SMALL.numerals[then]}"
    numbered = (
        first.isalpha() and third != "/" and then != "" and ((then.isdigit() and len(then) < 3) or then in _LETTERS)
    )
    return f"{first} {then}" if numbered and first not in {"v", "vecka"} else ""


def season(words: list[str]) -> str:
    """Which of the year's two terms the statement names, else empty."""
    named = {_SEASONS[word] for word in words if word in _SEASONS}
    return named.pop() if len(named) == 1 else ""
