"""Excel workbooks: what a reader of the sheet sees is what comes out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from loaders.errors import UnreadableDocument
from loaders.formats import docx, pdf, xlsx
from loaders.records import Document, Paragraph, Place, Table
from loaders.text import collapse

shared = Path(__file__).resolve().parents[1].parent / "shared"


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(fill: Callable[[Any], None]) -> Document:
    return xlsx.read(workbook(lambda book: fill(book.active)), "plan.xlsx")


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (dt.date(2024, 3, 13), "yyyy-mm-dd", "2024-03-13"),
        (dt.datetime(2024, 3, 13), "d/m/yyyy", "2024-03-13"),
        (dt.datetime(2024, 3, 13, 10, 30), "yyyy-mm-dd hh:mm", "2024-03-13 10:30"),
        (dt.date(2024, 3, 1), "mmm-yy", "mars 2024"),
        (dt.date(2025, 1, 1), "yyyy", "2025"),
        (dt.time(9, 5), "h:mm", "09:05"),
        (dt.timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
        (45364, "General", "45364"),
        (3.0, "General", "3"),
        (3.25, "0.00", "3,25"),
        (0.1 + 0.2, "General", "0,3"),
        (0.5, "0%", "50%"),
        (0.5, "0 %", "50 %"),
        (0.125, "0.0%", "12,5%"),
        (7, "000", "007"),
        (12, '"vecka "0', "vecka 12"),
        (4, '0" st"', "4 st"),
        (850812345678, "General", "850812345678"),
        (-2, "#,##0;[Red]-#,##0", "-2"),
        (True, "General", "Ja"),
        (False, "General", "Nej"),
        ("=1+1", "General", "=1+1"),
        ("<b>fet</b>", "General", "<b>fet</b>"),
        ("två\nrader", "General", "två\nrader"),
    ],
)
def test_a_cell_is_what_its_reader_sees(value: object, number_format: str, text: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    assert texts(table_of(sheet_of(fill))) == [[text]]


def test_merged_cells_repeat_downwards_and_are_empty_sideways() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "Titel"
        sheet.merge_cells("A1:C1")
        sheet["A2"] = "Område"
        sheet.merge_cells("A2:B3")
        sheet["C2"], sheet["C3"] = "ett", "två"

    rows = table_of(sheet_of(fill)).rows
    assert [[(cell.text, cell.merged) for cell in row] for row in rows] == [
        [("Titel", "no"), ("", "across"), ("", "across")],
        [("Område", "no"), ("", "across"), ("ett", "no")],
        [("Område", "down"), ("", "across"), ("två", "no")],
    ]


def test_a_merge_to_the_last_row_of_excel_ends_where_the_content_ends() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"] = "a", "b", "c"
        sheet.merged_cells.add("A1:A1048576")  # the file's own words; `merge_cells` makes a million cells of them first

    assert texts(table_of(sheet_of(fill))) == [["a", "b"], ["a", "c"]]


def test_places_are_the_sheets_own_rows_and_long_gaps_are_short() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["A900000"] = "upptill", "nertill"
        for row in range(3, 60):
            sheet.cell(row, 1).font = Font(bold=True)

    table = table_of(sheet_of(fill))
    assert [row[0].place for row in table.rows if any(cell.text for cell in row)] == [
        Place(sheet="Sheet", row=2),
        Place(sheet="Sheet", row=900000),
    ]
    assert len(table.rows) == 2 + xlsx.BLANK_RUN


def test_sheets_come_in_order_with_names_and_hidden_ones_marked() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.title = "Unga"
        book.active["A1"] = "x"
        book.create_sheet("Tomt")
        listor = book.create_sheet("Listor")
        listor["A1"] = "y"
        listor.sheet_state = "hidden"

    blocks = xlsx.read(workbook(fill), "p.xlsx").blocks
    assert [(block.title, block.hidden) for block in blocks if isinstance(block, Table)] == [
        ("Unga", False),
        ("Listor", True),
    ]


def test_what_stands_beside_the_cells_is_told() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = CellRichText("Kvar ", TextBlock(InlineFont(strike=True), "struket"))
        sheet["A2"] = "=SUMMA(A1)"
        sheet["A3"] = "#REF!"
        sheet["A1"].comment = Comment("Fråga polisen", "Någon")
        sheet.oddHeader.left.text = "Åtgärdsplan Ekeby 2025"
        sheet.row_dimensions[2].hidden = True

    def rich(book: openpyxl.Workbook) -> None:
        fill(book.active)

    document = xlsx.read(workbook(rich), "p.xlsx")
    assert document.blocks[0] == Paragraph("Åtgärdsplan Ekeby 2025", Place(sheet="Sheet"))
    assert texts(table_of(document))[0] == ["Kvar struket"]
    for word in ("Fråga polisen", "formler utan sparat värde", "felvärden: A3", "överstruken text", "dolda rader"):
        assert word in " ".join(document.notes)


def with_sheet(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
    return stream.getvalue()


def simple() -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Område", "Åtgärd"])
        book.active.append(["Unga", "Nattvandring"])

    return workbook(fill)


def test_a_sheet_that_claims_a_million_rows_gives_those_it_has() -> None:
    def swell(data: bytes) -> bytes:
        data = data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
        rows = b"".join(
            b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (n, n, n) for n in range(3, 200_000)
        )
        return data.replace(b"</sheetData>", rows + b"</sheetData>")

    document = xlsx.read(with_sheet(simple(), swell), "p.xlsx")
    assert texts(table_of(document)) == [["Område", "Åtgärd"], ["Unga", "Nattvandring"]]


def test_a_cached_value_goes_before_its_formula() -> None:
    row = b'<row r="3"><c r="A3"><f>1+2</f><v>3</v></c></row></sheetData>'
    cached = with_sheet(simple(), lambda data: data.replace(b"</sheetData>", row))
    assert texts(table_of(xlsx.read(cached, "p.xlsx")))[-1] == ["3"]


def test_an_external_entity_is_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt")

    def attack(data: bytes) -> bytes:
        head, _, rest = data.partition(b"<worksheet")
        doctype = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
        row = b'<row r="3"><c r="A3" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData>'
        return head + doctype + b"<worksheet" + rest.replace(b"</sheetData>", row)

    try:
        document = xlsx.read(with_sheet(simple(), attack), "p.xlsx")
    except UnreadableDocument:
        return
    assert "hemligt" not in str(document)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BAD = {
    "empty": (b"", "tom"),
    "html": (b"<!DOCTYPE html><html><table></table></html>", "HTML"),
    "text": (b"bara text", "vanlig text"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "truncated": (simple()[:3000], "skadad"),
    "another zip": (zipped(**{"bilder__a.txt": b"x"}), "inte en"),
    "old": (OLE + "Workbook".encode("utf-16-le"), "äldre Office-format"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    "no sheets": (
        zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<workbook><sheets/></workbook>"}),
        "inga blad",
    ),
    "broken xml": (zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<workbook><she"}), "skadad"),
    "bomb": (zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"\0" * 40_000_000}), "orimligt stor"),
    "blank": (workbook(lambda book: None), "tom"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_gets_one_clear_sentence(case: str) -> None:
    content, words = BAD[case]
    with pytest.raises(UnreadableDocument, match=words):
        xlsx.read(content, "plan.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("utan-ändelse", simple(), (True, False, False)),
        ("fel.docx", simple(), (True, False, False)),
        ("kapad.xlsx", simple()[:3000], (True, False, False)),
        ("gammal.xls", BAD["old"][0], (True, False, False)),
        ("gammal.doc", OLE + "WordDocument".encode("utf-16-le"), (False, True, False)),
        ("låst.xlsx", BAD["encrypted"][0], (True, False, False)),
        ("låst.docx", BAD["encrypted"][0], (False, True, False)),
        ("webb.xlsx", BAD["html"][0], (False, False, False)),
        ("arkiv.zip", BAD["another zip"][0], (False, False, False)),
        ("plan.xlsx", b"%PDF-1.4\n", (False, False, True)),
        ("tom.xlsx", b"", (False, False, False)),
    ],
)
def test_the_content_tells_the_form_not_the_name(name: str, content: bytes, expected: tuple[bool, bool, bool]) -> None:
    assert tuple(form.matches(name, content) for form in (xlsx, docx, pdf)) == expected


def test_progress_counts_the_sheets() -> None:
    told: list[tuple[int, int]] = []
    xlsx.read(simple(), "p.xlsx", lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_the_register_written_out_comes_back_cell_for_cell(name: str) -> None:
    source = shared / "gold" / f"{name}.csv"
    if not source.exists():
        pytest.skip("the gold registers are not beside the project")
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))

    def fill(book: openpyxl.Workbook) -> None:
        for row in rows:
            book.active.append([text or None for text in row])

    table = table_of(xlsx.read(workbook(fill), "p.xlsx"))
    got = [[collapse(cell.text) for cell in row] + [""] * (len(rows[0]) - len(row)) for row in table.rows]
    assert got == [[collapse(text) for text in row] for row in rows]
