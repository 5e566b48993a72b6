"""What matching takes and gives: frozen values without logic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["one", "split", "merged"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure as one document has it: the judged area's code and the texts as written.

    `order` is its row number in the document (None: its place in the sequence); `key` is the caller's own lasting
    name for it, by which hand decisions find it.
    """

    area: str
    subarea: str
    cause: str
    measure: str
    item: int | None
    goal: str
    when: str
    who: str
    order: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of two entries, by their keys: the same measure, or not."""

    before: str
    after: str
    same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """The entries `before` and `after` (indexes into the two sequences) are the same measure; `score` 0..1.

    `kind` "split": `before` became several entries and `after` is one of them; "merged" the other way round.
    Only pairs that are `sure` should be linked; the others are proposals. `reason` is a Swedish sentence. What a person
    has confirmed is always "one": that a measure became several shows in its standing in several pairs.
    """

    before: int
    after: int
    score: float
    sure: bool
    reason: str
    kind: Kind = "one"
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that a person should decide, with both texts to show side by side."""

    pair: Pair
    before_text: str
    after_text: str


@dataclass(frozen=True, slots=True)
class Matching:
    """All that was found. `pairs` are sure and stand in the order of `after`; `proposals` best first.

    `unmatched_before` and `unmatched_after` are the indexes that stand in no sure pair, whether proposed or not.
    """

    pairs: tuple[Pair, ...]
    proposals: tuple[Proposal, ...]
    unmatched_before: tuple[int, ...]
    unmatched_after: tuple[int, ...]
