"""What the register knows of a plan from its tables: the help to read a document of it whose tables are gone."""

from __future__ import annotations

import duckdb

from loaders.records import Place, Row


def known_rows(con: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> list[Row]:
    """Of each row in the tables of a plan's documents what it says shall be done, why, when and by whom."""
    found = con.execute(
        """
        SELECT e.row, e.area_text, e.subarea_text, e.cause, e.measure, e.item, e.goal, e.when_text, e.who
        FROM entry e JOIN document d ON d.id = e.document
        WHERE d.district = $district AND d.plan_year = $year AND d.read_with IS NULL
        ORDER BY d.known_on, d.sha256, e.row
        """,
        {"district": district, "year": plan_year},
    ).fetchall()
    return [
        Row(number, Place(), first, (), subarea, cause, measure, item, goal, when, who)
        for number, first, subarea, cause, measure, item, goal, when, who in found
    ]
