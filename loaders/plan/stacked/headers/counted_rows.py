"""Tables whose rows are counted though no header says so: «1 Torget …», «2 Skolan …» where OCR read them across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.stacked.count import counted_at_starts, counts_rows
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream

_COUNT = Column("other", "Nr")


def with_counts(stream: Stream, sections: Sequence[Section]) -> list[Section]:
    """The tables read across, given a first column for the numbers that count their rows at the lines' beginnings; as
    they are where a header names that column or nothing counts so. Without it the numbers are the first cells' words,
    and tell nothing of where rows begin."""
    tables = [section for section in sections if section.columns]
    if any(counts_rows(column.header) for section in tables for column in section.columns):
        return list(sections)
    if not counted_at_starts(stream, [line for section in tables for line in section.lines]):
        return list(sections)
    return [
        replace(section, columns=(_COUNT, *section.columns)) if section.columns else section for section in sections
    ]
