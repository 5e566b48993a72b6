"""Obstacles of a register that another program read, or that none had read them of: read anew where they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import duckdb

from loaders.load import home_of
from loaders.meaning.obstacle import NONE, read_obstacle
from loaders.mend import mended
from loaders.records import Obstacle

_ASKED = {
    "entry": "SELECT e.id, 0, e.document, d.district, [e.followup, e.status_text, e.comment]",
    "entry_followup": "SELECT f.entry, f.position, e.document, d.district, [f.text]",
}
_FROM = {
    "entry": "FROM entry e JOIN document d ON d.id = e.document",
    "entry_followup": "FROM entry_followup f JOIN entry e ON e.id = f.entry JOIN document d ON d.id = e.document",
}
_WHICH = {"entry": "id = $entry AND $position = 0", "entry_followup": "entry = $entry AND position = $position"}


def read_all(cursor: duckdb.DuckDBPyConnection, lost: Collection[str]) -> None:
    """Read what stands in the way of every entry, and by each of its follow-ups; `lost` are the documents whose words
    must be mended to be understood. Runs in the caller's transaction."""
    for table in _ASKED:
        columns = "obstacle, obstacle_words, obstacle_rule, waits_for, waits_for_party"
        which = "e" if table == "entry" else "f"
        held = ", ".join(f"{which}.{column}" for column in columns.split(", "))
        found = cursor.execute(f"{_ASKED[table]}, [{held}] {_FROM[table]}").fetchall()
        for entry, position, document, district, texts, before in found:
            now = _obstacle([text or "" for text in texts], home_of(district), document in lost)
            values = [now.kind, now.words, now.rule, now.waits_for, now.party]
            if values != before:
                cursor.execute(
                    f"""
                    UPDATE {table} SET obstacle = $kind, obstacle_words = $words, obstacle_rule = $rule,
                        waits_for = $waits_for, waits_for_party = $party
                    WHERE {_WHICH[table]}
                    """,
                    {
                        **dict(zip(("kind", "words", "rule", "waits_for", "party"), values, strict=True)),
                        "entry": entry,
                        "position": position,
                    },
                )


def _obstacle(texts: list[str], home: str, lost: bool) -> Obstacle:
    for text in texts:
        meant = mended(text) if lost else None
        found = read_obstacle(meant.text if meant else text, home=home)
        if found.kind and meant:
            return replace(found, words=meant.own_words(found.words), waits_for=meant.own_words(found.waits_for))
        if found.kind:
            return found
    return NONE
