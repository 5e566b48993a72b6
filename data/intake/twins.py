"""Documents of the same plan that say what another says: saved beside it, they are its rows once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.intake import places
from loaders.text import fold


@dataclass(frozen=True, slots=True)
class Twin:
    """Another document of the plan: `alike` of the `rows` of the one that is looked at stand in it word for word."""

    name: str
    imported_at: datetime
    alike: int
    rows: int
    same_day: bool

    @property
    def is_whole(self) -> bool:
        """Whether every row of either stands in the other."""
        return self.alike == self.rows


def of(cursor: duckdb.DuckDBPyConnection, document: str) -> list[Twin]:
    """The documents of the same plan that hold the same day's knowledge as `document` (its id), or say just what it
    says whatever their day: the most alike first."""
    found = cursor.execute(
        """
        SELECT d.id, d.name, d.imported_at, d.known_on = own.known_on
        FROM document d
        JOIN document own ON own.district = d.district AND own.plan_year = d.plan_year
        WHERE own.id = $document AND d.id <> own.id ORDER BY d.imported_at
        """,
        {"document": document},
    ).fetchall()
    own = _texts(places.of(cursor, document))
    twins = []
    for other, name, imported_at, same_day in found:
        texts = _texts(places.of(cursor, other))
        most = max(own.total(), texts.total())
        twin = Twin(name, imported_at, (own & texts).total(), most, same_day)
        if twin.same_day or twin.is_whole:
            twins.append(twin)
    return sorted(twins, key=lambda one: -one.alike)


def _texts(rows: Sequence[places.Standing]) -> Counter[tuple[str, ...]]:
    """The texts of each row, white space and case away: how often each stands."""
    return Counter(tuple(fold(str(text or "")) for text in one.texts) for one in rows)
