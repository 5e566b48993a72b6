"""How a measure went: the status column first, else the follow-up; the comment only breaks ties."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz

from loaders.meaning.status_apart import APART, apart
from loaders.meaning.status_boxes import ticked, ticked_off
from loaders.meaning.status_continues import goes_on
from loaders.meaning.status_cues import GUESSED
from loaders.meaning.status_hesitation import CUT_OFF, hesitation, is_cut
from loaders.meaning.status_marks import mark
from loaders.meaning.status_occasions import planned_occasions, told_occasions
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_own import own_verb_done
from loaders.meaning.status_periods import last_written
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_steps import drafted, one_part
from loaders.meaning.status_story import MORE_THAN_ONE, outcome
from loaders.meaning.status_time import passed, tells_time
from loaders.meaning.status_weighed import alike, weighed
from loaders.meaning.status_words import SMALL
from loaders.records import Status
from loaders.text import fold
from loaders.vocabulary import words

_OPEN = frozenset({"pagar", "ej_paborjad", "pausad", "ej_genomford"})
_ENDED_WITHOUT = frozenset({"borttagen", "ej_genomford"})
_IS_THERE = frozenset(
    {"status.pagar:finns", "status.pagar:grupp bildad", "status.pagar:används", "status.pagar:är ute"}
)
_SHARE = frozenset({"regel:andel klart", "regel:nästan hela andelen klar"})
_LITTLE_LEFT = frozenset(
    {"regel:något återstår", "status.delvis:kvarstår", "status.delvis:återstår", "status.ej_paborjad:kvarstår ensamt"}
)
_ONE_STEP, _OWN_VERB = "regel:ett steg taget, nästa planerat", "regel:åtgärdens eget verb"
_STEPS_TAKEN = frozenset({_ONE_STEP, _OWN_VERB})
_OWN_STEP = "Åtgärden sägs vara gjord, och mer är planerat: är den genomförd, eller pågår den?"
_LEFT = "En del är klar och något återstår: pågår åtgärden, eller är den delvis genomförd?"
_RESTATED = 92
# from this weight a text says clearly how it went (status_forms.Reading)
_CLEAR = 3
_PLANS = frozenset(words("status")["restated"]["plans"])
_FILLERS = frozenset((*words("status")["restated"]["plans"], *words("status")["restated"]["fillers"]))
# of how many letters a stem is, how many words of its own a text that restates has, and which share of the measure's
_STEM, _FEWEST, _MOST = 6, 2, 0.6
_COUNTED_UP_TO = 6
_STILL = re.compile(r"[.!?;]\s*(p[åa]g[åa](?:r|ende))\W*$", re.IGNORECASE)
_MAKE = re.compile(
    r"\W*(?:att )?(?:ta fram|tag fram|infor|skapa|uppratta|inratta|etablera|anstall|utforma|starta|bilda"
    r"|bygg|oppna|anlagg|publicera)"
)
# what a traffic light can stand for: green for done or on its way as planned, yellow for late or in part, red for not
_LIGHTS = {
    "genomford": frozenset({"pagar"}),
    "pagar": frozenset({"delvis"}),
    "ej_genomford": frozenset({"ej_paborjad", "pausad", "borttagen"}),
    "ej_paborjad": frozenset({"pausad"}),
}
_EMPLOY = re.compile(r"\b(?:anstall|rekryter|tillsatt|tjanst(?:en|er)?\b|\w+tjanst\b|inratta)")
_BEGAN = re.compile(r"((?:[\w-]+ ){1,8})(?:har )?(?:borjade|borjat|tilltradde|tilltratt)")
_STEPS = ("rekryter", "arbete", "process", "annons", "intervju", "utlys", "vi ", "man ", "har ", "det ")
_EMPLOYED = "Den som skulle anställas har börjat: är åtgärden genomförd, eller pågår den?"
_NAMED = re.compile(r"\s*:\s*(\w[^.]*)")
_WHOLE = re.compile(r"\s*(?:genomfor|gor|borja|starta|paborja)")
_REST = "Texten säger bara vad som återstår: är resten gjord?"
_MADE = "Texten säger att det som skulle skapas finns: är åtgärden genomförd?"


def read_status(
    status_text: str,
    followup: str,
    comment: str = "",
    *,
    when: str = "",
    measure: str = "",
    followed_up: date | None = None,
    plan_year: int | None = None,
) -> Status:
    """The outcome that a careful reader takes from the three texts of one measure.

    `when` tells how many occasions were planned, `measure` whether a text only restates the task; `followed_up` is
    the day of the follow-up and `plan_year` the plan's year, against which days without a year and «nästa år» are
    read. `words` is an exact part of one of the texts, "" when all are empty.
    """
    setting = Setting(followed_up or last_written(followup), plan_year, fold(measure), fold(when))
    texts = [ticked(text) for text in (status_text, followup if followup != status_text else "", comment)]
    source, found, doubt, agreed = by_rules(texts, setting, measure, when)
    if found is None:
        continues, continues_words = goes_on(texts, setting, "")
        return Status("ej_uppfoljd", continues, "", "regel:ingen uppföljningstext", continues_words)
    if source == 0 and doubt == APART and alike(texts[1], found.code, setting):
        doubt = ""
    if source and not agreed:
        # a status column needs no second reading
        found, doubt = weighed(found, texts, source, setting, doubt)
        doubt = doubt or hesitation(texts[source], found, setting)
    elif not source and is_cut(texts[0]):
        doubt = doubt or CUT_OFF
    continues, continues_words = goes_on(texts, setting, found.code)
    said_words = texts[source][found.start : found.end]
    return Status(found.code, continues, said_words, found.rule, continues_words, doubt)


def by_rules(texts: list[str], setting: Setting, measure: str, when: str) -> tuple[int, Outcome | None, str, bool]:
    """What the rules alone take from the texts (status, follow-up, comment): the place of the one that decides, what
    it says (None when all are silent), what is to be asked, and whether the status column says the same."""
    said = [_of_text(text, setting, measure, when) for text in texts]
    source, found, doubt = _chosen(said, texts[1])
    if found is None:
        return source, None, "", False
    doubt = doubt or ("" if found.doubt == MORE_THAN_ONE and source == 0 else found.doubt)
    return source, found, doubt, bool(said[0] and _agree(said[0], found.code))


def _is_light(status: Outcome) -> bool:
    return status.rule.startswith("status.märke:") and status.weight == 2


def _agree(status: Outcome, code: str) -> bool:
    """Whether the status column says the same as a follow-up of the class `code`, or its light can stand for that."""
    return status.code == code or (_is_light(status) and code in _LIGHTS.get(status.code, ()))


def _of_text(text: str, setting: Setting, measure: str, when: str) -> Outcome | None:
    """What one text says; None when there is none."""
    if not text.strip():
        return None
    off = ticked_off(text)
    if off:
        return off
    marked = mark(text)
    if marked and marked.end >= len(text.rstrip()):
        return None if marked.code == "ej_uppfoljd" else marked
    if _restates(text, measure):
        doubt = "Texten upprepar bara åtgärden: hur gick det?"
        return Outcome("oklar", 0, 0, len(text), "regel:upprepar åtgärden", doubt)
    found = _left(_there(outcome(text, setting), text, measure), text, fold(measure))
    found = drafted(one_part(found, text, fold(f"{measure} {when}")), text, fold(measure))
    if marked and found.weight < _CLEAR:
        return marked
    if (found.rule == _ONE_STEP or found.code == "genomford") and own_verb_done(fold(measure), fold(text)):
        found = _own_verb(found)
    if found.code == "ej_paborjad" and found.weight <= 3 and setting.followed_up:
        return _still_ahead(found, fold(text), setting)
    planned = (planned_occasions(when) or planned_occasions(measure)) if found.code == "genomford" else None
    return _in_full(found, text, planned, setting) if planned else found


def _restates(text: str, measure: str) -> bool:
    """Whether the text is the measure's own, but for a word or a letter, or only says that it is to be."""
    if not measure:
        return False
    if 0.8 < len(text) / len(measure) < 1.25 and fuzz.ratio(fold(text), fold(measure)) >= _RESTATED:
        return True
    told, asked = re.findall(r"\w+", fold(text)), re.findall(r"\w+", fold(measure))
    if not _PLANS & {*told} or "." in text.strip().rstrip(".") or tells_time(told):
        return False
    own = _content(told)
    stems = {word[:_STEM] for word in _content(asked)}
    return len(own) >= _FEWEST and {word[:_STEM] for word in own} <= stems and len(own) >= _MOST * len(stems)


def _content(said: list[str]) -> list[str]:
    return [word for word in said if len(word) > 2 and word not in _FILLERS and word not in SMALL.no_subject]


def _there(found: Outcome, text: str, measure: str) -> Outcome:
    """What was to be made is made when the text says that it is there; who was to be employed, has begun."""
    if found.rule == "status.pagar:påbörjat" and _EMPLOY.search(fold(measure)):
        begun = _BEGAN.fullmatch(fold(text[: found.end]).rpartition(". ")[2].rpartition(": ")[2])
        if begun and not begun[1].startswith(_STEPS):
            return found._replace(code="genomford", rule="regel:den som skulle anställas har börjat", doubt=_EMPLOYED)
    if found.rule == "status.pagar:grupp bildad" and "grupp" not in fold(measure):
        return found
    if found.rule not in _IS_THERE or not _MAKE.match(fold(measure)):
        return found
    return found._replace(code="genomford", rule="regel:det som skulle skapas finns", doubt=_MADE)


def _left(found: Outcome, text: str, measure: str) -> Outcome:
    """«Återstår: Norr och Söder», «Återstår att städa»: only what remains is told, so the rest may be done, and is
    where the measure counts more."""
    if found.rule == "status.ej_paborjad:kvarstår ensamt" and (named := _NAMED.match(text, found.end)):
        many = len(re.split(r",|\boch\b|\bsamt\b", named[1]))
        asked = [SMALL.numerals.get(word, 0) for word in measure.split()] + [
            int(n) for n in re.findall(r"\b\d\d?\b", measure)
        ]
        if max(asked, default=0) > many:
            return found._replace(code="delvis", rule="regel:det som återstår nämns", doubt=_REST)
        return found._replace(doubt=found.doubt or _REST)
    opens = found.rule == "status.ej_paborjad:ska" and fold(text[: found.end]).strip() == "aterstar att"
    return found._replace(doubt=found.doubt or _REST) if opens and not _WHOLE.match(fold(text), found.end) else found


def _still_ahead(found: Outcome, folded: str, setting: Setting) -> Outcome:
    """A plan, unless the day it names has passed at the follow-up."""
    if not passed(folded, setting.followed_up, setting.plan_year):
        return found
    doubt = "Den bokade dagen har passerat: blev det av?"
    return found._replace(code="oklar", weight=2, rule="regel:bokad dag har passerat", doubt=doubt)


def _own_verb(found: Outcome) -> Outcome:
    """What was to be done is told as done in the measure's own word: clearer than a verb alone, and no first step."""
    if found.rule == _ONE_STEP:
        return found._replace(code="genomford", rule=_OWN_VERB, doubt=_OWN_STEP)
    return found._replace(weight=max(found.weight, _CLEAR))


def _in_full(found: Outcome, text: str, planned: int, setting: Setting) -> Outcome:
    """Carried out, unless the text tells fewer occasions than planned: then in part, or under way when its last word
    says so. Rates above six are not counted."""
    told = told_occasions(fold(text), setting.followed_up, setting.plan_year)
    if not 0 < told < planned <= _COUNTED_UP_TO:
        return found
    still = _STILL.search(text)
    if still:
        doubt = f"Texten nämner {told} av {planned} planerade tillfällen och säger Pågår: är den delvis genomförd?"
        return found._replace(
            code="pagar", start=still.start(1), end=still.end(1), rule="regel:fler tillfällen återstår", doubt=doubt
        )
    doubt = f"Texten nämner {told} av {planned} planerade tillfällen: är åtgärden delvis genomförd?"
    return found._replace(code="delvis", rule="regel:färre tillfällen än planerat", doubt=doubt)


def _chosen(said: list[Outcome | None], text: str) -> tuple[int, Outcome | None, str]:
    """Which text decides, what it says, and a doubt when the status column and the follow-up go apart."""
    status, followup, comment = said
    if status is None and followup is None:
        if comment and comment.weight >= 3 and comment.code != "oklar":
            return 2, comment, "Bara kommentaren säger hur det gick: stämmer det?"
        return 0, None, ""
    if status is None or followup is None:
        source = 0 if followup is None else 1
        found = said[source]
        assert found is not None
        silent = found.weight == 0 or (found.code == "oklar" and found.weight < 3)  # «Se kommentar»
        if silent and comment and comment.weight >= 3 and comment.code != "oklar":
            return 2, comment, "Bara kommentaren säger hur det gick: stämmer det?"
        doubt = "" if not silent else found.doubt or "Texten säger inte hur det gick: vad blev utfallet?"
        return source, found, doubt
    stands = followup.weight >= 3 and followup.code in {*_OPEN, "borttagen"} and followup.rule not in _STEPS_TAKEN
    if status.rule in _SHARE and stands:
        # a share says how far, the follow-up in which way
        return 1, followup, ""
    if status.rule == "regel:nästan hela andelen klar" and followup.rule in _LITTLE_LEFT:
        return 1, followup._replace(code="pagar", rule="regel:lite återstår"), _LEFT
    if status.rule == "status.pausad:flyttas till" and followup.code == "ej_paborjad":
        if followup.rule == "status.ej_paborjad:inget beslut":
            return 0, status, ""
        return 1, followup, ""
    if status.rule == "status.pagar:försenad" and followup.weight >= 2 and followup.code in _OPEN:
        return 1, followup, ""
    if status.rule == "status.genomford:avslutat" and followup.weight >= 3 and followup.code in _ENDED_WITHOUT:
        return 1, followup, "Statuskolumnen säger avslutad, uppföljningen att det inte blev av: vilket gäller?"
    if status.weight >= 3 and status.code != "oklar":
        if followup.weight >= 3 and followup.code == status.code:
            return 0, status._replace(doubt=""), ""
        return 0, status, APART if followup.weight >= 3 and apart(status, followup, text) else ""
    lit = _is_light(status)
    if lit and (status.code, followup.code) == ("pagar", "genomford"):
        # a yellow light beside steps that were taken: the writer holds that more is to come
        return 0, status, "" if followup.weight < 3 else APART
    if (
        lit
        and status.code == "ej_paborjad"
        and (followup.code in {"ej_genomford", "pausad"} or followup.rule in _STEPS_TAKEN)
    ):
        return 0, status, APART if followup.weight >= 3 else ""  # not begun, and still meant to be
    # a light alone is a custom, what the text tells is what happened
    told = lit and followup.weight >= (1 if followup.code == "pagar" else 2) and followup.code != "oklar"
    if followup.weight >= 3 or followup.weight > status.weight or told:
        if lit and status.code == followup.code and followup.doubt == GUESSED:
            return 1, followup._replace(doubt=""), ""
        differ = status.weight > 0 and status.code != "oklar" and not _agree(status, followup.code)
        return 1, followup, APART if differ else ""
    return 0, status, "" if status.weight else "Texten säger inte hur det gick: vad blev utfallet?"
