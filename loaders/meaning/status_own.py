"""The measure's own verb told as done: «Ta fram en rutin» and «Rutinen är framtagen», «har tagit fram»."""

from __future__ import annotations

import re
from functools import cache

from loaders.meaning.status_words import SMALL
from loaders.vocabulary import words

_VERBS = words("status")["verbs"]
_STRONG: dict[str, tuple[str, ...]] = {
    prefix + infinitive: tuple(prefix + form for form in forms)
    for _, infinitive, *forms in (verb.split() for verb in _VERBS["strong"])
    for prefix in _VERBS["prefixes"]
}
# «ta fram»: what is «framtagen»
_PARTICLES = frozenset(filter(None, _VERBS["prefixes"]))
# how a verb that is no strong one ends when it is past: «-ade», «-at», «-de», «-te», «-t», and their passives
_PAST = ("ade", "ades", "at", "ats", "ad", "de", "des", "da", "te", "tes", "t", "ts", "ta", "d")
_SHORTEST = 3
_SENTENCE = re.compile(r"[.!?;]\s|\n")


def own_verb_done(measure: str, text: str) -> bool:
    """Whether a sentence of `text` without a negation or a plan has the verb that the measure opens with, as past;
    both are folded."""
    verb, particle = [*re.findall(r"\w+", measure.removeprefix("att ")), "", ""][:2]
    forms = _past_of(verb)
    joined = frozenset(particle + form for form in forms) if particle in _PARTICLES else frozenset()
    return any(
        not (joined.isdisjoint(told) and (forms.isdisjoint(told) or (joined and particle not in told)))
        and SMALL.negation.isdisjoint(told)
        and SMALL.future.isdisjoint(told)
        for told in ((re.findall(r"\w+", sentence)) for sentence in _SENTENCE.split(text) if forms)
    )


@cache
def _past_of(verb: str) -> frozenset[str]:
    """How the verb reads as past; empty where the word is no infinitive."""
    if verb in _STRONG:
        return frozenset(form + end for form in _STRONG[verb] for end in ("", "s"))
    stem = verb.removesuffix("a")
    if stem == verb or len(stem) < _SHORTEST:
        return frozenset()
    if stem.endswith(("d", "t")):
        # «utbildade», «använde» and «använt», «utredde» and «utrett»
        ends = (*_PAST[:5], "e", "es", *(stem[-1] + end for end in ("", "a", "e", "es")))
        return frozenset([*(stem + end for end in ends), *(stem[:-1] + end for end in ("t", "ts", "tt", "tts"))])
    return frozenset(stem + end for end in _PAST)
