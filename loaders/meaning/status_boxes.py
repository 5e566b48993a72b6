"""A status that is chosen among boxes («☐ Ej påbörjad ☒ Pågår ☐ Klar»): only what is ticked is said."""

from __future__ import annotations

import re

_BOX = re.compile(r"\[\s*[xX]?\s*\]|\(\s*[xX]?\s*\)|[☐□◻▢☒☑◼■✓✔]\ufe0f?")
_TICKED = re.compile(r"[☒☑◼■✓✔xX]")


def ticked(text: str) -> str:
    """The words of the ticked boxes, "" when none is; all of the text when it has not several boxes with words."""
    boxes = list(_BOX.finditer(text))
    if len(boxes) < 2:
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
