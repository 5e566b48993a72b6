"""A second reading of a follow-up, by what was learnt of texts that people have judged: how likely each class is.

A linear model (softmax) of word beginnings and pairs of them, in the whole text and in its first and last sentence
apart, of how words end (tense and voice), of the words a negation governs, of times named that are past or to come, of
how the planned time and the measure begin, and of what the text shares with the measure: words, and a number that is
planned. status_weights.toml holds what was learnt (`python -m loaders.meaning.status_learn`). The cues of the
rules are left out: on texts that the rules were made for they are right more often than on others, and would be trusted
too much. On texts that neither had seen it is right more often than the rules, and in others: where the two differ,
status_weighed.py weighs them against each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from loaders.meaning.status_scope import Setting
from loaders.meaning.status_time import ahead, coming, rated, tells_time
from loaders.meaning.status_words import SMALL, number_of
from loaders.text import fold
from loaders.vocabulary import words

_TERM = re.compile(r"[a-z]+|\d+|[^\w\s]")
_WORD_OR_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\w+|[^\w\s]")
_STEM = 6
# the stem drops what tells «genomförs» from «genomfördes»: so many letters end a word of more than so many, enough for
# «-des», «-ats», «-ade»; in a shorter word they would be most of its stem
_INFLECTED, _WORD = 3, 4
_DENIES = SMALL.negation | {"utan"}
# so many words a negation is seen to govern, up to a sign or a new clause: «har inte kunnat hållas som planerat»
_DENIED = 4
_CLAUSE = frozenset({"men", "och"})
_BREAK = " § "
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\d])")
_DATA = words("status")["second"]
# whether a planned time comes again and again; whether a measure has several things to do
_RATE = re.compile("|".join(_DATA["rates"]))
_SEVERAL = re.compile(r"\b(?:och|samt)\b|[,+]")
# «7 av 9», «sju av de planerade nio»
OF = re.compile(r"(\w+) av (?:de )?(?:planerade )?(\w+)")
_SHARED_FROM, _SHARED_UP_TO, _NUMBERS_UP_TO = 4, 3, 3
_MOST = 0.6
_ENDING = 2
_FEW = 20
# so many words has a measure or a time that is told in short: what is told at length names and counts other things too
_SHORT_MEASURE, _SHORT_TIME = 12, 6
# how what is not of the text alone begins: the planned time, the measure, and how the numbers stand to it
BESIDE = ("when|", "when ", "measure|", "measure ", "shared ", "numbers ", "number ", "of ")
# the weights are kept as whole numbers, so many to 1
SCALE = 50


def seen(texts: Iterable[str], setting: Setting) -> frozenset[str]:
    """All that is weighed of the three texts (status, follow-up, comment) of a measure."""
    status_text, followup, comment = texts
    measure = setting.measure if len(setting.measure.split()) <= _SHORT_MEASURE else ""
    told = _terms(fold(_BREAK.join(text for text in (status_text, followup, comment) if text)))
    return frozenset(
        [
            *_whole(told),
            *_inflected(told),
            *_denied(told),
            *_times(followup or status_text, setting),
            *_ends(followup),
            *_planned(setting.when),
            *_asked(measure, _terms(fold(followup))),
            *_numbers(measure, fold(followup)),
        ]
    )


def _terms(folded: str) -> list[str]:
    return _TERM.findall(folded)


def _stem(term: str) -> str:
    """The beginning of a word; every number is 0."""
    return "0" if term.isdigit() else term[:_STEM]


def _whole(told: list[str]) -> Iterator[str]:
    """The beginnings of the words, and each pair of neighbours."""
    stems = [_stem(term) for term in told]
    yield from stems
    yield from (f"{one} {two}" for one, two in pairwise(["^", *stems, "$"]))


def _inflected(told: list[str]) -> Iterator[str]:
    """How the words end: «-des», «-ats» tell what is past, «-as» what is done or to come."""
    return (f"ends|{term[-_INFLECTED:]}" for term in told if len(term) > _WORD)


def _denied(told: list[str]) -> Iterator[str]:
    """The words that follow a negation in its clause."""
    left = 0
    for term in told:
        if term in _CLAUSE or not term[0].isalnum():
            left = 0
        elif term in _DENIES:
            left = _DENIED
        elif left:
            yield f"not|{_stem(term)}"
            left -= 1


def _times(text: str, setting: Setting) -> Iterator[str]:
    """Whether a sentence names a time to come, another time or a rate, the first and the last apart."""
    sentences = [told for told in _SENTENCE.split(text.strip()) if told.strip()]
    for at, sentence in enumerate(sentences):
        line = _WORD_OR_DAY.findall(fold(sentence))
        is_ahead = ahead(line, setting.followed_up, setting.plan_year) or coming(line)
        for one, holds in (("ahead", is_ahead), ("told", not is_ahead and tells_time(line)), ("rate", rated(line))):
            if holds:
                yield f"time {one}"
                if at == 0:
                    yield f"first|time {one}"
                if at == len(sentences) - 1:
                    yield f"last|time {one}"


def _ends(followup: str) -> Iterator[str]:
    """The words of the first and of the last sentence, pairs of the last: a story ends where it turned."""
    sentences = [told for told in _SENTENCE.split(followup.strip()) if told.strip()]
    if len(sentences) < 2:
        yield "last|one"
        return
    yield from (f"first|{_stem(term)}" for term in _terms(fold(sentences[0])))
    yield from (f"last|{one}" for one in _whole(_terms(fold(sentences[-1]))))


def _planned(when: str) -> Iterator[str]:
    """What the planned time says: what is to be done again and again goes on, what has its day is done or not."""
    if when and len(when.split()) <= _SHORT_TIME:
        yield from (f"when|{_stem(term)}" for term in _terms(when))
        yield "when again" if _RATE.search(when) else "when once"


def _asked(measure: str, told: list[str]) -> Iterator[str]:
    """How the measure begins, whether it has several things to do, and how many of its words the text has."""
    asked = _terms(measure)
    if not asked:
        return
    yield f"measure|{_stem(asked[0])}"
    yield f"measure ends|{asked[0][-_ENDING:]}"
    yield "measure of several" if _SEVERAL.search(measure) else "measure of one"
    own = {term[:_STEM] for term in asked if len(term) >= _SHARED_FROM}
    shared = sum(len(term) >= _SHARED_FROM and term[:_STEM] in own for term in told)
    yield f"shared {min(shared, _SHARED_UP_TO)}"


def _numbers(measure: str, told: str) -> Iterator[str]:
    """How the numbers of the text stand to those of the measure, and to each other («7 av 9»)."""
    said, asked = _counted(told), _counted(measure)
    yield f"numbers {min(len(said), _NUMBERS_UP_TO)}"
    if said and asked:
        most = max(asked)
        yield "number less" if max(said) < most else "number same" if most in said else "number more"
    found = OF.search(told)
    if found:
        share = [number_of(word) for word in found.groups()]
        if share[0] is not None and share[1]:
            part = share[0] / share[1]
            yield f"of {'none' if not part else 'all' if part >= 1 else 'most' if part > _MOST else 'some'}"


def _counted(folded: str) -> list[int]:
    """The numbers of a text: no years, and not «en», which is an article too."""
    return [number for term in _terms(folded) if (number := number_of(term)) is not None and number > 1]


def share_of(many: int) -> float:
    """How much each of `many` things counts: a long text says much that has nothing to do with how it went."""
    return min(1.0, math.sqrt(_FEW / many)) if many else 1.0


def chances(
    found: Iterable[str], codes: Sequence[str], weights: Mapping[str, Sequence[float]], bias: Sequence[float]
) -> dict[str, float]:
    """The share of 1 of each class, for a text of which `found` is seen; `weights` has one number a class."""
    rows = [row for one in sorted(found) if (row := weights.get(one))]
    share = share_of(len(rows))
    sums = [one + share * sum(column) for one, *column in zip(bias, *rows, strict=True)]
    top = max(sums)
    parts = [math.exp(number - top) for number in sums]
    total = sum(parts)
    return {code: part / total for code, part in zip(codes, parts, strict=True)}


@cache
def _book() -> tuple[tuple[str, ...], dict[str, tuple[float, ...]], tuple[float, ...]]:
    """(classes, weights of all that is seen, bias), as learnt."""
    data = words("status_weights")
    weights = {}
    for line in data["learnt"]["weights"].splitlines():
        numbers, _, term = line.partition("\t")
        weights[term] = tuple(int(number) / SCALE for number in numbers.split())
    return tuple(data["texts"]), weights, tuple(number / SCALE for number in data["learnt"]["bias"])


def likely(texts: Sequence[str], setting: Setting) -> dict[str, float]:
    """How likely each class is, 0..1, for the three texts (status, follow-up, comment) of a measure."""
    codes, weights, bias = _book()
    return chances(seen(texts, setting), codes, weights, bias)
