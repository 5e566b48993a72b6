"""The rules' reading of a follow-up weighed against the second one: which class stands, and whether a person is asked.

The rules know days, plans and what stands where; the second reading knows what such words mostly were. The rules' class
has a start, smaller where they doubt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from loaders.meaning.status_cues import Cue, cues_of
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_second import likely
from loaders.meaning.status_text import pieces
from loaders.meaning.status_time import ahead
from loaders.vocabulary import words

RULE = "regel:så har liknande texter bedömts"
_DATA = words("status")["weighed"]
# what the rules take from other cells, from days or from the text's own numbers, the second reading does not see
_NOT_SEEN = frozenset(_DATA["not_seen"])
_OF_PARTS = frozenset(_DATA["of_parts"])
# questions that only say that the words tell little: they are not asked where the second reading is sure of the class
_SOFT = frozenset(_DATA["soft"])
_START, _START_IN_DOUBT = 2.0, 1.0
_LEAST = 1e-4
_SURE_AGAINST_DOUBT = 0.7
_SURE = 0.8
_ALIKE = 0.25


def weighed(found: Outcome, texts: Sequence[str], source: int, setting: Setting, asked: str) -> tuple[Outcome, str]:
    """(the outcome that stands, what is to be asked or ""), where the rules read `found` in the text number `source`
    of `texts` and would ask `asked`."""
    alone = found.headline and found.weight >= 4 and not texts[source][found.end :].strip(" .!")
    if alone or found.code == "ej_uppfoljd" or found.rule.startswith("status.märke:"):
        return found, asked
    chance = likely(texts, setting)
    start = _START_IN_DOUBT if asked and found.rule not in _OF_PARTS else _START
    sums = {code: math.log(number + _LEAST) + start * (code == found.code) for code, number in chance.items()}
    best = max(sums, key=lambda code: sums[code])
    if best != found.code:
        if found.rule in _NOT_SEEN or (found.code == "ej_paborjad" and _ahead(texts[source], setting)):
            return found, asked or _like(found.code, best)
        return _instead(found, best, texts[source], setting), _differ(best, found.code)
    if asked in _SOFT and chance[best] >= _SURE_AGAINST_DOUBT:
        return found, ""
    if not asked and chance[best] < _SURE:
        other = max((code for code in chance if code != best), key=lambda code: chance[code])
        return found, _like(found.code, other)
    return found, asked


def alike(text: str, code: str, setting: Setting) -> bool:
    """Whether the second reading finds the class `code` in `text` too, where the rules find another: then a status
    column that says it is not contradicted."""
    return likely(("", text, ""), setting).get(code, 0) >= _ALIKE


def _ahead(text: str, setting: Setting) -> bool:
    """Whether a statement of the text names a time after the follow-up: what is to come then is not done."""
    lines = ([token.word for token in piece.tokens] for piece in pieces(text))
    return setting.followed_up is not None and any(
        ahead(line, setting.followed_up, setting.plan_year) for line in lines
    )


def _named(code: str) -> str:
    name: str = words("own")["status"][code][0]
    return name


def _like(code: str, other: str) -> str:
    """The question where the class `code` stands, and such texts have meant `other` too."""
    meant = "inte sagt hur det gick" if other == "oklar" else f"betytt {_named(other)}"
    return f"Texten lästes som {_named(code)}, men liknande texter har ibland {meant}: vilket gäller?"


def _differ(code: str, words_say: str) -> str:
    """The question where the class `code` stands because such texts mostly mean it, though the words say another."""
    alone = "säger inte hur det gick" if words_say == "oklar" else f"tyder på {_named(words_say)}"
    return f"Texten lästes som {_named(code)}, som liknande texter oftast betyder, men orden {alone}: vilket gäller?"


def _instead(found: Outcome, code: str, text: str, setting: Setting) -> Outcome:
    """The outcome of the class `code`: on the words of its own cue where there is one, else on the first statement."""
    told = pieces(text)
    cue = next((cue for piece in told for cue in _main(cues_of(piece, setting)) if cue.code == code), None)
    if cue:
        return Outcome(code, found.weight, cue.start, cue.end, RULE)
    start, end = (told[0].tokens[0].start, told[0].tokens[-1].end) if told else (0, len(text))
    return Outcome(code, found.weight, start, end, RULE)


def _main(cues: Sequence[Cue]) -> list[Cue]:
    return [cue for cue in cues if not cue.aside]
