"""Beslutsunderlag: what the steering group has to decide, party by party, each with its question; to be printed."""

from __future__ import annotations

import streamlit as st

from pages.beslut import charts
from pages.parts import cache, filters, notes, values

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register

key = values.only(cache.ask("key_figures", view.filters))
if key is None or not key["measures"]:
    st.html(notes.nothing_found(view, "beslut"))
    st.stop()

found = values.rows(cache.ask("decisions", view.filters))
st.html(
    notes.print_line(view)
    + charts.sentence(found, int(key["counted"]), view.within)
    + charts.way(view.links)
    + charts.between_parties(found)
    + (charts.paper(found, view.listed_on("beslut")) if found else "")
    + notes.closing(view, "beslut")
)
