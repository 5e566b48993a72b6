"""The dashboard in Streamlit's AppTest, opened on a page as by its address: only that page is drawn."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

ROOT = Path(__file__).resolve().parents[1]
FIRST = "oversikt"
"""The page whose address names none."""


def opened(page: str = FIRST, query: dict[str, str | list[str]] | None = None) -> AppTest:
    """The page `page` with `query` in its address.

    AppTest itself would have the first page drawn before another: it then asks st.navigation by a page's file. Here
    the page is asked for by its path, as a browser does. And it would search all that is installed for components
    before each app, where a server does so once; that takes as long as drawing a page.
    """
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app._bidi_component_manager = _components()
    for name, value in (query or {}).items():
        app.query_params[name] = value
    if page == FIRST:
        return app.run()
    asked = calc_hash(page)
    app._page_hash = asked
    app.run()
    assert app._finished_page_script_hash == asked, f"sidan {page} öppnades inte"
    return app


@cache
def _components() -> BidiComponentManager:
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found
