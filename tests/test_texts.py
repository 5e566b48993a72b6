"""What goals and follow-ups say by themselves: kept once for each text, as long as the text stands somewhere."""

from __future__ import annotations

import duckdb
import plans_by_hand as hand
import pytest
import register_by_hand
from plans_by_hand import Line

import loaders
from data import corrections, intake, store
from loaders.plan.stacked.text import looks_like_ocr

TABLES = ("goal_reading", "told_reading")
HEADS = "Prioriterat samverkansområde\tOrsak\tÅtgärd\tNär\tVem\tUppföljning\n"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return store.open(":memory:")


def texts(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {text for (text,) in con.execute(f"SELECT text FROM {table}").fetchall()}


def keep(con: duckdb.DuckDBPyConnection, lines: list[Line], name: str = "a.xlsx") -> intake.Imported:
    return intake.keep(con, hand.content(name), hand.plan(name, lines), "Test")


def test_each_text_of_the_register_has_one_reading_and_no_other_has() -> None:
    con = register_by_hand.register()
    told = con.execute(
        "SELECT DISTINCT unnest([status_text, followup, comment]) FROM entry UNION SELECT text FROM entry_followup"
    ).fetchall()
    goals = con.execute("SELECT DISTINCT goal FROM entry").fetchall()
    assert texts(con, "told_reading") == {text for (text,) in told} - {""}
    assert texts(con, "goal_reading") == {text for (text,) in goals} - {""} != set()


def test_a_removed_document_leaves_no_text_behind(con: duckdb.DuckDBPyConnection) -> None:
    first = keep(con, [Line("Byta lampor", "pagar", "Elektrikern är vald", goal="Lamporna är bytta")])
    keep(con, [Line("Klippa", "pagar", "Pågår", goal="Buskarna är klippta")], "b.xlsx")
    intake.remove(con, first.document, "Test")
    assert texts(con, "goal_reading") == {"Buskarna är klippta"}
    assert texts(con, "told_reading") == {"Pågår"}


def test_a_goal_corrected_by_hand_is_read_too(con: duckdb.DuckDBPyConnection) -> None:
    keep(con, [Line("Byta lampor", goal="Bättre ljus")])
    (measure,) = con.execute("SELECT id FROM measure").fetchone() or ("",)
    corrections.correct(con, measure, "goal", "Alla 40 lampor är bytta i maj 2024", "Så sa mötet", "Eva Ek")
    read = con.execute("SELECT number_words, date_words FROM goal_reading WHERE text LIKE 'Alla%'").fetchall()
    assert read == [("40", "maj")]


def test_a_register_of_another_program_is_read_when_it_is_opened_and_then_left_alone() -> None:
    con = register_by_hand.register()
    kept = {table: con.execute(f"SELECT * FROM {table} ORDER BY text").fetchall() for table in TABLES}
    for table in TABLES:
        con.execute(f"DELETE FROM {table}")
    con.execute("UPDATE register SET texts_read_with = ''")
    intake.keep_up(con)
    assert {table: con.execute(f"SELECT * FROM {table} ORDER BY text").fetchall() for table in TABLES} == kept
    before = store.changes(con)
    intake.keep_up(con)
    assert store.changes(con) == before


def test_obstacles_of_a_register_of_another_program_are_read_when_it_is_opened(con: duckdb.DuckDBPyConnection) -> None:
    lost = "Vi traffas i huset vid torget och pratar om hur det gar for de unga som bor dar. " * 6
    for district in ("Södermalm", "Ekby"):  # whose own office is waited for depends on it
        table = HEADS + "Unga i riskzon\tFrånvaro\tÖppna gården\tMaj 2024\tPolisen\tVäntar på besked från fritid\n"
        table += f"\tMörkt\tByta lampor i {district}\tMaj 2024\tPolisen\tPågår, men saknar pengar\n"
        intake.import_document(con, table.encode(), f"{district} 2024.tsv", "Test", district, 2024)
    table = HEADS + f"Unga i riskzon\t{lost}\tOppna garden\tMaj 2024\tPolisen\tVantar pa besked fran skolan\n"
    intake.import_document(con, table.encode(), "Utan prickar 2024.tsv", "Test", "Exempelby", 2024)
    asked = [
        f"SELECT {key}, obstacle, obstacle_words, obstacle_rule, waits_for, waits_for_party FROM {table} ORDER BY ALL"
        for table, key in (("entry", "id"), ("entry_followup", "entry, position"))
    ]
    read = [con.execute(question).fetchall() for question in asked]
    assert [sum("waiting" in row for row in rows) for rows in read] == [3, 3]
    assert len({row[-1] for row in read[0]} - {""}) == 3, "tre parter"
    for table in ("entry", "entry_followup"):
        con.execute(f"UPDATE {table} SET obstacle = '', obstacle_words = '', waits_for = '', waits_for_party = ''")
        con.execute(f"UPDATE {table} SET obstacle_rule = ''")
    con.execute("UPDATE register SET texts_read_with = ''")
    intake.keep_up(con)
    assert [con.execute(question).fetchall() for question in asked] == read


def test_words_of_a_text_that_lost_its_letters_are_the_documents_own(con: duckdb.DuckDBPyConnection) -> None:
    filler = "Vi traffas i huset vid torget och pratar om hur det gar for de unga som bor dar. " * 6
    assert looks_like_ocr(filler)
    keep(con, [Line("Skriva rutin", "genomford", filler, goal="Rutinen ar beslutad under varen")])
    read = con.execute("SELECT aim, aim_words, date_words FROM goal_reading").fetchall()
    assert read == [("state", "ar beslutad", "under varen")]


def test_a_cause_without_a_measure_is_kept_with_its_area_and_place(con: duckdb.DuckDBPyConnection) -> None:
    table = (
        HEADS
        + "Otrygga och brottsutsatta platser\tMörka gångvägar\tByta lampor\tMaj 2024\tPolisen\tPågår\n"
        + "\tStölder i butiker\t\t\t\t\n"
        + "\tKlotter\tSanera varje vecka\tLöpande\tPolisen\tPågår\n"
    )
    plan = loaders.load(table.encode(), "Åtgärdsplan Ekby 2024.tsv", "Ekby", 2024)
    assert [(lone.cause, area.code, lone.place.row) for lone, area in plan.lone_causes] == [
        ("Stölder i butiker", "platser", 3)
    ]
    assert plan.columns == ("area", "cause", "measure", "when", "who", "followup")
    intake.keep(con, table.encode(), plan, "Test")
    assert con.execute("SELECT area, cause, place FROM lone_cause").fetchall() == [
        ("platser", "Stölder i butiker", "tabell 1, rad 3")
    ]
    assert con.execute("SELECT columns FROM document").fetchall() == [(list(plan.columns),)]
