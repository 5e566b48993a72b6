"""Columns lent to tables whose headers lack them: as another table of the text has them, or as every plan does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.stacked.sections import Column, Layout

# With what it is lent a header is so many times as long at most: more than that no OCR loses.
_MOST_TIMES = 2


def lent(layout: Layout) -> Layout | None:
    """The layout with the columns of its fullest header given to the tables whose headers name some of them in the same
    order, as if OCR had lost the others; None where there is no such table."""
    fullest = max((section.columns for section in layout.sections), key=len, default=())
    sections = []
    for section in layout.sections:
        lost = lacking(section.columns, fullest) if len(fullest) <= _MOST_TIMES * len(section.columns) else ()
        sections.append(replace(section, columns=fullest, lent=lost) if lost else section)
    return replace(layout, sections=tuple(sections)) if tuple(sections) != layout.sections else None


def lent_followup(layout: Layout) -> Layout | None:
    """The layout with a column for what was done given to its tables before that of the statuses, as if OCR had lost
    its header from all; None where a table has one, or one for comments, or where not all end with the statuses."""
    tables = [section.columns for section in layout.sections if section.columns]
    kinds = {column.kind for columns in tables for column in columns}
    if kinds & {"followup", "comment"} or not tables or any(columns[-1].kind != "status" for columns in tables):
        return None
    told = (Column("followup"),)
    sections = [
        replace(one, columns=(*one.columns[:-1], *told, one.columns[-1]), lent=(*one.lent, *told))
        if one.columns
        else one
        for one in layout.sections
    ]
    return replace(layout, sections=tuple(sections))


def lacking(own: Sequence[Column], fullest: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that a header lacks beside the fullest one, which has its own in the same order; none where that one
    has not."""
    rest = list(own)
    lost = []
    for column in fullest:
        if rest and rest[0].kind == column.kind:
            rest.pop(0)
        else:
            lost.append(column)
    return () if rest else tuple(lost)
