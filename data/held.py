"""Relations that depend on the plans and the as-of date only, worked out once and held for the next question.

A page asks half a dozen questions of the same plans on the same day; planning and running the long road from documents
to current measures each time would take most of a page's time. The results are tables in a database in memory, shared
by all cursors, and keyed by the register's count of changes, so that no change is ever missed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import duckdb

from data.filters import Filters

RELATIONS = frozenset(
    {
        "judged_measure",
        "current_measure",
        "current_actor",
        "moment",
        "change",
        "selected_doubt",
        "asked_value",
        "kept_correction",
        "applied_correction",
        "quality",
    }
)
KEPT = 40
_MAKER = threading.RLock()
_MAKING: list[str] = []
"""What is being made, by whoever has `_MAKER`: a relation, what it is made of, and so on."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Attach the database in memory; before the connection is locked against attaching."""
    con.execute("ATTACH ':memory:' AS held")
    con.execute("CREATE SEQUENCE held.number")
    con.execute(
        "CREATE TABLE held.relation "
        "(number BIGINT, name VARCHAR, changes BIGINT, plans VARCHAR[], as_of DATE, made VARCHAR)"
    )


def table(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    filters: Filters,
    make: Callable[[str], None],
) -> str:
    """The held table of relation `name` for the filters' plans and as-of date. When there is none, `make(table)` is
    called to create it; tables of an earlier state of the register, and the oldest, are then let go.
    """
    found = _find(cursor, name, filters)
    if found:
        return found
    with _MAKER:
        found = _find(cursor, name, filters)
        if found:
            return found
        changes = cursor.execute("SELECT changes FROM register").fetchall()[0][0]
        number = cursor.execute("SELECT nextval('held.number')").fetchall()[0][0]
        made = f"held.{name}_{number}"
        _MAKING.append(made)
        try:
            make(made)
        finally:
            _MAKING.pop()
        cursor.execute(
            "INSERT INTO held.relation VALUES ($number, $name, $changes, $plans, $as_of, $made)",
            {
                "number": number,
                "name": name,
                "changes": changes,
                "plans": sorted(filters.plans),
                "as_of": filters.as_of,
                "made": made,
            },
        )
        if _MAKING:  # a relation that is made of this one, and may be of the oldest
            return made
        gone = cursor.execute(
            """
            SELECT made FROM held.relation
            QUALIFY changes <> $changes OR row_number() OVER (ORDER BY number DESC) > $kept
            """,
            {"changes": changes, "kept": KEPT},
        ).fetchall()
        for (old,) in gone:
            cursor.execute("DELETE FROM held.relation WHERE made = $old", {"old": old})
            cursor.execute(f"DROP TABLE IF EXISTS {old}")
        return made


def _find(cursor: duckdb.DuckDBPyConnection, name: str, filters: Filters) -> str | None:
    found = cursor.execute(
        """
        SELECT made FROM held.relation
        WHERE name = $name AND changes = (SELECT changes FROM register) AND plans = $plans::VARCHAR[]
          AND as_of IS NOT DISTINCT FROM $as_of::DATE
        LIMIT 1
        """,
        {"name": name, "plans": sorted(filters.plans), "as_of": filters.as_of},
    ).fetchall()
    return found[0][0] if found else None
