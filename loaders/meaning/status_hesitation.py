"""What makes a careful reader ask although the words are clear: half a sentence, a writer who is not sure, someone who
has taken over, one and another who went different ways, a condition that is not met.

The patterns and their questions are data (`[[hesitation]]` in status.toml); each names the classes that it makes
unsure, and is looked for in the sentence that decided.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from loaders.meaning.status_cues import Cue, cues_of
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import Piece, pieces
from loaders.meaning.status_words import number_of
from loaders.vocabulary import words

_DATA = words("status")
_CUT = _DATA["cut"]
_OPEN_ENDS, _OPEN_BEGINNINGS = frozenset(_CUT["ends"]), frozenset(_CUT["begins"])
CUT_OFF: str = _CUT["asks"]
_LAST = re.compile(r"([^\W\d_]+)\s*(,?)\s*$")
_FIRST = re.compile(r"\s*([^\W\d_]{2,})(?=[\s,])")
_NEW_SENTENCE = re.compile(r"[^\W\d_][.!?]\s+[A-ZÅÄÖ]")
_STOPS = re.compile(r"[.!?]\s*$")
_FEWEST = 2
_TWO = "Texten säger olika om två parter eller platser: är åtgärden delvis genomförd?"
_FIRM, _CLASS_WORD = 3, 4
_NOUN = 5
_PARTICIPLES = ("ade", "da", "ta", "na")
_FEWER = "Texten räknar olika många av samma sak: är åtgärden delvis genomförd?"
_THEN = "Något är klart och tas i bruk senare: är åtgärden genomförd, eller inte påbörjad?"


class _Sign(NamedTuple):
    pattern: re.Pattern[str]
    codes: frozenset[str]
    asks: str
    before: bool
    up_to: int
    unless_measure: tuple[str, ...]

    def concerns(self, found: Outcome, setting: Setting) -> bool:
        """Whether it can make the outcome unsure, beside this measure."""
        if found.code not in self.codes or found.weight > self.up_to:
            return False
        return not any(word.startswith(self.unless_measure) for word in setting.measure.split())


def hesitation(text: str, found: Outcome, setting: Setting) -> str:
    """What is to be asked of the outcome `found` of `text`; "" for nothing."""
    if is_cut(text):
        return CUT_OFF
    told = pieces(text)
    at = next((piece.sentence for piece in told if piece.start <= found.start < piece.end), 0)
    sentence = [piece for piece in told if piece.sentence == at]
    tokens = [token for piece in sentence for token in piece.tokens]
    line = [token.word for token in tokens]
    before = " ".join(token.word for token in tokens if token.start < found.end)
    for sign in _signs():
        if sign.concerns(found, setting) and sign.pattern.search(before if sign.before else " ".join(line)):
            return sign.asks
    if found.code != "delvis" and _two_ways(sentence, setting):
        return _TWO
    if found.code == "genomford" and _in_use_later(sentence, found, setting):
        return _THEN
    if found.code == "genomford" and found.weight < _CLASS_WORD and (_counted_twice(line) or _fewer_and_fewer(line)):
        return _FEWER
    return ""


def is_cut(text: str) -> bool:
    """Whether a text begins or ends in the middle of a sentence: «… har», «gång i maj. Polisen deltog.»"""
    if len(text.split()) < _FEWEST:
        return False
    last = _LAST.search(text)
    if last and (last[2] or last[1].lower() in _OPEN_ENDS):
        return True
    first = _FIRST.match(text)
    if not first or not first[1].islower():
        return False
    # who begins sentences with capitals, or ends them with a stop, begins a text with a capital too
    written_out = _NEW_SENTENCE.search(text) or (_STOPS.search(text) and len(text.split()) > _FEWEST)
    return first[1] in _OPEN_BEGINNINGS or bool(written_out)


def _two_ways(sentence: list[Piece], setting: Setting) -> bool:
    """«Kiosken tackade ja, macken sa nej»: one is told to have done it, and another, in the same sentence, not."""
    cues = [cue for piece in sentence for cue in cues_of(piece, setting) if not cue.aside]
    return any(
        done.code == "genomford" and undone.code == "ej_genomford" and undone.weight >= _FIRM and _apart(done, undone)
        for done in cues
        for undone in cues
    )


def _in_use_later(sentence: list[Piece], found: Outcome, setting: Setting) -> bool:
    """«Filmen är klar och visas i februari»: the same thing is ready, and is used in a time to come."""
    cues = [cue for piece in sentence for cue in cues_of(piece, setting) if not cue.aside]
    done = [cue for cue in cues if cue.code == "genomford" and cue.start == found.start and not cue.overall]
    return any(
        cue.code == "ej_paborjad" and cue.form == "present" and cue.kind in {"event", "act", "begin"} and not cue.again
        for cue in cues
        if done and cue.start > found.end and cue.subject in ("", done[0].subject)
    )


def _counted_twice(line: list[str]) -> bool:
    """«Tretton föreningar har antagit policyn, vi har tjugo föreningar»: one kind is counted twice, first fewer."""
    counted: dict[str, int] = {}
    for word, noun in pairwise(line):
        number = number_of(word)
        if number is None or len(noun) < _NOUN or not noun.isalpha():
            continue
        if number > counted.setdefault(noun, number):
            return True
    return False


def _fewer_and_fewer(line: list[str]) -> bool:
    """«12 beställda, 8 levererade»: fewer came so far than were begun."""
    steps = [number for word, then in pairwise(line) if (number := number_of(word)) and then.endswith(_PARTICIPLES)]
    return any(one > then for one, then in pairwise(steps))


def _apart(one: Cue, other: Cue) -> bool:
    return bool(one.subject and other.subject) and one.subject != other.subject


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(
        _Sign(
            re.compile("|".join(rf"(?<!\S)(?:{said})(?!\S)" for said in sign["say"])),
            frozenset(sign["codes"]),
            sign["asks"],
            sign.get("before", False),
            sign.get("up_to", _CLASS_WORD),
            tuple(sign.get("unless_measure", ())),
        )
        for sign in _DATA["hesitation"]
    )
