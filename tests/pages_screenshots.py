"""Pictures of every page with the example plans, to be looked at: PYTHONPATH=. python tests/pages_screenshots.py.

Writes build/screenshots/<page>-<view>.png (or to the folder named): light and dark at 1280×800, a projector, a phone,
and paper.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import pypdfium2
from playwright.sync_api import Browser
from served import ROOT, chromium, dashboard

from data import start, store

PLAN = f"plan={quote('Södermalm 2024')}"
PAGES = {
    "oversikt": f"?{PLAN}",
    "oversikt-mars": f"?{PLAN}&datum=2024-03-13",
    "oversikt-omrade": f"?{PLAN}&omrade=brottsoffer",
    "beslut": f"beslut?{PLAN}&datum=2025-06-01",
    "omraden": f"omraden?{PLAN}&omrade=platser",
    "omraden-lage": f"omraden?{PLAN}&vy=lage&omrade=unga",
    "forsenade": f"forsenade?{PLAN}&datum=2025-01-31",
    "forsenade-ansvarig": f"forsenade?{PLAN}&datum=2025-06-01&vy=ansvarig",
    "forsenade-ingen": f"forsenade?{PLAN}&datum=2024-03-13",
    "arbetsbelastning": f"arbetsbelastning?{PLAN}&datum=2025-01-31",
    "arbetsbelastning-personer": f"arbetsbelastning?{PLAN}&vy=personer",
    "utforska": f"utforska?{PLAN}&status=pagar&status=ej_paborjad",
    "utforska-inget": f"utforska?{PLAN}&sok=finnsinte",
    "jamfor": f"jamfor?{PLAN}",
    "jamfor-forsenade": f"jamfor?{PLAN}&matt=forsenade",
    "arshjul": f"arshjul?{PLAN}",
    "arshjul-omrade": f"arshjul?{PLAN}&omrade=unga",
    "plankvalitet": f"plankvalitet?{PLAN}",
    "plankvalitet-omrade": f"plankvalitet?{PLAN}&omrade=unga",
    "plankvalitet-utan-mal": f"plankvalitet?plan={quote('Skarpnäck 2024')}",
    "importera": f"importera?{PLAN}",
    "begrepp": f"begrepp?{PLAN}",
}
VIEWS = {  # width, height, dark
    "ljus": (1280, 800, False),
    "mork": (1280, 800, True),
    "projektor": (1920, 1080, False),
    "telefon": (390, 844, False),
}


def main(folder: Path) -> None:
    """Import the example plans into a register that is thrown away, serve it, and picture every page."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        register = Path(scratch) / "register.duckdb"
        con = store.open(register)
        start.import_examples(con, start.examples_to_import(con), lambda done, of, name: None)
        con.close()
        with dashboard(register) as address, chromium() as browser:
            for view in VIEWS:
                _pictures(browser, address, folder, view)
            _paper(browser, address, folder)


def _pictures(browser: Browser, address: str, folder: Path, view: str) -> None:
    width, height, dark = VIEWS[view]
    context = browser.new_context(
        locale="sv-SE", viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    for name, path in PAGES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address + path)
        page.wait_for_selector("h1.answer")
        page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
        if view == "telefon":  # the page scrolls inside its frame: make the frame as high as the page
            inside = page.evaluate("document.querySelector('.stMain').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(inside, 6000)})
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"{name}-{view}.png")
    context.close()


def _paper(browser: Browser, address: str, folder: Path) -> None:
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(address + path)
        page.wait_for_selector("h1.answer")
        page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        document[0].render(scale=1.5).to_pil().save(folder / f"{name}-utskrift.png")
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots")
