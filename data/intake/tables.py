"""What an intake does in the register's tables besides adding rows."""

from __future__ import annotations

import duckdb

from data import store

_READ_TABLES = ("entry", "lone_cause", "doubt", "account", "unknown_column")
_ENTRY_TABLES = ("entry_followup", "entry_actor")


def take_away(cursor: duckdb.DuckDBPyConnection, document: str) -> None:
    """Delete all that was read out of the document (its id), but not the document itself."""
    for table in _ENTRY_TABLES:
        cursor.execute(
            f"DELETE FROM {table} WHERE entry IN (SELECT id FROM entry WHERE document = $document)",
            {"document": document},
        )
    for table in _READ_TABLES:
        cursor.execute(f"DELETE FROM {table} WHERE document = $document", {"document": document})


def take_back(cursor: duckdb.DuckDBPyConnection, sha256: str, by: str) -> None:
    """Undo what was said while the document was reviewed for import."""
    came = {"sha256": sha256, "at": store.now()}
    cursor.execute(
        """
        UPDATE correction SET undone_at = $at, undone_by = $by WHERE came_with = $sha256 AND undone_at IS NULL
        """,
        {**came, "by": by},
    )
    for table in ("decision", "column_choice", "doubt_answer"):
        cursor.execute(f"UPDATE {table} SET undone_at = $at WHERE came_with = $sha256 AND undone_at IS NULL", came)


def log(cursor: duckdb.DuckDBPyConnection, action: str, sha256: str, name: str, by: str, message: str) -> None:
    """Write in the import log what became of a file; `sha256` is empty when nothing was kept of it."""
    store.add(
        cursor,
        "import_log",
        [{"made_at": store.now(), "action": action, "sha256": sha256, "name": name, "who": by, "message": message}],
    )
