"""A follow-up table later in the document that names the plan's measures again."""

from __future__ import annotations

import pytest

from loaders.load import write_down
from loaders.records import Cell, Document, Paragraph, Place, Table, Written

PLAN = (
    ("Nr", "Åtgärd", "Vem", "När"),
    ("1", "Utbilda fritidsledare i att möta unga", "Eva", "Februari"),
    ("2", "Inrätta en social insatsgrupp", "Bo", "April"),
    ("3", "Vandra på torget varje helg", "Polisen", "Löpande"),
    ("4", "Lovaktiviteter för flickor", "Gården", "Sommaren"),
)
TOLD = (
    ("Nr", "Åtgärd", "Status", "Kommentar"),
    ("1", "Utbildning fritidsledare", "Genomförd", "23 deltog"),
    ("2", "Social insatsgrupp", "Pågår", ""),
    ("3", "Vandring torget", "Genomförd", ""),
    ("–", "Extra insats vid stationen", "Genomförd", "Sex kvällar"),
)


def table(number: int, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        tuple(tuple(Cell(text, Place(table=number, row=at)) for text in row) for at, row in enumerate(rows, 1)),
        Place(table=number),
    )


def written(*tables: tuple[tuple[str, ...], ...]) -> Written:
    blocks = [table(number, rows) for number, rows in enumerate(tables, 1)]
    return write_down(Document("plan.docx", "", "docx", (blocks[0], Paragraph("Uppföljning", Place(), 1), *blocks[1:])))


def test_each_measure_is_one_with_its_followup_and_what_is_new_stays() -> None:
    result = written(PLAN, TOLD)
    assert [(row.number, row.measure, row.who, row.status_text, row.comment) for row in result.rows] == [
        (1, PLAN[1][1], "Eva", "Genomförd", "23 deltog"),
        (2, PLAN[2][1], "Bo", "Pågår", ""),
        (3, PLAN[3][1], "Polisen", "Genomförd", ""),
        (4, PLAN[4][1], "Gården", "", ""),
        (5, "Extra insats vid stationen", "", "Genomförd", "Sex kvällar"),
    ]
    told = [(line.kind, line.reason) for line in result.account]
    assert len(told) == len(PLAN) + len(TOLD)
    assert told[-4:-1] == [("continued", "uppföljning av en åtgärd i planens tabell")] * 3
    assert told[-1][0] == "measure"


def test_names_alone_are_enough_when_they_are_alike() -> None:
    names = tuple(
        (row[1], status, comment)
        for row, (_, _, status, comment) in zip((("", "Åtgärd"), *PLAN[1:4]), TOLD[:4], strict=True)
    )
    named = (("Åtgärd", "Status", "Kommentar"), *names[1:])
    assert [row.status_text for row in written(PLAN, named).rows] == ["Genomförd", "Pågår", "Genomförd", ""]


@pytest.mark.parametrize(
    ("later", "why"),
    [
        ((TOLD[0], *[(row[0], f"Något helt annat {row[0]}", *row[2:]) for row in TOLD[1:]]), "other measures"),
        ((("Nr", "Åtgärd", "Vem", "Status"), *[(*row[:2], "Eva", row[2]) for row in TOLD[1:]]), "a plan of its own"),
        (TOLD[:3], "two rows show no habit"),
    ],
)
def test_what_is_no_followup_table_stays_as_it_is(later: tuple[tuple[str, ...], ...], why: str) -> None:
    assert len(written(PLAN, later).rows) == len(PLAN) + len(later) - 2, why
