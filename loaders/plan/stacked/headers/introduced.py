"""Headings with what introduces their table right under them: «Målområde A – En trygg uppväxt», «Fler unga ska klara
skolan.», and then the header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from loaders.plan.classify import names_area, topic_area
from loaders.plan.stacked.headers.closing import are_sentences
from loaders.plan.stacked.headers.heading_lines import may_head
from loaders.plan.stacked.headers.labelled_headings import is_labelled
from loaders.plan.stacked.headers.runs import Run, columns_of, with_floors
from loaders.plan.stacked.sections import LineKind
from loaders.plan.stacked.text import Stream, Word

# How many lines introduce a table at most, and how wide the widest of them is (thousandths of the type size) where no
# label tells the heading: no column of the invented plans is.
_MOST_LINES, _WIDE = 5, 25_000
# So many tables introduced so tell that what else stands so are headings too.
_FEWEST_TOLD = 2


def with_introduced(stream: Stream, said: Counter[str], tables: Sequence[Run], running: Container[int]) -> list[Run]:
    """The tables, a heading over the sentences that stand right over a header taken for its title, and the sentences
    for no row's: it is labelled or heads the first table and speaks of an
    area, or stands as several that do. A table with a title or a column
    for the areas is told by that. `said` counts the lines of the text, `running` are those along its pages' edges."""
    heads = [_head(stream, said, run, floor, running) for run, floor in with_floors(tables)]
    told = {run.first for run, at in zip(tables, heads, strict=True) if at < run.first and _tells(stream, at, run)}
    are_usual = len(told) >= _FEWEST_TOLD
    # One alone that no label tells may be a row's last cells over a header that comes again: not over the first.
    sure = {
        run.first
        for number, (run, at) in enumerate(zip(tables, heads, strict=True))
        if run.first in told and (number == 0 or is_labelled(stream, at))
    }
    return [
        _headed(stream, run, at, running)
        if run.first in sure or (at < run.first and are_usual and _is_wide(stream, at, run))
        else run
        for run, at in zip(tables, heads, strict=True)
    ]


def _headed(stream: Stream, run: Run, at: int, running: Container[int]) -> Run:
    kinds: dict[int, LineKind] = {line: "title" for line in range(at, run.first) if line not in running}
    return replace(run, first=at, kinds={**kinds, **run.kinds}, titles=((at, stream.lines[at].text),))


def _head(stream: Stream, said: Counter[str], run: Run, floor: int, running: Container[int]) -> int:
    """The line over the sentences right over the run's header that may be their heading; the run's first line where
    there is none."""
    lines = stream.lines
    if run.titles or any(column.kind == "area" for column in columns_of(run)):
        return run.first
    above = [line for line in range(run.first - 1, floor - 1, -1) if line not in running][: _MOST_LINES + 1]
    words: tuple[Word, ...] = ()
    for at, below in zip(above[1:], above, strict=False):
        words = stream.words[lines[below].first : lines[below].after] + words
        if any(word.barred for word in words):
            break
        if are_sentences(words) and may_head(stream, said, at, at + 1):
            return at
    return run.first


def _tells(stream: Stream, at: int, run: Run) -> bool:
    """Whether the heading says that it is one of an area's: by its label, or by what it is about."""
    text = stream.lines[at].text
    if is_labelled(stream, at):
        return True
    return _is_wide(stream, at, run) and (names_area(text) or bool(topic_area(text)))


def _is_wide(stream: Stream, at: int, run: Run) -> bool:
    return any(line.width >= _WIDE for line in stream.lines[at + 1 : run.first])
