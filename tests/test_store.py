"""The register's file: what it refuses, how it is opened, hardened, migrated and written."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import plans_by_hand as hand
import pytest
import register_by_hand

from data import intake, store

NONSENSE = [
    ("a status that is none", "UPDATE entry SET status = 'klar'"),
    ("an area that is none", "UPDATE entry SET area = 'annat'"),
    ("a timing that is none", "UPDATE entry SET timing = 'snart'"),
    ("an end before the start", "UPDATE entry SET start_date = DATE '2024-05-02', end_date = DATE '2024-05-01'"),
    ("a stated start without a start", "UPDATE entry SET start_date = NULL, stated_start = true"),
    ("more than sure", "UPDATE entry SET confidence = 1.5"),
    ("a row before the first", "UPDATE entry SET row = 0"),
    ("two entries on one row", "INSERT INTO entry SELECT * REPLACE ('annan' AS id) FROM entry LIMIT 1"),
    ("a year that is none", "UPDATE document SET plan_year = 24"),
    ("a plan of nowhere", "UPDATE document SET district = ' '"),
    ("a form that is none", "UPDATE document SET form = 'rtf'"),
    ("a hash that is none", "UPDATE document SET sha256 = 'abc'"),
    ("an id that is not the hash's", "UPDATE document SET id = '000000000000'"),
    ("the same file twice", "INSERT INTO document SELECT * REPLACE ('000000000000' AS id) FROM document LIMIT 1"),
    ("an actor without a name", "UPDATE entry_actor SET name = ''"),
    ("an actor of no kind", "UPDATE entry_actor SET kind = 'grupp'"),
    ("an account of no kind", "UPDATE account SET kind = 'skräp'"),
    ("a doubt that asks nothing", "INSERT INTO doubt SELECT * REPLACE ('' AS question) FROM doubt"),
    ("a correction without a why", "INSERT INTO correction VALUES (9, 'p', 'm', 'goal', 'x', '', DATE '2024-01-01', ' ', 'Eva', now()::TIMESTAMP, NULL, NULL, NULL)"),
    ("a correction to no status", "INSERT INTO correction VALUES (9, 'p', 'm', 'status', 'klar', '', DATE '2024-01-01', 'v', 'Eva', now()::TIMESTAMP, NULL, NULL, NULL)"),
    ("a correction of a date to none", "INSERT INTO correction VALUES (9, 'p', 'm', 'end', 'maj', '', DATE '2024-01-01', 'v', 'Eva', now()::TIMESTAMP, NULL, NULL, NULL)"),
    ("a correction undone by nobody", "INSERT INTO correction VALUES (9, 'p', 'm', 'goal', 'x', '', DATE '2024-01-01', 'v', 'Eva', now()::TIMESTAMP, now()::TIMESTAMP, NULL, NULL)"),
    ("a second register in the register", "INSERT INTO register (id, schema_version) VALUES (false, 1)"),
    ("a measure out of itself in no step", "INSERT INTO origin VALUES ('m', 'm', 0, 'split', 100, 'sure', '')"),
    ("a proposal of no kind", "INSERT INTO proposal VALUES ('p', 'a', 'b', 'kanske', 50, '')"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sql"), NONSENSE, ids=[case[0] for case in NONSENSE])
def test_nonsense_is_refused_by_the_tables_themselves(why: str, sql: str) -> None:
    con = register_by_hand.register()
    with pytest.raises(duckdb.ConstraintException):
        con.execute(sql)


def test_every_table_says_what_it_is() -> None:
    con = store.open(":memory:")
    silent = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND coalesce(comment, '') = ''"
    ).fetchall()
    assert silent == []


def test_opened_again_it_holds_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "mapp" / "register.duckdb"
    con = store.open(path)
    one = register_by_hand.plans()[0]
    intake.keep(con, hand.content(one.name), one, "Test")
    changes = store.changes(con)
    con.close()
    con = store.open(path)
    assert store.changes(con) == changes == 1
    assert con.execute("SELECT count(*) FROM entry").fetchall() == [(13,)]


def test_missing_register_is_said_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "inget.duckdb"
    with pytest.raises(store.RegisterError, match="Importera en plan först"):
        store.open(path, create=False)
    assert not path.exists()


def _whole(folder: Path) -> bytes:
    path = folder / "hel.duckdb"
    con = store.open(path)
    for plan in register_by_hand.plans():
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()
    return path.read_bytes()


@pytest.mark.parametrize("how", ["text", "noise", "cut", "overwritten"])
def test_damaged_file_is_said_and_left_as_it_is(tmp_path: Path, how: str) -> None:
    whole = _whole(tmp_path)
    content = {
        "text": b"hej " * 5000,
        "noise": b"DUCK" * 3000,
        "cut": whole[:6000],
        "overwritten": whole[:4096] + b"x" * (len(whole) - 4096),
    }[how]
    path = tmp_path / "register.duckdb"
    path.write_bytes(content)
    with pytest.raises(store.RegisterError, match="skadad"):
        store.open(path)
    assert path.read_bytes() == content


def test_another_program_s_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "annan.duckdb"
    other = duckdb.connect(str(path))
    other.execute("CREATE TABLE kunder (namn VARCHAR)")
    other.close()
    with pytest.raises(store.RegisterError, match="annan databas"):
        store.open(path)


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(store.RegisterError, match="mapp"):
        store.open(tmp_path)


def test_register_held_by_another_process_is_said(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    store.open(path).close()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import duckdb; c = duckdb.connect({str(path)!r}); print('har den', flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "har den\n"
        with pytest.raises(store.RegisterError, match=f"används av ett annat program.*{holder.pid}"):
            store.open(path)
    finally:
        holder.communicate("\n")


def test_newer_register_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    con = store.open(path)
    con.execute("UPDATE register SET schema_version = 99")
    con.close()
    with pytest.raises(store.RegisterError, match="nyare version"):
        store.open(path)


def test_migration_takes_every_step_or_none(tmp_path: Path) -> None:
    con = store.open(":memory:")
    one, two = store.SCHEMA_VERSION + 1, store.SCHEMA_VERSION + 2
    (tmp_path / f"{one:04}.sql").write_text("ALTER TABLE plan ADD COLUMN motto VARCHAR")
    (tmp_path / f"{two:04}.sql").write_text("SELECT nonsense")
    with pytest.raises(duckdb.Error):
        store.migrate(con, two, tmp_path)
    assert con.execute("SELECT schema_version FROM register").fetchall() == [(store.SCHEMA_VERSION,)]
    assert "motto" not in [row[0] for row in con.execute("DESCRIBE plan").fetchall()]
    (tmp_path / f"{two:04}.sql").write_text("UPDATE plan SET motto = ''")
    store.migrate(con, two, tmp_path)
    assert con.execute("SELECT schema_version FROM register").fetchall() == [(two,)]
    assert "motto" in [row[0] for row in con.execute("DESCRIBE plan").fetchall()]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY document TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_the_outside_is_shut(tmp_path: Path, sql: str) -> None:
    con = store.open(tmp_path / "register.duckdb")
    with pytest.raises(duckdb.Error):
        con.cursor().execute(sql)


def test_a_failed_write_leaves_nothing_and_counts_nothing() -> None:
    con = store.open(":memory:")
    with pytest.raises(ZeroDivisionError), store.writing(con) as cursor:
        store.add(cursor, "original", [{"sha256": "a", "bytes": b"x"}])
        raise ZeroDivisionError
    assert con.execute("SELECT count(*) FROM original").fetchall() == [(0,)]
    assert store.changes(con) == 0


def test_values_are_data_whatever_they_look_like() -> None:
    con = store.open(":memory:")
    texts = ["'); DROP TABLE document; --", "$id", 'å\n\t"ä" ö', "<script>alert(1)</script>", "=1+1", ""]
    with store.writing(con) as cursor:
        store.add(
            cursor,
            "unknown_column",
            [{"document": "d", "position": n, "header": text} for n, text in enumerate(texts, 1)],
        )
    kept = con.execute("SELECT header FROM unknown_column ORDER BY position").fetchall()
    assert [row[0] for row in kept] == texts


def test_writers_in_many_threads_lose_no_change(tmp_path: Path) -> None:
    con = store.open(tmp_path / "register.duckdb")

    def write(number: int) -> None:
        for step in range(10):
            with store.writing(con) as cursor:
                store.add(cursor, "original", [{"sha256": f"{number}-{step}", "bytes": b"x"}])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.changes(con) == 60
    assert con.execute("SELECT count(*) FROM original").fetchall() == [(60,)]


def test_the_register_s_place_is_the_environment_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(tmp_path / "annat.duckdb"))
    assert store.default_path() == tmp_path / "annat.duckdb"
    monkeypatch.delenv("ATGARDSPLAN_REGISTER")
    assert store.default_path() == store.DEFAULT_PATH


def test_what_is_tried_in_memory_lets_every_kept_answer_stand(tmp_path: Path) -> None:
    with store.open(tmp_path / "register.duckdb") as con:
        before = store.generation()
        with store.open(":memory:") as trial, store.writing(trial) as cursor:
            cursor.execute("UPDATE register SET changes = 7")
        assert store.generation() == before
        with store.writing(con):
            pass
        assert store.generation() > before
