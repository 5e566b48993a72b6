"""Many browsers read while two import: every page is whole and right for its address, and both imports are there."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
import served
from playwright.sync_api import Browser, Page
from test_figures import read
from test_pages import visit

from data import intake, questions, start, store
from data.filters import Filters
from pages.parts import cache

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas"),
]
READERS = int(os.environ.get("READERS", "5"))
"""As many at once as a few of a steering group; the whole of it: `READERS=10`."""
TURNS = 2
READ = "Södermalm 2024"
DAY = "2025-01-31"
NEW = {"Skarpnäck 2024": "Skarpnäck*.tsv", "Exempelköping 2025": "*Exempelköping*.xlsx"}
VIEWS = ("oversikt", "plankvalitet", "forsenade", "utforska")
AREAS = ("", "unga", "platser", "brottsoffer")
ADDRESSES = tuple(product(VIEWS, AREAS))
_WAIT = 180_000
# Goes from address to address as a link and Back do, at least `turns` of them and until it is told to stop, and keeps
# what each showed. A page is there when the script has run to its end and the links to its rows, which hold all that
# stands in the address, hold the number of this turn; then all its text is of this turn too, or it is wrong.
READING = """([addresses, turns, wait]) => {
  const pause = time => new Promise(done => setTimeout(done, time));
  const state = () => document.querySelector('.stApp').getAttribute('data-test-script-state');
  const links = () => [...document.querySelectorAll('.stMain .stHtml a[href*="atgard="]')];
  const rows = () => links().map(link => new URL(link.href).searchParams);
  const shown = () => [...document.querySelectorAll('.stMain .stHtml')].map(each => each.textContent).join('');
  const faults = () => document.querySelectorAll('.stException, .stAlert, [role=dialog]').length;
  window.seen = [];
  window.reading = (async () => {
    for (let turn = 0; turn < turns || !window.enough; turn++) {
      const [name, address] = addresses[turn % addresses.length];
      const begun = performance.now(), mark = String(turn + 1);
      let fault = 0, calm = 0;
      history.pushState({}, '', `${address}&tur=${mark}`);
      dispatchEvent(new PopStateEvent('popstate', {state: {}}));
      while (calm < 3 && performance.now() - begun < wait) {
        await pause(50);
        fault ||= faults();
        const found = rows();
        calm = state() === 'notRunning' && found.some(row => row.get('tur') === mark) ? calm + 1 : 0;
      }
      window.seen.push({name, fault, text: shown(), rows: rows().map(row => row.get('atgard')), there: calm === 3,
        old: rows().filter(row => row.get('tur') !== mark).length, kept: location.search.includes(`tur=${mark}`)});
      await pause(1000);
    }
  })();
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


def truth(register: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, list[str]]]:
    """For each address, by its name: all text, and the rows linked to, as the page is without any other browser."""
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(register))
    monkeypatch.chdir(served.ROOT)
    found = {}
    for view, area in ADDRESSES:
        page = visit(view, plan=READ, datum=DAY, **({"omrade": area} if area else {}))
        rows = [href.split("atgard=")[1].split("&")[0] for href in page.hrefs if "atgard=" in href]
        assert rows
        found[f"{view} {area}"] = ("".join(read(piece).text for piece in page.pieces), rows)
    cache.forget()  # the server is to have the file
    assert len({text for text, _ in found.values()}) == len(ADDRESSES), "sidorna ska gå att skilja åt"
    return found


def address_of(view: str, area: str) -> list[str]:
    path = "/" if view == "oversikt" else f"/{view}"
    return [f"{view} {area}", f"{path}?plan={quote(READ)}&datum={DAY}" + (f"&omrade={area}" if area else "")]


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(locale="sv-SE", viewport={"width": 800, "height": 600}).new_page()
    page.set_default_timeout(_WAIT)
    page.goto(address, wait_until="commit")
    return page


def is_there(page: Page) -> None:
    page.wait_for_selector("h1.answer")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


def alone(folder: Path) -> dict[str, list[dict[str, object]]]:
    """The measures of each new plan as they are when it is imported by nobody else."""
    con = store.open(folder / "alone.duckdb")
    for pattern in NEW.values():
        file = next(start.PLANS.glob(pattern))
        intake.import_document(con, file.read_bytes(), file.name, "Eva Ek")
    found = {plan: measures(con, plan) for plan in NEW}
    con.close()
    return found


def measures(con: duckdb.DuckDBPyConnection, plan: str) -> list[dict[str, object]]:
    found = questions.ask(con, "measures", Filters(plans=(plan,))).astype(str).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in found]


def test_readers_are_right_and_no_import_is_lost(
    browser: Browser, register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    right = truth(register, monkeypatch)
    draw = random.Random("många")
    with served.dashboard(register) as address:
        readers = [opened(browser, f"{address}begrepp") for _ in range(READERS)]
        writers = {plan: opened(browser, f"{address}importera") for plan in NEW}
        for page in (*readers, *writers.values()):
            is_there(page)
        for page in readers:
            turns = [address_of(*each) for each in draw.sample(ADDRESSES, len(ADDRESSES))]
            page.evaluate(READING, [turns, TURNS, _WAIT])
        for plan, page in writers.items():
            page.set_input_files("input[type=file]", str(next(start.PLANS.glob(NEW[plan]))))
        for page in writers.values():
            page.get_by_text("Steg 2 av 3").first.wait_for()
            is_there(page)
            name = page.get_by_label("Ditt namn").last
            name.fill("Eva Ek")
            name.press("Tab")
        for page in writers.values():
            page.get_by_role("button", name="Spara i registret").click(no_wait_after=True)
        for page in writers.values():
            page.get_by_text("Steg 3 av 3").first.wait_for()
        for page in readers:
            page.evaluate("window.enough = true")
        for page in readers:
            page.evaluate("window.reading")
            seen = page.evaluate("window.seen")
            assert len(seen) >= TURNS
            for turn in seen:
                text, rows = right[turn["name"]]
                assert turn["there"] and turn["kept"], turn["name"]
                assert not turn["fault"], turn["name"]
                assert turn["rows"] == rows, turn["name"]
                assert not turn["old"], turn["name"]
                assert " ".join(turn["text"].split()) == " ".join(text.split()), turn["name"]
        for page in (*readers, *writers.values()):
            page.context.close()
    log = register.with_suffix(".log").read_text()
    assert "Traceback" not in log, log
    con = store.open(register)
    assert set(NEW) < set(questions.ask(con, "plans")["plan"])
    assert {plan: measures(con, plan) for plan in NEW} == alone(tmp_path)
    con.close()
