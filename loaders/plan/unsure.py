"""Times and statuses that rest on words which were read weakly out of a picture: each is asked about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from loaders.records import Document, Doubt, Place, Row, Table

_QUESTION = "{words} är svårläst på den inskannade sidan. Står det så under {column} i originalet?"
_MOST = 3


def unsure_words(document: Document, rows: Sequence[Row]) -> list[Doubt]:
    """A doubt for each time, status or latest follow-up with words that may be others, at the place of the row."""
    by_place: dict[Place, list[str]] = {}
    for place, word in _found(document, rows):
        by_place.setdefault(place, []).append(word)
    doubts: list[Doubt] = []
    for row in rows:
        words = by_place.get(row.place, [])
        for field, column, text in (
            ("when", "När", row.when),
            ("status", "Status", row.status_text),
            ("followup", "Uppföljning", row.followups[-1].text if row.followups else ""),
        ):
            standing = set(text.split())
            weak = [word for word in dict.fromkeys(words) if word in standing]
            if weak:
                said = ", ".join(f"«{word}»" for word in weak[:_MOST])
                doubts.append(Doubt(_QUESTION.format(words=said, column=column), row.place, text, field, row.number))
    return doubts


def _found(document: Document, rows: Sequence[Row]) -> Iterable[tuple[Place, str]]:
    """The words that may be others, each with the place of the row that it stands in."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row):
                yield from ((cell.place, word) for word in cell.unsure)
    by_line = sorted(
        ((row.place.line, row.place) for row in rows if row.place.line is not None and not row.place.table),
        key=lambda one: one[0],
    )
    lines = [line for line, _ in by_line]
    for paragraph in document.laid_out or document.blocks:
        if isinstance(paragraph, Table) or paragraph.place.line is None:
            continue
        for at, word in paragraph.unsure:
            above = bisect_right(lines, paragraph.place.line + at) - 1
            if above >= 0:
                yield by_line[above][1], word
