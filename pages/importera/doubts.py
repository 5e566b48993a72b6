"""The questions of the reading as boxes: as it stands, as understood, and the answers as buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Final

import streamlit as st

from data.corrections import RefusedCorrection, Said
from data.intake import review
from pages.importera import charts, offered, wording
from pages.importera.asked import Asked
from pages.importera.charts import Reading, Row
from pages.importera.session import File
from pages.parts import cache, fields, figures, told, values, widgets, words
from pages.parts.links import Links

_AT_ONCE: Final = 2
_BESIDE: Final = 2
"""Offered answers that stand beside the others; more of them are a list of their own."""
_NO_MEASURE: Final = (
    "Den hör till en annan rad",
    "Den är en rubrik eller löpande text",
    "Den står två gånger",
)
_CHANGE: Final = {
    "status": "Ändra status",
    "nar": "Ändra tid",
    "vem": "Ange ansvarig",
    "omrade": "Välj område",
    "text": "Ändra texten",
    "orsak": "Ändra orsaken",
    "mal": "Ändra målet",
}


def draw(
    file: File, found: Sequence[Asked], rows: Sequence[Reading], account: Sequence[Row], own: Links, every: bool
) -> None:
    """Draw the open questions, two at a time unless `every`; `rows` are the document's measures, `account` tells of all
    its rows, `own` are the addresses of this review."""
    asked = [one for one in found if not one.places <= file.later]
    put_off = len(found) - len(asked)
    if found:
        number = words.count(len(found), "fråga", "frågor")
        st.html(figures.section("Behöver din blick", f"{number} · mest osäker först"))
    told.draw(_here(file))
    if not found:
        return
    shown = asked if every else asked[:_AT_ONCE]
    for one in shown:
        _box(file, one, rows, account, own)
    left = len(asked) - len(shown)
    if left:
        show_all = own.to("importera", fragor="alla")
        st.html(figures.note(f"{words.count(left, 'fråga', 'frågor')} till.", show_all, "Visa dem"))
    if put_off:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                figures.note(f"{words.count(put_off, 'fråga väntar', 'frågor väntar')} till senare."), width="content"
            )
            st.button("Visa igen", key=f"again_{file.number}", on_click=file.later.clear)


def _box(file: File, asked: Asked, rows: Sequence[Reading], account: Sequence[Row], own: Links) -> None:
    first = asked.first
    key = f"doubt_{file.number}_{int(first['position'])}_{first['field']}"
    with st.container(border=True, key=key):
        st.html(
            charts.question(asked.doubts, asked.readings, lambda row: own.to("importera", "rad", rad=str(row)), account)
        )
        _page(file, first, f"{key}_page")
        with st.container(horizontal=True, gap="small"):
            if not asked.readings or not asked.group:
                st.button("Låt det stå så", key=f"{key}_yes", on_click=_answer, args=(file, asked))
            else:
                _answers(file, asked, rows, key)
            if len(asked.readings) == 1:  # whatever it asks of: a text without rules makes rows of page heads
                set_aside(file, str(first["entry"]), f"{key}_aside")
            st.button("Fråga senare", key=f"{key}_later", on_click=file.later.update, args=(asked.places,))


def _page(file: File, doubt: Row, key: str) -> None:
    """Draw what shows the page that a question is of, as a picture: drawn when it is opened."""
    page = values.whole(doubt["page"])
    if not page or file.review is None or not cache.has_pictures(file.content):
        return
    said = f"Visa sida {page} i dokumentet"
    opened = st.expander(said, key=key, type="compact", on_change="rerun")
    picture = cache.picture(file.review.sha256, file.content, page) if opened.open else None
    if picture:
        with opened:
            st.image(picture, width="stretch", alt=f"Sida {page} i dokumentet, som bild; raden står som text bredvid")


def _offers(file: File, asked: Asked, rows: Sequence[Reading], why: str) -> list[offered.Offer]:
    """What a question of a time or an owner offers beside the reading."""
    assert file.review is not None
    match asked.group:
        case "nar":
            return offered.times(asked, file.review.plan.front.plan_year, why)
        case "vem":
            return offered.owners(asked, rows, why)
    return []


def _answers(file: File, asked: Asked, rows: Sequence[Reading], key: str) -> None:
    group = asked.group
    first = fields.GROUPS[group][1][0]
    read = {str(reading[first]["entry"]): str(reading[first]["value"]) for reading in asked.readings}
    now = asked.now(first)
    why = f"Svar på frågan «{asked.question}»"
    as_read = [Said(entry, first, value, why) for entry, value in read.items()]
    st.button(_holds(asked), key=f"{key}_yes", on_click=_confirm, args=(file, asked, as_read))
    if group == "status":
        for other in charts.other_statuses(asked.first, now):
            st.button(
                f"Ändra till {words.STATUSES[other]}",
                key=f"{key}_{other}",
                on_click=_say,
                args=(file, [Said(entry, "status", other, why) for entry in read]),
            )
    end = charts.other_end(asked.first)
    if end:
        st.button(
            f"Ändra slutdatum till {fields.in_words('end', end)}",
            key=f"{key}_end",
            on_click=_say,
            args=(file, [Said(entry, "end", end, why) for entry in read]),
        )
    offers = _offers(file, asked, rows, why)
    with st.popover(f"Välj bland {len(offers)} svar") if len(offers) > _BESIDE else nullcontext():
        for number, offer in enumerate(offers):
            st.button(offer.label, key=f"{key}_offer_{number}", on_click=_say, args=(file, list(offer.said)))
    texts = fields.TEXTS_OF.get(group, ())
    alone = asked.readings[0]["status"] if len(asked.readings) == 1 else None
    is_text = first in fields.TEXTS
    if asked.is_alike(first) and not (is_text and alone):
        with st.popover(_CHANGE[group]):
            form(file, asked.readings, group, f"{key}_form", why)
    if alone and texts and (is_text or wording.may_be_misread(file, float(alone["confidence"]))):
        with st.popover(_CHANGE[group] if is_text else "Rätta texten"):
            wording.form(file, str(alone["entry"]), texts, f"{key}_text", _here(file))


def _holds(asked: Asked) -> str:
    """The answer that lets the reading stand, in words that tell what is then so."""
    understood = {charts.understood_of(asked.group, reading) for reading in asked.readings}
    if asked.group in ("text", "orsak", "mal"):
        return "Texten stämmer"
    if asked.group == "omrade":
        return f"Behåll {words.AREAS[asked.now('area')]}"
    if understood == {"Ansvarig saknas"}:
        return "Stämmer, ansvarig saknas"
    if charts.other_end(asked.first) and len(understood) == 1:
        return f"Behåll {words.literal(words.lower_first(understood.pop()))}"
    if len(understood) == 1:
        return f"{words.literal(words.shortened(understood.pop(), 60))} stämmer"
    return f"{words.STATUSES[asked.now('status')]} stämmer" if asked.group == "status" else "Alla är rätt lästa"


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


def form(file: File, rows: Sequence[Reading], group: str, key: str, why: str) -> None:
    """Draw the fields of a group, to be corrected in the review, for one row or for several that are read alike: a
    field that they are not read alike in stays as it is."""
    now = {
        field: {str(reading[field]["entry"]): str(reading[field]["value"]) for reading in rows}
        for field in fields.GROUPS[group][1]
    }
    shown = {field: next(iter(of.values())) for field, of in now.items() if len(set(of.values())) == 1}
    with st.form(key, enter_to_submit=False, border=False):
        for field, value in shown.items():
            widgets.widget(field, value, f"{key}_{field}")
        st.text_input("Varför rättas det?", why, key=f"{key}_why", max_chars=500)
        st.form_submit_button("Rätta", on_click=_correct, args=(file, now, shown, key))


def _correct(file: File, now: Mapping[str, Mapping[str, str]], shown: Mapping[str, str], key: str) -> None:
    wanted = {field: widgets.written(field, value, f"{key}_{field}") for field, value in shown.items()}
    changed = {field: value for field, value in wanted.items() if value != shown[field]}
    if not changed:
        told.tell(_here(file), refused="Inget är ändrat. Välj ett annat värde, eller svara att det stämmer.")
    elif wanted.get("timing") == "deadline" and not wanted.get("end"):
        told.tell(_here(file), refused="Ett slutdatum behövs. Välj datum, eller en annan tid.")
    else:
        why = str(st.session_state[f"{key}_why"])
        _say(
            file,
            [
                Said(entry, field, value, why)
                for entry in next(iter(now.values()))
                for field, value in fields.in_order({name: of[entry] for name, of in now.items()}, changed).items()
            ],
        )


def _confirm(file: File, asked: Asked, said: list[Said]) -> None:
    """What was read stands: as a correction when it is a value that can be corrected, and the question is answered."""
    _say(file, said)
    _answer(file, asked)


def _answer(file: File, asked: Asked) -> None:
    assert file.review is not None
    for doubt in asked.doubts:
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
