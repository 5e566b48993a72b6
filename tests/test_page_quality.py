"""Plankvalitet: its sentence, that it shows what the questions answer, and that each number opens just its rows."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import plans_by_hand as hand
import pytest
import streamlit as st
from openpyxl import load_workbook
from plans_by_hand import Line
from test_figures import HOSTILE, read
from test_pages import ask, follow, shown, visit

from data.filters import Filters
from loaders.records import Area, Doubt, LoneCause, Place, Plan
from pages.parts import words
from pages.plankvalitet import charts

EKBY = "Ekby 2024"
DAY = date(2024, 11, 13)
Fill = Callable[[list[Plan]], None]
WHOLE: dict[str, Any] = {
    "goal": "40 hushåll är besökta",
    "actors": ("person:Eva Ek",),
    "who": "Eva Ek",
    **hand.by(date(2024, 12, 31)),
}
N = 77


def plain(html: str) -> str:
    return read(html).text.replace(words.NBSP, " ")


def demands(asked: int = N, goal_column: bool = True, due: int | None = None, **lacking: int) -> list[dict[str, Any]]:
    return [
        {
            "demand": code,
            "area": "",
            "measures": due if code == "followup" and due is not None else asked,
            "lacking": lacking.get(code, 0),
            "in_document": goal_column or code not in ("goal", "measurable"),
        }
        for code in charts.DEMANDS
    ]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (demands(), "Planen har orsak, mätbart mål, ansvarig, tid och uppföljning för alla 77 åtgärder."),
        (demands(1), "Planen har orsak, mätbart mål, ansvarig, tid och uppföljning för sin enda åtgärd."),
        (demands(due=0), "Planen har orsak, mätbart mål, ansvarig och tid för alla 77 åtgärder."),
        (demands(goal=56, measurable=75, owner=3, named=16), "56 av 77 åtgärder saknar operativt mål. Orsak, ansvarig, tid och uppföljning finns nästan överallt."),
        (demands(goal=6, measurable=41), "35 av 77 åtgärder har mål som inte går att mäta. Orsak, ansvarig, tid och uppföljning finns överallt."),
        (demands(named=28), "28 av 77 åtgärder namnger ingen person eller funktion. Orsak, ansvarig, tid, operativt mål och uppföljning finns överallt."),
        (demands(owner=5, named=5), "5 av 77 åtgärder saknar ansvarig. Orsak, tid, operativt mål och uppföljning finns överallt."),
        (demands(4, cause=4, owner=4, named=4, time=4, goal=4, measurable=4, followup=4), "4 av 4 åtgärder saknar orsak."),
        (demands(1, goal=1, measurable=1), "1 av 1 åtgärd saknar operativt mål. Orsak, ansvarig, tid och uppföljning finns överallt."),
        (demands(39, goal_column=False, goal=39, measurable=39, named=28), "Planen har ingen kolumn för operativt mål. 28 av 39 åtgärder namnger ingen person eller funktion. Orsak, ansvarig, tid och uppföljning finns överallt."),
        (demands(39, goal_column=False, goal=39, measurable=39), "Planen har ingen kolumn för operativt mål. Resten finns för alla 39 åtgärder."),
        (demands(0), "Alla 5 åtgärder är borttagna ur planen."),
    ],
)  # fmt: skip
def test_sentence(found: list[dict[str, Any]], said: str) -> None:
    assert plain(charts.sentence(found, 5)) == said


def test_every_demand_has_its_words_and_its_selections() -> None:
    assert charts.DEMANDS.keys() == charts.LACKING.keys() == charts.MEETING.keys()


def test_why_a_goal_cannot_be_measured_is_said_with_its_words() -> None:
    row = {"lacks": "time measurable", "goal_lacks": "number date vague", "vague_words": "Verka för"}
    assert charts.lacks_in_words(row) == "tid, mål som går att mäta (inget tal, inget datum, vaga ord: «Verka för»)"
    assert charts.lacks_in_words(row, with_reason=False) == "tid, mål som går att mäta"


@pytest.mark.parametrize("area", ["", "unga", "kriminella_miljoer"])
@pytest.mark.parametrize("as_of", ["", "2024-03-13", "2025-06-01"])
def test_the_page_shows_what_the_questions_answer(by_hand: None, area: str, as_of: str) -> None:
    page = visit("plankvalitet", plan=EKBY, **{k: v for k, v in {"omrade": area, "datum": as_of}.items() if v})
    filters = Filters((EKBY,), as_of=date.fromisoformat(as_of) if as_of else None, areas=(area,) if area else ())
    (key,) = ask("key_figures", filters)
    found = ask("demands", filters)
    within = " i urvalet" if area else ""
    assert page.answer == plain(charts.sentence(found, int(str(key["measures"])), within))
    for row in found:
        measures, lacking = int(str(row["measures"])), int(str(row["lacking"]))
        if not row["area"] and measures:
            assert f"{measures - lacking} av {measures}" in page.text
        elif row["area"] and lacking and not area:
            assert f"{lacking} av {measures}" in page.text
    mend = ask("to_mend", filters)
    for row in mend[: charts.SHOWN]:
        assert str(row["title"]) in page.text
        assert charts.lacks_in_words(row) in page.text
    if len(mend) > charts.SHOWN:
        assert f"Visar {charts.SHOWN} av {len(mend)}." in page.text
    done = ask("done_results", filters)
    silent = sum(not row["result"] for row in done)
    whose = "" if silent < len(done) else "genomförda "
    assert not silent or f"{silent} av {len(done)} {whose}anger inget resultat." in page.text
    questions = ask("doubts", filters)
    for row in questions:
        assert str(row["question"]) in page.text


def test_every_number_opens_just_its_rows(by_hand: None) -> None:
    page = visit("plankvalitet", plan=EKBY)
    filters = Filters((EKBY,))
    expected: dict[str, int] = {"urval=att_ratta": len(ask("to_mend", filters))}
    for row in ask("demands", filters):
        measures, lacking, code = int(str(row["measures"])), int(str(row["lacking"])), str(row["demand"])
        if row["area"] and lacking:
            expected[f"omrade={row['area']}&urval={charts.LACKING[code]}"] = lacking
        if not row["area"] and measures > lacking:
            expected[f"2024&urval={charts.MEETING[code]}"] = measures - lacking
    for row in ask("cause_coverage", filters):
        expected[f"omrade={row['area']}&urval=med_orsak"] = int(str(row["measures"]))
        if row["one"]:
            expected[f"omrade={row['area']}&urval=orsak_en"] = int(str(row["one"]))
    (results,) = [sum(int(str(row["without_result"])) for row in ask("results", filters))]
    expected["urval=utan_resultat"] = results
    assert len(expected) > 20
    for tail, number in expected.items():
        assert shown(follow(next(href for href in page.hrefs if href.endswith(tail)))) == number, tail


def test_a_plan_with_nothing_lacking_says_so(filled: Fill) -> None:
    lines = [Line("Besöka", "pagar", "Pågår", **WHOLE), Line("Ringa", "genomford", "65 föräldrar kom", **WHOLE)]
    filled([hand.plan("a.xlsx", lines, followed_up=DAY)])
    page = visit("plankvalitet")
    assert page.answer == "Planen har orsak, mätbart mål, ansvarig, tid och uppföljning för alla 2 åtgärder."
    for said in (
        "Ingen åtgärd saknar något av det som metoden kräver.",
        "Ingen orsak saknar åtgärd. Ingen åtgärd saknar orsak.",
        "Ingen åtgärd säger emot sig själv.",
        "Av 1 genomförd åtgärd anger 1 hur många som nåddes. Alla anger något resultat.",
        "Läsningen har inga öppna frågor.",
    ):
        assert said in page.text
    assert not page.app.get("download_button")


def test_a_plan_without_the_column_says_so_beside_the_number(filled: Fill) -> None:
    plan = hand.plan("a.xlsx", [Line("Besöka", "pagar", "Pågår", **{**WHOLE, "goal": ""})], followed_up=DAY)
    filled([replace(plan, headings=tuple((role, role) for role in ("cause", "measure", "when", "who", "followup")))])
    page = visit("plankvalitet")
    assert page.answer.startswith("Planen har ingen kolumn för operativt mål.")
    assert "0 av 1 planen har ingen kolumn för det" in page.text


def test_a_contradiction_stands_with_both_sides_and_opens_its_rows(filled: Fill) -> None:
    line = Line(
        "Hålla möte", "genomford", status_text="Genomfört", followups=((DAY, "Hålls den 20 december.", "ej_paborjad"),)
    )
    filled([hand.plan("a.xlsx", [line, Line("Annat", "pagar", "Pågår")], followed_up=DAY)])
    page = visit("plankvalitet")
    assert "1 av 2 åtgärder säger emot sig själv." in page.text
    for said in ("«Hålls den 20 december»", "Är den genomförd, eller ligger den framåt?", "Polisen"):
        assert said in page.text
    assert shown(follow(next(href for href in page.hrefs if href.endswith("urval=motsagelser")))) == 1
    opened = follow(next(href for href in page.hrefs if href.startswith("atgard")))
    assert opened.answer == "Hålla möte"
    assert next(href for href in opened.hrefs if "plankvalitet" in href), "åtgärden hittar tillbaka"


def test_causes_without_measures_are_named_with_their_place(filled: Fill) -> None:
    plan = hand.plan("a.xlsx", [Line("Byta lampor", cause="Mörker"), Line("Klippa", cause="")], followed_up=DAY)
    lone = (LoneCause("Stölder i butik", Place(table=1, row=9)), Area("platser", "", "", "för hand"))
    filled([replace(plan, lone_causes=(lone,))])
    page = visit("plankvalitet")
    assert "1 orsak saknar åtgärd. 1 åtgärd saknar orsak." in page.text
    assert "Stölder i butik Otrygga platser · a.xlsx, tabell 1, rad 9" in page.text


def test_the_readings_questions_wait_here(filled: Fill) -> None:
    doubts = tuple(Doubt(f"Vad är rad {n}?", Place(table=1, row=n), "text") for n in range(1, 10))
    filled([hand.plan("a.xlsx", [Line("Byta")], followed_up=DAY, doubts=doubts)])
    page = visit("plankvalitet")
    assert "9 frågor väntar på svar" in page.text
    assert "Visa 2 frågor till" in page.text


def test_an_empty_selection_offers_the_way_out(by_hand: None) -> None:
    page = visit("plankvalitet", plan=EKBY, omrade="ovrigt")
    assert page.answer == "Inga åtgärder stämmer med filtren. Rensa filter"


def test_the_measures_page_tells_the_goals_reading_with_its_words(filled: Fill) -> None:
    lines = [
        Line("Vag", "genomford", "65 föräldrar kom", goal="Verka för trygghet"),
        Line("Mätbar", "pagar", "Pågår", **WHOLE),
        Line("Utan mål", "genomford", "Genomfört"),
    ]
    filled([hand.plan("a.xlsx", lines, followed_up=DAY)])
    numbers = {str(row["title"]): str(row["measure"]) for row in ask("measures")}
    vague = visit("atgard", atgard=numbers["Vag"])
    assert "Går inte att mäta: inget tal, inget datum, vaga ord: «Verka för»" in vague.text
    assert "<mark>Verka för</mark>" in vague.html
    assert "Anger hur många som nåddes" in vague.text
    assert "<mark>65 föräldrar</mark>" in vague.html
    assert "Går att mäta" in visit("atgard", atgard=numbers["Mätbar"]).text
    bare = visit("atgard", atgard=numbers["Utan mål"]).text
    assert "Anger inget resultat" in bare
    assert "Går inte att mäta" not in bare


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    given: dict[str, bytes] = {}

    def button(label: str, data: Callable[[], bytes], *_: object, **__: object) -> None:
        given[label] = data()

    monkeypatch.setattr(st, "download_button", button)
    return given


def test_the_list_to_mend_is_taken_away_whole(filled: Fill, downloads: dict[str, bytes]) -> None:
    lines = [
        Line(said, "pagar", said, goal=f"{said} verka för {said}", cause=said, who=said, actors=()) for said in HOSTILE
    ]
    filled([hand.plan("a.xlsx", [*lines, Line("Hel", "pagar", "Pågår", **WHOLE)], followed_up=DAY)])
    page = visit("plankvalitet")
    assert all(said in page.text for said in HOSTILE[: charts.SHOWN])
    assert not {tag for piece in page.pieces for tag in read(piece).tags} & {"script", "img", "b2"}
    book = load_workbook(io.BytesIO(downloads[f"Hämta Excel ({len(HOSTILE)})"]))
    sheet = book["Att rätta"]
    assert [cell.value for cell in sheet[1]] == list(charts.MEND_COLUMNS)
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == [row["title"] for row in ask("to_mend")]
    assert {row[3] for row in rows} == {"ansvarig, tid, mål som går att mäta"}
    assert {row[5] for row in rows} == {line.goal for line in lines}
    assert any("vaga ord: «verka för»" in str(row[6]) for row in rows)
    assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
    assert "1 av" not in str(book["Om urvalet"]["B2"].value)
