"""One text to one outcome: the cues of its statements, weighed against each other in the order they are told."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.meaning.status_cues import Cue, Setting, cues_of
from loaders.meaning.status_text import Piece, items, pieces
from loaders.meaning.status_time import ahead, tells_time
from loaders.meaning.status_words import SMALL
from loaders.vocabulary import words

_DATA = words("status")
_OCCASIONS = tuple(_DATA["occasions"]["endings"])
_PRAISE = frozenset(_DATA["occasions"]["praise"])
_PERCENT = re.compile(r"(\d{1,3})\s?(?:%|procent)")


class Outcome(NamedTuple):
    """What one text says. `weight` as in a cue, 0 when it says nothing; `start`..`end` the words that decided."""

    code: str
    weight: int
    start: int
    end: int
    rule: str
    doubt: str = ""
    headline: bool = False
    continuing: bool = False


def _said(cue: Cue, code: str = "", doubt: str = "", rule: str = "") -> Outcome:
    return Outcome(
        code or cue.code,
        cue.weight,
        cue.start,
        cue.end,
        rule or f"status.{cue.code}:{cue.name}",
        doubt,
        cue.headline,
        cue.continuing,
    )


def outcome(text: str, setting: Setting) -> Outcome:
    """The outcome that `text` tells, "oklar" with weight 0 when it tells none."""
    parts = items(text)
    if parts:
        return _of_items(text, parts, setting)
    found = pieces(text)
    cues = [cue for piece in found for cue in cues_of(piece, setting)]
    if not any(cue.code == "genomford" and not cue.beside for cue in cues):
        cues = [cue for cue in cues if not cue.beside]
    counted = _counted(text, found, cues)
    if counted:
        going = next(
            (cue for cue in cues if cue.kind == "go" and cue.code == "pagar" and cue.start < counted.start), None
        )
        if going:
            return _said(
                going, doubt="En del är klar och arbetet pågår: pågår åtgärden, eller är den delvis genomförd?"
            )
        if not any(cue.headline and cue.weight >= 4 and cue.code != "genomford" for cue in cues):
            return counted
    main = [cue for cue in cues if not cue.aside]
    if not any(cue.weight >= 2 for cue in main):
        main = [cue for cue in cues if cue.weight >= 3] or main
    if not main:
        return _verbless(found, setting) or Outcome("oklar", 0, 0, len(text), "regel:inget utfall sägs")
    return _weigh(main, text)


_ITEM_RANK = ("genomford", "delvis", "pagar", "pausad", "ej_paborjad", "ej_genomford", "borttagen")


def _of_items(text: str, parts: list[str], setting: Setting) -> Outcome:
    """Numbered follow-ups of one measure: alike gives that class, done beside not done gives in part."""
    each = [outcome(part, setting) for part in parts]
    codes = {one.code for one in each if one.weight} - {"oklar", "ej_uppfoljd"}
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


def _counted(text: str, found: tuple[Piece, ...], cues: list[Cue]) -> Outcome | None:
    """«2 av 4», «75 %»: a count of what was done, when it stands alone or beside a word of completion."""
    tokens = [token for piece in found for token in piece.tokens]
    short = len(tokens) <= 5
    done = short or any(cue.code in {"genomford", "delvis", "pagar"} and cue.weight >= 2 for cue in cues)
    percent = _PERCENT.search(text)
    if percent and (
        short or any(abs(cue.start - percent.end()) < 12 and cue.kind in {"act", "finish", "reach"} for cue in cues)
    ):
        share = int(percent[1])
        code = "ej_paborjad" if share == 0 else "genomford" if share >= 100 else "delvis"
        doubt = "" if share in (0, 100) else "Andelen säger hur mycket som är gjort: delvis genomförd eller pågår?"
        return Outcome(code, 3, percent.start(), percent.end(), "regel:andel klart", doubt)
    for piece in found:
        line = [token.word for token in piece.tokens]
        for at, word in enumerate(line):
            if word != "av" or not 0 < at < len(line) - 1 or not done:
                continue
            whole_at = at + 1 + (line[at + 1] in {"de", "planerade", "totalt"})
            if whole_at < len(line) and line[whole_at] == "planerade":
                whole_at += 1
            part = _number(line[at - 1])
            whole = _number(line[whole_at]) if whole_at < len(line) else None
            if part is None or not whole or part > whole:
                continue
            start, end = piece.tokens[at - 1].start, piece.tokens[whole_at].end
            code = "ej_paborjad" if part == 0 else "genomford" if part == whole else "delvis"
            return Outcome(code, 4, start, end, "regel:antal av antal")
    return None


def _number(word: str) -> int | None:
    if word.isdigit() and len(word) < 4:
        return int(word)
    return SMALL.numerals.get(word)


def _verbless(found: tuple[Piece, ...], setting: Setting) -> Outcome | None:
    """«Tre träffar under våren med 40 deltagare»: an occasion with a number, a day or praise was held."""
    followed_up = setting.followed_up
    for piece in found:
        line = [token.word for token in piece.tokens]
        occasion = next((word for word in line if word.endswith(_OCCASIONS)), None)
        if occasion is None or piece.aside:
            continue
        told = any(word.isdigit() or word in SMALL.numerals or word in _PRAISE for word in line)
        told = told or (
            tells_time(line) and (followed_up is not None or any(word.endswith(("ing", "ingar")) for word in line))
        )
        if told and ahead(line, followed_up, setting.plan_year):
            return Outcome(
                "ej_paborjad",
                1,
                piece.tokens[0].start,
                piece.tokens[-1].end,
                "regel:tillfälle som ligger framåt",
                "Texten nämner bara ett tillfälle längre fram: är det inplanerat?",
            )
        told = told or any(
            token.word.isdigit() or token.word in _PRAISE
            for other in found
            for token in other.tokens
            if other.sentence == piece.sentence
        )
        if told:
            return Outcome(
                "genomford",
                1,
                piece.tokens[0].start,
                piece.tokens[-1].end,
                "regel:redovisat tillfälle utan verb",
                "Texten nämner ett tillfälle men inte att det hölls: är åtgärden genomförd?",
            )
    return None


def _weigh(cues: list[Cue], text: str) -> Outcome:
    removal = next((cue for cue in cues if cue.code == "borttagen" and cue.weight >= 3), None)
    if removal:
        return _removed(cues, removal, text)
    strong = [cue for cue in cues if cue.weight >= 3]
    if strong:
        return _told(strong, cues, text)
    return _described(cues)


def _removed(cues: list[Cue], removal: Cue, text: str) -> Outcome:
    """Taken out of the plan, unless it was carried out before that."""
    done = [
        cue
        for cue in cues
        if cue.code == "genomford"
        and (cue.weight >= 3 or (cue.start < removal.start and removal.weight >= 4 and not cue.deciding))
        and not (removal.headline and cue.weight < 4)
    ]
    undone = [cue for cue in cues if cue.code in {"ej_genomford", "ej_paborjad"} and cue.weight >= 3]
    if done and done[0].weight >= 3 and removal.contrast and not removal.overall:
        return _said(removal, "delvis", rule="regel:delarna gick olika")
    if done and not undone:
        doubt = "" if done[0].weight >= 3 else "Åtgärden lämnar planen: var den genomförd innan dess?"
        return _said(done[0], doubt=doubt, rule="regel:genomförd innan den togs bort")
    rival = next((cue for cue in cues if cue.code != "borttagen" and cue.weight >= 4 and cue.overall), None)
    if removal.weight < 4 and rival:
        return _told([cue for cue in cues if cue.weight >= 3 and cue is not removal], cues, text)
    doubt = ""
    if removal.name == "ej aktuell":
        doubt = "Är åtgärden borttagen ur planen, eller blev den bara inte av?"
    return _said(removal, doubt=doubt)


def _told(strong: list[Cue], cues: list[Cue], text: str) -> Outcome:
    """A story of outcomes: each new one is set against what was told before it."""
    held = strong[0]
    doubt = ""
    rule = ""
    code = held.code
    weak_before = [cue for cue in cues if cue.weight == 2 and cue.start < held.start]
    if held.code == "oklar" and len(strong) > 1:
        held, strong = strong[1], strong[1:]
        code = held.code
    for cue in strong[1:]:
        after, why = _after(code, held, cue)
        if why:
            doubt = why
        if after == cue.code and after != code:
            held, rule = cue, ""
        elif after != code:
            rule = "regel:delarna gick olika"
        code = after
    goes_on = next((cue for cue in cues if cue.continuing and cue.start > held.start and not cue.overall), None)
    if code == "genomford" and held.few and goes_on:
        return _said(
            goes_on, doubt="Flera steg är tagna och arbetet fortsätter: pågår åtgärden, eller är den genomförd?"
        )
    if (
        code == "pagar"
        and held.name == "igång"
        and not held.overall
        and weak_before
        and weak_before[-1].code == "genomford"
    ):
        return _said(weak_before[-1], doubt="Något är på plats och i gång: är åtgärden genomförd, eller pågår den?")
    done_before = [cue for cue in weak_before if cue.code == "genomford"]
    if code == "ej_paborjad" and held.kind == "plan" and not held.negated and done_before:
        if held.again and "hittills" not in text.casefold():
            return _said(done_before[-1])
        return _said(
            done_before[-1],
            "pagar",
            "Ett steg är taget och nästa är planerat: pågår åtgärden, eller är den genomförd?",
            "regel:ett steg taget, nästa planerat",
        )
    if held.name == "försenad":
        plan = next((cue for cue in cues if cue.code == "ej_paborjad" and cue.kind in {"begin"}), None)
        if plan:
            return _said(plan)
        if len(strong) == 1:
            doubt = "Texten säger bara att åtgärden är försenad: pågår den, eller är den inte påbörjad?"
    if held.name == "avvaktar" and code == "pausad":
        doing = next((cue for cue in cues if cue.code == "pagar" and cue.weight >= 2 and not cue.continuing), None)
        if doing and doing.weight >= 3:
            return _said(doing, doubt="Väntar arbetet, eller pågår det?")
    return _said(held, code, doubt, rule)


def _after(code: str, held: Cue, cue: Cue) -> tuple[str, str]:
    """(the class after `cue`, a doubt) when `code` was told before, by `held`."""
    new = cue.code
    if new in (code, "oklar", "ej_uppfoljd"):
        return code, ""
    if code == "delvis":
        return (
            ("genomford", "")
            if new == "genomford" and cue.overall and cue.later and cue.sentence > held.sentence
            else (code, "")
        )
    if new == "delvis":
        kept = (held.headline and code != "genomford") or (cue.beside and code == "pagar")
        return (code, "") if kept else (new, "")
    if code == "genomford":
        return _after_done(held, cue)
    if code == "pagar":
        return _after_going(held, cue)
    if code == "ej_paborjad":
        return _after_plan(held, cue)
    if code == "ej_genomford":
        return _after_failure(held, cue)
    if code == "pausad":
        if new == "ej_paborjad" and held.weight == 3 and cue.kind == "plan":
            return new, ""
        resumed = (new == "pagar" and (cue.overall or cue.later) and not cue.continuing and cue.kind != "finish") or (
            new == "genomford" and cue.weight >= 4 and cue.overall
        )
        return (new, "") if resumed else (code, "")
    return new, ""


def _after_done(held: Cue, cue: Cue) -> tuple[str, str]:
    match cue.code:
        case "pagar":
            if held.overall or cue.kind == "finish":
                return "genomford", ""
            return "pagar", "En del är genomförd och en annan pågår: pågår åtgärden, eller är den delvis genomförd?"
        case "ej_genomford":
            return "delvis", ""
        case "ej_paborjad":
            return ("delvis", "") if cue.weight >= 4 and cue.negated else ("genomford", "")
        case "pausad":
            return "pausad", "Genomfört först, sedan pausat: vilket gäller?"
    return cue.code, ""


def _after_going(held: Cue, cue: Cue) -> tuple[str, str]:
    match cue.code:
        case "genomford":
            if held.name == "försenad" or (cue.overall and not (held.headline and not cue.later and cue.weight < 4)):
                return "genomford", ""
            return "pagar", ""
        case "ej_genomford":
            if held.headline and not cue.overall:
                return "pagar", ""
            return "ej_genomford", "Arbetet påbörjades men fullföljdes inte: ej genomförd eller delvis?"
        case "pausad":
            return ("pausad", "") if cue.weight >= 4 or held.weight < 4 else ("pagar", "")
    return "pagar", ""


def _after_plan(held: Cue, cue: Cue) -> tuple[str, str]:
    firm = held.negated or held.weight >= 4
    match cue.code:
        case "pausad":
            return ("ej_paborjad", "") if firm else ("pausad", "")
        case "pagar":
            return ("ej_paborjad", "") if firm else ("pagar", "")
        case "genomford":
            if firm and not cue.overall:
                return "ej_paborjad", ""
            return "genomford", ""
        case "ej_genomford":
            return ("ej_paborjad", "") if firm else ("ej_genomford", "")
    return cue.code, ""


def _after_failure(held: Cue, cue: Cue) -> tuple[str, str]:
    match cue.code:
        case "genomford":
            if held.headline and not cue.overall:
                return "ej_genomford", ""
            if cue.later or (held.overall and cue.overall):
                return "genomford", ""
            if held.sentence != cue.sentence and cue.overall:
                return "genomford", ""
            return "delvis", ""
        case "ej_paborjad":
            return (
                ("ej_paborjad", "")
                if held.kind == "cancel" and cue.kind in {"plan", "postpone"}
                else ("ej_genomford", "")
            )
        case "pagar":
            return ("ej_genomford", "") if held.headline or cue.continuing else ("pagar", "")
        case "pausad":
            return ("pausad", "") if cue.weight >= 4 and cue.later else ("ej_genomford", "")
    return cue.code, ""


def _described(cues: list[Cue]) -> Outcome:
    """No class word: what was done, is being done or is to be done, as the verbs tell it."""
    main = [cue for cue in cues if cue.weight == 2] or cues
    past = [cue for cue in main if cue.code == "genomford"]
    present = [cue for cue in main if cue.code == "pagar" and not cue.continuing]
    goes_on = [cue for cue in main if cue.continuing]
    plan = [cue for cue in main if cue.code == "ej_paborjad"]
    failed = [cue for cue in main if cue.code in {"ej_genomford", "pausad", "delvis", "borttagen", "oklar"}]
    if failed and not past:
        return _said(failed[-1])
    if goes_on and plan and not past and not present and plan[0].start < goes_on[0].start:
        return _said(plan[0])
    if goes_on and main[0] is goes_on[0]:
        return _said(goes_on[0])
    if past and (present or goes_on):
        last = max([*past, *present, *goes_on], key=lambda cue: cue.start)
        if not last.continuing and any(cue.sentence == last.sentence for cue in past):
            last = past[-1]
        whole = next((cue for cue in past if cue.whole), None)
        if whole:
            return _said(whole)
        doubt = "Texten berättar både om sådant som är gjort och sådant som pågår: är åtgärden genomförd?"
        return _said(last, doubt=doubt)
    if past and plan and plan[-1].start > past[-1].start and not plan[-1].again:
        return _said(
            past[-1],
            "pagar",
            "Ett steg är taget och nästa är planerat: pågår åtgärden, eller är den genomförd?",
            "regel:ett steg taget, nästa planerat",
        )
    if past:
        return _said(past[0])
    if present:
        return _said(present[0])
    if goes_on:
        return _said(goes_on[0])
    if plan:
        return _said(plan[0])
    return _said(main[0])
