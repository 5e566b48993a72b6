"""Åtgärd: one measure: its text and follow-ups, how each value was read, where it stands, what has been corrected."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from data.filters import Filters
from pages.atgard import charts, form
from pages.parts import cache, fields, figures, filters, notes, values
from pages.parts.address import NAMES, read_day
from pages.parts.links import Links
from pages.parts.names import questions

asked = filters.chosen()
assert asked is not None  # dashboard.py answers for an empty register
wanted = asked.address.first("atgard")
listed = asked.address.opened_from
back = asked.here.to(listed)

found = cache.ask("measure_plan", Filters(measures=(wanted,))) if wanted else None
home = values.only(found) if found is not None else None
if home is None:
    st.html(
        figures.answer("Åtgärden finns inte i registret.")
        + f'<p class="way-back">{figures.link(back, "← Tillbaka till listan")}</p>'
    )
    st.stop()

plan = next(plan for plan in asked.plans if plan.name == str(home["plan"]))
view = replace(asked, plan=plan, together=(plan,), as_of=asked.address.as_of or plan.as_of)
one = replace(view.whole, measures=(str(home["measure"]),))
here = Links({**view.listed_on(listed).base, "atgard": wanted})
ask = partial(cache.ask, contacts=True)  # here alone: the one who opens a measure may need to reach somebody
measure = values.only(ask("measure", one))
if measure is None:
    st.html(
        figures.answer(f"Åtgärden fanns inte i planen {view.judged}.")
        + f'<p class="way-back">{figures.link(back, "← Tillbaka till listan")} · '
        + f"{figures.link(here.to('atgard', datum=None), 'Visa den per planens senaste uppföljning')}</p>"
    )
    st.stop()

readings = {str(row["field"]): row for row in values.rows(ask("measure_readings", one))}
followups = values.rows(ask("measure_followups", one))
actors = values.rows(ask("measure_actors", one))
places = values.rows(ask("measure_places", one))
rewritten = values.rows(ask("measure_changes", one))
corrections = values.rows(ask("measure_corrections", one))
doubts = values.rows(ask("doubts", one))
origins = values.rows(ask("origins", one))
kin = charts.kin(
    str(measure["measure"]),
    values.rows(ask("carried_on", one)),
    values.rows(ask("carried_into", one)),
    origins,
    # another year's plan has another day, its own
    lambda other, plan="": here.to("atgard", atgard=other, **({"plan": plan, "datum": None} if plan else {})),
)

said = form.said(str(measure["measure"]))


def correct(group: str, day: str = "") -> str:
    """The address that opens the form for a group, as of the follow-up of that day."""
    return here.to("atgard", "ratta", ratta=group, per=day or None)


with st.container(key="way_back", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.html(charts.way_back(back, view.plan.name, str(measure["area"])), width="content")
    filters.actions({"plan": view.plan.name, "datum": view.as_of.isoformat()})
st.html(
    notes.print_line(replace(view, selection=Filters(areas=(str(measure["area"]),))))
    + charts.head(measure, readings)
    + charts.not_counted(measure, readings, origins, len(ask("vanished", one)) > 0)
    + (f'<p class="done" role="status">{figures.plain(said)}</p>' if said else "")
)
left, right = st.columns([6, 7], gap="medium")
with left:
    commented = any(values.text(row["comment"]) for row in followups)
    st.html(
        figures.section("Åtgärden", "som den står i planen")
        + charts.facts(measure, readings, actors, places, commented, kin)
    )
    if rewritten:
        st.html(figures.section("Ändrat mellan dokumenten") + charts.changes(rewritten))
with right:
    st.html(
        figures.section("Uppföljningar", "senaste först" if len(followups) > 1 else "")
        + charts.followups(followups, len(places) > 1)
    )

who_is = questions(values.rows(cache.ask("person_questions", one)))
answer = view.links.to("arbetsbelastning", "samma-person")
judged = values.only(cache.ask("measure_quality", one))
table = charts.readings_table(
    readings, followups, actors, correct, who_is, answer, judged, lambda anchor: view.links.to("begrepp", anchor)
)
st.html(
    figures.section("Så lästes texten", "varje värde med de ord som avgjorde")
    + charts.how_sure(float(measure["confidence"]))
    + table
    + charts.reworded(corrections)
    + charts.correct_texts(correct)
    + charts.doubts(doubts, table)
)

group = asked.address.first("ratta")
if group in fields.GROUPS and view.names_hidden:  # what is shown is not what stands there
    shown = figures.link(here.to("atgard", ratta=group, **{NAMES: None}), "Visa namnen för att rätta.")
    st.html(f'<p class="refused" role="alert">Namnen är dolda. {shown}</p>')
elif group in fields.GROUPS:
    day = read_day(asked.address.first("per")) if group == "status" else None
    earlier = next((row for row in followups if day and values.day(row["day"]) == day), None)
    now = {field: values.text(readings[field]["value"]) for field in fields.GROUPS[group][1]}
    unsure = any(values.text(readings[field]["doubts"]) for field in now)
    if earlier is not None:
        now["status"] = values.text(earlier["corrected"]) or str(earlier["status"])
        unsure = bool(values.text(earlier["doubt"])) and not values.text(earlier["corrected"])
    at = day if earlier is not None else one.as_of
    form.correct(str(measure["measure"]), group, now, unsure, at, here.to("atgard"))

st.html(figures.section("Rättelser"))
if not corrections:
    st.html(figures.note("Ingen har rättat något i den här åtgärden."))
for row in corrections:
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        st.html(charts.correction(row))
        if row["state"] != "ångrad":
            form.undo(str(measure["measure"]), int(row["correction"]), fields.named(str(row["field"])))

st.html(notes.closing(view, "lage"))
