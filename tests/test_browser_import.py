"""Importera in a real browser: a figure changes when a reviewed and corrected document is saved, and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import served
from playwright.sync_api import Page, expect

from data import intake, start, store

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas"),
]
PLAN = next(start.PLANS.glob("*2024.docx"))
FOLLOWED_UP = next(start.PLANS.glob("*.pdf"))
_WAIT = 120_000


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("import") / "register.duckdb"
    con = store.open(path)
    intake.import_document(con, PLAN.read_bytes(), PLAN.name, "Test")
    con.close()
    with served.dashboard(path) as address, served.chromium() as browser:
        context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 800}, base_url=address)
        page = context.new_page()
        page.set_default_timeout(_WAIT)
        expect.set_options(timeout=_WAIT)
        yield page
        context.close()


def settled(page: Page) -> None:
    page.wait_for_selector("h1.answer")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


def done(page: Page) -> str:
    """«n av N» of the figure Genomförda on Översikt."""
    page.get_by_role("link", name="Översikt", exact=True).click()
    figure = page.locator(".key-figure", has_text="Genomförda").first
    expect(figure).to_be_visible()
    settled(page)
    return str(re.findall(r"\d+\sav\s\d+", figure.inner_text())[0])


def test_upload_review_correct_confirm_and_undo(page: Page) -> None:
    page.goto("/")
    settled(page)
    before = done(page)

    page.get_by_role("link", name="Importera", exact=True).click()
    page.set_input_files("input[type=file]", str(FOLLOWED_UP))
    expect(page.locator(".steps")).to_contain_text("Steg 2 av 3")
    settled(page)
    expect(page.locator("h1.answer")).to_contain_text(f"82 åtgärder lästes ur «{FOLLOWED_UP.name}».")

    page.get_by_role("link", name="Rätta", exact=False).first.click()
    opened = page.locator(".st-key-opened_row")
    expect(opened).to_be_visible()
    expect(opened.locator("img")).to_be_visible()
    settled(page)
    expect(page.locator("#rad")).to_be_focused()
    expect(page.locator("#rad")).to_be_in_viewport()
    opened.get_by_role("button", name="Rätta status").click()
    body = page.locator("[data-testid=stPopoverBody]")
    body.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Pausad").click()
    body.get_by_role("button", name="Rätta", exact=True).click()
    expect(page.locator(".corrected").first).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    assert done(page) == before, "inget räknas förrän det är sparat"

    page.get_by_role("link", name="Importera", exact=True).click()
    expect(page.locator(".steps")).to_contain_text("Steg 2 av 3")
    settled(page)
    page.get_by_label("Ditt namn").last.fill("Eva Ek")
    page.get_by_label("Ditt namn").last.press("Tab")
    settled(page)
    page.get_by_role("button", name="Spara i registret").click()
    expect(page.locator(".steps")).to_contain_text("Steg 3 av 3")
    settled(page)
    after = done(page)
    assert after != before

    page.get_by_role("link", name="Importera", exact=True).click()
    expect(page.locator(".steps")).to_contain_text("Steg 3 av 3")
    settled(page)
    page.get_by_role("button", name="Ångra importen").first.click()
    page.locator("[data-testid=stPopoverBody]").get_by_role("button", name="Ångra importen").click()
    expect(page.locator("p.done")).to_contain_text("är ångrad.")
    settled(page)
    assert done(page) == before


def test_a_row_far_down_is_seen_when_it_is_opened_and_its_place_when_it_is_closed(page: Page) -> None:
    page.goto("/importera")
    settled(page)
    page.set_input_files("input[type=file]", str(FOLLOWED_UP))
    expect(page.locator(".steps")).to_contain_text("Steg 2 av 3")
    settled(page)
    for _ in range(2):  # the first time the page grows by the row, the second time it is there already
        last = page.locator("table.read a", has_text="Rätta").last
        row = str(last.get_attribute("aria-label")).split()[-1]
        last.click()
        expect(page.locator("#rad")).to_contain_text(f"Rad {row}")
        settled(page)
        top = page.locator("#rad").bounding_box()
        assert top and 0 < top["y"] < 200, "det som öppnades står överst i bild"
    page.get_by_role("link", name="Stäng raden").first.click()
    expect(page.locator("#rad")).to_have_count(0)
    settled(page)
    expect(page.locator(f"#rad-{row}")).to_be_in_viewport()


def test_a_file_that_is_too_large_is_refused_in_a_sentence(page: Page) -> None:
    page.goto("/importera")
    settled(page)
    large = {"name": "stor.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4" + bytes(21 << 20)}
    page.set_input_files("input[type=file]", large)  # type: ignore[arg-type]
    why = page.locator(".stFileChip [role=alert]")
    expect(why).to_have_text("Fel: Filen är för stor. Högst 20\u00a0MB går att läsa.")
    box = why.bounding_box()
    assert box and box["width"] > 150 and box["height"] > 10, "den syns"
