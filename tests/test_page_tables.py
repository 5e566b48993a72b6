"""Tables and what is taken away from them: cell text stays text in HTML, CSV and Excel."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook
from test_figures import HOSTILE, read

from pages.parts import tables
from pages.parts.tables import Column, Group, Linked

FORMULAS = ["=1+1", "+46 8 123", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_tables_show_cell_text_as_it_is(text: str) -> None:
    html = tables.folded(
        tables.table(
            [Column(text), Column("Antal", number=True)],
            [Group(text, text), [text, 1200], [Linked(text, f"utforska?x={text}", text), 0]],
            text,
        ),
        text,
    )
    found = read(html)
    known = {"details", "summary", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "a"}
    assert set(found.tags) <= known
    assert found.text.count(text) == 6


def test_a_row_that_does_not_fit_the_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        tables.table([Column("A")], [["1", "2"]], "x")


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_neutralises_formulas(text: str) -> None:
    content = tables.as_csv(["Åtgärd"], [[text]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["Åtgärd"], [f"'{text}"]]


def test_csv_keeps_numbers_dates_and_line_breaks() -> None:
    content = tables.as_csv(["A", "B", "C", "D"], [[-3, date(2024, 12, 31), None, 'rad 1\nrad "2"; slut']])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == ["-3", "2024-12-31", "", 'rad 1\nrad "2"; slut']


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE, "vanlig text\nmed rad", "styr\x07tecken"])
def test_excel_stores_texts_as_texts_and_dates_as_dates(text: str) -> None:
    content = tables.as_excel(
        [
            tables.Sheet(
                "Åtgärder", {"Åtgärd": 40, "Slutdatum": 12, "Antal": 8, text: 8}, [[text, date(2024, 12, 31), 7, 0.5]]
            )
        ],
        [("Urval", text), ("Länk", "https://exempel.se/oversikt?plan=A")],
    )
    book = load_workbook(io.BytesIO(content))
    page = book["Åtgärder"]
    assert book.sheetnames == ["Om urvalet", "Åtgärder"]
    assert [cell.value for cell in page[1]] == ["Åtgärd", "Slutdatum", "Antal", text.replace("\x07", "")]
    assert page["D1"].data_type == "s"
    assert (page["D2"].value, page["D2"].number_format) == (0.5, "0 %")
    assert book["Om urvalet"]["B2"].hyperlink.target == "https://exempel.se/oversikt?plan=A"
    assert page["A2"].data_type == "s"
    assert page["A2"].value == text.replace("\x07", "")
    assert page["B2"].value.date() == date(2024, 12, 31)
    assert page["C2"].value == 7
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D2")
    assert book["Om urvalet"]["B1"].data_type == "s"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a" * 32_767, False),
        ("a" * 32_768, True),
        ("ord " * 10_000, True),
        ("😀" * 16_383, False),
        ("😀" * 16_384, True),
    ],
)
def test_a_text_too_long_for_a_cell_is_cut_with_a_word_and_told_on_the_cover(text: str, cut: bool) -> None:
    content = tables.as_excel(
        [tables.Sheet("Åtgärder", {"Plan": 8, "Åtgärd": 40}, [["A", "kort"], ["A", text]])], [("Urval", "Alla")]
    )
    book = load_workbook(io.BytesIO(content))
    shown = book["Åtgärder"]["B3"].value
    cover = {row[0].value: row[1].value for row in book["Om urvalet"]}
    assert len(shown.encode("utf-16-le")) <= 2 * 32_767
    if not cut:
        assert (shown, cover) == (text, {"Urval": "Alla"})
        return
    number = f"{len(text):,}".replace(",", "\u00a0")
    assert shown.endswith(f" … (avkortat, {number} tecken)")
    assert text.startswith(shown.removesuffix(f" … (avkortat, {number} tecken)"))
    assert (
        "1\u00a0text är längre och är avkortad: Åtgärder B3. Hela texten står på åtgärdens sida." in cover["Avkortat"]
    )
