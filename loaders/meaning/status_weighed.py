"""The rules' reading of a follow-up weighed against the second one: which class stands, and whether a person is asked.

The rules know days, plans and what stands where; the second reading knows what such words mostly were. The chances of
the second are multiplied by a start for the rules' class: its own («borttagen» is seldom misread), greater for a clear
phrase, smaller the longer the text. What comes out is how often such a reading is right, so that a question is asked
below one limit, whatever the two say. The numbers were fitted to 1,500 follow-ups of six authors, each read by weights
that were learnt of others (status_fit.py); what longer reports start with, to plan 002.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from loaders.meaning.status_cues import Cue, cues_of
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_second import likely
from loaders.meaning.status_text import pieces
from loaders.meaning.status_time import ahead, coming, next_months
from loaders.meaning.status_words import SMALL
from loaders.text import fold
from loaders.vocabulary import words

RULE = "regel:så har liknande texter bedömts"
_DATA = words("status")["weighed"]
# what the rules take from other cells, from days or from the text's own numbers, the second reading does not see
_NOT_SEEN = frozenset(_DATA["not_seen"])
# questions that only say that the words tell little: they are not asked where the second reading is sure of the class
_SOFT = frozenset(_DATA["soft"])
# how the two are weighed (status.toml)
_SECOND, _START, _FIRM, _PER_LENGTH, _REPORT = (
    float(_DATA[key]) for key in ("second", "start", "firm", "per_length", "report")
)
_OF_CLASS: dict[str, float] = _DATA["starts"]
_DONE = frozenset({"genomford", "delvis"})
_SET_BACK = frozenset({"ej_genomford", "pausad", "pagar", "ej_paborjad"})
_FIRM_FROM, _CLASS_WORD, _COMMON_LENGTH, _LONGEST = 3, 4, 16, 45
_SAYS_NOTHING = "status.oklar:"
_FEW = 1
LEAST = 1e-3
_SURE, _SURE_DONE = float(_DATA["sure"]), float(_DATA["sure_done"])
_ALIKE = 0.25


def weighed(found: Outcome, texts: Sequence[str], source: int, setting: Setting, asked: str) -> tuple[Outcome, str]:
    """(the outcome that stands, what is to be asked or ""), where the rules read `found` in the text number `source`
    of `texts` and would ask `asked`."""
    opens = found.headline and found.weight >= _CLASS_WORD  # «Pågående – ett problem är …»: the writer's own class word
    if opens or _is_all(found, texts[source]) or found.code == "ej_uppfoljd" or found.rule.startswith("status.märke:"):
        return found, asked
    share = together(found, likely(texts, setting), texts[source])
    best = max(share, key=lambda code: share[code])
    limit = _SURE_DONE if best == found.code == "genomford" and not is_firm(found) else _SURE
    if best != found.code:
        # days are seen by the rules alone: what is to come then is not done
        open_yet = found.code == "ej_paborjad" or (found.code == "pagar" and best == "genomford")
        if found.rule in _NOT_SEEN or (
            open_yet and _to_come(found, texts[source], setting, found.weight >= _FIRM_FROM)
        ):
            return found, asked or _like(found.code, best)
        stands = _instead(found, best, texts[source], setting)
        ahead_of = best in _DONE and _to_come(stands, texts[source], setting)
        # what is clearly said to have been cancelled, to wait or to be late is so of some part of it
        set_back = best == "genomford" and found.code in _SET_BACK and found.weight >= _FIRM_FROM
        sure = share[best] >= limit and best != "oklar" and not ahead_of and not set_back
        own = "" if asked in _SOFT else asked
        return stands, own if sure else _differ(best, found.code)
    if share[best] >= limit:
        return found, "" if asked in _SOFT else asked
    other = max((code for code in share if code != best), key=lambda code: share[code])
    return found, asked or _like(found.code, other)


def _is_all(found: Outcome, text: str) -> bool:
    """«Arbetet fortgår.», «Insatsen är pågående.»: hardly a word but a clear phrase, so that beside it there is nothing
    to weigh but what the measure is."""
    if not is_firm(found) or not found.rule.startswith("status.") or found.code == "oklar":
        return False
    rest = re.findall(r"\w+", fold(f"{text[: found.start]} {text[found.end :]}"))
    return sum(word not in SMALL.generic for word in rest) <= _FEW


def together(found: Outcome, chance: dict[str, float], text: str) -> dict[str, float]:
    """How likely each class is by both readings, 0..1: the second one's chances, with the start of the rules' class."""
    start = _start_of(found, len(text.split()))
    parts = {
        code: (number + LEAST) ** _SECOND * math.exp(start * (code == found.code)) for code, number in chance.items()
    }
    total = sum(parts.values())
    return {code: part / total for code, part in parts.items()}


def _start_of(found: Outcome, long: int) -> float:
    """How surely the rules' class is right beside the second reading, as log odds, in a text of `long` words."""
    start = _START + _OF_CLASS.get(found.code, 0.0) + _PER_LENGTH * length_of(long) + _FIRM * is_firm(found)
    return start + (_REPORT if long > _LONGEST and found.weight >= _CLASS_WORD else 0.0)


def length_of(long: int) -> float:
    """How long a text of `long` words is beside those of a common length, as a logarithm; what is longer than any that
    the start was fitted to counts as the longest."""
    return math.log(min(max(1, long), _LONGEST) / _COMMON_LENGTH)


def is_firm(found: Outcome) -> bool:
    """Whether a clear phrase, a class word or words that are known to tell nothing decided it."""
    return found.weight >= _FIRM_FROM or found.continuing or found.rule.startswith(_SAYS_NOTHING)


def alike(text: str, code: str, setting: Setting) -> bool:
    """Whether the second reading finds the class `code` in `text` too, where the rules find another: then a status
    column that says it is not contradicted."""
    return likely(("", text, ""), setting).get(code, 0) >= _ALIKE


def _to_come(found: Outcome, text: str, setting: Setting, over_new_year: bool = False) -> bool:
    """Whether a plan is told as one («kommer att»), or a statement names a time after the follow-up: what is to come
    then is not done. `over_new_year` when a month named without a year may be one of the next year («blir färdigt i
    februari», told in December)."""
    if not SMALL.future.isdisjoint(fold(text[found.start : found.end]).split()):
        return True
    lines = [[token.word for token in piece.tokens] for piece in pieces(text)]
    if any(coming(line) for line in lines):
        return True
    if over_new_year and any(next_months(line, setting.followed_up) for line in lines):
        return True
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
