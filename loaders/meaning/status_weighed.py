"""The rules' reading of a follow-up weighed against the second one: which class stands, and whether a person is asked.

The rules know days, plans and what stands where; the second reading knows what such words mostly were. The rules' class
has a start, smaller where they doubt and in a story: of short phrases and long reports the rules are surest.
The starts and the limits were tried on 300 follow-ups that neither reading had learnt and on plan 002, so what those
show is no longer unseen (tests/test_meaning_status.py).
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
from loaders.meaning.status_words import SMALL
from loaders.text import fold
from loaders.vocabulary import words

RULE = "regel:så har liknande texter bedömts"
_DATA = words("status")["weighed"]
# what the rules take from other cells, from days or from the text's own numbers, the second reading does not see
_NOT_SEEN = frozenset(_DATA["not_seen"])
_OF_PARTS = frozenset(_DATA["of_parts"])
# questions that only say that the words tell little: they are not asked where the second reading is sure of the class
_SOFT = frozenset(_DATA["soft"])
# (up to so many words, the start, and where the rules doubt): a story's words tell more than its cues, and a report
# that is longer still has most words of other things
_STARTS = ((10, 2.0, 1.5), (16, 1.5, 0.5), (24, 1.0, 0.0), (32, 3.0, 2.0))
_STARTS_OF_REPORT = (9.0, 8.0)
_LEAST = 1e-4
_SURE_AGAINST_DOUBT = 0.75
_SURE = 0.75
_ALIKE = 0.25


def weighed(found: Outcome, texts: Sequence[str], source: int, setting: Setting, asked: str) -> tuple[Outcome, str]:
    """(the outcome that stands, what is to be asked or ""), where the rules read `found` in the text number `source`
    of `texts` and would ask `asked`."""
    opens = found.headline and found.weight >= 4  # «Pågående – ett problem är …»: the writer's own class word
    if opens or found.code == "ej_uppfoljd" or found.rule.startswith("status.märke:"):
        return found, asked
    share = _together(found, likely(texts, setting), texts[source], asked)
    best = max(share, key=lambda code: share[code])
    if best != found.code:
        if found.rule in _NOT_SEEN or (found.code == "ej_paborjad" and _to_come(found, texts[source], setting)):
            return found, asked or _like(found.code, best)
        return _instead(found, best, texts[source], setting), _differ(best, found.code)
    if asked in _SOFT and share[best] >= _SURE_AGAINST_DOUBT:
        return found, ""
    if not asked and share[best] < _SURE:
        other = max((code for code in share if code != best), key=lambda code: share[code])
        return found, _like(found.code, other)
    return found, asked


def _together(found: Outcome, chance: dict[str, float], text: str, asked: str) -> dict[str, float]:
    """How likely each class is by both readings, 0..1: the second one's chances, with the start of the rules' class."""
    long = len(text.split())
    starts = next((starts for words_up_to, *starts in _STARTS if long <= words_up_to), _STARTS_OF_REPORT)
    start = starts[bool(asked) and found.rule not in _OF_PARTS]
    parts = {code: (number + _LEAST) * math.exp(start * (code == found.code)) for code, number in chance.items()}
    total = sum(parts.values())
    return {code: part / total for code, part in parts.items()}


def alike(text: str, code: str, setting: Setting) -> bool:
    """Whether the second reading finds the class `code` in `text` too, where the rules find another: then a status
    column that says it is not contradicted."""
    return likely(("", text, ""), setting).get(code, 0) >= _ALIKE


def _to_come(found: Outcome, text: str, setting: Setting) -> bool:
    """Whether a plan is told as one («kommer att»), or a statement names a time after the follow-up: what is to come
    then is not done."""
    if not SMALL.future.isdisjoint(fold(text[found.start : found.end]).split()):
        return True
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
    start, end = (told[0].start, told[0].end) if told else (0, len(text))
    return Outcome(code, found.weight, start, end, RULE)


def _main(cues: Sequence[Cue]) -> list[Cue]:
    return [cue for cue in cues if not cue.aside]
