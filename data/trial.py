"""A register in memory with all that the register knows of one district: what is tried there touches nothing.

An import that is looked at before it counts is made in a trial, by the same functions, and the same questions are
asked of it: so what is shown before and what is stored afterwards cannot differ.
"""

from __future__ import annotations

import hashlib

import duckdb

from data import store

_OWN = frozenset({"register", "import_log"})
"""What each register has of its own."""
_OF_DOCUMENT = "(SELECT id FROM document WHERE district = $district)"
_OF_ENTRY = f"(SELECT id FROM entry WHERE document IN {_OF_DOCUMENT})"
_OF_PLAN = "(SELECT id FROM plan WHERE district = $district)"
_OF_MEASURE = f"(SELECT id FROM measure WHERE plan IN {_OF_PLAN})"
_WHERE = {
    "document": "district = $district",
    "original": "sha256 IN (SELECT sha256 FROM document WHERE district = $district)",
    "entry": f"document IN {_OF_DOCUMENT}",
    "entry_followup": f"entry IN {_OF_ENTRY}",
    "entry_actor": f"entry IN {_OF_ENTRY}",
    "doubt": f"document IN {_OF_DOCUMENT}",
    "account": f"document IN {_OF_DOCUMENT}",
    "unknown_column": f"document IN {_OF_DOCUMENT}",
    "plan": "district = $district",
    "measure": f"plan IN {_OF_PLAN}",
    "link": f"measure IN {_OF_MEASURE}",
    "origin": f"measure IN {_OF_MEASURE}",
    "year_link": f"plan IN {_OF_PLAN}",
    "proposal": f"plan IN {_OF_PLAN}",
    "column_choice": "district = $district",
    "person": "district = $district",
    "person_question": "district = $district",
    "person_decision": "district = $district",
}
"""Which rows of a table are the district's. What is not named here is what people did, and is copied whole."""


def of_district(con: duckdb.DuckDBPyConnection, district: str) -> duckdb.DuckDBPyConnection:
    """A register in memory that holds what the register has of `district`. It is the caller's to close."""
    trial = store.open(":memory:")
    reader = con.cursor()
    try:
        reader.execute("BEGIN")  # one state of the register, whatever is written meanwhile
        with store.writing(trial) as cursor:
            for table in _tables(trial):
                where = _WHERE.get(table)
                found = reader.execute(
                    f"SELECT * FROM {table}" + (f" WHERE {where}" if where else ""),
                    {"district": district} if where else None,
                )
                columns = [column[0] for column in found.description]
                rows = [dict(zip(columns, values, strict=True)) for values in found.fetchall()]
                store.add(cursor, table, rows)
            for name, last in reader.execute(
                "SELECT sequence_name, last_value FROM duckdb_sequences() WHERE database_name = current_database()"
            ).fetchall():
                if last:
                    cursor.execute(f"SELECT max(nextval('{name}')) FROM range({int(last)})").fetchall()
        reader.execute("ROLLBACK")
    except BaseException:
        trial.close()
        raise
    finally:
        reader.close()
    return trial


def basis(cursor: duckdb.DuckDBPyConnection, district: str) -> str:
    """A fingerprint of all that the district's figures rest on: another one means that a trial is out of date."""
    seen = hashlib.sha256()
    for sql in (
        f"SELECT id, imported_at, loader_version FROM document WHERE id IN {_OF_DOCUMENT} ORDER BY ALL",
        f"SELECT id, undone_at FROM correction WHERE plan IN {_OF_PLAN} ORDER BY ALL",
        """
        SELECT id, undone_at FROM decision
        WHERE before_sha256 IN (SELECT sha256 FROM document WHERE district = $district) ORDER BY ALL
        """,
        "SELECT id, undone_at FROM person_decision WHERE district = $district ORDER BY ALL",
    ):
        seen.update(repr(cursor.execute(sql, {"district": district}).fetchall()).encode())
    return seen.hexdigest()


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY 1"
    ).fetchall()
    return [name for (name,) in found if name not in _OWN]
