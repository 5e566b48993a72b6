"""One plan's measures through its documents: which entries are one measure, and what was divided or merged.

Pure: the documents in the order of their days give the measures, however they came into the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from data.identity import Standing
from data.matching import Decision, Pair, match, same_owners


@dataclass(frozen=True, slots=True)
class Link:
    """`entry` is `measure`; score 0..100."""

    entry: str
    measure: str
    score: float
    decided_by: Literal["same", "sure", "hand"]
    reason: str
    new_owner: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """`measure` came out of `origin`, `steps` divisions or mergers ago."""

    measure: str
    origin: str
    steps: int
    kind: Literal["split", "merged"]
    score: float
    decided_by: Literal["sure", "hand"]
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Two entries that may be the same measure, or a measure and a part of it."""

    before_entry: str
    after_entry: str
    kind: str
    score: float
    reason: str


@dataclass(slots=True)
class Followed:
    """What the documents give, in the order of the documents."""

    measures: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    proposals: list[Proposed] = field(default_factory=list)


@dataclass(slots=True)
class _Known:
    """A measure found so far: its id, as it stood last, all its entries; `replaced` by its parts or by their sum."""

    id: str
    last: Standing
    entries: set[str]
    replaced: bool = False


def follow(documents: Sequence[Sequence[Standing]], decisions: Sequence[Decision]) -> Followed:
    """Follow the measures from document to document; the ids of entries are the keys of their texts."""
    found = Followed()
    known: list[_Known] = []
    origins: dict[str, list[Origin]] = {}
    for standing in documents:
        here = _to_match(known, standing, decisions)
        matching = match(
            [replace(measure.last.text, key=measure.id) for measure in here],
            [one.text for one in standing],
            _by_measure(here, decisions),
        )
        for proposal in matching.proposals:
            pair = proposal.pair
            before, after = here[pair.before].last.text.key, standing[pair.after].text.key
            found.proposals.append(Proposed(before, after, pair.kind, 100 * pair.score, pair.reason))
        befores, afters = _sides(matching.pairs)
        for n, one in enumerate(standing):
            entry, pairs = one.text.key, befores.get(n, [])
            if len(pairs) == 1 and len(afters[pairs[0].before]) == 1:
                measure, pair = here[pairs[0].before], pairs[0]
                new_owner = not same_owners(measure.last.actors, one.actors)
                found.links.append(Link(entry, measure.id, 100 * pair.score, _decided_by(pair), pair.reason, new_owner))
                measure.last, measure.replaced = one, False
                measure.entries.add(entry)
                continue
            known.append(_Known(entry, one, {entry}))
            found.links.append(Link(entry, entry, 100.0, "same", "", False))
            origins[entry] = _origins(entry, [(here[pair.before], pair) for pair in pairs], origins)
        for i, pairs in afters.items():
            if len(pairs) > 1 or len(befores[pairs[0].after]) > 1:
                here[i].replaced = True
    found.measures = [measure.id for measure in known]
    found.origins = [origin for measure in known for origin in origins[measure.id]]
    return found


def _to_match(known: Sequence[_Known], standing: Sequence[Standing], decisions: Sequence[Decision]) -> list[_Known]:
    """Measures in the order that they last stood. One that was replaced is looked for only if a person says so."""
    entries = {one.text.key for one in standing}
    named = {
        one
        for decision in decisions
        for one, other in ((decision.before, decision.after), (decision.after, decision.before))
        if decision.same and other in entries
    }
    here = [measure for measure in known if not measure.replaced or measure.entries & named]
    return sorted(here, key=lambda measure: (measure.last.text.order or 0, measure.id))


def _by_measure(here: Sequence[_Known], decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions about entries as decisions about the measures that the entries are."""
    measure_of = {entry: measure.id for measure in here for entry in measure.entries}
    return [
        Decision(
            measure_of.get(decision.before, decision.before),
            measure_of.get(decision.after, decision.after),
            decision.same,
        )
        for decision in decisions
    ]


def _sides(pairs: Sequence[Pair]) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    """The pairs by their later and by their earlier entry."""
    befores: dict[int, list[Pair]] = {}
    afters: dict[int, list[Pair]] = {}
    for pair in pairs:
        befores.setdefault(pair.after, []).append(pair)
        afters.setdefault(pair.before, []).append(pair)
    return befores, afters


def _origins(measure: str, out_of: Sequence[tuple[_Known, Pair]], known: dict[str, list[Origin]]) -> list[Origin]:
    """What `measure` came out of, and what that came out of, each once."""
    found: dict[str, Origin] = {}
    kind: Literal["split", "merged"] = "merged" if len(out_of) > 1 else "split"
    for before, pair in out_of:
        decided: Literal["sure", "hand"] = "hand" if pair.by_hand else "sure"
        found[before.id] = Origin(measure, before.id, 1, kind, 100 * pair.score, decided, pair.reason)
    for before, _ in out_of:
        for earlier in known[before.id]:
            far = replace(
                earlier, measure=measure, steps=earlier.steps + 1, kind=kind if earlier.kind == "split" else "merged"
            )
            found.setdefault(far.origin, far)
    return list(found.values())


def _decided_by(pair: Pair) -> Literal["sure", "hand"]:
    return "hand" if pair.by_hand else "sure"
