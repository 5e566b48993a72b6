"""Which rows of a later document are measures that an earlier document has: what the register asks of matching."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data import matching
from data.matching import Decision as Decision
from data.matching import Entry

EntryText = Entry


@dataclass(frozen=True, slots=True)
class Pair:
    """`before` and `after` index the two sequences given to match; `score` 0..100; only `sure` pairs are linked.

    `reason` is a Swedish sentence: what agrees and what differs.
    """

    before: int
    after: int
    score: float
    sure: bool
    reason: str = ""


def match(before: Sequence[EntryText], after: Sequence[EntryText], decisions: Iterable[Decision] = ()) -> list[Pair]:
    """Pairs of entries that are the same measure, in the order of `after`, sure ones first.

    An index stands in at most one sure pair, but for what `decisions` confirm; a measure that seems to be split is in
    none and is proposed with each of its parts. Both sequences are in document order.
    """
    found = matching.match(before, after, decisions)
    pairs = [*found.pairs, *(proposal.pair for proposal in found.proposals)]
    pairs.sort(key=lambda pair: (pair.after, not pair.sure, -pair.score, pair.before))
    return [Pair(pair.before, pair.after, 100 * pair.score, pair.sure, pair.reason) for pair in pairs]
