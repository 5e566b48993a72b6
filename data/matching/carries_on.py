"""Which measures of one year's plan carry on measures of the year before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from data.matching.entries import Decision, Entry, Pair, Proposal
from data.matching.match import Bar, match

# A new plan is written anew: the same place and owner say less, so the measures' own texts must say more.
NEXT_YEAR = Bar(sure=4.5, clear=1.5, proposed=1.5, like=0.45, unlike=float("inf"), text=0.45)


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """A measure (index into the year before) that said it goes on and has no successor; `proposed` may be it."""

    before: int
    proposed: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """`pairs`: after «fortsätter från» before; `proposals` for a person to decide; `unfollowed` in document order."""

    pairs: tuple[Pair, ...]
    proposals: tuple[Proposal, ...]
    unfollowed: tuple[Unfollowed, ...]


def carries_on(
    year_before: Sequence[Entry],
    year_after: Sequence[Entry],
    continues: Collection[int],
    decisions: Iterable[Decision] = (),
) -> CarriedOn:
    """Link the measures of two plan years of one district; `continues` are the indexes of year_before that say that
    their work goes on. Years in times are ignored, and a link needs more than within a plan."""
    found = match(year_before, year_after, decisions, bar=NEXT_YEAR, across_years=True)
    without = set(found.unmatched_before)
    proposed: dict[int, list[Pair]] = {}
    for proposal in found.proposals:
        proposed.setdefault(proposal.pair.before, []).append(proposal.pair)
    return CarriedOn(
        pairs=found.pairs,
        proposals=found.proposals,
        unfollowed=tuple(Unfollowed(i, tuple(proposed.get(i, ()))) for i in sorted(continues) if i in without),
    )
