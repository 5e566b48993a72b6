"""Questions to the register: one .sql file each in questions/, standing on the relations in views/.

A view is a file whose SELECT is put before the question as a common table expression, with every view that it reads
itself. DuckDB's views take no parameters and its macros live in the file; text that is put together here does take
parameters ($as_of, $plans …), is always this program's version, and the database holds nothing but data.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data.filters import Filters

HERE = Path(__file__).parent
_COMMENT = re.compile(r"--[^\n]*")
_READS = re.compile(r"\b(?:from|join)\s+\(?([a-z_]+)\b", re.IGNORECASE)
_WITH = re.compile(r"\s*with\s", re.IGNORECASE)


class UnknownQuestion(Exception):
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
    cursor = con.cursor()
    try:
        return answer(cursor, compose(_file("questions", name)), filters or Filters())
    finally:
        cursor.close()


def answer(cursor: duckdb.DuckDBPyConnection, sql: str, filters: Filters) -> pd.DataFrame:
    """Run composed `sql` with those of the filters that it names."""
    wanted = cursor.extract_statements(sql)[0].named_parameters
    values = {key: value for key, value in filters.parameters().items() if key in wanted}
    return cursor.execute(sql, values).df()


def compose(sql: str) -> str:
    """The SQL with all the views that it reads, directly or not, put before it in the order that they need."""
    body = _bare(sql)
    needed: list[str] = []
    _collect(body, needed)
    if not needed:
        return body
    views = ",\n".join(f"{view} AS (\n{_bare(_file('views', view))}\n)" for view in needed)
    rest = ",\n" + _WITH.sub("", body, count=1) if _WITH.match(body) else "\n" + body
    return f"WITH {views}{rest}"


def _collect(sql: str, needed: list[str]) -> None:
    for name in _READS.findall(sql):
        if name in _views() and name not in needed:
            _collect(_bare(_file("views", name)), needed)
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
