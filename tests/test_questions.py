"""Questions to the register: golden answers on a small register made by hand, and what must hold for any plan.

A golden answer is read by eye against register_by_hand.py before it is kept. After a change that is meant, write the
new answers with WRITE_GOLDEN=1 and read the difference.
"""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import plans_by_hand as hand
import pytest
import register_by_hand
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans_by_hand import Line

from data import held, intake, questions, store
from data.filters import Filters
from loaders.records import Obstacle

GOLDEN = Path(__file__).parent / "questions"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
EKBY = Filters(plans=("Ekby 2024",))
NOVEMBER = replace(EKBY, documents=(hashlib.sha256(hand.content("ekby november.xlsx")).hexdigest()[:12],))
NOT_GOLDEN = {"documents": ["imported_at"], "import_log": ["made_at"]}  # the time of the test
CASES: dict[str, tuple[str, Filters]] = {
    **{name: (name, EKBY) for name in questions.names()},
    **{name: (name, NOVEMBER) for name in questions.names() if name.startswith("document_")},
    "plans": ("plans", Filters()),
    "documents": ("documents", Filters()),
    "key_figures.all_plans": ("key_figures", Filters()),
    "key_figures.summer": ("key_figures", replace(EKBY, as_of=date(2024, 7, 1))),
    "key_figures.before_the_plan": ("key_figures", replace(EKBY, as_of=date(2023, 1, 1))),
    "key_figures.after_the_year": ("key_figures", replace(EKBY, as_of=date(2025, 3, 31))),
    "key_figures.nothing": ("key_figures", replace(EKBY, areas=("ovrigt",))),
    "key_figures.one_area": ("key_figures", replace(EKBY, areas=("platser",))),
    "key_figures_before.first_followup": ("key_figures_before", replace(EKBY, as_of=date(2024, 7, 1))),
    "key_figures_before.one_area": ("key_figures_before", replace(EKBY, areas=("platser",))),
    "since_last.first_followup": ("since_last", replace(EKBY, as_of=date(2024, 7, 1))),
    "measures.summer": ("measures", replace(EKBY, as_of=date(2024, 7, 1), statuses=("pagar",))),
    "measures.all_plans": ("measures", Filters(areas=("brottsoffer", "platser"))),
    "doubts.narrowed": ("doubts", replace(EKBY, statuses=("oklar",))),
    "overdue.later": ("overdue", replace(EKBY, as_of=date(2025, 6, 1))),
    "overdue.none": ("overdue", replace(EKBY, as_of=date(2024, 3, 13))),
    "overdue_by_actor.later": ("overdue_by_actor", replace(EKBY, as_of=date(2025, 6, 1))),
    "open_deadlines.all_plans": ("open_deadlines", Filters()),
    "missing_followup.later": ("missing_followup", replace(EKBY, as_of=date(2025, 6, 1))),
    "followup_due.later": ("followup_due", replace(EKBY, as_of=date(2025, 6, 1))),
    "followup_due.nothing": ("followup_due", replace(EKBY, areas=("ovrigt",))),
    "workload.nothing": ("workload", replace(EKBY, areas=("ovrigt",))),
    "workload.as_written": ("workload", replace(EKBY, as_of=date(2024, 1, 1))),
    "workload_by_actor.all_plans": ("workload_by_actor", Filters()),
    "key_person.one_area": ("key_person", replace(EKBY, areas=("brottsoffer",))),
    "comparison": ("comparison", Filters()),
    "comparison.summer": ("comparison", replace(EKBY, as_of=date(2024, 7, 1))),
    "ways_of_writing": ("ways_of_writing", Filters()),
    "end_dates_by_month.one_area": ("end_dates_by_month", replace(EKBY, areas=("platser",))),
    "end_dates.summer": ("end_dates", replace(EKBY, as_of=date(2024, 7, 1))),
    "timeline.nothing": ("timeline", replace(EKBY, areas=("ovrigt",))),
    "without_end_date.all_plans": ("without_end_date", Filters()),
}
FILTERS: list[tuple[str, Filters, set[str]]] = [
    ("subareas", Filters(subareas=("Torget",)), {"Byta belysning", "Gå trygghetsvandring"}),
    ("statuses", Filters(statuses=("borttagen", "delvis")), {"Klippa buskar", "Byta belysning"}),
    ("lights", Filters(lights=("yellow",)), {"Byta belysning", "Informera äldre"}),
    ("timings", Filters(timings=("recurring", "start")), {"Gå trygghetsvandring", "Öppna fritidsgård"}),
    ("actor by name", Filters(actors=("Eva Ek",)), {"Ordna sommarjobb", "Öppna fritidsgård", "Informera äldre"}),
    ("actor by kind and name", Filters(actors=("person:Eva Ek",)), {"Ordna sommarjobb", "Öppna fritidsgård", "Informera äldre"}),
    ("party and status", Filters(parties=("Stadsdelsförvaltningen",), statuses=("pausad",)), {"Informera äldre"}),
    ("period", Filters(period_from=date(2024, 11, 1), period_to=date(2024, 11, 30)), {"Ordna sommarjobb", "Gå trygghetsvandring", "Öppna fritidsgård"}),
    ("period with an end only", Filters(period_to=date(2024, 5, 31)), {"Fråga unga om trygghet", "Gå trygghetsvandring"}),
    ("text, all words, any column, any case", Filters(text="  TORGET halva"), {"Byta belysning"}),
    ("text in an unknown column", Filters(text="40 tkr"), {"Öppna en stödlinje"}),
    ("text with signs of its own is text", Filters(text="%"), set()),
    ("text that would be SQL", Filters(text="'; DROP TABLE document; --"), set()),
    ("an area that would be SQL", Filters(areas=("unga') OR 1=1 --",)), set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = register_by_hand.register()
    yield con
    con.close()


def _kept(one: hand.Plan) -> duckdb.DuckDBPyConnection:
    con = store.open(":memory:")
    intake.keep(con, hand.content(one.name), one, "Test")
    return con


@pytest.mark.parametrize("case", CASES)
def test_answer_is_the_golden_one(con: duckdb.DuckDBPyConnection, case: str) -> None:
    question, filters = CASES[case]
    answer = questions.ask(con, question, filters).drop(columns=NOT_GOLDEN.get(question, []))
    said = answer.to_csv(index=False, date_format="%Y-%m-%d")
    golden = GOLDEN / f"{case}.csv"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_what_a_held_relation_is_made_of_is_not_let_go_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "KEPT", 2)
    con = register_by_hand.register()
    for day in (date(2024, 9, 1), date(2024, 10, 1)):
        for question in ("document_doubts", "measure_corrections", "key_figures"):
            before = replace(EKBY, as_of=day)
            assert len(questions.ask(con, question, before)) == len(
                questions.answer(con, questions.compose(questions._file("questions", question)), before)
            )
    assert len(con.execute("SELECT * FROM held.relation").fetchall()) <= 2
    con.close()


def test_every_golden_answer_belongs_to_a_case() -> None:
    assert {file.stem for file in GOLDEN.glob("*.csv")} == set(CASES)


@pytest.mark.parametrize("name", questions.names())
def test_question_begins_with_itself_in_swedish_and_names_its_columns(
    con: duckdb.DuckDBPyConnection, name: str
) -> None:
    asked, columns = questions.heading(name).splitlines()[:2]
    assert asked.endswith("?")
    assert columns.split(", ") == list(questions.ask(con, name).columns)


@pytest.mark.parametrize(("why", "filters", "titles"), FILTERS, ids=[case[0] for case in FILTERS])
def test_filter_chooses(con: duckdb.DuckDBPyConnection, why: str, filters: Filters, titles: set[str]) -> None:
    answer = questions.ask(con, "measures", replace(filters, plans=EKBY.plans))
    assert set(answer["title"]) == titles


@pytest.mark.parametrize(("why", "filters", "titles"), FILTERS, ids=[case[0] for case in FILTERS])
def test_all_questions_count_the_same_selection(
    con: duckdb.DuckDBPyConnection, why: str, filters: Filters, titles: set[str]
) -> None:
    chosen = replace(filters, plans=EKBY.plans)
    figures = questions.ask(con, "key_figures", chosen).iloc[0]
    rows = questions.ask(con, "measures", chosen)
    assert figures["measures"] == len(rows)
    for question in ("areas", "status_by_area", "light_by_area", "status_by_subarea", "light_by_subarea"):
        assert questions.ask(con, question, chosen)["measures"].sum() == len(rows)
    by_status = questions.ask(con, "status_by_area", chosen).groupby("status")["measures"].sum()
    assert by_status.get("genomford", 0) == figures["done"]
    assert by_status.get("borttagen", 0) == figures["removed"] == figures["measures"] - figures["counted"]
    for figure in ("overdue", "soon", "on_track", "followed_up", "missing_followup"):
        assert figures[figure] == rows[figure].sum()


def test_figures_of_areas_sum_to_those_of_the_plan(con: duckdb.DuckDBPyConnection) -> None:
    for day in (None, date(2024, 3, 1), date(2024, 9, 1), date(2025, 6, 1)):
        whole = questions.ask(con, "key_figures", replace(EKBY, as_of=day)).iloc[0]
        parts = pd.concat(
            questions.ask(con, "key_figures", replace(EKBY, as_of=day, areas=(area,)))
            for area in questions.ask(con, "areas", EKBY)["area"]
        )
        for figure in (
            "measures",
            "removed",
            "counted",
            "done",
            "on_track",
            "overdue",
            "soon",
            "followed_up",
            "unknown",
        ):
            assert parts[figure].sum() == whole[figure], (day, figure)


def test_unknown_question_names_those_that_there_are(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(questions.UnknownQuestion, match="key_figures"):
        questions.ask(con, "../store")


# --- läge ----------------------------------------------------------------------------------------------------------

DAY = date(2024, 11, 13)
LIGHTS = [
    ("struck before all else", Line("x", "borttagen", "t", **hand.by(date(2024, 1, 31))), "struck"),
    ("an outcome, never overdue", Line("x", "ej_genomford", "t", **hand.by(date(2024, 1, 31))), "red"),
    ("91 days late", Line("x", "pagar", "t", **hand.by(DAY - timedelta(91))), "red"),
    ("90 days late", Line("x", "pagar", "t", **hand.by(DAY - timedelta(90))), "yellow"),
    ("the last day itself is not late", Line("x", "pagar", "t", **hand.by(DAY)), "green"),
    ("not begun, one day late", Line("x", "ej_paborjad", "t", **hand.by(DAY - timedelta(1))), "red"),
    ("not begun, time left", Line("x", "ej_paborjad", "t", **hand.by(DAY)), "grey"),
    ("not begun, stated start passed", Line("x", "ej_paborjad", "t", **hand.by(date(2024, 12, 31), date(2024, 5, 1), "Maj–december")), "red"),
    ("not begun, a bare year is no stated start", Line("x", "ej_paborjad", "t", **hand.by(date(2024, 12, 31), date(2024, 1, 1), "2024")), "grey"),
    ("not begun, a bare season is no stated start", Line("x", "ej_paborjad", "t", **hand.by(date(2024, 12, 31), date(2024, 8, 1), "Hösten 2024")), "grey"),
    ("not begun, starts later", Line("x", "ej_paborjad", "t", timing="start", start=date(2024, 12, 1), when="Från december"), "grey"),
    ("not begun, starts today", Line("x", "ej_paborjad", "t", timing="start", start=DAY, when="Från 13/11"), "grey"),
    ("not begun, line work past its year", Line("x", "ej_paborjad", "t", timing="ongoing", start=date(2023, 1, 1), end=date(2023, 12, 31), when="Löpande"), "grey"),
    ("done in part", Line("x", "delvis", "t"), "yellow"),
    ("done in part, very late", Line("x", "delvis", "t", **hand.by(date(2024, 1, 31))), "red"),
    ("on hold", Line("x", "pausad", "t"), "yellow"),
    ("unclear", Line("x", "oklar", "t"), "grey"),
    ("unclear and late", Line("x", "oklar", "t", **hand.by(date(2024, 11, 1))), "yellow"),
    ("done after its time is done", Line("x", "genomford", "t", **hand.by(date(2024, 1, 31))), "green"),
    ("line work past its year is never late", Line("x", "pagar", "t", timing="ongoing", start=date(2023, 1, 1), end=date(2023, 12, 31), when="Löpande"), "green"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "line", "light"), LIGHTS, ids=[case[0] for case in LIGHTS])
def test_light(why: str, line: Line, light: str) -> None:
    con = _kept(hand.plan("x.xlsx", [line], followed_up=DAY))
    answer = questions.ask(con, "measures").iloc[0]
    assert answer["light"] == light
    assert answer["as_of"].date() == DAY


STATUSES = (
    "genomford",
    "delvis",
    "pagar",
    "ej_paborjad",
    "pausad",
    "ej_genomford",
    "borttagen",
    "oklar",
    "ej_uppfoljd",
)
WORSE = {"struck": 0, "green": 0, "grey": 1, "yellow": 2, "red": 3}


# each example takes its time by how often it asks, not by its rows
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STATUSES),
            st.sampled_from(("deadline", "start", "recurring", "ongoing", "on_demand", "unset")),
            st.dates(date(2023, 12, 1), date(2025, 2, 1)),
            st.integers(0, 400),
            st.sampled_from(("2024", "Hösten", "Maj 2024", "Löpande", "Från 1/9")),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_light_never_improves_as_the_day_moves_on_and_only_deadlines_are_late(
    drawn: list[tuple[str, str, date, int, str]],
) -> None:
    lines = [
        Line(f"Sak {n}", status, "" if status == "ej_uppfoljd" else "t", timing=timing, start=start, end=start + timedelta(length), when=when)
        for n, (status, timing, start, length, when) in enumerate(drawn)
    ]  # fmt: skip
    con = _kept(hand.plan("x.xlsx", lines, followed_up=DAY))
    try:
        seen: dict[str, str] = {}
        for days in range(-200, 500, 100):
            answer = questions.ask(con, "measures", Filters(as_of=DAY + timedelta(days)))
            for measure, light, timing, overdue, missing, status in zip(
                answer["measure"], answer["light"], answer["timing"], answer["overdue"], answer["missing_followup"],
                answer["status"], strict=True,
            ):  # fmt: skip
                assert WORSE[light] >= WORSE[seen.get(measure, light)]
                assert (light == "struck") == (status == "borttagen")
                assert timing == "deadline" or not overdue
                assert status == "ej_uppfoljd" or not missing
                seen[measure] = light
    finally:
        con.close()


# --- what needs a decision ------------------------------------------------------------------------------------------

WAITS = Obstacle("waiting", "Väntar på", "väntar på", "svar från skolan", "Skolan")
LACKS = Obstacle("lack", "Personalbrist", "brist på")
DECISIONS = [
    ("late with an obstacle", Line("x", "pagar", "t", obstacle=LACKS, **hand.by(date(2024, 11, 1))), 2, "Försenad, uppföljningen säger vad som hindrar"),
    ("late for long with an obstacle", Line("x", "pagar", "t", obstacle=LACKS, **hand.by(date(2024, 5, 1))), 2, "Försenad mer än 90 dagar"),
    ("late without an obstacle is at work", Line("x", "pagar", "t", **hand.by(date(2024, 11, 1))), None, ""),
    ("in time, lacks something, is at work", Line("x", "pagar", "t", obstacle=LACKS), None, ""),
    ("in time, waits for another party", Line("x", "pagar", "t", obstacle=WAITS), 9, "Väntar på någon annan"),
    ("on hold while it waits", Line("x", "pausad", "t", obstacle=WAITS), 8, "Pausad"),
    ("done, whatever it waited for", Line("x", "genomford", "t", obstacle=WAITS), None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "line", "order", "detail"), DECISIONS, ids=[case[0] for case in DECISIONS])
def test_decision(why: str, line: Line, order: int | None, detail: str) -> None:
    con = _kept(hand.plan("x.xlsx", [line], followed_up=DAY))
    found = questions.ask(con, "decisions")
    assert list(found["question_order"]) == ([] if order is None else [order])
    assert list(found["detail"]) == ([detail] if detail else [])
    if len(found):
        row = found.iloc[0]
        assert (row["obstacle"], row["waits_for_party"], row["party"]) == (
            line.obstacle.kind,
            line.obstacle.party,
            "Polisen",
        )


def test_an_obstacle_is_known_from_the_day_that_its_followup_tells_of_it() -> None:
    march, november = (date(2024, 3, 1), "Väntar på skolan", "pagar"), (DAY, "Pågår", "pagar")
    con = _kept(hand.plan("x.xlsx", [Line("x", "pagar", obstacle=WAITS, followups=(march,))], followed_up=march[0]))
    intake.keep(
        con,
        hand.content("y.xlsx"),
        hand.plan("y.xlsx", [Line("x", "pagar", followups=(november,))], followed_up=DAY),
        "Test",
    )
    assert len(questions.ask(con, "decisions", Filters(as_of=date(2024, 6, 1)))) == 1
    assert len(questions.ask(con, "decisions")) == 0


# --- a measure through its documents -------------------------------------------------------------------------------


def test_a_measure_in_three_documents_counts_once(con: duckdb.DuckDBPyConnection) -> None:
    rows = questions.ask(con, "measures", EKBY)
    assert len(rows) == rows["measure"].nunique() == 13  # and one that vanished
    entries = con.cursor().execute(
        "SELECT count(*) FROM link l JOIN measure m ON m.id = l.measure WHERE m.plan = 'Ekby 2024'"
    )
    assert entries.fetchall() == [(39,)]


def test_what_a_dated_column_says_is_known_on_its_day() -> None:
    lines = [
        Line("A", "genomford", when="", followups=((date(2024, 3, 1), "Pågår", "pagar"), (DAY, "Klart", "genomford"))),
        Line("B", "genomford", when="", followups=((DAY, "Klart", "genomford"),)),
    ]
    con = _kept(hand.plan("två kolumner.xlsx", lines, followed_up=DAY))
    for day, statuses in ((DAY, ["genomford", "genomford"]), (date(2024, 6, 1), ["pagar", "ej_uppfoljd"])):
        answer = questions.ask(con, "measures", Filters(as_of=day))
        assert list(answer["status"]) == statuses
    assert questions.ask(con, "key_figures_before").iloc[0]["unknown"] == 1


def test_a_silent_followup_does_not_take_away_what_an_earlier_one_said(con: duckdb.DuckDBPyConnection) -> None:
    walk = questions.ask(con, "measures", replace(EKBY, text="trygghetsvandring")).iloc[0]
    assert (walk["status"], walk["followup"], walk["document"]) == ("pagar", "Pågår", "ekby november.xlsx")
    assert walk["followed_up_on"].date() == register_by_hand.MARCH


@pytest.mark.shared
def test_sodermalm_followed_up_in_november_gives_the_known_figures() -> None:
    gold = SHARED / "gold" / "003.csv"
    if not gold.exists():
        pytest.skip("guldregistret finns inte bredvid projektet")

    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    with gold.open(encoding="utf-8", newline="") as file:
        lines = [
            Line(
                row["measure"], row["status"], row["followup"] or row["status_text"], row["area"], row["subarea"],
                row["cause"], row["when"], row["timing"], day(row["start"]), day(row["end"]),
                tuple(actor.strip() for actor in row["actors"].split("|") if actor.strip()), row["who"],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip
    con = _kept(hand.plan("003.txt", lines, "Södermalm", 2024, DAY))
    figures = questions.ask(con, "key_figures").iloc[0]
    assert [int(figures[name]) for name in ("measures", "counted", "done", "on_track", "overdue", "soon", "followed_up")] == [
        82, 77, 42, 63, 0, 11, 82,
    ]  # fmt: skip
    decisions = questions.ask(con, "decisions")
    assert (len(decisions), decisions["question"].nunique()) == (11, 4)
