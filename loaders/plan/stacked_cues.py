"""How well a piece of text suits each column by its wording alone.

A cell shows or lacks each of the vocabulary's groups of wordings (time words, titles, outcomes, ...) and a few
patterns; stacked_weights.toml says how often each is seen in each column, and in two cells taken for one. The log-likelihood
ratios add up (naive Bayes), damped because the groups overlap.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from loaders.plan.stacked_phrases import Phrases, phrases
from loaders.plan.stacked_text import Stream, Word
from loaders.vocabulary import words as vocabulary

KINDS = ("area", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment", "other")
# What two neighbouring cells taken as one look like: the measure of how much a stretch looks like a single cell.
SPAN = "span"
_DAMPING = 0.8
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]$|^\d{1,2}\.(?=[A-ZÅÄÖ])")
_BULLET = re.compile(r"^[-–•*·]$")
_PATTERNS_ANY = {
    "year": re.compile(r"^\(?-?20\d\d(?!\d)"),
    "date": re.compile(r"^\(?(20)?\d\d-\d\d(-\d\d)?\)?[.,]?$|^\d{1,2}/\d{1,2}"),
    "digit": re.compile(r"\d"),
    "link": re.compile(r"https?:|www\.|@"),
    "ask": re.compile(r"\?$"),
    "slash": re.compile(r"[^\W\d]/[^\W\d]"),
}
_PATTERNS_START = {
    "digit_start": re.compile(r"^\d"),
    "lower_start": re.compile(r"^[a-zåäö]"),
    "supine_start": re.compile(r"^[A-ZÅÄÖ][a-zåäö]+(at|ats|it|its|tt|tts|dd|des|tes)[.,]?$"),
    "infinitive_start": re.compile(r"^[A-ZÅÄÖ][a-zåäö]{2,}a$"),
    "noun_start": re.compile(r"^[A-ZÅÄÖ][a-zåäö]{3,}(ning|ningar|tion|ande|ende|else|het|skap|an|möte|möten|träff|träffar|besök)$"),
}
_NAME = re.compile(r"^[A-ZÅÄÖ][a-zåäöéü]+(-[A-ZÅÄÖ][a-zåäöé]+)?[.,;]?$")
_BINS = (1, 2, 4, 7, 12, 20, 35, 60)


class Cues:
    """The cues of one stream: a bit mask per word, and the scores of every mask for every column."""

    def __init__(self, stream: Stream) -> None:
        book = vocabulary("stacked")["cues"]
        self._names = [*book, "name", "numbered", "one_sentence", "ends_stop", *_PATTERNS_ANY, *_PATTERNS_START]
        self._bit = {name: 1 << index for index, name in enumerate(self._names)}
        self.start_cues = sum(self._bit[name] for name, group in book.items() if group["scope"] == "start")
        entries = {
            scope: [(word, name) for name, group in book.items() if group["scope"] == scope for word in group["words"]]
            for scope in ("any", "start")
        }
        self._any: Phrases = phrases(entries["any"], stream.is_ocr)
        self._start: Phrases = phrases(entries["start"], stream.is_ocr)
        words = stream.words
        self.any = [self._mask_any(words, index) for index in range(len(words))]
        self.start = [self._mask_start(words, index) for index in range(len(words))]
        self.numbered = [_number_of(word.text) for word in words]
        self._scores: dict[tuple[int, int], tuple[float, ...]] = {}
        self._table: list[list[tuple[float, float]]] = []
        self._length: list[list[float]] = []
        self.words = words

    def mask(self, first: int, after: int) -> int:
        """The groups and patterns that words[first:after] show as one cell."""
        mask = self.start_mask(first, after)
        for index in range(first, after):
            mask |= self.any[index]
        return mask | self.end_mask(first, after)

    def start_mask(self, first: int, after: int) -> int:
        if self.numbered[first] is not None or _BULLET.match(self.words[first].text):
            number = self._bit["numbered"] if self.numbered[first] is not None else 0
            return number | (self.start[first + 1] if first + 1 < after else 0) | self.any[first]
        return self.start[first]

    def end_mask(self, first: int, after: int) -> int:
        del first
        return self._bit["ends_stop"] if self.words[after - 1].text.endswith(".") else 0

    def scores(self, mask: int, length: int) -> tuple[float, ...]:
        """The log-likelihood ratio of one cell against two cells run together, for that mask and number of words, per
        column kind in the order of KINDS."""
        if not self._table:
            self._table, self._length = _weights(self._names)
        size = bin_of(length)
        found = self._scores.get((mask, size))
        if found is None:
            found = tuple(
                _DAMPING * sum(shown if mask & (1 << bit) else lacking for bit, (shown, lacking) in enumerate(rows))
                + self._length[kind][size]
                for kind, rows in enumerate(self._table)
            )
            self._scores[(mask, size)] = found
        return found

    def names(self, mask: int) -> list[str]:
        """What the mask's bits stand for."""
        return [name for name in self._names if mask & self._bit[name]]

    def _mask_any(self, words: Sequence[Word], index: int) -> int:
        word = words[index]
        mask = 0
        for _, name in self._any.at(words, index, min(len(words), index + 4)):
            mask |= self._bit[name]
        for name, pattern in _PATTERNS_ANY.items():
            if pattern.search(word.text):
                mask |= self._bit[name]
        if index + 1 < len(words) and _NAME.match(words[index + 1].text) and re.match(r"^[A-ZÅÄÖ][a-zåäöéü]+$", word.text):
            mask |= self._bit["name"]
        return mask

    def _mask_start(self, words: Sequence[Word], index: int) -> int:
        mask = 0
        for _, name in self._start.at(words, index, min(len(words), index + 4)):
            mask |= self._bit[name]
        for name, pattern in _PATTERNS_START.items():
            if pattern.search(words[index].text):
                mask |= self._bit[name]
        return mask


def bin_of(length: int) -> int:
    """Which of the length classes a cell of that many words falls in."""
    return next((index for index, most in enumerate(_BINS) if length <= most), len(_BINS))


def _number_of(text: str) -> int | None:
    """The number of a list item that the word begins, None when it begins none."""
    return int(re.sub(r"\D.*", "", text.lstrip("("))) if _NUMBERED.match(text) else None


def _weights(names: Sequence[str]) -> tuple[list[list[tuple[float, float]]], list[list[float]]]:
    """Per column kind the log-likelihood ratios of showing and lacking each group, and of each length class."""
    book = vocabulary("stacked_weights")
    table, lengths = [], []
    for kind in KINDS:
        rows = []
        for name in names:
            share, spans = (book["groups"][name][one] for one in (kind, SPAN))
            rows.append((math.log(share / spans), math.log((1 - share) / (1 - spans))))
        table.append(rows)
        lengths.append([math.log(share / spans) for share, spans in zip(book["lengths"][kind], book["lengths"][SPAN], strict=True)])
    return table, lengths
