"""Rows into a table, as whole columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb


def now() -> datetime:
    """The time as the register stores it: UTC, without zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def add(cursor: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` (all with the same keys, the columns' names) into `table`, as whole columns: a row at a time is
    fifty times slower. Values are bound, never written into the SQL."""
    if not rows:
        return
    kinds = _column_types(cursor, table)
    columns = list(rows[0])
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f"unnest(${column}::{kinds[column]}[])" for column in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values}",
        {column: [row[column] for row in rows] for column in columns},
    )


def _column_types(cursor: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Asked of the table itself: the catalogue answers the same nearly three times slower."""
    found = cursor.execute(f"SELECT * FROM {table} LIMIT 0").description
    return {name: str(kind) for name, kind, *_ in found}
