"""A header row taken for the rows below it: its columns settled, and whether a new section begins with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.plan.classify import classify, names_area, topic_area
from loaders.plan.headers import CLEAR, Header, Role, read_header, with_weeks
from loaders.plan.tables.align import Profile
from loaders.plan.tables.levels import has_levels
from loaders.plan.tables.settled import settled
from loaders.plan.tables.state import Reader, begin_section, key_of
from loaders.records import Cell
from loaders.text import fold

_LEADING = 2
"""So many columns from the left one may be headed by an area's name."""


def find_header(rows: Sequence[Sequence[Cell]], start: int) -> int | None:
    """The first row from `start` on that is a header; None when there is none."""
    return next((index for index in range(start, len(rows)) if read_header(rows[index]) is not None), None)


def take_header(
    reader: Reader,
    cells: Sequence[Cell],
    below: Sequence[Cell],
    following: Sequence[Sequence[Cell]],
    above: Sequence[Cell],
) -> None:
    """Take in the row of cells as the header of those `following`; `below` is its second row, if it has one."""
    header = read_header(cells, below) or read_header(cells)
    if header is None:
        return
    header, area = _named_after_area(header)
    header = with_weeks(settled(header, following), cells if below else above)
    reader.levelled = has_levels(header, following)
    # An export of a system repeats what it means: a blank cell there says nothing.
    is_complete = reader.is_complete or reader.levelled
    reader.spelled_out = frozenset({"subarea", "cause"}) if is_complete else _spelled_out(header, following)
    same = reader.header is not None and [c.role for c in reader.header.columns] == [c.role for c in header.columns]
    if not same:
        reader.profile = Profile()
    reader.header = header
    if area or _starts_anew(header, following, reader.set_apart):
        begin_section(reader)
    if area:
        reader.over = [area]


def _named_after_area(header: Header) -> tuple[Header, str]:
    """The header with the column that is headed by an area's name («Otrygga platser | Åtgärd | När») as that of the
    places or problems in it, and the name."""
    for column in header.columns[:_LEADING]:
        is_known = column.role not in ("unknown", "area", "subarea", "cause") or column.sure >= CLEAR
        if column.header and not is_known and (names_area(column.header) or topic_area(column.header)):
            has_places = any(other.role == "subarea" for other in header.columns if other is not column)
            role: Role = "cause" if has_places else "subarea"
            columns = [replace(one, role=role, sure=CLEAR) if one is column else one for one in header.columns]
            return Header(tuple(columns)), column.header
    return header, ""


def _starts_anew(header: Header, following: Sequence[Sequence[Cell]], apart: frozenset[tuple[str, ...]]) -> bool:
    """Whether the rows below a header begin a new section, not go on after a page break: an instruction row comes
    again, or the first row states its own area."""
    after = [row for row in following if any(cell.text.strip() for cell in row)]
    if not after:
        return False
    told = classify(after[0], header, after_header=True, is_set_apart=key_of(after[0]) in apart)
    instructed = told.kind == "instruction"
    row = after[1] if instructed and len(after) > 1 else after[0]
    lead = header.indexes("area", "subarea")
    states = any(index < len(row) and row[index].text.strip() for index in lead) if lead else True
    return instructed and states


def _spelled_out(header: Header, following: Sequence[Sequence[Cell]]) -> frozenset[Role]:
    """Columns whose author repeats a text on every row it holds for: a blank cell there is blank, no continuation."""
    found: set[Role] = set()
    for index in header.indexes("area", "subarea", "cause"):
        texts = [fold(row[index].text) for row in following if index < len(row) and row[index].merged == "no"]
        again = sum(bool(text) and text == above for above, text in pairwise(texts))
        blank = sum(bool(above) and not text for above, text in pairwise(texts))
        if again >= 3 and blank * 4 <= again:
            found.add(header.columns[index].role)
    return frozenset(found)
