"""Step 3: what was saved, what it changed, and the way on or back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.importera import charts, documents, session
from pages.importera.session import File
from pages.parts import figures, words
from pages.parts.links import Links


def draw(files: Sequence[File], links: Links) -> None:
    """Draw what became of the files, each with the way to undo it."""
    kept = [file for file in files if file.saved is not None]
    others = [file for file in files if file.saved is None]
    rows = sum(file.saved.measures for file in kept if file.saved)
    if kept:
        what = f"«{kept[0].name}»" if len(kept) == 1 else f"{len(kept)} filer"
        st.html(
            charts.steps(3, "Sparat.")
            + figures.answer(f"{words.measures(rows)} ur {what} är {'sparad' if rows == 1 else 'sparade'} i registret.")
        )
    else:
        st.html(charts.steps(1) + figures.answer("Ingen fil lästes in."))
    for file in kept:
        assert file.saved is not None
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"sparad_{file.number}"):
            st.html(
                charts.kept(
                    file.name,
                    file.saved.plan,
                    file.changed,
                    links.to("oversikt", plan=file.saved.plan, datum=None, omrade=None),
                )
            )
            documents.undo(file.saved.document, file.name, place="sparad")
    for file in others:
        st.html(charts.failed(file.name, file.failed or file.known))
    st.button("Klar", on_click=session.clear, key="done")
