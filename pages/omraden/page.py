"""Områden: how far each area has come, and inside one of them each place, cause and measure."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.omraden import charts
from pages.parts import areas, cache, downloads, figures, filters, notes, tables, values, words
from pages.parts.address import NOTHING
from pages.parts.figures import Palette
from pages.parts.links import Links

view = filters.chosen()
assert view is not None  # dashboard.py answers for an empty register
links = view.links
everywhere = view.without("omrade")
whole_plan = everywhere.filters
shown = "lage" if view.address.first("vy") == "lage" else ""
palette: Palette = "light" if shown else "status"

statuses = cache.ask("status_by_area", whole_plan)
found = cache.ask("light_by_area", whole_plan) if shown else statuses
if statuses.empty:
    st.html(notes.nothing_found(view, "omraden"))
    st.stop()

area = view.area if view.area in set(statuses["area"]) else charts.default_area(statuses)
inside = Links({**links.base, "omrade": area})
totals = areas.totals(found, palette)
removed = areas.removed(found, palette)
bars = areas.area_bars(found, palette, everywhere.links, page="omraden")
said = "; ".join(f"{bar.name} {words.of(bar.rate.done, bar.rate.counted)}" for bar in bars)
what = "Åtgärder med grönt läge" if shown else "Genomförda åtgärder"

st.html(notes.print_line(everywhere) + charts.sentence(statuses, everywhere.within))
st.html(charts.view_switch(palette, inside))
st.html(
    figures.legend(palette, totals, removed, everywhere.links.rows(status="borttagen"))
    + figures.bars(palette, bars, f"{what} per område: {said}.")
    + tables.folded(areas.as_table(found, palette, everywhere.links, "", f"{what} per område"))
)
st.html(charts.area_pills(statuses["area"], area, links, shown))

in_area = replace(whole_plan, areas=(area,))
measures = cache.ask("measures", in_area)
by, key, word = "subarea", "plats", "plats" if area == "platser" else "delområde"
groups = cache.ask("light_by_subarea" if shown else "status_by_subarea", in_area)
if set(groups["subarea"]) == {""}:  # the plan has no places here: its causes say more
    by, key, word = "cause", "orsak", "orsak"
    groups = measures.groupby(["cause", palette], sort=False).size().reset_index(name="measures")
    size = groups.groupby("cause")["measures"].transform("sum")
    groups = groups.assign(size=size).sort_values("size", ascending=False, kind="stable")

names = list(dict.fromkeys(groups[by].tolist()))
asked = view.address.first("vald")
wanted = "" if asked == NOTHING else asked
chosen = wanted if asked and wanted in names else names[0]
inner = areas.removed(groups, palette)

left, right = st.columns([1, 1], gap="medium")
with left:
    explanation = "staplarnas längd = antal åtgärder"
    if inner:
        explanation += f" · {words.count(inner, 'borttagen', 'borttagna')} inte med"
    inner_bars = charts.group_bars(groups, by, key, palette, inside, chosen, shown)
    alt = "; ".join(f"{bar.name} {words.of(bar.rate.done, bar.rate.counted)}" for bar in inner_bars)
    st.html(
        figures.section(f"{words.AREAS[area]}, per {word}", explanation)
        + figures.bars(palette, inner_bars, f"{what} per {word}: {alt}.", by_count=True)
        + tables.folded(charts.group_table(groups, by, key, palette, inside, f"{what} per {word}", word.capitalize()))
    )
with right:
    within = measures[measures[by] == chosen]
    causes = within["cause"].nunique()
    count = words.measures(len(within))
    if by == "subarea":
        count += f" under {words.count(causes, 'orsak', 'orsaker')}"
    title = charts.group_name(by, chosen)
    st.html(
        figures.section(words.shortened(title, 60), count, whole=title)
        + charts.cause_table(
            [values.rows(group) for _, group in within.groupby("cause", sort=False)],
            view.listed_on("omraden"),
            f"Åtgärder: {title}",
        )
    )

everything = cache.ask("measures", whole_plan)


def sheets() -> list[tables.Sheet]:
    """The areas, what is inside the one chosen, and every measure."""
    inner = [(charts.group_name(by, value), counts) for value, counts in areas.totals_per(groups, by, palette).items()]
    return [
        areas.as_sheet(found, palette, "", "Områden"),
        areas.count_sheet(inner, palette, words.SHORT_AREAS[area], word.capitalize()),
        downloads.measures_sheet(values.rows(everything)),
    ]


about = downloads.cover(
    everywhere,
    "omraden",
    f"{what} per område; {words.AREAS[area]} per {word}; åtgärderna",
    f"{len(everything)} åtgärder",
    ("genomforda", "lage" if shown else "status", "okant"),
)
with st.container(key="take_away", horizontal=True, vertical_alignment="center", gap="small"):
    downloads.buttons(everywhere, "omraden", sheets, about)
st.html(notes.closing(view, "genomforda"))
