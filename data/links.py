"""All that is derived: which person each name in a district is, and which measure each entry is, computed anew for a
whole plan from all its documents in the order of their days.

Nothing remembers the order of imports, so any order gives the same measures, and a removed document leaves none behind.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import cache
from pathlib import Path

import duckdb

from data import identity, person_groups, rows, year_links
from data.follow import follow
from data.identity import plan_id as plan_id

HERE = Path(__file__).parent
_DECIDING = (
    "follow.py", "identity.py", "links.py", "person_groups.py", "year_links.py", "matching/*.py", "persons/*.py",
)  # fmt: skip


def relink(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> None:
    """Replace the district's persons, and the plan's row, measures, links, origins and proposals, by what its documents
    give now, none when it has none; and what it carries on and is carried on by in the years beside it.

    Runs in the caller's transaction.
    """
    regroup(cursor, district)
    _relink(cursor, district, plan_year)


def regroup(cursor: duckdb.DuckDBPyConnection, district: str) -> None:
    """Replace the district's persons by what its names, corrections and decisions give now, and link the plans anew
    where somebody goes by another name than before: whether a measure has new owners rests on it.

    Runs in the caller's transaction.
    """
    renamed = person_groups.regroup(cursor, district)
    for year in person_groups.years_naming(cursor, district, renamed):
        _relink(cursor, district, year)


def relink_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Every plan anew, and note with what: after a new version of the program. Runs in the caller's transaction."""
    plans = cursor.execute("SELECT DISTINCT district, plan_year FROM document ORDER BY ALL").fetchall()
    for district in dict.fromkeys(district for district, _ in plans):
        person_groups.regroup(cursor, district)
    for district, plan_year in plans:
        _relink(cursor, district, plan_year)
    cursor.execute("UPDATE register SET linked_with = $linked_with", {"linked_with": fingerprint()})


def _relink(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> None:
    plan = {"plan": plan_id(district, plan_year)}
    of_plan = "(SELECT id FROM measure WHERE plan = $plan)"
    cursor.execute(f"DELETE FROM link WHERE measure IN {of_plan}", plan)
    cursor.execute(f"DELETE FROM origin WHERE measure IN {of_plan}", plan)
    cursor.execute("DELETE FROM proposal WHERE plan = $plan AND kind <> 'next_year'", plan)
    cursor.execute("DELETE FROM measure WHERE plan = $plan", plan)
    cursor.execute("DELETE FROM plan WHERE id = $plan", plan)
    _link(cursor, district, plan_year)
    for year in (plan_year - 1, plan_year):
        year_links.relink(cursor, district, year)


@cache
def fingerprint() -> str:
    """Of the code that recognises measures: another one may link them otherwise."""
    seen = hashlib.sha256()
    for file in sorted(file for pattern in _DECIDING for file in HERE.glob(pattern)):
        seen.update(file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()[:12]


def _link(cursor: duckdb.DuckDBPyConnection, district: str, plan_year: int) -> None:
    documents = identity.documents(cursor, district, plan_year)
    if not documents:
        return
    plan = plan_id(district, plan_year)
    found = follow(documents, identity.decisions(cursor, district))
    police_area = cursor.execute(
        """
        SELECT arg_max(police_area, (known_on, sha256)) FILTER (police_area <> '')
        FROM document WHERE district = $district AND plan_year = $year
        """,
        {"district": district, "year": plan_year},
    ).fetchall()[0][0]
    rows.add(cursor, "plan", [{"id": plan, "district": district, "plan_year": plan_year, "police_area": police_area}])
    rows.add(cursor, "measure", [{"id": measure, "plan": plan} for measure in found.measures])
    rows.add(cursor, "link", [asdict(link) for link in found.links])
    rows.add(cursor, "origin", [asdict(origin) for origin in found.origins])
    rows.add(cursor, "proposal", [{"plan": plan, **asdict(proposal)} for proposal in found.proposals])
