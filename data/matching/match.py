"""Which entries of two documents are the same measure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.matching.assign import assign, regret
from data.matching.candidates import candidates
from data.matching.entries import Decision, Entry, Kind, Matching, Pair, Proposal
from data.matching.neighbours import Neighbourhood
from data.matching.reasons import CONFIRMED, part_reason, reason
from data.matching.score import Comparison, Evidence, chance
from data.matching.splits import splits


@dataclass(frozen=True, slots=True)
class Bar:
    """How much evidence a pair needs: to be sure, by how much over every other arrangement, and to be proposed.

    Where the measures' own texts are less alike than `like`, the rest must make up for it (`unlike`); below `text`
    nothing can: the same place, owner and time may as well be those of another measure.
    """

    sure: float = 4.0
    clear: float = 1.2
    proposed: float = 1.0
    like: float = 0.35
    unlike: float = 6.0
    text: float = 0.15


SAME_PLAN = Bar()
_ALONE = 0.7

_Edges = dict[int, dict[int, Evidence]]


def match(
    before: Sequence[Entry],
    after: Sequence[Entry],
    decisions: Iterable[Decision] = (),
    *,
    bar: Bar = SAME_PLAN,
    across_years: bool = False,
) -> Matching:
    """Pair the entries of an earlier and a later document; each is in at most one sure pair, but for hand decisions and
    for sure splits and mergers, whose whole is in one pair with each of its parts.

    Both sequences are in document order. A decision on a pair overrides every score; the latest one on a pair holds.
    """
    confirmed, refused = _by_hand(before, after, decisions)
    comparison = Comparison(before, after, across_years=across_years)
    edges: _Edges = {}
    for i, found in enumerate(candidates(comparison, confirmed, refused)):
        compared = {j: comparison.evidence(i, j) for j in found if (i, j) not in refused}
        edges[i] = {j: evidence for j, evidence in compared.items() if evidence.total > 0}
    orders = [_order(entry, index) for index, entry in enumerate(before)]
    places = [_order(entry, index) for index, entry in enumerate(after)]

    first = _judged(comparison, edges, None, bar)
    anchors = {pair.before: pair.after for pair in first if pair.sure} | dict(confirmed)
    judged = _judged(comparison, edges, Neighbourhood(orders, places, anchors), bar)

    sure = [Pair(i, j, 1.0, True, CONFIRMED, by_hand=True) for i, j in confirmed]
    sure += [pair for pair in judged if pair.sure]
    parts = _parts(comparison, sure, refused)
    told = {(pair.before, pair.after) for pair in parts}
    # What kept one part of a divided measure is one of its parts, and decided together with the others.
    sure = [pair for pair in sure if (pair.before, pair.after) not in told]
    sure += [pair for pair in parts if pair.sure]
    taken_before, taken_after = {pair.before for pair in sure}, {pair.after for pair in sure}
    unsure = [pair for pair in judged if not pair.sure and (pair.before, pair.after) not in told]
    unsure += [pair for pair in parts if not pair.sure]
    proposals = sorted(unsure, key=lambda pair: (-pair.score, pair.before, pair.after))
    return Matching(
        pairs=tuple(sorted(sure, key=lambda pair: (pair.after, pair.before))),
        proposals=tuple(Proposal(pair, before[pair.before].measure, after[pair.after].measure) for pair in proposals),
        unmatched_before=tuple(i for i in range(len(before)) if i not in taken_before),
        unmatched_after=tuple(j for j in range(len(after)) if j not in taken_after),
    )


def _by_hand(
    before: Sequence[Entry], after: Sequence[Entry], decisions: Iterable[Decision]
) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    rows = {entry.key: index for index, entry in enumerate(before) if entry.key}
    others = {entry.key: index for index, entry in enumerate(after) if entry.key}
    said: dict[tuple[int, int], bool] = {}
    for decision in decisions:
        for one, other in ((decision.before, decision.after), (decision.after, decision.before)):
            if one in rows and other in others:
                said[rows[one], others[other]] = decision.same
    confirmed = sorted(pair for pair, same in said.items() if same)
    return confirmed, {pair for pair, same in said.items() if not same}


def _order(entry: Entry, index: int) -> int:
    return index if entry.order is None else entry.order


def _judged(comparison: Comparison, edges: _Edges, around: Neighbourhood | None, bar: Bar) -> list[Pair]:
    """The best pairs, one to one: those that are sure and those to propose."""
    place = {(i, j): around.evidence(i, j) if around else 0.0 for i, found in edges.items() for j in found}
    worth = {
        i: {j: gain for j, evidence in found.items() if (gain := evidence.total + place[i, j]) > 0}
        for i, found in edges.items()
    }
    taken = assign(worth)
    told_apart = _twins(comparison, worth, taken)
    regrets = regret(worth, taken)
    pairs = []
    for i, j in sorted(taken.items(), key=lambda pair: (pair[1], pair[0])):
        evidence, total = edges[i].get(j) or comparison.evidence(i, j), worth[i][j]
        clear = regrets[i] >= bar.clear
        alike = evidence.of("measure") or 0.0
        sure = clear and alike >= bar.text and total >= (bar.sure if alike >= bar.like else bar.unlike)
        if i in told_apart:
            sure = sure and around is not None and place.get((i, j), 0.0) >= 0
        if sure or total >= bar.proposed:
            score = chance(total, regrets[i])
            why = reason(evidence, clear=clear, placed=place.get((i, j), 0.0) > _ALONE, twins=i in told_apart)
            pairs.append(Pair(i, j, round(score, 3), sure, why))
    return pairs


def _twins(comparison: Comparison, worth: dict[int, dict[int, float]], taken: dict[int, int]) -> set[int]:
    """Let the order decide among rows that nothing else tells apart, where both documents have equally many of them.

    Changes `taken`, and takes the other arrangements within such a group out of `worth`: to part them says nothing.
    """
    befores, afters = _alike(comparison, False), _alike(comparison, True)
    groups: dict[tuple[object, object], list[int]] = defaultdict(list)
    for i, j in taken.items():
        groups[comparison.signature(False, i), comparison.signature(True, j)].append(i)
    found: set[int] = set()
    for (one, other), rows in groups.items():
        if not len(rows) == befores[one] == afters[other] > 1:
            continue
        partners = sorted(taken[i] for i in rows)
        gain = max(worth[i][taken[i]] for i in rows)
        for i, j in zip(sorted(rows), partners, strict=True):
            worth[i] = {k: g for k, g in worth[i].items() if k not in partners} | {j: worth[i].get(j, gain)}
            taken[i] = j
        found |= set(rows)
    return found


def _alike(comparison: Comparison, after: bool) -> Counter[object]:
    rows = range(len(comparison.after if after else comparison.before))
    return Counter(comparison.signature(after, row) for row in rows)


def _parts(comparison: Comparison, sure: Sequence[Pair], refused: set[tuple[int, int]]) -> list[Pair]:
    """That one entry became several, or several one: sure where everything agrees and nothing claims the same row."""
    pairs: list[Pair] = []
    joined = {pair.before: pair.after for pair in sure}
    by_hand = {(pair.before, pair.after) for pair in sure if pair.by_hand}
    for reverse in (False, True):
        partner = {j: i for i, j in joined.items()} if reverse else joined
        rows = range(len(comparison.before if reverse else comparison.after))
        taken = {pair.before if reverse else pair.after for pair in sure}
        free = [row for row in rows if row not in taken]
        found = list(splits(comparison, reverse=reverse, partner=partner, free=free))
        claims = Counter(row for split in found for row, _, _ in split.rows)
        for split in found:
            ends = [(row, split.whole) if reverse else (split.whole, row) for row, _, _ in split.rows]
            agrees = split.agrees and refused.isdisjoint(ends) and all(claims[row] == 1 for row, _, _ in split.rows)
            for (i, j), (_, number, share) in zip(ends, split.rows, strict=True):
                if (i, j) not in by_hand | refused:
                    why = part_reason(number, split.parts, merged=reverse, sure=agrees)
                    kind: Kind = "merged" if reverse else "split"
                    pairs.append(Pair(i, j, round(min(share, 0.9), 3), agrees, why, kind))
    return pairs
