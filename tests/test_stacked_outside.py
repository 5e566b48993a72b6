"""Text that kept its columns: headings and paragraphs between its tables are no cells, and neither is the template's
instruction; cells that begin in lower case begin rows."""

from __future__ import annotations

import pytest

from loaders import load
from loaders.records import Plan

WIDTHS = (24, 18, 34, 20)
HEADER = ("Ansvarig", "När", "Åtgärd", "Uppföljning")
FIRST = (
    ("Fritidschef", "löpande", "Öppen hall på lördagar", "Hölls hela våren."),
    ("Kommunpolis Ek och", "vt", "Möten om mopeder med", "Två möten, bra"),
    ("rektor", "", "vårdnadshavare", "uppslutning."),
    ("Skolchef", "ht", "Uppföljning av mötena", "Ej påbörjad."),
)
SECOND = (
    ("Gatuchef", "senast maj", "Ny belysning i tunneln", "Upphandlad."),
    ("Bostadsbolaget", "vid behov", "Byta lås i porten", "Klart i mars."),
)


def _line(cells: tuple[str, ...]) -> str:
    return "".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _plan(*lines: str | tuple[str, ...]) -> Plan:
    text = "\n".join(line if isinstance(line, str) else _line(line) for line in lines)
    return load(f"Handlingsplan 2025, Ekeby\n\n{text}\n".encode(), "plan.txt", year=2025)


def _read(plan: Plan) -> list[tuple[str, str, str, str]]:
    return [(row.who, row.when, row.measure, row.followups[-1].text) for row in (one.row for one in plan.measures)]


ROWS = [
    FIRST[0],
    ("Kommunpolis Ek och rektor", "vt", "Möten om mopeder med vårdnadshavare", "Två möten, bra uppslutning."),
    FIRST[3],
    *SECOND,
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["1. Barn på glid"], ["2. Trygga torg"]),
        (["1. Barn på glid", "Målet är färre anmälningar."], ["2. Trygga torg", "Platserna är samma som i fjol."]),
        (["Allt som rör barn och unga i kommunen"], ["Allt som rör gator, torg och parker"]),
    ],
    ids=["numbered", "with a paragraph below", "wider than the first column"],
)  # fmt: skip
def test_what_stands_over_a_table_is_no_cell_of_the_one_above(one: list[str], other: list[str]) -> None:
    plan = _plan(*one, HEADER, *FIRST, *other, HEADER, *SECOND)
    assert _read(plan) == ROWS
    assert [measure.row.headings[0] for measure in plan.measures] == [one[0]] * 3 + [other[0]] * 2


def test_a_heading_across_the_columns_stands_between_rows() -> None:
    heads = ("Allt som rör barn och unga i kommunen", "Allt som rör gator, torg och parker")
    plan = _plan(HEADER, heads[0], *FIRST, heads[1], *SECOND)
    assert _read(plan) == ROWS
    assert [measure.row.headings[0] for measure in plan.measures] == [heads[0]] * 3 + [heads[1]] * 2


@pytest.mark.parametrize("gap", [[], ["", ""]], ids=["close", "below blank lines"])
def test_a_paragraph_after_the_last_row_is_none_of_its_cells(gap: list[str]) -> None:
    closing = "Planen följs upp i samband med bokslutet och beslutas av rådet."
    plan = _plan(HEADER, *FIRST, *SECOND, *gap, closing)
    assert _read(plan) == ROWS
    assert [line.kind for line in plan.account if line.text == closing] == ["prose"]


def test_an_instruction_over_two_lines_is_no_row() -> None:
    told = (
        ("Skriv vem som är", "Ange när", "Beskriv vad som ska göras", "Fylls i efteråt"),
        ("ansvarig", "", "och hur", ""),
    )
    assert _read(_plan(HEADER, *told, *FIRST, *SECOND)) == ROWS
