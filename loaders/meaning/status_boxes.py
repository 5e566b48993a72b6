"""Boxes in a text: a status that is chosen among them («☐ Ej påbörjad ☒ Pågår ☐ Klar»), of which only what is ticked is
said, and parts of a year that are ticked off («Q1 ✓ Q2 ✓ Q3 –»)."""

from __future__ import annotations

import re

from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_words import SMALL
from loaders.text import fold

_BOX = re.compile(r"\[\s*[xX]?\s*\]|\(\s*[xX]?\s*\)|[☐□◻▢☒☑◼■✓✔]\ufe0f?")
_TICKED = re.compile(r"[☒☑◼■✓✔xX]")
_PERIOD = rf"(?:q|t|kv|kvartal|tertial|delar|halvar) ?[1-4]|vt|ht|varen|hosten|var|host|{'|'.join(SMALL.months)}"
_MARK = r"[☐□◻▢☒☑◼■✓✔–-]\ufe0f?"
_OFF = re.compile(rf"\s*(?:(?:{_PERIOD})[ :]*{_MARK}[\s,;.]*){{2,}}", re.IGNORECASE)
_RULE = "regel:perioder avbockade"
_LAST = r"(?:(?:q|kv|kvartal) ?4|(?:t|tertial) ?3|(?:delar|halvar) ?2|ht|hosten|host|december)"
_NOT_ALL = "Perioderna är avbockade, men årets sista är inte med: är åtgärden genomförd, eller pågår den?"
_SOME = "{} av {} perioder är avbockade: pågår åtgärden, eller är den delvis genomförd?"


def ticked_off(text: str) -> Outcome | None:
    """What a text of nothing but parts of a year and their marks says; None for any other."""
    if not _BOX.search(text) or not _OFF.fullmatch(fold(text)):
        return None
    marks = re.findall(_MARK, text)
    done = sum(bool(_TICKED.search(mark)) for mark in marks)
    ends = re.search(_LAST + rf"[ :]*{_MARK}[\s,;.]*$", fold(text))
    if done == 0 or (done == len(marks) and ends):
        return Outcome("genomford" if done else "ej_paborjad", 4, 0, len(text), _RULE)
    if done == len(marks):
        return Outcome("genomford", 3, 0, len(text), _RULE, _NOT_ALL)
    return Outcome("pagar", 3, 0, len(text), _RULE, _SOME.format(done, len(marks)))


def ticked(text: str) -> str:
    """The words of the ticked boxes, "" when none is; all of the text when it has not several boxes with words."""
    boxes = list(_BOX.finditer(text))
    if len(boxes) < 2 or ticked_off(text):
        return text
    ends = [*(box.start() for box in boxes[1:]), len(text)]
    words = [text[box.end() : end] for box, end in zip(boxes, ends, strict=True)]
    if text[: boxes[0].start()].strip() and not text[boxes[-1].end() :].strip():
        # «Klar ☒ Pågår ☐»: the boxes stand after their words
        starts = [0, *(box.end() for box in boxes[:-1])]
        words = [text[start : box.start()] for start, box in zip(starts, boxes, strict=True)]
    if not all(word.strip(" ,;/|") for word in words):
        return text
    return ", ".join(
        word.strip(" ,;/|\n") for box, word in zip(boxes, words, strict=True) if _TICKED.search(box.group())
    )
