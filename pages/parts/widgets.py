"""What a value of a measure is corrected in, and what then stands in it. Fields and values are the register's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from pages.parts import fields, words

_EMPTY_ROWS: Final = 2
_FIRST: Final = date(1990, 1, 1)
_LAST: Final = date(2100, 12, 31)


def widget(field: str, value: str, key: str) -> None:
    """Draw what `field` is corrected in, filled with `value` as the register writes it."""
    label = fields.FIELDS[field]
    match field:
        case "status":
            _choice(label, words.STATUSES, value, key)
        case "timing":
            _choice(label, words.TIMINGS, value, key)
        case "area":
            _choice(label, words.FULL_AREAS, value, key)
        case "continues" | "is_measure":
            st.checkbox(label, value == "true", key=key)
        case "start" | "end":
            st.date_input(
                label,
                date.fromisoformat(value) if value else None,
                key=key,
                format="YYYY-MM-DD",
                min_value=_FIRST,
                max_value=_LAST,
                width=220,
            )
        case "actors":
            _actor_rows(value, key)
        case _:
            st.text_area(label, value, key=key, height=90)


def _choice(label: str, known: Mapping[str, str], value: str, key: str) -> None:
    codes = list(known)
    st.selectbox(label, codes, index=codes.index(value), format_func=known.__getitem__, key=key, width=420)


def _actor_rows(value: str, key: str) -> None:
    rows = [*fields.actors(value), *([("organisation", "")] * _EMPTY_ROWS)]
    for number, (kind, name) in enumerate(rows, 1):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.selectbox(
                f"Slag {number}",
                list(fields.KINDS),
                index=list(fields.KINDS).index(kind),
                format_func=fields.KINDS.__getitem__,
                key=f"{key}_kind_{number}",
                width=180,
            )
            st.text_input(f"Namn {number}", name, key=f"{key}_name_{number}", max_chars=200, width=420)


def written(field: str, value: str, key: str) -> str:
    """What the widget holds, as the register writes it."""
    held = st.session_state
    match field:
        case "continues" | "is_measure":
            return "true" if held[key] else "false"
        case "start" | "end":
            return held[key].isoformat() if held[key] else ""
        case "actors":
            rows = len(fields.actors(value)) + _EMPTY_ROWS
            return fields.as_actors((held[f"{key}_kind_{n}"], held[f"{key}_name_{n}"]) for n in range(1, rows + 1))
    return " ".join(str(held[key]).split())
