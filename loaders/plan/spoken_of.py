"""Which columns a header speaks of by a word in it, where nothing in the vocabulary is the whole of it.

Districts ask in their own words («Vad vill ni nå med det här?», «Vem håller i arbetet?») and make compounds
(«Trygghetsinsats»). The first word decides: what comes after it says more of the same («Mål för insatsen»).
"""

from __future__ import annotations

import re
from functools import cache

from loaders.text import fold
from loaders.vocabulary import words

_ASKED, _HELD = 0.85, 0.8
"""How sure a header is that asks or tells what «we» do, and any other that holds a word."""
_MOST_WORDS = 8
_LEADS = frozenset({
    "vad", "varfor", "vem", "vems", "vilka", "vilken", "vilket", "nar", "var", "vart", "hur", "det", "detta", "den",
    "de", "sa", "har", "dit", "vi", "vara",
})  # fmt: skip
_PART = 3
"""So many letters a compound has beside the part of it that decides."""


def spoken_of(text: str, plain: str) -> tuple[tuple[str, ...], float] | None:
    """The columns that a header speaks of and how sure that is; None when it holds no such word. `plain` is the header
    as matched with the vocabulary."""
    said = plain.split()
    if not said or len(said) > _MOST_WORDS or "?" in text.rstrip()[:-1]:
        return None  # of two questions each may be a header
    found = min(
        ((place.start(), -len(place[0]), columns) for columns, held in _holding() if (place := held.search(plain))),
        default=None,
        key=lambda one: one[:2],
    )
    if found is None:
        return None
    is_asked = said[0] in _LEADS and not text.rstrip().endswith((".", ",", ";"))
    return found[2], _ASKED if is_asked else _HELD


@cache
def _holding() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """For each entry of the vocabulary its columns, and what finds the first of the words that speak of them."""
    entries = [
        (tuple(entry.get("columns", [column])), entry.get("holds", ()))
        for column, value in words("headers").items()
        for entry in (value if isinstance(value, list) else [value])
    ]
    return tuple((columns, re.compile("|".join(map(_pattern, _longest(held))))) for columns, held in entries if held)


def _longest(held: list[str]) -> list[str]:
    return sorted(held, key=lambda word: -len(word))


def _pattern(word: str) -> str:
    """What finds a word, or a part of a compound: «-mål» ends one, «tids-» begins one."""
    bare = re.escape(fold(word.strip("-")))
    before = rf"\b\w{{{_PART},}}?" if word.startswith("-") else r"\b"
    after = rf"\w{{{_PART},}}\b" if word.endswith("-") else r"\b"
    return f"{before}{bare}{after}"
