"""A heading of one line that reads as one more header over the row: what another table's same row lacks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from loaders.plan.stacked.headers.runs import Run
from loaders.plan.stacked.sections import Column, LineKind
from loaders.plan.stacked.text import Stream

# So many headers are a whole row.
_FEWEST_OF_ROW = 4


def without_headings(stream: Stream, tables: Sequence[Run]) -> list[Run]:
    """The tables, the line over a header row that another table has without it taken for the table's title: «Platser»
    is a column's header too, but a row that comes again has all its headers each time."""
    rows = {tuple(column.header for column in run.headers) for run in tables}
    return [_headed(stream, run, rows) for run in tables]


def _headed(stream: Stream, run: Run, rows: Collection[tuple[str, ...]]) -> Run:
    first = next((line for line, kind in sorted(run.kinds.items()) if kind == "header"), run.first)
    heading: Column | None = run.headers[0] if len(run.headers) > _FEWEST_OF_ROW else None
    if heading is None or run.titles or stream.lines[first].text != heading.header:
        return run
    if tuple(column.header for column in run.headers[1:]) not in rows:
        return run
    kinds: dict[int, LineKind] = {**run.kinds, first: "title"}
    return replace(run, headers=run.headers[1:], kinds=kinds, titles=((first, heading.header),))
