"""Which measures of one year's plan carry on measures of the plan of the year before, in the same district."""

from __future__ import annotations

import duckdb

from data import identity, rows
from data.matching import Decision, carries_on


def relink(cursor: duckdb.DuckDBPyConnection, district: str, year_before: int) -> None:
    """Replace the links, and the proposals of links, from the year after back to `year_before`.

    The year before is taken as it stood last, the year after as it was first written: what a later follow-up rewrites
    says nothing of where a measure came from. Runs in the caller's transaction.
    """
    plans = {
        "plan": identity.plan_id(district, year_before + 1),
        "before_plan": identity.plan_id(district, year_before),
    }
    cursor.execute("DELETE FROM year_link WHERE plan = $plan AND before_plan = $before_plan", plans)
    cursor.execute("DELETE FROM proposal WHERE plan = $plan AND kind = 'next_year'", {"plan": plans["plan"]})
    if cursor.execute("SELECT count(*) FROM plan WHERE id IN ($plan, $before_plan)", plans).fetchall() != [(2,)]:
        return
    before = identity.measures(cursor, district, year_before, latest=True)
    after = identity.measures(cursor, district, year_before + 1, latest=False)
    if not before or not after:
        return
    found = carries_on(
        [text for _, text in before],
        [text for _, text in after],
        (),
        _decisions(cursor, district, {m: text.key for m, text in (*before, *after)}),
    )
    rows.add(
        cursor,
        "year_link",
        [
            {
                **plans,
                "measure": after[pair.after][0],
                "before_measure": before[pair.before][0],
                "score": 100 * pair.score,
                "decided_by": "hand" if pair.by_hand else "sure",
                "reason": pair.reason,
            }
            for pair in found.pairs
        ],
    )
    rows.add(
        cursor,
        "proposal",
        [
            {
                "plan": plans["plan"],
                "before_entry": before[proposal.pair.before][1].key,
                "after_entry": after[proposal.pair.after][1].key,
                "kind": "next_year",
                "score": 100 * proposal.pair.score,
                "reason": proposal.pair.reason,
            }
            for proposal in found.proposals
        ],
    )


def _decisions(cursor: duckdb.DuckDBPyConnection, district: str, keys: dict[str, str]) -> list[Decision]:
    """What people said, of whatever entry of a measure, as said of the entry that it is matched by (`keys`)."""
    said = identity.decisions(cursor, district)
    named = sorted({entry for decision in said for entry in (decision.before, decision.after)})
    if not named:
        return []
    links = cursor.execute(
        "SELECT entry, measure FROM link WHERE list_contains($named::VARCHAR[], entry)", {"named": named}
    ).fetchall()
    key_of = {entry: keys[measure] for entry, measure in links if measure in keys}
    return [
        Decision(key_of.get(decision.before, ""), key_of.get(decision.after, ""), decision.same)
        for decision in said
        if decision.before in key_of and decision.after in key_of
    ]
