"""The vocabulary of outcomes, made ready: phrases by their first word, verbs by form, small words as sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from loaders.vocabulary import words

_YEAR_FROM = 4
_VOCABULARY = words("status")


class Entry(NamedTuple):
    """One cue of the vocabulary, as the head of status.toml explains its keys."""

    name: str
    code: str
    weight: int
    negated: str
    kind: str
    form: str
    alone: bool
    start: bool
    continuing: bool
    rated: str = ""
    purpose: str = ""
    beside: bool = False
    yet: str = ""
    since: str = ""
    untimed: bool = False
    unsure: bool = False


class Phrase(NamedTuple):
    """A `say` line and its entry; `single` when it consists of one written-out word. `second` holds the words that can
    follow its first one, None where any can: most phrases are passed over by it."""

    say: str
    entry: Entry
    single: bool
    second: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class _Small:
    negation: frozenset[str]
    yet: frozenset[str]
    not_negating: frozenset[str]
    future: frozenset[str]
    need: frozenset[str]
    light: frozenset[str]
    norm: frozenset[str]
    could: frozenset[str]
    unreal: frozenset[str]
    attribute_before: frozenset[str]
    reports: frozenset[str]
    splits: frozenset[str]
    now: frozenset[str]
    generic: frozenset[str]
    abbreviations: frozenset[str]
    months: tuple[str, ...]
    occasions: tuple[str, ...]
    seasons: frozenset[str]
    rates: frozenset[str]
    steady: frozenset[str]
    again: frozenset[str]
    fillers: frozenset[str]
    lasting: frozenset[str]
    deciding: tuple[str, ...]
    preparing: tuple[str, ...]
    plan_words: tuple[str, ...]
    no_subject: frozenset[str]
    numerals: dict[str, int]
    aside_first: dict[str, list[list[str]]]
    condition_after: frozenset[str]


def _small(data: dict[str, Any]) -> _Small:
    first: dict[str, list[list[str]]] = {}
    for phrase in [*data["reason"], *data["condition"]]:
        parts = phrase.split()
        first.setdefault(parts[0], []).append(parts)
    names = (
        "negation yet not_negating need light norm future could unreal attribute_before reports splits now generic "
        "abbreviations seasons rates condition_after steady no_subject again fillers lasting"
    )
    return _Small(
        **{name: frozenset(data[name]) for name in names.split()},
        months=tuple(data["months"]),
        occasions=tuple(_VOCABULARY["occasions"]["endings"]),
        deciding=tuple(data["deciding"]),
        preparing=tuple(data["preparing"]),
        plan_words=tuple(data["plan_words"]),
        numerals=dict(data["numerals"]),
        aside_first=first,
    )


SMALL = _small(_VOCABULARY["small"])


_TENS, _TENS_FROM = 10, 20


def number_of(word: str) -> int | None:
    """The number that a word is («7», «sju»); None where it is none, or may be a year («2025»)."""
    if word.isdecimal():
        return int(word) if len(word) < _YEAR_FROM else None
    for tens in (word[:length] for length in range(len(word) - 2, 4, -1)):  # «tjugofem»
        if SMALL.numerals.get(tens, 0) >= _TENS_FROM and 0 < SMALL.numerals.get(word[len(tens) :], 0) < _TENS:
            return SMALL.numerals[tens] + SMALL.numerals[word[len(tens) :]]
    return SMALL.numerals.get(word)


@cache
def phrase_pattern(say: str) -> re.Pattern[str]:
    """The pattern of one `say` line, to be matched on words that are each followed by one space."""
    out = ""
    for part in say.split():
        optional = part.startswith("(")
        if part == "..":
            out += r"(?:\S+ ){0,3}?"
            continue
        if part == "$":
            out += r"\Z"
            continue
        choices = "|".join(re.escape(word).replace(r"\*", r"\S*") for word in part.strip("()").split("|"))
        out += f"(?:(?:{choices}) )?" if optional else f"(?:{choices}) "
    return re.compile(out)


def _first_words(say: str) -> list[str]:
    return say.split()[0].strip("()").split("|")


def _second_words(say: str) -> frozenset[str] | None:
    """The words that can follow the first word of a phrase; None where that is not told, or it may end there."""
    found: set[str] = set()
    for part in say.split()[1:]:
        words_of = part.strip("()").split("|")
        if part in {"..", "$"} or any("*" in word for word in words_of):
            return None
        found.update(words_of)
        if not part.startswith("("):
            return frozenset(found)
    return None


class Lookup:
    """Phrases by their first word: exact words, and stems of four letters for words with a *."""

    def __init__(self) -> None:
        self.exact: dict[str, list[Phrase]] = {}
        self.stems: dict[str, list[Phrase]] = {}

    def add(self, say: str, entry: Entry) -> None:
        """Make `say` findable."""
        second = _second_words(say)
        for word in _first_words(say):
            if word.endswith("*"):
                self.stems.setdefault(word[:4], []).append(Phrase(say, entry, False, second))
            else:
                self.exact.setdefault(word, []).append(Phrase(say, entry, " " not in say, second))

    def longest(self, word: str, line: str, at: int) -> tuple[Entry, int] | None:
        """The entry whose phrase takes most of `line` from `at`, where `word` begins, and where it ends.

        An entry that is to stand `alone` counts only where its phrase is the whole line."""
        exact, stems = self.exact.get(word), self.stems.get(word[:4])
        if exact is None and stems is None:
            return None  # most words open no phrase
        best: tuple[Entry, int] | None = None
        after = at + len(word) + 1
        following = line[after : line.find(" ", after)]
        for phrase in (*(exact or ()), *(stems or ())):
            if phrase.single:
                end = after
            elif phrase.second is not None and following not in phrase.second:
                continue
            else:
                # compiled when first met: most of a vocabulary is never met in one document
                found = phrase_pattern(phrase.say).match(line, at)
                end = found.end() if found else 0
            if phrase.entry.alone and (at or end < len(line)):
                continue
            if end and (best is None or end > best[1]):
                best = (phrase.entry, end)
        return best


def _entry(cue: dict[str, Any]) -> Entry:
    return Entry(
        cue["name"],
        cue.get("code", ""),
        cue.get("weight", 4),
        cue.get("negated", ""),
        cue.get("kind", ""),
        cue.get("form", ""),
        cue.get("alone", False),
        cue.get("start", False),
        cue.get("continuing", False),
        cue.get("rated", ""),
        cue.get("purpose", ""),
        cue.get("beside", False),
        cue.get("yet", ""),
        cue.get("since", ""),
        cue.get("untimed", False),
        cue.get("unsure", False),
    )


def _regular(verbs: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """(form, word) of the verbs that follow a pattern."""
    for verb in verbs["ar"]:
        stem = verb.removesuffix("a")
        yield from (("past", stem + end) for end in ("ade", "ades", "at", "ats", "ad"))
        yield from (("present", stem + end) for end in ("ar", "as"))
        yield "infinitive", verb
    for verb in verbs["er_d"]:
        stem = verb.removesuffix("a")
        supine = stem if stem.endswith("t") else (stem[:-1] + "t" if stem.endswith("d") else stem + "t")
        past = stem if stem.endswith("d") else stem + "d"
        yield from (("past", word) for word in (past + "e", past + "es", supine, supine + "s", past, past + "a"))
        yield from (
            ("present", word) for word in (stem + "er", stem + "s", stem if stem.endswith("r") else stem + "er")
        )
        yield from (("infinitive", word) for word in (verb, verb + "s"))
    for verb in verbs["strong"]:
        present, infinitive, *past_forms = verb.split()
        for prefix in verbs["prefixes"]:
            yield from (("past", prefix + word + end) for word in past_forms for end in ("", "s"))
            yield from (("present", prefix + word) for word in (present, infinitive + "s"))
            yield "infinitive", prefix + infinitive
    for verb in verbs["er_t"]:
        stem = verb.removesuffix("a")
        supine = stem if stem.endswith("t") and stem[-2] not in "aeiouy" else stem + "t"
        yield from (("past", word) for word in (supine + "e", supine + "es", supine, supine + "s", supine + "a"))
        yield from (("present", word) for word in (stem + "er", stem + "s"))
        yield from (("infinitive", word) for word in (verb, verb + "s"))


def _verbs(verbs: dict[str, list[str]]) -> dict[str, str]:
    """Word to form; what is written out wins over what is formed."""
    forms: dict[str, str] = {}
    for form, word in _regular(verbs):
        forms.setdefault(word, form)
    for form in ("infinitive", "present", "past"):
        forms.update(dict.fromkeys(verbs[form], form))
    for word in verbs["homographs"]:
        forms.pop(word, None)
    for word in verbs["neutral"]:
        forms[word] = "neutral"
    return forms


CUES = Lookup()
_LITERAL: set[str] = set()
_CORE: set[str] = set()
STARTERS: set[str] = {"fortsatt", "ej", "inte", "nytt", "ny", "inget", "ingen", "arbetet", "atgarden", "planeras"}
for _cue in _VOCABULARY["cue"]:
    _made = _entry(_cue)
    for _say in _cue["say"]:
        CUES.add(_say, _made)
        _plain = [word for part in _say.split() for word in part.strip("()").split("|") if word and "*" not in word]
        _LITERAL.update(_plain)
        if " " not in _say and (_made.kind or _made.weight >= 4):
            _CORE.update(word for word in _plain if len(word) >= 7)
            STARTERS.update(word for word in _plain if len(word) >= 4)
VERBS = _verbs(_VOCABULARY["verbs"])
STRONG_PAST = frozenset(_VOCABULARY["tense"]["strong_past"])
PREFIXES = tuple(prefix for prefix in _VOCABULARY["verbs"]["prefixes"] if prefix)
CUE_WORDS: frozenset[str] = frozenset(_LITERAL)
_KNOWN = CUE_WORDS | VERBS.keys()
_BY_LETTER: dict[str, list[str]] = {}
for _word in sorted(_CORE):
    _BY_LETTER.setdefault(_word[0], []).append(_word)


_FOLDED_APART: dict[str, str] = _VOCABULARY["small"]["apart"]
"""Words that would fold to another word («inga», «forts.», «satts»), and how people write as they speak («nä»)."""


def spelt(raw: str, folded: str) -> str:
    """The word that `raw` is taken for: OCR's é read as ö, and a class word with one wrong letter set right."""
    if raw.casefold() in _FOLDED_APART:
        return _FOLDED_APART[raw.casefold()]
    if folded in _KNOWN:
        return folded
    if "é" in raw or "É" in raw:
        as_o = folded_with_o(raw, folded)
        if as_o in _KNOWN or as_o in SMALL.generic or as_o in SMALL.future:
            return as_o
        folded_again = _nearest(as_o)
        if folded_again:
            return folded_again
    return _nearest(folded) or folded


def folded_with_o(raw: str, folded: str) -> str:
    """`folded` with o where `raw` has é; the same when the two differ in length."""
    if len(raw) != len(folded):
        return folded
    return "".join("o" if char in "éÉ" else plain for char, plain in zip(raw, folded, strict=True))


def _nearest(word: str) -> str:
    if len(word) < 7 or not word.isalnum():
        return ""
    best, least = "", 2 if len(word) < 11 else 3
    for known in _BY_LETTER.get(word[0], ()):
        if (
            abs(len(known) - len(word)) < least
            and not (word.endswith("as") and known.endswith("ats"))
            and (len(known) != len(word) or known[-2] == word[-2])
            and known[-1] in _ENDINGS_LIKE.get(word[-1], word[-1])
        ):
            distance = OSA.distance(word, known, score_cutoff=least - 1)
            if distance < least:
                best, least = known, distance
    return best


# a slip may blur t and d at the end, but must not turn one tense into another
_ENDINGS_LIKE = {"t": "td", "d": "td", "e": "e", "s": "s", "a": "a", "r": "r"}
