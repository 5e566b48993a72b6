"""The dashboard in a real browser: addresses, links, Back, phone, paper, and the framework's words in Swedish."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import plans_by_hand as hand
import pypdfium2
import pytest
import register_by_hand
import served
from playwright.sync_api import Browser, Page, expect

import dashboard
from data import intake, store

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas"),
]
PLAN = f"plan={quote('Ekby 2024')}"
PAGES = ["", "omraden", "forsenade", "arbetsbelastning", "utforska", "importera", "begrepp"]
TOLD = json.loads((served.ROOT / "pages" / "parts" / "swedish.json").read_text(encoding="utf-8"))
ENGLISH = {*TOLD["words"], *TOLD["months"]}
# Words that no Swedish label of ours holds, to catch English that swedish.json does not know yet.
ENGLISH_WORDS = re.compile(
    r"\b(the|and|with|your|this|page|date|selected|choose|open|close|clear|search|file|menu|sidebar|options?|available|"
    r"results?|press|enter|upload|remove|expand|collapse|navigate|loading|running|settings|main|month|year|day)\b",
    re.IGNORECASE,
)
WRITTEN = """() => {
  const found = [], names = ['aria-label', 'aria-valuetext', 'title', 'placeholder'];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const element = node.nodeType === 3 ? node.parentElement : node;
    if (element.closest('script, style, [data-testid=stIconMaterial]')) continue;
    if (node.nodeType === 3) found.push(node.data.trim());
    else for (const name of names) found.push(node.getAttribute(name));
  }
  return found.filter(Boolean);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("served") / "register.duckdb"
    con = store.open(path)
    for plan in register_by_hand.plans():
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()
    with served.dashboard(path) as where:
        yield where


@pytest.fixture(scope="module")
def examples(examples_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("examples_served") / "register.duckdb"
    shutil.copy(examples_file, path)
    with served.dashboard(path) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with served.chromium() as running:
        yield running


class Visit:
    """A browser of its own, with what it has asked for and complained about."""

    def __init__(
        self, browser: Browser, address: str, width: int = 1280, height: int = 800, dark: bool = False
    ) -> None:
        self.address = address
        self.context = browser.new_context(
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.asked: list[str] = []
        self.failed: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.failed.append(str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.settled()
        return self.page

    def settled(self) -> None:
        """The answer is there and the script has run to its end."""
        self.page.wait_for_selector("h1.answer")
        self.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    found = Visit(browser, address)
    yield found
    found.context.close()
    assert not found.failed
    outside = [url for url in found.asked if not url.startswith((address, "data:", "blob:"))]
    assert not outside, "inget får hämtas utanför huset"


def test_a_deep_link_is_right_on_a_fresh_server(visit: Visit) -> None:
    """First in this file: until a session has called st.navigation Streamlit has page rules of its own."""
    page = visit.open(f"omraden?{PLAN}&omrade=platser")
    expect(page.locator("h2").first).to_contain_text("Otrygga platser, per plats")
    assert page.locator("[role=dialog]").count() == 0
    assert page.evaluate("document.documentElement.lang") == "sv"
    expect(page).to_have_title("Områden · Åtgärdsplaner")


def test_filters_live_in_the_address(visit: Visit, browser: Browser) -> None:
    page = visit.open(f"?{PLAN}")
    page.locator(".st-key-filter_omrade input").click()
    page.get_by_role("option", name="Otrygga platser").click()
    page.wait_for_url("**omrade=platser*")
    visit.settled()
    expect(page.locator(".bar")).to_have_count(1)
    answer = page.inner_text("h1")
    # another page keeps them, and Back and Forward show what the address says
    page.get_by_role("link", name="Utforska").click()
    expect(page.locator("h1")).to_contain_text("visas")
    assert "omrade=platser" in page.url
    page.go_back()
    expect(page.locator("h1")).to_have_text(answer)
    page.go_back()
    expect(page.locator(".bar")).to_have_count(6)
    assert "omrade" not in page.url
    expect(page.locator(".st-key-filter_omrade input")).to_have_value("Alla områden")
    page.go_forward()
    expect(page.locator("h1")).to_have_text(answer)
    # the copied link says what the address leaves to its defaults, and opens the same view elsewhere
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.locator(".actions")).to_contain_text("Länken är kopierad.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "omrade=platser" in copied
    assert "datum=2024-11-13" in copied
    other = Visit(browser, visit.address)
    other.open(copied.removeprefix(visit.address))
    expect(other.page.locator("h1")).to_have_text(answer)
    other.context.close()


def test_a_copied_link_holds_the_date_that_was_just_typed(visit: Visit) -> None:
    page = visit.open(f"?{PLAN}")
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".st-key-filter_datum [role=spinbutton]").first.click()
    page.keyboard.type("20240313")
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.locator(".actions")).to_contain_text("Länken är kopierad.")
    assert "datum=2024-03-13" in page.evaluate("navigator.clipboard.readText()")


def test_quick_turns_end_at_the_last_address(visit: Visit) -> None:
    """What the filters held before goes along with each turn: it is no choice made by hand and changes no address."""
    page = visit.open(f"utforska?{PLAN}")
    turn = "query => { history.pushState({}, '', query); dispatchEvent(new PopStateEvent('popstate')); }"
    areas = ("unga", "brottsoffer", "", "platser")
    for number in range(24):
        area = areas[number // 3 % len(areas)] if number % 3 == 2 else areas[number % 2]
        page.evaluate(turn, f"?{PLAN}&omrade={area}&tur={number}")
        if number % 3 != 2:  # two turns that nobody waits for, then one whose page is looked at
            page.wait_for_timeout(20 * (number % 4))
            continue
        page.wait_for_selector(f".stMain a[href*='tur={number}']")
        visit.settled()
        assert f"tur={number}" in page.url
        assert f"omrade={area}" in page.url
        asked = {link.split("omrade=")[1].split("&")[0] for link in hrefs(page) if "omrade=" in link and "tur=" in link}
        assert asked == ({area} if area else set())


def hrefs(page: Page) -> list[str]:
    """Where the links to rows lead."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('.stMain table a')].map(a => a.href)")
    assert found
    return found


def test_the_filters_behind_the_button_follow_along_and_are_taken_away(visit: Visit, browser: Browser) -> None:
    page = visit.open(f"?{PLAN}")
    page.get_by_role("button", name="Fler filter").click()
    page.locator(".st-key-filter_status input").click()
    page.get_by_role("option", name="Pågår").click()
    page.wait_for_url("**status=pagar*")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-more_filters_body")).to_be_visible()  # it stays open for the next choice
    page.locator(".st-key-filter_namn label").click()
    page.wait_for_url("**namn=dolda*")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Fler filter (1)")).to_be_visible()
    expect(page.locator(".badges")).to_contain_text("Status: Pågår")
    page.get_by_role("link", name="Arbetsbelastning").click()
    expect(page.locator("h1")).to_contain_text("namnger ingen person")
    visit.settled()
    answer = page.inner_text("h1")
    assert "status=pagar" in page.url
    assert "namn=dolda" in page.url
    other = Visit(browser, visit.address)
    other.open(page.url.removeprefix(visit.address))
    expect(other.page.locator("h1")).to_have_text(answer)
    other.context.close()
    badge = page.get_by_role("link", name="Ta bort filtret Status: Pågår")
    badge.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(answer)
    assert "status" not in page.url
    assert "namn=dolda" in page.url
    page.go_back()
    expect(page.locator("h1")).to_have_text(answer)


def test_a_click_on_a_bar_opens_its_rows_in_the_same_session(visit: Visit) -> None:
    page = visit.open(f"?{PLAN}")
    page.evaluate("window.same = true")
    segment = page.get_by_role("link", name="Unga i riskzon, Ej påbörjad: 3 av 6")
    segment.focus()
    page.keyboard.press("Enter")
    # 13 of the 14 measures of the plan: the one that vanished without a word is not in the figures.
    expect(page.locator("h1")).to_contain_text("3 av 13 åtgärder visas.")
    expect(page.locator("table.rows tbody tr")).to_have_count(3)
    first = page.locator("table.rows a").first
    title = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator("main")).to_contain_text("ekby november.xlsx")
    page.go_back()
    page.go_back()
    expect(page.locator(".key-figures")).to_be_visible()
    assert page.evaluate("window.same") is True, "ingen omladdning: sessionen lever"
    page.get_by_role("link", name="Så räknas siffrorna").click()
    expect(page.locator("#genomforda")).to_be_in_viewport()


def test_export_is_the_selection(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(f"utforska?{PLAN}&status=pausad")
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta CSV (1)").click()
    assert download.value.suggested_filename == "atgarder-ekby-2024-2024-11-13.csv"
    download.value.save_as(tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Informera äldre" in lines[1]


def test_a_chart_is_taken_away_as_a_picture(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(f"arshjul?{PLAN}")
    page.locator(".st-key-plot_hjul svg.main-svg").first.wait_for()
    for kind, begins in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Hämta bild ({kind.upper()})").first.click()
        assert download.value.suggested_filename == f"arshjul-ekby-2024-2024-11-13.{kind}"
        download.value.save_as(tmp_path / kind)
        content = (tmp_path / kind).read_bytes()
        assert content.startswith(begins)
    text = content.decode("utf-8").replace("\u00a0", " ")
    assert "Åtgärdsplan Ekby 2024 · bedömd per 13 november 2024" in text
    assert "Brottsoffer" in text
    assert "href" not in text


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_never_scrolls_sideways(browser: Browser, address: str, path: str) -> None:
    found = Visit(browser, address, 390, 844)
    page = found.open(f"{path}?{PLAN}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") == 390
    if path in ("", "omraden"):
        expect(page.locator("details.as-table td").first).to_be_visible()
    found.context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_overview_is_one_screen_and_one_page(browser: Browser, address: str, dark: bool) -> None:
    found = Visit(browser, address, dark=dark)
    page = found.open(f"?{PLAN}")
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 800
    colours = page.evaluate("getComputedStyle(document.querySelector('a.status-genomford')).backgroundColor")
    assert colours == ("rgb(143, 208, 245)" if dark else "rgb(11, 74, 111)")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    assert "Åtgärdsplan Ekby 2024 · bedömd per 13 november 2024" in text.replace("\u00a0", " ")
    assert "Kopiera länk" not in text
    shade = document[0].render(scale=0.2).to_pil().convert("L")
    assert min(shade.getpixel((x, y)) for x in (2, shade.width - 3) for y in (2, shade.height - 3)) > 250, "vitt papper"
    found.context.close()


@pytest.mark.parametrize(
    "query", ["plan=Södermalm 2024", "plan=Södermalm 2024&datum=2025-06-01", "plan=Södermalm 2025"]
)
def test_the_overview_of_the_examples_is_one_screen_with_their_banner(
    browser: Browser, examples: str, query: str
) -> None:
    found = Visit(browser, examples)
    page = found.open(f"?{quote(query, safe='=&')}")
    expect(page.locator(".banner")).to_be_visible()
    assert page.locator("p.note").last.bounding_box()["y"] < 780
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 800
    found.context.close()


@pytest.mark.parametrize(
    ("path", "most"), [("jamfor", 2), ("arshjul", 2), ("plankvalitet", 2), ("arbetsbelastning", 1), ("omraden", 2)]
)
def test_a_page_of_the_examples_is_few_sheets_and_whole(browser: Browser, examples: str, path: str, most: int) -> None:
    found = Visit(browser, examples)
    page = found.open(f"{path}?plan={quote('Södermalm 2024')}")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(document) <= most
    printed = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
    assert printed.rstrip().endswith("Så räknas siffrorna")
    for heading in page.locator("h2:visible").all():
        assert " ".join(heading.inner_text().split())[:20] in printed
    for sheet in document:
        shade = sheet.render(scale=0.2).to_pil().convert("L")
        assert min(shade.getpixel((shade.width - 3, y)) for y in range(shade.height)) > 250, "inget är avskuret"
    found.context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_wheel_is_printed_beside_its_list_unless_it_was_drawn_for_the_dark(
    browser: Browser, examples: str, dark: bool
) -> None:
    found = Visit(browser, examples, dark=dark)
    page = found.open(f"arshjul?plan={quote('Södermalm 2024')}")
    expect(page.locator(".st-key-plot_hjul .main-svg").first).to_be_visible()
    page.emulate_media(media="print")
    wheel, listed = page.locator(".st-key-plot_hjul"), page.locator("ul.by-date").first
    expect(page.locator("p.of-the-wheel")).to_be_visible(visible=not dark)
    expect(wheel).to_be_visible(visible=not dark)
    if not dark:
        assert wheel.bounding_box()["x"] + 300 < listed.bounding_box()["x"], "bredvid, inte under"
        assert abs(wheel.bounding_box()["y"] - listed.bounding_box()["y"]) < 100
    expect(page.locator("details.as-table table").first).to_be_visible()
    found.context.close()


@pytest.mark.parametrize("plan", ["Södermalm 2024", "Södermalm 2025"])
def test_the_table_of_all_statuses_fits_in_half_a_sheet(browser: Browser, examples: str, plan: str) -> None:
    found = Visit(browser, examples, width=1047, height=718)  # A4 across within its margins, 96 points to the inch
    page = found.open(f"?plan={quote(plan)}")
    page.emulate_media(media="print")
    table = page.locator("table.counts")
    room = page.locator("details.as-table")
    expect(table.locator("th").last).to_have_text("Andel genomförda")
    assert table.bounding_box()["width"] <= room.bounding_box()["width"] + 1
    assert room.evaluate("box => box.scrollWidth <= box.clientWidth")
    found.context.close()


def test_the_menu_of_a_phone_closes_when_a_page_is_chosen(browser: Browser, address: str) -> None:
    found = Visit(browser, address, 390, 844)
    page = found.open(f"?{PLAN}")
    page.get_by_role("button", name="Öppna menyn").click()
    page.get_by_role("link", name="Försenade", exact=True).click()
    expect(page.locator("h1")).to_contain_text("försenad")
    expect(page.get_by_role("button", name="Öppna menyn")).to_be_visible()
    found.context.close()


@pytest.mark.parametrize(("path", "lines"), [("", 2), ("omraden", 2), ("utforska", 2), ("jamfor", 3)])
def test_the_filter_row_of_a_phone_is_two_lines(browser: Browser, address: str, path: str, lines: int) -> None:
    found = Visit(browser, address, 390, 844)
    page = found.open(f"{path}?{PLAN}")
    boxes = [box for box in (item.bounding_box() for item in page.locator(".st-key-filter > *").all()) if box]
    assert len({round(box["y"] + box["height"] / 2) for box in boxes if box["height"]}) == lines
    assert min(box["width"] for box in boxes if box["height"]) > 80
    found.context.close()


def english(seen: set[str]) -> set[str]:
    """Texts and labels among `seen` that are the framework's English, or hold a word that no Swedish label has."""
    ours = {"Status", "Plan", "Start", "April", "September", "November", "December"}  # the same in Swedish
    return {text for text in seen if text in ENGLISH - ours or ENGLISH_WORDS.search(text)}


@pytest.mark.parametrize("slug", dashboard.PAGES)
def test_no_page_shows_english(visit: Visit, slug: str) -> None:
    page = visit.open(("" if slug == "oversikt" else slug) + f"?{PLAN}")
    seen = set(page.evaluate(WRITTEN))
    assert len(seen) > 14
    assert english(seen) == set()


def test_no_english_shows(visit: Visit) -> None:
    page = visit.open(f"utforska?{PLAN}&status=pagar")
    seen = set(page.evaluate(WRITTEN))
    page.get_by_role("button", name="Fler filter (1)").click()
    page.locator(".st-key-filter_status input").click()
    page.keyboard.type("zzz")
    page.get_by_text("Inga träffar").wait_for()
    seen |= set(page.evaluate(WRITTEN))
    page.keyboard.press("Escape")
    page.mouse.click(5, 400)
    expect(page.locator(".st-key-more_filters_body")).to_be_hidden()
    page.locator(".st-key-filter_datum button").first.click()
    page.get_by_role("button", name="Nästa månad").wait_for()
    seen |= set(page.evaluate(WRITTEN))
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Öppna menyn").click()
    page.get_by_role("button", name="Stäng menyn").wait_for()
    seen |= set(page.evaluate(WRITTEN))
    visit.open("finns-inte")
    page.get_by_text("Sidan finns inte").wait_for()
    seen |= set(page.evaluate(WRITTEN))
    assert len(seen) > 100
    assert english(seen) == set()
