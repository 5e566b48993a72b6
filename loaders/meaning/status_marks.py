"""Marks in a status cell: ticks, crosses, traffic lights, ja and nej, dashes."""

from __future__ import annotations

import re

from loaders.meaning.status_story import Outcome
from loaders.text import fold
from loaders.vocabulary import words

_DATA = words("status")["marks"]
_CUSTOMARY = frozenset(_DATA["customary"])
_CODES = {said: code for code, marks in _DATA.items() if code != "customary" for said in marks}
_FIRST = re.compile(r"\s*(?:status\s*[:=]\s*)?([^\W_]+|\S)\ufe0f?(?=$|[\s,.:;–-])", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:status\s*[:=]\s*)?(\S.*?)\s*[.!]?\s*$", re.IGNORECASE)


def _marked(code: str, said: str, start: int, end: int) -> Outcome:
    doubt = "Märket förklaras inte i texten: betyder det så här?" if said in _CUSTOMARY else ""
    return Outcome(code, 2 if said in _CUSTOMARY else 3, start, end, f"status.märke:{said}", doubt)


def mark(text: str) -> Outcome | None:
    """The mark that a text consists of, or begins with; None when there is none."""
    alone = _ALONE.match(text)
    for said in (fold(text), fold(alone[1]) if alone else "", fold(alone[1].rstrip("\ufe0f")) if alone else ""):
        if said in _CODES:
            return _marked(_CODES[said], said, 0, len(text))
    first = _FIRST.match(text)
    if (first and fold(first[1]) in _CODES and len(first[1]) != 1) or (first and not first[1].isalnum()):
        said = fold(first[1])
        code = _CODES.get(said)
        if code and code not in ("ej_uppfoljd", "oklar"):
            return _marked(code, said, first.start(1), first.end(1))
    return None
