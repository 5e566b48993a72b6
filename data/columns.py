"""What a district means by column headings that the vocabulary does not know: chosen by people, kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import duckdb

from data import rows

ROLES = (
    "area", "subarea", "cause", "measure", "goal", "when", "start", "end", "who", "partner", "followup", "status",
    "comment",
)  # fmt: skip
"""The columns that a heading can mean."""


def known(con: duckdb.DuckDBPyConnection, district: str) -> dict[str, str]:
    """Heading as written to column, of all that is chosen for the district; the latest choice holds."""
    cursor = con.cursor()
    try:
        found = cursor.execute(
            """
            SELECT header, role FROM column_choice
            WHERE district = $district AND undone_at IS NULL ORDER BY made_at
            """,
            {"district": district},
        ).fetchall()
    finally:
        cursor.close()
    latest = {_plain(header): (header, role) for header, role in found}
    return dict(latest.values())


def keep_in(
    cursor: duckdb.DuckDBPyConnection, district: str, chosen: Mapping[str, str], who: str, came_with: str
) -> None:
    """Keep choices (heading to column) for the district's documents. Runs in the caller's transaction."""
    rows.add(
        cursor,
        "column_choice",
        [
            {
                "district": district,
                "header": header,
                "role": role,
                "who": who,
                "made_at": rows.now(),
                "came_with": came_with,
            }
            for header, role in chosen.items()
        ],
    )


def _plain(header: str) -> str:
    """A heading as it is compared: white space, case and diacritics away, as the loaders do."""
    decomposed = unicodedata.normalize("NFKD", " ".join(header.split()))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
