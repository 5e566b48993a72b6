"""What the reader is told when a page fails: a sentence and a number; the log has the rest under the same number.

What is wrong with the register itself is said in its own sentence: the reader can do something about it.
"""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from data.store import RegisterError
from pages.parts import figures

_LOG = logging.getLogger(__name__)


def tell(error: BaseException) -> bool:
    """Log the error under a number and show the number; True says that it has been shown (st.App asks)."""
    if isinstance(error, RegisterError):
        _LOG.error("%s", error, exc_info=error)
        st.html(figures.answer(str(error)))
        return True
    number = secrets.token_hex(3)
    _LOG.error("Felnummer %s", number, exc_info=error)
    st.html(figures.answer("Något gick fel hos oss.", f"Försök igen; hjälper inte det, ange felnummer {number}."))
    return True
