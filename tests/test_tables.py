"""Tables to rows as written: what inherits, what is no measure, what is doubted."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from loaders import load
from loaders.formats import delimited, markdown
from loaders.load import write_down
from loaders.plan.classify import is_numbered_alike, names_area, topic_area
from loaders.plan.periods import in_order
from loaders.records import Cell, Document, Paragraph, Place, Row, Table, Written

HEADER = ("Prioriterat samverkansområde", "Orsak", "Åtgärd", "När", "Vem", "Uppföljning")


def table(*rows: tuple[str, ...], number: int = 1, title: str = "", hidden: bool = False) -> Table:
    return Table(
        tuple(tuple(Cell(text, Place(table=number, row=index)) for text in row) for index, row in enumerate(rows, 1)),
        Place(table=number),
        title,
        hidden,
    )


def written(*blocks: Table | Paragraph) -> Written:
    return write_down(Document("plan.docx", hashlib.sha256(b"").hexdigest(), "docx", blocks))


def said(row: Row) -> tuple[str, str, str]:
    return row.first, row.cause, row.measure


def test_blank_cells_go_on_with_the_cell_above() -> None:
    rows = written(
        table(
            HEADER,
            ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", ""),
            ("", "", "Klipp buskar", "", "", ""),
            ("", "Bråk", "Vandra", "", "", ""),
        )
    ).rows
    assert [said(row) for row in rows] == [
        ("Torget", "Mörkt", "Byt lampor"),
        ("Torget", "Mörkt", "Klipp buskar"),
        ("Torget", "Bråk", "Vandra"),
    ]


def test_a_cause_does_not_go_on_under_a_new_place() -> None:
    rows = written(
        table(HEADER, ("Torget", "Mörkt", "Byt lampor", "", "", ""), ("Parken", "", "Vandra", "", "Polis", ""))
    ).rows
    assert said(rows[1]) == ("Parken", "", "Vandra")


def test_when_and_who_never_go_on_from_above() -> None:
    rows = written(
        table(HEADER, ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Klart"), ("", "", "Vandra", "", "", ""))
    ).rows
    assert (rows[1].when, rows[1].who, rows[1].followups) == ("", "", ())


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    place = Place(table=1)
    rows = (
        tuple(Cell(text, place) for text in HEADER),
        tuple(Cell(text, place) for text in ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Klart")),
        (
            Cell("Torget", place, "down"),
            Cell("Mörkt", place, "down"),
            Cell("Vandra", place),
            Cell("Våren", place, "down"),
            Cell("Park", place, "down"),
            Cell("Pågår", place),
        ),
    )
    read = written(Table(rows, place)).rows
    assert (read[1].when, read[1].who, read[1].followups[0].text) == ("Våren", "Park", "Pågår")


def test_a_measure_merged_over_rows_is_one_measure() -> None:
    place = Place(table=1)
    rows = (
        tuple(Cell(text, place) for text in HEADER),
        tuple(Cell(text, place) for text in ("Torget", "Mörkt", "Vandra tillsammans", "Våren", "Park", "")),
        (
            Cell("Torget", place, "down"),
            Cell("Mörkt", place, "down"),
            Cell("Vandra tillsammans", place, "down"),
            Cell("Hösten", place),
            Cell("Polisen", place),
            Cell("", place),
        ),
    )
    read = written(Table(rows, place)).rows
    assert len(read) == 1
    assert (read[0].when, read[0].who) == ("Våren Hösten", "Park Polisen")


def test_headings_instructions_totals_and_blank_rows_are_no_measures() -> None:
    result = written(
        table(
            HEADER,
            ("Ange område, t.ex. unga", "Beskriv orsaken", "Beskriv vad som ska göras", "Ange tid", "Ange vem", ""),
            ("Våld i nära relation", "", "", "", "", ""),
            ("Vuxna", "Okunskap", "Utbilda", "Våren", "Socialtjänst", ""),
            ("", "", "", "", "", ""),
            ("Summa", "", "", "", "", "1"),
        )
    )
    assert [line.kind for line in result.account] == ["header", "instruction", "heading", "measure", "blank", "total"]
    assert result.rows[0].headings[0] == "Våld i nära relation"


def test_the_instruction_row_can_name_the_area() -> None:
    result = written(
        table(
            HEADER,
            (
                "Otrygga och brottsutsatta platser",
                "Beskriv orsaken",
                "Koppla åtgärd mot orsak",
                "Ange tid",
                "Ange vem",
                "",
            ),
            ("Torget", "Mörkt", "Byt lampor", "", "", ""),
        )
    )
    assert result.rows[0].headings[0] == "Otrygga och brottsutsatta platser"


ASKED = (
    "Skriv vilket område det gäller",
    "Vad är det som ligger bakom problemet?",
    "Vad ska göras och hur? Koppla till orsaken",
    "När ska det vara klart (eller linjearbete)",
    "Vem ser till att det blir gjort",
    "Vad har gjorts? Fylls i vid uppföljningen",
)


def test_what_explains_the_columns_at_length_is_no_header_of_its_own() -> None:
    result = written(table(HEADER, ASKED, ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Klart")))
    assert [line.kind for line in result.account] == ["header", "instruction", "measure"]
    assert said(result.rows[0]) == ("Torget", "Mörkt", "Byt lampor")
    against = (
        "Område",
        "Vem ansvarar för åtgärden",
        "Vad ska göras och hur",
        "Vad är problemet",
        "Hur har det gått",
        "",
    )
    assert written(table(HEADER, against, ("Torget", "", "Vandra", "", "", ""))).account[1].kind == "header"
    questions = (
        "Var eller för vilka?",
        "Vad beror det på? Se lägesbilden",
        "Vad ska göras? En åtgärd per rad",
        "När ska det vara klart?",
        "Vem håller i åtgärden?",
        "Vad har hänt? Fylls i inför mötet",
    )
    assert written(table(HEADER, questions, ("Torget", "", "Vandra", "", "", ""))).account[1].kind == "instruction", (
        "one of many may ask for another column of its kind"
    )
    shifted = ("Vad beror det på? Se lägesbilden", "Vad ska göras?", "När ska det vara klart?", "Vem håller i det?",
               "Vad har hänt? Fylls i inför mötet", "")  # fmt: skip
    assert written(table(HEADER, shifted, ("Torget", "", "Vandra", "", "", ""))).account[1].kind == "instruction", (
        "questions are no header under one without, whichever columns they came to stand in"
    )
    alone = written(table(ASKED, ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Klart")))
    assert alone.rows[0].measure == "Byt lampor", "where nothing stands above, it is the header"


LONG_HEADER = ("Delområde", "Orsak", "Åtgärd", "Mål", "När", "Ansvarig", "Medverkande", "Uppföljning 2025-10-23")
REAL = ("Torget", "Mörkt", "Byt lampor", "Tryggare", "Våren", "Park", "Polisen", "Klart")
OTHER = ("Parken", "Bråk", "Vandra", "Lugnare", "Hösten", "Fritid", "Skolan", "")
INSTRUCTIONS = [
    (
        ("Plats eller grupp", "Beskriv varför det är så.", "Beskriv vad ni gör och hur.", "Vad ska insatsen ge?",
         "Ange tid eller löpande.", "En part är ansvarig.", "Övriga parter", "Fylls i vid mötet."),
        "the words of other headings stand in half of the cells",
    ),
    (
        ("Plats", "Kort", "Gärna flera", "Vad ska det ge", "Helst månad", "Ansvarig part", "Alla andra", "På mötet"),
        "it reads as a header with fewer clear columns than the one above",
    ),
    (
        ("(plats)", "(problemet)", "(vad som görs)", "(vad vi vill)", "(datum)", "(en part)", "(fler)", "(kort)"),
        "all of it stands in brackets",
    ),
    (
        ("Vilken plats?", "Bakgrund", "Kort", "Mätbart mål", "När då?", "En ansvarig", "Medverkande", "Hur gick det?"),
        "some cells ask, the others say their heading in other words",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "why"), INSTRUCTIONS)
def test_a_row_below_the_header_that_tells_how_to_fill_in_the_plan_is_no_measure(
    texts: tuple[str, ...], why: str
) -> None:
    result = written(table(LONG_HEADER, texts, REAL, OTHER))
    assert [line.kind for line in result.account] == ["header", "instruction", "measure", "measure"], why
    assert result.rows[0].measure == "Byt lampor" and result.unknown_columns == ()


UNTOLD = ("Torg, park", "Två meningar räcker", "Det vi gör", "Det vi vill", "Gärna månad", "En av oss", "Fler", "Kort")


@pytest.mark.parametrize("kinds", [("Byt lampor", "Vandra"), ("Byt lampor", "Byt lampor")])
def test_a_row_that_comes_again_below_the_headers_of_other_tables_is_the_template_s(kinds: tuple[str, str]) -> None:
    rows = [(REAL[0], REAL[1], measure, *REAL[3:]) for measure in kinds]
    result = written(*(table(LONG_HEADER, UNTOLD, row, OTHER, number=n) for n, row in enumerate(rows, 1)))
    told = "instruction" if kinds[0] != kinds[1] else "measure"
    assert [line.kind for line in result.account][:3] == ["header", told, "measure"], (
        "a table copied whole tells nothing"
    )
    asked = [doubt.question for doubt in result.doubts]
    assert len(asked) == 2 * (told == "instruction"), "a measure may stand first in several areas"
    assert all("står lika under flera tabeller" in question for question in asked)


def test_a_row_in_italics_right_below_the_header_is_the_template_s_and_asked_about() -> None:
    plain = table(LONG_HEADER, UNTOLD, REAL, OTHER)
    result = written(replace(plain, slanted=frozenset({1})))
    assert [line.kind for line in result.account] == ["header", "instruction", "measure", "measure"]
    assert "kursiv" in result.doubts[0].question
    others: tuple[tuple[Table, str], ...] = (
        (plain, "upright"),
        (replace(plain, slanted=frozenset({0, 1, 2})), "most of the table is in italics"),
        (replace(table(LONG_HEADER, (*REAL[:4], "2025-03-01", *REAL[5:]), OTHER), slanted=frozenset({1})), "a day"),
    )
    for other, why in others:
        assert written(other).account[1].kind == "measure", why


def test_a_column_of_problems_that_names_the_areas_is_theirs() -> None:
    header = ("Problemområde", "Orsaker", *HEADER[2:])
    named = written(
        table(
            header,
            ("Otrygga platser: Torget", "Mörkt", "Byt lampor", "Våren", "Park", ""),
            ("Stationen", "Bråk", "Vandra", "Hösten", "Polis", ""),
            ("Systemhotande brottslighet", "Fusk", "Kontrollera", "Hösten", "Polis", ""),
        )
    )
    assert [(row.first, row.subarea) for row in named.rows] == [
        ("Otrygga platser: Torget", ""), ("Stationen", ""), ("Systemhotande brottslighet", ""),
    ]  # fmt: skip
    places = written(table(header, ("Torget", "Mörkt", "Byt lampor", "", "", ""), ("Parken", "", "Vandra", "", "", "")))
    assert [row.subarea for row in places.rows] == ["Torget", "Parken"]


def test_a_text_in_capitals_alone_in_its_row_is_a_heading() -> None:
    row = ("", "", "BROTTSOFFER OCH VITTNEN", "", "", "")
    quiet = [("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "")] * 4
    result = written(table(HEADER, row, *quiet))
    assert [line.kind for line in result.account][:3] == ["header", "heading", "measure"]
    assert "BROTTSOFFER OCH VITTNEN" in result.rows[0].headings
    assert result.doubts == (), "it names an area"
    asked = written(table(HEADER, ("", "", "LJUSA VÄGAR OCH GATOR", "", "", ""), *[("A", "B", "C", "D", "E", "F")] * 4))
    assert ["rubrik" in doubt.question for doubt in asked.doubts] == [True], "it may as well be a measure"
    short = written(table(HEADER, ("", "", "APT, BUP OCH SSPF", "", "", "")))
    assert [row.measure for row in short.rows] == ["APT, BUP OCH SSPF"], "abbreviations are no heading"
    loud = written(table(HEADER, ("", "", "BYT ALLA LAMPOR", "", "", ""), ("", "", "VANDRA I PARKEN", "", "", "")))
    assert [row.measure for row in loud.rows] == ["BYT ALLA LAMPOR", "VANDRA I PARKEN"], "all of it is in capitals"


def test_a_table_goes_on_after_a_page_break() -> None:
    result = written(
        table(HEADER, ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "")),
        table(("", "", "", "", "", ""), ("", "Bråk", "Vandra", "Hösten", "Polis", ""), number=2),
    )
    assert said(result.rows[1]) == ("Torget", "Bråk", "Vandra")


def test_a_table_that_lost_its_first_column_finds_its_place_and_says_so() -> None:
    rows = [
        ("Torget", f"Orsak till problem {n}", f"Åtgärden vandra på torget {n}", "Våren 2024", "Polisen", "")
        for n in range(6)
    ]
    result = written(
        table(HEADER, *rows),
        table(("Orsak till problem 9", "Åtgärden vandra på torget 9", "Våren 2024", "Polisen", ""), number=2),
    )
    last = result.rows[-1]
    assert (last.first, last.cause, last.when, last.who) == ("Torget", "Orsak till problem 9", "Våren 2024", "Polisen")
    assert last.confidence < 1 or any("färre kolumner" in doubt.question for doubt in result.doubts)
    assert any("färre kolumner" in doubt.question for doubt in result.doubts)


def test_text_beyond_the_last_header_is_kept_and_doubted() -> None:
    result = written(table(HEADER, ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Pågår", "Ring parkförvaltaren")))
    assert result.rows[0].followups[0].text == "Pågår Ring parkförvaltaren"
    assert any("höger om sista" in doubt.question for doubt in result.doubts)


def test_a_measure_without_a_name_takes_it_from_the_text_that_plays_its_part() -> None:
    result = written(
        table(
            HEADER,
            ("Bidrag", "Fel betalas ut", "", "Till augusti", "Samordnare", "Analys av lägesbilden och ett förslag"),
        )
    )
    assert result.rows[0].measure == "Analys av lägesbilden och ett förslag"
    assert result.rows[0].followups == ()
    assert any("Cellen Åtgärd är tom" in doubt.question for doubt in result.doubts)


def test_a_cause_without_a_measure_is_a_doubt_and_holds_for_the_rows_below() -> None:
    result = written(table(HEADER, ("Torget", "Mörkt", "", "", "", ""), ("", "", "Byt lampor", "", "", "")))
    assert said(result.rows[0]) == ("Torget", "Mörkt", "Byt lampor")
    assert any("ingen åtgärd" in doubt.question for doubt in result.doubts)


def test_unknown_columns_stay_beside_the_row() -> None:
    result = written(table(("Åtgärd", "När", "Vem", "Nationell strategi"), ("Vandra", "Våren", "Polis", "Mål 3")))
    assert result.rows[0].other == (("Nationell strategi", "Mål 3"),)
    assert result.unknown_columns == ("Nationell strategi",)


def test_start_and_end_columns_are_one_time() -> None:
    result = written(
        table(
            ("Åtgärd", "Start", "Slut", "Vem"),
            ("Vandra", "2025-01-15", "2025-06-30", "Polis"),
            ("Lysa", "", "2025-06-30", "Park"),
        )
    )
    assert [row.when for row in result.rows] == ["2025-01-15 – 2025-06-30", "– 2025-06-30"]


SPANS = [
    (("Löpande", ""), "Löpande", "no point in time"),
    (("", "vid behov"), "vid behov", "a condition"),
    (("2 gånger, vår och höst", ""), "2 gånger, vår och höst", "how often"),
    (("-", "-"), "-", "nothing"),
    (("April", ""), "April –", "a start alone"),
    (("jan", "tills vidare"), "jan – tills vidare", "an end that is none"),
    (("januari, per telefon", ""), "januari, per telefon –", "per alone says no rate"),
    (("1) jan 2) maj", "1) juni 2) maj"), "1. jan – juni\n2. maj", "each numbered part has its own"),
    (("1. jan\n2. feb", "Hösten"), "1. jan – Hösten\n2. feb – Hösten", "or shares what is not numbered"),
]


@pytest.mark.parametrize(("cells", "when", "why"), SPANS)
def test_start_and_end_are_joined_where_they_are_points_in_time(cells: tuple[str, str], when: str, why: str) -> None:
    rows = written(table(("Åtgärd", "Start", "Slut", "Vem"), ("Vandra", *cells, "Polis"), ("Lysa", "", "", ""))).rows
    assert rows[0].when == " ".join(when.split()), why


def test_those_who_take_part_are_asked_about_where_nobody_is_responsible() -> None:
    result = written(
        table(
            ("Insats", "Huvudansvarig", "Medverkande", "Tid"),
            ("Vandra", "Rektor", "Polis", "Våren"),
            ("Lysa", "", "Polis", "Våren"),
        )
    )
    assert [row.who for row in result.rows] == ["Rektor; Polis", "Polis"]
    assert [doubt.row for doubt in result.doubts if "Vem ansvarar" in doubt.question] == [2]


def test_the_latest_dated_followup_counts() -> None:
    result = written(
        table(
            ("Insats", "Ansvarig", "Tid", "Resultat 2025-10-15", "Resultat 2025-05-20"),
            ("Vandra", "Polis", "Våren", "Klart", "Pågår"),
            ("Lysa", "Park", "Våren", "", "Pågår"),
        )
    )
    assert [[followup.text for followup in row.followups] for row in result.rows] == [["Pågår", "Klart"], ["Pågår"]]


def test_form_like_tables_are_turned() -> None:
    result = written(
        table(("Åtgärd", "Vandra"), ("Ansvarig", "Polis"), ("När", "Våren"), ("Status", "Pågår")),
        table(("Åtgärd", "Lysa"), ("Ansvarig", "Park"), ("När", "Hösten"), ("Status", ""), number=2),
    )
    assert [(row.measure, row.who, row.when, row.status_text) for row in result.rows] == [
        ("Vandra", "Polis", "Våren", "Pågår"),
        ("Lysa", "Park", "Hösten", ""),
    ]


def test_a_table_of_something_else_gives_no_measures() -> None:
    result = written(
        table(HEADER, ("Torget", "Mörkt", "Byt lampor", "", "", "")),
        Paragraph("Deltagare", Place(), 2),
        table(("Namn", "Funktion"), ("Kim", "Rektor"), number=2),
    )
    assert len(result.rows) == 1
    assert [line.kind for line in result.account][-2:] == ["prose", "prose"]


def test_hidden_sheets_are_told_and_not_read() -> None:
    result = written(
        table(HEADER, ("Torget", "Mörkt", "Byt lampor", "", "", ""), title="Plan"),
        table(HEADER, ("Torget", "Mörkt", "Gammal rad", "", "", ""), number=2, title="Förra året", hidden=True),
    )
    assert [row.measure for row in result.rows] == ["Byt lampor"]
    assert any(line.kind == "hidden" and "Gammal rad" in line.text for line in result.account)


def test_every_row_has_one_line_in_the_account() -> None:
    content = "Plan\n\nÅtgärd;När;Vem\nVandra;Våren;Polis\n;;\nSumma;;1\n".encode()
    document = delimited.read(content, "plan.csv")
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    assert len(write_down(document).account) == rows == 4


def test_a_markdown_plan_keeps_lists_apart() -> None:
    listed = "<ol><li>Vandra</li><li>Lysa</li></ol>"
    content = f"| Åtgärd | När | Vem |\n|---|---|---|\n| {listed} | 1. Våren 2. Hösten | Polis |\n".encode()
    rows = write_down(markdown.read(content, "plan.md")).rows
    assert [(row.item, row.measure, row.when, row.who) for row in rows] == [
        (1, "Vandra", "Våren", "Polis"),
        (2, "Lysa", "Hösten", "Polis"),
    ]


def heading(text: str, level: int | None) -> Paragraph:
    return Paragraph(text, Place(), level)


def test_ticked_status_columns_give_the_header_as_status() -> None:
    rows = written(
        table(
            ("Åtgärd", "Vem", "När", "Ej påbörjad", "Pågår", "Klar"),
            ("Vandra", "Polis", "Våren", "", "x", ""),
            ("Lysa upp", "Park", "Hösten", "", "", "X"),
            ("Röja", "Park", "", "", "", ""),
        )
    ).rows
    assert [row.status_text for row in rows] == ["Pågår", "Klar", ""]


SHARED = [
    (("Pågår", "Klar", "%"), ("x", "", "75"), "Pågår", (("%", "75"),), "beside a tick the share is kept as it is"),
    (("Pågår", "Klar", "%"), ("", "", "75"), "75 %", (), "where nothing else tells, the share does"),
    (("Pågår", "Klar", "%"), ("", "", "utgår"), "utgår", (), "or what stands in its place"),
    (("Läge", "25 %", "75 %"), ("Pågår", "", "x"), "Pågår", (("75 %", "x"),), "a share that is ticked too"),
    (("Läge", "Klart %", "Notering"), ("Igång", "75 %", ""), "Igång", (("Klart %", "75 %"),), "beside a status too"),
    (("Klart (%)", "Slut", "Start"), ("100", "", ""), "100 %", (), "Klart asks how much"),
]


@pytest.mark.parametrize(("headers", "cells", "status", "beside", "why"), SHARED)
def test_a_column_of_shares_tells_the_status_where_no_other_does(
    headers: tuple[str, ...], cells: tuple[str, ...], status: str, beside: tuple[tuple[str, str], ...], why: str
) -> None:
    ticks = [("Röja", "Park", "x", "", ""), ("Byta", "Park", "", "x", "")] if "Pågår" in headers else []
    rows = written(table(("Åtgärd", "Vem", *headers), ("Vandra", "Polis", *cells), *ticks)).rows
    assert (rows[0].status_text, rows[0].other) == (status, beside), why


def test_one_ticked_column_stays_as_written() -> None:
    rows = written(table(("Åtgärd", "Vem", "När", "Klar"), ("Vandra", "Polis", "Våren", "x"))).rows
    assert rows[0].status_text == "x"


LEGENDS = [
    (("", "Förklaring", "", "", "", ""), ("", "0 %", "Ej påbörjad", "", "", "")),
    (("Grön", "Går enligt plan", "Klar", "", "", ""),),
    (("x = markera det som gäller", "", "", "", "", ""),),
]


@pytest.mark.parametrize("legend", LEGENDS)
def test_a_legend_under_the_table_is_no_measure(legend: tuple[tuple[str, ...], ...]) -> None:
    blank = ("",) * 6
    result = written(table(HEADER, ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Klart"), blank, *legend))
    assert [row.measure for row in result.rows] == ["Byt lampor"]
    assert {line.reason for line in result.account[3:]} == {"teckenförklaring"}


def test_a_note_beside_the_table_belongs_to_no_row() -> None:
    result = written(
        table(
            HEADER,
            ("Torget", "Mörkt", "Byt lampor", "Våren", "Park", "Klart", "", "Fyll inte i gråa fält"),
            ("", "", "", "", "", "", "", "Ring vid frågor"),
            ("", "", "Vandra", "", "", ""),
        )
    )
    assert [(row.first, row.measure) for row in result.rows] == [("Torget", "Byt lampor"), ("Torget", "Vandra")]
    assert [followup.text for followup in result.rows[0].followups] == ["Klart"]
    assert result.rows[0].other == (("", "Fyll inte i gråa fält"),)


def test_headings_in_a_table_stand_beside_one_another() -> None:
    rows = written(
        table(
            HEADER,
            ("B. Systemhotande brottslighet", "", "", "", "", ""),
            ("", "Svartklubbar", "Tillsyn", "", "Polis", ""),
            ("C. Våld i nära relation", "", "", "", "", ""),
            ("", "Få söker hjälp", "Kampanj", "", "Kommunen", ""),
        )
    ).rows
    assert rows[1].headings == ("C. Våld i nära relation",)


def test_a_heading_that_counts_on_stands_beside_the_last_one_whatever_stands_between() -> None:
    found = written(
        table(
            HEADER,
            ("B. Otrygga platser", "", "", "", "", ""),
            ("", "Mörkt", "Byt lampor", "", "Park", ""),
            ("Samordnare i stadsdelen", "", "", "", "", ""),
            ("C. Hem och heder", "", "", "", "", ""),
            ("", "Få söker hjälp", "Kampanj", "", "Kommunen", ""),
        )
    )
    assert found.rows[1].headings == ("C. Hem och heder",)
    asked = "«Samordnare i stadsdelen» står ensamt över «C. Hem och heder», utan åtgärder under sig. Är det en åtgärd?"
    assert asked in {doubt.question for doubt in found.doubts}


@pytest.mark.parametrize(
    ("first", "second", "asked", "why"),
    [
        ("Platser", "Trivsel", True, "an area of its own, or a place among the places?"),
        ("Platser", "SYSTEMHOT", False, "a cut name of another area"),
        ("Platser", "Kriminella miljöer", False, "another area's name"),
        ("Trivsel", "Ordning", False, "neither is an area"),
    ],
)
def test_an_unknown_heading_after_measures_right_under_an_area_is_asked_about(
    first: str, second: str, asked: bool, why: str
) -> None:
    def alone(text: str) -> tuple[str, ...]:
        return (text, *[""] * (len(HEADER) - 1))

    one, other = [("", "Orsak", measure, "maj", "Eva", "") for measure in ("Ordna möten", "Ordna resor")]
    told = written(table(HEADER, alone(first), one, alone(second), other))
    assert [doubt.text for doubt in told.doubts] == ([second] if asked else []), why
    under = written(table(HEADER, alone(first), alone("Torget"), one, alone(second), other))
    assert under.doubts == (), "a heading beside one that stands under the area stands there too"


AREAS = ("UNGA SOM RISKERAR MYCKET", "OTRYGGA PLATSER", "VÄLFÄRDSBROTT OCH ANNAT", "TRIVSEL", "VÅLD I NÄRA RELATION")
LEVELS = [
    (AREAS, AREAS, "most of them speak of areas, and all look alike"),
    (AREAS[:2] + AREAS[3:4], (*AREAS[:2], AREAS[1]), "two areas say too little"),
    ((*AREAS[:3], "Torget", AREAS[4]), (*AREAS[:3], AREAS[2], AREAS[4]), "one of them looks like a part"),
    ((*AREAS[:2], "TORGET", "PARKEN", "STATIONEN", *AREAS[2:3]), (*AREAS[:2], *[AREAS[1]] * 4), "most are places"),
]


@pytest.mark.parametrize(("headings", "areas", "why"), LEVELS)
def test_headings_of_which_most_speak_of_areas_are_all_areas(
    headings: tuple[str, ...], areas: tuple[str, ...], why: str
) -> None:
    rows = [
        row
        for text in headings
        for row in ((text, *[""] * 5), ("", "Orsak", f"Ordna {text.lower()}", "maj", "Eva", ""))
    ]
    assert [row.headings[-1] for row in written(table(HEADER, *rows)).rows] == list(areas), why


def test_a_lone_text_over_new_headers_begins_the_next_table() -> None:
    first = ("Problem", "Åtgärd", "Vem", "När")
    rows = written(
        table(
            ("1. Unga i riskzon", "", "", ""),
            first,
            ("Skolk", "Kartlägg", "Skolan", "Maj"),
            ("2. Trygga offentliga miljöer", "", "", ""),
            first,
            ("Klotter", "Sanera", "Park", "Juni"),
        )
    ).rows
    assert rows[1].headings == ("2. Trygga offentliga miljöer",)
    assert [row.measure for row in rows] == ["Kartlägg", "Sanera"]


def test_lines_over_a_table_stand_for_columns_it_lacks() -> None:
    columns = ("Åtgärd", "Ansvarig", "När", "Status")
    rows = written(
        heading("Otrygga platser", 1),
        heading("Mål: Fler ska känna sig trygga", None),
        heading("Torget", 2),
        heading("Orsak: Dålig uppsikt", None),
        table(columns, ("Vandra", "Polis", "Maj", "Klar")),
        heading("Problem: Buskörning i parken", 2),
        heading("Orsak: Tomma ytor", None),
        table(columns, ("Sätt bommar", "Park", "Juni", ""), number=2),
        heading("Unga i riskzon", 1),
        table(columns, ("Möt upp", "Fält", "Juli", ""), number=3),
    ).rows
    goal = "Fler ska känna sig trygga"
    assert [(row.subarea, row.cause, row.goal) for row in rows] == [
        ("Torget", "Dålig uppsikt", goal),
        ("Buskörning i parken", "Tomma ytor", goal),
        ("", "", ""),
    ]


def test_what_a_heading_shares_is_kept_at_its_level_though_an_area_without_level_came_before() -> None:
    columns = ("Åtgärd", "Ansvarig", "När", "Status")
    rows = written(
        heading("Unga i riskzon", None),
        table(columns, ("Möt upp", "Fält", "Juli", "")),
        heading("Otrygga platser", 1),
        heading("Mål: Trygga torg", None),
        heading("Systemhotande brottslighet", None),
        table(columns, ("Vandra", "Polis", "Maj", "Klar"), number=2),
    ).rows
    assert [row.goal for row in rows] == ["", "Trygga torg"]


def test_a_form_with_two_pairs_of_label_and_value_a_row_is_turned() -> None:
    rows = written(
        table(
            ("Åtgärd nr", "1", "Fokusområde", "Unga i riskzon"),
            ("Problem", "Skolk", "Åtgärd", "Tidig anmälan"),
            ("Ansvarig", "Rektor", "Tidplan", "Läsår 24/25"),
            ("Status", "Pågår", "Mål", "Se varje elev"),
        )
    ).rows
    assert [(row.first, row.cause, row.measure, row.who, row.when, row.status_text, row.goal) for row in rows] == [
        ("Unga i riskzon", "Skolk", "Tidig anmälan", "Rektor", "Läsår 24/25", "Pågår", "Se varje elev")
    ]


def test_a_summary_beneath_and_a_key_beside_the_table_are_no_measures_and_no_columns() -> None:
    header = ("Plats", "Åtgärd", "När", "Vem", "Status", "", "Val", "Betyder")
    result = written(
        table(
            header,
            ("Torget", "Vandra", "maj", "Polis", "Klar", "", "Klar", "Insatsen är gjord"),
            ("Parken", "Lysa", "juni", "Park", "Pågår", "", "Pågår", "Arbete har börjat"),
            ("", "", "", "", "", "", "", ""),
            ("Sammanställning", "Antal", "Andel", "", "", "", "", ""),
            ("Klar", "1", "50 %", "", "", "", "", ""),
            ("Övrigt", "1", "50 %", "", "", "", "", ""),
        )
    )
    assert len(result.rows) == 2
    assert [(row.measure, row.status_text, row.other) for row in result.rows] == [
        ("Vandra", "Klar", (("", "Klar"), ("", "Insatsen är gjord"))),
        ("Lysa", "Pågår", (("", "Pågår"), ("", "Arbete har börjat"))),
    ]
    assert result.unknown_columns == ()
    assert [line.kind for line in result.account][-3:] == ["total", "total", "total"]


def test_an_unknown_column_right_of_a_blank_heading_with_text_below_is_the_tables_own() -> None:
    result = written(table(("Åtgärd", "När", "Vem", "", "Krångel"), ("Vandra", "maj", "Polis", "och Park", "mycket")))
    assert result.unknown_columns == ("Krångel",)


@pytest.mark.parametrize(
    ("heading_text", "first", "measures"),
    [
        ("Bilaga 1. Kontaktlista", ("Roll", "Vem", "Del", "Nummer"), 1),
        ("Bilaga 1", ("Funktion", "Namn", "Ansvar", "Telefon"), 1),
        ("Versionshistorik", ("1.0", "2024-01-01", "Första", "Eva"), 1),
        ("Kontakter med föreningslivet", ("Orsak", "Lysa upp parken", "juni", "Park"), 2),
        ("Fortsättning", ("Orsak", "Lysa upp parken", "juni", "Park"), 2),
    ],
)
def test_a_list_of_contacts_or_versions_goes_on_with_no_table(
    heading_text: str, first: tuple[str, ...], measures: int
) -> None:
    plan = table(("Orsak", "Åtgärd", "När", "Vem"), ("Mörkt", "Vandra", "maj", "Polis"))
    result = written(plan, heading(heading_text, 1), table(first, number=2))
    assert len(result.rows) == measures
    assert len(result.account) == 3


def test_followup_columns_of_parts_of_the_year_count_in_the_years_order() -> None:
    text = (
        "Åtgärdsplan för Ekby kommun{year}\n\nÅtgärd\tNär\tVem\tUppföljning T1\tUppföljning T2\tUppföljning helår\n"
        "Vandra\tVåren\tPolis\tPåbörjad\tKlart\t\nLysa\tVåren\tPark\tBokat\t\tFortsätter\n"
    )
    told = load(text.format(year=" 2025").encode(), "plan.tsv")
    assert [[(one.date, one.text) for one in measure.row.followups] for measure in told.measures] == [
        [(date(2025, 4, 30), "Påbörjad"), (date(2025, 8, 31), "Klart")],
        [(date(2025, 4, 30), "Bokat"), (date(2025, 12, 31), "Fortsätter")],
    ]
    assert [measure.status.code for measure in told.measures] == ["genomford", "pagar"]
    assert (told.front.followed_up, told.front.whole_year) == (date(2025, 12, 31), False)
    unknown = load(text.format(year="").encode(), "plan.tsv")
    assert [[(one.date, one.text) for one in measure.row.followups] for measure in unknown.measures] == [
        [(None, "Påbörjad Klart")],
        [(None, "Bokat Fortsätter")],
    ]


def test_the_latest_of_status_columns_of_parts_of_the_year_counts() -> None:
    rows = written(
        table(
            ("Åtgärd", "När", "Vem", "Status vår", "Status höst"),
            ("Vandra", "maj", "Polis", "Pågår", "Klar"),
            ("Lysa", "maj", "Park", "Pågår", ""),
        )
    ).rows
    assert [row.status_text for row in rows] == ["Klar", "Pågår"]
    beside = written(
        table(("Åtgärd", "Vem", "Status", "Status T1", "Status T2"), ("Vandra", "Bo", "Klar", "Nej", "Pågår"))
    )
    assert "Klar" in beside.rows[0].status_text, "a column without a part of the year is not set aside"


@pytest.mark.parametrize(
    ("headings", "cells", "status", "followups"),
    [
        (("Läget",), ("Sex av tolv bänkar är på plats.",), "", ["Sex av tolv bänkar är på plats."]),
        (("Läget",), ("Pågår",), "Pågår", []),
        (("Läget i november",), ("Pågår",), "Pågår", []),
        (("Läget i juni", "Läget i november"), ("Pågår", "Klar"), "Klar", []),
        (("Läget i november", "Status"), ("Pågår", "Klar"), "Klar", ["Pågår"]),
        (("Status",), ("Sex av tolv bänkar är på plats.",), "Sex av tolv bänkar är på plats.", []),
    ],
)
def test_how_it_stands_is_a_status_or_a_follow_up_by_what_the_cells_say(
    headings: tuple[str, ...], cells: tuple[str, ...], status: str, followups: list[str]
) -> None:
    rows = written(table(("Åtgärd", "När", "Vem", *headings), ("Vandra", "maj", "Polis", *cells))).rows
    assert (rows[0].status_text, [one.text for one in rows[0].followups]) == (status, followups)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Uppföljning T1", "Uppföljning T2"], ["Uppföljning T1", "Uppföljning T2"]),
        (["Årets slut", "Läge i höst", "Läge i vår"], ["Läge i vår", "Läge i höst", "Årets slut"]),
        (["Avstämning v. 12", "Avstämning vecka 40"], ["Avstämning v. 12", "Avstämning vecka 40"]),
        (["Uppföljning juni", "Uppföljning januari"], []),
        (["Uppföljning T2", "Uppföljning T1", "Uppföljning helår"], []),
        (["Uppföljning mars"], []),
        (["Uppföljning", "Resultat"], []),
        (["Uppföljning mars", "Resultat mars"], []),
    ],
)
def test_headings_of_parts_of_the_year_are_put_in_order(headings: list[str], expected: list[str]) -> None:
    assert in_order(headings) == expected


def test_an_export_that_says_what_each_row_is_gives_areas_and_goals_to_the_activities() -> None:
    header = ("Id", "Nivå", "Benämning", "Bakgrund", "Ansvarig", "Startdatum", "Slutdatum", "Status")
    result = written(
        table(
            header,
            ("100", "1 Område", "Barn och unga", "", "Styrgruppen", "20250101", "20251231", "20 Pågår"),
            ("110", "2 Mål", "Färre brott", "", "", "20250101", "20251231", "20 Pågår"),
            ("111", "3 Aktivitet", "Vandra", "Få vuxna ute", "Eva", "20250201", "20250630", "30 Avslutad"),
            ("112", "3 Aktivitet", "Lysa", "", "Bo", "20250301", "", "10 Ej påbörjad"),
            ("200", "1 Område", "Platser", "", "Styrgruppen", "20250101", "20251231", "20 Pågår"),
            ("211", "3 Aktivitet", "Klippa", "", "Bo", "20250301", "", "10 Ej påbörjad"),
        )
    )
    assert [(row.first, row.goal, row.cause, row.measure) for row in result.rows] == [
        ("Barn och unga", "Färre brott", "Få vuxna ute", "Vandra"),
        ("Barn och unga", "Färre brott", "", "Lysa"),
        ("Platser", "", "", "Klippa"),
    ]
    assert [line.kind for line in result.account][1:4] == ["heading", "heading", "measure"]


@pytest.mark.parametrize(("between", "last"), [((), ("Möten och samtal",)), ((Paragraph("Torget", Place(), 2),), None)])
def test_headings_stand_beside_one_another_over_the_pages_of_one_table(
    between: tuple[Paragraph, ...], last: tuple[str, ...] | None
) -> None:
    def part(area: str) -> tuple[tuple[str, ...], ...]:
        return (area, *[""] * (len(HEADER) - 1)), ("", "Orsak", f"Ordna {area}", "maj", "Eva", "")

    one = table(HEADER, *part("Unga i riskzon"), *part("Otrygga platser"))
    other = table(HEADER, *part("Stöd till brottsoffer"), *part("Möten och samtal"), number=2)
    headings = written(one, *between, other).rows[-1].headings
    assert headings == last if last else len(headings) > 1


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("i hela kommunen och beslutas av gruppen som har ansvar för det.", ("Unga i riskzon",)),
        ("Här står det hur planen ska läsas och hur gruppen har arbetat med den.", ()),
    ],
)
def test_the_rest_of_a_sentence_under_a_header_that_came_again_is_no_instruction(
    text: str, headings: tuple[str, ...]
) -> None:
    head = ("Insats", "Mål", "När", "Vem", "Uppföljning")
    row = ("Ordna möten", "Fler kommer", "maj", "Eva", "")
    pages = table(head, ("Unga i riskzon", "", "", "", ""), row), table(head, (text, "", "", "", ""), row, number=2)
    assert written(*pages).rows[-1].headings == headings


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Löfte 1. Tryggare platser", "Löfte 2. Bättre stöd", True),
        ("1. Torget", "2. Parken", True),
        ("A) Torget", "B) Parken", True),
        ("Löfte 1. Tryggare platser", "1. Torget", False),
        ("1. Platser", "Torget", False),
        ("Torget", "Parken", False),
    ],
)
def test_headings_numbered_alike_stand_beside_one_another(one: str, other: str, alike: bool) -> None:
    assert is_numbered_alike(one, other) is alike
    assert is_numbered_alike(other, one) is alike


@pytest.mark.parametrize(
    ("over", "inside", "why"),
    [
        ("A. Trafik", "B. Byar", "its number is the next"),
        ("Unga i riskzon", "Våra äldre och brottsoffer", "it speaks of other areas"),
    ],
)
def test_a_heading_in_the_table_may_be_the_next_after_that_over_it(over: str, inside: str, why: str) -> None:
    first, *rest = ("", "Orsak", "Ordna möten", "maj", "Eva", ""), (inside, "", "", "", "", ""), HEADER
    rows = written(
        Paragraph(over, Place(), 2), table(HEADER, first, *rest, ("", "Orsak", "Ordna resor", "maj", "Bo", ""))
    ).rows
    assert [row.headings for row in rows] == [(over,), (inside,)], why


def test_a_numbered_heading_of_no_known_area_is_not_of_the_area_before_it() -> None:
    def alone(text: str) -> tuple[str, ...]:
        return (text, *[""] * (len(HEADER) - 1))

    one, other = [("", "Orsak", measure, "maj", "Eva", "") for measure in ("Ordna möten", "Ordna resor")]
    rows = written(table(HEADER, alone("Löfte 1. Färre unga i riskzon"), one, alone("Löfte 2. Trivsel"), other)).rows
    assert rows[1].headings == ("Löfte 2. Trivsel",)


@pytest.mark.parametrize(
    ("rows", "goals", "measures"),
    [
        (
            [("öka tryggheten", "Vandra"), ("", "Lysa"), ("minska klotter", "Sanera")],
            ["öka tryggheten", "", "minska klotter"],
            ["Vandra", "Lysa", "Sanera"],
        ),
        (
            [("a", "Vandra"), ("b", "Lysa"), ("c", "Sanera"), ("", "Klippa")],
            ["", "", "", ""],
            ["a Vandra", "b Lysa", "c Sanera", "Klippa"],
        ),
        ([("öka tryggheten", "Vandra"), ("synas", "Lysa")], ["", ""], ["öka tryggheten Vandra", "synas Lysa"]),
    ],
)
def test_what_several_measures_share_is_their_goal(
    rows: list[tuple[str, str]], goals: list[str], measures: list[str]
) -> None:
    header = ("Vi ska", "Så här gör vi", "Vem", "När")
    found = written(table(header, *[(*texts, "Polis", f"{n} maj") for n, texts in enumerate(rows, 1)])).rows
    assert [row.goal for row in found] == goals
    assert [row.measure for row in found] == measures


@pytest.mark.parametrize(
    ("headings", "cells", "when"),
    [
        (("Startvecka", "Slutvecka"), ("5", "50"), "v. 5 – v. 50"),
        (("Start", "Slut"), ("5", "50"), "5 – 50"),
        (("Start vecka", "Slut"), ("5", "2025-04-01"), "v. 5 – 2025-04-01"),
        (("Startvecka", "Slutvecka"), ("löpande", "60"), "löpande – 60"),
        (("Tid (antal veckor)", "Plats"), ("6", "Torget"), "6"),
    ],
)
def test_a_bare_number_under_a_heading_of_weeks_is_a_week(
    headings: tuple[str, str], cells: tuple[str, str], when: str
) -> None:
    assert written(table(("Åtgärd", *headings, "Vem"), ("Vandra", *cells, "Eva"))).rows[0].when == when


def test_a_merged_heading_of_weeks_over_two_columns_tells_what_their_numbers_are() -> None:
    place = Place(table=1)
    rows = [
        ("", "Vecka", "", ""),
        ("Åtgärd", "Start", "Slut", "Vem"),
        ("Vandra", "5", "50", "Eva"),
    ]
    cells = [
        tuple(Cell(text, place, "across" if row == 0 and at == 2 else "no") for at, text in enumerate(texts))
        for row, texts in enumerate(rows)
    ]
    assert written(Table(tuple(cells), place)).rows[0].when == "v. 5 – v. 50"
    joined = (
        (Cell("Åtgärd", place), Cell("Vecka", place), Cell("", place, "across"), Cell("Vem", place)),
        (Cell("", place, "down"), Cell("Start", place), Cell("Slut", place), Cell("", place, "down")),
        tuple(Cell(text, place) for text in rows[2]),
    )
    assert written(Table(joined, place)).rows[0].when == "v. 5 – v. 50"


def test_another_table_beneath_the_plan_is_no_measures() -> None:
    result = written(
        table(
            ("Nr", "Åtgärd", "Mål", "Vem", "När"),
            ("1", "Vandra", "Trygghet", "Eva", "maj"),
            ("", "", "", "", ""),
            ("", "Indikatorer", "", "", ""),
            ("", "Indikator", "", "Källa", "Utfall 2024"),
            ("", "Anmälda brott", "", "Polisen", "9,4"),
            ("", "", "", "", ""),
            ("2", "Lysa", "Ljus", "Bo", "juni"),
        )
    )
    assert [row.measure for row in result.rows] == ["Vandra", "Lysa"]
    assert [line.reason for line in result.account][-5:-2] == ["annan tabell under planen"] * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Unga i riskzon fér destruktiva beteenden", "unga"),
        ("Kriminella miljéer och livsstilar", "kriminella_miljoer"),
        ("Sarskilt utsatta brottsoffer", "brottsoffer"),
        ("Miljéer i skolan", ""),
    ],
)
def test_an_areas_name_is_known_though_ocr_lost_its_letters(text: str, code: str) -> None:
    assert topic_area(text) == code
    assert names_area(text) == bool(code)


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("Systemhotande brottslighet och otillåten påverkan", "systemhotande", "a name and a topic of one area"),
        ("2. Narkotika bland unga samt skolfrånvaro", "unga", "topics of one area, after a number"),
        ("Område B Systemhotande brottslighet", "systemhotande", "a label with a letter and no mark"),
        ("Våld i nära relation och avhoppare", "", "two areas"),
        ("Unga i riskzon och polisen", "", "no topic"),
    ],
)
def test_a_heading_may_name_an_area_by_several_words_for_it(text: str, code: str, why: str) -> None:
    assert topic_area(text) == code, why
