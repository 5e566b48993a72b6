"""Cue phrases in one statement, each with the class it gives once negation, plan and ability are weighed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from loaders.meaning.status_time import ahead, tells_time
from loaders.meaning.status_text import Piece
from loaders.meaning.status_words import CUES, SMALL, VERBS, Entry

_FINITE = re.compile(r"\S*(?:des|tes|ade|ades|te|lls|ogs|evs|ick|og|ov|ev|pagar|ar|er|as|rs|ds|ns|kom|fick)$")
_PRETERITE = re.compile(r"\S*(?:[dt]es|[dt]e|lls|ogs|evs|its|ats|tts)$")
_UNKNOWN_PAST = re.compile(r"\S{3,}(?:ades|erat|erats|ats|ts|tes|des)$")
_UNKNOWN_SUPINE = re.compile(r"\S{2,}(?:at|ats|it|its|tt|tts|rt|rts|lt|lts|nt|nts|jt|jts|pt|st)$")
_UNKNOWN_PRESENT = re.compile(r"\S{3,}(?:erar|eras)$")
_GET = frozenset({"far", "fa", "blir", "bli"})
_HAVE = frozenset({"har", "hade", "ha"})

VERB = Entry("verb", "", 2, "", "event", "", False, False, False)
PLAN_HINT = "ska"


class Setting(NamedTuple):
    """What a text is read against: the day of the follow-up and the plan's year, None where not known."""

    followed_up: date | None = None
    plan_year: int | None = None


class Cue(NamedTuple):
    """A phrase and the class it gives. `weight` 4 class word, 3 clear phrase, 2 description, 1 hint;
    `overall` when it speaks of the measure as a whole; `headline` when it stands alone at the beginning."""

    code: str
    weight: int
    start: int
    end: int
    name: str
    kind: str
    form: str
    overall: bool
    headline: bool
    sentence: int
    aside: bool
    continuing: bool = False
    later: bool = False
    negated: bool = False


class _Reading(NamedTuple):
    code: str
    weight: int


def _act(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if form == "misprint":
        return _Reading("genomford", 4)
    if form == "could":
        return _Reading("genomford", 3)
    if no:
        return _Reading("ej_paborjad", 4) if yet else _Reading("ej_genomford", 4)
    if form == "infinitive":
        if able:
            return _Reading("genomford", 3)
        return _Reading("ej_paborjad", 2) if will else None
    if form == "present":
        if will or time_ahead or timed:
            return _Reading("ej_paborjad", 2)
        return _Reading("pagar", 3)
    if will or time_ahead:
        return _Reading("ej_paborjad", 2)
    return _Reading("genomford", 4)


def _finish(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        return _Reading("pagar", 4)
    if form == "present" or will or time_ahead:
        return _Reading("genomford", 3) if able else _Reading("pagar", 3)
    return _Reading("genomford", 4)


def _reach(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        return _Reading("pagar", 4) if yet else _Reading("ej_genomford", 4)
    return _Reading("pagar", 2) if will else _Reading("genomford", 4)


def _begin(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        return _Reading("ej_paborjad", 4)
    if form == "present" or will or time_ahead:
        return _Reading("ej_paborjad", 3)
    return _Reading("pagar", 4)


def _go(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        return _Reading("ej_paborjad", 4) if yet else _Reading("ej_genomford", 3)
    if form == "past":
        return _Reading("genomford", 2)
    return _Reading("ej_paborjad", 2) if will else _Reading("pagar", 4)


def _plan(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        return None
    return _Reading("ej_paborjad", 2 if form == "hint" else 3)


def _postpone(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        return None
    return _Reading("ej_paborjad", 3) if timed or time_ahead else _Reading("pausad", 4)


def _cancel(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    return None if no else _Reading("ej_genomford", 4)


def _event(form: str, no: bool, yet: bool, will: bool, able: bool, time_ahead: bool, timed: bool) -> _Reading | None:
    if no:
        if yet:
            return _Reading("ej_paborjad", 3)
        return None if form == "present" and not able else _Reading("ej_genomford", 3 if form == "past" or able else 2)
    if form == "infinitive":
        if able:
            return _Reading("genomford", 2)
        return _Reading("ej_paborjad", 2) if will else None
    if form == "present":
        return _Reading("ej_paborjad", 2) if will or time_ahead else _Reading("pagar", 2)
    return _Reading("ej_paborjad", 2) if will else _Reading("genomford", 2)


_READERS = {
    "act": _act, "finish": _finish, "reach": _reach, "begin": _begin, "go": _go, "plan": _plan,
    "postpone": _postpone, "cancel": _cancel, "event": _event,
}


class _Match(NamedTuple):
    entry: Entry
    form: str
    at: int
    stop: int


def _matches(piece: Piece, line: str, starts: list[int]) -> Iterator[_Match]:
    """Cues of a piece as (entry, form, first token, token after the last)."""
    tokens = piece.tokens
    at = 0
    while at < len(tokens):
        word = tokens[at].word
        found = CUES.longest(word, line, starts[at])
        if found:
            entry, end = found
            stop = at + 1
            while stop < len(tokens) and starts[stop] < end:
                stop += 1
            if not (entry.start and at > 1):
                yield _Match(entry, entry.form, at, stop)
                at = stop
                continue
        form = VERBS.get(word, "")
        had = any(token.word in _HAVE for token in tokens[max(0, at - 3) : at])
        if not form and len(word) > 4:
            if (had and _UNKNOWN_SUPINE.fullmatch(word)) or (word.endswith(("ades", "ats")) and _UNKNOWN_PAST.fullmatch(word)):
                form = "past"
            elif _UNKNOWN_PRESENT.fullmatch(word):
                form = "present"
        wanted = form == "past" and any(token.word in _GET for token in tokens[max(0, at - 2) : at])
        if form and form != "neutral" and not wanted and not _attribute(piece, at, form):
            yield _Match(VERB, form, at, at + 1)
        at += 1


def _attribute(piece: Piece, at: int, form: str) -> bool:
    """Whether a participle at `at` only describes the noun after it («den planerade utbildningen»)."""
    tokens = piece.tokens
    word = tokens[at].word
    if form != "past" or not word.endswith(("ade", "da", "ta", "d", "na", "de")):
        return False
    if at + 1 >= len(tokens) or not tokens[at + 1].word.isalpha():
        return False
    return at > 0 and tokens[at - 1].word in SMALL.attribute_before


def cues_of(piece: Piece, setting: Setting) -> list[Cue]:
    """The cues of one piece, in order, each weighed with the words around it."""
    tokens = piece.tokens
    words = [token.word for token in tokens]
    line = " ".join(words) + " "
    starts: list[int] = []
    position = 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    found = list(_matches(piece, line, starts))
    cues: list[Cue] = []
    since = 0
    carried: list[int] = []
    for number, match in enumerate(found):
        entry, form, at, stop = match
        if entry.kind in {"act", "plan", "cancel", "postpone", "begin", "finish"} and form in {"past", "present"} and _attribute(piece, at, "past"):
            since = stop
            continue
        before = range(since, at)
        deciding = [at]
        no = any(words[i] in SMALL.negation and not _lifted(words, i) for i in before)
        no = no or any(words[i] == "utan" and words[i + 1 : i + 2] == ["att"] for i in before)
        next_at = found[number + 1].at if number + 1 < len(found) else len(words)
        finite = bool(_FINITE.fullmatch(words[at]))
        after_no = [i for i in range(stop, min(stop + 3, next_at, len(words))) if words[i] in SMALL.negation]
        if not no and finite and after_no and not _lifted(words, after_no[0]) and not (number + 1 < len(found) and after_no[0] + 1 == next_at):
            no = True
            stop = after_no[0] + 1
        if no:
            deciding += [i for i in before if words[i] in SMALL.negation or words[i] == "utan"]
        future_at = [i for i in [*carried, *before] if words[i] in SMALL.future]
        will = bool(future_at) and not (form == "past" and _PRETERITE.fullmatch(words[at]))
        if entry.kind == "act" and form == "past" and future_at and words[future_at[-1]].startswith("planera"):
            will = False
        could_at = [i for i in before if words[i] in SMALL.could]
        if form == "infinitive" and not no and not could_at and any(words[i] in SMALL.unreal for i in before):
            continue
        yet = no and any(word in SMALL.yet for word in words)
        rated = any(word in SMALL.rates for word in words)
        tail = words[stop:]
        times = ahead(tail, setting.followed_up, setting.plan_year)
        timed = tells_time(tail) and not rated
        due = entry.kind == "finish" and bool(tail) and tail[0] in {"till", "senast", "innan", "infor"}
        if will:
            deciding += future_at
        if could_at and form in {"infinitive", "present"}:
            deciding += could_at
        if entry.code:
            code = entry.negated if no else entry.code
            reading = _Reading(code, entry.weight) if code else None
            if no and not entry.negated and entry.code in {"delvis", "ej_genomford", "oklar", "ej_uppfoljd", "borttagen"}:
                reading = None if entry.code == "borttagen" else _Reading(entry.code, entry.weight)
            if entry.rated and rated:
                reading = _Reading(entry.rated, entry.weight)
            if entry.code == "genomford" and will and not no:
                reading = _Reading("ej_paborjad", 2)
        elif entry.purpose and piece.purposed:
            reading = _Reading(entry.purpose, 1)
        else:
            reading = _READERS[entry.kind](form, no, yet, will or due, bool(could_at), times, timed)
        lead = words[: min(deciding)]
        overall = all(word in SMALL.generic or not word.isalpha() for word in lead) and piece.first or (
            all(word in SMALL.generic or not word.isalpha() for word in lead) and not lead[:1] == ["och"]
        )
        if reading:
            cues.append(
                Cue(
                    reading.code, reading.weight, tokens[min(deciding)].start, tokens[stop - 1].end, entry.name, entry.kind,
                    form, overall, piece.sentence == 0 and piece.first and not lead and stop == len(words),
                    piece.sentence, piece.aside, entry.continuing and not no, any(word in SMALL.now for word in words), no,
                )
            )
        if entry.name == PLAN_HINT or (entry.kind == "plan" and form == "present"):
            carried = list(range(at, stop))
        elif form not in {"infinitive"}:
            carried = []
        since = stop
    if not any(cue.code.startswith("ej_") or cue.code == "pagar" for cue in cues):
        cues += _unable(piece, words)
    if len(cues) > 1:
        cues = [cue for cue in cues if not (cue.name == PLAN_HINT)] or cues[:1]
    return cues


def _unable(piece: Piece, words: list[str]) -> list[Cue]:
    """«kunde inte», «har inte kunnat» with a verb that the vocabulary does not know."""
    for at, word in enumerate(words):
        if word not in SMALL.could:
            continue
        near = range(max(0, at - 3), min(len(words), at + 4))
        no = [i for i in near if words[i] in SMALL.negation and not _lifted(words, i)]
        if no:
            first, last = min(at, no[0]), max(at, no[0])
            return [
                Cue(
                    "ej_genomford", 3, piece.tokens[first].start, piece.tokens[last].end, "kunde inte", "cancel", "", True,
                    False, piece.sentence, piece.aside,
                )
            ]
    return []


def _lifted(words: list[str], at: int) -> bool:
    """Whether the negation at `at` does not negate the outcome («inte bara», «inte förrän»)."""
    return at + 1 < len(words) and words[at + 1] in SMALL.not_negating
