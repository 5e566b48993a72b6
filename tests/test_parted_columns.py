"""Columns that are headed as two («Ansvar och tid»), parted into one of each."""

from __future__ import annotations

import pytest

from loaders.plan.headers import Role, meaning, read_header, roles_named
from loaders.plan.parted_columns import parted_text
from loaders.plan.tables.read import rows_from_tables
from loaders.records import Cell, Document, Merged, Place, Table

MEASURE = ("Byt lampor", "Polisen\nvåren 2025")


def test_each_header_of_a_table_tells_anew_which_column_is_parted() -> None:
    plan = document(
        cells("Orsak", "Åtgärd", "Ansvar och tid", "Uppföljning"),
        cells("Mörkt", *MEASURE, "Klart"),
        cells("Orsak", "Ansvarig", "Åtgärd", "Uppföljning"),
        cells("Oro", "Polisen", "Fler\nkontroller under våren 2025", "Klart"),
    )
    rows = rows_from_tables(plan).rows
    assert [(row.measure, row.who, row.when) for row in rows] == [
        ("Byt lampor", "Polisen", "våren 2025"),
        ("Fler\nkontroller under våren 2025", "Polisen", ""),
    ]


@pytest.mark.parametrize(
    ("text", "who"), [("(BRÅ) och (Polisen)\nvåren", "(BRÅ) och (Polisen)"), ("(Polisen)\nvåren", "Polisen")]
)
def test_brackets_are_taken_off_together_only(text: str, who: str) -> None:
    assert parted_text(text, ("who", "when")) == (who, "våren")


def cells(*texts: str, merged: Merged = "no") -> tuple[Cell, ...]:
    return tuple(Cell(text, Place(table=1, row=1), merged) for text in texts)


def document(*rows: tuple[Cell, ...]) -> Document:
    return Document("plan.docx", "", "docx", (Table(rows, Place(table=1)),))


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Ansvar och tid", ("who", "when")),
        ("När/vem", ("when", "who")),
        ("Tidplan, ansvarig", ("when", "who")),
        ("Vem gör det och när?", ("who", "when")),
        ("Ansvarig och medverkande", None),
        ("När och hur ofta", None),
        ("Uppföljning hur och när", None),
        ("Ansvarig", None),
        ("Åtgärd och tid", None),
    ],
)
def test_a_header_names_who_and_when(header: str, roles: tuple[Role, Role] | None) -> None:
    assert roles_named(header) == roles


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        ("Familjecentralen\nvår och höst 2025", "Familjecentralen", "vår och höst 2025"),
        ("Polisen, senast 30 september", "Polisen", "senast 30 september"),
        ("Fritidschefen (v. 24–26)", "Fritidschefen", "v. 24–26"),
        ("Löpande, skolan och polisen", "skolan och polisen", "Löpande"),
        ("Stadsdelsförvaltningen", "Stadsdelsförvaltningen", ""),
        ("Hösten 2025", "", "Hösten 2025"),
        ("Polisen: mars\nSkolan: april", "Polisen\nSkolan", "mars\napril"),
        ("Polisen,\nskolan,\nvåren 2025", "Polisen,\nskolan", "våren 2025"),
        ("", "", ""),
    ],
)
def test_a_cell_is_parted_by_its_words(text: str, who: str, when: str) -> None:
    assert parted_text(text, ("who", "when")) == (who, when)
    assert parted_text(text, ("when", "who")) == (when, who)


HEADER = ("Insats", "Mål", "Ansvar och tid", "Uppföljning")
ROW = cells("Byta lampor", "Färre mörka gångar", "Parkenheten\nv. 14", "Bytt i april")


def test_the_column_is_two_under_one_heading_and_asked_about() -> None:
    heading = (*cells("Otrygga platser"), *cells("", "", "", merged="across"))
    written = rows_from_tables(document(cells(*HEADER), heading, ROW, cells(*HEADER), ROW))
    assert [(row.who, row.when, row.headings) for row in written.rows] == [
        ("Parkenheten", "v. 14", ("Otrygga platser",))
    ] * 2
    assert written.headings[2:4] == (("Ansvar och tid", "who"), ("Ansvar och tid", "when"))
    assert [doubt.text for doubt in written.doubts] == ["Ansvar och tid"]


def test_a_table_that_goes_on_without_its_header_is_parted_too() -> None:
    one = document(cells(*HEADER), ROW)
    both = Document("plan.docx", "", "docx", (*one.blocks, Table((ROW,), Place(table=2))))
    assert [(row.who, row.when) for row in rows_from_tables(both).rows] == [("Parkenheten", "v. 14")] * 2


def test_a_header_over_two_columns_names_each() -> None:
    header = read_header((*cells("Insats", "Mål", "Ansvar och tid"), *cells("", merged="across"), *cells("Utfall")))
    assert header is not None
    assert [column.role for column in header.columns] == ["measure", "goal", "who", "when", "followup"]


def test_what_a_person_says_of_the_heading_keeps_the_column_whole() -> None:
    with meaning({"Ansvar och tid": "who"}):
        written = rows_from_tables(document(cells(*HEADER), ROW))
    assert [(row.who, row.when) for row in written.rows] == [("Parkenheten\nv. 14", "")]
    assert written.doubts == ()
