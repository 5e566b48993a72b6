"""What a page shows, taken away: Excel with a cover sheet, CSV, a calendar, and a chart as a picture.

A file holds just the rows that the page shows and says what they are: the filters in words, the day, the definitions
and the address that shows the same view. It is made when it is asked for, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urljoin

import streamlit as st

from pages.parts import exports, figures, filters, tables, words
from pages.parts.calendar import Event, calendar
from pages.parts.definitions import said
from pages.parts.tables import Sheet
from pages.parts.view import View

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def address_of(view: View, page: str) -> str:
    """The absolute address of the view, its defaults written out; "" when the server does not know its own."""
    where = str(st.context.url or "")
    if not where:
        return ""
    day = {} if view.several else {"datum": view.as_of.isoformat()}
    return urljoin(where, view.here.to(page, **day))


def cover(view: View, page: str, what: str, number: str, terms: Sequence[str]) -> list[tuple[str, str]]:
    """The cover sheet. `what` the rows are, `number` of them in words, `terms` the anchors of the definitions used."""
    plans = [plan.name for plan in view.together]
    return [
        ("Innehåll", what),
        ("Plan" if len(plans) == 1 else "Planer", ", ".join(plans)),
        ("Bedömt", view.judged),
        ("Urval", ". ".join(view.filters_in_words) or "Alla åtgärder"),
        ("Antal", number),
        *([("Namn", "Personer visas med initialer.")] if view.names_hidden else []),
        *((f"Så räknas: {name}", text) for name, text in said(terms)),
        *([("Länk", where)] if (where := address_of(view, page)) else []),
    ]


def measures_sheet(measures: Sequence[Mapping[str, Any]]) -> Sheet:
    """Whole measures (answers of the question `measures`), every column."""
    return Sheet("Åtgärder", exports.EXPORT_COLUMNS, exports.export_rows(measures))


def buttons(
    view: View,
    name: str,
    make: Callable[[], Sequence[Sheet]],
    about: Sequence[tuple[str, str]],
    label: str = "",
) -> None:
    """«Hämta Excel» of all the sheets that `make` makes when asked, and «Hämta CSV» of the first. `name` begins the
    files' names, `label` follows the words of the buttons: «(25)». `make` asks the register nothing."""

    def as_csv() -> bytes:
        first = make()[0]
        return tables.as_csv(list(first.columns), first.rows)

    file = filters.file_name(view, name)
    st.download_button(
        f"Hämta Excel {label}".strip(),
        lambda: tables.as_excel(make(), about),
        f"{file}.xlsx",
        EXCEL,
        key=f"excel_{name}",
        on_click="ignore",
    )
    st.download_button(
        f"Hämta CSV {label}".strip(),
        as_csv,
        f"{file}.csv",
        "text/csv",
        key=f"csv_{name}",
        on_click="ignore",
    )


def calendar_button(view: View, measures: Sequence[Mapping[str, Any]]) -> None:
    """«Hämta kalender (.ics)» of open end dates (answers of the question `open_deadlines`)."""
    named, stamp = f"Slutdatum {view.name}", view.as_of
    where = str(st.context.url or "")
    events: list[Event] = [
        exports.event(measure, urljoin(where, view.links.measure(str(measure["measure"]))) if where else "")
        for measure in measures
    ]
    st.download_button(
        "Hämta kalender (.ics)",
        lambda: calendar(named, events, stamp),
        f"{filters.file_name(view, 'slutdatum')}.ics",
        "text/calendar",
        key="calendar",
        on_click="ignore",
        help=f"{words.count(len(events), 'öppet slutdatum', 'öppna slutdatum')} som heldagar",
    )


def picture_buttons(view: View, key: str, name: str, title: str) -> str:
    """The buttons that take away the plotly figure in the container `key` as PNG and SVG, drawn by the browser itself
    (browser.js). `title` stands under the figure in the picture, with plan and day."""
    return figures.picture_buttons(key, filters.file_name(view, name), f"{title} · {view.in_words}")
