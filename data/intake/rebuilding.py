"""Every original read again with today's loaders."""

from __future__ import annotations

from typing import Any

import duckdb

from data import links, store
from data.intake.documents import original
from data.intake.outcomes import Difference, Failed, Given, Progress, Rebuilt
from data.intake.reading import read_as_known, why
from data.intake.rows import rows_of
from data.intake.tables import log, take_away
from data.intake.texts import read_new


def rebuild(con: duckdb.DuckDBPyConnection, by: str, progress: Progress | None = None) -> Rebuilt:
    """Read every original again with today's loaders and replace what was read, all in one transaction.

    Corrections and decisions stay. A document that can no longer be read keeps what it had and is reported.
    """
    reader = con.cursor()
    documents = reader.execute(
        """
        SELECT id, sha256, name, given_district, given_year, given_followed_up, district, plan_year
        FROM document ORDER BY imported_at, sha256
        """
    ).fetchall()
    again: list[tuple[Any, ...]] = []
    failed: list[Failed] = []
    for number, (document, sha256, name, *given, old_district, old_year) in enumerate(documents):
        if progress:
            progress(number, len(documents), name)
        try:
            content = original(con, document)
            plan = read_as_known(con, content, name, Given(*given))
            again.append((document, sha256, old_district, old_year, plan))
        except Exception as error:  # a document that reads no longer keeps what it had
            failed.append(Failed(name, why(error)))
    differences: list[Difference] = []
    with store.writing(con) as cursor:
        plans: set[tuple[str, int]] = set()
        for document, sha256, old_district, old_year, plan in again:
            brought = rows_of(plan, sha256)
            now = brought.pop("document")[0]
            differences += _differences(plan.name, _stored(cursor, document), brought)
            take_away(cursor, document)
            kept = {key: value for key, value in now.items() if key not in ("id", "sha256", "name")}
            cursor.execute(
                f"UPDATE document SET {', '.join(f'{key} = ${key}' for key in kept)} WHERE id = $id",
                {**kept, "id": document},
            )
            for table, rows in brought.items():
                store.add(cursor, table, rows)
            plans |= {(old_district, old_year), (now["district"], now["plan_year"])}
            log(cursor, "rebuilt", sha256, plan.name, by, "")
        for district, year in sorted(plans):
            links.relink(cursor, district, year)
        read_new(cursor)
        for failure in failed:
            log(cursor, "failed", "", failure.name, by, failure.message)
    reader.close()
    if progress:
        progress(len(documents), len(documents), "")
    return Rebuilt(len(again), tuple(differences), tuple(failed))


def _stored(cursor: duckdb.DuckDBPyConnection, document: str) -> dict[int, dict[str, Any]]:
    found = cursor.execute(
        """
        SELECT e.* EXCLUDE (id, document), (
            SELECT coalesce(string_agg(a.kind || ':' || a.name, ' | ' ORDER BY a.position), '')
            FROM entry_actor a WHERE a.entry = e.id
        ) AS actors
        FROM entry e WHERE e.document = $document
        """,
        {"document": document},
    )
    columns = [column[0] for column in found.description]
    return {row["row"]: row for row in (dict(zip(columns, values, strict=True)) for values in found.fetchall())}


def _differences(
    name: str, before: dict[int, dict[str, Any]], brought: dict[str, list[dict[str, Any]]]
) -> list[Difference]:
    actors: dict[str, list[str]] = {}
    for actor in brought["entry_actor"]:
        actors.setdefault(actor["entry"], []).append(f"{actor['kind']}:{actor['name']}")
    after = {
        row["row"]: {
            **{key: value for key, value in row.items() if key not in ("id", "document")},
            "actors": " | ".join(actors.get(row["id"], [])),
        }
        for row in brought["entry"]
    }
    found: list[Difference] = []
    for row in sorted(before.keys() | after.keys()):
        if row not in before or row not in after:
            found.append(
                Difference(name, row, "", before.get(row, {}).get("measure", ""), after.get(row, {}).get("measure", ""))
            )
            continue
        for field, value in after[row].items():
            if before[row][field] != value:
                found.append(Difference(name, row, field, _said(before[row][field]), _said(value)))
    return found


def _said(value: object) -> str:
    return "" if value is None else str(value)
