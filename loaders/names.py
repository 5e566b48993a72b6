"""First names, by the vocabulary: for whoever must tell a person from a place or an office."""

from __future__ import annotations

from functools import cache

from loaders.text import fold
from loaders.vocabulary import words


def is_first_name(text: str) -> bool:
    """Whether the vocabulary has the word as a first name."""
    return fold(text) in _first_names()


@cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(name) for name in words("names")["first"])
