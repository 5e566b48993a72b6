"""The stretches of a table's text that may be cells: from any border to any other within reach, and what each shows."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from loaders.plan.stacked.borders import BULLETS, is_number
from loaders.plan.stacked.flow import Breaks, Said
from loaders.plan.stacked.in_order.table_text import TableText
from loaders.plan.stacked.sections import Column, ColumnKind
from loaders.plan.stacked.widths import SPACE, Break

_MOST_LINES, _MOST_GAPS = 60, 3
# A heading or a paragraph across the table: what its text must outweigh.
_LEAD_SCORE, _LEAD_NAMES_AREA, _LEAD_PARTS_ROWS, _LEAD_WORD = -3.0, 4.0, 12.0, -0.15
# Words in capitals over whole lines are no row of short cells, the less the more they are.
_LEAD_OF_WORD = 1.0
_LEAD_IS_LOWER = -8.0
# The own name of an area at a cell's beginning: worth for the area column, and against every other.
NAMES_AREA = 2.0
# What a cell is to the areas: nothing, a topic of one, or it begins with an area's own name.
NO_AREA, TOPIC, OWN_NAME = 0, 1, 2
# A short sentence is a comment rather than a name; where a whole problem is told, it may stand in the first column.
_NAME_IS_SENTENCE, _SENTENCE_WORDS = -3.0, range(4, 11)
_NUMBER, _COUNTS = 2.0, 6.0
# A dash in a cell in which nothing else stands: it is one by itself.
_IS_BLANK = 5.0
_TWIN_REACH = 120

Known = Callable[[int, int], Mapping[ColumnKind, float]]


@dataclass(slots=True)
class Stretch:
    """A stretch that may be a cell: from border `start` to border `end`."""

    start: int
    end: int
    mask: int
    """What its wording shows, as cues.py has it."""
    length: int
    passing: float
    """What it is worth to pass the borders inside it."""
    hints: tuple[float, ...]
    """What it is worth in each column before the document has said anything."""
    lead: float
    """The same as a heading."""
    of_area: int
    """NO_AREA, TOPIC or OWN_NAME."""
    breaks: tuple[Break, ...]
    last_width: int
    key: int
    """Alike in stretches of the same words."""
    one_line: bool
    ends_line: bool
    spaced: tuple[int, int]
    """How many of its inner line breaks have no space before them, and how many have one."""
    space_at_end: bool | None
    """Whether a space stands before the line break at its end, None when no line break stands there."""
    said: Said | None
    """What its breaks say where blank lines tell how the page was set."""


# A way through the table: its cells' stretches with their columns.
Path = list[tuple[Stretch, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's text with all stretches of it that may be cells, by the border they begin at, and the `twins` of those
    whose text stands again right after or before them: by (start, end), whether it does after and whether before."""

    text: TableText
    stretches: Sequence[Sequence[Stretch]]
    twins: Mapping[tuple[int, int], tuple[bool, bool]]


def table_of(text: TableText, known: Known | None) -> Table:
    """The table with its stretches; `known` is what the cells of another document say of words [first, after)."""
    stretches = [_from(text, start, known) for start in range(len(text.borders))]
    return Table(text, stretches, _twins(text, stretches))


def _from(text: TableText, start: int, known: Known | None) -> list[Stretch]:
    """All stretches that may be a cell and begin at this border."""
    borders, words, lines, cues = text.borders, text.stream.words, text.stream.lines, text.cues
    first = borders[start].word
    place = text.at_word[first]
    mask = 0
    found: list[Stretch] = []
    breaks: list[Break] = []
    passing, key, gaps, count, counting, dashes, blanks, spaced = 0.0, 0, 0, 0, 0, 0, 0, 0
    line = borders[start].line
    said = Breaks(text.stream, line, borders[start].starts_line) if text.stream.flows else None
    left = words[first].start
    line_count = 1
    nxt = start + 1
    while place < len(text.words):
        index = text.words[place]
        if words[index].line != line:
            gap = nxt < len(borders) and borders[nxt].word == index and borders[nxt].gap
            if nxt < len(borders) and borders[nxt].word == index:
                passing += borders[nxt].passing
                # Each point of a list may stand by itself.
                gaps += gap and words[index].text not in BULLETS
                nxt += 1
            line_count += 1
            blanks += lines[words[index].line].gap > 0
            if gaps > _MOST_GAPS or line_count > _MOST_LINES or (said and blanks > _MOST_GAPS):
                break
            spaced += lines[line].spaced
            if said:
                said.go_on(words[index].line)
            width = words[index - 1].end - left if words[index - 1].line == line else lines[line].width
            if not gap:
                breaks.append(Break(width, width + SPACE + words[index].end))
            line, left = words[index].line, 0
        elif nxt < len(borders) and borders[nxt].word == index:
            passing += borders[nxt].passing
            nxt += 1
        mask |= cues.any[index]
        key = hash((key, words[index].key.strip(".,;:-")))
        count += 1
        counting += index in text.counts
        dashes += index in text.blanks
        place += 1
        if place == len(text.words) or (nxt < len(borders) and borders[nxt].word == text.words[place]):
            end = nxt if place < len(text.words) else len(borders)
            if end < len(borders) and not _may_end(text, end, line_count):
                continue
            whole = mask | cues.start_mask(first, index + 1) | cues.end_mask(first, index + 1)
            area = cues.names_area(first, index + 1)
            begins = cues.begins_with_area(first, index + 1)
            of_area = OWN_NAME if begins else TOPIC if area else NO_AREA
            worth = _hints(text, first, index, count, counting, begins, known)
            lead = _as_heading(text, start, end, index, count, counting, area, begins)
            if dashes:
                blank = _IS_BLANK if count == 1 else -_IS_BLANK * dashes
                worth, lead = tuple(one + blank for one in worth), lead - _IS_BLANK
            last_width = words[index].end - left
            after = text.words[place] if place < len(text.words) else None
            ends_line = after is None or borders[end].starts_line
            below = words[after].line if after is not None and ends_line else None
            space_at_end = lines[line].spaced if ends_line else None
            found.append(Stretch(start, end, whole, count, passing, worth, lead, of_area, tuple(breaks), last_width,
                                 key, line_count == 1, ends_line, (line_count - 1 - spaced, spaced), space_at_end,
                                 said.end_before(below) if said else None))  # fmt: skip
    return found


def _may_end(text: TableText, end: int, lines: int) -> bool:
    """A cell ends inside a line only when it stands in that line alone: the next cell begins beside it, on top."""
    border = text.borders[end]
    return border.starts_line or lines == 1 or text.stream.words[border.word].barred


def _hints(
    text: TableText, first: int, last: int, count: int, counting: int, begins: bool, known: Known | None
) -> tuple[float, ...]:
    """What the words [first, last] say for each column before the document has said anything: what another document
    knows, an area's name, a sentence, numbers. `count` of them, `counting` of these count rows."""
    words = text.stream.words
    hints = known(first, last + 1) if known else {}
    end = words[last].text if count in _SENTENCE_WORDS else ""
    named = NAMES_AREA if begins else 0.0
    return tuple(
        hints.get(column.kind, 0.0)
        + (named if column.kind == "area" else -named)
        + _as_name(column, end)
        + (_as_number(column) if count == 1 and is_number(words[first].text) else 0.0)
        + (_as_count(counts, counting, count) if text.counts else 0.0)
        for column, counts in zip(text.columns, text.count_rows, strict=True)
    )


def _as_name(column: Column, last: str) -> float:
    """What a text's last word says of it as a name: areas and places are named, not told in sentences."""
    return _NAME_IS_SENTENCE if column.kind in ("area", "subarea") and last.endswith(".") else 0.0


def _as_number(column: Column) -> float:
    """What a bare number says: rows and costs are counted, times are not told so, and no place is named so."""
    if column.kind == "other":
        return _NUMBER
    return -_NUMBER * (2 if column.kind in ("area", "subarea") else 1)


def _as_count(counts: bool, counting: int, count: int) -> float:
    """What the numbers that count the rows say: each is a cell by itself, and the counting column has no other."""
    if not counting:
        return -_COUNTS if counts else 0.0
    return _COUNTS if counts and count == 1 else -_COUNTS


def _as_heading(
    text: TableText, start: int, end: int, last: int, count: int, counting: int, area: bool, begins: bool
) -> float:
    """What the words between two borders, up to `last`, are worth as a heading or a paragraph across the table."""
    cues, first = text.cues, text.borders[start].word
    lead = _LEAD_SCORE + (_LEAD_NAMES_AREA if area else 0.0) + _LEAD_WORD * count
    lead += _LEAD_IS_LOWER if text.stream.words[first].text[:1].islower() else 0.0
    lead -= _COUNTS if counting else 0.0
    parts = cues.is_heading(first, last + 1) and _stands_alone(text, start, end)
    across = cues.is_total(first, last + 1)
    if not (across or text.area_columns):
        # No column of the table holds an area's name, which can only be a heading.
        across = (area and begins) or cues.is_shouted(first, last + 1) or cues.counts_on(first, last + 1)
    if parts or (across and _fills_lines(text, start, end)):
        lead += _LEAD_PARTS_ROWS + (_LEAD_OF_WORD * count if cues.is_shouted(first, last + 1) else 0.0)
    return lead


def _stands_alone(text: TableText, start: int, end: int) -> bool:
    """Whether blank lines (or the table's ends) stand over and under the stretch; without any, line ends."""
    if not text.has_gaps:
        return _fills_lines(text, start, end)
    return text.borders[start].gap and (end == len(text.borders) or text.borders[end].gap)


def _fills_lines(text: TableText, start: int, end: int) -> bool:
    """Whether nothing else stands in the stretch's lines: blank lines part no rows where cells run together."""
    return text.borders[start].starts_line and (end == len(text.borders) or text.borders[end].starts_line)


def _twins(text: TableText, stretches: Sequence[Sequence[Stretch]]) -> dict[tuple[int, int], tuple[bool, bool]]:
    """The stretches that have twins: follow-up and status are often copies."""
    if not {"followup", "status"} <= {column.kind for column in text.columns}:
        return {}
    by_key: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in itertools.chain.from_iterable(stretches):
        if stretch.length <= _TWIN_REACH:
            by_key[stretch.key].append(stretch)
    found: dict[tuple[int, int], tuple[bool, bool]] = {}
    for alike in by_key.values():
        for one, other in itertools.pairwise(alike):
            after = text.word_at(one.end)
            if after <= text.word_at(other.start) <= after + _TWIN_REACH:
                before = found.get((one.start, one.end), (False, False))
                found[(one.start, one.end)] = (True, before[1])
                before = found.get((other.start, other.end), (False, False))
                found[(other.start, other.end)] = (before[0], True)
    return found
