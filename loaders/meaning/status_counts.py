"""Counts that tell an outcome: «2 av 4», «75 %», and occasions told without a verb."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.meaning.status_cues import Cue
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_results import listed, tells_result
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import Piece
from loaders.meaning.status_time import ahead, days, every, rated, so_far, tells_time
from loaders.meaning.status_words import SMALL, number_of
from loaders.vocabulary import words

_DATA = words("status")
_OCCASIONS = tuple(_DATA["occasions"]["endings"])
_CHANNELS = frozenset(_DATA["occasions"]["channels"])
_PRAISE = frozenset(_DATA["occasions"]["praise"])
_OF_THEM = frozenset({"har", "ar", "blev", "holls", "genomfordes", "kunde", "hade"})
_ONLY_A_TIME = 3
_AHEAD = "Texten nämner bara en tid längre fram: är åtgärden inte påbörjad?"
_SINCE = "Texten säger sedan när det är så, men inte att det genomfördes: är åtgärden genomförd?"
_NONE = frozenset({"ingen", "inga", "inget"})
_NOT_HELD = "Texten säger att det inte finns något tillfälle, inte varför: blev det inte av?"
_FIRST_STEP = ("uppstart", "startmote", "planeringsmote", "kickoff")
_FIRST = "Texten nämner bara ett första möte: pågår åtgärden?"
_RATE_ONLY = "Texten säger hur ofta, men inte hur det gått: pågår åtgärden?"
_BEFORE_AND_AFTER = "Texten nämner tillfällen både före uppföljningen och längre fram: pågår åtgärden?"
_NEAR = 45
_MANY = 20
_OFTEN = ("vecko", "manads", "kvartals", "morgon")
_DONE_TO = re.compile(r"(?:fyll[dt]a?|nå[dt]da?|genomför[dt]a?)\s+till\s+(?:ca\s+|cirka\s+)?$", re.IGNORECASE)
_SO_FAR = "Texten nämner vad som är hållet hittills: pågår åtgärden?"
_NEARLY_SHARE = 75
_WORK = frozenset({"genomford", "delvis", "pagar"})
# from the third sentence on (0, 1, 2) a text is a story
_STORY = 2
_BRIEF = 5
_MANY_UNITS = 8
_PART = "{} av {} är klara: delvis genomförd, eller pågår åtgärden?"
_DECIMAL = re.compile(r"\d,$")
_HOLD = frozenset({"har", "ar"})
_A_PERIOD = frozenset({("i", "manaden"), ("i", "veckan"), ("per", "manad"), ("per", "vecka")})
# «gjordes av elever från fyra av sex skolor»: who did it is no part of the measure
_CLEAR = 3
_BY = frozenset({"fran", "av"})
_FEW_WORDS = 4
_COUNT = "regel:antal av antal"


def _pattern(key: str) -> str:
    return "|".join(rf"(?:(?<!\S)(?:{said})(?!\S))" for said in _DATA["against_plan"][key])


# before the number, and behind it with a noun between at most
_PLANNED, _TOLD = (re.compile(rf"(?:{_pattern(key)})$") for key in ("planned", "told"))
_DONE_BEHIND = re.compile(rf"(?:\S+ )?(?:{_pattern('done')})")
# «63 % (135/214)»: a part of a whole that is no day
_OF_WHOLE = re.compile(r"\((\d{1,3})\s?(?:/|av)\s?(\d{2,3})\)(?<!/[01]\d\))")
_PERCENT = re.compile(r"(\d{1,3})\s?(?:%|procent)")


def counted(text: str, found: tuple[Piece, ...], cues: list[Cue], setting: Setting) -> Outcome | None:
    """«2 av 4», «75 %»: a count of what was done, when it stands alone or beside a word of completion."""
    tokens = [token for piece in found for token in piece.tokens]
    short = len(tokens) <= 5
    done = short or any(cue.code in _WORK and cue.weight >= 2 for cue in cues)
    percent = _PERCENT.search(text)
    if (
        percent
        and not _DONE_TO.search(text[: percent.start()])
        and re.search(r"(?:på|om|till|tjänst)\s*$", text[: percent.start()], re.IGNORECASE)
    ):
        percent = None  # «anställd på 50 %»: how much of a post, not of the measure
    if percent and _answered(found, percent.start(), setting):
        percent = None  # «87 % av eleverna deltog»
    of_whole = _OF_WHOLE.search(text)
    if of_whole and 0 < int(of_whole[1]) < int(of_whole[2]) and not _answered(found, of_whole.start(), setting):
        return _share(int(of_whole[1]), int(of_whole[2]), [], of_whole.start(), of_whole.end())
    if percent and (
        short
        or (text[percent.end() :].startswith(" av ") and any(_done_after(cue, percent.end()) for cue in cues))
        or any(abs(cue.start - percent.end()) < 12 and cue.kind in {"act", "finish", "reach"} for cue in cues)
    ):
        share = int(percent[1])
        code = "ej_paborjad" if share == 0 else "genomford" if share >= 100 else "delvis"
        doubt = "" if share in (0, 100) else "Andelen säger hur mycket som är gjort: delvis genomförd eller pågår?"
        rule = "regel:nästan hela andelen klar" if _NEARLY_SHARE <= share < 100 else "regel:andel klart"
        return Outcome(code, 3, percent.start(), percent.end(), rule, doubt)
    apart = _planned_and_held(found, cues) or _against_plan(found)
    if apart:
        return apart
    for piece in found:
        line = [token.word for token in piece.tokens]
        instead = _instead(piece, line)
        if instead:
            return instead
        if tells_result(line, setting) and not (_held(piece, cues) and _of_occasions(line)):
            continue
        fraction = _fraction(piece, line, cues)
        if fraction:
            return fraction
        of_work = done and (found[-1].sentence < _STORY or _of_work(piece, cues))
        missed = any(cue.kind == "cancel" and piece.start <= cue.start < piece.end for cue in cues)
        for at, word in enumerate(line):
            if _A_PERIOD & set(pairwise(line)):
                continue  # «två av fyra helger i månaden»: how often
            if word != "av" or at >= len(line) - 1 or not (of_work or missed or _HOLD & {*line[at + 2 : at + 5]}):
                continue
            if at == 0:
                fronted = _fronted(piece, line)
                if fronted:
                    return fronted
                continue
            whole_at = at + 1
            while whole_at < min(len(line) - 1, at + 4) and _between(line[whole_at]):
                whole_at += 1
            part = number_of(line[at - 1])
            if part is None and at > 1:
                part = number_of(line[at - 2])  # «två skolor av tre»
            if part is None and at > 2 and line[at - 1].endswith(_OCCASIONS):
                part = number_of(line[at - 3])  # «fem protokollförda möten av sex»
            whole = number_of(line[whole_at]) if whole_at < len(line) else None
            if _DECIMAL.search(text, 0, piece.start):
                continue  # «4,2 av 5»
            if part is None or not whole or part > whole or line[max(0, at - 2)] in _BY:
                continue
            start, end = piece.tokens[at - 1].start, piece.tokens[whole_at].end
            if missed and part == whole:
                return None
            counted_so = _share(part, whole, _sentence(found, piece), start, end)
            if part == 0 and any(cue.code == "ej_genomford" and cue.start >= end for cue in cues):
                return counted_so._replace(code="ej_genomford")  # «0 av 4 ronder. Vi hittade aldrig datum»
            return counted_so
    return None


def _of_occasions(line: list[str]) -> bool:
    """«4 av 6 träffar har ägt rum med 18 deltagare»: the count is of the measure's occasions, whoever came."""
    return any(
        word == "av"
        and number_of(line[at - 1]) is not None
        and any(one.endswith(_OCCASIONS) for one in line[at + 2 : at + 4])
        for at, word in enumerate(line)
        if at
    )


def _answered(found: tuple[Piece, ...], at: int, setting: Setting) -> bool:
    """Whether the statement at `at` tells a result (answers, who came), not how far the work has come."""
    return any(
        piece.start <= at < piece.end and tells_result([token.word for token in piece.tokens], setting)
        for piece in found
    )


def _held(piece: Piece, cues: list[Cue]) -> bool:
    """Whether the statement says clearly that something was held or done."""
    return any(
        cue.code == "genomford" and cue.weight >= _CLEAR and piece.start <= cue.start < piece.end for cue in cues
    )


def _of_work(piece: Piece, cues: list[Cue]) -> bool:
    """Whether the statement of a count tells of work too: in a story «två av fem säger nej» counts something else."""
    opens = piece.sentence == 0 and len(piece.tokens) <= _BRIEF
    return opens or any(cue.code in _WORK and cue.weight >= 2 and piece.start <= cue.start < piece.end for cue in cues)


def _fraction(piece: Piece, line: list[str], cues: list[Cue]) -> Outcome | None:
    """«3/4 skolor klara»."""
    if len(line) < 4 or line[1] != "/" or line[3] in SMALL.months or not line[3].endswith(("or", "ar", "er", "na")):
        return None
    part, whole = number_of(line[0]), number_of(line[2])
    done = any(cue.code == "genomford" and piece.start < cue.start <= piece.end for cue in cues)
    if not done or part is None or not whole or not 0 < part <= whole:
        return None
    return _share(part, whole, line, piece.start, piece.tokens[2].end)


def _sentence(found: tuple[Piece, ...], piece: Piece) -> list[str]:
    """The words of the sentence that `piece` is of."""
    return [token.word for other in found if other.sentence == piece.sentence for token in other.tokens]


def _instead(piece: Piece, line: list[str]) -> Outcome | None:
    """«två träffar i stället för fyra»: fewer than planned."""
    for at in range(1, len(line) - 2):
        stop = at + (3 if line[at] == "i" and line[at + 1 : at + 3] == ["stallet", "for"] else 2)
        if line[stop - 2 : stop] not in (["stallet", "for"], ["istallet", "for"]) or stop >= len(line):
            continue
        part = next((number for word in line[max(0, at - 3) : at] if (number := number_of(word))), None)
        whole = number_of(line[stop])
        if part and whole and part < whole:
            return Outcome("delvis", 4, piece.start, piece.tokens[stop].end, "regel:antal av antal")
    return None


def _share(part: int, whole: int, line: list[str], start: int, end: int) -> Outcome:
    """What a part of a whole says: nearly all of many is carried out where nothing is said of the rest."""
    rule = "regel:antal av antal"
    if part in (0, whole):
        return Outcome("genomford" if part else "ej_paborjad", 4, start, end, rule)
    if so_far(line):
        return Outcome("pagar", 4, start, end, rule, _PART.format(part, whole))
    return Outcome("delvis", 4, start, end, rule, "" if whole < _MANY_UNITS else _PART.format(part, whole))


def _done_after(cue: Cue, at: int) -> bool:
    """Whether the cue tells what the share before it did («70 procent av personalen har gått utbildningen»)."""
    return cue.code == "genomford" and not cue.aside and 0 < cue.start - at < _NEAR


def _planned_and_held(found: tuple[Piece, ...], cues: list[Cue]) -> Outcome | None:
    """«Tre möten planerades, två hölls»: fewer than planned."""
    numbers = [
        (token, number)
        for piece in found
        for token in piece.tokens
        if (number := number_of(token.word)) and number < _MANY
    ]
    planned = next((cue for cue in cues if cue.kind == "plan" and cue.form == "present"), None)
    held = next((cue for cue in cues if planned and cue.code == "genomford" and cue.start > planned.end), None)
    if not planned or not held or len(numbers) != 2:
        return None
    (_, whole), (token, part) = numbers
    if not (numbers[0][0].start < planned.start < token.start < held.start and part < whole):
        return None
    return Outcome("delvis", 4, token.start, held.end, "regel:antal av antal")


def _against_plan(found: tuple[Piece, ...]) -> Outcome | None:
    """«Gjort 2 ggr, planen sa 4», «Planerat: 10 tillsyner. Utfall: 6»: what came of what was planned."""
    tokens = [token for piece in found for token in piece.tokens]
    line = [token.word for token in tokens]
    numbers = [(at, number) for at, word in enumerate(line) if (number := number_of(word)) is not None]
    planned = [one for one in numbers if _PLANNED.search(_said(line[: one[0]]))]
    told = [one for one in numbers if one not in planned and _is_told(line, one[0])]
    if len(planned) != 1 or not told or planned[0][1] <= 1:
        return None
    (whole_at, whole), (part_at, part) = planned[0], told[-1]
    first, last = sorted((whole_at, part_at))
    start, end = tokens[first].start, tokens[last].end
    if part >= whole:
        return Outcome("genomford", 4, start, end, _COUNT)
    if part == 0:
        return Outcome("ej_genomford", 4, start, end, _COUNT)
    return _share(part, whole, line, start, end)


def _is_told(line: list[str], at: int) -> bool:
    """Whether the number at `at` is of what was done: «det blev två», «sju hölls», «fem kvällar genomförda»."""
    if at > 0 and (line[at - 1] in {"v", "vecka", "kl", "/"} or line[at + 1 : at + 2] == ["/"]):
        return False
    if line[at + 1 : at + 2] and (line[at + 1] in SMALL.months or line[at + 1] in {"%", "procent"}):
        return False
    return bool(_TOLD.search(_said(line[:at])) or _DONE_BEHIND.match(" ".join(line[at + 1 : at + 3])))


def _said(line: list[str]) -> str:
    return " ".join(line[-_FEW_WORDS:])


def _between(word: str) -> bool:
    """Whether the word may stand between «av» and the number: «av de planerade», «av skolans tre»."""
    return word in {
        "de",
        "utlovade",
        "tankta",
        "beslutade",
        "bestallda",
        "mojliga",
        "utvalda",
        "berorda",
        "planerade",
        "totalt",
        "sammanlagt",
        "vara",
    } or (word.isalpha() and word.endswith("s") and word not in SMALL.numerals)


def _fronted(piece: Piece, line: list[str]) -> Outcome | None:
    """«Av de fyra planerade kvällarna har tre hållits»."""
    numbers = [(at, number) for at, word in enumerate(line) if (number := number_of(word)) is not None]
    verb = next((at for at, word in enumerate(line) if word in _OF_THEM), None)
    if len(numbers) < 2 or verb is None or not numbers[0][0] < verb < numbers[1][0] <= verb + 2 or numbers[0][0] > 3:
        return None
    whole, part = numbers[0][1], numbers[1][1]
    if not 0 < part <= whole:
        return None
    code = "genomford" if part == whole else "delvis"
    return Outcome(code, 4, piece.start, piece.tokens[numbers[1][0]].end, "regel:antal av antal")


def _before_past(piece: Piece, found: tuple[Piece, ...], setting: Setting) -> bool:
    """Whether a passed day is told after the piece, so that its own, told before, has passed too."""
    after = [[token.word for token in other.tokens] for other in found if other.start > piece.end]
    if not setting.followed_up:
        return False
    later = [days(" ".join(line).replace(" / ", "/"), setting.followed_up, setting.plan_year) for line in after]
    return any(day <= setting.followed_up for stated in later for day in stated)


def _one_has_been(line: list[str], setting: Setting) -> bool:
    """Whether a month that the words name came before the follow-up's («en träff i mars och en i november»)."""
    months = [at for at, word in enumerate(line) if word in SMALL.months]
    return len(months) > 1 and not ahead(line[: months[0] + 1], setting.followed_up, setting.plan_year)


def verbless(found: tuple[Piece, ...], setting: Setting) -> Outcome | None:
    """«Tre träffar under våren med 40 deltagare»: an occasion with a number, a day or praise was held."""
    followed_up = setting.followed_up
    words = [token.word for piece in found for token in piece.tokens]
    if len(words) <= _ONLY_A_TIME and ahead(words, followed_up, setting.plan_year):
        start, end = found[0].start, found[-1].end
        return Outcome("ej_paborjad", 1, start, end, "regel:bara en tid som ligger framåt", _AHEAD)
    for piece in found:
        line = [token.word for token in piece.tokens]
        if "sedan" in line[1:] and tells_time(line[line.index("sedan") :]) and not piece.aside:
            if rated(line):
                return _by_piece(piece, "pagar", "regel:återkommande tillfälle", _RATE_ONLY)
            return _by_piece(piece, "genomford", "regel:så sedan en tid", _SINCE)
        occasion = next((word for word in line if word.endswith(_OCCASIONS)), None)
        if occasion is None or piece.aside:
            counted_only = listed(piece, setting)
            if counted_only:
                return counted_only
            continue
        if line[0] in _NONE:
            code = "ej_paborjad" if any(word in SMALL.yet for word in line) else "ej_genomford"
            return _by_piece(piece, code, "regel:inget tillfälle", _NOT_HELD)
        if so_far(line):
            return _by_piece(piece, "pagar", "regel:tillfällen hittills", _SO_FAR)
        if every(line) or any(word in SMALL.steady or word == "g" for word in line):
            return _by_piece(piece, "pagar", "regel:återkommande tillfälle", _RATE_ONLY)
        told = any(word.isdigit() or word in SMALL.numerals or word in _PRAISE or word in _CHANNELS for word in line)
        told = told or tells_time(line)
        if told and ahead(line, followed_up, setting.plan_year) and not _before_past(piece, found, setting):
            if _one_has_been(line, setting):
                return _by_piece(piece, "pagar", "regel:tillfällen före och efter", _BEFORE_AND_AFTER)
            return _by_piece(
                piece,
                "ej_paborjad",
                "regel:tillfälle som ligger framåt",
                "Texten nämner bara ett tillfälle längre fram: är det inplanerat?",
            )
        told = told or any(
            token.word.isdigit() or token.word in _PRAISE
            for other in found
            for token in other.tokens
            if other.sentence == piece.sentence
        )
        if occasion.startswith(_OFTEN):
            return _by_piece(piece, "pagar", "regel:återkommande tillfälle", _RATE_ONLY)
        if told and occasion.startswith(_FIRST_STEP):
            return _by_piece(piece, "pagar", "regel:ett första möte", _FIRST)
        if told:
            return _by_piece(
                piece,
                "genomford",
                "regel:redovisat tillfälle utan verb",
                "Texten nämner ett tillfälle men inte att det hölls: är åtgärden genomförd?",
            )
    return None


def _by_piece(piece: Piece, code: str, rule: str, doubt: str) -> Outcome:
    """The outcome that a whole piece tells weakly."""
    return Outcome(code, 1, piece.start, piece.end, rule, doubt)
