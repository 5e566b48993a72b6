"""Marks in a status cell: ticks, crosses, traffic lights, ja and nej, dashes."""

from __future__ import annotations

import re

from loaders.meaning.status_outcome import Outcome
from loaders.text import fold
from loaders.vocabulary import words

_DATA = words("status")["marks"]
_CUSTOMARY = frozenset(_DATA["customary"])
_CODES = {said: code for code, marks in _DATA.items() if code != "customary" for said in marks}
_GOES_ON = re.compile(r" [^\W\d_A-ZÅÄÖ]")
_LONGEST = 40
_PERIOD = re.compile(r"\b(?:vt|ht|[tq][1-4]|(?:tertial|kvartal) [1-4]|halvar|helar)\b")
_FIRST = re.compile(r"\s*(?:status\s*[:=]\s*)?([^\W_]+|\S)\ufe0f?(?=$|[\s,.:;–-])", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:status\s*[:=]\s*)?(\S.*?)\s*[.!]?\s*$", re.IGNORECASE)


def _marked(code: str, said: str, start: int, end: int) -> Outcome:
    doubt = "Märket förklaras inte i texten: betyder det så här?" if said in _CUSTOMARY else ""
    return Outcome(code, 2 if said in _CUSTOMARY else 3, start, end, f"status.märke:{said}", doubt)


def mark(text: str) -> Outcome | None:
    """The mark that a text consists of, or begins with; None when there is none."""
    folded = fold(text)
    bare = _PERIOD.sub("", folded) if len(folded) <= _LONGEST else folded
    if not any(sign.isalnum() for sign in bare) and set(bare.strip()) <= set("-–—_.,/: \n"):
        return _marked("ej_uppfoljd", text.strip()[:1], 0, len(text))
    if not any(sign.isalnum() for sign in text) and set(text.strip()) <= set("-–—_.,/ "):
        return _marked("ej_uppfoljd", text.strip()[:1], 0, len(text))
    alone = _ALONE.match(text) if len(text) <= _LONGEST else None
    if alone:
        if folded in _CODES:
            return _marked(_CODES[folded], folded, 0, len(text))
        for part in {alone[1], alone[1].rstrip("\ufe0f")} - {text}:
            said = fold(part)
            if said in _CODES:
                return _marked(_CODES[said], said, 0, len(text))
    first = _FIRST.match(text)
    if first is None or (first[1].isalnum() and len(first[1]) == 1):
        return None
    said = fold(first[1])
    if said in _CUSTOMARY and said.isalpha() and _GOES_ON.match(text, first.end(1)):
        return None  # «Orange the World uppmärksammades»
    against = {"ja": r"\b(?:ja|nej|men|fast|bara|inte|ej)\b", "nej": r"\b(?:ja|men)\b"}.get(said)
    if against and re.search(against, fold(text)[first.end(1) :]):
        return None
    if said == "ja" and re.search(r"\b(?:aterstar|kvarstar)\b", fold(text)):
        return _marked("delvis", said, 0, len(text))
    code = _CODES.get(said)
    if code is None or code in ("ej_uppfoljd", "oklar") or said in ("ej", "inte"):
        return None
    return _marked(code, said, first.start(1), first.end(1))
