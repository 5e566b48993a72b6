"""Utforska: the rows behind any figure, and any selection of one's own; taken away as Excel or CSV."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts import cache, downloads, figures, filters, notes, values, words
from pages.utforska import charts, selection

MOST_ROWS = 300
TERMS = ("atgarder", "forsenade", "lage")

view = filters.chosen(several=True)
assert view is not None  # dashboard.py answers for an empty register
asked = view.address
narrowed = replace(view.filters, measures=asked.more.get("atgard", ()))

everything = len(cache.ask("measures", view.whole))
listed = {
    name: tuple(cache.ask(question, view.filters)["measure"])
    for name, (question, _) in selection.LISTS.items()
    if name in asked.more.get("urval", ())
}
changes = cache.ask("since_last_rows", view.filters) if asked.more.get("andring") else None
gone = listed.get("forsvunna")
if changes is not None and "vanished" in asked.more["andring"]:
    gone = tuple(changes.loc[changes["change"] == "vanished", "measure"])
if gone is not None:  # no longer in the plan: shown when asked for by id
    narrowed = replace(narrowed, measures=gone or ("",))
for name, further in view.further:
    both = replace(further, plans=view.whole.plans, as_of=view.whole.as_of, measures=narrowed.measures)
    listed[name] = tuple(cache.ask("measures", both)["measure"])
listing = cache.ask("measures", narrowed)
if selection.QUALITY.keys() & set(asked.more.get("urval", ())):
    listing = listing.merge(cache.ask("quality", narrowed), on="measure")
found = selection.kept(
    listing,
    asked,
    listed,
    {str(change): set(group["measure"]) for change, group in changes.groupby("change")} if changes is not None else {},
)
rows = values.rows(found)

own = selection.own(view)
said = [active.said for active in own]  # the frame and the line on paper say the rest
whose = "planernas" if view.several else "planens"
st.html(
    notes.print_line(view)
    + figures.answer(
        f"{words.measures(len(rows))} visas, utöver {whose} {words.number(everything)}."
        if rows and gone is not None
        else f"{words.of(len(rows), everything)} {'åtgärd' if everything == 1 else 'åtgärder'} visas."
        if rows
        else "Inga åtgärder stämmer med filtren.",
        charts.removed_among(len(rows), sum(row["status"] == "borttagen" for row in rows)),
    )
    + (f'<p class="print-line in-words" aria-hidden="true">{figures.plain(". ".join(said))}.</p>' if said else "")
    + filters.badge_list(view, "utforska", own)
)

if rows:
    number = f"{len(rows)} utöver {whose} {everything}" if gone is not None else f"{len(rows)} av {everything}"
    about = downloads.cover(view, "utforska", ". ".join(active.said for active in own) or "Åtgärder", number, TERMS)
    ends = set(found["measure"])
    deadlines = [row for row in values.rows(cache.ask("open_deadlines", view.filters)) if row["measure"] in ends]
    with st.container(key="download", horizontal=True, vertical_alignment="center"):
        downloads.buttons(view, "atgarder", lambda: [downloads.measures_sheet(rows)], about, f"({len(rows)})")
        if deadlines:
            downloads.calendar_button(view, deadlines)
        st.html('<span class="muted">Länken i adressfältet visar samma urval.</span>', width="content")
    st.html(charts.measure_table(rows[:MOST_ROWS], view.listed_on("utforska"), "Åtgärder"))
    if len(rows) > MOST_ROWS:
        st.html(figures.note(f"De första {MOST_ROWS} visas. Alla {words.number(len(rows))} finns i Excel och CSV."))
    if len(rows) == 1:
        st.html(figures.section("Hela texten", "som den står i planen") + charts.whole_text(rows[0]))

st.html(notes.closing(view, "atgarder"))
