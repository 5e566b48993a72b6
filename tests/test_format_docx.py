"""Word documents: paragraphs and tables as Word shows them once tracked changes are accepted."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as NewDocument
from docx.oxml import parse_xml

from loaders.errors import UnreadableDocument
from loaders.formats import docx
from loaders.records import Document, Paragraph, Place, Table
from loaders.text import collapse

shared = Path(__file__).resolve().parents[1].parent / "shared"

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def from_xml(body: str, numbering: str = "") -> Document:
    """Read a document whose body is this XML; `numbering` replaces the part that defines lists."""
    document = NewDocument()
    root = document.element.body
    for child in list(root):
        root.remove(child)
    for child in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        root.append(child)
    content = saved(document)
    if numbering:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/numbering.xml":
                    data = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>".encode()
                new.writestr(name, data)
        content = stream.getvalue()
    return docx.read(content, "plan.docx")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, grid: str = "") -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def grid(*widths: int) -> str:
    return "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)


def text_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: Document, number: int = 0) -> list[list[tuple[str, str]]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[(cell.text, cell.merged) for cell in row] for row in tables[number].rows]


SDT = "<w:sdt><w:sdtPr>{0}</w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>"
BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("ett") + run(" ord"), "ett ord"),
        (f"<w:ins>{run('nytt')}</w:ins><w:del><w:r><w:delText>gammalt</w:delText></w:r></w:del>", "nytt"),
        (f"<w:moveFrom>{run('flyttat')}</w:moveFrom>{run('kvar')}", "kvar"),
        (f"<w:moveTo>{run('flyttat')}</w:moveTo>", "flyttat"),
        (f"<w:hyperlink>{run('länk')}</w:hyperlink>", "länk"),
        (run("a") + "<w:r><w:br/></w:r>" + run("b"), "a\nb"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a\tb"),
        (run("SIP") + "<w:r><w:noBreakHyphen/></w:r>" + run("möte"), "SIP-möte"),
        (run("brotts") + "<w:r><w:softHyphen/></w:r>" + run("offer"), "brottsoffer"),
        (SDT.format("<w:dropDownList/>", run("Pågår")), "Pågår"),
        (run("a") + SDT.format("<w:showingPlcHdr/>", run("Välj ett objekt.")), "a"),
        (SDT.format("<w14:checkbox/>", run("☒")) + run(" Klart"), "☒ Klart"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + run(" Klart"), "☐ Klart"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
            "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>" + run("Ja"),
            "☒Ja",
        ),
        (f'<w:fldSimple w:instr="DATE">{run("2024-03-13")}</w:fldSimple>', "2024-03-13"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>" + run("synligt"), "synligt"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>struket</w:t></w:r>", "struket"),
        (run("=SUM(A1) &lt;b&gt;"), "=SUM(A1) <b>"),
        (f"<w:smartTag>{run('Ekeby')}</w:smartTag>", "Ekeby"),
    ],
)
def test_a_paragraph_reads_as_it_shows(inner: str, text: str) -> None:
    document = from_xml(p(inner) + tbl(tr(tc(p(inner)))))
    assert text_of(document) == [text]
    assert cells(document) == [[(text, "no")]]


def test_a_deleted_paragraph_mark_runs_the_text_into_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    body = p(run("Första "), gone) + p(run("andra"))
    assert text_of(from_xml(body)) == ["Första andra"]
    assert cells(from_xml(tbl(tr(tc(body))))) == [[("Första andra", "no")]]


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_stay() -> None:
    body = tbl(
        tr(tc(p(run("a"))), tc(p(run("b")))),
        tr(tc(p(run("x"))), properties="<w:del/>"),
        tr(tc(p(run("c"))), tc(p(run("y")), "<w:cellDel/>"), properties="<w:ins/>"),
    )
    document = from_xml(body)
    assert cells(document) == [[("a", "no"), ("b", "no")], [("c", "no")]]
    assert any("spårade ändringar" in note for note in document.notes)


def test_merges_spans_and_shifted_rows_keep_their_columns() -> None:
    body = tbl(
        tr(tc(p(run("A")), '<w:vMerge w:val="restart"/>'), tc(p(run("B")), '<w:gridSpan w:val="2"/>')),
        tr(tc(p(""), "<w:vMerge/>"), tc(p(run("b"))), tc(p(run("c")))),
        tr(tc(p(run("d"))), properties='<w:gridBefore w:val="2"/>'),
        tr(tc(p(run("e"))), properties='<w:gridAfter w:val="2"/>'),
        tr(tc(p(run("h")), '<w:hMerge w:val="restart"/>'), tc(p(""), "<w:hMerge/>"), tc(p(run("i")))),
        grid=grid(3000, 3000, 3000),
    )
    assert cells(from_xml(body)) == [
        [("A", "no"), ("B", "no"), ("", "across")],
        [("A", "down"), ("b", "no"), ("c", "no")],
        [("", "no"), ("", "no"), ("d", "no")],
        [("e", "no"), ("", "no"), ("", "no")],
        [("h", "no"), ("", "across"), ("i", "no")],
    ]


def test_a_dragged_border_does_not_make_a_column() -> None:
    body = tbl(
        tr(tc(p(run("A"))), tc(p(run("B")), '<w:gridSpan w:val="2"/>')),
        tr(tc(p(run("a")), '<w:gridSpan w:val="2"/>'), tc(p(run("b")))),
        grid=grid(3000, 90, 3000),
    )
    assert cells(from_xml(body)) == [[("A", "no"), ("B", "no")], [("a", "no"), ("b", "no")]]


def test_content_controls_around_rows_and_cells_are_opened() -> None:
    prompt = SDT.format("<w:showingPlcHdr/>", tc(p(run("Skriv här"))))
    row = tr(SDT.format("", tc(p(run("a")))), prompt, tc(p(run("c"))))
    assert cells(from_xml(tbl(SDT.format("", row)))) == [[("a", "no"), ("", "no"), ("c", "no")]]


def test_text_boxes_are_read_once_and_nested_tables_line_by_line() -> None:
    box = p(run("före") + "<w:r>" + BOX.format(p(run("i rutan"))) + "</w:r>")
    inner = tbl(tr(tc(p(run("x"))), tc(p(run("y")))))
    document = from_xml(box + tbl(tr(tc(p(run("a")) + inner + p(run("b"))), tc(box))))
    assert text_of(document) == ["före", "i rutan"]
    assert cells(document) == [[("a\nx\ny\nb", "no"), ("före\ni rutan", "no")]]


def test_a_frame_around_a_table_is_no_table() -> None:
    inner = tbl(tr(tc(p(run("A"))), tc(p(run("B")))), tr(tc(p(run("a"))), tc(p(run("b")))))
    document = from_xml(tbl(tr(tc(p(run("Rubrik")) + inner + p("")))))
    assert text_of(document) == ["Rubrik"]
    assert cells(document)[1] == [("a", "no"), ("b", "no")]


def level(index: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%2)")
    + level(2, "lowerRoman", "%1.%3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>"
)


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([(1, 0), (1, 0), (1, 0)], ["1. ", "2. ", "3. "]),
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1. ", "a) ", "b) ", "2. ", "a) "]),
        ([(1, 0), (1, 2), (1, 2)], ["1. ", "1.i ", "1.ii "]),
        ([(1, 0), (1, 0), (2, 0), (2, 0)], ["1. ", "2. ", "1. ", "2. "]),
        ([(4, 0), (4, 0)], ["7. ", "8. "]),
        ([(3, 0), (3, 0)], ["• ", "• "]),
        ([(1, 0), (0, 0), (1, 0)], ["1. ", "", "2. "]),
        ([(1, 1)] * 28, [f"{letter}) " for letter in "abcdefghijklmnopqrstuvwxyz"] + ["aa) ", "bb) "]),
    ],
)
def test_list_items_carry_the_number_that_word_shows(items: list[tuple[int, int]], shown: list[str]) -> None:
    body = "".join(
        p(run("x"), f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>') for number, deep in items
    )
    assert cells(from_xml(tbl(tr(tc(body))), NUMBERING)) == [[("\n".join(label + "x" for label in shown), "no")]]


def test_headings_headers_and_footers() -> None:
    document = NewDocument()
    document.sections[0].header.paragraphs[0].text = "Ekeby stadsdel"
    document.sections[0].footer.paragraphs[0].text = "Sida 1 (1)"
    document.add_heading("Plan", 0)
    document.add_heading("Unga", 2)
    document.add_paragraph("Brödtext")
    assert [(block.text, block.level, block.place.line) for block in docx.read(saved(document), "p.docx").blocks] == [
        ("Ekeby stadsdel", None, None),
        ("Plan", 1, 1),
        ("Unga", 2, 2),
        ("Brödtext", None, 3),
        ("Sida 1 (1)", None, None),
    ]


def test_the_title_property_speaks_only_for_a_document_of_tables_alone() -> None:
    document = NewDocument()
    document.core_properties.title = "Åtgärdsplan Ekeby 2025"
    document.add_table(1, 2).cell(0, 0).text = "a"
    assert docx.read(saved(document), "p.docx").blocks[0] == Paragraph("Åtgärdsplan Ekeby 2025", Place())
    document.add_paragraph("text")
    assert text_of(docx.read(saved(document), "p.docx")) == ["text"]


def test_comments_are_noted_and_not_read_as_text() -> None:
    document = NewDocument()
    paragraph = document.add_paragraph("Åtgärd")
    document.add_comment(paragraph.runs, text="Stämmer detta?", author="Någon")
    read = docx.read(saved(document), "p.docx")
    assert text_of(read) == ["Åtgärd"]
    assert any("Stämmer detta?" in note for note in read.notes)


def test_rows_set_wholly_in_italics_are_told() -> None:
    slanted = run("Kort").replace("<w:r>", "<w:r><w:rPr><w:i/></w:rPr>")
    upright = slanted.replace("<w:i/>", '<w:i w:val="0"/>')
    rows = [
        (run("Vad"), run("Vem")),
        (slanted, slanted),
        (slanted, run("Polisen")),
        (slanted, ""),
        ("", ""),
        (upright,),
    ]
    read = from_xml(tbl(*(tr(*(tc(p(cell)) for cell in row)) for row in rows)))
    assert [block.slanted for block in read.blocks if isinstance(block, Table)] == [frozenset({1, 3})]


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPES = {"[Content_Types].xml": b"<Types/>"}
BAD = {
    "empty": (b"", "tom"),
    "html": (b"<html><body>", "HTML"),
    "truncated": (saved(NewDocument())[:9000], "skadad"),
    "another zip": (packed(a=b"x"), "inte en Word-fil"),
    "no document": (packed(**TYPES), "inte en Word-fil"),
    "broken xml": (packed(**TYPES, word__document=b"", **{"word__document.xml": b"<w:doc"}), "skadad"),
    "no body": (packed(**TYPES, **{"word__document.xml": b"<document/>"}), "skadad"),
    "old": (OLE + "WordDocument".encode("utf-16-le"), "äldre Office-format"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    "blank": (saved(NewDocument()), "tomt"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_gets_one_clear_sentence(case: str) -> None:
    content, words = BAD[case]
    with pytest.raises(UnreadableDocument, match=words):
        docx.read(content, "plan.docx")


def test_tables_nested_beyond_reason_do_not_break_the_reader() -> None:
    inner = tbl(tr(tc(p(run("djupt"))), tc(p(""))))
    for _ in range(120):
        inner = tbl(tr(tc(inner + p("")), tc(p(run("x")))))
    body = f"<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>".encode()
    document = docx.read(packed(**TYPES, **{"word__document.xml": body}), "p.docx")
    assert cells(document)[0][1] == ("x", "no")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_the_register_written_out_comes_back_cell_for_cell(name: str) -> None:
    source = shared / "gold" / f"{name}.csv"
    if not source.exists():
        pytest.skip("the gold registers are not beside the project")
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    document = NewDocument()
    table = document.add_table(len(rows), len(rows[0]))
    slots = iter(table._cells)
    for row in rows:
        for text in row:
            next(slots).text = text
    got = cells(docx.read(saved(document), "p.docx"))
    assert [[collapse(text) for text, _ in row] for row in got] == [[collapse(text) for text in row] for row in rows]
