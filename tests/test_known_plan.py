"""A document without tables is read with its plan's tables, whichever came first, and what people said of it holds."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest
from read_once import read_once
from test_intake import dump

from data import corrections, decisions, intake, questions, store
from data.filters import Filters
from data.intake import reading
from data.intake.places import Standing, same_rows
from loaders.errors import UnreadableDocument
from loaders.load import load

DOCUMENTS = Path(__file__).parent / "documents" / "stacked"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
LEKEBY = Filters(plans=("Lekeby 2025",))
CELLS = {
    "cause": "cause",
    "measure": "measure",
    "goal": "goal",
    "who": "who",
    "when": "when_text",
    "comment": "comment",
}
File = tuple[bytes, str]


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    with read_once():
        yield


def by_hand() -> list[dict[str, str]]:
    with (DOCUMENTS / "lekeby.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str = "Lekeby handlingsplan 2025.csv", rows: slice = slice(None)) -> File:
    """The plan as written, in a table: what lekeby's follow-up was once made of."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Lekeby kommun, handlingsplan 2025"])
    writer.writerow(["Problembild", "Aktivitet", "Mål", "Ansvarig", "Tidplan"])
    writer.writerows([row[key] for key in ("cause", "measure", "goal", "who", "when")] for row in by_hand()[rows])
    return out.getvalue().encode(), name


def stacked() -> File:
    """The follow-up as text with a border between two rows lost and blank lines inside cells: read alone, a comment
    becomes part of a cause."""
    text = (DOCUMENTS / "lekeby.txt").read_text(encoding="utf-8")
    for written, torn in (
        ("i januari.\n\nÄldre", "i januari.\nÄldre"),
        ("Fortsätter i\nlinjen", "Fortsätter i\n\nlinjen"),
        ("i maj och\nnästa", "i maj och\n\nnästa"),
    ):
        assert written in text
        text = text.replace(written, torn)
    return text.encode(), "lekeby uppföljd.txt"


def register(*files: File) -> duckdb.DuckDBPyConnection:
    con = store.open(":memory:")
    for file in files:
        intake.import_document(con, *file, "Eva Ek")
    return con


def id_of(file: File) -> str:
    return hashlib.sha256(file[0]).hexdigest()


def rows(con: duckdb.DuckDBPyConnection, file: File) -> list[dict[str, Any]]:
    found = con.execute(
        "SELECT e.* FROM entry e JOIN document d ON d.id = e.document WHERE d.sha256 = $id ORDER BY e.row",
        {"id": id_of(file)},
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def cells(found: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: row[column] for name, column in CELLS.items()} for row in found]


WANTED = [{name: row[name] for name in CELLS} for row in by_hand()]


# --- the reading -----------------------------------------------------------------------------------------------------


def test_the_plan_s_tables_help_to_read_a_document_without_any() -> None:
    assert cells(rows(register(stacked()), stacked())) != WANTED
    con = register(table(), stacked())
    assert cells(rows(con, stacked())) == WANTED
    assert [row["followup"] for row in rows(con, stacked())] == [row["followup"] for row in by_hand()]


def test_a_reading_rests_on_nothing_that_was_read_before() -> None:
    """What `read_once` rests on: the loaders themselves, past what it keeps."""
    alone = load(*stacked())
    load(*table())
    load(*stacked(), known=[measure.row for measure in load(*table()).measures])
    assert load(*stacked()) == alone


def test_no_order_of_imports_matters() -> None:
    files = [table("mars.csv", slice(0, 3)), table("juni.csv"), stacked()]
    wanted = dump(register(*files))
    for order in itertools.permutations(files):
        assert dump(register(*order)) == wanted


def test_a_removed_table_leaves_no_trace_in_how_another_document_is_read() -> None:
    alone = dump(register(stacked()))
    for files in ((table(), stacked()), (stacked(), table())):
        con = register(*files)
        assert dump(con) != alone
        said = intake.remove(con, id_of(table()), "Eva Ek")
        assert dump(con) == alone
        assert said == (
            "Importen av «Lekeby handlingsplan 2025.csv» är ångrad. «lekeby uppföljd.txt» saknar tabeller och lästes om "
            "utan hjälp av andra dokument: 4 av 5 åtgärder läses annorlunda."
        )


def test_another_plan_s_tables_are_of_no_help() -> None:
    content, _ = table()
    for other in ("Lekeby kommun, handlingsplan 2024", "Storby kommun, handlingsplan 2025"):
        file = (content.replace(b"Lekeby kommun, handlingsplan 2025", other.encode()), f"{other}.csv")
        con = register(file, stacked())
        assert len(questions.ask(con, "plans")) == 2
        assert cells(rows(con, stacked())) == cells(rows(register(stacked()), stacked()))


def test_what_was_read_again_is_told_and_logged() -> None:
    con = register(stacked())
    imported = intake.import_document(con, *table(), "Ola Alm")
    again = (
        "«lekeby uppföljd.txt» saknar tabeller och lästes om med hjälp av tabellerna i planens andra dokument: "
        "4 av 5 åtgärder läses annorlunda."
    )
    assert imported.message == f"5 åtgärder lästes ur «Lekeby handlingsplan 2025.csv». {again}"
    logged = con.execute("SELECT action, name, who, message FROM import_log WHERE action = 'rebuilt'").fetchall()
    assert logged == [("rebuilt", "lekeby uppföljd.txt", "Ola Alm", again)]
    helped = intake.import_document(register(table()), *stacked(), "Ola Alm")
    assert helped.message == (
        "5 åtgärder lästes ur «lekeby uppföljd.txt», med hjälp av tabellerna i planens andra dokument."
    )


def test_a_rebuild_reads_with_the_same_help() -> None:
    con = register(stacked(), table())
    wanted = dump(con)
    assert intake.rebuild(con, "Eva Ek") == intake.Rebuilt(2, (), ())
    assert dump(con) == wanted


def test_a_look_before_the_import_shows_what_will_be_kept() -> None:
    con = register(table())
    content, name = stacked()
    plan, _ = reading.understand(con, reading.open_document(content, name), intake.Given())
    intake.keep(con, content, plan, "Eva Ek")
    assert dump(con) == dump(register(table(), stacked()))


def test_a_reading_that_is_out_of_date_when_it_is_kept_is_read_again() -> None:
    con = register(table())
    content, name = stacked()
    intake.keep(con, content, intake.read(content, name), "Eva Ek")
    assert dump(con) == dump(register(table(), stacked()))


def test_documents_with_tables_wait_for_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    con = register(table("mars.csv", slice(0, 3)))

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("data.intake.again.known_rows", never)
    monkeypatch.setattr("data.intake.again.read_with", never)
    imported = intake.import_document(con, *table(), "Eva Ek")
    assert imported.message == "5 åtgärder lästes ur «Lekeby handlingsplan 2025.csv»."
    assert intake.remove(con, id_of(table()), "Eva Ek") == "Importen av «Lekeby handlingsplan 2025.csv» är ångrad."


def test_nothing_is_read_again_when_a_table_says_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    con = register(table(), stacked())
    monkeypatch.setattr("data.intake.again.read_with", lambda *_: pytest.fail("lästes om"))
    assert intake.import_document(con, *table("mars.csv", slice(0, 3)), "Eva Ek").new


def test_a_document_that_can_no_longer_be_read_keeps_what_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    con = register(stacked())
    before = rows(con, stacked())

    def broken(*_: object) -> None:
        raise UnreadableDocument("Tesseract finns inte.")

    monkeypatch.setattr("data.intake.again.read_with", broken)
    imported = intake.import_document(con, *table(), "Eva Ek")
    told = "«lekeby uppföljd.txt» kunde inte läsas om: Tesseract finns inte. Det som lästes förut är kvar."
    assert imported.message.endswith(told)
    assert rows(con, stacked()) == before
    assert con.execute("SELECT message FROM import_log WHERE action = 'failed'").fetchall() == [(told,)]
    monkeypatch.undo()
    intake.remove(con, id_of(table()), "Eva Ek")
    intake.import_document(con, *table(), "Eva Ek")
    assert dump(con) == dump(register(table(), stacked()))


# --- what people said ------------------------------------------------------------------------------------------------


def goal(con: duckdb.DuckDBPyConnection) -> str:
    found = questions.ask(con, "measures", LEKEBY)
    return str(found[found["title"] == "Hålla träffar på servicehuset Eken."]["goal"].iloc[0])


def correct(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.ask(con, "measures", LEKEBY)
    measure = found[found["title"] == "Hålla träffar på servicehuset Eken."]["measure"].iloc[0]
    corrections.correct(con, measure, "goal", "Sex träffar", "Så sa mötet", "Eva Ek")
    assert goal(con) == "Sex träffar"


def state(con: duckdb.DuckDBPyConnection) -> str:
    return str(corrections.made(con)["state"].iloc[0])


def test_a_correction_holds_through_other_readings_of_its_row() -> None:
    con = register(stacked())
    before = rows(con, stacked())[3]
    correct(con)
    intake.import_document(con, *table(), "Eva Ek")
    assert rows(con, stacked())[3]["fingerprint"] != before["fingerprint"]
    assert (goal(con), state(con)) == ("Sex träffar", "gäller")
    intake.rebuild(con, "Eva Ek")
    assert (goal(con), state(con)) == ("Sex träffar", "gäller")
    intake.remove(con, id_of(table()), "Eva Ek")
    assert (goal(con), state(con)) == ("Sex träffar", "gäller")


def test_a_correction_of_a_reading_with_help_holds_without_it() -> None:
    con = register(table(), stacked())
    correct(con)
    intake.remove(con, id_of(table()), "Eva Ek")
    assert (goal(con), state(con)) == ("Sex träffar", "gäller")


def test_a_correction_waits_for_its_document_and_knows_it_when_it_reads_otherwise() -> None:
    con = register(stacked())
    correct(con)
    intake.remove(con, id_of(stacked()), "Eva Ek")
    intake.import_document(con, *table(), "Eva Ek")
    assert state(con) == "hittar inte åtgärden"
    intake.import_document(con, *stacked(), "Eva Ek")
    assert (goal(con), state(con)) == ("Sex träffar", "gäller")


def test_a_decision_holds_through_other_readings_of_its_rows() -> None:
    mars = (table()[0].replace("Hålla träffar".encode(), "Bjuda på kaffe".encode()), "mars.csv")
    con = register(mars, stacked())
    intake.remove(con, id_of(mars), "Eva Ek")
    intake.import_document(con, *mars, "Eva Ek")
    one, other = rows(con, mars)[3]["id"], rows(con, stacked())[3]["id"]
    decisions.decide(con, one, other, False, "Eva Ek")

    def links() -> set[str]:
        return {corrections.measure_of(con, entry) for entry in (one, other)}

    assert len(links()) == 2
    intake.import_document(con, *table("juni.csv"), "Eva Ek")
    assert len(links()) == 2
    intake.remove(con, id_of(mars), "Eva Ek")
    intake.remove(con, id_of(table("juni.csv")), "Eva Ek")
    intake.import_document(con, *mars, "Eva Ek")
    assert len(links()) == 2
    assert list(questions.ask(con, "identity_decisions")["state"]) == ["gäller"]


def standing(row: int, measure: str, cause: str = "", item: int | None = None) -> Standing:
    return Standing(row, f"{measure}/{item}/{cause}", measure, item, (cause, measure))


ROWS = [
    ("another number", [standing(1, "Vandra"), standing(2, "Lysa")], [standing(2, "Vandra"), standing(3, "Lysa")], [(1, 2), (2, 3)]),
    ("a few words more", [standing(1, "Vandra i parken")], [standing(1, "Vandra i parken på")], [(1, 1)]),
    ("another text", [standing(1, "Vandra i parken")], [standing(1, "Lysa upp tunneln")], []),
    ("the nearest of equals", [standing(1, "Möte"), standing(5, "Möte")], [standing(2, "Möte"), standing(6, "Möte")], [(1, 2), (5, 6)]),
    ("a part is no whole", [standing(1, "Vandra", item=1)], [standing(1, "Vandra")], []),
    ("one is gone", [standing(1, "Vandra"), standing(2, "Vandra")], [standing(1, "Vandra")], [(1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "before", "after", "expected"), ROWS, ids=[case[0] for case in ROWS])
def test_the_same_rows_of_two_readings(
    why: str, before: list[Standing], after: list[Standing], expected: list[tuple[int, int]]
) -> None:
    assert [(one.row, other.row) for one, other in same_rows(before, after)] == expected


# --- the real plans --------------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="de riktiga planerna ligger inte bredvid projektet")
def test_the_real_follow_up_is_read_with_its_plan_in_the_register() -> None:
    plan, followup = (_shared(name) for name in ("000", "003"))
    con = register(plan, followup)
    assert dump(con) == dump(register(followup, plan))
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    score: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with (SHARED / "gold" / "003.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    shares: Mapping[str, float] = score.score(gold, [{**row, "when": row["when_text"]} for row in rows(con, followup)])
    floors = {"rows": 0.99, "precision": 0.99, "cells": 0.95, "area": 1.0, "status": 0.93, "timing": 0.93}
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}
    intake.remove(con, id_of(plan), "Eva Ek")
    assert dump(con) == dump(register(followup))


def _shared(name: str) -> File:
    path = next((SHARED / "plans").glob(f"{name}_*"))
    return path.read_bytes(), path.name
