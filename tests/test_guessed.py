"""Columns with headings that the vocabulary does not know, told by what stands in them."""

from __future__ import annotations

import pytest

from loaders.load import load
from loaders.plan.guessed import guessed_columns, guessed_measure
from loaders.plan.headers import header_role, meaning
from loaders.plan.tables.read import rows_from_tables
from loaders.records import Cell, Document, Place, Table

TIMES = ("Våren 2025", "Mars 2025", "Löpande", "2025-10-31", "Q3 2025", "Under sommaren 2025")
OWNERS = ("Polisen", "Stadsdelsförvaltningen", "Fritidschef", "Fältgruppen", "Bostadsbolaget", "Kommunpolis")
SUMS = ("90 tkr", "15 000 kr", "Inom ram", "250 tkr", "40 tkr", "120 000 kr")
STATES = ("Klar", "Pågår", "Ej påbörjad", "Pågår", "Klar", "Försenad")
DONE = ("Byt lampor", "Vandra i parken", "Utbilda personal", "Bygg staket", "Möten varje månad", "Måla tunneln")


def document(headings: tuple[str, ...], *columns: tuple[str, ...]) -> Document:
    rows = [headings, *zip(*columns, strict=True)]
    cells = tuple(tuple(Cell(text, Place(table=1, row=number)) for text in row) for number, row in enumerate(rows, 1))
    return Document("plan.docx", "", "docx", (Table(cells, Place(table=1)),))


CASES = [
    ("Kalas", TIMES, "when"),
    ("Kalas", STATES, "status"),
    ("Kalas", SUMS, None),
    ("Kalas", OWNERS, None),  # the table has its owners: nothing is guessed twice
]


@pytest.mark.parametrize(("heading", "texts", "role"), CASES)
def test_what_stands_under_a_heading_tells_what_it_is(heading: str, texts: tuple[str, ...], role: str | None) -> None:
    assert header_role(heading)[0] == "unknown"
    plan = document(("Orsak", "Åtgärd", heading, "Ansvarig"), DONE, DONE, texts, OWNERS)
    assert [guess.role for guess in guessed_columns(plan)] == ([role] if role else [])


def test_a_guess_is_read_and_asked_about() -> None:
    written = rows_from_tables(document(("Orsak", "Åtgärd", "Kalas", "Ansvarig"), DONE, DONE, TIMES, OWNERS))
    assert [row.when for row in written.rows] == list(TIMES)
    assert written.unknown_columns == ()
    asked = "Rubriken «Kalas» är okänd. Det som står under den lästes som När: stämmer det?"
    assert [(doubt.question.startswith(asked), doubt.place.row) for doubt in written.doubts] == [(True, 1)]


def test_few_cells_tell_nothing_and_two_columns_alike_are_neither() -> None:
    few = document(("Orsak", "Åtgärd", "Kalas", "Ansvarig"), DONE[:4], DONE[:4], TIMES[:4], OWNERS[:4])
    assert guessed_columns(few) == []
    two = document(("Orsak", "Åtgärd", "Kalas", "Ansvarig", "Fest"), DONE, DONE, TIMES, OWNERS, TIMES)
    assert guessed_columns(two) == []
    assert rows_from_tables(two).unknown_columns == ("Kalas", "Fest")


def test_what_a_person_says_of_a_heading_goes_before_a_guess() -> None:
    plan = document(("Orsak", "Åtgärd", "Kalas", "Ansvarig"), DONE, DONE, TIMES, OWNERS)
    with meaning({"Kalas": "comment"}):
        written = rows_from_tables(plan)
    assert [row.comment for row in written.rows] == list(TIMES)
    assert written.doubts == ()


def test_the_small_tables_of_one_plan_tell_together() -> None:
    one = document(("Orsak", "Åtgärd", "Kalas", "Ansvarig"), DONE[:3], DONE[:3], TIMES[:3], OWNERS[:3])
    other = document(("Orsak", "Åtgärd", "Kalas", "Ansvarig"), DONE[3:], DONE[3:], TIMES[3:], OWNERS[3:])
    both = Document("plan.docx", "", "docx", (*one.blocks, *other.blocks))
    assert [guess.role for guess in guessed_columns(both)] == ["when"]
    assert [row.when for row in rows_from_tables(both).rows] == list(TIMES)


CAUSES = ("Mörka gångar", "Bråk vid torget", "", "Skadegörelse", "", "Oro i trapphus")


def test_measures_under_an_unknown_heading_are_told_by_the_headings_beside_it_and_asked_about() -> None:
    plan = document(("Kalas", "Orsak", "Ansvarig", "När", "Uppföljning"), DONE, CAUSES, OWNERS, TIMES, STATES)
    guess = guessed_measure(plan)
    assert guess is not None
    assert (guess.header, guess.role, guess.place.row) == ("Kalas", "measure", 1)
    written = rows_from_tables(plan)
    assert [row.measure for row in written.rows] == list(DONE)
    assert [row.when for row in written.rows] == list(TIMES)
    asked = "Rubriken «Kalas» är okänd. Det som står under den lästes som Åtgärd: stämmer det?"
    assert [doubt.question.startswith(asked) for doubt in written.doubts] == [True]


def test_the_whole_document_is_read_by_such_a_guess() -> None:
    lines = [
        ("Kalas", "Skäl", "Ansvarig", "När", "Uppföljning"),
        *zip(DONE, CAUSES, OWNERS, TIMES, STATES, strict=True),
    ]
    plan = load("\n".join(map(";".join, lines)).encode(), "Plan Ekudden 2025.csv")
    assert [row.row.measure for row in plan.measures] == list(DONE)


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("Kalas", "Ansvarig", "När", "Fest"), (DONE, OWNERS, TIMES, SUMS)),  # nothing of how it went: a duty list
        (("Kalas", "Orsak", "När", "Uppföljning"), (DONE, CAUSES, TIMES, STATES)),  # nobody does it
        (("Kalas", "Orsak", "Ansvarig", "När", "Status"), (CAUSES, DONE, OWNERS, TIMES, STATES)),  # not filled
        (("Kalas", "Ansvarig", "När", "Status"), (("Möte",) * 6, OWNERS, TIMES, STATES)),  # the same in every row
        (("Åtgärd", "Kalas", "Ansvarig", "När", "Status"), (DONE, SUMS, OWNERS, TIMES, STATES)),  # it has a heading
    ],
)
def test_no_measures_are_guessed_where_the_rest_is_no_plan(
    headings: tuple[str, ...], columns: tuple[tuple[str, ...], ...]
) -> None:
    plan = document(headings, *columns)
    assert not [row for row in rows_from_tables(plan).rows if row.measure not in DONE]
    assert "Åtgärd" in headings or guessed_measure(plan) is None


def test_a_plan_that_stands_in_text_goes_before_a_table_of_something_else() -> None:
    cells = [("Orsak", "Åtgärd", "När", "Vem", "Uppföljning"), *zip(CAUSES, DONE, TIMES, OWNERS, STATES, strict=True)]
    text = "\n\n".join(cell for row in cells for cell in row if cell)
    meetings = [("Träff", "Ansvarig", "När", "Uppföljning"), *zip(DONE[:2], OWNERS, TIMES, STATES, strict=False)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (meetings[0], ("---",) * 4, *meetings[1:]))
    plan = load(f"# Åtgärdsplan Ekudden 2025\n\n{text}\n\n{table}\n".encode(), "plan.md")
    assert len(plan.measures) == len(DONE)
