"""What the method asks of a plan, what contradicts itself and what had no result: the questions on plans made by hand."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import plans_by_hand as hand
import pytest
import register_by_hand
from plans_by_hand import Line

from data import corrections, intake, questions, store
from data.filters import Filters
from loaders.records import Area, LoneCause, Obstacle, Place, Plan

EKBY = Filters(plans=("Ekby 2024",))
DAY = date(2024, 11, 13)
DEMANDS = ("cause", "owner", "named", "time", "goal", "measurable", "followup")
GOAL = "40 hushåll är besökta"
EVA = ("person:Eva Ek",)
WHOLE: dict[str, Any] = {"goal": GOAL, "actors": EVA, "who": "Eva Ek", **hand.by(date(2024, 12, 31))}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = store.open(":memory:")
    yield con
    con.close()


def keep(con: duckdb.DuckDBPyConnection, lines: list[Line], **more: Any) -> Plan:
    plan = hand.plan(more.pop("name", "a.xlsx"), lines, **{"followed_up": DAY, **more})
    intake.keep(con, hand.content(plan.name), plan, "Test")
    return plan


def ask(con: duckdb.DuckDBPyConnection, question: str, filters: Filters = EKBY) -> list[dict[str, Any]]:
    return [dict(row) for row in questions.ask(con, question, filters).to_dict("records")]


def demands(con: duckdb.DuckDBPyConnection, area: str = "") -> dict[str, tuple[int, int]]:
    return {
        row["demand"]: (row["measures"], row["lacking"]) for row in ask(con, "demands") if (row["area"] or "") == area
    }


# --- demands -------------------------------------------------------------------------------------------------------


def test_a_plan_with_nothing_lacking(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Besöka", "pagar", "Pågår", **WHOLE), Line("Ringa", "genomford", "Gjort", **WHOLE)])
    assert demands(con) == dict.fromkeys(DEMANDS, (2, 0))
    assert ask(con, "to_mend") == []


@pytest.mark.parametrize(
    ("lack", "change", "said"),
    [
        ("cause", {"cause": ""}, "cause"),
        ("owner", {"actors": (), "who": ""}, "owner"),
        ("named", {"actors": ("organisation:Polisen@Polisen",)}, "named"),
        ("time", {"timing": "unset", "end": None}, "time measurable"),
        ("goal", {"goal": ""}, "goal"),
        ("measurable", {"goal": "Verka för trygghet"}, "measurable"),
        ("followup", {"status": "ej_uppfoljd", "text": "", **hand.by(date(2024, 5, 1))}, "followup"),
    ],
)
def test_each_lack_is_told(con: duckdb.DuckDBPyConnection, lack: str, change: dict[str, Any], said: str) -> None:
    keep(
        con,
        [
            Line(**{"measure": "Besöka", "status": "pagar", "text": "Pågår", **WHOLE, **change}),
            Line("Hel", "pagar", "Pågår", **WHOLE),
        ],
    )
    found = demands(con)
    assert found[lack] == (2, 1)
    assert [row["lacks"] for row in ask(con, "to_mend")] == [said]


def test_nothing_is_asked_of_what_is_removed_nor_a_followup_before_its_time(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Borta", "borttagen", "Stryks", cause="", actors=()), Line("Sedan", **WHOLE)])
    assert demands(con)["cause"] == (1, 0)
    assert demands(con)["followup"] == (0, 0)


def test_numbers_of_the_areas_sum_to_the_plans_and_open_just_their_rows(con: duckdb.DuckDBPyConnection) -> None:
    ekby = register_by_hand.register()
    rows = ask(ekby, "demands")
    quality = ask(ekby, "quality")
    for code in DEMANDS:
        (whole,) = [row for row in rows if row["demand"] == code and not row["area"]]
        parts = [row for row in rows if row["demand"] == code and row["area"]]
        assert whole["measures"] == sum(row["measures"] for row in parts)
        assert whole["lacking"] == sum(row["lacking"] for row in parts) == sum(row[f"lacks_{code}"] for row in quality)
        assert whole["measures"] - whole["lacking"] == sum(row[f"meets_{code}"] for row in quality)
    assert {row["measure"] for row in ask(ekby, "to_mend")} == {
        row["measure"] for row in quality if any(row[f"lacks_{code}"] for code in DEMANDS)
    }


def columns(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    return {row["demand"]: row["in_document"] for row in ask(con, "demands") if not row["area"]}


def test_a_plan_without_the_column_is_told_and_its_rows_do_not_repeat_it(con: duckdb.DuckDBPyConnection) -> None:
    plan = hand.plan("a.xlsx", [Line("Besöka", "pagar", "Pågår", **{**WHOLE, "goal": ""})], followed_up=DAY)
    intake.keep(
        con,
        hand.content("a.xlsx"),
        replace(plan, headings=tuple((role, role) for role in ("cause", "measure", "when", "who", "followup"))),
        "T",
    )
    assert columns(con)["goal"] is False
    assert columns(con)["time"] is True
    assert demands(con)["goal"] == (1, 1)
    assert ask(con, "to_mend") == []


def test_a_document_read_before_its_columns_were_noted_says_nothing_of_them(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Besöka", "pagar", "Pågår", **{**WHOLE, "goal": ""})])
    con.execute("UPDATE document SET columns = NULL")
    con.execute("UPDATE register SET changes = changes + 1")
    assert pd.isna(columns(con)["goal"])
    assert columns(con)["cause"] is True, "a text is there, so the column is"


def test_a_goal_that_nobody_has_read_counts_as_not_measurable_and_says_so(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Besöka", "pagar", "Pågår", **WHOLE)])
    con.execute("DELETE FROM goal_reading")
    con.execute("UPDATE register SET changes = changes + 1")
    assert demands(con)["measurable"] == (1, 1)
    assert ask(con, "measure_quality")[0]["goal_state"] == "unread"


@pytest.mark.parametrize(
    ("timing", "lacks"),
    [
        (hand.by(date(2024, 12, 31)), ""),
        ({"timing": "recurring", "end": date(2024, 12, 31), "when": "Varje månad"}, ""),
        ({"timing": "ongoing", "end": date(2024, 12, 31), "when": "Löpande"}, "date"),
        ({"timing": "deadline", "when": "Snart"}, "date"),
        ({"timing": "unset"}, "date"),
    ],
)
def test_the_date_may_be_the_measures_own(con: duckdb.DuckDBPyConnection, timing: dict[str, Any], lacks: str) -> None:
    keep(con, [Line("Besöka", "pagar", "Pågår", goal=GOAL, **timing)])
    assert ask(con, "measure_quality")[0]["goal_lacks"] == lacks


def test_a_correction_of_the_goal_or_the_time_is_followed(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Besöka", "pagar", "Pågår", goal="Fler besök", timing="unset")])
    (row,) = ask(con, "measure_quality")
    assert row["goal_lacks"] == "number date"
    corrections.correct(con, row["measure"], "goal", "40 besök är gjorda", "Så sa mötet", "Eva Ek")
    assert ask(con, "measure_quality")[0]["goal_lacks"] == "date"
    corrections.correct(con, row["measure"], "end", "2024-12-01", "Så sa mötet", "Eva Ek")
    corrections.correct(con, row["measure"], "timing", "deadline", "Så sa mötet", "Eva Ek")
    assert ask(con, "measure_quality")[0]["goal_state"] == "measurable"


# --- causes --------------------------------------------------------------------------------------------------------


def test_causes_by_number_of_measures(con: duckdb.DuckDBPyConnection) -> None:
    lines = [Line(f"Sak {n}", cause="Mörker på torget") for n in range(4)]
    lines += [Line("En", cause="Frånvaro"), Line("Två", cause="frånvaro."), Line("Ensam", cause="Klotter")]
    lines += [Line("Annat område", cause="Klotter", area="platser"), Line("Utan", cause="")]
    lines += [
        Line("Struken", "borttagen", "Stryks", cause="Buller"),
        Line("Också struken", "borttagen", "Stryks", cause="Klotter"),
    ]
    keep(con, lines)
    found = {row.pop("area"): row for row in ask(con, "cause_coverage")}
    assert found["unga"] == {"causes": 4, "one": 1, "few": 1, "many": 1, "measures": 7, "alone": 1, "without_cause": 1}
    assert found["platser"] == {
        "causes": 1,
        "one": 1,
        "few": 0,
        "many": 0,
        "measures": 1,
        "alone": 0,
        "without_cause": 0,
    }
    (alone,) = ask(con, "causes_alone")
    assert (alone["cause"], alone["removed"]) == ("Buller", 1)


def test_a_cause_on_a_row_of_its_own_has_no_measure_unless_another_row_answers_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    plan = hand.plan("a.xlsx", [Line("Byta lampor", cause="Mörker")], followed_up=DAY)
    area = Area("platser", "", "", "för hand")
    lone = [(LoneCause(cause, Place(table=1, row=9)), area) for cause in ("Stölder", "mörker")]
    intake.keep(con, hand.content("a.xlsx"), replace(plan, lone_causes=tuple(lone)), "Test")
    (alone,) = ask(con, "causes_alone")
    assert (alone["cause"], alone["area"], alone["removed"], alone["place"]) == (
        "Stölder",
        "platser",
        0,
        "tabell 1, rad 9",
    )
    assert ask(con, "causes_alone", replace(EKBY, areas=("unga",))) == []
    assert [(row["area"], row["causes"], row["alone"]) for row in ask(con, "cause_coverage")] == [
        ("unga", 1, 0),
        ("platser", 1, 1),
    ]


@pytest.mark.parametrize(
    ("lines", "lone", "alone"),
    [
        # (area, status) of the measures of one cause; areas where it stands alone; (area, removed) where it lacks a measure
        ([("unga", "borttagen"), ("unga", "borttagen")], [], [("unga", 2)]),
        ([("unga", "borttagen"), ("unga", "pagar")], [], []),
        ([("unga", "borttagen"), ("platser", "pagar")], [], []),
        ([("unga", "borttagen"), ("platser", "borttagen")], [], [("unga", 1), ("platser", 1)]),
        ([("unga", "borttagen")], ["unga"], [("unga", 1)]),
        ([("unga", "borttagen")], ["platser"], [("unga", 1), ("platser", 0)]),
        ([("unga", "pagar")], ["platser"], []),
        ([("unga", "borttagen"), ("brottsoffer", "genomford")], ["platser"], []),
    ],
)  # fmt: skip
def test_a_cause_lacks_a_measure_when_none_left_in_the_plan_answers_it_in_any_area(
    con: duckdb.DuckDBPyConnection,
    lines: list[tuple[str, str]],
    lone: list[str],
    alone: list[tuple[str, int]],
) -> None:
    measures = [
        Line(f"Åtgärd {n}", status, "Text", cause="Mörker" if n % 2 else "MÖRKER!", area=area)
        for n, (area, status) in enumerate(lines)
    ]
    other = Line("Något annat", "pagar", "Text", cause="Stölder", area="systemhotande")
    plan = hand.plan("a.xlsx", [*measures, other], followed_up=DAY)
    causes = tuple((LoneCause("mörker", Place(table=1, row=9)), Area(area, "", "", "för hand")) for area in lone)
    intake.keep(con, hand.content("a.xlsx"), replace(plan, lone_causes=causes), "Test")
    assert [(row["area"], row["removed"]) for row in ask(con, "causes_alone")] == alone
    counted = {row["area"]: row["alone"] for row in ask(con, "cause_coverage") if row["alone"]}
    assert counted == {area: 1 for area, _ in alone}


# --- contradictions ------------------------------------------------------------------------------------------------

WAITS = Obstacle("waiting", "väntar på", "väntar på", "kommunens svar", "")
CASES: list[tuple[str, dict[str, Any], tuple[str, str, str] | None]] = [
    ("the text has the occasion ahead", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "Hålls den 20 december.", "ej_paborjad"),)}, ("done_ahead", "followup", "Hålls den 20 december")),
    ("a bare occasion later on", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "Rektorsmöte 18/11.", "ej_paborjad"),)}, ("done_ahead", "followup", "Rektorsmöte 18/11.")),
    ("the invitation is out", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "Inbjudan är ute.", "pagar"),)}, ("done_ahead", "followup", "Inbjudan är ute")),
    ("another occasion is planned after the one held", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "Mötet hölls. Nästa är inplanerat.", "genomford"),)}, None),
    ("done again and again", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "Genomfört. Ska ske varje år.", "genomford"),)}, None),
    ("done before its stated start", {"status": "genomford", "text": "Klart", **hand.by(date(2024, 12, 20), date(2024, 12, 20), "20 december")}, ("done_before_start", "start", "2024-12-20")),
    ("done before a season that is no stated start", {"status": "genomford", "text": "Klart", **hand.by(date(2024, 12, 31), date(2024, 12, 1), "Vintern")}, None),
    ("done after its start", {"status": "genomford", "text": "Klart", **hand.by(date(2024, 11, 1), date(2024, 11, 1), "1 november")}, None),
    ("done but waits", {"status": "genomford", "text": "Klart, väntar på kommunens svar", "obstacle": WAITS}, ("done_waiting", "followup", "väntar på kommunens svar")),
    ("going on and waits", {"status": "pagar", "text": "Väntar på kommunens svar", "obstacle": WAITS}, None),
    ("done but something is left", {"status": "genomford", "text": "Genomfört, två skolor återstår"}, ("done_left", "followup", "återstår")),
    ("done and nothing is left", {"status": "genomford", "text": "Genomfört, inget återstår"}, None),
    ("going on a year after its end", {"status": "pagar", "text": "Pågår", **hand.by(date(2023, 11, 14))}, ("going_after_end", "end", "2023-11-14")),
    ("going on, not a year after its end", {"status": "pagar", "text": "Pågår", **hand.by(date(2023, 11, 15))}, None),
    ("line work has no end to be after", {"status": "pagar", "text": "Pågår", "timing": "ongoing", "end": date(2023, 1, 1)}, None),
    ("removed but goes on", {"status": "borttagen", "text": "Åtgärden tas bort. Pågår löpande."}, ("removed_going", "followup", "Pågår")),
    ("removed because it went over to the line", {"status": "borttagen", "text": "Tas bort. Arbetet fortsätter i linjen."}, None),
    ("the text opens with another status", {"status": "ej_paborjad", "status_text": "Ej påbörjat", "followups": ((DAY, "Klart i maj.", "genomford"),)}, ("other_status", "followup", "Klart")),
    ("the comment opens with another status", {"status": "genomford", "status_text": "Genomfört", "comment": "Ej påbörjat"}, ("other_status", "comment", "Ej påbörjat")),
    ("done and goes on", {"status": "genomford", "status_text": "Genomfört, fortsätter", "continues": True, "followups": ((DAY, "Pågår", "pagar"),)}, None),
    ("done, and the text says that it goes on", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "Pågår", "pagar"),)}, ("other_status", "followup", "Pågår")),
    ("the same text twice contradicts nothing", {"status": "genomford", "status_text": "Pågår", "followups": ((DAY, "Pågår", "pagar"),)}, None),
    ("the text that gave the status is not held against it", {"status": "genomford", "text": "Pågår"}, None),
    ("a word far into the text is no opening", {"status": "genomford", "status_text": "Genomfört", "followups": ((DAY, "I fyra fall är frågan ej påbörjad.", "ej_genomford"),)}, None),
    ("partly is no contradiction to done in parts", {"status": "delvis", "status_text": "Delvis klart", "followups": ((DAY, "Klart i norr.", "genomford"),)}, None),
    ("not followed up contradicts nothing", {"status": "ej_uppfoljd"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "line", "expected"), CASES, ids=[case[0] for case in CASES])
def test_contradiction(
    con: duckdb.DuckDBPyConnection, why: str, line: dict[str, Any], expected: tuple[str, str, str] | None
) -> None:
    keep(con, [Line("Hålla möte", **line)])
    found = [(row["kind"], row["against_in"], row["against"]) for row in ask(con, "contradictions")]
    assert found == ([expected] if expected else [])


def test_a_status_corrected_by_hand_answers_what_the_texts_say_but_not_the_dates(
    con: duckdb.DuckDBPyConnection,
) -> None:
    keep(
        con,
        [
            Line("Ord", "genomford", status_text="Genomfört", followups=((DAY, "Inbjudan är ute.", "pagar"),)),
            Line("Datum", "genomford", "Klart", **hand.by(date(2024, 12, 20), date(2024, 12, 20), "20 december")),
        ],
    )
    found = {row["title"]: row for row in ask(con, "contradictions")}
    assert set(found) == {"Ord", "Datum"}
    assert all(str(row["question"]).endswith("?") for row in found.values())
    for row in found.values():
        corrections.correct(con, row["measure"], "status", "genomford", "Det hölls", "Eva Ek")
    assert [row["title"] for row in ask(con, "contradictions")] == ["Datum"]


# --- results -------------------------------------------------------------------------------------------------------


def test_done_measures_by_the_result_they_tell(con: duckdb.DuckDBPyConnection) -> None:
    told = {
        "Frånvaron minskade med 65 elever.": "effect",
        "Uppskattat möte.": "verdict",
        "Hölls med 65 föräldrar.": "reach",
        "Genomfört enligt plan.": "",
    }
    keep(con, [Line(text, "genomford", text) for text in told] + [Line("Går", "pagar", "Hölls med 65 föräldrar.")])
    assert {row["title"]: row["result"] for row in ask(con, "done_results")} == told
    (row,) = ask(con, "results")
    assert {code: row[code] for code in ("done", "effect", "verdict", "reach", "without_result")} == {
        "done": 4,
        "effect": 1,
        "verdict": 1,
        "reach": 1,
        "without_result": 1,
    }


def test_a_result_may_stand_in_the_comment(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Möte", "genomford", "Genomfört", comment="Omkring 60 föräldrar kom.")])
    assert ask(con, "done_results")[0]["result_words"] == "60 föräldrar"


@pytest.mark.parametrize(
    "question", ["demands", "to_mend", "quality", "cause_coverage", "contradictions", "results", "done_results"]
)
def test_an_empty_selection_has_no_answer(con: duckdb.DuckDBPyConnection, question: str) -> None:
    keep(con, [Line("Möte", "genomford", "Genomfört")])
    assert ask(con, question, replace(EKBY, areas=("ovrigt",))) == []
