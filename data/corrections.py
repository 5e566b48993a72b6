"""Corrections by hand: what a person says instead of the reading, kept apart from it and never overwritten by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from data import links, questions, store
from data.filters import Filters
from data.intake.texts import read_new

FIELDS = (
    "area",
    "subarea",
    "cause",
    "measure",
    "goal",
    "status",
    "continues",
    "timing",
    "start",
    "end",
    "actors",
    "is_measure",
)
_CODES = {
    "area": ("unga", "platser", "systemhotande", "brottsoffer", "kriminella_miljoer", "ovrigt"),
    "status": (
        "genomford", "delvis", "pagar", "ej_paborjad", "pausad", "ej_genomford", "borttagen", "oklar", "ej_uppfoljd",
    ),
    "timing": ("deadline", "start", "recurring", "ongoing", "on_demand", "unset"),
}  # fmt: skip
_SEEN = "SELECT measure, field, text, known_on::VARCHAR AS known_on FROM read_from WHERE moment = 'now'"
_YES_NO = {"ja": "true", "true": "true", "nej": "false", "false": "false"}
_ACTOR = re.compile(r"(person|function|organisation):\s*(\S.*)")


class RefusedCorrection(Exception):  # noqa: N818 - named like loaders\' UnreadableDocument
    """A correction cannot be made. Its message is Swedish: what is wrong, and what would do."""


@dataclass(frozen=True, slots=True)
class Said:
    """That `value` shall stand for what was read in `field` of a measure (its id, or any of its entries' ids), because
    `why`. Values as `correct` takes them."""

    measure: str
    field: str
    value: str
    why: str


def correct(
    con: duckdb.DuckDBPyConnection,
    measure: str,
    field: str,
    value: str,
    why: str,
    who: str,
    as_of: date | None = None,
) -> int:
    """Let `value` stand for what was read in `field` of the measure (its id, or any of its entries' ids).

    Values: codes for area, status and timing; ISO dates for start and end; ja or nej for continues and is_measure;
    actors as «kind:name | kind:name»; else text. The empty string takes away a subarea, cause, goal, date or all
    actors. It holds as long as the document's own text is the one seen now (at `as_of`), in this and other documents,
    and until it is undone or corrected anew. Returns the correction's number. Raises RefusedCorrection.
    """
    said = Said(measure, field, value, why)
    _check(said, who)
    with store.writing(con) as cursor:
        return correct_in(cursor, [said], who, as_of)[0]


def correct_in(
    cursor: duckdb.DuckDBPyConnection,
    said: Sequence[Said],
    who: str,
    as_of: date | None = None,
    came_with: str | None = None,
) -> list[int]:
    """Several corrections, in their order, in the caller's transaction: all of them, or RefusedCorrection.

    `came_with` is the sha256 of the document that was reviewed, when they are undone with its import.
    """
    made: list[int] = []
    seen: dict[str, pd.DataFrame] = {}
    touched: dict[str, tuple[Filters, str]] = {}
    for one in said:
        value = _check(one, who)
        measure_id = _measure_of(cursor, one.measure)
        plan = _plan_of(cursor, measure_id)
        chosen = Filters(plans=(plan,), as_of=as_of)
        touched[measure_id] = (chosen, measure_id)
        if plan not in seen:
            seen[plan] = questions.answer(cursor, questions.compose(_SEEN), chosen)
        texts = seen[plan]
        row = texts[(texts["measure"] == measure_id) & (texts["field"] == one.field)]
        if row.empty:
            raise RefusedCorrection("Åtgärden fanns inte i planen den dagen. Välj ett senare datum.")
        number = int(cursor.execute("SELECT nextval('correction_id')").fetchall()[0][0])
        store.add(
            cursor,
            "correction",
            [
                {
                    "id": number,
                    "plan": plan,
                    "measure": measure_id,
                    "field": one.field,
                    "value": value,
                    "seen": row["text"].iloc[0],
                    "known_on": row["known_on"].iloc[0],
                    "why": one.why.strip(),
                    "who": who.strip(),
                    "made_at": store.now(),
                    "came_with": came_with,
                }
            ],
        )
        cursor.execute(
            """
            INSERT INTO correction_anchor (correction, sha256, row, fingerprint)
            SELECT $number, d.sha256, e.row, e.fingerprint
            FROM link l JOIN entry e ON e.id = l.entry JOIN document d ON d.id = e.document
            WHERE l.measure = $measure
            """,
            {"number": number, "measure": measure_id},
        )
        made.append(number)
    for chosen, measure_id in touched.values():
        _check_period(cursor, chosen, measure_id)
    if any(one.field == "goal" for one in said):
        read_new(cursor)
    for plan in sorted({_plan_of(cursor, _measure_of(cursor, one.measure)) for one in said if one.field == "actors"}):
        _regroup(cursor, plan)
    return made


def undo(con: duckdb.DuckDBPyConnection, correction: int, who: str) -> None:
    """Let the reading, or the correction before, stand again. Raises RefusedCorrection. What a person said stands in a
    document is undone with `intake.undo_correction`: it has to be read again."""
    with store.writing(con) as cursor:
        undo_in(cursor, correction, who)


def undo_in(cursor: duckdb.DuckDBPyConnection, correction: int, who: str) -> None:
    """As `undo`, in the caller's transaction."""
    if not who.strip():
        raise RefusedCorrection("Skriv vem som ångrar rättelsen.")
    found = cursor.execute(
        "SELECT undone_at, field, plan FROM correction WHERE id = $id", {"id": correction}
    ).fetchall()
    if not found:
        raise RefusedCorrection(f"Det finns ingen rättelse med nummer {correction}.")
    if found[0][0] is not None:
        raise RefusedCorrection(f"Rättelse {correction} är redan ångrad.")
    cursor.execute(
        "UPDATE correction SET undone_at = $at, undone_by = $who WHERE id = $id",
        {"at": store.now(), "who": who.strip(), "id": correction},
    )
    if found[0][1] == "actors":
        _regroup(cursor, found[0][2])


def made(con: duckdb.DuckDBPyConnection, filters: Filters | None = None) -> pd.DataFrame:
    """All corrections, undone ones too, with whether each holds: the columns of question «corrections»."""
    return questions.ask(con, "corrections", filters)


def measure_of(con: duckdb.DuckDBPyConnection, entry: str) -> str:
    """The measure that an id leads to: its own, or that of any of its entries. Raises RefusedCorrection."""
    return _measure_of(con.cursor(), entry)


def _measure_of(cursor: duckdb.DuckDBPyConnection, entry: str) -> str:
    found = cursor.execute("SELECT measure FROM link WHERE entry = $entry", {"entry": entry}).fetchall()
    if not found:
        raise RefusedCorrection(f"Åtgärden «{entry}» finns inte i registret.")
    return str(found[0][0])


def _plan_of(cursor: duckdb.DuckDBPyConnection, measure: str) -> str:
    return str(cursor.execute("SELECT plan FROM measure WHERE id = $id", {"id": measure}).fetchall()[0][0])


def _check(said: Said, who: str) -> str:
    """The value as it is stored, when all that a correction needs is there."""
    value = _checked(said.field, said.value)
    if not said.why.strip():
        raise RefusedCorrection("Skriv varför värdet rättas.")
    if not who.strip():
        raise RefusedCorrection("Skriv vem som rättar.")
    return value


def _regroup(cursor: duckdb.DuckDBPyConnection, plan: str) -> None:
    """A name that is corrected may be another person's, or make a first name plain."""
    for (district,) in cursor.execute("SELECT district FROM plan WHERE id = $plan", {"plan": plan}).fetchall():
        links.regroup(cursor, district)


def _checked(field: str, value: str) -> str:
    """The value as it is stored."""
    value = " ".join(value.split())
    if field not in FIELDS:
        raise RefusedCorrection(f"Fältet «{field}» går inte att rätta. Välj ett av: {', '.join(FIELDS)}.")
    if field in _CODES and value not in _CODES[field]:
        raise RefusedCorrection(f"«{value}» finns inte för {field}. Välj ett av: {', '.join(_CODES[field])}.")
    if field == "measure" and not value:
        raise RefusedCorrection("En åtgärd måste ha en text.")
    if field in ("continues", "is_measure"):
        if value.casefold() not in _YES_NO:
            raise RefusedCorrection("Svara ja eller nej.")
        return _YES_NO[value.casefold()]
    if field in ("start", "end") and value:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise RefusedCorrection(f"«{value}» är inget datum. Skriv det som 2024-12-31.") from error
    if field == "actors" and value:
        actors = [_ACTOR.fullmatch(actor.strip()) for actor in value.split("|")]
        if not all(actors):
            raise RefusedCorrection("Skriv ansvariga som «person:Namn | function:Roll | organisation:Namn».")
        return " | ".join(f"{actor[1]}:{actor[2]}" for actor in actors if actor)
    return value


def _check_period(cursor: duckdb.DuckDBPyConnection, chosen: Filters, measure: str) -> None:
    sql = """
        SELECT coalesce(start_date > end_date, false) AS backward FROM corrected_measure
        WHERE moment = 'now' AND list_contains($measures::VARCHAR[], measure)
    """
    only = Filters(plans=chosen.plans, as_of=chosen.as_of, measures=(measure,))
    found: Any = questions.answer(cursor, questions.compose(sql), only)
    if found["backward"].any():
        raise RefusedCorrection("Åtgärden skulle sluta före den börjar. Rätta det andra datumet först.")
