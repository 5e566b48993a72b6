"""Hostile text is plain text on every page, in every widget and every export, and a file's name is never a path."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import hostile
import in_app
import pytest
import served
from openpyxl import load_workbook

from dashboard import PAGES
from data import intake, questions, store
from data.__main__ import main
from pages.parts import cache

ROOT = Path(__file__).resolve().parents[1]
MARKS = re.compile(r"elak|ELAK|7\*7|DROP TABLE|cmd\|")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("hostile") / "register.duckdb"
    return path, hostile.fill(path)


@pytest.fixture
def register(filled: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(filled[0]))
    monkeypatch.chdir(ROOT)
    yield filled[1]
    cache.forget()


class Live(HTMLParser):
    """Collects what would act: elements and attributes that stand in the HTML as such."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "embed", "form"):
            self.acts.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value and name in ("href", "xlink:href", "src", "action") and re.match(r"\s*(?:javascript|data|https?):", value)):  # fmt: skip
                self.acts.append(f"{tag} {name}={value}")


MARKDOWN = re.compile(r"(?<!\\)(?:\[ELAK\]|:red\[|\*\*fet|`kod`|\$x\^2|:material|<(?:script|img|svg|b)\b)")


def _markdown_of(block: Any) -> Iterator[tuple[str, str]]:
    """(where, text) of every text that Streamlit takes for Markdown: labels, captions, help, what st.markdown shows."""
    for element in block.children.values() if hasattr(block, "children") else ():
        yield from _markdown_of(element)
    proto = getattr(block, "proto", None)
    if proto is None or getattr(block, "type", "") == "html":
        return
    for owner in (proto, getattr(proto, "expandable", None)):
        for name in ("label", "body", "help", "text"):
            text = getattr(owner, name, "")
            if isinstance(text, str) and MARKS.search(text):
                yield f"{getattr(block, 'type', '?')}.{name}", text


@pytest.mark.parametrize("slug", PAGES)
def test_every_page_shows_it_as_text(slug: str, register: str) -> None:
    app = in_app.opened(slug, {"atgard": register} if slug == "atgard" else {})
    for query in ({}, {"plan": "Södermalm 2024"}, {"visa": "alla"}):
        if query:
            app.query_params.update(query)
            app.run()
        assert not app.exception, [error.message for error in app.exception]
        html = [str(element.proto.body) for element in app.get("html")]
        live = Live()
        for piece in html:
            live.feed(piece)
        assert live.acts == []
        assert [(where, text) for where, text in _markdown_of(app._tree) if MARKDOWN.search(text)] == []


def test_the_pages_do_show_it(register: str) -> None:
    app = in_app.opened("utforska", {"plan": "Södermalm 2024"})
    html = "".join(str(element.proto.body) for element in app.get("html"))
    assert "&lt;script&gt;window.elak=1&lt;/script&gt;" in html


def test_excel_and_csv_hold_text_and_no_formula(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    from pages.parts import exports, tables

    measures = cache.ask("measures").to_dict("records")
    rows = exports.export_rows(measures)
    book = load_workbook(
        io.BytesIO(
            tables.as_excel([tables.Sheet("Åtgärder", exports.EXPORT_COLUMNS, rows)], [("Urval", hostile.TEXTS[4])])
        )
    )
    cells = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert sum(bool(MARKS.search(cell.value)) for cell in cells) > 100
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    table = csv.reader(
        io.StringIO(tables.as_csv(list(exports.EXPORT_COLUMNS), rows).decode("utf-8-sig")), delimiter=";"
    )
    assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]
    cache.forget()
    capsys.readouterr()
    assert main(["ask", "measures", "--csv"]) == 0
    table = csv.reader(io.StringIO(capsys.readouterr().out))
    assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]


def test_a_file_s_name_is_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATGARDSPLAN_OCR", str(tmp_path / "ocr"))
    names = [
        "../utanför.xlsx",
        "/tmp/utanför.xlsx",
        "..\\..\\utanför.xlsx",
        "C:\\utanför.xlsx",
        "a\0b.xlsx",
        "x" * 5000,
        ".",
        "",
    ]
    with store.open(":memory:") as con:
        for number, name in enumerate(names):
            content = hostile.plan(2024 + number)
            try:
                intake.import_document(con, content, name, "Test", "Ekby", 2024)
            except (intake.UnreadableDocument, intake.RefusedDocument):
                continue
        assert len(questions.ask(con, "documents")) >= 6
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.browser
@pytest.mark.skipif(served.CHROMIUM is None, reason="Chromium saknas")
def test_nothing_of_it_runs_in_a_browser(filled: tuple[Path, str], tmp_path: Path) -> None:
    """All pages with a trap for dialogs, scripts, requests out and what the content security policy stops."""
    copy = tmp_path / "register.duckdb"
    copy.write_bytes(filled[0].read_bytes())
    trapped: list[str] = []
    with served.dashboard(copy) as address, served.chromium() as browser:
        context = browser.new_context(locale="sv-SE")
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.on("dialog", lambda dialog: (trapped.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: trapped.append(f"fel {error}"))
        page.on("console", lambda line: trapped.append(line.text) if "Content Security" in line.text or "Refused" in line.text else None)  # fmt: skip
        page.on("request", lambda request: trapped.append(f"ut {request.url}") if not request.url.startswith((address, "data:", "blob:")) else None)  # fmt: skip
        page.on("popup", lambda popup: trapped.append("fönster"))
        for slug in PAGES:
            page.goto(f"{address}{slug}?plan=S%C3%B6dermalm%202024&atgard={filled[1]}&visa=alla")
            page.locator(".stMain h1").first.wait_for()
            page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
            for label in page.locator(".stExpander summary").all():
                label.click()
            assert page.evaluate("() => window.elak") is None, slug
            made = "() => document.querySelectorAll('.stMain img[src=x], .stMain svg[onload], .stMain b[onclick], .stMain script').length"
            assert page.evaluate(made) == 0, slug
            # a place's name stands in the address of its own rows, and nowhere else
            assert page.evaluate("() => [...document.links].filter(a => a.origin !== location.origin).length") == 0, (
                slug
            )
        page.goto(f"{address}utforska?plan=S%C3%B6dermalm%202024")
        page.get_by_text("<script>window.elak=1</script>").first.wait_for()
    assert trapped == []
