"""The words written down anew, in the order of the rows, with the tables that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.in_blocks.page_plan import Plan, index_of
from loaders.plan.stacked.sections import Column, ColumnKind, LineKind, Section
from loaders.plan.stacked.text import Line, Stream, Word
from loaders.text import collapse


@dataclass(slots=True)
class Group:
    """Words that stay together in the new order: a cell, a header, or a line outside the table. `is_area_unsure` where
    a heading on the page may be the row's, or another's."""

    words: tuple[int, ...]
    kind: str
    column: int | None = None
    new_row: bool = False
    sure: float = 1.0
    own: tuple[Column, ...] = ()
    is_area_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The text in the order of the rows: its tables with their cells, and the lines that are no row text."""

    stream: Stream
    sections: list[Section]
    cells: list[list[Cell]]
    skipped: dict[int, LineKind]
    front: list[Section]


def written(stream: Stream, plan: Plan, groups: Sequence[Group]) -> Unfolded:
    """The groups written down in their order, with the tables that they make."""
    new = relaid(stream, [group.words for group in groups])
    sections: list[Section] = []
    cells: list[list[Cell]] = []
    skipped: dict[int, LineKind] = {}
    lines: list[int] = []
    titles: list[tuple[int, str]] = []
    told: list[tuple[ColumnKind, tuple[int, ...]]] = []
    columns: tuple[Column, ...] = ()
    found: list[Cell] = []
    has_rows = is_unsure = False

    def close() -> None:
        nonlocal lines, titles, told, found, has_rows
        if lines or told:
            own = tuple(titles) if columns else ()
            sections.append(Section(columns, tuple(lines), own, tuple(told), is_title_unsure=is_unsure))
            cells.append(found)
        # What stands over the first header heads its table, not the lines before it.
        lines, titles, told, found, has_rows = [], [] if columns else titles, [], [], False

    at = 0
    for group in groups:
        words = tuple(range(at, at + len(group.words)))
        at += len(group.words)
        here = sorted({new.words[index].line for index in words})
        kind = group.kind
        if kind in ("header", "instruction", "title") and has_rows:
            close()
        if kind == "front":
            columns = ()
            lines += here
        elif kind == "running":
            skipped.update(dict.fromkeys(here, "title"))
        elif kind == "header":
            if not columns:
                close()
            columns = group.own
            skipped.update(dict.fromkeys(here, "header"))
        elif kind == "instruction":
            columns = group.own
            skipped.update(dict.fromkeys(here, "instruction"))
            if group.column is not None:
                told.append((plan.columns[group.column].kind, tuple(here)))
        elif kind == "title":
            skipped.update(dict.fromkeys(here, "title"))
            is_unsure = group.is_area_unsure
            titles.insert(0, (here[0], collapse(" ".join(new.lines[line].text for line in here))))
        else:
            if not columns:
                close()
            if group.own != columns and has_rows:
                close()
            columns = group.own
            has_rows = True
            is_unsure = is_unsure or group.is_area_unsure
            lines += here
            place = None
            if group.column is not None:
                place = next(
                    number for number, one in enumerate(columns) if index_of(plan.columns, one) == group.column
                )
            found.append(Cell(words, place, group.new_row, group.sure))
    close()
    kept = [number for number, section in enumerate(sections) if section.columns or section.lines]
    front = [number for number in kept if not sections[number].columns]
    tables = [number for number in kept if sections[number].columns]
    return Unfolded(
        new,
        [sections[number] for number in tables],
        [cells[number] for number in tables],
        skipped,
        [sections[number] for number in front],
    )


def laid_apart(stream: Stream, blocks: Sequence[Sequence[tuple[int, ...]]]) -> list[tuple[int, ...]]:
    """The stream's words in groups: each of these blocks' cells one after the other, the rest as it stands."""
    by_word = {min(index for cell in cells for index in cell): cells for cells in blocks}
    gone = {index for cells in blocks for cell in cells for index in cell}
    laid: list[tuple[int, ...]] = []
    for line in stream.lines:
        if line.first in by_word:
            laid += by_word[line.first]
        elif line.first in gone:
            continue
        elif line.gap or not laid or laid[-1][-1] in gone:
            laid.append(tuple(range(line.first, line.after)))
        else:
            laid[-1] += tuple(range(line.first, line.after))
    return laid


def relaid(stream: Stream, laid: Sequence[tuple[int, ...]]) -> Stream:
    """The words written down anew: each group parted from the one above by a blank line, its lines as they were."""
    lines: list[Line] = []
    words: list[Word] = []
    for group in laid:
        gap = 1
        at = 0
        while at < len(group):
            line = stream.words[group[at]].line
            after = at
            while after < len(group) and stream.words[group[after]].line == line:
                after += 1
            first = len(words)
            start = stream.words[group[at]].start
            for index in group[at:after]:
                word = stream.words[index]
                words.append(replace(word, line=len(lines), start=word.start - start, end=word.end - start))
            source = stream.lines[line]
            text = " ".join(word.text for word in words[first:])
            spaced = source.spaced and group[after - 1] == source.after - 1
            lines.append(Line(source.number, source.page, text, first, len(words), gap, words[-1].end, spaced))
            gap = 0
            at = after
    return Stream(tuple(lines), tuple(words), stream.is_ocr, True)
