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


def examples_to_import(con: duckdb.DuckDBPyConnection, folder: Path = PLANS) -> tuple[Path, ...]:
    """The example files, in the order of their names, when the register has never imported anything; else none.

    One who has removed the examples does not get them back at the next start.
    """
    if con.cursor().execute("SELECT count(*) FROM import_log").fetchall()[0][0]:
        return ()
    return tuple(
        sorted(
            file
            for file in folder.glob("*")
            if file.is_file() and file.suffix.lower() in _FORMS and file.stem != _NOT_A_PLAN
        )
    )


def import_examples(con: duckdb.DuckDBPyConnection, files: Sequence[Path], progress: intake.Progress) -> None:
    """Import the files as examples; `progress(done, of, name)` is called before each and once at the end.

    A file that cannot be read is written to the import log and the others go on.
    """
    intake.import_many(con, [(file.name, file.read_bytes) for file in files], BY, example=True, progress=progress)
