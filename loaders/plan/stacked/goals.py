"""Goals that hold for several measures: written in the first one's row alone, as what they stand beside is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.sections import MERGED, ColumnKind, Section, kinds_of
from loaders.plan.stacked.table import FoundRow

# So many measures have no goal of their own where goals are merged (fewer may be cells misread), and of how many such
# one at most has an area or a cause: set on the one invented plan with such goals, where ten of eighteen measures have
# none, and two of the ten a cause as it was read.
_FEWEST_MERGED, _NEARLY = 3, 5


def with_held_goals(sections: Sequence[Section], rows: Sequence[Sequence[FoundRow]]) -> list[list[FoundRow]]:
    """Each table's rows, with the goal that holds for those that have none of their own. Tables with the same columns
    tell together whether goals do."""
    alike: dict[tuple[ColumnKind, ...], list[FoundRow]] = {}
    for section, own in zip(sections, rows, strict=True):
        alike.setdefault(kinds_of(section.columns), []).extend(own)
    hold = {kinds for kinds, own in alike.items() if are_goals_merged(own, kinds)}
    return [
        held_in(own, kinds_of(section.columns)) if kinds_of(section.columns) in hold else list(own)
        for section, own in zip(sections, rows, strict=True)
    ]


def are_goals_merged(rows: Iterable[FoundRow], kinds: Sequence[ColumnKind]) -> bool:
    """Whether goals hold for several measures: their column is left of the measures', and is blank in some rows and
    only where no area or cause stands, though such stand beside other goals."""
    goal, measure = _only(kinds, "goal"), _only(kinds, "measure")
    if not 0 <= goal < measure:
        return False
    measures = [columns for columns in map(_columns, rows) if measure in columns]
    beside = _merged(kinds)
    blank = [columns for columns in measures if goal not in columns]
    with_own = sum(not beside.isdisjoint(columns) for columns in blank)
    is_told = any(goal in columns and not beside.isdisjoint(columns) for columns in measures)
    return is_told and len(blank) >= _FEWEST_MERGED and with_own * _NEARLY <= len(blank)


def held_in(rows: Iterable[FoundRow], kinds: Sequence[ColumnKind]) -> list[FoundRow]:
    """The rows, each goal held for the measures under it that have none, until an area or a cause stands there, or a
    heading."""
    goal, measure = kinds.index("goal"), kinds.index("measure")
    ends = {goal, *_merged(kinds)}
    found: list[FoundRow] = []
    above: Cell | None = None
    for row in rows:
        columns = _columns(row)
        if measure not in columns:
            above = above if columns and ends.isdisjoint(columns) else None
        elif not ends.isdisjoint(columns):
            above = next((cell for cell in row.cells if cell.column == goal), None)
        elif above:
            found.append(replace(row, held=above))
            continue
        found.append(row)
    return found


def _columns(row: FoundRow) -> frozenset[int]:
    """The columns in which the row has cells; none where it is a heading or a paragraph."""
    columns = [cell.column for cell in row.cells]
    return frozenset() if None in columns else frozenset(column for column in columns if column is not None)


def _merged(kinds: Sequence[ColumnKind]) -> frozenset[int]:
    """The columns whose cells may hold for several rows."""
    return frozenset(index for index, kind in enumerate(kinds) if kind in MERGED)


def _only(kinds: Sequence[ColumnKind], kind: ColumnKind) -> int:
    """The place of the one column of the kind; -1 where there are none or several."""
    return kinds.index(kind) if kinds.count(kind) == 1 else -1
