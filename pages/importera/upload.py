"""Step 1: files chosen and read, each by itself; what one of them lacks is asked for."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from data import intake
from data.intake import Given, review
from pages.importera import documents, session
from pages.importera.session import File
from pages.parts import cache, figures, words

TYPES: Final = ["xlsx", "xlsm", "docx", "pdf", "csv", "tsv", "txt", "md"]
_LARGEST: Final = 20
"""Megabytes."""


def choose() -> None:
    """Draw the field that files are chosen in. Chosen files are read at once."""
    work = session.work()
    chosen = st.file_uploader(
        "Åtgärdsplaner och uppföljningar: Excel, Word, PDF, inskannad PDF, CSV eller text",
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=_LARGEST,
        key=f"upload_{work.round}",
    )
    if chosen:
        _read([(one.name, one.getvalue()) for one in chosen])
        st.rerun()


def _read(files: list[tuple[str, bytes]]) -> None:
    """Read the files in order, in view of whoever waits. One that cannot be read says why; the others go on."""
    work = session.work()
    work.round += 1
    documents.forget()
    bar = st.progress(0.0, "Läser …")
    for number, (name, content) in enumerate(files):

        def shown(done: int, pages: int, number: int = number, name: str = name) -> None:
            part = done / pages if pages else 0.0
            page = f", sida {done} av {pages}" if pages > 1 else ""
            told = f"Läser fil {number + 1} av {len(files)}: {words.literal(name)}{page}"
            bar.progress(min(1.0, (number + part) / len(files)), told)

        shown(0, 0)
        file = File(max((one.number for one in work.files), default=0) + 1, name, content)
        work.files.append(file)
        same = intake.already(cache.connection(), content, name)
        if same or any(other.content == content for other in work.waiting if other is not file):
            file.known = same.message if same else "Samma fil är vald två gånger. Den granskas en gång."
            continue
        try:
            file.opened = intake.open_document(content, name, shown)
            understand(file, Given())
        except Exception as error:  # one bad file, whatever is wrong with it, must not stop the others
            file.failed = intake.why(error)
    bar.empty()


def understand(file: File, given: Given) -> None:
    """Read an opened file as `given` says, and try it; what it still lacks is asked for. Raises as the loaders."""
    assert file.opened is not None
    file.plan, _ = intake.understand(cache.connection(), file.opened, given)
    if not intake.lacks(file.plan):
        file.review = review.begin(cache.connection(), file.content, file.opened, given)


def ask(file: File) -> None:
    """Draw the form that asks for what the document does not say of itself."""
    assert file.plan is not None
    lacks = intake.lacks(file.plan)
    asked = {"district": "vilken stadsdel eller kommun", "year": "vilket år"}
    st.html(
        figures.answer(
            f"Det framgår inte av «{file.name}» {words.listing([asked[name] for name in lacks])} planen gäller."
        )
    )
    stated(file, "Fortsätt")


def stated(file: File, button: str) -> None:
    """Draw the form for district, year and follow-up date, filled with what was read or stated."""
    plan, key = file.plan, f"stated_{file.number}"
    assert plan is not None
    with st.form(key, enter_to_submit=False, border=True):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            district = st.text_input(
                "Stadsdel eller kommun", plan.front.district or "", key=f"{key}_district", max_chars=80, width=260
            )
            year = st.number_input(
                "Planens år", 1990, 2100, plan.front.plan_year, key=f"{key}_year", format="%d", width=150
            )
            day = st.date_input(
                "Uppföljd (lämna tomt om planen inte är uppföljd, eller för hela året)",
                plan.front.followed_up,
                key=f"{key}_day",
                format="YYYY-MM-DD",
                min_value=date(1990, 1, 1),
                max_value=date(2100, 12, 31),
                width=460,
            )
        if st.form_submit_button(button):
            said = " ".join(district.split())
            if not said or not year:
                st.html('<p class="refused" role="alert">Skriv både stadsdel eller kommun och år.</p>')
                return
            try:
                given = _given(file, said, int(year), day)
                if file.review is None:
                    understand(file, given)
                else:
                    file.review = review.again(cache.connection(), file.review, given)
                    file.plan = file.review.plan
            except (intake.UnreadableDocument, intake.RefusedDocument) as refused:
                st.html(f'<p class="refused" role="alert">{figures.plain(str(refused))}</p>')
                return
            file.later.clear()
            st.rerun()


def _given(file: File, district: str, year: int, day: date | None) -> Given:
    """Only what differs from the document's own word is stated by hand."""
    assert file.opened is not None
    own, _ = intake.understand(cache.connection(), file.opened, Given())
    return Given(
        district if district != own.front.district else None,
        year if year != own.front.plan_year else None,
        day if day != own.front.followed_up else None,
    )
