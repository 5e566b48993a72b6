"""How well a piece of text suits each column by its wording alone.

A cell shows or lacks each of the vocabulary's groups of wordings (time words, titles, outcomes, ...) and a few
patterns; stacked_weights.toml says how often each is seen in each column, and in what is no cell. The
log-likelihood ratios add up (naive Bayes), damped because the groups overlap.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.phrases import Phrases, area_names, area_words, past_number, phrases
from loaders.plan.stacked.text import Stream, Word, key_of
from loaders.text import is_shouted
from loaders.vocabulary import words as vocabulary

KINDS = ("area", "subarea", "cause", "measure", "goal", "when", "who", "followup", "status", "comment", "other")
# What two neighbouring cells taken as one look like: the measure of how much a stretch looks like a single cell.
SPAN = "span"
_DAMPING = 0.5
_LENGTH_WEIGHT = 0.4
_LONGEST_WHOLE = 5
# The share of lines that a space ends from which that tells anything.
_WRAPPED = 0.1
# How many words' patterns are remembered.
_MOST_WORDS = 20_000
# Headings in capitals tell themselves only where most words are in small letters.
_MOST_LOUD, _LONGEST_SHOUT, _SHORTEST_SHOUT = 0.25, 12, 5
# How many cells' worth the general table counts against the document's own.
_TRUST = 15.0
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]$|^\d{1,2}\.(?=[A-ZÅÄÖ])")
_SUM = re.compile(r"^\d[\d.,]*(?:st|kr|tkr)?$")
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
    "noun_start": re.compile(
        r"^[A-ZÅÄÖ][a-zåäö]{3,}(ning|ningar|tion|ande|ende|else|het|skap|an|möten?|träff|träffar|besök)$"
    ),
}
_NAME = re.compile(r"^[A-ZÅÄÖ][a-zåäöéü]+(-[A-ZÅÄÖ][a-zåäöé]+)?[.,;]?$")
_DATE = re.compile(
    r"^\W*(?:20\d\d-\d\d(?:-\d\d)?|\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}|20\d\d|[vh]t|[tqk][1-4](?:[-–][tqk]?[1-4])?"
    r"|v\.|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^\W*20\d\d\W*$")
_JOINS_TIMES = re.compile(
    r"^\W*(?:\d{1,2}(?:[-–]\d{1,2})?|[-–—,&+/]|och|till|t\.?o\.?m\.?|fr\.?o\.?m\.?|senast|den)\W*$", re.IGNORECASE
)
_BINS = (1, 2, 4, 7, 12, 20, 35, 60)
_BIN_OF = [bisect_left(_BINS, length) for length in range(_BINS[-1] + 2)]


class Cues:
    """The cues of one stream: a bit mask per word, and the scores of every mask for every column."""

    def __init__(self, stream: Stream) -> None:
        book = vocabulary("stacked")["cues"]
        self._names = [
            *book,
            "name",
            "numbered",
            "ends_stop",
            *(("only_time",) if _tells_wraps(stream) else ()),
            *_PATTERNS_ANY,
            *_PATTERNS_START,
        ]
        self._bit = {name: 1 << index for index, name in enumerate(self._names)}
        self.stops = self._bit["ends_stop"]
        self.start_cues = sum(self._bit[name] for name, group in book.items() if group["scope"] == "start")
        self._any, self._start, self._whole, self._areas = _phrases(stream.is_ocr)
        told = vocabulary("stacked")["headings"]
        self._headings = phrases(((word, "heading") for word in told["words"]), stream.is_ocr)
        self._rest = phrases(((word, "rest") for word in told["rest"]), stream.is_ocr)
        self._totals = phrases(
            ((word, "total") for word in vocabulary("rows")["total_begins"]), stream.is_ocr, whole=True
        )
        words = stream.words
        counted = counted_headings(stream, area_names(stream.is_ocr))
        self._counted = {(stream.lines[at].first, stream.lines[end - 1].after) for at, end in counted.items()}
        self.any = [self._mask_any(words, index) for index in range(len(words))]
        self.start = [self._mask_start(words, index) for index in range(len(words))]
        classes = {key_of(word, stream.is_ocr) for word in vocabulary("stacked")["borders"]["never_items"]}
        heads = {first for first, _ in self._counted}
        self.numbered = [
            # «årskurs 7.» ends a sentence, it begins no item of a list; nor does the number of a heading.
            None if index in heads or (index and words[index - 1].key in classes) else _number_of(word.text)
            for index, word in enumerate(words)
        ]
        self._scores: dict[tuple[int, int], tuple[float, ...]] = {}
        self._table: list[tuple[float, list[float]]] = []
        self._length: list[list[float]] = []
        self.words = words
        loud = sum(word.text.isupper() and len(word.text) > 1 for word in words)
        self._is_loud = loud > _MOST_LOUD * len(words)

    def adapt(self, cells: Iterable[tuple[str, int, int]]) -> None:
        """Learn from the document's own cells: (column kind, mask, number of words) of each."""
        book = vocabulary("stacked_weights")
        counts: dict[str, list[int]] = {kind: [0] * len(self._names) for kind in KINDS}
        sizes: dict[str, list[int]] = {kind: [0] * (len(_BINS) + 1) for kind in KINDS}
        total: Counter[str] = Counter()
        for kind, mask, length in cells:
            total[kind] += 1
            sizes[kind][bin_of(length)] += 1
            for bit in range(len(self._names)):
                counts[kind][bit] += mask >> bit & 1
        shares = {
            kind: [
                (counts[kind][bit] + _TRUST * book["groups"][name][kind]) / (total[kind] + _TRUST)
                for bit, name in enumerate(self._names)
            ]
            for kind in KINDS
        }
        lengths = {
            kind: [
                (sizes[kind][size] + _TRUST * share) / (total[kind] + _TRUST)
                for size, share in enumerate(book["lengths"][kind])
            ]
            for kind in KINDS
        }
        self._table, self._length = _ratios(self._names, shares, lengths)
        self._scores.clear()

    def names_area(self, first: int, after: int) -> bool:
        """Whether the words are an area's name, perhaps with a number before it, and nothing else."""
        first = past_number(self.words, first, after)
        if first < after and self.words[first].text[:1].islower():
            return False
        return any(taken == after - first for taken, _ in self._areas.at(self.words, first, after))

    def is_heading(self, first: int, after: int) -> bool:
        """Whether the words part rows from rows ("Nya åtgärder 2026") and say nothing else."""
        return any(
            all(
                re.fullmatch(r"\W*(20\d\d)?\W*", self.words[index].text) or self._rest.at(self.words, index, after)
                for index in range(first + taken, after)
            )
            for taken, _ in self._headings.at(self.words, first, after)
        )

    def counts_on(self, first: int, after: int) -> bool:
        """Whether the words are a heading that counts on from others, of which some name areas."""
        return (first, after) in self._counted

    def is_shouted(self, first: int, after: int) -> bool:
        """Whether the words are a heading in capitals, in a text that is not written so throughout. One word alone is
        none unless it is all that an area is about («TRAFIK»)."""
        if self._is_loud or after - first > _LONGEST_SHOUT:
            return False
        text = " ".join(word.text for word in self.words[first:after])
        is_topic = text.isupper() and len(text) >= _SHORTEST_SHOUT and self.names_area(first, after)
        return is_topic or is_shouted(text)

    def is_total(self, first: int, after: int) -> bool:
        """Whether the words sum up the table ("Summa 40"): such a word, and then nothing but a number."""
        return any(
            first + taken + 1 == after and bool(_SUM.match(self.words[after - 1].text))
            for taken, _ in self._totals.at(self.words, first, after)
        )

    def begins_with_area(self, first: int, after: int) -> bool:
        """Whether the words begin with the own name of an area, perhaps with a number before it."""
        first = past_number(self.words, first, after)
        return any(key == "names" for _, key in self._areas.at(self.words, first, after))

    def begins_with_topic(self, first: int, after: int) -> bool:
        """Whether the words begin with the name of an area or what it is about, perhaps with a number before it."""
        first = past_number(self.words, first, after)
        return self.words[first].text[:1].isupper() and bool(self._areas.at(self.words, first, after))

    def begins_name(self, first: int, after: int) -> bool:
        """Whether the words are the beginning of an area's own name, perhaps with a number before it."""
        return "names" in self._areas.begun_at(self.words, past_number(self.words, first, after), after)

    def is_time(self, index: int) -> bool:
        """Whether the word is a time word (a month, a season, ...)."""
        return bool(self.any[index] & self._bit["time_word"])

    def _is_only_time(self, first: int, after: int) -> bool:
        """Whether the words are dates, months, weeks and what joins two of these, and nothing else. A year alone may be
        the rest of one: «Slutet 2024»."""
        tells = [self.is_time(index) or bool(_DATE.match(self.words[index].text)) for index in range(first, after)]
        joins = [bool(_JOINS_TIMES.match(self.words[index].text)) for index in range(first, after)]
        joins[0] = joins[0] or self.begins_when(first)
        is_year = after - first == 1 and bool(_YEAR.match(self.words[first].text))
        return any(tells) and not is_year and all(one or other for one, other in zip(tells, joins, strict=True))

    def is_title(self, index: int) -> bool:
        """Whether the word is a title (a head of something, an officer of something)."""
        return bool(self.any[index] & self._bit["title"])

    def begins_who(self, index: int) -> bool:
        """Whether the word begins the name of a body or a title, as a cell of those responsible does."""
        return bool(self.start[index] & (self._bit["body_start"] | self._bit["title_start"]))

    def begins_when(self, index: int) -> bool:
        """Whether the word begins a wording of when, as a cell of times does."""
        return bool(self.start[index] & (self._bit["time_start"] | self._bit["ongoing_time"]))

    def says_outcome(self, index: int) -> bool:
        """Whether the word tells how something went, or begins a wording that does."""
        return bool((self.any[index] & self._bit["done"]) | (self.start[index] & self._bit["done_start"]))

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
        """What only shows once it is known where the cell ends."""
        mask = self._bit["ends_stop"] if self.words[after - 1].text.endswith(".") else 0
        if after - first <= _LONGEST_WHOLE:
            if "only_time" in self._bit and self._is_only_time(first, after):
                mask |= self._bit["only_time"]
            for taken, name in self._whole.at(self.words, first, after):
                if taken == after - first:
                    mask |= self._bit[name]
        return mask

    def scores(self, mask: int, length: int) -> tuple[float, ...]:
        """The log-likelihood ratio of one cell against two cells run together, for that mask and number of words, per
        column kind in the order of KINDS."""
        if not self._table:
            self._table, self._length = _weights(self._names)
        size = bin_of(length)
        found = self._scores.get((mask, size))
        if found is None:
            bits = [bit for bit in range(len(self._names)) if mask >> bit & 1]
            found = tuple(
                _DAMPING * (lacking + sum(map(shown.__getitem__, bits))) + _LENGTH_WEIGHT * self._length[kind][size]
                for kind, (lacking, shown) in enumerate(self._table)
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
        for name in _shown_anywhere(word.text):
            mask |= self._bit[name]
        if (
            index + 1 < len(words)
            and _NAME.match(words[index + 1].text)
            and re.match(r"^[A-ZÅÄÖ][a-zåäöéü]+$", word.text)
        ):
            mask |= self._bit["name"]
        return mask

    def _mask_start(self, words: Sequence[Word], index: int) -> int:
        mask = 0
        for _, name in self._start.at(words, index, min(len(words), index + 4)):
            mask |= self._bit[name]
        for name in _shown_at_start(words[index].text):
            mask |= self._bit[name]
        return mask


@lru_cache(maxsize=_MOST_WORDS)
def _shown_anywhere(word: str) -> tuple[str, ...]:
    """The patterns that the word shows wherever it stands in a cell."""
    return tuple(name for name, pattern in _PATTERNS_ANY.items() if pattern.search(word))


@lru_cache(maxsize=_MOST_WORDS)
def _shown_at_start(word: str) -> tuple[str, ...]:
    """The patterns that the word shows as a cell's first."""
    return tuple(name for name, pattern in _PATTERNS_START.items() if pattern.search(word))


@cache
def _phrases(is_ocr: bool) -> tuple[Phrases, Phrases, Phrases, Phrases]:
    """The vocabulary's phrases by scope (any, start, whole), and the areas' names."""
    book = vocabulary("stacked")["cues"]
    by_scope = {
        scope: [(word, name) for name, group in book.items() if group["scope"] == scope for word in group["words"]]
        for scope in ("any", "start", "whole")
    }
    return (
        phrases(by_scope["any"], is_ocr),
        phrases(by_scope["start"], is_ocr),
        phrases(by_scope["whole"], is_ocr, whole=True),
        area_words(is_ocr),
    )


def _tells_wraps(stream: Stream) -> bool:
    """Whether lines are as a program wrote them that leaves the space at which a line wraps: there cells share lines,
    and times tell where one ends. Where lines go straight across the columns they stand beside anything."""
    return sum(line.spaced for line in stream.lines) >= _WRAPPED * len(stream.lines)


def bin_of(length: int) -> int:
    """Which of the length classes a cell of that many words falls in."""
    return _BIN_OF[length] if length < len(_BIN_OF) else len(_BINS)


def _number_of(text: str) -> int | None:
    """The number of a list item that the word begins, None when it begins none."""
    return int(re.sub(r"\D.*", "", text.lstrip("("))) if _NUMBERED.match(text) else None


def _weights(names: Sequence[str]) -> tuple[list[tuple[float, list[float]]], list[list[float]]]:
    """The ratios before the document has said anything."""
    book = vocabulary("stacked_weights")
    return _ratios(
        names,
        {kind: [book["groups"][name][kind] for name in names] for kind in KINDS},
        {kind: book["lengths"][kind] for kind in KINDS},
    )


def _ratios(
    names: Sequence[str], shares: Mapping[str, Sequence[float]], lengths: Mapping[str, Sequence[float]]
) -> tuple[list[tuple[float, list[float]]], list[list[float]]]:
    """Per column kind the log-likelihood ratio of lacking every group, what showing each adds to it, and the ratio of
    each length class."""
    book = vocabulary("stacked_weights")
    spans = [book["groups"][name][SPAN] for name in names]
    table = []
    for kind in KINDS:
        lacking = [math.log((1 - share) / (1 - span)) for share, span in zip(shares[kind], spans, strict=True)]
        shown = [math.log(share / span) - lack for share, span, lack in zip(shares[kind], spans, lacking, strict=True)]
        table.append((sum(lacking), shown))
    sizes = [
        [math.log(share / span) for share, span in zip(lengths[kind], book["lengths"][SPAN], strict=True)]
        for kind in KINDS
    ]
    return table, sizes
