"""Jämför: plans side by side, area by area, with what makes them hard to compare; and what others do about the same."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.jamfor import charts, comparison, learning
from pages.parts import by_hand, cache, downloads, figures, filters, notes, selection, tables, values, words
from pages.parts.address import NOTHING
from pages.parts.links import Links

TERMS = ("jamforelse", "genomforda", "i-fas", "okant")

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
asked = view.address
plans = comparison.chosen_plans(view.plans, view.plan, asked)
names = [plan.name for plan in plans]
measure = asked.first("matt") if asked.first("matt") in comparison.MEASURES else ""
ours = asked.first("var") if asked.first("var") in names else view.plan.name if view.plan.name in names else ""
ours = ours or next(iter(names), "")
compared = replace(
    view.without(*comparison.NOT_HERE), together=tuple(plans) or view.together, address=replace(asked, as_of=None)
)  # each plan is judged on its own day: that is what makes them alike
here = Links({**view.links.base, "planer": asked.more.get("planer", ()), "var": asked.first("var"), "matt": measure})


@by_hand.only
def choose_plans() -> None:
    st.query_params["planer"] = st.session_state["jamfor_planer"] or [NOTHING]


@by_hand.only
def choose_ours() -> None:
    st.query_params["var"] = st.session_state["jamfor_var"]


st.session_state["jamfor_planer"] = names
with st.container(key="filter", horizontal=True, vertical_alignment="center", gap="small"):
    st.multiselect(
        "Planer att jämföra",
        [plan.name for plan in view.plans],
        key="jamfor_planer",
        placeholder="Välj planer",
        max_selections=comparison.MOST_PLANS,
        on_change=choose_plans,
        label_visibility="collapsed",
    )
    st.html(charts.measure_switch(measure, here), width="content")
    filters.more(compared, comparison.NOT_HERE, with_area=True)
    filters.actions({"plan": view.plan.name, "planer": names, "var": ours})
filters.badges(compared, "jamfor")
set_aside = [active.said for active in selection.active(view.selection) if active.name in comparison.NOT_HERE]
if set_aside:
    st.html(
        figures.note(
            f"Gäller inte här: {', '.join(set_aside)}. Status och läge är det som jämförs, delområde och ansvarig "
            "ligger inom en plan."
        )
    )

if len(plans) < 2:
    st.html(figures.answer("Välj minst två planer."))
    st.stop()

chosen = compared.filters
found = {(str(row["plan"]), str(row["area"])): row for row in values.rows(cache.ask("comparison", chosen))}
on_paper = " · ".join([f"Jämförelse: {', '.join(names)}", *compared.filters_in_words])
ways = values.rows(cache.ask("ways_of_writing", chosen))
if not found:
    st.html(notes.nothing_found(compared, "jamfor"))
    st.stop()
out = comparison.left_out(view.plans, asked)

st.html(
    f'<p class="print-line" aria-hidden="true">{figures.plain(on_paper)}</p>'
    + comparison.sentence(ways, compared.within)
    + (figures.note(f"De första {len(names)} planerna visas, {words.number(out)} får inte plats.") if out else "")
)
st.html(
    figures.section(comparison.MEASURES[measure], charts.EXPLAINED[measure])
    + charts.heat_map(found, plans, measure, compared.links, compared.area)
)
st.html(
    figures.section("Så skiljer sig planernas sätt att skriva", "läs detta innan du jämför")
    + charts.ways_table(ways, compared.links)
)

about = downloads.cover(
    compared, "jamfor", "Jämförelse per plan och område; sätt att skriva; åtgärderna", f"{len(names)} planer", TERMS
)
everything = cache.ask("measures", chosen)


def sheets() -> list[tables.Sheet]:
    """The heat map, the ways of writing, and every measure."""
    compared_rows = charts.comparison_sheet(found, plans, compared.area)
    return [compared_rows, charts.ways_sheet(ways), downloads.measures_sheet(values.rows(everything))]


with st.container(key="take_away", horizontal=True, vertical_alignment="center", gap="small"):
    downloads.buttons(compared, "jamforelse", sheets, about)

in_selection = set(everything["measure"])
near = {measure: others for measure, others in cache.similar(ours, tuple(names)).items() if measure in in_selection}
causes = learning.by_cause(values.rows(cache.ask("measures", compared.whole)), near)
whole_list = asked.first("visa") == "alla"
shown = causes if whole_list else causes[: learning.SHOWN_CAUSES]
with st.container(key="learning", horizontal=True, vertical_alignment="center", gap="small"):
    title = figures.section("Samma orsak, olika åtgärder", "vad andra gör mot det som vi också arbetar med")
    st.html(title, width="content")
    st.html('<span class="filter-word screen-only">Vår plan</span>', width="content")
    st.session_state["jamfor_var"] = ours
    st.selectbox("Vår plan", names, key="jamfor_var", on_change=choose_ours, label_visibility="collapsed", width=250)
if causes:
    st.html(learning.cause_table(shown, ours, view.listed_on("jamfor")))
    if len(causes) > len(shown):
        st.html(
            figures.note(
                f"Visar {words.of(len(shown), len(causes))} orsaker, de mest lika först.",
                here.to("jamfor", visa="alla"),
                "Visa alla",
            )
        )
else:
    st.html(figures.note("De andra planerna har inga åtgärder som liknar den här planens."))

st.html(
    figures.note(
        "Varje plan är bedömd på dagen för sin egen senaste uppföljning. "
        "Borttagna räknas bara i andelen uppföljda. "
        "Likhet söks i ordens betydelse och är ett förslag, inte ett facit.",
        view.links.to("begrepp", "jamforelse"),
        "Så räknas siffrorna",
    )
)
