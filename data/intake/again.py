"""Documents without tables read again: what helps to read them is the tables of the plan's other documents.

Every such document is read with the rows of all the plan's documents that have tables, whichever came first: so no
order of imports can matter, and a removed document leaves no trace in how another is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from data import store
from data.intake import places
from data.intake.known import known_rows
from data.intake.outcomes import Given
from data.intake.reading import read_with, why
from data.intake.rows import rows_of
from data.intake.tables import log, take_away
from loaders.plan.stacked.known import known_as
from loaders.records import Plan


@dataclass(frozen=True, slots=True)
class Again:
    """What became of a document that was to be read again, as a Swedish sentence; `fault` is why it could not be, when
    it keeps what it had."""

    sha256: str
    name: str
    message: str
    fault: str = ""


def read_again(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> list[Again]:
    """Read those of the plan's documents without tables again that were read with other known rows than there are now.

    Runs in the caller's transaction, before the plan is linked.
    """
    stacked = cursor.execute(
        """
        SELECT id, sha256, name, given_followed_up, imported_at::DATE, read_with FROM document
        WHERE district = $district AND plan_year = $year AND read_with IS NOT NULL ORDER BY sha256
        """,
        {"district": district, "year": plan_year},
    ).fetchall()
    if not stacked:  # the plan's documents have tables, all of them: no import waits for another's reading
        return []
    known = known_rows(cursor, district, plan_year)
    wanted = known_as(known)
    told: list[Again] = []
    for document, sha256, name, followed_up, came, before in stacked:
        if before == wanted:
            continue
        try:
            content = _original(cursor, sha256)
            plan = read_with(cursor, content, name, Given(district, plan_year, followed_up, came), known)
        except Exception as error:  # whatever is wrong with it must not stop the document that came or went
            message = f"«{name}» kunde inte läsas om: {why(error)} Det som lästes förut är kvar."
            told.append(Again(sha256, name, message, why(error)))
            continue
        changed = replace_reading(cursor, document, sha256, plan)
        helped = "med hjälp av tabellerna i planens andra dokument" if known else "utan hjälp av andra dokument"
        message = (
            f"«{name}» saknar tabeller och lästes om {helped}: "
            f"{changed} av {len(plan.measures)} åtgärder läses annorlunda."
        )
        told.append(Again(sha256, name, message))
    return told


def tell(cursor: duckdb.DuckDBPyConnection, again: Sequence[Again], by: str) -> None:
    """Write in the import log what was read again."""
    for one in again:
        log(cursor, "failed" if one.fault else "rebuilt", one.sha256, one.name, by, one.message)


def replace_reading(cursor: duckdb.DuckDBPyConnection, document: str, sha256: str, plan: Plan) -> int:
    """Put another reading of a document (its id) in the place of what was read of it; what people said of its rows
    goes with them. Returns how many of its measures read otherwise than any did before."""
    brought = rows_of(plan, sha256)
    now = brought.pop("document")[0]
    before = places.of(cursor, document)
    take_away(cursor, document)
    kept = {key: value for key, value in now.items() if key not in ("id", "sha256", "name")}
    cursor.execute(
        f"UPDATE document SET {', '.join(f'{key} = ${key}' for key in kept)} WHERE id = $id", {**kept, "id": document}
    )
    for table, rows in brought.items():
        store.add(cursor, table, rows)
    after = places.of(cursor, document)
    places.follow(cursor, sha256, before, after)
    return len({one.texts for one in after} - {one.texts for one in before})


def recall(cursor: duckdb.DuckDBPyConnection, document: str, sha256: str, given: Given) -> None:
    """Let what people said of the file's rows find them, though they said it of a reading without help: of a document
    (its id) that comes back, and is read with help now."""
    said = cursor.execute(
        """
        SELECT 1 FROM correction_anchor WHERE sha256 = $sha256
        UNION ALL SELECT 1 FROM decision WHERE $sha256 IN (before_sha256, after_sha256) LIMIT 1
        """,
        {"sha256": sha256},
    ).fetchall()
    if said:
        name = cursor.execute("SELECT name FROM document WHERE id = $id", {"id": document}).fetchall()[0][0]
        alone = read_with(cursor, _original(cursor, sha256), name, given, ())
        places.follow(cursor, sha256, places.in_rows(rows_of(alone, sha256)["entry"]), places.of(cursor, document))


def _original(cursor: duckdb.DuckDBPyConnection, sha256: str) -> bytes:
    found = cursor.execute("SELECT bytes FROM original WHERE sha256 = $sha256", {"sha256": sha256}).fetchall()
    return bytes(found[0][0])
