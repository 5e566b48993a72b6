"""Which person each name in a district is: computed anew for the whole district, from all its documents in the order of
their years and days, from corrections of who carries a measure, and from what people have said.

The district is the unit, not the plan: people carry measures from one year's plan into the next, and a first name in
one plan is often written in full in another.
"""

from __future__ import annotations

import duckdb

from data import rows
from data.persons import Said, group_persons


def regroup(cursor: duckdb.DuckDBPyConnection, district: str) -> set[str]:
    """Replace the district's persons and questions by what its names give now; runs in the caller's transaction.

    Returns the spellings that go by another name than before: what is derived from them must be derived anew.
    """
    before = _names(cursor, district)
    grouping = group_persons(_mentions(cursor, district), _said(cursor, district))
    for table in ("person", "person_question"):
        cursor.execute(f"DELETE FROM {table} WHERE district = $district", {"district": district})
    rows.add(
        cursor,
        "person",
        [
            {
                "district": district,
                "spelling": spelling.text,
                "name": group.name,
                "decided_by": spelling.decided_by,
                "reason": spelling.reason,
            }
            for group in grouping.groups
            for spelling in group.spellings
        ],
    )
    rows.add(
        cursor,
        "person_question",
        [
            {
                "district": district,
                "first": question.first,
                "second": question.second,
                "kind": question.kind,
                "similarity": question.similarity,
                "reason": question.reason,
            }
            for question in grouping.questions
        ],
    )
    now = _names(cursor, district)
    return {spelling for spelling in before.keys() & now.keys() if before[spelling] != now[spelling]}


def years_naming(cursor: duckdb.DuckDBPyConnection, district: str, spellings: set[str]) -> list[int]:
    """The years of the district's plans whose documents name any of the spellings."""
    if not spellings:
        return []
    found = cursor.execute(
        """
        SELECT DISTINCT d.plan_year
        FROM document d
        JOIN entry e ON e.document = d.id
        JOIN entry_actor a ON a.entry = e.id
        WHERE d.district = $district AND a.kind = 'person' AND list_contains($spellings::VARCHAR[], a.name)
        ORDER BY ALL
        """,
        {"district": district, "spellings": sorted(spellings)},
    ).fetchall()
    return [int(year) for (year,) in found]


def _names(cursor: duckdb.DuckDBPyConnection, district: str) -> dict[str, str]:
    found = cursor.execute("SELECT spelling, name FROM person WHERE district = $district", {"district": district})
    return dict(found.fetchall())


def _mentions(cursor: duckdb.DuckDBPyConnection, district: str) -> list[str]:
    """The persons' names as read, document by document, then as corrected by hand. A reading that somebody has
    corrected, and a correction that a later one replaces, name nobody."""
    read = cursor.execute(
        """
        SELECT a.name
        FROM document d
        JOIN entry e ON e.document = d.id
        JOIN entry_actor a ON a.entry = e.id
        WHERE d.district = $district AND a.kind = 'person' AND NOT EXISTS (
            SELECT 1
            FROM correction c
            JOIN correction_anchor n ON n.correction = c.id
            WHERE c.field = 'actors' AND c.undone_at IS NULL AND c.seen = e.who
              AND n.sha256 = d.sha256 AND n.row = e.row AND n.fingerprint = e.fingerprint
        )
        ORDER BY d.plan_year, d.known_on, d.sha256, e.row, a.position
        """,
        {"district": district},
    ).fetchall()
    corrected = cursor.execute(
        """
        SELECT trim(said[strpos(said, ':') + 1:])
        FROM (
            SELECT id, unnest(string_split(value, ' | ')) AS said,
                generate_subscripts(string_split(value, ' | '), 1) AS position
            FROM (
                SELECT c.*
                FROM correction c
                JOIN plan p ON p.id = c.plan
                WHERE p.district = $district AND c.field = 'actors' AND c.undone_at IS NULL
                QUALIFY row_number() OVER (
                    PARTITION BY c.plan, c.measure, c.seen ORDER BY c.made_at DESC, c.id DESC
                ) = 1
            )
        )
        WHERE starts_with(said, 'person:')
        ORDER BY id, position
        """,
        {"district": district},
    ).fetchall()
    return [str(name) for (name,) in (*read, *corrected)]


def _said(cursor: duckdb.DuckDBPyConnection, district: str) -> list[Said]:
    found = cursor.execute(
        """
        SELECT first, second, same FROM person_decision
        WHERE district = $district AND undone_at IS NULL ORDER BY id
        """,
        {"district": district},
    ).fetchall()
    return [Said(first, second, same) for first, second, same in found]
