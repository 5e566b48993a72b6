"""What outlives an import that is undone: choices of columns that another document of the district is read with, and
corrections made elsewhere than in its review, which hold again should the document come back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import duckdb

import loaders
from data import questions
from data.filters import Filters
from data.intake import headings
from loaders.errors import UnreadableDocument


def hand_over(cursor: duckdb.DuckDBPyConnection, sha256: str) -> list[str]:
    """Let each choice of a column that came with the document `sha256` come with the first later document that has
    such a heading instead, so that it is undone with that one. A Swedish sentence for each; those that no document
    rests on are left as they are. Runs in the caller's transaction, while the document is there."""
    chosen = cursor.execute(
        """
        SELECT district, header, role, made_at FROM column_choice
        WHERE came_with = $sha256 AND undone_at IS NULL ORDER BY made_at, header
        """,
        {"sha256": sha256},
    ).fetchall()
    told: list[str] = []
    for district, header, role, made_at in chosen:
        for other, name in _read_with(cursor, sha256, district, header, role, made_at):
            cursor.execute(
                """
                UPDATE column_choice SET came_with = $other
                WHERE came_with = $sha256 AND header = $header AND undone_at IS NULL
                """,
                {"other": other, "sha256": sha256, "header": header},
            )
            told.append(f"Valet för kolumnen «{header}» är kvar, för «{name}» är läst med det.")
            break
    return told


def holding(cursor: duckdb.DuckDBPyConnection, plan: str) -> frozenset[int]:
    """The corrections that hold in the plan, as it is now or as it was at its follow-up before."""
    found = questions.answer(cursor, questions.compose("SELECT DISTINCT id FROM applied_correction"), Filters((plan,)))
    return frozenset(int(number) for number in found["id"])


def kept_for_later(cursor: duckdb.DuckDBPyConnection, held: frozenset[int], plan: str) -> list[str]:
    """A Swedish sentence when corrections of `held` are not undone, but hold no longer."""
    waiting = held - holding(cursor, plan)
    kept = cursor.execute(
        "SELECT count(*) FROM correction WHERE undone_at IS NULL AND list_contains($waiting::INTEGER[], id)",
        {"waiting": sorted(waiting)},
    ).fetchall()[0][0]
    if not kept:
        return []
    return [f"{kept} {'rättelse' if kept == 1 else 'rättelser'} sparas, och gäller igen om samma fil läses in."]


def _read_with(
    cursor: duckdb.DuckDBPyConnection, sha256: str, district: str, header: str, role: str, made_at: datetime
) -> list[tuple[str, str]]:
    """(sha256, name) of the district's later documents that have the heading, the first imported first."""
    later = cursor.execute(
        """
        SELECT d.sha256, d.name, d.plan_year, o.bytes FROM document d JOIN original o USING (sha256)
        WHERE d.district = $district AND d.sha256 <> $sha256 AND d.imported_at >= $made_at
        ORDER BY d.imported_at, d.sha256
        """,
        {"district": district, "sha256": sha256, "made_at": made_at},
    ).fetchall()
    return [
        (other, name)
        for other, name, year, content in later
        if _is_read_with(bytes(content), name, district, year, {header: role})
    ]


def _is_read_with(content: bytes, name: str, district: str, year: int, chosen: Mapping[str, str]) -> bool:
    """Whether the choice decides how a heading of the document is read; not for what can no longer be read."""
    try:
        return bool(headings.of_plan(chosen, loaders.load(content, name, district, year)))
    except UnreadableDocument:
        return False
