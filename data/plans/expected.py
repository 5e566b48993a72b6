"""The expected register of an example plan as CSV, in the columns that score.py reads."""

from __future__ import annotations

import csv
import io

from data.plans.read import Example

COLUMNS = (
    "doc", "row", "district", "plan_year", "area", "subarea", "cause", "measure", "item", "goal", "when", "who",
    "followup", "status_text", "comment", "status", "continues", "timing", "start", "end", "actors", "note",
)  # fmt: skip


def register_csv(example: Example) -> bytes:
    """One line per measure, UTF-8, line feeds."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(example.register)
    return text.getvalue().encode()
