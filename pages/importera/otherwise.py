"""What reads otherwise after every document was read again, as HTML: counts first, then each value, before and now."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from pages.parts import figures, tables, words
from pages.parts.tables import Column

MOST: Final = 200
"""Values shown; the counts are of all."""
_COLUMNS: Final = (
    Column("Åtgärd"),
    Column("Dokument", "20%"),
    Column("Fält", "12%"),
    Column("Förut", "22%"),
    Column("Nu", "22%"),
)
Change = tuple[str, int, str, str, str, str]
"""Document, row, the measure's text, field, before, now."""


def report(
    documents: int, changes: Sequence[Change], counts: Sequence[tuple[str, int]], failed: Sequence[tuple[str, str]]
) -> str:
    """The report of a rebuild of so many documents."""
    read = f"{words.count(documents, 'dokument', 'dokument')} lästes på nytt."
    parts = [f"<p>{read} {'Inget läses annorlunda.' if not counts else ''}</p>"]
    if counts:
        told = ", ".join(f"{escape(field)} {number}" for field, number in counts)
        parts.append(f"<p>Läses annorlunda: {told}.</p>")
    if changes:
        rows = [
            [
                f"{row}. {words.shortened(measure, 90)}",
                document,
                field,
                words.shortened(before, 120) or "–",
                words.shortened(after, 120) or "–",
            ]
            for document, row, measure, field, before, after in changes[:MOST]
        ]
        parts.append(tables.table(_COLUMNS, rows, "Värden som läses annorlunda"))
        if len(changes) > MOST:
            parts.append(figures.note(f"{MOST} av {len(changes)} visas. Alla skrivs av: python -m data rebuild."))
    parts += [
        f'<p class="refused">{escape(name)}: {escape(why)} Det som lästes förut är kvar.</p>' for name, why in failed
    ]
    return "".join(parts)
