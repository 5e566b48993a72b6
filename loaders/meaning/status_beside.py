"""One part was done and another not: what a failure or a wait says beside what was done before it."""

from __future__ import annotations

import re

from loaders.meaning.status_cues import Cue
from loaders.meaning.status_order import ended_case
from loaders.meaning.status_outcome import Outcome, said
from loaders.meaning.status_unsaid import LISTED, is_missed

_HALFWAY = "Något är gjort och något annat inte: är åtgärden delvis genomförd?"
_WAITS = "En del är genomförd och en annan väntar: är åtgärden delvis genomförd, eller pausad?"
_LACKING = frozenset({"ej_genomford", "ej_paborjad", "pagar"})
_SET_BACK = frozenset({"pagar", "pausad", "ej_paborjad", "ej_genomford"})
_ACTIVE = re.compile(r"[dt]e$")


def not_all(code: str, held: Cue, done: list[Cue], alone: bool, text: str) -> Outcome | None:
    """In part, where `held` (of the class `code`) tells of another part than those that were `done` before it; None
    where it speaks of the same. `alone` when nothing else is told as firmly."""
    elsewhere = any(c.part not in ("", held.part) if held.part else c.season not in ("", held.season) for c in done)
    if code == "ej_genomford" and held.number and any(cue.number and not ended_case(held) for cue in done):
        return said(held, "delvis", rule="regel:delarna gick olika")  # «Tre har lämnat in, fyra har inte svarat»
    if is_missed(held) and any(cue.name == LISTED for cue in done):
        return said(held, "delvis", rule="regel:delarna gick olika")  # «Norr 10/9. Söder blåste bort»
    if code == "ej_genomford" and alone and any(_beside_failure(cue, held, text) for cue in done):
        return said(held, "delvis", _HALFWAY, "regel:delarna gick olika")
    halfway = held.name == "verb" and held.negated and held.contrast and alone
    made = any(cue.sentence == held.sentence and not cue.doubt for cue in done)
    if code == "ej_genomford" and halfway and made:
        return said(held, "delvis", _HALFWAY, "regel:delarna gick olika")
    since = code == "ej_genomford" and held.after_that and any(c.season or c.rated for c in done)
    if since or (code in {"ej_genomford", "pausad"} and (held.part or held.season) and elsewhere):
        return said(held, "delvis", rule="regel:delarna gick olika")  # «Grupp 1 gick i maj. Grupp 2 fick ställas in»
    if code == "ej_genomford" and held.negated and any(cue.stem == held.stem for cue in done):
        return said(held, "delvis", rule="regel:delarna gick olika")
    if code == "ej_genomford" and held.same and held.kind == "cancel" and done:
        return said(held, "delvis", rule="regel:delarna gick olika")
    if code == "pausad" and held.name == "avvaktar" and any(_beside_failure(cue, held, text) for cue in done):
        return said(held, "delvis", _WAITS, "regel:delarna gick olika")  # «Banan är öppnad. Tunneln väntar på bygglov»
    return None


def half_made(held: Cue, cues: list[Cue]) -> Outcome | None:
    """«Texten är skriven men trycket har inte beställts»: under way where the rest is told to come, else in part."""
    if held.overall or held.headline or not held.subject:
        return None
    lacks = next((cue for cue in cues if cue.start > held.end and cue.contrast and cue.negated and not cue.aside), None)
    if lacks is None or lacks.sentence != held.sentence or lacks.weight < 2 or lacks.code not in _LACKING:
        return None
    coming = any(cue.sentence > lacks.sentence and cue.code in {"ej_paborjad", "pagar"} for cue in cues)
    return said(held, "pagar" if coming else "delvis", _HALFWAY, "regel:delarna gick olika")


def righted(cues: list[Cue]) -> list[Cue]:
    """The cues, where «men nu är allt på plats» after a delay or a failure counts as firmly as what it sets right."""
    return [
        cue._replace(weight=3)
        if cue.code == "genomford"
        and cue.weight == 2
        and cue.contrast
        and (cue.overall or cue.name == "på plats")
        and cue.later
        and any(one.code in _SET_BACK and one.start < cue.start for one in cues)
        else cue
        for cue in cues
    ]


def _beside_failure(cue: Cue, failed: Cue, text: str) -> bool:
    """«Lamporna på torget är utbytta. Dem i gången hann vi inte med»: one named thing is done, another is not; who
    did something is no part of the measure."""
    if failed.overall or failed.headline or cue.sentence == failed.sentence or cue.doubt:
        return False
    if _ACTIVE.search(text, cue.start, cue.end):
        return False
    return bool(cue.subject) and cue.subject != failed.subject
