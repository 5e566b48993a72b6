"""Cue phrases in one statement, each with the class it gives once negation, plan and ability are weighed in."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from loaders.meaning.status_forms import READ_KIND, Around, Reading
from loaders.meaning.status_matches import VERB, Match, describes, matches
from loaders.meaning.status_text import Piece
from loaders.meaning.status_time import ahead, next_months, tells_time
from loaders.meaning.status_words import SMALL, VERBS

_FINITE = re.compile(r"\S*(?:des|tes|ade|ades|de|te|lls|ogs|evs|ick|og|ov|ev|pagar|ar|er|as|rs|ds|ns|kom|fick)$")
_PRETERITE = re.compile(r"\S*(?:[dt]es|[dt]e|lls|ogs|evs|its|ats|tts)$")
_WHOLE = frozenset({"alla", "samtliga", "bada", "samtlig"})
_FEW = frozenset({"flera", "nagra", "forsta", "antal"})
_NO_PLACE: tuple[list[str], ...] = (
    [],
    ["grund"],
    ["stallet"],
    ["ar"],
    ["grundval"],
    ["slutet"],
    ["borjan"],
    ["samband"],
    ["samrad"],
)
_STEADY = SMALL.rates - {"vid"}
_LINKS = frozenset({"blev", "blir", "blivit", "varit"})
_CONTRAST = frozenset({"men", "medan", "dock", "daremot"})
_DUE = frozenset({"till", "senast", "innan", "infor"})
# a participle of these kinds can stand before a noun without saying how the measure went
_SHAPED = frozenset({"act", "plan", "cancel", "postpone", "begin", "finish"})
# a negation before these is part of the phrase and changes nothing
_NEGATED_ALREADY = frozenset({"delvis", "ej_genomford", "oklar", "ej_uppfoljd"})

PLAN_HINT = "ska"


class Setting(NamedTuple):
    """What a text is read against: the day of the follow-up and the plan's year, None where not known."""

    followed_up: date | None = None
    plan_year: int | None = None


class Cue(NamedTuple):
    """A phrase and the class it gives, `start`..`end` in the text.

    `overall` when it speaks of the measure as a whole, `headline` when it stands alone at the beginning, `aside` in a
    reason or condition; `later`, `again`, `whole`, `few`, `contrast` tell of words beside it («nu», «nytt», «samtliga»,
    «flera», «men», «däremot»); `beside` when it only counts with something done; `deciding` for verbs of decision.
    """

    code: str
    weight: int
    start: int
    end: int
    name: str
    kind: str = ""
    form: str = ""
    overall: bool = False
    headline: bool = False
    sentence: int = 0
    aside: bool = False
    continuing: bool = False
    later: bool = False
    negated: bool = False
    again: bool = False
    whole: bool = False
    beside: bool = False
    few: bool = False
    contrast: bool = False
    deciding: bool = False
    apart: bool = False


class _Scope(NamedTuple):
    """The words that govern a cue: what they say, and the places that decided."""

    around: Around
    deciding: list[int]
    stop: int
    unreal: bool


def cues_of(piece: Piece, setting: Setting) -> list[Cue]:
    """The cues of one statement, in order."""
    words = [token.word for token in piece.tokens]
    found = list(matches(piece.tokens))
    cues: list[Cue] = []
    since = 0
    carried: list[int] = []
    for number, match in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if match.entry is VERB and words[match.at] in _LINKS and following and following.form == "past":
            continue
        scope = _scope(words, match, following, since, carried, setting)
        if _silent(piece, words, match):
            since = match.stop
            continue
        if scope.unreal:
            continue
        reading = _reading(piece, words, match, scope.around)
        if reading:
            cues.append(_cue(piece, words, match, scope, reading))
        carries = match.entry.name == PLAN_HINT or (match.entry.kind == "plan" and match.form == "present")
        if carries:
            carried = list(range(match.at, scope.stop))
        elif match.form != "infinitive":
            carried = []
        since = scope.stop
    return _completed(piece, words, cues)


def _silent(piece: Piece, words: list[str], match: Match) -> bool:
    """Whether the phrase says nothing of the measure: it describes a noun, or tells what left another list."""
    entry = match.entry
    shaped = entry.kind in _SHAPED or entry.name == "är framtagen"
    if shaped and (match.form or "past") in {"past", "present"} and describes(piece.tokens, match.at, "past"):
        return True
    before = words[match.at - 1] if match.at else ""
    led = bool(before) and (before in SMALL.no_subject or before not in SMALL.generic)
    if words[match.at] == "pagaende" and led and match.stop < len(words):
        return words[match.stop].isalpha()
    return entry.code == "borttagen" and _elsewhere(words, match.stop)


def _scope(
    words: list[str], match: Match, following: Match | None, since: int, carried: list[int], setting: Setting
) -> _Scope:
    entry, form, at, stop = match
    word = words[at]
    before = range(since, at)
    negations = [i for i in before if _negates(words, i) and "sedan" not in words[i:at]]
    if not negations and (_FINITE.fullmatch(word) or (word.endswith("s") and VERBS.get(word) == "past")):
        limit = min(stop + 3, following.at if following else len(words), len(words))
        after = next((i for i in range(stop, limit) if words[i] != "utan" and _negates(words, i)), None)
        if after is not None and not (following and after + 1 == following.at):
            negations, stop = [after], after + 1
    no = bool(negations)
    futures = [i for i in [*carried, *before] if words[i] in SMALL.future]
    will = bool(futures) and not (form == "past" and _PRETERITE.fullmatch(word))
    if entry.kind == "act" and form == "past" and futures and words[futures[-1]].startswith("planera"):
        will = False
    could = [i for i in before if words[i] in SMALL.could]
    infinite = form == "infinitive" or word.endswith("as")
    wished = [i for i in before if words[i] in SMALL.unreal and not (entry.code == "borttagen" and words[i] == "kan")]
    unreal = infinite and not no and not could and bool(wished)
    tail = words[stop : following.at if following else None]
    due = entry.kind == "finish" and bool(tail) and tail[0] in _DUE
    timed = tells_time(tail) and not any(other in SMALL.rates for other in words)
    soon = form == "present" and entry.kind in {"event", "act"} and next_months(tail, setting.followed_up)
    around = Around(
        no,
        no and any(other in SMALL.yet for other in words),
        will or due,
        bool(could),
        ahead(tail, setting.followed_up, setting.plan_year) or _not_before(words[since:at], setting) or soon,
        timed,
        at == 0 and word.endswith("s") and tells_time(tail) and not (_STEADY & {*words}),
    )
    deciding = [at, *(i for i in negations if i < at)]
    if will:
        deciding += futures
    if could and form in {"infinitive", "present"}:
        deciding += could
    return _Scope(around, deciding, stop, unreal)


def _not_before(before: list[str], setting: Setting) -> bool:
    """«först i november är avtalet klart»: the time stands before, in the present."""
    if not before or before[-1] in {"har", "hade"} or not {"ar", "blir"} & {*before[:-1], *before[-1:]}:
        return False
    return ahead(before, setting.followed_up, setting.plan_year)


def _negates(words: list[str], at: int) -> bool:
    """Whether the word at `at` negates the outcome; not «inte bara», «inte förrän»; but «utan att»."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "utan":
        return after == "att"
    return words[at] in SMALL.negation and after not in SMALL.not_negating


def _reading(piece: Piece, words: list[str], match: Match, around: Around) -> Reading | None:
    entry = match.entry
    if entry.purpose and piece.purposed:
        return Reading(entry.purpose, 1)
    if entry.kind == "begin" and around.no and not around.yet and words[match.at].endswith(("ades", "ade", "ddes")):
        return Reading("ej_genomford", 4)
    if not entry.code:
        reading = READ_KIND[entry.kind](match.form, around)
        if reading and entry is VERB and words[match.at].startswith(SMALL.deciding):
            return reading._replace(weight=1)
        return reading
    if entry.rated and any(word in SMALL.rates for word in words):
        return Reading(entry.rated, entry.weight)
    if entry.yet and any(word in SMALL.yet for word in words):
        return Reading(entry.yet, entry.weight)
    if entry.name == "borttagen" and any(_one_occasion(word) for word in words[: match.at]):
        return Reading("ej_genomford", 4)
    if around.no:
        if entry.negated:
            return Reading(entry.negated, entry.weight)
        return Reading(entry.code, entry.weight) if entry.code in _NEGATED_ALREADY and not entry.beside else None
    if entry.code == "genomford" and around.will:
        return Reading("ej_paborjad", 2)
    return Reading(entry.code, entry.weight)


def _elsewhere_begins(words: list[str]) -> bool:
    """«I söder fick …»: the statement is of one place, beside another."""
    return words[0] in {"i", "pa", "vid", "hos"} and words[1:2] not in _NO_PLACE and not tells_time(words[:4])


def _one_more(words: list[str]) -> bool:
    """«Den fjärde skolan …»: the statement is of the last of several."""
    return words[0] in {"den", "det"} and words[1:2] in (["andra"], ["tredje"], ["fjarde"], ["femte"], ["sista"])


def _one_occasion(word: str) -> bool:
    """Whether the word names one certain occasion («kvällen»): struck, it was cancelled, not taken out of the plan."""
    return word.endswith(("motet", "traffen", "kvallen", "tillfallet", "vandringen", "forelasningen", "besoket"))


def _cue(piece: Piece, words: list[str], match: Match, scope: _Scope, reading: Reading) -> Cue:
    first = min(scope.deciding)
    lead = words[:first]
    generic = all(word in SMALL.generic or not word.isalpha() for word in lead)
    return Cue(
        reading.code,
        reading.weight,
        piece.tokens[first].start,
        piece.tokens[scope.stop - 1].end,
        match.entry.name,
        match.entry.kind,
        match.form,
        overall=generic and (piece.first or lead[:1] != ["och"]),
        headline=piece.sentence == 0 and piece.first and not lead and scope.stop == len(words),
        sentence=piece.sentence,
        aside=piece.aside,
        continuing=match.entry.continuing and not scope.around.no,
        later=any(word in SMALL.now for word in words),
        negated=scope.around.no,
        again=any(word in SMALL.again for word in words),
        whole=any(word in _WHOLE for word in words),
        beside=match.entry.beside,
        few=any(word in _FEW for word in lead[:2]),
        contrast=words[0] in _CONTRAST or "daremot" in words,
        apart=words[0] == "medan" or "daremot" in words or _elsewhere_begins(words) or _one_more(words),
        deciding=any(word.startswith(SMALL.deciding) for word in words[: match.at + 1]),
    )


def _completed(piece: Piece, words: list[str], cues: list[Cue]) -> list[Cue]:
    """The cues with what only the statement as a whole says: a rate without a verb, an inability."""
    tokens = piece.tokens
    if not cues and not piece.aside and any(word in SMALL.steady for word in words):
        cues = [
            Cue("pagar", 1, tokens[0].start, tokens[-1].end, "återkommande", "go", "present", sentence=piece.sentence)
        ]
    if not any(cue.code.startswith("ej_") or cue.code == "pagar" for cue in cues):
        cues = [*cues, *_unable(piece, words)]
    if len(cues) > 1:
        cues = [cue for cue in cues if cue.name != PLAN_HINT] or cues[:1]
    return cues


def _elsewhere(words: list[str], stop: int) -> bool:
    """Whether what was removed was removed from something other than the plan («från listan»)."""
    tail = words[stop : stop + 4]
    if len(tail) < 2 or tail[0] not in {"fran", "ur"}:
        return False
    return not any(word.startswith(SMALL.plan_words) or "plan" in word for word in tail[1:])


def _unable(piece: Piece, words: list[str]) -> list[Cue]:
    """«kunde inte», «har inte kunnat» with a verb that the vocabulary does not know."""
    for at, word in enumerate(words):
        near = range(max(0, at - 3), min(len(words), at + 4))
        no = [i for i in near if _negates(words, i)] if word in SMALL.could else []
        if no:
            start, end = piece.tokens[min(at, no[0])].start, piece.tokens[max(at, no[0])].end
            kunde = "kunde inte"
            return [
                Cue(
                    "ej_genomford",
                    3,
                    start,
                    end,
                    kunde,
                    "cancel",
                    overall=True,
                    sentence=piece.sentence,
                    aside=piece.aside,
                )
            ]
    return []
