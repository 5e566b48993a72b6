"""The example plans' sources: TOML to the lines that a document shows and the readings that are expected of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

SOURCES = Path(__file__).with_name("source")

Value = str | int | date
_NUMBERED = ("goal", "when", "who", "followup", "status_text", "comment")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table as the document shows it: values by column key, a key that is absent is a blank cell.

    `goes_on` names the blank columns that continue the cell above (merged there, in the forms that can merge).
    A heading stands in the column `first` and runs over the whole table.
    """

    kind: Literal["header", "instruction", "heading", "measure"]
    values: dict[str, Value]
    goes_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what stands over it, its sheet in a workbook, its column keys in order, and its lines."""

    title: str
    sheet: str
    keys: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One example document and its expected register (rows with the columns of `expected.COLUMNS`)."""

    name: str
    file: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    register: tuple[dict[str, str], ...]


def examples() -> tuple[Example, ...]:
    """All example plans, by name."""
    return tuple(_example(path) for path in sorted(SOURCES.glob("*.toml")))


def _example(path: Path) -> Example:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    head = content["document"]
    base = _measures_of(SOURCES / f"{head['base']}.toml") if "base" in head else []
    tables = [table | {"rows": [_over(base, row) for row in table["rows"]]} for table in content["tables"]]
    register = list(_register(path.stem, head["district"], head["plan_year"], tables))
    return Example(
        name=path.stem,
        file=head["file"],
        title=head["title"],
        lines=tuple(head["lines"]),
        tables=tuple(_table(table) for table in tables),
        register=tuple(register),
    )


def _measures_of(path: Path) -> list[dict[str, Any]]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return [row for table in content["tables"] for row in table["rows"] if "heading" not in row]


def _over(base: list[dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    """The row laid over the measure of the base plan that it goes on from."""
    if "from" not in row:
        return row
    before = base[row["from"] - 1]
    reads = dict(before["reads"])
    if "timing" in row["reads"]:
        reads = {key: value for key, value in reads.items() if key not in ("start", "end")}
    over: dict[str, Any] = before | row | {"reads": reads | row["reads"]}
    return over


# --- what the document shows ----------------------------------------------------------------------------------------


def _table(table: dict[str, Any]) -> Table:
    columns: dict[str, Value] = table["columns"]
    lines = [Line("header", columns)]
    if "instructions" in table:
        lines.append(Line("instruction", table["instructions"]))
    number = 0
    for group in _groups(table["rows"]):
        if "heading" in group[0]:
            lines.append(Line("heading", {"first": group[0]["heading"]}))
            continue
        number += 1
        values = _shown(group) | ({"number": number} if "number" in columns else {})
        goes_on = frozenset(key for key in ("first", "cause") if key not in group[0])
        shown = {key: value for key, value in values.items() if key in columns and value != ""}
        lines.append(Line("measure", shown, goes_on))
    return Table(table.get("title", ""), table.get("sheet", ""), tuple(columns), tuple(lines))


def _groups(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Rows of the source that share one row of the document: the numbered items of one measure cell."""
    group: list[dict[str, Any]] = []
    for row in rows:
        if row.get("item", 1) == 1 and group:
            yield group
            group = []
        group.append(row)
    yield group


def _shown(group: list[dict[str, Any]]) -> dict[str, Value]:
    row: dict[str, Value] = {key: value for key, value in group[0].items() if key not in ("reads", "item", "slid")}
    if group[0].get("slid"):
        row["followup"] = row.pop("measure")
    if len(group) == 1:
        return row
    row["measure"] = "\n".join(f"{item['item']}. {item['measure']}" for item in group)
    differ = [key for key in _NUMBERED if len({item.get(key, "") for item in group}) > 1]
    for key in differ or ["goal", "followup"]:
        row[key] = _listed([item.get(key, "") for item in group])
    return row


def _listed(texts: list[str]) -> str:
    """The items' texts as a numbered list; neighbours that say the same share a number ("3 & 4. text")."""
    parts: list[tuple[list[int], str]] = []
    for number, text in enumerate(texts, start=1):
        if parts and parts[-1][1] == text:
            parts[-1][0].append(number)
        else:
            parts.append(([number], text))
    return "\n".join(f"{' & '.join(map(str, numbers))}. {text}" for numbers, text in parts if text)


# --- what a reader should get out of it -----------------------------------------------------------------------------


def _register(doc: str, district: str, year: int, tables: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    number = 0
    for table in tables:
        first = subarea = cause = ""
        for row in table["rows"]:
            if "heading" in row:
                first = subarea = cause = ""
                continue
            number += 1
            if "first" in row:
                cause = cause if row["first"] == first else ""
                first = row["first"]
                subarea = row.get("subarea", first)
            cause = row.get("cause", cause)
            reads = row["reads"]
            yield {
                "doc": doc,
                "row": str(number),
                "district": district,
                "plan_year": str(year),
                "area": reads.get("area", table.get("area", "")),
                "subarea": _plain(subarea),
                "cause": _plain(cause),
                "measure": _plain(row["measure"]),
                "item": str(row.get("item", "")),
                "goal": _plain(row.get("goal", "")),
                "when": _plain(row.get("when") or _span(row.get("start", ""), row.get("end", ""))),
                "who": _plain(f"{row.get('who', '')} {row.get('partner', '')}"),
                "followup": _plain(row.get("followup") or row.get("followup_2") or row.get("followup_1", "")),
                "status_text": _plain(row.get("status_text", "")),
                "comment": _plain(row.get("comment", "")),
                "status": reads["status"],
                "continues": "yes" if reads.get("continues") else "no",
                "timing": reads["timing"],
                "start": str(reads.get("start", "")),
                "end": str(reads.get("end", "")),
                "actors": " | ".join(reads["actors"]),
                "note": "",
            }


def _span(start: Value, end: Value) -> Value:
    return start if start == end else f"{start} – {end}"


def _plain(value: Value) -> str:
    return " ".join(str(value).split())
