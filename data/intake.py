"""Documents into the register: the only place where data meets loaders.

A document is read first, outside any transaction, and kept afterwards in ONE: either all that it brings is there, or
nothing is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

import loaders
from data import links, store
from data.stated_start import is_stated
from loaders.errors import UnreadableDocument as UnreadableDocument
from loaders.records import Doubt, FollowUp, JudgedFollowUp, Measure, Place, Plan
from loaders.text import collapse, fold

Progress = Callable[[int, int, str], None]
Reader = Callable[[], bytes]
_READ_TABLES = ("entry", "doubt", "account", "unknown_column")
_ENTRY_TABLES = ("entry_followup", "entry_actor")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class RefusedDocument(Exception):  # noqa: N818 - named like loaders\' UnreadableDocument
    """A document can be read but not kept. Its message is Swedish: what is missing, and what the user can do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one imported file. `new` is False when the register had it already and nothing was changed."""

    name: str
    document: str
    plan: str
    measures: int
    doubts: int
    new: bool
    message: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be imported, and why, in Swedish."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a document gives otherwise when it is read again; "" when the row was not there before or is
    not there now."""

    document: str
    row: int
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: documents read again, values that read differently, and files that no longer can be read
    (those keep what they had)."""

    documents: int
    differences: tuple[Difference, ...]
    failed: tuple[Failed, ...]


def read(content: bytes, name: str, district: str | None = None, year: int | None = None) -> Plan:
    """The document as a Plan with district and plan year, nothing kept: for a look before it is imported.

    Raises loaders' UnreadableDocument, or RefusedDocument when it does not say whose plan it is or for which year.
    """
    plan = loaders.load(content, name, district, year)
    missing = [
        word
        for word, value in (("vilken stadsdel eller kommun", plan.front.district), ("vilket år", plan.front.plan_year))
        if not value
    ]
    if missing:
        raise RefusedDocument(
            f"Det framgår inte av «{name}» {' och '.join(missing)} planen gäller. Ange det och försök igen."
        )
    return plan


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
    return _already(con, content, name) or keep(
        con, content, read(content, name, district, year), by, district, year, example=example
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
    sha256 = hashlib.sha256(content).hexdigest()
    same = _already(con, content, plan.name)
    if same:
        return same
    with store.writing(con) as cursor:
        brought = _rows(plan, sha256)
        document = {
            **brought["document"][0],
            "given_district": district,
            "given_year": year,
            "example": example,
            "imported_at": store.now(),
            "imported_by": by,
        }
        store.add(cursor, "original", [{"sha256": sha256, "bytes": content}])
        store.add(cursor, "document", [document])
        for table, rows in brought.items():
            if table != "document":
                store.add(cursor, table, rows)
        links.relink(cursor, document["district"], document["plan_year"])
        doubts = len(brought["doubt"])
        message = f"{_count(len(plan.measures), 'åtgärd', 'åtgärder')} lästes ur «{plan.name}»."
        _log(cursor, "imported", sha256, plan.name, by, message)
    return Imported(
        name=plan.name,
        document=document["id"],
        plan=links.plan_id(document["district"], document["plan_year"]),
        measures=len(plan.measures),
        doubts=doubts,
        new=True,
        message=message,
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
            failed = Failed(name, _why(error))
            with store.writing(con) as cursor:
                _log(cursor, "failed", "", name, by, failed.message)
            outcome.append(failed)
    if progress:
        progress(len(files), len(files), "")
    return outcome


def remove(con: duckdb.DuckDBPyConnection, document: str, by: str) -> str:
    """Take away all that a document (its id or sha256) brought, original and all; returns a Swedish sentence.

    Corrections stay, and hold again should the document come back. Raises RefusedDocument when it is not there.
    """
    with store.writing(con) as cursor:
        found = cursor.execute(
            "SELECT id, sha256, name, district, plan_year FROM document WHERE id = $document OR sha256 = $document",
            {"document": document},
        ).fetchall()
        if not found:
            raise RefusedDocument("Dokumentet finns inte i registret.")
        document_id, sha256, name, district, year = found[0]
        _take_away(cursor, document_id)
        cursor.execute("DELETE FROM document WHERE id = $id", {"id": document_id})
        cursor.execute("DELETE FROM original WHERE sha256 = $sha256", {"sha256": sha256})
        links.relink(cursor, district, year)
        message = f"Importen av «{name}» är ångrad."
        _log(cursor, "removed", sha256, name, by, message)
    return message


def rebuild(con: duckdb.DuckDBPyConnection, by: str, progress: Progress | None = None) -> Rebuilt:
    """Read every original again with today's loaders and replace what was read, all in one transaction.

    Corrections and decisions stay. A document that can no longer be read keeps what it had and is reported.
    """
    reader = con.cursor()
    documents = reader.execute(
        """
        SELECT id, sha256, name, given_district, given_year, district, plan_year
        FROM document ORDER BY imported_at, sha256
        """
    ).fetchall()
    again: list[tuple[Any, ...]] = []
    failed: list[Failed] = []
    for number, (document, sha256, name, district, year, old_district, old_year) in enumerate(documents):
        if progress:
            progress(number, len(documents), name)
        try:
            content = original(con, document)
            again.append((document, sha256, old_district, old_year, read(content, name, district, year)))
        except Exception as error:  # a document that reads no longer keeps what it had
            failed.append(Failed(name, _why(error)))
    differences: list[Difference] = []
    with store.writing(con) as cursor:
        plans: set[tuple[str, int]] = set()
        for document, sha256, old_district, old_year, plan in again:
            brought = _rows(plan, sha256)
            now = brought.pop("document")[0]
            differences += _differences(plan.name, _stored(cursor, document), brought)
            _take_away(cursor, document)
            kept = {key: value for key, value in now.items() if key not in ("id", "sha256", "name")}
            cursor.execute(
                f"UPDATE document SET {', '.join(f'{key} = ${key}' for key in kept)} WHERE id = $id",
                {**kept, "id": document},
            )
            for table, rows in brought.items():
                store.add(cursor, table, rows)
            plans |= {(old_district, old_year), (now["district"], now["plan_year"])}
            _log(cursor, "rebuilt", sha256, plan.name, by, "")
        for district, year in sorted(plans):
            links.relink(cursor, district, year)
        for failure in failed:
            _log(cursor, "failed", "", failure.name, by, failure.message)
    reader.close()
    if progress:
        progress(len(documents), len(documents), "")
    return Rebuilt(len(again), tuple(differences), tuple(failed))


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


# --- from a Plan to rows -------------------------------------------------------------------------------------------


def _rows(plan: Plan, sha256: str) -> dict[str, list[dict[str, Any]]]:
    """What a document brings to each table."""
    assert plan.front.district is not None and plan.front.plan_year is not None  # `read` has refused it otherwise
    district, year = collapse(plan.front.district), plan.front.plan_year
    document = sha256[:12]
    followed_up, whole_year, known_on = _known_on(plan, year)
    rows: dict[str, list[dict[str, Any]]] = {
        "document": [
            {
                "id": document,
                "sha256": sha256,
                "name": plan.name,
                "form": plan.form,
                "district": district,
                "plan_year": year,
                "police_area": plan.front.police_area,
                "followed_up": followed_up,
                "whole_year": whole_year,
                "is_followup": whole_year or followed_up is not None,
                "known_on": known_on,
                "warnings": list(plan.warnings),
                "loader_version": loader_version(),
            }
        ],
        "entry": [],
        "entry_followup": [],
        "entry_actor": [],
        "doubt": [],
        "account": [],
        "unknown_column": [],
    }
    slug = _NOT_SLUG.sub("-", fold(district)).strip("-") or "plan"
    for measure in plan.measures:
        entry = f"{slug}-{year}-{sha256[:6]}-{measure.row.number:03}"
        rows["entry"].append(_entry(entry, document, measure))
        rows["entry_followup"] += [
            {"entry": entry, "position": position, **_followup(followup)}
            for position, followup in enumerate(measure.followups, 1)
        ]
        rows["entry_actor"] += [
            {
                "entry": entry,
                "position": position,
                "kind": actor.kind,
                "name": actor.name,
                "words": actor.words,
                "party": actor.party,
                "title": actor.title,
                "contact": actor.contact,
            }
            for position, actor in enumerate(measure.actors, 1)
        ]
    rows["doubt"] = [
        {
            "document": document,
            "position": position,
            "row": doubt.row,
            "field": doubt.field,
            "question": doubt.question,
            "text": doubt.text,
            **_place(doubt.place),
        }
        for position, doubt in enumerate((*plan.doubts, *_backward_times(plan.measures)), 1)
    ]
    rows["account"] = [
        {
            "document": document,
            "position": position,
            "kind": line.kind,
            "text": line.text,
            "reason": line.reason,
            **_place(line.place),
        }
        for position, line in enumerate(plan.account, 1)
    ]
    rows["unknown_column"] = [
        {"document": document, "position": position, "header": header}
        for position, header in enumerate(plan.unknown_columns, 1)
    ]
    return rows


def _entry(entry: str, document: str, measure: Measure) -> dict[str, Any]:
    row, area, status, timing = measure.row, measure.area, measure.status, measure.timing
    start = None if _is_backward(measure) else timing.start
    latest = row.followups[-1] if row.followups else FollowUp(None, "")
    return {
        "id": entry,
        "document": document,
        "row": row.number,
        "fingerprint": _fingerprint(row.measure, row.item, row.cause),
        "area_text": row.first,
        "headings": list(row.headings),
        "subarea_text": row.subarea,
        "cause": row.cause,
        "measure": row.measure,
        "item": row.item,
        "goal": row.goal,
        "when_text": row.when,
        "who": row.who,
        "followup": latest.text,
        "status_text": row.status_text,
        "comment": row.comment,
        "other": [{"header": header, "text": text} for header, text in row.other],
        "area": area.code,
        "area_words": area.words,
        "area_rule": area.rule,
        "area_doubt": area.doubt,
        "subarea": area.subarea,
        "status": status.code,
        "status_words": status.words,
        "status_rule": status.rule,
        "status_doubt": status.doubt,
        "continues": status.continues,
        "continues_words": status.continues_words,
        "timing": timing.code,
        "start_date": start,
        "end_date": timing.end,
        "stated_start": is_stated(timing.code, start, row.when),
        "timing_words": timing.words,
        "timing_rule": timing.rule,
        "timing_doubt": timing.doubt,
        **_place(row.place),
        "confidence": row.confidence,
    }


def _followup(followup: JudgedFollowUp) -> dict[str, Any]:
    status = followup.status
    return {
        "date": followup.date,
        "text": followup.text,
        "status": status.code,
        "status_words": status.words,
        "status_rule": status.rule,
        "status_doubt": status.doubt,
        "continues": status.continues,
        "continues_words": status.continues_words,
    }


def _place(place: Place) -> dict[str, Any]:
    """A place as columns, and in words: «sida 3, tabell 1, rad 12», «bladet Platser, rad 7», «rad 120»."""
    row = place.row or place.line
    words = (
        f"sida {place.page}" if place.page else "",
        f"bladet {place.sheet}" if place.sheet else "",
        f"tabell {place.table}" if place.table and not place.sheet else "",
        f"rad {row}" if row else "",
    )
    return {
        "page": place.page,
        "sheet": place.sheet,
        "table_no": place.table,
        "row_no": place.row,
        "line": place.line,
        "place": ", ".join(word for word in words if word),
    }


def _known_on(plan: Plan, year: int) -> tuple[date | None, bool, date]:
    """(date of the latest follow-up, follow-up of the whole year?, the day whose knowledge the document holds).

    A whole year's follow-up, and a followed-up plan without a date, is judged on 1 January of the next year; a plan
    as written, where no follow-up is stated and no measure has any, on 1 January of its own year.
    """
    dates = [
        followup.date for measure in plan.measures for followup in measure.followups if followup.date and followup.text
    ]
    followed_up = plan.front.followed_up or max(dates, default=None)
    any_followup = any(measure.status.code != "ej_uppfoljd" for measure in plan.measures)
    if any_followup and (plan.front.whole_year or followed_up is None):
        return followed_up, True, date(year + 1, 1, 1)
    if followed_up is not None:
        return followed_up, False, followed_up
    return None, False, date(year, 1, 1)


def _is_backward(measure: Measure) -> bool:
    start, end = measure.timing.start, measure.timing.end
    return start is not None and end is not None and start > end


def _backward_times(measures: Iterable[Measure]) -> list[Doubt]:
    """A doubt for each measure that was read to end before it starts; its start is then not kept."""
    return [
        Doubt(
            "Tiden är läst så att åtgärden slutar före den börjar. När gäller den?",
            m.row.place,
            m.row.when,
            "when",
            m.row.number,
        )
        for m in measures
        if _is_backward(m)
    ]


def _fingerprint(measure: str, item: int | None, cause: str) -> str:
    return hashlib.sha256("\n".join((fold(measure), str(item or ""), fold(cause))).encode()).hexdigest()[:16]


@cache
def loader_version() -> str:
    """A fingerprint of the loaders' code and vocabulary: another one may read a document otherwise."""
    seen = hashlib.sha256()
    home = Path(loaders.__file__).parent
    for file in sorted(file for kind in ("*.py", "*.toml") for file in home.rglob(kind)):
        seen.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()[:12]


# --- in the register -----------------------------------------------------------------------------------------------


def _already(con: duckdb.DuckDBPyConnection, content: bytes, name: str) -> Imported | None:
    sha256 = hashlib.sha256(content).hexdigest()
    cursor = con.cursor()
    try:
        found = cursor.execute(
            """
            SELECT d.id, d.district, d.plan_year, d.imported_at,
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
    document, district, year, at, measures, doubts = found[0]
    message = f"Samma fil lästes in {day_in_words(at)}. Ingenting har ändrats."
    return Imported(name, document, links.plan_id(district, year), measures, doubts, False, message)


def day_in_words(at: date | datetime) -> str:
    """«13 november 2024»."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def _take_away(cursor: duckdb.DuckDBPyConnection, document: str) -> None:
    for table in _ENTRY_TABLES:
        cursor.execute(
            f"DELETE FROM {table} WHERE entry IN (SELECT id FROM entry WHERE document = $document)",
            {"document": document},
        )
    for table in _READ_TABLES:
        cursor.execute(f"DELETE FROM {table} WHERE document = $document", {"document": document})


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


def _log(cursor: duckdb.DuckDBPyConnection, action: str, sha256: str, name: str, by: str, message: str) -> None:
    store.add(
        cursor,
        "import_log",
        [{"made_at": store.now(), "action": action, "sha256": sha256, "name": name, "who": by, "message": message}],
    )


def _why(error: Exception) -> str:
    """The error's own sentence when it was written for the user, else what can be said of it."""
    if isinstance(error, UnreadableDocument | RefusedDocument):
        return str(error)
    if isinstance(error, OSError):
        return f"Filen går inte att öppna: {error.strerror or error}."
    return f"Filen gick inte att läsa ({type(error).__name__}). Rapportera gärna felet tillsammans med filen."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
