"""How likely each step from column to column is: what is usual, what a table's own rows show, and leaps between blocks.

A table read cell by cell gives each row's columns from left to right; a step back to the left begins a new row.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence

from loaders.plan.stacked.log_sum import add_logs
from loaders.plan.stacked.sections import ColumnKind

# From column to column, into a first column, and out after a last one; one more column stands for headings.
Steps = tuple[list[list[float]], list[float], list[float]]

# How often each column is blank before the document has said anything; a cause is seldom blank beside a new area.
_BLANK = {"area": 0.5, "subarea": 0.5, "cause": 0.4, "measure": 0.03, "goal": 0.15, "when": 0.15, "who": 0.15,
          "followup": 0.12, "status": 0.15, "comment": 0.6, "other": 0.5}  # fmt: skip
_CAUSE_BLANK_BY_AREA = 0.12
# How many rows' worth the usual steps from column to column count against the table's own.
_STEP_TRUST = 6.0
# How often a heading or a paragraph across the table comes between rows.
_LEAD_SHARE = 0.03
# What it costs that a row begins.
ROW_COST = -1.0
# Blocks in any order: the share of leaps before the document has said anything, its bounds, and how many steps' worth
# it and the uniform choice of a column count.
LEAPS, _FEWEST_LEAPS, _MOST_LEAPS, _LEAP_TRUST, _BIGRAM_TRUST = 0.08, 0.01, 0.6, 20.0, 1000.0


def leaps_in(steps: Mapping[str, Steps], walks: Mapping[str, Sequence[int]], leaps: float) -> float:
    """The share of the walks' steps that are more likely leaps than steps within and between rows."""
    found = total = 0.0
    for signature, (inside, _, _) in steps.items():
        bigram = _bigram(len(inside), walks[signature])
        for last, to in itertools.pairwise(walks[signature]):
            leap = leaps * bigram[last][to]
            found += leap / (leap + (1 - leaps) * math.exp(inside[last][to]))
            total += 1
    return min(_MOST_LEAPS, max(_FEWEST_LEAPS, (found + _LEAP_TRUST * LEAPS) / (total + _LEAP_TRUST)))


def _bigram(many: int, walk: Sequence[int]) -> list[list[float]]:
    """How likely each column is after each other where a row is left unfinished."""
    counts = Counter(itertools.pairwise(walk))
    sums = [sum(counts[(last, to)] for to in range(many)) for last in range(many)]
    return [
        [(counts[(last, to)] + _BIGRAM_TRUST / many) / (sums[last] + _BIGRAM_TRUST) for to in range(many)]
        for last in range(many)
    ]


def with_leaps(steps: Steps, walk: Sequence[int], leaps: float) -> Steps:
    """The steps with a share of leaps, which also may begin and end the text anywhere."""
    if not leaps:
        return steps
    inside, begin, finish = steps
    many = len(inside)
    bigram = _bigram(many, walk)
    stay, leave = math.log(1 - leaps), math.log(leaps)
    return (
        [
            [add_logs(inside[last][to] + stay, leave + math.log(bigram[last][to])) for to in range(many)]
            for last in range(many)
        ],
        [add_logs(one + stay, leave - math.log(many)) for one in begin],
        [add_logs(one + stay, leave) for one in finish],
    )


def steps_of(kinds: Sequence[ColumnKind], walk: Sequence[int]) -> Steps:
    """Log-likelihoods of the steps between columns: what is usual, and what the walk through a table has shown.

    In the walk a step to the left (or to the same column) ends a row; len(kinds) stands for a heading.
    """
    lead = len(kinds)
    usual: list[dict[int | None, float]] = []
    for last in range(-1, lead):
        stay = 1.0
        shares: dict[int | None, float] = {}
        for to in range(last + 1, lead):
            blank = _BLANK[kinds[to]]
            if kinds[to] == "cause" and last >= 0 and kinds[last] in ("area", "subarea"):
                blank = _CAUSE_BLANK_BY_AREA
            shares[to] = stay * (1 - blank)
            stay *= blank
        shares[None] = stay
        usual.append(shares)
    seen: list[Counter[int | None]] = [Counter() for _ in range(lead + 1)]
    before = -1
    for column in walk:
        if before >= 0 and is_new_row(before, column, lead):
            if before < lead:
                seen[before + 1][None] += 1
            before = -1
        if column < lead:
            seen[before + 1][column] += 1
        before = column
    # A row without a measure is no row: that it was read so teaches nothing.
    measure = kinds.index("measure") if "measure" in kinds else -1
    for row in range(measure + 1):
        for step in list(seen[row]):
            if step is None or step > measure:
                del seen[row][step]
    share = [
        {
            to: (seen[row][to] + _STEP_TRUST * one) / (sum(seen[row].values()) + _STEP_TRUST)
            for to, one in usual[row].items()
        }
        for row in range(lead + 1)
    ]
    onward = math.log(1 - _LEAD_SHARE)
    heading = math.log(_LEAD_SHARE)
    begin = [math.log(share[0].get(to, 0) + 1e-4) + onward for to in range(lead)] + [heading]
    finish = [math.log(share[last + 1][None] + 1e-4) for last in range(lead)] + [0.0]
    steps = [
        [
            math.log(share[last + 1][to] + 1e-4)
            if last < to < lead and last < lead
            else finish[last] + begin[to] + ROW_COST
            for to in range(lead + 1)
        ]
        for last in range(lead + 1)
    ]
    return steps, begin, finish


def is_new_row(last: int, to: int, lead: int) -> bool:
    """Whether a cell of column `to` after one of column `last` begins a row."""
    return to <= last or lead in (last, to)
