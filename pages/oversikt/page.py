"""Översikt: how far the plan has come, what is late, what needs a decision. One screen, one printed page."""

from __future__ import annotations

import streamlit as st

from pages.oversikt import charts
from pages.parts import areas, cache, figures, filters, notes, tables, values, words

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
links = view.links

key = values.only(cache.ask("key_figures", view.filters))
before = values.only(cache.ask("key_figures_before", view.filters))
earlier = before
if view.selection.statuses or view.selection.lights:  # those that had the same status then are other measures
    earlier = None
statuses = cache.ask("status_by_area", view.filters)
decisions = cache.ask("decisions", view.filters)
changed = cache.ask("since_last", view.filters)

if key is None or not key["measures"]:
    st.html(notes.nothing_found(view, "oversikt"))
    st.stop()

totals = areas.totals(statuses, "status")
st.html(notes.print_line(view) + charts.sentence(key, len(decisions), totals, view.within))
st.html(charts.key_row(key, earlier, links))

left, right = st.columns(2, gap="medium")
with left:
    bars, alt = charts.areas(statuses, links, view.area)
    removed = areas.removed(statuses, "status")
    st.html(
        figures.section("Så långt har varje område kommit", "andel genomförda till höger, antal i staplarna")
        + figures.legend("status", totals, removed, links.rows(status="borttagen"))
        + figures.bars("status", bars, alt)
        + tables.folded(areas.as_table(statuses, "status", links, view.area, "Åtgärder per område och status"))
    )
    day = values.day(before["before_date"]) if before else None
    period = f"{words.day_and_month(day, view.as_of)} → {words.long_date(view.as_of)}" if day else ""
    st.html(
        figures.section("Sedan förra uppföljningen", period)
        + (
            charts.changes(changed, cache.ask("since_last_rows", view.filters), links)
            if len(changed)
            else figures.note(
                "Det här är första uppföljningen." if view.plan.followed_up else "Planen är inte uppföljd än."
            )
        )
        + charts.left_behind(cache.ask("continues_unfollowed", view.filters), view.plan.year, links)
    )
with right:
    questions = decisions["question"].nunique()
    count = f"{words.measures(len(decisions))} i {words.count(questions, 'fråga', 'frågor')}" if len(decisions) else ""
    body = (
        charts.decision_list(decisions, view.listed_on("oversikt"))
        if len(decisions)
        else figures.note(words.nothing_to_decide(view.within))
    )
    if len(decisions):
        shown = (
            f"Visar {words.of(charts.SHOWN_DECISIONS, len(decisions))}. "
            if len(decisions) > charts.SHOWN_DECISIONS
            else ""
        )
        body += charts.all_decisions(shown, len(decisions), links)
    st.html(figures.section("Kräver beslut", count) + body)

asked = cache.ask("doubts", view.filters)
moved = asked.loc[asked["field"] == "end", "measure"].nunique()
st.html(notes.closing(view, "genomforda", unsure=int(key["status_asked"]), moved=moved))
