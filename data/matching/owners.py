"""Whether two lists of actors are the same people, whatever form their names were written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from rapidfuzz import fuzz

_WORD = re.compile(r"[^\W_]+")
_NEAR = 90.0


def same_owners(before: Collection[str], after: Collection[str]) -> bool:
    """Whether each actor ("kind:name") of one list is in the other: a first name stands for the full name."""
    return not differing(before, after) and not differing(after, before)


def differing(actors: Collection[str], others: Collection[str]) -> list[str]:
    """The actors that have no match among the others, as written, in order."""
    return [actor for actor in actors if not any(_same(actor, other) for other in others)]


def _same(one: str, other: str) -> bool:
    kind, name = _taken_apart(one)
    other_kind, other_name = _taken_apart(other)
    if name == other_name:
        return True
    if "person" not in (kind, other_kind):
        # A misspelt office is still that office; two persons' names may well differ by a letter.
        return fuzz.ratio(" ".join(name), " ".join(other_name)) >= _NEAR
    short, long = sorted((name, other_name), key=len)
    return kind == other_kind and len(short) == 1 and short == long[:1]


def _taken_apart(actor: str) -> tuple[str, list[str]]:
    kind, _, name = actor.rpartition(":")
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return kind, _WORD.findall("".join(char for char in decomposed if not unicodedata.combining(char)))
