"""A file into a Plan, and what to say when it cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import duckdb

import loaders
from data import columns
from data.intake.outcomes import Given, RefusedDocument
from loaders.errors import UnreadableDocument
from loaders.records import Document, Plan


def read(content: bytes, name: str, district: str | None = None, year: int | None = None) -> Plan:
    """The document as a Plan with district and plan year, nothing kept: for a look before it is imported.

    Raises loaders' UnreadableDocument, or RefusedDocument when it does not say whose plan it is or for which year.
    """
    return complete(loaders.load(content, name, district, year))


def read_as_known(con: duckdb.DuckDBPyConnection, content: bytes, name: str, given: Given) -> Plan:
    """As `read`, with what people have chosen for the district's unknown columns."""

    def load(chosen: Mapping[str, str]) -> Plan:
        return loaders.load(content, name, given.district, given.year, followed_up=given.followed_up, columns=chosen)

    return complete(_with_choices(con, load, {})[0])


def understand(
    con: duckdb.DuckDBPyConnection,
    document: Document,
    given: Given,
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Plan, dict[str, str]]:
    """An opened document as a Plan, which may lack district and year; and the columns that it was read with.

    `chosen` (heading to column) goes before what the register knows of the district's headings. Raises
    UnreadableDocument.
    """

    def load(chosen: Mapping[str, str]) -> Plan:
        return loaders.understand(document, given.district, given.year, followed_up=given.followed_up, columns=chosen)

    return _with_choices(con, load, chosen)


def _with_choices(
    con: duckdb.DuckDBPyConnection, load: Callable[[Mapping[str, str]], Plan], chosen: Mapping[str, str]
) -> tuple[Plan, dict[str, str]]:
    """Read, and read again if the register knows a heading that the vocabulary does not."""
    plan = load(chosen)
    known = columns.known(con, plan.front.district) if plan.front.district else {}
    found = columns.among(known, plan.unknown_columns)
    if found:
        plan = load({**found, **chosen})
    return plan, {**found, **chosen}


def lacks(plan: Plan) -> tuple[str, ...]:
    """Which of "district" and "year" neither the document nor a person has said."""
    said = {"district": plan.front.district, "year": plan.front.plan_year}
    return tuple(name for name, value in said.items() if not value)


def complete(plan: Plan) -> Plan:
    """The plan. Raises RefusedDocument when it does not say whose it is or for which year."""
    words = {"district": "vilken stadsdel eller kommun", "year": "vilket år"}
    missing = [words[name] for name in lacks(plan)]
    if missing:
        raise RefusedDocument(
            f"Det framgår inte av «{plan.name}» {' och '.join(missing)} planen gäller. Ange det och försök igen."
        )
    return plan


def open_document(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The file opened, page by page (`progress(done, pages)`), to be understood afterwards.

    Raises UnreadableDocument.
    """
    return loaders.open_document(content, name, progress)


@cache
def loader_version() -> str:
    """A fingerprint of the loaders' code and vocabulary: another one may read a document otherwise."""
    seen = hashlib.sha256()
    home = Path(loaders.__file__).parent
    for file in sorted(file for kind in ("*.py", "*.toml") for file in home.rglob(kind)):
        seen.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()[:12]


def why(error: Exception) -> str:
    """The error's own sentence when it was written for the user, else what can be said of it."""
    if isinstance(error, UnreadableDocument | RefusedDocument):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "Filen finns inte. Kontrollera namnet och mappen."
    if isinstance(error, OSError):
        return f"Filen går inte att öppna: {error.strerror or error}."
    return f"Filen gick inte att läsa ({type(error).__name__}). Rapportera gärna felet tillsammans med filen."
