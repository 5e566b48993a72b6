"""Which samverkanspart an actor belongs to, by the vocabulary in parties.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.text import fold
from loaders.vocabulary import words


@dataclass(frozen=True, slots=True)
class _Party:
    name: str
    home: bool
    whole: tuple[str, ...]
    alone: tuple[str, ...]
    parts: tuple[str, ...]
    functions: tuple[str, ...]
    not_functions: tuple[str, ...]
    not_parts: tuple[str, ...]


@cache
def _parties() -> tuple[_Party, ...]:
    def folded(values: list[str]) -> tuple[str, ...]:
        return tuple(fold(value) for value in values)

    return tuple(
        _Party(
            entry["name"],
            entry.get("home", False),
            folded(entry["words"]),
            folded(entry.get("alone", [])),
            folded(entry["parts"]),
            folded(entry["functions"]),
            folded(entry.get("not_functions", [])),
            folded(entry.get("not_parts", [])),
        )
        for entry in words("parties")["party"]
    )


@lru_cache(maxsize=8192)
def party_of(kind: str, name: str, title: str, home: str) -> str:
    """The party of an actor; a person's is told by the title. "" when the vocabulary names none.

    `home` is what the municipality's own parts are called ("Stadsdelsförvaltningen" or "Kommunen").
    """
    if kind == "person":
        return _of_function(fold(title), home) or _of_body(fold(title), home) if title else ""
    folded = fold(name)
    if kind == "function":
        return _of_function(folded, home) or _of_body(folded, home)
    return _of_body(folded, home)


def _of_function(folded: str, home: str) -> str:
    for party in _parties():
        if any(part in folded for part in party.not_functions):
            continue
        if any(part in folded for part in party.functions):
            return home if party.home else party.name
    return ""


def _of_body(folded: str, home: str) -> str:
    padded = f" {folded.replace('-', ' ')} "
    for party in _parties():
        if any(part in folded for part in party.not_parts):
            continue
        if (
            folded in party.alone
            or any(f" {whole.replace('-', ' ')} " in padded for whole in party.whole)
            or any(part in folded for part in party.parts)
        ):
            return home if party.home else party.name
    return ""
