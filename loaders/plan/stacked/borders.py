"""Where one cell may end and the next begin in stacked text, and how likely each such border is by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.flow import is_page_top
from loaders.plan.stacked.headers.signs import signs_of
from loaders.plan.stacked.text import Stream, Word, ends_sentence, key_of
from loaders.vocabulary import words as vocabulary

# Log-odds, the same for every document: what a border costs, and what it costs to pass a gap without one.
_AT_GAP, _PAST_GAP, _PAST_GAP_OF_BLOCK, _PAST_GAP_TO_BULLET = 0.0, -3.5, -7.0, -1.0
_AT_LINE_END, _AT_LINE_END_IN_OCR, _AT_LINE_END_WITHOUT_GAPS, _AT_LINE_END_IN_FLOW = -5.0, -3.0, -1.0, 0.0
_IN_LINE = -0.4
_NEW_ROW_IN_LINE = -5.0
_AFTER_UNFINISHED, _BEFORE_LOWER, _BEFORE_JOINING = -4.0, -2.5, -4.0
_AFTER_STOP, _AT_BAR, _PAST_BAR, _AT_ONE, _IN_PARENTHESIS = 0.7, 3.0, -3.0, 2.5, -3.0
_NEXT_NUMBER, _ODD_NUMBER, _LIST_REACH = -8.0, -1.5, 120
_AFTER_NUMBER, _BEFORE_BULLET, _BEFORE_PARENTHESIS, _INSIDE_DATE = -8.0, -2.0, -4.0, -4.0
_INSIDE_NAME, _BEFORE_ITS_NUMBER = -4.0, -8.0
_AFTER_DATE = 2.0
# Beside a dash that stands for a cell in which nothing is written.
_AT_BLANK = 2.0
_COMMON_WITH_CAPITAL = 3.0
BULLETS = frozenset("-–•*·")
DASHES = frozenset("-–—")
_YEAR = re.compile(r"^(20)?\d\d\W*$")
_DATE = re.compile(r"^20\d\d-\d\d-\d\d$")
_NUMBER = re.compile(r"^(?!20\d\d$)\d+$")
_BETWEEN_NUMBERS = 7.0
_EDGES = '.,;:()"”'


@dataclass(frozen=True, slots=True)
class Border:
    """A place between two words where a cell may begin: before words[word] of the stream.

    `line` is the line it stands in; `starts_line` whether the word is the line's first; `gap` whether blank lines
    stand above; `score` what a border here is worth, `passing` what it is worth to go on without one.
    """

    word: int
    line: int
    starts_line: bool
    gap: bool
    score: float
    passing: float


def has_gaps(stream: Stream) -> bool:
    """Whether blank lines part the text's fragments; otherwise each line end may be a border."""
    return not stream.flows and sum(line.gap > 0 for line in stream.lines) >= 0.08 * len(stream.lines)


def borders_of(stream: Stream, cues: Cues, lines: Sequence[int]) -> list[Border]:
    """All places in these lines where a cell may begin, in reading order."""
    judge = judge_of(stream, cues)
    found: list[Border] = []
    before: int | None = None
    for line in lines:
        found.extend(judge.of_line(line, before))
        before = line
    return found


def blank_marks(stream: Stream, lines: Sequence[int]) -> frozenset[int]:
    """The words that are a cell in which nothing stands: a dash with nothing else on its line or, where the spaces that
    wrapped lines end with tell that no sentence goes on after it, at its line's end. «2025-03-01 –» is a time."""
    if stream.is_ocr or has_gaps(stream):
        return frozenset()
    tells_wraps = signs_of(stream).tells_wraps
    found: list[int] = []
    for line in (stream.lines[one] for one in lines):
        at = line.after
        while at > line.first and stream.words[at - 1].text in DASHES:
            at -= 1
        is_alone = at == line.first
        is_time = not is_alone and bool(_DATE.match(stream.words[at - 1].text))
        if is_alone or (tells_wraps and not line.spaced and not is_time):
            found += range(at, line.after)
    return frozenset(found)


def judge_of(stream: Stream, cues: Cues) -> Judge:
    """What tells where a cell may begin in this text."""
    book = vocabulary("stacked")["borders"]
    return Judge(
        stream,
        cues,
        frozenset(key_of(word, stream.is_ocr) for word in book["never_last"]),
        frozenset(key_of(word, stream.is_ocr) for word in book["never_first"]),
        frozenset(key_of(word, stream.is_ocr) for word in book["before_number"]),
        frozenset(key_of(name, stream.is_ocr) for name in vocabulary("names")["first"]),
        frozenset(word.text.strip(_EDGES) for word in stream.words if word.text[:1].islower()),
        has_gaps(stream),
        blank_marks(stream, range(len(stream.lines))),
        signs_of(stream).tells_wraps,
    )


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores the borders of one text; made by `judge_of`."""

    stream: Stream
    cues: Cues
    never_last: frozenset[str]
    never_first: frozenset[str]
    before_number: frozenset[str]
    first_names: frozenset[str]
    in_lower: frozenset[str]
    gaps: bool
    blanks: frozenset[int] = frozenset()
    tells_wraps: bool = False

    def of_line(self, at: int, before: int | None) -> list[Border]:
        line = self.stream.lines[at]
        skipped = before is None or at != before + 1
        blank = line.gap > 0 or skipped
        parts = before is None or is_page_top(self.stream, before, at) if self.stream.flows else blank
        found: list[Border] = []
        wording = self.wording(self.stream.lines[before].after - 1 if before is not None else None, line.first, blank)
        if parts:
            past = _PAST_GAP_OF_BLOCK if self.stream.in_blocks else _PAST_GAP
            passing = _PAST_GAP_TO_BULLET if self.stream.words[line.first].text in BULLETS else past
            found.append(
                Border(
                    line.first,
                    at,
                    True,
                    True,
                    _AT_GAP + wording,
                    passing / 2 if skipped and not (self.stream.in_blocks or self.stream.flows) else passing,
                )
            )
        elif blank or self._may_begin(line.first):
            of_ocr = _AT_LINE_END_IN_OCR if self.stream.is_ocr else _AT_LINE_END
            base = of_ocr if self.gaps else _AT_LINE_END_IN_FLOW if self.stream.flows else _AT_LINE_END_WITHOUT_GAPS
            if before is not None and self._is_number_alone(before) and self._is_number_alone(at):
                base += _BETWEEN_NUMBERS
            if blank or wording > -4.0:
                found.append(Border(line.first, at, True, False, base + wording, 0.0))
        if found and not self.stream.in_blocks and (blank or not self.gaps or self.stream.is_ocr):
            found.extend(self._in_line(at))
        return found

    def _ends_cell(self, left: Word, right: Word) -> bool:
        """Whether a word that no cell ends with most likely ends one all the same («en handläggare till»): the spaces
        that wrapped lines end with tell that nothing goes on after it."""
        line = self.stream.lines[left.line]
        return self.tells_wraps and right.line != left.line and not line.spaced and left.text[-1:].isalpha()

    def _is_number_alone(self, at: int) -> bool:
        line = self.stream.lines[at]
        return line.after - line.first == 1 and is_number(self.stream.words[line.first].text)

    def _in_line(self, at: int) -> list[Border]:
        line = self.stream.lines[at]
        words = self.stream.words
        found = []
        depth = 0
        for index in range(line.first + 1, line.after):
            left = words[index - 1]
            depth = max(0, depth + left.text.count("(") - left.text.count(")"))
            if not (self._may_begin(index) or words[index].barred):
                continue
            score = _IN_LINE + self.wording(index - 1, index, False) + (_IN_PARENTHESIS if depth else 0.0)
            if score > -5.5:
                found.append(Border(index, at, False, False, score, _PAST_BAR if words[index].barred else 0.0))
        return found

    def _may_begin(self, index: int) -> bool:
        word = self.stream.words[index]
        if word.text == "+":
            return False
        return not word.text[:1].islower() or bool(self.cues.start[index] & self.cues.start_cues)

    def _begins_sentence(self, left: Word, right: Word) -> bool:
        """Whether a word that the document also writes in lower case has its capital in the middle of a sentence: there
        it can only begin a text of its own."""
        text = right.text.strip(_EDGES)
        return text[:1].isupper() and text.lower() in self.in_lower and not left.text.endswith((".", "?", "!", ":"))

    def _is_inside_name(self, before: int, right: Word, bare: str) -> bool:
        """Whether a person's name or title goes on behind the word `before` with a capital: a surname after a first
        name, a first name after a title."""
        written = self.stream.words[before].text
        if not right.text[:1].isupper() or written.endswith("."):
            return False
        if bare in self.first_names:
            return written[:1].isupper()
        return right.key.strip('.,;()"”') in self.first_names and self.cues.is_title(before)

    def _number_above(self, index: int) -> int | None:
        """The number of the list item that stands before the word, None when none stands near."""
        for before in range(index - 1, max(-1, index - _LIST_REACH), -1):
            if self.cues.numbered[before] is not None:
                return self.cues.numbered[before]
        return None

    def is_unfinished(self, index: int) -> bool:
        """Whether no cell ends with the word."""
        word = self.stream.words[index]
        if word.text in ("-", "–") and index and _DATE.match(self.stream.words[index - 1].text):
            # From that day on: no end is told.
            return False
        if index in self.blanks:
            return False
        return word.text.endswith((",", "-", "/", "&", "+", "–")) or word.key.strip('()"”') in self.never_last

    def wording(self, before: int | None, index: int, gap: bool) -> float:
        """What the words on both sides say about a border between them; `before` is the one on the left."""
        right = self.stream.words[index]
        if index in self.blanks or before in self.blanks:
            return _AT_BLANK
        score = _AT_BAR if right.barred else 0.0
        if before is not None:
            left = self.stream.words[before]
            bare = left.key.strip('()"”')
            if self.cues.numbered[before] is not None or left.text in BULLETS:
                return _AFTER_NUMBER
            if left.key in self.before_number and right.text[:1].isdigit():
                score += _BEFORE_ITS_NUMBER
            elif self.is_unfinished(before) and not self._ends_cell(left, right):
                score += _AFTER_UNFINISHED
            elif ends_sentence(left.text):
                score += _AFTER_STOP
            if not self.stream.in_blocks and not self.stream.is_ocr and self._begins_sentence(left, right):
                score += _COMMON_WITH_CAPITAL
            if _DATE.match(left.text) and right.text[:1].isupper():
                score += _AFTER_DATE
            if _YEAR.match(right.text) and self.cues.is_time(before):
                score += _INSIDE_DATE
            if not gap and self._is_inside_name(before, right, bare):
                score += _INSIDE_NAME
        number = self.cues.numbered[index]
        if right.text.startswith("("):
            score += _BEFORE_PARENTHESIS
        elif number is not None:
            above = self._number_above(index if before is None else before + 1)
            score += _AT_ONE if number == 1 else _NEXT_NUMBER if above == number - 1 else _ODD_NUMBER
        elif right.text in BULLETS:
            score += _BEFORE_BULLET
        elif right.text[:1].islower() and not right.barred:
            score += _BEFORE_JOINING if right.key in self.never_first else _BEFORE_LOWER
        return score * (0.6 if gap else 1.0) if score < 0 else score


def is_number(text: str) -> bool:
    """Whether the word is a bare number that is no year."""
    return bool(_NUMBER.match(text))


def new_row_cost(border: Border) -> float:
    """What it costs to begin a new row at this border: two rows don't share a line."""
    return 0.0 if border.starts_line else _NEW_ROW_IN_LINE
