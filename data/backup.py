"""The whole register as one file, and back: documents, originals, corrections, decisions and the log.

The file is a zip with `register.duckdb`, a register of its own written anew (nothing that was removed is in it), and
`manifest.json`, which says what it is, of which version, and its checksum. It is made from one state of the register
while others read and write. It is put back in one transaction, so a crash leaves either the old register or the new
one; the old one is also kept as a backup of its own in the folder `kopior`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import duckdb

from data import store

WHAT = "register över åtgärdsplaner"
FORMAT = 1
_REGISTER, _MANIFEST = "register.duckdb", "manifest.json"
_LARGEST_MANIFEST = 100_000
_BLOCK = 1 << 20

_PUT_BACK = "Hela registret är återläst ur säkerhetskopian; det som kopian inte har finns inte kvar."


class RefusedBackup(Exception):  # noqa: N818 - named like loaders' UnreadableDocument
    """A backup cannot be made or put back. Its message is Swedish: what is wrong, and what the user can do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself: `made_at` is UTC in ISO form, `sha256` and `size` are the register's in it."""

    what: str
    format: int
    schema_version: int
    made_at: str
    documents: int
    measures: int
    corrections: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the register as it was before is kept (None when there was none to keep)."""

    backup: Backup
    before: Path | None


def write(con: duckdb.DuckDBPyConnection, out: BinaryIO) -> Backup:
    """Write the register, as it stands now, to the open file `out` as a zip. Raises RefusedBackup."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / _REGISTER
            documents, measures, made = _copied(con, file)
            told = Backup(
                what=WHAT,
                format=FORMAT,
                schema_version=store.SCHEMA_VERSION,
                made_at=store.now().isoformat(timespec="seconds"),
                documents=documents,
                measures=measures,
                corrections=made,
                size=file.stat().st_size,
                sha256=_digest(file),
            )
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_MANIFEST, json.dumps(asdict(told), ensure_ascii=False, indent=1))
                archive.write(file, _REGISTER)
    except (OSError, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or "disken kan vara full"
        raise RefusedBackup(f"Säkerhetskopian gick inte att skriva: {reason}. Registret är orört.") from error
    return told


def write_file(con: duckdb.DuckDBPyConnection, file: Path) -> Backup:
    """Write the backup to `file`, which is there whole or not at all; one that is there already is replaced.

    Raises RefusedBackup.
    """
    half = file.with_name(f".{file.name}.halv")
    try:
        with half.open("wb") as out:
            told = write(con, out)
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
    except OSError as error:
        raise RefusedBackup(f"Säkerhetskopian gick inte att skriva i {file.parent}: {error.strerror}.") from error
    finally:
        half.unlink(missing_ok=True)
    return told


def told_of(file: BinaryIO) -> Backup:
    """What a file says of itself as a backup; nothing more is checked than that it says it. Raises RefusedBackup."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _told(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise RefusedBackup(_NO_BACKUP) from error


def restore(con: duckdb.DuckDBPyConnection, file: BinaryIO, by: str = "", name: str = "") -> Restored:
    """Let the backup's register take the place of the one that is open, in one transaction.

    `by` whom and from which file (`name`) is written in the log of the register that comes, when it is said. Readers
    see the one register or the other. The register as it was is kept as a backup in `kopior` beside it, unless it was
    empty. Raises RefusedBackup when the file is damaged, newer than the program or no backup, and store.RegisterError
    when the disk is full; then nothing is changed.
    """
    with _opened(file) as (told, source), store.writing(con) as cursor:
        before = _kept_aside(con)  # while nobody else writes: else what they wrote would be in neither
        changes = _one(cursor, "SELECT changes FROM register")
        for table in sorted(store.tables(cursor)):
            cursor.execute(f"DELETE FROM {table}")
            _copy_rows(source, cursor, table)
        # No answer kept under the old register's count may be taken for the new one's.
        cursor.execute("UPDATE register SET changes = greatest(changes, $changes)", {"changes": changes})
        _copy_sequences(source, cursor)
        if by:
            said = {"action": "rebuilt", "sha256": "", "name": name, "who": by, "message": _PUT_BACK}
            store.add(cursor, "import_log", [{"made_at": store.now(), **said}])
    return Restored(told, before)


def restore_damaged(where: Path, file: BinaryIO) -> Restored:
    """Let the backup's register take the place of a file that cannot be opened, which is kept in `kopior` beside it.

    The place is never empty: the new file takes it in one step. Raises RefusedBackup; then nothing is changed.
    """
    with _opened(file) as (told, source):
        path = Path(_one(source, "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"))
        source.close()
        try:
            aside = store.copies_beside(where, f"skadat.{where.name.rpartition('.')[2]}")
            shutil.copyfile(where, aside)
            log = where.with_name(f"{where.name}.wal")
            if log.exists():
                shutil.copyfile(log, aside.with_name(f"{aside.name}.wal"))
            new = where.with_name(f".{where.name}.ny")
            shutil.copyfile(path, new)
            with new.open("rb+") as whole:
                os.fsync(whole.fileno())
            log.unlink(missing_ok=True)
            new.replace(where)
        except OSError as error:
            raise RefusedBackup(f"Registret gick inte att byta ut: {error.strerror}.") from error
    return Restored(told, aside)


# --- making one -----------------------------------------------------------------------------------------------------


def _copied(con: duckdb.DuckDBPyConnection, file: Path) -> tuple[int, int, int]:
    """Write a register of its own to `file`; gives its numbers of documents, measures and corrections."""
    with con.cursor() as cursor, store.open(file) as copy:
        cursor.execute("BEGIN")  # one state of all tables, whatever is written meanwhile
        try:
            copy.execute("BEGIN")
            for table in sorted(store.tables(cursor)):
                copy.execute(f"DELETE FROM {table}")
                _copy_rows(cursor, copy, table)
            copy.execute("COMMIT")
            _copy_sequences(cursor, copy)
            counted = tuple(int(_one(cursor, f"SELECT count(*) FROM {table}")) for table in _COUNTED)
        finally:
            cursor.execute("ROLLBACK")
        copy.execute("CHECKPOINT")
    return counted[0], counted[1], counted[2]


_COUNTED = ("document", "measure", "correction")
_PIECES = {"original": "sha256"}
"""Tables whose rows are large, copied a row at a time, and the column that tells the rows apart."""


def _copy_rows(source: duckdb.DuckDBPyConnection, target: duckdb.DuckDBPyConnection, table: str) -> None:
    key = _PIECES.get(table)
    if key is None:
        _put(target, table, source.sql(f"SELECT * FROM {table}").to_arrow_table())
        return
    for (value,) in source.execute(f"SELECT {key} FROM {table} ORDER BY {key}").fetchall():
        one = source.sql(f"SELECT * FROM {table} WHERE {key} = $value", params={"value": value})
        _put(target, table, one.to_arrow_table())


def _put(target: duckdb.DuckDBPyConnection, table: str, rows: object) -> None:
    target.register("copied_rows", rows)
    try:
        target.execute(f"INSERT INTO {table} BY NAME SELECT * FROM copied_rows")
    finally:
        target.unregister("copied_rows")


def _copy_sequences(source: duckdb.DuckDBPyConnection, target: duckdb.DuckDBPyConnection) -> None:
    """Let the target's numbers go on where the source's are: DuckDB can't set a sequence, only draw from it."""
    asked = """
        SELECT coalesce(last_value, 0) FROM duckdb_sequences()
        WHERE sequence_name = $name AND database_name = current_database()
    """
    names = source.execute(
        "SELECT sequence_name FROM duckdb_sequences() WHERE database_name = current_database() ORDER BY 1"
    ).fetchall()
    for (name,) in names:
        there, here = (int(con.execute(asked, {"name": name}).fetchall()[0][0]) for con in (source, target))
        if there > here:
            target.execute(f"SELECT max(nextval('{name}')) FROM range({there - here})").fetchall()


def _kept_aside(con: duckdb.DuckDBPyConnection) -> Path | None:
    path = _one(con, "SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
    if not path or not int(_one(con, "SELECT count(*) FROM import_log")):
        return None
    try:
        file = store.copies_beside(Path(path), "fore-aterlasning.zip")
    except OSError as error:
        raise RefusedBackup(f"Registret som det är gick inte att spara undan: {error.strerror}.") from error
    write_file(con, file)
    return file


# --- reading one ----------------------------------------------------------------------------------------------------

_NO_BACKUP = "Filen är ingen säkerhetskopia av registret. Välj den fil som sparades med Hämta säkerhetskopia."
_DAMAGED = (
    "Säkerhetskopian är skadad eller avbruten, så den läses inte tillbaka. Hämta filen på nytt eller välj en annan."
)
_NEWER = "Säkerhetskopian är gjord med en nyare version av programmet. Uppdatera programmet och försök igen."


@contextmanager
def _opened(file: BinaryIO) -> Iterator[tuple[Backup, duckdb.DuckDBPyConnection]]:
    """What the backup says of itself and a connection to its register, once all of it is found sound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _REGISTER
        try:
            with zipfile.ZipFile(file) as archive:
                told = _told(archive)
                _unpack(archive, path, told)
        except zipfile.BadZipFile as error:
            # A zip keeps its list of contents last: a file that was cut off has its beginning only.
            file.seek(0)
            cut = file.read(4) == b"PK\x03\x04"
            raise RefusedBackup(_DAMAGED if cut else _NO_BACKUP) from error
        except (zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise RefusedBackup(_DAMAGED) from error
        except OSError as error:
            raise RefusedBackup(f"Säkerhetskopian gick inte att packa upp: {error.strerror or error}.") from error
        try:
            with store.open(path, create=False) as source:
                if not _is_sound(source, told):
                    raise RefusedBackup(_DAMAGED)
                yield told, source
        except store.DamagedRegister as error:
            raise RefusedBackup(_DAMAGED) from error


def _told(archive: zipfile.ZipFile) -> Backup:
    names = set(archive.namelist())
    if names != {_MANIFEST, _REGISTER} or archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise RefusedBackup(_NO_BACKUP)
    try:
        said = json.loads(archive.read(_MANIFEST))
        if not isinstance(said, dict) or said.get("what") != WHAT:
            raise RefusedBackup(_NO_BACKUP)
        if said["format"] > FORMAT or said["schema_version"] > store.SCHEMA_VERSION:
            raise RefusedBackup(_NEWER)
        return Backup(**said)
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedBackup(_DAMAGED) from error


def _unpack(archive: zipfile.ZipFile, path: Path, told: Backup) -> None:
    """Write the register to `path`, no more of it than it should be."""
    seen, left = hashlib.sha256(), told.size
    with archive.open(_REGISTER) as packed, path.open("wb") as out:
        while block := packed.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise RefusedBackup(_DAMAGED)
            seen.update(block)
            out.write(block)
    if left or seen.hexdigest() != told.sha256:
        raise RefusedBackup(_DAMAGED)


def _is_sound(source: duckdb.DuckDBPyConnection, told: Backup) -> bool:
    """Whether the register holds what the manifest says, and every original is the file that it says it is."""
    counted = [int(_one(source, f"SELECT count(*) FROM {table}")) for table in _COUNTED]
    if counted != [told.documents, told.measures, told.corrections]:
        return False
    wrong = _one(
        source,
        """
        SELECT (SELECT count(*) FROM original WHERE sha256(bytes) <> sha256)
            + (SELECT count(*) FROM document ANTI JOIN original USING (sha256))
        """,
    )
    return int(wrong) == 0


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    found = con.execute(sql).fetchall()[0][0]
    return "" if found is None else str(found)
