"""The headings over and between the rows, where a text is read across or column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from loaders.plan.stacked.across.by_columns import Told
from loaders.plan.stacked.count import counts_rows
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.sections import Section
from loaders.plan.stacked.text import Stream

# How many lines a heading has, and how far over the first header one may stand.
_LONGEST_HEADING, _LINES_OVER = 4, 4

Run = tuple[int, tuple[int, ...]]
"""Lines without a heading between them, with their table's number."""


def runs_between_headings(
    stream: Stream, cues: Cues, tables: Sequence[Section]
) -> tuple[list[Run], dict[int, list[tuple[int, ...]]]]:
    """The lines between headings, each with its table's number, and each table's headings."""
    runs: list[Run] = []
    headings: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for number, section in enumerate(tables):
        run: list[int] = []
        at = 0
        while at < len(section.lines):
            count = heading_at(stream, cues, section, at)
            if count:
                headings[number].append(section.lines[at : at + count])
                runs += [(number, tuple(run))] if run else []
                run = []
            else:
                run.append(section.lines[at])
            at += count or 1
        runs += [(number, tuple(run))] if run else []
    return runs, headings


def headings_by_columns(stream: Stream, cues: Cues, told: Told) -> dict[int, tuple[int, ...]]:
    """The lines of the headings over and between the tables' rows, by the line that comes after each. They stand over
    the leftmost columns; where a column counts the rows, a number and a name are a row's beginning."""
    inside = {line for table in told.tables for line in table}
    over = range(max(0, told.first - _LINES_OVER), told.first)
    section = Section(told.columns, tuple(sorted({*inside, *over} - told.running)))
    leftmost = min((min(columns) for columns in told.only.values()), default=0)
    found: dict[int, tuple[int, ...]] = {}
    at = 0
    while at < len(section.lines):
        count = 0
        if leftmost in told.only.get(section.lines[at], (leftmost,)):
            count = heading_at(stream, cues, section, at)
        own = section.lines[at : at + count]
        after = next((line for line in section.lines[at + count :] if line in inside), None)
        if own and after is not None and _is_own_heading(stream, cues, told, words_in(stream, own)):
            found[after] = own
        at += count or 1
    return found


def _is_own_heading(stream: Stream, cues: Cues, told: Told, words: Sequence[int]) -> bool:
    first, after = words[0], words[-1] + 1
    if cues.is_heading(first, after):
        return True
    counts = any(counts_rows(column.header) for column in told.columns)
    return cues.begins_with_area(first, after) and not (counts and stream.words[first].text[:1].isdigit())


def words_in(stream: Stream, lines: Sequence[int]) -> tuple[int, ...]:
    """The words of lines that follow each other."""
    return tuple(range(stream.lines[lines[0]].first, stream.lines[lines[-1]].after))


def heading_at(stream: Stream, cues: Cues, section: Section, at: int) -> int:
    """How many lines from here are a heading between the rows and nothing else, 0 when none is."""
    has_area = any(column.kind == "area" for column in section.columns)
    for count in range(min(_LONGEST_HEADING, len(section.lines) - at), 0, -1):
        own = section.lines[at : at + count]
        if own[-1] - own[0] != count - 1 or any(stream.lines[line].gap for line in own[1:]):
            continue
        first, after = stream.lines[own[0]].first, stream.lines[own[-1]].after
        is_area = not has_area and (
            cues.names_area(first, after) or cues.is_shouted(first, after) or cues.counts_on(first, after)
        )
        if cues.is_heading(first, after) or is_area:
            return count
    return 0
