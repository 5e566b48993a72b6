"""What can befall the register's file: each told in one Swedish sentence, in the shell and on the page, and nothing lost."""

# ruff: noqa: E501 - programs of their own, as text
from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import in_app
import pandas as pd
import plans_by_hand as hand
import pytest
from plans_by_hand import Line

from data import intake, questions, store
from data.__main__ import main
from data.filters import Filters
from pages.parts import cache

ROOT = Path(__file__).resolve().parents[1]
PREPARED = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]; path = sys.argv[1]\n"


def run(program: str, path: Path) -> str:
    """What a process of its own prints; it may end as it likes."""
    ran = subprocess.run(
        [sys.executable, "-c", PREPARED + program, str(path)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    return ran.stdout + ran.stderr


def filled(path: Path, documents: int = 1) -> None:
    with store.open(path) as con:
        for number in range(documents):
            plan = hand.plan(f"{number}.xlsx", [Line("A"), Line("B")], district=f"By {number}")
            intake.keep(con, hand.content(plan.name), plan, "Test")


# --- how the file can be --------------------------------------------------------------------------------------------


def damaged(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:4096] + b"x" * 20_000)


def newer(path: Path) -> None:
    filled(path)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE register SET schema_version = 99")


def foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE kunder (namn VARCHAR)")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Lets another process hold the register until the test is over."""
    holders: list[subprocess.Popen[str]] = []

    def hold(path: Path) -> None:
        filled(path)
        program = f"import duckdb; c = duckdb.connect({str(path)!r}); print('har den', flush=True); input()"
        holder = subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1, text=True)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "har den\n"
        holders.append(holder)

    yield hold
    for holder in holders:
        holder.communicate("\n")


STATES = [
    ("skadad", damaged, "skadad eller är inget register. Läs tillbaka en säkerhetskopia: python -m data restore FIL"),
    ("nyare", newer, "nyare version av programmet"),
    ("främmande", foreign, "är en annan databas"),
    ("mapp", folder, "är en mapp"),
    ("låst", None, "används av ett annat program"),
]


@pytest.mark.parametrize(("name", "make", "said"), STATES, ids=[state[0] for state in STATES])
def test_the_state_is_said_in_the_shell_and_on_the_page(
    name: str,
    make: Callable[[Path], None] | None,
    said: str,
    held: Callable[[Path], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "register.duckdb"
    (make or held)(path)
    before = path.read_bytes() if path.is_file() and make else b""
    for command in (["list"], ["import", __file__], ["rebuild"], ["backup", str(tmp_path / "kopia.zip")]):
        assert main(["--register", str(path), *command]) == 2
        heard = capsys.readouterr()
        assert said in heard.err
        assert len(heard.err.strip().splitlines()) == 1
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)
    app = in_app.opened()
    cache.forget()
    assert not app.exception
    assert any(said in block.body for block in app.get("html"))
    assert make is None or not path.is_file() or path.read_bytes() == before
    assert not (tmp_path / "kopior").exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may look into; pytest's own are for one user alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_register_that_may_not_be_read_or_written(open_folder: Path) -> None:
    path = open_folder / "register.duckdb"
    filled(path)
    program = (
        "import os\nfrom data import store\n"
        "if os.getuid() == 0: os.setuid(65534)  # the superuser may write everywhere\n"
        "try: store.open(path)\nexcept store.RegisterError as error: print('SADE', error)"
    )
    for mode in (0o444, 0o000):
        path.chmod(mode)
        told = run(program, path)
        assert "SADE Registret" in told, told
        assert "får inte läsas eller skrivas. Kontrollera filens och mappens rättigheter." in told
    path.chmod(0o644)
    with store.open(path) as con:
        assert con.execute("SELECT count(*) FROM document").fetchall() == [(1,)]


# --- an older version -----------------------------------------------------------------------------------------------


def test_an_older_register_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, steps = tmp_path / "register.duckdb", tmp_path / "steg"
    filled(path)
    old = store.SCHEMA_VERSION
    steps.mkdir()
    step = steps / f"{old + 1:04}.sql"
    monkeypatch.setattr(store, "SCHEMA_VERSION", old + 1)
    monkeypatch.setattr(store, "MIGRATIONS", steps)

    (tmp_path / "kopior").write_bytes(b"en fil i v\xc3\xa4gen")
    with pytest.raises(store.RegisterError, match=r"en kopia före ändringen gick inte att spara.*Registret är orört"):
        store.open(path)
    (tmp_path / "kopior").unlink()

    step.write_text("ALTER TABLE plan ADD COLUMN motto VARCHAR; SELECT nonsens")
    with pytest.raises(store.RegisterError):
        store.open(path)
    step.write_text("ALTER TABLE plan ADD COLUMN motto VARCHAR DEFAULT 'Hej'")
    with store.open(path) as con:
        assert con.execute("SELECT motto FROM plan").fetchall() == [("Hej",)]
        assert con.execute("SELECT schema_version FROM register").fetchall() == [(old + 1,)]
    copies = sorted((tmp_path / "kopior").iterdir())
    assert [copy.name[:10] for copy in copies] == [f"version-{old}-"] * 2
    for copy in copies:
        with duckdb.connect(str(copy)) as con:
            assert con.execute("SELECT schema_version FROM register").fetchall() == [(old,)]
            assert con.execute("SELECT count(*) FROM entry").fetchall() == [(2,)]
    with store.open(path):
        assert sorted((tmp_path / "kopior").iterdir()) == copies, "en kopia görs bara när något ändras"


def test_a_register_killed_before_its_tables_were_in_the_file_opens(tmp_path: Path) -> None:
    """The tables then stand in the log beside it only, which DuckDB by itself fails to put in."""
    path = tmp_path / "register.duckdb"
    run(
        "import os, duckdb\nfrom data import store, links\ncon = duckdb.connect(path)\ncon.execute('BEGIN')\n"
        "con.execute((store.HERE / 'schema.sql').read_text(encoding='utf-8'))\n"
        "con.execute('INSERT INTO register (schema_version, linked_with) VALUES ($v, $l)', {'v': store.SCHEMA_VERSION, 'l': links.fingerprint()})\n"
        "con.execute('COMMIT')\nos.kill(os.getpid(), 9)",
        path,
    )
    assert path.with_name("register.duckdb.wal").stat().st_size > 10_000
    with pytest.raises(duckdb.Error, match="replaying WAL"):
        duckdb.connect(str(path))
    with store.open(path) as con:
        assert store.changes(con) == 0
    filled(path)


# --- a full disk ----------------------------------------------------------------------------------------------------

FULL = """
import os, resource, signal
from data import store
import plans_by_hand as hand
from data import intake
con = store.open(path)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (AT_MOST, resource.RLIM_INFINITY))
kept = []
for number in range(40):
    plan = hand.plan(f"{number}.xlsx", [hand.Line("A")], district=f"By {number}")
    try:
        intake.keep(con, os.urandom(1_000_000), plan, "Test")
        kept.append(plan.front.district)
    except store.RegisterError as error:
        print("SADE", error)
        break
if not store.is_usable(con):
    print("STÄNGD")
    con.close()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    con = store.open(path)
there = [row[0] for row in con.cursor().execute("SELECT district FROM document ORDER BY imported_at").fetchall()]
print("KVAR", there == kept, len(kept), store.changes(con) == len(kept))
"""


@pytest.mark.parametrize("limit", [5_000_000, 17_500_000], ids=["loggen får inte plats", "filen får inte plats"])
def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "register.duckdb"
    filled(path, 0)
    told = run(FULL.replace("AT_MOST", str(limit)), path)
    assert "SADE Disken är full, så ändringen kunde inte sparas. Ingenting har ändrats." in told, told
    assert "KVAR True" in told
    with store.open(path) as con:
        documents = con.execute("SELECT count(*) FROM document").fetchall()[0][0]
        assert f"KVAR True {documents} True" in told
        assert documents >= 3
        assert con.execute("SELECT count(*) FROM original").fetchall() == [(documents,)]


def test_the_dashboard_opens_the_register_anew_after_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.duckdb"
    filled(path)
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    broken = cache.connection()
    broken.close()
    assert not store.is_usable(broken)
    assert len(cache.ask("plans")) == 1
    cache.forget()


def test_an_answer_of_before_a_fault_is_not_shown_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "register.duckdb", tmp_path / "annat.duckdb"
    filled(path)
    store.open(other).close()
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    assert len(cache.ask("plans")) == 1
    cache.connection().close()
    other.replace(path)  # as when somebody puts a backup back from the shell
    cache.connection()  # which each run begins with
    assert cache.ask("plans").empty
    cache.forget()


def test_what_many_ask_at_once_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.duckdb"
    filled(path)
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    asked: list[str] = []
    ask = questions.ask

    def counted(con: duckdb.DuckDBPyConnection, name: str, filters: Filters | None = None) -> pd.DataFrame:
        asked.append(name)
        time.sleep(0.05)
        return ask(con, name, filters)

    cache.connection()
    monkeypatch.setattr(questions, "ask", counted)
    with ThreadPoolExecutor(10) as readers:
        found = list(readers.map(lambda _: len(cache.ask("plans")), range(10)))
    assert found == [1] * 10
    assert asked == ["plans"]
    cache.forget()
