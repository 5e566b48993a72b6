"""Documents into the register: once each, whole or not at all, in any order, and out again without a trace."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import plans_by_hand as hand
import pytest
import register_by_hand
from plans_by_hand import Line

import loaders
from data import columns, corrections, intake, links, questions, store
from data.filters import Filters
from data.stated_start import is_stated
from loaders.errors import UnreadableDocument
from loaders.records import Plan

KEPT = (
    "correction", "correction_anchor", "same_row", "decision", "column_choice", "doubt_answer", "import_log", "register",
)  # fmt: skip
TIMES = {"document": "imported_at"}


def dump(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """All that documents bring and all that is derived of it, without the times of import."""
    tables = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY 1"
    ).fetchall()
    found = {}
    for (table,) in tables:
        if table not in KEPT:
            columns = f"* EXCLUDE ({TIMES[table]})" if table in TIMES else "*"
            found[table] = con.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
    return found


def keep(con: duckdb.DuckDBPyConnection, plan: Plan) -> intake.Imported:
    return intake.keep(con, hand.content(plan.name), plan, "Test")


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, Plan | Exception]:
    """Stands for the loaders: bytes of a file to the Plan it gives, or the error it raises."""
    plans: dict[bytes, Plan | Exception] = {hand.content(plan.name): plan for plan in register_by_hand.plans()}

    def load(content: bytes, name: str, district: str | None = None, year: int | None = None, **_: Any) -> Plan:
        found = plans[content]
        if isinstance(found, Exception):
            raise found
        front = replace(found.front, district=district or found.front.district, plan_year=year or found.front.plan_year)
        return replace(found, front=front)

    monkeypatch.setattr(loaders, "load", load, raising=False)
    return plans


def test_the_same_file_twice_changes_nothing(shelf: dict[bytes, Plan | Exception]) -> None:
    con = store.open(":memory:")
    content = hand.content("ekby mars.xlsx")
    first = intake.import_document(con, content, "ekby mars.xlsx", "Eva")
    before, changes = dump(con), store.changes(con)
    again = intake.import_document(con, content, "annat namn.xlsx", "Ola")
    assert first.new
    assert not again.new
    assert (again.document, again.plan, again.measures) == (first.document, "Ekby 2024", 13)
    came = f"Samma fil lästes in {intake.day_in_words(store.now())}"
    assert again.message == f"{came} som «ekby mars.xlsx». Ingenting har ändrats."
    assert dump(con) == before
    assert store.changes(con) == changes


def test_any_order_gives_the_same_register() -> None:
    plans = register_by_hand.plans()
    wanted = dump(register_by_hand.register())
    for order in itertools.islice(itertools.permutations(plans), 0, 120, 7):
        con = store.open(":memory:")
        for plan in order:
            keep(con, plan)
        assert dump(con) == wanted
        con.close()


@pytest.mark.parametrize("number", range(5))
def test_removing_a_document_undoes_exactly_what_it_brought(number: int) -> None:
    plans = register_by_hand.plans()
    con = store.open(":memory:")
    for plan in plans:
        if plan is not plans[number]:
            keep(con, plan)
    before = dump(con)
    imported = keep(con, plans[number])
    assert dump(con) != before
    said = intake.remove(con, imported.document, "Test")
    assert said == f"Importen av «{plans[number].name}» är ångrad."
    assert dump(con) == before
    with pytest.raises(intake.RefusedDocument):
        intake.remove(con, imported.document, "Test")
    keep(con, plans[number])
    assert dump(con) == dump(register_by_hand.register())


def test_undoing_an_import_takes_back_what_was_said_in_its_review_and_nothing_else() -> None:
    plans = register_by_hand.plans()
    con = store.open(":memory:")
    for plan in plans[:-1]:
        keep(con, plan)
    imported = keep(con, plans[-1])
    sha256 = hand_sha256(con, imported.document)
    entry = con.execute("SELECT id FROM entry WHERE document = $d ORDER BY row", {"d": imported.document}).fetchall()
    mine, theirs = entry[0][0], entry[1][0]
    kept = corrections.correct(con, theirs, "goal", "Ett mål", "Stod fel", "Eva")
    with store.writing(con) as cursor:
        said = [
            corrections.Said(mine, "goal", "Ett annat mål", "Stod fel"),
            corrections.Said(mine, "cause", "En orsak", "Stod fel"),
        ]
        corrections.correct_in(cursor, said, "Eva", came_with=sha256)
        columns.keep_in(cursor, "Ekby", {"Extra": "goal"}, "Eva", sha256)
    assert columns.known(con, "Ekby") == {"Extra": "goal"}
    told = intake.remove(con, imported.document, "Ola")
    assert told.endswith("är ångrad. 1 rättelse sparas, och gäller igen om samma fil läses in."), (
        "inte granskningens två"
    )
    state = con.execute("SELECT id, undone_by FROM correction ORDER BY id").fetchall()
    assert state == [(kept, None), (kept + 1, "Ola"), (kept + 2, "Ola")]
    assert columns.known(con, "Ekby") == {}


def hand_sha256(con: duckdb.DuckDBPyConnection, document: str) -> str:
    return str(con.execute("SELECT sha256 FROM document WHERE id = $id", {"id": document}).fetchall()[0][0])


def test_the_original_is_kept_byte_for_byte() -> None:
    con = store.open(":memory:")
    content = bytes(range(256)) * 300
    imported = intake.keep(con, content, register_by_hand.plans()[0], "Test")
    assert intake.original(con, imported.document) == content


def test_what_is_kept_is_what_was_read() -> None:
    con = store.open(":memory:")
    line = Line(
        "'); DROP TABLE entry; --", "pagar", "<b>å</b> =1+1", area="platser", subarea="Tor'get", item=3, goal="\"Mål\"",
        other=(("Budget", "40 tkr"),), actors=("person:Eva Ek@Polisen", "function:samordnare"), who="Eva Ek, samordnare",
        comment="$plans", **hand.by(date(2024, 5, 31), date(2024, 5, 1), "Maj"),
    )  # fmt: skip
    keep(con, hand.plan("x.xlsx", [line], followed_up=date(2024, 6, 1)))
    row = questions.ask(con, "measures").iloc[0]
    assert (row["title"], row["followup"], row["subarea"], row["goal"], row["comment"]) == (
        line.measure, line.text, line.subarea, line.goal, line.comment,
    )  # fmt: skip
    assert (row["item"], row["actors"], row["place"]) == (3, "Eva Ek, samordnare", "bladet Plan, rad 4")
    assert con.execute("SELECT other, stated_start FROM entry").fetchall() == [
        ([{"header": "Budget", "text": "40 tkr"}], True)
    ]
    assert con.execute("SELECT header FROM unknown_column").fetchall() == [("Budget",)]
    assert con.execute("SELECT kind, text, place FROM account").fetchall() == [
        ("measure", line.measure, "bladet Plan, rad 4")
    ]


def test_a_time_read_backward_becomes_a_doubt_and_not_a_refusal() -> None:
    con = store.open(":memory:")
    keep(
        con, hand.plan("x.xlsx", [Line("A", timing="deadline", start=date(2024, 9, 1), end=date(2024, 5, 1), when="?")])
    )
    assert con.execute("SELECT start_date, end_date FROM entry").fetchall() == [(None, date(2024, 5, 1))]
    assert list(questions.ask(con, "doubts")["field"]) == ["when"]


def test_one_bad_file_is_reported_and_the_rest_go_on(shelf: dict[bytes, Plan | Exception]) -> None:
    shelf[hand.content("låst.pdf")] = UnreadableDocument("Filen är låst med lösenord.")
    shelf[hand.content("fel.pdf")] = ValueError("internal")
    shelf[hand.content("namnlös.xlsx")] = hand.plan("namnlös.xlsx", [Line("A")], district=None, year=None)

    def gone() -> bytes:
        raise FileNotFoundError(2, "Ingen sådan fil")

    def file(name: str) -> tuple[str, Callable[[], bytes]]:
        return name, lambda: hand.content(name)

    names = ("låst.pdf", "ekby mars.xlsx", "fel.pdf", "namnlös.xlsx", "åby.csv")
    files = [*(file(name) for name in names), ("borta.pdf", gone)]
    con = store.open(":memory:")
    steps: list[tuple[int, int, str]] = []
    outcome = intake.import_many(con, files, "Eva", progress=lambda *step: steps.append(step))
    assert [type(one).__name__ for one in outcome] == ["Failed", "Imported", "Failed", "Failed", "Imported", "Failed"]
    said = [one.message for one in outcome]
    assert said[0] == "Filen är låst med lösenord."
    assert "ValueError" in said[2]
    assert "vilken stadsdel eller kommun och vilket år" in said[3]
    assert said[5] == "Filen finns inte. Kontrollera namnet och mappen."
    assert steps == [*((n, 6, name) for n, (name, _) in enumerate(files)), (6, 6, "")]
    log = con.execute("SELECT action, name FROM import_log ORDER BY id").fetchall()
    assert [action for action, _ in log] == ["failed", "imported", "failed", "failed", "imported", "failed"]
    assert list(questions.ask(con, "plans")["plan"]) == ["Ekby 2024", "Åby 2024"]


def test_district_and_year_may_be_stated_by_hand(shelf: dict[bytes, Plan | Exception]) -> None:
    shelf[hand.content("namnlös.xlsx")] = hand.plan("namnlös.xlsx", [Line("A")], district=None, year=None)
    con = store.open(":memory:")
    imported = intake.import_document(con, hand.content("namnlös.xlsx"), "namnlös.xlsx", "Eva", "Öby", 2023)
    assert imported.plan == "Öby 2023"
    assert intake.rebuild(con, "Eva").failed == ()
    assert list(questions.ask(con, "plans")["plan"]) == ["Öby 2023"]


def test_an_import_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    con = register_by_hand.register()
    before, changes = dump(con), store.changes(con)

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(links, "relink", broken)
    with pytest.raises(RuntimeError):
        keep(con, hand.plan("ny.xlsx", [Line("Ny")], district="Ekby"))
    assert dump(con) == before
    assert store.changes(con) == changes


def test_rebuild_reads_again_keeps_the_file_and_tells_what_reads_differently(
    shelf: dict[bytes, Plan | Exception],
) -> None:
    con = register_by_hand.register()
    before = dump(con)
    assert intake.rebuild(con, "Eva") == intake.Rebuilt(5, (), ())
    assert dump(con) == before
    better = [
        Line("Ringa äldre", "delvis", "Gjort", area="brottsoffer", actors=("function:ledare",)),
        Line("Ny rad", "oklar", "?"),
    ]
    shelf[hand.content("åby.csv")] = hand.plan("åby.csv", better, district="Åby", form="csv")
    shelf[hand.content("ekby 2025.pdf")] = UnreadableDocument("Går inte längre.")
    rebuilt = intake.rebuild(con, "Eva")
    assert rebuilt.documents == 4
    assert rebuilt.failed == (intake.Failed("ekby 2025.pdf", "Går inte längre."),)
    found = {(d.row, d.field): (d.before, d.after) for d in rebuilt.differences}
    assert found[1, "status"] == ("genomford", "delvis")
    assert found[1, "actors"] == ("function:samordnare", "function:ledare")
    assert found[2, "measure"] == ("Måla tunneln", "Ny rad")
    assert {d.document for d in rebuilt.differences} == {"åby.csv"}
    assert list(questions.ask(con, "measures", Filters(plans=("Åby 2024",)))["status"]) == ["delvis", "oklar"]
    assert len(questions.ask(con, "measures", Filters(plans=("Ekby 2025",)))) == 1


KNOWN = [
    ("a plan as written", [Line("A")], None, False, (None, False, date(2024, 1, 1))),
    ("followed up on a day", [Line("A", "pagar", "t")], date(2024, 5, 2), False, (date(2024, 5, 2), False, date(2024, 5, 2))),
    ("followed up on a day, without a word", [Line("A")], date(2024, 5, 2), False, (date(2024, 5, 2), False, date(2024, 5, 2))),
    ("followed up without a date", [Line("A", "pagar", "t")], None, False, (None, True, date(2025, 1, 1))),
    ("the whole year", [Line("A", "pagar", "t")], None, True, (None, True, date(2025, 1, 1))),
    ("the whole year, written in December", [Line("A", "pagar", "t")], date(2024, 12, 5), True, (date(2024, 12, 5), True, date(2025, 1, 1))),
    ("a column for the year, still empty", [Line("A")], None, True, (None, False, date(2024, 1, 1))),
    ("dated columns", [Line("A", "pagar", followups=((date(2024, 3, 1), "a", "pagar"), (date(2024, 6, 1), "b", "pagar")))], None, False, (date(2024, 6, 1), False, date(2024, 6, 1))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "lines", "followed_up", "whole_year", "wanted"), KNOWN, ids=[case[0] for case in KNOWN]
)
def test_the_day_that_a_document_knows_of(
    why: str, lines: list[Line], followed_up: date | None, whole_year: bool, wanted: Any
) -> None:
    con = store.open(":memory:")
    keep(con, hand.plan("x.xlsx", lines, followed_up=followed_up, whole_year=whole_year))
    assert con.execute("SELECT followed_up, whole_year, known_on FROM document").fetchall() == [wanted]


CAME = datetime(2024, 10, 20, 12)
AHEAD = [
    ("a year that is not over", ", verksamhetsberättelse VB 2024", "Klart", date(2024, 10, 20), "Dokumentet säger det inte"),
    ("no date at all", "", "Klart", date(2024, 10, 20), "Dokumentet säger det inte"),
    ("a month that is not over", ", uppföljning oktober 2024", "Klart", date(2024, 10, 20), "Det står 2024-10-31"),
    ("a day that has been", ", uppföljd 2024-10-01", "Klart", date(2024, 10, 1), ""),
    ("a plan as written", "", "", date(2024, 1, 1), ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "title", "told", "day", "asked"), AHEAD, ids=[case[0] for case in AHEAD])
def test_a_document_is_judged_on_no_later_day_than_it_came(
    why: str, title: str, told: str, day: date, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rebuild, months later, reads it as it was read when it came."""
    text = f"Åtgärdsplan Ekby 2024{title}\n\n| Åtgärd | När | Vem | Uppföljning |\n|---|---|---|---|\n| Vandra | 2024 | Polisen | {told} |\n"
    con = store.open(":memory:")
    with monkeypatch.context() as then:
        then.setattr(store, "now", lambda: CAME)
        intake.import_document(con, text.encode(), "plan.md", "Test")
    for _ in range(2):
        assert con.execute("SELECT known_on, whole_year FROM document").fetchall() == [(day, False)]
        doubts = con.execute("SELECT question FROM doubt WHERE field = 'followed_up'").fetchall()
        assert [asked in question for (question,) in doubts] == ([True] if asked else [])
        intake.rebuild(con, "Test")


STATED = [
    ("start", date(2024, 4, 1), "Från april och framåt", True),
    ("start", date(2024, 1, 1), "Påbörjas 2024", False),
    ("start", date(2024, 1, 1), "Start under januari 2024", True),
    ("start", date(2024, 8, 1), "Start hösten 2024", False),
    ("start", None, "Påbörjas snart", False),
    ("deadline", date(2024, 1, 1), "2024", False),
    ("deadline", date(2024, 8, 1), "Hösten 2024", False),
    ("deadline", date(2024, 1, 1), "Under våren, klart till augusti", False),
    ("deadline", date(2024, 4, 1), "Kvartal 2", False),
    ("deadline", date(2024, 5, 1), "Maj till september", True),
    ("deadline", date(2024, 5, 1), "MAJ 2024", True),
    ("deadline", date(2024, 2, 6), "06-feb", True),
    ("deadline", date(2024, 10, 4), "Möte 4/10", True),
    ("deadline", date(2024, 10, 4), "Möte 10/4", False),
    ("deadline", date(2024, 3, 26), "2024-03-26", True),
    ("deadline", date(2024, 3, 26), "20240326", True),
    ("deadline", date(2024, 3, 26), "240326", True),
    ("deadline", date(2024, 3, 18), "v. 12", True),
    ("deadline", date(2024, 3, 18), "vecka 12-14", True),
    ("deadline", date(2024, 3, 18), "vecka 11", False),
    ("recurring", date(2024, 1, 1), "2 gånger per år", False),
    ("deadline", date(2024, 3, 1), "I marsch", False),
]


@pytest.mark.parametrize(("timing", "start", "when", "stated"), STATED)
def test_stated_start(timing: str, start: date | None, when: str, stated: bool) -> None:
    assert is_stated(timing, start, when) is stated


def test_many_threads_read_one_whole_state_while_one_imports(tmp_path: Any) -> None:
    con = store.open(tmp_path / "register.duckdb")
    keep(con, register_by_hand.plans()[3])
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                count = int(questions.ask(con, "key_figures").iloc[0]["measures"])
                by_area = int(questions.ask(con, "areas")["measures"].sum())
            except Exception as error:
                wrong.append(error)
                return
            if (count - 1) % 3 or (by_area - 1) % 3:
                wrong.append((count, by_area))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(12):
        keep(con, hand.plan(f"{number}.xlsx", [Line("A"), Line("B"), Line("C")], district=f"By {number}"))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert questions.ask(con, "key_figures").iloc[0]["measures"] == 37
