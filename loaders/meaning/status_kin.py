"""Parts told by name: one place or party is done, another is not."""

from __future__ import annotations

from loaders.meaning.status_cues import Cue
from loaders.meaning.status_outcome import Outcome, said

_APART = "En del är klar och en annan inte: är åtgärden delvis genomförd, eller pågår den?"
_DONE = frozenset({"genomford", "delvis"})
_LATE = frozenset({"försenad", "starten försenad"})


def parts_apart(cues: list[Cue]) -> Outcome | None:
    """In part, where the last statement tells that one named part is not done and an earlier one that another is;
    None else."""
    last = cues[-1]
    if any(cue.headline and cue.weight >= 4 for cue in cues) or not _undone(last):
        return None
    before = [cue for cue in cues if cue.start < last.start and cue.weight >= 2 and not cue.continuing]
    if not before or any(_undone(cue) and not cue.number for cue in before):
        return None
    if any(_sibling(cue, last) for cue in before):
        return said(last, "delvis", _APART, "regel:delarna gick olika")
    return None


def _undone(cue: Cue) -> bool:
    """Whether the cue tells that something is not done: not begun, failed, waiting, late or ahead."""
    if cue.again or cue.overall or cue.aside:
        return False
    if cue.code == "pagar":
        return cue.name in _LATE
    return cue.code in {"ej_paborjad", "ej_genomford", "pausad"} and cue.weight >= 2


def _sibling(done: Cue, undone: Cue) -> bool:
    """«Lyktorna är bytta på Storgatan, Kyrkogatan blir till våren», «En lägenhet är klar, den andra dröjer»."""
    made = done.code in _DONE and not done.preparing
    if undone.kin == "party" and done.kin != "party":
        return False  # «undertecknat av kommunen, polisen skriver på i januari»
    if undone.part == "andra" and done.number and made:
        return True
    begins_not = undone.kind == "begin" and undone.negated and bool(undone.subject)
    if begins_not and done.kin == "party" and done.code == "pagar" and undone.subject != done.subject:
        return done.sentence != undone.sentence  # «Hemtjänsten frågar alla. Bistånd har inte kommit i gång»
    if not undone.kin or undone.subject == done.subject or undone.kin not in done.kinds:
        return False
    return made or (done.code == "pagar" and undone.negated and done.sentence != undone.sentence)
