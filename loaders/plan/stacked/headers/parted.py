"""A text parted into tables: every header, title and instruction found and taken out of it."""

from __future__ import annotations

from collections.abc import Container

from loaders.plan.stacked.headers.again_below import told_again
from loaders.plan.stacked.headers.alike import USUAL, mended, torn_before, whole_columns
from loaders.plan.stacked.headers.area_columns import with_area_column
from loaders.plan.stacked.headers.closing import closing_lines
from loaders.plan.stacked.headers.counted_rows import with_counts
from loaders.plan.stacked.headers.repeated import repeated
from loaders.plan.stacked.headers.running import PAGE_ENDS
from loaders.plan.stacked.headers.runs import RunFinder, columns_of
from loaders.plan.stacked.headers.signs import signs_of
from loaders.plan.stacked.headers.titled import is_across, titled
from loaders.plan.stacked.sections import Column, Layout, LineKind, Section
from loaders.plan.stacked.text import Stream

# With fewer a run of headers is no table's.
_FEWEST_COLUMNS = 3


def layout_of(stream: Stream) -> Layout:
    """Find every header, take it out of the text and part the text where the columns change."""
    finder = RunFinder(signs_of(stream))
    runs = finder.runs()
    found = [run for run in runs if len(columns_of(run)) >= _FEWEST_COLUMNS]
    tables = told_again(stream, titled(finder.signs, mended(stream, found)))
    tables = [*torn_before(stream, runs, tables), *tables]
    skipped: dict[int, LineKind] = {}
    for run in [*(run for run in runs if len(columns_of(run)) < _FEWEST_COLUMNS), *tables]:
        skipped.update(run.kinds)
    skipped.update(repeated(finder, skipped, tables))
    first_table = tables[0].first if tables else 0
    if tables:
        closing = closing_lines(stream, first_table, tables[-1].after, finder.running)
        skipped.update(dict.fromkeys((line for line in closing if skipped.get(line, "doubt") == "doubt"), "title"))
    sections: list[Section] = []
    lines = tuple(line for line in range(first_table) if line not in skipped)
    if lines:
        sections.append(Section((), lines))
    if not tables:
        body = tuple(line for line in range(len(stream.lines)) if line not in skipped)
        # Without any header word the text is no plan; with a few of them the columns are the usual ones.
        return Layout((Section(USUAL if runs else (), body),), skipped)
    tells_pages = any(line.gap >= PAGE_ENDS or (line.page or 1) > 1 for line in stream.lines[1:])
    columns: tuple[Column, ...] = ()
    title = ""
    for number, run in enumerate(tables):
        columns = whole_columns(columns_of(run), columns)
        after = tables[number + 1].first if number + 1 < len(tables) else len(stream.lines)
        body = tuple(line for line in range(run.after, after) if line not in skipped)
        begins_in_page = tells_pages and _is_in_page(stream, run.first, finder.running)
        held = "" if run.titles or run.instructed or not begins_in_page else title
        title = run.titles[0][1] if run.titles else "" if run.instructed else title
        sections.append(Section(columns, body, run.titles, run.instructed, held, run.after, run.lent))
    if all(is_across(stream, run) for run in tables):
        sections = with_counts(stream, sections)
    return Layout(tuple(with_area_column(stream, sections)), skipped)


def _is_in_page(stream: Stream, first: int, running: Container[int]) -> bool:
    """Whether the line stands in the middle of a page."""
    lines = stream.lines
    at = first
    while at > 0 and at - 1 in running:
        at -= 1
    return at > 0 and lines[at].gap < PAGE_ENDS and lines[at].page == lines[at - 1].page
