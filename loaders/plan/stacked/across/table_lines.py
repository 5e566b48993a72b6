"""The lines of each table, as they are read across: all under its header but what stands at the pages' tops, and with
marks where a column may begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.plan.classify import is_state
from loaders.plan.stacked.headers.running import PAGE_ENDS, RUNNING
from loaders.plan.stacked.sections import Section, kinds_of
from loaders.plan.stacked.text import Line, Stream, Word, bullets_in


def page_tops(stream: Stream) -> set[int]:
    """Lines by themselves at the top of pages that say what most pages' tops say, and not how a measure went."""
    last = len(stream.lines) - 1
    tops = [line for line, one in enumerate(stream.lines) if line == 0 or one.gap >= PAGE_ENDS]
    texts = Counter(stream.lines[line].text for line in tops)
    least = max(2.0, RUNNING * len(tops))
    return {
        line
        for line in tops
        if texts[stream.lines[line].text] >= least
        and (line == last or stream.lines[line + 1].gap > 0)
        and not is_state(stream.lines[line].text)
    }


def whole(stream: Stream, tables: Sequence[Section], told: set[int]) -> list[tuple[int, ...]]:
    """Each table's lines, with those that the headers' reading could not part."""
    starts = [section.after_header for section in tables] + [len(stream.lines)]
    return [tuple(line for line in range(first, after) if line not in told) for first, after in pairwise(starts)]


def going_on(tables: Sequence[Section]) -> list[Section]:
    """The tables, one whose header only comes again (on a new page, without a title) made one with that above: a row
    may go on there. One that was lent a column is a table of its own, but for a second column of a kind that it has."""
    found: list[Section] = []
    for table in tables:
        has_own = table.titles or table.title_above or _is_lent_a_kind(table)
        if found and not has_own and kinds_of(table.columns) == kinds_of(found[-1].columns):
            joined = replace(found[-1], lines=(*found[-1].lines, *table.lines))
            found[-1] = replace(joined, lent=table.lent, lent_at=table.lines[:1]) if table.lent else joined
        else:
            found.append(table)
    return found


def _is_lent_a_kind(table: Section) -> bool:
    """Whether the table has some kind of column only as it was lent."""
    kinds, lent = Counter(kinds_of(table.columns)), Counter(kinds_of(table.lent))
    return any(count == kinds[kind] for kind, count in lent.items())


def with_bars(stream: Stream, inside: set[int]) -> Stream:
    """The stream with what OCR made of column rules a mark on the next word, in the tables' lines; the sign before an
    item of a list shows as well that a cell's line begins there."""
    lines: list[Line] = []
    words: list[Word] = []
    bullets = bullets_in(stream.words)
    for number, line in enumerate(stream.lines):
        own = stream.words[line.first : line.after]
        kept = [place for place, word in enumerate(own) if number not in inside or not word.is_rule]
        first = len(words)
        for place in kept or range(len(own)):
            after_bar = bool(kept) and place > 0 and place - 1 not in kept
            inside_line = place > 0 and line.first + place in bullets
            words.append(replace(own[place], barred=own[place].barred or after_bar or inside_line))
        lines.append(replace(line, first=first, after=len(words)))
    return replace(stream, lines=tuple(lines), words=tuple(words))
