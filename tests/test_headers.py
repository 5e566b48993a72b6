"""Header rows: which columns a table has, in other municipalities' words too."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.plan.headers import CLEAR, header_role, meaning, read_header, takes_two_rows
from loaders.records import Cell, Merged, Place


def row(*texts: str, merged: tuple[Merged, ...] = ()) -> tuple[Cell, ...]:
    marks = merged or ("no",) * len(texts)
    return tuple(Cell(text, Place(row=1), mark) for text, mark in zip(texts, marks, strict=True))


ROLES = [
    ("Prioriterat samverkansområde", "area"),
    ("Prioriterat \nsamverkans-område", "area"),
    ("Fokusområde 2025", "area"),
    ("Delområde / plats", "subarea"),
    ("Orsak", "cause"),
    ("Orsak till problemet", "cause"),
    ("Bakomliggande orsaker (analys)", "cause"),
    ("Åtgärd", "measure"),
    ("ÅTGÄRD:", "measure"),
    ("Atgard", "measure"),
    ("Atgérd", "measure"),
    ("Åtgärder/aktiviteter", "measure"),
    ("Vad ska göras?", "measure"),
    ("Insats\nBeskriv kort vad som ska göras", "measure"),
    ("Operativa mål", "goal"),
    ("Mål (mätbart)", "goal"),
    ("Förväntad effekt", "goal"),
    ("När?", "when"),
    ("Tidplan", "when"),
    ("Startdatum", "start"),
    ("Klart senast", "end"),
    ("Vem", "who"),
    ("Ansvarig (namn, funktion)", "who"),
    ("Samverkanspart", "partner"),
    ("Uppföljning 2024-03-13", "followup"),
    ("Uppföljning 13 november 2024", "followup"),
    ("Resultat", "followup"),
    ("Utfall helår", "followup"),
    ("Status VB 2024", "status"),
    ("Läge", "status"),
    ("Genomfört (ja/nej)", "status"),
    ("Kommentar/övrigt", "comment"),
    ("Indikator/målvärde", "goal"),
    ("Mått/indikator", "goal"),
    ("Kostnad", "known"),
    ("Hur följs åtgärden upp?", "known"),
    ("Kopplat till nationell strategi", "unknown"),
    ("Målgrupp/plats", "subarea"),
    ("Analys/kommentar", "comment"),
    ("Syfte och mål med insatsen / aktivitet", "goal"),
    ("Vad vill vi förändra? (problem)", "cause"),
    ("Kommentar vid uppföljning", "followup"),
    ("Stöd av", "partner"),
    ("Anm.", "comment"),
    ("Hur det gick (nov)", "followup"),
    ("Så gick det hösten 2025", "followup"),
    ("Vad har hänt till och med oktober", "followup"),
    ("Uppföljn. T2", "followup"),
    ("Läget i november", "status"),
    ("Läget den 15 november", "status"),
    ("Färg efter tertial 2", "status"),
    ("Kommentarer, maj", "comment"),
    ("Nästa steg", "comment"),
    ("%", "status"),
    ("Färdigt i %", "status"),
]

# Headers that ask or tell in a district's own words, and compounds: a word in them speaks of their column.
SPOKEN = [
    ("Det här ska vi göra", "measure"),
    ("Vad behöver vi göra för ungdomarna?", "measure"),
    ("Trygghetsinsats", "measure"),
    ("Brottsförebyggande åtgärd", "measure"),
    ("Vad ska det leda till?", "goal"),
    ("Ska leda till", "goal"),
    ("Vad vill ni nå med det här?", "goal"),
    ("Hur vet vi att vi har lyckats?", "goal"),
    ("Etappmål", "goal"),
    ("Mål för insatsen", "goal"),
    ("Vad beror problemet på, tror vi?", "cause"),
    ("Vad är problemet?", "cause"),
    ("Samordnare", "who"),
    ("Vi som håller i arbetet", "who"),
    ("Vilka hjälper till med det?", "partner"),
    ("Tidsgräns", "when"),
    ("Vilken tid gäller?", "when"),
    ("Ska vara färdigt", "end"),
    ("Vad har vi gjort hittills?", "followup"),
    ("Vad ledde arbetet till?", "followup"),
    ("Blev något bättre? Vad kostade det?", "unknown"),
    ("Höstavstämning", "followup"),
    ("Hur långt har arbetet kommit?", "status"),
    ("Egna tankar", "comment"),
    ("Vad lärde vi oss av det?", "comment"),
    ("Vad kostar det?", "known"),
    ("Kopplat till nationell strategi", "unknown"),
    ("Vi har träffats fem gånger och det är bra.", "unknown"),
]


@pytest.mark.parametrize(("text", "role"), SPOKEN)
def test_a_word_in_a_header_speaks_of_its_column(text: str, role: str) -> None:
    assert header_role(text)[0] == role


def test_a_header_asked_in_other_words_is_read_whole() -> None:
    header = read_header(row("Plats/fråga", "Varför är det så?", "Det här ska vi göra", "Vad ska det leda till?",
                             "Tidplan", "Ansvariga", "Hur gick det?"))  # fmt: skip
    assert header is not None
    assert [column.role for column in header.columns] == [
        "subarea", "cause", "measure", "goal", "when", "who", "followup"
    ]  # fmt: skip


# What cells say too: no clear heading.
UNCLEAR = ["Genomfört nov", "Klart i november", "Gjort hittills", "Pågår hösten 2025", "Höst 2025"]


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_status_with_its_time_is_no_clear_heading(text: str) -> None:
    assert header_role(text)[1] < CLEAR


# Headers that the whole row decides: what one of its columns is.
IN_A_ROW = [
    (("Aktivitet", "Ansvarig", "Deadline", "Klart (J/N)"), 3, "status"),
    (("Aktivitet", "Ansvarig", "Start", "Klart"), 3, "end"),
    (("År", "Aktivitet", "Ansvarig", "Start", "Slut"), 0, "known"),
    (("Plats", "Orsak", "Åtgärd", "Ansvar", "Nuläge"), 4, "status"),
    (("Nuläge", "Åtgärd", "Ansvar", "Tid"), 0, "cause"),
    (("Vad ska göras", "När", "Vem", "Läget i oktober", "Bedömning"), 3, "followup"),
    (("Vad ska göras", "När", "Vem", "Läget i oktober", "Bedömning"), 4, "status"),
    (("Åtgärd", "När", "Vem", "Status", "Läge"), 3, "status"),
    (("Åtgärd", "När", "Vem", "Uppföljning", "Läge", "Bedömning"), 4, "status"),
    (("Insats", "När", "Vem", "Läge och uppföljning 2025-10-15"), 3, "followup"),
    (("Insats", "När", "Vem", "Status/kommentar"), 3, "followup"),
    (("Insats", "När", "Vem", "Status och kommentar", "Uppföljning"), 3, "status"),
    (("Insats", "När", "Vem", "Status för åtgärden"), 3, "status"),
    (("Insats", "Vem", "Start", "Slut", "Klart (%)"), 4, "status"),
    (("Insats", "När", "Vem", "Läge", "Klart %"), 3, "status"),
    (("Insats", "När", "Vem", "Läge", "Klart %"), 4, "status"),
    (("Nuläge", "Insats", "När", "Vem", "Nuläge i november"), 4, "followup"),
    (("Åtgärd", "Ansvarig", "Tid", "Mål", "Läget i november"), 4, "followup"),
    (("Åtgärd", "Ansvarig", "Tid", "Mål", "Läget 2025-11-15"), 4, "followup"),
    (("Åtgärd", "Ansvarig", "Tid", "Uppföljning", "Läget i november"), 4, "status"),
    (("Åtgärd", "Ansvarig", "Tid", "Läget"), 3, "status"),
    (("Insats", "Indikator", "När", "Vem", "Uppföljning"), 1, "goal"),
    (("Insats", "Indikator", "Mål", "När", "Vem"), 1, "known"),
    (("Insats", "Indikator", "Målvärde", "När", "Vem"), 2, "known"),
]


@pytest.mark.parametrize(("texts", "index", "role"), IN_A_ROW)
def test_the_whole_header_decides_a_column(texts: tuple[str, ...], index: int, role: str) -> None:
    header = read_header(row(*texts))
    assert header is not None
    assert header.columns[index].role == role


def test_a_table_of_figures_is_no_plan_for_what_it_measures() -> None:
    assert read_header(row("Aktivitet", "Indikator", "Utfall 2024")) is None


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_a_header_text_has_its_role(text: str, role: str) -> None:
    assert header_role(text)[0] == role


def test_problem_is_the_cause_unless_there_is_one() -> None:
    alone = read_header(row("Område", "Problem", "Åtgärd", "Ansvarig"))
    both = read_header(row("Område", "Problem", "Orsak", "Åtgärd", "Ansvarig"))
    assert alone is not None and both is not None
    assert [column.role for column in alone.columns] == ["area", "cause", "measure", "who"]
    assert [column.role for column in both.columns] == ["area", "subarea", "cause", "measure", "who"]


def test_dated_followup_columns_keep_their_dates() -> None:
    header = read_header(row("Insats", "Ansvarig", "Tidplan", "Resultat 2025-05-20", "Resultat 2025-10-15"))
    assert header is not None
    assert [column.date for column in header.columns[3:]] == [date(2025, 5, 20), date(2025, 10, 15)]


def test_an_unknown_column_is_kept_under_its_own_name() -> None:
    header = read_header(row("Åtgärd", "När", "Vem", "Kopplat till nationell strategi"))
    assert header is not None
    assert header.columns[3].role == "unknown"
    assert header.columns[3].header == "Kopplat till nationell strategi"


@pytest.mark.parametrize(
    "texts",
    [
        ("Åtgärden är genomförd enligt plan", "Ansvariga har träffats", "Status är oklar, tidplan saknas"),
        ("Namn", "Funktion", "Telefon"),
        ("Skolbesök", "Våren", "Polisen"),
        ("Åtgärd", "", ""),
        ("Insatser mot klotter", "Löpande", "Fastighetsägare", "Pågår"),
    ],
)
def test_a_row_of_a_plan_is_no_header(texts: tuple[str, ...]) -> None:
    assert read_header(row(*texts)) is None


def test_a_header_in_two_rows_is_one_header() -> None:
    upper = row("Åtgärd", "Ansvarig", "Tid", "", merged=("no", "no", "no", "across"))
    lower = row("Åtgärd", "Ansvarig", "Start", "Slut", merged=("down", "down", "no", "no"))
    assert takes_two_rows(upper, lower)
    header = read_header(upper, lower)
    assert header is not None
    assert [column.role for column in header.columns][:2] == ["measure", "who"]
    assert {column.role for column in header.columns[2:]} <= {"start", "end", "when"}


def test_a_heading_means_what_it_is_given_to_mean() -> None:
    texts = ("Åtgärd", "När", "Vem", "Kopplat till nationell strategi")
    with meaning({"kopplat till  nationell strategi": "goal", "Vem": "comment"}):
        header = read_header(row(*texts))
        assert header is not None
        assert [column.role for column in header.columns] == ["measure", "when", "comment", "goal"]
    assert [column.role for column in read_header(row(*texts)).columns] == ["measure", "when", "who", "unknown"]
