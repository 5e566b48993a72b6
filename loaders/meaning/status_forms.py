"""What a word of each kind gives in its form: done, under way, planned or not, with what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Around(NamedTuple):
    """What surrounds a cue in its statement: a negation, «ännu», a plan («ska»), an ability («kunde»), a time that lies
    after the follow-up, any time at all without a rate, such a time after a passive that opens the statement («tas
    upp i höst»), a time since when it has not been («inte träffats sedan i våras»), and
    that it could not be («kunde inte»)."""

    no: bool = False
    yet: bool = False
    will: bool = False
    able: bool = False
    ahead: bool = False
    timed: bool = False
    leading: bool = False
    since: bool = False
    failed: bool = False


class Reading(NamedTuple):
    """A class and how firmly it is said: 4 class word, 3 clear phrase, 2 description, 1 hint."""

    code: str
    weight: int


def _act(form: str, around: Around) -> Reading | None:
    if form == "misprint":
        return Reading("genomford", 4)
    if around.no:
        return Reading("ej_paborjad" if around.yet else "ej_genomford", 4)
    if form == "infinitive":
        if around.able:
            return Reading("genomford", 3)
        return Reading("ej_paborjad", 2) if around.will else None
    if form == "present":
        if around.able and not around.will:
            return Reading("genomford", 3)
        planned = around.will or around.ahead or around.timed
        return Reading("ej_paborjad", 2) if planned else Reading("pagar", 3)
    return Reading("ej_paborjad", 2) if around.will else Reading("genomford", 4)


def _finish(form: str, around: Around) -> Reading | None:
    if around.no:
        return Reading("pagar", 4)
    if form == "present" or around.will or around.ahead:
        return Reading("genomford" if around.able else "pagar", 3)
    return Reading("genomford", 4)


def _reach(form: str, around: Around) -> Reading | None:
    if around.no:
        return Reading("pagar" if around.yet else "ej_genomford", 4)
    if around.will:
        return Reading("pagar", 2)
    return Reading("genomford", 2 if form == "present" else 4)


def _begin(form: str, around: Around) -> Reading | None:
    if around.no:
        return Reading("ej_genomford" if around.failed and not around.yet else "ej_paborjad", 4)
    if form == "present" or around.will:
        return Reading("ej_paborjad", 3)
    return Reading("pagar", 4)


def _go(form: str, around: Around) -> Reading | None:
    if around.no:
        return Reading("ej_paborjad", 4) if around.yet else Reading("ej_genomford", 3)
    if form == "past":
        return Reading("genomford", 2)
    return Reading("ej_paborjad", 2) if around.will else Reading("pagar", 4)


def _plan(form: str, around: Around) -> Reading | None:
    if around.no:
        return None
    return Reading("ej_paborjad", 2 if form == "hint" else 3)


def _postpone(form: str, around: Around) -> Reading | None:
    if around.no:
        return None
    return Reading("ej_paborjad", 3) if around.timed or around.ahead else Reading("pausad", 4)


def _cancel(form: str, around: Around) -> Reading | None:
    return None if around.no else Reading("ej_genomford", 4)


def _event(form: str, around: Around) -> Reading | None:
    if around.no:
        if around.yet:
            return Reading("ej_paborjad", 3)
        if around.since:
            return Reading("pausad", 3)
        if form == "present" and not around.able:
            return None
        return Reading("ej_genomford", 3 if form == "past" or around.able else 2)
    if form == "infinitive":
        if around.able:
            return Reading("genomford", 3)
        return Reading("ej_paborjad", 2) if around.will else None
    if form == "present":
        return Reading("ej_paborjad", 2) if around.will or around.ahead or around.leading else Reading("pagar", 2)
    return Reading("ej_paborjad", 2) if around.will else Reading("genomford", 2)


READ_KIND: dict[str, Callable[[str, Around], Reading | None]] = {
    "act": _act,
    "finish": _finish,
    "reach": _reach,
    "begin": _begin,
    "go": _go,
    "plan": _plan,
    "postpone": _postpone,
    "cancel": _cancel,
    "event": _event,
}
