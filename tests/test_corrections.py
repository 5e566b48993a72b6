"""Corrections by hand: what they change, how long they hold, and that no import touches them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import plans_by_hand as hand
import pytest
import register_by_hand
from plans_by_hand import Line

import loaders
from data import corrections, intake, questions, store
from data.filters import Filters
from loaders.records import Plan

EKBY = Filters(plans=("Ekby 2024",))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = register_by_hand.register()
    yield con
    con.close()


def measure(con: duckdb.DuckDBPyConnection, title: str, as_of: date | None = None) -> Any:
    found = questions.ask(con, "measures", replace(EKBY, as_of=as_of))
    return found[found["title"] == title].iloc[0]


def correct(con: duckdb.DuckDBPyConnection, title: str, field: str, value: str, **more: Any) -> int:
    return corrections.correct(con, measure(con, title)["measure"], field, value, "Så sa mötet", "Eva Ek", **more)


def states(con: duckdb.DuckDBPyConnection) -> list[str]:
    return list(corrections.made(con)["state"])


CHANGES = [
    ("status", "genomford", "status", "genomford"),
    ("continues", "ja", "continues", True),
    ("area", "systemhotande", "area", "systemhotande"),
    ("subarea", "Norra  torget", "subarea", "Norra torget"),
    ("cause", "", "cause", ""),
    ("goal", "Tio lampor", "goal", "Tio lampor"),
    ("measure", "Byta all belysning", "title", "Byta all belysning"),
    ("timing", "ongoing", "timing", "ongoing"),
    ("end", "2024-12-20", "end_date", "2024-12-20"),
    ("end", "", "end_date", "NaT"),
    ("start", "2024-02-01", "start_date", "2024-02-01"),
    ("actors", "person:Eva Ek | organisation:Polisen", "actors", "Eva Ek, Polisen"),
    ("actors", "", "actors", ""),
]


@pytest.mark.parametrize(("field", "value", "column", "shown"), CHANGES)
def test_corrected_value_is_shown_and_undone(
    con: duckdb.DuckDBPyConnection, field: str, value: str, column: str, shown: object
) -> None:
    before = measure(con, "Byta belysning")
    number = correct(con, "Byta belysning", field, value)
    after = questions.ask(con, "measures", Filters(measures=(before["measure"],))).iloc[0]
    assert str(after[column])[:10] == str(shown)[:10] or after[column] == shown
    assert after["corrected"] == field
    assert states(con) == ["gäller"]
    corrections.undo(con, number, "Ola Alm")
    assert measure(con, "Byta belysning").equals(before)
    assert states(con) == ["ångrad"]


def test_figures_follow_a_correction(con: duckdb.DuckDBPyConnection) -> None:
    before = questions.ask(con, "key_figures", EKBY).iloc[0]
    correct(con, "Utbilda föräldrar", "status", "genomford")
    correct(con, "Byta belysning", "end", "2024-12-20")
    after = questions.ask(con, "key_figures", EKBY).iloc[0]
    assert (after["done"] - before["done"], after["overdue"] - before["overdue"]) == (1, -2)
    assert after["soon"] == before["soon"] + 1


def test_a_party_follows_a_corrected_actor(con: duckdb.DuckDBPyConnection) -> None:
    correct(con, "Samverka om avhoppare", "actors", "organisation:Polisen | function:okänd")
    assert measure(con, "Samverka om avhoppare")["parties"] == "Polisen"
    chosen = questions.ask(con, "measures", replace(EKBY, parties=("Polisen",)))
    assert "Samverka om avhoppare" in set(chosen["title"])


def test_a_correction_answers_its_doubt(con: duckdb.DuckDBPyConnection) -> None:
    assert "status" in set(questions.ask(con, "doubts")["field"])
    correct(con, "Samverka om avhoppare", "status", "pagar")
    assert "status" not in set(questions.ask(con, "doubts")["field"])


def test_a_row_that_is_no_measure_is_counted_nowhere_and_asked_nothing(con: duckdb.DuckDBPyConnection) -> None:
    row = measure(con, "Samverka om avhoppare")["measure"]
    before = questions.ask(con, "key_figures", EKBY).iloc[0]
    assert row in set(questions.ask(con, "doubts", EKBY)["measure"])
    number = correct(con, "Samverka om avhoppare", "is_measure", "nej")
    after = questions.ask(con, "key_figures", EKBY).iloc[0]
    assert before["measures"] + before["vanished"] - after["measures"] - after["vanished"] == 1
    for question in ("measures", "overdue", "vanished", "doubts", "to_mend", "workload_by_actor"):
        answer = questions.ask(con, question, EKBY)
        assert row not in set(answer.get("measure", ())), question
    assert int(questions.ask(con, "plans", EKBY)["measures"].iloc[0]) == after["measures"]
    own = questions.ask(con, "measure", replace(EKBY, measures=(row,)))
    assert list(own["title"]) == ["Samverka om avhoppare"], "its own page still shows it"
    corrections.undo(con, number, "Eva Ek")
    assert questions.ask(con, "key_figures", EKBY).iloc[0]["measures"] == before["measures"]


def test_a_set_aside_row_hides_no_measure_of_another_document_and_follows_up_no_area() -> None:
    plan = hand.plan("plan.xlsx", [Line("Vandra"), Line("Ring", area="platser")], "Ekby", 2024, date(2024, 3, 1))
    later = hand.plan("juni.xlsx", [Line("Vandra"), Line("Kansliet", area="platser")], "Ekby", 2024, date(2024, 6, 1))
    con = store.open(":memory:")
    for one in (plan, later):
        intake.keep(con, hand.content(one.name), one, "Test")

    def titles(question: str, day: date | None = None) -> set[str]:
        return set(questions.ask(con, question, replace(EKBY, as_of=day))["title"])

    assert titles("vanished") == {"Ring"}
    correct(con, "Kansliet", "is_measure", "nej")
    assert titles("vanished") == set(), "nothing else says that the area was followed up"
    assert titles("measures") == {"Vandra", "Ring"}
    first = questions.ask(con, "measures", replace(EKBY, as_of=date(2024, 3, 1)))
    vandra = first[first["title"] == "Vandra"].iloc[0]["measure"]
    corrections.correct(con, vandra, "is_measure", "nej", "Stod två gånger", "Eva Ek", as_of=date(2024, 3, 1))
    assert titles("measures", date(2024, 3, 1)) == {"Ring"}
    assert titles("measures") == {"Vandra", "Ring"}, "the row of the next document may be the measure itself"


def test_a_set_aside_row_carries_nothing_on_until_it_is_a_measure_again() -> None:
    con = store.open(":memory:")
    for year in (2024, 2025):
        plan = hand.plan(f"{year}.xlsx", [Line("Ringa alla"), Line("Vandra")], "Ekby", year, date(year, 11, 1))
        intake.keep(con, hand.content(plan.name), plan, "Test")
    later = replace(EKBY, plans=("Ekby 2025",))

    def carried() -> set[str]:
        return set(questions.ask(con, "carried_on", later)["title"])

    assert carried() == {"Ringa alla", "Vandra"}
    found = questions.ask(con, "measures", later)
    row = found[found["title"] == "Vandra"].iloc[0]["measure"]
    corrections.correct(con, row, "is_measure", "nej", "Var en rubrik", "Eva Ek")
    assert carried() == {"Ringa alla"}
    corrections.correct(con, row, "is_measure", "ja", "Var en åtgärd", "Eva Ek")
    assert carried() == {"Ringa alla", "Vandra"}


def test_a_measure_that_vanished_is_no_question_when_it_never_was_one(con: duckdb.DuckDBPyConnection) -> None:
    gone = questions.ask(con, "vanished", EKBY).iloc[0]
    corrections.correct(con, gone["measure"], "is_measure", "nej", "Var en rubrik", "Eva Ek")
    assert gone["measure"] not in set(questions.ask(con, "vanished", EKBY)["measure"])


def test_the_latest_correction_of_a_field_holds_and_undoing_it_brings_back_the_one_before(
    con: duckdb.DuckDBPyConnection,
) -> None:
    correct(con, "Byta belysning", "status", "pagar")
    second = correct(con, "Byta belysning", "status", "genomford")
    assert measure(con, "Byta belysning")["status"] == "genomford"
    assert states(con) == ["ersatt", "gäller"]
    corrections.undo(con, second, "Eva Ek")
    assert measure(con, "Byta belysning")["status"] == "pagar"
    assert states(con) == ["gäller", "ångrad"]


def test_a_correction_holds_for_the_text_that_was_seen_and_for_no_other(con: duckdb.DuckDBPyConnection) -> None:
    correct(con, "Utbilda föräldrar", "status", "genomford")
    assert measure(con, "Utbilda föräldrar", date(2024, 7, 1))["status"] == "pagar"
    correct(con, "Utbilda föräldrar", "end", "2024-09-30")
    assert str(measure(con, "Utbilda föräldrar", date(2024, 7, 1))["end_date"].date()) == "2024-09-30"
    later = hand.plan(
        "ekby vb.xlsx",
        [Line("Utbilda föräldrar", "delvis", "Hälften", area="unga", cause="Frånvaro", **hand.by(date(2024, 6, 30)))],
        followed_up=date(2024, 12, 20),
    )
    intake.keep(con, hand.content(later.name), later, "Test")
    now = measure(con, "Utbilda föräldrar")
    assert (now["status"], now["corrected"]) == ("delvis", "end")
    assert states(con) == ["texten är ändrad", "gäller"]


def test_where_there_was_no_text_a_correction_holds_from_then_on(con: duckdb.DuckDBPyConnection) -> None:
    correct(con, "Fråga unga om trygghet", "status", "pagar")
    assert measure(con, "Fråga unga om trygghet")["status"] == "pagar"
    assert measure(con, "Fråga unga om trygghet", date(2024, 7, 1))["status"] == "ej_uppfoljd"


def test_corrections_survive_removal_reimport_and_rebuild(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = {hand.content(plan.name): plan for plan in register_by_hand.plans()}
    monkeypatch.setattr(loaders, "load", lambda content, *_, **__: plans[content], raising=False)
    correct(con, "Öppna en stödlinje", "goal", "Tio samtal om dagen")
    correct(con, "Byta belysning", "status", "genomford")
    made = con.execute("SELECT * FROM correction").fetchall()
    november = next(plan for plan in plans.values() if plan.name == "ekby november.xlsx")
    said = intake.remove(con, november.sha256, "Test")
    assert said.endswith("är ångrad. 2 rättelser sparas, och gäller igen om samma fil läses in.")
    assert states(con) == ["hittar inte åtgärden", "texten är ändrad"]
    assert measure(con, "Byta belysning")["status"] == "pagar"
    intake.import_document(con, hand.content(november.name), november.name, "Test")
    assert states(con) == ["gäller", "gäller"]
    intake.remove(con, next(plan for plan in plans.values() if plan.name == "ekby plan.docx").sha256, "Test")
    assert states(con) == ["gäller", "gäller"]
    renumbered = _renumbered(november)
    plans[hand.content(november.name)] = renumbered
    intake.rebuild(con, "Test")
    assert states(con) == ["gäller", "gäller"]
    assert measure(con, "Byta belysning")["status"] == "genomford"
    assert measure(con, "Öppna en stödlinje")["goal"] == "Tio samtal om dagen"
    assert con.execute("SELECT * FROM correction").fetchall() == made


def _renumbered(plan: Plan) -> Plan:
    """The same plan read anew with a row more at the top."""
    extra = hand.plan("x", [Line("En rad som förut inte lästes", area="unga")]).measures[0]
    rest = (replace(m, row=replace(m.row, number=m.row.number + 1)) for m in plan.measures)
    return replace(plan, measures=(extra, *rest))


def test_any_entry_s_id_leads_to_the_measure(con: duckdb.DuckDBPyConnection) -> None:
    entries = con.execute(
        "SELECT l.entry, l.measure FROM link l JOIN entry e ON e.id = l.entry WHERE e.measure = 'Byta belysning'"
    ).fetchall()
    assert len(entries) == 3
    assert {corrections.measure_of(con, entry) for entry, _ in entries} == {entries[0][1]}


REFUSED = [
    ("status", "klar", "genomford, delvis"),
    ("area", "skolor", "unga, platser"),
    ("timing", "snart", "deadline"),
    ("end", "31 maj", "inget datum"),
    ("end", "2024-02-30", "inget datum"),
    ("continues", "kanske", "ja eller nej"),
    ("actors", "Eva Ek", "person:Namn"),
    ("measure", "  ", "måste ha en text"),
    ("when", "2024", "går inte att rätta"),
    ("start", "2024-12-24", "sluta före den börjar"),
]


@pytest.mark.parametrize(("field", "value", "said"), REFUSED)
def test_nonsense_is_refused_and_nothing_is_kept(
    con: duckdb.DuckDBPyConnection, field: str, value: str, said: str
) -> None:
    changes = store.changes(con)
    with pytest.raises(corrections.RefusedCorrection, match=said):
        correct(con, "Byta belysning", field, value)
    assert corrections.made(con).empty
    assert store.changes(con) == changes


def test_a_correction_says_who_and_why_and_of_what(con: duckdb.DuckDBPyConnection) -> None:
    number = measure(con, "Byta belysning")["measure"]
    for why, who in ((" ", "Eva"), ("så", "")):
        with pytest.raises(corrections.RefusedCorrection, match="Skriv"):
            corrections.correct(con, number, "goal", "x", why, who)
    with pytest.raises(corrections.RefusedCorrection, match="finns inte i registret"):
        corrections.correct(con, "ekby-2024-000000-001", "goal", "x", "så", "Eva")
    one = correct(con, "Byta belysning", "goal", "x")
    for wrong, said in ((one + 1, "ingen rättelse"), (one, "redan ångrad")):
        if wrong == one:
            corrections.undo(con, one, "Eva")
        with pytest.raises(corrections.RefusedCorrection, match=said):
            corrections.undo(con, wrong, "Eva")


def test_what_a_person_writes_is_data(con: duckdb.DuckDBPyConnection) -> None:
    text = "'); DELETE FROM correction; --"
    correct(con, "Byta belysning", "goal", text)
    assert measure(con, "Byta belysning")["goal"] == text
