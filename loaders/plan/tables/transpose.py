"""Form-like tables, with the column words down the left side, turned so that each measure is a row."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.headers import header_role, read_header
from loaders.records import Cell, Place, Table

_KNOWN_ENOUGH = 3


def upright(table: Table) -> Table:
    """The table itself, or a table with a header row when its first column holds the header words instead.

    One value column with labels that come again gives one row for each time they come; several value columns give
    one row each.
    """
    if any(read_header(row) for row in table.rows):
        return table
    table = _in_one_column(table)
    labels = [(number, row) for number, row in enumerate(table.rows) if row and header_role(row[0].text)[1] >= 0.85]
    roles = [header_role(row[0].text)[0] for _, row in labels]
    if "measure" not in roles or len(set(roles)) < _KNOWN_ENOUGH or len(labels) * 2 < len(table.rows):
        return table
    header: list[str] = []
    for _, row in labels:
        if row[0].text not in header:
            header.append(row[0].text)
    width = max(len(row) for _, row in labels)
    first = table.rows[labels[0][0]][0].place
    rows: list[tuple[Cell, ...]] = [tuple(Cell(text, first) for text in header)]
    for column in range(1, width):
        rows.extend(_records([row for _, row in labels], column, header))
    return Table(tuple(rows), table.place, table.title, table.hidden)


def _in_one_column(table: Table) -> Table:
    """A form with labels in every other column, with its pairs of label and value beneath one another; any other
    table as it is."""
    width = max((len(row) for row in table.rows), default=0)
    if width < 4:
        return table
    pairs: list[tuple[Cell, Cell]] = []
    labels = 0
    for row in table.rows:
        for index in range(0, len(row) - 1, 2):
            label, value = row[index], row[index + 1]
            if label.merged == "across" or not label.text.strip():
                continue
            pairs.append((label, value))
            labels += header_role(label.text.strip(" :"))[1] >= 0.85
    known = {header_role(label.text.strip(" :"))[0] for label, _ in pairs}
    values = sum(header_role(value.text)[1] >= 0.85 for _, value in pairs)
    if "measure" not in known or len(known) < _KNOWN_ENOUGH or labels * 5 < len(pairs) * 4 or values * 3 > len(pairs):
        return table
    if sum(len(row) > 2 and bool(row[2].text.strip()) for row in table.rows) < 2:
        return table
    return Table(tuple(pairs), table.place, table.title, table.hidden)


def _records(labelled: Sequence[tuple[Cell, ...]], column: int, header: list[str]) -> list[tuple[Cell, ...]]:
    records: list[dict[str, Cell]] = []
    for row in labelled:
        if column >= len(row) or row[column].merged == "across":
            continue
        if not records or row[0].text in records[-1]:
            records.append({})
        records[-1][row[0].text] = row[column]
    result = []
    for record in records:
        if not any(cell.text.strip() for cell in record.values()):
            continue
        place: Place = next(iter(record.values())).place
        result.append(tuple(record.get(text, Cell("", place)) for text in header))
    return result
