"""Exports of planning systems: a column says of each row whether it is an area, a goal or an activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from loaders.plan.headers import Header
from loaders.records import Cell
from loaders.text import fold
from loaders.vocabulary import words

Level = Literal["area", "goal", ""]

_MARKS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def level_of(header: Header | None, cells: Sequence[Cell]) -> Level:
    """What the row says itself that it is, when that is no measure; "" for a measure, and without such a column."""
    for index in _columns(header) if header else ():
        said = _MARKS.sub("", fold(cells[index].text)) if index < len(cells) else ""
        return "area" if said in _set("area") else "goal" if said in _set("goal") else ""
    return ""


def has_levels(header: Header, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the table has a column that tells of some rows that they are areas or goals, of others that they are
    activities."""
    said = {_MARKS.sub("", fold(row[index].text)) for index in _columns(header) for row in rows if index < len(row)}
    return bool(said & (_set("area") | _set("goal"))) and bool(said & _set("activity"))


def _columns(header: Header) -> list[int]:
    return [
        column.index for column in header.columns if column.role == "known" and fold(column.header) in _set("headings")
    ]


def name_of(header: Header, cells: Sequence[Cell]) -> list[Cell]:
    """The cells that name what the row is."""
    return [cells[index] for index in header.indexes("measure") if index < len(cells) and cells[index].text.strip()]


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(fold(text) for text in words("rows")["levels"][key])
