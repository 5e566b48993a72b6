"""A document tried before it counts: the trial touches nothing, what is confirmed is stored whole, and undone whole."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pytest

from data import corrections, intake, questions, store, trial
from data.corrections import RefusedCorrection, Said
from data.filters import Filters
from data.intake import Given, rebuilding, review
from data.intake.review import Review

HEAD = "Åtgärdsplan Ekby 2024{}\n\n| Område | Orsak | Åtgärd | När | Vem | Uppföljning | Krångel |\n|---|---|---|---|---|---|---|\n"
PLANNED = [
    ("Unga", "Oro", "Vandra i parken på kvällar tillsammans med föräldrar", "våren 2024", "Polisen", "", "a"),
    ("Unga", "Oro", "Besöka skolorna", "2024-10-01", "Skolan", "", "b"),
]
FOLLOWED = [
    ("Unga", "Oro", "Vandring i parken och vid torget av föräldrar", "hösten 2024", "Föreningarna", "Pågår", "a"),
    ("Unga", "Oro", "Besöka skolorna", "2024-10-01", "Skolan", "Klart", "b"),
]
LATER = date(2025, 9, 30)
KEPT_BY_LOG = ("import_log", "register")


def content(rows: list[tuple[str, ...]], when: str = "") -> bytes:
    return (HEAD.format(when) + "".join(f"| {' | '.join(row)} |\n" for row in rows)).encode()


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = store.open(":memory:")
    intake.import_document(con, content(PLANNED), "plan.md", "Test")
    return con


def begin(con: duckdb.DuckDBPyConnection, given: Given = Given()) -> Review:  # noqa: B008 - frozen
    body = content(FOLLOWED, ", uppföljd 2024-11-13")
    return review.begin(con, body, intake.open_document(body, "uppföljning.md"), given)


def dump(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """All tables but the log and the counter; times of import, and what is undone, left out."""
    found = {}
    for (table,) in con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY 1"
    ).fetchall():
        columns = [name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall()]
        holds = "WHERE undone_at IS NULL" if "undone_at" in columns else ""
        if table == "correction_anchor":
            holds = "WHERE correction IN (SELECT id FROM correction WHERE undone_at IS NULL)"
        shown = ", ".join(name for name in columns if name not in ("imported_at", "made_at"))
        if table not in KEPT_BY_LOG:
            found[table] = con.execute(f"SELECT {shown} FROM {table} {holds} ORDER BY ALL").fetchall()
    return found


def say_all(con: duckdb.DuckDBPyConnection) -> Review:
    """A review in which something of every kind is said."""
    found = begin(con)
    assert found.plan.unknown_columns == ("Krångel",)
    found = review.again(con, found, chosen={"Krångel": "goal"})
    first = entry(found, 1)
    review.corrected(
        found, [Said(first, "status", "pausad", "Mötet sa det"), Said(first, "cause", "Mörkt", "Stod fel")]
    )
    before = con.execute("SELECT id FROM entry WHERE row = 1").fetchall()[0][0]
    assert review.decided(found, before, first, True)
    review.answered(found, "Vad hör raden till?", "text", "rad 9")
    return found


def entry(found: Review, row: int) -> str:
    rows = questions.ask(found.trial, "document_readings", found.filters)
    return str(rows[rows["row"] == row].iloc[0]["entry"])


def test_a_review_touches_nothing_of_the_register(con: duckdb.DuckDBPyConnection) -> None:
    before, changes = dump(con), store.changes(con)
    found = say_all(con)
    assert dump(con) == before
    assert store.changes(con) == changes
    review.close(found)


def test_what_was_shown_is_what_is_stored(con: duckdb.DuckDBPyConnection) -> None:
    found = say_all(con)
    plan = Filters(plans=("Ekby 2024",))
    names = ("measures", "key_figures", "since_last", "since_last_rows", "proposals", "doubts", "origins")
    shown = {name: questions.ask(found.trial, name, plan) for name in names}
    review.confirm(con, found, "Eva Ek")
    for name in names:
        assert questions.ask(con, name, plan).equals(shown[name]), name
    assert set(questions.ask(con, "measures", plan)["status"]) == {"pausad", "genomford"}
    assert set(questions.ask(con, "measures", plan)["goal"]) == {"a", "b"}
    said = con.execute(
        "SELECT DISTINCT who FROM correction UNION SELECT who FROM decision UNION SELECT who FROM doubt_answer UNION SELECT who FROM column_choice"
    ).fetchall()
    assert said == [("Eva Ek",)]


def test_undo_takes_back_exactly_what_the_import_brought(con: duckdb.DuckDBPyConnection) -> None:
    before = dump(con)
    imported = review.confirm(con, say_all(con), "Eva Ek", "2 har ny status.")
    assert dump(con) != before
    told = questions.ask(con, "import_log").iloc[0]["message"]
    assert (
        told
        == "2 åtgärder lästes ur «uppföljning.md». 2 har ny status. I granskningen gjordes 2 rättelser och 1 val av samma eller olika."
    )
    intake.remove(con, imported.document, "Ola")
    assert dump(con) == before


def test_a_confirmation_that_fails_leaves_nothing(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = say_all(con)
    before, log = dump(con), len(questions.ask(con, "import_log"))

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("disken är full")

    monkeypatch.setattr(review.columns, "keep_in", broken)
    with pytest.raises(OSError, match="full"):
        review.confirm(con, found, "Eva Ek")
    assert dump(con) == before
    assert len(questions.ask(con, "import_log")) == log


def test_a_changed_register_is_refused_and_the_review_begins_again(con: duckdb.DuckDBPyConnection) -> None:
    found = say_all(con)
    measure = questions.ask(con, "measures").iloc[1]["measure"]
    intake.import_document(con, content(PLANNED, " "), "annan.md", "Ola")
    with pytest.raises(review.ChangedRegister):
        review.confirm(con, found, "Eva Ek")
    again = review.again(con, found)
    assert again.lost == 0
    assert questions.ask(again.trial, "measures")["status"].isin(["pausad"]).any()
    assert review.confirm(con, again, "Eva Ek").new
    assert measure in set(questions.ask(con, "measures")["measure"])


def test_the_log_tells_what_was_corrected_from_what_was_agreed_to(con: duckdb.DuckDBPyConnection) -> None:
    found = begin(con)
    rows = questions.ask(found.trial, "document_readings", found.filters)
    (read,) = rows[(rows["row"] == 2) & (rows["field"] == "status")]["read"]
    review.corrected(found, [Said(entry(found, 1), "status", "pausad", "Mötet sa det")])
    review.corrected(found, [Said(entry(found, 2), "status", str(read), "Svar på frågan")])
    review.confirm(con, found, "Eva Ek")
    told = questions.ask(con, "import_log").iloc[0]["message"]
    assert told.endswith("I granskningen gjordes 1 rättelse och 1 bekräftelse.")


def test_another_district_does_not_make_a_review_old(con: duckdb.DuckDBPyConnection) -> None:
    found = begin(con)
    intake.import_document(con, content(PLANNED).replace(b"Ekby", b"Norby"), "norby.md", "Ola")
    assert review.confirm(con, found, "Eva Ek").new


@pytest.mark.parametrize(
    ("said", "because"),
    [
        (lambda first: [Said(first, "status", "klar", "x")], "finns inte"),
        (lambda first: [Said(first, "status", "pausad", " ")], "varför"),
        (lambda first: [Said(first, "goal", "ok", "x"), Said(first, "end", "maj", "x")], "inget datum"),
    ],
)
def test_what_cannot_be_said_is_not_said_in_part(
    con: duckdb.DuckDBPyConnection, said: Callable[[str], list[Said]], because: str
) -> None:
    found = begin(con)
    with pytest.raises(RefusedCorrection, match=because):
        review.corrected(found, said(entry(found, 1)))
    assert questions.ask(found.trial, "corrections").empty


def test_year_and_day_may_be_stated_and_outlast_a_rebuild(con: duckdb.DuckDBPyConnection) -> None:
    found = begin(con)
    found = review.again(con, found, Given(None, 2025, LATER))
    assert found.plan_name == "Ekby 2025"
    review.confirm(con, found, "Eva Ek")
    intake.rebuild(con, "Eva Ek")
    row = con.execute("SELECT plan_year, followed_up FROM document WHERE name = 'uppföljning.md'").fetchall()[0]
    assert row == (2025, LATER)


TWICE = (
    "Åtgärdsplan Ekby 2024\n\n| Åtgärd | När | Vem | Uppföljning {first} | Uppföljning december 2024 | Status |\n"
    "|---|---|---|---|---|---|\n| Vandra i parken | 2024 | Polisen | Två kvällar | {told} | Klart |\n"
)


@pytest.mark.parametrize(
    ("first", "stated", "days"),
    [
        ("2024-06-05", date(2024, 11, 13), [date(2024, 11, 13), date(2024, 6, 5)]),
        ("2024-06-05", date(2025, 1, 15), [date(2025, 1, 15), date(2024, 6, 5)]),
        ("juni 2024", date(2024, 11, 13), [date(2024, 11, 13), date(2024, 6, 30)]),
        ("2024-06-05", date(2024, 5, 1), [date(2024, 5, 1), date(2024, 5, 1)]),
        ("2024-06-05", None, [date(2024, 12, 31), date(2024, 6, 5)]),
    ],
)
@pytest.mark.parametrize("told", ["Nio kvällar", ""])
def test_a_stated_day_is_the_latest_followups_and_what_is_corrected_shows_there(
    first: str, stated: date | None, days: list[date], told: str
) -> None:
    con = store.open(":memory:")
    body = TWICE.format(first=first, told=told).encode()
    found = review.begin(con, body, intake.open_document(body, "plan.md"), Given(None, None, stated))
    review.corrected(found, [Said(entry(found, 1), "status", "pausad", "Mötet sa det")])
    review.confirm(con, found, "Eva Ek")
    plan = Filters(plans=("Ekby 2024",))
    shown = questions.ask(con, "measure_followups", plan)
    assert {day.date() for day in shown["day"]} == set(days)
    assert [str(text) for text in shown["text"] if text] == [text for text in (told, "Två kvällar") if text]
    assert shown["corrected"].iloc[0] == "pausad"
    assert list(questions.ask(con, "measures", plan)["status"]) == ["pausad"]


def test_the_trial_is_out_of_date_when_a_correction_is_made(con: duckdb.DuckDBPyConnection) -> None:
    before = trial.basis(con.cursor(), "Ekby")
    assert before == trial.basis(con.cursor(), "Ekby")
    store_one = questions.ask(con, "measures").iloc[0]["measure"]
    corrections.correct(con, store_one, "goal", "Ett mål", "Stod fel", "Ola")
    assert trial.basis(con.cursor(), "Ekby") != before


def test_an_answer_follows_its_row_when_another_reading_has_a_row_before_it() -> None:
    con = store.open(":memory:")
    body = (
        b"Omr\xc3\xa5de,Orsak,\xc3\x85tg\xc3\xa4rd,Kr\xc3\xa5ngel,Vem,Uppf\xc3\xb6ljning\n"
        b",,,Laga lamporna i tunneln,,\n"
        b"Unga,Oro,Bes\xc3\xb6ka skolorna,,Skolan,Klart\n"
        b"Unga,Oro,Vandra i parken,,Polisen,Klart\n"
    )
    given = Given("Ekby", 2024)
    found = review.begin(con, body, intake.open_document(body, "plan.csv"), given)
    review.corrected(found, [Said(entry(found, 1), "status", "pausad", "Mötet sa det")])
    again = review.again(con, found, chosen={"Krångel": "measure"})
    rows = questions.ask(again.trial, "measures")
    assert again.lost == 0
    assert dict(zip(rows["title"], rows["status"], strict=True)) == {
        "Laga lamporna i tunneln": "ej_uppfoljd",
        "Besöka skolorna": "pausad",
        "Vandra i parken": "genomford",
    }


def test_answers_are_not_dropped_when_somebody_else_has_saved_the_file(con: duckdb.DuckDBPyConnection) -> None:
    silent, one, other = begin(con), begin(con), begin(con)
    review.corrected(other, [Said(entry(other, 1), "status", "pausad", "Mötet sa det")])
    assert review.confirm(con, one, "Eva Ek").new
    assert not review.confirm(con, silent, "Ola").new
    for saving in (lambda: review.confirm(con, other, "Ola"), lambda: review.again(con, other, Given(None, 2025))):
        with pytest.raises(intake.RefusedDocument, match="dina svar är inte sparade"):
            saving()
    assert questions.ask(con, "corrections").empty


def test_a_document_removed_during_a_rebuild_stays_removed(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.import_document(con, content(FOLLOWED, ", uppföljd 2024-11-13"), "uppföljning.md", "Test")
    read = rebuilding.read_as_known

    def slow(reader: Any, body: bytes, name: str, given: Given) -> Any:
        plan = read(reader, body, name, given)
        if name == "uppföljning.md":
            intake.remove(con, plan.sha256, "Ola")
        return plan

    monkeypatch.setattr(rebuilding, "read_as_known", slow)
    assert intake.rebuild(con, "Eva Ek").documents == 1
    assert con.execute("SELECT count(*) FROM entry WHERE document NOT IN (SELECT id FROM document)").fetchall() == [
        (0,)
    ]
    assert intake.import_document(con, content(FOLLOWED, ", uppföljd 2024-11-13"), "uppföljning.md", "Test").new


# --- what a person reads in the document ---------------------------------------------------------------------------

MISREAD = [
    (
        "Unga",
        "Oro",
        "Vandra i parken på kvällar tillsammans med föräldrar",
        "nar som",
        "Polisen",
        "Ej genomf0rt an",
        "a",
    ),
    ("Unga", "Oro", "Besöka skolorna", "2024-10-01", "Skolan", "Klart", "b"),
]
READ = {"followup": "Genomfört i juni.", "when": "2024-06-30"}
WHY = "Läst fel"


def misread(con: duckdb.DuckDBPyConnection) -> tuple[Review, str]:
    body = content(MISREAD, ", uppföljd 2024-11-13")
    begun = review.begin(con, body, intake.open_document(body, "inskannad.md"), Given())
    return begun, readings(begun)[1, "status"]["entry"]


def readings(one: Review) -> dict[tuple[int, str], dict[str, Any]]:
    found = questions.ask(one.trial, "document_readings", one.filters).to_dict("records")
    return {(row["row"], row["field"]): row for row in found}


def stored(con: duckdb.DuckDBPyConnection) -> tuple[Any, ...]:
    found = con.execute(
        "SELECT e.followup, e.when_text, e.status, e.end_date FROM entry e JOIN document d ON d.id = e.document "
        "WHERE d.name = 'inskannad.md' AND e.row = 1"
    ).fetchall()
    return found[0]


def test_a_row_is_judged_anew_by_what_a_person_reads_in_it(con: duckdb.DuckDBPyConnection) -> None:
    begun, entry = misread(con)
    before = readings(begun)
    assert before[1, "status"]["value"] != "genomford"
    after = review.reworded(con, begun, entry, READ, WHY)
    now = readings(after)
    assert (now[1, "status"]["text"], now[1, "status"]["value"]) == ("Genomfört i juni.", "genomford")
    assert (now[1, "timing"]["value"], now[1, "end"]["value"]) == ("deadline", "2024-06-30")
    assert review.said_of(after, entry) == {"followup": "Ej genomf0rt an", "when": "nar som"}, (
        "läsningens ord finns kvar"
    )
    assert {key: row for key, row in now.items() if key[0] == 2} == {
        key: row for key, row in before.items() if key[0] == 2
    }
    asked = questions.ask(after.trial, "document_doubts", after.filters)
    assert not set(asked["field"]) & {"status", "when"}
    assert stored_nothing(con)


def stored_nothing(con: duckdb.DuckDBPyConnection) -> bool:
    return con.execute("SELECT count(*) FROM document").fetchall() == [(1,)]


def test_the_words_of_the_reading_take_back_what_was_read_instead(con: duckdb.DuckDBPyConnection) -> None:
    begun, entry = misread(con)
    before = readings(begun)
    after = review.reworded(con, begun, entry, READ, WHY)
    twice = review.reworded(con, after, entry, {"followup": "Pausat."}, WHY)
    assert review.said_of(twice, entry)["followup"] == "Ej genomf0rt an"
    back = review.reworded(con, twice, entry, {"followup": "Ej genomf0rt an", "when": "nar  som"}, WHY)
    assert not back.said
    assert readings(back) == before


def test_what_was_said_of_the_misread_text_does_not_stand_for_the_right_one(con: duckdb.DuckDBPyConnection) -> None:
    begun, entry = misread(con)
    other = readings(begun)[2, "status"]["entry"]
    review.corrected(begun, [Said(entry, "status", "pausad", "Möte"), Said(entry, "goal", "Färre rån", "Möte")])
    review.corrected(begun, [Said(other, "status", "delvis", "Möte")])
    after = review.reworded(con, begun, entry, READ, WHY)
    now = readings(after)
    assert [now[1, "status"]["value"], now[1, "goal"]["value"], now[2, "status"]["value"]] == [
        "genomford", "Färre rån", "delvis",
    ]  # fmt: skip
    assert after.lost == 1


def test_what_a_person_reads_is_read_with_again_when_the_rest_is_read_otherwise(con: duckdb.DuckDBPyConnection) -> None:
    begun, entry = misread(con)
    after = review.again(con, review.reworded(con, begun, entry, READ, WHY), chosen={"Krångel": "comment"})
    assert (after.lost, readings(after)[1, "status"]["value"]) == (0, "genomford")


@pytest.mark.parametrize(("texts", "why"), [({"measure": " "}, WHY), (READ, " ")])
def test_a_measure_needs_words_and_a_wording_a_reason(
    con: duckdb.DuckDBPyConnection, texts: dict[str, str], why: str
) -> None:
    begun, entry = misread(con)
    with pytest.raises(RefusedCorrection):
        review.reworded(con, begun, entry, texts, why)
    assert readings(begun), "granskningen är kvar"


def test_what_a_person_reads_is_stored_logged_kept_by_a_rebuild_and_undone_with_the_import(
    con: duckdb.DuckDBPyConnection,
) -> None:
    before = dump(con)
    begun, entry = misread(con)
    saved = review.confirm(con, review.reworded(con, begun, entry, READ, WHY), "Eva")
    assert stored(con) == ("Genomfört i juni.", "2024-06-30", "genomford", date(2024, 6, 30))
    made = corrections.made(con)
    assert {*made["field"]} == {"written_followup", "written_when"}
    assert ({*made["state"]}, {*made["who"]}, {*made["why"]}) == ({"gäller"}, {"Eva"}, {WHY})
    assert "2 texträttelser" in str(questions.ask(con, "import_log")["message"][0])
    assert intake.rebuild(con, "Ola").differences == ()
    assert stored(con)[2] == "genomford"
    intake.remove(con, saved.document, "Eva")
    assert dump(con) == before


def test_a_wording_undone_lets_the_reading_stand_again_and_keeps_both_in_view(con: duckdb.DuckDBPyConnection) -> None:
    plain, _ = misread(con)
    unsaid = review.confirm(con, plain, "Eva")
    without = {table: rows for table, rows in dump(con).items() if not table.startswith("correction")}
    intake.remove(con, unsaid.document, "Eva")
    begun, entry = misread(con)
    review.confirm(
        con, review.reworded(con, begun, entry, {**READ, "measure": "Vandra i parken kvällstid"}, WHY), "Eva"
    )
    whole = corrections.made(con)
    for number in whole["correction"]:
        intake.undo_correction(con, int(number), "Ola")
    after = {table: rows for table, rows in dump(con).items() if not table.startswith("correction")}
    del without["same_row"], after["same_row"]
    assert after == without
    (measure,) = con.execute("SELECT measure FROM link WHERE entry = $entry", {"entry": entry}).fetchall()[0]
    told = questions.ask(con, "measure_corrections", Filters(plans=("Ekby 2024",), measures=(measure,)))
    assert {*told["state"]} == {"ångrad"} and {*told["undone_by"]} == {"Ola"}
    assert ("Ej genomf0rt an", "Genomfört i juni.") in set(zip(told["before"], told["value"], strict=True))
    with pytest.raises(RefusedCorrection):
        intake.undo_correction(con, int(whole["correction"][0]), "Ola")
