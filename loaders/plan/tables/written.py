"""The texts of one table row, column by column, as the register names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from loaders.dates import first_day
from loaders.plan.classify import is_beside, is_tick, is_unticked
from loaders.plan.headers import Column, Header, Role, is_share
from loaders.plan.items import numbered
from loaders.plan.periods import in_order
from loaders.records import Cell, FollowUp
from loaders.text import collapse, fold

_ROLES: tuple[Role, ...] = (
    "area", "subarea", "cause", "measure", "goal", "when", "start", "end", "who", "partner", "comment",
)  # fmt: skip


_PERCENT = re.compile(r"\d{1,3}")
_NO_POINT = re.compile(
    r"\b(?:lopande|kontinuerlig\w*|behov|gang|ganger|ggr|varje|sa snart|tills|hela"
    r"|per (?:ar|manad|vecka|termin|kvartal|tertial))\b|^nar\b|\w{3}vis\b|^\W+$"
)
"""What no start or end is: how often, or on what condition."""
_WEEK = re.compile(r"[1-9]|[1-4]\d|5[0-3]")


def texts_of(header: Header | None, cells: Sequence[Cell]) -> dict[Role, str]:
    """The text of each single-text column; several columns of one role are joined, the same text only once. A bare
    number under a heading of weeks is told as one."""
    texts: dict[Role, list[str]] = {}
    if months := _ticked_times(header, cells):
        texts["when"] = [months]
    for column, cell in _pairs(header, cells):
        if column.role == "when" and column.ticked:
            continue
        text = cell.text.strip()
        if column.in_weeks and _WEEK.fullmatch(text):
            text = f"v. {text}"
        if text and text not in texts.get(column.role, []):
            texts.setdefault(column.role, []).append(text)
    return {role: "\n".join(texts.get(role, [])) for role in _ROLES}


def _ticked_times(header: Header | None, cells: Sequence[Cell]) -> str:
    """The headings of the ticked parts of the year: the first and the last where all between them are ticked too."""
    columns = [(column, cell) for column, cell in _pairs(header, cells) if column.role == "when" and column.ticked]
    ticked = [place for place, (_, cell) in enumerate(columns) if cell.text.strip() and not is_unticked(cell.text)]
    said = [columns[place][0].header for place in ticked]
    whole = len(ticked) > 1 and ticked == list(range(ticked[0], ticked[-1] + 1))
    return f"{said[0]} – {said[-1]}" if whole else ", ".join(said)


def _pairs(header: Header | None, cells: Sequence[Cell]) -> Iterable[tuple[Column, Cell]]:
    """Each cell with its column; cells right beyond the header belong to the last named column, and what stands further
    off, past a blank cell, to none: a note beside the table."""
    if header is None:
        return
    columns = header.columns
    last = next((column for column in reversed(columns) if column.role != "unnamed"), columns[-1])
    for index, cell in enumerate(cells):
        if index < len(columns):
            yield columns[index], cell
        elif is_beside(cells, index, len(columns)):
            yield Column(index, "unnamed", ""), cell
        else:
            yield last, cell


def when_of(values: dict[Role, str]) -> str:
    """The time column, or start and end joined by a dash ("2025-01-15 –", "– 2025-06-30"): each part's own where they
    are numbered, and none beside what is no point in time («Löpande»)."""
    start, end = values["start"], values["end"]
    starts, ends = numbered(start), numbered(end)
    if starts or ends:
        numbers = sorted({**starts, **ends})
        spans = [_span(starts.get(n, "") if starts else start, ends.get(n, "") if ends else end) for n in numbers]
        span = "\n".join(f"{number}. {text}" for number, text in zip(numbers, spans, strict=True) if text)
    else:
        span = _span(start, end)
    return "\n".join(text for text in (values["when"], span) if text)


def _span(start: str, end: str) -> str:
    alone = start or end
    if start == end or ((not start or not end) and _NO_POINT.search(fold(alone))):
        return alone
    return f"{start} – {end}".strip()


def who_of(values: dict[Role, str]) -> str:
    """The responsible and, where a column of its own names them, the parties that take part."""
    return "; ".join(text for text in (values["who"], values["partner"]) if text)


def followups_of(header: Header | None, cells: Sequence[Cell]) -> tuple[FollowUp, ...]:
    """Follow-up texts by date, oldest first; undated columns are one text after the other and count as the latest.
    Columns that name parts of a year come in the year's order, each by itself."""
    dated: dict[object, FollowUp] = {}
    undated: list[str] = []
    periods = _periods(header, "followup")
    of_period: dict[str, str] = {}
    for column, cell in _pairs(header, cells):
        text = cell.text.strip()
        if column.role != "followup" or not text:
            continue
        if column.header in periods:
            of_period[column.header] = text
        elif column.date is None:
            undated.append(text)
        elif column.date in dated:
            dated[column.date] = replace(dated[column.date], text=f"{dated[column.date].text}\n{text}")
        else:
            dated[column.date] = FollowUp(column.date, text, first=first_day(column.header, column.date, None))
    result = [dated[key] for key in sorted(dated)]  # type: ignore[type-var]
    result += [FollowUp(None, of_period[period], period) for period in periods if period in of_period]
    if undated:
        result.append(FollowUp(None, "\n".join(dict.fromkeys(undated))))
    return tuple(result)


def status_of(header: Header | None, cells: Sequence[Cell]) -> str:
    """The status column; of several that are dated or name parts of a year the latest that says anything, of ticked
    ones the ticked header. One of shares («75 %») speaks where the others are silent."""
    said = _speaking(_statuses(header, cells))
    ticked = [column.header for column, cell in said if column.ticked and is_tick(cell.text)]
    if ticked:
        return "\n".join(ticked)
    found = [
        (column.date is not None, column.date, column.index, _share(column, cell.text.strip())) for column, cell in said
    ]
    if not found:
        return ""
    columns = header.columns if header else ()
    if any(dated for dated, *_ in found):
        return max((entry for entry in found if entry[0]), key=lambda entry: (entry[1], entry[2]))[3]
    periods = _periods(header, "status")
    of_periods = [entry for entry in found if columns[entry[2]].header in periods]
    if of_periods and len(of_periods) == len(found):
        by_period = {columns[index].header: text for *_, index, text in found}
        return next(by_period[period] for period in reversed(periods) if period in by_period)
    return "\n".join(dict.fromkeys(text for *_, text in found))


def _statuses(header: Header | None, cells: Sequence[Cell]) -> list[tuple[Column, Cell]]:
    """The status columns that say anything, with their cells."""
    return [
        (column, cell)
        for column, cell in _pairs(header, cells)
        if column.role == "status" and cell.text.strip() and not (column.ticked and is_unticked(cell.text))
    ]


def _speaking(said: Sequence[tuple[Column, Cell]]) -> Sequence[tuple[Column, Cell]]:
    """Those of the status columns that tell the status: shares only where no other does."""
    return [(column, cell) for column, cell in said if not is_share(column)] or said


def _share(column: Column, text: str) -> str:
    return f"{text} %" if is_share(column) and _PERCENT.fullmatch(text) else text


@lru_cache(maxsize=256)
def _periods(header: Header | None, role: Role) -> list[str]:
    """The headings of a role's undated columns that name parts of one year, the earliest first."""
    columns = header.columns if header else ()
    return in_order([column.header for column in columns if column.role == role and column.date is None])


def other_of(header: Header | None, cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    """The cells that the register has no place for, as (header, text): of columns it does not have, and shares of what
    is done beside the status that another column tells."""
    said = _statuses(header, cells)
    silent = [column for column, _ in said if is_share(column)] if _speaking(said) != said else []
    return tuple(
        (column.header, collapse(cell.text))
        for column, cell in _pairs(header, cells)
        if (column.role in ("unknown", "known", "unnamed") or column in silent) and cell.text.strip()
    )


def join(text: str, more: str) -> str:
    """Two texts on lines of their own; an empty one leaves no line."""
    return "\n".join(part for part in (text, more) if part)


def join_followups(before: tuple[FollowUp, ...], more: tuple[FollowUp, ...]) -> tuple[FollowUp, ...]:
    """Follow-ups of a row that goes on: the texts of the same date or part of the year are joined."""
    result = list(before)
    for followup in more:
        index = next(
            (i for i, one in enumerate(result) if (one.date, one.period) == (followup.date, followup.period)), None
        )
        if index is None:
            result.append(followup)
        else:
            result[index] = replace(followup, text=join(result[index].text, followup.text))
    return tuple(result)
