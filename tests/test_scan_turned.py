"""Text along the side of a scanned table is read as it runs."""

from __future__ import annotations

import io
from shutil import which

import pytest
from PIL import Image, ImageDraw

from loaders.formats.pdf_grid import Edge
from loaders.formats.scan_pixels import POINT
from loaders.formats.scan_text import ONE_BLOCK, Word, words_on
from loaders.formats.scan_turned import with_turned_text

# A table of two columns, 120 and 600 pixels wide, in one row of 500 pixels below a header of 60.
ACROSS: list[Edge] = [(y * POINT, 100 * POINT, 820 * POINT) for y in (100, 160, 660)]
DOWN: list[Edge] = [(x * POINT, 100 * POINT, 660 * POINT) for x in (100, 220, 820)]
BESIDE = Word("Lampor", 240, 200, 400, 230, 95.0, 30)
NONSENSE = Word("o3", 130, 400, 160, 420, 20.0, 20)


def _page(text: str, degrees: int) -> Image.Image:
    page = Image.new("L", (900, 760), 255)
    cell = Image.new("L", (480, 60), 255)
    ImageDraw.Draw(cell).text((10, 5), text, fill=0, font_size=38)
    page.paste(cell.rotate(degrees, expand=True), (130, 170))
    return page


def _read(picture: Image.Image) -> list[Word]:
    out = io.BytesIO()
    picture.save(out, "PPM")
    return words_on(out.getvalue(), ONE_BLOCK)


@pytest.mark.skipif(which("tesseract") is None, reason="Tesseract finns inte")
@pytest.mark.parametrize("degrees", [90, 270])
def test_words_that_run_up_or_down_a_tall_cell_are_read_along_their_line(degrees: int) -> None:
    words = with_turned_text([BESIDE, NONSENSE], _page("Unga i riskzon", degrees), ACROSS, DOWN, _read)
    assert words[0] == BESIDE
    assert [word.text for word in words[1:]] == ["Unga", "i", "riskzon"]
    assert all(100 < word.x0 < word.x1 < 220 and 160 < word.top < word.bottom < 660 for word in words[1:])


@pytest.mark.parametrize(
    ("inside", "page", "why"),
    [
        ([Word("Våren", 110, 400, 200, 430, 95.0, 30)], _page("Unga i riskzon", 90), "the cell's words make sense"),
        ([NONSENSE], _page("", 90), "nothing stands in it"),
        ([NONSENSE], _page("1", 0), "a number alone"),
        ([NONSENSE], _page("' " * 3, 90), "specks"),
        ([Word("2025", 110, 400, 200, 430, 96.0, 30)], _page("Unga i riskzon", 90), "a year that was read surely"),
    ],
)
def test_no_other_cell_is_turned(inside: list[Word], page: Image.Image, why: str) -> None:
    asked: list[Image.Image] = []

    def read(picture: Image.Image) -> list[Word]:
        asked.append(picture)
        return []

    words = [BESIDE, *inside]
    assert with_turned_text(words, page, ACROSS, DOWN, read) == words, why
    assert asked == [], why


def test_what_makes_no_sense_turned_either_stays_as_it_was_read() -> None:
    words = [BESIDE, NONSENSE]
    assert with_turned_text(words, _page("Unga i riskzon", 90), ACROSS, DOWN, lambda _: [NONSENSE]) == words
