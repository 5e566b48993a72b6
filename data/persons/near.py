"""Whether two names may be one person's, spelt in two ways."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from data.matching.texts import plain

_SOUNDS = (
    *(
        ("ch", "k"),
        ("ck", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("qu", "kv"),
        ("qv", "kv"),
        ("q", "k"),
        ("c", "k"),
        ("w", "v"),
    ),
    *(("z", "s"), ("x", "ks"), ("ij", "i"), ("y", "i"), ("dt", "t"), ("hj", "j")),
)
"""Letters that sound alike in names, replaced in this order."""
SHORT = 4
"""Parts of at most so many letters are near only when they sound alike: Berg is not Borg."""
LONG = 8
"""From so many letters two may differ; below it one."""


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[str, ...]:
    """The name's words without case and diacritics; a hyphenated name is one word."""
    return tuple(part for part in map(plain, name.split()) if part)


def why_near(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Why two names (their `parts`) may be one person, in Swedish; "" when they may not."""
    if not one or not other:
        return ""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        if all(_near(a, b) for a, b in zip(short, long, strict=True)):
            alike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
            if not alike:
                return "Bara prickar och accenter skiljer."
            return "Nästan samma stavning: " + ", ".join(f"{a}/{b}" for a, b in alike) + "."
        if len(short) > 1 and short[1:] == long[1:] and _initial_of(short[0], long[0]):
            return "Initialen stämmer och efternamnet är lika."
        if len(short) > 1 and short[:-1] == long[:-1] and _initial_of(short[-1], long[-1]):
            return "Förnamnet är lika och efternamnets initial stämmer."
        return ""
    if len(short) == 1:
        if short[0] == long[-1]:
            return "Efternamnet är lika; förnamnet saknas i det ena."
        if short[0] != long[0] and _near(short[0], long[0]):
            return f"Nästan samma förnamn: {short[0]}/{long[0]}."
        return ""
    if _near(short[0], long[0]) and _near(short[-1], long[-1]):
        return "Förnamn och efternamn stämmer; det ena har ett namn till."
    return ""


def _initial_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(long) > 1 and long.startswith(short)


@lru_cache(maxsize=65536)
def _near(one: str, other: str) -> bool:
    """Whether two words of names are the same but for how they are spelt."""
    if one == other or _sound(one) == _sound(other):
        return True
    size = min(len(one), len(other))
    if size <= SHORT:
        return False
    allowed = 2 if size >= LONG else 1
    return one[0] == other[0] and Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=4096)
def _sound(part: str) -> str:
    """A rough spelling by sound: Erik is Eric, Katarina is Catharina, Svensson is Swensson."""
    for letters, sound in _SOUNDS:
        part = part.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", part)
