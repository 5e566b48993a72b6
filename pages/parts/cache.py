"""What is kept between runs, and the only place that keeps anything: the connection, and the answers.

All that a page learns of the register comes through `ask`, which lets nothing through that is not to be shown: contact
details, and names when the address says that they are hidden (privacy.py).

One connection per process and database file; an answer is kept under the file, how many changes the process has made,
the question and the filters, so a change in the register never shows an old answer. An answer that is kept costs no
question to the register, and one that many wait for is asked once; pages get a copy of the table that they may change
(pandas copies on write), but not of lists within its cells.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from data import intake, questions, store
from data.filters import Filters
from data.similar import Near, Text, nearest
from pages.parts import address, privacy
from pages.parts.privacy import People

_ASKING = tuple(threading.Lock() for _ in range(64))
"""One for each answer, or nearly: who asks for what somebody else is just asking for waits for that answer."""


def connection() -> duckdb.DuckDBPyConnection:
    """The process's connection to the register, opened anew after a fault that DuckDB closed it for.

    Raises store.RegisterError when the register cannot be used.
    """
    return _connection(str(store.default_path()))


def ask(question: str, filters: Filters | None = None, contacts: bool = False) -> pd.DataFrame:
    """The answer to a question in data/questions/, the reader's own copy, as it may be shown.

    `contacts` lets contact details through: for the page Åtgärd, and never when names are hidden.
    """
    hidden = names_hidden()
    key = (*_state(), question, filters or Filters(), hidden, contacts and not hidden)
    with _ASKING[hash(key) % len(_ASKING)]:
        kept = _answer(*key)
    return kept.copy(deep=False)


def names_hidden() -> bool:
    """Whether the address says that persons' names are hidden."""
    return st.query_params.get(address.NAMES) == address.HIDDEN


def text(said: str) -> str:
    """A text of a document that no question answered with, as it may be shown."""
    shown = privacy.without_contacts(said)
    return people().hidden(shown) if names_hidden() else shown


def people() -> People:
    """The persons whom the register knows."""
    return _people(*_state())


def similar(ours: str, plans: tuple[str, ...]) -> dict[str, tuple[Near, ...]]:
    """For each measure of the plan `ours` that has any: the measures of the other plans' districts that are near it."""
    key = (*_state(), ours, plans)
    with _ASKING[hash(key) % len(_ASKING)]:
        return _similar(*key)


def has_pictures(content: bytes) -> bool:
    """Whether a document with these bytes has pages to be shown as pictures."""
    return intake.has_pictures(content)


def picture(sha256: str, content: bytes, page: int) -> bytes | None:
    """A page of the PDF with these bytes, as PNG; None when there is none."""
    return _picture(sha256, content, page)


def forget() -> None:
    """Close the connection, so that another process (or a test) can have the file."""
    _connection.clear()
    for kept in (_answer, _people, _similar):
        kept.cache_clear()


def _state() -> tuple[str, int]:
    """The register's file and the number of changes: what answers are kept under."""
    return str(store.default_path()), store.generation()


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


@lru_cache(maxsize=500)
def _answer(
    path: str,
    generation: int,
    question: str,
    filters: Filters,
    hidden: bool,
    contacts: bool,
) -> pd.DataFrame:
    known = _people(path, generation) if hidden else None
    if known:
        filters = replace(
            filters,
            actors=tuple(known.named(actor) for actor in filters.actors),
            subareas=tuple(known.written(subarea) for subarea in filters.subareas),
            text=known.searched(filters.text),
        )
    found = questions.ask(connection(), question, filters)
    if hidden:  # with the persons of now: an import may have come since
        known = _people(path, store.generation())
    return privacy.shown(question, found, known, contacts)


@lru_cache(maxsize=4)
def _people(path: str, generation: int) -> People:
    found = questions.ask(connection(), "people")
    rows = [(str(name), str(known_as), bool(person)) for name, person, known_as in found.itertuples(index=False)]
    persons = {name: known_as for name, known_as, person in rows if person}
    return People(tuple(persons.items()), tuple(name for name, _, person in rows if not person))


@lru_cache(maxsize=100)
def _similar(path: str, generation: int, ours: str, plans: tuple[str, ...]) -> dict[str, tuple[Near, ...]]:
    districts = questions.ask(connection(), "plans").set_index("plan")["district"]
    own: list[Text] = []
    others: list[Text] = []
    for row in questions.ask(connection(), "measures", Filters(plans=plans)).to_dict("records"):
        district = str(districts[row["plan"]])
        names = (str(row[name]) for name in ("area", "subarea", "cause", "title"))
        text = Text(str(row["measure"]), district, *names)
        if row["plan"] != ours:
            others.append(text)
        elif row["status"] != "borttagen":
            own.append(text)
    return nearest(own, others)
