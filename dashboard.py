"""The frame: which pages there are, the filter row, and what is said when there is nothing to show.

Run with `streamlit run dashboard.py`. Streamlit finds `app` below, serves it, and runs this same file as the script.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from data import intake, start
from data.store import RegisterError
from pages.parts import cache, errors, figures, filters
from pages.parts.closed import ClosedHouse
from pages.parts.server import TITLE, SwedishDocument

PAGES = {
    "oversikt": "Översikt",
    "beslut": "Beslutsunderlag",
    "omraden": "Områden",
    "forsenade": "Försenade",
    "arbetsbelastning": "Arbetsbelastning",
    "jamfor": "Jämför",
    "arshjul": "Årshjul",
    "plankvalitet": "Plankvalitet",
    "utforska": "Utforska",
    "importera": "Importera",
    "begrepp": "Begrepp",
    "atgard": "Åtgärd",
}
IN_NO_MENU = frozenset({"atgard", "beslut"})
WITHOUT_PLANS = frozenset({"begrepp", "importera"})
WITHOUT_FILTERS = frozenset({"atgard", "begrepp", "importera", "jamfor"})
SEVERAL_PLANS = frozenset({"utforska"})
# Filters that a page has no use for: it is itself about choosing among them.
WITHOUT = {"omraden": ("omrade",)}


def frame() -> None:
    """Draw one run: the menu, the filter row and the page that the address names."""
    slugs = {title: slug for slug, title in PAGES.items()}
    page = st.navigation(
        [
            st.Page(
                f"pages/{slug}/page.py",
                title=title,
                url_path=None if slug == "oversikt" else slug,
                default=slug == "oversikt",
                visibility="hidden" if slug in IN_NO_MENU else "visible",
            )
            for slug, title in PAGES.items()
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{page.title} · {TITLE}", layout="wide")
    slug = slugs[page.title]
    try:
        _import_examples()
        view = filters.chosen(slug in SEVERAL_PLANS)
    except RegisterError as error:
        st.html(figures.answer(str(error)))
        return
    if slug not in WITHOUT_PLANS:
        if view is None:
            st.html(
                '<h1 class="answer"><b>Här finns inga planer än.</b> '
                f"{figures.link('importera', 'Importera den första')}</h1>"
            )
            return
        if slug not in WITHOUT_FILTERS:
            filters.row(view, slug, WITHOUT.get(slug, ()), slug in SEVERAL_PLANS)
        if any(plan.mixed for plan in view.together):
            st.html(
                '<p class="banner" role="alert"><b>Här räknas påhittade exempel ihop med era egna dokument.</b> '
                f"{figures.link('importera', 'Ta bort exempelplanerna på Importera')}</p>"
            )
        elif any(plan.example for plan in view.together):
            st.html(
                '<p class="banner">Exempelplaner: påhittade meningar och namn. '
                "Importera er egen plan för att se era egna siffror.</p>"
            )
    page.run()


def _import_examples() -> None:
    """Fill a register that has never held anything with the example plans, in view of whoever opens it first."""
    waiting = start.examples_to_import(cache.connection())
    if not waiting:
        return
    bar = st.progress(0.0, "Läser in exempelplanerna …")

    def shown(done: int, of: int, name: str) -> None:
        bar.progress(done / of, f"Läser in exempelplanerna, {done} av {of} klara: {name}")

    start.import_examples(cache.connection(), waiting, shown)
    bar.empty()


@asynccontextmanager
async def serving(_: st.App) -> AsyncIterator[dict[str, object]]:
    """What holds for the server and not for whoever imports this file."""
    # Streamlit takes a folder called pages for pages of its own until a session has called st.navigation: the first
    # deep link on a fresh server would say that its page does not exist.
    PagesManager.uses_pages_directory = False
    intake.read_apart()
    yield {}


if __name__ == "__main__":
    frame()
else:
    app = st.App(
        Path(__file__),
        middleware=[Middleware(ClosedHouse), Middleware(SwedishDocument)],
        lifespan=serving,
        on_script_error=errors.tell,
    )
