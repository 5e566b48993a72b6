"""A document's text as HTML with the words that decided a value marked. Pure functions; all text is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from pages.parts.words import NBSP

_BETWEEN: Final = re.compile(r"\s*(?:,|;|\||…|–)\s+|\s+\+\s+")
_ROOM: Final = 90
"""Characters kept on each side of what is marked, in a text too long to show whole."""


def marked(text: str, words: str, longest: int = 0) -> str:
    """`text` with `words` marked: as one quotation where it stands so, else each of its parts (a reading joins the
    words it found with commas). Over `longest` characters (0: never) only what is near the marks is kept."""
    found = _spans(text, words)
    start, end = _window(text, found, longest)
    parts = [f"…{NBSP}"] if start else []
    at = start
    for first, last in found:
        if first < at or last > end:
            continue
        parts += [escape(text[at:first]), f"<mark>{escape(text[first:last])}</mark>"]
        at = last
    parts.append(escape(text[at:end]))
    return "".join(parts) + (f"{NBSP}…" if end < len(text) else "")


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand, in order, without overlaps."""
    if not words.strip() or not text:
        return []
    whole = _find(text, words.strip(), 0)
    if whole:
        return [whole]
    found: list[tuple[int, int]] = []
    after = 0
    for part in (part.strip() for part in _BETWEEN.split(words)):
        span = _find(text, part, after) or _find(text, part, 0) if part else None
        if span and not any(span[0] < last and first < span[1] for first, last in found):
            found.append(span)
            after = span[1]
    return sorted(found)


def _find(text: str, part: str, after: int) -> tuple[int, int] | None:
    """As whole words, else as the beginning of one."""
    spelt = r"\s+".join(map(re.escape, part.split()))
    for pattern in (rf"(?<!\w){spelt}(?!\w)", rf"(?<!\w){spelt}"):
        match = re.compile(pattern, re.IGNORECASE).search(text, after)
        if match:
            return match.span()
    return None


def _window(text: str, found: list[tuple[int, int]], longest: int) -> tuple[int, int]:
    """The part of the text to show, cut between words."""
    if not longest or len(text) <= longest:
        return 0, len(text)
    first = max(0, found[0][0] - _ROOM) if found else 0
    last = max(found[-1][1] + _ROOM if found else 0, first + longest)
    start = text.find(" ", first) + 1 if first else 0
    if found and start > found[0][0]:
        start = found[0][0]
    cut = text.rfind(" ", start, last) if last < len(text) else len(text)
    end = max(cut, found[-1][1]) if found else cut
    return start, end if end > start else min(last, len(text))
