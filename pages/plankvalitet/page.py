"""Plankvalitet: what the method asks of every measure and what lacks, what contradicts itself, what had no result."""

from __future__ import annotations

import streamlit as st

from pages.parts import cache, downloads, figures, filters, names, notes, values
from pages.parts.tables import Sheet
from pages.plankvalitet import charts

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
links = view.links
opened = view.listed_on("plankvalitet")

key = values.only(cache.ask("key_figures", view.filters))
if key is None or not key["measures"]:
    st.html(notes.nothing_found(view, "plankvalitet"))
    st.stop()

demands = values.rows(cache.ask("demands", view.filters))
mend = values.rows(cache.ask("to_mend", view.filters))
st.html(
    notes.print_line(view)
    + charts.sentence(demands, int(key["measures"]), view.within)
    + '<p class="lead muted">Bara det som planen själv säger räknas. Borttagna åtgärder är inte med.</p>'
    + figures.section("Det metoden kräver", "antal som saknas per område · – betyder att inget saknas")
    + charts.demand_table(demands, links, view.within)
)

left, right = st.columns(2, gap="medium")
with left:
    causes = values.rows(cache.ask("cause_coverage", view.filters))
    alone = values.rows(cache.ask("causes_alone", view.filters))
    plan_or_area = " i området" if view.area else " i hela planen"
    alone_within = plan_or_area if view.without("omrade").narrowed else view.within
    st.html(
        figures.section("Orsaker och hur många åtgärder de har")
        + charts.cause_bars(causes, links, view.within)
        + charts.cause_gaps(causes, alone, links, view.within, alone_within)
    )
with right:
    st.html(figures.section("Att rätta", "flest brister först") + charts.mend_table(mend, opened, links, view.within))
    if mend:
        in_full = {str(row["measure"]): row for row in values.rows(cache.ask("measures", view.filters))}
        said = f"{len(mend)} av {int(key['counted'])}, borttagna ej räknade"
        what = "Åtgärder som saknar något av det som metoden kräver, flest brister först. "
        about = downloads.cover(view, "plankvalitet", f"{what}Bara det som planen själv säger räknas.", said, ())
        with st.container(key="download", horizontal=True, vertical_alignment="center", gap="small"):
            downloads.buttons(
                view,
                "att-ratta",
                lambda: [Sheet("Att rätta", charts.MEND_COLUMNS, charts.mend_rows(mend, in_full))],
                about,
                f"({len(mend)})",
            )

st.html(
    figures.section("Motsägelser", "frågor till den ansvariga, inget ändras av sig självt")
    + charts.contradictions(
        values.rows(cache.ask("contradictions", view.filters)), int(key["measures"]), opened, links, view.within
    )
)
st.html(
    figures.section("Genomförda utan angivet resultat", "gjort är inte samma sak som verkan")
    + charts.results(
        values.rows(cache.ask("results", view.filters)),
        values.rows(cache.ask("done_results", view.filters)),
        opened,
        links,
        view.within,
    )
)
questions = values.rows(cache.ask("doubts", view.filters))
who_is = names.questions(values.rows(cache.ask("person_questions", view.filters)))
st.html(
    f'<div id="fragor">{figures.section("Frågor om läsningen", charts.waiting(questions))}</div>'
    + charts.doubts(questions, opened)
    + charts.who_is_who(who_is, view.names_hidden, links.to("arbetsbelastning", "samma-person"))
)
st.html(notes.closing(view, "plankvalitet"))
