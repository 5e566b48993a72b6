"""«Är det samma person?» through dashboard.py: asked on Arbetsbelastning, answered with a click, told on Åtgärd."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import plans_by_hand as hand
import pytest
import served
from test_accessibility import grave
from test_browser import Visit
from test_pages import Page, ask, follow, shown, visit
from test_person_register import PLANS, carried

from data import intake, store
from data.filters import Filters
from loaders.records import Plan
from pages.parts import words
from pages.parts.names import questions

EKBY = "Ekby 2024"
CHOSEN = Filters((EKBY,))
Fill = Callable[[list[Plan]], None]


@pytest.fixture
def ekby(filled: Fill) -> None:
    filled(list(PLANS))


def workload(**query: str) -> Page:
    return visit("arbetsbelastning", plan=EKBY, vy="personer", **query)


def signed(page: Page, who: str = "Bo Berg") -> Page:
    (name,) = [field for field in page.app.text_input if field.label == "Ditt namn"]
    name.set_value(who)
    return page


def click(page: Page, label: str, number: int = 0) -> Page:
    [button for button in page.app.button if button.label == label][number].click()
    return Page(page.app.run())


def carrying(page: Page) -> list[str]:
    """The names that the bars show."""
    return [part.split('"')[0] for part in page.html.split('<span class="name" title="')[1:]]


def test_every_question_is_asked_with_where_its_names_stand(ekby: None) -> None:
    page = workload()
    assert "Är det samma person? 2 frågor om namn" in page.text
    assert "2 frågor om namn är obesvarade, så en person kan stå på två rader. Är det samma person?" in page.text
    for one in questions(ask("person_questions", CHOSEN)):
        if one.kind != "alone":
            assert one.asked in page.text and one.why in page.text
        for standing in (one.name, *one.others):
            if standing.measures:
                tail = f"ansvarig=person%3A{quote(standing.name)}"
                href = next(href for href in page.hrefs if href.endswith(tail))
                assert shown(follow(href)) == standing.measures, standing.name
            else:
                assert f"{standing.name} står i {standing.plans}" in page.text
    assert "Bara förnamn, och inget fullt namn i planerna börjar så: Oskar 1 åtgärd." in page.text
    for row in ask("person_spellings", CHOSEN):
        assert f"«{row['spelling']}» i {row['measures']} åtgärd" in page.text
        href = next(href for href in page.hrefs if href.endswith(f"ansvarig=person%3A{quote(str(row['spelling']))}"))
        assert shown(follow(href)) == row["measures"]
    assert "Nadia" not in page.answer


def test_an_answer_changes_every_figure_and_is_taken_back(ekby: None) -> None:
    page = workload()
    assert {"Eric Nyman", "Erik Nyman"} <= set(carrying(page))
    before = ask("workload_by_actor", CHOSEN)
    page = click(signed(page), "Samma person")
    assert "Svaret är sparat: Eric Nyman och Erik Nyman är samma person. Alla siffror följer det." in page.text
    assert "Eric Nyman" in carrying(page) and "Erik Nyman" not in carrying(page)
    assert "Är det samma person? 1 fråga om namn" in page.text
    assert "Eric Nyman och Erik Nyman är samma person. Bo Berg," in page.text
    page = click(page, "Ångra svaret")
    assert "Svaret är ångrat." in page.text
    assert ask("workload_by_actor", CHOSEN) == before
    assert "2 frågor om namn" in page.text


def test_a_first_name_is_answered_with_one_of_those_it_may_be(ekby: None) -> None:
    page = click(signed(workload()), "Det är Nadia Haddad")
    assert "Nadia" not in carrying(page)
    (row,) = [row for row in ask("workload_by_actor", CHOSEN) if row["actor"] == "Nadia Haddad"]
    assert row["open"] == 2


def test_none_of_them_is_an_answer_too(ekby: None) -> None:
    page = click(signed(workload()), "Ingen av dem")
    assert "Nadia" in carrying(page) and "Vem är «Nadia»" not in page.text
    assert "1 fråga om namn" in page.text


def test_what_a_rule_joined_is_taken_apart(ekby: None) -> None:
    page = click(signed(workload()), "Olika personer", 1)  # the first is that of the near names
    assert {"Eva", "Eva Ek"} <= set(carrying(page))


def test_nobody_answers_without_a_name(ekby: None) -> None:
    before = ask("workload_by_actor", CHOSEN)
    page = click(workload(), "Samma person")
    assert "Skriv vem som avgör." in page.text
    assert ask("workload_by_actor", CHOSEN) == before and ask("person_decisions", CHOSEN) == []


def test_the_measure_tells_who_it_was_taken_for_and_why(ekby: None) -> None:
    (measure,) = [row["measure"] for row in ask("measures", CHOSEN) if row["title"] == "Ordna sommarjobb"]
    page = visit("atgard", atgard=str(measure))
    assert "Eva Ek (person)" in page.text
    assert "Står som «Eva». Ingen annan med fullt namn i distriktet heter Eva i förnamn." in page.text
    (measure,) = [row["measure"] for row in ask("measures", CHOSEN) if row["title"] == "Ringa äldre i området"]
    page = visit("atgard", atgard=str(measure))
    assert "Vem är «Nadia»: Nadia Frisk eller Nadia Haddad?" in page.text
    (answer,) = [href for href in page.hrefs if href.endswith("#samma-person")]
    assert "Vem är «Nadia»" in follow(answer).text


def test_a_plan_without_doubt_says_so_and_many_are_folded(filled: Fill) -> None:
    filled(
        [
            hand.plan("a.xlsx", [carried("Sak", "Eva Ek"), carried("Annan", "Bo Berg")]),
            hand.plan(
                "b.xlsx",
                [carried(f"Sak {n}", f"{first} Nyman") for n, first in enumerate(
                    ("Erik", "Eric", "Karin", "Carin", "Katarina", "Catharina", "Tor", "Thor", "Sofia", "Sophia",
                     "Viktor", "Victor")
                )],
                district="Åby",
            ),
        ]
    )  # fmt: skip
    page = workload()
    assert "Är det samma person? inga frågor om namn" in page.text
    assert not page.app.button and "obesvarade" not in page.text
    page = visit("arbetsbelastning", plan="Åby 2024")
    assert "6 frågor om namn" in page.text
    assert [box.label for box in page.app.expander] == [f"Visa 1{words.NBSP}fråga till"]


def test_a_name_that_would_be_html_is_text(filled: Fill) -> None:
    name = "Eva <script>alert(1)</script> Bergfalk"
    filled([hand.plan("a.xlsx", [carried("Sak", name), carried("Annan", f"{name}a")])])
    page = workload()
    assert "1 fråga om namn" in page.text and name in page.text
    assert "<script>" not in page.html


@pytest.mark.browser
@pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas")
def test_a_question_is_answered_in_a_browser_and_is_for_everybody(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    con = store.open(path)
    for plan in PLANS:
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()
    there = f"arbetsbelastning?plan={quote(EKBY)}&vy=personer"
    with served.dashboard(path) as address, served.chromium() as browser:
        for dark in (False, True):
            seen = Visit(browser, address, dark=dark)
            assert grave(seen.open(there)) == []
            seen.context.close()
        narrow = Visit(browser, address, 320, 800)
        assert narrow.open(there).evaluate("document.querySelector('.stMain').scrollWidth") <= 320
        narrow.context.close()
        wide = Visit(browser, address)
        page = wide.open(there)
        page.get_by_label("Ditt namn").fill("Bo Berg")
        page.get_by_role("button", name="Samma person").click()
        page.get_by_text("Svaret är sparat: Eric Nyman och Erik Nyman är samma person.").wait_for(timeout=60_000)
        wide.settled()  # what the answer replaced is gone
        page.get_by_text("Så räknas namnen ihop").click()
        page.get_by_role("button", name="Ångra svaret").click()
        page.locator(".done, .refused").get_by_text("Svaret är ångrat.").wait_for(timeout=60_000)
        wide.context.close()


def test_plan_quality_counts_the_questions_of_who_is_who_and_leads_to_them(ekby: None) -> None:
    asked = questions(ask("person_questions", CHOSEN))
    alone = sum(one.kind == "alone" for one in asked)
    page = visit("plankvalitet", plan=EKBY)
    said = page.text.replace(words.NBSP, " ")
    assert f"{len(asked) - alone} frågor om namn är obesvarade, så en person kan stå på två rader." in said
    assert (f"{alone} person{'' if alone == 1 else 'er'} står bara med förnamn." in said) == bool(alone)
    (href,) = [href for href in page.hrefs if href.endswith("#samma-person")]
    assert href.startswith("arbetsbelastning?")
    hidden = visit("plankvalitet", plan=EKBY, namn="dolda")
    assert "Frågor om vem som är vem visas när namnen visas." in hidden.text
    assert "frågor om namn" not in hidden.text
