"""Who is sitting at the screen: there is no login, so whoever changes something says their name, once a session."""

from __future__ import annotations

from typing import Final

import streamlit as st

_KEPT: Final = "person"


def name() -> str:
    """The name that was given last, "" before any."""
    return str(st.session_state.get(_KEPT, ""))


def ask(key: str, width: int | None = 260) -> str:
    """Draw the field «Ditt namn» with the name that was given last; what stands in it now."""
    return str(st.text_input("Ditt namn", value=name(), key=key, max_chars=120, width=width or "stretch"))


def keep(said: str) -> None:
    """Let the name stand in the next field."""
    st.session_state[_KEPT] = " ".join(said.split())
