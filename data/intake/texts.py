"""What goals and follow-ups say by themselves, kept once for each text: goal_reading and told_reading. The obstacles
that stand with each entry are kept up with them.

A reading depends on the text alone, so a goal corrected by hand is read like one in a document, a register of an
earlier program is filled from what it holds, and a text that no document has any more is let go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb

import loaders
from data import store
from data.intake import obstacles
from loaders.meaning.goal import read_goal
from loaders.meaning.told import read_told
from loaders.mend import Mended, mended
from loaders.plan.stacked.text import looks_like_ocr
from loaders.records import Goal, Told

Read = TypeVar("Read", Goal, Told)

_DECIDING = (
    "meaning/goal.py", "meaning/told.py", "meaning/obstacle.py",
    "vocabulary/goal.toml", "vocabulary/told.toml", "vocabulary/obstacle.toml",
)  # fmt: skip
_TEXTS = {
    "goal_reading": """
        SELECT document, goal AS text FROM entry WHERE goal <> ''
        UNION ALL SELECT '', value FROM correction WHERE field = 'goal' AND value <> ''
    """,
    "told_reading": """
        SELECT document, unnest([status_text, followup, comment]) AS text FROM entry
        UNION ALL SELECT e.document, f.text FROM entry_followup f JOIN entry e ON e.id = f.entry
    """,
}


def keep_up(con: duckdb.DuckDBPyConnection) -> None:
    """Read the texts of a register that another program read them of; nothing when it was this one."""
    if con.cursor().execute("SELECT texts_read_with FROM register").fetchall() != [(fingerprint(),)]:
        with store.writing(con) as cursor:
            for table in _TEXTS:
                cursor.execute(f"DELETE FROM {table}")
            every = cursor.execute("SELECT id FROM document").fetchall()
            obstacles.read_all(cursor, _lost_letters(cursor, {document for (document,) in every}))
            read_new(cursor)


def read_new(cursor: duckdb.DuckDBPyConnection) -> None:
    """Read the texts that have no reading, and let go those that stand nowhere. Runs in the caller's transaction."""
    for table, texts in _TEXTS.items():
        cursor.execute(f"DELETE FROM {table} WHERE text NOT IN (SELECT text FROM ({texts}))")
        new = cursor.execute(
            f"""
            SELECT text, list(DISTINCT document) FROM ({texts})
            WHERE text <> '' AND text NOT IN (SELECT text FROM {table})
            GROUP BY text
            """
        ).fetchall()
        lost = _lost_letters(cursor, {document for _, where in new for document in where})
        read = _goal if table == "goal_reading" else _told
        store.add(cursor, table, [{"text": text, **asdict(read(text, bool(lost & set(where))))} for text, where in new])
    cursor.execute("UPDATE register SET texts_read_with = $with", {"with": fingerprint()})


@cache
def fingerprint() -> str:
    """Of the code and words that read these texts: another one may read them otherwise."""
    home = Path(loaders.__file__).parent
    seen = hashlib.sha256()
    for name in _DECIDING:
        seen.update(name.encode() + b"\0" + (home / name).read_bytes())
    return seen.hexdigest()[:12]


def _lost_letters(cursor: duckdb.DuckDBPyConnection, documents: Collection[str]) -> frozenset[str]:
    """Which of the documents all but lack å, ä and ö, so that their words must be mended to be understood."""
    texts = cursor.execute(
        """
        SELECT document, string_agg(concat_ws(' ', cause, measure, goal, followup), ' ')
        FROM entry WHERE list_contains($documents::VARCHAR[], document) GROUP BY document
        """,
        {"documents": sorted(documents)},
    ).fetchall()
    return frozenset(document for document, text in texts if looks_like_ocr(text))


def _goal(text: str, lost: bool) -> Goal:
    if not lost:
        return read_goal(text)
    meant = mended(text)
    goal = read_goal(meant.text)
    return _as_written(goal, meant)


def _told(text: str, lost: bool) -> Told:
    if not lost:
        return read_told(text)
    meant = mended(text)
    told = read_told(meant.text)
    return _as_written(told, meant)


def _as_written(read: Read, meant: Mended) -> Read:
    """The reading with the document's own words in place of the mended ones."""
    words = {field: value for field, value in asdict(read).items() if field.endswith("_words")}
    return replace(read, **{field: meant.own_words(value) for field, value in words.items()})
