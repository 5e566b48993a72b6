"""Documents in and out: imported once each, removed without a trace, their originals given back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

import duckdb

from data import links, store
from data.intake.again import read_again, recall, tell
from data.intake.outcomes import Failed, Given, Imported, Progress, Reader, RefusedDocument
from data.intake.reading import read_as_known, why
from data.intake.resting import hand_over, holding, kept_for_later
from data.intake.rows import rows_of
from data.intake.tables import log, take_away, take_back
from data.intake.texts import read_new
from loaders.records import Plan

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def import_document(
    con: duckdb.DuckDBPyConnection,
    content: bytes,
    name: str,
    by: str,
    district: str | None = None,
    year: int | None = None,
    *,
    example: bool = False,
) -> Imported:
    """Read the document and keep it, its original and all that was read, in one transaction.

    The same bytes again change nothing. Raises UnreadableDocument or RefusedDocument; then nothing was kept.
    """
    given = Given(district, year)
    return already(con, content, name) or keep(
        con, content, read_as_known(con, content, name, given), by, district, year, example=example
    )


def keep(
    con: duckdb.DuckDBPyConnection,
    content: bytes,
    plan: Plan,
    by: str,
    district: str | None = None,
    year: int | None = None,
    *,
    example: bool = False,
) -> Imported:
    """Keep a document that `read` has read: import_document's second half, after the user has seen the reading.

    `district` and `year` are what the user stated by hand, if anything.
    """
    same = already(con, content, plan.name)
    if same:
        return same
    with store.writing(con) as cursor:
        imported = keep_in(cursor, content, plan, by, Given(district, year), example=example)
        log(cursor, "imported", hashlib.sha256(content).hexdigest(), plan.name, by, imported.message)
    return imported


def keep_in(
    cursor: duckdb.DuckDBPyConnection, content: bytes, plan: Plan, by: str, given: Given, *, example: bool = False
) -> Imported:
    """As `keep`, in the caller's transaction; what the import log says of it is the caller's to write."""
    sha256 = hashlib.sha256(content).hexdigest()
    brought = rows_of(plan, sha256)
    document = {
        **brought["document"][0],
        "given_district": given.district,
        "given_year": given.year,
        "given_followed_up": given.followed_up,
        "example": example,
        "imported_at": store.now(),
        "imported_by": by,
    }
    store.add(cursor, "original", [{"sha256": sha256, "bytes": content}])
    store.add(cursor, "document", [document])
    for table, rows in brought.items():
        if table != "document":
            store.add(cursor, table, rows)
    if plan.read_with:
        recall(cursor, document["id"], sha256, given)
    again = read_again(cursor, document["district"], document["plan_year"])
    tell(cursor, again, by)
    links.relink(cursor, document["district"], document["plan_year"])
    read_new(cursor)
    doubts = len(brought["doubt"])
    helped = ", med hjälp av tabellerna i planens andra dokument" if plan.read_with else ""
    message = f"{_count(len(plan.measures), 'åtgärd', 'åtgärder')} lästes ur «{plan.name}»{helped}."
    return Imported(
        name=plan.name,
        document=document["id"],
        plan=links.plan_id(document["district"], document["plan_year"]),
        measures=len(plan.measures),
        doubts=doubts,
        new=True,
        message=" ".join((message, *(one.message for one in again))),
        warnings=plan.warnings,
    )


def import_many(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[tuple[str, Reader]],
    by: str,
    district: str | None = None,
    year: int | None = None,
    *,
    example: bool = False,
    progress: Progress | None = None,
) -> list[Imported | Failed]:
    """Import each (name, function that gives its bytes), in order; one bad file is reported and the rest go on.

    `progress(done, of, name)` is called before each file and once at the end with an empty name.
    """
    outcome: list[Imported | Failed] = []
    for number, (name, content) in enumerate(files):
        if progress:
            progress(number, len(files), name)
        try:
            outcome.append(import_document(con, content(), name, by, district, year, example=example))
        except Exception as error:  # one bad file, whatever is wrong with it, must not stop the others
            failed = Failed(name, why(error))
            with store.writing(con) as cursor:
                log(cursor, "failed", "", name, by, failed.message)
            outcome.append(failed)
    if progress:
        progress(len(files), len(files), "")
    return outcome


def remove(con: duckdb.DuckDBPyConnection, document: str, by: str) -> str:
    """Take away all that a document (its id or sha256) brought, original and all; returns a Swedish sentence.

    What was said while it was reviewed for import is undone with it: corrections, decisions, and those chosen columns
    that no later document is read with. Other corrections stay, and hold again should the document come back. Raises
    RefusedDocument when it is not there.
    """
    with store.writing(con) as cursor:
        found = cursor.execute(
            "SELECT id, sha256, name, district, plan_year FROM document WHERE id = $document OR sha256 = $document",
            {"document": document},
        ).fetchall()
        if not found:
            raise RefusedDocument("Dokumentet finns inte i registret.")
        document_id, sha256, name, district, year = found[0]
        plan = links.plan_id(district, year)
        held = holding(cursor, plan)
        take_away(cursor, document_id)
        kept = hand_over(cursor, sha256)
        take_back(cursor, sha256, by)
        cursor.execute("DELETE FROM document WHERE id = $id", {"id": document_id})
        cursor.execute("DELETE FROM original WHERE sha256 = $sha256", {"sha256": sha256})
        again = read_again(cursor, district, year)
        links.relink(cursor, district, year)
        read_new(cursor)
        kept += kept_for_later(cursor, held, plan)
        message = " ".join((f"Importen av «{name}» är ångrad.", *kept))
        log(cursor, "removed", sha256, name, by, message)
        tell(cursor, again, by)
    return " ".join((message, *(one.message for one in again)))


def original(con: duckdb.DuckDBPyConnection, document: str) -> bytes:
    """The bytes of the file that was imported as `document` (its id or sha256). Raises RefusedDocument."""
    cursor = con.cursor()
    try:
        found = cursor.execute(
            """
            SELECT o.bytes FROM original o JOIN document d USING (sha256)
            WHERE d.id = $document OR d.sha256 = $document
            """,
            {"document": document},
        ).fetchall()
    finally:
        cursor.close()
    if not found:
        raise RefusedDocument("Dokumentet finns inte i registret.")
    return bytes(found[0][0])


def already(con: duckdb.DuckDBPyConnection, content: bytes, name: str) -> Imported | None:
    """What to answer when the register has these bytes; None when it does not."""
    sha256 = hashlib.sha256(content).hexdigest()
    cursor = con.cursor()
    try:
        found = cursor.execute(
            """
            SELECT d.id, d.name, d.district, d.plan_year, d.imported_at,
                (SELECT count(*) FROM entry e WHERE e.document = d.id),
                (SELECT count(*) FROM doubt q WHERE q.document = d.id)
            FROM document d WHERE d.sha256 = $sha256
            """,
            {"sha256": sha256},
        ).fetchall()
    finally:
        cursor.close()
    if not found:
        return None
    document, there, district, year, at, measures, doubts = found[0]
    under = "" if there == name else f" som «{there}»"
    message = f"Samma fil lästes in {day_in_words(at)}{under}. Ingenting har ändrats."
    return Imported(name, document, links.plan_id(district, year), measures, doubts, False, message)


def day_in_words(at: date | datetime) -> str:
    """«13 november 2024»."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
