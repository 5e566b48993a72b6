"""Plan documents spoiled in every way that a file can be: by seed, so that a finding can be made again.

`mutant(number)` gives the same document whenever it is asked for. What is spoiled is a small plan in each form; how,
is one of three levels: the table's texts before the form is written (rows swapped, huge cells, 10,000 columns), the
form's own structure (spans, entities, nested archives, page trees that lead to themselves), and the bytes (flipped,
cut, doubled, strewn with nulls).
"""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import plan_forms
import pypdfium2

STACKED = Path(__file__).parent / "documents" / "stacked"
SEED = "åtgärdsplan"
Rows = list[list[str]]
Change = Callable[[bytes, random.Random], bytes]

HEADER = ["Prioriterat område", "Orsak", "Åtgärd", "Mål", "När", "Vem", "Uppföljning 2024-11-13", "Status", "Budget"]
PLAN: Rows = [
    HEADER,
    ["Unga i riskzon", "Frånvaro i skolan", "Besöka alla skolor", "Tio skolor besökta", "Våren 2024", "Polisen", "Alla besökta", "Klar", "10 tkr"],
    ["", "", "1. Ordna sommarjobb 2. Öppna fritidsgård", "Fler unga i arbete", "Senast 2024-08-31", "Eva Ek, fritidsledare", "Pågår", "Pågår", ""],
    ["Otrygga platser", "Mörka gångstråk", "Byta belysning vid torget", "Ljusare torg", "Q3", "Park- och gata", "Halva torget klart", "Delvis", "40 tkr"],
    ["", "Skymd sikt", "Klippa buskar i parken", "", "Löpande", "Fastighetsägare; Polisen", "", "", ""],
    ["Kriminella miljöer", "Nyrekrytering", "Samverka om avhoppare", "Färre rekryteras", "15 maj - 15 juni 2024", "Socialtjänsten", "Går inte att göra i år", "Utgår", ""],
]  # fmt: skip
TITLE = "Åtgärdsplan Södermalm 2024"


@dataclass(frozen=True)
class Mutant:
    """A spoiled document: what it was made of and how, and its bytes under a file name."""

    number: int
    form: str
    how: str
    name: str
    content: bytes


def mutant(number: int) -> Mutant:
    """The mutant of that number, the same each time."""
    draw = random.Random(f"{SEED} {number}")
    form = ORDER[number % len(ORDER)]
    kind = draw.choices(["table", "structure", "bytes"], (3, 4, 3))[0]
    if form in ("stacked", "layout", "scan") and kind == "table":
        kind = "structure"
    if kind == "table":
        how = draw.choice(sorted(TABLE))
        content = write(form, TABLE[how](draw))
    else:
        changes = BYTES if kind == "bytes" else STRUCTURE[form]
        how = draw.choice(sorted(changes))
        content = changes[how](base(form), draw)
    if draw.random() < 0.15:
        more = draw.choice(sorted(BYTES))
        content, how = BYTES[more](content, draw), f"{how} + {more}"
    return Mutant(number, form, how, f"{TITLE}.{ENDINGS.get(form, form)}", content)


# --- the sound plan, in each form -----------------------------------------------------------------------------------

ENDINGS = {"html": "md", "stacked": "txt", "layout": "txt", "scan": "pdf", "semicolon": "csv"}
ORDER = ("xlsx", "docx", "pdf", "xlsx", "docx", "pdf", "semicolon", "tsv", "md", "html", "stacked", "layout") * 4 + (
    "scan",
)


def write(form: str, rows: Rows) -> bytes:
    """The table as a document of the form."""
    if form == "html":
        return as_html(rows)
    if form in ("xlsx", "docx"):
        return (as_sheet if form == "xlsx" else as_word)(rows)
    if form == "pdf":
        return as_paper(rows)
    return {"semicolon": plan_forms.as_csv, "tsv": plan_forms.as_tsv, "md": plan_forms.as_markdown}[form](
        [(TITLE, rows)]
    )


@cache
def base(form: str) -> bytes:
    """The sound document."""
    if form in ("stacked", "layout"):
        return (STACKED / ("lekeby.txt" if form == "stacked" else "lekeby_layout.txt")).read_bytes()
    if form == "scan":
        return photographed(write("pdf", PLAN))
    return write(form, PLAN)


def as_html(rows: Rows) -> bytes:
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"# {TITLE}\n\n<table>\n{body}\n</table>\n".encode("utf-8", "surrogatepass")


def as_sheet(rows: Rows) -> bytes:
    """A workbook written part by part, so that it can hold what no library would write."""
    lines = "".join(
        f'<row r="{number}">'
        + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for number, row in enumerate([[TITLE], *rows], 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped(
        {
            "[Content_Types].xml": _types(
                "/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            ),
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_R}"><sheets>'
            '<sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="A1:I7"/>'
            f"<sheetData>{lines}</sheetData></worksheet>",
        }
    )


def as_word(rows: Rows) -> bytes:
    """A Word document written part by part."""
    table = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr/><w:p><w:r><w:t xml:space="preserve">{_xml(cell)}</w:t></w:r></w:p></w:tc>' for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return zipped(
        {
            "[Content_Types].xml": _types(
                "/word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            ),
            "_rels/.rels": _relations("officeDocument", "word/document.xml"),
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>'
            f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:tbl><w:tblPr/>{table}</w:tbl></w:body></w:document>",
        }
    )


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"


def _types(part: str, kind: str) -> str:
    return (
        f'<Types xmlns="{_P}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{kind}"/></Types>'
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" Type="{_R}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def as_paper(rows: Rows) -> bytes:
    """A PDF with a ruled table, its content streams left unpacked so that they can be spoiled."""
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(1190, 842), pageCompression=0, invariant=1)
    paper.setFont("Helvetica", 9)
    paper.drawString(30, 800, TITLE)
    top, high = 780.0, 36.0
    shown = [row[:60] for row in rows[:200]]
    columns = max(map(len, shown), default=1)
    wide = 1130 / columns
    for row in shown:
        if top - high < 20:
            paper.showPage()
            paper.setFont("Helvetica", 9)
            top = 800.0
        for column in range(columns):
            paper.rect(30 + column * wide, top - high, wide, high)
            text = row[column] if column < len(row) else ""
            for line, start in enumerate(range(0, min(len(text), 4000), 24)):
                paper.drawString(33 + column * wide, top - 10 - line * 10, text[start : start + 24])
        top -= high
    paper.save()
    return out.getvalue()


def photographed(pdf: bytes) -> bytes:
    """The first page as a picture in a PDF of its own."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1.4).to_pil().convert("L")
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(1190, 842), pageCompression=0, invariant=1)
    paper.drawImage(ImageReader(picture), 0, 0, 1190, 842)
    paper.save()
    return out.getvalue()


# --- changes of the table's texts -------------------------------------------------------------------------------------

_MARKS = "\u202e\u200f\u2066\u200b\ufeff\u00ad\u0301\u2028\u2029"
_ODD = (
    "", " ", "\n" * 40, "0", "-", "…", "#REF!", "NaN", "9" * 400, "2024-99-99", "31/2 - 30/2", "0000-00-00",
    "=cmd|'/c calc'!A1", "${7*7}{{7*7}}", "<table><tr><td rowspan=9999>", "1. " * 500, "Åtgärd", "v. 99",
    "Klart " * 300, "2024" * 90, "(" * 3000, "och " * 2000, "a;b,c\td|e", "\\" * 50, "%s%n%x", "\U0001f9e8" * 20,
)  # fmt: skip


def _copy() -> Rows:
    return [list(row) for row in PLAN]


def _anywhere(draw: random.Random, rows: Rows) -> tuple[int, int]:
    row = draw.randrange(len(rows))
    return row, draw.randrange(len(rows[row]))


def _swapped(draw: random.Random) -> Rows:
    rows = _copy()
    for _ in range(draw.randint(1, 12)):
        (a, b), (c, d) = _anywhere(draw, rows), _anywhere(draw, rows)
        rows[a][b], rows[c][d] = rows[c][d], rows[a][b]
    return rows


def _shuffled(draw: random.Random) -> Rows:
    rows = _copy()
    draw.shuffle(rows)
    return rows


def _ragged(draw: random.Random) -> Rows:
    return [row[: draw.randint(1, 9)] + [""] * draw.randint(0, 5) for row in _copy()]


def _odd(draw: random.Random) -> Rows:
    rows = _copy()
    for _ in range(draw.randint(1, 8)):
        row, column = _anywhere(draw, rows)
        rows[row][column] = draw.choice(_ODD)
    return rows


def _huge(draw: random.Random) -> Rows:
    rows = _copy()
    row, column = draw.randrange(1, len(rows)), draw.randrange(len(HEADER))
    piece = draw.choice(
        (rows[row][column] or "ord", "a", "Klart. ", "1. ", "den 3 maj ", "Eva Ek, ", "(", "pågår och ")
    )
    rows[row][column] = piece * (draw.choice((3_000, 30_000, 120_000)) // len(piece))
    return rows


def _marked(draw: random.Random) -> Rows:
    return [
        ["".join(letter + (draw.choice(_MARKS) if draw.random() < 0.08 else "") for letter in cell) for cell in row]
        for row in _copy()
    ]


def _wide(draw: random.Random) -> Rows:
    extra = draw.choice((200, 2_000, 10_000))
    head = draw.choice(("Åtgärd", "Nyckeltal", "", "Uppföljning"))
    return [row + [(head if number == 0 else "x") for _ in range(extra)] for number, row in enumerate(_copy())]


def _long(draw: random.Random) -> Rows:
    rows = _copy()
    return [rows[0], *(list(draw.choice(rows[1:])) for _ in range(draw.choice((60, 250))))]


def _repeated(draw: random.Random) -> Rows:
    rows = _copy()
    return [row for row in rows for _ in range(draw.choice((1, 1, 2, 9)))]


TABLE: dict[str, Callable[[random.Random], Rows]] = {
    "celler bytta": _swapped,
    "rader blandade": _shuffled,
    "olika långa rader": _ragged,
    "udda celltext": _odd,
    "jättelik cell": _huge,
    "osynliga tecken": _marked,
    "mycket bred": _wide,
    "många rader": _long,
    "upprepade rader": _repeated,
}


# --- changes of the bytes ---------------------------------------------------------------------------------------------


def _flipped(content: bytes, draw: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(draw.choice((1, 3, 20, 200))):
        spoiled[draw.randrange(len(spoiled))] ^= 1 << draw.randrange(8)
    return bytes(spoiled)


def _cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content))]


def _gutted(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    return content[:start] + content[start + draw.randint(1, len(content)) :]


def _doubled(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    return content[:start] + content[max(0, start - draw.randint(1, 5000)) :]


def _nulls(content: bytes, draw: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(draw.choice((1, 5, 60))):
        start = draw.randrange(len(spoiled))
        spoiled[start:start] = b"\0" * draw.choice((1, 1, 4, 600))
    return bytes(spoiled)


def _overwritten(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    return content[:start] + draw.randbytes(draw.choice((4, 64, 2000))) + content[start + 64 :]


def _prefixed(content: bytes, draw: random.Random) -> bytes:
    return (
        draw.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\n" * 500, b"hej\n", b"\0" * 9, b"%PDF-1.4\n", b"PK\3\4"))
        + content
    )


def _suffixed(content: bytes, draw: random.Random) -> bytes:
    return content + draw.choice((b"\0" * 5000, b"%%EOF\n" * 9, draw.randbytes(4000), b"|a|b|\n|-|-|\n", content))


BYTES: dict[str, Change] = {
    "omvända bitar": _flipped,
    "avhuggen": _cut,
    "bit borta": _gutted,
    "bit dubbel": _doubled,
    "nollbyte": _nulls,
    "överskriven": _overwritten,
    "främmande början": _prefixed,
    "främmande slut": _suffixed,
}


# --- changes of a form's structure ------------------------------------------------------------------------------------


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _main(parts: dict[str, bytes]) -> str:
    return "word/document.xml" if "word/document.xml" in parts else "xl/worksheets/sheet1.xml"


def _in_part(change: Change) -> Change:
    """The change made inside the package's main part, which is then packed soundly again."""

    def changed(content: bytes, draw: random.Random) -> bytes:
        parts = parts_of(content)
        name = _main(parts) if draw.random() < 0.8 else draw.choice(sorted(parts))
        return zipped({**parts, name: change(parts[name], draw)})

    return changed


def _part_gone(content: bytes, draw: random.Random) -> bytes:
    parts = parts_of(content)
    del parts[draw.choice(sorted(parts))]
    return zipped(dict(parts))


def _nested(content: bytes, draw: random.Random) -> bytes:
    inner = content
    for _ in range(draw.choice((1, 3, 8))):
        inner = zipped(
            {draw.choice(("inre.zip", "xl/workbook.xml", "word/document.xml", "[Content_Types].xml")): inner}
        )
    return draw.choice((inner, zipped({**parts_of(content), "xl/embeddings/inre.xlsx": inner})))


def _bomb(content: bytes, draw: random.Random) -> bytes:
    parts: dict[str, str | bytes] = {**parts_of(content)}
    parts[_main(parts_of(content))] = b"<" + b"a" * draw.choice((1_000_000, 40_000_000))
    return zipped(parts)


def _lying(content: bytes, draw: random.Random) -> bytes:
    """The directory says that each part is tiny (or enormous)."""
    spoiled = bytearray(content)
    for found in re.finditer(rb"PK\x01\x02", content):
        size = draw.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF))
        spoiled[found.start() + 24 : found.start() + 28] = size.to_bytes(4, "little")
    return bytes(spoiled)


def _entities(content: bytes, draw: random.Random) -> bytes:
    parts = parts_of(content)
    name = _main(parts)
    doctype = draw.choice(
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>',
            '<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY e "hej">]>',
            '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
            '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY f "&d;&d;&d;&d;&d;&d;&d;&d;">'
            '<!ENTITY e "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>',
            '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;<!ENTITY e "">]>',
        )
    )
    return zipped({**parts, name: doctype.encode() + parts[name].replace("Besöka".encode(), b"&e;", 1)})


def _odd_xml(content: bytes, draw: random.Random) -> bytes:
    parts = parts_of(content)
    name = _main(parts)
    odd = draw.choice(
        ("\0", "&#0;", "&#xD800;", "&#1;", "\x0b", "\ufffe", "]]>", "<![CDATA[<b>]]>", "<!-- - -->", "<?x?>")
    )
    return zipped({**parts, name: parts[name].replace(b"skolor", odd.encode("utf-8", "surrogatepass"))})


def _sheet(change: Callable[[str, random.Random], str]) -> Change:
    def changed(content: bytes, draw: random.Random) -> bytes:
        parts = parts_of(content)
        name = _main(parts)
        return zipped({**parts, name: change(parts[name].decode("utf-8", "surrogatepass"), draw).encode()})

    return changed


def _merges(sheet: str, draw: random.Random) -> str:
    refs = draw.choice(
        (
            ["A1:XFD1048576"], ["A3:A1048576"], ["B2:XFD2"], ["C3:A1"], ["Å1:B2"], [":"], ["A0:B0"], ["A3:A4", "A3:B5", "A4:C4"],
            [f"A{row}:I{row}" for row in range(1, 3000)], ["ZZZZZZ1:ZZZZZZZZ9"], ["A1:B99999999999"],
        )
    )  # fmt: skip
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    return sheet.replace("</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")


def _far(sheet: str, draw: random.Random) -> str:
    ref = draw.choice(("XFD1048576", "A1048576", "XFD3", "A0", "AAAAAA1", "Å9", "", "A-1", "A99999999999999", "1", "A"))
    cell = f'<c r="{ref}" t="inlineStr"><is><t>långt borta</t></is></c>'
    number = draw.choice(("8", "1048576", "0", "-3", "x", "99999999999"))
    return sheet.replace("</sheetData>", f'<row r="{number}">{cell}</row></sheetData>')


def _values(sheet: str, draw: random.Random) -> str:
    value = draw.choice(("1e999", "-1", "99999999", "NaN", "", "1" * 5000, "x", "45000.5", "-693594", "2958466"))
    kind = draw.choice(("n", "s", "b", "d", "e", "str", "q", ""))
    return sheet.replace('<c t="inlineStr">', f'<c t="{kind}" s="{draw.choice((0, 9, -1))}"><v>{value}</v></c><c t="inlineStr">', draw.randint(1, 30))  # fmt: skip


def _dates(content: bytes, draw: random.Random) -> bytes:
    """Numbers styled as dates, out of every calendar."""
    parts: dict[str, str | bytes] = {**parts_of(content)}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd{"y" * 300}"/></numFmts>'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_P}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_R}/styles" Target="styles.xml"/></Relationships>'
    )
    sheet = bytes(parts["xl/worksheets/sheet1.xml"]).decode()  # type: ignore[arg-type]
    for old in ("Våren 2024", "Löpande", "Q3"):
        value = draw.choice(("-1", "0", "60", "2958465", "2958466", "1e12", "1e308", "-1e308", "nan", "inf", "45000"))
        sheet = sheet.replace(
            f'<c t="inlineStr"><is><t xml:space="preserve">{old}</t></is></c>',
            f'<c s="{draw.choice((1, 2))}"><v>{value}</v></c>',
        )
    parts["xl/worksheets/sheet1.xml"] = sheet
    return zipped(parts)


def _sheets(content: bytes, draw: random.Random) -> bytes:
    parts: dict[str, str | bytes] = {**parts_of(content)}
    many = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId1"/>'
        for number, name in enumerate(
            ["Plan", "../../etc/passwd", "A" * 400, "&lt;b&gt;", "Åtgärd"] * draw.choice((1, 12)), 1
        )
    )
    book = bytes(parts["xl/workbook.xml"]).decode()  # type: ignore[arg-type]
    parts["xl/workbook.xml"] = re.sub(r"<sheets>.*</sheets>", f"<sheets>{many}</sheets>", book)
    return zipped(parts)


def _targets(content: bytes, draw: random.Random) -> bytes:
    parts: dict[str, str | bytes] = {**parts_of(content)}
    rels = draw.choice([name for name in parts if name.endswith(".rels")])
    target = draw.choice(
        ("../../../../etc/passwd", "/", "", "_rels/.rels", "http://127.0.0.1:9/", "workbook.xml", "\\\\x\\y")
    )
    parts[rels] = re.sub(rb'Target="[^"]*"', f'Target="{target}"'.encode().replace(b"\\", rb"\\"), bytes(parts[rels]))  # type: ignore[arg-type]
    return zipped(parts)


def _spans(document: str, draw: random.Random) -> str:
    value = draw.choice(("0", "-5", "2", "63", "9999", "100000000", "x", ""))
    kind = draw.choice((f'<w:gridSpan w:val="{value}"/>', f'<w:gridSpan w:val="{value}"/><w:vMerge/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'))  # fmt: skip
    spoiled, position = document, 0
    for _ in range(draw.randint(1, 40)):
        position = spoiled.find("<w:tcPr/>", position + draw.randint(0, 900))
        if position < 0:
            break
        spoiled = spoiled[:position] + f"<w:tcPr>{kind}</w:tcPr>" + spoiled[position + 9 :]
    return spoiled


def _grid_before(document: str, draw: random.Random) -> str:
    value = draw.choice(("1", "500", "99999999", "-1", "x"))
    side = draw.choice(("Before", "After"))
    return document.replace("<w:tr>", f'<w:tr><w:trPr><w:grid{side} w:val="{value}"/></w:trPr>', draw.randint(1, 6))


def _deep(document: str, draw: random.Random) -> str:
    depth = draw.choice((5, 60, 400, 6000))
    kind = draw.choice(("table", "content control", "paragraph"))
    if kind == "table":
        opening, closing = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    elif kind == "content control":
        opening, closing = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    else:
        opening, closing = "<w:p><w:r>", "</w:r></w:p>"
    place = draw.choice(("<w:tc><w:tcPr/>", "<w:body>"))
    return document.replace(place, place + opening * depth + closing * depth, 1)


def _numbered(content: bytes, draw: random.Random) -> bytes:
    """Numbered lists that refer to themselves and to nothing."""
    parts: dict[str, str | bytes] = {**parts_of(content)}
    level = draw.choice(("0", "8", "9", "-1", "x", "99999999"))
    document = bytes(parts["word/document.xml"]).decode()  # type: ignore[arg-type]
    numbering = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    parts["word/document.xml"] = document.replace("<w:p><w:r>", f"<w:p>{numbering}<w:r>")
    start = draw.choice(("1", "-5", "99999999999", "x"))
    parts["word/numbering.xml"] = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{draw.choice(("decimal", "upperRoman", "lowerLetter", "x"))}"/>'
        f'<w:lvlText w:val="%1.%2.%9.%0"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    parts["word/_rels/document.xml.rels"] = _relations("numbering", "numbering.xml")
    return zipped(parts)


_PACKAGE: dict[str, Change] = {
    "spolierad del": _in_part(_flipped),
    "avhuggen del": _in_part(_cut),
    "del med bit borta": _in_part(_gutted),
    "del med bit dubbel": _in_part(_doubled),
    "del borta": _part_gone,
    "zip i zip": _nested,
    "zipbomb": _bomb,
    "lögnaktig katalog": _lying,
    "yttre entiteter": _entities,
    "otillåtna tecken": _odd_xml,
    "främmande mål": _targets,
}


def _page_values(content: bytes, draw: random.Random) -> bytes:
    old = draw.choice((rb"/MediaBox \[[^\]]*\]", rb"/Rotate \d+", rb"/Count \d+", rb"/Length \d+", rb"/Kids \[[^\]]*\]", rb"/Root \d+", rb"startxref\s+\d+", rb"/Size \d+", rb"/Contents \d+", rb"/Parent \d+", rb"/Font \d+"))  # fmt: skip
    key = old.split(b" ")[0].split(rb"\s")[0]
    value = draw.choice((b"[0 0 1e9 1e9]", b"[0 0 0 0]", b"[]", b"-1", b"37", b"99999999", b"(x)", b"<< >>", b"null", b"[1 0 R 1 0 R 1 0 R]", b"3 0 R", b"[0 0 -5 nan]"))  # fmt: skip
    return re.sub(old, lambda _: key + b" " + value, content)


def _itself(content: bytes, draw: random.Random) -> bytes:
    """References that lead back to where they stand."""
    number = draw.randint(1, 9)
    return re.sub(rb"\b\d+ 0 R", lambda found: f"{number} 0 R".encode() if draw.random() < 0.4 else found[0], content)


def _operators(content: bytes, draw: random.Random) -> bytes:
    """The page drawn with absurd numbers, fonts, states and rulings."""
    more = draw.choice(
        (
            b"q " * 5000, b"Q " * 5000, b"1e30 0 0 1e30 0 0 cm\n", b"0 0 0 0 0 0 cm\n", b"BT /F1 1e9 Tf (x) Tj ET\n",
            b"BT /F99 9 Tf (hej) Tj ET\n", b"".join(b"%d %d 900 700 re S\n" % (n % 97, n % 89) for n in range(6000)),
            b"".join(b"BT 1 0 0 1 %d %d Tm (ord) Tj ET\n" % (n % 1100, n % 800) for n in range(8000)),
            b"0 0 m " + b"9 9 l " * 20000 + b"S\n", b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID x EI\n", b"/Fm0 Do\n" * 300,
            b"(" * 4000, b"[" * 4000, b"<<" * 4000, b"BT 0 0 0 0 0 0 Tm (vridet) Tj ET\n", b"BT 0 9 -9 0 50 50 Tm (lodr\344tt) Tj ET\n",
            b"nan inf 1e999 -1e999 re S\n", b"0.0001 w " + b"".join(b"%d 0 m %d 842 l S\n" % (n, n) for n in range(1190)),
        )
    )  # fmt: skip
    where = content.find(b"BT")
    return content[:where] + more + content[where:] if where > 0 else content + more


def _packed(content: bytes, draw: random.Random) -> bytes:
    """A page whose content is packed: soundly, badly, many times over, or as a bomb."""
    body = draw.choice((b"BT (hej) Tj ET ", b" " * 30_000_000, b"0 0 9 9 re S\n" * 200_000))
    times = draw.choice((1, 2, 9))
    packed = body
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    if draw.random() < 0.3:
        packed = packed[: len(packed) // 2]
    found = re.search(rb"<<[^<>]*/Length \d+[^<>]*>>\s*stream\r?\n.*?endstream", content, re.DOTALL)
    if not found:
        return content
    head = b"<< /Filter [" + b"/FlateDecode " * times + b"] /Length %d >>\nstream\n" % len(packed)
    return content[: found.start()] + head + packed + b"\nendstream" + content[found.end() :]


def _picture(content: bytes, draw: random.Random) -> bytes:
    """A scan that says its picture is otherwise than it is."""
    key = draw.choice((rb"/Width", rb"/Height", rb"/BitsPerComponent", rb"/ColorSpace", rb"/Filter"))
    value = draw.choice((b" 0", b" -1", b" 1", b" 99999", b" 2000000000", b" /DeviceCMYK", b" /DCTDecode", b" [/X]"))
    return re.sub(key + rb"\s*(/\w+|\d+|\[[^\]]*\])", lambda _: key + value, content)


_PDF: dict[str, Change] = {
    "sidvärden": _page_values,
    "hänvisar till sig själv": _itself,
    "ritade orimligheter": _operators,
    "packat innehåll": _packed,
}


def _text(change: Callable[[str, random.Random], str]) -> Change:
    return lambda content, draw: change(content.decode(), draw).encode("utf-8", "surrogatepass")


def _encoded(content: bytes, draw: random.Random) -> bytes:
    encoding = draw.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp437", "utf-7", "cp1252"))
    return content.decode().encode(encoding, "replace") + (content if draw.random() < 0.3 else b"")


def _quotes(text: str, draw: random.Random) -> str:
    for _ in range(draw.randint(1, 9)):
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice(('"', "'", '""', "“", "\r", "\n", "\x1c", "\x85", "\v", "\f")) + text[at:]
    return text


def _delimiters(text: str, draw: random.Random) -> str:
    old, new = draw.choice(((";", ","), ("\t", ";"), ("|", "\t"), ("\n", "\r"), ("\n", ""), (" ", "\t"), ("|", "||")))
    return text.replace(old, new)


def _lines_mixed(text: str, draw: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(draw.randint(1, 30)):
        a, b = draw.randrange(len(lines)), draw.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _one_line(text: str, draw: random.Random) -> str:
    return draw.choice((" ", ";", "|", "\t", "")).join(text.split("\n")) * draw.choice((1, 20))


def _much(text: str, draw: random.Random) -> str:
    return text * draw.choice((3, 10, 25))


def _strewn(text: str, draw: random.Random) -> str:
    marks = (*_MARKS, "\0", "\x1b[31m", "\udcff", "\uffff", "<b>", "[a](javascript:x)", "|", "---|---", "<table>", "</table>", "<tr>", "```")  # fmt: skip
    for _ in range(draw.choice((1, 10, 200))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(marks) + text[at:]
    return text


def _html_spans(text: str, draw: random.Random) -> str:
    value = draw.choice(("0", "-1", "3", "99999999", "1e9", "x", '"', "9" * 5000))
    name = draw.choice(("rowspan", "colspan", "rowspan=2 colspan"))
    return re.sub("<td>", lambda _: f"<td {name}={value}>" if draw.random() < 0.3 else "<td>", text)


def _html_tags(text: str, draw: random.Random) -> str:
    depth = draw.choice((3, 200, 5000))
    more = draw.choice(
        ("<table>", "<tr>", "<td>", "<b>", "<!--", "<script>", "<![CDATA[", "&amp;", "&#99999999;", "<td <td ")
    )
    at = draw.randrange(len(text))
    return text[:at] + more * depth + text[at:]


_TEXT: dict[str, Change] = {
    "annan teckenkodning": _encoded,
    "citattecken": _text(_quotes),
    "skiljetecken": _text(_delimiters),
    "rader bytta": _text(_lines_mixed),
    "en enda rad": _text(_one_line),
    "många gånger om": _text(_much),
    "beströdd med tecken": _text(_strewn),
}

STRUCTURE: dict[str, dict[str, Change]] = {
    "xlsx": {
        **_PACKAGE,
        "sammanslagna celler": _sheet(_merges),
        "cell långt borta": _sheet(_far),
        "värden av fel slag": _sheet(_values),
        "omöjliga datum": _dates,
        "många blad": _sheets,
    },
    "docx": {
        **_PACKAGE,
        "orimliga spann": _sheet(_spans),
        "kolumner före och efter": _sheet(_grid_before),
        "djupt nästlad": _sheet(_deep),
        "listor": _numbered,
    },
    "pdf": _PDF,
    "scan": {**_PDF, "bildens mått": _picture},
    "semicolon": _TEXT,
    "tsv": _TEXT,
    "md": _TEXT,
    "html": {**_TEXT, "orimliga spann": _text(_html_spans), "taggar": _text(_html_tags)},
    "stacked": _TEXT,
    "layout": _TEXT,
}
