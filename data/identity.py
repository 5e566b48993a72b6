"""What matching asks of the register: entries as it takes them, and what people have said of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.matching import Decision, Entry

_PLACES = (Path(__file__).parent / "views" / "entry_place.sql").read_text(encoding="utf-8")
_FIELDS = "e.area, e.subarea, e.cause, e.measure, e.item, e.goal, e.when_text, e.who, e.row, e.id"


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry with what it says (`text`, its key the entry's id) and who carries it, as "kind:name", a person by the
    name that the register knows them under."""

    text: Entry
    actors: tuple[str, ...]


def plan_id(district: str, plan_year: int) -> str:
    """What a plan is called everywhere: «Södermalm 2024»."""
    return f"{district} {plan_year}"


def documents(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> list[list[Standing]]:
    """The entries of each of the plan's documents in row order; documents in the order of their days."""
    rows = cursor.execute(
        f"""
        SELECT d.id, {_FIELDS}, (
            SELECT coalesce(list(a.kind || ':' || coalesce(n.name, a.name) ORDER BY a.position), [])
            FROM entry_actor a
            LEFT JOIN person n ON a.kind = 'person' AND n.district = d.district AND n.spelling = a.name
            WHERE a.entry = e.id
        )
        FROM document d LEFT JOIN entry e ON e.document = d.id
        WHERE d.district = $district AND d.plan_year = $year
        ORDER BY d.known_on, d.sha256, e.row
        """,
        {"district": district, "year": plan_year},
    ).fetchall()
    found: dict[str, list[Standing]] = {}
    for document, *texts, actors in rows:
        standing = found.setdefault(document, [])
        if texts[-1] is not None:  # a document without measures
            standing.append(Standing(Entry(*texts), tuple(actors)))
    return list(found.values())


def measures(
    cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int, *, latest: bool
) -> list[tuple[str, Entry]]:
    """Each measure of the plan with its text in the latest or the earliest document that has it, in row order.

    A measure that was divided or merged stands among the earliest, what came of it among the latest.
    """
    side, order = ("origin", "DESC") if latest else ("measure", "ASC")
    rows = cursor.execute(
        f"""
        SELECT l.measure, {_FIELDS}
        FROM document d
        JOIN entry e ON e.document = d.id
        JOIN link l ON l.entry = e.id
        WHERE d.district = $district AND d.plan_year = $year
          AND NOT EXISTS (SELECT 1 FROM origin o WHERE o.{side} = l.measure)
        QUALIFY row_number() OVER (PARTITION BY l.measure ORDER BY d.known_on {order}, d.sha256 {order}, e.row) = 1
        ORDER BY e.row, l.measure
        """,
        {"district": district, "year": plan_year},
    ).fetchall()
    return [(measure, Entry(*texts)) for measure, *texts in rows]


def decisions(cursor: duckdb.DuckDBPyConnection, district: str) -> list[Decision]:
    """What people have said of entries of the district's plans, by the entries' ids, earliest first.

    A decision is about places in documents: it is silent while one of them is away or says something else.
    """
    if not cursor.execute("SELECT 1 FROM decision WHERE undone_at IS NULL LIMIT 1").fetchall():
        return []  # as in most registers: where each entry stands need not be asked
    rows = cursor.execute(
        f"""
        WITH entry_place AS ({_PLACES}), place AS (
            SELECT e.id, p.sha256, p.row, p.fingerprint
            FROM entry e JOIN document d ON d.id = e.document JOIN entry_place p ON p.entry = e.id
            WHERE d.district = $district
        )
        SELECT b.id, a.id, x.same
        FROM decision x
        JOIN place b ON b.sha256 = x.before_sha256 AND b.row = x.before_row AND b.fingerprint = x.before_fingerprint
        JOIN place a ON a.sha256 = x.after_sha256 AND a.row = x.after_row AND a.fingerprint = x.after_fingerprint
        WHERE x.undone_at IS NULL
        ORDER BY x.id
        """,
        {"district": district},
    ).fetchall()
    return [Decision(before, after, same) for before, after, same in rows]
