"""What is kept between runs, and the only place that keeps anything: the connection, and the answers.

All that a page learns of the register comes through `ask`, which lets nothing through that is not to be shown: contact
details, and names when the address says that they are hidden (privacy.py).

One connection per process and database file; an answer is kept under the file, the register's number of changes, the
question and the filters, so a change in the register never shows an old answer.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from data import intake, questions, store
from data.filters import Filters
from data.similar import Near, Text, nearest
from pages.parts import address, privacy
from pages.parts.privacy import People


def connection() -> duckdb.DuckDBPyConnection:
    """The process's connection to the register, opened anew after a fault that DuckDB closed it for.

    Raises store.RegisterError when the register cannot be used.
    """
    return _connection(str(store.default_path()))


def ask(question: str, filters: Filters | None = None, contacts: bool = False) -> pd.DataFrame:
    """The answer to a question in data/questions/, the reader's own copy, as it may be shown.

    `contacts` lets contact details through: for the page Åtgärd, and never when names are hidden.
    """
    con = connection()
    path, changes, hidden = str(store.default_path()), store.changes(con), names_hidden()
    return _answer(con, path, changes, question, filters or Filters(), hidden, contacts and not hidden)


def names_hidden() -> bool:
    """Whether the address says that persons' names are hidden."""
    return st.query_params.get(address.NAMES) == address.HIDDEN


def text(said: str) -> str:
    """A text of a document that no question answered with, as it may be shown."""
    shown = privacy.without_contacts(said)
    return people().hidden(shown) if names_hidden() else shown


def people() -> People:
    """The persons whom the register knows."""
    con = connection()
    return _people(con, str(store.default_path()), store.changes(con))


def similar(ours: str, plans: tuple[str, ...]) -> dict[str, tuple[Near, ...]]:
    """For each measure of the plan `ours` that has any: the measures of the other plans' districts that are near it."""
    con = connection()
    return _similar(con, str(store.default_path()), store.changes(con), ours, plans)


def picture(sha256: str, content: bytes, page: int) -> bytes | None:
    """A page of the PDF with these bytes, as PNG; None when there is none."""
    return _picture(sha256, content, page)


def forget() -> None:
    """Close the connection, so that another process (or a test) can have the file."""
    _connection.clear()
    _answer.clear()
    _people.clear()
    _similar.clear()


def _close(con: duckdb.DuckDBPyConnection) -> None:
    con.close()


@st.cache_resource(show_spinner=False, max_entries=4, validate=store.is_usable, on_release=_close)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    con = store.open(Path(path))
    intake.keep_up(con)
    return con


@st.cache_data(show_spinner=False, max_entries=20)
def _picture(sha256: str, _content: bytes, page: int) -> bytes | None:
    return intake.picture(_content, page)


@st.cache_data(show_spinner=False, max_entries=500)
def _answer(
    _con: duckdb.DuckDBPyConnection,
    path: str,
    changes: int,
    question: str,
    filters: Filters,
    hidden: bool,
    contacts: bool,
) -> pd.DataFrame:
    known = _people(_con, path, changes) if hidden else None
    if known:
        filters = replace(
            filters,
            actors=tuple(known.named(actor) for actor in filters.actors),
            subareas=tuple(known.written(subarea) for subarea in filters.subareas),
            text=known.searched(filters.text),
        )
    return privacy.shown(question, questions.ask(_con, question, filters), known, contacts)


@st.cache_resource(show_spinner=False, max_entries=4)
def _people(_con: duckdb.DuckDBPyConnection, path: str, changes: int) -> People:
    found = questions.ask(_con, "people")
    rows = [(str(name), str(known_as), bool(person)) for name, person, known_as in found.itertuples(index=False)]
    persons = {name: known_as for name, known_as, person in rows if person}
    return People(tuple(persons.items()), tuple(name for name, _, person in rows if not person))


@st.cache_data(show_spinner=False, max_entries=100)
def _similar(
    _con: duckdb.DuckDBPyConnection, path: str, changes: int, ours: str, plans: tuple[str, ...]
) -> dict[str, tuple[Near, ...]]:
    districts = questions.ask(_con, "plans").set_index("plan")["district"]
    own: list[Text] = []
    others: list[Text] = []
    for row in questions.ask(_con, "measures", Filters(plans=plans)).to_dict("records"):
        district = str(districts[row["plan"]])
        names = (str(row[name]) for name in ("area", "subarea", "cause", "title"))
        text = Text(str(row["measure"]), district, *names)
        if row["plan"] != ours:
            others.append(text)
        elif row["status"] != "borttagen":
            own.append(text)
    return nearest(own, others)
