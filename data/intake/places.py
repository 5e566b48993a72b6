"""Where the rows of a document stand in one reading of it and in another: what people said of a row finds it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from rapidfuzz import fuzz

from data import store
from loaders.text import fold

_ALIKE = 80.0
_TEXTS = (
    "area_text", "subarea_text", "cause", "measure", "item", "goal", "when_text", "who", "followup", "status_text",
    "comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it is read: its place (`row`, `fingerprint`), its measure's text and number, and all its texts."""

    row: int
    fingerprint: str
    measure: str
    item: int | None
    texts: tuple[str | int | None, ...]


def of(cursor: duckdb.DuckDBPyConnection, document: str) -> list[Standing]:
    """The rows of a document (its id) as they are read now."""
    found = cursor.execute("SELECT * FROM entry WHERE document = $document ORDER BY row", {"document": document})
    columns = [column[0] for column in found.description]
    return in_rows([dict(zip(columns, values, strict=True)) for values in found.fetchall()])


def in_rows(entries: Sequence[Mapping[str, Any]]) -> list[Standing]:
    """Rows of the table entry as standings."""
    return [
        Standing(one["row"], one["fingerprint"], one["measure"], one["item"], tuple(one[text] for text in _TEXTS))
        for one in entries
    ]


def same_rows(before: Sequence[Standing], after: Sequence[Standing]) -> list[tuple[Standing, Standing]]:
    """The rows of two readings of one document that are the same row: the most alike measures first, of equally alike
    ones those that stand nearest; each row once, numbered parts only with their number."""
    texts = [fold(one.measure) for one in after]
    found = [
        (fuzz.ratio(fold(one.measure), text), -abs(one.row - other.row), -one.row, one, other)
        for one in before
        for other, text in zip(after, texts, strict=True)
        if one.item == other.item
    ]
    pairs: list[tuple[Standing, Standing]] = []
    taken: set[int] = set()
    paired: set[int] = set()
    for alike, _, _, one, other in sorted(found, key=lambda pair: pair[:3], reverse=True):
        if alike >= _ALIKE and one.row not in paired and other.row not in taken:
            pairs.append((one, other))
            paired.add(one.row)
            taken.add(other.row)
    return sorted(pairs, key=lambda pair: pair[0].row)


def follow(
    cursor: duckdb.DuckDBPyConnection, sha256: str, before: Sequence[Standing], after: Sequence[Standing]
) -> None:
    """Note which rows of two readings of a file are the same, where number or text changed.

    A place that stands for a row of its own in the other reading is not noted: it would be two rows at once.
    """
    here = {(one.row, one.fingerprint) for one in before}
    there = {(one.row, one.fingerprint) for one in after}
    for one, other in same_rows(before, after):
        was, now = (one.row, one.fingerprint), (other.row, other.fingerprint)
        if was != now and was not in there and now not in here:
            _join(cursor, sha256, was, now)


def follow_row(
    cursor: duckdb.DuckDBPyConnection, sha256: str, row: int, before: Sequence[Standing], after: Sequence[Standing]
) -> None:
    """Note that a row of two readings is the same though its words are others, where no row is more or less."""
    if len(before) != len(after):
        return
    was, now = ([one.fingerprint for one in standings if one.row == row] for standings in (before, after))
    if was and now and was != now:
        _join(cursor, sha256, (row, was[0]), (row, now[0]))


def _join(cursor: duckdb.DuckDBPyConnection, sha256: str, was: tuple[int, str], now: tuple[int, str]) -> None:
    known = {
        (row, fingerprint): same
        for row, fingerprint, same in cursor.execute(
            "SELECT row, fingerprint, same FROM same_row WHERE sha256 = $sha256", {"sha256": sha256}
        ).fetchall()
    }
    first = known.get(was) or f"{was[0]}-{was[1]}"
    if known.get(now) not in (None, first):
        cursor.execute(
            "UPDATE same_row SET same = $first WHERE sha256 = $sha256 AND same = $other",
            {"first": first, "sha256": sha256, "other": known[now]},
        )
    store.add(
        cursor,
        "same_row",
        [
            {"sha256": sha256, "row": row, "fingerprint": fingerprint, "same": first}
            for row, fingerprint in (was, now)
            if (row, fingerprint) not in known
        ],
    )
