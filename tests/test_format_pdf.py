"""PDF files with a text layer: tables however they are ruled and turned, rows made whole over page breaks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus import SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as Ruled

from loaders.errors import UnreadableDocument
from loaders.formats import pdf
from loaders.formats.pdf_join import begin, extend
from loaders.formats.pdf_lines import Habits, Line, joined_text, lines_of
from loaders.formats.pdf_page import Piece, PieceCell
from loaders.records import Document, Paragraph, Table
from loaders.text import collapse

shared = Path(__file__).resolve().parents[1].parent / "shared"
originals = Path(__file__).resolve().parent / "documents" / "formats"

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
HEAD = ["Område", "Åtgärd", "När", "Vem"]
ROWS = [
    [f"Område {n}", f"Insats nummer {n} som är en lång text och bryts över flera rader i cellen.", "Våren", "Polisen"]
    for n in range(1, 5)
]


def flow(text: str, size: float = 9) -> Flow:
    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=size, leading=size * 1.2)
    return Flow(escape(text).replace("\n", "<br/>"), style)


def built(
    rows: Sequence[Sequence[str]],
    style: Sequence[tuple[object, ...]],
    widths: Sequence[float] = (90, 170, 80, 80),
    page: tuple[float, float] = A4,
    turned: int = 0,
    size: float = 9,
    footer: str = "Sida {0}",
    encrypt: object = None,
) -> bytes:
    stream = io.BytesIO()

    def edge(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setPageRotation(turned)
        canvas.drawString(40, 20, footer.format(document.page))

    template = SimpleDocTemplate(stream, pagesize=page, encrypt=encrypt, leftMargin=30, rightMargin=30)
    table = Ruled([[flow(text, size) for text in row] for row in rows], widths, repeatRows=1)
    table.setStyle(TableStyle([*style, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    template.build([flow("Åtgärdsplan Ekeby"), table, flow("Slut.")], onFirstPage=edge, onLaterPages=edge)
    return stream.getvalue()


def paged(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 8) -> bytes:
    """The rows as a word processor prints them: landscape, the header on each page, rows broken where the page ends."""
    width, height = landscape(A4)
    top, bottom, left, pad, pitch = height - 50, 50.0, 30.0, 4.0, size * 1.2
    xs = [left + sum(widths[:number]) for number in range(len(widths) + 1)]
    wrapped = [
        [simpleSplit(text, "Helvetica", size, wide - 2 * pad) for text, wide in zip(row, widths, strict=True)]
        for row in rows
    ]
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(width, height))
    at = top

    def put(cells: Sequence[Sequence[str]], y: float) -> float:
        """Draw one row or the part of it that is given; gives where the next begins."""
        below = y - max(1, *map(len, cells)) * pitch - 2 * pad
        canvas.setFont("Helvetica", size)
        for x, lines in zip(xs, cells, strict=False):
            for number, words in enumerate(lines):
                canvas.drawString(x + pad, y - pad - (number + 0.85) * pitch, words)
        for x in xs:
            canvas.line(x, y, x, below)
        for level in (y, below):
            canvas.line(xs[0], level, xs[-1], level)
        return below

    for number, cells in enumerate(wrapped):
        left_over = cells
        while any(left_over) or left_over is cells:
            room = int((at - bottom - 2 * pad) / pitch)
            if room < 1:
                canvas.drawString(left, 30, f"Sida {canvas.getPageNumber()}")
                canvas.showPage()
                at = put(wrapped[0], top)
                continue
            at = put([lines[:room] for lines in left_over], at)
            left_over = [lines[room:] for lines in left_over]
            if number == 0:
                break
    canvas.save()
    return stream.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


RULES = {
    "every line": GRID,
    "no outer border": [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "only level rules": [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
    ],
    "only shaded rows": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])],
    "double lines": [("GRID", (0, 0), (-1, -1), 0.5, colors.black, None, None, None, 2, 1.5)],
    "no lines at all": [],
}


@pytest.mark.parametrize("rules", RULES)
def test_a_table_is_found_however_it_is_ruled(rules: str) -> None:
    document = pdf.read(built([HEAD, *ROWS], RULES[rules]), "p.pdf")
    assert document.form == "pdf"
    assert texts(tables(document)[0]) == [HEAD, *ROWS]
    outside = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert outside == ["Åtgärdsplan Ekeby", "Slut.", "Sida 1"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_reads_as_the_upright_one(turned: int) -> None:
    assert texts(tables(pdf.read(built([HEAD, *ROWS], GRID, turned=turned), "p.pdf"))[0]) == [HEAD, *ROWS]


def rule(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_table_drawn_sideways_reads_as_an_upright_one(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*{0: (0, 0), 90: (A4[0], 0), 180: A4, 270: (0, A4[1])}[angle])
        canvas.rotate(angle)
        xs, ys = [40, 180, 330, 500], [500, 450, 400, 350]
        rule(canvas, xs, ys)
        for row in range(3):
            for column in range(3):
                canvas.drawString(xs[column] + 5, ys[row + 1] + 20, f"ruta {row}{column} åäö")

    expected = [[f"ruta {row}{column} åäö" for column in range(3)] for row in range(3)]
    assert texts(tables(pdf.read(drawn(draw), "p.pdf"))[0]) == expected


def test_upright_text_in_a_merged_cell_is_read_along_its_own_line() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (40, 80, 300, 500):
            canvas.line(x, 500, x, 700)
        for left, y in ((40, 700), (80, 600), (40, 500)):
            canvas.line(left, y, 500, y)
        canvas.saveState()
        canvas.translate(65, 520)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Unga i riskzon")
        canvas.restoreState()
        for x, y, text in ((85, 670, "ett"), (305, 670, "två"), (85, 570, "tre"), (305, 570, "fyra")):
            canvas.drawString(x, y, text + " ord till")

    rows = tables(pdf.read(drawn(draw), "p.pdf"))[0].rows
    assert [(row[0].text, row[0].merged, row[1].text) for row in rows] == [
        ("Unga i riskzon", "no", "ett ord till"),
        ("Unga i riskzon", "down", "tre ord till"),
    ]


def test_merged_cells_repeat_downwards_and_are_empty_sideways() -> None:
    spans = [*GRID, ("SPAN", (0, 1), (0, 3)), ("SPAN", (1, 4), (3, 4))]
    rows = tables(pdf.read(built([HEAD, *ROWS], spans), "p.pdf"))[0].rows
    assert [(row[0].text, row[0].merged) for row in rows[1:4]] == [
        ("Område 1", "no"),
        ("Område 1", "down"),
        ("Område 1", "down"),
    ]
    assert [(cell.text, cell.merged) for cell in rows[4][2:]] == [("", "across"), ("", "across")]


def test_double_struck_letters_ligatures_and_a_border_around_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(5, 5, A4[0] - 10, A4[1] - 10)
        rule(canvas, [40, 250, 500], [700, 650, 600])
        for shift in (0, 0.3):
            canvas.drawString(45 + shift, 670, "Fetstil allaa")
        canvas.drawString(255, 670, "text i cell")
        canvas.drawString(45, 620, "mer text")

    assert texts(tables(pdf.read(drawn(draw), "p.pdf"))[0]) == [["Fetstil allaa", "text i cell"], ["mer text", ""]]


def test_a_highlighted_word_is_no_table_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, [40, 250, 500], [700, 650, 600])
        canvas.setFillColor(colors.yellow)
        canvas.rect(44, 665, 60, 14, fill=1, stroke=0)
        canvas.setFillColor(colors.black)
        canvas.drawString(45, 670, "Markerad del av cellen")
        canvas.drawString(255, 670, "granne i raden")

    found = tables(pdf.read(drawn(draw), "p.pdf"))
    assert len(found) == 1
    assert texts(found[0])[0] == ["Markerad del av cellen", "granne i raden"]


def test_rows_broken_by_a_page_are_whole_and_repeated_headers_gone() -> None:
    sentence = "Fältarbetare och polis går tillsammans under helgkvällar och talar med unga som rör sig ute. "
    rows = [[f"Område {n}", f"{n}. " + sentence * (3 + 5 * n % 7), "Löpande", "Polisen"] for n in range(1, 16)]
    table = tables(pdf.read(paged([HEAD, *rows], [90, 240, 80, 80]), "p.pdf"))
    assert len(table) == 1
    got = [[collapse(text) for text in row] for row in texts(table[0])]
    assert got == [[collapse(text) for text in row] for row in [HEAD, *rows]]
    pages = [row[0].place.page for row in table[0].rows]
    assert pages == sorted(page for page in pages if page) and pages[-1] != 1
    assert [row[0].place.row for row in table[0].rows] == list(range(1, len(rows) + 2))


@pytest.mark.parametrize(
    ("below", "is_rest"),
    [("och i port 5", True), ("Kameror", False)],
    ids=["goes on in small letters", "begins anew"],
)
def test_a_cell_that_left_room_at_the_page_s_end_was_done(below: str, is_rest: bool) -> None:
    def draw(canvas: Canvas) -> None:
        for rows in (
            [
                ["Vem", "Vad", "Hur det gick"],
                ["Skolan", "Samtal", "Hållna."],
                ["Polisen", "Byta lås i port 3", "Klart.\nResten väntar"],
            ],
            [["", below, "Nu prövas det."], ["Soc", "Kurs", "Hållen."]],
        ):
            ys = [700 - 25 * number for number in range(len(rows) + 1)]
            rule(canvas, [40, 140, 340, 540], ys)
            for y, row in zip(ys, rows, strict=False):
                for x, text in zip((45, 145, 345), row, strict=True):
                    for number, line in enumerate(text.split("\n")):
                        canvas.drawString(x, y - 10 - 11 * number, line)
            canvas.showPage()

    found = texts(tables(pdf.read(drawn(draw), "p.pdf"))[0])
    assert len(found) == (4 if is_rest else 5), found


def test_a_heading_between_pages_parts_two_tables() -> None:
    def draw(canvas: Canvas) -> None:
        for title in ("Unga", "Äldre"):
            canvas.drawString(40, 750, title)
            rule(canvas, [40, 250, 500], [700, 650, 600])
            canvas.drawString(45, 670, "Insats")
            canvas.drawString(45, 620, f"åtgärd för {title.lower()}")
            canvas.showPage()

    blocks = pdf.read(drawn(draw), "p.pdf").blocks
    assert [block.text if isinstance(block, Paragraph) else "tabell" for block in blocks] == [
        "Unga",
        "tabell",
        "Äldre",
        "tabell",
    ]


def test_tables_of_other_columns_beneath_one_another_are_parted_though_ruled_alike() -> None:
    sections = {
        "Otrygga platser": ((50, 150, 330, 420), ("Plats", "Åtgärd", "Ansvar", "Tid")),
        "Unga i riskzon": ((50, 250, 400), ("Aktivitet", "Vem", "Läge")),
    }

    def draw(canvas: Canvas) -> None:
        y = 780
        for title, (xs, head) in sections.items():
            canvas.drawString(60, y, title)
            for number in range(5):
                canvas.line(45, y - 10 - 25 * number, 520, y - 10 - 25 * number)
                for x, text in zip(xs, head, strict=True):
                    if number < 4:
                        canvas.drawString(x, y - 28 - 25 * number, text if not number else f"{text} {number}")
            y -= 135
        canvas.showPage()

    found = tables(pdf.read(drawn(draw), "p.pdf"))
    assert [texts(table)[0] for table in found] == [list(head) for _, head in sections.values()]


def test_headings_of_several_sizes_have_levels_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        y = 800
        for text, size in (("Handlingsplan", 20), ("Otrygga platser", 14), ("Torget", 12), ("Brödtext " * 12, 9)):
            canvas.setFont("Helvetica", size)
            canvas.drawString(40, y, text)
            y -= 30
        rule(canvas, [40, 250, 500], [600, 550, 500])
        canvas.drawString(45, 570, "Insats")
        canvas.drawString(45, 520, "Vandra")
        canvas.showPage()

    blocks = pdf.read(drawn(draw), "p.pdf").blocks
    assert [block.level for block in blocks if isinstance(block, Paragraph)] == [1, 2, 3, None]


def test_a_border_that_the_page_end_left_out_still_closes_the_row() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (40, 250, 500):
            canvas.line(x, 100, x, 200)
        for y in (200, 150):
            canvas.line(40, y, 500, y)
        for x, y, text in ((45, 170, "Åtgärd"), (255, 170, "När"), (45, 130, "Polisen bjuder in"), (255, 130, "Våren")):
            canvas.drawString(x, y, text)
        canvas.showPage()
        for x in (40, 250, 500):
            canvas.line(x, 750, x, 800)
        canvas.line(40, 750, 500, 750)
        canvas.drawString(45, 780, "till ett möte för föreningar.")

    assert texts(tables(pdf.read(drawn(draw), "p.pdf"))[0]) == [
        ["Åtgärd", "När"],
        ["Polisen bjuder in\ntill ett möte för föreningar.", "Våren"],
    ]


def row_of(page: int, y: float, *cells: str) -> list[PieceCell]:
    lines = [[Line(text, 5.0, 60.0, y, y + 9, 9.0, False, 20.0, False, page, 10.0)] if text else [] for text in cells]
    return [PieceCell(found) for found in lines]


@pytest.mark.parametrize(("has_headings", "expected"), [(True, 12), (False, 10)])
def test_a_heading_row_at_a_pages_top_is_no_rest_of_the_row_before(has_headings: bool, expected: int) -> None:
    """Where other rows are headings, one cell alone is one more; else it goes on with the last row's cell."""
    rows = [["Plats", "Åtgärd", "När"], *([f"Torg {number}", f"Byta lampa {number}", "Våren"] for number in range(8))]
    heading = [["Trygga platser", "", ""]] * has_headings
    first = [rows[0], *heading, *rows[1:]]
    xs, height = [0.0, 100.0, 200.0, 300.0], 20.0
    ys = [height * at for at in range(len(first) + 1)]
    above = Piece(1, xs, ys, [row_of(1, y, *cells) for y, cells in zip(ys, first, strict=False)])
    below = [row_of(2, 0.0, "Unga i riskzon", "", ""), row_of(2, 20.0, "Skolan", "Föräldramöten", "Hösten")]
    table = begin(above)
    extend(table, Piece(2, xs, [0.0, 20.0, 40.0], below), ys[-1])
    assert len(table.rows) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Otrygghet på", "torget om kvällen.", ["Otrygghet på torget om kvällen."] * 4),
        ("Otrygghet på torget.", "Stölder ur bilar.", [*["Otrygghet på torget."] * 2, *["Stölder ur bilar."] * 2]),
    ],
)
def test_a_cell_over_several_rows_that_a_page_end_cuts_is_whole_in_all_of_them(
    above: str, below: str, expected: list[str]
) -> None:
    def piece(page: int, text: str) -> Piece:
        rows = [row_of(page, y, text, f"Åtgärd {page} {y}", "Våren") for y in (0.0, 20.0)]
        rows[0][0].tall, rows[1][0].merged, rows[1][0].lines = True, "down", rows[0][0].lines
        return Piece(page, [0.0, 100.0, 200.0, 300.0], [0.0, 20.0, 40.0], rows)

    table = begin(piece(1, above))
    extend(table, piece(2, below), 40.0)
    assert [" ".join(part.text for part in row.cells[0].lines) for row in table.rows] == expected


def line(text: str, room: float, number: int, spaced: bool = False) -> Line:
    first = 5.0 * len(text.split(" ")[0])
    return Line(text, 0, 100 - room, number * 12, number * 12 + 10, 10, False, first, spaced, 1, room)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([("Polisen kommer att", 5), ("kalla till möte.", 40)], "Polisen kommer att kalla till möte."),
        ([("Klart.", 70), ("Nytt möte i maj.", 20)], "Klart.\nNytt möte i maj."),
        ([("1. Första", 10), ("2. Andra", 10)], "1. Första\n2. Andra"),
        ([("• Första", 3), ("fortsätter", 10), ("• Andra", 10)], "• Första fortsätter\n• Andra"),
        ([("2 gånger per månad", 2), ("- löpande", 30)], "2 gånger per månad - löpande"),
        ([("- Första", 50), ("- Andra", 50)], "- Första\n- Andra"),
        ([("informations-", 2), ("delning", 30)], "informationsdelning"),
        ([("information-", 2), ("och samråd", 30)], "information- och samråd"),
        ([("en SIP-", 2), ("samordnare", 30)], "en SIP-samordnare"),
        ([("under 2024-", 2), ("2025", 30)], "under 2024-2025"),
        ([("brotts\u00ad", 2), ("offer", 30)], "brottsoffer"),
        ([("årskurs 7–", 2), ("9 har ökat", 30)], "årskurs 7–9 har ökat"),
        ([("möten –", 2), ("3 i år", 30)], "möten – 3 i år"),
        ([("polis/", 2), ("skola", 30)], "polis/skola"),
        ([("trygghetssamor", 2), ("dnare", 30)], "trygghetssamordnare"),
        ([("socialsekreterare", 2), ("och polis", 30)], "socialsekreterare och polis"),
    ],
)
def test_wrapped_lines_run_on_and_items_stand_apart(lines: list[tuple[str, float]], text: str) -> None:
    made = [line(words, room, number) for number, (words, room) in enumerate(lines)]
    assert joined_text(made, Habits(False, frozenset())) == text


def test_a_hyphen_of_another_font_at_a_lines_end_belongs_to_its_word() -> None:
    glyphs = [(40.0 + 6 * at, 100.0, 46.0 + 6 * at, 110.0, char, 10.0, False) for at, char in enumerate("brotts")]
    glyphs.append((79.0, 100.0, 83.0, 110.0, "\u2010", 10.0, False))
    assert [line.text for line in lines_of(glyphs, 1)] == ["brotts\u2010"]


def test_text_without_a_table_comes_line_by_line() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(12):
            canvas.drawString(40, 800 - 15 * number, f"Rad {number} som löper utan tabell")

    document = pdf.read(drawn(draw), "p.pdf")
    assert document.form == "stacked text"
    assert [(block.text, block.place.line) for block in document.blocks if isinstance(block, Paragraph)][:2] == [
        ("Rad 0 som löper utan tabell", 1),
        ("Rad 1 som löper utan tabell", 2),
    ]


def test_a_picture_of_a_page_is_a_scanned_pdf() -> None:
    content = drawn(lambda canvas: canvas.rect(50, 50, 300, 300, fill=1))
    document = pdf.read(content, "p.pdf")
    assert (document.form, document.blocks, len(document.notes)) == ("scanned pdf", (), 1)


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    owner = pdfencrypt.StandardEncryption("", ownerPassword="hemligt", canModify=0)
    assert texts(tables(pdf.read(built([HEAD, *ROWS], GRID, encrypt=owner), "p.pdf"))[0]) == [HEAD, *ROWS]


def bomb() -> bytes:
    import zlib

    packed = zlib.compress(b"\0" * (pdf.MAX_STREAM + (1 << 21)))
    return b"%PDF-1.4\n1 0 obj <</Length 9/Filter/FlateDecode>> stream\n" + packed + b"\nendstream endobj"


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "tom"),
    "html": (lambda: b"<html></html>", "HTML"),
    "only a mark": (lambda: b"%PDF-1.7\n", "skadad"),
    "truncated": (lambda: built([HEAD, *ROWS], GRID)[:1500], "skadad"),
    "locked": (lambda: built([HEAD, *ROWS], GRID, encrypt="hemligt"), "lösenord"),
    "too long": (lambda: drawn(lambda canvas: [canvas.showPage() for _ in range(501)] and None), "501 sidor"),
    "bomb": (bomb, "orimligt stor"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_gets_one_clear_sentence(case: str) -> None:
    make, words = BAD[case]
    with pytest.raises(UnreadableDocument, match=words):
        pdf.read(make(), "plan.pdf")


@pytest.mark.parametrize("at", [100, 200, 1000, 2000])
def test_text_lost_to_damage_is_told(at: int) -> None:
    content = (originals / "ekeby-delade-rader.pdf").read_bytes()
    start = content.index(b"stream") + at
    document = pdf.read(content[:start] + b"\xff" * 8 + content[start + 8 :], "p.pdf")
    whole = pdf.read(content, "p.pdf")
    assert whole.notes == ()
    assert document.blocks != whole.blocks
    assert any("delvis skadad" in note or "utan läsbar text: 1" in note for note in document.notes)


def test_progress_counts_the_pages() -> None:
    told: list[tuple[int, int]] = []
    pdf.read(built([HEAD, *ROWS], GRID), "p.pdf", lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@pytest.mark.parametrize("original", sorted(originals.glob("*.pdf")), ids=lambda path: path.stem)
def test_originals_read_as_their_golden_files_say(original: Path) -> None:
    document = pdf.read(original.read_bytes(), original.name)
    got = [
        {"page": block.place.page, "rows": [[[cell.text, cell.merged] for cell in row] for row in block.rows]}
        if isinstance(block, Table)
        else {"page": block.place.page, "text": block.text, "level": block.level}
        for block in document.blocks
    ]
    golden = json.loads(original.with_suffix(".json").read_text(encoding="utf-8"))
    assert {"form": document.form, "blocks": got} == golden


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_the_register_written_out_comes_back(name: str) -> None:
    """Every row, and 98 of 100 cells as written (hyphens that may have broken a word apart)."""
    source = shared / "gold" / f"{name}.csv"
    if not source.exists():
        pytest.skip("the gold registers are not beside the project")
    with source.open(encoding="utf-8", newline="") as lines:
        columns, *rows = list(csv.reader(lines))
    kept = [columns.index(key) for key in ("area", "cause", "measure", "when", "who", "followup", "status_text")]
    wanted = [[row[index] for index in kept] for row in [columns, *rows]]
    table = tables(pdf.read(paged(wanted, [70, 140, 150, 90, 110, 130, 90]), "p.pdf"))
    assert [len(each.rows) for each in table] == [len(wanted)]
    pairs = [
        (collapse(want).replace("-", ""), collapse(cell.text).replace("-", ""))
        for row, cells in zip(wanted, table[0].rows, strict=True)
        for want, cell in zip(row, cells, strict=True)
    ]
    assert sum(want == got for want, got in pairs) >= 0.98 * len(pairs)
