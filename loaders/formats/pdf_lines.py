"""Glyphs on a page to lines of words, and lines to running text: wrapped lines joined, list items kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

Glyph = tuple[float, float, float, float, str, float, bool]
"""x0, top, x1, bottom, text, size, bold: in points, from the page's upper left corner as it is read."""

LIST_ITEM = re.compile(
    r"(?:[•●▪■◦○·➢✓☐☒*]\s*|[-–—]\s|\(?\d{1,2}\s?(?:(?:&|och|,|-|–)\s?\d{1,2}\s?)?[.)]\s|[a-zA-Z][.)]\s)"
)
_DASH = re.compile(r"[-–—]\s")
_HYPHENS = "-\u00ad\u2010\u2011"
# A browser's own hyphen at a line's end comes from another font, and stands a little apart.
_APART = re.compile(r"(?<=\w)\s*\u00ad?\s*(?=\u2010\s*$)")
_SPAN = re.compile(r"\d[–—]$")
_CID = re.compile(r"\(cid:\d+\)")
_PLAIN = {
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\t": " ", "\u200b": "", "\ufeff": "",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st",
    "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0a8": "☐", "\uf06f": "☐", "\uf0fe": "☒", "\uf0fd": "☒",
    "\uf0fc": "✓", "\uf02d": "-", "\uf0e0": "→",
}  # fmt: skip
_WORD_GAP = 0.2
"""Share of the type size: a wider gap between glyphs is a space even when the file draws none."""
_TAB_GAP = 2.0
_PIECE_GAP = 0.6
"""Share of the type size: two spaces, or one in a justified line, are narrower; what parts two columns is wider."""
_TWICE = 0.12
"""Share of the type size: the same glyph drawn again nearer than this is bold by double strike."""
_SPACE = 0.25
_LONGEST_WORD = 26
_SMALL_WORDS = frozenset((
    "och", "hos", "med", "som", "i", "att", "av", "på", "till", "för", "om", "är", "ej", "har", "ska", "kan", "vid",
    "den", "det", "från", "samt", "eller", "inom", "mot", "vill", "blir",
))  # fmt: skip
"""Words that never are the end of a longer one: what stands before them on the line above is a whole word."""
_TAKEN_UP = {"och", "eller", "samt", "respektive", "resp"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as printed. `first` is the width of its first word, `room` how much of the line was left free
    before the cell's (or page's) right edge, `spaced` whether a space was drawn after its last word, `unsure` the words
    that may be others, where they were read out of a picture."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first: float
    spaced: bool
    page: int
    room: float = 0.0
    unsure: tuple[str, ...] = ()


def readable(text: str) -> str:
    """A glyph's text with ligatures spelt out, odd spaces plain, and unknown glyphs as U+FFFD."""
    if text in _PLAIN:
        return _PLAIN[text]
    return _CID.sub("\ufffd", text) if text.startswith("(cid:") else text


def lines_of(glyphs: Iterable[Glyph], page: int, tabs: bool = False) -> list[Line]:
    """The lines that glyphs form, top to bottom. With `tabs`, wide gaps in a line become tab characters."""
    lines: list[Line] = []
    for level in _levels(glyphs):
        _add_line(lines, level, page, tabs)
    return lines


def pieces_of(glyphs: Iterable[Glyph], page: int) -> list[list[Line]]:
    """The lines that glyphs form, top to bottom, each as the pieces that gaps wider than any between words leave."""
    found: list[list[Line]] = []
    for level in _levels(glyphs):
        pieces: list[Line] = []
        part: list[Glyph] = []
        end = 0.0
        for glyph in sorted(level, key=itemgetter(0)):
            if glyph[4].isspace():
                continue
            if part and glyph[0] - end > _PIECE_GAP * glyph[5]:
                _add_line(pieces, part, page, False)
                part = []
            end = max(end, glyph[2]) if part else glyph[2]
            part.append(glyph)
        _add_line(pieces, part, page, False)
        if pieces:
            found.append(pieces)
    return found


def _levels(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs that stand on one line together, top to bottom."""
    current: list[Glyph] = []
    centre = 0.0
    for glyph in sorted(glyphs, key=_middle):
        middle = (glyph[1] + glyph[3]) / 2
        if current and middle - centre > 0.5 * min(glyph[3] - glyph[1], current[-1][3] - current[-1][1]):
            yield current
            current = []
        if not current:
            centre = middle
        elif glyph[4] != " ":
            centre = max(centre, middle - 0.25 * (glyph[3] - glyph[1]))
        current.append(glyph)
    if current:
        yield current


def _middle(glyph: Glyph) -> float:
    return glyph[1] + glyph[3]


def _add_line(lines: list[Line], glyphs: list[Glyph], page: int, tabs: bool) -> None:
    glyphs.sort(key=itemgetter(0))
    parts: list[str] = []
    spaced = False
    end = start = first = 0.0
    size = 0.0
    x0 = x1 = 0.0
    last: Glyph | None = None
    top, bottom = float("inf"), 0.0
    bold = True
    for glyph in glyphs:
        text = glyph[4]
        if not text:
            continue
        if text.isspace():
            spaced = bool(parts)
            continue
        if last is not None and text == last[4] and glyph[0] - last[0] < _TWICE * glyph[5] and _level(glyph, last):
            continue
        if not parts:
            x0 = start = glyph[0]
        else:
            gap = glyph[0] - end
            if tabs and gap > _TAB_GAP * glyph[5]:
                parts.append("\t")
                first = first or end - start
            elif spaced or gap > _WORD_GAP * glyph[5]:
                parts.append(" ")
                first = first or end - start
        parts.append(text)
        spaced = False
        last = glyph
        end = max(end, glyph[2]) if x1 else glyph[2]
        x1 = end
        size = max(size, glyph[5])
        top, bottom = min(top, glyph[1]), max(bottom, glyph[3])
        bold = bold and glyph[6]
    if not parts:
        return
    text = _APART.sub("", unicodedata.normalize("NFC", "".join(parts)))
    lines.append(Line(text, x0, x1, top, bottom, size, bold, first or x1 - x0, spaced, page))


def _level(one: Glyph, other: Glyph) -> bool:
    return abs(one[1] - other[1]) < _TWICE * one[5] + 0.3


@dataclass(frozen=True, slots=True)
class Habits:
    """What a file's lines tell of how it was made: whether the space at which a line was wrapped is drawn when there
    is room for it, and the words that stand whole inside lines (case folded)."""

    spaces_drawn: bool
    words: frozenset[str]


def habits_of(lines: Iterable[Line]) -> Habits:
    """The habits that a file's lines show."""
    wrapped = spaced = 0
    words: set[str] = set()
    for line in lines:
        parts = line.text.casefold().split(" ")
        whole = line.spaced or not parts[-1][-1:].isalpha()
        known = parts if whole and len(parts) == 1 else parts[1:] if whole else parts[1:-1]
        words.update(part.strip(".,:;()!?\"'") for part in known)
        # A word too long for its line stands alone on it: lines of several words were wrapped between words.
        full = _SPACE * line.size < line.room < 3 * line.size
        if full and len(parts) > 1 and line.text[-1] not in _HYPHENS + ".!?:/":
            wrapped += 1
            spaced += line.spaced
    return Habits(wrapped >= 8 and spaced > 0.7 * wrapped, frozenset(words))


def joined_text(lines: Sequence[Line], habits: Habits) -> str:
    """Lines as text: a wrapped line runs on, a list item or a line its writer ended begins a new one.

    A line was wrapped when the next line's first word would not have fitted in what was left of it.
    """
    if not lines:
        return ""
    pitch = min(
        (b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top),
        default=0.0,
    )
    listed = any(_DASH.match(b.text) and _ended(a, b) for a, b in pairwise(lines))
    text = lines[0].text
    for above, line in pairwise(lines):
        if _begins(above, line, pitch, listed):
            text = f"{text.rstrip(chr(0xAD))}\n{line.text}"
        else:
            text = _run_on(text, above, line, habits)
    return text.replace("\u00ad", "")


def _begins(above: Line, line: Line, pitch: float, listed: bool) -> bool:
    """Whether a line begins anew rather than running on from the one above."""
    if LIST_ITEM.match(line.text):
        # A dash may as well be a dash in running text that happened to be wrapped.
        if not _DASH.match(line.text):
            return True
        return listed or _ended(above, line) or above.text[-1] in ".:;"
    if above.page == line.page and pitch and line.top - above.top > 1.4 * pitch:
        return True
    if above.text[-1] in _HYPHENS and above.text[-2:-1].isalpha():
        return False
    return _ended(above, line)


def _ended(above: Line, line: Line) -> bool:
    return above.room > line.first + _SPACE * line.size + 1.0


def _run_on(text: str, above: Line, line: Line, habits: Habits) -> str:
    last = text[-1]
    if last in _HYPHENS and text[-2:-1].isalnum():
        if last == "\u00ad":
            return text[:-1] + line.text
        word = re.split(r"\W", line.text, maxsplit=1)[0]
        if word.lower() in _TAKEN_UP:
            return f"{text} {line.text}"
        # Only a hyphen between small letters can be one that the wrapping put there.
        if text[-2].islower() and line.text[0].islower():
            return text[:-1] + line.text
        return text + line.text
    runs_on = _SPAN.search(text) and line.text[:1].isdigit()
    return text + line.text if runs_on or _broken_word(above, line, habits) else f"{text} {line.text}"


def _broken_word(above: Line, line: Line, habits: Habits) -> bool:
    """Whether a word too long for its line was broken without a hyphen: it stood alone on its line and filled it.

    Where the file draws spaces, a line end without one that had room for one broke a word. Elsewhere the file's own
    words decide, and at last the length: few columns are so narrow that a short word fills them.
    """
    if above.spaced:
        return False
    if above.text[-1] == "/":
        return True
    if " " in above.text:
        return False
    size = line.size
    initial = line.text[0]
    letter = size * (0.95 if initial in "mwMW" else 0.4 if initial in "fijlrt" else 0.65)
    if habits.spaces_drawn and above.room >= 0.32 * size:
        return above.room < letter
    if above.room > max(letter, _SPACE * size):
        return False
    head, tail = above.text.casefold(), line.text.split(" ", 1)[0].casefold().strip(".,:;()!?\"'")
    if "@" in head + tail or "www." in head or "://" in head:
        return not re.search(r"\.(?:se|nu|com|org|eu|net)$", head)
    if line.text[0] in ".,;:)!?":
        return True
    if not head[-1].isalpha() or not tail[:1].isalpha() or line.text[0].isupper():
        return False
    if head + tail in habits.words:
        return True
    if head in habits.words or tail in _SMALL_WORDS or (len(tail) >= 5 and tail in habits.words):
        return False
    if len(head) + len(tail) > _LONGEST_WORD:
        return False
    return len(head) >= 8 or (len(head) >= 5 and len(tail) <= 2)
