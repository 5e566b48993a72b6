"""Försenade: what is late and by how many days, what nobody followed up, and what can never be late."""

from __future__ import annotations

import streamlit as st

from pages.forsenade import charts
from pages.parts import cache, downloads, figures, filters, notes, values, words

TERMS = ("forsenade", "uppfoljda", "lage")

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
links = view.links
opened = view.listed_on("forsenade")
by_actor = view.address.first("vy") == "ansvarig"

key = values.only(cache.ask("key_figures", view.filters))
if key is None or not key["measures"]:
    st.html(notes.nothing_found(view, "forsenade"))
    st.stop()

late = values.rows(cache.ask("overdue", view.filters))
deadlines = values.rows(cache.ask("open_deadlines", view.filters))
coming = [measure for measure in deadlines if not measure["overdue"]]
gap = notes.gap(view)
told = charts.moved_by_text(values.rows(cache.ask("doubts", view.filters))) if late else {}
st.html(
    notes.print_line(view)
    + charts.sentence(key, late, view.judged, view.within)
    + charts.doubt(late, gap, links)
    + charts.moved_note(late, told)
    + charts.unsure(late)
)

moves = values.rows(cache.ask("date_moves", view.filters))
listed = [str(measure["measure"]) for measure in late or coming]
if listed:
    what = "Försenade åtgärder" if late else "Öppna åtgärder med slutdatum"
    what += "; datum som flyttats" if moves else ""
    in_full = {str(row["measure"]): row for row in values.rows(cache.ask("measures", view.filters))}
    said = f"{len(listed)} av {int(key['counted'])}, borttagna ej räknade"
    about = downloads.cover(view, "forsenade", what, said, TERMS)
    with st.container(key="take_away", horizontal=True, vertical_alignment="center", gap="small"):
        if late:
            st.html(charts.grouping(by_actor, links), width="content")
        downloads.calendar_button(view, deadlines)
        name, label = "forsenade" if late else "slutdatum", f"({len(listed)})"
        taken = [in_full[measure] for measure in listed]
        downloads.buttons(
            view,
            name,
            lambda: [downloads.measures_sheet(taken), *([charts.moved_sheet(moves)] if moves else [])],
            about,
            label,
        )

if late and by_actor:
    st.html(
        figures.note("En åtgärd med flera ansvariga står under var och en.")
        + charts.by_actor(late, values.rows(cache.ask("overdue_by_actor", view.filters)), told, links, opened)
    )
elif late:
    statuses = cache.ask("status_by_area", view.filters)
    counted = statuses[statuses["status"] != "borttagen"].groupby("area")["measures"].sum()
    st.html(charts.by_area(late, {str(area): int(number) for area, number in counted.items()}, told, links, opened))
else:
    found = len(coming)
    shown = min(charts.NEXT, found)
    explanation = f"{words.of(shown, found)} öppna slutdatum" if found > shown else "öppna åtgärder med slutdatum"
    st.html(
        figures.section("Närmast", explanation if found else "")
        + (
            charts.coming(coming, opened)
            if found
            else figures.note(f"Ingen öppen åtgärd{view.within} har ett slutdatum framför sig.")
        )
    )

left, right = st.columns(2, gap="medium")
with left:
    due = values.only(cache.ask("followup_due", view.filters))
    missing = values.rows(cache.ask("missing_followup", view.filters))
    st.html(
        figures.section("Saknar uppföljning", "perioden har gått ut")
        + charts.missing_followup(missing, int(due["due"]) if due else 0, links, opened, view.within)
    )
with right:
    load = values.only(cache.ask("workload", view.filters))
    open_measures = int(load["open"]) if load else 0
    undated = values.rows(cache.ask("cannot_be_overdue", view.filters))
    number = sum(int(row["measures"]) for row in undated)
    word = "öppen åtgärd" if open_measures == 1 else "öppna åtgärder"
    st.html(
        figures.section("Kan inte bli försenade", f"{words.of(number, open_measures)} {word}" if number else "")
        + charts.cannot_be_late(undated, open_measures, links, view.within)
    )

of_measures = len({row["measure"] for row in moves})
st.html(
    figures.section(
        "Datum som flyttats",
        f"{words.measures(of_measures)}, flest flyttar först" if moves else "mellan planens dokument",
    )
    + charts.moved(moves, view.plan.documents, links, opened, view.within)
)

st.html(notes.closing(view, "forsenade", with_gap=False))
