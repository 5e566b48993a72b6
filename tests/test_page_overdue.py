"""Försenade through dashboard.py: what is late is what the questions answer, said right for none, one and many."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import plans_by_hand as hand
import pytest
import streamlit as st
from openpyxl import load_workbook
from plans_by_hand import Line
from test_calendar import parsed, text
from test_figures import HOSTILE, read
from test_pages import Page, ask, follow, shown, visit

from data import corrections
from data.filters import Filters
from loaders.records import Doubt, Place, Plan
from pages.forsenade import charts
from pages.parts import cache, exports, words
from pages.parts.links import Links

EKBY = "Ekby 2024"
NOVEMBER = date(2024, 11, 13)
DECEMBER = date(2024, 12, 31)
LINKS = Links({"plan": EKBY})
Fill = Callable[[list[Plan]], None]


def plain(html: str) -> str:
    return read(html).text.replace(words.NBSP, " ")


def late(*days: date, status: str = "pagar") -> list[dict[str, Any]]:
    return [{"end_date": day, "status": status} for day in days]


@pytest.mark.parametrize(
    ("counted", "measures", "found", "said"),
    [
        (77, 82, [], "Ingen åtgärd är försenad per 13 november 2024."),
        (77, 82, late(DECEMBER), "1 av 77 åtgärder är försenad per 13 november 2024. Den hade slutdatum 31 december 2024."),
        (77, 82, late(NOVEMBER, DECEMBER), "2 av 77 åtgärder är försenade per 13 november 2024."),
        (77, 82, late(DECEMBER, DECEMBER), "2 av 77 åtgärder är försenade per 13 november 2024. Båda hade slutdatum 31 december 2024."),
        (77, 82, late(DECEMBER, NOVEMBER, DECEMBER), "3 av 77 åtgärder är försenade per 13 november 2024. 2 av dem hade slutdatum 31 december 2024."),
        (77, 82, late(*[DECEMBER] * 3), "3 av 77 åtgärder är försenade per 13 november 2024. Alla 3 hade slutdatum 31 december 2024."),
        (77, 82, late(DECEMBER, DECEMBER, NOVEMBER, NOVEMBER), "4 av 77 åtgärder är försenade per 13 november 2024."),
        (1, 1, late(DECEMBER), "Urvalets enda åtgärd är försenad per 13 november 2024. Den hade slutdatum 31 december 2024."),
        (1, 3, [], "Urvalets enda åtgärd är inte försenad per 13 november 2024."),
        (0, 1, [], "Urvalets enda åtgärd är borttagen ur planen."),
        (0, 4, [], "Alla 4 åtgärder är borttagna ur planen."),
    ],
)  # fmt: skip
def test_sentence(counted: int, measures: int, found: list[dict[str, Any]], said: str) -> None:
    assert plain(charts.sentence({"counted": counted, "measures": measures}, found, "per 13 november 2024")) == said


@pytest.mark.parametrize(
    ("known", "unknown", "gap", "said"),
    [
        (2, 0, "", ""),
        (0, 0, "Länge sedan.", "Länge sedan."),
        (0, 1, "", "Den är inte uppföljd, så den kan vara klar."),
        (0, 2, "", "Ingen av dem är uppföljd, så de kan vara klara."),
        (2, 1, "", "1 av dem är inte uppföljd och kan vara klar."),
        (2, 3, "Länge sedan.", "Länge sedan. 3 av dem är inte uppföljda och kan vara klara."),
    ],
)
def test_what_the_sentence_cannot_know(known: int, unknown: int, gap: str, said: str) -> None:
    found = late(*[DECEMBER] * known) + late(*[DECEMBER] * unknown, status="ej_uppfoljd")
    assert plain(charts.doubt(found, gap, LINKS)) == said


@pytest.mark.parametrize(
    ("counts", "open_measures", "said"),
    [
        ({}, 0, "Ingen åtgärd är öppen."),
        ({}, 3, "Alla öppna åtgärder har slutdatum."),
        ({"start": 1}, 3, "Den saknar slutdatum: 1 har bara start. Visa den"),
        (
            {"ongoing": 9, "recurring": 4, "on_demand": 2, "start": 3},
            30,
            "De saknar slutdatum: 9 är löpande, 4 återkommande, 2 vid behov och 3 har bara start. Visa dem",
        ),
        (
            {"deadline": 1, "unset": 2},
            30,
            "De saknar slutdatum: 1 har ett slut utan bestämd dag och 2 har ingen tid satt. Visa dem",
        ),
    ],
)
def test_what_cannot_be_late(counts: dict[str, int], open_measures: int, said: str) -> None:
    found = [{"timing": timing, "measures": number} for timing, number in counts.items()]
    assert plain(charts.cannot_be_late(found, open_measures, LINKS)) == said


def test_every_timing_has_its_words() -> None:
    for timing in words.TIMINGS:
        assert "1 " in plain(charts.cannot_be_late([{"timing": timing, "measures": 1}], 1, LINKS))


@pytest.mark.parametrize("area", ["", "unga", "kriminella_miljoer"])
@pytest.mark.parametrize("as_of", ["", "2024-03-13", "2025-06-01"])
@pytest.mark.parametrize("view", ["", "ansvarig"])
def test_the_page_shows_what_the_questions_answer(by_hand: None, area: str, as_of: str, view: str) -> None:
    query = {"omrade": area, "datum": as_of, "vy": view}
    page = visit("forsenade", plan=EKBY, **{name: value for name, value in query.items() if value})
    filters = Filters((EKBY,), as_of=date.fromisoformat(as_of) if as_of else None, areas=(area,) if area else ())
    (key,) = ask("key_figures", filters)
    found = ask("overdue", filters)
    assert len(found) == key["overdue"]
    judged = words.judged_at(filters.as_of or NOVEMBER, whole_year=False)
    assert page.answer == plain(charts.sentence(key, found, judged, " i urvalet" if area else ""))
    for row in found:
        assert str(row["title"]) in page.text
        assert f"<b>{row['days_late']}</b>" in page.html
    if found and view:
        for row in ask("overdue_by_actor", filters):
            name = str(row["actor"]) or "Saknar ansvarig"
            assert f"{name}: {row['overdue']} försenad" in page.text
    elif found:
        for name in {str(row["area"]) for row in found}:
            number = sum(row["area"] == name for row in found)
            assert f"{words.AREAS[name]}: {number} försenad" in page.text
    else:
        coming = [row for row in ask("open_deadlines", filters) if not row["overdue"]]
        assert all(str(row["title"]) in page.text for row in coming)
        assert "Närmast" in page.text
    (due,) = ask("followup_due", filters)
    missing = ask("missing_followup", filters)
    assert len(missing) == due["missing_followup"] == key["missing_followup"]
    if missing:
        assert f"{len(missing)} av {due['due']} åtgärder vars period har gått ut." in page.text
    undated = sum(int(str(row["measures"])) for row in ask("cannot_be_overdue", filters))
    (load,) = ask("workload", filters)
    assert not undated or f"{undated} av {load['open']} {'öppen' if load['open'] == 1 else 'öppna'}" in page.text


@pytest.mark.parametrize("view", ["", "ansvarig"])
def test_every_figure_opens_just_its_rows(by_hand: None, view: str) -> None:
    page = visit("forsenade", plan=EKBY, **({"vy": view} if view else {}))
    filters = Filters((EKBY,))
    late_ones = ask("overdue", filters)
    expected = {
        "urval=saknar_uppfoljning": len(ask("missing_followup", filters)),
        "urval=kan_inte_bli_forsenade": sum(int(str(row["measures"])) for row in ask("cannot_be_overdue", filters)),
        "urval=forsenade&status=ej_uppfoljd": sum(row["status"] == "ej_uppfoljd" for row in late_ones),
    }
    assert all(expected.values()), "registret för hand har något av varje"
    for row in ask("cannot_be_overdue", filters):
        expected[f"urval=kan_inte_bli_forsenade&tid={row['timing']}"] = int(str(row["measures"]))
    for row in ask("overdue_by_actor", filters) if view else ():
        who = (
            f"ansvarig={row['kind']}%3A{str(row['actor']).replace(' ', '%20')}"
            if row["actor"]
            else "urval=utan_ansvarig"
        )
        expected[f"urval=forsenade&{who}"] = int(str(row["overdue"]))
    for row in () if view else late_ones:
        expected[f"omrade={row['area']}&urval=forsenade"] = sum(one["area"] == row["area"] for one in late_ones)
    for tail, number in expected.items():
        assert shown(follow(next(href for href in page.hrefs if href.endswith(tail)))) == number, tail


def test_the_gap_since_the_latest_followup_is_said_once_and_on_top(by_hand: None) -> None:
    page = visit("forsenade", plan=EKBY, datum="2024-12-14")
    said = "Senaste uppföljningen är från 13 november 2024, 31 dagar före det datum du valt."
    assert page.text.count(said) == 1
    assert page.text.index(said) < page.text.index("Dagar sen")
    assert "Bedömt per 14 december 2024. Borttagna räknas bara i andelen uppföljda." in page.text


def test_the_next_ten_end_dates_stand_first_and_the_rest_are_folded(filled: Fill) -> None:
    lines = [Line(f"Sak {n:02}", "pagar", "Pågår", **hand.by(date(2024, 12, n))) for n in range(1, 14)]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("forsenade")
    assert page.answer == "Ingen åtgärd är försenad per 13 november 2024."
    assert "Närmast 10 av 13 öppna slutdatum" in page.text
    assert "Visa 3 senare slutdatum" in page.text
    first = page.html.index('<details class="more">')
    assert page.html.index("Sak 10") < first < page.html.index("Sak 11")
    assert "<b>18</b>" in page.html, "1 december är 18 dagar efter 13 november"
    assert "Inget slutdatum eller planår har passerat än." in page.text


def test_what_is_late_by_a_date_that_its_text_has_moved_says_so_until_somebody_answers(filled: Fill) -> None:
    question = "Texten säger att åtgärden flyttats till mars 2025: ska slutdatumet vara 2025-03-31?"
    asked = Doubt(question, Place(sheet="Plan", table=1, row=4), "Flyttad till mars 2025", "end", 1)
    lines = [Line(name, "pagar", "Flyttad", **hand.by(date(2024, 10, 31))) for name in ("Vandra", "Belysa")]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER, doubts=(asked,))])
    for view in ("", "ansvarig"):
        page = visit("forsenade", vy=view)
        assert "1 av dem har enligt uppföljningen fått ett senare slutdatum" in page.text
        assert page.text.count("flyttat?") == 1
        assert question in page.html
    assert "1 slutdatum kan ha flyttats" in visit("oversikt").text
    measure = next(str(row["measure"]) for row in ask("overdue", Filters(plans=(EKBY,))) if row["title"] == "Vandra")
    corrections.correct(cache.connection(), measure, "end", "2025-03-31", "Flyttad", "Eva Ek")
    page = visit("forsenade")
    assert page.answer.startswith("1 av 2 åtgärder är försenad")
    assert "flyttat?" not in page.text


def test_nothing_ahead_is_said(filled: Fill) -> None:
    filled(
        [hand.plan("a.xlsx", [Line("Klar", "genomford", "Klart"), Line("Byta", "pagar", "x")], followed_up=NOVEMBER)]
    )
    page = visit("forsenade")
    assert "Ingen öppen åtgärd har ett slutdatum framför sig." in page.text
    assert "1 av 1 öppen åtgärd" in page.text
    assert not page.app.get("download_button")


def test_a_followup_of_the_whole_year_is_judged_after_it(filled: Fill) -> None:
    lines = [Line(f"Sak {n}", "pagar", "Pågår", **hand.by(DECEMBER)) for n in range(3)]
    filled([hand.plan("a.xlsx", lines, whole_year=True)])
    assert visit("forsenade").answer.startswith("3 av 3 åtgärder är försenade efter 2024 års slut.")


Download = dict[str, tuple[str, bytes]]


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> Download:
    """What the page's download buttons give: label to file name and content."""
    given: Download = {}

    def button(label: str, data: Callable[[], bytes], file_name: str, *_: object, **__: object) -> None:
        given[label] = (file_name, data())

    monkeypatch.setattr(st, "download_button", button)
    return given


@pytest.mark.parametrize("as_of", ["2024-11-13", "2024-03-13", "2025-06-01"])
def test_what_is_taken_away_is_what_is_shown(by_hand: None, downloads: Download, as_of: str) -> None:
    visit("forsenade", plan=EKBY, datum=as_of)
    filters = Filters((EKBY,), as_of=date.fromisoformat(as_of))
    deadlines = ask("open_deadlines", filters)
    listed = ask("overdue", filters) or deadlines

    name, content = downloads["Hämta kalender (.ics)"]
    assert name == f"slutdatum-ekby-2024-{as_of}.ics"
    own, events = parsed(content)
    assert own["X-WR-CALNAME"] == "Slutdatum Ekby 2024"
    assert [text(event["SUMMARY"]) for event in events] == [f"Slutdatum: {row['title']}" for row in deadlines]
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [f"{row['end_date']:%Y%m%d}" for row in deadlines]
    assert {event["DTSTAMP"] for event in events} == {f"{as_of.replace('-', '')}T000000Z"}
    assert any("Ansvarig: Saknas" in text(event["DESCRIPTION"]) for event in events)

    _, content = downloads[f"Hämta Excel ({len(listed)})"]
    sheet = load_workbook(io.BytesIO(content))["Åtgärder"]
    head = [cell.value for cell in sheet[1]]
    assert head == list(exports.EXPORT_COLUMNS)
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[head.index("Åtgärd")] for row in rows] == [row["title"] for row in listed]
    assert [row[head.index("Försenad, dagar")] for row in rows] == [row.get("days_late") for row in listed]


def test_the_same_measure_keeps_its_event_from_day_to_day(by_hand: None, downloads: Download) -> None:
    uids = []
    for day in ("2024-11-13", "2025-06-01"):
        visit("forsenade", plan=EKBY, datum=day)
        _, events = parsed(downloads["Hämta kalender (.ics)"][1])
        uids.append({event["SUMMARY"]: event["UID"] for event in events})
    assert uids[0] == uids[1]


def test_hostile_text_stays_text_in_all_that_is_taken_away(filled: Fill, downloads: Download) -> None:
    lines = [
        Line(said, "pagar", said, who=said, actors=(f"person:{said}",), **hand.by(date(2024, 5, 1))) for said in HOSTILE
    ]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    for view in ("", "ansvarig"):
        page: Page = visit("forsenade", **({"vy": view} if view else {}))
        assert all(said in page.text for said in HOSTILE)
        assert not {tag for piece in page.pieces for tag in read(piece).tags} & {"script", "img", "b2"}
    _, events = parsed(downloads["Hämta kalender (.ics)"][1])
    assert {text(event["SUMMARY"]).removeprefix("Slutdatum: ") for event in events} == set(HOSTILE)
    sheet = load_workbook(io.BytesIO(downloads[f"Hämta Excel ({len(HOSTILE)})"][1]))["Åtgärder"]
    assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]


def test_dates_that_moved_are_listed_with_every_date_and_open_their_rows(filled: Fill) -> None:
    days = [(date(2024, 3, 1), date(2024, 5, 1)), (date(2024, 6, 1), date(2024, 9, 1)), (NOVEMBER, DECEMBER)]
    filled(
        [
            hand.plan(
                f"{day}.xlsx",
                [
                    Line("Ringa alla", "pagar", "Pågår", **hand.by(end)),
                    Line(
                        "Besöka torget", "pagar", "Pågår", **hand.by(date(2024, 8, 1) if day < NOVEMBER else NOVEMBER)
                    ),
                    Line("Stå kvar", "pagar", "Pågår", **hand.by(DECEMBER)),
                ],
                followed_up=day,
            )
            for day, end in days
        ]
    )
    page = visit("forsenade", plan=EKBY)
    said = page.text.replace(words.NBSP, " ")
    section = said[said.index("Datum som flyttats") :]
    assert "2 åtgärder, flest flyttar först" in section
    assert "1 maj 2024 → 1 sep 2024 → 31 dec 2024" in section
    assert section.index("2 gånger") < section.index("1 aug 2024 → 13 nov 2024") < section.index("1 gång")
    assert "Stå kvar" not in section
    assert shown(visit("utforska", plan=EKBY, urval="flyttat_slutdatum")) == 2
    earlier = visit("forsenade", plan=EKBY, datum="2024-06-01").text.replace(words.NBSP, " ")
    assert "1 åtgärd, flest flyttar först" in earlier
    assert "1 maj 2024 → 1 sep 2024" in earlier
    assert "→ 31 dec 2024" not in earlier


def test_nothing_moved_is_said_and_why_nothing_can_be_seen() -> None:
    assert "enda dokument" in plain(charts.moved([], 1, LINKS, LINKS))
    assert (
        plain(charts.moved([], 2, LINKS, LINKS, " i urvalet"))
        == "Inget slutdatum i urvalet har flyttats från ett dokument till nästa."
    )


def test_a_moved_date_may_have_become_none_and_its_text_is_only_text() -> None:
    line = {
        "measure": "m", "title": HOSTILE[0], "area": "unga", "light": "grey", "day": NOVEMBER, "before": "2024-05-01",
        "after": "ongoing", "document": HOSTILE[0], "moved": 1,
    }  # fmt: skip
    shown_ = charts.moved([line], 2, LINKS, LINKS)
    assert "1 maj 2024 → Löpande" in plain(shown_)
    assert read(shown_).text.count(HOSTILE[0]) >= 2
    assert charts.moved_sheet([line]).rows[0][2:4] == ["1\u00a0maj\u00a02024", "Löpande"]
