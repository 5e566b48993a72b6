"""What people say of persons' names in a district: that two spellings are the same person, or are two. Outlasts
imports; the questions are in the question `person_questions`."""

from __future__ import annotations

import duckdb

from data import links, store
from data.decisions import RefusedDecision


def decide(con: duckdb.DuckDBPyConnection, district: str, first: str, second: str, same: bool, who: str) -> int:
    """Say that the names `first` and `second`, as they are written in the district's plans, are the same person or are
    two; every figure follows. The latest word goes before what it goes against, and both before any rule. Returns
    the decision's number. Raises RefusedDecision.
    """
    if not who.strip():
        raise RefusedDecision("Skriv vem som avgör.")
    if first == second:
        raise RefusedDecision("Det är samma namn. Välj två olika.")
    with store.writing(con) as cursor:
        for name in (first, second):
            if not cursor.execute(
                "SELECT 1 FROM person WHERE district = $district AND spelling = $name",
                {"district": district, "name": name},
            ).fetchall():
                raise RefusedDecision(f"Ingen person skrivs «{name}» i planerna för {district}.")
        number = int(cursor.execute("SELECT nextval('person_decision_id')").fetchall()[0][0])
        one, other = sorted((first, second))
        store.add(
            cursor,
            "person_decision",
            [
                {
                    "id": number,
                    "district": district,
                    "first": one,
                    "second": other,
                    "same": same,
                    "who": who.strip(),
                    "made_at": store.now(),
                }
            ],
        )
        links.regroup(cursor, district)
    return number


def undo(con: duckdb.DuckDBPyConnection, decision: int, who: str) -> None:
    """Let the rules, or the decisions before, stand again. Raises RefusedDecision."""
    if not who.strip():
        raise RefusedDecision("Skriv vem som ångrar beslutet.")
    with store.writing(con) as cursor:
        done = cursor.execute(
            """
            UPDATE person_decision SET undone_at = $at, undone_by = $who WHERE id = $id AND undone_at IS NULL
            RETURNING district
            """,
            {"at": store.now(), "who": who.strip(), "id": decision},
        ).fetchall()
        if not done:
            raise RefusedDecision(f"Det finns inget beslut om personer med nummer {decision} att ångra.")
        links.regroup(cursor, done[0][0])
