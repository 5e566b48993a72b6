"""Rows with the words that a person has read in the document, where the reading has others: before they are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from loaders.records import FollowUp, Rewording, Row, Written
from loaders.text import collapse

FIELDS = ("cause", "measure", "goal", "when", "who", "status_text", "followup", "comment")
"""The texts of a row that can be said otherwise: Row's own names, and the latest follow-up."""


def reworded(written: Written, said: Sequence[Rewording]) -> Written:
    """The rows with what is said of their texts, and no doubt left of whether those were read right.

    A text is the one that was seen when the row of that number has it, else when one row alone has it; where none has,
    nothing is changed: another reading of the document is not corrected by what was said of this one.
    """
    rows = list(written.rows)
    told: set[tuple[int, str]] = set()
    for one in said:
        at = _place(written.rows, one)
        if at is None:
            continue
        rows[at] = _with(rows[at], one.field, collapse(one.text))
        told.add((rows[at].number, one.field))
    doubts = tuple(doubt for doubt in written.doubts if (doubt.row, doubt.field) not in told)
    return replace(written, rows=tuple(rows), doubts=doubts) if told else written


def text_of(row: Row, field: str) -> str:
    """What a row says in a field."""
    if field == "followup":
        return row.followups[-1].text if row.followups else ""
    return str(getattr(row, field))


def _place(rows: Sequence[Row], said: Rewording) -> int | None:
    same = [at for at, row in enumerate(rows) if text_of(row, said.field) == said.read]
    numbered = [at for at in same if rows[at].number == said.row]
    return next(iter(numbered or (same if len(same) == 1 and said.read else ())), None)


def _with(row: Row, field: str, text: str) -> Row:
    if field == "followup":
        latest = row.followups[-1] if row.followups else FollowUp(None, "")
        return replace(row, followups=(*row.followups[:-1], replace(latest, text=text)))
    changed: dict[str, Any] = {field: text}
    return replace(row, **changed)
