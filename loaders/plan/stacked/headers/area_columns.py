"""A column that holds the areas whatever it is headed («Prioritet», «Spår»): what stands in it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.classify import areas_spoken_of
from loaders.plan.stacked.count import counts_rows
from loaders.plan.stacked.phrases import area_words
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import Stream

# So many areas' names or topics begin lines: one or two may be what some cell is about.
_FEWEST = 3


def with_area_column(stream: Stream, sections: Sequence[Section]) -> list[Section]:
    """The tables, the first column beside a count of the rows taken for the areas' where nothing else tells these, its
    header is of no column of a plan, and lines begin with the names of several areas."""
    tables = [section for section in sections if section.columns]
    is_told = any(section.titles or any(column.kind == "area" for column in section.columns) for section in tables)
    places = {_place(section.columns) for section in tables}
    if is_told or len(places) != 1 or None in places:
        return list(sections)
    begun = {code for section in tables for line in section.lines for code in _begun_with(stream, line)}
    if len(begun) < _FEWEST:
        return list(sections)
    return [replace(section, columns=_with_area(section.columns)) for section in sections]


def _place(columns: Sequence[Column]) -> int | None:
    """Where the first column stands that does not count the rows, if nobody knows what it holds."""
    first = next((at for at, column in enumerate(columns) if not counts_rows(column.header)), None)
    return first if first is not None and columns[first].kind == "other" else None


def _with_area(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    at = _place(columns)  # None where a section is what stands over all tables
    return tuple(replace(column, kind="area") if place == at else column for place, column in enumerate(columns))


def _begun_with(stream: Stream, line: int) -> frozenset[str]:
    """The areas whose names or topics the line begins with, behind a row's number and before another cell: what fills
    its line may be a heading."""
    words, own = stream.words, stream.lines[line]
    first = next((at for at in range(own.first, own.after) if any(map(str.isalpha, words[at].text))), own.first)
    if not words[first].text[:1].isupper():
        return frozenset()
    taken = max((taken for taken, _ in area_words(stream.is_ocr).at(words, first, own.after)), default=0)
    behind = next((word for word in words[first + taken : own.after] if any(map(str.isalpha, word.text))), None)
    if behind is None or not behind.text[:1].isupper():
        return frozenset()
    return areas_spoken_of(" ".join(word.text for word in words[first : first + taken]))
