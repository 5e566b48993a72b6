"""What is never shown, and what is hidden when the reader asks for it: contact details and persons' names.

Every answer of the register passes through here on its way to a page (cache.ask), so that no page can forget it.
Pure functions of texts; who is a person is the register's knowledge (the question `people`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

NO_CONTACT: Final = "kontaktuppgift dold"
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
_PHONE: Final = re.compile(
    r"(?<![\w.,/-])(?:\+46[\s-]?(?:\(0\)\s?)?[1-9]\d{0,2}|0[1-9]\d{0,2})[\s/–-]{0,3}\d{2,4}(?:[\s–-]?\d{2,4}){1,3}(?![\w])"
)
_NO_PHONE: Final = re.compile(
    r"\d\d[\s/-]\d\d[\s/-](?:19|20)\d\d"  # 05-12 2024: a day
    r"|[01]\d[0-5]\d\s?[–-]\s?[0-2]\d[0-5]\d"  # 0730-1630: hours
)
_DOUBLED: Final = re.compile(rf"{NO_CONTACT}(?:[\s,;/]*(?:och\s)?{NO_CONTACT})+")
_LONGEST_NAME: Final = 4
"""Words in a person's name: what is longer is more than a name, and its words are not names."""
_WORD: Final = re.compile(r"\w+")
_PLACE_NOUNS: Final = frozenset(
    _WORD.findall(
        "allé backe berg bro center centrum fält gata gatan gård hage hamn hus höjd kyrka park parken plan plats skola "
        "skolan sluss strand stig torg torget tunnel trädgård udde väg vägen ängar"
    )
)
"""After what could be a name, these make it a place: «Björns trädgård»."""
_CODES: Final = frozenset(
    _WORD.findall(
        "measure plan district area status light timing kind change filter field year_class state moment origin "
        "before_measure after_measure before_plan after_plan next_plan before_entry after_entry proposed"
    )
)
"""Columns of ids, codes and plans' names: no document's text."""
_WHO_DID: Final[Mapping[str, tuple[str, ...]]] = {
    "measure_corrections": ("who", "undone_by"),
    "corrections": ("who", "undone_by"),
    "identity_decisions": ("who",),
    "person_decisions": ("who", "undone_by"),
    "documents": ("imported_by",),
    "import_log": ("who",),
}
"""Columns that name the one who used the dashboard, per question: persons whom no plan need know."""


def without_contacts(text: str) -> str:
    """The text with telephone numbers and e-mail addresses replaced by words that say so."""
    if "@" not in text and not any(sign.isdigit() for sign in text):
        return text
    found = _MAIL.sub(NO_CONTACT, text)
    found = _PHONE.sub(lambda match: match[0] if _NO_PHONE.fullmatch(match[0]) else NO_CONTACT, found)
    return _DOUBLED.sub(NO_CONTACT, found) if found != text else text


def initials(name: str) -> str:
    """«E.E.» for Eva Ek, «A-K.E.» for Anna-Karin Ek; what is written small (von, af) is left out."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split()
    return "".join(f"{'-'.join(part[:1].upper() for part in word.split('-') if part)}." for word in words)


@dataclass(frozen=True)
class People:
    """The persons whom the register knows, in the order that it learnt of them, each as written and as known (several
    spellings may be one person's), and `others`: names that are no persons', which are left alone where a word in them
    is also a name, unless they hold a person's whole name."""

    persons: tuple[tuple[str, str], ...]
    others: tuple[str, ...] = ()

    @cached_property
    def by_person(self) -> Mapping[str, str]:
        """What stands for each name: the person's initials, with a number from the second who has the same."""
        taken: dict[str, int] = {}
        found: dict[str, str] = {}
        for _, person in self.persons:
            if person not in found:
                short = initials(person)
                taken[short] = taken.get(short, 0) + 1
                found[person] = short if taken[short] == 1 else f"{short} ({taken[short]})"
        return {name: found[person] for name, person in self.persons} | found

    @cached_property
    def _whole(self) -> frozenset[tuple[str, ...]]:
        """The words of each person's name of more than one word, the last also in the genitive."""
        names = [_words(name) for name in self.by_person]
        return frozenset((*name[:-1], last) for name in names if len(name) > 1 for last in (name[-1], f"{name[-1]}s"))

    def _names_a_person(self, words: tuple[str, ...]) -> bool:
        """Whether a person's whole name stands among the words."""
        longest = max((len(name) for name in self._whole), default=0)
        return any(
            words[first : first + length] in self._whole
            for length in range(2, longest + 1)
            for first in range(len(words) - length + 1)
        )

    @cached_property
    def _by_hidden(self) -> Mapping[str, str]:
        return {self.hidden(other): other for other in self.others}

    def written(self, text: str) -> str:
        """The way back from `hidden` for a delområde, which may have somebody's name in it."""
        return self._by_hidden.get(text, text)

    @cached_property
    def _by_initials(self) -> Mapping[str, str]:
        return {self.by_person[person]: person for _, person in self.persons}

    def actor(self, key: str) -> str:
        """«person:E.E.» for «person:Eva Ek»; what names no known person is as it was."""
        kind, colon, name = key.rpartition(":")
        return f"{kind}{colon}{self.by_person.get(name, name)}" if kind in ("", "person") else key

    def named(self, key: str) -> str:
        """The way back from `actor`: who the initials stand for."""
        kind, colon, name = key.rpartition(":")
        return f"{kind}{colon}{self._by_initials.get(name, name)}" if kind in ("", "person") else key

    def searched(self, text: str) -> str:
        """Words to search for, with the person's name for the initials: they stand in no document."""
        for short in sorted(self._by_initials, key=len, reverse=True):
            text = text.replace(short, self._by_initials[short])
        return text

    def hidden(self, text: str) -> str:
        """The text with every known person's name replaced by initials: whole names however they are written, parts
        of names and single names where they stand with a capital. A genitive's s is left."""
        if text in self.by_person:
            return self.by_person[text]
        found = list(_WORD.finditer(text))
        small = [word[0].casefold() for word in found]
        parts: list[str] = []
        done, place = 0, 0
        while place < len(found):
            name = self._at(small, found, place)
            if name is None:
                place += 1
                continue
            last = found[place + len(name.words) - 1]
            if name.short:
                genitive = small[place + len(name.words) - 1] != name.words[-1]
                parts += [text[done : found[place].start()], name.short, "s" if genitive else ""]
                done = last.end()
            place += len(name.words)
        return "".join([*parts, text[done:]]) if parts else text

    def _at(self, small: list[str], found: list[re.Match[str]], place: int) -> _Name | None:
        """The name that begins at word `place`, if any."""
        first = small[place]
        for name in (*self._beginning.get(first, ()), *self._beginning.get(first.removesuffix("s"), ())):
            end = place + len(name.words)
            said = small[place:end]
            if said[:-1] != list(name.words[:-1]) or not said or said[-1] not in (name.words[-1], f"{name.words[-1]}s"):
                continue
            following = small[end] if end < len(small) else ""
            if not name.part or (found[place][0][0].isupper() and following not in _PLACE_NOUNS):
                return name
        return None

    @cached_property
    def _beginning(self) -> Mapping[str, tuple[_Name, ...]]:
        """Names by their first word, small; whole names before parts, the longest first."""
        names = [_Name(_words(person), short, len(_words(person)) == 1) for person, short in self.by_person.items()]
        kept = [_words(other) for other in self.others]
        names += [_Name(other, "", False) for other in kept if len(other) > 1 and not self._names_a_person(other)]
        owners: dict[str, set[str]] = {}
        for person, short in self.by_person.items():
            written = [word for word in person.split() if word[:1].isupper()]
            for word in written if 1 < len(written) <= _LONGEST_NAME else ():
                for part in {word, *word.split("-")}:
                    if len(part) > 1 and part not in self.by_person:
                        owners.setdefault(part, set()).add(short)
        names += [
            _Name(_words(part), next(iter(shorts)) if len(shorts) == 1 else initials(part), True)
            for part, shorts in owners.items()
        ]
        found: dict[str, list[_Name]] = {}
        for name in names:
            if name.words:
                found.setdefault(name.words[0], []).append(name)
        return {
            first: tuple(sorted(same, key=lambda name: (name.part, -len(name.words), not name.short)))
            for first, same in found.items()
        }


@dataclass(frozen=True, slots=True)
class _Name:
    """Its words, small; what stands for it, "" when it is left alone; a `part` may be another word, so it must stand
    with a capital and not before what makes it a place."""

    words: tuple[str, ...]
    short: str
    part: bool


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(name))


def shown(question: str, answer: pd.DataFrame, people: People | None, contacts: bool) -> pd.DataFrame:
    """An answer of the register as it may be shown: names hidden when `people` is given, contact details unless
    `contacts`. Ids and codes are left as they are."""
    masked: dict[str, str] = {}

    def text(value: Any) -> Any:
        if isinstance(value, str):
            if value not in masked:
                said = value if contacts else without_contacts(value)
                masked[value] = people.hidden(said) if people else said
            return masked[value]
        if isinstance(value, Mapping):
            return {key: text(each) for key, each in value.items()}
        if isinstance(value, Iterable):
            return [text(each) for each in value]
        return value

    found = answer.copy()
    for column in found.columns:
        if column in _CODES or not _holds_texts(found[column]):
            continue
        if people and column in _WHO_DID.get(question, ()):
            found[column] = [initials(value) if isinstance(value, str) else value for value in found[column]]
            continue
        whole = [text(value) for value in found[column]]
        if any(new is not old for new, old in zip(whole, found[column], strict=True)):
            found[column] = pd.Series(whole, index=found.index, dtype=found[column].dtype)
    return found


def _holds_texts(column: pd.Series[Any]) -> bool:
    return bool(pd.api.types.is_string_dtype(column) or pd.api.types.is_object_dtype(column))
