"""Importera: a plan uploaded, seen as it was read, corrected, saved, and undone. Nothing counts before it is saved."""

from __future__ import annotations

import streamlit as st

from pages.importera import charts, documents, reviewing, saved, session, template, upload, whole
from pages.parts import address, cache, figures, filters, words
from pages.parts.links import Links

view = filters.chosen()
links = view.links if view else Links({})
asked = {name: st.query_params.get(name, "") for name in ("fil", "rad", "fragor", "par", "rader", "ordning", "visa")}
session.settle(documents.in_register())
work = session.work()
chosen = next((file for file in work.files if str(file.number) == asked["fil"]), None)
current = chosen or next(iter(work.waiting), None)

documents.said()
if cache.names_hidden() and work.waiting:
    st.html(
        figures.answer("Visa namnen för att granska.", "En fil granskas som den står, och personnamn är dolda nu.")
        + figures.note("", links.to("importera", **{address.NAMES: None}), "Visa namnen")
    )
    st.stop()
if current is not None and current.review is not None and current.saved is None:
    reviewing.draw(current, links, asked)
elif current is not None and current.waits:
    st.html(charts.steps(1))
    reviewing.files(current, links)
    upload.ask(current)
    reviewing.cancel(current)
elif work.files and not work.waiting:
    saved.draw(work.files, links)
else:
    st.html(
        charts.steps(1, "Inget sparas förrän du har granskat det.")
        + figures.answer("Ladda upp en åtgärdsplan eller en uppföljning.", "Du ser hur den lästes innan något räknas.")
    )
    upload.choose()

if not work.waiting:
    if work.files:
        with st.expander("Ladda upp fler filer"):
            upload.choose()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="mall"):
        st.html(
            '<div class="document"><b>Mall för nya områden</b><div class="muted small">Excel med registrets kolumner, '
            "listor att välja i, anvisningar och exempel. En ifylld mall läses utan tvekan.</div></div>"
        )
        st.download_button(
            "Hämta mallen",
            template.template,
            "atgardsplan-mall.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
        )
    every = asked["visa"] == "alla"
    documents.listed(links.to("importera", visa="alla"), every)
    documents.examples()
    documents.logged(links.to("importera", visa="alla"), every)
    whole.draw()
    st.html(
        figures.note(
            f"Uppladdade filer läses på den här datorn och skickas ingenstans. Högst 20{words.NBSP}MB per fil.",
            links.to("begrepp"),
            "Så läses texterna",
        )
    )
