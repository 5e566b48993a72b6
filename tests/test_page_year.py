"""Årshjul through dashboard.py: the wheel, the month's list and the timeline show what the questions answer."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from test_figures import HOSTILE, read
from test_pages import Page, ask, follow, visit

from data import intake, store
from data.filters import Filters
from loaders.records import Plan
from pages.arshjul import timeline, wheel, year
from pages.arshjul.charts import settled
from pages.parts import cache, plots, words
from pages.parts.address import Address
from pages.parts.links import Links

ROOT = Path(__file__).resolve().parents[1]
Fill = Callable[[list[Plan]], None]
DAY = date(2024, 11, 13)
EKBY = Filters(("Ekby 2024",))
LIGHT = plots.colours(False)


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


WHOLE_YEAR = hand.by(date(2024, 12, 31), date(2024, 1, 1), "2024")
LINES = [
    Line("Hela året 1", "pagar", "Pågår", **WHOLE_YEAR),
    Line("Hela året 2", "genomford", "Klart", area="platser", **WHOLE_YEAR),
    Line("Före jul", "ej_paborjad", "Inte börjat", **hand.by(date(2024, 12, 20))),
    Line("Höstens insats", "ej_genomford", "Gick inte", **hand.by(date(2024, 12, 31), date(2024, 8, 1))),
    Line("Vårens insats", "genomford", "Klart", area="brottsoffer", **hand.by(date(2024, 5, 31), date(2023, 10, 1))),
    Line("Sen insats", "pagar", "Pågår", area="platser", **hand.by(date(2024, 11, 1))),
    Line("Struken insats", "borttagen", "Utgår", **hand.by(date(2024, 5, 31))),
    Line("Nästa år", "pagar", "Pågår", **hand.by(date(2025, 3, 31))),
    Line("I fjol", "genomford", "Klart", **hand.by(date(2023, 12, 1))),
    Line("Löpande", "pagar", "Pågår", timing="ongoing", start=date(2024, 1, 1), end=date(2024, 12, 31), when="Löpande"),
    Line("Varje månad", "pagar", "Pågår", timing="recurring", start=date(2024, 1, 1), end=date(2024, 12, 31), when="Varje månad"),
    Line("Från hösten", "pagar", "Pågår", timing="start", start=date(2024, 9, 1), when="Från 1 september"),
    Line("Vid behov", "pagar", "Pågår", timing="on_demand", when="Vid behov"),
    Line("Odaterad", "pagar", "Pågår"),
]  # fmt: skip


@pytest.fixture
def ekby(fill: Fill) -> None:
    fill([hand.plan("ekby.xlsx", LINES, followed_up=DAY)])


def plotly(page: Page, number: int) -> dict[str, Any]:
    """The page's plotly figure as it is sent."""
    figure: dict[str, Any] = json.loads(page.app.get("plotly_chart")[number].proto.spec)
    return figure


def month_list(page: Page) -> str:
    html = page.html[page.html.index('<ul class="by-date">') :]
    return read(html[: html.index("</ul>") + 5]).text


def test_the_wheel_shows_what_the_question_answers(ekby: None) -> None:
    page = visit("arshjul")
    assert page.answer == (
        "4 av 6 slutdatum under 2024 ligger i december. 2 av dem gäller hela året. Därnäst maj och november med 1 var."
    )
    rows = ask("end_dates_by_month", EKBY)
    cells = plotly(page, 0)["data"][0]
    shown = {data: hover for data, hover in zip(cells["customdata"], cells["hovertext"], strict=True) if data}
    assert set(shown) == {f"{row['month']}|{row['area']}" for row in rows}
    for row in rows:
        assert f": {row['measures']} slutdatum" in shown[f"{row['month']}|{row['area']}"]
    alt = page.app.get("plotly_chart")[0].proto.alt
    assert alt.startswith("Årshjul: 6 slutdatum under 2024. Maj 1, november 1, december 4.")


def test_the_table_under_the_wheel_opens_each_month_and_area(ekby: None) -> None:
    page = visit("arshjul")
    titles = {(row["month"], row["area"]): set() for row in ask("end_dates_by_month", EKBY)}  # type: ignore[var-annotated]
    for row in ask("end_dates", EKBY):
        titles[row["month"], row["area"]].add(str(row["title"]))
    for (month, area), expected in titles.items():
        href = next(href for href in page.hrefs if f"manad={month}&ring={area}&visa=alla" in href)
        text = month_list(follow(href))
        for row in ask("end_dates", EKBY):
            assert (str(row["title"]) in text) == (row["title"] in expected), (href, row["title"])


def test_the_month_list_shows_what_is_open_and_then_all(ekby: None) -> None:
    page = visit("arshjul")
    assert "December 2024 4 slutdatum, 2 öppna" in page.text.replace("December 2024", "December 2024 ").replace(
        "  ", " "
    )
    assert "1 är redan genomförd, 1 blev inte genomförd." in page.text
    assert "Hela året 2" not in month_list(page)
    everything = follow(
        next(href for href in page.hrefs if "manad=12" in href and href.endswith("visa=alla") and "ring" not in href)
    )
    assert all(
        title in month_list(everything) for title in ("Hela året 1", "Hela året 2", "Före jul", "Höstens insats")
    )


def test_the_month_is_chosen_with_the_keyboard_too(ekby: None) -> None:
    app = visit("arshjul", manad="12", ring="unga", visa="alla").app
    assert list(app.selectbox(key="arshjul_manad").options) == ["Maj (1)", "November (1)", "December (4)"]
    app.selectbox(key="arshjul_manad").select(5).run()
    assert app.query_params["manad"] in ("5", ["5"])
    assert "ring" not in app.query_params and "visa" not in app.query_params
    assert "Vårens insats" in month_list(Page(app))


def test_each_class_without_a_place_is_counted_and_listed(ekby: None) -> None:
    page = visit("arshjul")
    classes = page.html[page.html.index('<div class="classes">') :]
    classes = read(classes[: classes.index("</div>") + 6]).text
    for said, title in (
        ("Löpande 1", "Löpande"),
        ("Återkommande 1", "Varje månad"),
        ("Bara start 1", "Från hösten"),
        ("Vid behov 1", "Vid behov"),
        ("Ingen tid satt 1", "Odaterad"),
        ("Slutdatum före 2024 1", "I fjol"),
        ("Slutdatum efter 2024 1", "Nästa år"),
    ):
        assert said in classes
        assert title in classes
    assert "Struken insats" not in page.text, "borttagna är varken i hjulet eller utanför"
    assert "7 åtgärder har inget slutdatum under 2024" in page.text


def test_wheel_and_the_rest_are_all_measures_once(ekby: None) -> None:
    inside = {row["measure"] for row in ask("end_dates", EKBY)}
    outside = {row["measure"] for row in ask("without_end_date", EKBY)}
    kept = {row["measure"] for row in ask("measures", EKBY) if row["status"] != "borttagen"}
    assert inside | outside == kept
    assert not inside & outside


def timeline_rows(page: Page) -> list[str]:
    return re.findall(r"<tr>(.*?)</tr>", page.html.split('<table class="timeline">')[1].split("</table>")[0])[1:]


def test_the_timeline_has_what_has_a_time_of_its_own(ekby: None) -> None:
    page = visit("arshjul")
    drawn, asked = timeline_rows(page), ask("timeline", EKBY)
    assert len(drawn) == len(asked) == 4
    for row, html in zip(asked, drawn, strict=True):
        assert escape(str(row["title"])) in html and f"atgard={row['measure']}" in html
        assert f"status-{row['status']}" in html and words.STATUSES[str(row["status"])] in html
    assert not any("Hela året" in html for html in drawn)
    assert "2 åtgärder gäller hela året och har slutdatum 31 december. De är inte med i tidslinjen." in page.text
    assert any("left:0.00%" in row and "1 okt 2023–" in row.replace(words.NBSP, " ") for row in drawn)
    assert "Tidslinje 2024: 4" in page.text


@pytest.mark.parametrize(("as_of", "hand"), [("2024-06-15", True), ("2025-02-01", False)])
def test_the_as_of_date_has_a_hand_in_its_own_year_only(ekby: None, as_of: str, hand: bool) -> None:
    page = visit("arshjul", datum=as_of)
    dashed = [trace for trace in plotly(page, 0)["data"] if trace.get("line", {}).get("dash") == "dash"]
    assert bool(dashed) is hand
    assert all(("hand-of-day" in row) is hand for row in timeline_rows(page))
    assert ("Streckad linje" in page.app.get("plotly_chart")[0].proto.alt) is hand


def test_one_area_is_one_ring(ekby: None) -> None:
    page = visit("arshjul", omrade="platser")
    assert page.answer.startswith("2 slutdatum under 2024") or page.answer.startswith("2 av 2")
    assert len(plotly(page, 0)["data"][0]["theta"]) == 12


def test_a_deadline_without_a_day_is_called_the_same_as_on_the_other_pages(fill: Fill) -> None:
    soon = Line("Byta lampor", "pagar", "Pågår", timing="deadline", when="Snarast")
    fill([hand.plan("a.xlsx", [soon], followed_up=DAY)])
    for page in ("arshjul", "utforska", "forsenade"):
        assert words.NO_DAY.lower() in visit(page).text.lower(), page


def test_a_year_without_end_dates_says_so_and_lists_the_rest(fill: Fill) -> None:
    fill([hand.plan("a.xlsx", [Line("Odaterad", "pagar", "Pågår")], followed_up=DAY)])
    page = visit("arshjul")
    assert page.answer == "Ingen åtgärd har slutdatum under 2024."
    assert "Ingen tid satt 1" in page.text
    assert not page.app.get("plotly_chart")
    assert not [box for box in page.app.selectbox if box.key == "arshjul_manad"]


def test_only_removed_measures_leave_nothing(fill: Fill) -> None:
    fill([hand.plan("a.xlsx", [Line("Struken", "borttagen", "Utgår", **WHOLE_YEAR)], followed_up=DAY)])
    assert visit("arshjul").answer.startswith("Inga åtgärder stämmer med filtren.")


def test_an_empty_register_says_what_to_do(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    fill([])
    monkeypatch.setattr("data.start.PLANS", ROOT / "tests" / "finns-inte")
    assert visit("arshjul").answer.startswith("Här finns inga planer än.")


@pytest.mark.parametrize(
    "query", [{"manad": "13"}, {"manad": "x"}, {"manad": "1"}, {"ring": "<b>"}, {"ring": "ovrigt"}]
)
def test_a_strange_address_shows_the_default(ekby: None, query: dict[str, str]) -> None:
    assert "Före jul" in month_list(visit("arshjul", **query))


def test_text_of_a_document_is_never_html(fill: Fill) -> None:
    lines = [Line(text, "pagar", text, **hand.by(date(2024, 6, 30))) for text in HOSTILE]
    lines += [Line(text, "pagar", text) for text in HOSTILE]
    fill([hand.plan("a.xlsx", lines, district="<i>Ekby</i>", followed_up=DAY)])
    page = visit("arshjul")
    tags = {tag for piece in page.pieces for tag in read(piece).tags}
    assert not tags & {"script", "img", "i", "iframe", "style"}
    assert any(HOSTILE[0] in read(row).text for row in timeline_rows(page))


# --- the parts --------------------------------------------------------------------------------------------------------


def _found(counts: dict[tuple[int, str], int]) -> year.EndDates:
    rows = [{"month": month, "area": area, "measures": number} for (month, area), number in counts.items()]
    return year.end_dates(rows, 2024, "")


SENTENCES: list[tuple[dict[tuple[int, str], int], int, str]] = [
    ({}, 0, "Ingen åtgärd har slutdatum under 2024."),
    ({(3, "unga"): 1}, 0, "Det enda slutdatumet under 2024 ligger i mars."),
    ({(3, "unga"): 2}, 0, "2 av 2 slutdatum under 2024 ligger i mars."),
    ({(12, "unga"): 20, (6, "unga"): 5, (8, "platser"): 3}, 9, "20 av 28 slutdatum under 2024 ligger i december. 9 av dem gäller hela året. Därnäst juni med 5."),
    ({(6, "unga"): 3, (12, "unga"): 2}, 1, "3 av 5 slutdatum under 2024 ligger i juni. Därnäst december med 2. 1 i december gäller hela året."),
    ({(6, "unga"): 3, (9, "platser"): 3, (1, "unga"): 1}, 0, "6 av 7 slutdatum under 2024 ligger i juni och september, 3 i varje. Därnäst januari med 1."),
    ({(1, "unga"): 2, (2, "unga"): 2, (3, "unga"): 2}, 0, "6 slutdatum under 2024 är jämnt spridda: 2 i varje månad som har något."),
    ({(5, "unga"): 3, (1, "unga"): 1, (2, "unga"): 1, (3, "unga"): 1}, 0, "3 av 6 slutdatum under 2024 ligger i maj."),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "whole_year", "said"), SENTENCES, ids=[case[2] for case in SENTENCES])
def test_sentence(counts: dict[tuple[int, str], int], whole_year: int, said: str) -> None:
    assert read(year.sentence(_found(counts), whole_year)).text.replace(words.NBSP, " ") == said


MONTHS = [
    ("the next open", date(2024, 6, 10), "", 8),
    ("the same day is not past", date(2024, 8, 31), "", 8),
    ("the last open when none is left", date(2024, 9, 1), "", 8),
    ("the year has not begun", date(2023, 6, 1), "", 2),
    ("the year is over", date(2025, 1, 1), "", 8),
    ("the one named", date(2024, 6, 10), "6", 6),
    ("a named month without any", date(2024, 6, 10), "7", 8),
]


@pytest.mark.parametrize(("why", "as_of", "asked", "month"), MONTHS, ids=[case[0] for case in MONTHS])
def test_chosen_month(why: str, as_of: date, asked: str, month: int) -> None:
    rows = [
        {"end_date": date(2024, 2, 10), "month": 2, "open": True},
        {"end_date": date(2024, 6, 30), "month": 6, "open": False},
        {"end_date": date(2024, 8, 31), "month": 8, "open": True},
    ]
    found = _found({(2, "unga"): 1, (6, "unga"): 1, (8, "unga"): 1})
    address = Address(more={"manad": (asked,)} if asked else {})
    assert year.chosen_month(found, rows, as_of, address) == month


def test_the_fullest_month_when_all_is_done() -> None:
    rows = [{"end_date": date(2024, 2, 10), "month": 2, "open": False}]
    assert year.chosen_month(_found({(2, "unga"): 1, (6, "unga"): 4}), rows, DAY, Address()) == 6


def test_months_go_clockwise_from_the_opening_and_round_to_it() -> None:
    assert wheel.angle(1, 0) == pytest.approx(wheel.OPENING / 2)
    assert wheel.angle(12, 1) == pytest.approx(360 - wheel.OPENING / 2)
    days = [wheel.angle_of(date(2024, month, day)) for month in range(1, 13) for day in (1, 28)]
    assert days == sorted(days)
    assert wheel.angle(2, 0) < wheel.angle_of(date(2024, 2, 29)) < wheel.angle(2, 1)


@pytest.mark.parametrize("areas", [1, 5, 6])
def test_the_rings_fill_the_wheel_without_meeting(areas: int) -> None:
    codes = list(words.AREAS)[:areas]
    found = year.EndDates(2024, tuple(codes), {(6, codes[-1]): 2})
    cells = wheel.figure(found, DAY, 6, Links(), LIGHT).data[0]
    rings = sorted({(base, base + height) for base, height in zip(cells.base, cells.r, strict=True)})
    assert len(rings) == areas
    assert all(outer <= inner for (_, outer), (inner, _) in pairwise(rings))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-01-01", "2024-06-30", "1 jan–30 juni"),
        ("2023-10-01", "2024-03-31", "1 okt 2023–31 mars"),
        ("2024-05-03", "2024-05-03", "3 maj"),
        (None, "2024-12-31", "till 31 dec"),
    ],
)
def test_a_bars_time_in_words(start: str | None, end: str, said: str) -> None:
    row = {"start_date": start and date.fromisoformat(start), "end_date": date.fromisoformat(end)}
    assert timeline.period(row, 2024).replace(words.NBSP, " ") == said


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        (None, "2024-12-31", 1 - 4 / 366, 1),
        (None, "2024-01-01", 0, 4 / 366),
        ("2024-01-01", "2024-06-30", 0, 0.5),
        ("2024-07-01", "2024-12-31", 0.5, 1),
        ("2024-02-15", "2024-03-31", (1 + 14 / 29) / 12, 0.25),
        ("2024-05-03", "2024-05-03", (4 + 3 / 31) / 12 - 4 / 366, (4 + 3 / 31) / 12),
    ],
)
def test_a_bar_is_never_too_thin_to_see_and_ends_where_it_ends(
    start: str | None, end: str, begins: float, ends: float
) -> None:
    row = {"from_date": start and date.fromisoformat(start), "end_date": date.fromisoformat(end)}
    assert timeline.span(row, 2024) == pytest.approx((begins, ends))


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["genomford"], "1 är redan genomförd."),
        (["genomford"] * 8 + ["ej_genomford"], "8 är redan genomförda, 1 blev inte genomförd."),
        (["ej_genomford"] * 2, "2 blev inte genomförda."),
        (["pagar"], ""),
    ],
)
def test_what_is_settled(statuses: list[str], said: str) -> None:
    assert settled([{"status": status} for status in statuses]) == said


@pytest.mark.parametrize("dark", [False, True])
def test_the_heat_scale_goes_from_the_page_to_its_end(dark: bool) -> None:
    palette = plots.colours(dark)
    assert plots.shade(palette, 0) == palette.page.lower()
    assert plots.shade(palette, 1) == palette.heat.lower()
    assert plots.shade(palette, 7) == palette.heat.lower()


def test_plotly_has_the_colours_of_the_style() -> None:
    style = (ROOT / "pages" / "parts" / "style.css").read_text(encoding="utf-8").lower()
    for name, field in (("heat", "heat"), ("as-of", "as_of"), ("fg", "text"), ("muted", "muted"), ("edge", "edge")):
        pair = f"light-dark({getattr(plots.colours(False), field)}, {getattr(plots.colours(True), field)})".lower()
        assert f"--{name}: {pair}" in style, name
