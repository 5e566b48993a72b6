"""Beslutsunderlag: only what needs the steering group, under the party that carries it, with why and what to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from test_pages import ROOT, Page, ask, visit

from data import intake, store
from data.filters import Filters
from loaders.records import Obstacle
from pages.parts import cache

DAY = date(2024, 11, 13)
SCHOOL = ("organisation:Skolan@Skolan",)
BOTH = (*SCHOOL, "organisation:Polisen@Polisen")
FOR_SCHOOL = Obstacle("waiting", "Väntar på", "väntar på", "skolan", "Skolan")
FOR_POLICE = Obstacle("waiting", "inväntar", "väntar på", "polisen", "Polisen")
LINES = [
    Line("Besöka torget", "pagar", "Väntar på skolan sedan i maj.", obstacle=FOR_SCHOOL),
    Line("Tala om droger", "pagar", "Vi inväntar polisen.", actors=SCHOOL, who="Skolan", obstacle=FOR_POLICE),
    Line("Dela lägesbild", "ej_paborjad", "Inte börjat.", actors=BOTH, who="Skolan, polisen"),
    Line("Hitta en lokal", "pagar", "Letar.", actors=(), who="", **hand.by(date(2024, 11, 1))),
    Line("Gå en runda", "genomford", "Klart."),
]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list[Line]], None]]:
    path = tmp_path / "register.duckdb"
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)

    def fill(lines: list[Line]) -> None:
        con = store.open(path)
        intake.keep(con, hand.content("x.xlsx"), hand.plan("x.xlsx", lines, followed_up=DAY), "Test")
        con.close()

    yield fill
    cache.forget()


def decisions(**query: str) -> Page:
    return visit("beslut", plan="Ekby 2024", **query)


def test_each_measure_stands_under_its_party_with_why_and_what_to_decide(
    served: Callable[[list[Line]], None],
) -> None:
    served(LINES)
    page = decisions()
    found = ask("decisions", Filters(("Ekby 2024",)))
    assert page.answer == (
        f"{len(found)} av {len(LINES)} åtgärder behöver ett beslut. De ligger hos 2 parter. "
        "2 åtgärder väntar på någon annan."
    )
    assert "Gå en runda" not in page.text
    places = [
        page.text.index(text)
        for text in (
            "Polisen: 1 åtgärd", "Besöka torget", "Skolan: 1 åtgärd", "Tala om droger",
            "Delas av flera parter: 1 åtgärd", "Dela lägesbild", "Ingen part framgår: 1 åtgärd", "Hitta en lokal",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    for row in found:
        assert str(row["question"]) in page.text
        assert any(f"atgard={row['measure']}" in href and "fran=beslut" in href for href in page.hrefs)
    assert "12 dagar sen, saknar ansvarig" in page.text
    assert "<mark>Väntar på</mark> skolan sedan i maj." in page.html


def test_parties_that_wait_for_each_other_are_named(served: Callable[[list[Line]], None]) -> None:
    served(LINES)
    assert "Polisen och Skolan väntar på varandra, i 2 åtgärder." in decisions().text


def test_the_parties_of_what_several_share_are_counted(served: Callable[[list[Line]], None]) -> None:
    served(LINES[2:4])
    assert "De ligger hos 2 parter." in decisions().answer


def test_the_status_column_and_the_followup_are_told_apart(served: Callable[[list[Line]], None]) -> None:
    served([replace(LINES[2], status_text="Inställt", text="Ledaren är sjuk.")])
    assert "«Inställt · Ledaren är sjuk.»" in decisions().text


def test_a_party_that_waits_for_another_is_named(served: Callable[[list[Line]], None]) -> None:
    served(LINES[:1])
    assert "Polisen väntar på Skolan i 1 åtgärd." in decisions().text


def test_a_line_that_rests_on_an_unsure_reading_says_so(served: Callable[[list[Line]], None]) -> None:
    served([replace(LINES[2], status_doubt="Har den börjat?"), LINES[3]])
    page = decisions()
    assert "1 av åtgärderna vilar på något som är osäkert läst." in page.answer
    assert "osäkert läst status" in page.text
    assert page.html.count(">osäkert läst<") == 1


def test_nothing_to_decide(served: Callable[[list[Line]], None]) -> None:
    served([LINES[-1]])
    page = decisions()
    assert page.answer == "Inget behöver styrgruppens beslut just nu."
    assert "<table" not in page.html


def test_the_overview_leads_here_with_the_filters_kept(served: Callable[[list[Line]], None]) -> None:
    served(LINES)
    page = visit("oversikt", plan="Ekby 2024", omrade="unga", datum="2024-12-01")
    (href,) = [href for href in page.hrefs if href.startswith("beslut?")]
    assert "omrade=unga" in href
    assert "datum=2024-12-01" in href


def test_a_measure_finds_its_way_back_here(served: Callable[[list[Line]], None]) -> None:
    served(LINES)
    measure = str(ask("decisions")[0]["measure"])
    page = visit("atgard", plan="Ekby 2024", atgard=measure, fran="beslut")
    assert any(href.startswith("beslut?") for href in page.hrefs)


def test_the_obstacle_stands_on_the_measures_own_page_with_its_words(served: Callable[[list[Line]], None]) -> None:
    lack = Obstacle("lack", "Brist på", "brist på")
    served([*LINES, Line("Bemanna gården", "pagar", "Brist på ledare.", obstacle=lack)])
    said = {
        "Besöka torget": ("<mark>Väntar på skolan</mark> sedan i maj.", "Väntar på: skolan (Skolan)"),
        "Tala om droger": ("Vi <mark>inväntar polisen</mark>.", "Väntar på: polisen (Polisen)"),
        "Bemanna gården": ("<mark>Brist på</mark> ledare.", "Något som behövs saknas"),
        "Gå en runda": None,
    }
    ids = {str(row["title"]): str(row["measure"]) for row in ask("measures", Filters(("Ekby 2024",)))}
    for title, found in said.items():
        page = visit("atgard", plan="Ekby 2024", atgard=ids[title])
        assert ('data-head="Uppgift">Hinder' in page.html) == (found is not None), title
        if found:
            marked, understood = found
            html = page.html.replace("</mark> <mark>", " ")
            assert marked in html
            assert understood in page.text


def test_the_reason_is_quoted_from_where_the_plan_gives_it(served: Callable[[list[Line]], None]) -> None:
    both = Line("Hålla rådslag", "ej_genomford", "Metoden finns.", status_text="Ej genomfört. Behovet löstes ändå.")
    served([both, Line("Ge ut en skrift", "ej_genomford", "Blev inte av.", status_text="Blev inte av.")])
    said = decisions().text
    assert "«Ej genomfört. Behovet löstes ändå. Metoden finns.»" in said
    assert "«Blev inte av.»" in said
