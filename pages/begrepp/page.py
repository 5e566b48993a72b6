"""Begrepp: what each figure means, how it is counted, and what it does not say."""

from __future__ import annotations

import streamlit as st

from pages.begrepp import charts
from pages.parts import cache, figures, filters, values
from pages.parts.definitions import DEFINITIONS

view = filters.chosen()
key = values.only(cache.ask("key_figures", view.filters)) if view else None
if key and key["measures"] < 2:  # no example of a share
    key = None

st.html(
    figures.answer("Så räknas siffrorna.", "Varje siffra räknas på samma sätt på alla sidor.")
    + charts.contents(DEFINITIONS)
    + charts.definition_list(DEFINITIONS, key, view.plan.name if view else "")
)
