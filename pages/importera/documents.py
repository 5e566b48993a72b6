"""What is in the register: its documents with their originals, undoing of imports, the example plans, and the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from data import intake, start
from pages.importera import charts
from pages.parts import cache, figures, person, told, values, words

Row = Mapping[str, Any]
_FIRST: Final = 8
_LOGGED: Final = 12
_HERE: Final = "importera"


def said() -> None:
    """Draw what the last click did."""
    told.draw(_HERE)


def tell(done: str = "", refused: str = "") -> None:
    """Say, at the top of the page, what was done or why it was not."""
    told.tell(_HERE, done, refused)


def forget() -> None:
    """What the last click did is another matter now."""
    told.forget(_HERE)


def who(key: str) -> str:
    """The name that stands in the field `key`, kept for the next field; "" for none, which is then said beside it."""
    said = " ".join(str(st.session_state[key]).split())
    if said:
        person.keep(said)
    else:
        told.tell(key, refused="Skriv ditt namn först.")
    return said


def ask_who(key: str, width: int | None = None) -> None:
    """Draw the field «Ditt namn», and under it that it was left empty when it was."""
    person.ask(key, width=width)
    told.draw(key)


def in_register() -> frozenset[str]:
    """The documents that are in the register."""
    return frozenset(str(row["document"]) for row in values.rows(cache.ask("documents")))


def listed(show_all: str, every: bool) -> None:
    """Draw the documents plan by plan, each with its original and the way to undo it."""
    found = values.rows(cache.ask("documents"))
    if not found:
        return
    found.sort(key=lambda row: row["imported_at"], reverse=True)
    st.html(figures.section("Inlästa dokument", "senast inläst först"))
    for row in found if every else found[:_FIRST]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"dokument_{row['document']}"):
            st.html(charts.document(row))
            st.download_button(
                "Hämta originalet",
                _original(str(row["document"])),
                _file_name(str(row["name"])),
                "application/octet-stream",
                key=f"original_{row['document']}",
                on_click="ignore",
            )
            undo(str(row["document"]), str(row["name"]))
    if len(found) > _FIRST and not every:
        st.html(figures.note(f"De {_FIRST} senaste av {len(found)} visas.", show_all, "Visa alla"))


def undo(document: str, name: str, place: str = "lista") -> None:
    """Draw the button that takes an import back; it asks who does. `place` is where on the page it stands."""
    with st.popover("Ångra importen"):
        st.html(
            figures.note(
                f"«{name}» och allt som lästes ur den tas bort, med det som svarades när den granskades. "
                "Registret blir som det var före. "
                "Rättelser på sidan Åtgärd sparas, och gäller igen om samma fil läses in."
            )
        )
        key = f"angra_{place}_{document}"
        with st.form(key, enter_to_submit=False, border=False):
            ask_who(f"{key}_who")
            st.form_submit_button("Ångra importen", on_click=_undo, args=(document, f"{key}_who"))


def examples() -> None:
    """Draw what can be done about the example plans: take them away, or read them in again."""
    found = values.rows(cache.ask("documents"))
    there = [row for row in found if bool(row["example"])]
    waiting = start.missing_examples(cache.connection())
    if there:
        with st.popover("Ta bort exempelplanerna"):
            st.html(
                figures.note(
                    f"{words.count(len(there), 'exempelplan', 'exempelplaner')} tas bort. "
                    "Er egna planer rörs inte, och exemplen går att läsa in igen."
                )
            )
            with st.form("examples", enter_to_submit=False, border=False):
                ask_who("examples_who")
                st.form_submit_button(
                    "Ta bort exempelplanerna",
                    on_click=_remove_examples,
                    args=([str(row["document"]) for row in there],),
                )
    if waiting:
        _read_again(waiting)


def _read_again(waiting: Sequence[Path]) -> None:
    with st.popover("Läs in exempelplanerna igen"), st.form("examples_again", enter_to_submit=False, border=False):
        ask_who("examples_again_who")
        again = st.form_submit_button("Läs in exempelplanerna")
    if not again:
        return
    by = who("examples_again_who")
    if not by:
        st.rerun()
    bar = st.progress(0.0, "Läser in exempelplanerna …")

    def shown(done: int, of: int, name: str) -> None:
        bar.progress(done / of, f"Läser in exempelplanerna, {done} av {of} klara: {name}")

    start.import_examples(cache.connection(), waiting, shown, by)
    tell("Exempelplanerna är inlästa igen.")
    st.rerun()


def logged(show_all: str, every: bool) -> None:
    """Draw the import log, the latest first."""
    found = values.rows(cache.ask("import_log"))
    if not found:
        return
    shown = found if every else found[:_LOGGED]
    rest = (
        figures.note(f"De {_LOGGED} senaste av {len(found)} visas.", show_all, "Visa alla")
        if len(shown) < len(found)
        else ""
    )
    st.html(figures.section("Logg", "vem som läste in vad, och vad som ändrades") + charts.log(shown) + rest)


def _original(document: str) -> Any:
    return lambda: intake.original(cache.connection(), document)


def _file_name(name: str) -> str:
    """The file's own name, without what an operating system would take for a folder."""
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name).lstrip(".") or "original"


def _undo(document: str, who_key: str) -> None:
    by = who(who_key)
    if not by:
        return
    try:
        tell(intake.remove(cache.connection(), document, by))
    except intake.RefusedDocument as refused:
        tell(refused=str(refused))


def _remove_examples(documents: Sequence[str]) -> None:
    by = who("examples_who")
    if not by:
        return
    for document in documents:
        try:
            intake.remove(cache.connection(), document, by)
        except intake.RefusedDocument:  # somebody else has just taken it away
            continue
    tell("Exempelplanerna är borttagna.")
