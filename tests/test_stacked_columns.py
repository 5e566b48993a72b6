"""Text that kept its columns: cells that touch, headers and cells over several lines, and what is no row of a table."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.load import write_down
from loaders.records import Written

AT = (0, 26, 52, 70, 84, 100)
HEADER = ("Orsak", "Åtgärd", "Mål", "När", "Vem", "Uppföljning")
ROWS = [
    [("Mörka stråk vid skolan", "Röja sly längs vägen", "Fri sikt", "Maj", "Park", "Klart i juni.")],
    [
        ("Klotter på stationen", "Sanera inom ett dygn", "Rena väggar", "Löpande", "Kommunen", "Tolv gånger hittills"),
        ("", "och anmäla", "", "", "", "i år."),
    ],
    [("Stölder ur cyklar", "Märka cyklar på torget", "Färre stölder", "Augusti", "Polisen", "Inställt.")],
]


def line(cells: tuple[str, ...], at: tuple[int, ...] = AT) -> str:
    """The cells where their columns begin; one that has no room there is a space behind the one before."""
    text = ""
    for cell, begin in zip(cells, at, strict=True):
        text = f"{text.ljust(begin)}{' ' * (bool(cell) and bool(text) and len(text) >= begin)}{cell}"
    return text.rstrip()


def lines(rows: list[list[tuple[str, ...]]]) -> list[str]:
    return [line(cells) for row in rows for cells in row]


def read(text: list[str]) -> Written:
    return write_down(stacked.read("\n".join(text).encode(), "plan.txt"))


def test_a_cell_that_fills_its_column_ends_where_the_next_one_begins() -> None:
    full = ("Källarinbrott i portarna här", "Grannsamverkan i tio portar", "Tio portar", "T2", "Polisen", "Klart.")
    moved = tuple(begin - 4 * (begin > 26) for begin in AT)
    tight = line(("Bråk på torget", "Värdar på plats alla helger", "Lugnare", "T3", "Fritid", "Igång."), moved)
    rows = read([line(HEADER), *lines(ROWS), line(full), tight]).rows
    assert [row.cause for row in rows[-2:]] == [full[0], "Bråk på torget"]
    assert [row.measure for row in rows[-2:]] == [full[1], "Värdar på plats alla helger"]
    assert [row.goal for row in rows[-2:]] == ["Tio portar", "Lugnare"]


def test_a_header_that_ends_with_a_stroke_goes_on_in_the_next_line() -> None:
    header = [line((*HEADER[:2], "Effektmål/", *HEADER[3:])), line(("", "", "indikator", "", "", ""))]
    written = read([*header, *lines(ROWS)])
    assert [row.goal for row in written.rows] == ["Fri sikt", "Rena väggar", "Färre stölder"]


@pytest.mark.parametrize(
    ("headings", "areas"),
    [
        (("A. Byar", "B. Gods", "C. Trafik"), ["A. Byar", "B. Gods", "C. Trafik"]),
        (("Otrygga platser", "Brottsoffer", "De äldre"), ["Otrygga platser", "Brottsoffer", "De äldre"]),
    ],
)
def test_a_short_line_right_over_a_header_heads_its_table(headings: tuple[str, ...], areas: list[str]) -> None:
    tables = [[heading, line(HEADER), *lines([row]), ""] for heading, row in zip(headings, ROWS, strict=True)]
    rows = read([text for table in tables for text in table]).rows
    assert [row.headings[0] for row in rows] == areas


def test_an_area_s_name_heads_a_table_whose_area_column_holds_places() -> None:
    header = line(("Prioriterat område", *HEADER[1:]))
    names = ("Otrygga platser", "Brottsoffer", "Kriminella miljöer")
    tables = [[name, header, *lines([row]), ""] for name, row in zip(names, ROWS, strict=True)]
    rows = read([text for table in tables for text in table]).rows
    assert [(row.headings[0], row.first) for row in rows] == [
        (name, row[0][0]) for name, row in zip(names, ROWS, strict=True)
    ]


def test_what_two_pages_have_alike_at_their_edges_is_no_row() -> None:
    title = f"{'EKBY KOMMUN':<40}{'Trygghet och säkerhet':<40}Dnr 2025/91"
    foot = ["", "", "Ekby kommun | Plan för trygghet | {}"]
    pages = [[title, "", line(HEADER), *lines(ROWS[:2]), *foot], ["\f" + title, "", *lines(ROWS[2:]), *foot]]
    text = [line.format(number) for number, page in enumerate(pages, 1) for line in page]
    written = read(text)
    assert [row.measure.split()[0] for row in written.rows] == ["Röja", "Sanera", "Märka"]
    assert "Ekby" not in " ".join(row.cause + row.headings[0] if row.headings else row.cause for row in written.rows)


@pytest.mark.parametrize(
    "closing",
    [
        ["Ekby den 24 november 2025"],
        ["Ekby 2025-11-24      Förvaltningschef ...............    Polischef ..............."],
        ["Vid protokollet", "", "_____________________      ____________________", "Kommunchef      Polischef"],
        ["Grön = klart/rullar      Gul = på väg      Röd = inte gjort"],
        ["Ekby i december 2025", "", "För kommunen              För polisen"],
    ],
)
def test_where_the_plan_is_signed_off_stands_no_row(closing: list[str]) -> None:
    written = read(["Plan för Ekbys kommun", "", line(HEADER), *lines(ROWS), "", "", *closing])
    assert [row.measure.split()[0] for row in written.rows] == ["Röja", "Sanera", "Märka"]
    assert written.rows[-1].followups[-1].text == "Inställt."
    assert sum(line.kind == "prose" for line in written.account) == 1 + sum(map(bool, closing))


@pytest.mark.parametrize("measure", ["Möte den 24 november 2025", "Ljusmätning i november 2025", "________________"])
def test_what_is_done_on_a_day_or_one_line_signs_nothing_off(measure: str) -> None:
    last = line(("", measure, "", "", "", ""))
    assert read(["Plan för Ekbys kommun", "", line(HEADER), *lines(ROWS), "", last]).rows[-1].measure == measure


def test_a_cause_beside_several_rows_is_whole_in_all_of_them() -> None:
    text = [
        line(("Unga träffar ingen vuxen", "Öppna gården på helger", "Fler besök", "Maj", "Fritid", "Klart.")),
        line(("utom familjen. Skolan vet", "Vandra på kvällar", "Fler vuxna", "Löpande", "Skolan", "Pågår.")),
        line(("för lite.", "Ordna praktik i sommar", "Tio platser", "Juni", "Kommunen", "Bokat.")),
        line(("Bråk på torget och", "Ställa ut värdar", "Lugnare", "Juli", "Fritid", "Klart.")),
        line(("Hamnen.", "Sätta upp lampor", "Ljusare", "Augusti", "Park", "Klart.")),
    ]
    whole = "Unga träffar ingen vuxen utom familjen. Skolan vet för lite."
    assert [row.cause for row in read([line(HEADER), *text]).rows] == [
        *[whole] * 3,
        *["Bråk på torget och Hamnen."] * 2,
    ]


def test_an_hour_goes_on_with_what_stands_before_it() -> None:
    text = [
        line(("Bråk på torget", "Värdar fredagar kl.", "Lugnare", "Juni", "Fritid", "Klart.")),
        line(("", "16-23 och lördagar", "", "", "", "")),
    ]
    assert read([line(HEADER), *lines(ROWS), *text]).rows[-1].measure == "Värdar fredagar kl. 16-23 och lördagar"


def test_a_header_with_a_stroke_between_its_words_is_one() -> None:
    row = ("Skolan vid torget", "Röja sly längs vägen", "Fri sikt", "Maj", "Park", "Klart i juni.")
    rows = read([line(("Plats/ Tema", *HEADER[1:])), *lines(ROWS), line(row)]).rows
    assert (rows[-1].first, rows[-1].subarea) == ("", "Skolan vid torget")


def test_a_column_begins_where_its_line_does_though_a_word_beside_begins_one_before() -> None:
    row = [
        "".ljust(26) + "Värdar på badet".ljust(26) + "Lugnt".ljust(18) + "Juli".ljust(14) + "Fritid,".ljust(16),
        "".ljust(84) + "ordningsvaktbo",
    ]
    rows = read([line(HEADER), *lines(ROWS), row[0] + "Värdar alla helger.", row[1] + " stölder (fjol tio)"]).rows
    assert rows[-1].who.split() == ["Fritid,", "ordningsvaktbo"]
