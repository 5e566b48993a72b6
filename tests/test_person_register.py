"""Persons in the register: counted under one name, asked about, decided by hand, and the same in any order of imports.

Golden answers in questions/persons/ are read by eye against the plans below; WRITE_GOLDEN=1 writes them anew.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import plans_by_hand as hand
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans_by_hand import Line

from data import backup, corrections, intake, person_decisions, questions, store, trial
from data.__main__ import main
from data.decisions import RefusedDecision
from data.filters import Filters
from loaders.records import Plan

GOLDEN = Path(__file__).parent / "questions" / "persons"
MARCH, NOVEMBER = date(2024, 3, 13), date(2024, 11, 13)
EKBY = Filters(plans=("Ekby 2024",))


def carried(measure: str, *persons: str, status: str = "pagar", **more: Any) -> Line:
    actors = tuple(f"person:{name}" for name in persons)
    return Line(measure, status, "Som det står", actors=actors, who=", ".join(persons), **more)


PLANS = (
    hand.plan(
        "mars.xlsx",
        [
            carried("Besöka skolorna", "Eva Ek"),
            carried("Utbilda föräldrar", "Eva Ek"),
            carried("Ordna sommarjobb", "Eva"),
            carried("Byta belysning på torget", "Eric Nyman", area="platser"),
            carried("Ringa äldre i området", "Nadia", area="brottsoffer"),
        ],
        followed_up=MARCH,
    ),
    hand.plan(
        "november.xlsx",
        [
            carried("Besöka skolorna", "Eva Ek", "Eva"),
            carried("Utbilda föräldrar", "EVA EK"),
            carried("Ordna sommarjobb", "Eva"),
            carried("Byta belysning på torget", "Erik Nyman", area="platser"),
            carried("Måla om tunneln", "Erik Nyman", area="platser", status="genomford"),
            carried("Klippa buskarna i parken", "Eric Nyman", area="platser"),
            carried("Ringa äldre i området", "Nadia", area="brottsoffer"),
            carried("Ordna en föreläsning", "Nadia Haddad", area="brottsoffer"),
            carried("Fråga de boende", "Oskar", area="brottsoffer"),
        ],
        followed_up=NOVEMBER,
    ),
    hand.plan("nästa år.xlsx", [carried("Öppna ett läxkafé", "Nadia Frisk", status="ej_uppfoljd")], year=2025),
    hand.plan("annan.xlsx", [carried("Städa parken", "Eva Ask")], district="Åby", followed_up=NOVEMBER),
)


def register(plans: Sequence[Plan] = PLANS) -> duckdb.DuckDBPyConnection:
    con = store.open(":memory:")
    for plan in plans:
        intake.keep(con, hand.content(plan.name), plan, "Test")
    return con


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return register()


def derived(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """All that is derived."""
    tables = ("person", "person_question", "plan", "measure", "link", "origin", "year_link", "proposal")
    return {table: con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in tables}


def carrying(con: duckdb.DuckDBPyConnection, filters: Filters = EKBY) -> dict[str, int]:
    """Person → open measures, as Arbetsbelastning counts them."""
    answer = questions.ask(con, "workload_by_actor", filters)
    return dict(zip(answer["actor"], answer["open"], strict=True))


def asked(con: duckdb.DuckDBPyConnection, filters: Filters = EKBY) -> set[tuple[str, str]]:
    answer = questions.ask(con, "person_questions", filters)
    return set(zip(answer["first"], answer["second"], strict=True))


@pytest.mark.parametrize(
    "question",
    ["person_questions", "person_spellings", "workload_by_actor", "key_person", "choices", "measure_actors"],
)
def test_answer_is_the_golden_one(con: duckdb.DuckDBPyConnection, question: str) -> None:
    said = questions.ask(con, question, EKBY).to_csv(index=False, date_format="%Y-%m-%d")
    golden = GOLDEN / f"{question}.csv"
    if os.environ.get("WRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


# --- what is counted -----------------------------------------------------------------------------------------------


def test_one_person_is_counted_once_however_it_is_written(con: duckdb.DuckDBPyConnection) -> None:
    assert carrying(con)["Eva Ek"] == 3  # Eva Ek and Eva; EVA EK; Eva
    alone = questions.ask(con, "key_person", EKBY).set_index("person")["measures"]
    assert alone["Eva Ek"] == 3, "Eva Ek and Eva on one row are one person"
    assert "Eva" not in carrying(con)


def test_a_name_opens_its_rows_and_so_does_a_spelling_of_it(con: duckdb.DuckDBPyConnection) -> None:
    def rows(actor: str) -> list[str]:
        return list(questions.ask(con, "measures", replace(EKBY, actors=(actor,)))["title"])

    assert rows("person:Eva Ek") == rows("Eva Ek") == ["Besöka skolorna", "Utbilda föräldrar", "Ordna sommarjobb"]
    assert rows("person:Eva") == ["Besöka skolorna", "Ordna sommarjobb"], "an address from before still opens its rows"
    for name, number in carrying(con).items():
        counted = questions.ask(con, "measures", replace(EKBY, actors=(f"person:{name}",)))
        assert counted["open"].sum() == number


def test_a_name_in_another_district_is_another_s(con: duckdb.DuckDBPyConnection) -> None:
    """Eva Ask of Åby does not make Eva of Ekby two, and Åby's measures are counted under its own names."""
    assert carrying(con, Filters(plans=("Åby 2024",))) == {"Eva Ask": 1}


def test_a_spelling_in_one_district_that_is_a_name_in_another_opens_the_name_s_rows() -> None:
    alone = hand.plan("tredje.xlsx", [carried("Måla bron", "Eva")], district="Öby", followed_up=NOVEMBER)
    con = register((*PLANS, alone))
    both = Filters(plans=("Ekby 2024", "Öby 2024"))
    assert carrying(con, both)["Eva"] == len(questions.ask(con, "measures", replace(both, actors=("person:Eva",)))) == 1
    assert len(questions.ask(con, "measures", replace(EKBY, actors=("person:Eva",)))) == 2


def test_what_is_written_stays_beside_what_it_was_understood_as(con: duckdb.DuckDBPyConnection) -> None:
    (measure,) = questions.ask(con, "measures", replace(EKBY, text="sommarjobb"))["measure"]
    (actor,) = questions.ask(con, "measure_actors", replace(EKBY, measures=(measure,))).to_dict("records")
    assert (actor["name"], actor["written"]) == ("Eva Ek", "Eva")
    assert actor["why"] == "Ingen annan med fullt namn i distriktet heter Eva i förnamn."


def test_every_doubt_is_asked_where_it_stands(con: duckdb.DuckDBPyConnection) -> None:
    assert asked(con) == {
        ("Nadia", "Nadia Haddad"), ("Nadia", "Nadia Frisk"), ("Eric Nyman", "Erik Nyman"), ("Oskar", ""),
    }  # fmt: skip
    assert asked(con, replace(EKBY, areas=("unga",))) == set()
    assert asked(con, Filters(plans=("Ekby 2025",))) == {("Nadia", "Nadia Frisk")}


# --- what people say -----------------------------------------------------------------------------------------------


def test_two_spellings_said_to_be_one_are_counted_together_and_taken_apart_again(
    con: duckdb.DuckDBPyConnection,
) -> None:
    before, figures = derived(con), carrying(con)
    assert (figures["Erik Nyman"], figures["Eric Nyman"]) == (1, 1)
    number = person_decisions.decide(con, "Ekby", "Erik Nyman", "Eric Nyman", True, "Bo Berg")
    assert carrying(con)["Eric Nyman"] == 2 and "Erik Nyman" not in carrying(con)
    assert ("Eric Nyman", "Erik Nyman") not in asked(con)
    (kept,) = questions.ask(con, "person_decisions", EKBY).to_dict("records")
    assert (kept["same"], kept["who"], kept["state"]) == (True, "Bo Berg", "gäller")
    person_decisions.undo(con, number, "Åsa Alm")
    assert derived(con) == before
    (kept,) = questions.ask(con, "person_decisions", EKBY).to_dict("records")
    assert (kept["state"], kept["undone_by"]) == ("ångrad", "Åsa Alm")


def test_a_rule_is_overruled_and_asked_no_more(con: duckdb.DuckDBPyConnection) -> None:
    person_decisions.decide(con, "Ekby", "Eva", "Eva Ek", False, "Bo Berg")
    assert (carrying(con)["Eva Ek"], carrying(con)["Eva"]) == (2, 2)
    assert not {pair for pair in asked(con) if "Eva" in pair}


def test_a_decision_outlasts_import_removal_and_rebuild(con: duckdb.DuckDBPyConnection) -> None:
    person_decisions.decide(con, "Ekby", "Nadia", "Nadia Frisk", True, "Bo Berg")
    person_decisions.decide(con, "Ekby", "Erik Nyman", "Eric Nyman", True, "Bo Berg")
    decided = derived(con)
    for plan in PLANS:
        intake.remove(con, plan.sha256, "Test")
    assert con.execute("SELECT count(*) FROM person").fetchall() == [(0,)]
    assert set(questions.ask(con, "person_decisions")["state"]) == {"hittar inte namnen"}
    for plan in reversed(PLANS):
        intake.keep(con, hand.content(plan.name), plan, "Test")
    assert derived(con) == decided
    intake.rebuild(con, "Test")  # these files cannot be read again, so they keep what they had
    assert derived(con) == decided


def test_a_trial_holds_the_district_s_persons_and_is_out_of_date_when_somebody_answers(
    con: duckdb.DuckDBPyConnection,
) -> None:
    person_decisions.decide(con, "Ekby", "Erik Nyman", "Eric Nyman", True, "Bo Berg")
    copy = trial.of_district(con, "Ekby")
    assert carrying(copy) == carrying(con) and asked(copy) == asked(con)
    assert copy.execute("SELECT DISTINCT district FROM person").fetchall() == [("Ekby",)]
    basis = trial.basis(con.cursor(), "Ekby")
    assert trial.basis(copy.cursor(), "Ekby") == basis
    person_decisions.undo(con, 1, "Bo Berg")
    assert trial.basis(con.cursor(), "Ekby") != basis
    copy.close()


def test_a_backup_holds_what_was_said_of_names(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    person_decisions.decide(con, "Ekby", "Erik Nyman", "Eric Nyman", True, "Bo Berg")
    made = tmp_path / "register.zip"
    backup.write_file(con, made)
    again = store.open(tmp_path / "register.duckdb")
    with made.open("rb") as file:
        backup.restore(again, file)
    assert derived(again) == derived(con) and carrying(again) == carrying(con)
    again.close()


def test_a_new_owner_is_told_until_it_is_said_to_be_the_same(con: duckdb.DuckDBPyConnection) -> None:
    def new_owners() -> list[str]:
        answer = questions.ask(con, "since_last_rows", EKBY)
        return list(answer[answer["change"] == "new_owner"]["measure"])

    assert len(new_owners()) == 1  # Eric Nyman, then Erik Nyman
    number = person_decisions.decide(con, "Ekby", "Erik Nyman", "Eric Nyman", True, "Bo Berg")
    assert new_owners() == []
    person_decisions.undo(con, number, "Bo Berg")
    assert len(new_owners()) == 1


def test_a_later_word_replaces_an_earlier(con: duckdb.DuckDBPyConnection) -> None:
    for same in (True, False, True):
        person_decisions.decide(con, "Ekby", "Erik Nyman", "Eric Nyman", same, "Bo Berg")
    assert list(questions.ask(con, "person_decisions", EKBY)["state"]) == ["gäller", "ersatt", "ersatt"]
    assert questions.ask(con, "person_decisions", Filters(plans=("Åby 2024",))).empty


def test_a_name_corrected_by_hand_is_grouped_too(con: duckdb.DuckDBPyConnection) -> None:
    before = derived(con)
    (measure,) = questions.ask(con, "measures", replace(EKBY, text="boende"))["measure"]
    number = corrections.correct(con, measure, "actors", "person:Oskar Nyman", "Ring honom", "Bo Berg")
    assert carrying(con)["Oskar Nyman"] == 1
    assert ("Oskar", "") not in asked(con)
    corrections.undo(con, number, "Bo Berg")
    assert derived(con) == before
    wrong = corrections.correct(con, measure, "actors", "person:Eva Ekk", "Hon tog över", "Bo Berg")
    assert ("Eva Ek", "Eva Ekk") in asked(con), "a name misspelt by hand is asked about like any other"
    corrections.correct(con, measure, "actors", "person:Eva Ek", "Felstavat", "Bo Berg")
    assert carrying(con)["Eva Ek"] == 4 and not {pair for pair in asked(con) if "Eva Ekk" in pair}
    assert wrong


@pytest.mark.parametrize(
    ("one", "other", "who", "said"),
    [
        ("Eva Ek", "Eva", " ", "vem"),
        ("Eva Ek", "Eva Ek", "Bo", "samma namn"),
        ("Eva Ek", "Ulla", "Bo", "«Ulla» i planerna för Ekby"),
    ],
)
def test_what_cannot_be_decided_is_said(
    con: duckdb.DuckDBPyConnection, one: str, other: str, who: str, said: str
) -> None:
    with pytest.raises(RefusedDecision, match=said):
        person_decisions.decide(con, "Ekby", one, other, True, who)
    with pytest.raises(RefusedDecision, match="nummer 7"):
        person_decisions.undo(con, 7, "Bo Berg")
    with pytest.raises(RefusedDecision, match="vem"):
        person_decisions.undo(con, 7, "")


def test_the_shell_asks_decides_and_takes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "register.duckdb"
    con = store.open(path)
    for plan in PLANS:
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()
    shell = ["--register", str(path)]
    assert main([*shell, "ask", "person_questions", "--plan", "Ekby 2024"]) == 0
    assert "Eric Nyman" in capsys.readouterr().out
    assert main([*shell, "decide-person", "Ekby", "Eric Nyman", "Erik Nyman", "--same", "--who", "Bo Berg"]) == 0
    assert capsys.readouterr().out == (
        "Beslut 1 är sparat: samma person. Ångra det med: python -m data undecide-person 1\n"
    )
    assert main([*shell, "undecide-person", "1", "--who", "Bo Berg"]) == 0
    assert capsys.readouterr().out == "Beslut 1 om personer är ångrat.\n"
    assert main([*shell, "undecide-person", "1"]) == 2
    assert "nummer 1" in capsys.readouterr().err


# --- in any order --------------------------------------------------------------------------------------------------


def test_no_order_of_imports_matters() -> None:
    wanted = derived(register())
    for order in itertools.permutations(PLANS):
        assert derived(register(order)) == wanted


SPELLINGS = ("Eva", "Eva Ek", "EVA EK", "Eric Nyman", "Erik Nyman", "Nadia", "Nadia Haddad", "Nadia Frisk", "Oskar")
PAIRS = st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=2, unique=True)
WORDS = st.lists(st.tuples(PAIRS, st.booleans()), min_size=1, max_size=4)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, st.permutations(PLANS), st.data())
def test_words_and_imports_in_any_order_and_undone_leave_what_stands(
    words: list[tuple[list[str], bool]], order: list[Plan], data: st.DataObject
) -> None:
    """What is derived follows from the documents and the words that stand: not from the order of imports, from what
    was undone, or from when it was."""
    con, other = register(), register(order)
    try:
        untouched = derived(con)
        numbers = [person_decisions.decide(con, "Ekby", *pair, same, "Test") for pair, same in words]
        kept = data.draw(st.lists(st.sampled_from(range(len(words))), unique=True))
        for n in data.draw(st.permutations([n for n in range(len(words)) if n not in kept])):
            person_decisions.undo(con, numbers[n], "Test")
        for n in sorted(kept):
            person_decisions.decide(other, "Ekby", *words[n][0], words[n][1], "Test")
        again = data.draw(st.sampled_from(PLANS))
        intake.remove(other, again.sha256, "Test")
        intake.keep(other, hand.content(again.name), again, "Test")
        assert derived(con) == derived(other)
        for n in kept:
            person_decisions.undo(con, numbers[n], "Test")
        assert derived(con) == untouched
    finally:
        con.close()
        other.close()
