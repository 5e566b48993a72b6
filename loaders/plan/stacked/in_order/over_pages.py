"""Rows that go on over a page's end: tables that only the end parts read as one, and what it cut put together again."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.stacked.cells import Cell, by_row
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream


def over_pages(stream: Stream, sections: Sequence[Section]) -> list[Section]:
    """The sections, those that only a page's end and the header that comes again under it part made one: in text in the
    order its pages were set in, a row may go on there."""
    found: list[Section] = []
    for section in sections:
        above = found[-1] if found else None
        is_new = bool(section.titles or section.instructions or section.title_above) or not stream.flows
        if above and above.lines and section.lines and above.columns == section.columns and not is_new:
            between = range(above.lines[-1] + 1, section.lines[0] + 1)
            lines = stream.lines
            if any(lines[line].gap > 1 or lines[line].page != lines[line - 1].page for line in between):
                found[-1] = replace(above, lines=above.lines + section.lines)
                continue
        found.append(section)
    return found


def by_section(stream: Stream, sections: Sequence[Section], tables: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The tables' cells, each row in the section that it begins in."""
    section_of = {line: number for number, section in enumerate(sections) for line in section.lines}
    found: list[list[Cell]] = [[] for _ in sections]
    for row in itertools.chain.from_iterable(by_row(cells) for cells in tables):
        found[section_of[stream.words[row[0].words[0]].line]] += row
    return found


def put_together(tables: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The tables' cells with the rests of rows that a page's end cut put to where the rows began."""
    found: list[list[Cell]] = []
    for cells in tables:
        found.append([])
        above: dict[int | None, int] = {}
        for cell in cells:
            if cell.rest == "joined":
                whole = found[-1][above[cell.column]]
                sure = min(whole.sure, cell.sure)
                found[-1][above[cell.column]] = replace(whole, words=whole.words + cell.words, sure=sure)
            else:
                above[cell.column] = len(found[-1])
                found[-1].append(replace(cell, rest=""))
    return found


def carried_over(
    stream: Stream,
    cues: Cues,
    sections: Sequence[Section],
    cells: Sequence[Sequence[Cell]],
) -> list[list[Cell]]:
    """The cells with what goes on at a page's top put where it began: a row that most likely is no row of its own since
    its cells begin in the middle of a sentence or of a numbered list."""
    found: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}
    last: tuple[tuple[Column, ...], int] | None = None
    for section, of_section in zip(sections, cells, strict=True):
        found.append([])
        for row in by_row(of_section):
            at = stream.words[row[0].words[0]].line
            first = stream.lines[at]
            is_on_top = first.page is not None and last is not None and first.page != last[1]
            if last and last[0] == section.columns and is_on_top:
                places = [above.get(cell.column) if cell.column is not None else None for cell in row]
                on = [
                    (cell, place)
                    for cell, place in zip(row, places, strict=True)
                    if place and _goes_on(stream, cues, found[place[0]][place[1]], cell)
                ]
                if 2 * len(on) > len(row) and all(places):
                    for cell, place in zip(row, places, strict=True):
                        if place:
                            whole = found[place[0]][place[1]]
                            sure = min(whole.sure, cell.sure)
                            found[place[0]][place[1]] = replace(whole, words=whole.words + cell.words, sure=sure)
                    continue
            above = {}
            for cell in row:
                if cell.column is not None:
                    above[cell.column] = (len(found) - 1, len(found[-1]))
                found[-1].append(cell)
            last = (section.columns, stream.lines[stream.words[row[-1].words[-1]].line].page or 0)
    return found


def _goes_on(stream: Stream, cues: Cues, above: Cell, below: Cell) -> bool:
    """Whether the cell begins in the middle of the sentence, or of the numbered list, that the other one ends in."""
    number = cues.numbered[below.words[0]]
    if number is not None:
        numbers = [one for index in above.words if (one := cues.numbered[index]) is not None]
        return bool(numbers) and number == numbers[-1] + 1
    return stream.words[below.words[0]].text[:1].islower()
