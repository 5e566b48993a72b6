"""One text to one outcome: the cues of its statements, weighed against each other in the order they are told."""

from __future__ import annotations

from loaders.meaning import status_results as results
from loaders.meaning.status_beside import half_made, not_all, righted
from loaders.meaning.status_counts import counted, verbless
from loaders.meaning.status_cues import Cue, cues_of
from loaders.meaning.status_ellipsis import told_in_short
from loaders.meaning.status_kin import parts_apart
from loaders.meaning.status_order import after, another_step, done_late, ended_case, late_beside
from loaders.meaning.status_outcome import Outcome, said
from loaders.meaning.status_parts import SETTLED, of_items, of_periods, settled
from loaders.meaning.status_periods import periods
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_side import side_matters
from loaders.meaning.status_tense import by_tense
from loaders.meaning.status_text import Piece, items, labelled, pieces
from loaders.meaning.status_unsaid import LISTED, questions, with_days_ahead, with_kept, with_listed
from loaders.vocabulary import words


def outcome(text: str, setting: Setting) -> Outcome:
    """The outcome that `text` tells, "oklar" with weight 0 when it tells none."""
    parts = items(text)
    if parts:
        return of_items(text, parts, lambda part: outcome(part, setting))
    told = periods(text)
    if told:
        return of_periods(text, told, setting, outcome)
    of_each = labelled(text)
    if of_each and all(outcome(part, setting).weight >= 3 for part in of_each):
        return of_items(text, of_each, lambda part: outcome(part, setting))
    found = pieces(text)
    beside = side_matters(found, setting)
    if beside:
        rest = _of_pieces(beside, text, setting)
        if rest.weight:
            return rest
    return _of_pieces(found, text, setting)


def _of_pieces(found: tuple[Piece, ...], text: str, setting: Setting) -> Outcome:
    """What the statements `found` of `text` tell."""
    asked = questions(found, text)
    cues = [cue for piece in found if piece.sentence not in asked for cue in cues_of(piece, setting)]
    if cues and all(cue.beside for cue in cues) and found[0].tokens[0].word == "ja":
        return said(cues[0], "delvis")  # «Ja, men bara en gång»
    if cues and all(cue.beside for cue in cues):
        left = cues[0]
        return Outcome("oklar", 1, left.start, left.end, "regel:något återstår", _REMAINS)
    if not any(cue.code == "genomford" and not cue.beside for cue in cues):
        cues = [cue for cue in cues if not cue.beside]
    cues = [cue for cue in with_kept(cues) if not _one_case(cue, cues)]
    count = counted(text, found, cues, setting)
    if count:
        going = next(
            (
                cue
                for cue in cues
                if (cue.kind == "go" or cue.name == "igång")
                and cue.code == "pagar"
                and cue.start < count.start
                and cue.weight >= _CLEAR
            ),
            None,
        )
        if going:
            return said(going, doubt="En del är klar och arbetet pågår: pågår åtgärden, eller är den delvis genomförd?")
        other = _counts_something_else(count, found, cues)
        if not other and not any(cue.headline and cue.weight >= 4 and cue.code != "genomford" for cue in cues):
            return count
        if other:
            return said(
                other, doubt=_BESIDE_COUNT if other.code == "genomford" else "", rule="regel:antalet gäller annat"
            )
    result = results.found(found, setting)
    if result and not any(cue.weight >= 3 or cue.code == "genomford" for cue in cues):
        return result
    if results.checks(setting) and not any(cue.code in _FAILED or cue.part for cue in cues if not cue.aside):
        made = next((cue for cue in cues if cue.code == "genomford" and cue.weight >= 2 and not cue.aside), None)
        if made and not (cues[0].headline and cues[0].code != "genomford"):
            return said(made)  # what is done about what a check found is no part of the check
    cues = with_listed(found, cues, setting)
    cues = with_days_ahead(found, cues, setting)
    main = [cue for cue in cues if not cue.aside]
    if not any(cue.weight >= 2 for cue in main):
        main = [cue for cue in cues if cue.weight >= 3 or (cue.relative and cue.weight == 2)] or main
    if not main:
        return (
            verbless(found, setting)
            or by_tense(found, setting)
            or Outcome("oklar", 0, 0, len(text), "regel:inget utfall sägs")
        )
    short = told_in_short(found, main, setting)
    return short or _asked(_weigh(main, text), main)


def _counts_something_else(count: Outcome, found: tuple[Piece, ...], cues: list[Cue]) -> Cue | None:
    """The verdict of an earlier sentence, where the sentence of the count says neither that something is done nor that
    it is not: «Utbildningen är inte genomförd. Två av tre chefer är sjukskrivna.»"""
    at = next((place for place, piece in enumerate(found) if piece.start <= count.start < piece.end), 0)
    same = [piece for piece in found[at:] if piece.sentence == found[at].sentence]
    verdict = next(
        (cue for cue in cues if cue.weight >= _VERDICT - cue.overall and not cue.aside and not cue.part), None
    )
    if verdict is None or verdict.start >= found[at].start or verdict.code not in _VERDICTS:
        return None
    if verdict.sentence == found[at].sentence and not (verdict.negated and verdict.subject):
        return None
    line = [token.word for piece in same for token in piece.tokens]
    done_to = not _HAVE.isdisjoint(line) and any(
        word.endswith("ts") for word in line
    )  # «har besökts», not «har slutat»
    own = done_to or any(
        cue.start >= found[at].start and cue.weight >= _CLEAR for cue in cues if cue.sentence == found[at].sentence
    )
    return None if own else verdict


def _one_case(cue: Cue, cues: list[Cue]) -> bool:
    """«Två har stöd just nu, en avbröt», «sex fick plats, en hoppade av»: one of the cases ended, not the work."""
    return (
        ended_case(cue)
        and cue.code == "ej_genomford"
        and any(one.code in {"pagar", "genomford"} and one.start < cue.start for one in cues)
    )


def _asked(read: Outcome, cues: list[Cue]) -> Outcome:
    """The outcome, with a doubt when the text told another one too."""
    if read.doubt or read.headline or read.weight >= 4 or read.code in {"delvis", "oklar"}:
        return read
    told = {cue.code for cue in cues if cue.weight >= 2 and not cue.continuing and not cue.again} - {"oklar", read.code}
    return read._replace(doubt=MORE_THAN_ONE) if told else read


def _weigh(cues: list[Cue], text: str) -> Outcome:
    removal = next((cue for cue in cues if cue.code == "borttagen" and cue.weight >= 3), None)
    if removal:
        return _removed(cues, removal, text)
    parts = parts_apart(cues)
    if parts:
        return parts
    cues = righted(cues)
    strong = [cue for cue in cues if cue.weight >= 3]
    if strong and all(cue.code == "oklar" for cue in strong):
        since = [cue for cue in cues if cue.weight == 2 and cue.sentence > strong[-1].sentence]
        if any(cue.code == "genomford" for cue in since):
            return _described(since)
    if strong:
        return _told(strong, cues, text)
    return _described(cues)


def _removed(cues: list[Cue], removal: Cue, text: str) -> Outcome:
    """Taken out of the plan, unless it was carried out before that."""
    done = [
        cue
        for cue in cues
        if cue.code == "genomford"
        and cue.name != "problemet löst"
        and (cue.weight >= 3 or (cue.start < removal.start and removal.weight >= 4 and not _only_why(cue)))
        and not (removal.headline and cue.weight < 4)
    ]
    if any(cue.name in {"inte längre aktuell", "ej aktuell"} for cue in cues):
        done = [cue for cue in done if cue.weight >= 3]  # what made it needless was seldom the measure itself
    undone = [cue for cue in cues if cue.code in {"ej_genomford", "ej_paborjad"} and cue.weight >= 3]
    if done and removal.apart and done[0].weight >= 3 and not removal.overall and done[0].start < removal.start:
        return said(removal, "delvis", rule="regel:delarna gick olika")  # «Kursen i norr blev av, den i söder stryks»
    before = [cue for cue in cues if cue.code == "genomford" and cue.start < removal.start]
    if removal.overall and removal.sentence == 0 and not before:
        done = [cue for cue in done if cue.weight >= 4]  # «Vi tar bort den. Staden har tecknat ett eget avtal»: why
    if removal.part and any(cue.part not in ("", removal.part) for cue in before):
        return said(removal, "delvis", rule="regel:delarna gick olika")  # «Hus A fick nya dörrar. Hus B strukits»
    if done and not removal.overall and (removal.contrast or _of_another(removal, done[0])):
        return said(removal, "delvis", rule="regel:delarna gick olika")  # «Broschyren delades ut, annonserna fick utgå»
    if done and not undone:
        doubt = "" if done[0].weight >= 3 else "Åtgärden lämnar planen: var den genomförd innan dess?"
        return said(done[0], doubt=doubt, rule="regel:genomförd innan den togs bort")
    rival = next((cue for cue in cues if cue.code != "borttagen" and cue.weight >= 4 and cue.overall), None)
    if removal.weight < 4 and rival:
        return _told([cue for cue in cues if cue.weight >= 3 and cue is not removal], cues, text)
    doubt = ""
    if removal.name == "ej aktuell":
        doubt = "Är åtgärden borttagen ur planen, eller blev den bara inte av?"
    return said(removal, doubt=doubt)


def _of_another(removal: Cue, done: Cue) -> bool:
    """Whether another thing is named as removed than the one that was done."""
    return bool(removal.subject and done.subject) and removal.subject != done.subject


def _only_why(cue: Cue) -> bool:
    """Whether what is told before a removal may be its reason: a decision, what is not known, what came to an end."""
    return cue.deciding or bool(cue.doubt) or cue.stem.startswith(_GONE)


def _told(strong: list[Cue], cues: list[Cue], text: str) -> Outcome:
    """A story of outcomes: each new one is set against what was told before it."""
    strong = [cue for cue in strong if not done_late(cue, strong)]
    held = strong[0]
    doubt = ""
    rule = ""
    code = held.code
    weak_before = [cue for cue in cues if cue.weight == 2 and cue.start < held.start]
    if held.code == "oklar" and len(strong) > 1:
        held, strong = strong[1], strong[1:]
        code = held.code
    for cue in strong[1:]:
        then, why = after(code, held, cue)
        if why:
            doubt = why
        if then == cue.code and then != code:
            held, rule = cue, ""
        elif then != code:
            rule = "regel:delarna gick olika"
        code = then
    half = half_made(held, cues) if code == "genomford" else None
    if half:
        return half
    goes_on = next(
        (cue for cue in cues if cue.continuing and cue.start > held.start and (cue.named or not cue.overall)), None
    )
    if code == "genomford" and held.few and goes_on:
        return said(
            goes_on, doubt="Flera steg är tagna och arbetet fortsätter: pågår åtgärden, eller är den genomförd?"
        )
    if (
        code == "pagar"
        and held.name == "igång"
        and not held.overall
        and weak_before
        and weak_before[-1].code == "genomford"
        and weak_before[-1].stem not in _GRANTED
    ):
        return said(weak_before[-1], doubt="Något är på plats och i gång: är åtgärden genomförd, eller pågår den?")
    done_before = [cue for cue in weak_before if cue.code == "genomford" or cue.name == "hittills"]
    rest = next((cue for cue in cues if _others_later(held, cue)), None) if code == "genomford" else None
    if rest:
        return said(held, "delvis", _REST, "regel:delarna gick olika")
    if code == "genomford" and not held.headline and any(_next_step(held, cue) for cue in cues):
        return said(held, "pagar", _STEP, "regel:ett steg taget, nästa planerat")
    itself = next((cue for cue in cues if _itself_ahead(held, cue)), None) if code == "genomford" else None
    if itself:
        return said(itself._replace(weight=4))
    if code in {"genomford", "delvis"} and strong[0].preparing and strong[0].code == "genomford":
        rest = next((cue for cue in cues if cue.start > strong[0].start and _still_owed(cue)), None)
        if rest and not any(_done_beside(cue) and cue.start > strong[0].start for cue in cues):
            return said(strong[0], "pagar", _STEP, "regel:ett steg taget, nästa planerat")
    if code == "ej_paborjad" and held.kind == "plan" and not held.negated and done_before:
        if held.again and "hittills" not in text.casefold():
            return said(done_before[-1])
        return said(
            done_before[-1],
            "pagar",
            _STEP,
            "regel:ett steg taget, nästa planerat",
        )
    if code == "ej_paborjad" and held.kind == "begin" and held.again and any(c.name == LISTED for c in done_before):
        return said(done_before[-1])  # «8 träffar, 6 deltagare. Ny grupp startar i februari»
    before = {cue.code for cue in weak_before}
    if code == "ej_genomford" and held.apart and not held.overall and before & {"genomford", "pagar"}:
        return said(held, "delvis", rule="regel:delarna gick olika")
    part = not_all(code, held, done_before, len(strong) == 1, text)
    if part:
        return part
    if code == "ej_genomford" and not held.headline:
        anyhow = next((c for c in cues if c.code == "genomford" and c.start > held.end and c.later), None)
        if anyhow and held.weight < 4 and "ändå" in text[held.end : anyhow.end + _NEXT_WORD].casefold():
            return said(anyhow, doubt=MORE_THAN_ONE)  # «Polisen drog sig ur så vi körde ändå själva»
        instead = next((c for c in cues if c.code == "pagar" and c.later and c.sentence > held.sentence), None)
        if instead and instead.weight >= 2 and not instead.continuing:
            return said(instead, doubt=_INSTEAD)  # «Ingen kom på lördagarna. Nu kör vi onsdagar»
    if held.kind == "postpone" and code in {"ej_paborjad", "pausad"} and not held.headline:
        held_then = [cue for cue in cues if cue.sentence > held.sentence and cue.code == "genomford"]
        if held_then:
            return said(held_then[0], doubt="Flyttat först, sedan hållet: är åtgärden genomförd?")
    if code == "pagar" and held.name == "är framtagen" and done_before:
        return said(held, "delvis", rule="regel:delarna gick olika")
    if held.name == "försenad" and any(late_beside(cue, held) for cue in done_before):
        return said(held, "delvis", rule="regel:delarna gick olika")
    if held.name == "försenad":
        plan = next((cue for cue in cues if cue.code == "ej_paborjad" and cue.kind in {"begin"}), None)
        if plan:
            return said(plan)
        if len(strong) == 1:
            doubt = "Texten säger bara att åtgärden är försenad: pågår den, eller är den inte påbörjad?"
    if code == "ej_genomford" and held.kind == "cancel" and not held.headline:
        plan = next((cue for cue in cues if cue.code == "ej_paborjad" and cue.start > held.start), None)
        if plan and plan.kind == "act":
            return said(plan)
    if held.kind == "postpone" and code == "pausad":
        plan = next((cue for cue in cues if cue.code == "ej_paborjad" and cue.start > held.start), None)
        if plan:
            return said(plan)
    refused = next((cue for cue in cues if cue.code == "ej_genomford" and cue.apart and cue.start > held.start), None)
    if code == "genomford" and refused and not held.headline:
        return said(refused, "delvis", rule="regel:delarna gick olika")
    if held.name == "inväntar svar" and code == "pausad" and done_before:
        return said(held, "pagar", "Väntar arbetet, eller pågår det?", "regel:steg taget, svar inväntas")
    sent = held.name in _AWAITS and any(cue.name == "beställt" and cue.start < held.start for cue in cues)
    if sent and code == "pausad" and not held.headline:
        return said(held, "pagar", "Väntar arbetet, eller pågår det?", "regel:steg taget, svar inväntas")
    if held.name == "avvaktar" and code == "pausad":
        doing = next((cue for cue in cues if cue.code == "pagar" and cue.weight >= 2 and not cue.continuing), None)
        if doing and doing.weight >= 3:
            return said(doing, doubt="Väntar arbetet, eller pågår det?")
    if code == "pagar" and done_before and held.later and settled(text):
        return said(done_before[-1], doubt=SETTLED)
    return said(held, code, doubt, rule)


_GONE = tuple(words("status")["lasting"]["gone"])
MORE_THAN_ONE = "Texten säger flera saker om hur det gick: vilket gäller?"
_REMAINS = "Texten säger bara att något återstår: hur långt har det kommit?"
_FAILED = frozenset({"ej_genomford", "delvis", "pausad", "borttagen"})
_NEXT_WORD = 6
_AWAITS = frozenset({"avvaktar", "inväntar svar"})
_VERDICT, _CLEAR = 4, 3
_HAVE = frozenset({"har", "hade"})
_VERDICTS = frozenset({"genomford", "ej_genomford", "ej_paborjad", "pausad"})
_BESIDE_COUNT = "Texten säger att det är gjort, och räknar sedan något: är åtgärden genomförd, eller delvis genomförd?"
_INSTEAD = "Något blev inte av och något annat görs nu: pågår åtgärden?"
_REST = "En del är genomförd och en annan ska göras: är åtgärden delvis genomförd, eller pågår den?"
_BOTH = "Texten berättar både om sådant som är gjort och sådant som görs: vilket gäller?"
_GRANTED = frozenset({"bevilj", "fatt"})
_STEP = "Ett steg är taget och nästa är planerat: pågår åtgärden, eller är den genomförd?"


def _ends_with(plan: Cue, others: list[Cue]) -> bool:
    """Whether the text ends with a plan, in a sentence of its own, that is no repetition."""
    return not plan.again and all(plan.start > cue.start and plan.sentence > cue.sentence for cue in others)


def _others_later(held: Cue, cue: Cue) -> bool:
    """«Genomförd i åk 1-3, åk 4-6 gör den i höst»: some are done, others named in the same sentence are to come."""
    if not held.overall or held.headline or held.whole or cue.code != "ej_paborjad" or cue.sentence != held.sentence:
        return False
    return (
        bool(cue.subject or cue.part) and cue.start > held.end and cue.weight == 2 and not cue.again and not cue.aside
    )


def _next_step(held: Cue, cue: Cue) -> bool:
    """Whether something else is being done now, or is to come, after what is told as done."""
    if cue.weight != 2 or cue.continuing or cue.start < held.start:
        return False
    return (cue.code == "ej_paborjad" or (cue.code == "pagar" and cue.later)) and another_step(held, cue)


def _itself_ahead(held: Cue, cue: Cue) -> bool:
    """«Programmet är klart. Genomförs nästa vecka»: one named thing is ready, the measure itself is to come."""
    if held.overall or not held.subject or cue.code != "ej_paborjad" or cue.kind != "act" or cue.again:
        return False
    return cue.sentence > held.sentence and cue.overall and not cue.subject and not cue.part


def _done_beside(cue: Cue) -> bool:
    """Whether the cue tells of something done that is no preparation."""
    return cue.code == "genomford" and cue.weight >= 2 and not cue.preparing


def _still_owed(cue: Cue) -> bool:
    """Whether the cue tells what is left: planned, or remaining."""
    return (cue.code == "ej_paborjad" and not cue.again) or cue.name in {"kvarstår", "återstår"}


def _described(cues: list[Cue]) -> Outcome:
    """No class word: what was done, is being done or is to be done, as the verbs tell it."""
    main = [cue for cue in cues if cue.weight == 2] or cues
    past = [cue for cue in main if cue.code == "genomford"]
    present = [cue for cue in main if cue.code == "pagar" and not cue.continuing]
    goes_on = [cue for cue in main if cue.continuing]
    plan = [cue for cue in main if cue.code == "ej_paborjad"]
    failed = [cue for cue in main if cue.code in {"ej_genomford", "pausad", "delvis", "borttagen", "oklar"}]
    if past and failed and failed[-1].apart and failed[-1].start > past[0].start:
        return said(failed[-1], "delvis", rule="regel:delarna gick olika")
    if failed and not past:
        return said(failed[-1])
    if goes_on and plan and not past and not present and plan[0].start < goes_on[0].start:
        return said(plan[0])
    if goes_on and main[0] is goes_on[0]:
        return said(goes_on[0])
    if past and present and plan and _ends_with(plan[-1], [*past, *present, *goes_on]):
        return said(past[-1], "pagar", _STEP, "regel:ett steg taget, nästa planerat")
    if past and (present or goes_on):
        last = max([*past, *present, *goes_on], key=lambda cue: cue.start)
        since = [cue for cue in present if cue.later and not cue.again and cue.start > past[-1].start and cue.subject]
        if since and since[-1].subject != past[-1].subject:
            return said(since[-1], doubt=_BOTH)
        if last.continuing and not last.granted and not all(cue.lasting for cue in past):
            last = past[-1]  # what was carried out is so also when the work goes on afterwards
        elif not last.continuing and any(cue.sentence == last.sentence for cue in past):
            last = past[-1]
        if (
            present
            and present[0].rated
            and present[0].start < past[0].start
            and present[0].sentence == past[0].sentence
        ):
            return said(present[0], doubt=_BOTH)
        if last.name == "ligger hos" and last.subject:
            return said(past[0], doubt=_BOTH)  # «Vi gick 22/5. Listan ligger hos tekniska.»
        if last.name == "verb" and last.code == "pagar" and last.again:
            return said(past[-1])
        whole = next((cue for cue in past if cue.whole), None)
        if whole:
            return said(whole)
        doubt = "Texten berättar både om sådant som är gjort och sådant som pågår: är åtgärden genomförd?"
        return said(last, doubt=doubt)
    prepared = bool(past) and all(cue.name == "förberett" for cue in past)
    if past and plan and plan[-1].start > past[-1].start and (prepared or not plan[-1].again):
        return said(
            past[-1],
            "pagar",
            _STEP,
            "regel:ett steg taget, nästa planerat",
        )
    if past:
        return said(past[0])
    if present:
        return said(present[0])
    if goes_on:
        return said(goes_on[0])
    if plan:
        return said(plan[0])
    return said(main[0])
