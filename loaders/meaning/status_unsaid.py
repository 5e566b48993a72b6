"""What a text tells without a verb (lists of what was held, a day ahead), and questions, which tell nothing."""

from __future__ import annotations

from loaders.meaning import status_results as results
from loaders.meaning.status_counts import verbless
from loaders.meaning.status_cues import Cue
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import Piece
from loaders.meaning.status_time import ahead, days, next_months, tells_time
from loaders.meaning.status_words import SMALL

_SHORT = 5
_STEPS = ("delning", "flytt", "flyttning", "leverans", "montage", "montering", "installation", "byggstart", "lansering")
_KEPT = "Det ena upphörde och det andra är kvar: pågår åtgärden?"
LISTED = "redovisat tillfälle"


def questions(found: tuple[Piece, ...], text: str) -> set[int]:
    """The sentences that ask: they tell nothing of how it went."""
    return {piece.sentence for piece in found if text[piece.end :].lstrip().startswith("?")}


def with_listed(found: tuple[Piece, ...], cues: list[Cue], setting: Setting) -> list[Cue]:
    """The cues, and before them what was held where a text lists it without a verb and goes on with what is to come
    («Två ronder, 11/5 och 28/9. Nästa planeras till maj.»)."""
    main = [cue for cue in cues if not cue.aside]
    if not main or any(cue.code in {"genomford", "delvis"} for cue in main):
        return cues
    missed = is_missed(main[0]) and main[0].subject and main[0].sentence
    if not (main[0].continuing or main[0].code == "ej_paborjad" or main[0].apart or missed):
        return cues
    before = tuple(piece for piece in found if piece.end <= main[0].start)
    held = verbless(before, setting) if before else None
    if held is None or held.code != "genomford":
        return cues
    sentence = next(piece.sentence for piece in before if piece.start <= held.start <= piece.end)
    cue = Cue(
        "genomford",
        2,
        held.start,
        held.end,
        LISTED,
        "event",
        "past",
        sentence=sentence,
        doubt=held.doubt,
    )
    return [cue, *cues]


def is_missed(cue: Cue) -> bool:
    """Whether the cue tells of an occasion that was cancelled or put off («Sjövik blåste bort», «decembermötet
    utgick»)."""
    if cue.kind == "postpone" and cue.subject and cue.code in {"ej_paborjad", "pausad"}:
        return True
    return cue.code == "ej_genomford" and (cue.kind == "cancel" or cue.name == "borttagen")


def with_kept(cues: list[Cue]) -> list[Cue]:
    """The cues; where nothing was carried out before, «Den andra är kvar» says that one of two is still there."""
    return [
        cue._replace(code="pagar", weight=2, doubt=_KEPT)
        if cue.name == "återstår"
        and cue.part == "andra"
        and not any(one.code in {"genomford", "pagar"} for one in cues)
        else cue
        for cue in cues
    ]


def _step_ahead(piece: Piece, setting: Setting) -> Outcome | None:
    """«utdelning i höst», «inflyttning i januari»: what is done with the thing that is ready."""
    line = [token.word for token in piece.tokens]
    if piece.aside or not 2 < len(line) <= _SHORT or not line[0].endswith(_STEPS) or not tells_time(line):
        return None
    coming = ahead(line, setting.followed_up, setting.plan_year) or next_months(line, setting.followed_up)
    if not (coming or line[1:3] in (["i", "host"], ["i", "var"], ["till", "varen"], ["till", "hosten"])):
        return None
    return Outcome("ej_paborjad", 1, piece.start, piece.end, "regel:steg som ligger framåt")


def _is_ahead(piece: Piece, setting: Setting) -> Outcome | None:
    """«Sista avstämningen är den 22/11»: a day ahead that is told with no verb but «är» or «blir»."""
    line = [token.word for token in piece.tokens]
    at = next((at for at, word in enumerate(line) if word in {"ar", "blir"}), 0)
    if piece.aside or not at or not setting.followed_up or any(word in SMALL.negation for word in line):
        return None
    stated = days(" ".join(line[at:]).replace(" / ", "/"), setting.followed_up, setting.plan_year)
    if not stated or min(stated) <= setting.followed_up:
        return None
    return Outcome("ej_paborjad", 1, piece.start, piece.end, "regel:dag som ligger framåt")


def with_days_ahead(found: tuple[Piece, ...], cues: list[Cue], setting: Setting) -> list[Cue]:
    """The cues, and after what was done a day ahead that is named without a verb («Invigning 14 december!»)."""
    last = max((cue.end for cue in cues if not cue.aside and cue.code == "genomford"), default=-1)
    if last < 0:
        return cues
    for piece in found:
        if piece.start < last or any(piece.start <= cue.start < piece.end for cue in cues):
            continue
        named = results.listed(piece, setting) or _step_ahead(piece, setting) or _is_ahead(piece, setting)
        if named and named.code == "ej_paborjad":
            line = [token.word for token in piece.tokens]
            again = any(word in SMALL.again for word in line)
            plan = Cue("ej_paborjad", 2, named.start, named.end, "dag som ligger framåt", "plan", "hint")
            cues = [*cues, plan._replace(sentence=piece.sentence, subject=line[0], again=again)]
    return cues
