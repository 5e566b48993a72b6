"""What governs a cue in its statement: negation, plan, ability and time."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from loaders.meaning.status_forms import Around
from loaders.meaning.status_matches import Match
from loaders.meaning.status_time import ahead, coming, every, next_months, rated, tells_time, years
from loaders.meaning.status_words import SMALL, STRONG_PAST, VERBS

_FINITE = re.compile(r"\S*(?:des|tes|ade|ades|de|te|lls|ogs|evs|ick|og|ov|ev|pagar|ar|er|or|as|rs|ds|ns|kom|fick)$")
_PRETERITE = re.compile(r"\S*(?:[dt]es|[dt]e|lls|ogs|evs|its|ats|tts)$")
_STEADY = SMALL.rates - {"vid"}
_COMING_TO = (["till", "hosten"], ["till", "varen"], ["till", "sommaren"], ["till", "vintern"])
_FINITE_AUXILIARY = frozenset({"ar", "har", "blev", "var"})
_COMING = (["i", "host"], ["i", "var"], ["i", "vinter"], ["i", "sommar"])
_DUE = frozenset({"till", "senast", "innan", "infor"})


class Setting(NamedTuple):
    """What a text is read against: the day of the follow-up and the plan's year, None where not known, and the
    measure's own text and planned time, folded."""

    followed_up: date | None = None
    plan_year: int | None = None
    measure: str = ""
    when: str = ""


class Scope(NamedTuple):
    """The words that govern a cue: what they say, and the places that decided."""

    around: Around
    deciding: list[int]
    stop: int
    unreal: bool
    since: int


def scope_of(
    words: list[str], match: Match, following: Match | None, since: int, carried: list[int], setting: Setting
) -> Scope:
    entry, form, at, stop = match
    word = words[at]
    before = range(since, at)
    negations = [i for i in before if negates(words, i) and "sedan" not in words[i:at]]
    if not negations and (
        _FINITE.fullmatch(word) or word in STRONG_PAST or (word.endswith("s") and VERBS.get(word) == "past")
    ):
        limit = min(stop + 3, following.at if following else len(words), len(words))
        after = next((i for i in range(stop, limit) if words[i] != "utan" and negates(words, i)), None)
        if after is not None and not (following and after + 1 == following.at):
            negations, stop = [after], after + 1
    no = bool(negations)
    futures = [i for i in [*carried, *before] if words[i] in SMALL.future]
    futures = [
        i for i in futures if not _FINITE_AUXILIARY & {*words[i + 1 : at]}
    ]  # «att alla ska ha en plan är uppnått»
    will = bool(futures) and not (form == "past" and _PRETERITE.fullmatch(word))
    if entry.kind == "act" and form == "past" and futures and words[futures[-1]].startswith("planera"):
        will = False
    could = [i for i in before if words[i] in SMALL.could]
    since_then = no and "sedan" in words[stop : stop + 3]
    infinite = form == "infinitive" or word.endswith("as")
    wished = [i for i in before if words[i] in SMALL.unreal and not (entry.code == "borttagen" and words[i] == "kan")]
    unreal = infinite and not no and not could and bool(wished)
    # «skulle ha genomförts i maj»: it was to be
    unreal = unreal or (form == "past" and any(words[i : i + 2] == ["skulle", "ha"] for i in range(at)))
    tail = words[stop : following.at if following else None]
    due = entry.kind == "finish" and bool(tail) and (tail[0] in _DUE or tail[:2] in _COMING)
    timed = tells_time(tail) and not rated(words)
    soon = form == "present" and entry.kind in {"event", "act"} and next_months(tail, setting.followed_up)
    around = Around(
        no,
        no and any(other in SMALL.yet for other in words),
        will or due,
        bool(could),
        (ahead(tail, setting.followed_up, setting.plan_year) and not (_was(word, form, setting) and not years(tail)))
        or _not_before(words[since:at], setting)
        or (entry.kind == "act" and coming(tail))
        or soon,
        timed,
        _leading(words, match, tail),
        since_then,
        no and any(words[i] == "kunde" and i < negations[-1] for i in before),
    )
    deciding = [at, *(i for i in negations if i < at)]
    if will:
        deciding += futures
    if could and form in {"infinitive", "present"}:
        deciding += could
    return Scope(around, deciding, stop, unreal, since)


def _was(word: str, form: str, setting: Setting) -> bool:
    """Whether the verb tells of what was: then a month after the follow-up's is last year's."""
    if form != "past" or not setting.followed_up:
        return False
    asked_after = bool(setting.plan_year) and (setting.plan_year or 0) < setting.followed_up.year
    return asked_after or word.endswith(("ades", "tes", "rdes", "ldes", "ndes"))


def _leading(words: list[str], match: Match, tail: list[str]) -> bool:
    """«tas upp i höst» as the statement's opening, «skickas i september»: said of what is to come."""
    if match.at == 0 and words[0].endswith("s") and tells_time(tail) and not (_STEADY & {*words} or every(words)):
        return True
    if match.form == "present" and any(tail[at : at + 2] in _COMING for at in (0, 1)) and not rated(words):
        return True
    return (
        match.form == "present"
        and tail[:1] == ["i"]
        and any(word in SMALL.months for word in tail[1:2])
        and not rated(words)
    )


def _not_before(before: list[str], setting: Setting) -> bool:
    """«först i november är avtalet klart»: the time stands before, in the present."""
    if before[:2] in _COMING or before[:2] in _COMING_TO:
        return True  # «i höst tas en plan fram»
    if before[:1] == ["forst"] and tells_time(before) and {"ar", "blir"} & {*before}:
        return True
    if not before or before[-1] in {"har", "hade"} or not {"ar", "blir"} & {*before[:-1], *before[-1:]}:
        return False
    return ahead(before, setting.followed_up, setting.plan_year)


def negates(words: list[str], at: int) -> bool:
    """Whether the word at `at` negates the outcome; not «inte bara», «inte förrän»; but «utan att»."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "utan":
        return after == "att"
    return words[at] in SMALL.negation and after not in SMALL.not_negating
