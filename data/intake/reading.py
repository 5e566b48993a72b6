"""A file into a Plan, and what to say when it cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import duckdb

import loaders
from data import columns, store
from data.intake import headings, wordings
from data.intake.known import known_rows
from data.intake.known_on import known_on
from data.intake.outcomes import Given, RefusedDocument
from loaders.errors import UnreadableDocument
from loaders.records import Document, Doubt, Place, Plan, Rewording, Row
from loaders.text import collapse


def read(content: bytes, name: str, district: str | None = None, year: int | None = None) -> Plan:
    """The document as a Plan with district and plan year, nothing kept: for a look before it is imported.

    Raises loaders' UnreadableDocument, or RefusedDocument when it does not say whose plan it is or for which year.
    """
    return complete(loaders.load(content, name, district, year))


def read_as_known(
    con: duckdb.DuckDBPyConnection,
    content: bytes,
    name: str,
    given: Given,
    said: Sequence[Rewording] | None = None,
) -> Plan:
    """As `read`, with what the register knows: what people have chosen for the district's columns, the plan's other
    documents, where this one's tables are gone, and what people have read in it (or `said` instead)."""
    load = _loading(content, name, _known_wordings(con, content) if said is None else said)
    return complete(_with_register(con, load, given, {})[0])


def read_with(con: duckdb.DuckDBPyConnection, content: bytes, name: str, given: Given, known: Sequence[Row]) -> Plan:
    """As `read_as_known`, with just these rows of the plan's other documents."""
    load = _loading(content, name, _known_wordings(con, content))
    return complete(_with_choices(con, load, given, {}, known)[0])


def understand(
    con: duckdb.DuckDBPyConnection,
    document: Document,
    given: Given,
    chosen: Mapping[str, str] = MappingProxyType({}),
    said: Sequence[Rewording] = (),
) -> tuple[Plan, dict[str, str]]:
    """An opened document as a Plan, which may lack district and year; and the columns that it was read with.

    `chosen` (heading to column) goes before what the register knows of the district's headings; `said` is what a person
    has read in the document. Where its tables are gone, the plan's other documents help. Raises UnreadableDocument.
    """

    def load(given: Given, chosen: Mapping[str, str], known: Sequence[Row]) -> Plan:
        return loaders.understand(document, given.district, given.year, known, given.followed_up, chosen, tuple(said))

    return _with_register(con, load, given, chosen)


_Load = Callable[[Given, Mapping[str, str], Sequence[Row]], Plan]


def _known_wordings(con: duckdb.DuckDBPyConnection, content: bytes) -> tuple[Rewording, ...]:
    cursor = con.cursor()
    try:
        return wordings.known(cursor, hashlib.sha256(content).hexdigest())
    finally:
        cursor.close()


def _loading(content: bytes, name: str, said: Sequence[Rewording]) -> _Load:
    def load(given: Given, chosen: Mapping[str, str], known: Sequence[Row]) -> Plan:
        return loaders.load(
            content,
            name,
            given.district,
            given.year,
            known=known,
            followed_up=given.followed_up,
            columns=chosen,
            said=tuple(said),
        )

    return load


def _with_register(
    con: duckdb.DuckDBPyConnection, load: _Load, given: Given, chosen: Mapping[str, str]
) -> tuple[Plan, dict[str, str]]:
    """Read, and read again if the tables are gone and the register has others of the same plan."""
    plan, used = _with_choices(con, load, given, chosen, ())
    if plan.read_with is None or lacks(plan):
        return plan, used
    district, year = plan_of(plan)
    with con.cursor() as cursor:
        known = known_rows(cursor, district, year)
    # Help with the rows does not move the document to another plan.
    return (
        _with_choices(con, load, replace(given, district=district, year=year), used, known) if known else (plan, used)
    )


def _with_choices(
    con: duckdb.DuckDBPyConnection, load: _Load, given: Given, chosen: Mapping[str, str], known: Sequence[Row]
) -> tuple[Plan, dict[str, str]]:
    """Read, and read again if somebody has said otherwise of a heading."""
    plan = load(given, chosen, known)
    meant = columns.known(con, plan.front.district) if plan.front.district else {}
    found = headings.of_plan(meant, plan)
    if found:
        plan = load(given, {**found, **chosen}, known)
    return _no_later(plan, load, given, {**found, **chosen}, known), {**found, **chosen}


def _no_later(plan: Plan, load: _Load, given: Given, chosen: Mapping[str, str], known: Sequence[Row]) -> Plan:
    """The plan; where it would be judged on a day after it came, read as followed up on the day that it came, which is
    asked about: a year that is not over cannot be late with what is left of it."""
    came = given.read_on or store.now().date()
    if given.followed_up or not plan.front.plan_year:
        return plan
    day, is_whole_year, judged = known_on(plan, plan.front.plan_year)
    if judged <= came or not (is_whole_year or day):
        return plan
    said = "Dokumentet säger det inte" if is_whole_year or not day else f"Det står {day.isoformat()}, som är framåt"
    question = f"Vilken dag följdes planen upp? {said}. Tills vidare gäller {came.isoformat()}, dagen då det lästes in."
    plan = load(replace(given, followed_up=came), chosen, known)
    return replace(plan, doubts=(Doubt(question, Place(), field="followed_up"), *plan.doubts))


def lacks(plan: Plan) -> tuple[str, ...]:
    """Which of "district" and "year" neither the document nor a person has said."""
    said = {"district": plan.front.district, "year": plan.front.plan_year}
    return tuple(name for name, value in said.items() if not value)


def plan_of(plan: Plan) -> tuple[str, int]:
    """The district and the year of the plan that a document is of, as the register has them."""
    assert plan.front.district is not None and plan.front.plan_year is not None  # see `complete`
    return collapse(plan.front.district), plan.front.plan_year


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
