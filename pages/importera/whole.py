"""The whole register: a backup taken and put back, and every document read again with what reads otherwise."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Final

import streamlit as st

from data import backup, intake
from data.store import RegisterError
from pages.importera import documents, otherwise
from pages.parts import cache, fields, figures, person, words

_LARGEST: Final = 20
"""MB: what the server takes; a larger backup is put back from the shell."""
_REBUILT: Final = "whole_rebuilt"
_ROUND: Final = "whole_round"


def draw() -> None:
    """Draw the block, folded until something in it has been done."""
    rebuilt: intake.Rebuilt | None = st.session_state.get(_REBUILT)
    uploaded = st.session_state.get(_upload_key()) is not None
    with st.expander("Säkerhetskopia och omläsning", expanded=bool(rebuilt or uploaded)):
        st.html(figures.section("Säkerhetskopia", "hela registret i en fil, med original, rättelser och beslut"))
        st.download_button(
            "Hämta säkerhetskopia",
            _backup,
            f"atgardsplaner-{date.today():%Y-%m-%d}.zip",
            "application/zip",
            key="whole_backup",
            on_click="ignore",
        )
        chosen = st.file_uploader(
            "Läs tillbaka en säkerhetskopia", type=["zip"], key=_upload_key(), max_upload_size=_LARGEST
        )
        if chosen:
            _offer(chosen.name, chosen)
        else:
            st.html(
                f'<p class="note">En kopia på mer än {_LARGEST}{words.NBSP}MB läses tillbaka utanför sidan. Stoppa '
                "servern och kör <code>python -m data restore FIL</code> i programmets mapp.</p>"
            )
        st.html(figures.section("Läs alla dokument igen", "med dagens tolkning; rättelser och beslut är kvar"))
        if st.button("Läs alla dokument igen", key="whole_rebuild"):
            _rebuild()
        if rebuilt:
            counts = intake.counted(rebuilt.differences)
            st.html(otherwise.report(rebuilt.documents, _rows(rebuilt), counts, _failed(rebuilt)))


def _upload_key() -> str:
    return f"whole_upload_{st.session_state.get(_ROUND, 0)}"


def _backup() -> bytes:
    out = io.BytesIO()
    backup.write(cache.connection(), out)
    return out.getvalue()


def _offer(name: str, file: io.BytesIO) -> None:
    """Say what the file holds, and ask before it takes the register's place."""
    try:
        told = backup.told_of(file)
    except backup.RefusedBackup as error:
        st.html(f'<p class="refused" role="alert">{figures.plain(str(error))}</p>')
        return
    made = intake.day_in_words(datetime.fromisoformat(told.made_at))
    st.html(
        figures.note(
            f"Kopian är från {made} och har {told.documents} dokument, {words.measures(told.measures)} och "
            f"{words.count(told.corrections, 'rättelse', 'rättelser')}. Den tar registrets plats; registret som det är "
            "nu sparas bredvid."
        )
    )
    with st.form("whole_restoring", enter_to_submit=False, border=False):
        documents.ask_who("whole_restore_who", 260)
        st.form_submit_button(
            "Ersätt registret med kopian", key="whole_restore", on_click=_restore, args=(name, file.getvalue())
        )


def _restore(name: str, content: bytes) -> None:
    by = documents.who("whole_restore_who")
    if not by:
        return
    try:
        restored = backup.restore(cache.connection(), io.BytesIO(content), by, name)
        intake.keep_up(cache.connection())
    except (backup.RefusedBackup, RegisterError) as error:
        documents.tell(refused=str(error))
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_REBUILT, None)
    kept = f" Registret som det var är sparat i mappen kopior, som {restored.before.name}." if restored.before else ""
    documents.tell(f"Registret är återläst: {restored.backup.documents} dokument.{kept}")


def _rebuild() -> None:
    bar = st.progress(0.0, "Läser om …")

    def shown(done: int, of: int, name: str) -> None:
        bar.progress(done / of if of else 1.0, f"Läser om, {done} av {of} klara: {words.literal(name)}")

    try:
        st.session_state[_REBUILT] = intake.rebuild(cache.connection(), person.name() or "okänd", shown)
    except RegisterError as error:
        documents.tell(refused=str(error))
    bar.empty()
    st.rerun()


def _rows(rebuilt: intake.Rebuilt) -> list[tuple[str, int, str, str, str, str]]:
    return [
        (
            cache.text(one.document),
            one.row,
            cache.text(one.measure),
            intake.named(one.field),
            _in_words(one.field, one.before),
            _in_words(one.field, one.after),
        )
        for one in rebuilt.differences
        if intake.is_value(one)
    ]


def _in_words(column: str, value: str) -> str:
    """A value of an entry's column as it may be shown, codes and dates in words; "" for none."""
    field = {"start_date": "start", "end_date": "end"}.get(column, column)
    said = value.lower() if field == "continues" else value
    return cache.text(fields.in_words(field, said) if said and field in fields.FIELDS else said)


def _failed(rebuilt: intake.Rebuilt) -> list[tuple[str, str]]:
    return [(cache.text(one.name), cache.text(one.message)) for one in rebuilt.failed]
