"""Arbetsbelastning: who carries how much, what has no owner, and what hangs on one single person."""

from __future__ import annotations

import streamlit as st

from pages.arbetsbelastning import balance, charts, names, persons
from pages.parts import cache, downloads, figures, filters, notes, tables, values, words
from pages.parts.names import questions

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
links = view.links
opened = view.listed_on("arbetsbelastning")
carriers = charts.chosen(view.address.first("vy"))
within = "Urvalet" if view.narrowed else charts.PLAN

load = values.only(cache.ask("workload", view.filters))
if load is None or not load["measures"]:
    st.html(notes.nothing_found(view, "arbetsbelastning"))
    st.stop()

if carriers.kind:
    actors = cache.ask("workload_by_actor", view.filters)
    found = values.rows(actors[actors["kind"] == carriers.kind])
else:
    found = values.rows(cache.ask("workload_by_party", view.filters))
asked = questions(values.rows(cache.ask("person_questions", view.filters)))
open_measures = int(load["open"])
word = "öppen åtgärd" if open_measures == 1 else "öppna åtgärder"

st.html(
    notes.print_line(view)
    + charts.sentence(load, within)
    + (charts.counted_for_each(found, load, carriers) if found else "")
)
st.html(charts.view_switch(carriers, links))

left, right = st.columns([6, 5], gap="medium")
with left:
    st.html(
        figures.section(f"Öppna och klara åtgärder per {carriers.one}", "försenade närmast namnet" if found else "")
        + (
            charts.load_bars(found, carriers, links)
            + charts.left_out(found, load, carriers, links)
            + tables.folded(charts.load_table(found, carriers, links))
            if found
            else figures.note(charts.none_named(carriers, within))
        )
    )
with right:
    unowned = values.rows(cache.ask("without_owner", view.filters))
    alone = values.rows(cache.ask("key_person", view.filters))
    st.html(
        figures.section("Saknar ansvarig", f"{words.of(len(unowned), open_measures)} {word}" if unowned else "")
        + charts.without_owner(unowned, open_measures, links, opened, within)
    )
    st.html(
        figures.section("Hänger på en enda person", "öppna åtgärder utan någon annan ansvarig")
        + charts.key_persons(alone, load, links, within)
        + names.waiting([] if view.names_hidden else asked, f"#{names.ANCHOR}")
    )

promises = values.rows(cache.ask("party_balance", view.filters))
months = values.rows(cache.ask("deadline_months", view.filters))
everything = [row for row in months if row["party"] == balance.ALL]
left, right = st.columns([6, 5], gap="medium")
if promises:
    with left:
        st.html(
            figures.section("Lovat och levererat", "genomförda av alla åtgärder som parten står i")
            + balance.balance_bars(promises, links)
            + tables.folded(balance.balance_table(promises, links))
        )
        if heaviest := balance.months_of_parties(months, links):
            st.html(heaviest)
    with right:
        st.html(
            figures.section("Slutdatum per månad", "öppna av alla som slutar då")
            + (
                balance.month_bars(everything, links)
                + balance.where_they_pile_up(everything, view.within)
                + tables.folded(balance.month_table(everything, links))
                if everything
                else figures.note(f"Ingen åtgärd{view.within} har slutdatum.")
            )
        )

if view.names_hidden:  # nobody can tell who is who by initials
    st.html(figures.note("Frågor om vem som är vem visas när namnen visas."))
else:
    with st.container(key="names_block"):
        persons.block(
            asked,
            values.rows(cache.ask("person_spellings", view.filters)),
            values.rows(cache.ask("person_decisions", view.filters)),
            links,
        )

measures = cache.ask("measures", view.filters)
about = downloads.cover(
    view,
    "arbetsbelastning",
    f"Öppna och klara åtgärder per {carriers.one}; lovat och levererat per part; slutdatum per månad; vad som "
    "hänger på en enda person; åtgärderna",
    f"{open_measures} öppna av {len(measures)} åtgärder",
    ("arbetsbelastning", "forsenade"),
)


def sheets() -> list[tables.Sheet]:
    """Who carries how much, what was promised and when it ends, what hangs on one person, and every measure."""
    return [
        charts.load_sheet(found, carriers),
        balance.balance_sheet(promises),
        balance.month_sheet(months),
        charts.key_persons_sheet(alone),
        downloads.measures_sheet(values.rows(measures)),
    ]


with st.container(key="take_away", horizontal=True, vertical_alignment="center", gap="small"):
    downloads.buttons(view, f"arbetsbelastning-{carriers.name}", sheets, about)
st.html(notes.closing(view, "arbetsbelastning"))
