"""The form that corrects a value, and the button that undoes a correction. The address says what is being corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from pages.parts import changes, fields, figures, person, told, widgets, words

PARAMETERS: Final = ("ratta", "per")
"""Names in the address: what is corrected, and the day of the earlier follow-up it stands in."""


def said(measure: str) -> str:
    """What the last click did with the measure."""
    return told.words(measure)[0]


def correct(measure: str, group: str, now: Mapping[str, str], unsure: bool, as_of: date | None, cancel: str) -> None:
    """Draw the form for `group` of the measure. `now` maps its fields to their values; `unsure` lets a value that is
    already right be confirmed; `as_of` is the day of the follow-up that is corrected, `cancel` the address without
    the form."""
    name, own = fields.GROUPS[group]
    key = f"ratta_{measure}_{group}_{as_of}"
    with st.container(key="correct"):
        day = f"så som den stod {words.long_date(as_of)}" if as_of else ""
        st.html(f'<div id="ratta">{figures.section(f"Rätta: {name}", day)}</div>')
        told.draw(key)
        with st.form(key, enter_to_submit=False, border=True):
            for field in own:
                if not (as_of and field == "continues"):
                    widgets.widget(field, now[field], f"{key}_{field}")
            if group == "vem":
                st.html(figures.note("Töm ett namn för att ta bort det."))
            with st.container(horizontal=True, gap="small"):
                st.text_input("Varför rättas det?", key=f"{key}_why", max_chars=500, width=420)
                person.ask(f"{key}_who")
            st.form_submit_button(
                "Spara rättelsen", on_click=_save, args=(measure, own, dict(now), unsure, as_of, key), type="primary"
            )
        st.html(f'<p class="note">{figures.link(cancel, "Avbryt")}</p>')


def undo(measure: str, number: int, what: str) -> None:
    """Draw the button that undoes correction `number`; it asks who does."""
    with st.popover(f"Ångra: {what}"):
        key = f"angra_{number}"
        with st.form(key, enter_to_submit=False, border=False):
            person.ask(f"{key}_who", width=None)
            st.form_submit_button("Ångra rättelsen", on_click=_undo, args=(measure, number, f"{key}_who"))


def _save(
    measure: str, own: tuple[str, ...], now: Mapping[str, str], unsure: bool, as_of: date | None, key: str
) -> None:
    shown = [field for field in own if f"{key}_{field}" in st.session_state or field == "actors"]
    wanted = {field: widgets.written(field, now[field], f"{key}_{field}") for field in shown}
    changed = {field: value for field, value in wanted.items() if value != now[field]}
    if unsure:
        changed = {own[0]: wanted[own[0]], **changed}
    if not changed:
        refused = "Inget är ändrat. Välj ett annat värde, eller avbryt."
    elif wanted.get("timing") == "deadline" and not wanted.get("end"):
        refused = "Ett slutdatum behövs. Välj datum, eller en annan tid."
    else:
        why, who = st.session_state[f"{key}_why"], st.session_state[f"{key}_who"]
        refused = changes.correct(measure, fields.in_order(now, changed), why, who, as_of)
        person.keep(who)
    if refused:
        told.tell(key, refused=refused)
        return
    told.forget(key)
    for name in PARAMETERS:
        if name in st.query_params:
            del st.query_params[name]
    told.tell(measure, "Rättelsen är sparad. Alla siffror följer den.")


def _undo(measure: str, number: int, who_key: str) -> None:
    who = st.session_state[who_key]
    refused = changes.undo(number, who)
    if not refused:
        person.keep(who)
    told.tell(measure, refused or "Rättelsen är ångrad. Läsningen, eller rättelsen före, gäller igen.")
