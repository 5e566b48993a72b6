"""The register's file: opened, hardened and written in one place.

One connection per process; every reader takes a cursor of its own (`con.cursor()`), every writer goes through
`writing`, which holds one lock, one transaction, and counts the change.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import duckdb

from data import held, links
from data.rows import add as add
from data.rows import now as now

HERE = Path(__file__).parent
DEFAULT_PATH = HERE / "local" / "register.duckdb"
MIGRATIONS = HERE / "migrations"
SCHEMA_VERSION = 5
_WRITER = threading.RLock()
_COUNTER = threading.Lock()
_CHANGED = SimpleNamespace(times=0)
_HARDENED = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


_IN_MEMORY = "SELECT path IS NULL FROM duckdb_databases() WHERE database_name = current_database()"


class RegisterError(Exception):
    """The register cannot be used. Its message is Swedish: what is wrong, and what the user can do about it."""


class DamagedRegister(RegisterError):  # noqa: N818 - a state of the file, as its users say it
    """The file cannot be read as a register: what a backup is for."""


def default_path() -> Path:
    """The file that ATGARDSPLAN_REGISTER names, else data/local/register.duckdb."""
    return Path(os.environ.get("ATGARDSPLAN_REGISTER") or DEFAULT_PATH)


def open(path: Path | str | None = None, *, create: bool = True) -> duckdb.DuckDBPyConnection:
    """The connection to the register at `path` (":memory:" for one that is forgotten), with all tables in place.

    A register of an older version is copied to the folder `kopior` beside it before its tables are changed.
    Raises RegisterError when the file is missing and `create` is false, in use by another process, not to be read or
    written, another program's, or written by a newer version of this program; DamagedRegister when it is damaged.
    """
    where = default_path() if path is None else path
    if str(where) != ":memory:":
        _changed()  # also where it fails: what was known of the file before holds no longer
        where = Path(where)
        if not create and not where.exists():
            raise RegisterError(
                f"Det finns inget register i {where}. Importera en plan först: python -m data import FIL."
            )
        try:
            where.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RegisterError(f"Mappen {where.parent} går inte att skapa: {error.strerror}.") from error
    con = _connect(where)
    try:
        if isinstance(where, Path) and _version(con) < SCHEMA_VERSION:
            version = _version(con)
            con.close()  # which writes all of it to the one file
            _copy_aside(where, version)
            con = _connect(where)
        held.prepare(con)
        for setting in _HARDENED:
            con.execute(setting)
        _prepare(con, where)
    except duckdb.Error as error:
        con.close()
        raise (RegisterError(_FULL) if _is_full(error) else DamagedRegister(_damaged(where))) from error
    except BaseException:
        con.close()
        raise
    return con


def generation() -> int:
    """How many times this process has opened or changed a register's file: while it stands still, every answer does.

    Nothing else can change the file while this process has it open, so pages need not ask the register itself.
    """
    return int(_CHANGED.times)


def _changed() -> None:
    with _COUNTER:
        _CHANGED.times += 1


def _connect(where: Path | str) -> duckdb.DuckDBPyConnection:
    try:
        return _replayed(where)
    except duckdb.Error as error:
        text = str(error)
        if "Could not set lock" in text:
            held = re.search(r"PID (\d+)", text)
            by = f" (process {held[1]})" if held else ""
            raise RegisterError(
                f"Registret {where} används av ett annat program{by}, troligen den öppna dashboarden. "
                "Stäng dashboarden (Ctrl+C där den startades) och försök igen."
            ) from error
        if Path(where).is_dir():
            raise RegisterError(f"{where} är en mapp. Ange en fil för registret.") from error
        if "permission" in text.lower() or "read-only" in text.lower():
            raise RegisterError(
                f"Registret {where} får inte läsas eller skrivas. Kontrollera filens och mappens rättigheter."
            ) from error
        if _is_full(error):
            raise RegisterError(_FULL) from error
        raise DamagedRegister(_damaged(where)) from error


def _replayed(where: Path | str) -> duckdb.DuckDBPyConnection:
    """A connection to the file, with what a killed process left in the log beside it put in.

    DuckDB 2.0 puts the log in before its own functions are there, and fails when the log makes tables whose checks
    need them: a register killed at its first start, or while it was migrated, could not be opened. A database in
    memory has the functions, so it puts the log in.
    """
    try:
        return duckdb.connect(str(where))
    except duckdb.Error as error:
        if "replaying WAL" not in str(error):
            raise
    with duckdb.connect() as other:
        other.execute(f"ATTACH '{str(where).replace(chr(39), chr(39) * 2)}' AS left_behind")
        other.execute("CHECKPOINT left_behind")
        other.execute("DETACH left_behind")
    return duckdb.connect(str(where))


def _version(con: duckdb.DuckDBPyConnection) -> int:
    """The version of the tables; SCHEMA_VERSION when there are none, or none of ours."""
    if "register" not in tables(con):
        return SCHEMA_VERSION
    return int(con.execute("SELECT schema_version FROM register").fetchall()[0][0])


def copies_beside(where: Path, name: str) -> Path:
    """The path of a copy named after the time, in the folder `kopior` beside the register, which is made if need be."""
    folder = where.parent / "kopior"
    folder.mkdir(exist_ok=True)
    stem, _, ending = name.rpartition(".")
    return folder / f"{stem}-{now():%Y%m%d-%H%M%S-%f}.{ending}"


def _copy_aside(where: Path, version: int) -> None:
    try:
        copy = copies_beside(where, f"version-{version}.duckdb")
        shutil.copyfile(where, copy)
    except OSError as error:
        raise RegisterError(
            f"Registret är från en äldre version av programmet, och en kopia före ändringen gick inte att spara i "
            f"{where.parent / 'kopior'}: {error.strerror}. Registret är orört."
        ) from error


_FULL = "Disken är full, så ändringen kunde inte sparas. Ingenting har ändrats. Frigör plats och försök igen."


def _is_full(error: duckdb.Error) -> bool:
    return any(text in str(error) for text in ("No space left", "File too large", "Disk quota exceeded"))


def _damaged(where: Path | str) -> str:
    return (
        f"Filen {where} är skadad eller är inget register. "
        "Läs tillbaka en säkerhetskopia: python -m data restore FIL. Den skadade filen sparas bredvid."
    )


def is_usable(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the connection can be asked: not after a fault, as a full disk, that DuckDB closes its database for."""
    try:
        with con.cursor() as cursor:
            cursor.execute("SELECT 1").fetchall()
    except duckdb.Error:
        return False
    return True


def tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the register's tables."""
    return {
        name
        for (name,) in con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
    }


def _prepare(con: duckdb.DuckDBPyConnection, where: Path | str) -> None:
    there = tables(con)
    if not there:
        con.execute("BEGIN")
        con.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        con.execute(
            "INSERT INTO register (schema_version, linked_with) VALUES ($version, $linked_with)",
            {"version": SCHEMA_VERSION, "linked_with": links.fingerprint()},
        )
        con.execute("COMMIT")
        con.execute("CHECKPOINT")
        return
    if "register" not in there:
        raise RegisterError(f"Filen {where} är en annan databas, inte ett register. Ange en annan fil.")
    migrate(con, SCHEMA_VERSION, MIGRATIONS)
    if con.execute("SELECT linked_with FROM register").fetchall() != [(links.fingerprint(),)]:
        with writing(con) as cursor:  # this program recognises measures otherwise than the one that linked them
            links.relink_all(cursor)


def migrate(con: duckdb.DuckDBPyConnection, target: int, steps: Path) -> None:
    """Bring the tables to version `target` with the files `steps`/0002.sql, 0003.sql …, all of them or none.

    Raises RegisterError when the register is newer than the program.
    """
    found = int(con.execute("SELECT schema_version FROM register").fetchall()[0][0])
    if found > target:
        raise RegisterError(
            "Registret är skrivet av en nyare version av programmet. Uppdatera programmet och försök igen."
        )
    if found == target:
        return
    con.execute("BEGIN")
    try:
        for step in range(found + 1, target + 1):
            con.execute((steps / f"{step:04}.sql").read_text(encoding="utf-8"))
        con.execute("UPDATE register SET schema_version = $target", {"target": target})
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("CHECKPOINT")


def changes(con: duckdb.DuckDBPyConnection) -> int:
    """How many changes the register has seen: equal numbers mean equal answers."""
    return int(con.cursor().execute("SELECT changes FROM register").fetchall()[0][0])


@contextmanager
def writing(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor in a transaction of its own: committed and counted at the end, rolled back whole on any error.

    One writer at a time in the process: two transactions on the same rows would conflict. Raises RegisterError when
    the disk is full; then nothing was kept.
    """
    with _WRITER:
        cursor = con.cursor()
        cursor.execute("BEGIN")
        try:
            is_trial = cursor.execute(_IN_MEMORY).fetchall() == [(True,)]
            yield cursor
            cursor.execute("UPDATE register SET changes = changes + 1")
            cursor.execute("COMMIT")
        except BaseException as error:
            with suppress(duckdb.Error):  # a commit that failed has been rolled back already
                cursor.execute("ROLLBACK")
            if isinstance(error, duckdb.Error) and _is_full(error):
                raise RegisterError(_FULL) from error
            raise
        finally:
            cursor.close()
        if not is_trial:  # which no page's answers rest on
            _changed()  # only now: an answer of before must not be kept under the number of after
