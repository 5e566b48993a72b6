"""A header's columns settled by what stands under them: columns without a header, ticks, dates, areas, aims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.classify import is_instruction, is_state, is_tick, is_unticked, names_area
from loaders.plan.headers import Header, Role, names_only_time, says_how_it_stands
from loaders.records import Cell
from loaders.text import collapse, fold

_SHARED_BY = 1.5
_OF_STATE: tuple[Role, ...] = ("followup", "status")
_SHARE = re.compile(r"\s*\d{1,3}\s*%\s*")
_WORDS_OF_STATE = 3
"""So many words at most say how it stands without telling."""
_FEWEST_AREAS = 2
"""So many areas named in a column make it theirs."""


def settled(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """The header with each column's role settled by the rows under it."""
    for settle in (_without_what_is_beside, _unnamed, _areas, _ticked, _aims, _dated, _standing):
        header = settle(header, following)
    return header


def _without_what_is_beside(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """The header up to a column that is blank all the way down, when it knows none of the columns past that: a key or
    another small table stands beside this one."""
    for column in header.columns:
        past = header.columns[column.index + 1 :]
        blank = column.role == "unnamed" and not any(
            row[column.index].text.strip() for row in following if column.index < len(row)
        )
        if blank and column.index and len(past) > 1 and all(other.role in ("unknown", "unnamed") for other in past):
            return Header(header.columns[: column.index])
    return header


def _unnamed(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """A column without a header: row numbers, the area column when it stands first, else part of the one before."""
    columns = list(header.columns)
    named = [column.index for column in columns if column.role != "unnamed"]
    for column in header.columns:
        if column.role != "unnamed":
            continue
        texts = [collapse(row[column.index].text) for row in following if column.index < len(row)]
        texts = [text for text in texts if text]
        if not texts or all(len(text) <= 6 and text.rstrip(".").replace(".", "").isdigit() for text in texts):
            continue
        if column.index < named[0]:
            if not header.indexes("area"):
                columns[column.index] = replace(column, role="area")
        elif column.index > named[0]:
            left = columns[max(index for index in named if index < column.index)]
            columns[column.index] = replace(left, index=column.index)
    return Header(tuple(columns))


def _areas(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """A column of places or problems that names the agreement's areas, from its first text on, is the area's where no
    other is: under «Problemområde» both may stand."""
    if header.indexes("area"):
        return header
    for index in header.indexes("subarea"):
        rows = [row for row in following if index < len(row) and row[index].text.strip() and not _is_alone(row, index)]
        told = [
            collapse(row[index].text)
            for row in rows
            if not is_instruction(row, header if row is following[0] else None)
        ]
        if told and names_area(told[0]) and sum(map(names_area, dict.fromkeys(told))) >= _FEWEST_AREAS:
            columns = [replace(one, role="area") if one.index == index else one for one in header.columns]
            return Header(tuple(columns))
    return header


def _is_alone(cells: Sequence[Cell], index: int) -> bool:
    """Whether a cell's text is all that a row holds: a heading."""
    return all(cell.text in ("", cells[index].text) for cell in cells)


def _ticked(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Columns side by side whose headers are statuses («Ej påbörjad», «Pågår», «Klar») and whose cells are only ticked
    are together the status of a row; so are parts of the year («Q1», «Q2», …) its time."""
    ticked: dict[int, Role] = {}
    for column in header.columns:
        texts = [row[column.index].text for row in following if column.index < len(row)]
        if is_state(column.header) or _SHARE.fullmatch(column.header):
            role: Role = "status"
        elif column.role == "unknown" and names_only_time(column.header):
            role = "when"
        else:
            continue
        if _only_ticks(texts, column.header):
            ticked[column.index] = role
    told = {
        role for index, role in ticked.items() if any(is_tick(row[index].text) for row in following if index < len(row))
    }
    beside = {
        index: role
        for index, role in ticked.items()
        if role in (ticked.get(index - 1), ticked.get(index + 1)) and (role == "status" or role in told)
    }
    return Header(
        tuple(
            replace(column, role=beside[column.index], ticked=True, date=None) if column.index in beside else column
            for column in header.columns
        )
    )


def _dated(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Columns right of the measure's that are headed by a date or a month alone, over words and no ticks, tell how it
    goes where no other column does."""
    if header.indexes("followup", "status"):
        return header
    measure = header.indexes("measure")[0]
    columns = []
    for column in header.columns:
        texts = [row[column.index].text for row in following if column.index < len(row)]
        told = [text for text in texts if any(map(str.isalpha, text)) and not is_tick(text)]
        tells = column.index > measure and names_only_time(column.header) and len(told) * 2 > sum(map(bool, texts))
        columns.append(replace(column, role="followup") if column.role == "unknown" and tells else column)
    return Header(tuple(columns))


def _standing(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Columns of how it stands («Läget»), where no other tells or judges: a follow-up when most cells are texts, a
    status when they are words for one."""
    standing = [column for column in header.columns if says_how_it_stands(column) and column.role in _OF_STATE]
    if len(standing) != len(header.indexes(*_OF_STATE)):
        return header
    columns = list(header.columns)
    for column in standing:
        texts = [collapse(row[column.index].text) for row in following if column.index < len(row)]
        told = [text for text in texts if any(map(str.isalnum, text)) and fold(text) != fold(column.header)]
        short = sum(len(text.split()) <= _WORDS_OF_STATE for text in told)
        if told and short * 2 != len(told):
            columns[column.index] = replace(column, role="status" if short * 2 > len(told) else "followup")
    return Header(tuple(columns))


def _aims(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Of two columns for the measure («Vi ska», «Så här gör vi») the left one is the goal when its cells are merged, or
    left blank, over several of the other's: a measure has a row of its own."""
    doing = header.indexes("measure")
    if len(doing) != 2 or header.indexes("goal"):
        return header
    first, second = (
        sum(bool(row[index].text.strip()) and row[index].merged == "no" for row in following if index < len(row))
        for index in doing
    )
    aim = doing[0]
    named_so = fold(header.columns[aim].header).startswith(("atgard", "insats", "aktivitet"))
    if named_so or not 0 < first * _SHARED_BY <= second:
        return header
    return Header(tuple(replace(column, role="goal") if column.index == aim else column for column in header.columns))


def _only_ticks(texts: Sequence[str], header: str) -> bool:
    """Whether a column's cells are blank or ticked; a total or a repeated header among them changes nothing."""
    told = [text for text in texts if text.strip() and fold(text) != fold(header)]
    ticks = sum(is_tick(text) or is_unticked(text) for text in told)
    return ticks * 4 >= len(told) * 3 or len(told) - ticks <= 1
