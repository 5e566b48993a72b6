"""Every page for everybody: axe finds nothing serious, the keyboard reaches everything, 320 px and double size hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import served
from axe_playwright_python.sync_playwright import Axe
from plan_forms import as_pdf
from playwright.sync_api import Browser, Page, expect
from test_browser import Visit

from dashboard import PAGES
from data import questions, store
from data.filters import Filters

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas"),
]
PLAN = f"plan={quote('Södermalm 2024')}&datum=2025-01-31"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
GRAVE = ("serious", "critical")
# What a control is called, to tell those that were reached; only what shows and takes part counts.
NAME = "e => e.tagName + '|' + (e.getAttribute('aria-label') || e.innerText || e.value || e.id).trim()"
CONTROLS = f"""[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({{visibilityProperty: true}}) && e.tabIndex >= 0 && !e.disabled)
  .map({NAME})"""
FOCUSED = f"({NAME})(document.activeElement)"


@pytest.fixture(scope="module")
def address(measure: str, examples_file: Path) -> Iterator[str]:
    with served.dashboard(examples_file) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with served.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def measure(examples_file: Path) -> str:
    """A measure whose reading is in doubt, so that its page has most to show."""
    con = store.open(examples_file)
    found = questions.ask(con, "measures", Filters(plans=("Södermalm 2024",)))
    con.close()
    return str(found.loc[found["doubts"] > 0, "measure"].iloc[0])


def path(slug: str, measure: str) -> str:
    base = "" if slug == "oversikt" else slug
    return f"{base}?{PLAN}" + (f"&atgard={measure}" if slug == "atgard" else "")


def grave(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": STANDARD, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("slug", PAGES)
def test_axe_finds_nothing_grave(browser: Browser, address: str, measure: str, slug: str, dark: bool) -> None:
    found = Visit(browser, address, dark=dark)
    page = found.open(path(slug, measure))
    assert grave(page) == []
    found.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_grave_in_a_review(browser: Browser, address: str, dark: bool) -> None:
    """Questions, rows beside how they were understood, a row opened with its page's picture, and the way to save."""
    rows = [["Prioriterat område", "Orsak", "Åtgärd", "När", "Vem", "Uppföljning 2025-05-20", "Krångel"]]
    rows += [["Unga", "Frånvaro", f"Besöka skola {n}", "snart", "Skolan", "Kanske", "x"] for n in range(1, 4)]
    file = {"name": "Ekby.pdf", "mimeType": "application/pdf", "buffer": as_pdf([("Åtgärdsplan Ekby 2025", rows)])}
    found = Visit(browser, address, dark=dark)
    page = found.open("importera")
    page.set_input_files("input[type=file]", file)
    page.get_by_text("Steg 2 av 3").first.wait_for(timeout=120_000)
    found.settled()
    assert grave(page) == []
    page.get_by_role("link", name="Rätta", exact=False).first.click()
    expect(page.locator(".st-key-opened_row img")).to_be_visible(timeout=120_000)
    found.settled()
    assert grave(page) == []
    found.context.close()


@pytest.mark.parametrize("width", [320, 640], ids=["320 px", "200 per cent of 1280 px"])
@pytest.mark.parametrize("slug", PAGES)
def test_nothing_is_lost_sideways(browser: Browser, address: str, measure: str, slug: str, width: int) -> None:
    found = Visit(browser, address, width, 800)
    page = found.open(path(slug, measure))
    for box in ("document.documentElement", "document.querySelector('.stMain')"):
        assert page.evaluate(f"{box}.scrollWidth") <= width
    found.context.close()


@pytest.mark.parametrize("slug", PAGES)
def test_headings_are_in_order_and_one_is_the_answer(browser: Browser, address: str, measure: str, slug: str) -> None:
    found = Visit(browser, address)
    page = found.open(path(slug, measure))
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    found.context.close()


def test_the_keyboard_reaches_every_control(browser: Browser, address: str) -> None:
    found = Visit(browser, address)
    page = found.open(f"?{PLAN}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Hoppa till innehållet"
    wanted = set(page.evaluate(CONTROLS))
    assert len(wanted) > 30
    reached: set[str] = set()
    for _ in range(3 * len(wanted)):
        reached.add(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
    assert wanted - reached == set()
    found.context.close()
