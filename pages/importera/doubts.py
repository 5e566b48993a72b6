"""The questions of the reading as boxes: as it stands, as understood, and the answers as buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from data.corrections import RefusedCorrection, Said
from data.intake import review
from pages.importera import charts
from pages.importera.charts import Reading, Row
from pages.importera.session import File
from pages.parts import fields, figures, told, widgets, words

_AT_ONCE: Final = 2
_NO_MEASURE: Final = (
    "Den hör till en annan rad",
    "Den är en rubrik eller löpande text",
    "Den står två gånger",
)
_CHANGE: Final = {
    "status": "Ändra status",
    "nar": "Ändra tid",
    "vem": "Ange ansvarig",
    "omrade": "Ändra område",
    "text": "Ändra texten",
    "orsak": "Ändra orsaken",
    "mal": "Ändra målet",
}


def draw(file: File, found: Sequence[Row], readings: Mapping[str, Reading], show_all: str, every: bool) -> None:
    """Draw the open questions, two at a time unless `every`; `show_all` is the address that opens all."""
    asked = [doubt for doubt in found if _key(doubt) not in file.later]
    put_off = len(found) - len(asked)
    if not found:
        return
    st.html(figures.section("Behöver din blick", f"{words.count(len(found), 'fråga', 'frågor')} · mest osäker först"))
    told.draw(_here(file))
    shown = asked if every else asked[:_AT_ONCE]
    for doubt in shown:
        _box(file, doubt, readings.get(str(doubt["entry"])))
    left = len(asked) - len(shown)
    if left:
        st.html(figures.note(f"{words.count(left, 'fråga', 'frågor')} till.", show_all, "Visa dem"))
    if put_off:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                figures.note(f"{words.count(put_off, 'fråga väntar', 'frågor väntar')} till senare."), width="content"
            )
            st.button("Visa igen", key=f"again_{file.number}", on_click=file.later.clear)


def _key(doubt: Row) -> int:
    return int(doubt["position"])


def _box(file: File, doubt: Row, reading: Reading | None) -> None:
    group = charts.GROUP_OF.get(str(doubt["field"]), "")
    key = f"doubt_{file.number}_{_key(doubt)}_{doubt['field']}"
    with st.container(border=True, key=key):
        st.html(charts.question(doubt, reading))
        with st.container(horizontal=True, gap="small"):
            if reading is None or not group:
                st.button("Låt det stå så", key=f"{key}_yes", on_click=_answer, args=(file, doubt))
            else:
                _answers(file, doubt, group, reading, key)
            if reading is not None and (not group or group == "text"):
                set_aside(file, str(doubt["entry"]), f"{key}_aside")
            st.button("Fråga senare", key=f"{key}_later", on_click=file.later.add, args=(_key(doubt),))


def _answers(file: File, doubt: Row, group: str, reading: Reading, key: str) -> None:
    entry = str(doubt["entry"])
    first = fields.GROUPS[group][1][0]
    now = str(reading[first]["value"])
    why = f"Svar på frågan «{doubt['question']}»"
    understood = charts.understood_of(group, reading)
    shown = words.literal(words.shortened(understood, 60))
    holds = "Stämmer, ansvarig saknas" if understood == "Ansvarig saknas" else f"{shown} stämmer"
    if group in ("text", "orsak", "mal"):
        holds = "Texten stämmer"
    st.button(holds, key=f"{key}_yes", on_click=_confirm, args=(file, doubt, Said(entry, first, now, why)))
    if group == "status":
        for other in charts.other_statuses(doubt, now):
            st.button(
                f"Ändra till {words.STATUSES[other]}",
                key=f"{key}_{other}",
                on_click=_say,
                args=(file, [Said(entry, "status", other, why)]),
            )
    with st.popover(_CHANGE[group]):
        form(file, entry, group, reading, f"{key}_form", why)


def set_aside(file: File, entry: str, key: str) -> None:
    """Draw the way to say that a row is no measure of its own, and why: it is kept, and counted nowhere."""
    with st.popover("Räkna inte raden"), st.form(key, enter_to_submit=False, border=False):
        st.radio("Varför är raden ingen egen åtgärd?", _NO_MEASURE, key=f"{key}_why")
        st.text_input("Vilken rad, eller ett annat skäl", key=f"{key}_more", max_chars=400)
        kept = "Texten står kvar i dokumentet, och på ingen annan rad. Raden är inte med i några siffror."
        st.html(figures.note(f"{kept} Det går att ångra."))
        st.form_submit_button("Räkna inte raden", on_click=_set_aside, args=(file, entry, key))


def _set_aside(file: File, entry: str, key: str) -> None:
    why, more = str(st.session_state[f"{key}_why"]), str(st.session_state[f"{key}_more"]).strip()
    _say(file, [Said(entry, "is_measure", "false", f"{why}: {more}" if more else why)])


def form(file: File, entry: str, group: str, reading: Reading, key: str, why: str) -> None:
    """Draw the fields of a group, to be corrected in the review."""
    own = fields.GROUPS[group][1]
    now = {field: str(reading[field]["value"]) for field in own}
    with st.form(key, enter_to_submit=False, border=False):
        for field in own:
            widgets.widget(field, now[field], f"{key}_{field}")
        st.text_input("Varför rättas det?", why, key=f"{key}_why", max_chars=500)
        st.form_submit_button("Rätta", on_click=_correct, args=(file, entry, now, key))


def _correct(file: File, entry: str, now: Mapping[str, str], key: str) -> None:
    wanted = {field: widgets.written(field, value, f"{key}_{field}") for field, value in now.items()}
    changed = {field: value for field, value in wanted.items() if value != now[field]}
    if not changed:
        told.tell(_here(file), refused="Inget är ändrat. Välj ett annat värde, eller svara att det stämmer.")
    elif wanted.get("timing") == "deadline" and not wanted.get("end"):
        told.tell(_here(file), refused="Ett slutdatum behövs. Välj datum, eller en annan tid.")
    else:
        why = str(st.session_state[f"{key}_why"])
        _say(file, [Said(entry, field, value, why) for field, value in fields.in_order(now, changed).items()])


def _confirm(file: File, doubt: Row, said: Said) -> None:
    """What was read stands: as a correction when it is a value that can be corrected, and the question is answered."""
    _say(file, [said])
    _answer(file, doubt)


def _answer(file: File, doubt: Row) -> None:
    assert file.review is not None
    review.answered(file.review, str(doubt["question"]), str(doubt["text"]), str(doubt["place"]))


def _say(file: File, said: list[Said]) -> None:
    assert file.review is not None
    told.forget(_here(file))
    try:
        review.corrected(file.review, said)
    except RefusedCorrection as refused:
        told.tell(_here(file), refused=str(refused))


def _here(file: File) -> str:
    """Where the words of this file stand."""
    return f"importera_doubts_{file.number}"
