"""Identity decided by hand: two entries are the same measure, or are not, whatever the matching says."""

from __future__ import annotations

from datetime import date

import duckdb
import plans_by_hand as hand
import pytest
from plans_by_hand import Line

from data import decisions, intake, questions, store

PLANNED = hand.plan("plan.xlsx", [Line("Vandra i parken om kvällen"), Line("Besöka skolorna")])
FOLLOWED = hand.plan(
    "nov.xlsx",
    [Line("Kvartalsmöte med ungdomsråd", "pagar", "Pågår"), Line("Besöka skolorna", "genomford", "Klart")],
    followed_up=date(2024, 11, 13),
)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = store.open(":memory:")
    for plan in (PLANNED, FOLLOWED):
        intake.keep(con, hand.content(plan.name), plan, "Test")
    return con


def entry(con: duckdb.DuckDBPyConnection, document: str, row: int) -> str:
    found = con.execute(
        "SELECT e.id FROM entry e JOIN document d ON d.id = e.document WHERE d.name = $name AND e.row = $row",
        {"name": document, "row": row},
    ).fetchall()
    return str(found[0][0])


def titles(con: duckdb.DuckDBPyConnection) -> list[str]:
    return sorted(questions.ask(con, "measures")["title"])


def test_confirmed_pair_is_one_measure_and_outlasts_reimport(con: duckdb.DuckDBPyConnection) -> None:
    assert titles(con) == ["Besöka skolorna", "Kvartalsmöte med ungdomsråd"]
    assert [row["title"] for _, row in questions.ask(con, "vanished").iterrows()] == ["Vandra i parken om kvällen"]
    number = decisions.decide(con, entry(con, "plan.xlsx", 1), entry(con, "nov.xlsx", 1), True, "Eva Ek")
    assert titles(con) == ["Besöka skolorna", "Kvartalsmöte med ungdomsråd"]
    assert questions.ask(con, "vanished").empty
    assert con.execute("SELECT count(*) FROM link WHERE decided_by = 'hand'").fetchall() == [(1,)]
    intake.remove(con, PLANNED.sha256, "Test")
    intake.keep(con, hand.content(PLANNED.name), PLANNED, "Test")
    assert questions.ask(con, "vanished").empty
    decisions.undo(con, number)
    assert len(questions.ask(con, "vanished")) == 1


def test_refused_pair_is_two_measures(con: duckdb.DuckDBPyConnection) -> None:
    one, other = entry(con, "plan.xlsx", 2), entry(con, "nov.xlsx", 2)
    decisions.decide(con, one, other, False, "Eva Ek")
    assert con.execute("SELECT count(*) FROM measure").fetchall() == [(4,)]
    assert list(questions.ask(con, "vanished")["title"]) == ["Vandra i parken om kvällen", "Besöka skolorna"]
    decisions.decide(con, one, other, True, "Eva Ek")
    assert con.execute("SELECT count(*) FROM measure").fetchall() == [(3,)]


def test_what_cannot_be_decided_is_said(con: duckdb.DuckDBPyConnection) -> None:
    one, other = entry(con, "plan.xlsx", 1), entry(con, "plan.xlsx", 2)
    with pytest.raises(decisions.RefusedDecision, match="samma dokument"):
        decisions.decide(con, one, other, True, "Eva Ek")
    with pytest.raises(decisions.RefusedDecision, match="finns inte"):
        decisions.decide(con, one, "okänd", True, "Eva Ek")
    with pytest.raises(decisions.RefusedDecision, match="vem"):
        decisions.decide(con, one, entry(con, "nov.xlsx", 1), True, " ")
    with pytest.raises(decisions.RefusedDecision, match="nummer 9"):
        decisions.undo(con, 9)
