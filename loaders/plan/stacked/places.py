"""Cells in the areas' column that only say where: of a merged area's second row the first cell is its place, and looks
like an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.classify import areas_meant, names_area
from loaders.plan.stacked.cells import Cell, by_row
from loaders.plan.stacked.sections import Section, kinds_of
from loaders.plan.stacked.text import Stream
from loaders.text import fold

# So many areas with a place beside them that speak of one of the agreement's areas, and so large a share of all such
# rows, tell that the plan's areas do: chosen on the invented plans' PDF text.
_FEWEST_TOLD, _MOSTLY = 3, 0.6
# How sure it is that such a cell is a place: it may be an area of the plan's own, so a person is asked.
_SURE = 0.5


def with_places(stream: Stream, sections: Sequence[Section], cells: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells, those in the column of areas moved to that of places where nothing stands, where areas elsewhere have
    a place beside them and all areas that the text speaks of are among these; a person is asked of each."""
    told = [
        fold(_text(stream, row[0]))
        for section, of_section in zip(sections, cells, strict=True)
        for row in by_row(of_section)
        if (places := _columns(section)) and [cell.column for cell in row[:2]] == [*places]
    ]
    areas = {text: areas_meant(text) for text in told}
    speak = sum(bool(areas[text]) for text in told)
    if sum(map(bool, areas.values())) < _FEWEST_TOLD or speak < _MOSTLY * len(told):
        return [list(of_section) for of_section in cells]
    codes = frozenset.union(*areas.values())
    found: list[list[Cell]] = []
    is_first = True
    for section, of_section in zip(sections, cells, strict=True):
        places = _columns(section)
        found.append([])
        for row in by_row(of_section):
            first = row[0]
            if places and first.column == places[0]:
                text = fold(_text(stream, first))
                is_area = is_first or text in areas or names_area(text) or not areas_meant(text) <= codes
                is_lone = not any(cell.column == places[1] for cell in row)
                if is_lone and not is_area:
                    first = replace(first, column=places[1], sure=min(first.sure, _SURE))
                is_first = False
            found[-1] += [first, *row[1:]]
    return found


def _columns(section: Section) -> tuple[int, int] | None:
    """The columns of the table's areas and of the places in them, right of it; None where it lacks one."""
    kinds = kinds_of(section.columns)
    if "area" not in kinds or "subarea" not in kinds or kinds.index("area") > kinds.index("subarea"):
        return None
    return kinds.index("area"), kinds.index("subarea")


def _text(stream: Stream, cell: Cell) -> str:
    return " ".join(stream.words[index].text for index in cell.words)
