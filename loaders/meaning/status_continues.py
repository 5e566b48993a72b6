"""Whether a text says that the work goes on: next year, in the line organisation, in the working group, once more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from loaders.meaning.status_periods import periods
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_tense import tense
from loaders.meaning.status_text import Piece, Token, pieces
from loaders.meaning.status_time import days, rated
from loaders.meaning.status_unsaid import questions
from loaders.meaning.status_words import SMALL, VERBS, Entry, Lookup
from loaders.text import fold
from loaders.vocabulary import words

_DATA = words("status")
_UNSURE = frozenset(_DATA["not_continues"]["unsure"])
# one more that was asked for only, or already held
_ASKED_FOR = frozenset(
    {"holls", "genomfordes", "hallits", "genomforts", "efterfragas", "efterfragades", "onskas", "onskades", "behovs"}
)
_WISH = frozenset({"bor", "borde", "kan", "kunde"})
_ALSO = frozenset({"aven", "ocksa"})
_WANTED = frozenset({"vill", "ville", "lova", "lovar"})
_RESTING = ("paus", "vila", "stopp", "stangd", "stangt")
_REPORTED = frozenset(_DATA["not_continues"]["reported"])
_YEAR = re.compile(r"20[2-4]\d")
_ISO = re.compile(r"20[2-4]\d-[01]\d-[0-3]\d")
_MEANT = frozenset({"datum", "tider", "dagar", "aven", "bokad", "bokat", "planeras", "planerad", "planerat"})
_TERM = re.compile(
    rf"(?:vt|ht|var|host|q[1-4]|t[1-3]|(?:{'|'.join(month[:3] for month in SMALL.months)})[a-z]*)-?(?:20)?(2\d)"
)
_TAKEN_OVER = re.compile(r"(?:tog|tagit|tas) over\b")
_TERM_APART = re.compile(r"\b(?:vt|ht) [-–] (?:20)?(2\d)\b")
_READY = frozenset({"klart", "klar", "fardigt", "fardig", "klara", "fardiga"})
_UNDER_WAY = frozenset({"pagar", "delvis"})
_HAD = frozenset({"har", "hade", "blev", "var", "fick"})
_COMES = frozenset(
    {
        "nasta",
        "startar",
        "borjar",
        "blir",
        "paborjas",
        "tas",
        "ligger",
        "vilar",
        "genomfors",
        "halls",
        "sker",
        "gors",
        "ges",
        "utvarderas",
        "drojer",
        "flyttas",
        "skjuts",
        "laggs",
        "tar",
        "forsenad",
        "forsenat",
        "forsenade",
    }
)
_GROWS = frozenset({"oka", "minska", "stiga", "sjunka"})
_LEVELS = frozenset({"hog", "hogt", "hoga", "lag", "lagt", "laga", "stor", "stort", "stora"})
_RESTS = frozenset({"ligger", "vilar"})
_HELD_THEN = frozenset({"genomfors", "halls", "sker", "gors", "ges"})
_FRESH = frozenset({"utvardering", "ny", "nytt", "nya", "nasta", "full", "fullt", "fler", "resten"})
_WAITS = frozenset({"vantar", "avvaktar", "invantar"})
_BOOKED = ("bok", "inbok", "plan", "inplan")
_MOVED = ("framflytt", "flytta", "uppskj", "senarelag", "skjut")
_NEW_TIME = re.compile(r"\b(?:ny|nytt|fatt) (?:tid|dag|datum|tillfalle)\b.*")
_SHORTEST = 2
_SUBJECTS = frozenset({"vi", "de", "den", "det", "man", "resten", "ovriga", "resterande"})
_DEFINITE = ("en", "et", "na", "erna", "orna")
_SPRING = frozenset({"varen", "i var", "vt", "varterminen"})
_SOON = 6
_LOOSE = frozenset({"vid", "behov", "veckan", "per", "gang", "ofta", "alltid"})
# the last month of a part of the year
_LAST_MONTH = {
    **dict.fromkeys(
        (
            "efter jul",
            "efter nyar",
            "efter arsskiftet",
            "forsta kvartalet",
            "q1",
            "kvartal 1",
            "jan",
            "feb",
            "sportlovet",
        ),
        3,
    ),
    **dict.fromkeys(("t1", "tertial 1"), 4),
    **dict.fromkeys(("varen", "i var", "vt", "varterminen", "q2", "kvartal 2", "forsta halvaret"), 6),
    **dict.fromkeys(("t2", "tertial 2", "sommaren"), 8),
}
_NOT_A_TIME = frozenset({"for", "fran", "ur", "plan", "planen", "lagesbild", "sedan", "kring", "om"})
_ONLY_PLAIN = frozenset({"borttagen", "oklar", "ej_uppfoljd"})
# «till nästa möte» is a day of delivery, not one more occasion
_DEADLINE = frozenset({"till", "infor", "innan", "fore"})
_DONE = frozenset({"genomford", "delvis"})
_HELD_ONCE = frozenset({"genomford", "delvis", "pagar"})


def _lookup() -> Lookup:
    lookup = Lookup()
    for entry in _DATA["continues"]:
        made = Entry(entry["name"], "", 0, "", entry["scope"], "", False, False, False)
        for say in entry["say"]:
            lookup.add(say, made)
    return lookup


_LOOKUP = _lookup()


def goes_on(texts: list[str], setting: Setting, code: str) -> tuple[bool, str]:
    """Whether one of the texts says that the work goes on, and its exact words; the first text that does decides."""
    for whole in texts:
        if not whole.strip():
            continue
        text, then = _latest(whole, setting)
        unsure = -1
        told = _statements(text)
        asked = questions(told, text)
        for at, piece in enumerate(told):
            if any(token.word in _UNSURE for token in piece.tokens):
                unsure = piece.sentence
            if piece.sentence == unsure or piece.sentence in asked:
                continue
            found = _in_piece(piece, then, code) or _to_come(piece, told[at + 1 : at + 2], then, code)
            if found and at == 0 and _TAKEN_OVER.match(fold(text[found[0] : found[1]])):
                continue  # «Länsstyrelsen tog över efter kommunen»: whether anything was done before is not told
            if found:
                return True, text[found[0] : found[1]]
    return False, ""


def _statements(text: str) -> tuple[Piece, ...]:
    """The statements of a text, parted also where «och vi …» begins one with a subject of its own."""
    parted: list[Piece] = []
    for piece in pieces(text):
        words_of = [token.word for token in piece.tokens]
        at = next(
            (
                at
                for at in range(_SHORTEST, len(words_of) - _SHORTEST)
                if words_of[at] == "och" and _opens(words_of[at + 1 : at + 3])
            ),
            0,
        )
        if at:
            parted += [replace(piece, tokens=piece.tokens[:at]), replace(piece, tokens=piece.tokens[at + 1 :])]
        else:
            parted.append(piece)
    return tuple(parted)


def _opens(words_of: list[str]) -> bool:
    """Whether the words can open a statement: a subject and a verb of now."""
    subject, verb = words_of
    return (subject in _SUBJECTS or subject.endswith(_DEFINITE)) and (
        verb in _COMES or verb in SMALL.future or VERBS.get(verb) == "present"
    )


def _latest(text: str, setting: Setting) -> tuple[str, Setting]:
    """The latest entry of a text told by days, read as on its day; the whole text where it is not told so."""
    entries = [part for part in periods(text) if part.written]
    if not entries:
        return text, setting
    last = max(entries, key=lambda part: part.written or date.min)
    return text[last.start : last.end], setting._replace(followed_up=last.written)


def _in_piece(piece: Piece, setting: Setting, code: str) -> tuple[int, int] | None:
    tokens = piece.tokens
    line = "".join(token.word + " " for token in tokens)
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token.word) + 1)
    listed = [token.word for token in tokens]
    for at, word in enumerate(listed):
        found = _LOOKUP.longest(word, line, starts[at])
        if found and not _denied(listed, at) and not _denied_by_object(listed, at):
            entry, end = found
            if "tanka" in listed[max(0, at - 4) : at]:
                continue  # «kan tänka sig att fortsätta»
            if at and listed[at - 1] in {"ar", "var"} and _LEVELS & {*listed[at + 1 : at + 2]}:
                continue  # «otryggheten är fortsatt hög»
            if at and listed[at - 1] == "om" and word.startswith("forts"):
                continue  # «beslut om fortsättning»
            if word.startswith("forts") and listed[at + 1 : at + 2] and listed[at + 1].startswith(_RESTING):
                continue  # «fortsatt paus»
            if entry.kind == "next" and _WANTED & {*_since_and(listed[:at])}:
                continue  # «rektorn vill ha det på nästa års plan», «kan inte lova det för nästa år»
            if entry.kind == "next" and "effekt" in listed:
                continue  # «väntas ge effekt nästa år»
            if entry.kind == "next" and "infor" in listed and any(other.startswith("budget") for other in listed):
                continue  # «lyfts i budgetarbetet inför nästa år»: a wish
            if word in _ALSO and _was(tokens[:at]):
                continue  # «hölls även under hösten»
            if code == "oklar" and any(other in SMALL.need for other in listed):
                continue
            if entry.kind != "any" and code in _ONLY_PLAIN:
                continue
            if entry.kind == "after" and code not in _DONE:
                continue
            if entry.kind == "group" and (code not in _HELD_ONCE or _REPORTED & {*listed[:at]}):
                continue
            if entry.kind in {"again", "after"} and at and listed[at - 1] in _WISH:
                continue
            if entry.kind == "again" and (code not in _HELD_ONCE or (at and listed[at - 1] in _DEADLINE)):
                continue
            last = next(i for i in range(at, len(tokens)) if starts[i + 1] >= end)
            if not _denied_after(listed, last):
                return tokens[at].start, tokens[last].end
    base = setting.plan_year or (setting.followed_up.year if setting.followed_up else None)
    if base is None or code in _ONLY_PLAIN:
        return None
    planned = any(word in SMALL.future for word in listed)
    named = _TERM_APART.search(" ".join(listed))
    if named and 2000 + int(named[1]) > base and (planned or listed[0] in _FRESH):
        return tokens[0].start, tokens[-1].end  # «resten läggs på vt -25»
    for at, word in enumerate(listed):
        term = _TERM.fullmatch(word)
        stated = _YEAR.match(word) if _YEAR.fullmatch(word) or _ISO.fullmatch(word) else None
        year = int(stated[0]) if stated else 2000 + int(term[1]) if term else 0
        meant = at == 0 or listed[at - 1] not in _NOT_A_TIME or _booked(listed[at - 2 : at])
        if year > base and (planned or meant):
            before = listed[max(0, at - 2) : at]
            waits = _WAITS & {*listed} or "infor" in before
            if waits and any(word.startswith("budget") for word in before):
                continue  # «tas upp i budgetarbetet inför 2026», «väntar på budgetbeslut för 2026»: a wish
            if _denied(listed, at) and "forran" not in listed:
                continue
            first = max(0, at - 2)
            return tokens[first].start, tokens[at].end
    return None


def _was(before: tuple[Token, ...]) -> bool:
    """Whether the words before tell of what was, and of nothing that is or is to come."""
    when, at = tense(before)
    to_come = not SMALL.future.isdisjoint(token.word for token in before)
    return when == "past" and not to_come and tense(before[at + 1 :])[0] != "present"


def _to_come(piece: Piece, then: tuple[Piece, ...], setting: Setting, code: str) -> tuple[int, int] | None:
    """«Utvärderas i februari», «Kontrolleras årligen»: what is to be done in a year after the plan's, or again and
    again after it was carried out."""
    listed = [token.word for token in piece.tokens]
    if then and then[0].aside and then[0].sentence == piece.sentence and _present(listed) >= 0:
        listed += [token.word for token in then[0].tokens if token.word not in _HAD]  # «startar när … i februari»
    verb = _present(listed)
    if verb >= 0 and listed[verb] in _HELD_THEN and code == "ej_paborjad":
        return None
    if "stallning" in listed:
        return None  # «tar ställning i februari»: to go on is not decided
    if verb >= 0 and listed[verb] in _RESTS and code != "pausad":
        return None
    if verb < 0 and listed[0].startswith(_MOVED):
        verb = 0
    anew = _NEW_TIME.search(" ".join(listed))
    if anew and not any(word in SMALL.negation for word in listed):
        listed, verb = anew[0].split(), 0  # «vi har fått ny tid 11/2»
    if verb < 0 and listed[0] in _FRESH and not _denied_or_past(listed):
        verb = 0  # «nytt försök i mars», «ny föreläsare bokad 5 februari»
    ready = next((at for at, word in enumerate(listed) if word in _READY), -1)
    if verb < 0 <= ready and code in _UNDER_WAY:
        listed, verb = listed[ready:], 0  # «Färdigt i vår»
    if piece.aside or code in _ONLY_PLAIN or verb < 0:
        return None
    words_of = piece.start, piece.end
    if (
        code in _DONE
        and listed[verb] not in SMALL.need
        and rated(listed)
        and not any(word in _LOOSE for word in listed)
    ):
        return words_of
    base = setting.plan_year or (setting.followed_up.year if setting.followed_up else None)
    return words_of if base and setting.followed_up and _later_year(listed, verb, setting.followed_up, base) else None


def _since_and(listed: list[str]) -> list[str]:
    """The words behind the last «och»: «vill ha fler träffar och en plan för nästa år är beslutad» wishes no plan."""
    return listed[len(listed) - listed[::-1].index("och") :] if "och" in listed else listed


def _denied_or_past(listed: list[str]) -> bool:
    """Whether a statement is denied, or tells of what was; what is booked is to come, and «i vår» is a time."""
    told = [word for at, word in enumerate(listed) if word != "var" or listed[at - 1 : at] != ["i"]]
    return any(
        word in SMALL.negation or word in _HAD or (VERBS.get(word) == "past" and not word.startswith(_BOOKED))
        for word in told
    )


def _present(listed: list[str]) -> int:
    """Where a statement of now or of what is to come has its verb; -1 when it is of what was, or denied."""
    told = [word for at, word in enumerate(listed) if word != "var" or listed[at - 1 : at] != ["i"]]  # «i vår»
    if any(word in SMALL.negation or word in SMALL.unreal or word in _HAD for word in told):
        return -1
    if any(VERBS.get(word) == "past" or word.endswith(("ades", "ade")) for word in listed):
        return -1
    return next(
        (
            at
            for at, word in enumerate(listed)
            if word in SMALL.future or word in _COMES or VERBS.get(word) == "present"
        ),
        -1,
    )


def _later_year(listed: list[str], verb: int, asked: date, base: int) -> bool:
    """Whether the statement, read as of what is to come, names a part of a year after `base`."""
    if any(_YEAR.fullmatch(word) for word in listed):
        return False
    stated = (
        days(" ".join(listed).replace(" / ", "/"), asked, base)
        if listed[0] in _FRESH or listed[0].startswith(_MOVED)
        else []
    )
    coming = [day.month for day in stated if (day.month - asked.month) % 12 <= _SOON]
    if any(asked.year + (month < asked.month) > base for month in coming):
        return True  # what is new is to come: «ny tid 11/2»
    for at, word in enumerate(listed):
        last = _LAST_MONTH.get(" ".join(listed[at : at + 2])) or _LAST_MONTH.get(word)
        if word in SMALL.months and listed[at - 1 : at] != ["sedan"]:
            last = SMALL.months.index(word) + 1
        spring = listed[0] in _FRESH - {"resten"} and (word in _SPRING or " ".join(listed[at : at + 2]) in _SPRING)
        if last and (at > verb or at <= 1) and (last - asked.month) % 12 <= _SOON + 2 * spring:
            return asked.year + (last < asked.month) > base
    return False


def _booked(before: list[str]) -> bool:
    """«bokad även för 2025», «budgetarbetet för 2026»: a year that something is meant for."""
    return len(before) == 2 and before[1] == "for" and (before[0] in _MEANT or before[0].startswith("budget"))


def _denied_by_object(listed: list[str], at: int) -> bool:
    """«återkommer med synpunkter»: someone answers later, the work does not come back."""
    return listed[at].startswith("aterkom") and listed[at + 1 : at + 2] in (["med"], ["till"], ["om"], ["nar"])


def _denied(listed: list[str], at: int) -> bool:
    if any(word in SMALL.unreal for word in listed[max(0, at - 2) : at]):
        return True
    return any(
        word in SMALL.negation and listed[i + 1 : i + 2] != ["forran"]
        for i, word in enumerate(listed[max(0, at - 4) : at])
    )


def _denied_after(listed: list[str], last: int) -> bool:
    after = listed[last + 1 : last + 3]
    if after[:1] and after[0] in _HAD | {"ar", "finns", "blir"} and SMALL.negation & {*listed[last + 2 : last + 5]}:
        return True  # «någon ny vandring har vi inte lagt in»
    if _GROWS & {*listed[last + 1 : last + 4]}:
        return True  # «bränderna fortsätter dock att öka»
    return any(word in SMALL.negation or word in _ASKED_FOR for word in after)
