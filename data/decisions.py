"""What people say of identity: that two entries are the same measure, or are not. Outlasts imports.

Of entries of two years' plans, the same means that the later measure carries on the earlier.
"""

from __future__ import annotations

from typing import Any

import duckdb

from data import links, store


class RefusedDecision(Exception):  # noqa: N818 - named like loaders' UnreadableDocument
    """A decision cannot be made. Its message is Swedish: what is wrong."""


def decide(con: duckdb.DuckDBPyConnection, before: str, after: str, same: bool, who: str) -> int:
    """Say that the entries `before` and `after` (ids) are the same measure, or are two; the plans are linked anew.

    They stand in two documents of one plan, or in the plans of two years in a row. One entry that is said to be the
    same as several of another document was divided into them. The latest word on a pair holds. Returns the decision's
    number. Raises RefusedDecision.
    """
    if not who.strip():
        raise RefusedDecision("Skriv vem som avgör.")
    with store.writing(con) as cursor:
        return decide_in(cursor, before, after, same, who)


def decide_in(
    cursor: duckdb.DuckDBPyConnection, before: str, after: str, same: bool, who: str, came_with: str | None = None
) -> int:
    """As `decide`, in the caller's transaction. `came_with` is the sha256 of the document that was reviewed, when the
    decision is undone with its import."""
    one, other = _anchor(cursor, before), _anchor(cursor, after)
    if one["sha256"] == other["sha256"]:
        raise RefusedDecision("Åtgärderna står i samma dokument och är därför två.")
    if one["district"] != other["district"]:
        raise RefusedDecision("Åtgärderna står i planer för olika områden.")
    if abs(one["plan_year"] - other["plan_year"]) > 1:
        raise RefusedDecision("Åtgärderna står i planer för år som inte följer på varandra.")
    number = int(cursor.execute("SELECT nextval('decision_id')").fetchall()[0][0])
    anchors = {
        f"{when}_{key}": place[key]
        for when, place in (("before", one), ("after", other))
        for key in ("sha256", "row", "fingerprint")
    }
    said = {"same": same, "who": who.strip(), "made_at": store.now(), "came_with": came_with}
    store.add(cursor, "decision", [{"id": number, **anchors, **said}])
    links.relink(cursor, one["district"], one["plan_year"])  # and the links to the years beside it
    return number


def undo(con: duckdb.DuckDBPyConnection, decision: int) -> None:
    """Let the matching, or the decision before, stand again. Raises RefusedDecision."""
    with store.writing(con) as cursor:
        done = cursor.execute(
            """
            UPDATE decision SET undone_at = $at WHERE id = $id AND undone_at IS NULL
            RETURNING before_sha256, after_sha256
            """,
            {"at": store.now(), "id": decision},
        ).fetchall()
        if not done:
            raise RefusedDecision(f"Det finns inget beslut med nummer {decision} att ångra.")
        plans = cursor.execute(
            "SELECT DISTINCT district, plan_year FROM document WHERE sha256 IN ($before, $after) ORDER BY ALL",
            {"before": done[0][0], "after": done[0][1]},
        ).fetchall()
        for district, plan_year in plans:  # none when the documents are gone: then nothing rests on the decision
            links.relink(cursor, district, plan_year)


def _anchor(cursor: duckdb.DuckDBPyConnection, entry: str) -> dict[str, Any]:
    found = cursor.execute(
        """
        SELECT d.sha256, e.row, e.fingerprint, d.district, d.plan_year
        FROM entry e JOIN document d ON d.id = e.document WHERE e.id = $entry
        """,
        {"entry": entry},
    ).fetchall()
    if not found:
        raise RefusedDecision(f"Åtgärden «{entry}» finns inte i registret.")
    return dict(zip(("sha256", "row", "fingerprint", "district", "plan_year"), found[0], strict=True))
