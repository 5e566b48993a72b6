"""Jämför through dashboard.py: what it shows is what the questions answer, and it never compares what it should not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from test_figures import HOSTILE, read
from test_pages import Page, ask, follow, shown, visit

from data import intake, store
from data.filters import Filters
from loaders.records import Plan
from pages.jamfor import charts, comparison, learning
from pages.parts import cache, words
from pages.parts.address import Address
from pages.parts.view import PlanChoice

ROOT = Path(__file__).resolve().parents[1]
Fill = Callable[[list[Plan]], None]
DAY = date(2024, 11, 13)
ONGOING: dict[str, Any] = {"timing": "ongoing", "start": date(2024, 1, 1), "end": date(2024, 12, 31), "when": "Löpande"}


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fill]:
    """Fills the register that the dashboard opens with these plans."""
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(tmp_path / "register.duckdb"))
    monkeypatch.chdir(ROOT)

    def filled(plans: list[Plan]) -> None:
        con = store.open(tmp_path / "register.duckdb")
        for plan in plans:
            intake.keep(con, hand.content(plan.name), plan, "Test")
        con.close()

    yield filled
    cache.forget()


def dated() -> Plan:
    """Norrby: ten measures with end dates, one of them late, and one place that names nothing."""
    lines = [Line(f"Åtgärd {n}", "genomford", "Klart", **hand.by(date(2024, 6, 30))) for n in range(4)]
    lines += [Line(f"Åtgärd {n}", "pagar", "Pågår", **hand.by(date(2024, 12, 31))) for n in range(4, 8)]
    lines += [Line("Sen åtgärd", "pagar", "Pågår", **hand.by(date(2024, 10, 1)))]
    lines += [
        Line("Trygghetsvandring vid stationen", "genomford", "Tolv brister åtgärdade", area="platser", cause="Mörkt")
    ]
    lines += [Line("Struken åtgärd", "borttagen", "Utgår", area="platser")]
    return hand.plan("norrby.xlsx", lines, "Norrby", followed_up=DAY)


def ongoing() -> Plan:
    """Söderby: line work, half of it not followed up, and the same walk."""
    lines = [Line(f"Löpande {n}", "pagar", "Pågår", **ONGOING) for n in range(5)]
    lines += [Line(f"Löpande {n}", **ONGOING) for n in range(5, 8)]
    lines += [Line("Trygghetsvandring i parken", "pagar", "Sker i höst", area="platser", cause="Otryggt", **ONGOING)]
    return hand.plan("söderby.xlsx", lines, "Söderby", followed_up=date(2024, 12, 1))


@pytest.fixture
def two(fill: Fill) -> None:
    fill([dated(), ongoing()])


def cells(page: Page) -> str:
    return table_at(page, '<table class="heat">')


def table_at(page: Page, mark: str) -> str:
    """The HTML of the first table from `mark` on."""
    html = page.html[page.html.index(mark) :]
    return html[html.index("<table") : html.index("</table>") + len("</table>")]


def cell_texts(page: Page) -> str:
    return read(cells(page)).text.replace(words.NBSP, " ")


@pytest.mark.parametrize(("measure", "column", "whole"), [("", "done", "counted"), ("uppfoljda", "followed_up", "measures"), ("forsenade", "overdue", "counted")])  # fmt: skip  # noqa: E501
def test_each_cell_shows_what_the_question_answers(two: None, measure: str, column: str, whole: str) -> None:
    page = visit("jamfor", **({"matt": measure} if measure else {}))
    text = cell_texts(page)
    rows = ask("comparison", Filters())
    assert len(rows) == 6
    for row in rows:
        assert f"{row[column]} av {row[whole]}" in text, row
    if not measure:
        for row in rows:
            if row["counted"] >= 5:
                assert f"{row['on_track']} av {row['counted']}" in text


def test_every_number_opens_its_rows(two: None) -> None:
    page = visit("jamfor")
    found = {(row["plan"], row["area"]): row for row in ask("comparison", Filters())}
    checked = 0
    for href in read(cells(page)).hrefs:
        query = parse_qs(urlsplit(href).query)
        row = found[(query["plan"][0], query.get("omrade", [""])[0])]
        column = "on_track" if "urval" in query else "done"
        assert shown(follow(href)) == row[column], href
        checked += 1
    assert checked >= 5
    ways = {row["plan"]: row for row in ask("ways_of_writing", Filters())}
    hrefs = read(table_at(page, "Så skiljer sig planernas")).hrefs
    assert len(hrefs) == len(comparison.WAYS) * 2
    for number, href in enumerate(hrefs):
        column = comparison.WAYS[number // 2][0]
        assert shown(follow(href)) == ways[parse_qs(urlsplit(href).query)["plan"][0]][column], (column, href)


def test_few_measures_get_no_share_and_none_says_so(two: None) -> None:
    text = cell_texts(visit("jamfor"))
    few, rest = text[text.index("Otrygga platser") :].split("Systemhotande", 1)
    assert few.count("få åtgärder") == 2
    assert "%" not in few
    assert rest.count("inga åtgärder") == 6


def test_unknown_statuses_widen_the_share(two: None) -> None:
    assert "0 % (0–33 %) 0 av 9" in cell_texts(visit("jamfor"))


def test_what_has_no_end_date_is_not_called_on_time(two: None) -> None:
    text = cell_texts(visit("jamfor", matt="forsenade"))
    assert "0 av 9inga har slutdatum" in text
    assert "10 % 1 av 10" in text


def test_the_sentence_says_how_the_plans_differ(two: None) -> None:
    answer = visit("jamfor").answer
    assert answer == (
        "Planerna är skrivna olika och går inte att jämföra rakt av. Söderby 2024 skriver 9 av 9 åtgärder som löpande "
        "arbete, Norrby 2024 0 av 11. Läs genomförda tillsammans med i fas."
    )


def _way(plan: str, measures: int = 10, **columns: int) -> dict[str, object]:
    return {"plan": plan, "measures": measures, "line_work": 0, "followed_up": 10, "with_owner": 10, **columns}


SENTENCES: list[tuple[str, list[dict[str, object]], str]] = [
    ("alike", [_way("A"), _way("B", line_work=2)], "Planerna är skrivna på liknande sätt."),
    ("21 points", [_way("A"), _way("B", 100, line_work=21, followed_up=100, with_owner=100)], "B skriver 21 av 100"),
    ("follow-up", [_way("A"), _way("B", followed_up=4)], "A har följt upp 10 av 10 åtgärder, B 4 av 10."),
    ("owners", [_way("A"), _way("B", with_owner=5)], "A har ansvarig för 10 av 10 åtgärder, B för 5 av 10."),
    ("the largest difference", [_way("A"), _way("B", line_work=3, with_owner=2)], "B för 2 av 10."),
    ("too few to say", [_way("A"), _way("B", 4, line_work=4, followed_up=4, with_owner=4)], "på liknande sätt."),
]


@pytest.mark.parametrize(("why", "ways", "part"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_sentence(why: str, ways: list[dict[str, object]], part: str) -> None:
    assert part in read(comparison.sentence(ways)).text.replace(words.NBSP, " ")


# --- which plans ----------------------------------------------------------------------------------------------------


def _choice(name: str, year: int = 2024, followed_up: date | None = DAY, whole_year: bool = False) -> PlanChoice:
    return PlanChoice(f"{name} {year}", followed_up, whole_year, DAY, DAY, False, False, 1, year, name)


MANY = [_choice(f"Ort{letter}", year) for letter in "ABCDEFGHIJ" for year in (2023, 2024)]
CHOSEN: list[tuple[str, list[PlanChoice], dict[str, tuple[str, ...]], list[str]]] = [
    ("all of few", MANY[:4], {}, ["OrtA 2023", "OrtA 2024", "OrtB 2023", "OrtB 2024"]),
    ("those named, in order", MANY, {"planer": ("OrtC 2024", "OrtA 2023")}, ["OrtA 2023", "OrtC 2024"]),
    ("none", MANY, {"planer": ("-",)}, []),
    ("unknown names", MANY[:2], {"planer": ("Finns inte",)}, ["OrtA 2023", "OrtA 2024"]),
    ("of many, the current and its year", MANY, {}, [f"Ort{letter} 2023" for letter in "ABCDE"] + ["OrtJ 2023"]),
    ("no more than fit", MANY, {"planer": tuple(plan.name for plan in MANY)}, [plan.name for plan in MANY[:8]]),
]


@pytest.mark.parametrize(("why", "plans", "more", "expected"), CHOSEN, ids=[case[0] for case in CHOSEN])
def test_chosen_plans(why: str, plans: list[PlanChoice], more: dict[str, tuple[str, ...]], expected: list[str]) -> None:
    current = plans[-2]
    found = comparison.chosen_plans(plans, current, Address(more=more))
    assert [plan.name for plan in found] == expected


HEADS = [
    (_choice("A"), "uppföljd nov 2024"),
    (_choice("A", followed_up=None), "ej uppföljd"),
    (_choice("A", followed_up=date(2025, 1, 1), whole_year=True), "uppföljd efter 2024"),
    (_choice("A", followed_up=date(2024, 6, 1)), "uppföljd juni 2024"),
]


@pytest.mark.parametrize(("plan", "said"), HEADS)
def test_head_says_when_the_plan_was_followed_up(plan: PlanChoice, said: str) -> None:
    assert charts.head(plan) == said


def test_the_chosen_plans_live_in_the_address(two: None) -> None:
    app = visit("jamfor").app
    app.multiselect(key="jamfor_planer").unselect("Norrby 2024").run()
    page = Page(app)
    assert page.answer == "Välj minst två planer."
    assert app.query_params["planer"] in ("Söderby 2024", ["Söderby 2024"])
    app.multiselect(key="jamfor_planer").unselect("Söderby 2024").run()
    assert app.query_params["planer"] in ("-", ["-"])
    assert Page(app).answer == "Välj minst två planer."
    again = visit("jamfor", planer=["Söderby 2024", "Norrby 2024"], matt="uppfoljda")
    assert "Norrby 2024" in again.text and "Söderby 2024" in again.text
    switched = next(href for href in again.hrefs if "matt=forsenade" in href)
    assert parse_qs(urlsplit(switched).query)["planer"] == ["Söderby 2024", "Norrby 2024"]


def test_one_plan_is_nothing_to_compare(fill: Fill) -> None:
    fill([dated()])
    assert visit("jamfor").answer == "Välj minst två planer."


def test_an_empty_register_says_what_to_do(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    fill([])
    monkeypatch.setattr("data.start.PLANS", ROOT / "tests" / "finns-inte")
    assert visit("jamfor").answer.startswith("Här finns inga planer än.")


def test_plans_never_followed_up_compare_as_unknown(fill: Fill) -> None:
    fill([hand.plan(f"{name}.xlsx", [Line(f"Sak {n}") for n in range(6)], name) for name in ("Aby", "Beby")])
    page = visit("jamfor")
    assert page.answer == "Planerna är skrivna på liknande sätt."
    assert cell_texts(page).count("0–100 %") == 8
    assert page.text.count("ej uppföljd") >= 2


# --- Samma orsak, olika åtgärder --------------------------------------------------------------------------------------


def test_near_measures_stand_beside_ours_with_status_result_and_whom_to_call(two: None) -> None:
    page = visit("jamfor", var="Söderby 2024")
    for part in (
        "Orsak i Söderby 2024",
        "Trygghetsvandring i parken",
        "Trygghetsvandring vid stationen",
        "Norrby 2024 · Genomförd · Polisen",
        "Tolv brister åtgärdade",
    ):
        assert part in page.text, part
    theirs = next(href for href in page.hrefs if href.startswith("atgard") and "norrby" in href)
    opened = follow(theirs)
    assert "Trygghetsvandring vid stationen" in opened.answer
    back = next(href for href in opened.hrefs if href.startswith("jamfor"))
    assert parse_qs(urlsplit(back).query)["var"] == ["Söderby 2024"]


def test_our_plan_is_chosen_in_the_address(two: None) -> None:
    app = visit("jamfor").app
    app.selectbox(key="jamfor_var").select("Norrby 2024").run()
    assert app.query_params["var"] in ("Norrby 2024", ["Norrby 2024"])
    assert "Orsak i Norrby 2024" in Page(app).text


def test_plans_with_nothing_in_common_say_so(fill: Fill) -> None:
    one = hand.plan("aby.xlsx", [Line("Klottersanering", cause="Klotter")], "Aby", followed_up=DAY)
    other = hand.plan("beby.xlsx", [Line("Simskola", cause="Drunkning")], "Beby", followed_up=DAY)
    fill([one, other])
    assert "De andra planerna har inga åtgärder som liknar den här planens." in visit("jamfor").text


def test_causes_that_we_do_the_same_about_are_one_row() -> None:
    def measure(id: str, cause: str, plan: str = "A 2024") -> dict[str, object]:
        return {"measure": id, "area": "unga", "cause": cause, "title": "Uppsökare", "plan": plan}

    class Found:
        id, nearness = "x", 0.5

    measures = [measure("1", "Torget"), measure("2", "Parken"), measure("x", "", "B 2024")]
    (cause,) = learning.by_cause(measures, {"1": [Found()], "2": [Found()]})
    assert cause.causes == ("Torget", "Parken")
    assert [row["measure"] for row in cause.ours] == ["1", "2"]
    assert [row["measure"] for row in cause.theirs] == ["x"]


def test_text_of_a_document_is_never_html(fill: Fill) -> None:
    lines = [Line(text, "pagar", text, cause=text, who=text, goal=text) for text in HOSTILE]
    fill([hand.plan(f"{name}.xlsx", lines, f"<i>{name}</i>", followed_up=DAY) for name in ("Aby", "Beby")])
    page = visit("jamfor")
    tags = {tag for piece in page.pieces for tag in read(piece).tags}
    assert not tags & {"script", "img", "i", "iframe", "object"}
    assert HOSTILE[0] in page.text
