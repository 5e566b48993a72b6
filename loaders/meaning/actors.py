"""Who carries a measure: the text of a Vem cell → persons, functions and organisations.

The text is cut into units (actor_units), sentence by sentence; in a list every stretch between separators is read
(actor_phrases), in a clause only the subject before its verb. Then titles find their names and shared words are
shared out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from loaders.meaning import actor_phrases
from loaders.meaning.actor_parties import party_of
from loaders.meaning.actor_phrases import Found, is_person
from loaders.meaning.actor_units import SEPARATORS, Unit, split
from loaders.records import Actor, Actors
from loaders.text import collapse, fold
from loaders.vocabulary import words

HOME = "Stadsdelsförvaltningen"
"""What the municipality's own parts are called when nothing else is said."""


def read_actors(who: str, *, home: str = HOME, titles: Mapping[str, str] = MappingProxyType({})) -> Actors:
    """All who are named in one Vem cell, in reading order, without doubles.

    `home` is the party of the municipality's own parts: "Stadsdelsförvaltningen" in a city district, "Kommunen" in
    a municipality. `titles` are what persons, by folded name, are titled in other cells of the document. `doubt` is a
    Swedish question when something could not be decided; empty text gives neither actors nor doubt.
    """
    text, breaks = _one_line(who)
    if not text:
        return Actors(())
    units = split(text, breaks)
    found: list[Found] = []
    for sentence in _sentences(units):
        found.extend(_Sentence(sentence, text).read())
    contacts = [u for u in _all(units) if u.kind == "contact"]
    found = _share(_attach(found, titles))
    found = [f for f in found if f.known or _stands(f, found)]
    actors: list[Actor] = []
    seen: set[tuple[str, str]] = set()
    _give_contacts(found, contacts)
    for one in found:
        key = (one.kind, fold(one.name).replace("-", ""))
        if not key[1].strip(" .") or key in seen:
            continue
        seen.add(key)
        party = party_of(one.kind, one.name, one.title, home)
        actors.append(
            Actor(one.kind, one.name, text[one.start : one.end], party, collapse(one.title), ", ".join(one.contacts))
        )
    return Actors(tuple(actors), _doubt(text, units, found, actors))


def _one_line(who: str) -> tuple[str, frozenset[int]]:
    """The text on one line, and the places in it where a line began."""
    lines = [line for line in map(collapse, who.splitlines()) if line]
    breaks, size = [], 0
    for line in lines[:-1]:
        size += len(line) + 1
        breaks.append(size)
    return " ".join(lines), frozenset(breaks)


def _all(units: list[Unit]) -> list[Unit]:
    return [u for unit in units for u in (unit, *_all(unit.inner))]


def _sentences(units: list[Unit]) -> list[list[Unit]]:
    sentences: list[list[Unit]] = [[]]
    for unit in units:
        if unit.kind == "stop":
            sentences.append([])
        else:
            sentences[-1].append(unit)
    return [_merge_fields(s) for s in sentences if s]


@cache
def _heads() -> frozenset[str]:
    """Bare kinds of body ("nämnd"): before a colon they only say what follows."""
    known = {fold(entry["name"]) for entry in words("bodies")["known"]}
    return frozenset(fold(end) for group in words("bodies")["head"] for end in group["ends"]) - known


@cache
def _set(subject: str, table: str, key: str) -> frozenset[str]:
    return frozenset(fold(text) for text in words(subject)[table][key])


def _merge_fields(units: list[Unit]) -> list[Unit]:
    """ "Enheten för barn och ungdom": the och stays inside the body's name."""
    for at, unit in enumerate(units):
        if unit.kind != "and" or at + 1 >= len(units):
            continue
        head = at - 1
        while (
            head >= 0
            and units[head].kind == "word"
            and not (units[head].can("body") and (units[head].word.takes == "words" or units[head + 1].folded == "for"))
        ):
            head -= 1
        if head < 0 or units[head].kind != "word" or head == at - 1:
            continue
        before, after = units[head + 1 : at], []
        for following in units[at + 1 :]:
            if following.kind != "word":
                break
            after.append(following)
        if all(_topic(u) or u.can("prep") for u in before) and 1 <= len(after) <= 3 and _field(after):
            unit.kind, unit.word, unit.folded = "word", type(unit.word)(), unit.folded or "och"
            for one in (*before, *after):
                one.word = type(unit.word)() if one.can("label") else one.word
    for at in range(len(units) - 1, 0, -1):
        if units[at].kind == "comma" and _goes_on(units, at):
            last = units[at - 1]
            last.text, last.end = f"{last.text},", units[at].end
            del units[at]
    return units


def _goes_on(units: list[Unit], at: int) -> bool:
    """ "Enheten för trygghet, säkerhet och beredskap": the comma stands inside a field that ends with och."""
    head = at - 1
    while head >= 0 and units[head].kind == "word" and _topic(units[head]):
        head -= 1
    if (
        head < 1
        or units[head].folded != "for"
        or not (units[head - 1].can("body") and units[head - 1].word.takes == "words")
    ):
        return False
    after = []
    for unit in units[at + 1 :]:
        if unit.kind != "word":
            break
        after.append(unit)
    inside = any(u.folded in ("och", "&", "samt") or " och " in u.folded for u in after)
    return bool(after) and inside and all(_topic(u) or u.folded in ("och", "&", "samt") for u in after)


def _field(after: list[Unit]) -> bool:
    """Whether the words after och go on with the field: unknown words in small letters up to a new body."""
    size = 0
    for unit in after:
        if unit.can("body") and unit.word.takes == "words" and size:
            return True
        if not _topic(unit):
            return False
        size += 1
    return size <= 2


def _topic(unit: Unit) -> bool:
    if unit.can("verb", "title") or is_person([unit], 0):
        return False
    if unit.folded in ("samverkan", "samarbete"):
        return True
    return not unit.capital and (unit.unknown or unit.word.topic or unit.can("ordinary", "timing", "place", "before"))


def _says_how(unit: Unit) -> bool:
    """ "Strategiskt ansvar": the word before only says what responsibility."""
    return unit.unknown and not unit.acronym and unit.folded.endswith(("skt", "igt", "ivt", "llt", "alt", "rat"))


class _Sentence:
    """One sentence, unit by unit. `mode`: "list" (stretches are actors), "cue" (only "ansvarar", "är
    sammankallande" … so far: the list may go on), "clause" (what is told of the subject is left out)."""

    def __init__(self, units: list[Unit], text: str) -> None:
        self.units, self.text = units, text
        self.found: list[Found] = []
        self.stretch: list[Unit] = []
        self.separator = "start"
        self.mode = "list"
        self.clause_start = 0
        self.narrow = False
        self.at = 0

    def read(self) -> list[Found]:
        while self.at < len(self.units):
            unit = self.units[self.at]
            {"list": self._in_list, "cue": self._in_cue, "clause": self._in_clause}[self.mode](unit)
        self._flush()
        return self.found

    # --- lists ---------------------------------------------------------------------------------------------------

    def _in_list(self, unit: Unit) -> None:
        if unit.kind in SEPARATORS:
            if unit.folded == "mellan":
                self.stretch = []
            if unit.kind == "colon":
                self._before_colon()
            else:
                self._flush()
            self.separator = unit.kind
            if self.narrow and self.found and not self._actor_next(self.at + 1):
                self.mode, self.narrow = "clause", False
            self.at += 1
        elif unit.kind == "paren":
            self._flush()
            self._bracket(unit)
            self.at += 1
        elif unit.kind == "contact":
            self._flush()
            self.at += 1
        elif self._is_label(unit):
            if unit.folded.startswith(("ansvar", "huvudansvar")) and all(_says_how(u) for u in self.stretch):
                self.stretch = []
            self._flush()
            self.separator = "label"
            self.at += 1
            self._after_label()
        elif unit.can("later") and unit.folded.endswith("s") and not self.stretch and not self.found:
            self.mode = "clause"
        elif self._is_verb(unit):
            self._verb(unit)
        elif self.narrow and self.stretch and not self._part_of_subject(unit):
            self._flush()
            self.mode, self.narrow = "clause", False
        else:
            self.stretch.append(unit)
            self.at += 1

    def _part_of_subject(self, unit: Unit) -> bool:
        if unit.can("title", "body", "first", "det", "before") or unit.initial:
            return not any(u.can("title", "body") for u in self.stretch) or unit.can("first")
        return unit.capital and any(u.can("first") or u.initial for u in self.stretch)

    def _flush(self) -> None:
        if not self.stretch:
            return
        stretch, self.stretch = self.stretch, []
        found = actor_phrases.read(stretch, self.text, self.narrow)
        for number, one in enumerate(found):
            one.after = self.separator if number == 0 else "beside"
        if found:
            self.separator = "beside"
        self.found.extend(found)

    def _before_colon(self) -> None:
        """What stands before a colon is an actor only when the vocabulary knows it ("Uppföljning: SDF")."""
        size = len(self.found)
        self._flush()
        joined = self.separator == "beside" and self.found[size:] and self.found[size].after == "slash"
        first = size - 1 if joined and size and fold(self.found[size - 1].name) in _heads() else size
        self.found[first:] = [f for f in self.found[first:] if f.known and fold(f.name) not in _heads()]

    def _bracket(self, unit: Unit) -> None:
        inner = [f for s in _sentences(unit.inner) for f in _Sentence(s, self.text).read() if f.known]
        last = self.found[-1] if self.found else None
        if not inner:
            return
        if last is None:
            self.found.extend(inner)
            return
        if last.kind == "person":
            if not last.titled:
                last.title, last.titled = self.text[unit.start + 1 : unit.end - 1], "after"
                last.end = unit.end
            return
        if last.kind == "function":
            persons = [f for f in inner if f.kind == "person"]
            if persons:
                self.found.pop()
                for person in persons:
                    person.title, person.titled, person.after = last.name, "before", last.after
                self.found.extend(persons)
            return
        alone = unit.inner[0] if len(unit.inner) == 1 and unit.inner[0].kind == "word" else None
        if alone and not alone.capital and not alone.word.definite and alone.word.topic | alone.word.shared:
            return
        joined = unit.inner[0].kind == "with"
        for number, one in enumerate(inner):
            if (
                not joined
                and one.kind == "organisation"
                and len(inner) == 1
                and " " not in one.name
                and _is_acronym(one.name)
            ):
                return
            if one.kind == "organisation" and fold(one.name) == "bra":
                return
            one.after = "paren" if number == 0 else one.after
            self.found.append(one)

    def _is_label(self, unit: Unit) -> bool:
        if not unit.can("label") or unit.kind != "word":
            return False
        following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
        if unit.can("colon_label"):
            return following is not None and (
                following.kind == "colon" or (following.kind == "dash" and not self.found)
            )
        if unit.can("title") and unit.word.sure and unit.word.name:
            return False
        bare = words("titles")["bare"]["heads"]
        is_bare = (
            following is not None and following.can("title") and following.word.head in bare and following.word.sure
        )
        return not (unit.can("det") and is_bare)

    def _after_label(self) -> None:
        """ "Ansvarig för genomförandet: polisen": what the label is about is skipped."""
        if self.at < len(self.units) and self.units[self.at].folded in ("for", "i", "av", "kring"):
            end = self.at
            while end < len(self.units) and not (
                self.units[end].kind in SEPARATORS or self.units[end].folded in ("ar", "&r")
            ):
                end += 1
            if end < len(self.units) and (self.units[end].kind == "colon" or self.units[end].folded in ("ar", "&r")):
                self.at = end
            elif self.units[self.at].folded == "for":
                self.mode = "clause"

    # --- clauses -------------------------------------------------------------------------------------------------

    def _is_verb(self, unit: Unit) -> bool:
        if unit.kind != "word" or unit.acronym:
            return False
        if unit.can("det"):
            return False
        if self._passive(unit):
            return True
        if unit.can("verb", "cue"):
            return not (unit.can("body", "title", "first") and not unit.folded.endswith("ar"))
        if (
            unit.capital
            or not unit.unknown
            or unit.can("ordinary")
            or not unit.folded.endswith(("ar", "er"))
            or len(unit.folded) < 5
        ):
            return False
        previous = self.stretch[-1] if self.stretch else None
        return previous is not None and (
            (previous.can("title", "body") and previous.word.takes != "words") or is_person([previous], 0)
        )

    def _passive(self, unit: Unit) -> bool:
        """ "Frågan ägs gemensamt av polisen": a word of no other meaning in -s before av."""
        if not (unit.unknown and unit.folded.endswith("s") and len(unit.folded) > 2) or unit.acronym:
            return False
        following = [u.folded for u in self.units[self.at + 1 : self.at + 3] if u.kind == "word"]
        return following[:1] == ["av"] or (following[1:] == ["av"] and self.units[self.at + 1].can("left"))

    def _verb(self, unit: Unit) -> None:
        size = len(self.found)
        by_label = self.separator == "label" and not self.stretch
        if unit.folded.endswith("s") and not self.stretch:
            self.at += 1
            if self._agent():
                return
            self.at -= 1
        self._flush()
        self.found[size:] = [f for f in self.found[size:] if f.known or f.kind == "person"]
        had = len(self.found) > self.clause_start
        self.at += 1
        if had and not by_label:
            self.narrow = False
            self.mode = "cue" if unit.can("cue") else "clause"
            return
        if unit.folded.endswith("s") and self._agent():
            return
        at = self.at
        while (
            at < len(self.units)
            and self.units[at].kind == "word"
            and (self.units[at].can("left", "det") or self.units[at].folded in ("aven", "inte", "har"))
        ):
            at += 1
        if unit.folded in _set("who", "handed", "words"):
            to = at < len(self.units) and self.units[at].folded in _set("who", "handed", "to")
            if self._actor_next(at + to):
                self.at, self.separator, self.narrow = at + to, "label", False
                return
        if self._actor_next(at):
            self.at = at
            self.separator = "label" if by_label else "start"
            self.narrow = not by_label
            return
        self.mode = "clause"

    def _agent(self) -> bool:
        """ "Leds av trygghetssamordnaren": who does it stands after av."""
        for at in range(self.at, min(self.at + 4, len(self.units))):
            if self.units[at].folded == "av":
                self.at, self.separator, self.narrow = at + 1, "with", False
                return True
            if self.units[at].kind != "word":
                return False
        return False

    def _actor_next(self, at: int) -> bool:
        while (
            at < len(self.units)
            and self.units[at].kind == "word"
            and self.units[at].can("det", "before")
            and not self.units[at].can("title", "body")
        ):
            at += 1
        if at >= len(self.units) or self.units[at].kind != "word":
            return False
        unit = self.units[at]
        return unit.can("title", "body") or is_person(self.units, at) or (unit.acronym and unit.unknown)

    def _in_cue(self, unit: Unit) -> None:
        if unit.kind in SEPARATORS:
            self.mode, self.separator = "list", "label"
            self.clause_start = len(self.found)
            following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
            joined = following is not None and (following.kind == "with" or following.can("label"))
            if unit.folded == "med" and self.units[self.at - 1].folded.endswith("kontakt"):
                self.mode = "clause"
            if unit.kind in ("comma", "and") and not joined and not self._actor_next(self.at + 1):
                self.mode = "clause"
            self.at += 1
        elif unit.kind in ("paren", "contact") or unit.can("cue", "label", "left"):
            self.at += 1
        else:
            self.mode = "clause"

    def _in_clause(self, unit: Unit) -> None:
        if unit.kind in SEPARATORS:
            following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
            if following is not None and following.can("verb") and following.folded.endswith("s"):
                self.at += 2
                if self._agent():
                    self.mode, self.clause_start = "list", len(self.found)
                return
            if unit.can("after_clause") and self._actor_next(self.at + 1):
                self.mode, self.separator, self.clause_start = "list", "with", len(self.found)
            elif unit.kind == "colon" or (unit.kind in ("comma", "and", "dash") and self._new_subject(self.at + 1)):
                self.mode, self.separator, self.clause_start = "list", "label", len(self.found)
        self.at += 1

    def _new_subject(self, start: int) -> bool:
        """Whether actors and nothing else stand between here and the next verb."""
        stretch: list[Unit] = []
        size = 0
        if (
            start + 1 < len(self.units)
            and is_person(self.units, start)
            and (self.units[start + 1].capital and self.units[start + 1].kind == "word")
        ):
            return True
        for at in range(start, min(start + 12, len(self.units))):
            unit = self.units[at]
            actor = any(u.can("title", "body") or is_person(stretch, n) for n, u in enumerate(stretch))
            if (unit.can("verb") and not unit.can("title", "body")) or (unit.can("cue", "label") and actor):
                return bool(stretch) and actor and unit.folded not in ("att", "som")
            if unit.folded == "for" and len(stretch) == 1 and actor:
                return True
            if unit.kind in ("comma", "and", "slash"):
                if not stretch or not actor:
                    return False
                stretch, size = [], size + 1
                continue
            if unit.kind == "paren":
                continue
            if unit.kind != "word":
                return False
            if unit.unknown and not unit.capital and not unit.acronym and actor:
                return unit.folded.endswith(("ar", "er")) and len(unit.folded) > 4
            if unit.unknown and not unit.capital:
                return False
            stretch.append(unit)
        return False


def _attach(found: list[Found], titles: Mapping[str, str]) -> list[Found]:
    """Titles that stand apart from their names join them."""

    def is_anothers(function: Found, person: Found) -> bool:
        known, other = titles.get(fold(person.name), ""), fold(function.name)
        return bool(known) and known not in other and other not in known

    for at in range(1, len(found) - 1):
        one, before, title = found[at], found[at - 1], found[at + 1]
        apart = one.after == "comma" and title.after == "comma"
        if (
            one.kind == before.kind == "person"
            and title.kind == "function"
            and one.titled == "before"
            and not before.titled
            and apart
        ):
            before.title, before.titled = one.title, "after"
            one.title = one.titled = ""
    titled = any(f.kind == "person" and f.titled == "after" for f in found)
    for one, title in pairwise(found):
        if titled and not one.known and " " not in one.name and title.kind == "function" and title.after == "comma":
            one.kind, one.doubt = "person", f"Är «{one.name}» en person?"
    if _alternate(found):
        for title, person in zip(found[::2], found[1::2], strict=True):
            person.title, person.titled, person.start, person.after = title.name, "before", title.start, title.after
        return found[1::2]
    kept: list[Found] = []
    for at, one in enumerate(found):
        last = kept[-1] if kept else None
        labelled = one.after == "colon" and one.kind != "person" and last is not None and last.kind == "function"
        if labelled and last is not None and last.name.endswith(("ansvarig", "ledare")) and last.name != "ledare":
            one.after = last.after
            kept.pop()
            last = kept[-1] if kept else None
        following = found[at + 1] if at + 1 < len(found) else None
        if one.kind == "function" and last is not None and last.kind == "person":
            near = one.after in ("dash", "colon") or (one.after == "comma" and one.one)
            if near and not last.titled and not (following is not None and _leads(one, following)):
                last.title, last.titled = one.name, "after"
                last.with_field = bool(one.stem) and one.stem != one.name
                last.end = max(last.end, one.end)
                continue
            if one.after == "slash" and last.titled == "after":
                last.title = f"{last.title}/{one.name}"
                last.end = max(last.end, one.end)
                continue
        if last is not None and last.with_field and one.shared and one.small and one.after == "and":
            last.title, last.end = f"{last.title} och {_low(one.name)}", one.end
            continue
        if one.kind == "person" and last is not None and last.kind == "function":
            alone = len(kept) == 1 or kept[-2].kind == "person"
            title_follows = (
                following is not None and following.kind == "function" and following.after in ("comma", "dash")
            )
            joined = one.after in ("colon", "dash") or (one.after == "slash" and one.titled == "before")
            beside = one.after == "comma" and last.one and not is_anothers(last, one)
            if joined or (beside and not one.titled and alone and not title_follows):
                one.title, one.titled = f"{last.name}/{one.title}" if one.title else last.name, "before"
                one.start, one.after = last.start, last.after
                kept[-1] = one
                continue
        kept.append(one)
    return kept


def _is_acronym(name: str) -> bool:
    return "-" not in name and sum(c.isupper() for c in name) >= 2


def _alternate(found: list[Found]) -> bool:
    """Whether the cell reads title, name, title, name."""
    kinds = [one.kind for one in found]
    even = len(found) >= 4 and len(found) % 2 == 0 and kinds == ["function", "person"] * (len(found) // 2)
    return even and all(one.after in ("start", "comma") and not one.titled for one in found)


def _leads(title: Found, following: Found) -> bool:
    """Whether a function between two names belongs to the second one ("Eva Ask, kommunpolis: Bo Sten")."""
    return following.kind == "person" and following.after in ("colon", "dash") and title.after == "comma"


def _share(found: list[Found]) -> list[Found]:
    """ "Socialsekreterare i ungdomsgrupper, mottaget och familjevården": the function goes with each body."""
    kept: list[Found] = []
    at = 0
    while at < len(found):
        one = found[at]
        kept.append(one)
        at += 1
        if one.kind != "function" or not one.stem or one.stem == one.name:
            continue
        run = at
        while (
            run < len(found)
            and found[run].kind == "organisation"
            and (found[run].shared or (one.by_preposition and found[run].loose))
            and found[run].after in ("comma", "and")
        ):
            run += 1
        joined = any(f.after == "and" for f in found[at:run])
        if run == at or not joined:
            continue
        for body in found[at:run]:
            kept.append(Found("function", f"{one.stem} {_low(body.name)}", one.start, body.end, after=body.after))
        at = run
    return kept


def _low(name: str) -> str:
    """A body's name inside a function's: small unless it begins with an acronym."""
    return name if sum(c.isupper() for c in name.split(" ")[0]) > 1 else name[:1].lower() + name[1:]


def _stands(one: Found, found: list[Found]) -> bool:
    """Whether an unknown word counts as a body: a proper name, or a single word in a list of actors."""
    if one.kind == "person":
        return True
    return one.stem == "proper" or (" " not in one.name and any(f.known for f in found))


def _give_contacts(found: list[Found], contacts: list[Unit]) -> None:
    """A number or address belongs to the nearest actor before it, else to the first after it."""
    for contact in contacts:
        before = [f for f in found if f.start < contact.start]
        owner = before[-1] if before else found[0] if found else None
        persons = [f for f in before if f.kind == "person"]
        if persons and owner is not None and owner.kind == "function":
            owner = persons[-1]
        if owner is not None:
            owner.contacts.append(contact.text.strip())


def _doubt(text: str, units: list[Unit], found: list[Found], actors: list[Actor]) -> str:
    """The Swedish questions that the reading leaves, in one line."""
    if not actors:
        if any(u.can("later") for u in _all(units)) or not any(u.kind == "word" for u in _all(units)):
            return f"Ingen ansvarig är utsedd: «{text}». Vem ansvarar?"
        return f"Vem ansvarar? «{text}» namnger ingen."
    questions = [f.doubt for f in found if f.doubt]
    for first, second in pairwise(found):
        lone = (
            first.kind == second.kind == "person" and " " not in first.name and " " in second.name and not first.titled
        )
        if lone and second.after == "and" and not second.titled:
            surname = second.name.split(" ")[-1]
            questions.append(f"Heter «{first.name}» också {surname}?")
    return " ".join(dict.fromkeys(questions))
