"""Rows that are headings: areas and what stands under them, in capitals, numbered, or told by a column of levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.plan.classify import (
    APART,
    Kind,
    areas_meant,
    areas_spoken_of,
    counts_on,
    is_count,
    is_example,
    is_numbered_alike,
    labels_area,
    names_area,
    own_cells,
    topic_area,
)
from loaders.plan.tables.levels import level_of, name_of
from loaders.plan.tables.state import LONGEST_HEADING, OF_ROWS, Reader, key_of, labelled
from loaders.records import Cell, Doubt
from loaders.text import collapse, fold, is_shouted

_GOES_ON = re.compile(r"[\s,;:–-]*\(?\bforts(?:\.|att\w*|ättning\w*)?\)?\.?\s*$", re.IGNORECASE)
_SEVERAL_AREAS = 3
_MOST_LOUD = 0.25
"""The share of rows with a text in capitals from which capitals tell nothing."""


def take_instruction(reader: Reader, cells: Sequence[Cell], kind: Kind) -> None:
    """An instruction row's first cell can name the area that the table is about, in place of an instruction. One that
    only its looks tell is asked about."""
    if kind.reason == APART:
        looks = "står lika under flera tabeller" if key_of(cells) in reader.repeated else "är kursiv"
        question = f"Raden under kolumnrubrikerna {looks} och lästes som mallens anvisning. Är den en åtgärd?"
        reader.doubts.append(Doubt(question, cells[0].place, " | ".join(cell.text for cell in cells if cell.text)))
    for cell in cells:
        text = collapse(cell.text)
        if text and not is_example(text) and len(text) <= LONGEST_HEADING and names_area(text):
            reader.over.append(text)
            reader.first = reader.subarea = reader.cause = ""
            return


def take_heading(reader: Reader, cells: Sequence[Cell]) -> None:
    """Take in a row as a heading over those below it: beside the one above, under it, or the same that goes on."""
    text = _heading_of(cells)
    label = labelled(text)
    if label is not None and reader.header and not reader.header.indexes(label[0]):
        reader.labelled[label[0]] = (OF_ROWS + len(reader.over), label[1])
        reader.read_as[collapse(text.partition(":")[0]), label[0]] = None
        return
    if reader.over and fold(text) == fold(reader.over[0]):
        # It goes on in the next table.
        reader.over = reader.over[:1]
        reader.subarea = reader.cause = ""
        return
    at = next((at for at, above in enumerate(reader.over) if counts_on(above, text)), len(reader.over))
    if len(reader.over) > at + 1 and len(reader.rows) == reader.headed:
        # What stands between two that count on is under the first of them, and heads no measure.
        last = reader.over[-1]
        question = f"«{last[:80]}» står ensamt över «{text[:80]}», utan åtgärder under sig. Är det en åtgärd?"
        reader.doubts.append(Doubt(question, own_cells(cells)[0].place, last))
        reader.over = reader.over[:at]
    reader.counted = reader.counted or is_counted(cells)
    fresh = len(reader.rows) > reader.headed
    if labels_area(text):
        reader.outline, reader.near = [], []
    beside = bool(reader.over) and (
        is_numbered_alike(reader.over[0], text) or {text, reader.over[0]} <= reader.alike or is_counted(cells)
    )
    above = [*(said for _, said in reader.outline[-1:]), *reader.near[-1:]]
    if fresh and not reader.over and above and _goes_beside(above[-1], text):
        # The first heading stands over the table, the next ones in it.
        beside = True
        if not reader.near:
            reader.outline.pop()
    rest = fold(text).startswith("ovrig")
    beside = fresh and (beside or rest or (bool(topic_area(text)) and (len(reader.over) <= 1 or " " in text)))
    if labels_area(text) or names_area(text) or beside:
        # A heading that comes after measures of the one before stands beside it, not under it.
        reader.over = []
        if fresh:
            reader.near = []
    elif fresh and len(reader.over) > 1:
        reader.over.pop()
    elif fresh and reader.over and (topic_area(reader.over[0]) or names_area(reader.over[0])):
        question = f"Är «{text[:80]}» ett eget område, eller en del av «{reader.over[0][:80]}»? Det lästes som en del."
        place = own_cells(cells)[0].place
        reader.doubts.append(Doubt(question, place, text))
    depth = OF_ROWS + len(reader.over)
    reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] <= depth}
    reader.over.append(text)
    reader.headed = len(reader.rows)
    reader.first, reader.subarea, reader.cause = text, "", ""


def _goes_beside(above: str, text: str) -> bool:
    """Whether a heading in a table is the next one after that over it: its number is, or it speaks of other areas."""
    spoken, told = areas_spoken_of(above), areas_spoken_of(text)
    return counts_on(above, text) or (bool(spoken) and bool(told) and spoken.isdisjoint(told))


def is_counted(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a number and one text."""
    texts = [cell.text for cell in own_cells(cells)]
    return len(texts) == 2 and is_count(texts[0])


def _heading_of(cells: Sequence[Cell]) -> str:
    """What a heading's row says, without that it goes on and without its number in a cell of its own."""
    texts = [collapse(cell.text) for cell in own_cells(cells)]
    said = _GOES_ON.sub("", texts[-1] if is_count(texts[0]) else texts[0])
    return said or texts[0]


def beside_one_another(rows: Sequence[Sequence[Cell]]) -> frozenset[str]:
    """The headings in a table of one look (in capitals or not), when none of them stands right under another, and most
    speak of areas, three areas in all: then the others among them are no places or problems but areas of the plan's
    own."""
    found: dict[bool, list[str]] = {True: [], False: []}
    last: list[str] | None = None
    for cells in rows:
        own = {collapse(cell.text) for cell in own_cells(cells)}
        if len(own) == 1 and len(cells) > 1:
            of_look = found[next(iter(own)).isupper()]
            if of_look is last:
                return frozenset()
            of_look += own
            last = of_look
        elif own:
            last = None
    return frozenset(text for texts in found.values() if _are_areas(texts) for text in texts)


def _are_areas(headings: Sequence[str]) -> bool:
    """Whether most headings speak of areas, three in all; where only stems of words do, few speak of the same."""
    spoken, meant = [areas_spoken_of(text) for text in headings], [areas_meant(text) for text in headings]
    few_alike = sum(map(bool, meant)) < 2 * len(frozenset().union(*meant))
    return _are_several(spoken) or (few_alike and _are_several(meant))


def _are_several(areas: Sequence[frozenset[str]]) -> bool:
    return sum(map(bool, areas)) * 2 > len(areas) and len(frozenset().union(*areas)) >= _SEVERAL_AREAS


def is_loud(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether capitals tell nothing: rows that say more than one thing are written in them too, or there are none."""
    others = [cells for cells in rows if not is_shouted_alone(cells)]
    shouted = sum(any(is_shouted(collapse(cell.text)) for cell in cells) for cells in others)
    return not others or shouted > _MOST_LOUD * len(others)


def is_shouted_alone(cells: Sequence[Cell]) -> bool:
    """Whether a text in capitals is all that a row says."""
    own = [cell.text for cell in own_cells(cells)]
    return len(own) == 1 and is_shouted(collapse(own[0]))


def take_shouted(reader: Reader, cells: Sequence[Cell]) -> None:
    """Take a row in capitals as a heading; one that names no area may as well be a measure, so a person is asked."""
    cell = own_cells(cells)[0]
    text = collapse(cell.text)
    if not names_area(text) and not topic_area(text):
        question = "Raden är bara en text i versaler. Är den en rubrik, som den lästes, eller en åtgärd?"
        reader.doubts.append(Doubt(question, cell.place, text))
    take_heading(reader, cells)


def take_level(reader: Reader, cells: Sequence[Cell]) -> Kind:
    """A row that is no measure but the area or the goal of those below it."""
    assert reader.header is not None  # see `level_of`
    named = name_of(reader.header, cells)
    reader.labelled.pop("goal", None)
    if level_of(reader.header, cells) == "goal":
        reader.labelled["goal"] = (0, collapse(" ".join(cell.text for cell in named)))
        return Kind("heading", "mål för raderna under")
    if named:
        take_heading(reader, named)
    return Kind("heading", "område för raderna under")
