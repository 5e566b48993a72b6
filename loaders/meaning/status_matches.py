"""Which words of a statement are cues: phrases of the vocabulary, known verbs, and verbs known by their endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.meaning.status_text import Token
from loaders.meaning.status_words import CUES, PREFIXES, SMALL, VERBS, Entry

_PASSIVE_PRETERITE = re.compile(r"(?!.*(?:ledes|omrades)$)\S{2,}(?:ades|[kpsx]tes|[rlnmgvdj]des)$")
_ACTIVE_PRETERITE = re.compile(r"(?!.*(?:ande|ende|aste|omrade|ledes)$)\S{3,}(?:ade|[rlnmgvdj]de|[kpsx]te)$")
_SUPINE = re.compile(r"\S{2,}(?:at|ats|it|its|tt|tts|rt|rts|gt|gts|lt|lts|mt|mts|nt|nts|jt|jts|pt|st|[^a\d]ts)$")
_PRESENT = re.compile(r"\S{3,}(?:erar|eras|(?<!n)as)$")
_PREDICATE = re.compile(r"(?:ned|ner|upp|ut|in|av|bort|till|fram|igen|om|pa|hop)\S{3,}(?:ta|da|[dt]|na|en|et)$")
_HAVE = frozenset({"har", "hade", "ha"})
_IS = frozenset({"ar", "nu", "blev", "blivit", "numera", "darmed"})
_READY = re.compile(r"(?!for|upp|o|sol)\S{3,}klar[ta]?")
_STANDS = frozenset({"ar", "blev", "blivit", "star", "ligger", "nu", "numera"})
_GET = frozenset({"far", "fa", "blir", "bli"})

_THIS_TIME = frozenset({"ar", "aret", "dagslaget", "nulaget", "tid", "perioden"})

_PARTICIPLE = ("ade", "ad", "at", "da", "ta", "rd", "ld", "nd", "gd", "rt", "lt", "kt", "gt", "na", "en", "et")
_BEFORE_NOUN = frozenset({"i", "pa", "av", "for", "med", "till", "om", "under", "genom", "vid", "fran", "mot", "kring"})
_HAS_VERB = frozenset(
    {"har", "hade", "blev", "ar", "kunde", "ska", "kommer", "holls", "uteblev", "visar", "visade", "gick"}
)
_ENDS_PHRASE = frozenset({"som", "och", "samt", "eller", "dar", "nar"})

VERB = Entry("verb", "", 2, "", "event", "", False, False, False)


class Match(NamedTuple):
    """A cue: its entry, its form, its first token and the token after its last."""

    entry: Entry
    form: str
    at: int
    stop: int


def matches(tokens: tuple[Token, ...]) -> Iterator[Match]:
    """The cues of one statement, in order; participles that only describe a noun are left out."""
    line = ""
    starts: list[int] = []
    for token in tokens:
        starts.append(len(line))
        line += "" if token.word in SMALL.fillers else token.word + " "
    at = 0
    while at < len(tokens):
        found = None if tokens[at].word in SMALL.fillers else CUES.longest(tokens[at].word, line, starts[at])
        if found:
            entry, end = found
            stop = next((i for i in range(at + 1, len(tokens)) if starts[i] >= end), len(tokens))
            if not (entry.start and at > 1) and not (entry.untimed and _now(tokens, stop)):
                yield Match(entry, entry.form, at, stop)
                at = stop
                continue
        form = _verb_form(tokens, at)
        if form and not describes(tokens, at, form):
            yield Match(VERB, form, at, at + 1)
        at += 1


def _now(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at].word in _THIS_TIME


def _verb_form(tokens: tuple[Token, ...], at: int) -> str:
    """past, present or infinitive when the word at `at` is taken for a verb, else empty."""
    word = tokens[at].word
    form = VERBS.get(word, "")
    if not form and at and _READY.fullmatch(word) and tokens[at - 1].word in _STANDS:
        return "past"  # «inflyttningsklar»
    if form == "neutral":
        return ""
    if form == "past" and any(token.word in _GET for token in tokens[max(0, at - 2) : at]):
        return ""
    if form == "infinitive" and word.endswith(("es", "tas")) and not _led(tokens, at):
        return "present"  # «en grupp utses i höst»
    if form or len(word) < 4:
        return form
    had = any(token.word in _HAVE for token in tokens[max(0, at - 3) : at]) and tokens[at - 1].word not in {"en", "ett"}
    if (had and _SUPINE.fullmatch(word)) or _PASSIVE_PRETERITE.fullmatch(word) or _prefixed_past(word):
        return "past"
    if at and tokens[at - 1].word in _IS and _PREDICATE.fullmatch(word):
        return "past"
    if _PRESENT.fullmatch(word):
        return "present"
    return "past" if at and _ACTIVE_PRETERITE.fullmatch(word) and _subject(tokens[at - 1].word) else ""


def _led(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether an auxiliary or «att» stands before the word, so that it can be an infinitive."""
    leads = SMALL.future | SMALL.could | SMALL.unreal
    return any(token.word in leads or token.word == "att" for token in tokens[:at])


def _prefixed_past(word: str) -> bool:
    """Whether the word is a known past form behind a prefix («inskickad», «uppsatta»)."""
    return word.startswith(PREFIXES) and any(
        VERBS.get(word[len(prefix) :]) == "past"
        for prefix in PREFIXES
        if len(word) - len(prefix) > 4 and word.startswith(prefix)
    )


def _subject(word: str) -> bool:
    """Whether the word before a verb can be its subject: not a preposition, an article or an adjective."""
    return word.isalpha() and word not in SMALL.no_subject and not word.endswith(("s", "ade", "liga", "iska"))


def _heads(tokens: tuple[Token, ...]) -> bool:
    """Whether a statement opens with a noun phrase that has a verb of its own («Planerad enkät skickades ut»)."""
    if tokens[1].word in SMALL.no_subject or tokens[1].word in SMALL.generic:
        return False
    for token in tokens[2:6]:
        if token.word in _ENDS_PHRASE:
            return False
        if token.word in _HAS_VERB or _PASSIVE_PRETERITE.fullmatch(token.word):
            return True
    return False


def describes(tokens: tuple[Token, ...], at: int, form: str) -> bool:
    """Whether a participle at `at` only describes the noun after it («den planerade utbildningen»)."""
    word = tokens[at].word
    if form != "past" or at + 1 >= len(tokens) or not tokens[at + 1].word.isalpha():
        return False
    if at == 0:
        return word.endswith(_PARTICIPLE) and _heads(tokens)
    before = tokens[at - 1].word
    if before in _BEFORE_NOUN and word.endswith(_PARTICIPLE) and tokens[at + 1].word not in SMALL.no_subject:
        return True
    if not word.endswith(("ade", "da", "ta", "d", "na", "de")):
        return False
    owned = before.endswith("s") and len(before) > 4 and word.endswith(("na", "da", "ta", "ade"))
    return before in SMALL.attribute_before or owned
