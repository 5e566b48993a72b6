"""What shows that something was done without saying so: the findings of a check, answers, and who or what took part."""

from __future__ import annotations

import re
from datetime import date

from loaders.meaning.status_matches import VERB, matches
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_tense import tense
from loaders.meaning.status_text import Piece
from loaders.meaning.status_time import ahead, days, rated
from loaders.meaning.status_words import SMALL
from loaders.vocabulary import words

_DATA = words("status")["results"]
_CHECKS = tuple(_DATA["checks"])
_CHECKING = tuple(_DATA["checking"])
_ANSWERS = tuple(_DATA["answers"])
_FINDINGS = tuple(_DATA["findings"])
_PEOPLE = re.compile(r"\b(?:" + "|".join(_DATA["people"]) + r")\b")
_PUBLIC = frozenset(_DATA["public"])
_PARTS = frozenset(_DATA["units"])
_REACHED = frozenset(_DATA["reached"])
_NO_QUANTITY = frozenset(_DATA["no_quantity"])
_LACKS = frozenset(_DATA["lacks"])
_NOT_YET = tuple(_DATA["not_yet"])
_UNITS = ("pers", "grp", "st", "arenden", "kontrakt", "samtal", "exemplar", "lag", "pass", "besok", "hem")
_SHOWS = frozenset({"visar", "visade"})
_STATES = frozenset({"har", "ar", "finns", "galler", "bor"})
_DATE_WORDS = re.compile(r"\d{1,4}(?::?[ae])?|v|vecka|den|[-–/.,&+]|och|samt|kl|20[2-4]\d-\d\d?-\d\d?")
_WEEK = re.compile(r"\b(?:v|vecka)\.? ?(\d{1,2})\b")
_RESULT = "Texten redovisar ett resultat men säger inte att åtgärden är genomförd: är den det?"
_QUANTITY = "Texten nämner antal men inte att det genomfördes: är åtgärden genomförd?"
_SO_FAR = "Texten nämner antal mitt i året men inte att det är genomfört: pågår åtgärden?"
_YEARS_END = (11, 1)
"""The month and day from which a follow-up is taken for the year's last: numbers before it are so far."""
_AHEAD = "Texten nämner bara en dag längre fram: är åtgärden inplanerad?"
_DAY = "Texten nämner bara en dag som har passerat: genomfördes åtgärden då?"


def checks(setting: Setting) -> bool:
    """Whether the measure is to check, count or ask: then what it found shows that it was made."""
    return any(word.startswith(_CHECKS) for word in setting.measure.split()[:3])


def tells_result(line: list[str], setting: Setting) -> bool:
    """Whether a count in the statement is a result (answers, who came, findings of a check), not how far the work has
    come."""
    if _PARTS & {*line} and any(word.startswith("delta") for word in line):
        return False
    if any(word.startswith(_ANSWERS) for word in line) or _of_people(line):
        return True
    return checks(setting) and not any(word.startswith(_CHECKING) for word in line)


def _of_people(line: list[str]) -> bool:
    """«11 av 13 familjer kom», «öppnat av 62 % av vårdnadshavarna»: those who came are no part of the measure."""
    return bool(_PEOPLE.search(" ".join(line))) or (bool(_PUBLIC & {*line}) and not _REACHED & {*line})


def found(told: tuple[Piece, ...], setting: Setting) -> Outcome | None:
    """«Inga avvikelser», «Svarsfrekvens 91 %»: what a check or a question brought."""
    check = checks(setting)
    for piece in told:
        line = [token.word for token in piece.tokens]
        if (
            (piece.aside and line[-1] not in _SHOWS)
            or rated(line)
            or any(word in SMALL.future or _is_left(word) for word in line)
        ):
            continue
        number = any(word[0].isdigit() or word in SMALL.numerals for word in line)
        answers = number and (any(word.startswith(_ANSWERS) for word in line) or bool(_PEOPLE.search(" ".join(line))))
        if answers or (check and any(word.startswith(_FINDINGS) for word in line)):
            start, end = piece.start, piece.end
            return Outcome("genomford", 1, start, end, "regel:resultat redovisas", _RESULT)
    return None


def listed(piece: Piece, setting: Setting) -> Outcome | None:
    """«2 grupper, 19 deltagare», «12/11»: how many there were, or a passed day, and no verb."""
    line = [token.word for token in piece.tokens]
    if piece.aside or (_STATES | _LACKS) & {*line} or any(word in SMALL.negation or _is_left(word) for word in line):
        return None
    start, end = piece.start, piece.end
    if _passed_day(_unnamed(piece), setting):
        return Outcome("genomford", 1, start, end, "regel:dag som har passerat", _DAY)
    if _day_ahead(line, setting) and not tense(piece.tokens)[0] and not _cued(piece):
        return Outcome("ej_paborjad", 1, start, end, "regel:dag som ligger framåt", _AHEAD)
    if not _quantity(line) or tense(piece.tokens)[0] or ahead(line, setting.followed_up, setting.plan_year):
        return None
    if _cued(piece):
        return None
    if setting.followed_up and setting.plan_year and setting.followed_up < date(setting.plan_year, *_YEARS_END):
        return Outcome("pagar", 1, start, end, "regel:antal så långt på året", _SO_FAR)
    return Outcome("genomford", 1, start, end, "regel:antal redovisas utan verb", _QUANTITY)


def _is_left(word: str) -> bool:
    return word == "kvar" or word.startswith(_NOT_YET)


def _unnamed(piece: Piece) -> list[str]:
    """The words without the places of a list («Kvarnbacken 10/9 och Almhöjd 24/9» gives its days)."""
    tokens = piece.tokens
    if not any(token.word == "/" for token in tokens) or _cued(piece):
        return [token.word for token in tokens]
    return [
        token.word
        for at, token in enumerate(tokens)
        if not (token.capital or (at and tokens[at - 1].capital and token.word.isalpha() and token.word != "och"))
    ]


def _cued(piece: Piece) -> bool:
    return any(match.entry is not VERB or match.form for match in matches(piece.tokens))


def _day_ahead(line: list[str], setting: Setting) -> bool:
    """Whether the statement names a day or week after the follow-up."""
    if not setting.followed_up:
        return False
    stated = days(" ".join(line).replace(" / ", "/"), setting.followed_up, setting.plan_year)
    return bool(stated) and max(stated) > setting.followed_up


def _passed_day(line: list[str], setting: Setting) -> bool:
    """Whether the statement is nothing but days or weeks before the follow-up."""
    months = [SMALL.months.index(word) + 1 for word in line if word in SMALL.months]
    if not setting.followed_up or not (len(months) > 1 or any(word[0].isdigit() for word in line)):
        return False
    if not all(_DATE_WORDS.fullmatch(word) or word in SMALL.months or word in SMALL.abbreviations for word in line):
        return False
    text = " ".join(line).replace(" / ", "/")
    week = _WEEK.search(text)
    if week:
        return int(week[1]) < setting.followed_up.isocalendar().week
    stated = days(text, setting.followed_up, setting.plan_year)
    if not stated and len(months) > 1:
        return not ahead(line, setting.followed_up, setting.plan_year)
    return bool(stated) and max(stated) <= setting.followed_up


def _quantity(line: list[str]) -> bool:
    """Whether the statement counts people or things: a number and, at most two words on, what was counted."""
    for at, word in enumerate(line[:-1]):
        if not (word.isdecimal() and len(word) < 4) and SMALL.numerals.get(word, 0) < 2:
            continue
        if any(
            other.isalpha()
            and (len(other) > 3 or other in _UNITS)
            and other.endswith(("ar", "er", "or", "are", "barn", "foraldrar", "hus", "st", "na", "tal", *_UNITS))
            and other not in _NO_QUANTITY
            and other not in SMALL.months
            for other in line[at + 1 : at + 3]
        ):
            return True
    return False
