"""Columns with headings that the vocabulary does not know, told by what stands in them."""

from __future__ import annotations

import pytest

from loaders.load import load
from loaders.plan.guessed import guessed_columns, guessed_header
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
    assert [(guess.header, guess.role, guess.place.row) for guess in guessed_header(plan)] == [("Kalas", "measure", 1)]
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
    assert "Åtgärd" in headings or guessed_header(plan) == []


def test_a_plan_that_stands_in_text_goes_before_a_table_of_something_else() -> None:
    cells = [("Orsak", "Åtgärd", "När", "Vem", "Uppföljning"), *zip(CAUSES, DONE, TIMES, OWNERS, STATES, strict=True)]
    text = "\n\n".join(cell for row in cells for cell in row if cell)
    meetings = [("Träff", "Ansvarig", "När", "Uppföljning"), *zip(DONE[:2], OWNERS, TIMES, STATES, strict=False)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (meetings[0], ("---",) * 4, *meetings[1:]))
    plan = load(f"# Åtgärdsplan Ekudden 2025\n\n{text}\n\n{table}\n".encode(), "plan.md")
    assert len(plan.measures) == len(DONE)


PLACES = ("Torget", "Hamnparken", "Ungdomar", "Skolgården", "Södra centrum", "Stationen")
WHY = (
    "Belysningen är trasig och ingen vistas där efter klockan nio.",
    "Ungdomar saknar något att göra på kvällarna.",
    "Många föräldrar vågar inte släppa ut sina barn eftersom det säljs narkotika öppet.",
    "Rektorerna ser att bråk från rasterna följer med hem.",
    "Tunneln är mörk och de som går där känner sig otrygga.",
    "Ingen äger frågan när flera myndigheter är inblandade.",
)
DO = (
    "Genomföra trygghetsvandring med boende",
    "Anordna fotboll på kvällstid",
    "Utökad närvaro av fältarbetare och polis",
    "Utbilda skolpersonal i konflikthantering",
    "Byta belysning och klippa buskage",
    "Starta samverkansgrupp för stationen",
)
AIMS = (
    "Minskad otrygghet på torget",
    "Färre anmälda brott under sommaren",
    "Ökad trygghet bland föräldrar",
    "Minst 90 procent av personalen ska vara utbildad",
    "Fler vågar gå genom tunneln",
    "Minskat antal ordningsstörningar",
)
WENT = (
    "Vandringen genomfördes den 4 maj med tolv deltagare.",
    "Har inte kommit igång eftersom lokalen var upptagen.",
    "Pågår. Fältarbetarna har varit på plats varje helg.",
    "Utbildningen hölls i september och var uppskattad.",
    "Belysningen byttes i oktober.",
    "Gruppen har träffats tre gånger under året.",
)
NOBODY_KNOWS = ("Banan", "Kvadrat", "Tulpan", "Gurka", "Moln", "Snöre", "Kaffe")
TOGETHER = (PLACES, WHY, DO, AIMS, TIMES, OWNERS, WENT)
ROLES = ["subarea", "cause", "measure", "goal", "when", "who", "followup"]


def test_a_header_that_no_vocabulary_knows_is_told_by_its_columns_together_and_asked_about() -> None:
    written = rows_from_tables(document(NOBODY_KNOWS, *TOGETHER))
    assert [role for _, role in written.headings] == ROLES
    assert [row.measure for row in written.rows] == list(DO)
    assert {doubt.text for doubt in written.doubts if "är okänd" in doubt.question} == set(NOBODY_KNOWS)


@pytest.mark.parametrize(
    ("headings", "why"),
    [
        (
            ("Plats", "Banan", "Åtgärder vi gör", "Åtgärder vi ser", "När", "Vem", "Utfall"),
            "the goals are called measures beside those that are",
        ),
        (("Plats", "Varför", "Banan", "Gurka", "När", "Vem", "Utfall"), "neither the measures nor the goals are named"),
        (("Plats", "Orsak", "Åtgärd", "Mål", "Tid", "Moln", "Kvadrat"), "neither the owners nor how it went are named"),
        (
            ("Plats", "Orsak", "Gurka", "Åtgärder vi längtar till", "När", "Vem", "Utfall"),
            "the goals are called measures",
        ),
    ],
)
def test_what_is_unknown_and_what_is_known_doubtfully_is_told_together(headings: tuple[str, ...], why: str) -> None:
    written = rows_from_tables(document(headings, *TOGETHER))
    assert [role for _, role in written.headings] == ROLES, why


def test_a_heading_known_for_another_column_than_its_cells_say_is_asked_about() -> None:
    headings = ("Plats", "Orsak", "Gurka", "Åtgärder vi längtar till", "När", "Vem", "Utfall")
    asked = [doubt.question for doubt in rows_from_tables(document(headings, *TOGETHER)).doubts]
    assert any(one.startswith("Rubriken «Åtgärder vi längtar till» kan betyda Åtgärd. Men") for one in asked)


def test_what_is_known_exactly_stands_whatever_its_cells_say() -> None:
    swapped = document(("Plats", "Orsak", "Mål", "Åtgärd", "När", "Vem", "Utfall"), *TOGETHER)
    assert [row.goal for row in rows_from_tables(swapped).rows] == list(DO)


def test_a_list_of_something_else_is_no_plan_though_its_columns_have_no_known_headings() -> None:
    lists = document(("Banan", "Kvadrat", "Tulpan", "Gurka"), PLACES, OWNERS, SUMS, TIMES)
    assert guessed_header(lists) == []


AREAS = ("Unga i riskzon", "Unga i riskzon", "Otrygga platser", "Otrygga platser", "Systemhotande brottslighet", "EST")


@pytest.mark.parametrize(("heading", "asked"), [("Kalas", "är okänd"), ("Prioritet", "hör oftast inte till det")])
def test_a_column_of_areas_is_told_whatever_it_is_called_and_asked_about(heading: str, asked: str) -> None:
    plan = document((heading, "Åtgärd", "När", "Ansvarig"), AREAS, DONE, TIMES, OWNERS)
    assert [(guess.header, guess.role) for guess in guessed_columns(plan)] == [(heading, "area")]
    written = rows_from_tables(plan)
    assert [row.first for row in written.rows] == list(AREAS)
    assert [asked in doubt.question for doubt in written.doubts] == [True]


def test_a_column_that_names_two_areas_or_few_of_its_cells_do_is_none_of_areas() -> None:
    two = document(("Prioritet", "Åtgärd", "När", "Ansvarig"), (*AREAS[:4], "EST", "Rutin"), DONE, TIMES, OWNERS)
    few = document(("Prioritet", "Åtgärd", "När", "Ansvarig"), ("1", "2", "3", *AREAS[::2]), DONE, TIMES, OWNERS)
    assert guessed_columns(two) == []
    assert [guess.role for guess in guessed_columns(few)] == ["area"]
    rare = document(("Prioritet", "Åtgärd", "När", "Ansvarig"), ("1", "2", "3", "4", *AREAS[:4:2]), DONE, TIMES, OWNERS)
    assert guessed_columns(rare) == []


def test_dates_and_spans_of_years_are_times_and_no_sums() -> None:
    dates = ("2025-03-01", "2025-03-01", "2025-2026", "Vid behov", "Vid behov", "2025–26")
    plan = document(("Orsak", "Åtgärd", "Kalas", "Ansvarig"), DONE, DONE, dates, OWNERS)
    assert [guess.role for guess in guessed_columns(plan)] == ["when"]
