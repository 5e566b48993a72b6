"""The first start: a register that has never held anything is filled with the example plans in data/plans/."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from data import intake

PLANS = Path(__file__).parent / "plans"
_FORMS = frozenset({".xlsx", ".docx", ".pdf", ".csv", ".tsv", ".md", ".txt"})
_NOT_A_PLAN = "README"
BY = "första starten"


def examples_to_import(con: duckdb.DuckDBPyConnection) -> tuple[Path, ...]:
    """The example files that a first start has left to import, in the order of their names.

    None as soon as anybody has imported or removed anything: who has taken away the examples does not get them back. A
    start that was interrupted goes on where it was; a file that could not be read is not tried again.
    """
    log = con.cursor().execute("SELECT DISTINCT who, name FROM import_log").fetchall()
    if any(who != BY for who, _ in log):
        return ()
    dealt_with = {name for _, name in log}
    return tuple(sorted(file for file in PLANS.glob("*") if _is_plan(file) and file.name not in dealt_with))


def missing_examples(con: duckdb.DuckDBPyConnection) -> tuple[Path, ...]:
    """The example files that are not in the register, in the order of their names."""
    there = {name for (name,) in con.cursor().execute("SELECT name FROM document WHERE example").fetchall()}
    return tuple(sorted(file for file in PLANS.glob("*") if _is_plan(file) and file.name not in there))


def _is_plan(file: Path) -> bool:
    return file.is_file() and file.suffix.lower() in _FORMS and file.stem != _NOT_A_PLAN


def import_examples(
    con: duckdb.DuckDBPyConnection, files: Sequence[Path], progress: intake.Progress, by: str = BY
) -> None:
    """Import the files as examples; `progress(done, of, name)` is called before each and once at the end.

    A file that cannot be read is written to the import log and the others go on.
    """
    intake.import_many(con, [(file.name, file.read_bytes) for file in files], by, example=True, progress=progress)
