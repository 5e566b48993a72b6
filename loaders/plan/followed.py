"""A document that tells its plan in one table and how it went in a later one, which names the measures again by number
or name: each measure is one, with its follow-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from loaders.plan.tables.written import join, join_followups
from loaders.records import AccountLine, Row, Written
from loaders.text import fold

_MOST = 0.6
_SEVERAL = 3
_SAME_NAME = 85
_SAME_NUMBER = 45
_REASON = "uppföljning av en åtgärd i planens tabell"


def followed(written: Written) -> Written:
    """The rows with those of a follow-up table joined to the measures that they are about; the account tells it."""
    rows = list(written.rows)
    for table in dict.fromkeys(_table(row) for row in rows):
        later = [row for row in rows if _table(row) == table]
        before = [row for row in rows if row.number < later[0].number]
        if len(later) < _SEVERAL or not _only_tells(later) or not any(row.when or row.who for row in before):
            continue
        about = {row.number: found for row in later if (found := _about(row, before)) is not None}
        if len(about) < _MOST * len(later) or len(set(about.values())) < len(about):
            continue
        told = {about[row.number]: row for row in later if row.number in about}
        rows = [_joined(row, told.get(row.number)) for row in rows if row.number not in about]
        written = _retold(written, rows, {row.number: row for row in later if row.number in about}, about)
    return written


def _table(row: Row) -> tuple[object, object]:
    return row.place.sheet, row.place.table


def _only_tells(rows: Sequence[Row]) -> bool:
    """Whether a table says how it went and nothing of when or by whom."""
    planned = any(row.when or row.who or row.goal or row.cause for row in rows)
    return not planned and any(row.status_text or row.followups or row.comment for row in rows)


def _about(row: Row, before: Sequence[Row]) -> int | None:
    """The number of the one row that this row is about: by its own number when the names are somewhat alike, else by
    its name."""
    own = _own_number(row)
    for likeness, least, found in (
        (fuzz.token_set_ratio, _SAME_NUMBER, [one for one in before if own and _own_number(one) == own]),
        (fuzz.token_sort_ratio, _SAME_NAME, list(before)),
    ):
        alike = [one for one in found if likeness(fold(one.measure), fold(row.measure)) >= least]
        if len(alike) == 1:
            return alike[0].number
    return None


def _own_number(row: Row) -> str:
    """The number that the document gives a measure («2.4»), in a column of its own."""
    return next(
        (text for header, text in row.other if re.fullmatch(r"\d+(?:\.\d+)*\.?", text) and _is_number(header)), ""
    )


def _is_number(header: str) -> bool:
    return bool(re.search(r"\b(?:nr|nummer|lopnr|id)\b|^#$", fold(header)))


def _joined(row: Row, told: Row | None) -> Row:
    if told is None:
        return row
    return replace(
        row,
        status_text=join(row.status_text, told.status_text),
        followups=join_followups(row.followups, told.followups),
        comment=join(row.comment, told.comment),
        other=tuple(dict.fromkeys((*row.other, *told.other))),
    )


def _retold(written: Written, rows: Sequence[Row], joined: dict[int, Row], about: dict[int, int]) -> Written:
    """`written` with these rows; what was told and asked of the joined ones belongs to the measures they are about."""
    places = {row.place for row in joined.values()}

    def retold(line: AccountLine) -> AccountLine:
        return replace(line, kind="continued", reason=_REASON) if line.place in places else line

    return replace(
        written,
        rows=tuple(rows),
        account=tuple(retold(line) for line in written.account),
        doubts=tuple(replace(doubt, row=about.get(doubt.row or 0, doubt.row)) for doubt in written.doubts),
    )
