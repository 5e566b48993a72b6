"""Twenty browsers read while two import: nobody sees a wrong figure or a fault, and both imports are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import served
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data import intake, questions, start, store
from data.filters import Filters

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas"),
]
READERS = 20
TURNS = 2
NEW = {"Skarpnäck 2024": "Skarpnäck*.tsv", "Exempelköping 2025": "*Exempelköping*.xlsx"}
VIEWS = ("", "forsenade", "utforska", "plankvalitet", "arshjul")
AREAS = ("unga", "platser", "systemhotande", "brottsoffer")
PLAN = f"plan={quote('Södermalm 2024')}&datum=2025-01-31"
_WAIT = 180_000
# Turns between areas as Back does and waits for what each is to say ("": for something new); gives all answers that
# were seen, and the last one of each area.
READ = """async ([query, expected, turns]) => {
  const seen = new Set(), last = {}, answer = () => document.querySelector('h1.answer')?.innerText ?? '';
  const state = () => document.querySelector('.stApp').getAttribute('data-test-script-state');
  for (let turn = 0; turn < turns; turn++) for (const [area, wanted] of Object.entries(expected)) {
    const before = answer();
    history.pushState({}, '', `${query}&omrade=${area}`);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
    const there = () => (wanted ? answer() === wanted : answer() && answer() !== before) && state() === 'notRunning';
    for (let waits = 0; waits < 2400 && !there(); waits++) {
      if (answer()) seen.add(answer());
      await new Promise(done => setTimeout(done, 50));
    }
    seen.add(answer());
    last[area] = answer();
  }
  return [[...seen], last];
}"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "register.duckdb"
    con = store.open(path)
    for file in sorted(start.PLANS.glob("*dermalm*2024.*")):
        intake.import_document(con, file.read_bytes(), file.name, "Test")
    con.close()
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with served.chromium() as running:
        yield running


def opened(browser: Browser, address: str, path: str) -> Page:
    page = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(_WAIT)
    page.goto(address + path)
    page.wait_for_selector("h1.answer")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    return page


def begin_import(page: Page, file: Path) -> None:
    page.set_input_files("input[type=file]", str(file))
    expect(page.locator(".steps")).to_contain_text("Steg 2 av 3", timeout=_WAIT)
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    page.get_by_label("Ditt namn").last.fill("Eva Ek")
    page.get_by_label("Ditt namn").last.press("Tab")
    page.wait_for_timeout(500)
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


def test_readers_are_right_and_no_import_is_lost(browser: Browser, register: Path) -> None:
    with served.dashboard(register) as address:
        one = opened(browser, address, f"?{PLAN}")
        expected: dict[str, dict[str, str]] = {}
        right: dict[str, set[str]] = {}
        for view in VIEWS:
            one.goto(f"{address}{view}?{PLAN}")
            one.wait_for_selector("h1.answer")
            one.wait_for_selector(".stApp[data-test-script-state=notRunning]")
            whole = one.inner_text("h1.answer")
            _, expected[view] = one.evaluate(READ, [f"?{PLAN}", dict.fromkeys(AREAS, ""), 1])
            right[view] = {whole, *expected[view].values()}
            assert len(right[view]) > 2, "svaren ska skilja sig åt"
        readers = [(view, opened(browser, address, f"{view}?{PLAN}")) for view in (VIEWS * READERS)[:READERS]]
        writers = [opened(browser, address, "importera") for _ in NEW]
        for view, page in readers:
            page.evaluate(f"args => {{ window.read = ({READ})(args); }}", [f"?{PLAN}", expected[view], TURNS])
        for writer, pattern in zip(writers, NEW.values(), strict=True):
            begin_import(writer, next(start.PLANS.glob(pattern)))
        for writer in writers:
            writer.get_by_role("button", name="Spara i registret").click(no_wait_after=True)
        for writer in writers:
            expect(writer.locator(".steps")).to_contain_text("Steg 3 av 3", timeout=_WAIT)
        for view, page in readers:
            seen, last = page.evaluate("window.read")
            assert last == expected[view], view
            assert set(seen) <= right[view], view
            assert page.locator(".stException, .stAlert").count() == 0
        closed: list[BrowserContext] = [page.context for page in (one, *writers, *(page for _, page in readers))]
        for context in closed:
            context.close()
    con = store.open(register)
    names = set(questions.ask(con, "plans")["plan"])
    numbers = [int(questions.ask(con, "key_figures", Filters(plans=(plan,)))["measures"].iloc[0]) for plan in NEW]
    con.close()
    assert set(NEW) <= names
    assert numbers == [39, 40]
