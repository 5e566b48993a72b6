"""The register as one file and back: the same register, or a refusal in one sentence that changes nothing."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import plans_by_hand as hand
import pytest
import register_by_hand
from plans_by_hand import Line

from data import backup, corrections, decisions, intake, questions, store
from data.__main__ import main
from data.filters import Filters


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """Every row of every table, but for the count of changes."""
    found = {table: con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in store.tables(con)}
    found["register"] = con.execute("SELECT * EXCLUDE (changes) FROM register").fetchall()
    return found


def answers(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The answer of every question, of all plans."""
    return {name: questions.ask(con, name).to_json(date_format="iso") for name in questions.names()}


def full(path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A register with everything that a register holds: documents, corrections and decisions, some undone; a log."""
    con = store.open(path)
    for plan in register_by_hand.plans():
        intake.keep(con, hand.content(plan.name), plan, "Test")
    measures = questions.ask(con, "measures", Filters(plans=("Ekby 2024",)))["measure"]
    for number, measure in enumerate(list(measures)[:4]):
        made = corrections.correct(con, measure, "goal", f"Mål {number}", "prov", "Test")
        if number == 3:
            corrections.undo(con, made, "Test")
    carried = questions.ask(con, "carried_on").iloc[0]
    decisions.decide(con, carried["before_measure"], carried["measure"], False, "Test")
    extra = hand.plan("borta.xlsx", [Line("Borta")], district="Öby")
    intake.remove(con, intake.keep(con, hand.content("borta.xlsx"), extra, "Test").document, "Test")
    return con


def saved(con: duckdb.DuckDBPyConnection) -> io.BytesIO:
    out = io.BytesIO()
    backup.write(con, out)
    out.seek(0)
    return out


@pytest.fixture(scope="module")
def whole() -> bytes:
    with full() as con:
        return saved(con).getvalue()


def other(path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    con = store.open(path)
    intake.keep(con, hand.content("annan.xlsx"), hand.plan("annan.xlsx", [Line("X"), Line("Y")], district="Öby"), "T")
    return con


@pytest.mark.parametrize("into", [store.open, other, full], ids=["ett tomt", "ett annat", "sig självt"])
def test_restored_is_the_same_register(into: Callable[[Path], duckdb.DuckDBPyConnection], tmp_path: Path) -> None:
    with full() as source, into(tmp_path / "register.duckdb") as target:
        before, changes = contents(target), store.changes(target)
        restored = backup.restore(target, saved(source))
        assert contents(target) == contents(source)
        if into is other:
            assert answers(target) == answers(source)
        assert store.changes(target) > changes, "svar som sparats före återläsningen får inte visas efter den"
        for document in questions.ask(source, "documents")["document"]:
            assert intake.original(target, document) == intake.original(source, document)
        assert (restored.backup.documents, restored.backup.corrections) == (5, 4)
        measure = questions.ask(target, "measures")["measure"].iloc[0]
        assert corrections.correct(target, measure, "goal", "Nytt", "prov", "Test") == 5
        if into is store.open:
            assert restored.before is None
        else:
            assert restored.before is not None
            with restored.before.open("rb") as kept:
                backup.restore(target, kept)
            assert contents(target) == before
    with store.open(tmp_path / "register.duckdb") as again:
        assert len(contents(again)["document"]) == (5 if into is store.open else len(before["document"]))


def test_nothing_removed_is_in_the_backup(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert hand.content("ekby mars.xlsx") in archive.read("register.duckdb")
        assert hand.content("borta.xlsx") not in archive.read("register.duckdb")


def changed(whole: bytes, **said: object) -> bytes:
    """The backup with other words in its manifest; `register` replaces the register in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as spoiled:
        told = json.loads(archive.read("manifest.json"))
        register = said.pop("register", archive.read("register.duckdb"))
        spoiled.writestr("manifest.json", json.dumps({**told, **said}))
        spoiled.writestr("register.duckdb", register)  # type: ignore[arg-type]
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


NONE, DAMAGED, NEWER = "ingen säkerhetskopia", "skadad eller avbruten", "nyare version"
REFUSED: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("tom", lambda whole: b"", NONE),
    ("text", lambda whole: b"hej " * 900, NONE),
    ("en annan zip", lambda whole: zipped(a=b"hej"), NONE),
    ("ett annat manifest", lambda whole: changed(whole, what="recept"), NONE),
    ("en sökväg ut", lambda whole: zipped(**{"manifest.json": b"{}", "../register.duckdb": b""}), NONE),
    ("avhuggen", lambda whole: whole[:-200], DAMAGED),
    ("halv", lambda whole: whole[: len(whole) // 2], DAMAGED),
    ("en byte fel", lambda whole: whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:], DAMAGED),
    ("fel summa", lambda whole: changed(whole, sha256="0" * 64), DAMAGED),
    ("större än den säger", lambda whole: changed(whole, size=100), DAMAGED),
    ("färre dokument än den säger", lambda whole: changed(whole, documents=9), DAMAGED),
    ("ett register som är text", lambda whole: changed(whole, register=b"hej"), DAMAGED),
    ("ett manifest som saknar ord", lambda whole: zipped(**{"manifest.json": b'{"what": "%s"}' % backup.WHAT.encode(), "register.duckdb": b""}), DAMAGED),
    ("ett nyare format", lambda whole: changed(whole, format=2), NEWER),
    ("ett nyare schema", lambda whole: changed(whole, schema_version=store.SCHEMA_VERSION + 1), NEWER),
]  # fmt: skip


@pytest.mark.parametrize(("how", "spoil", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(
    whole: bytes, how: str, spoil: Callable[[bytes], bytes], said: str, tmp_path: Path
) -> None:
    with other(tmp_path / "register.duckdb") as con:
        before, changes = contents(con), store.changes(con)
        with pytest.raises(backup.RefusedBackup, match=said) as caught:
            backup.restore(con, io.BytesIO(spoil(whole)))
        assert str(caught.value).endswith(".")
        assert (contents(con), store.changes(con)) == (before, changes)
    assert [file.name for file in tmp_path.iterdir()] == ["register.duckdb"]


def test_an_original_that_was_exchanged_is_noticed(tmp_path: Path) -> None:
    with full(tmp_path / "register.duckdb") as con:
        con.execute(
            "UPDATE original SET bytes = 'en annan fil'::BLOB WHERE sha256 = (SELECT min(sha256) FROM original)"
        )
        spoiled = saved(con)
    with store.open(":memory:") as target, pytest.raises(backup.RefusedBackup, match=DAMAGED):
        backup.restore(target, spoiled)


def test_a_fault_in_the_middle_leaves_the_old_register(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    real = backup._put

    def broken(target: duckdb.DuckDBPyConnection, table: str, rows: object) -> None:
        if table == "link":
            raise ZeroDivisionError
        real(target, table, rows)

    with other() as con:
        before = contents(con)
        monkeypatch.setattr(backup, "_put", broken)
        with pytest.raises(ZeroDivisionError):
            backup.restore(con, io.BytesIO(whole))
        assert contents(con) == before


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{store.SCHEMA_VERSION + 1:04}.sql").write_text(
        "ALTER TABLE plan ADD COLUMN motto VARCHAR DEFAULT 'Hej'"
    )
    store.open(tmp_path / "register.duckdb").close()
    monkeypatch.setattr(store, "SCHEMA_VERSION", store.SCHEMA_VERSION + 1)
    monkeypatch.setattr(store, "MIGRATIONS", tmp_path)
    with store.open(tmp_path / "register.duckdb") as con:
        backup.restore(con, io.BytesIO(whole))
        assert con.execute("SELECT DISTINCT motto FROM plan").fetchall() == [("Hej",)]
        assert con.execute("SELECT schema_version FROM register").fetchall() == [(store.SCHEMA_VERSION,)]
        assert con.execute("SELECT count(*) FROM document").fetchall() == [(5,)]


def test_a_backup_is_of_one_moment_while_others_write() -> None:
    con = store.open(":memory:")
    done = threading.Event()

    def write() -> None:
        for number in range(25):
            plan = hand.plan(f"{number}.xlsx", [Line("A"), Line("B"), Line("C")], district=f"By {number}")
            intake.keep(con, hand.content(plan.name), plan, "Test")
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    taken = []
    while not done.is_set():
        taken.append(saved(con))
    writer.join()
    seen = set()
    for one in taken[:: max(1, len(taken) // 6)]:
        with store.open(":memory:") as target:
            told = backup.restore(target, one).backup
            entries, logged = (target.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in ("entry", "import_log"))  # fmt: skip
            assert (entries, logged, told.measures) == (3 * told.documents, told.documents, 3 * told.documents)
            seen.add(told.documents)
    assert len(seen) > 1


# --- from the shell -------------------------------------------------------------------------------------------------


def test_backup_and_restore_from_the_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, file, moved = (str(tmp_path / name) for name in ("register.duckdb", "kopia.zip", "ny/register.duckdb"))
    with full(register) as con:
        wanted = contents(con)
    assert main(["--register", register, "backup", file]) == 0
    assert capsys.readouterr().out == f"Säkerhetskopian är sparad i {file}: 5 dokument, 17 åtgärder, 4 rättelser.\n"
    assert main(["--register", moved, "restore", file]) == 0
    assert capsys.readouterr().out == "Registret är återläst: 5 dokument, 17 åtgärder, 4 rättelser.\n"
    with store.open(moved) as con:
        assert contents(con) == wanted
    assert main(["--register", moved, "restore", file]) == 0
    assert "Som det var förut ligger det i" in capsys.readouterr().out


def test_a_damaged_register_is_replaced_and_kept(whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    register, file = tmp_path / "register.duckdb", tmp_path / "kopia.zip"
    register.write_bytes(b"trasig " * 2000)
    (tmp_path / "register.duckdb.wal").write_bytes(b"trasig")
    file.write_bytes(whole[:-100])
    assert main(["--register", str(register), "list"]) == 2
    assert "python -m data restore FIL" in capsys.readouterr().err
    assert main(["--register", str(register), "restore", str(file)]) == 2
    assert DAMAGED in capsys.readouterr().err
    assert register.read_bytes() == b"trasig " * 2000
    file.write_bytes(whole)
    assert main(["--register", str(register), "restore", str(file)]) == 0
    kept = sorted((tmp_path / "kopior").iterdir())
    assert [path.read_bytes() for path in kept] == [b"trasig " * 2000, b"trasig"]
    with store.open(register) as con, full() as source:
        assert contents(con)["entry"] == contents(source)["entry"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kopia.zip", "kopior", "register.duckdb"]


def test_wrong_files_are_said_in_the_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = str(tmp_path / "register.duckdb")
    other(register).close()
    for command, file, said in (
        ("restore", "finns inte.zip", "går inte att öppna"),
        ("restore", ".", "går inte att öppna"),
        ("backup", "ingen mapp/kopia.zip", "gick inte att skriva"),
    ):
        assert main(["--register", register, command, str(tmp_path / file)]) == 2
        heard = capsys.readouterr()
        assert said in heard.err
        assert heard.out == ""


def test_what_is_written_while_a_backup_is_put_back_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    con = full(tmp_path / "register.duckdb")
    taken = saved(con)
    late = hand.plan("sen.xlsx", [Line("Sen")], district="Norby")
    other = threading.Thread(target=intake.keep, args=(con, hand.content(late.name), late, "Ola"))
    aside = backup.write_file

    def slow(con: duckdb.DuckDBPyConnection, file: Path) -> backup.Backup:
        told = aside(con, file)
        other.start()
        other.join(1)
        return told

    monkeypatch.setattr(backup, "write_file", slow)
    backup.restore(con, taken)
    other.join()
    assert "sen.xlsx" in set(questions.ask(con, "documents")["name"])
    con.close()
