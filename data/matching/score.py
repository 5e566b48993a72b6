"""How strongly two entries' texts speak for their being one measure: evidence that adds up over the fields.

Each field adds when it is alike and takes away when it is not. What it adds is less when many rows have it (the same
cause over ten rows, «Löpande»): agreement counts for as much as it tells rows apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

from data.matching.entries import Entry
from data.matching.texts import is_small, near, squeezed, words

T = TypeVar("T")
FIELDS = ("measure", "cause", "subarea", "when", "who", "goal")
_YEAR = re.compile(r"(?:19|20)\d\d")
# By field: evidence when alike and telling, when unlike, and the likeness that speaks neither way.
_WEIGHTS = {
    "measure": (7.0, 4.0, 0.35),
    "cause": (2.5, 1.0, 0.4),
    "subarea": (2.0, 2.0, 0.4),
    "when": (1.5, 0.8, 0.4),
    "who": (1.2, 0.6, 0.4),
    "goal": (1.2, 0.6, 0.4),
}
_COMMON = 0.25
_MISSING = 0.2
_OTHER_AREA = 1.5
_SAME_AREA = 0.3
_ITEM = 0.3
_CENTRE = 2.0
_LAST = 3
_LEAST = 0.05
_NONE: list[str] = []


@dataclass(frozen=True, slots=True)
class Evidence:
    """`total` is log odds; `alike` gives each field's likeness 0..1, in the order of FIELDS, None where both or one
    of the texts are blank."""

    total: float
    alike: tuple[float | None, ...]

    def of(self, field: str) -> float | None:
        """The likeness of one field."""
        return self.alike[FIELDS.index(field)]


@dataclass(frozen=True, slots=True)
class _Text:
    number: int
    plain: str
    words: tuple[str, ...]
    has: frozenset[str]


class Comparison:
    """Two documents made ready for comparing their rows: each different text is taken apart and compared once.

    `across_years`: a year in a time tells nothing, since it differs by what the documents are.
    """

    def __init__(self, before: Sequence[Entry], after: Sequence[Entry], *, across_years: bool = False) -> None:
        self.before, self.after = before, after
        self._across_years = across_years
        self._texts: dict[str, _Text] = {}
        self._numbers: dict[str, int] = {}
        self._alike: dict[tuple[int, int, int], tuple[float, float]] = {}
        self._near: dict[tuple[str, str], float] = {}
        self.before_texts = [self._taken_apart(entry) for entry in before]
        self.after_texts = [self._taken_apart(entry) for entry in after]
        self._rows = max(len(before), len(after), 20)
        self._word_rows: list[dict[str, int]] = []
        self._value_rows: list[dict[int, int]] = []
        self._weights: list[dict[str, float]] = []
        self._text_weights: dict[tuple[int, int], float] = {}
        for field in range(len(FIELDS)):
            sides = [[row[field] for row in side] for side in (self.before_texts, self.after_texts)]
            rows = _most(Counter(word for text in side for word in text.words) for side in sides)
            self._word_rows.append(rows)
            self._weights.append({word: self._weight_of(word, count) for word, count in rows.items()})
            self._value_rows.append(_most(Counter(text.number for text in side) for side in sides))

    def weight(self, field: int, word: str) -> float:
        """How much a word of a field tells: near 0 when every row has it."""
        return self._weights[field].get(word) or self._weight_of(word, 1)

    def _weight_of(self, word: str, rows: int) -> float:
        return _LEAST if is_small(word) else math.log((self._rows + 1) / rows) + _LEAST

    def signature(self, after: bool, index: int) -> tuple[object, ...]:
        """Equal for two rows that nothing but their place tells apart."""
        entry = (self.after if after else self.before)[index]
        row = (self.after_texts if after else self.before_texts)[index]
        return (entry.area, entry.item, *(text.number for text in row))

    def evidence(self, i: int, j: int) -> Evidence:
        """What the texts of before[i] and after[j] say together."""
        one, other = self.before[i], self.after[j]
        total = _SAME_AREA if one.area == other.area else -_OTHER_AREA
        if one.item is not None and other.item is not None:
            total += _ITEM if one.item == other.item else -_ITEM
        alike: list[float | None] = []
        for field, name in enumerate(FIELDS):
            a, b = self.before_texts[i][field], self.after_texts[j][field]
            agree, differ, neutral = _WEIGHTS[name]
            if not a.plain or not b.plain:
                alike.append(None)
                total -= differ * _MISSING if a.plain or b.plain else 0.0
                continue
            likeness, telling = self._compared(field, a, b)
            alike.append(likeness)
            if likeness >= neutral:
                total += agree * (likeness - neutral) / (1 - neutral) * (_COMMON + (1 - _COMMON) * telling)
            else:
                total -= differ * (neutral - likeness) / neutral
        return Evidence(total, tuple(alike))

    def covered(self, part: Iterable[str], whole: Iterable[str], field: int = 0) -> float:
        """How much of a part's telling words the whole has, 0..1; numbers tell nothing here."""
        of_part = [word for word in part if not word[0].isdigit()]
        weight = sum(self.weight(field, word) for word in of_part)
        return self._shared(field, of_part, frozenset(whole)) / weight if weight else 0.0

    def _taken_apart(self, entry: Entry) -> tuple[_Text, ...]:
        texts = (entry.measure, entry.cause, entry.subarea, entry.when, entry.who, entry.goal)
        return tuple(self._text(text) for text in texts)

    def _text(self, text: str) -> _Text:
        found = self._texts.get(text)
        if found is None:
            shown = _YEAR.sub("", text) if self._across_years else text
            plain, found_words = squeezed(shown), words(shown)
            number = self._numbers.setdefault(plain, len(self._numbers))
            found = self._texts[text] = _Text(number, plain, found_words, frozenset(found_words))
        return found

    def _compared(self, field: int, a: _Text, b: _Text) -> tuple[float, float]:
        key = (field, a.number, b.number)
        found = self._alike.get(key)
        if found is None:
            found = self._alike[key] = (self._likeness(field, a, b), self._telling(field, a, b))
        return found

    def _likeness(self, field: int, a: _Text, b: _Text) -> float:
        """1 for the same letters; else by the words they share, each by its weight, and by the letters in order."""
        if a.number == b.number:
            return 1.0
        weight_a, weight_b = self._text_weight(field, a), self._text_weight(field, b)
        if not weight_a or not weight_b:
            return 0.0
        short, long = (a, b) if weight_a <= weight_b else (b, a)
        shared = self._shared(field, short.words, long.has)
        common = 2 * shared / (weight_a + weight_b)
        inside = shared / min(weight_a, weight_b)
        likeness = max(common, 0.4 * common + 0.6 * inside) if len(short.words) >= 4 else common
        letters = fuzz.ratio(a.plain, b.plain, score_cutoff=75) / 100
        return min(0.99, max(likeness, letters))

    def _shared(self, field: int, short: Sequence[str], long: frozenset[str]) -> float:
        """The weight of the words of one text that the other has, or has in another form."""
        shared = sum([self.weight(field, word) for word in short if word in long])
        astray = [word for word in short if word not in long]
        if not astray:
            return shared
        left: dict[str, list[str]] = {}
        for word in long.difference(short):
            left.setdefault(word[0], []).append(word)
            left.setdefault(word[-_LAST:], []).append(word)
        for word in astray:
            others = left.get(word[0], _NONE) + left.get(word[-_LAST:], _NONE)
            if others:
                shared += self.weight(field, word) * max([self._nearness(word, other) for other in others])
        return shared

    def _nearness(self, one: str, other: str) -> float:
        found = self._near.get((one, other))
        if found is None:
            found = self._near[one, other] = near(one, other)
        return found

    def _text_weight(self, field: int, text: _Text) -> float:
        found = self._text_weights.get((field, text.number))
        if found is None:
            found = self._text_weights[field, text.number] = sum([self.weight(field, word) for word in text.words])
        return found

    def _telling(self, field: int, a: _Text, b: _Text) -> float:
        """How much agreement on the field tells, 0..1: 1 when no other row has it."""
        rows = min(
            (self._word_rows[field][word] for word in a.has & b.has if not is_small(word)),
            default=self._rows,
        )
        if a.number == b.number:
            rows = min(rows, self._value_rows[field][a.number])
        return 1 - math.log(rows) / math.log(self._rows)


def chance(total: float, regret: float) -> float:
    """What to show of a pair, 0..1: its evidence, and how much better it is than every other arrangement."""
    return _logistic(total - _CENTRE) * _logistic(2 * regret)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _most(counts: Iterable[Counter[T]]) -> dict[T, int]:
    most: dict[T, int] = {}
    for count in counts:
        for value, rows in count.items():
            most[value] = max(rows, most.get(value, 0))
    return most
