"""Cue phrases in one statement, each with the class it gives once negation, plan and ability are weighed in."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from loaders.meaning.status_forms import READ_KIND, Around, Reading
from loaders.meaning.status_matches import VERB, Match, describes, matches
from loaders.meaning.status_openings import elsewhere_begins, found_none, kind_of, kinds_of, numbered, one_more, season
from loaders.meaning.status_scope import Scope, Setting, negates, scope_of
from loaders.meaning.status_text import Piece
from loaders.meaning.status_time import every, rated, so_far, tells_time
from loaders.meaning.status_words import SMALL, VERBS
from loaders.vocabulary import words as vocabulary

_NONE = frozenset({"ingen", "inga", "inget"})
_WHOLE = frozenset({"alla", "samtliga", "bada", "samtlig"})
_FEW = frozenset({"flera", "nagra", "forsta", "antal"})
_LINKS = frozenset({"blev", "blir", "blivit", "varit"})
_CONTRAST = frozenset({"men", "medan", "dock", "daremot"})
_EXTENT = re.compile(r"\bi (?:full|samma|onskad|planerad|tankt|den) (?:omfattning|utstrackning|skala)\b")
_DEGREE = re.compile(
    r"\b(?:i (?:full|samma|onskad|planerad|tankt|den) (?:omfattning|utstrackning|skala)|fullt ut|i sin helhet"
    r"|till fullo|alla|samtliga|overallt)\b"
)
_WHOLE_WORK = frozenset({"arbetet", "insatsen", "verksamheten", "atgarden", "projektet"})
# a participle of these kinds can stand before a noun without saying how the measure went
_SHAPED = frozenset({"act", "plan", "cancel", "postpone", "begin", "finish"})
# a negation before these is part of the phrase and changes nothing
_NEGATED_ALREADY = frozenset({"delvis", "ej_genomford", "oklar", "ej_uppfoljd"})

_MATTERS = frozenset({"fragan", "arendet", "behovet", "forslaget", "forslag", "behov", "fragor", "intresset"})
_YEAR = re.compile(r"20[2-4]\d")
# «nästa vecka», «nästa styrgrupp»: a time, not one more of the measure's occasions
_TIME_NEXT = frozenset(
    {"vecka", "manad", "budgetar", "mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"}
    | {"styrgrupp", "styrgruppen", "styrgruppsmote", "samrad", "namnd", "samverkansmote"}
)
_STEM = 6
_ALWAYS = tuple(vocabulary("status")["lasting"]["always"])
_PARTICIPLE = ("da", "ade", "na", "ta", "ad", "at", "rd", "rt")
_AUXILIARY = frozenset({"har", "hade", "blev", "blivit"})
_NEARBY = 4
_AFTER_THAT = frozenset({"efter", "sedan", "darefter"})

PLAN_HINT = "ska"
GUESSED = "Texten berättar vad som hände eller görs, men inte om åtgärden är genomförd: stämmer läsningen?"
_SO_FAR = "Texten säger vad som är gjort hittills: pågår åtgärden, eller är den delvis genomförd?"
_NOT_HOW = "Texten säger vad som ska gälla eller behövs, men inte hur det gick: vad blev utfallet?"


class Cue(NamedTuple):
    """A phrase and the class it gives, `start`..`end` in the text.

    `overall` when it speaks of the measure as a whole, `headline` when it stands alone at the beginning, `aside` in a
    reason or condition, `relative` in a clause about a noun; `later`, `again`, `whole`, `few`, `contrast`, `rated` and
    `yet` tell of words beside it («nu», «nytt», «samtliga», «flera», «men», a rate, «ännu»); `apart` when it tells of
    one part beside others; `lasting` for a verb of work without an end of its own («arbetat»); `granted` where going on
    is only said of a noun («beviljats fortsatt finansiering»); `named` when its subject is the work itself, `same` when
    it follows «men» without one, `subject` the word it opens with, `found_none` when that is
    «inga» of what is no occasion, `after_that` when it opens with «därefter», `stem` the
    beginning of its verb, `preparing` when it is what comes before the measure
    («kartläggningen»); `beside` when it only counts with something done; `deciding` for verbs of decision,
    `doubt` what is to be asked when it decides, `part` the numbered part that it tells of («grupp 2»),
    `season` of which term, `some` when it opens with a number alone («12 avslutade», «en avslutades»),
    `number` when with a number of something, `kin` the kind of place or party that it opens with and `kinds` all that
    it names.
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
    relative: bool = False
    yet: bool = False
    rated: bool = False
    named: bool = False
    same: bool = False
    stem: str = ""
    found_none: bool = False
    after_that: bool = False
    subject: str = ""
    preparing: bool = False
    lasting: bool = False
    granted: bool = False
    doubt: str = ""
    part: str = ""
    season: str = ""
    some: bool = False
    number: bool = False
    kin: str = ""
    kinds: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def cues_of(piece: Piece, setting: Setting) -> tuple[Cue, ...]:
    """The cues of one statement, in order; kept a while, since two readings weigh them."""
    words = [token.word for token in piece.tokens]
    found = list(matches(piece.tokens))
    cues: list[Cue] = []
    since = 0
    carried: list[int] = []
    for number, match in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if match.entry is VERB and words[match.at] in _LINKS and following and following.form == "past":
            continue
        scope = scope_of(words, match, following, since, carried, setting)
        if _silent(piece, words, match):
            since = match.stop
            continue
        if scope.unreal:
            continue
        reading = _reading(piece, words, match, scope.around)
        if reading and reading.code == "ej_paborjad" and reading.weight == 2 and scope.around.will:
            told = _only_told(words, match, scope, setting)
            if told:
                cue = _cue(piece, words, match, scope, Reading("oklar", 1))
                cues.append(cue._replace(name=told, doubt=_NOT_HOW))
                reading = None
        if reading and reading == ("genomford", 2) and so_far(words):
            cue = _cue(piece, words, match, scope, Reading("pagar", reading.weight))
            cues.append(cue._replace(name="hittills", doubt=_SO_FAR))
        elif reading:
            cues.append(_cue(piece, words, match, scope, reading))
        carries = match.entry.name == PLAN_HINT or (match.entry.kind == "plan" and match.form == "present")
        if carries:
            carried = list(range(match.at, scope.stop))
        elif match.form != "infinitive":
            carried = []
        since = scope.stop
    return tuple(_completed(piece, words, cues))


def _only_told(words: list[str], match: Match, scope: Scope, setting: Setting) -> str:
    """«Resurser behöver tillföras», «All personal ska känna till»: what is needed or always to be, no plan in time."""
    if match.form not in {"infinitive", "present"} or tells_time(words):
        return ""
    plans = [at for at in scope.deciding if words[at] in SMALL.future]
    if not plans:
        return ""
    if all(words[at] in SMALL.need for at in plans):
        subject = [word for word in words[: plans[0]] if word.isalpha() and word not in SMALL.generic]
        return "behövs" if subject else ""
    norm = bool(setting.measure) and words[plans[0]] in {"ska", "skall"} and any(word in SMALL.norm for word in words)
    return "ska alltid" if norm else ""


def _silent(piece: Piece, words: list[str], match: Match) -> bool:
    """Whether the phrase says nothing of the measure: it describes a noun, or tells what left another list."""
    entry = match.entry
    shaped = entry.kind in _SHAPED or entry.name == "är framtagen"
    if shaped and (match.form or "past") in {"past", "present"} and describes(piece.tokens, match.at, "past"):
        return True
    before = words[match.at - 1] if match.at else ""
    led = before.isalpha() and (before in SMALL.no_subject or before not in SMALL.generic)
    if words[match.at] == "pagaende" and led and match.stop < len(words):
        return words[match.stop].isalpha()
    return entry.code == "borttagen" and _elsewhere(words, match.stop)


def _reading(piece: Piece, words: list[str], match: Match, around: Around) -> Reading | None:
    entry = match.entry
    if entry.purpose and piece.purposed:
        return Reading(entry.purpose, 1)
    bare = all(word in SMALL.negation for word in words[: match.at])  # «Ej påbörjade»: a participle, no preterite
    if (
        entry.kind == "begin"
        and around.no
        and not around.yet
        and not bare
        and words[match.at].endswith(("ades", "ade", "ddes"))
    ):
        return Reading("ej_genomford", 4)
    if around.no and not around.will and _DEGREE.search(" ".join(words[match.at :])):
        return Reading("delvis", 4)  # «har inte kunnat bedrivas i full omfattning»
    if (
        entry.name == "flyttas till"
        and words[match.at : match.at + 2] == ["flyttats", "till"]
        and not (around.timed or around.ahead)
    ):
        return Reading("genomford", 2)  # «bänkarna har flyttats till parken»: to a place
    if entry.kind == "reach" and match.form == "present" and not around.no and rated(words):
        return Reading("pagar", 3)  # «besöken fullföljs löpande»
    lasts = entry.kind == "plan" or (entry is VERB and match.form == "past")
    if lasts and not around.no and _is_always(words, match):
        return Reading("pagar", 2)  # «utlånade nästan jämt»: in use
    if not entry.code:
        reading = READ_KIND[entry.kind](match.form, around)
        if reading == ("genomford", 2) and entry is VERB and words[0].endswith(("ansokan", "ansokningar")):
            return Reading("pagar", 2)  # «kameraansökan inskickad»: what is applied for is to come
        if reading and entry is VERB and words[match.at].startswith(SMALL.deciding):
            return reading._replace(weight=1)
        return reading
    if entry.rated and rated(words):
        return Reading(entry.rated, entry.weight)
    if entry.since and not around.no and not rated(words) and _since(words):
        return Reading(entry.since, entry.weight)
    if entry.yet and any(word in SMALL.yet for word in words) and (around.no or not entry.negated):
        return Reading(entry.yet, entry.weight)
    if entry.name == "borttagen" and any(
        _one_occasion(word) and words[max(0, at - 1)] not in SMALL.no_subject
        for at, word in enumerate(words[: match.at])
    ):
        return Reading("ej_genomford", 4)
    if entry.code == "ej_genomford" and _EXTENT.search(" ".join(words[match.stop :])):
        return Reading("delvis", 4)  # «har inte blivit av i den omfattning vi tänkt»
    if around.no:
        if (
            entry.negated == "pagar"
            and "har" in words[: match.at]
            and words[match.at].endswith(("at", "kt", "pt", "it"))
        ):
            return Reading("ej_genomford", entry.weight)  # «har inte upphandlat», not «är inte upphandlad»
        if entry.negated == "pagar" and words[match.at].endswith(("des", "tes", "gs")):
            return Reading("ej_genomford", entry.weight)  # «antogs inte»
        if entry.negated:
            return Reading(entry.negated, entry.weight)
        if entry.code == "oklar" and entry.weight == 1:
            return None
        return Reading(entry.code, entry.weight) if entry.code in _NEGATED_ALREADY and not entry.beside else None
    if entry.code == "genomford" and around.will:
        return Reading("ej_paborjad", 2)
    return Reading(entry.code, entry.weight)


def _is_always(words: list[str], match: Match) -> bool:
    """Whether a participle that nothing finite governs is said to be so all the time."""
    if not words[match.at].endswith(_PARTICIPLE) or _AUXILIARY & {*words[: match.at]}:
        return False
    if words[max(0, match.at - 1)] == "ar" and every(words):
        return True  # «är utlånat varje helg»
    after = " ".join(words[match.stop : match.stop + _NEARBY])
    return after.startswith(tuple(f"{more}{always}" for always in _ALWAYS for more in ("", "nastan ", "mest ")))


def _since(words: list[str]) -> bool:
    """Whether the statement says that something is so since a time («sedan april»), or now."""
    return "nu" in words or "numera" in words or ("sedan" in words and tells_time(words[words.index("sedan") :]))


def _guess(match: Match, reading: Reading, word: str, subject: str) -> str:
    """What is to be asked where only a verb decides that the vocabulary does not know, or that says little, or where
    it is said of the question, not of the measure."""
    if match.entry is not VERB:
        return GUESSED if match.entry.unsure else ""
    known = word in VERBS and word not in SMALL.light and subject not in _MATTERS
    return "" if reading.code == "genomford" and known else GUESSED


def _one_occasion(word: str) -> bool:
    """Whether the word names one certain occasion («kvällen»): struck, it was cancelled, not taken out of the plan."""
    return word.endswith(("motet", "traffen", "kvallen", "tillfallet", "vandringen", "forelasningen", "besoket"))


def _cue(piece: Piece, words: list[str], match: Match, scope: Scope, reading: Reading) -> Cue:
    first = min(scope.deciding)
    lead = words[:first]
    generic = all(word in SMALL.generic or not word.isalpha() for word in lead) or lead[:2] == ["arbetet", "med"]
    part = numbered(words)
    generic = (generic and not part) or (
        words[scope.since : scope.since + 1] == ["och"] and words[scope.since + 1] in _WHOLE_WORK
    )
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
        later=not SMALL.now.isdisjoint(words),
        negated=scope.around.no,
        same=lead == ["men"],
        stem=words[match.at][:_STEM],
        found_none=found_none(words),
        after_that=words[0] in _AFTER_THAT,
        doubt=_guess(match, reading, words[match.at], words[0]),
        season=season(words),
        some=first == 1 and (words[0].isdigit() or words[0] in SMALL.numerals),
        number=words[0].isdigit() or words[0] in SMALL.numerals,
        part=part,
        kin=_opening_kind(words),
        kinds=kinds_of(words),
        subject=words[0] if lead and len(words[0]) > 3 and words[0] not in SMALL.generic else "",
        preparing=words[first].startswith("upphandla")
        or any(word.startswith(SMALL.preparing) for word in words[scope.since : first]),
        named=bool({*words[scope.since : first]} & _WHOLE_WORK),
        again=_again(words[scope.since : scope.stop + _NEARBY + 1], scope.stop + _NEARBY - scope.since),
        whole=not _WHOLE.isdisjoint(words),
        beside=match.entry.beside and not (match.entry.name == "utom" and words[0] in _WHOLE),
        few=not _FEW.isdisjoint(lead[:2]),
        contrast=words[0] in _CONTRAST or "daremot" in words,
        apart=words[0] == "medan" or "daremot" in words or elsewhere_begins(words) or one_more(words),
        relative=piece.relative,
        yet=scope.around.yet,
        granted=words[match.at] == "fortsatt" and match.at > 0,
        rated=rated(words),
        lasting=words[match.at] in SMALL.lasting,
        deciding=any(word.startswith(SMALL.deciding) for word in words[: match.at + 1]),
    )


def _opening_kind(words: list[str]) -> str:
    """The kind of what the statement opens with, behind «på», «i», «hos»: «Kyrkogatan …», «På Kyrkogatan …»."""
    at = 1 if words[0] in {"men", "medan"} else 0
    at += 1 if words[at : at + 1] and words[at] in {"pa", "i", "vid", "hos", "for", "till"} else 0
    return kind_of(words[at]) if at < len(words) else ""


def _again(words: list[str], near: int) -> bool:
    """Whether the words, of which the first `near` count, tell of one more; «nästa vecka» is only a time."""
    if "for" in words and any(one == "for" and _YEAR.fullmatch(then) for one, then in pairwise(words)):
        return True  # «datum för 2025 är satta»
    return not SMALL.again.isdisjoint(words[:near]) and any(
        word in SMALL.again and not (word == "nasta" and words[at + 1 : at + 2] and words[at + 1] in _TIME_NEXT)
        for at, word in enumerate(words[:near])
    )


def _completed(piece: Piece, words: list[str], cues: list[Cue]) -> list[Cue]:
    """The cues with what only the statement as a whole says: a rate without a verb, an inability."""
    tokens = piece.tokens
    if not cues and not piece.aside and (every(words) or any(word in SMALL.steady for word in words)):
        cues = [
            Cue("pagar", 1, tokens[0].start, tokens[-1].end, "återkommande", "go", "present", sentence=piece.sentence)
        ]
    if not any(cue.code.startswith("ej_") or cue.code in {"pagar", "oklar"} for cue in cues):
        cues = [*cues, *_unable(piece, words)]
    if not cues and not piece.aside:
        cues = _able(piece, words)
    if not cues and not piece.aside:
        cues = _none_held(piece, words) or _so_far(piece, words)
    if len(cues) > 1:
        # «ska» belongs to the verb after it; one that no verb follows is a statement of its own
        cues = [cue for at, cue in enumerate(cues) if cue.name != PLAN_HINT or at == len(cues) - 1]
    return cues


def _none_held(piece: Piece, words: list[str]) -> list[Cue]:
    """«Inga föreläsningar i höst»: no occasion in a time that is named; «De andra två svarar inte»: of others than
    those before."""
    start, end = piece.start, piece.end
    at = 2 if words[:2] == ["sedan", "dess"] else 0
    none = len(words) > at + 1 and words[at] in _NONE and words[at + 1].endswith(SMALL.occasions)
    if (
        none
        and (at or tells_time(words) or words[-2:] == ["i", "ar"] or words[-1] == "aret")
        and not any(word in SMALL.future for word in words)
    ):
        code = "ej_paborjad" if any(word in SMALL.yet for word in words) else "ej_genomford"
        cue = Cue(code, 3, start, end, "inga tillfällen", "cancel", "past", sentence=piece.sentence)
        return [cue._replace(season=season(words), after_that=bool(at))]
    others = words[0] in {"ovriga", "resterande"} or words[:2] in (["de", "andra"], ["de", "ovriga"])
    if others and any(negates(words, at) for at in range(len(words))):
        return [Cue("delvis", 3, start, end, "de andra inte", sentence=piece.sentence, beside=True)]
    return []


def _so_far(piece: Piece, words: list[str]) -> list[Cue]:
    """«3 st hittills i år»: a number so far."""
    numbered = words[0].isdigit() or SMALL.numerals.get(words[0], 0) > 1
    if not so_far(words) or not numbered or any(negates(words, at) for at in range(len(words))):
        return []
    start, end = piece.start, piece.end
    return [Cue("pagar", 2, start, end, "hittills", sentence=piece.sentence, doubt=_SO_FAR)]


def _elsewhere(words: list[str], stop: int) -> bool:
    """Whether what was removed was removed from something other than the plan («från listan»)."""
    tail = words[stop : stop + 4]
    if len(tail) < 2 or tail[0] not in {"fran", "ur"}:
        return False
    return not any(word.startswith(SMALL.plan_words) or "plan" in word for word in tail[1:])


def _able(piece: Piece, words: list[str]) -> list[Cue]:
    """«har kunnat beslagta»: a verb that the vocabulary does not know, and that could be done."""
    for at, word in enumerate(words[:-1]):
        then = words[at + 1]
        if word in {"kunnat", "kunde", "lyckats", "lyckades"} and len(then) > 3 and then.endswith(("a", "as")):
            start, end = piece.tokens[at].start, piece.tokens[at + 1].end
            return [Cue("genomford", 2, start, end, "har kunnat", "event", "past", sentence=piece.sentence)]
    return []


def _unable(piece: Piece, words: list[str]) -> list[Cue]:
    """«kunde inte», «har inte kunnat» with a verb that the vocabulary does not know."""
    for at, word in enumerate(words):
        near = range(max(0, at - 3), min(len(words), at + 4))
        no = [i for i in near if negates(words, i)] if word in SMALL.could else []
        if no:
            start, end = piece.tokens[min(at, no[0])].start, piece.tokens[max(at, no[0])].end
            kunde = "kunde inte"
            # «Kuratorerna kunde inte»: who could not come
            who = at > 0 and at + 1 == no[0] == len(words) - 1 and words[0] not in SMALL.generic
            return [
                Cue(
                    "ej_paborjad" if any(other in SMALL.yet for other in words) else "ej_genomford",
                    2 if who else 3,
                    start,
                    end,
                    kunde,
                    "cancel",
                    overall=not who,
                    sentence=piece.sentence,
                    aside=piece.aside,
                )
            ]
    return []
