"""What people have read in a document where the program read other words: kept as corrections, and read with it.

A wording is a correction of a field «written_…»: what the reading has (`seen`), and what the person says stands there.
It is of one document: it is read with that document whenever that is read, and what the row means is judged from it.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from data import store
from loaders.records import Rewording

PREFIX = "written_"
COLUMNS = {
    "measure": "measure",
    "cause": "cause",
    "goal": "goal",
    "when": "when_text",
    "who": "who",
    "status_text": "status_text",
    "followup": "followup",
    "comment": "comment",
}
"""A text of a row to its column in entry."""


def known(cursor: duckdb.DuckDBPyConnection, sha256: str) -> tuple[Rewording, ...]:
    """What has been said of a file's texts and holds, the latest of each."""
    found = cursor.execute(
        """
        SELECT a.row, c.field, c.seen, c.value
        FROM correction c JOIN correction_anchor a ON a.correction = c.id
        WHERE a.sha256 = $sha256 AND starts_with(c.field, $prefix) AND c.undone_at IS NULL
        ORDER BY c.id
        """,
        {"sha256": sha256, "prefix": PREFIX},
    ).fetchall()
    latest = {(row, field): Rewording(row, field.removeprefix(PREFIX), read, text) for row, field, read, text in found}
    return tuple(latest.values())


def keep_in(
    cursor: duckdb.DuckDBPyConnection, document: str, said: Mapping[Rewording, str], who: str, came_with: str
) -> list[Rewording]:
    """Keep what is said of the texts of a document (its id), each with why, that has been read with it. Returns what
    the reading took: what another reading has no place for is not kept. Runs in the caller's transaction."""
    kept: list[Rewording] = []
    for one, why in said.items():
        found = cursor.execute(
            f"""
            SELECT e.row, e.fingerprint, d.sha256, d.known_on, l.measure, m.plan
            FROM entry e
            JOIN document d ON d.id = e.document
            JOIN link l ON l.entry = e.id
            JOIN measure m ON m.id = l.measure
            WHERE e.document = $document AND e.{COLUMNS[one.field]} = $text
            ORDER BY e.row <> $row, e.row LIMIT 1
            """,
            {"document": document, "text": " ".join(one.text.split()), "row": one.row},
        ).fetchall()
        if not found:
            continue
        row, fingerprint, sha256, known_on, measure, plan = found[0]
        number = int(cursor.execute("SELECT nextval('correction_id')").fetchall()[0][0])
        correction = {
            "id": number,
            "plan": plan,
            "measure": measure,
            "field": f"{PREFIX}{one.field}",
            "value": " ".join(one.text.split()),
            "seen": one.read,
            "known_on": known_on,
            "why": why,
            "who": who,
            "made_at": store.now(),
            "came_with": came_with,
        }
        anchor = {"correction": number, "sha256": sha256, "row": row, "fingerprint": fingerprint}
        store.add(cursor, "correction", [correction])
        store.add(cursor, "correction_anchor", [anchor])
        kept.append(one)
    return kept
