"""What a piece of a line says by itself of the column it stands in, of whether its cell begins, goes on or ends there.

Words, capitals, bars and wordings count here; how wide the columns are, how often they are blank and what stands in
them elsewhere is learnt from round to round (table.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.plan.stacked.borders import is_number
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import begin_lines, counts_rows
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.joins import goes_on
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import Stream, Word, bullets_in, ends_sentence, item_numbers_in, key_of
from loaders.vocabulary import words as vocabulary

# Log-odds: a piece's beginning and what it may begin with, bars, and wordings.
_CUT, _ON_CUT, _AT_BAR, _OVER_BAR = -0.4, -2.0, 3.0, -3.0
_OVER_UPPER, _OVER_UPPER_IN_NAMES = -1.5, -0.5
WORDING, NAMES_AREA, _NAMES_NONE = 0.9, 3.0, -2.0
_BEGINS_LOWER, _BEGINS_UPPER, _BEGINS_WITH_SIGN = -3.0, 0.8, -2.5
_ON_LOWER, _ON_UPPER, _ON_AFTER_STOP = 0.6, -1.8, 0.0
_ENDS, _ENDS_UNSTOPPED, _ENDS_OPEN = -0.2, -1.2, -3.0
# The columns whose cells are sentences.
SENTENCES = ("cause", "goal", "followup", "comment")
# That a piece ends where what begins alike in several lines goes on differently (beforehand.py).
_BRANCH = 0.8
# That an item of a list is parted from its sign.
_FROM_BULLET = -5.0
# That a piece begins at an item's number, or goes on over one (1.5 read one plan's lists worse, 2.5 alike).
_AT_ITEM = 2.0
_DASHES, _AFTER_DASH = "-–—", 2.5
# That a word goes on from the line above, or from the word before it on the line (joins.py), and the most it counts.
_JOINED, _JOINED_INSIDE, _MOST_JOINED = 0.5, 0.55, 3.0
# What each word says of the column that it stands in (column_words.py).
_WORDS_SAY = 0.55
# That a piece stands in a column that it is told not to be of.
_NEVER = -60.0
# That a bare number stands in a column of numbers; that what counts the rows stands in its column, and else nothing.
_NUMBER, _COUNTS, _NO_COUNT = 2.0, 6.0, 3.0

_DIGITS = re.compile(r"\d+")

# A piece in its column: the column, its first word, the word after it.
Placed = tuple[int, int, int]


@dataclass(slots=True, eq=False)
class Text:
    """A column's cell as far as it is read: its last piece words[first:after], the mask and number of its words so far,
    and how well they suit the column. `ends` is what it is worth that the cell ends there, once it was asked for.
    Equal ones are one object."""

    column: int
    first: int
    after: int
    mask: int
    length: int
    suits: float
    ends: float | None = None


# What the words of a cell's first piece say: the words as they are counted, and what they are worth by column.
Wording = tuple[tuple[str, ...], tuple[float, ...]]


def letters_of(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as they are counted: without signs, all numbers alike."""
    return tuple(_DIGITS.sub("0", word.key.strip(".,:;|_")) for word in words)


def _letters(words: Sequence[Word]) -> str:
    return "".join(word.key.strip(".,:;-()") for word in words)


@cache
def _area_names(is_ocr: bool) -> str:
    """The letters of every area's name, one after the other."""
    names = [name for area in vocabulary("areas").values() if isinstance(area, dict) for name in area.get("names", ())]
    return " ".join("".join(key_of(word, is_ocr).strip(".,:;-()") for word in name.split()) for name in names)


class Pieces:
    """The pieces of the lines under one header, none longer than its line. `branches` are the words before which a
    column most likely ends, `counts` those that count the rows, `numbered` those that begin every cell of the first
    column (of the measures, where that one names areas or they begin few lines), `only` the columns that a line may
    belong to, where they are told."""

    def __init__(
        self,
        stream: Stream,
        cues: Cues,
        columns: Sequence[Column],
        branches: frozenset[int],
        column_words: ColumnWords,
        counts: Collection[int] = (),
        names_areas: bool = False,
        numbered: Collection[int] = (),
        only: Mapping[int, Collection[int]] | None = None,
    ) -> None:
        self.words = stream.words
        self._lines = stream.lines
        self.cues = cues
        self.kinds = [column.kind for column in columns]
        self.index = [KINDS.index(kind) for kind in self.kinds]
        self._branches = branches
        self._counts = counts
        self._numbered = numbered
        is_first = self.kinds[0] not in ("area", "subarea") and begin_lines(stream, numbered)
        self._numbered_column = 0 if is_first or "measure" not in self.kinds else self.kinds.index("measure")
        self._counting = [counts_rows(column.header) for column in columns]
        self._no_number = [0.0] * len(columns)
        self._names_areas = names_areas
        self._items = item_numbers_in(stream.words)
        self._bullets = bullets_in(stream.words) | self._items
        self._only = only or {}
        self._all = range(len(columns))
        self._never_last = frozenset(vocabulary("stacked")["borders"]["never_last"])
        self._names = _area_names(stream.is_ocr)
        self._over_upper = [_OVER_UPPER_IN_NAMES if kind == "who" else _OVER_UPPER for kind in self.kinds]
        self._words_say = [column_words.of(kind) for kind in self.kinds]
        self._wordings: dict[int, list[Wording]] = {}
        self._inner: dict[tuple[int, float], list[float]] = {}
        self._masks: dict[int, list[int]] = {}
        self._joins: dict[tuple[int, int], float] = {}
        self._going: dict[tuple[int, int, bool], float] = {}
        self._closing: dict[tuple[int, int], float] = {}

    def text(self, placed: Placed, mask: int, length: int) -> Text:
        """The cell with its last piece, and the mask and number of all its words."""
        return Text(*placed, mask, length, self.cues.scores(mask, length)[self.index[placed[0]]])

    def words_say(self, column: int, first: int, after: int) -> float:
        """What it is worth, by the kinds of words they are, that the words stand in the column."""
        sums = self._words_say[column]
        return _WORDS_SAY * (sums[after] - sums[first])

    # --- a cell that begins --------------------------------------------------------------------------------------

    def begins(self, at: int) -> float:
        """What it is worth that a cell begins at the word."""
        score = self._parts(at, 0.0 if self._begins_line(at) else _CUT)
        initial = self.words[at].text[:1]
        return score + (
            _BEGINS_LOWER if initial.islower() or initial == "(" else _BEGINS_UPPER if initial.isupper() else 0.0
        )

    def wordings(self, first: int) -> list[Wording]:
        """What the words of a cell's first piece say, by where it ends."""
        found = self._wordings.get(first)
        if found is None:
            found = self._wordings[first] = self._wordings_from(first)
        return found

    def _wordings_from(self, first: int) -> list[Wording]:
        cues, after = self.cues, self._line_ends(first)
        keys: tuple[str, ...] = ()
        start = cues.start_mask(first, after)
        area = cues.begins_with_area(first, after)
        about = cues.begins_with_topic(first, after)
        own = [
            (NAMES_AREA if kind == "area" else -NAMES_AREA) if area
            else _NAMES_NONE if kind == "area" and self._names_areas and not about else 0.0
            for kind in self.kinds
        ]  # fmt: skip
        if self._numbered:
            says, says_not = (_COUNTS, -_COUNTS) if first in self._numbered else (-_NO_COUNT, 0.0)
            own = [worth + (says if at == self._numbered_column else says_not) for at, worth in enumerate(own)]
        told = self._only.get(self.words[first].line, self._all)
        own = [worth + (0.0 if column in told else _NEVER) for column, worth in enumerate(own)]
        bars, capitals, joined = 0.0, 0, 0.0
        found = []
        for end, mask in enumerate(self.masks(first), start=first + 1):
            if end - 1 > first:
                bars += _OVER_BAR if self.words[end - 1].barred else 0.0
                bars -= _BRANCH if end - 1 in self._branches else 0.0
                bars -= _AT_ITEM if end - 1 in self._items else 0.0
                bars -= _COUNTS if end - 1 in self._numbered else 0.0
                capitals += self._is_inside(end - 1)
                joined += _JOINED_INSIDE * self._joined(end - 2, end - 1)
            keys += letters_of(self.words[end - 1 : end])
            lone = -_COUNTS if end == first + 1 < after and first in self._numbered else 0.0
            said = cues.scores(start | mask, end - first)
            number = self._as_number(first, end)
            worth = tuple(
                bars
                + lone
                + joined
                + number[column]
                + self._over_upper[column] * capitals
                + own[column]
                + WORDING * said[kind]
                + self.words_say(column, first, end)
                for column, kind in enumerate(self.index)
            )
            found.append((keys, worth))
        return found

    def _as_number(self, first: int, after: int) -> list[float]:
        """What numbers say: a bare one is no time, and one that counts the rows stands alone in the column that
        does."""
        if after - first > 1 and not self._counts:
            return self._no_number
        counted = sum(index in self._counts for index in range(first, after)) if self._counts else 0
        alone = after - first == 1
        if counted:
            return [_COUNTS if alone and counting else -_COUNTS for counting in self._counting]
        bare = alone and is_number(self.words[first].text)
        return [
            (_NUMBER if kind == "other" else -_NUMBER) if bare else -_NO_COUNT if self._counts and counting else 0.0
            for kind, counting in zip(self.kinds, self._counting, strict=True)
        ]

    # --- a cell that goes on -------------------------------------------------------------------------------------

    def goes_on(self, at: int, text: Text) -> float:
        """What it is worth, but for the widths and wording, that the cell goes on with the word."""
        counting = bool(self._counts) and self._counting[text.column]
        found = self._going.get((text.after, at, counting))
        if found is None:
            found = self._going[text.after, at, counting] = self._goes_on(text.after - 1, at, counting)
        return found + (0.0 if text.column in self._only.get(self.words[at].line, self._all) else _NEVER)

    def _goes_on(self, last: int, at: int, counting: bool) -> float:
        word, above = self.words[at].text, self.words[last].text
        score = self._parts(at, 0.0 if self._begins_line(at) else _ON_CUT)
        score -= _COUNTS if counting or at in self._numbered else 0.0
        score += _JOINED * self._joined(last, at)
        if word[:1].islower() or _are_shouted(above, word):
            score += _ON_LOWER
        else:
            stops = ends_sentence(above, ".!?:")
            score += _ON_AFTER_STOP if stops or word[:1].isdigit() or at in self._bullets else _ON_UPPER
        if above[-1] in _DASHES and word[:1].isdigit():
            score += _AFTER_DASH
        return score

    def inner(self, at: int, column: int) -> list[float]:
        """What the bars, capitals and joins inside a piece that goes on from the word are worth, by where it ends."""
        over_upper = self._over_upper[column]
        found = self._inner.get((at, over_upper))
        if found is None:
            worth = 0.0
            found = self._inner[at, over_upper] = [worth]
            for index in range(at + 1, self._line_ends(at)):
                worth += _OVER_BAR if self.words[index].barred else 0.0
                worth -= _BRANCH if index in self._branches else 0.0
                worth -= _AT_ITEM if index in self._items else 0.0
                worth -= _COUNTS if index in self._numbered else 0.0
                worth += over_upper * self._is_inside(index)
                worth += _JOINED_INSIDE * self._joined(index - 1, index)
                found.append(worth)
        return found

    def masks(self, at: int) -> list[int]:
        """What the words from this one on show wherever they stand in a cell, by where the piece ends."""
        found = self._masks.get(at)
        if found is None:
            mask = 0
            found = self._masks[at] = [mask := mask | one for one in self.cues.any[at : self._line_ends(at)]]
        return found

    def names_area(self, text: Text, at: int, end: int) -> bool:
        """Whether the last piece and words[at:end] are the beginning or the middle of an area's name."""
        return _letters(self.words[text.first : text.after]) + _letters(self.words[at:end]) in self._names

    # --- a cell that ends ----------------------------------------------------------------------------------------

    def ends(self, text: Text) -> float:
        """What it is worth that the cell ends with its last piece."""
        if text.ends is None:
            text.ends = self._ends(text)
        return text.ends

    def is_unstopped(self, text: Text) -> bool:
        """Whether the cell would end with its last piece in the middle of a sentence, or of words that are none."""
        return self._closed(text) == _ENDS_UNSTOPPED

    def _closed(self, text: Text) -> float:
        piece = (text.first, text.after)
        found = self._closing.get(piece)
        if found is None:
            found = self._closing[piece] = self._closes(*piece)
        return found

    def _ends(self, text: Text) -> float:
        found = self._closed(text)
        found = found if found != _ENDS_UNSTOPPED or self.kinds[text.column] in SENTENCES else _ENDS
        end = self.cues.end_mask(text.after - text.length, text.after)
        if not end:
            return found
        suits = self.cues.scores(text.mask | end, text.length)[self.index[text.column]]
        return found + WORDING * (suits - text.suits)

    def _closes(self, first: int, after: int) -> float:
        words = self.words[first:after]
        last = words[-1].text
        is_open = last.casefold() in self._never_last or (last[-1] in ",/" + _DASHES and len(last) > 1)
        if is_open or sum(word.text.count("(") - word.text.count(")") for word in words) > 0:
            return _ENDS_OPEN
        return _ENDS if ends_sentence(last) else _ENDS_UNSTOPPED

    # --- both ----------------------------------------------------------------------------------------------------

    def _begins_line(self, at: int) -> bool:
        return self._lines[self.words[at].line].first == at

    def _line_ends(self, at: int) -> int:
        """The word after the line that the word stands in."""
        return self._lines[self.words[at].line].after

    def _parts(self, at: int, cut: float) -> float:
        """What it is worth that a piece begins at the word, whichever."""
        word = self.words[at]
        score = cut + (_AT_BAR if word.barred else 0.0)
        score += _BRANCH if at in self._branches else 0.0
        score += _AT_ITEM if at in self._items else 0.0
        if at - 1 in self._bullets and self.words[at - 1].line == word.line:
            score += _FROM_BULLET
        elif at not in self._bullets and not any(char.isalnum() for char in word.text):
            score += _BEGINS_WITH_SIGN
        return score

    def _joined(self, above: int, below: int) -> float:
        """What it is worth, by their kinds, that the second word goes on from the first."""
        found = self._joins.get((above, below))
        if found is None:
            found = goes_on(self.words[above].text, self.words[below].text)
            found = self._joins[(above, below)] = max(-_MOST_JOINED, min(_MOST_JOINED, found))
        return found

    def _is_inside(self, index: int) -> bool:
        """Whether the word has a capital that the word before it gives no reason for."""
        before = self.words[index - 1].text if index else ""
        if index - 1 in self._bullets:
            return False
        text = self.words[index].text
        is_reasoned = before.endswith((".", "!", "?", ":", "/", "-")) or _are_shouted(before, text)
        return text[:1].isupper() and not is_reasoned


def _are_shouted(above: str, below: str) -> bool:
    """Whether two words are in capitals: one goes on from the other as in small letters."""
    return above.isupper() and below.isupper() and len(below) > 1 < len(above)
