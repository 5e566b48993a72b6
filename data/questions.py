"""Questions to the register: one .sql file each in questions/, standing on the relations in views/.

A view is a file whose SELECT is put before the question as a common table expression, with every view that it reads
itself. DuckDB's views take no parameters and its macros live in the file; text that is put together here does take
parameters ($as_of, $plans …), is always this program's version, and the database holds nothing but data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import duckdb
import pandas as pd

from data import held, store
from data.filters import Filters

HERE = Path(__file__).parent
_TRIES = 3
_COMMENT = re.compile(r"--[^\n]*")
_READS = re.compile(r"\b(?:from|join)\s+\(?([a-z_]+)\b", re.IGNORECASE)
_WITH = re.compile(r"\s*with\s", re.IGNORECASE)


class UnknownQuestion(Exception):  # noqa: N818 - named like loaders\' UnreadableDocument
    """There is no such question. Its message is Swedish and names those that there are."""


def names() -> tuple[str, ...]:
    """All questions, in the order of their names."""
    return tuple(sorted(file.stem for file in (HERE / "questions").glob("*.sql")))


def heading(name: str) -> str:
    """The comment that a question begins with: the question in Swedish and its columns."""
    lines = _file("questions", name).splitlines()
    said = [line.removeprefix("--").strip() for line in lines[: _code_starts(lines)]]
    return "\n".join(said).strip()


def ask(con: duckdb.DuckDBPyConnection, name: str, filters: Filters | None = None) -> pd.DataFrame:
    """The answer to question `name` as a DataFrame: columns as the question's file says, dates as datetime64.

    Takes a cursor of its own, so any thread may ask. Raises UnknownQuestion.
    """
    if name not in names():
        raise UnknownQuestion(f"Frågan «{name}» finns inte. Frågorna är: {', '.join(names())}.")
    chosen = filters or Filters()
    body = _bare(_file("questions", name))
    cursor = con.cursor()
    try:
        for _ in range(_TRIES):
            changes = store.changes(cursor)
            held_tables = {view: _held(cursor, view, chosen) for view in _held_views(body)}
            try:
                found = answer(cursor, compose(body, held_tables), chosen)
            except duckdb.CatalogException:  # a held table was let go while we asked
                continue
            if store.changes(cursor) == changes:
                return found
        return answer(cursor, compose(body), chosen)  # the register changes all the time: one statement sees one state
    finally:
        cursor.close()


def answer(cursor: duckdb.DuckDBPyConnection, sql: str, filters: Filters) -> pd.DataFrame:
    """Run composed `sql` with those of the filters that it names."""
    return _run(cursor, sql, filters).df()


def compose(sql: str, held_tables: Mapping[str, str] = MappingProxyType({})) -> str:
    """The SQL with all the views that it reads, directly or not, put before it in the order that they need.

    `held_tables` are tables that stand ready in the place of views.
    """
    body = _bare(sql)
    needed: list[str] = []
    _collect(body, needed, held_tables)
    if not needed:
        return body
    views = ",\n".join(
        f"{view} AS (SELECT * FROM {held_tables[view]})"
        if view in held_tables
        else f"{view} AS (\n{_bare(_file('views', view))}\n)"
        for view in needed
    )
    rest = ",\n" + _WITH.sub("", body, count=1) if _WITH.match(body) else "\n" + body
    return f"WITH {views}{rest}"


def _run(cursor: duckdb.DuckDBPyConnection, sql: str, filters: Filters) -> duckdb.DuckDBPyConnection:
    statement = cursor.extract_statements(sql)[0]
    wanted = statement.named_parameters
    values = {key: value for key, value in filters.parameters().items() if key in wanted}
    return cursor.execute(statement, values)


def _held(cursor: duckdb.DuckDBPyConnection, view: str, filters: Filters) -> str:
    def make(table: str) -> None:
        body = _bare(_file("views", view))
        made_of = {other: _held(cursor, other, filters) for other in _held_views(body)}
        _run(cursor, f"CREATE TABLE {table} AS {compose(body, made_of)}", filters)

    return held.table(cursor, view, filters, make)


@cache
def _held_views(body: str) -> tuple[str, ...]:
    """The held relations that the SQL reads, directly or through other views."""
    needed: list[str] = []
    _collect(body, needed, dict.fromkeys(held.RELATIONS, ""))
    return tuple(view for view in needed if view in held.RELATIONS)


def _collect(sql: str, needed: list[str], held_tables: Mapping[str, str]) -> None:
    for name in _READS.findall(sql):
        if name in _views() and name not in needed:
            if name not in held_tables:
                _collect(_bare(_file("views", name)), needed, held_tables)
            if name not in needed:
                needed.append(name)


@cache
def _views() -> frozenset[str]:
    return frozenset(file.stem for file in (HERE / "views").glob("*.sql"))


@cache
def _file(folder: str, name: str) -> str:
    return (HERE / folder / f"{name}.sql").read_text(encoding="utf-8")


def _bare(sql: str) -> str:
    return _COMMENT.sub("", sql).strip().rstrip(";")


def _code_starts(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
