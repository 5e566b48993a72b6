"""One stretch of a Vem cell without separators, read from left to right: persons, functions and bodies.

A function or body takes the words that say which one it is ("enhetschef mottagningen", "arbetsgrupp äldre"); a title
before or after a name belongs to the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from loaders.meaning.actor_lexicon import ends_of, plain_form
from loaders.meaning.actor_units import Unit
from loaders.text import fold
from loaders.vocabulary import words

_ADJECTIVE = ("a", "ade", "ig", "isk", "iv", "al", "ell", "ande", "ende", "ad", "t", "s", "ar", "nt")
_EVERY = ("respektive", "resp", "varje", "berord", "berorda", "alla", "samtliga")
_TASKS = ("ing", "ingen", "tion", "tionen", "ande", "andet", "ende", "endet")
_TASK = ("ningen", "andet", "endet", "tionen", "arbetet", "insatsen", "insatserna")
"""What something is done for, never whom a body is for."""


@dataclass(slots=True)
class Found:
    """An actor on its way. `after` is the separator before it; `titled` "before" or "after" tells where a person's
    title stood; `stem` is a function's name without its body, for a body that follows and shares it; `shared` says
    that a body may be so shared, `loose` that it may after a preposition; `small` that it
    is written with a small letter; `with_field` that the person's title ends with a body; `known` that the words are
    in the vocabulary; `one` that a function is one person's («rektor», not «rektorer»); `doubt` a question."""

    kind: str
    name: str
    start: int
    end: int
    after: str = "start"
    title: str = ""
    titled: str = ""
    stem: str = ""
    by_preposition: bool = False
    small: bool = False
    loose: bool = False
    with_field: bool = False
    shared: bool = False
    known: bool = True
    one: bool = True
    doubt: str = ""
    contacts: list[str] = field(default_factory=list)


@cache
def _bare() -> tuple[frozenset[str], dict[str, str]]:
    data = words("titles")["bare"]
    return frozenset(data["heads"]), {fold(k): v for k, v in data["adjectives"].items()}


@cache
def _set(subject: str, table: str, key: str) -> frozenset[str]:
    return frozenset(fold(text) for text in words(subject)[table][key])


def read(units: Sequence[Unit], text: str, narrow: bool = False) -> list[Found]:
    """The actors of one stretch, in reading order. `narrow` takes a body or function without what follows it (a
    subject after its verb)."""
    return _Stretch(list(units), text, narrow).read()


def is_person(units: Sequence[Unit], at: int) -> bool:
    """Whether a person's name begins here."""
    unit = units[at]
    if unit.kind != "word":
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    if unit.can("first") and not (unit.can("body", "title") and unit.word.sure):
        return True
    if unit.initial and unit.capital:
        return following is not None and following.kind == "word" and _surname(following) and not following.initial
    return False


def _surname(unit: Unit) -> bool:
    """Whether the word can be a surname: a capital letter and no meaning of its own, or one by its ending only."""
    if unit.kind != "word" or not unit.capital or unit.text.endswith("-"):
        return False
    if unit.can("first"):
        return True
    if unit.word.sure or unit.word.name:
        return False
    if unit.can("body"):
        return not (unit.word.definite or unit.word.plural or unit.word.genitive) and not unit.acronym
    if unit.can("title"):
        return unit.word.head == "are" and not unit.word.plural
    return not unit.acronym and not unit.can("label", "timing", "later", "none", "det", "before", "place")


def _place_surname(before: Unit, unit: Unit) -> bool:
    """Whether the word of a place is a surname, after a first name («Mona Nord»)."""
    return before.can("first") and unit.capital and unit.folded in _set("who", "places", "surnames_too")


def _cut(unit: Unit) -> str:
    return unit.text.rstrip(".") if not unit.initial else unit.text


class _Stretch:
    def __init__(self, units: list[Unit], text: str, narrow: bool) -> None:
        self.units, self.text, self.narrow = units, text, narrow
        self.found: list[Found] = []
        self.before: list[Unit] = []
        self.bare: list[Unit] = []
        self.at = 0

    def read(self) -> list[Found]:
        while self.at < len(self.units):
            unit = self.units[self.at]
            if self.narrow and self.found:
                break
            if self._company_run():
                self._company_name()
            elif is_person(self.units, self.at):
                self._person("")
            elif unit.can("title"):
                self._title()
            elif unit.can("body"):
                self._body()
            elif self._run_is_person():
                self._person("")
            elif unit.can("prep"):
                if not self._preposition():
                    break
            elif unit.can("left"):
                self.at += 1
            elif unit.can("det") and not (unit.can("place") and unit.capital) and not self._named_new():
                self.bare.append(unit)
                self.at += 1
            elif unit.can("timing", "later", "none", "vague") and not unit.acronym:
                self._flush()
                self.at += 1
            else:
                self.before.append(unit)
                self.at += 1
        self._flush()
        return self.found

    # --- persons -------------------------------------------------------------------------------------------------

    def _named_new(self) -> bool:
        """ "Nya Malmaskolan": new belongs to the name before a body written with a capital of its own."""
        unit = self.units[self.at]
        following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
        return (
            unit.folded == "nya"
            and unit.capital
            and following is not None
            and following.capital
            and following.can("body")
        )

    def _company_run(self) -> int:
        """The number of capitalised words up to a company's form ("Tryggve Bevakning AB"); 0 for none."""
        end = self.at
        while end < len(self.units) and self.units[end].kind == "word" and self.units[end].capital:
            unit = self.units[end]
            if end > self.at and unit.can("company") and not unit.can("body"):
                following = self.units[end + 1] if end + 1 < len(self.units) else None
                goes_on = following is not None and (
                    following.can("company") or (end == self.at + 1 and following.kind == "word" and following.capital)
                )
                return end + 1 - self.at + goes_on
            if unit.can("title") or (unit.can("body") and unit.word.sure):
                return 0
            end += 1
        return 0

    def _company_name(self) -> None:
        units = self.units[self.at : self.at + self._company_run()]
        name = " ".join(_cut(u) for u in units)
        self.found.append(Found("organisation", name, units[0].start, units[-1].end))
        self.before, self.bare = [], []
        self.at += len(units)

    def _run_is_person(self) -> bool:
        """Two or three unknown capitalised words in a row, the first no place: a name that the list lacks."""
        if (
            self.before
            or not self._name_word(self.at)
            or self.units[self.at].folded in _set("bodies", "fields", "words")
        ):
            return False
        end = self.at
        while end < len(self.units) and (self._name_word(end) or (self.units[end].can("particle") and end > self.at)):
            end += 1
        while end > self.at + 1 and self.units[end - 1].can("particle") and not self._name_word(end - 1):
            end -= 1
        size = end - self.at
        last = self.units[end - 1].folded
        if size == 1 or (end < len(self.units) and self.units[end].can("place") and self.units[end].capital):
            return False
        if end < len(self.units) and self.units[end].can("body") and not self.units[end].capital:
            return False
        if self.units[self.at].folded.endswith("s") and not last.endswith(ends_of("surnames")):
            return False
        return size <= 4 and not self._company(self.at, end)

    def _company(self, start: int, end: int) -> bool:
        around = self.units[start : end + 1]
        return any(u.can("company") for u in around)

    def _name_word(self, at: int) -> bool:
        unit = self.units[at]
        return (
            unit.kind == "word"
            and unit.capital
            and unit.unknown
            and not unit.acronym
            and not unit.can("company")
            and unit.text.isalpha() | ("-" in unit.text.strip("-") or "'" in unit.text)
        )

    def _person(self, title: str, title_start: int | None = None) -> None:
        """Take a name from here on."""
        start, end = self.at, self.at
        surname = False
        shout = self.units[start].text.isupper() and len(self.units[start].text.rstrip(".")) > 1
        while end < len(self.units):
            unit = self.units[end]
            following = self.units[end + 1] if end + 1 < len(self.units) else None
            called = _surname(unit) or (end == start + 1 and _place_surname(self.units[start], unit))
            if end == start or called or (shout and unit.text.isupper() and unit.unknown):
                if end > start and surname and unit.can("first") and following is not None and _surname(following):
                    break
                if end > start and unit.initial and following is not None and _surname(following) and surname:
                    break
                surname |= end > start and not unit.can("first") and not unit.initial
                end += 1
            elif (unit.initial and end > start) or (
                unit.can("particle")
                and end > start
                and following is not None
                and (_surname(following) or following.can("particle"))
            ):
                end += 1
            else:
                break
        parts = [_cut(u) for u in self.units[start:end]]
        if len(parts) > 1 and self.units[end - 1].initial:
            parts[-1] = parts[-1].rstrip(".")
        name = " ".join(parts)
        if shout and name.isupper():
            name = name.title()
        lead = self.before
        self.before, self.bare = [], []
        given = len(parts) == 1 or (len(parts) == 2 and self.units[start + 1].can("first"))
        if len(lead) == 1 and given and not title and self._given(lead[0]):
            # «Lindberg Mona», as registers write names, against «Oda Nasser»
            surname = lead[0].folded.endswith(ends_of("surnames")) and not lead[0].folded.endswith("man")
            turned = surname and self.units[start].can("first")
            name = f"{name} {lead[0].text}" if turned else f"{lead[0].text} {name}"
            title_start, lead = lead[0].start, []
        if lead and not title:
            title_start, title = lead[0].start, self.text[lead[0].start : lead[-1].end]
        first = self.units[start].start if title_start is None else title_start
        found = Found("person", name, first, self.units[end - 1].end, title=title, titled="before" if title else "")
        if not self.units[start].can("first") and not self.units[start].initial and not title:
            found.doubt = f"Är «{name}» en person eller en organisation?"
        self.found.append(found)
        self.at = end
        self._after_person(found)

    @staticmethod
    def _given(unit: Unit) -> bool:
        """Whether an unknown word before a lone name that can be a surname is the first name ("Oda Nasser")."""
        return unit.kind == "word" and unit.capital and unit.unknown and not unit.acronym

    def _after_person(self, person: Found) -> None:
        """A title right after the name, or where the person works, belongs to the name."""
        if self.at >= len(self.units):
            return
        unit = self.units[self.at]
        if unit.can("prep") and not unit.can("title", "body"):
            end = self.at + 1
            while end < len(self.units) and not is_person(self.units, end):
                end += 1
            where = self.units[self.at + 1 : end]
            if not person.title and any(u.can("body", "title") or u.acronym or u.capital for u in where):
                person.title, person.titled = self.text[where[0].start : where[-1].end], "after"
                person.end = where[-1].end
            self.at = end
            return
        if person.titled:
            return
        at = self.at
        while at < len(self.units) and self.units[at].can("before", "acronym") and not self.units[at].can("body"):
            at += 1
        if at < len(self.units) and self.units[at].can("title"):
            end = self._title_end(at)
            if end < len(self.units) and is_person(self.units, end) and any(f.titled == "before" for f in self.found):
                return
            person.title, person.titled = self.text[self.units[self.at].start : self.units[end - 1].end], "after"
            person.end = self.units[end - 1].end
            self.at = end

    # --- functions -----------------------------------------------------------------------------------------------

    def _title_end(self, at: int) -> int:
        """Where the function that has its head at `at` ends, with what belongs to it."""
        end = at + 1
        after_preposition = False
        while end < len(self.units):
            unit = self.units[end]
            if is_person(self.units, end) and not (after_preposition and unit.can("body")):
                previous = self.units[end - 1]
                alone = not (end + 1 < len(self.units) and _surname(self.units[end + 1]))
                if not (alone and end > at + 1 and previous.can("body") and not previous.word.sure):
                    break
            elif unit.folded in _set("who", "groups", "words") and not unit.capital:
                pass
            elif unit.can("title"):
                led = unit.word.plural and self.units[at].word.head in ("chef", "ledare", "befäl") and end == at + 1
                group = (
                    led
                    or (after_preposition and unit.word.plural)
                    or (
                        (unit.word.plural or unit.word.head == "polis")
                        and unit.word.definite
                        and end == at + 1
                        and not self.units[at].word.definite
                    )
                )
                if not group:
                    break
            elif unit.can("body"):
                part = unit.word.takes == "words" or unit.word.shared or not unit.word.name or unit.acronym
                plain = not unit.capital and not unit.word.definite and not unit.word.plural
                if not (after_preposition or part or plain):
                    break
                if (
                    not after_preposition
                    and end > at + 1
                    and self.units[end - 1].can("body")
                    and unit.capital
                    and unit.word.sure
                ):
                    break
            elif (unit.can("timing", "later", "none") and not after_preposition) or self._starts_unknown_name(
                at, end, after_preposition
            ):
                break
            after_preposition = unit.can("prep") or (after_preposition and unit.can("det", "left"))
            end += 1
        while end > at + 1 and self.units[end - 1].can("prep", "det", "left") and not self.units[end - 1].acronym:
            end -= 1
        return end

    def _starts_unknown_name(self, head: int, at: int, after_preposition: bool) -> bool:
        """Unknown capitalised words after a title that look like a name."""
        if after_preposition or not self._name_word(at):
            return False
        run = at
        while run < len(self.units) and self._name_word(run):
            run += 1
        last = self.units[run - 1].folded
        if run - at >= 2:
            return not self._company(at, run)
        return run == len(self.units) and at == head + 1 and last.endswith(ends_of("sure"))

    def _title(self) -> None:
        if self._stands_for():
            return
        following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
        employed = self.units[self.at].folded.endswith(("anstalld", "anstallda")) and following is not None
        if employed and following is not None and following.can("title"):
            self.before.append(self.units[self.at])
            self.at += 1
            return
        head = self.at
        end = self._title_end(head)
        start = self.before[0].start if self.before else self.units[head].start
        bare = _bare()
        kept = [u for u in self.bare if u.folded.rstrip(".") in bare[1]] if self._is_bare(head) else []
        if end < len(self.units) and (is_person(self.units, end) or self._name_word(end)):
            title = self.text[start : self.units[end - 1].end]
            self.before, self.bare = [], []
            self.at = end
            self._person(title, start)
            return
        if kept:
            start = min(start, kept[-1].start)
        stem, name, by_preposition = self._function_name(head, head + 1 if self.narrow else end, kept)
        found = Found("function", name, start, self.units[end - 1].end, stem=stem, by_preposition=by_preposition)
        found.doubt = self._short_doubt(self.units[head])
        found.one = not self.units[head].word.plural
        self.found.append(found)
        self.before, self.bare = [], []
        self.at = end

    def _is_bare(self, head: int) -> bool:
        return (
            not self.before
            and self.units[head].word.head in _bare()[0]
            and self._singular(self.units[head]) in _bare()[0]
        )

    @staticmethod
    def _singular(unit: Unit) -> str:
        return fold(plain_form(unit.text, unit.word))

    @staticmethod
    def _short_doubt(unit: Unit) -> str:
        unsure = words("titles")["unsure"].get(unit.folded.rstrip("."))
        return f"Betyder «{unit.text}» {unsure}?" if unsure else ""

    def _stands_for(self) -> bool:
        """ "Representanter från skola och polis": the bodies themselves."""
        unit = self.units[self.at]
        following = self.units[self.at + 1 : self.at + 3]
        if (
            unit.word.head in _set("titles", "stands_for", "heads")
            and len(following) == 2
            and following[0].folded in ("fran", "for", "ur")
            and following[1].can("body", "det")
        ):
            self.at += 2
            self.before, self.bare = [], []
            return True
        return False

    def _function_name(self, head: int, end: int, kept: list[Unit]) -> tuple[str, str, bool]:
        """(name without body, whole name, whether a preposition led to the body)."""
        adjectives, befores = _bare()[1], words("titles")["before"]
        parts: list[str] = [adjectives[u.folded.rstrip(".")] for u in kept]
        for unit in self.before:
            if unit.folded in _set("bodies", "owners", "drop"):
                continue
            plain = befores.get(unit.text.lower()) or befores.get(unit.text.lower().rstrip("."))
            parts.append(plain or (unit.text if unit.acronym else _small(_cut(unit))))
        singular = plain_form(self.units[head].text, self.units[head].word)
        parts.append(_small(singular))
        if self.units[head].word.name and self.units[head].text.isupper():
            parts[-1] = self.units[head].word.name
        stem = " ".join(parts)
        by_preposition = False
        field_units = self.units[head + 1 : end]
        if any(u.can("det") and u.folded.rstrip(".") in _EVERY for u in field_units):
            return stem, stem, False
        if field_units and all(
            u.can("prep", "det", "left") or (u.can("body") and u.word.plural and u.word.definite and u.word.sure)
            for u in field_units
        ):
            return stem, stem, False
        dropped = _set("who", "prepositions", "dropped")
        for position, unit in enumerate(field_units):
            if unit.can("prep") and unit.folded in dropped and (position == 0 or field_units[position - 1].can("det")):
                by_preposition = True
                continue
            if unit.can("det", "left") and not unit.can("body", "prep"):
                continue
            if unit.can("prep"):
                parts.append(unit.folded if unit.folded in dropped else unit.text)
                by_preposition = True
            elif unit.can("body") and (unit.word.plural or not unit.word.name) and not unit.acronym:
                parts.append(
                    _with_field(unit, field_units[position + 1 : position + 2], plain_form(unit.text, unit.word))
                )
            else:
                parts.append(_cut(unit))
        return stem, " ".join(parts), by_preposition

    # --- bodies --------------------------------------------------------------------------------------------------

    def _body(self) -> None:
        unit = self.units[self.at]
        following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
        if unit.word.genitive and following is not None and self._owned(self.at + 1):
            plain = following.can("title") and unit.folded in _set("bodies", "owners", "before_function")
            if not plain and unit.folded not in _set("bodies", "owners", "drop"):
                self.before.append(unit)
            self.at += 1
            return
        if (
            unit.word.genitive
            and unit.capital
            and self.before
            and following is not None
            and following.capital
            and following.unknown
        ):
            self.before.append(unit)
            self.at += 1
            return
        said_of = following is not None and following.can("title") and following.word.sure and not following.capital
        if self._is_place(unit, following) or (unit.acronym and said_of):
            self.before.append(unit)
            self.at += 1
            return
        prefix = self._prefix(unit)
        start = prefix[0].start if prefix else unit.start
        head = self.at
        end = head + 1 if self.narrow else self._body_end(head)
        parts = [_cut(u) for u in prefix]
        core = plain_form(unit.text, unit.word)
        if unit.word.genitive and not unit.word.name and core.endswith("s"):
            core = core[:-1]
        if prefix and unit.word.name and not unit.acronym and unit.word.name.upper() != unit.word.name:
            core = _cut(unit) if not unit.word.plural else _small(core)
        field_units = [
            u for u in self.units[head + 1 : end] if not (u.can("left") or (u.can("det") and not u.can("prep")))
        ]
        parts.append(_with_field(unit, field_units[:1], core))
        parts.extend(_field_word(u) for u in field_units)
        name = " ".join(part for part in parts if part)
        name = name[:1].upper() + name[1:]
        single = not field_units and not prefix
        shared = (
            unit.word.shared or unit.word.takes == "words" or not unit.word.name or (bool(field_units) and unit.acronym)
        )
        found = Found("organisation", name, start, self.units[end - 1].end)
        found.shared = shared and (single or bool(field_units))
        found.small = not unit.capital
        found.loose = unit.word.loose and single and not unit.capital
        self.found.append(found)
        self.before, self.bare = [], []
        self.at = end
        self._skip_place(unit)

    def _owned(self, at: int) -> bool:
        """Whether a function or body stands here, an adjective between at the most ("polisens lokala ledning")."""
        unit = self.units[at]
        if unit.can("title", "body", "before"):
            return True
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        adjective = not unit.capital and unit.unknown and unit.folded.endswith(_ADJECTIVE)
        return adjective and after is not None and not after.capital and after.can("title", "body")

    @staticmethod
    def _is_place(unit: Unit, following: Unit | None) -> bool:
        """ "Botkyrka kommun": a place whose name only ends like a body."""
        return (
            following is not None
            and following.can("body")
            and following.word.sure
            and not following.capital
            and unit.capital
            and not (unit.word.sure or unit.word.definite or unit.word.plural)
        )

    def _prefix(self, unit: Unit) -> list[Unit]:
        """The words before a body that belong to its name; an acronym of its own becomes a body of its own."""
        kept: list[Unit] = []
        for index, word in enumerate(self.before):
            last = index == len(self.before) - 1
            if word.acronym and unit.word.sure and not unit.acronym and not word.can("company"):
                self._unknown([word])
                continue
            if (
                word.word.genitive
                or word.acronym
                or word.can("place", "before", "company")
                or (word.capital and (index == 0 or self.before[index - 1].capital))
                or (last and word.folded.endswith(_ADJECTIVE) and not word.can("ordinary"))
            ):
                kept.append(word)
            else:
                kept = []
        proper = self.before and len(self.before) == self.at <= 2 and self.before[0].capital and not unit.capital
        if proper and all(w.unknown and not w.acronym and not w.can("ordinary") for w in self.before):
            kept = self.before if unit.word.name and not unit.word.definite else kept
        self.before = []
        return [w for w in kept if w.folded not in _set("bodies", "owners", "drop")]

    def _body_end(self, head: int) -> int:
        """Where the body's own words end: which group it is, or of which place."""
        unit, end = self.units[head], head + 1
        takes = unit.word.takes
        if takes == "nothing":
            return end
        if takes == "words":
            while end < len(self.units):
                u = self.units[end]
                if is_person(self.units, end) and (
                    end > head + 1 or (end + 1 < len(self.units) and _surname(self.units[end + 1]))
                ):
                    break
                by = self.units[end - 1].can("prep")
                if u.can("title") and not by:
                    break
                named = u.capital and u.folded in _set("bodies", "fields", "words") and end == head + 1
                if not by and not named and (u.can("timing", "later", "none") or (u.can("body") and not _in_field(u))):
                    break
                if by and u.folded in _EVERY:
                    break
                end += 1
        else:
            while end < len(self.units):
                if self._of_place(unit, end):
                    end += 1
                else:
                    break
        if (
            takes == "place"
            and not unit.word.name
            and end == head + 1
            and end < len(self.units)
            and self.units[end].folded == "for"
        ):
            after = self.units[end + 1 : end + 2]
            task = bool(after) and after[0].unknown and after[0].folded.endswith(_TASK)
            while not task and end < len(self.units) and not is_person(self.units, end):
                end += 1
        while end > head + 1 and self.units[end - 1].can("prep", "det", "left") and not self.units[end - 1].acronym:
            end -= 1
        return end

    def _of_place(self, body: Unit, at: int) -> bool:
        """Whether the word tells which of its kind the body is: a place, or a proper name no person has."""
        unit = self.units[at]
        if unit.can("place", "company") or (unit.folded == "brf" and body.acronym):
            return True
        of_groups = not body.word.name or body.folded in _set("bodies", "of_groups", "words")
        if unit.folded in _set("who", "groups", "words") and not unit.capital:
            return of_groups
        if unit.word.topic and " " in unit.text and not unit.capital and of_groups:
            return True
        if unit.can("body"):
            if unit.capital and fold(body.word.head) in _set("bodies", "called", "by_bodies") and body.word.definite:
                return self.units[at - 1] is body
            like = _set("bodies", "place_like", "heads")
            return unit.capital and not unit.word.sure and fold(unit.word.head) in like
        if unit.unknown:
            return unit.capital or unit.acronym or (unit.folded.isdigit() and len(unit.folded) < 3)
        if unit.can("title") and unit.capital and unit.word.head == "are" and at == len(self.units) - 1:
            return True
        named = at + 1 < len(self.units) and _surname(self.units[at + 1])
        called = fold(body.word.head) in _set("bodies", "called", "heads") and not body.word.plural
        return (called or not body.word.sure) and unit.can("first") and not named

    def _skip_place(self, unit: Unit) -> None:
        """Where a body that stands for itself works is no part of its name ("skolor i området")."""
        if (
            self.at < len(self.units)
            and unit.word.takes != "words"
            and self.units[self.at].folded in _set("who", "prepositions", "place")
        ):
            end = self.at + 1
            while end < len(self.units) and not self.units[end].can("title") and not is_person(self.units, end):
                end += 1
            self.at = end

    # --- the rest ------------------------------------------------------------------------------------------------

    def _preposition(self) -> bool:
        """False where nothing after the preposition can be an actor ("möte på skolan")."""
        if any(u.can("company") for u in self.before) and self.units[self.at + 1 : self.at + 2]:
            self.before.extend(self.units[self.at : self.at + 2])
            self.at += 2
            return True
        following = self.units[self.at + 1] if self.at + 1 < len(self.units) else None
        if (
            len(self.before) == 1
            and self.units[self.at].folded == "av"
            and self.before[0].folded.endswith(_TASKS)
            and following is not None
            and (following.can("body", "title") or is_person(self.units, self.at + 1))
        ):
            self.before = []
            self.at += 1
            return True
        if self.before and not self.before[-1].acronym:
            capital_alone = len(self.before) == 1 and self.before[0].capital and not self.found
            rest = self.units[self.at :]
            programme = rest[0].folded == "i" and len(rest) in (2, 3) and rest[1].capital
            if capital_alone and programme:
                self.before.extend(rest)
                self.at = len(self.units)
                self._flush()
            elif not capital_alone or self.narrow:
                self.before = []
            else:
                self._flush()
            return False
        self._flush()
        if self.found and self.found[-1].kind != "person":
            end = self.at + 1
            while end < len(self.units) and not is_person(self.units, end):
                end += 1
            self.at = end
            return True
        self.at += 1
        return True

    def _flush(self) -> None:
        rest, self.before, self.bare = self.before, [], []
        if rest and not self.narrow:
            self._unknown(rest)

    def _unknown(self, rest: list[Unit]) -> None:
        """Words that the vocabulary does not know: an acronym or a short proper name is a body, with a question."""
        named = len(rest) <= 3 and rest[0].capital and rest[0].unknown and not rest[0].can("ordinary")
        last = rest[-1] if named and len(rest) == 2 and rest[1].initial else None  # an initial, no «v.» for week
        rest = [
            u
            for u in rest
            if not u.can("before", "ordinary") or u.acronym or u is last or (named and not u.can("before"))
        ]
        rest = [u for u in rest if u.folded not in _set("bodies", "owners", "drop")]
        centre = len(rest) > 1 and any(u.folded in ("city", "centrum") for u in rest)
        if (all(u.can("place") for u in rest) and not centre) or (
            len(rest) == 1 and (len(rest[0].text.strip(".")) < 2 or rest[0].folded.endswith("eras"))
        ):
            return
        if all(u.can("vague") for u in rest):
            return
        if not rest or not any(char.isalpha() for u in rest for char in u.text):
            return
        name = " ".join(_cut(u) for u in rest)
        start, end = rest[0].start, rest[-1].end
        if all(u.acronym for u in rest) or any(u.can("company") for u in rest):
            self.found.append(Found("organisation", name[:1].upper() + name[1:], start, end, shared=True))
            return
        if len(rest) == 2 and rest[1].initial and rest[0].capital and rest[0].unknown and not rest[0].acronym:
            name = name.rstrip(".")
            self.found.append(Found("person", name, start, end, doubt=f"Är «{name}» en person?"))
            return
        if len(rest) == 1 and rest[0].capital and rest[0].folded.endswith(ends_of("sure")):
            self.found.append(Found("person", name, start, end, doubt=f"Är «{name}» en person?"))
            return
        if rest[0].word.genitive and len(rest) == 1:
            self.found.append(Found("organisation", plain_form(rest[0].text, rest[0].word), start, end))
            return
        if len(rest) > 3 or any(u.can("particle", "verb") for u in rest):
            return
        every = [u for u in self.units if u.folded in _EVERY or u.folded == "hela"]
        if not rest[0].capital and len(self.units) > 1 and len(self.units) > len(rest) + len(every):
            return
        proper = (len(every) > 0 and len(rest) == 1) or (
            rest[0].capital and (len(rest) <= 2 or all(u.capital or u.folded == "i" for u in rest))
        )
        self.found.append(
            Found("organisation", name[:1].upper() + name[1:], start, end, known=False, shared=len(rest) == 1,
                  doubt=f"Är «{name}» en organisation?", stem="proper" if proper else "", small=not rest[0].capital)
        )  # fmt: skip


def _in_field(unit: Unit) -> bool:
    """Whether a body after another body only names its field ("avdelningen förskola", "ledningsgruppen IFO")."""
    word = unit.word
    plain = not unit.capital and not word.definite and word.takes == "place"
    return unit.can("place") or word.topic or (word.shared and unit.acronym) or plain


def _small(text: str) -> str:
    """With a small first letter unless it begins as an acronym does."""
    first = text.split(" ")[0].split("-")[0]
    return text if sum(c.isupper() for c in first) >= 2 else text[:1].lower() + text[1:]


def _with_field(unit: Unit, following: list[Unit], core: str) -> str:
    """The body's own word; "enheten" takes "för" before a field written without it."""
    if (
        fold(core) in _set("bodies", "field", "for_after")
        and following
        and unit.word.cut
        and not following[0].can("prep")
        and not following[0].acronym
    ):
        return f"{core} för"
    return core


def _field_word(unit: Unit) -> str:
    if unit.can("body") and unit.word.cut and unit.word.definite and not unit.word.plural and unit.word.add:
        return plain_form(unit.text, unit.word)
    return _cut(unit)
