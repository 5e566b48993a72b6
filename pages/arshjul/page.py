"""Årshjul: what ends when, as a wheel of the year, a month's list and a timeline; and what has no place in the year."""

from __future__ import annotations

import streamlit as st

from pages.arshjul import charts, timeline, wheel, year
from pages.parts import by_hand, cache, downloads, figures, filters, notes, plots, tables, values, words
from pages.parts.links import Links

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
asked = view.address
dark = st.context.theme.type == "dark"
palette = plots.colours(dark)

found = year.end_dates(values.rows(cache.ask("end_dates_by_month", view.filters)), view.plan.year, view.area)
without = values.rows(cache.ask("without_end_date", view.filters))
opened = view.listed_on("arshjul")


@by_hand.only
def choose_month() -> None:
    st.query_params["manad"] = str(st.session_state["arshjul_manad"])
    for name in ("ring", "visa"):
        st.query_params.pop(name, None)


if not found.total and not without:
    st.html(notes.nothing_found(view, "arshjul"))
    st.stop()

rows = values.rows(cache.ask("end_dates", view.filters))
said = f"{found.total} slutdatum, {len(without)} åtgärder utan"
whole_year = [row for row in rows if row["whole_year"]]
st.html(notes.print_line(view) + year.sentence(found, len(whole_year), view.within))
if found.total and without:
    outside = f"{words.measures(len(without))} har inget slutdatum under {found.year} och syns inte i hjulet."
    st.html(f'<p class="note">{figures.plain(outside)} <span class="screen-only">De listas under hjulet.</span></p>')

if found.total:
    month = year.chosen_month(found, rows, view.as_of, asked)
    ring = asked.first("ring") if found.counts.get((month, asked.first("ring"))) else ""
    everything = asked.first("visa") == "alla"
    here = Links({**view.links.base, "manad": str(month), "ring": ring})
    left, right = st.columns(2, gap="medium")
    with left:
        with st.container(key="plot_hjul"):
            st.plotly_chart(
                wheel.figure(found, view.as_of, month, view.links, palette),
                theme=None,
                config=dict(plots.CONFIG),
                key="arshjul_hjul",
                alt=wheel.described(found, view.as_of),
            )
        hand = f'<span class="hand" aria-hidden="true"></span>{figures.plain(view.judged)}. '
        st.html(
            '<p class="note of-the-wheel">'
            + (hand if view.as_of.year == found.year else "")
            + "Siffra = antal slutdatum. Starkare färg = fler. "
            + '<span class="screen-only">Klicka på en siffra eller välj månad.</span></p>'
            + ('<span class="drawn-dark"></span>' if dark else "")
            + tables.folded(charts.wheel_table(found, view.links))
            + downloads.picture_buttons(view, "plot_hjul", "arshjul", f"Slutdatum under {found.year}")
        )
    with right:
        st.session_state["arshjul_manad"] = month
        st.selectbox(
            "Månad",
            found.months,
            format_func=lambda number: f"{words.MONTHS[number - 1].capitalize()} ({found.in_month(number)})",
            key="arshjul_manad",
            on_change=choose_month,
            label_visibility="collapsed",
            width=220,
        )
        in_month = [row for row in rows if row["month"] == month and (not ring or row["area"] == ring)]
        listed = [row for row in in_month if row["open"] or everything] or in_month
        name = charts.month_name(found, month) + (f", {words.AREAS[ring]}" if ring else "")
        body = charts.month_list(listed, opened)
        if len(listed) < len(in_month):
            body += figures.note(
                charts.settled(in_month), here.to("arshjul", visa="alla"), f"Visa alla {words.number(len(in_month))}"
            )
        elif ring:
            body += figures.note("", here.to("arshjul", ring=None), f"Visa alla områden i {words.MONTHS[month - 1]}")
        st.html(figures.section(name, charts.in_short(in_month)) + body)

if without:
    st.html(
        figures.section("Utan plats i hjulet", words.measures(len(without)))
        + charts.without_place(without, view.plan.year, opened)
    )

own_time = values.rows(cache.ask("timeline", view.filters))
if own_time:
    explanation = f"{words.measures(len(own_time))} med egen tid · smal stapel = en enda dag, eller bara slutdatum"
    st.html(figures.section("Tidslinje", explanation) + timeline.figure(own_time, view.plan.year, view.as_of, opened))
if whole_year:
    count, they = words.measures(len(whole_year)), "Den" if len(whole_year) == 1 else "De"
    st.html(
        figures.note(
            f"{count} gäller hela året och har slutdatum 31 december. {they} är inte med i tidslinjen.",
            view.links.to("arshjul", manad="12", visa="alla"),
            "Visa december",
        )
    )

measures = cache.ask("measures", view.filters)
about = downloads.cover(
    view, "arshjul", f"Slutdatum under {found.year} per månad och område; åtgärderna", said, ("arshjul", "per-datum")
)
deadlines = values.rows(cache.ask("open_deadlines", view.filters))


def sheets() -> list[tables.Sheet]:
    """The wheel, and every measure."""
    return [charts.wheel_sheet(found), downloads.measures_sheet(values.rows(measures))]


with st.container(key="take_away", horizontal=True, vertical_alignment="center", gap="small"):
    if deadlines:
        downloads.calendar_button(view, deadlines)
    downloads.buttons(view, "arshjul", sheets, about)
st.html(notes.closing(view, "arshjul"))
