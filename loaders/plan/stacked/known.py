"""Where the causes, measures, times and owners of another document of the same plan stand in stacked text."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import fuzz

from loaders.plan.stacked.sections import ColumnKind
from loaders.plan.stacked.text import Stream, key_of
from loaders.records import Row
from loaders.text import collapse

_ALIKE = 85.0
_LETTERS = re.compile(r"[^\w]+")
_FIELDS: tuple[tuple[str, ColumnKind], ...] = (
    ("first", "area"), ("subarea", "area"), ("cause", "cause"), ("measure", "measure"), ("goal", "goal"),
    ("when", "when"), ("who", "who"),
)  # fmt: skip


def known_as(known: Sequence[Row]) -> str:
    """A fingerprint of what these rows tell of a plan: the same for the same texts in the same columns, in any order;
    "" when there are none."""
    told = {(kind, text) for row in known for field, kind in _FIELDS if (text := collapse(getattr(row, field)))}
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:12] if told else ""


def known_hints(stream: Stream, known: Sequence[Row]) -> Callable[[int, int], Mapping[ColumnKind, float]]:
    """A function from a stretch of words to what the known rows' texts add to each column's score: much for the
    column that the text stands in there, less the less alike the two are."""
    texts: dict[str, set[ColumnKind]] = defaultdict(set)
    for row in known:
        for field, kind in _FIELDS:
            if plain := _plain(getattr(row, field), stream.is_ocr):
                texts[plain].add(kind)
    starts: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        starts[text[:4]].append(text)

    def hints(first: int, after: int) -> Mapping[ColumnKind, float]:
        start = _plain(
            stream.words[first].text + (stream.words[first + 1].text if first + 1 < after else ""), stream.is_ocr
        )
        candidates = starts.get(start[:4]) or ()
        if not candidates:
            return {}
        whole = _plain(" ".join(word.text for word in stream.words[first:after]), stream.is_ocr)
        found: dict[ColumnKind, float] = {}
        for text in candidates:
            if not 0.6 < len(text) / max(1, len(whole)) < 1.6:
                continue
            alike = fuzz.ratio(text, whole)
            if alike >= _ALIKE:
                worth = (4.0 + min(8.0, len(text) / 12)) * (alike - _ALIKE + 5) / (105 - _ALIKE)
                for kind in texts[text]:
                    found[kind] = max(found.get(kind, 0.0), worth / len(texts[text]))
        return found

    return hints


def _plain(text: str, is_ocr: bool) -> str:
    return _LETTERS.sub("", key_of(text, is_ocr))
