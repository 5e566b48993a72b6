"""Which measure each entry is: computed anew for a whole plan, from all its documents in the order of their days.

Nothing remembers the order of imports, so any order gives the same measures, and a removed document leaves none behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from data import identity, store


@dataclass(slots=True)
class _Known:
    """A measure found so far: its id, its text in the latest document and all its entries."""

    id: str
    text: identity.EntryText
    entries: set[str]


def relink(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> None:
    """Replace the plan's row, measures, links and proposals by what its documents give now; none when it has none.

    Runs in the caller's transaction.
    """
    plan = {"plan": plan_id(district, plan_year)}
    cursor.execute("DELETE FROM link WHERE measure IN (SELECT id FROM measure WHERE plan = $plan)", plan)
    cursor.execute("DELETE FROM proposal WHERE plan = $plan", plan)
    cursor.execute("DELETE FROM measure WHERE plan = $plan", plan)
    cursor.execute("DELETE FROM plan WHERE id = $plan", plan)
    documents = cursor.execute(
        """
        SELECT id, police_area FROM document
        WHERE district = $district AND plan_year = $year ORDER BY known_on, sha256
        """,
        {"district": district, "year": plan_year},
    ).fetchall()
    if not documents:
        return
    police_area = next((area for _, area in reversed(documents) if area), None)
    store.add(
        cursor,
        "plan",
        [{"id": plan["plan"], "district": district, "plan_year": plan_year, "police_area": police_area}],
    )
    entries = [_entries(cursor, document) for document, _ in documents]
    known, links, proposals = _follow(entries, _decisions(cursor, district, plan_year))
    store.add(cursor, "measure", [{"id": measure.id, "plan": plan["plan"]} for measure in known])
    store.add(cursor, "link", links)
    store.add(cursor, "proposal", [{"plan": plan["plan"], **proposal} for proposal in proposals])


def plan_id(district: str, plan_year: int) -> str:
    """What a plan is called everywhere: «Södermalm 2024»."""
    return f"{district} {plan_year}"


def _follow(
    documents: Sequence[Sequence[tuple[str, identity.EntryText]]], decisions: Sequence[tuple[str, str, bool]]
) -> tuple[list[_Known], list[dict[str, Any]], list[dict[str, Any]]]:
    known: list[_Known] = []
    links: list[dict[str, Any]] = []
    proposals: list[dict[str, Any]] = []
    for entries in documents:
        found = _confirmed(known, entries, decisions)
        open_before = [k for k in range(len(known)) if k not in {k for k, _, _ in found.values()}]
        open_after = [n for n in range(len(entries)) if n not in found]
        for pair in identity.match([known[k].text for k in open_before], [entries[n][1] for n in open_after]):
            k, n = open_before[pair.before], open_after[pair.after]
            if _refused(known[k], entries[n][0], decisions):
                continue
            if pair.sure:
                found[n] = (k, pair.score, "sure")
            else:
                latest = max(known[k].entries)
                proposals.append({"before_entry": latest, "after_entry": entries[n][0], "score": pair.score})
        for n, (entry, text) in enumerate(entries):
            k, score, decided_by = found.get(n, (len(known), 100.0, "same"))
            if k == len(known):
                known.append(_Known(entry, text, {entry}))
            else:
                known[k].text = text
                known[k].entries.add(entry)
            links.append({"entry": entry, "measure": known[k].id, "score": score, "decided_by": decided_by})
    return known, links, proposals


def _confirmed(
    known: Sequence[_Known],
    entries: Sequence[tuple[str, identity.EntryText]],
    decisions: Sequence[tuple[str, str, bool]],
) -> dict[int, tuple[int, float, str]]:
    partners: dict[str, list[str]] = {}
    for one, other, same in decisions:
        if same:
            partners.setdefault(one, []).append(other)
            partners.setdefault(other, []).append(one)
    measure_of = {entry: k for k, measure in enumerate(known) for entry in measure.entries}
    found: dict[int, tuple[int, float, str]] = {}
    taken: set[int] = set()
    for n, (entry, _) in enumerate(entries):
        for k in sorted({measure_of[partner] for partner in partners.get(entry, []) if partner in measure_of}):
            if k not in taken:
                found[n] = (k, 100.0, "hand")
                taken.add(k)
                break
    return found


def _refused(measure: _Known, entry: str, decisions: Sequence[tuple[str, str, bool]]) -> bool:
    return any(
        not same and ((one == entry and other in measure.entries) or (other == entry and one in measure.entries))
        for one, other, same in decisions
    )


def _entries(cursor: duckdb.DuckDBPyConnection, document: str) -> list[tuple[str, identity.EntryText]]:
    rows = cursor.execute(
        """
        SELECT id, area, subarea, cause, measure, item, goal, when_text, who
        FROM entry WHERE document = $document ORDER BY row
        """,
        {"document": document},
    ).fetchall()
    return [(row[0], identity.EntryText(*row[1:])) for row in rows]


def _decisions(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> list[tuple[str, str, bool]]:
    """Hand decisions as pairs of entries of this plan; the latest decision on a pair wins."""
    rows = cursor.execute(
        """
        WITH place AS (
            SELECT e.id, d.sha256, e.row, e.fingerprint
            FROM entry e JOIN document d ON d.id = e.document
            WHERE d.district = $district AND d.plan_year = $year
        )
        SELECT b.id, a.id, x.same
        FROM decision x
        JOIN place b ON b.sha256 = x.before_sha256 AND b.row = x.before_row AND b.fingerprint = x.before_fingerprint
        JOIN place a ON a.sha256 = x.after_sha256 AND a.row = x.after_row AND a.fingerprint = x.after_fingerprint
        WHERE x.undone_at IS NULL
        ORDER BY x.id
        """,
        {"district": district, "year": plan_year},
    ).fetchall()
    latest = {frozenset((before, after)): (before, after, same) for before, after, same in rows}
    return list(latest.values())
