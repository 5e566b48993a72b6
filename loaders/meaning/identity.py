"""Which names in one district are the same person.

Only two things are grouped: spellings that differ in capitals, hyphens and spaces, and a first name alone when just
one full name of the district begins with it. Everything less sure is proposed or asked, never merged in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from loaders.text import collapse, fold

_NOT_LETTER = re.compile(r"[^\w]+")
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


@dataclass(frozen=True, slots=True)
class Group:
    """One person: the `name` to show, all `spellings` met (the name first), the `keys` of the measures in order, and
    in Swedish why they belong together ("" when there is but one spelling)."""

    name: str
    spellings: tuple[str, ...]
    keys: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two groups that may be one person, by their names; `similarity` 0..100; `reason` in Swedish."""

    first: str
    second: str
    similarity: int
    reason: str


@dataclass(frozen=True, slots=True)
class IdentityDoubt:
    """A first name that could be several persons, or none: a Swedish `question` and the `candidates`' names."""

    name: str
    candidates: tuple[str, ...]
    keys: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """Every mention belongs to exactly one group; groups in the order in which they were first met."""

    groups: tuple[Group, ...]
    proposals: tuple[Proposal, ...]
    doubts: tuple[IdentityDoubt, ...]

    def name_of(self, spelling: str) -> str:
        """The group's name for a name as read; the name itself when no group holds it."""
        wanted = collapse(spelling)
        return next((g.name for g in self.groups if wanted in g.spellings), wanted)


@dataclass(slots=True)
class _Draft:
    """A group in the making: (key, spelling) of each mention."""

    mentions: list[tuple[str, str]]
    joined: list[tuple[str, str]]


def group_persons(mentions: Sequence[tuple[str, str]]) -> Grouping:
    """Group (key of the measure, name as read) within one district."""
    drafts: dict[str, _Draft] = {}
    for key, written in mentions:
        name = collapse(written)
        if _letters(name):
            drafts.setdefault(_letters(name), _Draft([], [])).mentions.append((key, name))
    full = {letters: draft for letters, draft in drafts.items() if len(_parts(_shown(draft))) > 1}
    alone = {letters: draft for letters, draft in drafts.items() if letters not in full}
    doubts: list[IdentityDoubt] = []
    for letters, draft in alone.items():
        first = _shown(draft)
        fits = [other for other in full.values() if _parts(_shown(other))[0] == fold(first)]
        if len(fits) == 1:
            fits[0].joined.extend(draft.mentions)
            del drafts[letters]
        else:
            names = tuple(_shown(other) for other in fits)
            doubts.append(
                IdentityDoubt(first, names, _unique(key for key, _ in draft.mentions), _question(first, names))
            )
    groups = tuple(_group(draft) for draft in drafts.values())
    return Grouping(groups, tuple(_proposals(groups)), tuple(doubts))


def _letters(name: str) -> str:
    """The name without case, hyphens, spaces and full stops; å, ä, ö and other letters stay what they are."""
    return _NOT_LETTER.sub("", name.casefold())


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    """The name's words, folded; a hyphenated name is one word."""
    return tuple(part for part in (_NOT_LETTER.sub("", word) for word in fold(name).split()) if part)


def _shown(draft: _Draft) -> str:
    """The spelling met most often; of equals the first."""
    counts = Counter(name for _, name in draft.mentions)
    return max(counts, key=lambda name: counts[name])


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _group(draft: _Draft) -> Group:
    name = _shown(draft)
    own = _unique([name, *(n for _, n in draft.mentions)])
    short = _unique(n for _, n in draft.joined)
    reasons = []
    if len(own) > 1:
        reasons.append(f"{_quoted(own)} skiljer sig bara i stor bokstav, bindestreck eller mellanrum.")
    if short:
        reasons.append(f"{_quoted(short)} är {name}: ingen annan med fullt namn heter så här.")
    keys = _unique(key for key, _ in [*draft.mentions, *draft.joined])
    return Group(name, _unique([*own, *short]), keys, " ".join(reasons))


def _quoted(names: Iterable[str]) -> str:
    return " och ".join(f"«{name}»" for name in names)


def _question(first: str, candidates: tuple[str, ...]) -> str:
    if candidates:
        return f"Vem är «{first}»: {', '.join(candidates[:-1])} eller {candidates[-1]}?"
    return f"Vem är «{first}»? Inget fullt namn i distriktet börjar så."


def _proposals(groups: Sequence[Group]) -> Iterable[Proposal]:
    for one, other in combinations(groups, 2):
        reason = _why_near(_parts(one.name), _parts(other.name))
        if reason:
            yield Proposal(one.name, other.name, round(fuzz.ratio(fold(one.name), fold(other.name))), reason)


def _why_near(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Why two names may be one person, in Swedish; "" when they may not."""
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
