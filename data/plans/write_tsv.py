"""An example plan as tab-separated text: headings as lines, a blank line between tables."""

from __future__ import annotations

import csv
import io

from data.plans.read import Example


def tsv(example: Example) -> bytes:
    """The document as UTF-8; a cell with line breaks is quoted, a blank cell goes on with the one above."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for heading in (example.title, *example.lines):
        text.write(f"{heading}\n")
    for table in example.tables:
        text.write("\n")
        if table.title:
            text.write(f"{table.title}\n\n")
        for line in table.lines:
            writer.writerow(line.values.get(key, "") for key in table.keys)
    return text.getvalue().encode()
