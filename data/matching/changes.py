"""What happened to a plan's measures between two follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from data.matching.entries import Matching, Pair, Proposal
from data.matching.owners import differing, same_owners
from data.matching.texts import plain

Kind = Literal["done", "late", "new_deadline", "new_owner", "new_goal", "new", "split", "merged", "removed", "vanished"]
# Work is still owed: the same statuses as in the figures.
_OPEN = frozenset({"pagar", "delvis", "ej_paborjad", "pausad", "oklar", "ej_uppfoljd"})


@dataclass(frozen=True, slots=True)
class State:
    """A measure as one follow-up judged it. `actors` are "kind:name"; `why` is the text that tells its status."""

    area: str
    measure: str
    goal: str
    status: str
    continues: bool
    timing: str
    end: date | None
    actors: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one measure: indexes into the two sequences (None where it is absent), from what to what.

    «done», «removed», «new» and «vanished» tell statuses (removed: and the words that took it away), «late» the
    deadline, «new_deadline» dates or kinds of time, «new_owner» who left and who came. `doubt` is a Swedish sentence
    when a proposal that nobody has decided may undo the change, "" when not.
    """

    kind: Kind
    before: int | None
    after: int | None
    was: str = ""
    now: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class DateMove:
    """A deadline moved: at the follow-up numbered `step` (from 1) of those given, from when to when (None: no date)."""

    step: int
    was: date | None
    now: date | None


def changes(
    before: Sequence[State],
    after: Sequence[State],
    matching: Matching,
    as_of_before: date,
    as_of_after: date,
) -> tuple[Change, ...]:
    """All changes, those of measures in both first, in the order of `after`; then new ones, then the absent ones.

    An area that one of the two follow-ups leaves out altogether has no new and no vanished measures.
    """
    found: list[Change] = []
    for pair in matching.pairs:
        was, now = before[pair.before], after[pair.after]
        if pair.kind != "one":
            found.append(Change(pair.kind, pair.before, pair.after, was.status, now.status))
            continue
        for kind, old, new in _between(was, now, as_of_before, as_of_after):
            found.append(Change(kind, pair.before, pair.after, old, new))
    parts_before, parts_after = _parts(matching.proposals)
    maybe_before, maybe_after = _proposed(matching.proposals)
    areas_before, areas_after = ({state.area for state in side} for side in (before, after))
    for j in matching.unmatched_after:
        if (part := parts_after.get(j)) is not None:
            if part.kind == "split":
                found.append(Change("split", part.before, j, before[part.before].status, after[j].status, part.reason))
        elif after[j].area in areas_before:
            found.append(Change("new", None, j, "", after[j].status, _doubt(maybe_after.get(j), "tidigare")))
    for i in matching.unmatched_before:
        if (part := parts_before.get(i)) is not None:
            if part.kind == "merged":
                found.append(Change("merged", i, part.after, before[i].status, after[part.after].status, part.reason))
        elif before[i].area in areas_after and not _explained(before[i]):
            found.append(Change("vanished", i, None, before[i].status, "", _doubt(maybe_before.get(i), "senare")))
    return tuple(found)


def date_moves(states: Sequence[State]) -> tuple[DateMove, ...]:
    """Each time one measure's deadline moved, over its follow-ups in time order; how many there are is how often."""
    steps = enumerate(pairwise(states), 1)
    return tuple(DateMove(step, was.end, now.end) for step, (was, now) in steps if _moved(was, now))


def is_late(state: State, as_of: date) -> bool:
    """A deadline that has passed while work is still owed."""
    return state.timing == "deadline" and state.end is not None and state.end < as_of and state.status in _OPEN


def _between(was: State, now: State, as_of_before: date, as_of_after: date) -> Iterable[tuple[Kind, str, str]]:
    if now.status == "genomford" != was.status:
        yield "done", was.status, now.status
    if now.status == "borttagen" != was.status:
        yield "removed", was.status, now.why
    if is_late(now, as_of_after) and not is_late(was, as_of_before):
        yield "late", "", str(now.end)
    if now.status != "borttagen" and _moved(was, now):
        yield "new_deadline", _deadline(was), _deadline(now)
    if not same_owners(was.actors, now.actors):
        yield (
            "new_owner",
            " | ".join(differing(was.actors, now.actors)),
            " | ".join(differing(now.actors, was.actors)),
        )
    if plain(was.goal) != plain(now.goal):
        yield "new_goal", was.goal, now.goal


def _moved(was: State, now: State) -> bool:
    return "deadline" in (was.timing, now.timing) and (was.timing, was.end) != (now.timing, now.end)


def _deadline(state: State) -> str:
    """The date, or the kind of time where there is no deadline."""
    return str(state.end) if state.timing == "deadline" and state.end else state.timing


def _explained(state: State) -> bool:
    """Whether the plan's last word on the measure says why it would be gone: struck, or done and not going on."""
    return state.status == "borttagen" or (state.status == "genomford" and not state.continues)


def _doubt(pair: Pair | None, which: str) -> str:
    if pair is None:
        return ""
    return f"Kan höra ihop med en åtgärd i det {which} dokumentet. {pair.reason} Bekräfta eller avvisa förslaget."


def _parts(proposals: Iterable[Proposal]) -> tuple[dict[int, Pair], dict[int, Pair]]:
    """The proposals of split and merged measures, by their entries of before and of after; best first wins."""
    return _by_side(proposal.pair for proposal in proposals if proposal.pair.kind != "one")


def _proposed(proposals: Iterable[Proposal]) -> tuple[dict[int, Pair], dict[int, Pair]]:
    return _by_side(proposal.pair for proposal in proposals)


def _by_side(pairs: Iterable[Pair]) -> tuple[dict[int, Pair], dict[int, Pair]]:
    before: dict[int, Pair] = {}
    after: dict[int, Pair] = {}
    for pair in pairs:
        before.setdefault(pair.before, pair)
        after.setdefault(pair.after, pair)
    return before, after
