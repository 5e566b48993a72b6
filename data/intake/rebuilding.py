"""Every original read again with today's loaders."""

from __future__ import annotations

from typing import Any

import duckdb

from data import links, store
from data.intake import differing
from data.intake.again import read_again, replace_reading
from data.intake.documents import original
from data.intake.outcomes import Failed, Given, Progress, Rebuilt
from data.intake.reading import plan_of, read_as_known, why
from data.intake.tables import log
from data.intake.texts import read_new


def rebuild(con: duckdb.DuckDBPyConnection, by: str, progress: Progress | None = None) -> Rebuilt:
    """Read every original again with today's loaders and replace what was read, all in one transaction.

    Corrections and decisions stay. A document that can no longer be read keeps what it had and is reported.
    """
    reader = con.cursor()
    documents = reader.execute(
        """
        SELECT id, sha256, name, given_district, given_year, given_followed_up, imported_at::DATE, district,
            plan_year
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
    with store.writing(con) as cursor:
        there = {document for (document,) in cursor.execute("SELECT id FROM document").fetchall()}
        again = [one for one in again if one[0] in there]  # what was removed while we read stays removed
        before = {document: _stored(cursor, document) for document, *_ in again}
        plans: set[tuple[str, int]] = set()
        for document, sha256, old_district, old_year, plan in again:
            replace_reading(cursor, document, sha256, plan)
            plans |= {(old_district, old_year), plan_of(plan)}
            log(cursor, "rebuilt", sha256, plan.name, by, "")
        for district, year in sorted(plans):
            # What helped to read a document without tables may itself read otherwise now.
            failed += [Failed(one.name, one.fault) for one in read_again(cursor, district, year) if one.fault]
            links.relink(cursor, district, year)
        read_new(cursor)
        differences = [
            difference
            for document, *_, plan in again
            for difference in differing.differences(plan.name, before[document], _stored(cursor, document))
        ]
        for failure in failed:
            log(cursor, "failed", "", failure.name, by, failure.message)
    reader.close()
    if progress:
        progress(len(documents), len(documents), "")
    return Rebuilt(len(again), tuple(differences), tuple(failed))


def _stored(cursor: duckdb.DuckDBPyConnection, document: str) -> list[dict[str, Any]]:
    found = cursor.execute(
        """
        SELECT e.*, (
            SELECT coalesce(string_agg(a.kind || ':' || a.name, ' | ' ORDER BY a.position), '')
            FROM entry_actor a WHERE a.entry = e.id
        ) AS actors
        FROM entry e WHERE e.document = $document ORDER BY e.row
        """,
        {"document": document},
    )
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, values, strict=True)) for values in found.fetchall()]
