"""One measure through time in the register: splits, what vanished, the year after, and the same register in any order."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import csv
import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import plans_by_hand as hand
import pytest
from plans_by_hand import Line

from data import corrections, decisions, intake, questions, store
from data.filters import Filters
from data.intake import texts
from loaders.records import Plan

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
MARCH, JUNE, NOVEMBER = date(2024, 3, 13), date(2024, 6, 30), date(2024, 11, 13)
KEPT = ("correction", "correction_anchor", "decision", "person_decision", "import_log", "register")

VISITS = Line(
    "Berätta om rutinen på enheternas möten", "pagar", "Mötena är bokade", cause="Få känner rutinen",
    when="1. Hemtjänsten 13/6 2. Fritidsgården 24/9", timing="deadline", end=date(2024, 9, 24),
)  # fmt: skip
VISIT = {"area": "unga", "cause": "Få känner rutinen", "timing": "deadline"}
PLAN_MARCH = hand.plan(
    "mars.xlsx",
    [
        VISITS,
        Line("Vandra i parken om kvällen", cause="Parken är mörk", **hand.by(date(2024, 8, 31))),
        Line("Måla om gångtunneln", "pagar", "Färg är köpt", area="platser", cause="Tunneln är mörk"),
    ],
    followed_up=MARCH,
)
PLAN_NOVEMBER = hand.plan(
    "november.xlsx",
    [
        Line("Besöka enheterna", "genomford", "Besökt", when="Hemtjänsten 10/10", end=date(2024, 10, 10), **VISIT),
        Line("Besöka enheterna", when="Fritidsgården 20/12", end=date(2024, 12, 20), **VISIT),
        Line("Måla om gångtunneln", "pagar", "Halva är målad", area="platser", cause="Tunneln är mörk", continues=True),
        Line("Starta en mopedkurs", "pagar", "Igång", area="platser", cause="Buskörning"),
    ],
    followed_up=NOVEMBER,
)
PLAN_NEXT = hand.plan(
    "nästa år.xlsx", [Line("Måla om gångtunneln", area="platser", cause="Tunneln är mörk"), Line("Öppna ett läxkafé")], year=2025
)  # fmt: skip
PLANS = (PLAN_MARCH, PLAN_NOVEMBER, PLAN_NEXT)
EKBY = Filters(plans=("Ekby 2024",))


def register(plans: Sequence[Plan]) -> duckdb.DuckDBPyConnection:
    con = store.open(":memory:")
    for plan in plans:
        intake.keep(con, hand.content(plan.name), plan, "Test")
    return con


def dump(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """All that documents bring and all that is derived of it, without the times of import; columns by their names."""
    names = con.execute(
        """
        SELECT table_name, string_agg('"' || column_name || '"', ', ' ORDER BY column_name) FROM duckdb_columns()
        WHERE database_name = current_database() AND column_name <> 'imported_at' GROUP BY table_name
        """
    ).fetchall()
    return {
        table: con.execute(f"SELECT {listed} FROM {table} ORDER BY ALL").fetchall()
        for table, listed in names
        if table not in KEPT
    }


def entry(con: duckdb.DuckDBPyConnection, document: str, row: int) -> str:
    found = con.execute(
        "SELECT e.id FROM entry e JOIN document d ON d.id = e.document WHERE d.name = $name AND e.row = $row",
        {"name": document, "row": row},
    ).fetchall()
    return str(found[0][0])


def changed(con: duckdb.DuckDBPyConnection, filters: Filters = EKBY) -> set[tuple[str, str]]:
    rows = questions.ask(con, "since_last_rows", filters)
    return set(zip(rows["change"], rows["title"], strict=True))


# --- any order, twice, and out again --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "order", list(itertools.permutations(PLANS)), ids=lambda plans: "+".join(p.name[:3] for p in plans)
)
def test_any_order_and_twice_gives_the_same_register(order: Sequence[Plan]) -> None:
    con = register(order)
    assert dump(con) == dump(register(PLANS))
    seen = store.changes(con)
    for plan in order:
        intake.keep(con, hand.content(plan.name), plan, "Test")
    assert store.changes(con) == seen


@pytest.mark.parametrize("gone", PLANS, ids=lambda plan: plan.name)
def test_a_removed_document_leaves_nothing_behind(gone: Plan) -> None:
    con = register(PLANS)
    intake.remove(con, gone.sha256, "Test")
    assert dump(con) == dump(register([plan for plan in PLANS if plan is not gone]))


# --- splits and mergers ---------------------------------------------------------------------------------------------


def test_the_parts_of_a_split_measure_count_and_have_its_history() -> None:
    con = register(PLANS)
    now = questions.ask(con, "measures", EKBY)
    parts = now[now["title"] == "Besöka enheterna"]
    assert (len(now), len(parts)) == (4, 2)
    assert (
        questions.ask(con, "measures", Filters(EKBY.plans, as_of=MARCH))["title"].to_list().count(VISITS.measure) == 1
    )
    origins = questions.ask(con, "origins", EKBY)
    assert list(origins["kind"]) == ["split", "split"]
    assert set(origins["origin_title"]) == {VISITS.measure}
    assert origins["reason"][0] == "Åtgärden har delats: raden är del 1 av 2, med samma plats, orsak och ansvarig."
    places = questions.ask(con, "measure_places", EKBY)
    assert places[places["measure"].isin(parts["measure"])]["document"].to_list() == ["mars.xlsx", "november.xlsx"] * 2
    second = parts[parts["when_text"].str.startswith("Fritidsgården")]
    assert (second["status"].item(), second["followup"].item()) == (
        "pagar",
        "Mötena är bokade",
    )  # silent: as was said of it all
    told = questions.ask(con, "measure_followups", Filters(EKBY.plans, measures=tuple(parts["measure"])))
    assert sorted(told["text"]) == ["Besökt", "Mötena är bokade", "Mötena är bokade"]


def test_since_last_tells_split_new_vanished_and_done() -> None:
    assert changed(register(PLANS)) == {
        ("split", "Besöka enheterna"), ("done", "Besöka enheterna"), ("new", "Starta en mopedkurs"),
        ("vanished", "Vandra i parken om kvällen"),
    }  # fmt: skip


WHOLE = Line("1. Laga lamporna. 2. Rensa brunnarna.", cause="Tunneln är mörk", who="Fritid")
PARTS = [
    Line("Laga lamporna", cause="Tunneln är mörk", who="Fritid"),
    Line("Rensa brunnarna", cause="Tunneln är mörk", who="Trafikkontoret"),
]


def test_a_doubtful_split_is_proposed_and_confirmed_part_by_part() -> None:
    plans = [hand.plan("mars.xlsx", [WHOLE], followed_up=MARCH), hand.plan("nov.xlsx", PARTS, followed_up=NOVEMBER)]
    con = register(plans)
    proposals = questions.ask(con, "proposals")
    assert list(proposals["kind"]) == ["split", "split"]
    assert questions.ask(con, "origins").empty
    for row in proposals.itertuples():
        decisions.decide(con, row.before_entry, row.after_entry, True, "Eva Ek")
    assert questions.ask(con, "proposals").empty
    assert questions.ask(con, "origins")["decided_by"].to_list() == ["hand", "hand"]
    assert questions.ask(con, "key_figures")["measures"].item() == 2
    kept = dump(con)
    for plan in plans:
        intake.remove(con, plan.sha256, "Test")
    for plan in reversed(plans):
        intake.keep(con, hand.content(plan.name), plan, "Test")
    assert dump(con) == kept


def test_rows_that_became_one_are_merged_by_hand_or_by_their_numbers() -> None:
    same = [PARTS[0], Line("Rensa brunnarna", cause="Tunneln är mörk", who="Fritid")]
    con = register(
        [hand.plan("mars.xlsx", same, followed_up=MARCH), hand.plan("nov.xlsx", [WHOLE], followed_up=NOVEMBER)]
    )
    assert questions.ask(con, "key_figures")["measures"].item() == 1
    assert set(questions.ask(con, "origins")["origin_title"]) == {"Laga lamporna", "Rensa brunnarna"}
    rows = questions.ask(con, "since_last_rows")
    assert [(row.change, row.before) for row in rows.itertuples()] == [("merged", "Laga lamporna | Rensa brunnarna")]


def test_a_split_measure_that_is_whole_again_holds_its_parts() -> None:
    december = hand.plan("december.xlsx", [VISITS], followed_up=date(2024, 12, 13))
    con = register([PLAN_MARCH, PLAN_NOVEMBER, december])
    unga = questions.ask(con, "measures", Filters(EKBY.plans, areas=("unga",)))
    assert list(unga["title"]) == [VISITS.measure]
    assert sorted(questions.ask(con, "origins", EKBY)["steps"]) == [1, 1, 2]  # the two parts, and what they came out of


# --- vanished -------------------------------------------------------------------------------------------------------

OTHER = Line("Besöka skolorna", "pagar", "Pågår")
ABSENT = [
    ("work still owed", Line("Ringa alla"), [OTHER], 1, 1),
    ("under way", Line("Ringa alla", "pagar", "Pågår"), [OTHER], 1, 1),
    ("done stays counted", Line("Ringa alla", "genomford", "Klart"), [OTHER], 2, 0),
    ("could not be done stays counted", Line("Ringa alla", "ej_genomford", "Gick inte"), [OTHER], 2, 0),
    ("removed stays shown", Line("Ringa alla", "borttagen", "Stryks"), [OTHER], 2, 0),
    ("its area is not followed up", Line("Ringa alla", area="brottsoffer"), [OTHER], 2, 0),
    ("it is there", Line("Ringa alla"), [OTHER, Line("Ringa alla")], 2, 0),
]


@pytest.mark.parametrize(("why", "line", "later", "measures", "vanished"), ABSENT, ids=[case[0] for case in ABSENT])
def test_what_is_absent(why: str, line: Line, later: list[Line], measures: int, vanished: int) -> None:
    con = register(
        [hand.plan("mars.xlsx", [OTHER, line], followed_up=MARCH), hand.plan("nov.xlsx", later, followed_up=NOVEMBER)]
    )
    figures = questions.ask(con, "key_figures").iloc[0]
    assert (figures["measures"], figures["vanished"]) == (measures, vanished)
    assert len(questions.ask(con, "measures")) == measures == questions.ask(con, "plans")["measures"].item()
    assert len(questions.ask(con, "vanished")) == vanished
    before = questions.ask(con, "key_figures", Filters(as_of=MARCH)).iloc[0]
    assert (before["measures"], before["vanished"]) == (2, 0)


def test_what_vanished_is_found_by_its_id_is_told_once_and_may_return() -> None:
    lost = Line("Ringa alla")
    documents = [
        hand.plan("mars.xlsx", [OTHER, lost], followed_up=MARCH),
        hand.plan("juni.xlsx", [OTHER], followed_up=JUNE),
        hand.plan("nov.xlsx", [OTHER], followed_up=NOVEMBER),
    ]
    con = register(documents)
    assert changed(con, Filters(as_of=JUNE)) == {("vanished", "Ringa alla")}
    assert changed(con) == set()
    assert questions.ask(con, "key_figures")["vanished"].item() == 1
    [measure] = questions.ask(con, "vanished")["measure"]
    assert list(questions.ask(con, "measures", Filters(measures=(measure,)))["title"]) == ["Ringa alla"]
    intake.keep(con, b"dec", hand.plan("dec.xlsx", [OTHER, lost], followed_up=date(2024, 12, 13)), "Test")
    assert changed(con) == {("returned", "Ringa alla")}


EXPLAINED = [
    ("Borttaget ur åtgärdsplanen", "", False),
    ("Åtgärden tas bort.", "", False),
    ("Denna punkt stryks tills vidare", "", False),
    ("Borttagen, skolan har inget behov", "", True),
    ("Borttagen", "Görs av regionen i stället", True),
    ("Stryks, dubblett", "", True),
]


@pytest.mark.parametrize(("text", "comment", "explained"), EXPLAINED)
def test_whether_a_removal_is_explained(text: str, comment: str, explained: bool) -> None:
    con = register(
        [
            hand.plan("mars.xlsx", [Line("Ringa alla", "pagar", "Pågår")], followed_up=MARCH),
            hand.plan("nov.xlsx", [Line("Ringa alla", "borttagen", text, comment=comment)], followed_up=NOVEMBER),
        ]
    )
    con.execute(
        "UPDATE entry SET status_words = split_part(replace(followup, ',', ''), ' ', 1) WHERE status = 'borttagen'"
    )
    row = questions.ask(con, "since_last_rows").iloc[0]
    assert (row["change"], bool(row["explanation"])) == ("removed", explained)


def test_how_often_a_date_moved() -> None:
    days = [(MARCH, date(2024, 5, 1)), (JUNE, date(2024, 9, 1)), (NOVEMBER, date(2024, 12, 1))]
    con = register(
        [
            hand.plan(f"{day}.xlsx", [Line("Ringa alla", "pagar", "Pågår", **hand.by(end))], followed_up=day)
            for day, end in days
        ]
    )
    moves = questions.ask(con, "date_moves")
    assert list(zip(moves["before"], moves["after"], moves["moved"], strict=True)) == [
        ("2024-05-01", "2024-09-01", 2), ("2024-09-01", "2024-12-01", 2),
    ]  # fmt: skip
    row = questions.ask(con, "since_last_rows").set_index("change").loc["new_deadline"]
    assert (row["before"], row["after"], row["moved"]) == ("2024-09-01", "2024-12-01", 2)
    assert questions.ask(con, "date_moves", Filters(as_of=JUNE))["moved"].to_list() == [1]


def test_a_first_deadline_is_no_move_and_one_taken_away_is() -> None:
    def at(day: date, **time: object) -> Plan:
        return hand.plan(f"{day}.xlsx", [Line("Ringa alla", "pagar", "Pågår", **time)], followed_up=day)  # type: ignore[arg-type]

    ongoing = {"when": "Löpande", "timing": "ongoing"}
    first = register([at(MARCH, **ongoing), at(JUNE, **hand.by(date(2024, 9, 1)))])
    assert questions.ask(first, "date_moves").empty
    gone = register([at(MARCH, **hand.by(date(2024, 9, 1))), at(JUNE, **ongoing)])
    assert questions.ask(gone, "date_moves")[["before", "after"]].to_numpy().tolist() == [["2024-09-01", "ongoing"]]


def test_another_spelling_of_an_owner_is_no_new_owner() -> None:
    def lines(*actors: str) -> list[Line]:
        return [Line("Ringa alla", "pagar", "Pågår", actors=actors)]

    spelled = hand.plan("nov.xlsx", lines("person:Vera Lund"), followed_up=NOVEMBER)
    other = hand.plan("nov.xlsx", lines("person:Olle Ström"), followed_up=NOVEMBER)
    before = hand.plan("mars.xlsx", lines("person:Vera"), followed_up=MARCH)
    assert changed(register([before, spelled])) == set()
    assert changed(register([before, other])) == {("new_owner", "Ringa alla")}


def test_a_later_document_s_dated_column_adds_no_row_to_an_earlier_day() -> None:
    followed = (((MARCH, "Pågår", "pagar"), (NOVEMBER, "Klart", "genomford")), ((NOVEMBER, "Igång", "pagar"),))
    con = register(
        [
            hand.plan("mars.xlsx", [Line("Ringa alla", "pagar", "Pågår")], followed_up=MARCH),
            hand.plan(
                "nov.xlsx",
                [
                    Line("Ringa alla", "genomford", followups=followed[0]),
                    Line("Ny sak", "pagar", followups=followed[1]),
                ],
                followed_up=NOVEMBER,
            ),
        ]
    )
    assert list(questions.ask(con, "measures", Filters(as_of=MARCH))["title"]) == ["Ringa alla"]
    assert ("new", "Ny sak") in changed(con)


# --- the year after -------------------------------------------------------------------------------------------------


def test_the_year_after_carries_on_and_lacks() -> None:
    con = register(PLANS)
    on = questions.ask(con, "carried_on", Filters(plans=("Ekby 2025",)))
    assert list(zip(on["title"], on["before_title"], on["before_plan"], strict=True)) == [
        ("Måla om gångtunneln", "Måla om gångtunneln", "Ekby 2024")
    ]
    assert questions.ask(con, "continues_unfollowed", EKBY).empty
    number = decisions.decide(con, entry(con, "mars.xlsx", 3), entry(con, "nästa år.xlsx", 1), False, "Eva Ek")
    assert questions.ask(con, "carried_on").empty
    assert list(questions.ask(con, "continues_unfollowed", EKBY)["title"]) == ["Måla om gångtunneln"]
    decisions.decide(con, entry(con, "november.xlsx", 3), entry(con, "nästa år.xlsx", 2), True, "Eva Ek")
    assert questions.ask(con, "carried_on")["decided_by"].to_list() == ["hand"]
    for plan in PLANS:
        intake.remove(con, plan.sha256, "Test")
        intake.keep(con, hand.content(plan.name), plan, "Test")
    assert questions.ask(con, "carried_on")["title"].to_list() == ["Öppna ett läxkafé"]
    assert questions.ask(con, "identity_decisions")["state"].to_list() == ["gäller", "gäller"]
    decisions.undo(con, number)
    assert questions.ask(con, "identity_decisions")["state"].to_list() == ["ångrad", "gäller"]


def test_years_apart_and_other_districts_are_not_decided() -> None:
    far = hand.plan("långt.xlsx", [Line("Ringa alla")], year=2026)
    away = hand.plan("öby.xlsx", [Line("Ringa alla")], district="Öby")
    con = register([PLAN_MARCH, far, away])
    for other, why in ((far, "inte följer på varandra"), (away, "olika områden")):
        with pytest.raises(decisions.RefusedDecision, match=why):
            decisions.decide(con, entry(con, "mars.xlsx", 1), entry(con, other.name, 1), True, "Eva Ek")


# --- the register's file --------------------------------------------------------------------------------------------


BEFORE_REASONS = (
    "DROP TABLE link", "DROP TABLE proposal", "DROP TABLE origin", "DROP TABLE year_link",
    "CREATE TABLE link (entry VARCHAR PRIMARY KEY, measure VARCHAR NOT NULL, score DOUBLE NOT NULL, decided_by VARCHAR NOT NULL)",
    "CREATE TABLE proposal (plan VARCHAR NOT NULL, before_entry VARCHAR NOT NULL, after_entry VARCHAR NOT NULL, score DOUBLE NOT NULL)",
    "ALTER TABLE register DROP COLUMN linked_with", "UPDATE register SET schema_version = 1",
)  # fmt: skip
"""Make a register of version 1 of one of version 2."""


@pytest.mark.parametrize("back", [BEFORE_REASONS, ()], ids=["version 1", "version 2"])
def test_an_older_register_gets_the_same_tables_and_the_same_measures(tmp_path: Path, back: tuple[str, ...]) -> None:
    path, older = tmp_path / "register.duckdb", tmp_path / "older.duckdb"
    con = store.open(path)
    for plan in PLANS:
        intake.keep(con, hand.content(plan.name), plan, "Test")
    measure = con.execute("SELECT min(id) FROM measure").fetchall()[0][0]
    corrections.correct(con, measure, "goal", "Ett mål", "Så sa mötet", "Eva Ek")
    made = con.execute("SELECT * FROM correction").fetchall()
    wanted, tables = dump(con), columns(con)
    document = [name for table, name, *_ in tables if table == "document" and name != "imported_at"]
    place = document.index("columns")  # not noted when that version read it
    con.close()
    with duckdb.connect(str(older)) as con:
        con.execute((HERE / "schemas" / "0002.sql").read_text(encoding="utf-8"))
        con.execute(f"ATTACH '{path}' AS newer (READ_ONLY)")
        for table, names in con.execute(
            "SELECT table_name, string_agg(column_name, ', ') FROM duckdb_columns() WHERE database_name = 'older' GROUP BY ALL"
        ).fetchall():
            con.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM newer.{table}")
        con.execute("UPDATE register SET schema_version = 2")
        con.execute("DETACH newer")
        for sql in back:
            con.execute(sql)
    con = store.open(older)
    texts.keep_up(con)
    wanted["document"] = [(*row[:place], None, *row[place + 1 :]) for row in wanted["document"]]
    assert dump(con) == wanted
    assert columns(con) == tables
    assert con.execute("SELECT * FROM correction").fetchall() == made


def columns(con: duckdb.DuckDBPyConnection) -> list[Any]:
    return con.execute(
        """
        SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
        WHERE database_name = current_database() ORDER BY ALL
        """
    ).fetchall()


# --- Södermalm 2024, by the two golds --------------------------------------------------------------------------------


def gold(name: str, day: date) -> Plan:
    def read(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    with (SHARED / "gold" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = [
            Line(
                row["measure"], row["status"], row["followup"] or row["status_text"], row["area"], row["subarea"],
                row["cause"], row["when"], row["timing"], read(row["start"]), read(row["end"]),
                tuple(actor.strip() for actor in row["actors"].split("|") if actor.strip()), row["who"], row["goal"],
                int(row["item"]) if row["item"] else None, row["continues"] == "yes",
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip
    return hand.plan(f"{name}.txt", lines, "Södermalm", 2024, day)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold" / "000.csv").exists(), reason="guldregistret finns inte bredvid projektet")
@pytest.mark.parametrize("turned", [False, True])
def test_sodermalm_is_82_measures_with_two_followups_each(turned: bool) -> None:
    plans = [gold("000", MARCH), gold("003", NOVEMBER)]
    con = register(plans[::-1] if turned else plans)
    figures, before = (questions.ask(con, name).iloc[0] for name in ("key_figures", "key_figures_before"))
    assert (figures["measures"], figures["vanished"], before["measures"]) == (82, 2, 82)
    places = questions.ask(con, "measure_places")
    assert places.groupby("measure")["document"].nunique().to_list() == [2] * 82
    with (HERE / "matching" / "sodermalm_2024.csv").open(encoding="utf-8", newline="") as file:
        truth = {(int(row["before"]), int(row["after"])) for row in csv.DictReader(file) if row["after"]}
    found = con.execute(
        """
        WITH stood AS (SELECT e.id, e.row, d.name FROM entry e JOIN document d ON d.id = e.document)
        SELECT b.row, a.row FROM stood b JOIN link l ON l.entry = b.id JOIN link m ON m.measure = l.measure
            JOIN stood a ON a.id = m.entry
        WHERE b.name = '000.txt' AND a.name = '003.txt'
        UNION ALL
        SELECT b.row, a.row FROM origin o JOIN stood b ON b.id = o.origin JOIN stood a ON a.id = o.measure
        """
    ).fetchall()
    assert set(found) == truth
    assert len(found) == len(truth)
    counted = questions.ask(con, "since_last").set_index("change")["measures"]
    assert {change: counted[change] for change in ("new", "split", "merged", "vanished", "removed")} == {
        "new": 0, "split": 3, "merged": 0, "vanished": 2, "removed": 5,
    }  # fmt: skip
