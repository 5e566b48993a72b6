"""What the last click did, or why it did nothing, told by the runs right after it.

A run may be cut short by the next one before it has reached the screen, so what is said by one run alone can be lost: a
word stands until another takes its place, or some seconds have gone.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import streamlit as st

from pages.parts import figures

STANDS: Final = 10.0
"""Seconds that a word stands."""


@dataclass(frozen=True, slots=True)
class _Told:
    done: str
    refused: str
    at: float


def tell(where: str, done: str = "", refused: str = "") -> None:
    """Let `where` (a page or a part of one) say what was done, or why it was not."""
    st.session_state[_key(where)] = _Told(done, refused, time.monotonic())


def forget(where: str) -> None:
    """What was said at `where` no longer holds."""
    st.session_state.pop(_key(where), None)


def draw(where: str) -> None:
    """Draw what `where` has to say, if anything."""
    done, refused = words(where)
    if refused:
        st.html(f'<p class="refused" role="alert">{figures.plain(refused)}</p>')
    if done:
        st.html(f'<p class="done" role="status">{figures.plain(done)}</p>')


def words(where: str) -> tuple[str, str]:
    """What `where` has to say: what was done, and why something was not; "" for nothing."""
    told = st.session_state.get(_key(where))
    if told is None or time.monotonic() - told.at > STANDS:
        forget(where)
        return "", ""
    return told.done, told.refused


def _key(where: str) -> str:
    return f"told_{where}"
