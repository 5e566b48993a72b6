"""Which names in one district are the same person.

What people have said goes first, the latest word before the earlier. By rule two things are grouped: spellings that
differ in capitals, hyphens and spaces, and a first name alone when just one full name of the district begins with it.
Everything less sure is asked, never merged in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz import fuzz

from data.persons.near import parts, why_near

_NOT_LETTER = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person has said of two spellings: that they are the `same` person, or are two."""

    first: str
    second: str
    same: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is written, and why it is the group's: `decided_by` is «same» for the group's own name, «rule» or
    «hand»; `reason` a Swedish sentence, "" for the name itself."""

    text: str
    decided_by: Literal["same", "rule", "hand"]
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """One person: the `name` to show and all `spellings` met, the name first."""

    name: str
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a human must decide: whether `first` and `second` (spellings of two groups) are one person.

    `kind` is «first_name» (a first name alone that several full names begin with; one question for each), «near»
    (nearly the same spelling) or «alone» (a first name that no full name begins with: `second` is ""). `similarity`
    is 0..100; `reason` is Swedish.
    """

    kind: Literal["first_name", "near", "alone"]
    first: str
    second: str
    similarity: int
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """Every spelling belongs to exactly one group; groups in the order in which they were first met."""

    groups: tuple[Group, ...]
    questions: tuple[Question, ...]


def group_persons(mentions: Sequence[str], said: Sequence[Said] = ()) -> Grouping:
    """Group the persons' names of one district. `mentions` are the names as written, in reading order, one for each
    time; `said` what people have said, earliest first. A name without letters is nobody."""
    met = Counter(name for name in mentions if _letters(name))
    persons = _Persons(met)
    persons.follow(said)
    decided = persons.copy()
    persons.join_same_letters()
    first_names = persons.first_names()
    groups = tuple(_group(names, persons, decided) for names in persons.groups())
    near = _near_questions(groups, persons)
    asked = {name for question in near for name in (question.first, question.second)}
    kept = (question for question in first_names if question.kind != "alone" or question.first not in asked)
    return Grouping(groups, (*kept, *near))


class _Persons:
    """Spellings joined step by step; two that somebody has called two are never joined, not by way of others either."""

    def __init__(self, met: Counter[str]) -> None:
        self.met = met
        self.members: dict[str, list[str]] = {name: [name] for name in met}
        self.apart: set[frozenset[str]] = set()

    def copy(self) -> _Persons:
        """As it stands now."""
        other = _Persons(self.met)
        shared = {id(names): list(names) for names in self.members.values()}
        other.members = {name: shared[id(names)] for name, names in self.members.items()}
        other.apart = set(self.apart)
        return other

    def are_one(self, one: str, other: str) -> bool:
        """Whether the two spellings are joined."""
        return self.members[one] is self.members[other]

    def may_join(self, one: str, other: str) -> bool:
        """Whether nobody has called any of the one's spellings and any of the other's two persons."""
        return not any(frozenset((a, b)) in self.apart for a in self.members[one] for b in self.members[other])

    def join(self, one: str, other: str) -> None:
        """Make the two one, unless they may not be."""
        if self.are_one(one, other) or not self.may_join(one, other):
            return
        together = [*self.members[one], *self.members[other]]
        for name in together:
            self.members[name] = together

    def follow(self, said: Sequence[Said]) -> None:
        """What people say, the latest first: an earlier word that goes against it falls. A spelling that stands in no
        document now still joins those that it was said to be."""
        for word in reversed(said):
            for name in (word.first, word.second):
                self.members.setdefault(name, [name])
            if word.same:
                self.join(word.first, word.second)
            elif not self.are_one(word.first, word.second):
                self.apart.add(frozenset((word.first, word.second)))

    def join_same_letters(self) -> None:
        """Capitals, hyphens, spaces and full stops make no new person."""
        first: dict[str, str] = {}
        for name in self.met:
            self.join(first.setdefault(_letters(name), name), name)

    def first_names(self) -> list[Question]:
        """Join each first name alone to the one full name that begins with it; ask where there are several or none.

        Where somebody has ruled out one of several, the last one is still asked: to say who it is not is not to say
        who it is.
        """
        full = [names for names in self.groups() if self._is_full(names)]
        asked: list[Question] = []
        for names in self.groups():
            if self._is_full(names):
                continue
            alone = self.shown(names)
            fits = [whole for whole in full if any(parts(name)[:1] == parts(alone) for name in whole)]
            left = [self.shown(whole) for whole in fits if self.may_join(alone, whole[0])]
            if not fits:
                asked.append(Question("alone", alone, "", 0, "Inget fullt namn i distriktet börjar så."))
            elif len(fits) == 1:
                self.join(alone, fits[0][0])
            else:
                asked += [Question("first_name", alone, name, _similar(alone, name), _why_asked(left)) for name in left]
        return asked

    def _is_full(self, names: Sequence[str]) -> bool:
        """Whether any spelling of the person is a full name: one that stands nowhere now, too."""
        return any(len(parts(name)) > 1 for name in self.members[names[0]])

    def groups(self) -> list[list[str]]:
        """The spellings that are met, each group once, in the order in which they were first met."""
        seen: dict[int, list[str]] = {}
        for name in self.met:
            seen.setdefault(id(self.members[name]), []).append(name)
        return list(seen.values())

    def shown(self, names: Sequence[str]) -> str:
        """The name to show: a full name before a first name; the one met most often; of equals the first."""
        return max(names, key=lambda name: (len(parts(name)) > 1, self.met[name]))


def _letters(name: str) -> str:
    """The name without case, hyphens, spaces and full stops; å, ä, ö and other letters stay what they are."""
    return _NOT_LETTER.sub("", name.casefold())


def _why_asked(left: Sequence[str]) -> str:
    if len(left) == 1:
        return "Ett fullt namn som börjar så återstår."
    return f"{len(left)} fulla namn i distriktet börjar så."


def _group(names: Sequence[str], persons: _Persons, decided: _Persons) -> Group:
    name = persons.shown(names)
    others = (_spelling(other, name, decided) for other in names if other != name)
    return Group(name, (Spelling(name, "same", ""), *others))


def _spelling(text: str, name: str, decided: _Persons) -> Spelling:
    if decided.are_one(text, name):
        return Spelling(text, "hand", f"Avgjort för hand: samma person som {name}.")
    if _letters(text) == _letters(name):
        return Spelling(text, "rule", f"Skiljer sig från {name} bara i stor bokstav, bindestreck eller mellanrum.")
    if len(parts(text)) > 1 or len(parts(name)) == 1:
        return Spelling(text, "hand", f"Avgjort för hand om en annan stavning: samma person som {name}.")
    return Spelling(text, "rule", f"Ingen annan med fullt namn i distriktet heter {text} i förnamn.")


def _near_questions(groups: Sequence[Group], persons: _Persons) -> list[Question]:
    """One question for each two groups of which two spellings are near: the names to show first."""
    found: list[Question] = []
    for (one, names), (other, others) in combinations([(group.name, _own(group)) for group in groups], 2):
        near = next((hit for a in names for b in others if (hit := (a[0], b[0], why_near(a[1], b[1])))[2]), None)
        if near and persons.may_join(one, other):
            first, second, reason = near
            found.append(Question("near", first, second, _similar(first, second), reason))
    return found


def _own(group: Group) -> list[tuple[str, tuple[str, ...]]]:
    """The spellings, with their parts, that tell who it is: not a first name that was taken for the full one."""
    whole = [(spelling.text, parts(spelling.text)) for spelling in group.spellings]
    return [each for each in whole if len(each[1]) > 1] or whole[:1]


def _similar(one: str, other: str) -> int:
    return round(fuzz.ratio(" ".join(parts(one)), " ".join(parts(other))))
