"""Texts told in parts, numbered or by periods: what the parts say together."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from loaders.meaning.status_marks import mark
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_periods import Period
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import pieces

SETTLED = "Det nya är infört och ingår i arbetet: är åtgärden genomförd, eller pågår den?"
_ITEM_RANK = ("genomford", "delvis", "pagar", "pausad", "ej_paborjad", "ej_genomford", "borttagen")
_SAYS_NOTHING = frozenset({"oklar", "ej_uppfoljd"})
_LISTED = frozenset(
    {"regel:antal redovisas utan verb", "regel:redovisat tillfälle utan verb", "status.genomford:redovisat tillfälle"}
)
_PEOPLE = "regel:antal redovisas utan verb"
_YEAR_OUT = 11
_UNCHANGED = re.compile(
    r"\s*(?:oförändra[td]|ingen förändring|inget nytt|samma läge|som tidigare|se ovan)", re.IGNORECASE
)
_ADDS = re.compile(r"\s*(?:ytterligare|fler|flera|(?:en|ett|två|tre|fyra) till)\b", re.IGNORECASE)
_MORE = "Mer av delarna är gjort: är allt genomfört nu?"
_NOW = frozenset({"nu", "numera", "sedan"})
_EVERYWHERE = frozenset({"alla", "samtliga", "ordinarie", "overallt"})
_APART = "Perioderna har gått olika: ska åtgärden räknas som delvis genomförd?"
_ENDED = "Det som pågick upphörde: ska åtgärden räknas som genomförd, delvis eller ej?"
_EACH = "Texten redovisar vad som hölls varje period: pågår åtgärden, eller är den genomförd?"


def of_items(text: str, parts: list[str], read: Callable[[str], Outcome]) -> Outcome:
    """Numbered follow-ups of one measure: alike gives that class, done beside not done gives in part."""
    each = [read(part) for part in parts]
    codes = {one.code for one in each if one.weight} - _SAYS_NOTHING
    rule = "regel:numrerade delar"
    if not codes:
        return Outcome("oklar", 0, 0, len(text), rule)
    kept = codes - {"borttagen"} or codes
    if len(kept) == 1:
        code = next(iter(kept))
        first = next(one for one in each if one.code == code)
        shift = text.find(parts[each.index(first)])
        return Outcome(code, 4, shift + first.start, shift + first.end, rule, headline=True)
    doubt = "Delarna har gått olika: ska åtgärden räknas som delvis genomförd?"
    if kept & {"genomford", "delvis"}:
        return Outcome("delvis", 4, 0, len(text), rule, doubt)
    if "pagar" in kept:
        return Outcome("pagar", 4, 0, len(text), rule, doubt)
    return Outcome(max(kept, key=lambda code: -_ITEM_RANK.index(code)), 4, 0, len(text), rule, doubt)


def of_periods(
    text: str, parts: tuple[Period, ...], setting: Setting, read: Callable[[str, Setting], Outcome]
) -> Outcome:
    """Parts told in the order of time, each read as on the day when it was written: the last that tells an outcome
    stands; held and not held is in part."""
    each = [(part, _part(text[part.start : part.end], part.written, setting, read)) for part in parts]
    telling = [
        (part, one)
        for part, one in each
        if one.weight
        and one.code not in _SAYS_NOTHING
        and not (one.weight < 3 and _UNCHANGED.match(text[part.start : part.end]))
    ]
    if not telling:
        return Outcome("oklar", 0, 0, len(text), "regel:inget utfall sägs")
    part, last = telling[-1]
    codes = {one.code for _, one in telling}
    apart = bool(codes & {"genomford", "delvis"}) and bool(
        codes & {"ej_genomford", "ej_paborjad"} and last.code != "pagar"
    )
    planned_first = last.code == "genomford" and "ej_genomford" not in codes
    if part.shared and apart and not planned_first and not _refused(last, [one for _, one in telling]):
        return Outcome("delvis", 3, 0, len(text), "regel:perioderna gick olika", _APART)
    if last.code == "genomford" and len(telling) > 1 and _ADDS.match(text[part.start : part.end]):
        before = telling[-2][1]
        if before.code == "delvis":
            return Outcome("delvis", 3, 0, len(text), "regel:mer av delarna är gjort", _MORE)
    if last.code == "ej_genomford" and "genomford" in codes and not _refused(last, [one for _, one in telling]):
        return Outcome("delvis", 3, 0, len(text), "regel:perioderna gick olika", _APART)
    if last.code in {"ej_genomford", "borttagen"} and codes & {"genomford", "pagar"} and not last.doubt:
        last = last._replace(doubt=_ENDED)
    if last.code == "pagar" and "genomford" in codes and settled(text[part.start : part.end]):
        last = last._replace(code="genomford", rule="regel:införd och i ordinarie arbete", doubt=SETTLED)
    if last.rule in _LISTED and _goes_on_after(part, [one for _, one in telling], setting):
        last = last._replace(code="pagar", rule="regel:tillfällen varje period", doubt=_EACH)
    return last._replace(start=part.start + last.start, end=part.start + last.end, weight=max(last.weight, 3))


def _part(text: str, written: date | None, setting: Setting, read: Callable[[str, Setting], Outcome]) -> Outcome:
    """One part: a mark («ok», «ej») where it is one word, else what it tells."""
    said = text.strip(" ,;.\n")
    then = setting._replace(followed_up=written) if written else setting
    return (mark(said) if " " not in said else None) or read(text, then)


def _refused(last: Outcome, telling: list[Outcome]) -> bool:
    """«T1: Behov beskrivet. T2: Nämnden sa nej.»: what was done before was no part of the measure."""
    steps = all(one.weight == 2 and one.rule not in _LISTED for one in telling if one.code == "genomford")
    return last.code == "ej_genomford" and last.weight >= 3 and steps


def settled(text: str) -> bool:
    """Whether the text says that what was introduced is now done everywhere, or in the ordinary work."""
    lines = [{token.word for token in piece.tokens} for piece in pieces(text)]
    return any(line & _NOW and line & _EVERYWHERE for line in lines) or any(
        "ordinarie" in line or "linjen" in line for line in lines
    )


def _goes_on_after(part: Period, telling: list[Outcome], setting: Setting) -> bool:
    """Whether what each period lists goes on: all list alike, of people only, or the plan's year is not over."""
    if not part.shared or len(telling) < 2 or any(one.rule not in _LISTED for one in telling):
        return False
    running = setting.followed_up is not None and setting.plan_year == setting.followed_up.year
    return all(one.rule == _PEOPLE for one in telling) or bool(
        running and setting.followed_up and setting.followed_up.month < _YEAR_OUT
    )
