"""Whose plan, which year, followed up when: as documents of many places say it."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import load
from loaders.load import write_down
from loaders.plan.followed_day import said_day
from loaders.plan.front import read_front
from loaders.records import Cell, Document, Paragraph, Place, Table
from loaders.vocabulary import words

BODY = "\n\nÅtgärd\tNär\tVem\t{header}\nVandra på torget\t{when}\tPolisen\t{told}\nLysa upp parken\tHösten\tPark\t\n"


def front(title: str, name: str = "plan.tsv", when: str = "Våren", header: str = "Uppföljning", told: str = "Klart"):  # type: ignore[no-untyped-def]
    return load((title + BODY.format(when=when, header=header, told=told)).encode(), name).front


DISTRICTS = [
    ("Åtgärdsplan 2024, Skarpnäcks stadsdelsförvaltning och lokalpolisområde Globen", "Skarpnäck"),
    ("Åtgärdsplan 2025 Enskede-Årsta-Vantörs stadsdelsområde, Stockholms stad", "Enskede-Årsta-Vantör"),
    ("Hägersten-Älvsjö stadsdelsförvaltning, åtgärdsplan 2025", "Hägersten-Älvsjö"),
    ("Atgardsplan Sodermalm 2025", "Södermalm"),
    ("Åtgärdsplan för Botkyrka kommun 2025", "Botkyrka"),
    ("Malmö stad, brottsförebyggande åtgärdsplan 2025", "Malmö"),
    ("Handlingsplan Exempelköpings kommun 2025", "Exempelköping"),
    ("Brottsförebyggande plan Västerås stad 2024", "Västerås"),
    ("Kommun: Exempelby", "Exempelby"),
    ("KOMMUN: Exempelby", "Exempelby"),
    ("Exempelfors kommun: åtgärdsplan mot brott 2024", "Exempelfors"),
    ("Åtgärdsplan 2024, Exempelås kommun", "Exempelås"),
    ("Åtgärdsplan 2025", None),
    ("Vara bättre: åtgärdsplan 2025", None),
]


@pytest.mark.parametrize(("title", "district"), DISTRICTS)
def test_the_district_is_read_from_the_title(title: str, district: str | None) -> None:
    assert front(title).district == district


def test_the_file_name_tells_when_the_text_does_not() -> None:
    found = front("", name="Åtgärdsplan_Farsta_2023.tsv")
    assert (found.district, found.plan_year) == ("Farsta", 2023)


YEARS = [
    ("Åtgärdsplan 2024", "plan.tsv", "Våren", 2024),
    ("Åtgärdsplan 2024-2026", "plan.tsv", "Våren", 2024),
    ("Åtgärdsplan till överenskommelsen 2024–2026, år 2025", "plan.tsv", "Våren", 2025),
    ("Uppföljning av åtgärdsplaner VB 2023", "plan.tsv", "Våren", 2023),
    ("Dnr SKA 2019/654", "plan.tsv", "Våren 2025", 2025),
    ("Brottsförebyggande arbete", "plan.tsv", "Klart i maj 2026", 2026),
    ("Brottsförebyggande arbete", "plan.tsv", "Våren", None),
    (
        "Åtgärdsplan 2025\n\nPlanen vilar på den bild av läget som togs fram under 2024.\n\n"
        "Beslutad av rådet 2024-12-03 och följd av gruppen sedan dess.",
        "plan.tsv",
        "Våren",
        2025,
    ),
    ("Denna plan för det gemensamma arbetet gäller under 2025.", "plan.tsv", "Våren", 2025),
]


@pytest.mark.parametrize(("title", "name", "when", "year"), YEARS)
def test_the_year_is_read_from_title_or_times(title: str, name: str, when: str, year: int | None) -> None:
    assert front(title, name, when).plan_year == year


def test_the_local_police_area_is_read() -> None:
    assert front("Åtgärdsplan 2024, lokalpolisområde Globen").police_area == "Globen"


FOLLOWED = [
    ("Åtgärdsplan 2024. Planen följdes upp den 15 november 2024.", "Uppföljning", "Klart", date(2024, 11, 15), False),
    ("Åtgärdsplan 2024", "Uppföljning 2024-11-13", "Klart", date(2024, 11, 13), False),
    ("Åtgärdsplan 2024", "Status 13 november 2024", "Klart", date(2024, 11, 13), False),
    ("Åtgärdsplan 2024, uppföljning 2024-09-01", "Uppföljning", "Klart", date(2024, 9, 1), False),
    ("Åtgärdsplan 2024", "Uppföljning", "Klart", None, True),
    ("Planen beslutades den 14 januari 2025. Uppföljning sker i augusti.", "Uppföljning", "Klart", None, True),
    ("Beslutad 14 januari 2025, uppföljning i augusti", "Uppföljning", "Klart", None, True),
    ("Uppföljning sker den 5 maj 2025", "Uppföljning", "", None, False),
    ("Antogs i mars. Uppföljning 2025-08-21", "Uppföljning", "Klart", date(2025, 8, 21), False),
    ("Uppföljning VB 2024", "Status VB 2024", "Klart", None, True),
    ("Åtgärdsplan 2024", "Uppföljning", "", None, False),
]


@pytest.mark.parametrize(("title", "header", "told", "day", "whole_year"), FOLLOWED)
def test_the_followup_is_dated_by_its_header(
    title: str, header: str, told: str, day: date | None, whole_year: bool
) -> None:
    found = front(title, header=header, told=told)
    assert (found.followed_up, found.whole_year) == (day, whole_year)


SAID = [
    # what the title block says, the header, the day, and whether it is asked about
    ("Följdes upp av rådet 2025-12-04.", "Uppföljning december 2025", date(2025, 12, 4), False),
    ("Beslutad 2025-01-15. Uppföljd vid mötet 2025-12-04.", "Läget i december 2025", date(2025, 12, 4), False),
    ("Uppföljd 2025-12-04.", "Uppföljning 2025-12-18", date(2025, 12, 18), False),
    ("Uppföljd 2025-06-04.", "Uppföljning december 2025", date(2025, 12, 31), False),
    ("Uppföljd 2025-10-08.", "Uppföljning T2 2025", date(2025, 10, 8), False),
    ("Uppföljd 2025-02-08.", "Uppföljning januari–mars 2025", date(2025, 2, 8), False),
    ("Uppföljd 2025-10-08.", "Uppföljning T2", date(2025, 10, 8), False),
    ("Den 4 november 2025 gick rådet igenom åtgärderna.", "Uppföljning", date(2025, 11, 4), False),
    ("Planen gicks igenom den 4 november 2025 och nästa möte är den 3 mars 2026.", "Läget", date(2025, 11, 4), False),
    ("Vi stämde av planen 2025-11-04 på ett möte.", "Uppföljning", date(2025, 11, 4), False),
    ("Status per 2025-11-04", "Uppföljning", date(2025, 11, 4), False),
    ("Uppdaterad efter mötet den 4 november 2025.", "Uppföljning", date(2025, 11, 4), False),
    ("Den 4 november 2025 fyllde vi i hur det hade gått.", "Uppföljning", date(2025, 11, 4), True),
    ("Den 4 november gick vi igenom åtgärderna.", "Uppföljning", date(2025, 11, 4), True),
    ("Lägesbilden gicks igenom den 4 februari 2025.", "Uppföljning", None, False),
    ("Planen ska gås igenom den 4 november 2025.", "Uppföljning", None, False),
    ("Planen antogs 2025-01-15.", "Uppföljning", None, False),
]


@pytest.mark.parametrize(("said", "header", "day", "is_asked"), SAID, ids=[case[0] + case[1] for case in SAID])
def test_the_text_tells_when_the_plan_was_followed_up(said: str, header: str, day: date | None, is_asked: bool) -> None:
    plan = load(
        (f"Åtgärdsplan 2025, Ekby kommun\n\n{said}" + BODY.format(when="Våren", header=header, told="Klart")).encode(),
        "plan.tsv",
    )
    assert (plan.front.followed_up, plan.front.whole_year) == (day, day is None)
    assert {one.date for measure in plan.measures for one in measure.row.followups} <= {None, day}
    asked = [doubt for doubt in plan.doubts if "Följdes planen upp" in doubt.question]
    assert [(doubt.text, doubt.row) for doubt in asked] == ([(said, None)] if is_asked else [])


def test_what_stands_beneath_the_table_tells_it_too() -> None:
    rows = (("Åtgärd", "När", "Uppföljning"), ("Vandra", "maj", "Klart"), ("Lysa", "juni", "Klart"))
    beneath = Paragraph("Planen gicks igenom den 4 november 2025.", Place(line=9))
    document = Document("plan.docx", "", "docx", (Paragraph("Åtgärdsplan 2025", Place(), 1), cells(1, *rows), beneath))
    assert read_front(document, write_down(document), document.name).followed_up == date(2025, 11, 4)


def test_every_way_of_saying_it_has_examples_that_are_found_by_it() -> None:
    for entry in words("followed_up")["said"]:
        for example in entry["examples"]:
            said = said_day([example])
            assert said and (said.day, said.is_sure) == (date(2025, 11, 13), True), example


def test_the_latest_day_said_stands_and_in_one_month_a_day_beats_the_month() -> None:
    said = ["Uppföljd vid mötet den 3 mars 2025.", "Planen följdes upp i december 2025.", "Uppföljd 2025-12-09."]
    assert [one and one.day for one in (said_day(said[:2]), said_day(said))] == [date(2025, 12, 31), date(2025, 12, 9)]


COLUMNS = ("Åtgärd", "När", "Vem", "Kommun")


def cells(number: int, *rows: tuple[str, ...]) -> Table:
    place = Place(table=number)
    return Table(tuple(tuple(Cell(text, place) for text in row) for row in rows), place)


PLACES = {
    "a cover sheet": (
        cells(1, ("", "Exempelbys kommun"), ("", "Handlingsplan 2025")),
        cells(2, COLUMNS, ("Vandra", "Maj", "Polis", "")),
    ),
    "a column of its own": (
        cells(1, COLUMNS, ("Vandra", "Maj", "Polis", "Exempelby"), ("Lys", "", "Park", "Exempelby")),
    ),
    "the page's foot": (
        cells(1, COLUMNS, ("Vandra", "Maj", "Polis", "")),
        Paragraph("Exempelbys kommun – Handlingsplan", Place(page=1)),
    ),
}


@pytest.mark.parametrize("where", PLACES)
def test_the_municipality_is_found_wherever_it_stands(where: str) -> None:
    document = Document("plan.xlsx", "", "xlsx", PLACES[where])
    assert read_front(document, write_down(document), "plan.xlsx").district == "Exempelby"


@pytest.mark.parametrize(
    ("notes", "day", "why"),
    [
        (
            ["240312: Bokat. 241104: Klart.", "241104: Klart.", "240618 - Bokat. 241104 - Klart"],
            date(2024, 11, 4),
            "the latest",
        ),
        (
            ["2024-03-12: Klart.", "2024-03-12: Bokat.", "2024-03-12: Ja. 2024-09-01: Mer."],
            date(2024, 3, 12),
            "one row's own",
        ),
        (["Klart 241104.", "Mötet 241104: fullt", "Klart 241104"], None, "dates inside a note"),
        (["241104: Klart.", "", ""], None, "a single row"),
    ],
)
def test_notes_that_begin_with_their_date_tell_when_the_plan_was_followed_up(
    notes: list[str], day: date | None, why: str
) -> None:
    rows = "".join(f'Ordna sak {number}\tVåren\tPolisen\t"{note}"\n' for number, note in enumerate(notes))
    found = load(f"Ekby kommun, åtgärdsplan 2024\n\nÅtgärd\tNär\tVem\tUppföljning\n{rows}".encode(), "plan.tsv").front
    assert found.followed_up == day, why


def test_the_day_of_an_update_before_the_plans_year_is_no_followup() -> None:
    assert front("Åtgärdsplan 2024. Senast uppdaterad 2023-12-11.").followed_up is None
    assert front("Åtgärdsplan 2024. Senast uppdaterad 2024-11-11.").followed_up == date(2024, 11, 11)


@pytest.mark.parametrize(
    ("rows", "district", "year"),
    [
        ((("Kommun", "Eva Ask"), ("År", "2025")), None, 2025),
        ((("Stadsdelsområde", "Exempelby"), ("Planår", "2025"), ("Beslutad av", "Styrgruppen")), "Exempelby", 2025),
        ((("Kommun:", "Exempelbys kommun"), ("År:", "2025")), "Exempelby", 2025),
        ((("EXEMPELBYS KOMMUN",), ("Åtgärdsplan 2025",)), "Exempelby", 2025),
        ((("EXEMPELFORS KOMMUN",), ("Åtgärdsplan 2025",)), "Exempelfors", 2025),
    ],
)
def test_a_cover_table_tells_whose_plan_it_is(
    rows: tuple[tuple[str, ...], ...], district: str | None, year: int
) -> None:
    place = Place(table=1)
    cover = Table(tuple(tuple(Cell(text, place) for text in row) for row in rows), place)
    plan = Table(
        tuple(tuple(Cell(text, place) for text in row) for row in (("Åtgärd", "När", "Vem"), ("Vandra", "maj", "Eva"))),
        place,
    )
    document = Document("plan.docx", "", "docx", (Paragraph("Samverkan", place, 1), cover, plan))
    found = read_front(document, write_down(document), document.name)
    assert (found.district, found.plan_year) == (district, year)
