"""An outcome told after another: which of the two stands, and with what doubt."""

from __future__ import annotations

from loaders.meaning.status_cues import Cue

PARTS = "En del är genomförd och en annan inte: är åtgärden delvis genomförd, eller pågår den?"
# one after the other: the work goes on while the second does
_STAGES = ("etapp", "fas", "steg")
_LEFT = frozenset({"hoppad", "hoppat", "avslut", "avbrot", "avbrut", "slutad", "slutat", "oppnad"})
_WAITS = frozenset({"inväntar svar", "avvaktar"})


def after(code: str, held: Cue, cue: Cue) -> tuple[str, str]:
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
        return (code, "") if ended_case(cue) and not held.headline else _after_going(held, cue)
    if code == "ej_paborjad":
        return _after_plan(held, cue)
    if code == "ej_genomford":
        return _after_failure(held, cue)
    if code == "pausad":
        if new == "ej_paborjad" and (held.weight == 3 or held.kind == "postpone") and cue.kind in {"plan", "begin"}:
            return new, ""
        if new == "ej_genomford" and held.name in _WAITS and cue.sentence > held.sentence:
            return new, ""
        resumed = (new == "pagar" and (cue.overall or cue.later) and not cue.continuing and cue.kind != "finish") or (
            new == "genomford" and cue.weight >= 4 and cue.overall
        )
        return (new, "") if resumed else (code, "")
    return new, ""


def _after_done(held: Cue, cue: Cue) -> tuple[str, str]:
    match cue.code:
        case "pagar":
            if cue.name == "är framtagen" and cue.negated:
                return "delvis", ""
            if cue.kind == "finish" and cue.negated and not cue.overall and cue.form == "past":
                return "delvis", ""
            if late_beside(held, cue):
                return "delvis", ""
            if _other_part(held, cue) and not cue.part.startswith(_STAGES):
                return "delvis", PARTS
            if cue.kind == "begin" and cue.overall and held.weight < 4 and not held.headline:
                return "pagar", ""
            if held.overall or cue.kind == "finish":
                return "genomford", ""
            return "pagar", "En del är genomförd och en annan pågår: pågår åtgärden, eller är den delvis genomförd?"
        case "ej_genomford":
            if cue.found_none and cue.sentence > held.sentence:
                return "genomford", ""
            if cue.after_that and cue.sentence > held.sentence:
                return "pausad", "Något är gjort och sedan har inget hänt: är åtgärden pausad eller delvis genomförd?"
            return "delvis", ""
        case "ej_paborjad":
            if cue.name in {"kvarstår ensamt", "kvar att göra"}:
                return "delvis", ""
            if _other_part(held, cue):
                return "delvis", PARTS
            if cue.kind == "begin" and cue.named and not cue.negated and not held.named and not cue.again:
                return "pagar", "Ett steg är taget och arbetet ska börja: pågår åtgärden, eller är den inte påbörjad?"
            if another_step(held, cue):
                return "pagar", "Ett steg är taget och ett annat återstår: pågår åtgärden, eller är den genomförd?"
            if cue.subject and cue.subject == held.subject and (cue.part != held.part or cue.sentence != held.sentence):
                return "delvis", ""  # «skola 1 klar, skola 2 inplanerad»
            if cue.negated and cue.yet and cue.weight < 4 and not held.overall:
                return (
                    "pagar",
                    "En del är klar och en annan har inte börjat: pågår åtgärden, eller är den delvis genomförd?",
                )
            return ("delvis", "") if cue.weight >= 4 and cue.negated else ("genomford", "")
        case "pausad":
            if cue.apart and not cue.overall:
                return "delvis", "En del är genomförd och en annan väntar: är åtgärden delvis genomförd?"
            return "pausad", "Genomfört först, sedan pausat: vilket gäller?"
    return cue.code, ""


def _other_part(held: Cue, cue: Cue) -> bool:
    """«Etapp 1 är klar. Etapp 2 påbörjas i höst», «En kontroll slutförd. Den andra pågår»: of one thing's parts."""
    return bool(cue.part) and cue.part != held.part and (bool(held.part) or cue.part == "andra") and not held.overall


def ended_case(cue: Cue) -> bool:
    """«12 avslutade», «en hoppade av»: some of the cases or persons ended, not the work."""
    return cue.some and cue.stem in _LEFT


def late_beside(held: Cue, cue: Cue) -> bool:
    """«Tunneln klar i september. Parken försenad»: one named thing is done, another is late."""
    if cue.sentence == held.sentence:
        return False
    return cue.name == "försenad" and bool(held.subject and cue.subject) and held.subject != cue.subject


def done_late(cue: Cue, strong: list[Cue]) -> bool:
    """«Utskicket gjordes i maj, en månad försenat»: how late it was done, not that it is late."""
    return (
        cue.name == "försenad"
        and not cue.subject
        and not cue.contrast
        and any(
            one.code == "genomford" and one.form == "past" and one.sentence == cue.sentence and one.start < cue.start
            for one in strong
        )
    )


def another_step(held: Cue, cue: Cue) -> bool:
    """«Avtalet är klart, bygget drar igång i augusti»: one thing is done, and another is to come."""
    if held.overall or held.whole or held.named or not held.subject or cue.again or cue.negated:
        return False
    return bool(cue.subject) and cue.subject != held.subject and cue.kind in {"begin", "plan", "act", "event"}


def _after_going(held: Cue, cue: Cue) -> tuple[str, str]:
    match cue.code:
        case "genomford":
            if cue.name == "avslutat" and held.kind == "begin" and cue.subject in ("", held.subject):
                return "genomford", ""
            if held.name == "försenad" or (cue.overall and not (held.headline and not cue.later and cue.weight < 4)):
                return "genomford", ""
            return "pagar", ""
        case "ej_genomford":
            if held.headline and not cue.overall:
                return "pagar", ""
            if held.season and cue.season and held.season != cue.season:
                return "delvis", ""
            if not held.overall and not cue.overall and held.sentence == cue.sentence:
                return "delvis", "En del kom i gång och en annan blev inte av: delvis genomförd, eller pågår åtgärden?"
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
            if (held.headline or held.named) and not cue.overall:
                return "ej_genomford", ""
            if held.kind == "cancel" and cue.again and cue.sentence > held.sentence:
                return "genomford", ""
            if cue.later or (held.overall and cue.overall):
                return "genomford", ""
            if held.sentence != cue.sentence and cue.overall:
                return "genomford", ""
            return "delvis", ""
        case "ej_paborjad":
            return (
                ("ej_paborjad", "")
                if cue.kind == "postpone" or (held.kind == "cancel" and cue.kind == "plan")
                else ("ej_genomford", "")
            )
        case "pagar":
            return ("ej_genomford", "") if held.headline or cue.continuing else ("pagar", "")
        case "pausad":
            put_off = cue.kind == "postpone" and cue.overall and cue.sentence > held.sentence
            return ("pausad", "") if cue.weight >= 4 and (cue.later or put_off) else ("ej_genomford", "")
    return cue.code, ""
