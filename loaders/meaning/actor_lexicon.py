"""What a word of a Vem cell can be: function, body, first name, joiner, verb. Built once from the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from loaders.text import fold
from loaders.vocabulary import words

_ROLES = {
    "det": ("determiners", "words"),
    "left": ("left_out", "words"),
    "vague": ("vague", "words"),
    "later": ("nobody", "chosen_later"),
    "none": ("nobody", "none"),
    "timing": ("nobody", "timing"),
    "verb": ("verbs", "words"),
    "cue": ("verbs", "cues"),
    "prep": ("prepositions", "words"),
    "and": ("joiners", "and"),
    "with": ("joiners", "with"),
    "label": ("labels", "words"),
    "colon_label": ("labels", "only_before_colon"),
    "place": ("places", "words"),
    "ordinary": ("ordinary", "words"),
}
_HOSTS = re.compile(r"\wvärd(en|ar|arna|)$")
_LOOKALIKES = str.maketrans({"i": "l", "j": "l", "1": "l", "!": "l", "t": "l", "f": "l", "c": "e", "0": "o"})
_AGENTS = ("are", "aren", "arna", "ares", "arnas")
_PARTICIPLES = ("ade", "ande", "ende", "ats", "lad", "rad", "nad", "tad", "sad")
SHORTEST_SHAPE = 5
"""From this length of a word, letters that look alike may be mixed up and it is still the same word."""
LONGEST_GUESS = 11
"""From this length of a last part, two wrong letters are still the same word; below it, one."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or fixed phrase. `name` is the plain form of a function or body; `cut`/`add` give the singular of a
    word found by its last part; `takes`, `shared`, `loose`, `topic` are explained in bodies.toml; `sure` when the
    vocabulary holds the whole word; `plural`, `definite`, `genitive` say how it is inflected."""

    roles: frozenset[str] = frozenset()
    name: str = ""
    cut: int = 0
    add: str = ""
    takes: str = "nothing"
    shared: bool = False
    loose: bool = False
    topic: bool = False
    sure: bool = False
    plural: bool = False
    definite: bool = False
    genitive: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`phrases`: first folded token → (folded tokens, word), longest first; `whole`: one token → word;
    `written`: the whole words with their diacritics;
    `ends`: inflected last part → word; `heads`: plain last parts long enough to be guessed at when misspelt."""

    phrases: dict[str, list[tuple[tuple[str, ...], Word]]]
    whole: dict[str, Word]
    written: frozenset[str]
    ends: dict[str, Word]
    compound: frozenset[str]
    heads: tuple[tuple[str, Word], ...]


def tokens_of(text: str) -> tuple[str, ...]:
    """A vocabulary phrase as folded tokens, its commas apart."""
    return tuple(fold(text).replace(",", " , ").split())


def _title_forms(head: str) -> Iterable[tuple[str, int, str, bool, bool]]:
    """The inflected forms of a function: (form, letters to cut, letters to add, plural, definite)."""
    yield head, 0, "", False, False
    if head.endswith("are"):
        yield from ((head + "n", 1, "", False, True), (head[:-1] + "na", 2, "e", True, True))
        yield head + "s", 1, "", False, False
    elif head.endswith("a"):
        yield from ((head + "n", 1, "", False, True), (head[:-1] + "or", 2, "a", True, False))
        yield head[:-1] + "orna", 4, "a", True, True
    elif head.endswith("ig"):
        yield from ((head + "a", 1, "", True, False), (head + "e", 1, "", False, True))
    elif head.endswith("e"):
        yield from ((head + "n", 1, "", False, True), (head + "na", 2, "", True, True))
        yield from ((head + "r", 1, "", True, False), (head + "rna", 3, "", True, True))
    else:
        for ending, plural, definite in (
            ("en", False, True), ("n", False, True), ("et", False, True), ("er", True, False), ("erna", True, True),
            ("ar", True, False), ("arna", True, True), ("s", True, False),
        ):  # fmt: skip
            yield head + ending, len(ending), "", plural, definite


def _body_forms(head: str, neuter: bool) -> Iterable[tuple[str, int, str, bool, bool]]:
    """The inflected forms of a body. A definite singular stays as it is written, a plural loses its ending."""
    yield head, 0, "", False, False
    if head.endswith("a"):
        yield from ((head + "n", 0, "", False, True), (head[:-1] + "or", 2, "a", True, False))
        yield head[:-1] + "orna", 4, "a", True, True
        return
    if head.endswith("um"):
        yield from ((head[:-2] + "et", 0, "", False, True), (head + "et", 0, "", False, True))
        yield from ((head[:-2] + "er", 2, "um", True, False), (head[:-2] + "erna", 4, "um", True, True))
        yield head[:-2] + "a", 1, "um", True, False
        return
    if head.endswith(("e", "i", "å")):
        yield from (
            (head + "n", 0, "", neuter, True),
            (head + "t", 0, "", False, True),
            (head + "et", 0, "", False, True),
        )
        yield from ((head + "r", 1, "", True, False), (head + "rna", 3, "", True, True))
        yield from ((head + "er", 2, "", True, False), (head + "erna", 4, "", True, True))
        return
    if neuter:
        yield from ((head + "et", 0, "", False, True), (head + "en", 2, "", True, True))
        return
    stem = head + "m" if head.endswith("program") else head
    for ending, plural in (("en", False), ("er", True), ("erna", True), ("ar", True), ("arna", True)):
        yield stem + ending, len(ending) if plural else 0, "", plural, ending in ("en", "erna", "arna")


class _Builder:
    """Collects what the vocabulary says of each folded token or phrase; roles of the same words are united."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, ...], Word] = {}
        self.written: set[str] = set()
        self.ends: dict[str, Word] = {}
        self.compound: set[str] = set()
        self.heads: list[tuple[str, Word]] = []

    def add(self, text: str, word: Word) -> None:
        key = tokens_of(text)
        self.written.add(text.casefold().rstrip("."))
        old = self.entries.get(key)
        if old is None:
            self.entries[key] = word
        elif word.name and not old.name:
            self.entries[key] = replace(word, roles=word.roles | old.roles)
        else:
            self.entries[key] = replace(old, roles=word.roles | old.roles)

    def end(self, form: str, word: Word, compound: bool) -> None:
        key = fold(form)
        if key not in self.ends:
            self.ends[key] = word
            if compound:
                self.compound.add(key)


def _add_bodies(build: _Builder, data: dict[str, Any]) -> None:
    body = frozenset({"body"})
    for entry in data["known"]:
        plain = Word(body, entry["name"], takes=entry.get("takes", "nothing"), shared=entry.get("shared", False),
                     loose=entry.get("loose", False), topic=entry.get("topic", False), sure=True)  # fmt: skip
        for form in dict.fromkeys([entry["name"], *entry.get("forms", [])]):
            build.add(form, replace(plain, genitive=form.endswith("s") and form not in (entry["name"],), plural=False))
    fields = {fold(text) for text in data["fields"]["words"]}
    for name in data["names"]["place"]:
        field = fold(name) in fields
        build.add(name, Word(body, name, takes="place", sure=True, shared=field, topic=field))
    for name in [
        form for pair in data["names"]["pairs"] for form in dict.fromkeys((pair, pair.replace(" och ", " & ")))
    ]:
        build.add(name, Word(body, name, takes="nothing", sure=True, shared=True, topic=True))
    for group in data["head"]:
        neuter = set(group.get("neuter", []))
        for head in group["ends"]:
            base = Word(body, takes=group["takes"], shared=group.get("shared", False), head=head)
            compound = head in group.get("compound_only", [])
            for form, cut, add, plural, definite in _body_forms(head, head in neuter):
                found = replace(base, cut=cut, add=add, plural=plural, definite=definite)
                build.end(form, found, compound)
                build.end(form + "s", replace(found, genitive=True), compound)
            if len(head) >= 6:
                build.heads.append((fold(head), base))
    for short, full in data["short"].items():
        head = full[:-2]
        found = Word(body, takes="words", head=head, cut=len(short), add=full, definite=True)
        build.end(short, found, False)


def _add_titles(build: _Builder, data: dict[str, Any]) -> None:
    title = frozenset({"title"})
    for group in data["head"]:
        for head in group["ends"]:
            base = Word(title, head=head)
            for form, cut, add, plural, definite in _title_forms(head):
                build.end(
                    form,
                    replace(base, cut=cut, add=add, plural=plural, definite=definite),
                    group.get("compound", False),
                )
            if len(head) >= 7:
                build.heads.append((fold(head), base))
    for group in data["word"]:
        for head in group["forms"]:
            for form, cut, add, plural, definite in _title_forms(head):
                found = Word(title, head=head, cut=cut, add=add, plural=plural, definite=definite)
                build.end(form, found, False)
                if form == head:
                    build.add(form, replace(found, sure=True))
    for form, plain in data["irregular"].items():
        build.end(form, Word(title, head=plain, cut=len(form), add=plain, plural=True), False)
    for form, plain in data["short"].items():
        build.add(form, Word(title, plain, sure=True, head=plain))
    for form, plain in data["abbreviated"].items():
        build.end(form, Word(title, head=plain, cut=len(form), add=plain), False)
    for form, plain in data["before"].items():
        build.add(form, Word(frozenset({"before"}), plain))


@cache
def lexicon() -> Lexicon:
    """The whole vocabulary of actors, indexed."""
    build = _Builder()
    _add_bodies(build, words("bodies"))
    _add_titles(build, words("titles"))
    who = words("who")
    for role, (table, key) in _ROLES.items():
        for text in who[table][key]:
            build.add(text, Word(frozenset({role})))
    surnames = {*who["places"]["names_too"], *who["places"]["words_too"]}
    for text in (*words("districts")["municipalities"], *words("districts")["stockholm"]):
        if text not in surnames:
            build.add(text, Word(frozenset({"place"})))
    for text in who["joiners"]["after_clause"]["words"]:
        build.add(text, Word(frozenset({"after_clause"})))
    names = words("names")
    for text in names["first"]:
        build.add(text, Word(frozenset({"first"})))
    for text in names["particles"]:
        build.add(text, Word(frozenset({"particle"})))
    for text in words("bodies")["acronyms"]["words"]:
        build.add(text, Word(frozenset({"acronym"})))
    for text in words("bodies")["company"]["words"]:
        build.add(text, Word(frozenset({"company"})))
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    whole: dict[str, Word] = {}
    for tokens, word in build.entries.items():
        if len(tokens) == 1:
            whole[tokens[0]] = word
        elif tokens:
            phrases.setdefault(tokens[0], []).append((tokens, word))
    for found in phrases.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return Lexicon(phrases, whole, frozenset(build.written), build.ends, frozenset(build.compound), tuple(build.heads))


@cache
def capital_only() -> frozenset[str]:
    """First names that are also ordinary words, folded."""
    return frozenset(fold(name) for name in words("names")["words"])


@cache
def ends_of(key: str) -> tuple[str, ...]:
    """Last parts of surnames (`surnames` or `sure`), folded."""
    return tuple(fold(part) for part in words("names")[key])


@lru_cache(maxsize=16384)
def folded_word(text: str) -> str:
    """One word folded, remembered: the same words stand in cell after cell."""
    return fold(text)


@lru_cache(maxsize=16384)
def look_up(text: str) -> Word:
    """What one written word can be: from the whole word, else from its last part, else from a near spelling.

    A word the vocabulary does not know has no roles. Capitals matter only to names that are ordinary words too.
    """
    book, folded = lexicon(), folded_word(text)
    bare = folded.rstrip(".")
    known = book.whole.get(folded) or book.whole.get(bare)
    if known is not None and known.name and text.casefold().rstrip(".") not in book.written:
        other = _ending(text, bare)
        if other is not None and "body" in other.roles and other.head in text.casefold() and other.head != known.head:
            known = None
    if known is not None:
        roles = known.roles
        if "first" in roles and not text[:1].isupper() and bare in capital_only():
            roles = roles - {"first"}
        if (
            text.isupper()
            and len(bare) > 1
            and roles & {"prep", "det", "particle", "and", "verb", "ordinary"}
            and len(bare) < 4
        ):
            roles = roles - {"prep", "det", "particle", "and", "verb"}
        if ("title" in roles and not known.name) or ("vague" in roles and not roles & {"label", "colon_label"}):
            return replace(known, roles=roles)
        if known.name or "ordinary" in roles or roles - {"company", "vague", "acronym"}:
            plain = replace(known, roles=roles)
            if known.name or roles & {
                "ordinary",
                "first",
                "before",
                "and",
                "with",
                "prep",
                "det",
                "verb",
                "timing",
                "later",
                "none",
                "left",
                "vague",
                "place",
            }:
                vague = roles if "vague" in roles else frozenset()
                by_end = (
                    _ending(text, bare)
                    if not known.name and roles & {"label", "colon_label", "place"} - vague
                    else None
                )
                return replace(by_end, roles=by_end.roles | roles) if by_end else plain
        by_end = _ending(text, bare)
        return replace(by_end, roles=by_end.roles | roles) if by_end else replace(known, roles=roles)
    return (
        _double_name(text)
        or _host(text)
        or _owner(bare)
        or _ending(text, bare)
        or _joined(text)
        or _alike(bare)
        or _guess(bare)
        or Word()
    )


def _ending(text: str, bare: str) -> Word | None:
    """What the word's last part makes it, held against the letters as written: å and ä are no a."""
    found, written = _by_end(bare), text.casefold().rstrip(".")
    if found is None:
        return None
    if found.head.startswith("ägar") and "tagar" in written:
        found = _agent(bare)
    return None if found and found.head == "are" and not written.endswith(_AGENTS) else found


def _double_name(text: str) -> Word | None:
    """ "Lars-Olof": first names joined by a hyphen."""
    parts = text.split("-")
    if len(parts) != 2 or not all(part[:1].isupper() for part in parts):
        return None
    whole = lexicon().whole
    first = all("first" in whole.get(fold(part), Word()).roles for part in parts)
    return Word(frozenset({"first"})) if first else None


def _host(text: str) -> Word | None:
    """ "Centrumvärdar" are persons at work, "familjevård" is care: told apart by the letter that folding takes."""
    match = _HOSTS.search(text.casefold())
    if match is None or "hyresv" in text.casefold():
        return None
    ending = match.group(1)
    return Word(
        frozenset({"title"}),
        head="värd",
        cut=len(ending),
        plural=ending.startswith("ar"),
        definite=ending in ("en", "arna"),
    )


def _owner(folded: str) -> Word | None:
    """The genitive of a known body ("fastighetsägarnas")."""
    known = lexicon().whole.get(folded[:-1]) if folded.endswith("s") and len(folded) > 4 else None
    if known is None or not known.name or "body" not in known.roles:
        return None
    return replace(known, genitive=True)


def _joined(text: str) -> Word | None:
    """A word that a line end broke with a hyphen ("trygghets-samordnare") read without it."""
    if "-" not in text.strip("-"):
        return None
    return _by_end(fold(text).replace("-", ""))


def _by_end(folded: str) -> Word | None:
    book = lexicon()
    for start in range(max(0, len(folded) - 24), len(folded) - 2):
        part = folded[start:]
        found = book.ends.get(part)
        if found is None:
            continue
        if start == 0:
            if part in book.compound:
                continue
            return replace(found, sure=True)
        before = folded[start - 1]
        if len(part) < 4 and start < 4 and before != "-":
            continue
        return found
    return _agent(folded)


def _agent(folded: str) -> Word | None:
    """Whoever does what the word says ("mottagaren")."""
    if len(folded) >= 6 and folded.endswith(("are", "aren", "arna")):
        cut, add = {"are": (0, ""), "ren": (1, ""), "rna": (2, "e")}[folded[-3:]]
        return Word(frozenset({"title"}), head="are", cut=cut, add=add, plural=folded.endswith("arna"))
    return None


def _guess(folded: str) -> Word | None:
    """A long word with a letter or two wrong (OCR, misspelling): the last part it is nearest to."""
    if len(folded) < 7 or folded.endswith(_PARTICIPLES) or not folded.replace("-", "").isalpha():
        return None
    near = _near_whole(folded)
    if near is not None:
        return near
    best: tuple[int, int, Word] | None = None
    for head, word in lexicon().heads:
        allowed = 2 if len(head) >= LONGEST_GUESS else 1
        if len(folded) < len(head) - allowed:
            continue
        for extra in (0, -1, 1):
            size = len(head) + extra
            if size > len(folded):
                continue
            distance = Levenshtein.distance(folded[-size:], head, score_cutoff=allowed)
            if distance <= allowed and (best is None or (distance, -len(head)) < best[:2]):
                best = (distance, -len(head), replace(word, cut=0, add=""))
    return best[2] if best else None


@cache
def _shapes() -> dict[str, Word]:
    """Known bodies by the shape of their letters, those left out whose shape two of them have."""
    shapes: dict[str, Word | None] = {}
    for key, word in lexicon().whole.items():
        if word.name and "body" in word.roles and len(key) >= SHORTEST_SHAPE:
            shape = _shape(key)
            other = shapes.get(shape, word)
            shapes[shape] = word if other is not None and other.name == word.name else None
    return {shape: word for shape, word in shapes.items() if word is not None}


def _shape(folded: str) -> str:
    """The word with letters that text recognition confuses made the same."""
    return folded.replace("rn", "m").translate(_LOOKALIKES)


@cache
def _end_shapes() -> dict[str, tuple[int, Word]]:
    """Last parts of bodies and functions by the shape of their letters, with their lengths."""
    ends = [(end, word) for end, word in lexicon().ends.items() if len(end) >= SHORTEST_SHAPE]
    return {_shape(end): (len(end), word) for end, word in ends if len(_shape(end)) == len(end)}


def _alike(folded: str) -> Word | None:
    """A known body or last part with letters mistaken for others like them ("skoian", "kommunpoiis")."""
    if len(folded) < SHORTEST_SHAPE:
        return None
    shape = _shape(folded)
    known = _shapes().get(shape)
    if known is not None or len(shape) != len(folded):
        return known
    for start in range(1, len(shape) - SHORTEST_SHAPE + 1):
        found = _end_shapes().get(shape[start:])
        if found is not None:
            return found[1]
    return None


def _near_whole(folded: str) -> Word | None:
    """A known body of seven letters or more with one wrong letter ("socialtjdnsten")."""
    for key, word in _by_length().get(len(folded), ()):
        if Levenshtein.distance(key, folded, score_cutoff=1) <= 1:
            return word
    return None


@cache
def _by_length() -> dict[int, list[tuple[str, Word]]]:
    """Known bodies by the lengths a word with one wrong letter can have."""
    found: dict[int, list[tuple[str, Word]]] = {}
    for key, word in lexicon().whole.items():
        if word.name and "body" in word.roles and len(key) >= 7:
            for length in (len(key) - 1, len(key), len(key) + 1):
                found.setdefault(length, []).append((key, word))
    return found


def plain_form(text: str, word: Word) -> str:
    """The word in its plain singular, letters as written."""
    if word.name:
        return word.name
    bare = text.rstrip(".")
    if "-" in bare and not any(part.isupper() for part in bare.split("-")[:1]) and bare[:1].isalpha():
        joined = bare.replace("-", "")
        first, _, rest = bare.partition("-")
        if rest[:1].islower() and first[1:].islower() and len(first) > 3 and "title" in word.roles:
            bare = joined
    return bare[: len(bare) - word.cut] + word.add if word.cut else bare
