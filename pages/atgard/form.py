"""The form that corrects a value, and the button that undoes a correction. The address says what is being corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from pages.atgard import fields
from pages.parts import changes, figures, words

PARAMETERS: Final = ("ratta", "per")
"""Names in the address: what is corrected, and the day of the earlier follow-up it stands in."""
_SAID: Final = "atgard_said"
_REFUSED: Final = "atgard_refused"
_PERSON: Final = "atgard_person"
_EMPTY_ROWS: Final = 2
_FIRST: Final = date(1990, 1, 1)
_LAST: Final = date(2100, 12, 31)


def said() -> str:
    """What the last click did, said once."""
    return str(st.session_state.pop(_SAID, ""))


def correct(measure: str, group: str, now: Mapping[str, str], unsure: bool, as_of: date | None, cancel: str) -> None:
    """Draw the form for `group` of the measure. `now` maps its fields to their values; `unsure` lets a value that is
    already right be confirmed; `as_of` is the day of the follow-up that is corrected, `cancel` the address without
    the form."""
    name, own = fields.GROUPS[group]
    key = f"ratta_{measure}_{group}_{as_of}"
    with st.container(key="correct"):
        day = f"så som den stod {words.long_date(as_of)}" if as_of else ""
        st.html(f'<div id="ratta">{figures.section(f"Rätta: {name}", day)}</div>')
        refused = st.session_state.pop(_REFUSED, "")
        if refused:
            st.html(f'<p class="refused" role="alert">{figures.plain(refused)}</p>')
        with st.form(key, enter_to_submit=False, border=True):
            for field in own:
                if not (as_of and field == "continues"):
                    _widget(field, now[field], f"{key}_{field}")
            if group == "vem":
                st.html(figures.note("Töm ett namn för att ta bort det."))
            with st.container(horizontal=True, gap="small"):
                st.text_input("Varför rättas det?", key=f"{key}_why", max_chars=500, width=420)
                st.text_input(
                    "Ditt namn", value=st.session_state.get(_PERSON, ""), key=f"{key}_who", max_chars=120, width=260
                )
            st.form_submit_button(
                "Spara rättelsen", on_click=_save, args=(measure, own, dict(now), unsure, as_of, key), type="primary"
            )
        st.html(f'<p class="note">{figures.link(cancel, "Avbryt")}</p>')


def undo(number: int, what: str) -> None:
    """Draw the button that undoes correction `number`; it asks who does."""
    with st.popover(f"Ångra: {what}"):
        key = f"angra_{number}"
        with st.form(key, enter_to_submit=False, border=False):
            st.text_input("Ditt namn", value=st.session_state.get(_PERSON, ""), key=f"{key}_who", max_chars=120)
            st.form_submit_button("Ångra rättelsen", on_click=_undo, args=(number, f"{key}_who"))


def _widget(field: str, value: str, key: str) -> None:
    label = fields.FIELDS[field]
    match field:
        case "status":
            _choice(label, words.STATUSES, value, key)
        case "timing":
            _choice(label, words.TIMINGS, value, key)
        case "area":
            _choice(label, words.FULL_AREAS, value, key)
        case "continues":
            st.checkbox(label, value == "true", key=key)
        case "start" | "end":
            st.date_input(
                label,
                date.fromisoformat(value) if value else None,
                key=key,
                format="YYYY-MM-DD",
                min_value=_FIRST,
                max_value=_LAST,
                width=220,
            )
        case "actors":
            _actor_rows(value, key)
        case _:
            st.text_area(label, value, key=key, height=90)


def _choice(label: str, known: Mapping[str, str], value: str, key: str) -> None:
    codes = list(known)
    st.selectbox(label, codes, index=codes.index(value), format_func=known.__getitem__, key=key, width=420)


def _actor_rows(value: str, key: str) -> None:
    rows = [*fields.actors(value), *([("organisation", "")] * _EMPTY_ROWS)]
    for number, (kind, name) in enumerate(rows, 1):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.selectbox(
                f"Slag {number}",
                list(fields.KINDS),
                index=list(fields.KINDS).index(kind),
                format_func=fields.KINDS.__getitem__,
                key=f"{key}_kind_{number}",
                width=180,
            )
            st.text_input(f"Namn {number}", name, key=f"{key}_name_{number}", max_chars=200, width=420)


def _written(field: str, value: str, key: str) -> str:
    """What the widget holds, as the register writes it."""
    held = st.session_state
    match field:
        case "continues":
            return "true" if held[key] else "false"
        case "start" | "end":
            return held[key].isoformat() if held[key] else ""
        case "actors":
            rows = len(fields.actors(value)) + _EMPTY_ROWS
            return fields.as_actors((held[f"{key}_kind_{n}"], held[f"{key}_name_{n}"]) for n in range(1, rows + 1))
    return " ".join(str(held[key]).split())


def _save(
    measure: str, own: tuple[str, ...], now: Mapping[str, str], unsure: bool, as_of: date | None, key: str
) -> None:
    shown = [field for field in own if f"{key}_{field}" in st.session_state or field == "actors"]
    wanted = {field: _written(field, now[field], f"{key}_{field}") for field in shown}
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
        st.session_state[_PERSON] = who
    if refused:
        st.session_state[_REFUSED] = refused
        return
    for name in PARAMETERS:
        if name in st.query_params:
            del st.query_params[name]
    st.session_state[_SAID] = "Rättelsen är sparad. Alla siffror följer den."


def _undo(number: int, who_key: str) -> None:
    who = st.session_state[who_key]
    refused = changes.undo(number, who)
    if not refused:
        st.session_state[_PERSON] = who
    st.session_state[_SAID] = refused or "Rättelsen är ångrad. Läsningen, eller rättelsen före, gäller igen."
