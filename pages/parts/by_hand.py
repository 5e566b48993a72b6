"""Changes of widgets that the reader's hand made, told from those that only look so.

A browser sends what all its widgets hold each time it asks for a run. Whoever follows a link or goes Back while a page
is still being drawn sends what the widgets held before it: to Streamlit they have all just been changed, and what is to
happen when they are would write the former choice over the address that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from streamlit.runtime.scriptrunner import get_script_run_ctx

_Given = ParamSpec("_Given")


def only(change: Callable[_Given, None]) -> Callable[_Given, None]:
    """`change`, for a widget's `on_change`, done only when the run wasn't asked for by going to an address."""

    @wraps(change)
    def done(*args: _Given.args, **kwargs: _Given.kwargs) -> None:
        run = get_script_run_ctx()
        if run is None or not run.is_history_navigation:
            change(*args, **kwargs)

    return done
