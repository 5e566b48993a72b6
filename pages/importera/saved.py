"""Step 3: what was saved, what it changed, and the way on or back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.importera import charts, documents, reading, session
from pages.importera.session import File
from pages.parts import address, figures, words
from pages.parts.links import Links


def draw(files: Sequence[File], links: Links) -> None:
    """Draw what became of the files, each with the way to undo it."""
    kept = [file for file in files if file.saved is not None]
    others = [file for file in files if file.saved is None]
    if kept:
        st.html(charts.steps(3, "Sparat.") + figures.answer(_answer(kept)))
    else:
        st.html(charts.steps(1) + figures.answer(_none(others)))
    for file in kept:
        assert file.saved is not None
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"sparad_{file.number}"):
            st.html(
                charts.kept(
                    file.name,
                    file.saved.plan,
                    file.changed,
                    _plans(file.saved.plan, links).to("oversikt"),
                    charts.waiting(
                        *reading.waiting(file.saved.plan, file.saved.document),
                        _plans(file.saved.plan, links).to("plankvalitet", "fragor"),
                    ),
                )
            )
            documents.undo(file.saved.document, file.name, place="sparad")
    for file in others:
        st.html(charts.failed(file.name, file.failed or file.known))
    st.button("Klar", on_click=session.clear, key="done")


def _answer(kept: Sequence[File]) -> str:
    """How much was saved. Two files of one plan hold the same measures twice, so files are counted then."""
    if len(kept) > 1:
        return f"{words.count(len(kept), 'fil', 'filer')} är sparade i registret."
    rows = kept[0].saved.measures if kept[0].saved else 0
    return f"{words.measures(rows)} ur «{kept[0].name}» är {'sparad' if rows == 1 else 'sparade'} i registret."


def _none(others: Sequence[File]) -> str:
    """That nothing was saved: because all of it is there already, or because it could not be read."""
    if all(file.known for file in others):
        return "Filen finns redan i registret." if len(others) == 1 else "Filerna finns redan i registret."
    return "Ingen fil lästes in."


def _plans(plan: str, links: Links) -> Links:
    """Addresses of the plan as it is, whatever the reader had chosen among another plan's rows; names stay hidden."""
    return Links({"plan": plan, address.NAMES: links.base.get(address.NAMES, "")})
