"""Stacked text as a stream of words: where each stands, how wide its line is, how it is spelt for matching."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.mend import mend
from loaders.records import Document, Paragraph, Place
from loaders.text import collapse, fold

_WORD = re.compile(r"\S+")
_BAR = re.compile(r"[|\[\]]+")
# A bar that stands before a word without a space between, and how many lines have one where column rules came through.
_GLUED = re.compile(r"(?<=\s)[|\[](?=[^\W_])(?![^\]]*\])")
_FEWEST_RULED = 3
# What OCR makes of column rules.
_RULES = "|_[]{}\\—="
# The signs before items of a list, and what OCR makes of them beside.
_BULLETS, _BULLETS_BESIDE = "•·●▪■◦○»«", "+.*-"
_LIKE_BULLETS, _FEWEST_LIKE = "+*", 3
# The number before an item of a list. A text has numbered lists where at least so many items are a first one, and so
# many a second one: eleven and twelve in the one invented plan that has them, one in those that number their headings.
_ITEM = re.compile(r"[1-9]\d?[.)]")
_FEWEST_LISTS = 3
_LETTER_LOOKALIKE = (
    (re.compile(r"(?<=[a-z])[60](?=[a-z])|\b6(?=[a-z]{3})"), "o"),
    (re.compile(r"&(?=[a-z])|(?<=[a-z])&"), "a"),
    (re.compile(r"\[(?=\d?[a-z])"), "l"),
)
# OCR takes å, ä, ö, é for a, o, e, d and back: one sign for all of them.
_ONE_SIGN = str.maketrans("oed", "aaa")

# Widths of a proportional typeface's characters in thousandths of its size (the common sans serif); wrapping needs
# only their ratio.
_WIDTHS = {
    **dict.fromkeys("abdeghnopquåäöéLü", 556), **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("fIt/\\ .,:;!|'", 278),
    **dict.fromkeys("ijl", 222), **dict.fromkeys("()-r", 333), **dict.fromkeys("wCDHNRUw", 722),
    **dict.fromkeys("ABEKPSVXY&ÅÄ", 667), **dict.fromkeys("GOQÖ", 778), **dict.fromkeys("FTZ", 611),
    "m": 833, "M": 833, "W": 944, "@": 1015, "%": 889, "I": 278,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text` as it stands (without OCR's column bars), `key` as it is matched, `line` an index into
    the stream's lines, `start` and `end` its edges in the line in thousandths of the type size, `at` the character it
    begins at; `barred` when OCR saw a column rule before it."""

    text: str
    key: str
    line: int
    start: int
    end: int
    at: int = 0
    barred: bool = False

    @property
    def is_rule(self) -> bool:
        """Whether it is nothing but what OCR makes of column rules."""
        return not self.text.strip(_RULES)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: words[first:after] of the stream; `gap` counts the blank lines above it; `spaced` when
    a space stands at its end, before the line break."""

    number: int
    page: int | None
    text: str
    first: int
    after: int
    gap: int
    width: int
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """All lines and words of a document in reading order; `is_ocr` when its letters can't be trusted, `in_blocks` when
    no two cells share a line, `flows` when its blank lines tell how the page was set (flow.py) rather than part
    its cells."""

    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    is_ocr: bool
    in_blocks: bool = False
    flows: bool = False

    def place(self, line: int) -> Place:
        return Place(line=self.lines[line].number, page=self.lines[line].page)


def stream_of(document: Document) -> Stream:
    """The document's paragraphs as one stream of lines and words."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    is_ocr = looks_like_ocr(" ".join(paragraph.text for paragraph in paragraphs))
    has_rules = is_ocr or _has_rules([line for paragraph in paragraphs for line in paragraph.text.split("\n")])
    lines: list[Line] = []
    words: list[Word] = []
    above: int | None = None
    for paragraph in paragraphs:
        number = paragraph.place.line or ((above or 0) + 2)
        for at, text in enumerate(paragraph.text.split("\n")):
            gap = 0 if above is None else max(0, number - above - 1)
            first = len(words)
            words.extend(_words_of(text, len(lines), is_ocr, has_rules))
            if len(words) > first:
                width = words[-1].end
                spaced = at in paragraph.spaced
                lines.append(Line(number, paragraph.place.page, collapse(text), first, len(words), gap, width, spaced))
                above = number
            number += 1
    return Stream(tuple(lines), tuple(words), is_ocr)


def bullets_in(words: Sequence[Word]) -> frozenset[int]:
    """The words that are nothing but the sign before an item of a list; what OCR makes of such signs, when it comes
    again and again."""
    alone = {index: word.text for index, word in enumerate(words) if not word.text.strip(_BULLETS + _BULLETS_BESIDE)}
    often = {sign for sign, count in Counter(alone.values()).items() if sign in _LIKE_BULLETS and count >= _FEWEST_LIKE}
    return frozenset(index for index, text in alone.items() if text in often or text.strip(_BULLETS_BESIDE))


def item_numbers_in(words: Sequence[Word]) -> frozenset[int]:
    """The words «1.», «2.» … before items of lists, where some of the text's lists are numbered: a capital, or another
    sign, follows in the line, and the number before it came before («blev 25. Polisen» ends a sentence)."""
    found: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for index, (word, after) in enumerate(pairwise(words)):
        if word.line == after.line and _ITEM.fullmatch(word.text) and not after.text[:1].islower():
            number = int(word.text[:-1])
            if number == 1 or counts[number - 1]:
                found[index] = number
                counts[number] += 1
    return frozenset(found) if min(counts[1], counts[2]) >= _FEWEST_LISTS else frozenset()


def looks_like_ocr(text: str) -> bool:
    """Whether å, ä and ö are all but gone from a text long enough to have them."""
    letters = [char for char in text.casefold() if char.isalpha()]
    return len(letters) > 300 and sum(char in "åäö" for char in letters) < 0.01 * len(letters)


def _has_rules(lines: Sequence[str]) -> bool:
    """Whether column rules came through as bars at the beginning of words, which none but OCR writes."""
    return sum(bool(_GLUED.search(line)) for line in lines) >= _FEWEST_RULED


def key_of(text: str, is_ocr: bool) -> str:
    """A word or phrase as it is matched: folded, and for OCR with the letters it mixes up made one."""
    folded = fold(text)
    if not is_ocr:
        return folded
    for pattern, letter in _LETTER_LOOKALIKE:
        folded = pattern.sub(letter, folded)
    return folded.translate(_ONE_SIGN)


def ends_sentence(text: str, stops: str = ".!?") -> bool:
    """Whether a sentence ends with the word or text, perhaps in parentheses or quotes."""
    return text.rstrip(')"”').endswith(tuple(stops))


def width_of(text: str) -> int:
    """How wide the text is set, in thousandths of the type size."""
    return sum(_WIDTHS.get(char, 556) for char in text)


def _words_of(text: str, line: int, is_ocr: bool, has_rules: bool) -> list[Word]:
    """The line's words; runs of spaces count as one, OCR's column bars become a mark on the next word."""
    found: list[Word] = []
    at = 0
    barred = False
    for match in _WORD.finditer(text):
        if has_rules and match.group() == "|" and not _stands_for_letter(text[match.end() :]):
            barred = True
            continue
        begins = match.start()
        for piece in map(_without_rule, _pieces(match.group())) if has_rules else [match.group()]:
            if not piece:
                barred = True
                continue
            begins = text.find(piece, begins)
            start = at + (_WIDTHS[" "] if found else 0)
            at = start + width_of(piece)
            meant = _meant(piece) if is_ocr else piece
            found.append(Word(piece, key_of(meant, is_ocr), line, start, at, begins, barred))
            begins += len(piece)
            barred = False
    return found


def _meant(piece: str) -> str:
    """The piece as its word is most likely spelt; as it stands when mending would make no word or several of it."""
    spelt = mend(piece)
    return spelt if len(spelt.split()) == 1 else piece


def _stands_for_letter(rest: str) -> bool:
    """Whether a lone bar is an I: a word of the same sentence follows."""
    return rest.lstrip()[:1].islower()


def _pieces(word: str) -> list[str]:
    """The word parted at column bars, an empty piece for each bar. A bar that stands for an I or l is a letter."""
    if not _BAR.search(word) or word == "|":
        return [word]
    if re.match(r"\[[a-z0-9]?p|\|-?A-", word):
        return [word]
    pieces: list[str] = []
    rest = word
    while match := _BAR.search(rest):
        pieces.extend([rest[: match.start()]] if match.start() else [])
        pieces.append("")
        rest = rest[match.end() :]
    return [*pieces, rest] if rest else pieces


def _without_rule(piece: str) -> str:
    """The piece without what OCR made of a row's rule under it; as it stands when it is nothing else."""
    return piece.strip("_") or piece
