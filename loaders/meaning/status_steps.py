"""A step told as done, where the measure has more: one of several parts, or a draft."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.meaning.status_outcome import Outcome
from loaders.text import fold
from loaders.vocabulary import words

_DATA = words("status")["drafts"]
_DRAFTS, _FIRST = tuple(_DATA["stems"]), frozenset(_DATA["first"])
# a draft's word with its own ending: no «annonskampanj», no «planeringsdag»
_DRAFT = re.compile(rf"({'|'.join(_DRAFTS)})(?:ning|ifikation)?(?:en|n|et|t|a|er|erna|ar|arna|na|or|orna)?")
_VERSION = "version"
# what may stand behind the find: the rest of its own sentence
_REST = re.compile(r"[^.!?;\n]*[.!?;\s]*")
# «genomförd» is said of the measure itself
_WHOLE = "status.genomford:genomfört"
_DRAFTED = "Bara ett första steg sägs vara klart: pågår åtgärden, eller är den genomförd?"
_OF_STAGES = r"(?:en|er|erna|ar|arna)?"
# «1», «1 och 2», «1, 2 och 3», «1–2», «1 till 3»
_NUMBERS = r"\d\d?(?!\d)(?:(?: ?, ?\d\d?)* ?(?:och|till|[-\u2013&+]) ?\d\d?(?!\d))?"
_PART = re.compile(rf"\b(etapp|del|fas|steg|omgang){_OF_STAGES} ({_NUMBERS})\W*(?:(?:ar|blev|nu|har) )*$")
# a draft stands first or behind one word («en skiss», «nya ritningar»): further in, the statement is of another thing
_OPENING = 2
# so many words at most stand before the verb («en första version av planen har»): in a longer statement more is told
# than a draft; and a verb that says little (a weight of 2, «hängde») counts only behind «har» or «är»
_NEAR, _CLEAR, _HAVE = 6, 3, frozenset({"har", "ar"})
_ONE_PART = "Texten säger att en av flera delar är klar: är åtgärden delvis genomförd?"


def one_part(found: Outcome, text: str, planned: str) -> Outcome:
    """«Etapp 1 klar» where the measure or its time names an etapp 2: in part."""
    named = _PART.search(fold(text[: found.start])) if found.code == "genomford" else None
    if not named:
        return found
    if _greatest(named[1], planned) <= _greatest(named[1], fold(text)):
        return found
    return found._replace(code="delvis", rule="regel:en av flera delar", doubt=_ONE_PART)


def _greatest(stage: str, folded: str) -> int:
    """The greatest number of the stages that a text names: 3 for «etapp 1 och etapperna 2–3»."""
    named = re.findall(rf"\b{stage}{_OF_STAGES} ({_NUMBERS})", folded)
    return max((int(number) for one in named for number in re.findall(r"\d+", one)), default=0)


def drafted(found: Outcome, text: str, measure: str) -> Outcome:
    """«Skisser klara», «En första version är lämnad»: what comes before the measure is ready, where nothing else is
    told and the measure is another thing."""
    if found.code != "genomford" or not found.rule.startswith("status."):
        return found
    head = re.findall(r"\w+", re.split(r"[.!?:;]", fold(text[: found.start]))[-1])
    if head[-1:] and head[-1] in _FIRST and found.end >= len(text.rstrip(" .!")):
        return found._replace(code="pagar", rule="regel:ett första steg klart", doubt=_DRAFTED)
    if found.rule == _WHOLE or not _REST.fullmatch(text, found.end):
        return found
    if len(head) > _NEAR or not (found.weight >= _CLEAR or _HAVE & {*head[-1:]}):
        return found
    stems = [draft[1] for word in head[:_OPENING] if (draft := _DRAFT.fullmatch(word))]
    if any(one in _FIRST and then == _VERSION for one, then in pairwise(head)):
        stems.append(_VERSION)
    if not stems or any(stem in measure for stem in stems):
        return found
    return found._replace(code="pagar", rule="regel:ett första steg klart", doubt=_DRAFTED)
