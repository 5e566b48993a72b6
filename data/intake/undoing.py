"""A correction undone: of a wording, its document is read again without it."""

from __future__ import annotations

import duckdb

from data import corrections, links, store
from data.intake import places, wordings
from data.intake.again import read_again, replace_reading
from data.intake.documents import original
from data.intake.outcomes import Given
from data.intake.reading import read_as_known
from data.intake.tables import log
from data.intake.texts import read_new


def undo_correction(con: duckdb.DuckDBPyConnection, correction: int, who: str) -> None:
    """Let the reading, or the correction before, stand again. Raises RefusedCorrection, and UnreadableDocument when
    the document of a wording cannot be read again."""
    with store.writing(con) as cursor:
        corrections.undo_in(cursor, correction, who)
        for row, document, sha256, name, district, year, *given in cursor.execute(
            """
            SELECT a.row, d.id, d.sha256, d.name, d.district, d.plan_year, d.given_district, d.given_year,
                d.given_followed_up, d.imported_at::DATE
            FROM correction c
            JOIN correction_anchor a ON a.correction = c.id
            JOIN document d ON d.sha256 = a.sha256
            WHERE c.id = $correction AND starts_with(c.field, $prefix)
            """,
            {"correction": correction, "prefix": wordings.PREFIX},
        ).fetchall():
            said = wordings.known(cursor, sha256)
            plan = read_as_known(con, original(con, document), name, Given(*given), said)
            before = places.of(cursor, document)
            replace_reading(cursor, document, sha256, plan)
            places.follow_row(cursor, sha256, row, before, places.of(cursor, document))
            for one in read_again(cursor, district, year):
                log(cursor, "rebuilt", one.sha256, one.name, who, one.message)
            links.relink(cursor, district, year)
            read_new(cursor)
