"""Scanned PDFs: pages that are pictures, a little askew and grainy, read back as tables."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter
from plan_forms import Ruled, as_pdf

from loaders import UnreadableDocument, load
from loaders.formats import pdfium, scan_text
from loaders.formats.pdf_grid import find_grids
from loaders.formats.scan import _is_rest, _Page, _turn_tried
from loaders.formats.scan_cells import parted
from loaders.formats.scan_image import find_rules, tilt, without_rules
from loaders.formats.scan_paper import dark_on_light, even_paper
from loaders.formats.scan_pixels import Rule
from loaders.formats.scan_text import Word
from loaders.register import as_register

ROWS = [
    ["Prioriterat område", "Orsak", "Åtgärd", "När", "Vem", "Uppföljning 2025-05-20"],
    ["Otrygga platser", "Mörkt", "Byta lampor på torget", "Våren 2025", "Tekniska kontoret", "Genomfört i april"],
    ["", "", "Klippa buskar längs gångvägen", "Maj till september", "Parkenheten", "Pågår enligt plan"],
    ["Unga i riskzon", "Låg skolnärvaro", "Föräldramöten på Björkskolan", "Hösten 2025", "Rektor", "Ej påbörjat"],
]  # fmt: skip


def scanned(pdf: bytes, askew: float, paper: int = 255, edge: int = 0, turn: int = 0) -> bytes:
    """A PDF as a scanner would give it: pictures of its pages, turned, grainy and blurred, on `paper` of some grey that
    grows darker to the right, with a dark `edge` (pixels) and, by quarters, turned `turn` degrees."""
    grain = np.random.default_rng(5)
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=220 / 72, grayscale=True).to_pil().convert("L")
            picture = picture.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            light = np.asarray(picture, dtype=float) * paper / 255 - np.linspace(0, 255 - paper, picture.width) / 2
            light[:edge] = light[:, : edge // 2] = light[:, picture.width - edge :] = 15
            noisy = light + grain.normal(0, 6, (picture.height, picture.width))
            picture = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.4))
            pages.append(picture.rotate(turn, expand=True))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=220)
    return out.getvalue()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATGARDSPLAN_OCR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def scan() -> bytes:
    return scanned(as_pdf([("Åtgärdsplan 2025", ROWS)]), 0.9)


def test_pdfium_works_for_one_at_a_time(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan is read in one thread while another shows a page of it: pdfium is not for threads."""
    held: list[bool] = []
    for owner, name in (
        (pypdfium2.PdfPage, "render"),
        (pypdfium2.PdfDocument, "__init__"),
        (pypdfium2.PdfPage, "close"),
    ):
        real = getattr(owner, name)

        def noted(*args: Any, real: Any = real, **kwargs: Any) -> Any:
            held.append(pdfium.LOCK._is_owned())
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, noted)
    load(scan, "scan.pdf", district="Exempelby")
    assert pdfium.picture(scan, 1, 300)
    assert len(held) > 4
    assert all(held)


def test_a_ruled_table_is_read_out_of_its_picture(scan: bytes) -> None:
    plan = load(scan, "scan.pdf", district="Exempelby")
    read = as_register(plan)["measures"]
    assert plan.form == "scanned pdf"
    assert [row["measure"] for row in read] == [row[2] for row in ROWS[1:]]
    assert [row["when"] for row in read] == [row[3] for row in ROWS[1:]]
    assert [row["area"] for row in read] == ["platser", "platser", "unga"]
    assert [row["status"] for row in read] == ["genomford", "pagar", "ej_paborjad"]
    assert any("tolkad" in warning for warning in plan.warnings)


def test_the_same_scan_is_read_by_tesseract_only_once(
    scan: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = as_register(load(scan, "scan.pdf"))
    assert len(json.loads(next(folder.glob("*/1.json")).read_text(encoding="utf-8"))["words"]) > 20
    monkeypatch.setattr("loaders.formats.scan.words_on", lambda _: pytest.fail("läst en gång till"))
    assert as_register(load(scan, "scan.pdf")) == first


def test_without_tesseract_the_packages_are_named(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_text, "_languages", lambda: frozenset({"eng"}))
    with pytest.raises(UnreadableDocument, match=r"tesseract-ocr-swe"):
        load(scan, "scan.pdf")


def test_progress_is_told_page_by_page(scan: bytes) -> None:
    told: list[tuple[int, int]] = []
    load(scan, "scan.pdf", progress=lambda done, pages: told.append((done, pages)))
    assert told[-1] == (1, 1)


@pytest.mark.parametrize("angle", [-2.2, -0.4, 0.0, 0.7, 2.8])
def test_the_tilt_of_a_page_is_found(angle: float) -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(200, 1400, 60):
        draw.line((200, y, 2200, y), fill=0, width=3)
    assert tilt(picture.rotate(angle, fillcolor=255)) == pytest.approx(-angle, abs=0.1)


READ = {
    "measure": ["Byta lampor på torget", "Klippa buskar längs gångvägen", "Föräldramöten på Björkskolan"],
    "area": ["platser", "platser", "unga"],
    "status": ["genomford", "pagar", "ej_paborjad"],
}


def read_of(content: bytes) -> dict[str, list[str]]:
    measures = as_register(load(content, "scan.pdf", district="Exempelby"))["measures"]
    return {key: [row[key] for row in measures] for key in READ}


def test_a_poor_copy_of_a_coloured_table_is_read() -> None:
    """Grey paper, darker to one side, the scanner's dark edge, hair-thin grey rules, a header in white on blue."""
    pdf = as_pdf([("Åtgärdsplan 2025", ROWS)], padding=10, rule=(0.25, "#999999"), header_fill="#1f4e79")
    assert read_of(scanned(pdf, -0.7, paper=225, edge=35)) == READ


def test_a_table_with_rules_between_rows_only_is_read_by_where_its_words_stand() -> None:
    plan = load(scanned(as_pdf([("Åtgärdsplan 2025", ROWS)], padding=8, ruled="rows"), 0.6), "scan.pdf", "Exempelby")
    assert [row.row.measure for row in plan.measures] == READ["measure"]
    assert [row.row.when for row in plan.measures] == [row[3] for row in ROWS[1:]]
    assert all(row.row.confidence < 1 and row.row.place.page == 1 for row in plan.measures)


@pytest.mark.parametrize("ruled", ["all", "rows"])
def test_a_time_or_a_status_read_weakly_is_asked_about(ruled: Ruled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.formats.scan.UNSURE", 101)
    content = scanned(as_pdf([("Åtgärdsplan 2025", ROWS)], padding=8, ruled=ruled), 0.6)
    plan = load(content, "scan.pdf", district="Exempelby")
    asked = {(doubt.row, doubt.field) for doubt in plan.doubts if "svårläst" in doubt.question}
    assert asked == {(row, field) for row in (1, 2, 3) for field in ("when", "followup")}
    assert {doubt.place.page for doubt in plan.doubts} == {1}
    monkeypatch.setattr("loaders.formats.scan.UNSURE", 0)  # the words are kept since they were read
    plan = load(content, "scan.pdf", district="Exempelby")
    assert not any("svårläst" in doubt.question for doubt in plan.doubts)


@pytest.mark.parametrize("turn", [90, pytest.param(180, marks=pytest.mark.thorough)])
def test_a_page_that_lies_on_its_side_or_upside_down_is_turned_and_stays_so(
    turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = scanned(as_pdf([("Åtgärdsplan 2025", ROWS)]), 0.4, turn=turn)
    assert read_of(content) == READ
    monkeypatch.setattr("loaders.formats.scan.words_on", lambda _: pytest.fail("läst en gång till"))
    assert read_of(content) == READ


def test_the_turn_of_a_page_that_tells_too_little_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with few words: what is read of it makes sense only when the mark stands in the upper left corner."""

    def read(picture: bytes) -> list[Word]:
        pixels = np.asarray(Image.open(io.BytesIO(picture)))
        return [Word("Åtgärd", 0, 0, 90, 20, 90.0 if pixels[:100, :100].mean() < 128 else 30.0, 20)]

    monkeypatch.setattr("loaders.formats.scan.words_on", read)
    picture = Image.new("L", (1200, 800), 255)
    assert _turn_tried(picture) == 0
    picture.paste(20, (0, 0, 90, 90))
    for turn in (90, 180, 270):
        assert _turn_tried(picture.rotate(turn, expand=True)) == turn


def grainy(picture: Image.Image) -> Image.Image:
    noise = np.random.default_rng(7).normal(0, 4, (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(picture, dtype=float) + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize(("paper", "line"), [(255, 215), (240, 205), (225, 190)])
def test_faint_thin_lines_are_rules(paper: int, line: int) -> None:
    picture = Image.new("L", (2400, 1600), paper)
    draw = ImageDraw.Draw(picture)
    draw.line((300, 400, 2000, 400), fill=line, width=2)
    draw.line((600, 200, 600, 1400), fill=line, width=2)
    across, down = find_rules(np.asarray(grainy(picture)))
    assert [round(rule.at / 10) for rule in across] == [40]
    assert [round(rule.at / 10) for rule in down] == [60]
    assert (across[0].start, across[0].stop) == (pytest.approx(300, abs=20), pytest.approx(2000, abs=20))


def test_a_rule_down_that_is_now_darker_now_lighter_is_one() -> None:
    """As in pages of black and white alone, where a slanting line goes by steps."""
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for top in range(300, 640, 20):
        draw.line((600, top, 600, top + 20), fill=0 if top % 40 else 130, width=2 if top % 40 else 3)
    _, down = find_rules(np.asarray(picture))
    assert [round(rule.at / 10) for rule in down] == [60]


def test_a_rule_beside_one_line_of_text_is_found_and_a_letter_that_touches_it_is_no_part_of_it() -> None:
    """A heading over the whole table parts its rows: the rules down begin anew under it."""
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for y in (300, 500, 560, 620, 900):
        draw.line((300, y, 2000, y), fill=0, width=3)
    for top, bottom in ((300, 500), (560, 620), (620, 900)):
        draw.line((600, top, 600, bottom), fill=0, width=3)
    draw.line((600, 532, 600, 560), fill=0, width=4)
    _, down = find_rules(np.asarray(picture))
    covered = np.zeros(1600, dtype=bool)
    for rule in down:
        covered[rule.start : rule.stop] = True
    assert covered[310:490].all()
    assert covered[565:890].all()
    assert not covered[510:550].any()


def test_letters_that_ran_together_are_no_rules() -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(200, 1200, 32):
        draw.text((300, y), "samverkansforumsarbete pågår med hemvårdsenheten i området " * 2, fill=0, font_size=25)
    blurred = picture.reduce(2).resize(picture.size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(1.2))
    assert find_rules(np.asarray(blurred))[0] == []


def test_the_dark_edge_and_the_shadow_of_a_page_are_taken_off() -> None:
    picture = Image.new("L", (2400, 1600), 210)
    draw = ImageDraw.Draw(picture)
    for x in range(2400):
        draw.line((x, 0, x, 1600), fill=210 - x // 80)
    draw.rectangle((0, 0, 2400, 60), fill=20)
    draw.rectangle((0, 0, 40, 1600), fill=20)
    draw.rectangle((900, 700, 1000, 800), fill=0)
    even = np.asarray(even_paper(picture))
    assert even[:100].min() > 230 < even[:, :100].min()
    assert even[1000, 200] > 240 < even[1000, 2300]
    assert even[750, 950] == 0


@pytest.mark.parametrize(
    ("fill", "letters", "expected"),
    [(70, 255, True), (140, 255, True), (165, 0, False), (230, 0, False)],
)
def test_light_letters_on_a_dark_cell_are_made_dark_on_light(fill: int, letters: int, expected: bool) -> None:
    picture = Image.new("L", (2400, 800), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((300, 200, 2000, 260), fill=fill)
    for x in range(340, 1900, 400):
        draw.text((x, 212), "Åtgärd", fill=letters, font_size=36)
    clean, fills = dark_on_light(np.asarray(picture))
    assert bool(fills) is expected
    cell = clean[208:252, 320:1980]
    assert bool(np.median(cell) == 255) is expected
    assert cell.min() < 60
    if expected:
        across, _ = find_rules(clean, fills)
        assert {round(rule.at / 10) for rule in across} == {20, 26}


def test_letters_are_no_rules() -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    draw.line((300, 400, 2000, 400), fill=0, width=3)
    for y in range(500, 1200, 50):
        draw.text((300, y), "HEMLIGHETSMAKERI OCH FLIT " * 4, fill=0, font_size=40)
    across, down = find_rules(np.asarray(picture))
    assert len(across) == 1
    assert down == []


def covered(rules: list[Rule], at: float, start: int, stop: int) -> float:
    """The share of a stretch of a line that the rules on it cover."""
    line = np.zeros(stop - start, dtype=bool)
    for rule in rules:
        if abs(rule.at - at) < 6:
            line[max(0, rule.start - start) : max(0, rule.stop - start)] = True
    return float(line.mean())


def test_rules_with_gaps_are_whole_from_crossing_to_crossing() -> None:
    """As a copy of black and white alone leaves thin ones: a tenth of each is gone."""
    gone = np.repeat(np.random.default_rng(11).random(3000) < 0.1, 6)
    xs, ys = (300, 700, 1100, 1600, 2000), (200, 290, 380, 560, 740, 1000)
    pixels = np.full((1200, 2300), 255, dtype=np.uint8)
    for number, y in enumerate(ys):
        pixels[y : y + 3, 300:2000] = np.where(gone[1700 * number :][:1700], 255, 0)
    for number, x in enumerate(xs):
        pixels[200:1000, x : x + 3] = np.where(gone[1000 * number + 500 :][:800], 255, 0)[:, None]
    picture = Image.fromarray(pixels)
    draw = ImageDraw.Draw(picture)
    for y in ys[:-1]:
        for x in xs[:-1]:
            draw.text((x + 20, y + 22), "Samverkan pågår", fill=0, font_size=34)
    across, down = find_rules(np.asarray(picture))
    assert min(covered(across, y + 1, left, right) for y in ys for left, right in pairwise(xs)) > 0.8
    assert min(covered(down, x + 1, top, bottom) for x in xs for top, bottom in pairwise(ys)) > 0.8


def test_the_lines_of_the_next_table_are_not_sought_in_the_letters_of_this_one() -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(200, 600, 34):
        draw.line((300, y, 2000, y), fill=0, width=2)
        draw.text((592, y + 1), "lllll", fill=0, font_size=32)
    for x in (300, 2000):
        draw.line((x, 200, x, 574), fill=0, width=2)
    for y in (660, 800, 940):
        draw.line((300, y, 2000, y), fill=0, width=2)
    for x in (300, 600, 2000):
        draw.line((x, 660, x, 940), fill=0, width=2)
    _, down = find_rules(np.asarray(picture))
    assert covered(down, 600, 200, 570) == 0.0
    assert covered(down, 600, 660, 940) > 0.9


@pytest.mark.parametrize("line", [0, 190])
def test_a_rule_is_painted_over_and_the_letters_that_reach_into_it_are_not(line: int) -> None:
    """The rule slants by four pixels, a line of text stands close over it, darker than it where it is faint."""
    picture = Image.new("L", (2400, 800), 255)
    draw = ImageDraw.Draw(picture)
    for x in range(300, 2000):
        y = 400 + x // 400
        draw.line((x, y, x, y + 2), fill=line)
    for x in range(400, 1900, 24):
        draw.rectangle((x, 372, x + 12, 398), fill=40)
    for x in range(400, 1900, 120):
        draw.rectangle((x, 372, x + 4, 404), fill=40)
    pixels = np.asarray(picture)
    clean = without_rules(pixels, [Rule(403, 300, 2000)], [])
    assert clean[372:399, 400:1900:24].max() == 40
    assert clean[372:400, 400:1900:120].max() == 40
    assert np.median(clean[400:409, 300:2000].min(axis=0)) == 255


def test_what_is_left_of_a_rule_is_no_word() -> None:
    page = _Page(Image.new("L", (10, 10)), [], [Rule(600, 200, 900)])
    assert _is_rest(Word("|", 596, 400, 604, 430, 40.0, 30), page)
    assert _is_rest(Word("I", 598, 400, 602, 430, 40.0, 30), page)
    assert not _is_rest(Word("I", 622, 400, 626, 430, 40.0, 30), page)
    assert not _is_rest(Word("|", 696, 400, 704, 430, 40.0, 30), page)
    assert not _is_rest(Word("1", 596, 400, 604, 430, 40.0, 30), page)


def test_a_table_whose_right_side_is_lost_ends_where_its_broken_rules_do() -> None:
    pieces = ((50.0, 90.0), (110.0, 160.0), (190.0, 400.0))
    across = [(100.0, 50.0, 400.0), *((y, left, right) for y in (130.0, 155.0, 180.0) for left, right in pieces)]
    down = [(x, 100.0, 180.0) for x in (50.0, 120.0, 200.0)]
    assert [grid.xs for grid in find_grids(across, down, [])] == [[50.0, 120.0, 200.0, 400.0]]


def test_a_broken_rule_is_followed_from_one_stretch_to_the_next() -> None:
    """One stretch of the rule is whole; of the others a fourth is gone."""
    picture = Image.new("L", (2400, 1000), 255)
    draw = ImageDraw.Draw(picture)
    xs = (300, 700, 1100, 1500, 1900)
    for x in xs:
        draw.line((x, 200, x, 800), fill=0, width=3)
    for y in (200, 800):
        draw.line((300, y, 1900, y), fill=0, width=3)
    draw.line((1500, 500, 1900, 500), fill=0, width=3)
    for x in range(300, 1500, 40):
        draw.line((x, 500, x + 29, 500), fill=0, width=3)
    across, _ = find_rules(np.asarray(picture))
    assert [covered(across, 500, left, right) > 0.9 for left, right in pairwise(xs)] == [True] * 4


def test_cells_that_lost_the_rule_between_them_are_parted_where_a_column_begins() -> None:
    """The heading over all columns stays whole, and so does a cell whose words cross the border or begin elsewhere."""
    across = [(float(y), 0.0, 300.0) for y in range(0, 210, 30)]
    whole = [(x, 0.0, 180.0) for x in (0.0, 300.0)]
    down = [*whole, *((x, 90.0, 180.0) for x in (100.0, 200.0)), (200.0, 30.0, 60.0)]
    words = [(5, 5, 90, 15), (94, 5, 160, 15), (5, 35, 60, 45), (105, 35, 150, 45), (5, 65, 60, 75), (125, 65, 180, 75)]
    words += [(x + 5, y + 5, x + 60, y + 15) for y in (90, 120, 150) for x in (0, 100, 200)]
    boxes = [(float(a), float(b), float(c), float(d)) for a, b, c, d in words]
    grid = parted(find_grids(across, down, boxes)[0], boxes)
    assert [[grid.owner[row].index(owner) for owner in grid.owner[row]] for row in (0, 1, 2)] == [
        [0, 0, 0],
        [0, 1, 2],
        [0, 0, 0],
    ]
