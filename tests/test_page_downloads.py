"""What each page lets its reader take away: opened again, it holds what the page shows and says what it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
import streamlit as st
from openpyxl import load_workbook
from test_page_filters import PERSON, persons
from test_pages import ask, visit

from data.filters import Filters
from loaders.records import Plan
from pages.parts import exports, words

EKBY = "Ekby 2024"
Taken = dict[str, tuple[str, bytes]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """What the page's buttons give: the first two words of the label to file name and content."""
    given: Taken = {}

    def button(label: str, data: Callable[[], bytes], file_name: str, *_: object, **__: object) -> None:
        given[" ".join(label.split(" ")[:2])] = (file_name, data())

    monkeypatch.setattr(st, "download_button", button)
    return given


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(content))
    for page in book.worksheets[1:]:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref
        assert not [cell.coordinate for row in page for cell in row if cell.data_type == "f"]
    return {page.title: [[cell.value for cell in row] for row in page] for page in book.worksheets}


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


PAGES = {
    "omraden": "Områden",
    "forsenade": "Åtgärder",
    "arbetsbelastning": "Parter",
    "jamfor": "Jämförelse",
    "arshjul": "Slutdatum 2024",
    "utforska": "Åtgärder",
    "plankvalitet": "Att rätta",
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_gives_its_table_and_says_what_it_is(by_hand: None, taken: Taken, page: str) -> None:
    visit(page, plan=EKBY, part="Polisen", sok="e")
    name, content = taken["Hämta Excel"]
    assert name.endswith(".xlsx")
    found = sheets(content)
    assert list(found)[:2] == ["Om urvalet", PAGES[page]]
    cover = {str(row[0]): str(row[1]).replace(words.NBSP, " ") for row in found["Om urvalet"]}
    assert cover["Urval"] == "Part: Polisen. Text: «e»"
    assert EKBY in cover.get("Plan", cover.get("Planer", ""))
    assert cover["Bedömt"] in ("per 13 november 2024", "per varje plans senaste uppföljning")
    first = found[PAGES[page]]
    assert csv_rows(taken["Hämta CSV"][1])[0] == first[0]
    assert len(csv_rows(taken["Hämta CSV"][1])) == len(first)
    if page not in ("forsenade", "plankvalitet"):
        chosen = Filters(() if page == "jamfor" else (EKBY,), parties=("Polisen",), text="e")
        rows = found["Åtgärder"]
        title = rows[0].index("Åtgärd")
        assert [row[title] for row in rows[1:]] == [row["title"] for row in ask("measures", chosen)]


def test_the_tables_hold_the_pages_own_numbers(by_hand: None, taken: Taken) -> None:
    visit("omraden", plan=EKBY)
    rows = sheets(taken["Hämta Excel"][1])["Områden"]
    (key,) = ask("key_figures", Filters((EKBY,)))
    everything = dict(zip(rows[0], rows[1], strict=True))
    assert everything["Område"] == "Alla områden"
    assert everything["Genomförd"] == key["done"]
    assert everything["Räknade"] == key["counted"]
    assert everything["Andel genomförda"] == pytest.approx(key["done"] / key["counted"])  # type: ignore[operator]
    visit("arbetsbelastning", plan=EKBY)
    rows = sheets(taken["Hämta Excel"][1])["Parter"]
    for row, party in zip(rows[1:], ask("workload_by_party", Filters((EKBY,))), strict=True):
        assert row[:4] == [party["party"], party["overdue"], party["open_not_overdue"], party["open"]]
    rows = sheets(taken["Hämta Excel"][1])["Lovat och levererat"]
    balance = ask("party_balance", Filters((EKBY,)))
    assert balance
    for row, party in zip(rows[1:], balance, strict=True):
        said = dict(zip(rows[0], row, strict=True))
        name = str(party["party"])
        assert said["Part"] == (name[:1].upper() + name[1:] or "Ingen part framgår")
        assert (said["Åtgärder"], said["Genomförda"], said["Försenade"], said["Hänger på en person"]) == (
            party["promised"], party["done"], party["overdue"], party["hangs_on_one"],
        )  # fmt: skip
    rows = sheets(taken["Hämta Excel"][1])["Slutdatum per månad"]
    months = ask("deadline_months", Filters((EKBY,)))
    assert [row[1:3] for row in rows[1:]] == [[str(each["month"])[:7], each["measures"]] for each in months]
    assert (
        [row[0] for row in rows[1:]].count("Alla, varje åtgärd en gång")
        == sum(each["party"] == "*" for each in months)
        > 0
    )
    rows = sheets(taken["Hämta Excel"][1])["Hänger på en person"]
    assert [row[:3] for row in rows[1:]] == [
        [each["person"], each["measures"], each["open"]] for each in ask("key_person", Filters((EKBY,)))
    ]
    visit("jamfor", plan=EKBY)
    rows = sheets(taken["Hämta Excel"][1])["Jämförelse"]
    head = rows[0]
    counted = {(row[0], row[2]): row[head.index("Genomförda")] for row in rows[1:]}
    for row in ask("comparison"):
        assert counted[row["plan"], words.AREAS.get(str(row["area"]), "Alla områden")] == row["done"]
    visit("arshjul", plan=EKBY)
    rows = sheets(taken["Hämta Excel"][1])["Slutdatum 2024"]
    assert sum(row[-1] for row in rows[1:]) == len(ask("end_dates", Filters((EKBY,))))  # type: ignore[misc]


@pytest.mark.parametrize("page", PAGES)
def test_hidden_names_and_contact_details_are_in_no_file(
    filled: Callable[[list[Plan]], None], taken: Taken, page: str
) -> None:
    filled(persons())
    visit(page, plan=EKBY, vy="personer", datum="2024-12-31")
    assert "123 45" not in everything(taken)
    seen = PERSON in everything(taken)
    visit(page, plan=EKBY, vy="personer", datum="2024-12-31", namn="dolda")
    assert "lmqvist" not in everything(taken)
    assert "Personer visas med initialer." in everything(taken)
    assert seen, "annars säger testet inget"


def everything(taken: Taken) -> str:
    said = []
    for name, content in taken.values():
        said.append(str(sheets(content)) if name.endswith(".xlsx") else content.decode("utf-8"))
    return " ".join(said).replace("\r\n ", "")


def test_every_column_is_exported_for_utforska(by_hand: None, taken: Taken) -> None:
    visit("utforska", plan=EKBY)
    assert sheets(taken["Hämta Excel"][1])["Åtgärder"][0] == list(exports.EXPORT_COLUMNS)
    assert "BEGIN:VCALENDAR" in taken["Hämta kalender"][1].decode()
