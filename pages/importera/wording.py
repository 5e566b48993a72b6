"""Texts of a row that a person reads otherwise in the document than the program did: written anew, and judged anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zlib import crc32

import streamlit as st

from data import intake
from data.intake import review
from pages.importera import charts, reading
from pages.importera.session import File
from pages.parts import cache, fields, figures, told, words

_WHY: Final = "Läst fel: rättat mot dokumentet"
_TALL: Final = 92
"""Pixels that a text is high."""
_MISREAD: Final = frozenset({"scanned pdf", "stacked text"})
"""Forms whose words, or whose columns, are the program's guess."""


def may_be_misread(file: File, confidence: float) -> bool:
    """Whether the words of a row, or the columns that they stand in, are the program's guess."""
    return confidence < 1 or (file.review is not None and file.review.plan.form in _MISREAD)


def texts_of_row(file: File, entry: str) -> list[str]:
    """The texts of a row that there are, or that the document has a column for; a follow-up can always be there."""
    assert file.review is not None
    now = review.texts_of(file.review, entry)
    columns = {*file.review.plan.columns, "followup"}
    role = {"status_text": "status"}
    return [field for field in fields.TEXTS if now[field] or role.get(field, field) in columns]


def form(file: File, entry: str, texts: Sequence[str], key: str, where: str, side_by_side: int = 1) -> None:
    """Draw the form in which texts of a row are written as they stand in the document, so many of them side by side;
    `where` tells what came of it."""
    assert file.review is not None
    now = review.texts_of(file.review, entry)
    key = f"{key}_{crc32(repr(now).encode())}"  # fields of another reading are others, and begin with its words
    with st.form(key, enter_to_submit=False, border=False):
        said = "Skriv som det står i dokumentet. Raden tolkas på nytt ur det, och läsningens ord sparas bredvid."
        st.html(figures.note(said))
        line = [st.container()] * side_by_side
        for number, field in enumerate(texts):
            if side_by_side > 1 and number % side_by_side == 0:  # line by line: a phone has them one under another
                line = st.columns(side_by_side)
            with line[number % side_by_side]:
                st.text_area(fields.TEXTS[field], now[field], key=f"{key}_{field}", height=_TALL)
        st.text_input("Varför rättas det?", _WHY, key=f"{key}_why", max_chars=500)
        st.form_submit_button("Rätta texten", on_click=_write, args=(file, entry, tuple(texts), key, where))


def corrected(file: File, entry: str, where: str) -> None:
    """Draw what the reading had where a text of the row is corrected, and the way to let it stand again."""
    assert file.review is not None
    for field, read in review.said_of(file.review, entry).items():
        name = words.lower_first(fields.named(f"written_{field}"))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = f"Läsningen skrev «{read}» under" if read else "Läsningen skrev ingenting under"
            st.html(figures.note(f"{said} {fields.TEXTS[field]}."), width="content")
            st.button(
                f"Ångra rättelsen: {name}",
                key=f"unsaid_{file.number}_{entry}_{field}",
                on_click=_say,
                args=(file, entry, {field: read}, _WHY, "Läsningens ord gäller igen.", where),
            )


def _write(file: File, entry: str, texts: Sequence[str], key: str, where: str) -> None:
    assert file.review is not None
    now = review.texts_of(file.review, entry)
    wanted = {field: " ".join(str(st.session_state[f"{key}_{field}"]).split()) for field in texts}
    changed = {field: text for field, text in wanted.items() if text != now[field]}
    if not changed:
        told.tell(where, refused="Inget är ändrat. Skriv om texten, eller svara att den stämmer.")
        return
    why = str(st.session_state[f"{key}_why"])
    _say(file, entry, changed, why, "Texten är rättad.", where)


def _say(file: File, entry: str, texts: dict[str, str], why: str, done: str, where: str) -> None:
    assert file.review is not None
    try:
        file.review = review.reworded(cache.connection(), file.review, entry, texts, why)
    except (review.RefusedCorrection, intake.UnreadableDocument, intake.RefusedDocument) as refused:
        told.tell(where, refused=str(refused))
        return
    file.plan = file.review.plan
    file.later.clear()
    told.tell(where, f"{done} {_understood(file, entry)}")


def _understood(file: File, entry: str) -> str:
    """What the row is taken for now."""
    assert file.review is not None
    row = next(row for row in reading.rows(file.review) if str(row["status"]["entry"]) == entry)
    return f"Raden förstås nu som: {'; '.join(charts.understood_of(group, row) for group in ('status', 'nar', 'vem'))}."
