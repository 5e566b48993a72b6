"""A second reading of a follow-up, by what was learnt of texts that people have judged: how likely each class is.

A linear model (softmax) of word beginnings, pairs of them, and the cues that the rules weigh; status_weights.toml holds
what was learnt (`python -m loaders.meaning.status_learn`). On texts that neither had seen it is right as often as the
rules, and in others: where the two differ, status_weighed.py weighs them against each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from loaders.meaning.status_cues import Cue, cues_of
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import pieces
from loaders.text import fold
from loaders.vocabulary import words

_TERM = re.compile(r"[a-z]+|\d+|[^\w\s]")
_STEM = 6
_BREAK = " § "
_SENTENCES_UP_TO = 4
# the weights are kept as whole numbers, so many to 1
SCALE = 50


def terms(texts: Iterable[str]) -> frozenset[str]:
    """The beginnings of the words of the texts together, and each pair of neighbours; every number is 0."""
    found = _TERM.findall(fold(_BREAK.join(text for text in texts if text)))
    stems = ["0" if term.isdigit() else term[:_STEM] for term in found]
    return frozenset([*stems, *(f"{one} {two}" for one, two in pairwise(["^", *stems, "$"]))])


def signs(status_text: str, followup: str, setting: Setting) -> frozenset[str]:
    """What the cues of the two texts say, a sign for each cue and for each two in order; «s» and «f» tell the text."""
    return frozenset([*_signs("s", status_text, setting), *_signs("f", followup, setting)])


def _signs(tag: str, text: str, setting: Setting) -> Iterator[str]:
    if not text.strip():
        yield f"{tag}|none"
        return
    told = pieces(text)
    cues = [cue for piece in told for cue in cues_of(piece, setting)]
    main = [cue for cue in cues if not cue.aside]
    for cue in main:
        yield from (f"{tag}|{sign}" for sign in _of_cue(cue))
    yield from (f"{tag}|aside {cue.code}" for cue in cues if cue.aside)
    if main:
        yield f"{tag}|first {main[0].code} {main[0].weight}"
        yield f"{tag}|last {main[-1].code} {main[-1].weight}"
        yield f"{tag}|all " + " ".join(sorted({cue.code for cue in main}))
        yield from (f"{tag}|then {one.code} {two.code}" for one, two in pairwise(main))
    else:
        yield f"{tag}|no cue"
    yield f"{tag}|sentences {min(_SENTENCES_UP_TO, len({piece.sentence for piece in told}))}"


def _of_cue(cue: Cue) -> Iterator[str]:
    yield f"{cue.code} {cue.name}"
    yield f"{cue.code} {cue.weight}{' overall' if cue.overall else ''}"
    if cue.negated:
        yield f"negated {cue.code}"
    if cue.contrast:
        yield f"contrast {cue.code}"
    if cue.continuing:
        yield "continuing"
    if cue.again:
        yield f"again {cue.code}"
    if cue.apart:
        yield f"apart {cue.code}"
    if cue.yet:
        yield f"yet {cue.code}"
    if cue.rated:
        yield f"rated {cue.code}"
    if cue.part:
        yield f"part {cue.code}"


def chances(
    seen: Iterable[str], codes: Sequence[str], weights: Mapping[str, Sequence[float]], bias: Sequence[float]
) -> dict[str, float]:
    """The share of 1 of each class, for a text of the terms and signs `seen`; `weights` has one number a class."""
    rows = [row for one in seen if (row := weights.get(one))]
    sums = list(map(sum, zip(bias, *rows, strict=True)))
    top = max(sums)
    parts = [math.exp(number - top) for number in sums]
    total = sum(parts)
    return {code: part / total for code, part in zip(codes, parts, strict=True)}


@cache
def _book() -> tuple[tuple[str, ...], dict[str, tuple[float, ...]], tuple[float, ...]]:
    """(classes, weights of each term and sign, bias), as learnt."""
    data = words("status_weights")
    weights = {}
    for line in data["learnt"]["weights"].splitlines():
        numbers, _, term = line.partition("\t")
        weights[term] = tuple(int(number) / SCALE for number in numbers.split())
    return tuple(data["texts"]), weights, tuple(number / SCALE for number in data["learnt"]["bias"])


def likely(texts: Sequence[str], setting: Setting) -> dict[str, float]:
    """How likely each class is, 0..1, for the three texts (status, follow-up, comment) of a measure."""
    codes, weights, bias = _book()
    return chances(terms(texts) | signs(texts[0], texts[1], setting), codes, weights, bias)
