"""Word plans whose templates set headers, instructions and areas in ways of their own."""

from __future__ import annotations

import pytest
from word_plans import Block, word_plan

from loaders import load
from loaders.records import Plan

HEAD = ("Orsak", "Åtgärd", "När", "Ansvarig", "Uppföljning")
PLACES, YOUNG, VICTIMS = "Trygga mötesplatser", "Barn och unga", "Stöd till brottsoffer"
THREE = ["platser", "unga", "brottsoffer"]


def row(number: int, *lead: str, cause: str = "Mörkt") -> tuple[str, ...]:
    return (*lead, cause, f"Ordna sak {number} i parken", "Våren", "Polisen", "Klart.")


def read(*blocks: Block) -> Plan:
    return load(word_plan(*blocks), "plan.docx")


def by_heading(below_header: tuple[str, ...]) -> list[tuple[str, ...]]:
    """One table with a row for each area's name, and a row of its own right below the header."""
    return [HEAD, below_header, (PLACES,), row(1), (YOUNG,), row(2), (VICTIMS,), row(3)]


BELOW_THE_HEADER = [
    ("Fyll i en rad per åtgärd. Skriv vem som gör vad.",),
    ("Planen följs upp av rådet i november varje år.",),
    ("Grön = klart, gul = pågår",),
    ("A", "B", "C", "D", "E"),
    ("1.", "2.", "3.", "4.", "5."),
    ("Exempel", "Byt lampor", "Senast 31 mars", "Parkenheten", ""),
    ("/Exempel:", "/Byt lampor", "/2025-03-31", "/Parkenheten", "/Klart"),
    ("/Kort om bakgrunden", "/Konkret och mätbart", "/Månad eller löpande", "/Funktion, inte namn", "/I november"),
    ("/Varför uppstår det", "/Vad som ska göras", "När", "/Vem", "/Ifylles löpande"),
    ("Vad är problemet?", "Beskriv vad som görs", "Datum eller löpande", "En enda ansvarig", "Skrivs i november"),
]


@pytest.mark.parametrize("below", BELOW_THE_HEADER)
def test_what_stands_right_below_the_header_is_no_measure_and_no_heading(below: tuple[str, ...]) -> None:
    plan = read(by_heading(below))
    assert plan.account[1].kind == "instruction"
    assert [measure.area.code for measure in plan.measures] == THREE
    assert [measure.row.headings[0] for measure in plan.measures] == [PLACES, YOUNG, VICTIMS]
    asked = below[0] == "/Kort om bakgrunden"
    assert [doubt.question for doubt in plan.doubts if "kursiv" in doubt.question] == [
        "Raden under kolumnrubrikerna är kursiv och lästes som mallens anvisning. Är den en åtgärd?"
    ] * asked


def test_a_measure_right_below_the_header_is_one() -> None:
    for below in (row(4), ("Otryggt", "Ex. från grannkommunen prövas", "maj", "Polisen", ""), ("1", *row(4)[1:])):
        assert read(by_heading(below)).account[1].kind == "measure"
    promise = "Fler unga i riskzon ska få hjälp att välja ett annat liv."
    assert read([HEAD, (promise,), row(1)]).measures[0].area.code == "unga", "a sentence may name the area"


@pytest.mark.parametrize("places", ["Otrygga och brottsutsatta platser", PLACES])
def test_the_first_heading_may_be_the_areas_name(places: str) -> None:
    plan = read(
        [(places, *HEAD[1:]), row(1, cause="Torget")],
        [("Unga i riskzon", *HEAD[1:]), row(2, cause="Skolan")],
    )
    assert [(one.area.code, one.area.subarea) for one in plan.measures] == [("platser", "Torget"), ("unga", "Skolan")]
    assert not plan.unknown_columns and not plan.doubts


def test_what_is_said_under_a_line_that_names_an_area_ends_at_the_next() -> None:
    areas = ("Område 1: " + PLACES, "Område 2: " + YOUNG, "Område 3: Den digitala vardagen")
    goals = ("Mål: fler känner sig trygga", "Mål: färre unga i brott", "Vi har inget mål än")
    blocks: list[Block] = []
    for number, (area, goal) in enumerate(zip(areas, goals, strict=True)):
        blocks += [area, goal, [HEAD, row(number)]]
    plan = read(*blocks)
    assert [measure.row.goal for measure in plan.measures] == ["fler känner sig trygga", "färre unga i brott", ""]
    assert [measure.area.code for measure in plan.measures] == ["platser", "unga", "ovrigt"]


def test_follow_up_over_two_months_and_areas_in_merged_cells() -> None:
    plan = read(
        [
            ("", *HEAD, "<"),
            ("^", "^", "^", "^", "^", "Maj", "November"),
            (PLACES.upper(), *row(1), "Bra."),
            ("^", *row(2), ""),
            ("TRAFIK", *row(3), ""),
            (YOUNG.upper(), *row(4), ""),
        ]
    )
    assert [str(one.date) for one in plan.measures[0].followups] == ["2025-05-31", "2025-11-30"]
    assert [measure.area.code for measure in plan.measures] == ["platser", "platser", "platser", "unga"]
    assert [doubt.row for doubt in plan.doubts if doubt.field == "area"] == [3], "traffic may be an area of its own"


def test_the_rest_stands_beside_the_areas() -> None:
    plan = read([HEAD, (YOUNG + ":",), row(1), ("Övrigt – samordning",), row(2), (VICTIMS.upper(),), row(3)])
    assert [measure.area.code for measure in plan.measures] == ["unga", "ovrigt", "brottsoffer"]


def test_only_the_header_that_measures_stand_under_has_unknown_columns() -> None:
    told = ("Varför?", "Vad gör vi?", "Tidpunkt eller löpande", "En enda ansvarig", "Fylls i senare")
    plan = read([told, HEAD, (PLACES,), row(1)])
    assert plan.unknown_columns == () and [measure.area.code for measure in plan.measures] == ["platser"]


OVER_THE_TABLES: list[tuple[list[list[Block]], str]] = [
    ([[[(text,)]] for text in (PLACES, YOUNG, "Digitala brott")], "a table of one cell"),
    ([[[("Område", text)]] for text in (PLACES, YOUNG, "Digitala brott")], "a table of a label and a name"),
    (
        [
            ["# 1. " + PLACES, "Många unga rör sig här på kvällarna."],
            ["# 2. " + YOUNG, "Mål: tryggare torg"],
            ["# 3. Digitala brott"],
        ],
        "what a sentence or a label says below a heading is no heading",
    ),
]


@pytest.mark.parametrize(("over", "why"), OVER_THE_TABLES)
def test_what_stands_over_a_table_tells_its_area(over: list[list[Block]], why: str) -> None:
    blocks = [block for number, above in enumerate(over) for block in (*above, [HEAD, row(number)])]
    plan = read(*blocks)
    assert [measure.area.code for measure in plan.measures] == ["platser", "unga", "ovrigt"], why
    assert [doubt.row for doubt in plan.doubts if doubt.field == "area"] == [3]


def test_the_cause_over_a_table_is_not_the_one_over_the_table_before() -> None:
    head = HEAD[1:]
    plan = read("# " + PLACES, "Orsak: mörkt", [head, row(1)[1:]], "Orsak: få vuxna", [head, row(2)[1:]])
    assert [(one.row.cause, one.row.subarea) for one in plan.measures] == [("mörkt", ""), ("få vuxna", "")]


def test_an_area_s_number_may_stand_in_a_cell_of_its_own() -> None:
    areas = [("1", PLACES), ("2", YOUNG), ("3", "Digitala brott")]
    rows = [
        line
        for number, name in areas
        for line in ((number, name, *[""] * 4), row(int(number), f"{number}.1"))
    ]  # fmt: skip
    plan = read([("Nr", *HEAD), *rows])
    assert [measure.area.code for measure in plan.measures] == ["platser", "unga", "ovrigt"]
    assert [doubt.row for doubt in plan.doubts] == [3]


def test_a_heading_that_goes_on_in_the_next_table_is_the_same() -> None:
    plan = read([HEAD, (PLACES,), row(1)], [HEAD, (PLACES + ", forts.",), row(2), (YOUNG,), row(3)])
    assert [measure.area.code for measure in plan.measures] == ["platser", "platser", "unga"]
    assert [measure.area.subarea for measure in plan.measures] == [""] * 3 and not plan.doubts


def test_a_row_may_tell_the_goal_or_the_cause_of_those_below_it() -> None:
    head = HEAD[1:]
    plan = read(
        [
            head,
            (PLACES,),
            ("Mål: fler trivs",),
            ("Torget",),
            row(1)[1:],
            ("Parken",),
            ("Orsak: mörkt",),
            row(2)[1:],
            (YOUNG,),
            row(3)[1:],
        ]
    )
    assert [(one.row.goal, one.row.cause) for one in plan.measures] == [
        ("fler trivs", ""),
        ("fler trivs", "mörkt"),
        ("", ""),
    ]
    assert [(one.area.code, one.area.subarea) for one in plan.measures] == [
        ("platser", "Torget"), ("platser", "Parken"), ("unga", ""),
    ]  # fmt: skip


TOLD = [
    (("Maj", "Nov"), ("Arbetet pågår.", "Klart."), "genomford", ["2025-05-31", "2025-11-30"]),
    (("2025-05-20", "2025-11-18"), ("Arbetet pågår.", ""), "pagar", ["2025-05-20"]),
    (("25 %", "100 %"), ("", "x"), "genomford", []),
    (("Q1", "Q2"), ("x", ""), "ej_uppfoljd", []),
]


@pytest.mark.parametrize(("heads", "cells", "status", "days"), TOLD)
def test_headings_that_are_times_or_shares_alone_mean_what_stands_under_them(
    heads: tuple[str, str], cells: tuple[str, str], status: str, days: list[str]
) -> None:
    plan = read([(*HEAD[:4], *heads), (*row(1)[:4], *cells), (*row(2)[:4], *cells)])
    assert plan.measures[0].status.code == status
    assert [str(one.date) for one in plan.measures[0].followups] == days


def test_ticked_parts_of_the_year_are_the_time() -> None:
    quarters = ("Q1", "Q2", "Q3", "Q4")
    ticks = [("x", "", "", ""), ("", "x", "x", ""), ("x", "", "", "X"), ("", "", "", "")]
    rows = [("Mörkt", f"Ordna sak {number}", "Polisen", *row) for number, row in enumerate(ticks, 1)]
    plan = read([("Orsak", "Åtgärd", "Ansvarig", *quarters), *rows])
    assert [one.row.when for one in plan.measures] == ["Q1", "Q2 – Q3", "Q1, Q4", ""]
    assert [str(one.timing.end) for one in plan.measures] == ["2025-03-31", "2025-09-30", "2025-12-31", "None"]
    assert not plan.unknown_columns


def test_yes_and_no_under_a_merged_heading_are_ticked() -> None:
    head = [(*HEAD[:4], "Genomfört", "<"), ("^", "^", "^", "^", "Ja", "Nej")]
    plan = read([*head, (*row(1)[:4], "x", ""), (*row(2)[:4], "", "x")])
    assert [one.row.status_text for one in plan.measures] == ["Ja", "Nej"]
    assert [one.status.code for one in plan.measures] == ["genomford", "ej_genomford"]


OWN_WORDS = ("VÅRA UNGDOMAR", "PLATSER VI UNDVIKER", "DE SOM DRABBAS HÅRDAST", "DE SOM DRAS IN", "SÅ ARBETAR VI IHOP")
OWN_AREAS = ["unga", "platser", "brottsoffer", "kriminella_miljoer", "ovrigt"]


@pytest.mark.parametrize("over_tables", [True, False])
def test_areas_in_a_plan_s_own_words_stand_over_its_tables_or_in_them(over_tables: bool) -> None:
    """The title's «trygghet» tells no area, and the words are asked about."""
    rows = [row(number) for number in range(1, 6)]
    blocks: list[Block] = []
    if over_tables:
        for text, one in zip(OWN_WORDS, rows, strict=True):
            blocks += [f"# {text.capitalize()}", [HEAD, one]]
    else:
        blocks = [[HEAD, *(line for text, one in zip(OWN_WORDS, rows, strict=True) for line in ((text,), one))]]
    plan = load(word_plan(*blocks, title="Vår plan för trygghet 2025, Ekby kommun"), "plan.docx")
    assert [measure.area.code for measure in plan.measures] == OWN_AREAS
    assert [bool(measure.area.doubt) for measure in plan.measures] == [False, False, True, True, True]
