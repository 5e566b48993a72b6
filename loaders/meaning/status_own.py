"""The measure's own verb told as done: «Ta fram en rutin» and «Rutinen är framtagen», «har tagit fram en rutin»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders.meaning.status_words import PREFIXES, SMALL, VERBS, number_of
from loaders.vocabulary import words

_DATA = words("status")["own_verb"]
# what says that only some of it is done, or how; that the measure is of many things; where its object ends
_LIMITS, _LEFT, _MANY, _OBJECT_ENDS = (frozenset(_DATA[key]) for key in ("limits", "left", "many", "object_ends"))
_AND = frozenset({"och", "samt"})
# so many words of a measure tell what it is; what is told at length counts other things too
_LONGEST = 12
_STRONG: dict[str, tuple[str, ...]] = {
    prefix + infinitive: tuple(prefix + form for form in forms)
    for _, infinitive, *forms in (verb.split() for verb in words("status")["verbs"]["strong"])
    for prefix in ("", *PREFIXES)
}
# how a verb ends when it is past: of any verb, and of one that the vocabulary knows in that form
_ANY_PAST = ("ade", "ades", "ats")
_KNOWN_PAST = ("at", "ad", "de", "des", "da", "te", "tes", "t", "ts", "ta", "d")
_AFTER_D_OR_T = ("e", "es", "de", "des", "d", "da", "te", "tes", "t", "ta")
# an infinitive has so many letters before its -a; the words of an object are alike in so many letters
_SHORTEST, _ALIKE = 3, 5
_DEFINITE = re.compile(r"(?:erna|arna|orna|en|et|na|n|t)?s?$")
_SENTENCE = re.compile(r"[.!?;]\s|\n")


def own_verb_done(measure: str, text: str) -> bool:
    """Whether a sentence of `text` says in the measure's verb that its object is done, all of it: no number, no
    «några», no «men», no negation or plan stands there, nothing is left, and the measure is one thing to do. Both are
    folded."""
    asked = re.findall(r"\w+", measure)[:_LONGEST]
    while asked and (asked[0] == "att" or asked[0].isdigit()):
        asked.pop(0)
    forms = _past_of(asked[0]) if asked else frozenset()
    if not forms or not _MANY.isdisjoint(asked) or _counts(asked) or not _has_one_verb(measure):
        return False
    rest = asked[1:]
    particle = rest.pop(0) if rest and rest[0] in PREFIXES else ""
    thing = _object(rest)
    sentences = [told for sentence in _SENTENCE.split(text) if (told := re.findall(r"\w+", sentence))]
    is_undone = any(
        not _LEFT.isdisjoint(told) or not (SMALL.negation.isdisjoint(told) or forms.isdisjoint(told))
        for told in sentences
    )
    return not is_undone and any(
        not _counts(told) and _is_done(told, forms, particle) and _names(told, thing) for told in sentences
    )


def _has_one_verb(measure: str) -> bool:
    """Whether no second verb follows «och», «samt» or a comma in the measure."""
    return not any(
        VERBS.get(verb) == "infinitive" for verb in re.findall(r"(?:\boch|\bsamt|,) (?:att )?(\w+)", measure)
    )


def _is_done(told: Sequence[str], forms: frozenset[str], particle: str) -> bool:
    """Whether the sentence has one of the verb's forms, with the measure's particle and no other, and nothing in it
    that denies, plans or limits."""
    if not (SMALL.negation | SMALL.future | _LIMITS).isdisjoint(told):
        return False
    if particle and any(word.removeprefix(particle) in forms for word in told if word.startswith(particle)):
        return True
    return any(
        word in forms and (after == particle or (not particle and after not in PREFIXES))
        for word, after in zip(told, [*told[1:], ""], strict=True)
    )


def _counts(told: Sequence[str]) -> bool:
    """Whether the words have a number of things («fem enheter», «14»): «en» is an article too."""
    return any(word.isdigit() or (number_of(word) or 0) > 1 for word in told)


def _object(rest: Sequence[str]) -> list[str]:
    """The words of what is to be done with, up to where more is told of it («av», «för», «som»); none where it is two
    things («plank och häck»)."""
    ends = next((at for at, word in enumerate(rest) if at and word in _OBJECT_ENDS), len(rest))
    if rest[ends : ends + 1] and rest[ends] in _AND:
        return []
    return [word for word in rest[:ends] if len(word) >= _ALIKE or word not in SMALL.generic]


def _names(told: Sequence[str], thing: Sequence[str]) -> bool:
    """Whether the sentence names the object, or the last part of its word: «material» for «informationsmaterial»."""
    stems = {_DEFINITE.sub("", word) for word in told}
    heads = {*thing, *(_DEFINITE.sub("", word) for word in thing)}  # «rutin» ends as a definite form too
    return any(
        (head == stem and len(stem) >= _SHORTEST)
        or (
            min(len(head), len(stem)) >= _ALIKE
            and (head.endswith(stem) or head.startswith(stem) or stem.startswith(head))
        )
        for head in heads
        for stem in stems
    )


@cache
def _past_of(verb: str) -> frozenset[str]:
    """How the infinitive reads as past, without words that may be others too; empty where the word can be none."""
    if verb in _STRONG:
        found = {form + end for form in _STRONG[verb] for end in ("", "s")}
        return frozenset(word for word in found if VERBS.get(word) == "past")
    stem = verb.removesuffix("a")
    if stem == verb or len(stem) < _SHORTEST:
        return frozenset()
    ends = _AFTER_D_OR_T if stem.endswith(("d", "t")) else _KNOWN_PAST
    supines = [stem[:-1] + end for end in ("t", "ts", "tt", "tts")] if stem.endswith(("d", "t")) else []
    known = (word for word in (*(stem + end for end in ends), *supines) if VERBS.get(word) == "past")
    return frozenset((*known, *(stem + end for end in _ANY_PAST)))
