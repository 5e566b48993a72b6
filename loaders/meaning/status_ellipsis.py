"""Parts told in short: what holds of one is left out of the next («Byn igång. Viken ej», «Åk 8 klar. Åk 7 i maj»)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from loaders.meaning.status_cues import Cue
from loaders.meaning.status_openings import kinds_of
from loaders.meaning.status_outcome import Outcome, said
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import Piece, Token
from loaders.meaning.status_time import ahead, next_months, tells_time
from loaders.meaning.status_words import SMALL, VERBS
from loaders.vocabulary import words

_DATA = words("status")["ellipsis"]
_JOINING, _WHERE, _WEEKS = (frozenset(_DATA[key]) for key in ("joining", "where", "weeks"))
_STAGES, _MOVED = tuple(_DATA["stages"]), tuple(_DATA["moved"])
_LATER = tuple(tuple(phrase.split()) for phrase in _DATA["later"])
_ORDINALS = frozenset(_DATA["ordinals"])
_DONE = frozenset({"genomford", "pagar", "delvis"})
_LEFT_OUT = frozenset({"ej_genomford", "pausad"})
_MOST_NAMES, _ENDING = 4, 5
_APART = "Det ena är gjort eller i gång och det andra inte: är åtgärden delvis genomförd, eller pågår den?"
_RULE = "regel:delarna sägs i korthet"


def told_in_short(found: tuple[Piece, ...], cues: list[Cue], setting: Setting) -> Outcome | None:
    """In part, where one named part is done or under way, and of a later one no more is said than «inte» or a time
    ahead, or that it was moved or fell away; None else."""
    if any(cue.headline and cue.weight >= 4 for cue in cues):
        return None
    for at, piece in enumerate(found):
        own = [cue for cue in cues if _within(cue, piece) and cue.weight >= 2]
        before = [(cue, _lead(cue, found[:at])) for cue in cues if cue.code in _DONE and cue.weight >= 2]
        before = [(cue, lead) for cue, lead in before if lead is not None and not cue.continuing]
        if not before or piece.aside or piece.relative:
            continue
        done, lead = before[-1][0], before[-1][1] or []
        line = [token.word for token in piece.tokens]
        put_off = line[-1].startswith(_MOVED) and _is_other(line[:-1], lead)
        at_once = next(other for other in found if _within(done, other))
        is_dated = tells_time([token.word for token in at_once.tokens])
        later = _siblings(lead, line) and _is_later(line, setting, is_dated=is_dated)
        if not own and (put_off or later or _is_left_out(piece.tokens, lead)):
            return Outcome("delvis", 3, done.start, done.end, _RULE, _APART)
        if own and (_is_moved(own[0], lead, line) or _fell_away(own[0], lead, line)):
            return said(own[0], "delvis", _APART, _RULE)
    return None


def _within(cue: Cue, piece: Piece) -> bool:
    return piece.start <= cue.start < piece.end


def _lead(cue: Cue, found: tuple[Piece, ...]) -> list[str] | None:
    """The words before a cue in its statement: what it is said of; None where it is not told in `found`."""
    piece = next((piece for piece in found if _within(cue, piece)), None)
    return None if piece is None else [token.word for token in piece.tokens if token.start < cue.start]


def _is_left_out(tokens: tuple[Token, ...], lead: list[str]) -> bool:
    """«Viken inte», «Inte i Viken», «kurs 2 ej»: a name, and that it is not so there."""
    own = [token for token in tokens if token.word not in _JOINING]
    line = [token.word for token in own]
    if not 2 <= len(line) <= _MOST_NAMES + 1:
        return False
    if line[-1] in SMALL.negation:
        names = own[:-1]
    elif line[0] in SMALL.negation and line[1] in _WHERE and len(line) > 2:
        names = own[2:]
    else:
        return False
    said_of = [token.word for token in names]
    if any(VERBS.get(word, "neutral") != "neutral" or word in SMALL.negation for word in said_of):
        return False
    return bool(lead) and (all(token.capital or token.word.isdigit() for token in names) or _siblings(lead, said_of))


def _is_later(line: list[str], setting: Setting, *, is_dated: bool) -> bool:
    """Whether a statement says nothing but of what and when, after the follow-up. Where that day is not known, any time
    is later than what is done without one; beside what `is_dated` it may be a list («Grupp 1 i mars. Grupp 2 i maj»).
    """
    if any(VERBS.get(word, "neutral") != "neutral" or word in SMALL.again or word in SMALL.negation for word in line):
        return False
    if setting.followed_up is None and not is_dated and tells_time(line):
        return True
    spoken = " ".join(line)
    return (
        ahead(line, setting.followed_up, setting.plan_year)
        or next_months(line, setting.followed_up)
        or any(" ".join(phrase) in spoken for phrase in _LATER)
        or _week_ahead(line, setting)
    )


def _week_ahead(line: list[str], setting: Setting) -> bool:
    """«v. 48», where the follow-up was made in an earlier week of the plan's year."""
    day = setting.followed_up
    if day is None or (setting.plan_year or day.year) != day.year:
        return False
    own = [word for word in line if word != "."]
    weeks = [int(then) for word, then in pairwise(own) if word in _WEEKS and then.isdecimal()]
    return bool(weeks) and day.isocalendar().week < weeks[-1] <= 53


def _siblings(one: list[str], other: list[str]) -> bool:
    """Whether two statements open with parts of one thing: the same word with another number, names of one kind, or
    words that end alike («förskolorna», «grundskolorna»). Stages follow each other, so that the work goes on."""
    first, second = list(_names(one)), list(_names(other))
    if not first or not second or first == second or first[0].startswith(_STAGES):
        return False
    if first[0] == second[0] and first[0].isalpha():
        return first[1:2] != second[1:2]
    if kinds_of(first) & kinds_of(second):
        return True
    ends = {word[-_ENDING:] for word in first if len(word) >= _ENDING and word.isalpha()}
    return any(word[-_ENDING:] in ends for word in second if word.isalpha())


def _names(line: list[str]) -> Iterator[str]:
    """What a statement is of: its words up to the time it names."""
    for at, word in enumerate(line):
        if at and (word in _WHERE or word in _WEEKS or tells_time([word])):
            return
        if word not in _JOINING and word not in _WHERE and word.isalnum():
            yield word


def _is_moved(cue: Cue, lead: list[str], line: list[str]) -> bool:
    """«v. 11 hållen. v. 43 flyttad»: another of the times, or of the parts, was put off."""
    own = line[: next((at for at, word in enumerate(line) if word.startswith(cue.stem)), 0)]
    return (cue.kind == "postpone" or cue.stem.startswith(_MOVED)) and _is_other(own, lead)


def _is_other(own: list[str], lead: list[str]) -> bool:
    """Whether the words are of another time than `lead`, or of another part of the same."""
    if not own or own == lead:
        return False
    return (_is_time(own) and tells_time(lead)) or _siblings(lead, own)


def _is_time(line: list[str]) -> bool:
    """Whether words only name a time."""
    plain = [word for word in line if word not in _JOINING and word.isalnum()]
    return bool(plain) and all(word.isdigit() or word in _WEEKS or tells_time([word]) for word in plain)


def _fell_away(cue: Cue, lead: list[str], line: list[str]) -> bool:
    """«2 byar igång, tredje backade ur»: the next of those that were counted."""
    own = [word for word in line if word not in _JOINING]
    counted = bool(lead) and (lead[0].isdigit() or lead[0] in SMALL.numerals)
    return counted and cue.code in _LEFT_OUT and own[0] in _ORDINALS
